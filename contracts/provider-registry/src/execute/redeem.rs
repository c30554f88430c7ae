//! Redeeming: credits come back and their GPU time is no longer owed.

use api::common::{checked_addr, only, Asset, CommonError};
use api::pool::SwapReceived;
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::ReceiveMsg;
use cosmwasm_std::{from_json, Addr, DepsMut, Env, MessageInfo, Response, Uint128};
use cw20::Cw20ReceiveMsg;

use super::deliver::{self, Order};
use super::more_than_zero;
use crate::error::ContractError;
use crate::state::{self, Class, Config, Position};
use crate::totals::{self, Change};
use crate::{closing, messages, order};

/// Credits that came by cw20 Send, for what the sender says.
pub fn receive(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    received: Cw20ReceiveMsg,
) -> Result<Response, ContractError> {
    let sender = checked_addr(deps.api, "sender", &received.sender)?;
    // Whoever calls is the token; only the class's own credits are worth its words about the sender.
    let token = info.sender;
    match from_json(&received.msg)? {
        ReceiveMsg::Redeem { class } => from_wallet(deps, &env, &sender, &token, class, received.amount),
        ReceiveMsg::Deliver { class, debtor, min_price, payout } => {
            let order = Order { class, debtor, min_price, payout };
            deliver::from_wallet(deps, env, &sender, &token, order, received.amount)
        }
    }
}

/// They burn at once. More than the sender owes is refused.
fn from_wallet(
    mut deps: DepsMut,
    env: &Env,
    sender: &Addr,
    token: &Addr,
    id: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let class = state::class(deps.storage, &id)?;
    check_credits(&id, &class, token.as_str())?;
    let redeemed = more_than_zero("amount", amount)?;
    let mut position = state::position(deps.api, deps.storage, &id, sender)?;
    position.redeem(&id, &class, redeemed)?;
    let change = Change { redeemed, ..Change::default() };
    let event = settle(deps.branch(), env, &id, &class, sender, position, change)?;
    Ok(event.add_message(messages::burn(&class.credit, amount)?))
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
    let event = settle(deps.branch(), &env, &id, &class, &info.sender, position, change)?;
    let moved = vec![messages::credits(&class.credit, amount)];
    Ok(event.add_message(messages::transfer(&config, &info.sender, &env.contract.address, moved)?))
}

/// Credits bought at the end of a swap, already in this contract's account, for what the sender says.
pub fn receive_swap(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    swap: SwapReceived,
) -> Result<Response, ContractError> {
    let config = state::config(deps.storage)?;
    only(&info.sender, &[&config.pool], "the pool contract")?;
    let sender = checked_addr(deps.api, "sender", &swap.sender)?;
    match from_json(&swap.msg)? {
        ReceiveMsg::Redeem { class } => from_swap(deps, &env, &config, &sender, swap, class),
        ReceiveMsg::Deliver { class, debtor, min_price, payout } => {
            let order = Order { class, debtor, min_price, payout };
            deliver::from_swap(deps, env, &sender, swap, order)
        }
    }
}

/// What exceeds the sender's obligation and what is left of its payment go on to its account. A swap that would redeem
/// nothing is refused.
fn from_swap(
    mut deps: DepsMut,
    env: &Env,
    config: &Config,
    sender: &Addr,
    swap: SwapReceived,
    id: String,
) -> Result<Response, ContractError> {
    let class = state::class(deps.storage, &id)?;
    let came = bought(&id, &class, &swap)?;
    let mut position = state::position(deps.api, deps.storage, &id, sender)?;
    let redeemed = position.redeem_willingly(&id, &class, came)?;
    if redeemed == 0 {
        return Err(ContractError::AboveObligation { class: id, owed: position.obligation, got: came });
    }
    let change = Change { redeemed, unburned: redeemed, ..Change::default() };
    let event = settle(deps.branch(), env, &id, &class, sender, position, change)?;

    let surplus = came.saturating_sub(redeemed);
    let mut returned = vec![messages::credits(&class.credit, surplus), swap.rest];
    returned.retain(|item| !item.amount.is_zero());
    if returned.is_empty() {
        return Ok(event);
    }
    Ok(event.add_message(messages::transfer(config, &env.contract.address, sender, returned)?))
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

pub fn check_credits(id: &str, class: &Class, token: &str) -> Result<(), ContractError> {
    if class.credit.as_str() == token {
        return Ok(());
    }
    Err(ContractError::WrongCredits {
        class: id.to_owned(),
        expected: class.credit.to_string(),
        got: token.to_owned(),
    })
}

/// The credits that a swap of one leg, which ended in this contract, brought into its account.
pub fn bought(id: &str, class: &Class, swap: &SwapReceived) -> Result<u128, ContractError> {
    let [leg] = swap.legs.as_slice() else {
        return Err(CommonError::Bounds {
            field: "legs",
            expected: "1 to 1".into(),
            got: swap.legs.len().to_string(),
        }
        .into());
    };
    let expected = Asset::cw20(&class.credit);
    if leg.received.asset != expected {
        return Err(ContractError::WrongCredits {
            class: id.to_owned(),
            expected: expected.to_string(),
            got: leg.received.asset.to_string(),
        });
    }
    Ok(leg.received.amount.u128())
}

/// Stores what redeeming changed, and says so. If it mended what a closing auction was open for, that ends.
fn settle(
    mut deps: DepsMut,
    env: &Env,
    id: &str,
    class: &Class,
    provider: &Addr,
    mut position: Position,
    change: Change,
) -> Result<Response, ContractError> {
    order::place(deps.api, deps.storage, id, class, provider, &mut position)?;
    let ended = closing::end_if_mended(deps.branch(), env, id, class, provider, &mut position)?;
    state::save_position(deps.api, deps.storage, id, provider, &position)?;
    totals::apply(deps.storage, id, change)?;
    Ok(Response::new().add_events(ended).add_event(RegistryEvent::Redeem {
        of: Of { provider, class: id },
        amount: Uint128::new(change.redeemed),
        obligation: Uint128::new(position.obligation),
    }))
}
