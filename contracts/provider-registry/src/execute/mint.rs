//! Minting: GPU time is owed from now on.

use amm_math::margin::{basis_added, capacity};
use api::common::Payout;
use api::provider_registry::events::{Of, RegistryEvent};
use cosmwasm_std::{CosmosMsg, DepsMut, Env, MessageInfo, Response, Uint128};

use super::{free_provider, more_than_zero};
use crate::error::ContractError;
use crate::state::{self, Class, Config, Position};
use crate::totals::{self, Change};
use crate::{messages, price};

/// Mints credits to the sender, within its GPUs' capacity and with margin at today's price and at the price
/// of each mint. The dearest of today's and the recent prices counts, so minting into a price that one has
/// just pushed down frees no bond.
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
    let config = state::config(deps.storage)?;
    let class = state::class(deps.storage, &id)?;
    if class.paused.mint {
        return Err(ContractError::Paused { what: "minting", class: id });
    }
    if class.pool_id.is_none() {
        return Err(ContractError::NoPool { class: id });
    }
    free_provider(deps.api, deps.storage, &info.sender, now)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    position.require_admitted(&id, &class, now)?;

    let price = price::current(deps.querier, &config.pool, &class, now)?;
    owe(&mut position, &class, minted, price.price)?;
    position.require_free(price::margin_at(&class, &position, price.price)?, 0)?;
    if !price.seasoned {
        let owed = totals::load(deps.storage, &id)?.obligations;
        let got = owed.checked_add(minted).ok_or(ContractError::Overflow { what: "obligations" })?;
        let cap = class.params.mint_cap.u128();
        if got > cap {
            return Err(ContractError::AboveMintCap { class: id, cap, got });
        }
    }
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
