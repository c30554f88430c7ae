//! Many runs on a few threads, each once: what the store has is not run again.

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Mutex;
use std::time::Instant;

use anyhow::{Context, Result};

use super::demand::Source;
use super::measures::row;
use super::names::{Model, Scenario};
use super::params::World;
use super::rows::Row;
use super::run::run;
use super::store::Store;
use super::terms::Terms;

/// Changes whenever the same parameters would give another row.
pub const CODE: &str = "8";
/// What the contracts are: the checksums of their artifacts.
const CONTRACTS: &str = include_str!("../../../artifacts/checksums.txt");

/// What rows were made with: the code's version, and a hash of all contracts. A row of other code or other contracts is
/// not taken for one of these.
pub fn made_with() -> String {
    let digest = compute_amm_testing::jobs::digest(CONTRACTS).to_hex();
    format!("{CODE}-{}", &digest[..8])
}

/// One run to be.
#[derive(Clone, Debug)]
pub struct Task {
    /// Which model.
    pub model: Model,
    /// With these parameters.
    pub terms: Terms,
    /// In this scenario.
    pub scenario: Scenario,
    /// At this seed.
    pub seed: u64,
    /// In this world.
    pub world: World,
}

impl Task {
    /// What makes it this run: model, scenario, seed, the hash of all parameters and of where demand comes from,
    /// what it is [made with](made_with).
    pub fn key(&self, source: &Source) -> Result<String> {
        self.key_made_with(source, &made_with())
    }

    /// The same of a run that was made with other code or contracts, by what [`made_with`] said then.
    pub fn key_made_with(&self, source: &Source, made_with: &str) -> Result<String> {
        let mut hasher = DefaultHasher::new();
        serde_json::to_string(&(&self.terms, &self.world, source.name))?.hash(&mut hasher);
        let hash = hasher.finish();
        Ok(format!("{:?}/{:?}/{}/{hash:016x}/{made_with}", self.model, self.scenario, self.seed))
    }

    /// Runs it.
    pub fn row(&self, source: &Source) -> Result<Row> {
        let demand = source.stream(&self.world, self.scenario, self.seed)?;
        let mut model = self.terms.build(self.model, &self.world);
        let done = run(model.as_mut(), &self.world, self.scenario, self.seed, &demand)
            .with_context(|| format!("{:?} in {:?} at seed {}", self.model, self.scenario, self.seed))?;
        Ok(row(&done, self.key(source)?, self.model, self.scenario, self.seed))
    }
}

/// How far the work is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Rows that are there.
    pub done: usize,
    /// Rows that will be.
    pub all: usize,
    /// Seconds so far.
    pub seconds: f64,
    /// An estimate of the seconds that are left, by the rows made since the start.
    pub left: f64,
}

/// The rows of all tasks, in the tasks' order. Rows are written as they come; the first error stops the work.
pub fn run_all(
    tasks: &[Task],
    source: &Source,
    store: &mut Store,
    threads: usize,
    watch: impl Fn(Progress) + Sync,
) -> Result<Vec<Row>> {
    let keys: Vec<String> = tasks.iter().map(|task| task.key(source)).collect::<Result<_>>()?;
    let open: Vec<usize> = (0..tasks.len()).filter(|&i| store.get(&keys[i]).is_none()).collect();
    let had = tasks.len() - open.len();
    let (next, began) = (AtomicUsize::new(0), Instant::now());
    let shared = Mutex::new((&mut *store, 0_usize, None::<anyhow::Error>));
    std::thread::scope(|scope| {
        for _ in 0..threads.max(1) {
            scope.spawn(|| {
                while let Some(&index) = open.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let row = tasks[index].row(source);
                    let mut shared = shared.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                    let (store, made, failed) = &mut *shared;
                    if failed.is_some() {
                        break;
                    }
                    if let Err(error) = row.and_then(|row| store.add(row)) {
                        *failed = Some(error);
                        break;
                    }
                    *made += 1;
                    let seconds = began.elapsed().as_secs_f64();
                    let left = seconds / *made as f64 * (open.len() - *made) as f64;
                    watch(Progress { done: had + *made, all: tasks.len(), seconds, left });
                }
            });
        }
    });
    let (_, _, failed) = shared.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    if let Some(error) = failed {
        return Err(error);
    }
    keys.iter().map(|key| store.get(key).cloned().with_context(|| format!("no row of {key}"))).collect()
}
