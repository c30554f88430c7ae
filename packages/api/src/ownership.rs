//! Two-step transfer of ownership, the same in every contract.

use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response, Storage};
use cw_ownable::{Action, OwnershipError};

use crate::common::{checked_addr, no_funds, CommonError};

/// Refuses whoever is not the owner, by name; everyone, once ownership is renounced.
pub fn assert_owner(storage: &dyn Storage, sender: &Addr) -> Result<(), CommonError> {
    if cw_ownable::is_owner(storage, sender)? {
        return Ok(());
    }
    Err(CommonError::Unauthorized {
        expected: "the contract's current owner".into(),
        got: sender.to_string(),
    })
}

/// Offers, accepts or renounces ownership. Refuses coins, and a new owner that is not a canonical address of this chain;
/// who may do which, cw-ownable says.
pub fn update_ownership<E: From<CommonError> + From<OwnershipError>>(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    action: Action,
) -> Result<Response, E> {
    no_funds(info)?;
    if action != Action::AcceptOwnership {
        assert_owner(deps.storage, &info.sender)?;
    }
    if let Action::TransferOwnership { new_owner, .. } = &action {
        checked_addr(deps.api, "new_owner", new_owner)?;
    }
    let ownership = cw_ownable::update_ownership(deps, &env.block, &info.sender, action)?;
    Ok(Response::new().add_event(Event::new("update_ownership").add_attributes(ownership.into_attributes())))
}
