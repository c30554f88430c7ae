//! Entry points: they check the start, and dispatch.

use api::common::{check_len, check_range, checked_addr, no_funds};
use api::ownership::update_ownership;
use api::provider_registry::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::ContractError;
use crate::execute::{
    admin, bond, call, class, crank, deliver, exit, fault, gpus, lock, mint, outcome, provider, redeem,
    sunset,
};
use crate::state::{self, Config};
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
    };
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    state::save_globals(deps.storage, &config, &msg.params)?;
    Ok(Response::new().add_attribute("action", "instantiate").add_attribute("owner", owner))
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
    match msg {
        ExecuteMsg::Receive(received) => redeem::receive(deps, env, info, received),
        ExecuteMsg::ReceiveSwap(received) => redeem::receive_swap(deps, env, info, received),
        ExecuteMsg::Register { metadata } => provider::register(deps, env, info, metadata),
        ExecuteMsg::UpdateProvider { metadata } => provider::update(deps, info, metadata),
        ExecuteMsg::Leave {} => provider::leave(deps, info),
        ExecuteMsg::Heartbeat {} => provider::heartbeat(deps, env, info),
        ExecuteMsg::Unjail {} => provider::unjail(deps, env, info),
        ExecuteMsg::Bond { class, from } => bond::bond(deps, env, info, class, from),
        ExecuteMsg::Unbond { class, amount } => bond::unbond(deps, env, info, class, amount),
        ExecuteMsg::Release { class, payout } => bond::release(deps, env, info, class, payout),
        ExecuteMsg::OfferGpus { class, gpus, admission } => {
            gpus::offer(deps, env, info, class, gpus, admission)
        }
        ExecuteMsg::MintCredits { class, amount, payout } => {
            mint::mint(deps, env, info, class, amount, payout)
        }
        ExecuteMsg::RedeemCredits { class, amount } => redeem::from_account(deps, env, info, class, amount),
        ExecuteMsg::BurnRedeemed { class } => redeem::burn_redeemed(deps, env, class),
        ExecuteMsg::Touch { provider, class } => gpus::touch(deps, env, provider, class),
        ExecuteMsg::Deliver { class, debtor, amount, min_price, payout } => {
            let order = deliver::Order { class, debtor, min_price, payout };
            deliver::from_account(deps, env, info, order, amount)
        }
        ExecuteMsg::Crank { class, providers } => crank::crank(deps, env, class, providers),
        ExecuteMsg::Exit { class } => exit::exit(deps, env, info, class),
        ExecuteMsg::CompleteExit { class } => exit::complete(deps, env, info, class),
        ExecuteMsg::AnnounceSunset { class } => sunset::announce(deps, env, info, class),
        ExecuteMsg::Call(request) => call::call(deps, env, info, request),
        ExecuteMsg::EndCall { job_id, ignored } => call::end(deps, env, info, job_id, ignored),
        ExecuteMsg::SetStandard { class, standard } => call::set_standard(deps, info, class, standard),
        ExecuteMsg::Lock(request) => lock::lock(deps, env, info, request),
        ExecuteMsg::FreeGpus { job_id } => lock::free_gpus(deps, info, job_id),
        ExecuteMsg::Outcome { job_id, outcome } => outcome::outcome(deps, env, info, job_id, outcome),
        ExecuteMsg::Fault { job_id, fault } => fault::fault(deps, env, info, job_id, fault),
        ExecuteMsg::AddClass { class, credit_symbol, params } => {
            class::add(deps, env, info, class, credit_symbol, params)
        }
        ExecuteMsg::SetClassPool { class, pool_id } => class::set_pool(deps, info, class, pool_id),
        ExecuteMsg::UpdateClass { class, params } => class::update(deps, info, class, params),
        ExecuteMsg::UpdateParams { params } => admin::update_params(deps, info, params),
        ExecuteMsg::SetPaused { class, paused } => admin::set_paused(deps, info, class, paused),
        ExecuteMsg::SetGuardian { guardian } => admin::set_guardian(deps, info, guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, &env, &info, action),
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    queries::query(deps, env, msg)
}

/// Moves the state to this code's version; nothing in it changes.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "migrate").add_attribute("version", CONTRACT_VERSION))
}
