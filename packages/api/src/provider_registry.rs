//! The provider-registry: hardware classes, providers, bonds, credits, calls, locks, reputation and slashing.

pub mod events;
mod execute;
mod query;
pub mod raw;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Binary, Uint128};

pub use execute::{
    CallRequest, ExecuteMsg, JobEnd, LockRequest, LockTerms, PledgeEnd, PledgeReceived, PledgeRequest,
    PledgeSlash, ReceiveMsg,
};
pub use query::{
    AvailableProvider, AvailableResponse, BackingResponse, CallResponse, ClassResponse, ClassesResponse,
    ConfigResponse, LockResponse, MarketEntry, MarketsResponse, PledgedResponse, PositionResponse,
    PositionsResponse, PriceResponse, ProviderResponse, ProvidersResponse, QueryMsg, QueueEntry,
    QueueResponse, SunsetResponse,
};

/// Start of the registry: no classes, no providers.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: classes, parameters, lifting of pauses.
    pub owner: String,
    /// May stop minting and accepting in a class, nothing else.
    pub guardian: String,
    /// Code of `contracts/token`, from which credits are instantiated.
    pub token_code_id: u64,
    /// The denom of the network token (NET): the only bond.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// See [`Params`].
    pub params: Params,
}

/// Fixed at the start.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Peers {
    /// `contracts/pool`.
    pub pool: String,
    /// `contracts/job-market`: calls, locks, ends of jobs.
    pub job_market: String,
    /// `contracts/fee-collector`: receives slashes.
    pub fee_collector: String,
    /// `contracts/restaking`, where there is one: alone says what backs a position. Without it nothing does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restaking: Option<String>,
}

/// Governed parameters; their bounds are checked whenever they are set.
#[cw_serde]
pub struct Params {
    /// Gain that cheating is assumed to win, basis points of the job's cost; at least 10,000.
    pub gain_bps: u32,
    /// ρ: the reporter's share of a fraud slash, basis points, at most 4,000.
    pub reporter_bps: u32,
    /// Least part of a fraud slash that is burned, basis points, at least 2,000; 10,000 − ρ − this is at least 1,000.
    pub burn_min_bps: u32,
    /// Smallest lock of a job, and least bond per offered GPU for a newcomer's allowance to count; NET base
    /// units, > 0.
    pub lock_min: Uint128,
    /// Largest lateness slash, basis points of the job's cost, 1,000 to 10,000.
    pub liveness_cap_bps: u32,
    /// Burned for a default, basis points of the called credits' recent price, 1,000 to 5,000.
    pub penalty_bps: u32,
    /// Seconds in jail before `Unjail`, 1 hour to 90 days.
    pub jail: u64,
    /// Reputation prior a: take that every newcomer is credited with, NET base units, > 0.
    pub reputation_a: Uint128,
    /// Reputation prior b, NET base units, > 0.
    pub reputation_b: Uint128,
    /// λ: how many times as much bad weighs as good, 1 to 100.
    pub reputation_lambda: u32,
    /// Seconds since it was last seen after which a provider cannot accept, 60 to 604,800.
    pub heartbeat_within: u64,
    /// GPUs that count as proven without proof, at most 8.
    pub newcomer_gpus: u32,
    /// κ: most of others' stake that burns with a lock, basis points of what surely burns of the lock, at most 10,000.
    pub kappa_bps: u32,
}

/// The standard jobs of a class, over all its templates: what a debt must be able to serve.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct StandardJob {
    /// GPUs of every standard job of the class.
    pub gpus: u32,
    /// Credits of the smallest, base units.
    pub least: Uint128,
    /// Credits of the largest, base units.
    pub most: Uint128,
}

/// Who may offer GPUs of a class.
#[cw_serde]
pub enum Admission {
    /// Anyone with a bond.
    Open {},
    /// Who brings signatures of at least `threshold` of these keys over the admission digest.
    Attested {
        /// Distinct keys, at most 16.
        attestors: Vec<AttestorKey>,
        /// How many must sign, 1 to their number.
        threshold: u32,
    },
}

/// A public key that signs 32-byte digests.
#[cw_serde]
pub struct AttestorKey {
    /// Its scheme.
    pub scheme: KeyScheme,
    /// secp256k1 and secp256r1: 33 bytes compressed SEC1; ed25519: 32 bytes.
    pub key: Binary,
}

/// Signature schemes.
#[cw_serde]
#[derive(Copy, Eq)]
pub enum KeyScheme {
    /// ECDSA over secp256k1, the digest as prehash, 64-byte r‖s.
    Secp256k1,
    /// ECDSA over NIST P-256, the digest as prehash, 64-byte r‖s.
    Secp256r1,
    /// Ed25519 over the digest's 32 bytes.
    Ed25519,
}

/// One signature, and which of the registered keys made it.
#[cw_serde]
pub struct KeySignature {
    /// Index in the list of keys; no index twice.
    pub key: u32,
    /// 64 bytes.
    pub signature: Binary,
}

/// Parameters of a hardware class.
#[cw_serde]
pub struct ClassParams {
    /// Collateral of a minted credit over its price then, basis points, 15,000 to 100,000. Fixed when the class
    /// is added.
    pub coverage_bps: u32,
    /// H: seconds of full work that one GPU may owe, 1 to 90 days. Nobody is called faster than its whole debt
    /// per H.
    pub horizon: u64,
    /// Least price at which minted credits are collateralised, and the price of damages without a mean: NET base
    /// units per whole credit (10^6 base units), > 0.
    pub price_init: Uint128,
    /// Most credits (base units) that may be owed while the class's pool has no 7-day mean or holds less than
    /// its `least`, > 0.
    pub mint_cap: Uint128,
    /// Who may offer GPUs.
    pub admission: Admission,
}

/// What is stopped in a class.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct ClassPaused {
    /// Minting of credits.
    pub mint: bool,
    /// Calling and accepting of jobs. A wait for acceptance does not pass meanwhile, and begins anew at the end.
    pub accept: bool,
}

/// How a class admits a provider.
#[cw_serde]
pub struct AdmissionProof {
    /// Unix seconds at which the admission ends.
    pub expiry: u64,
    /// Signatures of the class's attestors.
    pub signatures: Vec<KeySignature>,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
