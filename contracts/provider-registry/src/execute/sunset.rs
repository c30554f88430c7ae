//! The end of a class.

use amm_math::Price;
use api::common::checked_addr;
use api::ownership::assert_owner;
use api::price::shown;
use api::provider_registry::events::{ClassEvent, Of};
use api::provider_registry::raw::TOTALS;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use credit::sunset::NOTICE;

use crate::error::ContractError;
use crate::ledger::Ledger;
use crate::market::Quote;
use crate::state::{Sunset, CLASSES};

/// Owner: the class ends 90 days from now, and nothing is minted any more. There is no way back. A class without a
/// pool has no credits.
pub fn announce(deps: DepsMut, env: &Env, info: &MessageInfo, id: &str) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    let Ledger { config, mut class, now, .. } = Ledger::open(deps.storage, env, id)?;
    if let Some(Sunset { at, .. }) = class.sunset {
        return Err(ContractError::Ending { class: id.to_owned(), at });
    }
    if class.pool_id.is_none() {
        return Err(ContractError::NoPool { class: id.to_owned() });
    }
    let at = now.checked_add(NOTICE).ok_or(ContractError::Overflow { what: "end of the class" })?;
    let mean = Quote::read(deps.querier, &config.pool, &class, now)?.week();
    class.sunset = Some(Sunset { at, mean: mean.map(Price::raw) });
    CLASSES.save(deps.storage, id.as_bytes(), &class)?;
    let mut totals = TOTALS.may_load(deps.storage, id.as_bytes())?.unwrap_or_default();
    totals.ends_at = at;
    TOTALS.save(deps.storage, id.as_bytes(), &totals)?;
    let event = ClassEvent::AnnounceSunset { class: id, at, price: mean.map(shown).transpose()? };
    Ok(Response::new().add_event(event))
}

/// Moves what a provider owes in an ended class, and its part of the collateral, to the class's pot; the rest of the
/// collateral is free bond. Anyone.
pub fn collect(deps: DepsMut, env: &Env, id: &str, provider: &str) -> Result<Response, ContractError> {
    let address = checked_addr(deps.api, "provider", provider)?;
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    let sunset = ledger.class.require_ended(id, ledger.now)?;
    let coverage = ledger.class.params.coverage_bps;
    let mut pot = *ledger.pot(deps.storage)?;
    let account = ledger.account(deps.storage, deps.api, &address)?;
    if account.position.debt.owed() == 0 {
        return Err(ContractError::NothingOwed { address, class: id.to_owned() });
    }
    let collected = account.position.collect(coverage, sunset.mean.map(Price::from_raw), &mut pot)?;
    *ledger.pot(deps.storage)? = pot;
    let event = ClassEvent::Collect {
        of: Of { provider: &address, class: id },
        credits: collected.credits.into(),
        amount: collected.net.into(),
    };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}
