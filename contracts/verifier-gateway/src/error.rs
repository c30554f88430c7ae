//! Why a message or a proof is refused.

use api::common::CommonError;
use api::signatures::SignatureError;
use api::versioning::VersionError;
use cosmwasm_std::{HexBinary, StdError};
use cw_ownable::OwnershipError;
use proofs::risc0::Accepted;
use proofs::ProofError;
use thiserror::Error;

/// Errors of the verifier-gateway.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// One of the checks that all contracts share.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// The sender is not the owner, or not the one to whom ownership was offered.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// A migration that is not one forward of this contract.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// Keys or signatures that are malformed, wrong or too few.
    #[error(transparent)]
    Signatures(#[from] SignatureError),
    /// A receipt that does not verify.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// There is no such method.
    #[error("unknown method {method}")]
    UnknownMethod {
        /// The id that came.
        method: u32,
    },
    /// The method was stopped for good.
    #[error("method {method} is disabled")]
    MethodDisabled {
        /// Which.
        method: u32,
    },
    /// The method's timelock has not passed.
    #[error("method {method} can be used from {active_from} s, block time is {now} s")]
    MethodNotActive {
        /// Which.
        method: u32,
        /// Unix seconds.
        active_from: u64,
        /// Block time.
        now: u64,
    },
    /// No selector, or too many.
    #[error("selectors: expected 1 to {max}, got {got}")]
    SelectorCount {
        /// The most.
        max: usize,
        /// What came.
        got: usize,
    },
    /// A selector that no version of the verifier has.
    #[error("selector: expected one of {known}, got {got}")]
    UnknownSelector {
        /// Those that are known.
        known: Accepted,
        /// What came.
        got: HexBinary,
    },
    /// A selector that is named twice.
    #[error("selector {selector} is named twice: expected distinct selectors")]
    DuplicateSelector {
        /// Which.
        selector: HexBinary,
    },
    /// A selector that the method does not accept, or no longer.
    #[error("method {method}: expected a selector that it accepts ({accepted}), got {got}")]
    SelectorNotAccepted {
        /// Which method.
        method: u32,
        /// Those that it accepts.
        accepted: Accepted,
        /// What came.
        got: HexBinary,
    },
    /// The method that judges disputes is none that can.
    #[error("arbiter {arbiter}: expected an attestation method that exists before this one, got {got}")]
    Arbiter {
        /// The id that came.
        arbiter: u32,
        /// What it is.
        got: &'static str,
    },
    /// A proof of another kind than the method's.
    #[error("method {method} takes {expected}, got {got}")]
    ProofKind {
        /// Which method.
        method: u32,
        /// What it takes.
        expected: &'static str,
        /// What came.
        got: &'static str,
    },
    /// Signatures on a job that signatures do not judge.
    #[error("method {method} is judged by {expected}, got a signed verdict")]
    NotJudgedBySignatures {
        /// Which method.
        method: u32,
        /// Who or what judges.
        expected: &'static str,
    },
    /// A journal under a method whose journal is the statement.
    #[error("method {method}: expected no journal, it is the statement; got {got} bytes")]
    UnexpectedJournal {
        /// Which method.
        method: u32,
        /// Length of what came.
        got: usize,
    },
    /// A program with an input, without the journal that would state its digest.
    #[error("expected the journal, which states the input's digest at offset {offset}, got none")]
    MissingJournal {
        /// Where.
        offset: u32,
    },
    /// A journal that is too long.
    #[error("journal: expected at most {max} bytes, got {got}")]
    JournalTooLong {
        /// The bound.
        max: usize,
        /// Length of what came.
        got: usize,
    },
    /// A journal that ends before the input's digest.
    #[error("journal: expected the input's 32-byte digest at offset {offset}, got {got} bytes in all")]
    JournalTooShort {
        /// Where.
        offset: u32,
        /// Length of what came.
        got: usize,
    },
    /// A journal that is not the output.
    #[error("journal: expected one whose sha256 is the output {expected}, got {got}")]
    JournalDigest {
        /// The claimed output.
        expected: HexBinary,
        /// sha256 of what came.
        got: HexBinary,
    },
    /// A journal of a run on another input.
    #[error("journal states the input {got}, expected {expected}")]
    JournalInput {
        /// The claimed input.
        expected: HexBinary,
        /// What the journal says.
        got: HexBinary,
    },
    /// Nobody registered where this program's journal states its input.
    #[error("program {program} is not registered: expected a registration, or a claim without input")]
    UnknownProgram {
        /// Image id.
        program: HexBinary,
    },
    /// The registration's timelock has not passed.
    #[error("program {program} can be used with an input from {active_from} s, block time is {now} s")]
    ProgramNotActive {
        /// Image id.
        program: HexBinary,
        /// Unix seconds.
        active_from: u64,
        /// Block time.
        now: u64,
    },
    /// A program is registered once.
    #[error("program {program} is registered already, with its input at offset {input_offset}")]
    ProgramRegistered {
        /// Image id.
        program: HexBinary,
        /// Where.
        input_offset: u32,
    },
    /// A digest of the wrong length.
    #[error("`{field}`: expected 32 bytes, got {got}")]
    DigestLength {
        /// Which field.
        field: &'static str,
        /// Length of what came.
        got: usize,
    },
    /// Ids or times at the end of their range.
    #[error("overflow of {what}")]
    Overflow {
        /// Of what.
        what: &'static str,
    },
}
