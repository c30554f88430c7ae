//! Letting somebody else debit one's account.

use api::common::{check_range, checked_addr, no_funds, Asset, AssetAmount};
use api::pool::events::PoolEvent;
use cosmwasm_std::{DepsMut, Env, Event, MessageInfo, Response, Uint128};

use crate::error::ContractError;
use crate::state::{Allowance, ALLOWANCES};

/// Replaces what `spender` may debit; zero removes it.
pub fn approve(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    spender: &str,
    asset: Asset,
    amount: Uint128,
    expires: u64,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    asset.check(deps.api)?;
    let spender = checked_addr(deps.api, "spender", spender)?;
    let owner = &info.sender;
    if spender == *owner {
        return Err(ContractError::SelfAllowance { owner: owner.to_string() });
    }
    let key = asset.key();
    let key = (owner, &spender, key.as_slice());
    if amount.is_zero() {
        ALLOWANCES.remove(deps.storage, key);
    } else {
        check_range("expires", expires, env.block.time.seconds().saturating_add(1), u64::MAX)?;
        ALLOWANCES.save(deps.storage, key, &Allowance { amount, expires })?;
    }
    let amount = AssetAmount { asset, amount };
    let event: Event = PoolEvent::Approve { owner, spender: &spender, amount, expires }.into();
    Ok(Response::new().add_event(event))
}
