//! Redeeming: credits come back and their GPU time is no longer owed.

use api::common::{checked_addr, only, CommonError};
use api::pool::SwapReceived;
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::ReceiveMsg;
use cosmwasm_std::{from_json, Addr, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::Cw20ReceiveMsg;

use super::more_than_zero;
use crate::error::ContractError;
use crate::state::{self, Class, Position};
use crate::totals::{self, Change};
use crate::{messages, order};

/// Credits that came by cw20 Send: they burn at once. More than the sender owes is refused.
pub fn receive(
    mut deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    received: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let ReceiveMsg::Redeem { class: id } = from_json(&received.msg)? else {
        return Err(cosmwasm_std::StdError::generic_err("unfinished").into());
    };
    let class = state::class(deps.storage, &id)?;
    // Whoever calls is the token; only the class's own credits are worth its words about the sender.
    check_credits(&id, &class, info.sender.as_str())?;
    let redeemed = more_than_zero("amount", received.amount)?;
    let sender = checked_addr(deps.api, "sender", &received.sender)?;
    let mut position = state::position(deps.api, deps.storage, &id, &sender)?;
    position.redeem(&id, &class, redeemed)?;
    let change = Change { redeemed, ..Change::default() };
    let event = settle(deps.branch(), &id, &class, &sender, position, change)?;
    Ok(event.add_message(messages::burn(&class.credit, received.amount)?))
}

/// Credits from the sender's account in the pool contract. They stay in this contract's account until
/// [`burn_redeemed`].
pub fn from_account(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let redeemed = more_than_zero("amount", amount)?;
    let config = state::config(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    position.redeem(&id, &class, redeemed)?;
    let change = Change { redeemed, unburned: redeemed, ..Change::default() };
    let event = settle(deps.branch(), &id, &class, &info.sender, position, change)?;
    let moved = vec![messages::credits(&class.credit, amount)];
    Ok(event.add_message(messages::transfer(&config, &info.sender, &env.contract.address, moved)?))
}

/// Credits bought at the end of a swap, already in this contract's account. What exceeds the sender's
/// obligation and what is left of its payment go on to its account. A swap that would redeem nothing is
/// refused.
pub fn receive_swap(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    swap: SwapReceived,
) -> Result<Response, ContractError> {
    let config = state::config(deps.storage)?;
    only(&info.sender, &[&config.pool], "the pool contract")?;
    let sender = checked_addr(deps.api, "sender", &swap.sender)?;
    let ReceiveMsg::Redeem { class: id } = from_json(&swap.msg)? else {
        return Err(cosmwasm_std::StdError::generic_err("unfinished").into());
    };
    let class = state::class(deps.storage, &id)?;
    let [leg] = swap.legs.as_slice() else {
        return Err(CommonError::Bounds {
            field: "legs",
            expected: "1 to 1".into(),
            got: swap.legs.len().to_string(),
        }
        .into());
    };
    let bought = &leg.received;
    let ours = messages::credits(&class.credit, bought.amount);
    if bought.asset != ours.asset {
        return Err(ContractError::WrongCredits {
            class: id,
            expected: ours.asset.to_string(),
            got: bought.asset.to_string(),
        });
    }

    let mut position = state::position(deps.api, deps.storage, &id, &sender)?;
    let redeemed = position.redeem_willingly(&id, &class, bought.amount.u128())?;
    if redeemed == 0 {
        return Err(ContractError::AboveObligation {
            class: id,
            owed: position.obligation,
            got: bought.amount.u128(),
        });
    }
    let change = Change { redeemed, unburned: redeemed, ..Change::default() };
    let event = settle(deps.branch(), &id, &class, &sender, position, change)?;

    let surplus = bought.amount.u128().saturating_sub(redeemed);
    let mut returned = vec![messages::credits(&class.credit, surplus), swap.rest];
    returned.retain(|item| !item.amount.is_zero());
    if returned.is_empty() {
        return Ok(event);
    }
    Ok(event.add_message(messages::transfer(&config, &env.contract.address, &sender, returned)?))
}

/// Takes the credits that were redeemed through accounts out of this contract's account and burns them. Anyone.
pub fn burn_redeemed(deps: DepsMut, env: Env, id: String) -> Result<Response, ContractError> {
    let config = state::config(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    let burned = totals::load(deps.storage, &id)?.redeemed_unburned;
    if burned == 0 {
        return Err(ContractError::NothingToBurn { class: id });
    }
    totals::apply(deps.storage, &id, Change { burned, ..Change::default() })?;
    let registry = &env.contract.address;
    let amount = Uint128::new(burned);
    Ok(Response::new()
        .add_message(messages::withdraw(
            &config,
            registry,
            registry,
            messages::credits(&class.credit, amount),
        )?)
        .add_message(messages::burn(&class.credit, amount)?)
        .add_event(RegistryEvent::BurnRedeemed { class: &id, amount }))
}

fn check_credits(id: &str, class: &Class, token: &str) -> Result<(), ContractError> {
    if class.credit.as_str() == token {
        return Ok(());
    }
    Err(ContractError::WrongCredits {
        class: id.to_owned(),
        expected: class.credit.to_string(),
        got: token.to_owned(),
    })
}

/// Stores what redeeming changed, and says so.
fn settle(
    deps: DepsMut,
    id: &str,
    class: &Class,
    provider: &Addr,
    mut position: Position,
    change: Change,
) -> Result<Response, ContractError> {
    order::place(deps.api, deps.storage, id, class, provider, &mut position)?;
    state::save_position(deps.api, deps.storage, id, provider, &position)?;
    totals::apply(deps.storage, id, change)?;
    Ok(Response::new().add_event(RegistryEvent::Redeem {
        of: Of { provider, class: id },
        amount: Uint128::new(change.redeemed),
        obligation: Uint128::new(position.obligation),
    }))
}
