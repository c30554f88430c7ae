//! The verifier-gateway: verification methods, proofs and verdicts.

#[cfg(feature = "signatures")]
pub mod bounds;
pub mod events;
pub mod raw;

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, HexBinary, Uint128};
use cw_ownable::{cw_ownable_execute, cw_ownable_query};

use crate::paging::ListOrder;
use crate::provider_registry::{AttestorKey, KeySignature};

/// Longest name of a method, in bytes.
pub const MAX_METHOD_NAME: usize = 64;
/// Most selectors that a method may name.
pub const MAX_SELECTORS: usize = 16;
/// Most claims that one set-inclusion receipt may show at once.
pub const MAX_SET: usize = 64;
/// Longest journal, public values or public inputs that a proof may bring, in bytes.
pub const MAX_JOURNAL: usize = 16 * 1024;
/// Longest proof that an external verifier is told, in bytes.
pub const MAX_EXTERNAL_PROOF: usize = 64 * 1024;
/// Largest offset at which a journal of that length holds 32 bytes.
pub const MAX_INPUT_OFFSET: u32 = 16 * 1024 - 32;

/// Start of the gateway: its first methods are active at once, later ones wait for the timelock.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: adds methods, registers programs.
    pub owner: String,
    /// May disable a method, or stop one of its selectors, at once; nothing else.
    pub guardian: String,
    /// `contracts/job-market`: whose jobs the verdicts are about.
    pub job_market: String,
    /// Seconds from adding a method to its first use, a day to a year.
    pub timelock: u64,
    /// Methods 1, 2, … from the start, at most 16.
    pub methods: Vec<MethodParams>,
}

/// `data` of the response to `AddMethod`, in JSON.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct MethodAdded {
    /// The method's id.
    pub method: u32,
}

/// What a method is.
#[cw_serde]
pub enum MethodKind {
    /// A RISC Zero Groth16 receipt of the job's program.
    RiscZero {
        /// What the journal states.
        policy: JournalPolicy,
        /// Selectors of the verifier versions whose receipts count, and of the set builder if one receipt may prove many jobs, 4 bytes
        /// hex each: 1 to 16, distinct, known to this code, and one of a version at the least.
        selectors: Vec<HexBinary>,
    },
    /// A Groth16 proof under a registered verifying key, over either [`Curve`]: the job's program is the key's sha256.
    Groth16 {
        /// What the public inputs state.
        policy: JournalPolicy,
    },
    /// A Groth16 proof of the job's program by SP1.
    Sp1 {
        /// What the public values state.
        policy: JournalPolicy,
        /// Selectors of the circuit versions whose proofs count, as for RISC Zero.
        selectors: Vec<HexBinary>,
    },
    /// At least `threshold` of `keys` sign the verdict.
    Attestation {
        /// Distinct keys, at most 16.
        keys: Vec<AttestorKey>,
        /// How many must sign.
        threshold: u32,
    },
    /// The client accepts, or a timeout accepts for it; a dispute falls to `arbiter`.
    ClientApproval {
        /// An attestation method whose keys judge a dispute.
        arbiter: u32,
    },
    /// Proof on demand: a result counts unless somebody challenges it in time. Then a proof decides, and none in time is fraud.
    Optimistic {
        /// The validity method whose proof decides.
        proof: u32,
        /// Seconds from the result in which it can be challenged, 600 to 259,200.
        window: u64,
        /// Seconds from the challenge to the proof, 3,600 to 604,800.
        prove_within: u64,
        /// Least bond of a challenge that a request may name, NET base units, at least 1: it must pay for a proof.
        bond_min: Uint128,
    },
    /// Another contract accepts results, by [`VerifyExternal`](ExecuteMsg::VerifyExternal), or they end by refund. It can
    /// accept, and nothing else.
    External {
        /// It understands [`VerifierMsg`](crate::external_verifier::VerifierMsg).
        contract: String,
        /// Most gas that it may use for one result, in the chain's units, 50,000 to 10,000,000.
        gas_limit: u64,
    },
}

/// What the journal of a zk method states: what a RISC Zero guest or an SP1 program commits, the public inputs of Groth16.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum JournalPolicy {
    /// The journal is the 32-byte statement; two public inputs are its high and its low 128 bits.
    Statement,
    /// The output digest is sha256(journal).
    Output,
}

/// The curve of a Groth16 key and its proofs.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum Curve {
    /// BN254, which others call BN128 or alt_bn128.
    Bn254,
    /// BLS12-381.
    Bls12_381,
}

impl Curve {
    /// Its name in JSON and in events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Curve::Bn254 => "bn254",
            Curve::Bls12_381 => "bls12_381",
        }
    }
}

impl MethodKind {
    /// What the proofs of a validity method state; none of a method that is judged by signatures, by the client, by another
    /// method's proofs, or by another contract.
    pub fn policy(&self) -> Option<JournalPolicy> {
        match self {
            MethodKind::RiscZero { policy, .. }
            | MethodKind::Groth16 { policy }
            | MethodKind::Sp1 { policy, .. } => Some(*policy),
            MethodKind::Attestation { .. }
            | MethodKind::ClientApproval { .. }
            | MethodKind::Optimistic { .. }
            | MethodKind::External { .. } => None,
        }
    }

    /// The earlier method on which it relies: what judges disputes, or decides challenges. It stops with that one.
    pub fn relies_on(&self) -> Option<u32> {
        match self {
            MethodKind::ClientApproval { arbiter } => Some(*arbiter),
            MethodKind::Optimistic { proof, .. } => Some(*proof),
            _ => None,
        }
    }

    /// The selectors that it was added with; none of a method whose proofs have no versions.
    pub fn selectors(&self) -> &[HexBinary] {
        match self {
            MethodKind::RiscZero { selectors, .. } | MethodKind::Sp1 { selectors, .. } => selectors,
            MethodKind::Groth16 { .. }
            | MethodKind::Attestation { .. }
            | MethodKind::ClientApproval { .. }
            | MethodKind::Optimistic { .. }
            | MethodKind::External { .. } => &[],
        }
    }
}

/// A method as governance adds it.
#[cw_serde]
pub struct MethodParams {
    /// What it is.
    pub kind: MethodKind,
    /// p: probability that a cheat is detected, basis points: 10,000 for a validity proof, 500 to 10,000 for an external
    /// verifier, 500 to 5,000 else.
    pub detection_bps: u32,
    /// A name for people, 1 to 64 bytes.
    pub name: String,
}

/// A proof as it comes with a result.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum Proof {
    /// A receipt.
    RiscZero {
        /// 260 bytes: selector and Groth16 proof.
        seal: Binary,
        /// The journal's bytes, at most 16 KiB. Under `Output` needed where the claim has an input, which it must state at
        /// the program's registered offset, and hashed against the output wherever it comes; under `Statement`, where it
        /// could only repeat the statement, refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        journal: Option<Binary>,
    },
    /// A Groth16 proof.
    Groth16 {
        /// A ‖ B ‖ C. Over BN254 256 bytes, coordinates big-endian, of B the imaginary parts first; over BLS12-381 192 bytes,
        /// compressed points.
        proof: Binary,
        /// The public inputs in the key's order, 32 bytes each, big-endian. Under `Output` always needed: sha256 of them is the
        /// output, and where the claim has an input they state its digest at the program's registered offset. Under
        /// `Statement` refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        inputs: Option<Binary>,
    },
    /// A Groth16 proof by SP1.
    Sp1 {
        /// Selector and proof, 260 bytes before version 6, 356 from it on.
        proof: Binary,
        /// The public values' bytes, at most 16 KiB. Under `Output` always needed, as a proof binds 253 bits of their sha256
        /// only; they state the claim's input as a journal does. Under `Statement`, where they are the statement, refused.
        #[serde(skip_serializing_if = "Option::is_none")]
        values: Option<Binary>,
    },
    /// Signatures on the verdict *valid*.
    Attestation {
        /// At least the threshold.
        signatures: Vec<KeySignature>,
    },
}

/// A claim of a set.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct SetClaim {
    /// What is claimed.
    pub claim: Claim,
    /// Its siblings from the leaf upwards, without leaf and root: at most 6 nodes of 32 bytes.
    pub path: Binary,
    /// As of [`Proof::RiscZero`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub journal: Option<Binary>,
}

/// What is claimed. With the chain and the gateway, these are the fields of the statement, whose digest every proof,
/// signature and verdict binds.
#[cw_serde]
pub struct Claim {
    /// Which job; a query without a job may say any number.
    pub job_id: u64,
    /// The assigned provider, in canonical text.
    pub provider: String,
    /// Program digest (the image id of a RISC Zero guest, the verifying key of an SP1 program, sha256 of a Groth16 key), 32
    /// bytes hex.
    pub program: HexBinary,
    /// Input digest, 32 bytes hex; zeros where there is none.
    pub input: HexBinary,
    /// Output digest, 32 bytes hex.
    pub output: HexBinary,
}

/// Messages of the gateway.
#[cw_ownable_execute]
#[cw_serde]
#[serde(deny_unknown_fields)]
pub enum ExecuteMsg {
    /// Brings a signed verdict on a submitted job. Anyone brings a valid one. Signatures on an invalid one name their
    /// reporter, who alone can bring it and is paid for it; a party of the job is not.
    BringVerdict {
        /// Which job.
        job_id: u64,
        /// Valid or invalid.
        valid: bool,
        /// Signatures on that verdict of the method's keys (of the arbiter's, for a disputed result); on an invalid one
        /// they name the sender.
        signatures: Vec<KeySignature>,
    },
    /// Anyone: has the contract of an external method look at a submitted job's result. If it accepts the result, the job
    /// settles; whatever else it does is an error that moves nothing.
    VerifyExternal {
        /// Which job.
        job_id: u64,
        /// What the contract is told as proof, at most 64 KiB.
        proof: Binary,
    },
    /// Owner: adds a method, usable after the timelock.
    AddMethod {
        /// The method.
        params: MethodParams,
    },
    /// Guardian or owner: stops a method for good, at once. Jobs under it end by refund.
    DisableMethod {
        /// Which.
        method: u32,
    },
    /// Guardian or owner: stops one selector of a RISC Zero or SP1 method for good, at once. Proofs under it no longer
    /// verify. A method whose last version is stopped is disabled.
    StopSelector {
        /// Which method.
        method: u32,
        /// Which selector, 4 bytes hex.
        selector: HexBinary,
    },
    /// Owner: says where a program's journal states its input's digest, for use under [`JournalPolicy::Output`] with an
    /// input; after the timelock, once per program.
    RegisterProgram {
        /// Program digest, 32 bytes hex.
        program: HexBinary,
        /// Offset of the 32-byte input digest in the journal, at most 16,352.
        input_offset: u32,
    },
    /// Anyone: registers a verifying key of Groth16, once and at once. The program that it judges is the sha256 of
    /// these bytes, so who registers it chooses nothing.
    RegisterKey {
        /// α ‖ β ‖ γ ‖ δ ‖ IC₀ ‖ … ‖ ICₙ, points as in a proof. Over BN254 448 bytes and 64 for each of 1 to 33 points, over
        /// BLS12-381 336 bytes and 48. The first bit tells them apart: a compressed point sets it, a coordinate over BN254 never
        /// does.
        key: Binary,
    },
    /// Owner: names another guardian.
    SetGuardian {
        /// Who.
        guardian: String,
    },
}

/// Queries of the gateway.
#[cw_ownable_query]
#[cw_serde]
#[serde(deny_unknown_fields)]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peer, timelock.
    #[returns(ConfigResponse)]
    Config {},
    /// One method.
    #[returns(MethodResponse)]
    Method {
        /// Which.
        method: u32,
    },
    /// All methods by id.
    #[returns(MethodsResponse)]
    Methods {
        /// Ascending, if left out.
        order: Option<ListOrder>,
        /// After this id, in that order.
        start_after: Option<u32>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// A registered program.
    #[returns(ProgramResponse)]
    Program {
        /// Program digest, 32 bytes hex.
        program: HexBinary,
    },
    /// A registered verifying key.
    #[returns(KeyResponse)]
    Key {
        /// sha256 of the key, 32 bytes hex.
        program: HexBinary,
    },
    /// Verifies a proof of a claim under a method; an error says what is wrong with it. Anyone, with or without a job;
    /// the job-market asks this at each result that comes with a proof. A disabled or not yet active method refuses.
    #[returns(VerifyResponse)]
    VerifyProof {
        /// Under which method.
        method: u32,
        /// What is claimed.
        claim: Claim,
        /// Its proof.
        proof: Proof,
    },
    /// Verifies many claims by one receipt of RISC Zero's set builder 0.9, under a RISC Zero method that accepts the receipt's
    /// selector, or one of proof on demand that relies on such a method. All are proven, or it is an error that names the first job whose claim or path is wrong.
    #[returns(VerifyResponse)]
    VerifySet {
        /// Under which method.
        method: u32,
        /// The root of the claims' Merkle tree, 32 bytes hex.
        root: HexBinary,
        /// The set builder's receipt, 260 bytes: selector and Groth16 proof.
        seal: Binary,
        /// 1 to 64 claims, each with its path.
        claims: Vec<SetClaim>,
    },
    /// The statement of a claim and its verdict digests: what provers commit to and attestors sign.
    #[returns(StatementResponse)]
    Statement {
        /// What is claimed.
        claim: Claim,
        /// Who would bring the verdict that it is invalid; without it no such digest is answered.
        reporter: Option<String>,
    },
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// May disable methods and stop selectors.
    pub guardian: Addr,
    /// `contracts/job-market`.
    pub job_market: Addr,
    /// Seconds.
    pub timelock: u64,
}

/// A method as it stands.
#[cw_serde]
pub struct MethodResponse {
    /// Its id.
    pub method: u32,
    /// What it is.
    pub params: MethodParams,
    /// Unix seconds from which it can be used.
    pub active_from: u64,
    /// Whether it was stopped.
    pub disabled: bool,
    /// Of a RISC Zero or SP1 method the selectors, 4 bytes hex each, that were not stopped, oldest version first; none of any
    /// other.
    pub accepted: Vec<HexBinary>,
}

/// See [`QueryMsg::Methods`].
#[cw_serde]
pub struct MethodsResponse {
    /// One page.
    pub methods: Vec<MethodResponse>,
}

/// See [`QueryMsg::Program`].
#[cw_serde]
pub struct ProgramResponse {
    /// Offset of the 32-byte input digest in the journal.
    pub input_offset: u32,
    /// Unix seconds from which the registration counts.
    pub active_from: u64,
}

/// See [`QueryMsg::Key`].
#[cw_serde]
#[derive(Copy, Eq)]
pub struct KeyResponse {
    /// Its curve.
    pub curve: Curve,
    /// How many public inputs its proofs have.
    pub inputs: u32,
}

/// See [`QueryMsg::VerifyProof`]: an answer means the proof is valid.
#[cw_serde]
pub struct VerifyResponse {
    /// Always true: an invalid proof is an error that says why.
    pub valid: bool,
}

/// See [`QueryMsg::Statement`].
#[cw_serde]
pub struct StatementResponse {
    /// What every method binds, 32 bytes hex.
    pub statement: HexBinary,
    /// What attestors sign for *valid*, 32 bytes hex.
    pub valid: HexBinary,
    /// What attestors sign for *invalid*, 32 bytes hex, if the question names the reporter.
    pub invalid: Option<HexBinary>,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
