//! Why a message or a proof is refused.

use api::common::CommonError;
use api::signatures::SignatureError;
use api::versioning::VersionError;
use cosmwasm_std::{HexBinary, StdError};
use cw_ownable::OwnershipError;
use proofs::ProofError;
use thiserror::Error;

use crate::versions::Versions;

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
        known: Versions,
        /// What came.
        got: HexBinary,
    },
    /// A selector that is named twice.
    #[error("selector {selector} is named twice: expected distinct selectors")]
    DuplicateSelector {
        /// Which.
        selector: HexBinary,
    },
    /// No selector but the set builder's, whose receipts verify under a version of RISC Zero's.
    #[error("selectors: expected a version of RISC Zero's beside the set builder {selector}, got the set builder alone")]
    SetBuilderAlone {
        /// The set builder's.
        selector: HexBinary,
    },
    /// A selector that the method does not accept, or no longer.
    #[error("method {method}: expected a selector that it accepts ({accepted}), got {got}")]
    SelectorNotAccepted {
        /// Which method.
        method: u32,
        /// Those that it accepts.
        accepted: Versions,
        /// What came.
        got: HexBinary,
    },
    /// The method on which another would rely cannot judge for it.
    #[error("method {method}: expected {expected} that exists before the one that relies on it, got {got}")]
    ReliesOn {
        /// Which id came.
        method: u32,
        /// What can judge.
        expected: &'static str,
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
    /// What does not judge the jobs of the method.
    #[error("method {method} is judged by {expected}, got {got}")]
    JudgedOtherwise {
        /// Which method.
        method: u32,
        /// Who or what judges.
        expected: &'static str,
        /// What came.
        got: &'static str,
    },
    /// An external verifier that did not accept.
    #[error("verifier: expected the statement {expected} as the data of its answer, got {got}")]
    NotAccepted {
        /// The statement of what is claimed.
        expected: HexBinary,
        /// What it did instead.
        got: String,
    },
    /// A reply to nothing that this contract asked.
    #[error("reply {id}: expected that of an external verifier, got another")]
    UnexpectedReply {
        /// Its id.
        id: u64,
    },
    /// A journal under a method whose journal is the statement.
    #[error("method {method}: expected no {what}, as the statement is known; got {got} bytes")]
    UnexpectedJournal {
        /// The journal, or what is its like: the public values, the public inputs.
        what: &'static str,
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
    /// A proof of the output alone, without what hashes to the output.
    #[error("expected the {what}, whose sha256 is the output, got none")]
    MissingValues {
        /// The public values, or the public inputs.
        what: &'static str,
    },
    /// A journal that is too long.
    #[error("{what}: expected at most {max} bytes, got {got}")]
    JournalTooLong {
        /// The journal, or what is its like: the public values, the public inputs.
        what: &'static str,
        /// The bound.
        max: usize,
        /// Length of what came.
        got: usize,
    },
    /// A journal that ends before the input's digest.
    #[error("{what}: expected the input's 32-byte digest at offset {offset}, got {got} bytes in all")]
    JournalTooShort {
        /// The journal, or what is its like: the public values, the public inputs.
        what: &'static str,
        /// Where.
        offset: u32,
        /// Length of what came.
        got: usize,
    },
    /// A journal that is not the output.
    #[error("{what}: expected the output {expected} as their sha256, got {got}")]
    JournalDigest {
        /// The journal, or what is its like: the public values, the public inputs.
        what: &'static str,
        /// The claimed output.
        expected: HexBinary,
        /// sha256 of what came.
        got: HexBinary,
    },
    /// A journal of a run on another input.
    #[error("{what}: expected that they state the input {expected}, got {got}")]
    JournalInput {
        /// The journal, or what is its like: the public values, the public inputs.
        what: &'static str,
        /// The claimed input.
        expected: HexBinary,
        /// What they say.
        got: HexBinary,
    },
    /// Nobody registered where this program's journal states its input.
    #[error("program {program} is not registered: expected a registration, or a claim without input")]
    UnknownProgram {
        /// Program digest.
        program: HexBinary,
    },
    /// The registration's timelock has not passed.
    #[error("program {program} can be used with an input from {active_from} s, block time is {now} s")]
    ProgramNotActive {
        /// Program digest.
        program: HexBinary,
        /// Unix seconds.
        active_from: u64,
        /// Block time.
        now: u64,
    },
    /// No key whose sha256 is the claim's program.
    #[error("program {program}: expected the sha256 of a registered verifying key over {curves}; register it with `register_key`, as anyone may")]
    UnknownKey {
        /// The claim's program.
        program: HexBinary,
        /// Of what curve the key would be.
        curves: &'static str,
    },
    /// A key is registered once.
    #[error("verifying key {program} is registered already: expected another one")]
    KeyRegistered {
        /// Its sha256.
        program: HexBinary,
    },
    /// A proof that is not as long as every one of its kind.
    #[error("proof: expected {bn254} bytes over BN254 or {bls12_381} over BLS12-381, got {got}")]
    ProofLength {
        /// The one length over BN254.
        bn254: usize,
        /// The one over BLS12-381.
        bls12_381: usize,
        /// Length of what came.
        got: usize,
    },
    /// Public inputs that are not whole words.
    #[error("public inputs: expected words of 32 bytes, got {got} bytes")]
    InputsLength {
        /// Length of what came.
        got: usize,
    },
    /// A proof that is too long for an external verifier.
    #[error("proof: expected at most {max} bytes, got {got}")]
    ProofTooLong {
        /// The bound.
        max: usize,
        /// Length of what came.
        got: usize,
    },
    /// No claims, or too many.
    #[error("claims: expected 1 to {max}, got {got}")]
    SetSize {
        /// The most.
        max: usize,
        /// How many came.
        got: usize,
    },
    /// A claim of a set that is not as it must be, or not in the set.
    #[error("job {job_id}: {reason}")]
    InSet {
        /// Whose.
        job_id: u64,
        /// What is wrong.
        reason: String,
    },
    /// A path that is not whole nodes.
    #[error("path: expected nodes of 32 bytes, got {got} bytes")]
    PathBytes {
        /// Length of what came.
        got: usize,
    },
    /// A program is registered once.
    #[error("program {program} is registered already, with its input at offset {input_offset}")]
    ProgramRegistered {
        /// Program digest.
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
