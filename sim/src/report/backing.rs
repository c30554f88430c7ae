//! What stands behind credits: collateral over their recent price, calls, damages, what was burned.
//!
//! Credits are in GPU-hours (3,600 credits), amounts in whole NET.

use serde::{Deserialize, Serialize};

use super::format::moment;

/// Everything about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Backing {
    /// Hourly samples, by class.
    pub points: Vec<Vec<BackingPoint>>,
    /// Calls of standard jobs.
    pub calls: CallRow,
    /// Defaults, by class.
    pub defaults: Vec<ClassDefaults>,
    /// What was burned, by source.
    pub burns: Burns,
    /// The provider that left.
    pub leaving: Option<Leaving>,
    /// The fall of NET.
    pub fall: Option<Fall>,
}

/// When NET lost half of what it buys.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fall {
    /// Hour of its beginning.
    pub from: f64,
    /// Hour of its end.
    pub until: f64,
}

/// What stands behind a class's credits at one time.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BackingPoint {
    /// When.
    pub hour: f64,
    /// Collateral of all open credits over their recent price.
    pub collateral: f64,
    /// The same of the provider that has least.
    pub weakest: f64,
    /// The recent price: what a call would fix as the credits' value, NET per GPU-hour.
    pub price: f64,
    /// What providers owe, GPU-hours.
    pub owed: f64,
}

/// Calls of standard jobs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CallRow {
    /// Standard jobs requested.
    pub standard: u64,
    /// Calls made.
    pub made: u64,
    /// Of those, accepted.
    pub accepted: u64,
    /// Of those, served.
    pub served: u64,
    /// Calls that were not accepted or not delivered in time.
    pub defaulted: u64,
    /// Standard jobs that could be called on nobody.
    pub uncallable: u64,
    /// Damages paid to clients for defaults, NET.
    pub damages: f64,
    /// The recent price of those credits when they were called, NET.
    pub value: f64,
}

/// Defaults in a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ClassDefaults {
    /// How many.
    pub number: u64,
    /// Damages paid to clients, NET.
    pub damages: f64,
    /// The recent price of those credits when they were called, NET.
    pub value: f64,
}

/// NET burned, by source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Burns {
    /// Revenue's share.
    pub revenue: f64,
    /// Penalties for defaults.
    pub penalties: f64,
    /// Slashes for missed deadlines.
    pub lateness: f64,
    /// Slashes for fraud, less what reporters and clients get.
    pub fraud: f64,
    /// Bonds of challenges that a proof answered, less what it earned.
    pub doubts: f64,
    /// Others' stake behind providers that cheated.
    #[serde(default)]
    pub backing: f64,
}

/// A provider that left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Leaving {
    /// Which.
    pub provider: String,
    /// When it stopped working.
    pub hour: f64,
    /// What it owed then, GPU-hours.
    pub owed: f64,
    /// What it owes at the end.
    pub left: f64,
    /// Hour from which it owed nothing and had no job.
    pub free_at: Option<f64>,
    /// Bond that it has taken back, NET.
    pub withdrawn: f64,
}

impl CallRow {
    /// Damages over the recent price; none without defaults.
    pub fn over_price(&self) -> Option<f64> {
        (self.value > 0.0).then(|| self.damages / self.value)
    }
}

impl ClassDefaults {
    /// Damages over the recent price; none without defaults.
    pub fn over_price(&self) -> Option<f64> {
        (self.value > 0.0).then(|| self.damages / self.value)
    }
}

impl Burns {
    /// Name and amount of each source.
    pub fn sources(&self) -> [(&'static str, f64); 6] {
        [
            ("revenue", self.revenue),
            ("penalties for defaults", self.penalties),
            ("slashes for lateness", self.lateness),
            ("slashes for fraud", self.fraud),
            ("bonds of wrong challenges", self.doubts),
            ("stake behind who cheated", self.backing),
        ]
    }

    /// All of it.
    pub fn total(&self) -> f64 {
        self.sources().iter().map(|(_, amount)| amount).sum()
    }
}

impl Leaving {
    /// How far it got, as a sentence.
    pub fn sentence(&self) -> String {
        let Self { provider, owed, left, withdrawn, .. } = self;
        let began = format!("{provider} left on {} owing {owed:.0} GPU-hours", moment(self.hour));
        let end = match self.free_at {
            Some(hour) => format!("by {} it had redeemed them", moment(hour)),
            None => format!("{left:.0} are left"),
        };
        format!("{began}; {end}, and it took {withdrawn:.0} NET of its bond back")
    }
}
