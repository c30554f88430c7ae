//! Token models side by side on the same demand, providers and traders.
//!
//! A run is a [`runner::Task`]: a model ([`names::Model`]) with its own parameters ([`terms::Terms`]) in a scenario
//! ([`names::Scenario`]) at a seed, in a [`params::World`] that is the same for all models. [`run::run`] goes through
//! its days: providers enter and leave, demands arrive and are served or not, the model does what it does in the
//! morning and in the evening, traders trade. Every coin is counted after each of these steps.
//!
//! **Rows.** `target/compare/runs.jsonl` holds one JSON object a line, a [`rows::Row`]; its fields' docs give units.
//! `key` is `Model/Scenario/seed/hash of all parameters/code version`; `model` and `scenario` are in snake case;
//! `world` is `base`, or the name of the one number that differs ([`params::World::sensitivity`]). `price` and
//! `over_cloud` are null where nothing was served; `shares` are the parts of the variance of NET's daily log price in
//! the order of [`amm::Cause`] (speculator, model, noise, investor, other); `path` is NET's price after each tenth of
//! the run. `target/compare/tuning.jsonl` holds rows of the training slice in the same form, for tuning only.
//!
//! **Tables and verdicts.** [`rows::Table`] is made of the rows of one world: `percentile(model, scenario, measure, p)`
//! gives medians (50) and the band (5, 95), `paired(a, b, scenario, measure, f)` the median of a function of two
//! models at the same seed, `pairs` the rows themselves, `cost_of` what a subsidy's dollar of volume costs.
//! [`rows::Measure::ALL`] with `label()` are the columns. [`verdicts::judge`] gives a [`verdicts::Verdict`] for each of
//! [`verdicts::CRITERIA`]: `met()` is `Some(true)` where the statement *against* the thesis is borne out in all that
//! was run, `findings` has every number that it rests on, `missing` the scenarios without a run. [`text`] prints both.
//! [`tune::Tuned`] reads `sim/tuned.json`: parameters, score, the default's score.

pub mod ablation;
pub mod amm;
pub mod calibrate;
pub mod demand;
pub mod ledger;
pub mod measures;
pub mod models;
pub mod names;
pub mod params;
pub mod providers;
pub mod report;
pub mod rows;
pub mod run;
pub mod runner;
pub mod state;
pub mod store;
pub mod terms;
pub mod text;
pub mod traders;
pub mod tune;
pub mod verdicts;
