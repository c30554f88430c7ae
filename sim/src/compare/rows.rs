//! One row for each run, and what the rows say together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::names::{Model, Scenario};
use crate::stats::{median_interval, percentile};

/// A number that a run comes to. Units and definitions are those of the fields of [`Row`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    Served,
    Cheated,
    Volume,
    Worth,
    Value,
    Price,
    OverCloud,
    Margin,
    Retention,
    Return,
    Cash,
    Supply,
    Unfunded,
    Drawdown,
    Subsidy,
    Insiders,
    Stakes,
    Speculation,
    Returned,
    Justified,
    Surplus,
    Unsubsidised,
    Charged,
    Costed,
}

impl Measure {
    /// All of them, in the order of the tables.
    pub const ALL: [Measure; 24] = [
        Measure::Served,
        Measure::Cheated,
        Measure::Volume,
        Measure::Worth,
        Measure::Value,
        Measure::Price,
        Measure::OverCloud,
        Measure::Margin,
        Measure::Retention,
        Measure::Return,
        Measure::Cash,
        Measure::Supply,
        Measure::Unfunded,
        Measure::Drawdown,
        Measure::Subsidy,
        Measure::Insiders,
        Measure::Stakes,
        Measure::Speculation,
        Measure::Returned,
        Measure::Justified,
        Measure::Surplus,
        Measure::Unsubsidised,
        Measure::Charged,
        Measure::Costed,
    ];

    /// For people, with its unit.
    pub fn label(self) -> &'static str {
        match self {
            Measure::Served => "jobs served, of all demands",
            Measure::Cheated => "jobs with a false result, of all demands",
            Measure::Volume => "paid by clients, USD",
            Measure::Worth => "jobs served at the cloud's price, USD",
            Measure::Value => "jobs' worth to clients, USD",
            Measure::Price => "client's price, USD per GPU-hour",
            Measure::OverCloud => "client's price over a cloud's",
            Measure::Margin => "providers' margin on cost",
            Measure::Retention => "providers retained for 30 days",
            Measure::Return => "holders' total return",
            Measure::Cash => "cash to holders, USD",
            Measure::Supply => "supply change a year by the model",
            Measure::Unfunded => "claims without cover at their worst, USD",
            Measure::Drawdown => "largest drawdown of NET",
            Measure::Subsidy => "subsidies at market price, USD",
            Measure::Insiders => "insiders' tokens at market price, USD",
            Measure::Stakes => "gained by providers' NET, USD",
            Measure::Speculation => "variance share: speculator less the model's own orders",
            Measure::Returned => "burned or paid out of fees, share of supply a year",
            Measure::Justified => "price that cash to holders justifies, of NET's price",
            Measure::Surplus => "surplus of all, USD",
            Measure::Unsubsidised => "surplus of all less subsidies, USD",
            Measure::Charged => "surplus of all less insiders' tokens, USD",
            Measure::Costed => "surplus of all less subsidies and insiders' tokens, USD",
        }
    }
}

/// What a run came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Model, scenario, seed, parameters' hash, code version: what makes a run this run.
    pub key: String,
    /// Which model.
    pub model: Model,
    /// Which scenario.
    pub scenario: Scenario,
    /// Which seed: demand and traders' draws are the same for every model.
    pub seed: u64,
    /// The name of the world in which one parameter differs from the standard, or `base`.
    pub world: String,
    /// Correctly served jobs over all demands.
    pub served: f64,
    /// Jobs that were paid and brought a false result, over all demands.
    pub cheated: f64,
    /// What clients paid, fees included, less refunds, USD.
    pub volume: f64,
    /// What a cloud would have been paid for the jobs that were served, at the time of each, USD.
    pub worth: f64,
    /// What they were worth to their clients, each at most what a cloud would have been paid for it, USD.
    pub value: f64,
    /// What clients paid, fees included, less refunds, for each GPU-hour with a true result, USD; null without one.
    pub price: Option<f64>,
    /// The same over what the cloud would have been paid for those hours; null as `price`.
    pub over_cloud: Option<f64>,
    /// Providers' income, tokens at market price on arrival, less cost, over cost.
    pub margin: f64,
    /// Of providers active on a day and not about to leave, the share of which the same holds on each of the 30 days
    /// after it; mean over days.
    pub retention: f64,
    /// Price and distributions of one NET held from start to end, over the price at the start, less 1.
    #[serde(rename = "return")]
    pub total_return: f64,
    /// Distributions to holders, and burns out of fees, at market price, USD.
    pub cash: f64,
    /// Mints less burns by the model, over supply at the start, a year.
    pub supply: f64,
    /// The largest excess of claims on the model over what covers them at market price, USD.
    pub unfunded: f64,
    /// Largest fall of NET's daily price from an earlier high.
    pub drawdown: f64,
    /// Tokens handed to providers, LPs and clients beyond what clients paid, at market price, USD.
    pub subsidy: f64,
    /// Tokens that vest to insiders, at market price, USD; 0 where there is no token.
    pub insiders: f64,
    /// What providers' NET, in stakes and contracts too, gained by its price, USD; what buying and selling it cost is in
    /// the margin.
    pub stakes: f64,
    /// Of the variance of NET's daily log price: the speculator's share less that of orders the model causes.
    pub speculation: f64,
    /// Burned or distributed out of fees, NET over supply at the start, a year.
    pub returned: f64,
    /// Of NET's price at the end, the part that cash to holders, as an income that goes on for ever, is worth at the
    /// investor's discount rate.
    pub justified: f64,
    /// The sum of `parts`, USD: what models are tuned for.
    pub surplus: f64,
    /// What clients, providers, holders of NET, its liquidity providers, traders, and the rest have of the market, USD:
    /// see [`parts`](super::measures::parts). A minted NET is the holders' loss, a burned one their gain.
    pub parts: [f64; 6],
    /// The same less insiders' tokens at market price, USD. No model is tuned for it: a lower price of NET would raise
    /// it.
    pub charged: f64,
    /// The speculator's, the model's, the noise trader's, the investor's and everybody else's share of that variance.
    pub shares: [f64; 5],
    /// NET's price at the end of each tenth of the run, USD.
    pub path: Vec<f64>,
}

impl Row {
    /// One of its numbers.
    pub fn get(&self, measure: Measure) -> Option<f64> {
        Some(match measure {
            Measure::Served => self.served,
            Measure::Cheated => self.cheated,
            Measure::Volume => self.volume,
            Measure::Worth => self.worth,
            Measure::Value => self.value,
            Measure::Price => return self.price,
            Measure::OverCloud => return self.over_cloud,
            Measure::Margin => self.margin,
            Measure::Retention => self.retention,
            Measure::Return => self.total_return,
            Measure::Cash => self.cash,
            Measure::Supply => self.supply,
            Measure::Unfunded => self.unfunded,
            Measure::Drawdown => self.drawdown,
            Measure::Subsidy => self.subsidy,
            Measure::Insiders => self.insiders,
            Measure::Stakes => self.stakes,
            Measure::Justified => self.justified,
            Measure::Speculation => self.speculation,
            Measure::Returned => self.returned,
            Measure::Surplus => self.surplus,
            Measure::Unsubsidised => self.surplus - self.subsidy,
            Measure::Charged => self.charged,
            Measure::Costed => self.charged - self.subsidy,
        })
    }
}

/// Rows of one world.
#[derive(Clone, Debug, Default)]
pub struct Table {
    rows: Vec<Row>,
    windows: BTreeMap<u64, usize>,
}

impl Table {
    /// Of these rows.
    pub fn new(rows: Vec<Row>) -> Self {
        Self { rows, windows: BTreeMap::new() }
    }

    /// The same with the window of the demand in which each seed begins: see [`window`](super::demand::Source::window).
    pub fn with_windows(self, windows: BTreeMap<u64, usize>) -> Self {
        Self { windows, ..self }
    }

    /// The keys of all rows.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.rows.iter().map(|row| row.key.as_str())
    }

    /// Whether there is a row of a scenario.
    pub fn has(&self, scenario: Scenario) -> bool {
        self.rows.iter().any(|row| row.scenario == scenario)
    }

    /// The models of which there are rows of a scenario.
    pub fn models(&self, scenario: Scenario) -> Vec<Model> {
        let is_there =
            |model: &Model| self.rows.iter().any(|row| row.model == *model && row.scenario == scenario);
        Model::ALL.into_iter().filter(is_there).collect()
    }

    /// The rows of a model in a scenario, by seed.
    pub fn of(&self, model: Model, scenario: Scenario) -> Vec<&Row> {
        let mut rows: Vec<&Row> =
            self.rows.iter().filter(|row| row.model == model && row.scenario == scenario).collect();
        rows.sort_by_key(|row| row.seed);
        rows
    }

    /// The seeds of a scenario.
    pub fn seeds(&self, scenario: Scenario) -> BTreeSet<u64> {
        self.rows.iter().filter(|row| row.scenario == scenario).map(|row| row.seed).collect()
    }

    /// Of each scenario the seeds that all models have of which there are rows: what stands side by side is of the same
    /// seeds, also where some models were run at more.
    pub fn common(&self) -> Self {
        let of_scenario = |scenario: Scenario| {
            let seeds = self.models(scenario).into_iter().map(|model| -> BTreeSet<u64> {
                self.of(model, scenario).into_iter().map(|row| row.seed).collect()
            });
            let seeds = seeds.reduce(|all, seeds| all.intersection(&seeds).copied().collect());
            self.at(scenario, &seeds.unwrap_or_default()).rows
        };
        Self::new(Scenario::ALL.into_iter().flat_map(of_scenario).collect())
    }

    /// The rows of a scenario at these seeds.
    fn at(&self, scenario: Scenario, seeds: &BTreeSet<u64>) -> Self {
        let is_there = |row: &&Row| row.scenario == scenario && seeds.contains(&row.seed);
        Self::new(self.rows.iter().filter(is_there).cloned().collect())
    }

    /// Of named tables those that have a scenario, at the seeds that all of these have: what stands side by side is
    /// paired.
    pub fn paired_worlds(worlds: &[(String, Self)], scenario: Scenario) -> Vec<(&str, Self)> {
        let there: Vec<&(String, Self)> = worlds.iter().filter(|(_, table)| table.has(scenario)).collect();
        let seeds = there
            .iter()
            .map(|(_, table)| table.seeds(scenario))
            .reduce(|all, seeds| all.intersection(&seeds).copied().collect())
            .unwrap_or_default();
        there.into_iter().map(|(name, table)| (name.as_str(), table.at(scenario, &seeds))).collect()
    }

    /// A percentile over seeds; none without a row.
    pub fn percentile(&self, model: Model, scenario: Scenario, measure: Measure, p: f64) -> Option<f64> {
        let sample: Vec<f64> =
            self.of(model, scenario).into_iter().filter_map(|row| row.get(measure)).collect();
        percentile(&sample, p)
    }

    /// The pairs of two models' rows at the same seed.
    pub fn pairs(&self, a: Model, b: Model, scenario: Scenario) -> Vec<(&Row, &Row)> {
        let others = self.of(b, scenario);
        self.of(a, scenario)
            .into_iter()
            .filter_map(|row| {
                let other = others.binary_search_by_key(&row.seed, |other| other.seed).ok()?;
                Some((row, others[other]))
            })
            .collect()
    }

    /// Whether every run of two models in a scenario came to the same, but for their names.
    pub fn alike(&self, a: Model, b: Model, scenario: Scenario) -> bool {
        let pairs = self.pairs(a, b, scenario);
        let [ours, theirs] = [a, b].map(|model| self.of(model, scenario).len());
        let same = |(a, b): &(&Row, &Row)| Row { key: a.key.clone(), model: a.model, ..(*b).clone() } == **a;
        !pairs.is_empty() && pairs.len() == ours && ours == theirs && pairs.iter().all(same)
    }

    /// A function of two models' measures at each seed that both have, beside the seed.
    pub fn sample(
        &self,
        a: Model,
        b: Model,
        scenario: Scenario,
        measure: Measure,
        of: impl Fn(f64, f64) -> f64,
    ) -> Vec<(u64, f64)> {
        let pairs = self.pairs(a, b, scenario).into_iter();
        pairs.filter_map(|(a, b)| Some((a.seed, of(a.get(measure)?, b.get(measure)?)))).collect()
    }

    /// Where the median over windows of the demand of each window's own median lies with 95 %: of 6 to 10 windows between the
    /// lowest and the highest. None of fewer than six, or where the windows are not known.
    pub fn by_windows(&self, sample: &[(u64, f64)]) -> Option<[f64; 2]> {
        let mut of_window: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for &(seed, value) in sample {
            of_window.entry(*self.windows.get(&seed)?).or_default().push(value);
        }
        let medians: Vec<f64> = of_window.values().filter_map(|sample| percentile(sample, 50.0)).collect();
        median_interval(&medians)
    }

    /// Its median over seeds.
    pub fn paired(
        &self,
        a: Model,
        b: Model,
        scenario: Scenario,
        measure: Measure,
        of: impl Fn(f64, f64) -> f64,
    ) -> Option<f64> {
        let sample = self.sample(a, b, scenario, measure, of).into_iter().map(|(_, value)| value);
        percentile(&sample.collect::<Vec<_>>(), 50.0)
    }

    /// A percentile over seeds of a model's subsidies for each dollar of a measure beyond another model's at the same
    /// seed; infinite at a seed without more of it.
    pub fn cost_of(
        &self,
        measure: Measure,
        [model, against]: [Model; 2],
        scenario: Scenario,
        p: f64,
    ) -> Option<f64> {
        let sample: Vec<f64> = self
            .pairs(model, against, scenario)
            .into_iter()
            .filter_map(|(row, other)| {
                let more = row.get(measure)? - other.get(measure)?;
                Some(if more > 0.0 { row.subsidy / more } else { f64::INFINITY })
            })
            .collect();
        // What lies between a finite and an infinite cost is infinite.
        percentile(&sample, p).map(|cost| if cost.is_nan() { f64::INFINITY } else { cost })
    }
}
