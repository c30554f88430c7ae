//! What the restaking contract says of others' stake behind a position. The registry holds none of it: it only keeps how much there
//! is, so that a verdict books what burns and sends nothing that could fail.
//!
//! Neither a pause, nor the end of a class, nor jail, nor leaving stops any of it: exits wait for jobs alone.

use api::common::{check_range, checked_addr, only};
use api::provider_registry::events::{ClassEvent, Of, RegistryEvent};
use api::provider_registry::raw::RESTAKING;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, MessageInfo, Response, Uint128};
use credit::{Backing, Buckets, RuleError};

use super::more_than_zero;
use crate::error::ContractError;
use crate::ledger::Ledger;
use crate::state::{GLOBALS, MAX_BACKING};

/// Whose position, and in which class, as a message has it.
type Named<'a> = (&'a str, &'a str);

/// Refuses everyone but the restaking contract, and everyone where there is none.
fn only_restaking(deps: Deps, sender: &Addr) -> Result<(), ContractError> {
    let restaking = RESTAKING.may_load(deps.storage)?;
    let restaking = restaking.map(|canonical| deps.api.addr_humanize(&canonical)).transpose()?;
    let allowed: Vec<&Addr> = restaking.iter().collect();
    Ok(only(sender, &allowed, "the restaking contract")?)
}

/// More stake is behind a position; the first decides in which asset.
pub fn back(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    (provider, class): Named,
    asset: u8,
    amount: Uint128,
) -> Result<Response, ContractError> {
    only_restaking(deps.as_ref(), &info.sender)?;
    check_asset(asset)?;
    let units = more_than_zero("amount", amount)?;
    let address = checked_addr(deps.api, "provider", provider)?;
    let mut ledger = Ledger::open(deps.storage, env, class)?;
    let account = ledger.account(deps.storage, deps.api, &address)?;
    let backing = account.position.backing.get_or_insert(Backing { asset, ..Backing::default() });
    if backing.asset != asset {
        let (class, expected) = (class.to_owned(), backing.asset);
        return Err(ContractError::BackedOtherwise { provider: address, class, expected, got: asset });
    }
    backing.back(units)?;
    let event = RegistryEvent::Back { of: Of { provider: &address, class }, amount };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}

/// Stake leaves a position: it goes to the exits of this generation.
pub fn unback(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    named: Named,
    amount: Uint128,
) -> Result<Response, ContractError> {
    let units = more_than_zero("amount", amount)?;
    change(deps, env, info, named, |of, backing, buckets| {
        backing.unback(buckets, units)?;
        Ok(RegistryEvent::Unback { of, amount })
    })
}

/// A new generation begins.
pub fn rotate(deps: DepsMut, env: &Env, info: &MessageInfo, named: Named) -> Result<Response, ContractError> {
    change(deps, env, info, named, |of, backing, buckets| {
        let released = backing.rotate(buckets)?.into();
        Ok(RegistryEvent::Rotate { of, released })
    })
}

/// A message of the restaking contract about a position that was ever backed.
fn change(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    (provider, class): Named,
    rule: impl for<'a> FnOnce(Of<'a>, &mut Backing, &mut Buckets) -> Result<RegistryEvent<'a>, RuleError>,
) -> Result<Response, ContractError> {
    only_restaking(deps.as_ref(), &info.sender)?;
    let address = checked_addr(deps.api, "provider", provider)?;
    let mut ledger = Ledger::open(deps.storage, env, class)?;
    let account = ledger.account(deps.storage, deps.api, &address)?;
    let Some((backing, buckets)) = account.backing(deps.storage)? else {
        return Err(ContractError::NeverBacked { provider: address, class: class.to_owned() });
    };
    let event = rule(Of { provider: &address, class }, backing, buckets)?;
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}

/// Whether stake in an asset backs jobs accepted from now on.
pub fn set(deps: DepsMut, info: &MessageInfo, asset: u8, listed: bool) -> Result<Response, ContractError> {
    only_restaking(deps.as_ref(), &info.sender)?;
    check_asset(asset)?;
    let (mut config, params) = GLOBALS.load(deps.storage)?;
    config.set_backs(asset, listed);
    GLOBALS.save(deps.storage, &(config, params))?;
    Ok(Response::new().add_event(ClassEvent::SetBacking { asset, listed }))
}

fn check_asset(asset: u8) -> Result<(), ContractError> {
    Ok(check_range("asset", asset, 0, MAX_BACKING.saturating_sub(1))?)
}
