//! Letting somebody else debit one's account.
//!
//! Allowances grow and shrink as cw20's do, and are not set: who lowers one by setting it can be made to pay both, the
//! old one just before and the new one after.

use amm_math::MathError;
use api::common::{check_range, checked_addr, no_funds, Asset, AssetAmount};
use api::pool::events::PoolEvent;
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response, Uint128};

use crate::error::ContractError;
use crate::ledger::allowance;
use crate::state::{Allowance, ALLOWANCES};

/// What somebody may debit, and by how much that changes.
#[derive(Debug)]
pub struct Change {
    /// Who may debit.
    pub spender: String,
    /// What.
    pub asset: Asset,
    /// By how much.
    pub amount: Uint128,
}

/// Raises what the spender may debit, until `expires` from now on. One that has ended counts as nothing.
pub fn increase(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    change: Change,
    expires: u64,
) -> Result<Response, ContractError> {
    let (spender, found) = find(&deps, env, info, &change)?;
    let amount = found.amount.u128().checked_add(change.amount.u128()).ok_or(MathError::Overflow)?;
    save(deps, env, &info.sender, &spender, change.asset, Allowance { amount: amount.into(), expires })
}

/// Lowers what the spender may debit; by as much or more than it may, ends it. Without `expires` it ends when it would
/// have. Refused where there is none.
pub fn decrease(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    change: Change,
    expires: Option<u64>,
) -> Result<Response, ContractError> {
    let (spender, found) = find(&deps, env, info, &change)?;
    if found.amount.is_zero() {
        return Err(ContractError::Allowance {
            owner: info.sender.to_string(),
            spender: spender.to_string(),
            asset: change.asset,
            needed: change.amount.u128(),
            allowed: 0,
        });
    }
    let amount = found.amount.saturating_sub(change.amount);
    let expires = expires.unwrap_or(found.expires);
    save(deps, env, &info.sender, &spender, change.asset, Allowance { amount, expires })
}

/// Who is meant, and what it may debit now.
fn find(
    deps: &DepsMut,
    env: &Env,
    info: &MessageInfo,
    change: &Change,
) -> Result<(Addr, Allowance), ContractError> {
    no_funds(info)?;
    change.asset.check(deps.api)?;
    let spender = checked_addr(deps.api, "spender", &change.spender)?;
    if spender == info.sender {
        return Err(ContractError::SelfAllowance { owner: info.sender.to_string() });
    }
    let found = allowance(deps.storage, env, &info.sender, &spender, &change.asset)?;
    Ok((spender, found))
}

fn save(
    deps: DepsMut,
    env: &Env,
    owner: &Addr,
    spender: &Addr,
    asset: Asset,
    new: Allowance,
) -> Result<Response, ContractError> {
    let key = asset.key();
    let key = (owner, spender, key.as_slice());
    if new.amount.is_zero() {
        ALLOWANCES.remove(deps.storage, key);
    } else {
        check_range("expires", new.expires, env.block.time.seconds().saturating_add(1), u64::MAX)?;
        ALLOWANCES.save(deps.storage, key, &new)?;
    }
    let amount = AssetAmount { asset, amount: new.amount };
    let event: Event = PoolEvent::Approve { owner, spender, amount, expires: new.expires }.into();
    Ok(Response::new().add_event(event))
}
