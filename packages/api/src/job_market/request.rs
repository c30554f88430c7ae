//! A job as its client asks for it.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{HexBinary, Uint128};

use super::Callback;
use crate::common::Payout;

/// A job as its client asks for it. Whatever has a sensible default may be left out.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct JobRequest {
    /// Hardware class.
    pub class: String,
    /// GPUs, 1 to 65,536.
    pub gpus: u32,
    /// Seconds of work on each, 1 to the longest `run_within`; gpus · seconds credits are bought.
    pub seconds: u64,
    /// Program digest, 32 bytes hex; a standard job's may be left out, as its template names it.
    #[serde(default, skip_serializing_if = "unsaid")]
    pub program: HexBinary,
    /// Input digest, 32 bytes hex; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input: Option<HexBinary>,
    /// How the input can be asked for on chain, where it can. A standard job's input must be given whole, as
    /// bytes, no more than its template says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_form: Option<InputForm>,
    /// Verification method, from 1; a standard job's may be left out, as its template names it.
    #[serde(default, skip_serializing_if = "unsaid")]
    pub method: u32,
    /// The template of a standard job, which can be called. Program, method and `run_within` are the template's, said or left
    /// out, the GPUs its class's, the seconds a whole number of its units; no declared value, least reputation, least
    /// backing or named provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub template: Option<u32>,
    /// Least damages for a default, NET base units: a called debtor whose collateral or price is lower is
    /// passed over. Standard jobs only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_damages: Option<Uint128>,
    /// Whether anyone may call the job, or its owner alone. Standard jobs only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub anyone_may_call: bool,
    /// Seconds for somebody to accept, 60 (a standard job: 600) to the governed maximum; left out or 0, it is 600, or the
    /// governed maximum if that is less. If nobody does, the job has used up U* · this of its work, and that part of its
    /// take is kept.
    #[serde(default, skip_serializing_if = "unsaid")]
    pub accept_within: u64,
    /// Seconds from acceptance to result, at least `seconds`, at most the governed maximum. Left out or 0, it is what the
    /// template of a standard job says, and else `seconds` and a quarter of them, rounded down, but 600 s more at the least
    /// and the governed maximum at the most.
    #[serde(default, skip_serializing_if = "unsaid")]
    pub run_within: u64,
    /// Least reputation of the provider, basis points, 0 to 9,999; 0 if left out.
    #[serde(default, skip_serializing_if = "unsaid")]
    pub min_reputation_bps: u32,
    /// The only provider that may accept, if named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// Bond that somebody needs to challenge the result, NET base units, under a method of proof on demand alone: at least the
    /// method's least, which it is if left out. 80 % of it pays for the proof, so it should cover one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub challenge_bond: Option<Uint128>,
    /// What the client loses if it is cheated, NET base units; compensated from the provider's lock.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub declared_value: Option<Uint128>,
    /// Least stake of others that must burn with the provider's lock if it cheats, units of its vault's asset, which count as NET
    /// base units; none if left out. It pays the client nothing. Not for standard jobs: who is called has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_backing: Option<Uint128>,
    /// Most NET for cost + take, base units; the tip is on top.
    pub max_payment: Uint128,
    /// For the provider on settlement, NET base units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tip: Option<Uint128>,
    /// Whose job it is, the payer's if left out: may cancel, approve and dispute, and gets refunds. To be named, with
    /// `surplus_to`, where the request comes through another contract or account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Where the surplus of the payment goes: to a wallet, or, if left out, to an account, from which it can be withdrawn or
    /// pays for the next job.
    #[serde(default)]
    pub surplus: Payout,
    /// Whose wallet or account that is, the payer's if left out: of a request that comes through another contract or
    /// account, that would be its. Refused if it could never draw.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub surplus_to: Option<String>,
    /// Unix seconds at which the request is too late.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deadline: Option<u64>,
    /// Where the program can be fetched, at most 128 bytes; in events only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub program_locator: Option<String>,
    /// Where the input can be fetched, at most 128 bytes; in events only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub input_locator: Option<String>,
    /// Whom to tell that the job has ended, once somebody sends `tell_end`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub callback: Option<Callback>,
}

/// Whether a number has the value that stands for it where it is left out.
fn unsaid<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// How an input is bound to its digest.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum InputForm {
    /// The digest is sha256 of so many bytes.
    Bytes {
        /// How many bytes, 1 to 65,536.
        len: u32,
    },
    /// The digest is the root of a Merkle tree over chunks of 16 KiB (the last may be shorter): leaf =
    /// sha256(0x00 ‖ chunk), node = sha256(0x01 ‖ left ‖ right); a node without a sibling moves up as it is.
    Chunks {
        /// How many chunks, 1 to 2^20.
        count: u32,
    },
}

/// How a provider wants to be paid.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum AcceptPayout {
    /// Credits redeemed against its debt; what exceeds that as credits.
    Redeem {},
    /// Credits to its account.
    Credits {},
    /// NET to its account, sold at settlement; credits if the sale would bring less than `min`.
    Net {
        /// NET base units.
        min: Uint128,
    },
}
