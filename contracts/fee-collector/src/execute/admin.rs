//! What governance does.

use api::common::checked_addr;
use api::fee_collector::events::FeeEvent;
use api::fee_collector::Split;
use api::ownership::assert_owner;
use api::receivers::check_claims;
use cosmwasm_std::{Addr, DepsMut, Env, Event, Response};

use super::distribute::distribute;
use crate::books::Books;
use crate::error::ContractError;
use crate::state::{check_split, today, CONFIG};

/// Owner: sets the split. What is pending was earned under the old one and is distributed by it first.
pub fn update_split(
    mut deps: DepsMut,
    env: &Env,
    sender: &Addr,
    split: Split,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    check_split(&split)?;
    let mut config = CONFIG.load(deps.storage)?;
    let books = Books::open(deps.storage, today(env)?)?;
    let mut response = Response::new();
    if books.is_pending() {
        response = distribute(deps.branch(), &config, books, response)?;
    }
    config.split = split;
    CONFIG.save(deps.storage, &config)?;
    let event: Event = FeeEvent::UpdateSplit { split }.into();
    Ok(response.add_event(event))
}

/// Owner: names who may claim the stakers' share, what is unclaimed included. Nobody that could never claim.
pub fn set_stakers(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    stakers: &str,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, sender)?;
    let mut config = CONFIG.load(deps.storage)?;
    config.stakers = checked_addr(deps.api, "stakers", stakers)?;
    check_claims(deps.querier, &env.contract.address, "stakers", &config.stakers)?;
    CONFIG.save(deps.storage, &config)?;
    let event: Event = FeeEvent::SetStakers { stakers: &config.stakers }.into();
    Ok(Response::new().add_event(event))
}
