//! Delivering many results with one proof.

use api::job_market::events::JobEvent;
use api::job_market::BatchResult;
use api::verifier_gateway::{SetClaim, MAX_SET};
use cosmwasm_std::{Binary, DepsMut, Env, HexBinary, MessageInfo, Response};

use super::loaded::Loaded;
use super::submit::{ask, claim};
use crate::error::ContractError;
use crate::intake::{check_locator, digest};
use crate::job::transition::Event;
use crate::peers::GatewayQuery;
use crate::state::{Config, CONFIG};

/// The job before another, and its method.
#[derive(Clone, Copy, Default)]
struct Before {
    job_id: u64,
    method: Option<u32>,
}

/// The assigned provider of every job, in time: all settle at once, or none does. The ids ascend, so that none comes twice; the
/// jobs share their method, so that one question to the gateway judges all. It is asked last: what it refuses is undone.
pub fn submit_batch(
    mut deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    root: HexBinary,
    seal: Binary,
    results: Vec<BatchResult>,
) -> Result<Response, ContractError> {
    let got = results.len();
    if got == 0 || got > MAX_SET {
        let (expected, got) = (format!("1 to {MAX_SET}"), got.to_string());
        return Err(ContractError::Field { field: "results", expected, got });
    }
    let config = CONFIG.load(deps.storage)?;
    let (mut response, mut claims, mut before) = (Response::new(), vec![], Before::default());
    for result in results {
        let (claim, settled) = settle(deps.branch(), env, info, &config, result, &mut before)?;
        claims.push(claim);
        response.events.extend(settled.events);
        response.messages.extend(settled.messages);
    }
    let method = before.method.unwrap_or_default();
    ask(deps.as_ref(), &config, &GatewayQuery::VerifySet { method, root, seal, claims })
        .map_err(|reason| ContractError::BatchRefused { reason })?;
    Ok(response)
}

/// Settles one job, and says what is claimed by that. Errors name the job.
fn settle(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    config: &Config,
    result: BatchResult,
    before: &mut Before,
) -> Result<(SetClaim, Response), ContractError> {
    let BatchResult { job_id, output: text, path, journal, output_locator } = result;
    if job_id <= before.job_id {
        let expected = format!("ids that ascend, so above {}", before.job_id);
        return Err(ContractError::Field { field: "job_id", expected, got: job_id.to_string() });
    }
    let loaded = Loaded::with(config.clone(), deps.as_ref(), job_id, "assigned")?;
    loaded.only_provider(deps.as_ref(), info)?;
    let named = |reason: ContractError| ContractError::InBatch { job_id, reason: reason.to_string() };
    let output = digest("output", &text).map_err(named)?;
    check_locator("output_locator", output_locator.as_deref()).map_err(|error| named(error.into()))?;
    let phase = loaded.next(env, Event::Submit { output, proven: true })?;
    let method = loaded.job.terms.method;
    if let Some(other) = before.method.filter(|before| *before != method) {
        let (expected, got) = ("the method of the jobs before it", format!("another than {other}"));
        return Err(named(ContractError::Method { method, expected, got }));
    }
    *before = Before { job_id, method: Some(method) };
    let claim = claim(job_id, info.sender.to_string(), &loaded.job.terms, text);
    let mut response = loaded.step(deps, env, &phase, None)?;
    let output_locator = output_locator.as_deref();
    let submitted = JobEvent::Submit { job_id, output: &output, output_locator, deadline: None };
    response.events.insert(0, submitted.into());
    Ok((SetClaim { claim, path, journal }, response))
}
