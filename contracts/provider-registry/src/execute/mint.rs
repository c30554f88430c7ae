//! Minting: GPU time is owed from now on.

use amm_math::closing::reweighted;
use amm_math::margin::{basis_added, capacity};
use amm_math::rounding::mul_bps;
use amm_math::Rounding;
use api::common::Payout;
use api::provider_registry::events::{Of, RegistryEvent};
use cosmwasm_std::{CosmosMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};

use super::{free_provider, more_than_zero};
use crate::error::ContractError;
use crate::state::{self, Book, Class, Config, Position};
use crate::totals::{self, Change};
use crate::{messages, order, price};

/// Mints credits to the sender, within its GPUs' capacity and with margin at today's price and at the price
/// of each mint. The dearest of today's, the recent and the remembered prices counts, so minting into a price
/// that one has just pushed down frees no bond, be it by a debt dumped from another address.
pub fn mint(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    amount: Uint128,
    payout: Payout,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let minted = more_than_zero("amount", amount)?;
    let (config, params) = state::globals(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    if class.paused.mint {
        return Err(ContractError::Paused { what: "minting", class: id });
    }
    if class.pool_id.is_none() {
        return Err(ContractError::NoPool { class: id });
    }
    if let Some(at) = class.sunset_at {
        return Err(ContractError::Ending { class: id, at });
    }
    free_provider(deps.api, deps.storage, &info.sender, now)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    position.require_admitted(&id, &class, now)?;

    if position.closing.exit_at > 0 {
        return Err(ContractError::Exiting { class: id, exit_at: position.closing.exit_at });
    }
    let book = state::book(deps.storage, &id)?;
    check_deficit(deps.storage, &id, &book, params.closing.deficit_cap_bps)?;

    let (before, virtual_time) = (position.obligation, book.virtual_time);
    let (price, floor) = price::at_mint(deps.querier, &config.pool, &class, book.floor, now)?;
    if floor != book.floor {
        state::save_book(deps.storage, &id, &Book { floor, ..book })?;
    }
    owe(&mut position, &class, minted, price.price)?;
    position.require_standard(&id, &class)?;
    position.require_free(price::margin_at(&class, &position, price.price)?, 0)?;
    if !price.seasoned {
        let owed = totals::load(deps.storage, &id)?.obligations;
        let got = owed.checked_add(minted).ok_or(ContractError::Overflow { what: "obligations" })?;
        let cap = class.params.mint_cap.u128();
        if got > cap {
            return Err(ContractError::AboveMintCap { class: id, cap, got });
        }
    }
    let tag = reweighted(position.calls.tag, virtual_time, before, position.obligation)?;
    if tag != position.calls.tag {
        order::take_out(deps.api, deps.storage, &id, &info.sender, &mut position)?;
        position.calls.tag = tag;
    }
    order::place(deps.api, deps.storage, &id, &class, &info.sender, &mut position)?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
    totals::apply(deps.storage, &id, Change { minted, ..Change::default() })?;
    Ok(Response::new().add_messages(deliver(&config, &class, &env, &info, amount, payout)?).add_event(
        RegistryEvent::Mint {
            of: Of { provider: &info.sender, class: &id },
            amount,
            price: price.price.raw(),
            obligation: Uint128::new(position.obligation),
        },
    ))
}

/// Refuses while more than the governed part of the class's credits is owed by nobody.
fn check_deficit(storage: &dyn Storage, id: &str, book: &Book, cap_bps: u32) -> Result<(), ContractError> {
    if book.deficit == 0 {
        return Ok(());
    }
    let all = totals::load(storage, id)?
        .obligations
        .checked_add(book.reserve_obligation)
        .and_then(|sum| sum.checked_add(book.deficit))
        .ok_or(ContractError::Overflow { what: "credits of the class" })?;
    let cap = mul_bps(all, cap_bps, Rounding::Down)?;
    if book.deficit <= cap {
        return Ok(());
    }
    Err(ContractError::AboveDeficitCap { class: id.to_owned(), cap, cap_bps, got: book.deficit })
}

/// Adds to obligation and basis; refuses more than the GPUs offered can serve within the class's H.
fn owe(
    position: &mut Position,
    class: &Class,
    minted: u128,
    price: amm_math::Price,
) -> Result<(), ContractError> {
    const OVERFLOW: ContractError = ContractError::Overflow { what: "obligation" };
    position.obligation = position.obligation.checked_add(minted).ok_or(OVERFLOW)?;
    position.basis = position.basis.checked_add(basis_added(minted, price)?).ok_or(OVERFLOW)?;
    let capacity = capacity(position.gpus, class.params.horizon)?;
    if position.obligation > capacity {
        return Err(ContractError::AboveCapacity {
            capacity,
            gpus: position.gpus,
            horizon: class.params.horizon,
            got: position.obligation,
        });
    }
    Ok(())
}

/// To the sender's wallet at once, or by way of this contract's into its account.
fn deliver(
    config: &Config,
    class: &Class,
    env: &Env,
    info: &MessageInfo,
    amount: Uint128,
    payout: Payout,
) -> Result<Vec<CosmosMsg>, ContractError> {
    Ok(match payout {
        Payout::Wallet => vec![messages::mint(&class.credit, &info.sender, amount)?],
        Payout::Account => vec![
            messages::mint(&class.credit, &env.contract.address, amount)?,
            messages::deposit_credits(config, &class.credit, &info.sender, amount)?,
        ],
    })
}
