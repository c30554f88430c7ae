//! The message that starts a lease.

use api::lease_market::PledgeMsg;
use api::provider_registry::PledgeRequest;
use cosmwasm_std::{to_json_binary, StdResult, Uint128};

/// What a lease asks of a pledge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// Which lease.
    pub id: u64,
    /// Its class.
    pub class: &'a str,
    /// Its GPUs.
    pub gpus: u32,
    /// NET that is pledged, base units: at least what the lease names.
    pub amount: Uint128,
}

/// The pledge to the lease-market at `market` that starts a lease, and until which Unix second it may be topped up.
pub fn request(market: &str, wanted: Wanted, ends_by: u64, start: &PledgeMsg) -> StdResult<PledgeRequest> {
    let Wanted { id, class, gpus, amount } = wanted;
    let msg = to_json_binary(start)?;
    Ok(PledgeRequest { market: market.to_owned(), id, class: class.to_owned(), gpus, amount, ends_by, msg })
}
