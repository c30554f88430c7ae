//! The end of a class.

use amm_math::closing::SUNSET_MOST_BPS;
use amm_math::Rounding;
use api::ownership::assert_owner;
use api::provider_registry::closing_events::ClosingEvent;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use crate::book;
use crate::error::ContractError;
use crate::state;

/// Seconds from the announcement to the end.
const NOTICE: u64 = 90 * 86_400;

/// Owner: the class ends 90 days from now, and nothing is minted any more. There is no way back. A class without a pool has
/// no credits, and no price to end at. No credit will be paid more than [`SUNSET_MOST_BPS`] of the
/// closing price of today.
pub fn announce(deps: DepsMut, env: Env, info: MessageInfo, id: String) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let mut class = state::class(deps.storage, &id)?;
    if let Some(at) = class.sunset_at {
        return Err(ContractError::Ending { class: id, at });
    }
    if class.pool_id.is_none() {
        return Err(ContractError::NoPool { class: id });
    }
    let now = env.block.time.seconds();
    let at = now.checked_add(NOTICE).ok_or(ContractError::Overflow { what: "end of the class" })?;
    let config = state::config(deps.storage)?;
    let (mut book, market) = book::load(deps.querier, deps.storage, &env, &config, &id, &class)?;
    let most = market.mark.mul_bps(SUNSET_MOST_BPS, Rounding::Up)?.raw();
    book.sunset_most = most;
    state::save_book(deps.storage, &id, &book)?;
    class.sunset_at = Some(at);
    state::save_class(deps.storage, &id, &class)?;
    Ok(Response::new().add_event(ClosingEvent::AnnounceSunset { class: &id, at, most }))
}
