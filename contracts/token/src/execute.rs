//! Which of cw20's messages run, who may send them, and what an error says.

use api::common::{checked_addr, no_funds, only, CommonError};
use api::token::ExecuteMsg;
use cosmwasm_std::{Addr, Api, DepsMut, Env, MessageInfo, Response, StdError, Storage, Uint128};
use cw20_base::allowances::{
    execute_burn_from, execute_decrease_allowance, execute_increase_allowance, execute_send_from,
    execute_transfer_from,
};
use cw20_base::contract::{execute_burn, execute_mint, execute_send, execute_transfer};
use cw20_base::state::{ALLOWANCES, ALLOWANCES_SPENDER, BALANCES, TOKEN_INFO};

use crate::error::ContractError;
use crate::state::BURNERS;

/// Dispatches a message. Coins are refused with every one of them.
pub fn execute(
    mut deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let named = addresses(&msg);
    run(deps.branch(), env, info, msg).map_err(|err| explain_address(deps.api, err, &named))
}

fn run(mut deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, ContractError> {
    let sender = info.sender.clone();
    match msg {
        ExecuteMsg::Transfer { recipient, amount } => {
            execute_transfer(deps.branch(), env, info, recipient, amount)
                .map_err(|err| explain_spend(deps.storage, err, sender, None, amount))
        }
        ExecuteMsg::Send { contract, amount, msg } => {
            execute_send(deps.branch(), env, info, contract, amount, msg)
                .map_err(|err| explain_spend(deps.storage, err, sender, None, amount))
        }
        ExecuteMsg::Mint { recipient, amount } => execute_mint(deps.branch(), env, info, recipient, amount)
            .map_err(|err| explain_mint(deps.storage, err, sender)),
        ExecuteMsg::Burn { amount } => {
            only_burner(deps.storage, &sender)?;
            execute_burn(deps.branch(), env, info, amount)
                .map_err(|err| explain_spend(deps.storage, err, sender, None, amount))
        }
        ExecuteMsg::IncreaseAllowance { spender, amount, expires } => {
            forget_expired(&mut deps, &env, &sender, &spender)?;
            Ok(execute_increase_allowance(deps, env, info, spender, amount, expires)?)
        }
        ExecuteMsg::DecreaseAllowance { spender, amount, expires } => {
            forget_expired(&mut deps, &env, &sender, &spender)?;
            execute_decrease_allowance(deps, env, info, spender, amount, expires).map_err(|err| match err {
                cw20_base::ContractError::Std(StdError::NotFound { .. }) => {
                    cw20_base::ContractError::NoAllowance {}.into()
                }
                err => err.into(),
            })
        }
        ExecuteMsg::TransferFrom { owner, recipient, amount } => {
            let owner_addr = Addr::unchecked(&owner);
            execute_transfer_from(deps.branch(), env, info, owner, recipient, amount)
                .map_err(|err| explain_spend(deps.storage, err, owner_addr, Some(sender), amount))
        }
        ExecuteMsg::SendFrom { owner, contract, amount, msg } => {
            let owner_addr = Addr::unchecked(&owner);
            execute_send_from(deps.branch(), env, info, owner, contract, amount, msg)
                .map_err(|err| explain_spend(deps.storage, err, owner_addr, Some(sender), amount))
        }
        ExecuteMsg::BurnFrom { owner, amount } => {
            only_burner(deps.storage, &sender)?;
            let owner_addr = Addr::unchecked(&owner);
            execute_burn_from(deps.branch(), env, info, owner, amount)
                .map_err(|err| explain_spend(deps.storage, err, owner_addr, Some(sender), amount))
        }
        ExecuteMsg::UpdateMinter { .. } => Err(ContractError::Unavailable {
            message: "update_minter",
            expected: "the minter to stay the one named at instantiation",
        }),
        ExecuteMsg::UpdateMarketing { .. } => {
            Err(ContractError::Unavailable { message: "update_marketing", expected: NO_MARKETING })
        }
        ExecuteMsg::UploadLogo(_) => {
            Err(ContractError::Unavailable { message: "upload_logo", expected: NO_MARKETING })
        }
    }
}

/// Removes an allowance that has ended: cw20-base would add to it, and so bring it back to life. `spender` is only
/// looked up here; cw20-base checks it after.
fn forget_expired(deps: &mut DepsMut, env: &Env, owner: &Addr, spender: &str) -> Result<(), ContractError> {
    let spender = Addr::unchecked(spender);
    let found = ALLOWANCES.may_load(deps.storage, (owner, &spender))?;
    if found.is_some_and(|found| found.expires.is_expired(&env.block)) {
        ALLOWANCES.remove(deps.storage, (owner, &spender));
        ALLOWANCES_SPENDER.remove(deps.storage, (&spender, owner));
    }
    Ok(())
}

const NO_MARKETING: &str = "no marketing data on this token";

/// The addresses that a message names, with their fields.
fn addresses(msg: &ExecuteMsg) -> Vec<(&'static str, String)> {
    match msg {
        ExecuteMsg::Transfer { recipient, .. } | ExecuteMsg::Mint { recipient, .. } => {
            vec![("recipient", recipient.clone())]
        }
        ExecuteMsg::Send { contract, .. } => vec![("contract", contract.clone())],
        ExecuteMsg::IncreaseAllowance { spender, .. } | ExecuteMsg::DecreaseAllowance { spender, .. } => {
            vec![("spender", spender.clone())]
        }
        ExecuteMsg::TransferFrom { owner, recipient, .. } => {
            vec![("owner", owner.clone()), ("recipient", recipient.clone())]
        }
        ExecuteMsg::SendFrom { owner, contract, .. } => {
            vec![("owner", owner.clone()), ("contract", contract.clone())]
        }
        ExecuteMsg::BurnFrom { owner, .. } => vec![("owner", owner.clone())],
        _ => vec![],
    }
}

/// Says which address is none, where cw20-base passes on the chain's bare error. Checks only after a failure.
fn explain_address(api: &dyn Api, err: ContractError, named: &[(&'static str, String)]) -> ContractError {
    named
        .iter()
        .find_map(|(field, text)| checked_addr(api, field, text).err())
        .map_or(err, ContractError::from)
}

/// Refuses everyone but the named burners.
fn only_burner(storage: &dyn Storage, sender: &Addr) -> Result<(), ContractError> {
    let burners = BURNERS.load(storage)?;
    Ok(only(sender, &burners.iter().collect::<Vec<_>>(), "a burner named at instantiation")?)
}

/// Says who may mint, where cw20-base says only that the sender may not.
fn explain_mint(storage: &dyn Storage, err: cw20_base::ContractError, sender: Addr) -> ContractError {
    match (err, TOKEN_INFO.load(storage).ok().and_then(|info| info.mint)) {
        (cw20_base::ContractError::Unauthorized {}, Some(mint)) => {
            CommonError::Unauthorized { expected: format!("the minter {}", mint.minter), got: sender.into() }
                .into()
        }
        (err, _) => err.into(),
    }
}

/// Says what was there and what was needed, where cw20-base reports a bare overflow or a missing allowance.
/// Runs only after a failure, so success pays nothing for it. `owner` is only looked up, never acted upon.
fn explain_spend(
    storage: &dyn Storage,
    err: cw20_base::ContractError,
    owner: Addr,
    spender: Option<Addr>,
    amount: Uint128,
) -> ContractError {
    let no_allowance = matches!(err, cw20_base::ContractError::NoAllowance {});
    let too_small = matches!(err, cw20_base::ContractError::Std(StdError::Overflow { .. }));
    if !no_allowance && !too_small {
        return err.into();
    }
    let got = BALANCES.may_load(storage, &owner).ok().flatten().unwrap_or_default();
    match spender {
        Some(spender) if no_allowance || got >= amount => {
            // The balance would do, so it was the grant: a failed deduction has left it as it was.
            let got =
                ALLOWANCES.may_load(storage, (&owner, &spender)).ok().flatten().unwrap_or_default().allowance;
            ContractError::Allowance { owner, spender, expected: amount, got }
        }
        _ if got < amount => ContractError::Balance { account: owner, expected: amount, got },
        _ => err.into(),
    }
}
