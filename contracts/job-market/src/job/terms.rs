//! What was agreed when a job was requested. Nothing of it changes.

use api::common::CREDIT;
use api::deadline::{Deadline, Moment};
use api::job_market::{InputForm, DATA_WITHIN};
use cosmwasm_std::CanonicalAddr;
use serde::{Deserialize, Serialize};

use super::phase::{Answers, Digest};
use crate::error::ContractError;

/// What was agreed when a job was requested. NET and credits in base units.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Whose it is.
    pub owner: CanonicalAddr,
    /// Who paid, if not the owner.
    pub payer: Option<CanonicalAddr>,
    /// Hardware class.
    pub class: String,
    /// GPUs.
    pub gpus: u32,
    /// Seconds on each.
    pub seconds: u64,
    /// Program digest.
    pub program: Digest,
    /// Input digest, if there is an input.
    pub input: Option<Digest>,
    /// Verification method.
    pub method: u32,
    /// What judges a result.
    pub judge: Judge,
    /// Detection probability of the method when the job was requested, basis points.
    pub detection_bps: u32,
    /// Seconds for somebody to accept.
    pub accept_within: u64,
    /// Seconds from acceptance to result.
    pub run_within: u64,
    /// Seconds for a verdict, and again for the arbiter; or, under proof on demand, for a challenge.
    pub verdict_within: u64,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// The only provider that may accept, if named.
    pub provider: Option<CanonicalAddr>,
    /// Declared value, NET.
    pub declared_value: u128,
    /// Bond that a dispute, or a challenge, needs, NET.
    pub dispute_bond: u128,
    /// NET that its credits cost.
    pub cost: u128,
    /// What they are worth, at least their cost: take, lock and slash follow from it.
    pub worth: u128,
    /// Take held, NET.
    pub take: u128,
    /// Tip held, NET.
    pub tip: u128,
    /// Its work, 10^-4 seconds of the class's full capacity when it was requested.
    pub ticks: u64,
    /// What of it was added to the class's occupancy.
    pub added: u64,
    /// U* at its request, basis points: at which its work decays.
    pub target_bps: u32,
    /// When it was requested.
    pub requested: Moment,
    /// What makes it a standard job.
    pub standard: Option<Standard>,
    /// How its input can be asked for on chain.
    pub askable: Option<Askable>,
    /// Least backing by others' stake, units that count as NET.
    pub min_backing: u128,
}

/// What judges a result.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judge {
    /// A validity proof, which comes with it.
    Proof,
    /// Attestors, whose signatures come with it, or later through the gateway; of a standard job, with it. Or another contract,
    /// whose word comes later through the gateway.
    Attestors,
    /// The client, who approves, or disputes before an arbiter.
    Client,
    /// Nobody, unless somebody challenges the result: then a proof.
    Demand {
        /// Seconds from the challenge to the proof.
        prove_within: u64,
    },
}

/// A standard job: who may call it, and for what.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standard {
    /// Its template.
    pub template: u32,
    /// Seconds that a called debtor has to accept.
    pub call_within: u64,
    /// Least damages for a default, NET.
    pub min_damages: u128,
    /// Whether anyone may call it.
    pub anyone_may_call: bool,
}

/// How a job's input can be asked for.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct Askable {
    /// How it is bound to its digest.
    pub form: InputForm,
    /// Bond of each request, NET.
    pub bond: u128,
}

/// Seconds beyond its last deadline within which a job is assumed to be timed out by somebody.
pub const SLACK: u64 = 3_600;

impl Terms {
    /// Credits in escrow.
    pub fn credits(&self) -> Result<u128, ContractError> {
        credits(self.gpus, self.seconds)
    }

    /// The wait for a result. What was waited for answers does not count.
    pub fn run(&self, accepted: Moment, answers: Answers) -> Deadline {
        Deadline { begun: answers.after(accepted), seconds: self.run_within }
    }

    /// The time in which the input may be asked for: a quarter of the time to run.
    pub fn asking(&self, accepted: Moment, answers: Answers) -> Deadline {
        Deadline { begun: answers.after(accepted), seconds: self.run_within / 4 }
    }

    /// The wait for a verdict, for the arbiter's, or for a challenge.
    pub fn verdict(&self, begun: Moment) -> Deadline {
        Deadline { begun, seconds: self.verdict_within }
    }

    /// The wait for a proof after a challenge.
    pub fn proving(&self, begun: Moment) -> Deadline {
        let seconds = match self.judge {
            Judge::Demand { prove_within } => prove_within,
            // Nothing else is challenged.
            Judge::Proof | Judge::Attestors | Judge::Client => self.verdict_within,
        };
        Deadline { begun, seconds }
    }

    /// Seconds that a provider waits for the input in all before it may give the job up: a quarter of its
    /// time, and no less than a client has for one answer.
    pub fn patience(&self) -> u64 {
        (self.run_within / 4).max(DATA_WITHIN)
    }

    /// Whether its provider has waited for the input for so long that it may give the job up.
    pub fn waited_enough(&self, answers: Answers) -> bool {
        answers.patient() >= self.patience()
    }

    /// Seconds from acceptance to the end, if the chain does not halt: it is run, its input is waited for, it
    /// is judged, and somebody times it out. No request for the input is made once it was waited for with
    /// patience, and each is answered or ends the job within [`DATA_WITHIN`].
    pub fn longest_life(&self) -> u64 {
        let verdicts = match (self.judge, &self.standard) {
            (Judge::Proof, _) | (_, Some(_)) => 0,
            (Judge::Attestors, None) => self.verdict_within,
            (Judge::Client, None) => self.verdict_within.saturating_mul(2),
            (Judge::Demand { prove_within }, None) => self.verdict_within.saturating_add(prove_within),
        };
        let waits = self.askable.map_or(0, |_| self.patience().saturating_add(DATA_WITHIN));
        self.run_within.saturating_add(waits).saturating_add(verdicts).saturating_add(SLACK)
    }
}

/// Credits that `gpus` cost for `seconds`, base units: one credit is one GPU-second.
pub fn credits(gpus: u32, seconds: u64) -> Result<u128, ContractError> {
    let work = u128::from(gpus).checked_mul(seconds.into()).and_then(|work| work.checked_mul(CREDIT));
    Ok(work.ok_or(amm_math::MathError::Overflow)?)
}
