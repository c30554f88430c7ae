//! What a report is made of: plain numbers, independent of how a simulation got them.
//!
//! Amounts are in whole NET (not base units), prices in NET per GPU-hour, hours count from the start of the
//! simulation. They are for display, so they are floats.

use serde::{Deserialize, Serialize};

use super::backing::Backing;
use super::protocol::Protocol;
use super::vault::Vault;

/// Samples without which a stretch of time says nothing about a correlation: half a day of hours.
pub const STRETCH: usize = 12;

/// Everything that [`super::render`] shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportData {
    /// The page's title.
    pub title: String,
    /// Where the demand came from, in words.
    pub source: String,
    /// The seed that reproduces the run.
    pub seed: u64,
    /// Simulated days.
    pub days: u32,
    /// One entry per hardware class.
    pub classes: Vec<ClassSeries>,
    /// Supply of NET and burns, by time.
    pub network: Vec<NetworkPoint>,
    /// Jobs that reached a terminal state, by time; equal steps.
    pub outcomes: Vec<OutcomeBucket>,
    /// Every provider.
    pub providers: Vec<ProviderRow>,
    /// What the protocol earned and where it went.
    pub revenue: Revenue,
    /// What stands behind credits.
    pub backing: Backing,
    /// What the protocol does in the pools.
    #[serde(default)]
    pub protocol: Protocol,
    /// Others' stake behind a provider, if there is any.
    #[serde(default)]
    pub vault: Option<Vault>,
    /// What clients paid for compute, take included, tips not.
    pub volume: f64,
    /// Where the time of the run itself went, in order.
    pub phases: Vec<Phase>,
}

/// Price and utilisation of one hardware class.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassSeries {
    /// The class's name.
    pub name: String,
    /// GPUs that its providers offer.
    pub gpus: u32,
    /// Jobs requested in it.
    pub jobs: u64,
    /// Samples by time, usually hourly.
    pub points: Vec<ClassPoint>,
}

/// One sample of a class.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ClassPoint {
    /// When.
    pub hour: f64,
    /// NET per GPU-hour in the class's primary pool.
    pub price: f64,
    /// GPUs busy over GPUs offered, 0 to 1.
    pub utilisation: f64,
    /// What everything else costs in NET, against the start: 2 once NET has lost half.
    pub index: f64,
}

impl ClassPoint {
    /// The price in NET of the start.
    pub fn deflated(&self) -> f64 {
        self.price / self.index
    }
}

/// NET at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct NetworkPoint {
    /// When.
    pub hour: f64,
    /// Total supply.
    pub supply: f64,
    /// Burned since the start.
    pub burned: f64,
}

/// How a job ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Verified and paid.
    Settled,
    /// Nobody served it.
    Expired,
    /// Cancelled by its client.
    Cancelled,
    /// No verdict came.
    Refunded,
    /// Its provider missed the deadline.
    Late,
    /// Its provider was proven to have cheated.
    Fraud,
    /// It was called and not served: its client got damages.
    Defaulted,
}

impl Outcome {
    /// Every outcome, in the order of the charts.
    pub const ALL: [Outcome; 7] = [
        Outcome::Settled,
        Outcome::Expired,
        Outcome::Cancelled,
        Outcome::Refunded,
        Outcome::Late,
        Outcome::Fraud,
        Outcome::Defaulted,
    ];

    /// Its name in the charts.
    pub fn label(self) -> &'static str {
        match self {
            Outcome::Settled => "settled",
            Outcome::Expired => "expired",
            Outcome::Cancelled => "cancelled",
            Outcome::Refunded => "refunded",
            Outcome::Late => "deadline missed",
            Outcome::Fraud => "fraud proven",
            Outcome::Defaulted => "defaulted",
        }
    }
}

/// Jobs that ended between `hour` and the next bucket's.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutcomeBucket {
    /// The bucket's start.
    pub hour: f64,
    /// Counts in the order of [`Outcome::ALL`].
    pub counts: [u64; 7],
    /// Demands whose clients found every price that they looked at too dear, and asked for no job.
    #[serde(default)]
    pub priced_out: u64,
}

/// One provider at the end of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ProviderRow {
    /// Its name.
    pub name: String,
    /// Its class: an index into [`ReportData::classes`].
    pub class: usize,
    /// Its reputation over time in equal steps, 0 to 1; the last is the final one.
    pub reputation: Vec<f64>,
    /// Jobs settled.
    pub settled: u64,
    /// Deadlines missed.
    pub late: u64,
    /// Frauds proven.
    pub frauds: u64,
    /// NET earned by jobs and by selling credits.
    pub earned: f64,
    /// NET that slashes and defaults took from its bond.
    pub slashed: f64,
    /// Standard jobs called on it.
    pub calls: u64,
    /// Of those, not served.
    pub defaults: u64,
}

impl ProviderRow {
    /// The last reputation; 0 for one that has none.
    pub fn score(&self) -> f64 {
        self.reputation.last().copied().unwrap_or(0.0)
    }
}

/// Revenue by source, and by use: the two sums are equal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Revenue {
    /// The take on settled jobs.
    pub take: f64,
    /// The protocol's share of swap fees.
    pub swap_fees: f64,
    /// What pools kept from traders beside the fee.
    #[serde(default)]
    pub spread: f64,
    /// Burned.
    pub burned: f64,
    /// Accrued to stakers.
    pub stakers: f64,
    /// For protocol-owned liquidity.
    pub liquidity: f64,
    /// In other assets, waiting for the buy-back, or not yet split.
    pub pending: f64,
}

impl Revenue {
    /// All of it, by source.
    pub fn total(&self) -> f64 {
        self.take + self.swap_fees + self.spread
    }
}

/// One part of the run and what it took.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Phase {
    /// What was done.
    pub label: String,
    /// Seconds of wall clock.
    pub seconds: f64,
}

impl ReportData {
    /// Jobs that ended, in the order of [`Outcome::ALL`].
    pub fn outcome_totals(&self) -> [u64; 7] {
        let mut totals = [0; 7];
        for bucket in &self.outcomes {
            for (total, count) in totals.iter_mut().zip(bucket.counts) {
                *total += count;
            }
        }
        totals
    }

    /// Demands that were priced out.
    pub fn priced_out(&self) -> u64 {
        self.outcomes.iter().map(|bucket| bucket.priced_out).sum()
    }

    /// NET slashed from all providers.
    pub fn slashed(&self) -> f64 {
        self.providers.iter().map(|provider| provider.slashed).sum()
    }
}

impl ClassSeries {
    /// Spearman's rank correlation of price and utilisation, within stretches in which NET bought the same:
    /// the mean of those of at least [`STRETCH`] samples, weighted by their number. Over a fall of NET prices
    /// would tell how it fell.
    pub fn correlation(&self) -> Option<f64> {
        let (mut sum, mut weight) = (0.0, 0.0);
        for stretch in self.points.chunk_by(|a, b| a.index == b.index) {
            let prices: Vec<f64> = stretch.iter().map(|point| point.price).collect();
            let utilisation: Vec<f64> = stretch.iter().map(|point| point.utilisation).collect();
            let enough = stretch.len() >= STRETCH.min(self.points.len());
            if let Some(rho) = crate::stats::spearman(&prices, &utilisation).filter(|_| enough) {
                sum += rho * stretch.len() as f64;
                weight += stretch.len() as f64;
            }
        }
        (weight > 0.0).then(|| sum / weight)
    }
}
