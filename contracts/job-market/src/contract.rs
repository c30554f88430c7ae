//! Entry points, and which message goes where.

use api::common::{check_len, checked_addr, no_funds};
use api::job_market::events::JobEvent;
use api::job_market::{ExecuteMsg, InstantiateMsg, MigrateMsg, QueryMsg};
use api::ownership::update_ownership;
use api::versioning::ensure_migration;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, SubMsgResult};

use crate::error::ContractError;
use crate::execute::{
    accept, call, cancel, client, data, governance, submit, submit_batch, sweep, template, timeout, verdict,
};
use crate::state::{Config, Settings, CONFIG, CONTRACT_NAME, CONTRACT_VERSION, SETTINGS};
use crate::{callback, intake, settlement};

/// Starts with no classes and no jobs. Asks no peer.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, ContractError> {
    no_funds(&info)?;
    check_len("network_denom", &msg.network_denom, 3, 128)?;
    governance::check_params(&msg.params)?;
    let owner = checked_addr(deps.api, "owner", &msg.owner)?;
    let guardian = checked_addr(deps.api, "guardian", &msg.guardian)?;
    let config = Config {
        network_denom: msg.network_denom,
        pool: checked_addr(deps.api, "peers.pool", &msg.peers.pool)?,
        provider_registry: checked_addr(deps.api, "peers.provider_registry", &msg.peers.provider_registry)?,
        verifier_gateway: checked_addr(deps.api, "peers.verifier_gateway", &msg.peers.verifier_gateway)?,
        fee_collector: checked_addr(deps.api, "peers.fee_collector", &msg.peers.fee_collector)?,
        block_millis: msg.params.block_millis,
    };
    CONFIG.save(deps.storage, &config)?;
    let response = Response::new()
        .add_attribute("action", "instantiate")
        .add_attribute("owner", &owner)
        .add_event(JobEvent::SetGuardian { guardian: &guardian })
        .add_event(JobEvent::UpdateParams { params: msg.params });
    SETTINGS.save(deps.storage, &Settings { guardian, params: msg.params, paused: false })?;
    cw_ownable::initialize_owner(deps.storage, deps.api, Some(owner.as_str()))?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(response)
}

/// Runs a message. Only a request with funds and the bonds of a dispute and of a request for data take coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    msg: ExecuteMsg,
) -> Result<Response, ContractError> {
    let (env, info) = (&env, &info);
    let takes_coins = matches!(
        msg,
        ExecuteMsg::RequestJob { .. } | ExecuteMsg::DisputeResult { .. } | ExecuteMsg::RequestData { .. }
    );
    if !takes_coins {
        no_funds(info)?;
    }
    match msg {
        ExecuteMsg::Receive(received) => intake::tokens(deps, env, info, received),
        ExecuteMsg::ReceiveSwap(swap) => intake::receive(deps, env, info, swap),
        ExecuteMsg::RequestJob { request, from } => intake::net(deps, env, info, request, from),
        ExecuteMsg::RequestJobWithCredits { request } => intake::credits(deps, env, info, request),
        ExecuteMsg::CancelJob { job_id } => cancel::cancel(deps, env, info, job_id),
        ExecuteMsg::AcceptJob { job_id, payout } => accept::accept(deps, env, info, job_id, payout),
        ExecuteMsg::CallJob { job_id, input, look } => {
            call::call(deps, env, info, job_id, input.as_ref(), look)
        }
        ExecuteMsg::RequestData { job_id, chunk, from } => {
            data::request(deps, env, info, job_id, chunk, from)
        }
        ExecuteMsg::AnswerData { job_id, data, path } => data::answer(deps, env, info, job_id, &data, &path),
        ExecuteMsg::SubmitResult { job_id, output, proof, output_locator } => {
            let result = submit::Submission { job_id, output, proof, output_locator };
            submit::submit(deps, env, info, result)
        }
        ExecuteMsg::SubmitBatch { root, seal, results } => {
            submit_batch::submit_batch(deps, env, info, root, seal, results)
        }
        ExecuteMsg::ApproveResult { job_id } => client::approve(deps, env, info, job_id),
        ExecuteMsg::DisputeResult { job_id, from } => client::dispute(deps, env, info, job_id, from),
        ExecuteMsg::TimeoutJob { job_id } => timeout::timeout(deps, env, job_id),
        ExecuteMsg::Verdict { job_id, valid, reporter } => {
            verdict::verdict(deps, env, info, job_id, valid, &reporter)
        }
        ExecuteMsg::TellEnd { job_id } => callback::tell(deps, info, job_id),
        ExecuteMsg::SweepTake {} => sweep::sweep(deps, env),
        ExecuteMsg::ListClass { class, terms } => governance::list_class(deps, info, &class, terms),
        ExecuteMsg::UpdateClass { class, terms } => governance::update_class(deps, env, info, &class, terms),
        ExecuteMsg::SetTemplate { class, template: number, terms } => {
            template::set(deps, env, info, &class, number, terms.as_ref())
        }
        ExecuteMsg::UpdateParams { params } => governance::update_params(deps, info, params),
        ExecuteMsg::SetPaused { requests } => governance::set_paused(deps, info, requests),
        ExecuteMsg::SetGuardian { guardian } => governance::set_guardian(deps, info, &guardian),
        ExecuteMsg::UpdateOwnership(action) => update_ownership(deps, env, info, action),
    }
}

/// A sale at settlement that failed: its provider gets the credits. Nothing else is ever replied to.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, ContractError> {
    match (reply.id, reply.result) {
        (settlement::SALE, SubMsgResult::Err(_)) => {
            settlement::unsold(&CONFIG.load(deps.storage)?, &reply.payload)
        }
        (id, _) => Err(ContractError::UnexpectedReply { id }),
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    crate::query::query(deps, &env, msg)
}

/// Moves the state to this code's version; nothing in it changes.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn migrate(deps: DepsMut, _env: Env, _msg: MigrateMsg) -> Result<Response, ContractError> {
    ensure_migration(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "migrate").add_attribute("version", CONTRACT_VERSION))
}
