//! Accounts, and who may debit them.

use api::common::{check_range, checked_addr_or, Asset, AssetAmount};
use api::pool::events::PoolEvent;
use api::receivers::{check_draws, may_be_contract};
use cosmwasm_std::{Addr, Api, Deps, Env, Event, Storage};

use crate::error::ContractError;
use crate::state::{update_account, Allowance, ALLOWANCES, CONFIG, LISTED};

/// Books `amount` to an account.
pub fn credit(
    api: &dyn Api,
    storage: &mut dyn Storage,
    asset: &Asset,
    owner: &Addr,
    amount: u128,
) -> Result<(), ContractError> {
    if amount == 0 {
        return Ok(());
    }
    update_account(api, storage, asset, owner, |held| {
        Ok(held.checked_add(amount).ok_or(amm_math::MathError::Overflow)?)
    })
}

/// Takes `amount` from an account for `spender`: its owner, a wired peer (which acts for whoever called it), or
/// within an allowance, which shrinks; the answer is the event of that. Nobody else. Peers and allowances are
/// read only where the spender is not the owner.
pub fn debit(
    api: &dyn Api,
    storage: &mut dyn Storage,
    env: &Env,
    spender: &Addr,
    owner: &Addr,
    asset: &Asset,
    amount: u128,
) -> Result<Option<Event>, ContractError> {
    let event = match spender == owner {
        true => None,
        false => authorize(storage, env, spender, owner, asset, amount)?,
    };
    update_account(api, storage, asset, owner, |held| {
        held.checked_sub(amount).ok_or_else(|| ContractError::InsufficientAccount {
            owner: owner.to_string(),
            asset: asset.clone(),
            needed: amount,
            held,
        })
    })?;
    Ok(event)
}

fn authorize(
    storage: &mut dyn Storage,
    env: &Env,
    spender: &Addr,
    owner: &Addr,
    asset: &Asset,
    amount: u128,
) -> Result<Option<Event>, ContractError> {
    let config = CONFIG.load(storage)?;
    if config.is_peer(spender) {
        return Ok(None);
    }
    let key = asset.key();
    let key = (owner, spender, key.as_slice());
    let (allowed, expires) =
        ALLOWANCES.may_load(storage, key)?.map_or((0, u64::MAX), |a| (a.amount.u128(), a.expires));
    let now = env.block.time.seconds();
    if now >= expires {
        return Err(ContractError::AllowanceExpired {
            owner: owner.to_string(),
            spender: spender.to_string(),
            expires,
            now,
        });
    }
    match allowed.checked_sub(amount) {
        Some(0) => ALLOWANCES.remove(storage, key),
        Some(rest) => ALLOWANCES.save(storage, key, &Allowance { amount: rest.into(), expires })?,
        None => {
            return Err(ContractError::Allowance {
                owner: owner.to_string(),
                spender: spender.to_string(),
                asset: asset.clone(),
                needed: amount,
                allowed,
            })
        }
    }
    let amount = AssetAmount { asset: asset.clone(), amount: amount.into() };
    Ok(Some(PoolEvent::SpendAllowance { owner, spender, amount }.into()))
}

/// What `spender` may debit now; an allowance that has ended counts as none.
pub fn allowance(
    storage: &dyn Storage,
    env: &Env,
    owner: &Addr,
    spender: &Addr,
    asset: &Asset,
) -> Result<Allowance, ContractError> {
    let found = ALLOWANCES.may_load(storage, (owner, spender, &asset.key()))?;
    Ok(found.filter(|found| env.block.time.seconds() < found.expires).unwrap_or_default())
}

/// Refuses an asset that governance has not listed.
pub fn check_listed(storage: &dyn Storage, asset: &Asset) -> Result<(), ContractError> {
    if LISTED.has(storage, &asset.key()) {
        return Ok(());
    }
    Err(ContractError::NotListed { asset: asset.clone() })
}

/// Who receives: a checked address, or `fallback`. Nobody that a wallet names and that could never draw it
/// ([`check_draws`]). What a contract names is not asked: a receiver that is a contract can change what it answers at any time, so
/// that a refusal, or an answer too long to read, would keep a job or a lease from ending. Nothing is read for a wallet.
pub fn receiver(
    deps: Deps,
    env: &Env,
    sender: &Addr,
    field: &'static str,
    text: Option<&str>,
    fallback: &Addr,
) -> Result<Addr, ContractError> {
    let receiver = another(deps.api, env, field, text, fallback)?;
    let this = &env.contract.address;
    let named = text.is_some() && receiver != *sender && may_be_contract(this, &receiver);
    if named && !may_be_contract(this, sender) {
        check_draws(deps.querier, this, field, &receiver)?;
    }
    Ok(receiver)
}

/// A checked address, or `fallback`; never this contract, out of which nobody could take anything again.
pub fn another(
    api: &dyn Api,
    env: &Env,
    field: &'static str,
    text: Option<&str>,
    fallback: &Addr,
) -> Result<Addr, ContractError> {
    let another = checked_addr_or(api, field, text, fallback)?;
    if another == env.contract.address {
        return Err(ContractError::SelfReceiver { field });
    }
    Ok(another)
}

/// Refuses an empty list and one of more than eight, as many as a message may move.
pub fn check_count(field: &'static str, count: usize) -> Result<(), ContractError> {
    Ok(check_range(field, count, 1, 8)?)
}
