//! The same tuning budget for every model: its default and so many random draws of its own parameters, each run on
//! the training slice; the one with the highest score is taken.
//!
//! The score is the mean, over the standard scenarios and a few seeds, of the surplus of all in USD: clients' saving
//! against the cloud, providers' income (but for what stakes gain by NET's price) less cost, cash to holders, fees to
//! others, less subsidies at market price. Fees and emissions are transfers in it; what counts is what they make
//! people do.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use rand::SeedableRng;
use rand_chacha::ChaCha12Rng;
use serde::{Deserialize, Serialize};

use super::demand::Source;
use super::names::{Model, Scenario};
use super::params::World;
use super::runner::{run_all, Progress, Task};
use super::store::Store;
use super::terms::Terms;

/// Draws of each model beside its default.
pub const DRAWS: usize = 31;
/// Seeds of the training slice on which each is run, in each standard scenario.
pub const SEEDS: u64 = 4;
/// Seeds of training are none of those that are scored.
const FIRST_SEED: u64 = 1_000_000;

/// The parameters taken for each model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tuned {
    /// The command that made them.
    pub made_by: String,
    /// By model.
    pub terms: BTreeMap<Model, Choice>,
}

/// A model's parameters and how they scored.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Choice {
    /// What was taken.
    pub terms: Terms,
    /// Its score on the training slice, USD.
    pub score: f64,
    /// That of the default, USD.
    pub default_score: f64,
}

impl Tuned {
    /// Reads a file of them.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("in {}", path.display()))
    }

    /// Writes it.
    pub fn write(&self, path: &Path) -> Result<()> {
        let text = serde_json::to_string_pretty(self)? + "\n";
        std::fs::write(path, text).with_context(|| format!("writing {}", path.display()))
    }
}

/// The candidates of a model: the default first. All models draw from the same seed.
pub fn candidates(model: Model, draws: usize) -> Vec<Terms> {
    let mut rng = ChaCha12Rng::seed_from_u64(7);
    let mut all = vec![Terms::default_of(model)];
    all.extend((0..draws).map(|_| Terms::draw(model, &mut rng)));
    all
}

/// Tunes models on a training slice.
pub fn tune(
    models: &[Model],
    training: &Source,
    store: &mut Store,
    threads: usize,
    made_by: &str,
    watch: impl Fn(Progress) + Sync,
) -> Result<Tuned> {
    let mut tasks = vec![];
    for &model in models {
        for terms in candidates(model, DRAWS) {
            for scenario in Scenario::STANDARD {
                for seed in FIRST_SEED..FIRST_SEED + SEEDS {
                    let world = World { name: "training".into(), ..World::default() };
                    tasks.push(Task { model, terms, scenario, seed, world });
                }
            }
        }
    }
    let rows = run_all(&tasks, training, store, threads, watch)?;
    let each = Scenario::STANDARD.len() * SEEDS as usize;
    let mut terms = BTreeMap::new();
    for (tasks, rows) in tasks.chunks(each * (DRAWS + 1)).zip(rows.chunks(each * (DRAWS + 1))) {
        let scores: Vec<(Terms, f64)> = tasks
            .chunks(each)
            .zip(rows.chunks(each))
            .map(|(tasks, rows)| {
                (tasks[0].terms, rows.iter().map(|row| row.surplus).sum::<f64>() / rows.len() as f64)
            })
            .collect();
        let (default, rest) = scores.split_first().context("a default")?;
        // The default stays unless something is better.
        let best = rest.iter().fold(default, |best, other| if other.1 > best.1 { other } else { best });
        let choice = Choice { terms: best.0, score: best.1, default_score: default.1 };
        terms.insert(tasks[0].model, choice);
    }
    Ok(Tuned { made_by: made_by.into(), terms })
}
