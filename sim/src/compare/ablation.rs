//! Why ours costs clients what it costs: one of its rules switched off at a time.
//!
//! A variant is a world of its own name, [`PREFIX`] and the rule, at parameters that the contracts allow. It is compared
//! with the escrow without a token in the base world at the same seed: no rule here changes that one's market.

use super::models::OursTerms;
use super::names::{Model, Scenario};
use super::params::World;
use super::rows::{Measure, Row, Table};
use super::runner::Task;
use super::terms::Terms;
use crate::stats::percentile;

/// How a variant's world begins.
pub const PREFIX: &str = "without: ";
/// With what every variant is compared.
pub const AGAINST: Model = Model::Escrow;

/// A rule, and how it is switched off.
pub struct Rule {
    /// In words.
    pub name: &'static str,
    /// As far as the contracts allow.
    off: fn(&mut OursTerms, &mut World),
}

/// How many of the rules are switched off alone; the others switch off several of these.
const SINGLE: usize = 7;

/// The rules.
pub const RULES: [Rule; 9] = [
    Rule { name: "take (1 bp, the least allowed)", off: |terms, _| terms.take_bps = 1 },
    Rule { name: "class pool's fee (5 bp, the least allowed)", off: |terms, _| terms.pool_fee_bps = 5 },
    Rule { name: "gap at which providers restock", off: |terms, _| terms.gap = 0.0 },
    Rule { name: "shallow class pool (168 h of each provider)", off: |terms, _| terms.depth = 168.0 },
    Rule { name: "limit of NET locked behind credits (× 10)", off: |terms, _| terms.locked_days *= 10.0 },
    Rule { name: "cost of capital", off: |_, world| world.capital = 0.0 },
    Rule { name: "fee of the pool NET/USD", off: |_, world| world.fee_bps = 0 },
    Rule { name: "all of these", off: all },
    // A deeper pool serves fewer, which hides what the others do together.
    Rule {
        name: "all of these but the shallow class pool",
        off: |terms, world| {
            let depth = terms.depth;
            all(terms, world);
            terms.depth = depth;
        },
    },
];

fn all(terms: &mut OursTerms, world: &mut World) {
    for rule in &RULES[..SINGLE] {
        (rule.off)(terms, world);
    }
}

/// The runs of all variants of these terms in the standard scenarios, seed by seed.
pub fn tasks(ours: OursTerms, seeds: u64) -> Vec<Task> {
    let mut tasks = vec![];
    for seed in 1..=seeds {
        for scenario in Scenario::STANDARD {
            for rule in &RULES {
                let mut terms = ours;
                let mut world = World { name: format!("{PREFIX}{}", rule.name), ..World::default() };
                (rule.off)(&mut terms, &mut world);
                tasks.push(Task { model: Model::Ours, terms: Terms::Ours(terms), scenario, seed, world });
            }
        }
    }
    tasks
}

/// A variant beside [`AGAINST`] at the same seeds: medians of pairs.
pub struct Line {
    /// `ours`, or the rule that is switched off.
    pub name: String,
    /// Pairs.
    pub seeds: usize,
    /// Clients' price, and jobs served, over the other's.
    pub over: [Option<f64>; 2],
    /// Surplus of all less the other's, USD.
    pub surplus: Option<f64>,
    /// Providers' margin, and their retention.
    pub providers: [Option<f64>; 2],
}

/// The lines of a scenario, ours as it is first, at the variants' seeds and at all; none where no variant was run.
pub fn lines(worlds: &[(String, Table)], scenario: Scenario) -> Vec<Line> {
    let [base, variants @ ..] = worlds else { return vec![] };
    let mut asked = vec![(base.0.clone(), base.1.clone())];
    asked.extend(variants.iter().filter(|(name, _)| name.starts_with(PREFIX)).cloned());
    let paired = Table::paired_worlds(&asked, scenario);
    let [(_, base), variants @ ..] = paired.as_slice() else { return vec![] };
    if variants.is_empty() {
        return vec![];
    }
    let other: Vec<Row> = asked[0].1.of(AGAINST, scenario).into_iter().cloned().collect();
    let line = |name: &str, table: &Table| {
        let mut rows = other.clone();
        rows.extend(table.of(Model::Ours, scenario).into_iter().cloned());
        let both = Table::new(rows);
        let over = |measure| both.paired(Model::Ours, AGAINST, scenario, measure, |a, b| a / b);
        let own = |measure| both.percentile(Model::Ours, scenario, measure, 50.0);
        Line {
            name: name.strip_prefix(PREFIX).map_or("ours as tuned".into(), |rule| format!("without {rule}")),
            seeds: both.pairs(Model::Ours, AGAINST, scenario).len(),
            over: [Measure::Price, Measure::Served].map(over),
            surplus: both.paired(Model::Ours, AGAINST, scenario, Measure::Surplus, |a, b| a - b),
            providers: [Measure::Margin, Measure::Retention].map(own),
        }
    };
    let mut lines = vec![line("", base)];
    // The base has more seeds than a variant may have.
    let all = Line { name: "ours as tuned, at all seeds".into(), ..line("", &asked[0].1) };
    if all.seeds > lines[0].seeds {
        lines.push(all);
    }
    lines.extend(variants.iter().map(|(name, table)| line(name, table)));
    lines
}

/// What each party has with ours less what it has with [`AGAINST`], USD: medians of pairs, in the order of
/// [`Row::parts`].
pub fn parts(table: &Table, scenario: Scenario) -> Option<[f64; 6]> {
    let pairs = table.pairs(Model::Ours, AGAINST, scenario);
    let medians: Vec<f64> = (0..6)
        .filter_map(|party| {
            let sample: Vec<f64> = pairs.iter().map(|(a, b)| a.parts[party] - b.parts[party]).collect();
            percentile(&sample, 50.0)
        })
        .collect();
    medians.try_into().ok()
}
