//! Entry points; they only dispatch.

use api::common::{check_len, check_range, checked_addr, no_funds};
use api::ownership::update_ownership;
use api::restaking::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, SubMsgResult, Uint128};

use crate::error::ContractError;
use crate::execute::{assets, burn, claim, create, deposit, fund, receive, rotate, Came};
use crate::query;
use crate::state::{Config, CONFIG, CONTRACT_NAME, CONTRACT_VERSION};

/// Starts the contract without assets or vaults. Refuses coins, and addresses that are not canonical.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    check_range("token_code_id", msg.token_code_id, 1, u64::MAX)?;
    check_range("least", msg.least, Uint128::one(), Uint128::MAX)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    let peer = |field, address: &str| checked_addr(deps.api, field, address);
    let config = Config {
        provider_registry: peer("peers.provider_registry", &msg.peers.provider_registry)?,
        fee_collector: peer("peers.fee_collector", &msg.peers.fee_collector)?,
        staking: peer("peers.staking", &msg.peers.staking)?,
        token_admin: peer("token_admin", &msg.token_admin)?,
        network_denom: msg.network_denom,
        token_code_id: msg.token_code_id,
        least: msg.least,
    };
    CONFIG.save(deps.storage, &config)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "instantiate").add_attribute("owner", owner))
}

/// Runs a message; [`ExecuteMsg`] says who may send which.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    // The two that take coins; cw20 tokens come as a message without any.
    if !matches!(msg, ExecuteMsg::Deposit { .. } | ExecuteMsg::Fund { .. }) {
        no_funds(&info)?;
    }
    let (env, info) = (&env, &info);
    match msg {
        ExecuteMsg::Receive(wrapper) => receive::run(deps, env, info, &wrapper),
        ExecuteMsg::CreateVault { class, asset } => create::run(deps, env, info, &class, &asset),
        ExecuteMsg::Deposit { provider, class, min_shares } => {
            deposit::run(deps, env, &info.sender, (&provider, &class), &Came::Coins(info), min_shares)
        }
        ExecuteMsg::Rotate { provider, class } => rotate::run(deps, env, (&provider, &class)),
        ExecuteMsg::Claim { provider, class, generation } => {
            claim::run(deps, env, info, (&provider, &class), generation)
        }
        ExecuteMsg::Burn { provider, class } => burn::run(deps, env, (&provider, &class)),
        ExecuteMsg::Fund { provider, class, seconds } => {
            fund::run(deps, env, &info.sender, (&provider, &class), &Came::Coins(info), seconds)
        }
        ExecuteMsg::ListAsset { asset, unit } => assets::list(deps, env, info, &asset, unit),
        ExecuteMsg::SetListed { asset, listed } => assets::set_listed(deps, info, &asset, listed),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, info, action),
    }
}

/// Goes on once the stake pool's receipt was redeemed; a redemption that fails fails the message.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    match (reply.id, reply.result) {
        (burn::REDEEMED, SubMsgResult::Ok(_)) => burn::redeemed(deps, &env, &reply.payload),
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
