//! Entry points; they only dispatch.

use api::common::{check_len, checked_addr, no_funds, CommonError};
use api::fee_collector::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::ownership::update_ownership;
use api::receivers::check_claims;
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, SubMsgResult};

use crate::error::ContractError;
use crate::execute::{add_liquidity, admin, buy_back, claim_stakers, deposit, distribute, receive, treasury};
use crate::query;
use crate::state::{check_split, Config, CONFIG, CONTRACT_NAME, CONTRACT_VERSION};

/// Starts the contract with empty books. Refuses coins, addresses that are not canonical, and a split that
/// does not sum to the whole or burns less than half.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    check_split(&msg.split)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    let config = Config {
        network_denom: msg.network_denom,
        pool: checked_addr(deps.api, "peers.pool", &msg.peers.pool)?,
        job_market: checked_addr(deps.api, "peers.job_market", &msg.peers.job_market)?,
        provider_registry: checked_addr(deps.api, "peers.provider_registry", &msg.peers.provider_registry)?,
        split: msg.split,
        stakers: checked_addr(deps.api, "stakers", &msg.stakers)?,
        started: env.block.time.seconds(),
    };
    // Those of them that are there already are refused by the rule for everybody; they may start later.
    let Config { pool, job_market, provider_registry, stakers, .. } = &config;
    if [&env.contract.address, pool, job_market, provider_registry].contains(&stakers) {
        let (field, expected) = ("stakers", "another than the market's contracts".into());
        return Err(CommonError::Bounds { field, expected, got: stakers.to_string() }.into());
    }
    check_claims(deps.querier, &env.contract.address, "stakers", stakers)?;
    CONFIG.save(deps.storage, &config)?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new())
}

/// Runs a message; [`ExecuteMsg`] says who may send which. Coins are refused with every one but a deposit.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    if !matches!(msg, ExecuteMsg::Deposit { .. }) {
        no_funds(&info)?;
    }
    let (env, sender) = (&env, &info.sender);
    match msg {
        ExecuteMsg::Receive(wrapper) => receive::run(deps, sender, &wrapper),
        ExecuteMsg::Deposit { category } => deposit::run(deps, env, &info, &category),
        ExecuteMsg::Distribute {} => distribute::run(deps, env),
        ExecuteMsg::BuyBack { asset } => buy_back::run(deps, env, sender, &asset),
        ExecuteMsg::AddLiquidity { pool_id } => add_liquidity::run(deps, env, sender, pool_id),
        ExecuteMsg::ClaimStakers { receiver } => claim_stakers::run(deps, env, sender, receiver.as_deref()),
        ExecuteMsg::UpdateSplit { split } => admin::update_split(deps, env, sender, split),
        ExecuteMsg::SetStakers { stakers } => admin::set_stakers(deps, env, sender, &stakers),
        ExecuteMsg::SetRoute { asset, pools } => treasury::set_route(deps, sender, &asset, pools),
        ExecuteMsg::SetLiquidityPool { pool_id, allowed } => {
            treasury::set_liquidity_pool(deps, sender, pool_id, allowed)
        }
        ExecuteMsg::WithdrawLiquidity { pool_id, shares, receiver } => {
            treasury::withdraw_liquidity(deps, env, sender, pool_id, shares, &receiver)
        }
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, &info, action),
    }
}

/// Goes on after a swap or a provision that succeeded; one that fails fails the message.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, env: Env, reply: Reply) -> Result<Response, ContractError> {
    match (reply.id, reply.result) {
        (buy_back::SOLD, SubMsgResult::Ok(_)) => buy_back::sold(deps, &env, &reply.payload),
        (add_liquidity::ADDED, SubMsgResult::Ok(_)) => add_liquidity::added(deps, &env, &reply.payload),
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
