//! Minting: GPU time is owed from now on.

use api::common::Payout;
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::raw::TOTALS;
use cosmwasm_std::{CosmosMsg, DepsMut, Env, MessageInfo, Response, StdResult, Storage, Uint128};
use credit::Mint;

use super::more_than_zero;
use crate::error::ContractError;
use crate::ledger::{is_admitted, Ledger};
use crate::market::Quote;
use crate::messages;
use crate::state::Sunset;

/// Mints credits to the sender, collateralised at the dearest of today's and the recent prices. So minting into a
/// price that one has just pushed down frees no bond.
pub fn mint(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    (amount, max_collateral): (Uint128, Uint128),
    payout: Payout,
) -> Result<Response, ContractError> {
    let credits = more_than_zero("amount", amount)?;
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    let now = ledger.now;
    require_mintable(&ledger)?;
    let quote = Quote::read(deps.querier, &ledger.config.pool, &ledger.class, now)?;
    if quote.is_capped() {
        check_cap(deps.storage, &ledger, credits)?;
    }
    let mint = Mint {
        credits,
        price: quote.mint_price(&ledger.class)?,
        coverage_bps: ledger.class.params.coverage_bps,
        max_collateral: max_collateral.u128(),
        horizon: ledger.class.params.horizon,
        standard: ledger.class.standard,
    };
    let mut turn = *ledger.turn(deps.storage)?;
    let class = ledger.class.clone();
    let account = ledger.active(deps.storage, deps.api, &info.sender)?;
    account.provider.require_free(&info.sender, now)?;
    if !is_admitted(&class, &account.position, now) {
        let admitted_until = account.position.admitted_until;
        return Err(ContractError::NotAdmitted { class: ledger.id, admitted_until, now });
    }
    let collateral = account.position.mint(&mint, &mut turn)?;
    *ledger.turn(deps.storage)? = turn;

    let minted = deliver(&ledger, env, info, amount, payout)?;
    let of = Of { provider: &info.sender, class: id };
    let event = RegistryEvent::Mint { of, amount, collateral: collateral.into() };
    let changed = ledger.commit(deps.storage)?;
    Ok(Response::new().add_messages(minted).add_event(event).add_events(changed))
}

/// Refuses a class that is stopped, has no pool yet, or is about to end.
fn require_mintable(ledger: &Ledger) -> Result<(), ContractError> {
    let class = || ledger.id.clone();
    if ledger.class.paused.mint {
        return Err(ContractError::Paused { what: "minting", class: class() });
    }
    if ledger.class.pool_id.is_none() {
        return Err(ContractError::NoPool { class: class() });
    }
    match ledger.class.sunset {
        Some(Sunset { at, .. }) => Err(ContractError::Ending { class: class(), at }),
        None => Ok(()),
    }
}

/// Refuses more credits in all than a class may owe while its pool cannot be believed.
fn check_cap(storage: &dyn Storage, ledger: &Ledger, credits: u128) -> Result<(), ContractError> {
    let owed = TOTALS.may_load(storage, ledger.id.as_bytes())?.unwrap_or_default().owed;
    let got = owed.checked_add(credits).ok_or(ContractError::Overflow { what: "debts of the class" })?;
    let cap = ledger.class.params.mint_cap.u128();
    if got > cap {
        return Err(ContractError::AboveMintCap { class: ledger.id.clone(), cap, got });
    }
    Ok(())
}

/// To the sender's wallet at once, or by way of this contract's into its account.
fn deliver(
    ledger: &Ledger,
    env: &Env,
    info: &MessageInfo,
    amount: Uint128,
    payout: Payout,
) -> StdResult<Vec<CosmosMsg>> {
    let credit = &ledger.class.credit;
    Ok(match payout {
        Payout::Wallet => vec![messages::mint(credit, &info.sender, amount)?],
        Payout::Account => vec![
            messages::mint(credit, &env.contract.address, amount)?,
            messages::deposit_credits(&ledger.config, credit, &info.sender, amount)?,
        ],
    })
}
