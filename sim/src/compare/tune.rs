//! The same tuning budget for every model: its default and so many random draws of its own parameters, all run on a few
//! seeds of the training slice; the best of the draws run with the default on many other seeds of it, and of these the one
//! with the highest score is taken. Few seeds alone pick noise.
//!
//! A variant that is to differ from another by one thing alone is not tuned by itself: it takes the other's parameters.
//!
//! The score is the mean, over the standard scenarios and a few seeds, of the surplus of all in USD: what true results
//! were worth to clients, at most the cloud's price, less electricity, machines and capital. Fees, burns and emissions are
//! transfers in it, so a subsidy costs it nothing; what counts is what they make people do.

use std::collections::BTreeMap;
use std::ops::Range;
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
/// Seeds of the training slice on which each of them is run, in each standard scenario.
pub const FIRST_SEEDS: u64 = 2;
/// Of the draws as many are run again,
pub const AGAIN: usize = 3;
/// on so many other seeds.
pub const SEEDS: u64 = 20;
/// The world of held-out runs with each model's default parameters.
pub const UNTUNED: &str = "untuned";
/// Seeds of training are none of those that are scored.
pub const FIRST_SEED: u64 = 1_000_000;

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

/// Held-out runs of the models that are tuned with their defaults, in the standard scenarios, seed by seed.
pub fn defaults(models: &[Model], seeds: u64) -> Vec<Task> {
    let is_tuned = |model: &Model| {
        candidates(*model, 1).windows(2).any(|two| two[0] != two[1]) && takes_from(*model).is_none()
    };
    let models: Vec<Model> = models.iter().copied().filter(is_tuned).collect();
    let mut tasks = vec![];
    for seed in 1..=seeds {
        for scenario in Scenario::STANDARD {
            for &model in &models {
                let world = World { name: UNTUNED.into(), ..World::default() };
                tasks.push(Task { model, terms: Terms::default_of(model), scenario, seed, world });
            }
        }
    }
    tasks
}

/// Whose parameters a model takes that is not tuned by itself.
pub fn takes_from(model: Model) -> Option<Model> {
    (model == Model::OursShare).then_some(Model::Ours)
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
    let mut of: Vec<Model> = models.iter().map(|&model| takes_from(model).unwrap_or(model)).collect();
    of.sort();
    of.dedup();
    let all: Vec<(Model, Vec<Terms>)> =
        of.into_iter().map(|model| (model, candidates(model, DRAWS))).collect();
    let seeds = FIRST_SEED..FIRST_SEED + FIRST_SEEDS;
    let first = scores(&all, seeds.clone(), training, store, threads, &watch)?;
    let best: Vec<(Model, Vec<Terms>)> =
        first.into_iter().map(|(model, scores)| (model, run_again(&scores))).collect();
    let second = scores(&best, seeds.end..seeds.end + SEEDS, training, store, threads, &watch)?;
    let mut terms = BTreeMap::new();
    for (model, scores) in second {
        terms.insert(model, choice(&scores)?);
    }
    for &model in models {
        let from = takes_from(model).and_then(|from| terms.get(&from).copied());
        terms.extend(from.map(|choice| (model, choice)));
    }
    Ok(Tuned { made_by: made_by.into(), terms })
}

/// Parameters, and their mean surplus, USD.
pub type Scored = (Terms, f64);

/// The default and the best of the draws, each once. The default is the first.
pub fn run_again(scores: &[Scored]) -> Vec<Terms> {
    let Some(((default, _), draws)) = scores.split_first() else { return vec![] };
    let mut draws = draws.to_vec();
    draws.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut taken = vec![*default];
    for (terms, _) in draws {
        if taken.len() <= AGAIN && !taken.contains(&terms) {
            taken.push(terms);
        }
    }
    taken
}

/// The best; the default, which is the first, stays unless something is better.
pub fn choice(scores: &[Scored]) -> Result<Choice> {
    let (default, rest) = scores.split_first().context("a default")?;
    let best = rest.iter().fold(default, |best, other| if other.1 > best.1 { other } else { best });
    Ok(Choice { terms: best.0, score: best.1, default_score: default.1 })
}

/// The mean surplus of each model's candidates over the standard scenarios and these seeds, in their order, USD.
fn scores(
    all: &[(Model, Vec<Terms>)],
    seeds: Range<u64>,
    training: &Source,
    store: &mut Store,
    threads: usize,
    watch: &(impl Fn(Progress) + Sync),
) -> Result<Vec<(Model, Vec<Scored>)>> {
    let mut tasks = vec![];
    for (model, candidates) in all {
        for &terms in candidates {
            for scenario in Scenario::STANDARD {
                for seed in seeds.clone() {
                    let world = World { name: "training".into(), ..World::default() };
                    tasks.push(Task { model: *model, terms, scenario, seed, world });
                }
            }
        }
    }
    let rows = run_all(&tasks, training, store, threads, watch)?;
    let each = Scenario::STANDARD.len() * seeds.count();
    let mut means =
        rows.chunks(each).map(|rows| rows.iter().map(|row| row.surplus).sum::<f64>() / each as f64);
    let of = |(model, candidates): &(Model, Vec<Terms>)| {
        (*model, candidates.iter().copied().zip(means.by_ref()).collect())
    };
    Ok(all.iter().map(of).collect())
}
