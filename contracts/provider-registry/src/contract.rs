//! Entry points: they check the start, and dispatch.

use api::common::{check_len, check_range, checked_addr, no_funds};
use api::ownership::update_ownership;
use api::provider_registry::events::ClassEvent;
use api::provider_registry::raw::RESTAKING;
use api::provider_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg, ReceiveMsg};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::execute::{backing, classes, credits, governance, jobs, pledges, providers, stake, sunset};
use crate::inflow;
use crate::state::{Config, GLOBALS};
use crate::{params, query as queries};

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/provider-registry";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the registry without classes or providers. Refuses addresses or parameters out of bounds, and
/// coins. The peers need not exist yet; none is asked anything.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    check_range("token_code_id", msg.token_code_id, 1, u64::MAX)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    params::check(&msg.params)?;
    let config = Config {
        guardian: checked_addr(deps.api, "guardian", &msg.guardian)?,
        token_code_id: msg.token_code_id,
        network_denom: msg.network_denom,
        pool: checked_addr(deps.api, "peers.pool", &msg.peers.pool)?,
        job_market: checked_addr(deps.api, "peers.job_market", &msg.peers.job_market)?,
        fee_collector: checked_addr(deps.api, "peers.fee_collector", &msg.peers.fee_collector)?,
        backing: 0,
    };
    if let Some(restaking) = &msg.peers.restaking {
        let restaking = checked_addr(deps.api, "peers.restaking", restaking)?;
        RESTAKING.save(deps.storage, &deps.api.addr_canonicalize(restaking.as_str())?)?;
    }
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    let response = Response::new()
        .add_attribute("action", "instantiate")
        .add_attribute("owner", owner)
        .add_event(ClassEvent::SetGuardian { guardian: &config.guardian })
        .add_event(ClassEvent::UpdateParams { params: &msg.params });
    GLOBALS.save(deps.storage, &(config, msg.params))?;
    Ok(response)
}

/// Runs one message; see [`ExecuteMsg`] for who may send which.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    // The one message that takes coins; cw20 credits come as a message without any.
    if !matches!(msg, ExecuteMsg::Bond { .. }) {
        no_funds(&info)?;
    }
    let (env, info) = (&env, &info);
    match msg {
        ExecuteMsg::Receive(received) => inflow::receive(deps, env, info, received),
        ExecuteMsg::ReceiveSwap(received) => inflow::receive_swap(deps, env, info, received),
        ExecuteMsg::Register { metadata } => providers::register(deps, env, info, &metadata),
        ExecuteMsg::UpdateProvider { metadata } => providers::update(deps, info, &metadata),
        ExecuteMsg::Leave {} => providers::leave(deps, info),
        ExecuteMsg::Heartbeat {} => providers::heartbeat(deps, env, info),
        ExecuteMsg::Unjail {} => providers::unjail(deps, env, info),
        ExecuteMsg::Bond { class, from } => stake::bond(deps, env, info, &class, from),
        ExecuteMsg::WithdrawBond { class, amount, payout } => {
            stake::withdraw(deps, env, info, &class, amount, payout)
        }
        ExecuteMsg::OfferGpus { class, gpus, admission } => {
            stake::offer(deps, env, info, &class, gpus, admission)
        }
        ExecuteMsg::MintCredits { class, amount, max_collateral, payout } => {
            credits::mint(deps, env, info, &class, (amount, max_collateral), payout)
        }
        ExecuteMsg::RedeemCredits { class, amount } => {
            inflow::from_account(deps, env, info, ReceiveMsg::Redeem { class }, amount)
        }
        ExecuteMsg::BurnRedeemed { class } => inflow::burn_redeemed(deps, env, &class),
        ExecuteMsg::Touch { provider, class } => stake::touch(deps, env, &provider, &class),
        ExecuteMsg::AnnounceSunset { class } => sunset::announce(deps, env, info, &class),
        ExecuteMsg::Collect { class, provider } => sunset::collect(deps, env, &class, &provider),
        ExecuteMsg::ClaimPot { class, amount, payout } => inflow::from_account(
            deps,
            env,
            info,
            ReceiveMsg::ClaimPot { class, payout, receiver: None },
            amount,
        ),
        ExecuteMsg::BeginCall(request) => jobs::begin_call(deps, env, info, request),
        ExecuteMsg::LockJob(request) => jobs::accept(deps, env, info, request),
        ExecuteMsg::FreeGpus { job_id } => jobs::free_gpus(deps, env, info, job_id),
        ExecuteMsg::EndJob { job_id, end } => jobs::end(deps, env, info, job_id, end),
        ExecuteMsg::Pledge(request) => pledges::begin(deps, env, info, request),
        ExecuteMsg::EndPledge { id, end } => pledges::end(deps, env, info, id, end),
        ExecuteMsg::Back { provider, class, asset, amount } => {
            backing::back(deps, env, info, (&provider, &class), asset, amount)
        }
        ExecuteMsg::Unback { provider, class, amount } => {
            backing::unback(deps, env, info, (&provider, &class), amount)
        }
        ExecuteMsg::Rotate { provider, class } => backing::rotate(deps, env, info, (&provider, &class)),
        ExecuteMsg::SetBacking { asset, listed } => backing::set(deps, info, asset, listed),
        ExecuteMsg::SetStandard { class, standard } => classes::set_standard(deps, info, &class, standard),
        ExecuteMsg::AddClass { class, credit_symbol, params } => {
            classes::add(deps, env, info, &class, credit_symbol, params)
        }
        ExecuteMsg::SetClassPool { class, pool_id } => classes::set_pool(deps, info, &class, pool_id),
        ExecuteMsg::UpdateClass { class, params } => classes::update(deps, info, &class, params),
        ExecuteMsg::UpdateParams { params } => governance::update_params(deps, info, params),
        ExecuteMsg::AllowMarket { market, allowed } => pledges::allow(deps, env, info, &market, allowed),
        ExecuteMsg::SetPaused { class, paused } => classes::set_paused(deps, env, info, &class, paused),
        ExecuteMsg::SetGuardian { guardian } => governance::set_guardian(deps, info, &guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, info, action),
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    queries::query(deps, &env, msg)
}

/// Moves the state to this code's version; nothing in it changes.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "migrate").add_attribute("version", CONTRACT_VERSION))
}
