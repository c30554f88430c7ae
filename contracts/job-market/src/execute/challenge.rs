//! Proof on demand: who doubts a result, and who proves it.

use api::common::Source;
use api::job_market::events::JobEvent;
use api::verifier_gateway::Proof;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::loaded::Loaded;
use super::submit::{ask, delivered};
use crate::error::ContractError;
use crate::job::transition::Event;
use crate::job::waits::wait;
use crate::peers::GatewayQuery;

/// Anyone, with the bond that the request named, which goes to this contract's account.
pub fn challenge(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    from: Source,
) -> Result<Response, ContractError> {
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "submitted")?;
    loaded.read_method(deps.as_ref())?;
    let challenger = deps.api.addr_canonicalize(info.sender.as_str())?;
    let phase = loaded.next(env, Event::Challenge { challenger })?;
    let terms = &loaded.job.terms;
    let bond = loaded.take_bond(env, info, from, terms.dispute_bond)?;
    let event = JobEvent::Challenge {
        job_id,
        challenger: &info.sender,
        bond: terms.dispute_bond.into(),
        deadline: wait(terms, &phase).map_or(0, |wait| wait.at()),
    };
    Ok(loaded.go_on(deps, &phase)?.add_event(event).add_message(bond))
}

/// Anyone: whose proof it is makes no difference, since the claim names the provider.
pub fn prove(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    proof: Proof,
) -> Result<Response, ContractError> {
    let loaded = Loaded::new(deps.as_ref(), job_id, "challenged")?;
    let end = loaded.next(env, Event::Prove)?;
    let claim = delivered(deps.as_ref(), &loaded.job)?
        .ok_or_else(|| ContractError::unsuited(job_id, "a result to prove", "none"))?;
    let question = GatewayQuery::VerifyProof { method: loaded.job.terms.method, claim, proof };
    ask(deps.as_ref(), &loaded.config, &question)
        .map_err(|reason| ContractError::ProofRefused { job_id, reason })?;
    let mut response = loaded.step(deps, env, &end, None)?;
    response.events.insert(0, JobEvent::Prove { job_id, by: &info.sender }.into());
    Ok(response)
}
