//! Entry points.

use api::common::{check_len, check_range, checked_addr, no_funds};
use api::{job_market, provider_registry};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Binary, Deps, DepsMut, Env, MessageInfo, Reply, Response, StdResult};

use crate::error::AppError;
use crate::msg::{ExecuteMsg, InstantiateMsg, QueryMsg};
use crate::state::{Config, CONFIG};
use crate::{ask, end, query, withdraw};

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/inference-app";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Most bytes of [`InstantiateMsg::prompts`]: a `/` and 64 hex digits come after them, and the market takes locators of 128.
const MAX_PROMPTS: usize = 63;

/// Starts the app. Refuses coins, a class that the market has not, and work of nothing; what else the market wants of a
/// request, the first question shows.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, AppError> {
    no_funds(&info)?;
    check_range("gpus", msg.gpus, 1, 65_536)?;
    check_range("seconds", msg.seconds, 1, 2_592_000)?;
    let digest = msg.program.len();
    if digest != 32 {
        return Err(AppError::Form { what: "program", expected: "32 bytes", got: format!("{digest} bytes") });
    }
    check_len("class", &msg.class, 1, 128)?;
    msg.prompts.as_deref().map_or(Ok(()), check_prompts)?;
    let job_market = checked_addr(deps.api, "job_market", &msg.job_market)?;
    let market: job_market::ConfigResponse =
        deps.querier.query_wasm_smart(&job_market, &job_market::QueryMsg::Config {})?;
    let asked = provider_registry::QueryMsg::Class { class: msg.class.clone() };
    let _: provider_registry::ClassResponse =
        deps.querier.query_wasm_smart(&market.peers.provider_registry, &asked)?;
    let config = Config {
        operator: checked_addr(deps.api, "operator", &msg.operator)?,
        job_market,
        denom: market.network_denom,
        class: msg.class,
        gpus: msg.gpus,
        seconds: msg.seconds,
        program: msg.program,
        method: msg.method,
        fee: msg.fee,
        prompts: msg.prompts,
    };
    CONFIG.save(deps.storage, &config)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "instantiate"))
}

/// Refuses a base address whose locators no agent could fetch, or the market would not take.
fn check_prompts(base: &str) -> Result<(), AppError> {
    check_len("prompts", base, 1, MAX_PROMPTS)?;
    let host = base.strip_prefix("http://").or_else(|| base.strip_prefix("https://")).unwrap_or_default();
    if host.is_empty() || host.ends_with('/') || !host.bytes().all(|byte| byte.is_ascii_graphic()) {
        let expected = "an http:// or https:// address in ASCII without a `/` at its end";
        return Err(AppError::Form { what: "prompts", expected, got: base.into() });
    }
    Ok(())
}

/// Runs a message.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, AppError> {
    match msg {
        ExecuteMsg::Ask { prompt } => ask::ask(deps.as_ref(), &env, &info, &prompt),
        ExecuteMsg::JobEnded(ended) => end::heard(deps, &info, ended),
        ExecuteMsg::Collect { job_id } => end::collect(deps, &info, job_id),
        ExecuteMsg::Withdraw {} => withdraw::withdraw(deps, &info),
    }
}

/// The job-market has opened the job of a question.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> Result<Response, AppError> {
    ask::opened(deps, reply)
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    query::query(deps, msg)
}
