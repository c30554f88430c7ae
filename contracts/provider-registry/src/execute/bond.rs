//! Bonds: in at once, out by unbonding and release.

use api::common::{checked_addr_or, coin_in, no_funds, only, Payout, Source};
use api::provider_registry::events::{BondAction, Of, RegistryEvent};
use cosmwasm_std::{BankMsg, Coin, CosmosMsg, DepsMut, Env, MessageInfo, Response, Uint128};

use super::{active_provider, more_than_zero};
use crate::error::ContractError;
use crate::state::{self, Position, Unbonding, MAX_UNBONDING};
use crate::totals::{self, Change};
use crate::{closing, messages, price};

/// Adds NET to the sender's bond, from the coins that came or from its account in the pool contract, which
/// pays in this same transaction or undoes it. If its margin was being closed and is thick enough again, that ends.
pub fn bond(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    from: Source,
) -> Result<Response, ContractError> {
    let (config, params) = state::globals(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    let provider = active_provider(deps.api, deps.storage, &info.sender)?;
    let (amount, payment) = match from {
        Source::Funds {} => (coin_in(&info, &config.network_denom)?.u128(), None),
        Source::Account { owner, amount } => {
            no_funds(&info)?;
            // The pool contract debits any account on our word, so our word is the sender's only.
            let owner = checked_addr_or(deps.api, "from.account.owner", owner.as_deref(), &info.sender)?;
            only(&info.sender, &[&owner], "the owner of the account")?;
            let taken = messages::net(&config, amount);
            let payment = messages::withdraw(&config, &owner, &env.contract.address, taken)?;
            (more_than_zero("amount", amount)?, Some(payment))
        }
    };

    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    position.bond = position.bond.checked_add(amount).ok_or(ContractError::Overflow { what: "bond" })?;
    let ended = closing::end_if_mended(deps.branch(), &env, &id, &class, &info.sender, &mut position)?;
    let counted = position.recount(&params, &class, &provider, env.block.time.seconds())?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
    totals::apply(deps.storage, &id, Change { counted, ..Change::default() })?;
    Ok(Response::new().add_messages(payment).add_events(ended).add_event(RegistryEvent::Bond {
        action: BondAction::Bond,
        of: Of { provider: &info.sender, class: &id },
        amount: Uint128::new(amount),
        bond: Uint128::new(position.bond),
    }))
}

/// Asks for part of the sender's free bond back. Open to who has left, and from jail.
pub fn unbond(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let asked = more_than_zero("amount", amount)?;
    let (config, params) = state::globals(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    let provider = state::provider(deps.api, deps.storage, &info.sender)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    if position.unbonding.len() >= MAX_UNBONDING {
        return Err(ContractError::TooManyUnbonding { max: MAX_UNBONDING });
    }
    let margin = price::margin_now(deps.querier, &config.pool, &class, &position, now)?;
    position.require_free(margin, asked)?;

    let release_at =
        now.checked_add(params.unbonding).ok_or(ContractError::Overflow { what: "release time" })?;
    position.unbonding.push(Unbonding { amount: asked, release_at });
    let counted = position.recount(&params, &class, &provider, now)?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
    totals::apply(deps.storage, &id, Change { counted, ..Change::default() })?;
    Ok(Response::new().add_event(RegistryEvent::Bond {
        action: BondAction::Unbond { release_at },
        of: Of { provider: &info.sender, class: &id },
        amount,
        bond: Uint128::new(position.bond),
    }))
}

/// Pays the sender what has finished unbonding, as far as the bond then still covers locks and margin at
/// today's price.
pub fn release(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    payout: Payout,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let config = state::config(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    let margin = price::margin_now(deps.querier, &config.pool, &class, &position, now)?;
    let released = take_due(&mut position, margin, now)?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;

    let amount = Uint128::new(released);
    let message: CosmosMsg = match payout {
        Payout::Wallet => BankMsg::Send {
            to_address: info.sender.to_string(),
            amount: vec![Coin { denom: config.network_denom.clone(), amount }],
        }
        .into(),
        Payout::Account => messages::deposit_net(&config, &info.sender, released)?,
    };
    Ok(Response::new().add_message(message).add_event(RegistryEvent::Bond {
        action: BondAction::Release,
        of: Of { provider: &info.sender, class: &id },
        amount,
        bond: Uint128::new(position.bond),
    }))
}

/// Takes what is due at `now` off the bond and its queue, oldest first, as far as bond − locked − margin
/// stays at 0 or above; returns how much. An error if nothing is due or nothing may go.
fn take_due(position: &mut Position, margin: u128, now: u64) -> Result<u128, ContractError> {
    const OVERFLOW: ContractError = ContractError::Overflow { what: "position" };
    let is_due = |entry: &Unbonding| entry.release_at <= now;
    let due = position
        .unbonding
        .iter()
        .filter(|entry| is_due(entry))
        .try_fold(0u128, |sum, entry| sum.checked_add(entry.amount))
        .ok_or(OVERFLOW)?;
    if due == 0 {
        let next = position.unbonding.iter().map(|entry| entry.release_at).min();
        return Err(ContractError::NothingDue { next, now });
    }
    let margin = position.margin_or_called(margin);
    let bound = position.locked.checked_add(margin).ok_or(OVERFLOW)?;
    let released = due.min(position.bond.saturating_sub(bound));
    if released == 0 {
        return Err(ContractError::ReleaseBlocked {
            due,
            expected: bound,
            locked: position.locked,
            margin,
            bond: position.bond,
            shortfall: bound.saturating_add(due).saturating_sub(position.bond),
        });
    }
    let mut left = released;
    for entry in position.unbonding.iter_mut().filter(|entry| is_due(entry)) {
        let part = entry.amount.min(left);
        entry.amount = entry.amount.saturating_sub(part);
        left = left.saturating_sub(part);
    }
    position.unbonding.retain(|entry| entry.amount > 0);
    position.bond = position.bond.checked_sub(released).ok_or(OVERFLOW)?;
    Ok(released)
}
