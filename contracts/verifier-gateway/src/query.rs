//! Answers.

use api::common::checked_addr;
use api::paging::{between, page, ListOrder};
use api::verifier_gateway::raw::PROGRAMS;
use api::verifier_gateway::{
    Claim, ConfigResponse, MethodParams, MethodResponse, MethodsResponse, ProgramResponse, QueryMsg,
    StatementResponse, VerifyResponse,
};
use cosmwasm_std::{to_json_binary, Binary, Deps, Env, HexBinary, Storage};
use cw_storage_plus::Bound;
use proofs::statement::{invalid_digest, valid_digest};

use crate::claim::{digest, CheckedClaim};
use crate::error::ContractError;
use crate::groth16;
use crate::state::{load_method, load_status, CONFIG, METHODS};
use crate::verify::verify_proof;
use crate::verify_set::verify_set;
use crate::versions::Versions;

/// Answers a question.
pub fn run(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps.storage)?),
        QueryMsg::Method { method } => {
            to_json_binary(&describe(deps.storage, method, load_method(deps.storage, method)?)?)
        }
        QueryMsg::Methods { order, start_after, limit } => {
            to_json_binary(&methods(deps.storage, order, start_after, limit)?)
        }
        QueryMsg::Program { program } => to_json_binary(&registration(deps.storage, &program)?),
        QueryMsg::Key { program } => {
            to_json_binary(&groth16::describe(deps.storage, &digest("program", &program)?)?)
        }
        QueryMsg::VerifyProof { method, claim, proof } => {
            verify_proof(deps, env, method, &claim, &proof)?;
            to_json_binary(&VerifyResponse { valid: true })
        }
        QueryMsg::VerifySet { method, root, seal, claims } => {
            verify_set(deps, env, method, &root, &seal, &claims)?;
            to_json_binary(&VerifyResponse { valid: true })
        }
        QueryMsg::Statement { claim, reporter } => {
            to_json_binary(&statement(deps, env, &claim, reporter.as_deref())?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    };
    Ok(answer?)
}

fn config(storage: &dyn Storage) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(storage)?;
    Ok(ConfigResponse { guardian: config.guardian, job_market: config.job_market, timelock: config.timelock })
}

fn describe(
    storage: &dyn Storage,
    method: u32,
    params: MethodParams,
) -> Result<MethodResponse, ContractError> {
    let status = load_status(storage, method)?;
    Ok(MethodResponse {
        method,
        params,
        active_from: status.active_from,
        disabled: status.disabled,
        accepted: Versions::of(&status).selectors(),
    })
}

fn methods(
    storage: &dyn Storage,
    order: Option<ListOrder>,
    start_after: Option<u32>,
    limit: Option<u32>,
) -> Result<MethodsResponse, ContractError> {
    let (low, high, order) = between(order, start_after.map(Bound::exclusive));
    let methods = METHODS
        .range(storage, low, high, order)
        .take(page(limit))
        .map(|entry| {
            let (method, params) = entry?;
            describe(storage, method, params)
        })
        .collect::<Result<_, _>>()?;
    Ok(MethodsResponse { methods })
}

fn registration(storage: &dyn Storage, program: &HexBinary) -> Result<ProgramResponse, ContractError> {
    let status = PROGRAMS
        .may_load(storage, &digest("program", program)?)?
        .ok_or_else(|| ContractError::UnknownProgram { program: program.clone() })?;
    Ok(ProgramResponse { input_offset: status.input_offset, active_from: status.active_from })
}

fn statement(
    deps: Deps,
    env: &Env,
    claim: &Claim,
    reporter: Option<&str>,
) -> Result<StatementResponse, ContractError> {
    let statement = CheckedClaim::new(deps.api, claim)?.statement(env);
    let reporter = reporter.map(|text| checked_addr(deps.api, "reporter", text)).transpose()?;
    Ok(StatementResponse {
        statement: statement.into(),
        valid: valid_digest(&statement).into(),
        invalid: reporter.map(|reporter| invalid_digest(&statement, reporter.as_str()).into()),
    })
}
