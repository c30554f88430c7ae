//! Records that peers read raw.
//!
//! | key | value |
//! |---|---|
//! | `s` + method id (u32, big-endian) | [`MethodStatus`] |
//! | `p` + program digest (32 bytes) | [`ProgramStatus`]; absent where nobody registered the program |

use cosmwasm_std::{Addr, QuerierWrapper, StdResult};
use serde::{Deserialize, Serialize};

use super::JournalPolicy;
use crate::store::Map;

/// Status of each method, by [`method_key`].
pub const METHOD_STATUS: Map<MethodStatus> = Map::new(b's', "status of the method");

/// Registered programs, by digest.
pub const PROGRAMS: Map<ProgramStatus> = Map::new(b'p', "registration of the program");

/// What a job needs to know of its method.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct MethodStatus {
    /// Kind of the method.
    pub kind: Kind,
    /// p, basis points.
    pub detection_bps: u32,
    /// Unix seconds from which it can be used.
    pub active_from: u64,
    /// Whether it was stopped.
    pub disabled: bool,
    /// The method that judges its disputes, for a client's approval, or decides its challenges, for proof on demand: if that
    /// one is stopped, so is this.
    pub relies_on: Option<u32>,
    /// The RISC Zero or SP1 versions whose proofs count, by bits that the gateway knows; 0 for other kinds.
    pub accepted: u16,
    /// Unix seconds at which the latest of its versions was stopped; 0 if none was.
    pub narrowed_at: u64,
}

/// Kinds of methods, as the job-market tells them apart.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// RISC Zero, the journal is the statement.
    RiscZeroStatement,
    /// RISC Zero, the output is the journal's digest.
    RiscZeroOutput,
    /// Signed verdicts.
    Attestation,
    /// The client's word.
    ClientApproval,
    /// Groth16 under a registered key, the public inputs are the statement.
    Groth16Statement,
    /// Groth16 under a registered key, the output is the digest of the public inputs.
    Groth16Output,
    /// SP1, the public values are the statement.
    Sp1Statement,
    /// SP1, the output is the digest of the public values.
    Sp1Output,
    /// Proof on demand, by the method that it relies on.
    Optimistic {
        /// Seconds in which a result can be challenged.
        window: u64,
        /// Seconds from the challenge to the proof.
        prove_within: u64,
        /// Least bond of a challenge that a request may name, NET base units.
        bond_min: u128,
    },
    /// Another contract's answer.
    External,
}

impl Kind {
    /// What its proofs state; none of a kind that signatures, the client, another method's proofs or another contract judge.
    pub fn policy(self) -> Option<JournalPolicy> {
        match self {
            Kind::RiscZeroStatement | Kind::Groth16Statement | Kind::Sp1Statement => {
                Some(JournalPolicy::Statement)
            }
            Kind::RiscZeroOutput | Kind::Groth16Output | Kind::Sp1Output => Some(JournalPolicy::Output),
            Kind::Attestation | Kind::ClientApproval | Kind::Optimistic { .. } | Kind::External => None,
        }
    }
}

/// Where the journal of a registered program states its input's digest.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProgramStatus {
    /// Offset of the 32 bytes in the journal.
    pub input_offset: u32,
    /// Unix seconds from which the registration counts.
    pub active_from: u64,
}

impl MethodStatus {
    /// Whether a job may use it at `now` (Unix seconds).
    pub fn usable(&self, now: u64) -> bool {
        !self.disabled && now >= self.active_from
    }
}

/// Key of a method: its id, big-endian.
pub fn method_key(method: u32) -> [u8; 4] {
    method.to_be_bytes()
}

/// Status of a method of the gateway at `gateway`; none if there is no such method.
pub fn method_status(
    querier: QuerierWrapper,
    gateway: &Addr,
    method: u32,
) -> StdResult<Option<MethodStatus>> {
    METHOD_STATUS.query(querier, gateway, &method_key(method))
}

/// A program registered at the gateway at `gateway`; none if nobody registered it.
pub fn program_status(
    querier: QuerierWrapper,
    gateway: &Addr,
    program: &[u8; 32],
) -> StdResult<Option<ProgramStatus>> {
    PROGRAMS.query(querier, gateway, program)
}
