//! Others' stake behind a provider that cheats: what burned of it, and what leaving in time was worth. Amounts are whole NET.

use serde::{Deserialize, Serialize};

use super::format::{compact, moment, percent};

/// The vault behind one provider, in which two have the same stake.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Vault {
    /// Behind whom.
    pub provider: String,
    /// What each of the two staked.
    pub staked: f64,
    /// Jobs that it backed.
    pub jobs: u64,
    /// What burned of it.
    pub burned: f64,
    /// Pay that has reached who stayed, and who left while it was there.
    pub streamed: f64,
    /// The exit of one of them.
    pub exit: Option<Exit>,
}

/// An exit, and beside it who stayed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Exit {
    /// When: as soon as a forged result was delivered.
    pub hour: f64,
    /// What left.
    pub left: f64,
    /// What the other's shares were worth then.
    pub stayed: f64,
    /// When it was paid; not yet if none.
    pub paid_at: Option<f64>,
    /// What it was paid.
    pub paid: f64,
    /// What the other's shares were worth at that time.
    pub stays: f64,
}

impl Exit {
    /// The part of it that burned while it waited.
    pub fn lost(&self) -> f64 {
        1.0 - self.paid / self.left
    }

    /// The part that burned of what stayed, less the pay that streamed to it meanwhile.
    pub fn lost_by_staying(&self) -> f64 {
        1.0 - self.stays / self.stayed
    }
}

impl Vault {
    /// What became of it, in sentences.
    pub fn sentences(&self) -> String {
        let Self { provider, jobs, .. } = self;
        let (staked, burned) = (compact(2.0 * self.staked), compact(self.burned));
        let mut text = format!(
            "Two delegators staked {staked} NET behind {provider}, which backed {jobs} of its jobs. {burned} NET of it burned together with \
             the provider's own locks; nobody was paid from it, and it is no revenue."
        );
        let Some(exit) = &self.exit else { return text };
        let began = format!(
            " One of them left on {}, when the provider had delivered a forged result, with {} NET",
            moment(exit.hour),
            compact(exit.left)
        );
        text.push_str(&began);
        text.push_str(&match exit.paid_at {
            Some(hour) => format!(
                "; on {} it was paid {} and had lost {}. The other one stayed and had lost {} by then, its pay counted.",
                moment(hour),
                compact(exit.paid),
                percent(exit.lost()),
                percent(exit.lost_by_staying())
            ),
            None => ", which still waits for jobs.".to_owned(),
        });
        text
    }
}
