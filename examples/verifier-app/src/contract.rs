//! Entry points.

use api::common::{checked_addr, no_funds};
use api::verifier_gateway::{JournalPolicy, MethodResponse, QueryMsg as GatewayQuery};
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::bounty::{self, Wanted};
use crate::error::AppError;
use crate::msg::{ExecuteMsg, InstantiateMsg, QueryMsg};
use crate::state::{Config, CONFIG};

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/verifier-app";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the app. Refuses coins, and a method whose proofs anybody could use who sees them.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: InstantiateMsg,
) -> Result<Response, AppError> {
    no_funds(&info)?;
    let gateway = checked_addr(deps.api, "gateway", &msg.gateway)?;
    let method = msg.method;
    let found: MethodResponse = deps.querier.query_wasm_smart(&gateway, &GatewayQuery::Method { method })?;
    if found.params.kind.policy() != Some(JournalPolicy::Statement) {
        return Err(AppError::Method { method });
    }
    CONFIG.save(deps.storage, &Config { gateway, method })?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "instantiate"))
}

/// Runs a message.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(deps: DepsMut, env: Env, info: MessageInfo, msg: ExecuteMsg) -> Result<Response, AppError> {
    match msg {
        ExecuteMsg::Offer { program, input, output, until } => {
            bounty::offer(deps, &env, &info, Wanted { program, input, output }, until)
        }
        ExecuteMsg::Prove { bounty, output, proof } => {
            no_funds(&info)?;
            bounty::prove(deps, &info, bounty, output, proof)
        }
        ExecuteMsg::TakeBack { bounty } => {
            no_funds(&info)?;
            bounty::take_back(deps, &env, &info, bounty)
        }
    }
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, AppError> {
    Ok(match msg {
        QueryMsg::Bounty { bounty } => to_json_binary(&bounty::load(deps, bounty)?)?,
        QueryMsg::Claim { bounty, prover, output } => {
            to_json_binary(&bounty::claim(deps, bounty, &prover, output)?)?
        }
    })
}
