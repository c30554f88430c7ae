//! The pool contract: all pools, routes through them, price accumulators, and the ledger of accounts.

pub mod events;
mod execute;
pub mod means;
mod query;
pub mod raw;
mod receive;

use cosmwasm_schema::cw_serde;
use cosmwasm_std::Uint128;

pub use execute::*;
pub use query::*;
pub use receive::*;

/// Start of the pool contract: no pools yet.
#[cw_serde]
pub struct InstantiateMsg {
    /// Governance: creates pools, lists assets, sets fees, lifts pauses.
    pub owner: String,
    /// May pause, nothing else.
    pub guardian: String,
    /// Code of `contracts/token`, from which LP shares are instantiated.
    pub token_code_id: u64,
    /// The denom of the network token (NET); listed from the start.
    pub network_denom: String,
    /// The least NET of a pool's first deposit, base units; 0 for none. See [`ExecuteMsg::SetLeast`].
    pub least: Uint128,
    /// The wired peers.
    pub peers: Peers,
}

/// The wired contracts. The registry and the job-market may debit an account on behalf of their own caller. Fixed at
/// the start.
#[cw_serde]
pub struct Peers {
    /// `contracts/provider-registry`.
    pub provider_registry: String,
    /// `contracts/job-market`.
    pub job_market: String,
    /// `contracts/fee-collector`: receives swept protocol fees.
    pub fee_collector: String,
}

/// The fees of a pool, in basis points.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Fees {
    /// On the input of every swap, basis points, 5 to 500 (0.05 to 5 %).
    pub fee_bps: u32,
    /// The protocol's share of the fee, basis points, 0 to 2,500 (25 %).
    pub protocol_share_bps: u32,
}

/// Operations of a pool that can be paused. Withdrawing is never pausable.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct Paused {
    /// Swaps in either direction.
    pub swap: bool,
    /// Providing liquidity.
    pub provide: bool,
}

/// `data` of the response to `CreatePool`, in JSON.
#[cw_serde]
#[derive(Copy, Eq)]
pub struct PoolCreated {
    /// The pool's id.
    pub pool_id: u64,
}

/// Migration takes no parameters.
#[cw_serde]
pub struct MigrateMsg {}
