//! What is the same for every model: demand, providers, traders, the pool. Each number is assumed unless a
//! source is named; the sensitivity runs vary those that matter most.

use serde::{Deserialize, Serialize};

use super::names::Scenario;

/// The world around a model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct World {
    /// What it is called: `base`, or the number that differs.
    pub name: String,
    /// Days of a run.
    pub days: u32,
    /// Demands in a run.
    pub jobs: usize,
    /// GPUs that are busy on average if all demands are served.
    pub load: f64,
    /// The longest job, seconds.
    pub longest: u64,
    /// A demand's reservation price r is drawn so that P(r > p) = (p/lowest)^−elasticity from `lowest` on.
    pub elasticity: f64,
    /// A cloud's price, USD per GPU-hour.
    pub cloud: f64,
    /// The lowest reservation price over the cloud's price.
    pub lowest: f64,
    /// Potential providers.
    pub providers: usize,
    /// GPUs of each.
    pub gpus: u32,
    /// Full cost of a GPU-hour sold at 60 % utilisation, USD: from the cheapest provider to the dearest, evenly.
    pub cost: (f64, f64),
    /// Part of that cost that falls only on busy hours.
    pub energy: f64,
    /// Utilisation at which a provider breaks even at a price of its cost.
    pub even: f64,
    /// A provider asks cost · (asks.0 + asks.1·u²), u the market's utilisation of the last 7 days.
    pub asks: (f64, f64),
    /// Part of an expected subsidy by which providers lower what they ask.
    pub pass_on: f64,
    /// Expected margin from which on a provider enters.
    pub hurdle: f64,
    /// A provider leaves when so many days together brought less than they cost.
    pub exit_days: usize,
    /// What capital costs a year that a model asks for: stakes, bonds, NET in a class's pool, compute dollars. Neither
    /// what lies in the pool NET/USD nor traders' capital is charged: it is the same in every model.
    pub capital: f64,
    /// NET at the start, base units.
    pub supply: u128,
    /// USD for a NET at the start.
    pub price: f64,
    /// Part of the supply that lies in the pool, with as many dollars' worth of USD.
    pub depth: f64,
    /// The pool's fee.
    pub fee_bps: u32,
    /// Part of the supply that vests to insiders in `vesting` years.
    pub insiders: f64,
    /// See `insiders`.
    pub vesting: f64,
    /// Traders' capital over the pool's USD.
    pub trading: f64,
    /// Part of that capital which is the momentum speculator's; noise trader and investor halve the rest.
    pub speculator: f64,
    /// Most of its capital that a trader trades in a day; the noise trader's standard deviation.
    pub turnover: f64,
    /// The move of a week, as a logarithm, from which on the speculator is all in or all out.
    pub conviction: f64,
    /// The investor's discount rate, a year.
    pub discount: f64,
    /// Parts of NET income that are sold the same day: providers'; LPs', stakers' and holders'; insiders'.
    pub sells: (f64, f64, f64),
    /// Growth of the share of clients that know the market, a day, if all their demands are served.
    pub adoption: f64,
    /// Part of them that knows it when a market starts cold.
    pub known: f64,
    /// Part of providers that cheat, where some do.
    pub cheaters: f64,
    /// Chance that a false result is found out.
    pub detection: f64,
    /// False results after which clients avoid a provider, whatever the model.
    pub patience: u32,
    /// Which label each provider has, by its place in the order of cost; empty: that place.
    pub labels: Vec<usize>,
}

impl Default for World {
    /// Gross volume over market value is between Akash's of Q1-2026 and of Q1-2025 (1 and 4 M USD a year on 198 M
    /// USD, secondary sources); a NET costs about what an AKT does. What providers ask, and the margin for
    /// which they wait, are what [`calibrate`](super::calibrate) takes: the market without a token breaks even.
    fn default() -> Self {
        Self {
            name: "base".into(),
            days: 120,
            jobs: 1_000,
            load: 24.0,
            longest: 86_400,
            elasticity: 1.5,
            cloud: 2.5,
            lowest: 0.5,
            providers: 12,
            gpus: 8,
            cost: (0.9, 2.3),
            energy: 0.3,
            even: 0.6,
            asks: (1.2, 1.0),
            pass_on: 0.5,
            hurdle: 0.5,
            exit_days: 14,
            capital: 0.15,
            supply: 30_000_000_000_000,
            price: 0.5,
            depth: 0.05,
            fee_bps: 30,
            insiders: 0.2,
            vesting: 4.0,
            trading: 0.5,
            speculator: 0.3,
            turnover: 0.1,
            conviction: 0.1,
            discount: 0.2,
            sells: (0.9, 0.5, 0.5),
            adoption: 0.05,
            known: 0.25,
            cheaters: 0.3,
            detection: 0.5,
            patience: 3,
            labels: vec![],
        }
    }
}

impl World {
    /// The same world with market value, pool and traders a so-manieth of their size: as if volume were so many
    /// times as large.
    pub fn with_volume(times: u128) -> Self {
        let base = Self::default();
        Self { name: format!("volume ×{times}"), supply: base.supply / times, ..base }
    }

    /// Whether a scenario comes out otherwise in it than in the base world, or it is the base world: the share of cheaters
    /// matters only where some cheat, who knows the market at first only in a cold start.
    pub fn concerns(&self, scenario: Scenario) -> bool {
        let base = Self::default();
        let named_base = Self { name: base.name.clone(), ..self.clone() };
        let mut used = named_base.clone();
        if scenario != Scenario::Cheaters {
            used.cheaters = base.cheaters;
        }
        if scenario != Scenario::ColdStart {
            used.known = base.known;
        }
        used != base || named_base == base
    }

    /// The worlds of the sensitivity, each with one number changed.
    pub fn sensitivity() -> Vec<Self> {
        let mut all = vec![];
        for elasticity in [0.5, 3.0] {
            all.push(Self { name: format!("elasticity {elasticity}"), elasticity, ..Self::default() });
        }
        for speculator in [0.0, 0.6, 0.8] {
            all.push(Self { name: format!("speculator {speculator}"), speculator, ..Self::default() });
        }
        // More demands, below half the cloud's price, and as many above as in the base world; none is longer.
        for lowest in [0.35, 0.25] {
            let base = Self::default();
            let more = (base.lowest / lowest).powf(base.elasticity);
            let (load, jobs) = (base.load * more, (base.jobs as f64 * more).round() as usize);
            all.push(Self { name: format!("lowest price {lowest}"), lowest, load, jobs, ..base });
        }
        for exit_days in [7, 28] {
            all.push(Self { name: format!("exit after {exit_days} days"), exit_days, ..Self::default() });
        }
        all.push(Self { name: "known at first 0.1".into(), known: 0.1, ..Self::default() });
        for cheaters in [0.1, 0.2, 0.4, 0.5] {
            all.push(Self { name: format!("cheaters {cheaters}"), cheaters, ..Self::default() });
        }
        all.extend([10, 100].map(Self::with_volume));
        all
    }
}
