//! Deposits, withdrawals and transfers of the ledger. None of them can be paused.

use api::common::{checked_addr_or, no_funds, Asset, AssetAmount, CommonError};
use api::pool::events::PoolEvent;
use api::pool::TransferItem;
use cosmwasm_std::{Addr, DepsMut, Env, Event, MessageInfo, Response, StdError, Uint128};

use crate::error::ContractError;
use crate::ledger::{check_count, check_listed, credit, debit, receiver};

/// Books the coins that came.
pub fn deposit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    to: Option<&str>,
) -> Result<Response, ContractError> {
    if info.funds.is_empty() {
        return Err(CommonError::Funds { expected: "1 to 8 listed coins".into(), got: "none".into() }.into());
    }
    check_count("funds", info.funds.len())?;
    let coins = info.funds.iter().map(|coin| (Asset::native(&coin.denom), coin.amount));
    book(deps, env, &info.sender, to, coins)
}

/// Books the tokens that came by cw20 Send.
pub fn deposit_tokens(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    token: Asset,
    amount: Uint128,
    to: Option<&str>,
) -> Result<Response, ContractError> {
    book(deps, env, sender, to, std::iter::once((token, amount)))
}

fn book(
    deps: DepsMut,
    env: &Env,
    sender: &Addr,
    to: Option<&str>,
    amounts: impl Iterator<Item = (Asset, Uint128)>,
) -> Result<Response, ContractError> {
    let receiver = receiver(deps.as_ref(), env, sender, "receiver", to, sender)?;
    let mut response = Response::new();
    for (asset, amount) in amounts {
        check_listed(deps.storage, &asset)?;
        check_positive(amount)?;
        credit(deps.api, deps.storage, &asset, &receiver, amount.u128())?;
        let amount = AssetAmount { asset, amount };
        let event: Event = PoolEvent::Deposit { sender, receiver: &receiver, amount }.into();
        response = response.add_event(event);
    }
    Ok(response)
}

/// Pays out from an account to a wallet.
pub fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    amount: AssetAmount,
    owner: Option<&str>,
    to: Option<&str>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    check_positive(amount.amount)?;
    let owner = checked_addr_or(deps.api, "owner", owner, &info.sender)?;
    let receiver = receiver(deps.as_ref(), env, &info.sender, "receiver", to, &owner)?;
    let taken = amount.amount.u128();
    let allowance = debit(deps.api, deps.storage, env, &info.sender, &owner, &amount.asset, taken)?;
    let transfer = amount.asset.transfer(&receiver, amount.amount)?;
    let event: Event = PoolEvent::Withdraw { owner: &owner, receiver: &receiver, amount }.into();
    Ok(Response::new().add_events(allowance).add_event(event).add_message(transfer))
}

/// Moves between accounts. All that leaves the owner's is taken before anything is booked to anybody, each asset in one piece: what
/// comes back to the owner cannot pay for another item.
pub fn transfer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    owner: Option<&str>,
    items: Vec<TransferItem>,
) -> Result<Response, ContractError> {
    no_funds(info)?;
    check_count("items", items.len())?;
    let owner = checked_addr_or(deps.api, "owner", owner, &info.sender)?;
    let mut leaving: Vec<AssetAmount> = vec![];
    let mut moves = vec![];
    for TransferItem { asset, amount, to } in items {
        check_positive(amount)?;
        let receiver = receiver(deps.as_ref(), env, &info.sender, "items.to", Some(&to), &owner)?;
        match leaving.iter_mut().find(|sum| sum.asset == asset) {
            Some(sum) => sum.amount = sum.amount.checked_add(amount).map_err(StdError::from)?,
            None => leaving.push(AssetAmount { asset: asset.clone(), amount }),
        }
        moves.push((receiver, AssetAmount { asset, amount }));
    }
    let mut response = Response::new();
    for AssetAmount { asset, amount } in leaving {
        let taken = debit(deps.api, deps.storage, env, &info.sender, &owner, &asset, amount.u128())?;
        response = response.add_events(taken);
    }
    for (receiver, amount) in moves {
        credit(deps.api, deps.storage, &amount.asset, &receiver, amount.amount.u128())?;
        let event: Event = PoolEvent::Transfer { owner: &owner, receiver: &receiver, amount }.into();
        response = response.add_event(event);
    }
    Ok(response)
}

fn check_positive(amount: Uint128) -> Result<(), ContractError> {
    if amount.is_zero() {
        return Err(ContractError::ZeroAmount { field: "amount" });
    }
    Ok(())
}
