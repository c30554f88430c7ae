//! The table of all scenarios, and where it breaks.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::{ensure, Result};

use super::{fall_in_a_day, run, scenario, Outcome, Scenario};
use crate::page;

/// A fall in a day, percent, that must be borne.
const SMALL: u32 = 20;
/// One that cannot be.
const LARGE: u32 = 80;

/// A whole GPU-second but for rounding.
const WHOLE: f64 = 0.999_999;

/// Heads of the columns, and what of an outcome stands below.
type Column = (&'static str, fn(&Outcome) -> String);

const COLUMNS: [Column; 17] = [
    ("scenario", |o| o.name.clone()),
    ("collateral, lowest", |o| percent(o.collateral)),
    ("of the honest", |o| percent(o.honest)),
    ("of the strategic", |o| percent(o.strategic)),
    ("at the end", |o| percent(o.collateral_end)),
    ("unserved, a credit brings", |o| percent(o.unserved)),
    ("calls", |o| o.calls.to_string()),
    ("served", |o| o.served.to_string()),
    ("defaulted", |o| o.defaulted.to_string()),
    ("though covered", |o| o.covered.to_string()),
    ("nobody to call", |o| o.uncallable.to_string()),
    ("damages", |o| percent(o.damages)),
    ("the least", |o| percent(o.least_damages)),
    ("a holder gets", |o| percent(o.holder)),
    ("LPs end with", |o| percent(o.lps)),
    ("honest lose", |o| percent(o.honest_loss)),
    ("strategic pay", |o| percent(o.strategic_paid)),
];

/// What comes of every scenario, and of falls in a day around where it breaks.
pub struct Results {
    /// In the table's order.
    pub rows: Vec<Outcome>,
    /// The largest fall in a day, percent, in which every credit brings a whole GPU-second's price, served or
    /// not.
    pub covered: u32,
    /// The largest fall in a day, percent, in which strategic debtors serve every call.
    pub served: u32,
}

/// Runs everything; `told` hears of each scenario when it is done.
pub fn results(told: impl Fn(&Outcome) + Sync) -> Result<Results> {
    let (mut rows, mut known) = (vec![], BTreeMap::new());
    let scenarios = scenario::all();
    for (scenario, outcome) in scenarios.iter().zip(side_by_side(&scenarios, &told)) {
        let outcome = outcome?;
        if let [percent] = scenario.falls[..] {
            if *scenario == fall_in_a_day(percent) {
                known.insert(percent, outcome.clone());
            }
        }
        rows.push(outcome);
    }
    let mut falls = Falls { known, told };
    let covered = falls.last(|outcome| outcome.unserved >= Some(WHOLE))?;
    let served = falls.last(|outcome| outcome.defaulted == 0)?;
    for percent in [covered, covered + 1, served, served + 1] {
        let outcome = falls.run(percent)?;
        if !rows.contains(&outcome) {
            rows.push(outcome);
        }
    }
    Ok(Results { rows, covered, served })
}

/// One after the other on each of the machine's processors.
fn side_by_side(scenarios: &[Scenario], told: &(impl Fn(&Outcome) + Sync)) -> Vec<Result<Outcome>> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(BTreeMap::new()));
    let worker = || loop {
        let index = next.fetch_add(1, Ordering::Relaxed);
        let Some(scenario) = scenarios.get(index) else { break };
        let outcome = run(scenario);
        if let Ok(outcome) = &outcome {
            told(outcome);
        }
        done.lock().unwrap_or_else(PoisonError::into_inner).insert(index, outcome);
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(worker);
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner).into_values().collect()
}

/// Falls in a day that were tried.
struct Falls<F> {
    known: BTreeMap<u32, Outcome>,
    told: F,
}

impl<F: Fn(&Outcome)> Falls<F> {
    fn run(&mut self, percent: u32) -> Result<Outcome> {
        if let Some(outcome) = self.known.get(&percent) {
            return Ok(outcome.clone());
        }
        let outcome = run(&fall_in_a_day(percent))?;
        (self.told)(&outcome);
        self.known.insert(percent, outcome.clone());
        Ok(outcome)
    }

    /// The largest fall that `holds`, to the percent, if a larger one is never better.
    fn last(&mut self, holds: impl Fn(&Outcome) -> bool) -> Result<u32> {
        let (mut good, mut bad) = (SMALL, LARGE);
        let small = self.run(good)?;
        ensure!(holds(&small), "expected a fall of {good} % in a day to be borne: {small:?}");
        let large = self.run(bad)?;
        ensure!(!holds(&large), "expected a fall of {bad} % in a day to break it: {large:?}");
        while bad - good > 1 {
            let middle = good + (bad - good) / 2;
            match holds(&self.run(middle)?) {
                true => good = middle,
                false => bad = middle,
            }
        }
        Ok(good)
    }
}

/// As a table of Markdown, and the line that says where it breaks.
pub fn render(results: &Results) -> String {
    let heads = COLUMNS.map(|(head, _)| head);
    let rows: Vec<Vec<String>> =
        results.rows.iter().map(|row| COLUMNS.iter().map(|(_, cell)| cell(row)).collect()).collect();
    let mut out = page::markdown(&heads, &rows, 1);
    out += &format!(
        "\nFalls of NET in a day: up to {} % every credit brings the whole price of a GPU-second even if nobody serves, up \
         to {} % strategic debtors serve every call.\n",
        results.covered, results.served
    );
    out
}

fn percent(share: Option<f64>) -> String {
    // No minus before a zero that is only rounding.
    share.map_or("-".into(), |share| format!("{:.1} %", positive_zero(share * 100.0, 0.05)))
}

fn positive_zero(value: f64, below: f64) -> f64 {
    if value.abs() < below {
        0.0
    } else {
        value
    }
}
