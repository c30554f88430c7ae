//! What the registry can be asked.

use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, Uint128};
use cw_ownable::cw_ownable_query;

use super::{ClassParams, ClassPaused, Params, Peers};

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
    /// Price at which a mint would be margined now, Q64.64 raw, NET base units per credit base unit; absent
    /// before the class has a pool.
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
