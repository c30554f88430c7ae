//! Records that peers read raw.
//!
//! | key | value |
//! |---|---|
//! | `t` + class id | [`ClassTotals`] |
//! | `a` + class id | [`AcceptPause`]; absent while accepting was never paused |
//! | `r` | canonical address of `contracts/restaking`; absent where there is none |
//! | `k` + canonical address of a market | whether it takes new pledges; absent if it was never allowed |

use cosmwasm_std::{Addr, CanonicalAddr, QuerierWrapper, StdResult};
use serde::{Deserialize, Serialize};

use crate::deadline::Moment;
use crate::store::{Item, Map};

/// Sums of a class, read by the job-market at each request.
pub const TOTALS: Map<ClassTotals> = Map::new(b't', "sums of the class");

/// When accepting was paused last, read by the job-market where a job waits for acceptance.
pub const ACCEPT_PAUSE: Map<AcceptPause> = Map::new(b'a', "accept pause");

/// Markets beside the job-market, and whether providers may pledge to them; read by the fee-collector where one deposits.
pub const MARKETS: Map<bool> = Map::new(b'k', "market");

/// `contracts/restaking`, if there is one; read by the fee-collector where stake burns. Apart from the registry's globals, which every
/// message about a job reads and pays for by the byte.
pub const RESTAKING: Item<CanonicalAddr> = Item::new(b"r", "restaking contract");

/// Sums of a class. Credits in base units.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassTotals {
    /// Credits that providers owe, open and called.
    pub owed: u128,
    /// Credits redeemed and not yet burned, in the registry's account.
    pub unburned: u128,
    /// Credits redeemed at the end of a job and not yet burned, in the job-market's account.
    pub unburned_jobs: u128,
    /// Proven GPUs of all providers.
    pub proven_gpus: u64,
    /// Unix seconds at which the class ends; 0 while its end is not announced.
    pub ends_at: u64,
    /// Whether accepting is paused.
    pub accept_paused: bool,
}

/// The switch that stops acceptance in a class.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AcceptPause {
    /// Since when it is on; none while it is off.
    pub since: Option<Moment>,
    /// When it was lifted last; zeros while it never was.
    pub lifted: Moment,
}

/// The sums of a class of the registry at `registry`; zeros before its first change.
pub fn totals(querier: QuerierWrapper, registry: &Addr, class: &str) -> StdResult<ClassTotals> {
    TOTALS.query(querier, registry, class.as_bytes()).map(Option::unwrap_or_default)
}

/// The accept pause of a class of the registry at `registry`.
pub fn accept_pause(querier: QuerierWrapper, registry: &Addr, class: &str) -> StdResult<AcceptPause> {
    ACCEPT_PAUSE.query(querier, registry, class.as_bytes()).map(Option::unwrap_or_default)
}

/// Whether governance of the registry at `registry` ever allowed this market: what it earns is the market's take even after it
/// takes no new pledges.
pub fn is_market(querier: QuerierWrapper, registry: &Addr, market: &CanonicalAddr) -> StdResult<bool> {
    MARKETS.query(querier, registry, market).map(|known| known.is_some())
}

/// Whether an address is the restaking contract of the registry at `registry`.
pub fn is_restaking(querier: QuerierWrapper, registry: &Addr, address: &CanonicalAddr) -> StdResult<bool> {
    Ok(RESTAKING.query(querier, registry)?.as_ref() == Some(address))
}
