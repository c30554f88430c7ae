//! Entry points; they only dispatch.

use api::common::{check_len, checked_addr, no_funds};
use api::staking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, DECIMALS, SYMBOL};
use api::token::NewToken;
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, SubMsgResult};

use crate::error::ContractError;
use crate::execute::{collect, stake, unstake};
use crate::query;
use crate::state::{Config, CONFIG, CONTRACT_NAME, CONTRACT_VERSION};

/// Starts the contract with an empty book, and the receipt, whose address is computed, so that no reply is needed. Refuses coins and
/// addresses that are not canonical.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    let fee_collector = checked_addr(deps.api, "fee_collector", &msg.fee_collector)?;
    let token_admin = checked_addr(deps.api, "token_admin", &msg.token_admin)?;
    let token = NewToken {
        code_id: msg.token_code_id,
        admin: &token_admin,
        label: SYMBOL.into(),
        name: "Staked NET".into(),
        symbol: SYMBOL.into(),
        decimals: DECIMALS,
        salt: api::common::stake_salt(),
    };
    let (token, start) = token.instantiate(deps.as_ref(), &env.contract.address)?;
    let InstantiateMsg { network_denom, token_code_id, .. } = msg;
    let config = Config { network_denom, fee_collector, token, token_code_id, token_admin };
    CONFIG.save(deps.storage, &config)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_message(start))
}

/// Runs a message; [`ExecuteMsg`] says who may send which.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    match msg {
        ExecuteMsg::Receive(wrapper) => unstake::receive(deps, &env, &info, &wrapper),
        ExecuteMsg::Stake { min_shares } => stake::run(deps, &env, &info, min_shares.u128()),
        ExecuteMsg::Collect {} => collect::run(deps, &env, &info),
    }
}

/// Goes on once the stakers' share came; a claim that fails fails the message.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    match (reply.id, reply.result) {
        (collect::CLAIMED, SubMsgResult::Ok(_)) => collect::claimed(deps, &env, &reply.payload),
        (id, _) => Err(ContractError::UnexpectedReply { id }),
    }
}

/// Answers a question.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    query::run(deps, &env, msg)
}

/// Moves a state of this contract to newer code.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}
