//! What would speak against the thesis, with thresholds, as data. Written before the first run but for what says that it
//! was added; a change of a threshold after a result is a change of this file, which its history shows.
//!
//! The thesis: a compute token draws its value from fees on verified work (burned), not from emissions,
//! governance or speculation. Each criterion is a statement *against* it; [`judge`] says whether the runs bear
//! the statement out.

use super::names::{Model, Scenario};
use super::rows::{Measure, Table};
use crate::stats::{median_interval, percentile};

/// A statement against the thesis.
pub struct Criterion {
    /// Short name.
    pub id: &'static str,
    /// Whether it was added after the first runs, because a review found that the others leave it out.
    pub added: bool,
    /// In words, thresholds included.
    pub statement: &'static str,
    /// Where it is tested: each test must hold in each of them.
    pub scenarios: &'static [Scenario],
    /// What must hold together.
    pub tests: &'static [Test],
    /// Shown beside it and not judged: what the first runs had shown that the tests leave out. Added after them too.
    pub beside: &'static [Test],
}

/// A comparison of numbers with a bound.
#[derive(Clone, Copy, Debug)]
pub enum Test {
    /// The median over seeds of a's measure divided by b's at the same seed.
    Ratio { measure: Measure, a: Model, b: Model, is: Bound },
    /// The median over seeds of a's measure less b's at the same seed.
    Difference { measure: Measure, a: Model, b: Model, is: Bound },
    /// A percentile over seeds of a model's measure.
    Value { measure: Measure, model: Model, percentile: f64, is: Bound },
    /// The median over seeds of a measure, in every model.
    Every { measure: Measure, is: Bound },
    /// The median over seeds of what a model's subsidies cost, USD, for each USD of a measure that it has beyond
    /// `against` at the same seed. A seed without more of it counts as infinitely dear.
    Created { measure: Measure, model: Model, against: Model, is: Bound },
}

impl Test {
    /// Its bound.
    pub fn bound(self) -> Bound {
        match self {
            Test::Ratio { is, .. }
            | Test::Difference { is, .. }
            | Test::Value { is, .. }
            | Test::Every { is, .. }
            | Test::Created { is, .. } => is,
        }
    }
}

/// What a number is compared with.
#[derive(Clone, Copy, Debug)]
pub enum Bound {
    /// No less.
    AtLeast(f64),
    /// No more.
    AtMost(f64),
    /// No further from 0.
    Within(f64),
}

impl Bound {
    /// Whether a number is inside; NaN never is.
    pub fn holds(self, number: f64) -> bool {
        match self {
            Bound::AtLeast(least) => number >= least,
            Bound::AtMost(most) => number <= most,
            Bound::Within(most) => number.abs() <= most,
        }
    }
}

const SHOCKS: &[Scenario] = &[Scenario::Falls, Scenario::Slump, Scenario::LpsLeave];
const ALL: &[Scenario] = &Scenario::ALL;

/// Whether a model does for clients and providers what ours does.
const fn serves_as_well(model: Model) -> [Test; 4] {
    let (a, b) = (model, Model::Ours);
    [
        Test::Ratio { measure: Measure::Served, a, b, is: Bound::AtLeast(0.98) },
        Test::Ratio { measure: Measure::Price, a, b, is: Bound::AtMost(1.02) },
        Test::Difference { measure: Measure::Retention, a, b, is: Bound::AtLeast(-0.05) },
        Test::Difference { measure: Measure::Cheated, a, b, is: Bound::AtMost(0.01) },
    ]
}

/// A model's surplus, as it is and less insiders' tokens, beside ours'.
const fn leaves_as_much(model: Model) -> [Test; 2] {
    let (a, b, is) = (model, Model::Ours, Bound::AtLeast(0.0));
    [
        Test::Difference { measure: Measure::Surplus, a, b, is },
        Test::Difference { measure: Measure::Charged, a, b, is },
    ]
}

/// Whether a dollar of subsidy buys a model at least a dollar of what clients have of jobs.
const fn creates(model: Model, against: Model) -> Test {
    Test::Created { measure: Measure::Value, model, against, is: Bound::AtMost(1.0) }
}

/// The criteria: the fairest null model first.
pub const CRITERIA: [Criterion; 7] = [
    Criterion {
        id: "an escrow serves as well",
        added: true,
        statement: "With an arbiter over an escrow of dollars, whom ours has too, and without a token the market serves at \
                    least 98 % of the jobs that ours serves, at no more than 102 % of its price, keeps providers as well \
                    (retention at most 5 points lower), and loses no more jobs to cheaters (at most 1 % of all jobs \
                    more), in every scenario.",
        scenarios: ALL,
        tests: &serves_as_well(Model::Escrow),
        beside: &leaves_as_much(Model::Escrow),
    },
    Criterion {
        id: "null serves as well",
        added: false,
        statement: "Without a token the market serves at least 98 % of the jobs that ours serves, at no more than \
                    102 % of its price, keeps providers as well (retention at most 5 points lower), and loses no more \
                    jobs to cheaters (at most 1 % of all jobs more), in every scenario.",
        scenarios: ALL,
        tests: &serves_as_well(Model::None),
        beside: &leaves_as_much(Model::None),
    },
    Criterion {
        id: "burn equals fee share",
        added: false,
        statement: "Holders' total return with the burn differs from that with the same fees paid out to them by at \
                    most 2 points of the starting price (median of pairs), in every scenario.",
        scenarios: ALL,
        tests: &[Test::Difference {
            measure: Measure::Return,
            a: Model::Ours,
            b: Model::OursShare,
            is: Bound::Within(0.02),
        }],
        // The variant of ours differs by the payout alone; this one has nothing of ours.
        beside: &[Test::Difference {
            measure: Measure::Return,
            a: Model::Ours,
            b: Model::FeeShare,
            is: Bound::Within(0.02),
        }],
    },
    Criterion {
        id: "emissions win the cold start",
        added: false,
        statement: "In the cold start emissions create a dollar of demand for at most a dollar of subsidy at market \
                    price, and serve at least 110 % of what ours serves, in USD.",
        scenarios: &[Scenario::ColdStart],
        tests: &[
            Test::Created {
                measure: Measure::Volume,
                model: Model::Emissions,
                against: Model::None,
                is: Bound::AtMost(1.0),
            },
            Test::Ratio { measure: Measure::Volume, a: Model::Emissions, b: Model::Ours, is: Bound::AtLeast(1.1) },
        ],
        beside: &[],
    },
    Criterion {
        id: "emissions win the cold start, by worth",
        added: true,
        // What clients pay falls where a subsidy lowers the price; what jobs are worth to them does not.
        statement: "In the cold start emissions create jobs worth a dollar to clients for at most a dollar of subsidy at \
                    market price, and serve at least 110 % of what ours serves, by what jobs are worth to clients.",
        scenarios: &[Scenario::ColdStart],
        tests: &[
            creates(Model::Emissions, Model::None),
            Test::Ratio { measure: Measure::Value, a: Model::Emissions, b: Model::Ours, is: Bound::AtLeast(1.1) },
        ],
        beside: &[
            creates(Model::SmallEmissions, Model::None),
            creates(Model::Helium, Model::None),
            creates(Model::OursEmission, Model::Ours),
            Test::Ratio { measure: Measure::Served, a: Model::Emissions, b: Model::Ours, is: Bound::AtLeast(1.1) },
        ],
    },
    Criterion {
        id: "AEP-76 is stable",
        added: false,
        statement: "AEP-76's supply changes by at most 5 % a year by its own mints and burns (5th and 95th percentile \
                    of seeds) under every shock.",
        scenarios: SHOCKS,
        tests: &[
            Test::Value {
                measure: Measure::Supply,
                model: Model::Aep76,
                percentile: 5.0,
                is: Bound::AtLeast(-0.05),
            },
            Test::Value { measure: Measure::Supply, model: Model::Aep76, percentile: 95.0, is: Bound::AtMost(0.05) },
        ],
        // Tuning took a shorter runway, which steadies it.
        beside: &[
            Test::Value {
                measure: Measure::Supply,
                model: Model::Aep76AsSpecified,
                percentile: 5.0,
                is: Bound::AtLeast(-0.05),
            },
            Test::Value {
                measure: Measure::Supply,
                model: Model::Aep76AsSpecified,
                percentile: 95.0,
                is: Bound::AtMost(0.05),
            },
        ],
    },
    Criterion {
        id: "the price follows speculators",
        added: false,
        statement: "With a momentum speculator of 30 % of the trading capital, its orders explain more of the daily \
                    variance of NET's price than all orders that the model itself causes, in every model and scenario.",
        scenarios: ALL,
        tests: &[Test::Every { measure: Measure::Speculation, is: Bound::AtLeast(0.0) }],
        beside: &[
            Test::Value {
                measure: Measure::Speculation,
                model: Model::Ours,
                percentile: 50.0,
                is: Bound::AtLeast(0.0),
            },
            Test::Value {
                measure: Measure::Justified,
                model: Model::Ours,
                percentile: 50.0,
                is: Bound::AtMost(0.5),
            },
        ],
    },
];

/// What one test came to in one scenario.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where.
    pub scenario: Scenario,
    /// In which model, where a test is of every model.
    pub model: Option<Model>,
    /// What was tested.
    pub test: Test,
    /// What was found; none where the rows are missing.
    pub found: Option<f64>,
    /// Of a median of pairs, where it lies with 95 %, as if no two seeds had demands in common.
    pub interval: Option<[f64; 2]>,
    /// The same by disjoint windows of the demand: see [`by_windows`](Table::by_windows).
    pub windows: Option<[f64; 2]>,
}

impl Finding {
    /// Whether it holds; none where the rows are missing.
    pub fn holds(&self) -> Option<bool> {
        self.found.map(|found| self.test.bound().holds(found))
    }

    /// Whether it holds at both ends of what windows say; none where they say nothing.
    pub fn holds_by_windows(&self) -> Option<bool> {
        self.windows.map(|ends| ends.into_iter().all(|end| self.test.bound().holds(end)))
    }
}

/// What the runs say of a criterion.
pub struct Verdict {
    /// Which.
    pub criterion: &'static Criterion,
    /// Every test in every scenario that was run.
    pub findings: Vec<Finding>,
    /// The same of what stands beside it.
    pub beside: Vec<Finding>,
    /// Scenarios, of the criterion's, of which there is no run.
    pub missing: Vec<Scenario>,
}

impl Verdict {
    /// Whether the statement against the thesis is borne out in all that was run; none if nothing was, or rows
    /// are missing.
    pub fn met(&self) -> Option<bool> {
        if self.findings.is_empty() {
            return None;
        }
        let held: Option<Vec<bool>> = self.findings.iter().map(Finding::holds).collect();
        held.map(|held| held.into_iter().all(|held| held))
    }
}

/// The verdict on every criterion.
pub fn judge(table: &Table) -> Vec<Verdict> {
    CRITERIA.iter().map(|criterion| verdict(criterion, table)).collect()
}

fn verdict(criterion: &'static Criterion, table: &Table) -> Verdict {
    let (run, missing): (Vec<Scenario>, Vec<Scenario>) =
        criterion.scenarios.iter().partition(|&&scenario| table.has(scenario));
    let findings = |tests: &[Test]| {
        let of = |&scenario| tests.iter().flat_map(move |&test| findings(test, scenario, table));
        run.iter().flat_map(of).collect()
    };
    Verdict { criterion, findings: findings(criterion.tests), beside: findings(criterion.beside), missing }
}

/// What a test comes to in a scenario: one finding, or one for each model.
fn findings(test: Test, scenario: Scenario, table: &Table) -> Vec<Finding> {
    let Test::Every { measure, .. } = test else {
        return vec![found(test, scenario, table)];
    };
    let models = table.models(scenario).into_iter().filter(|model| model.has_token());
    models
        .map(|model| {
            let found = table.percentile(model, scenario, measure, 50.0);
            Finding { scenario, model: Some(model), test, found, interval: None, windows: None }
        })
        .collect()
}

fn found(test: Test, scenario: Scenario, table: &Table) -> Finding {
    let alone = |found| Finding { scenario, model: None, test, found, interval: None, windows: None };
    let median = |sample: Vec<(u64, f64)>| {
        let values: Vec<f64> = sample.iter().map(|&(_, value)| value).collect();
        let (interval, windows) = (median_interval(&values), table.by_windows(&sample));
        Finding { interval, windows, ..alone(percentile(&values, 50.0)) }
    };
    match test {
        // Nothing over nothing is no difference.
        Test::Ratio { measure, a, b, .. } => {
            median(table.sample(a, b, scenario, measure, |a, b| if a == b { 1.0 } else { a / b }))
        }
        Test::Difference { measure, a, b, .. } => median(table.sample(a, b, scenario, measure, |a, b| a - b)),
        Test::Value { measure, model, percentile, .. } => {
            alone(table.percentile(model, scenario, measure, percentile))
        }
        Test::Every { .. } => alone(None),
        Test::Created { measure, model, against, .. } => {
            alone(table.cost_of(measure, [model, against], scenario, 50.0))
        }
    }
}
