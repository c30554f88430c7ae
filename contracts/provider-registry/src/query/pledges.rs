//! Answers about work in other markets.

use api::common::checked_addr;
use api::paging::{page, ListOrder};
use api::provider_registry::raw::MARKETS;
use api::provider_registry::{MarketEntry, MarketsResponse, PledgedResponse};
use cosmwasm_std::{CanonicalAddr, Deps};

use super::providers::start;
use crate::error::ContractError;
use crate::state::{pledge_key, Pledged, PLEDGES};

/// What is pledged to a market's work.
pub fn pledge(deps: Deps, market: &str, id: u64) -> Result<PledgedResponse, ContractError> {
    let market = checked_addr(deps.api, "market", market)?;
    let key = pledge_key(&deps.api.addr_canonicalize(market.as_str())?, id);
    let Some(Pledged { provider, class, gpus, amount }) = PLEDGES.may_load(deps.storage, &key)? else {
        return Err(ContractError::UnknownPledge { market, id });
    };
    let provider = deps.api.addr_humanize(&provider)?;
    Ok(PledgedResponse { market, id, provider, class, gpus, amount: amount.into() })
}

/// A page of the markets that were ever allowed.
pub fn markets(
    deps: Deps,
    order: Option<ListOrder>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<MarketsResponse, ContractError> {
    let after = start(deps, start_after)?;
    let markets = MARKETS
        .page_in(order, deps.storage, &[], after.as_deref(), page(limit))?
        .into_iter()
        .map(|(canonical, allowed)| {
            let market = deps.api.addr_humanize(&CanonicalAddr::from(canonical))?;
            Ok(MarketEntry { market, allowed })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(MarketsResponse { markets })
}
