//! The records, field by field.

use api::common::CREDIT;
use api::job_market::{InputForm, Params, TakeParams, DATA_WITHIN};
use cosmwasm_std::{Addr, CanonicalAddr};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::method::Verdict;
use crate::record::Digest;
use crate::sketch::Sketch;

/// What is fixed at the start.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Config {
    /// The network token.
    pub network_denom: String,
    /// `contracts/pool`.
    pub pool: Addr,
    /// `contracts/provider-registry`.
    pub provider_registry: Addr,
    /// `contracts/verifier-gateway`.
    pub verifier_gateway: Addr,
    /// `contracts/fee-collector`.
    pub fee_collector: Addr,
}

/// What governance and the guardian set.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Settings {
    /// May stop new requests.
    pub guardian: Addr,
    /// Longest `accept_within`, seconds.
    pub max_accept_within: u64,
    /// Longest `run_within`, seconds.
    pub max_run_within: u64,
    /// Seconds for a verdict, and again for the arbiter.
    pub verdict_within: u64,
    /// Bond of a client that disputes a result, NET.
    pub dispute_bond: u128,
    /// Bond of a provider that asks for a job's input, NET.
    pub data_bond: u128,
    /// Whether new requests are refused.
    pub paused: bool,
}

/// A class on this market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Class {
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool: credit as asset 0, NET as asset 1.
    pub pool_id: u64,
    /// Its take.
    pub take: TakeParams,
}

/// Occupancy of a class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Backlog {
    /// z: work above the target as of `time`, 10^-4 seconds of full capacity.
    pub z: u64,
    /// Unix seconds.
    pub time: u64,
}

/// What was agreed when a job was requested. Nothing of it changes, but that the input of a called job is not to be asked for.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
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
    /// How that reaches its verdict.
    pub verdict: Verdict,
    /// Its detection probability when the job was requested, basis points.
    pub detection_bps: u32,
    /// Seconds from acceptance to result.
    pub run_within: u64,
    /// Seconds for a verdict, and again for the arbiter.
    pub verdict_within: u64,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// The only provider that may accept, if named.
    pub provider: Option<CanonicalAddr>,
    /// Declared value, NET.
    pub declared_value: u128,
    /// Bond that a dispute needs, NET.
    pub dispute_bond: u128,
    /// NET that its credits cost.
    pub cost: u128,
    /// What they are worth, at least their cost: see [`crate::market::Cost`].
    pub worth: u128,
    /// Take held, NET.
    pub take: u128,
    /// Tip held, NET.
    pub tip: u128,
    /// Its work, 10^-4 seconds of the class's full capacity when it was requested.
    pub ticks: u64,
    /// What of it was added to the class's backlog.
    pub added: u64,
    /// U* at its request, basis points: at which its work decays.
    pub target_bps: u32,
    /// Unix seconds of the request.
    pub requested_at: u64,
    /// Unix seconds until which it can be accepted.
    pub accept_by: u64,
    /// The template of a standard job.
    pub template: Option<u32>,
    /// How its input can be asked for on chain.
    pub data: Option<DataTerms>,
}

/// How a job's input can be asked for.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct DataTerms {
    /// How it is bound to its digest.
    pub form: InputForm,
    /// Bond of each request, NET.
    pub bond: u128,
}

/// A standard job, as governance registered it.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Program digest.
    pub program: Digest,
    /// Verification method.
    pub method: u32,
    /// GPUs.
    pub gpus: u32,
    /// Seconds on each per unit of work.
    pub unit_seconds: u64,
    /// Most units.
    pub max_units: u64,
    /// Seconds beyond its running time that a job leaves its provider.
    pub overhead: u64,
}

/// Take that was earned on one Unix day and waits to be swept. NET base units unless said otherwise.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Day {
    /// Earned, that of cancelled jobs included.
    pub take: u128,
    /// What the credits of settled jobs cost.
    pub volume: u128,
    /// Of the volume, where the payer was the provider.
    pub self_dealing: u128,
    /// Jobs settled.
    pub jobs: u64,
    /// GPU-seconds settled.
    pub gpu_seconds: u128,
    /// Who paid most of the take.
    pub payers: Sketch,
}

impl Backlog {
    /// As stored.
    pub(super) fn encode(self) -> Vec<u8> {
        let [_, _, _, time @ ..] = self.time.to_be_bytes();
        [self.z.to_be_bytes().as_slice(), &time].concat()
    }

    /// From what is stored; none if that is of another length.
    pub(super) fn decode(bytes: &[u8]) -> Option<Self> {
        let (z, time) = bytes.split_first_chunk::<8>()?;
        let &[a, b, c, d, e] = time else { return None };
        Some(Self { z: u64::from_be_bytes(*z), time: u64::from_be_bytes([0, 0, 0, a, b, c, d, e]) })
    }
}

impl Terms {
    /// Whether its provider has waited for its input for so long that it may give the job up.
    pub fn waited_enough(&self, waited: u32) -> bool {
        u64::from(waited) >= patience(self.run_within)
    }

    /// Credits in escrow, base units.
    pub fn credits(&self) -> Result<u128, ContractError> {
        credits(self.gpus, self.seconds)
    }
}

/// Seconds that a provider waits for its input in all before it may give the job up: a quarter of its time, and no less than a client
/// has for one answer.
pub fn patience(run_within: u64) -> u64 {
    (run_within / 4).max(DATA_WITHIN)
}

/// Credits that `gpus` cost for `seconds`, base units: one credit is one GPU-second.
pub fn credits(gpus: u32, seconds: u64) -> Result<u128, ContractError> {
    let work = u128::from(gpus).checked_mul(seconds.into()).and_then(|work| work.checked_mul(CREDIT));
    Ok(work.ok_or(amm_math::MathError::Overflow)?)
}

impl Settings {
    /// The governed parameters among them.
    pub fn params(&self) -> Params {
        Params {
            max_accept_within: self.max_accept_within,
            max_run_within: self.max_run_within,
            verdict_within: self.verdict_within,
            dispute_bond: self.dispute_bond.into(),
            data_bond: self.data_bond.into(),
        }
    }
}
