//! The provider-registry: hardware classes, providers, bonds, credits, locks, reputation and slashing.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Binary, Uint128};
use cw20::Cw20ReceiveMsg;
use cw_ownable::{cw_ownable_execute, cw_ownable_query};

use crate::common::{Payout, Source};
use crate::pool::SwapReceived;

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
pub struct Peers {
    /// `contracts/pool`.
    pub pool: String,
    /// `contracts/job-market`: locks, outcomes, faults.
    pub job_market: String,
    /// `contracts/fee-collector`: receives slashes.
    pub fee_collector: String,
}

/// Governed parameters (ECONOMICS § Parameters); bounds are checked whenever they are set.
#[cw_serde]
pub struct Params {
    /// Seconds from asking for a bond back to its release; at least every lock's longest life (checked at each lock).
    pub unbonding: u64,
    /// Gain that cheating is assumed to win, basis points of the job's cost; at least 10,000.
    pub gain_bps: u32,
    /// ρ: the reporter's share of a fraud slash, at most 4,000.
    pub reporter_bps: u32,
    /// Least part of a fraud slash that is burned, at least 2,000; 10,000 − ρ − this is at least 1,000.
    pub burn_min_bps: u32,
    /// Smallest lock of a job, and least bond per offered GPU for a newcomer's allowance to count; NET base units, > 0.
    pub lock_min: Uint128,
    /// Largest liveness slash, basis points of the job's cost, 1,000 to 10,000.
    pub liveness_cap_bps: u32,
    /// Seconds in jail before `Unjail`, 1 hour to 90 days.
    pub jail: u64,
    /// Reputation prior a: take that every newcomer is credited with, NET base units, > 0.
    pub reputation_a: Uint128,
    /// Reputation prior b, NET base units, > 0.
    pub reputation_b: Uint128,
    /// λ: weight of bad against good, > 0, at most 100.
    pub reputation_lambda: u32,
    /// Seconds since it was last seen after which a provider cannot accept, 60 to 604,800.
    pub heartbeat_within: u64,
    /// GPUs that count as proven without proof, at most 8.
    pub newcomer_gpus: u32,
}

/// Who may offer GPUs of a class.
#[cw_serde]
pub enum Admission {
    /// Anyone with a bond.
    Open {},
    /// Who brings signatures of at least `threshold` of these keys over the admission digest
    /// (VERIFICATION § The statement).
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
    /// Margin over obligations, basis points, 15,000 to 100,000.
    pub coverage_bps: u32,
    /// H: seconds of full work that one GPU may owe, 1 to 90 days.
    pub horizon: u64,
    /// Floor of the price at which minted credits are margined: NET base units per whole credit (10^6 base units), > 0.
    pub price_init: Uint128,
    /// Most credits (base units) that may be owed until the class's pool is 24 h old, > 0.
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
    /// New locks, that is accepting of jobs.
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

/// Messages of the registry.
#[cw_ownable_execute]
#[cw_serde]
pub enum ExecuteMsg {
    /// Credits that came with a [`ReceiveMsg`].
    Receive(Cw20ReceiveMsg),
    /// *Peer* (pool): credits bought at the end of a swap, `msg` is a [`ReceiveMsg`].
    ReceiveSwap(SwapReceived),
    /// Becomes a provider.
    Register {
        /// Where clients find it (endpoint, name), at most 256 bytes.
        metadata: String,
    },
    /// Changes one's metadata.
    UpdateProvider {
        /// At most 256 bytes.
        metadata: String,
    },
    /// Stops being a provider; refused while it owes credits, holds locks or offers GPUs in any class. Bonds are
    /// unbonded as ever, reputation stays.
    Leave {},
    /// Says that the provider is there.
    Heartbeat {},
    /// Leaves jail once its time is over.
    Unjail {},
    /// Adds NET to one's bond in a class.
    Bond {
        /// Which class.
        class: String,
        /// What pays: NET that came, or one's account in the pool contract.
        from: Source,
    },
    /// Asks for part of one's bond back; it stays slashable until released.
    Unbond {
        /// Which class.
        class: String,
        /// How much, NET base units; the free bond at least.
        amount: Uint128,
    },
    /// Pays out what has finished unbonding, as far as bond − locks − margin still allows.
    Release {
        /// Which class.
        class: String,
        /// Wallet or account.
        payout: Payout,
    },
    /// Sets how many GPUs one offers in a class; not below what is busy or what the obligation needs.
    OfferGpus {
        /// Which class.
        class: String,
        /// How many from now on, at most 65,536.
        gpus: u32,
        /// Needed in an attested class whenever `gpus` > 0.
        admission: Option<AdmissionProof>,
    },
    /// Mints credits against bond, margin and GPUs: one owes that GPU time from now on.
    MintCredits {
        /// Which class.
        class: String,
        /// How many, base units.
        amount: Uint128,
        /// To one's wallet or account.
        payout: Payout,
    },
    /// Redeems credits from one's account in the pool contract against one's obligation.
    RedeemCredits {
        /// Which class.
        class: String,
        /// How many, base units; at most the obligation.
        amount: Uint128,
    },
    /// Burns credits that were redeemed through accounts and still exist. Anyone.
    BurnRedeemed {
        /// Which class.
        class: String,
    },
    /// Brings a provider's part of the class's proven GPUs up to date. Anyone.
    Touch {
        /// Which provider.
        provider: String,
        /// Which class.
        class: String,
    },
    /// *Peer* (job-market): locks bond and GPUs for a job that `provider` accepts.
    Lock(LockRequest),
    /// *Peer* (job-market): the job ended without fault; frees its lock.
    Outcome {
        /// Which job.
        job_id: u64,
        /// Why.
        outcome: Outcome,
    },
    /// *Peer* (job-market): the job ended by its provider's fault; slashes and frees what is left of its lock.
    Fault {
        /// Which job.
        job_id: u64,
        /// What happened.
        fault: Fault,
    },
    /// Owner: adds a class and instantiates its credit token.
    AddClass {
        /// Its id.
        class: String,
        /// Symbol of its credit token, 3 to 12 letters, digits or `-`.
        credit_symbol: String,
        /// Its parameters.
        params: ClassParams,
    },
    /// Owner: names the class's primary pool (credit as asset 0, NET as asset 1); once.
    SetClassPool {
        /// Which class.
        class: String,
        /// Which pool.
        pool_id: u64,
    },
    /// Owner: sets a class's parameters.
    UpdateClass {
        /// Which class.
        class: String,
        /// All its parameters.
        params: ClassParams,
    },
    /// Owner: sets the parameters.
    UpdateParams {
        /// All of them.
        params: Params,
    },
    /// The guardian stops (may only add), the owner sets freely.
    SetPaused {
        /// Which class.
        class: String,
        /// What is stopped from now on.
        paused: ClassPaused,
    },
    /// Owner: names another guardian.
    SetGuardian {
        /// Who.
        guardian: String,
    },
}

/// What credits sent to the registry are for.
#[cw_serde]
pub enum ReceiveMsg {
    /// Redeems them against the sender's obligation; more than it owes is refused (cw20) or goes to the sender's account (at the end of a swap).
    Redeem {
        /// Which class; the tokens must be its credits.
        class: String,
    },
}

/// What the job-market asks the registry to lock.
#[cw_serde]
pub struct LockRequest {
    /// Which job; each is locked once.
    pub job_id: u64,
    /// Who accepts.
    pub provider: String,
    /// Class of the job.
    pub class: String,
    /// GPUs it needs for its whole life.
    pub gpus: u32,
    /// NET that its credits cost.
    pub cost: Uint128,
    /// The client's declared loss if it is cheated, NET.
    pub declared_value: Uint128,
    /// Detection probability of the job's method, basis points.
    pub detection_bps: u32,
    /// Least reputation, basis points.
    pub min_reputation_bps: u32,
    /// Unix seconds by which the job has surely ended; must lie within the unbonding time from now.
    pub ends_by: u64,
}

/// How a job ended without fault.
#[cw_serde]
pub enum Outcome {
    /// Verified and paid: reputation and proven GPUs grow.
    Settled {
        /// The take it paid, NET: its weight.
        take: Uint128,
        /// Credits already booked to the registry's account for redemption; 0 if paid otherwise. What exceeds the
        /// provider's obligation is booked on to its account.
        redeem: Uint128,
    },
    /// Ended without a verdict.
    Released {},
}

/// By which fault a job ended.
#[cw_serde]
pub enum Fault {
    /// A deadline missed: a small, ramping slash.
    Liveness {
        /// The take the job would have paid, NET: its weight in reputation.
        take: Uint128,
    },
    /// Fraud proven: the whole lock.
    Fraud {
        /// The take the job would have paid, NET: its weight in reputation.
        take: Uint128,
        /// Whose declared loss is compensated, in its account.
        client: String,
        /// Who proved it and earns ρ, in its account.
        reporter: Option<String>,
    },
}

/// Queries of the registry.
#[cw_ownable_query]
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// Guardian, peers, parameters.
    #[returns(ConfigResponse)]
    Config {},
    /// One class.
    #[returns(ClassResponse)]
    Class {
        /// Which.
        class: String,
    },
    /// All classes by id.
    #[returns(ClassesResponse)]
    Classes {
        /// After this id.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One provider.
    #[returns(ProviderResponse)]
    Provider {
        /// Which.
        provider: String,
    },
    /// All providers by address.
    #[returns(ProvidersResponse)]
    Providers {
        /// After this address.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// One provider's position in one class.
    #[returns(PositionResponse)]
    Position {
        /// Whose.
        provider: String,
        /// In which class.
        class: String,
    },
    /// All positions in a class by provider.
    #[returns(PositionsResponse)]
    Positions {
        /// In which class.
        class: String,
        /// After this provider.
        start_after: Option<String>,
        /// Page size, 30 if left out, at most 100.
        limit: Option<u32>,
    },
    /// The lock of a running job.
    #[returns(LockResponse)]
    Lock {
        /// Which job.
        job_id: u64,
    },
    /// What accepting such a job would lock, NET.
    #[returns(Uint128)]
    QuoteLock {
        /// NET that its credits cost.
        cost: Uint128,
        /// The client's declared loss, NET.
        declared_value: Uint128,
        /// Detection probability, basis points.
        detection_bps: u32,
    },
}

/// See [`QueryMsg::Config`].
#[cw_serde]
pub struct ConfigResponse {
    /// May stop classes.
    pub guardian: Addr,
    /// Code of the credit tokens.
    pub token_code_id: u64,
    /// The network token.
    pub network_denom: String,
    /// The wired peers.
    pub peers: Peers,
    /// The parameters.
    pub params: Params,
}

/// A class as it stands.
#[cw_serde]
pub struct ClassResponse {
    /// Its id.
    pub class: String,
    /// Its credit token.
    pub credit: Addr,
    /// Its primary pool, once named.
    pub pool_id: Option<u64>,
    /// Its parameters.
    pub params: ClassParams,
    /// What is stopped.
    pub paused: ClassPaused,
    /// Sum of what all providers owe, credit base units.
    pub obligations: Uint128,
    /// Credits redeemed and not yet burned, base units: supply − this = obligations.
    pub redeemed_unburned: Uint128,
    /// Proven GPUs of all providers.
    pub proven_gpus: u64,
    /// Price at which a mint would be margined now, Q64.64 raw, NET base units per credit base unit; absent before the class has a pool.
    pub mint_price: Option<Uint128>,
}

/// See [`QueryMsg::Classes`].
#[cw_serde]
pub struct ClassesResponse {
    /// One page.
    pub classes: Vec<ClassResponse>,
}

/// A provider as it stands.
#[cw_serde]
pub struct ProviderResponse {
    /// Its address.
    pub provider: Addr,
    /// Its metadata.
    pub metadata: String,
    /// Whether it is registered and has not left.
    pub active: bool,
    /// Unix seconds of its last sign of life.
    pub last_seen: u64,
    /// Unix seconds before which it cannot leave jail, if it is in jail.
    pub jailed_until: Option<u64>,
    /// Liveness faults, halved every 30 days.
    pub liveness_faults: u32,
}

/// See [`QueryMsg::Providers`].
#[cw_serde]
pub struct ProvidersResponse {
    /// One page.
    pub providers: Vec<ProviderResponse>,
}

/// A provider's position in a class.
#[cw_serde]
pub struct PositionResponse {
    /// Whose.
    pub provider: Addr,
    /// In which class.
    pub class: String,
    /// NET at stake, what is unbonding included.
    pub bond: Uint128,
    /// Of that, asked back and not yet released.
    pub unbonding: Vec<UnbondingEntry>,
    /// Of that, locked for jobs.
    pub locked: Uint128,
    /// Of that, margin for obligations at today's mint price.
    pub margin: Uint128,
    /// bond − unbonding − locked − margin, 0 if negative.
    pub free: Uint128,
    /// Credits owed, base units.
    pub obligation: Uint128,
    /// Sum of minted credits at their mint price, less what redemption took off, NET.
    pub basis: Uint128,
    /// GPUs offered.
    pub gpus: u32,
    /// GPUs in jobs now.
    pub busy: u32,
    /// GPUs that count in the class's sum.
    pub proven_gpus: u32,
    /// Unix seconds at which its admission ends, in an attested class.
    pub admitted_until: Option<u64>,
    /// Reputation now, basis points.
    pub reputation_bps: u32,
    /// Take of good jobs, decayed to now, NET.
    pub good: Uint128,
    /// Weighted take of faults, decayed to now, NET.
    pub bad: Uint128,
}

/// A part of a bond on its way out.
#[cw_serde]
pub struct UnbondingEntry {
    /// NET base units.
    pub amount: Uint128,
    /// Unix seconds of its release.
    pub release_at: u64,
}

/// See [`QueryMsg::Positions`].
#[cw_serde]
pub struct PositionsResponse {
    /// One page.
    pub positions: Vec<PositionResponse>,
}

/// See [`QueryMsg::Lock`].
#[cw_serde]
pub struct LockResponse {
    /// Which job.
    pub job_id: u64,
    /// Whose.
    pub provider: Addr,
    /// Its class.
    pub class: String,
    /// NET locked.
    pub amount: Uint128,
    /// GPUs taken.
    pub gpus: u32,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}

/// Storage keys that peers read raw.
pub mod raw {
    use cosmwasm_std::{StdError, StdResult};

    /// Sums of a class, read by the job-market at each request.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
    pub struct ClassTotals {
        /// Sum of what all providers owe, credit base units.
        pub obligations: u128,
        /// Credits redeemed and not yet burned, base units.
        pub redeemed_unburned: u128,
        /// Proven GPUs of all providers.
        pub proven_gpus: u64,
    }

    /// Key of a class's totals: `t` + class id.
    pub fn totals_key(class: &str) -> Vec<u8> {
        let mut key = vec![b't'];
        key.extend_from_slice(class.as_bytes());
        key
    }

    impl ClassTotals {
        /// Bytes of the record.
        pub const LEN: usize = 40;

        /// Big-endian: obligations (16), redeemed_unburned (16), proven_gpus (8).
        pub fn encode(&self) -> [u8; Self::LEN] {
            let mut out = [0; Self::LEN];
            let (a, rest) = out.split_at_mut(16);
            let (b, c) = rest.split_at_mut(16);
            a.copy_from_slice(&self.obligations.to_be_bytes());
            b.copy_from_slice(&self.redeemed_unburned.to_be_bytes());
            c.copy_from_slice(&self.proven_gpus.to_be_bytes());
            out
        }

        /// Refuses any other length than [`Self::LEN`].
        pub fn decode(bytes: &[u8]) -> StdResult<Self> {
            let parts = (|| {
                let (a, rest) = bytes.split_at_checked(16)?;
                let (b, c) = rest.split_at_checked(16)?;
                Some(Self {
                    obligations: u128::from_be_bytes(a.try_into().ok()?),
                    redeemed_unburned: u128::from_be_bytes(b.try_into().ok()?),
                    proven_gpus: u64::from_be_bytes(c.try_into().ok()?),
                })
            })();
            parts.ok_or_else(|| {
                StdError::parse_err("ClassTotals", format!("expected {} bytes, got {}", Self::LEN, bytes.len()))
            })
        }
    }
}
