//! Entry points.

use api::common::{check_len, check_range, checked_addr, no_funds};
use api::token::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, MAX_BURNERS};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Addr, Api, Binary, Deps, DepsMut, Env, MessageInfo, Response, StdResult, Uint128};
use cw20_base::state::{MinterData, TokenInfo, TOKEN_INFO};

use crate::error::ContractError;
use crate::state::BURNERS;

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/token";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the token with a supply of zero. Refuses names, symbols, decimals, addresses or lists out of
/// bounds, and coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("name", &msg.name, 3, 50)?;
    check_symbol(&msg.symbol)?;
    check_range("decimals", msg.decimals, 0, 18)?;
    let minter = checked_addr(deps.api, "minter", &msg.minter)?;
    let burners = checked_burners(deps.api, &msg.burners)?;

    let attributes = [("minter", minter.to_string()), ("symbol", msg.symbol.clone())];
    TOKEN_INFO.save(
        deps.storage,
        &TokenInfo {
            name: msg.name,
            symbol: msg.symbol,
            decimals: msg.decimals,
            total_supply: Uint128::zero(),
            mint: Some(MinterData { minter, cap: None }),
        },
    )?;
    BURNERS.save(deps.storage, &burners)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "instantiate").add_attributes(attributes))
}

/// Runs one of cw20's messages; see [`api::token`] for those that are refused.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    crate::execute::execute(deps, env, info, msg)
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> StdResult<Binary> {
    crate::query::query(deps, &env, msg)
}

/// Moves the state to this code's version; nothing in it changes.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "migrate").add_attribute("version", CONTRACT_VERSION))
}

/// cw20-base's alphabet, so that every wallet that shows its tokens shows ours.
fn check_symbol(symbol: &str) -> Result<(), ContractError> {
    check_len("symbol", symbol, 3, 12)?;
    if symbol.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return Ok(());
    }
    Err(api::common::CommonError::Bounds {
        field: "symbol",
        expected: "letters and `-`".into(),
        got: format!("`{symbol}`"),
    }
    .into())
}

fn checked_burners(api: &dyn Api, texts: &[String]) -> Result<Vec<Addr>, ContractError> {
    check_range("burners", texts.len(), 0, MAX_BURNERS)?;
    let mut burners = Vec::with_capacity(texts.len());
    for text in texts {
        let address = checked_addr(api, "burners", text)?;
        if burners.contains(&address) {
            return Err(ContractError::DuplicateBurner { address });
        }
        burners.push(address);
    }
    Ok(burners)
}
