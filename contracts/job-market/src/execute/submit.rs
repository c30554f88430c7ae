//! Delivering a result.

use api::job_market::events::JobEvent;
use api::job_market::TIME_USED;
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::verifier_gateway::{Claim, Proof, QueryMsg as GatewayQuery, VerifyResponse};
use cosmwasm_std::{DepsMut, Env, HexBinary, MessageInfo, Response};

use super::request::{check_locator, digest};
use super::{after, in_time, live, only_party, wrong_state};
use crate::error::ContractError;
use crate::method::{self, Verdict};
use crate::peers;
use crate::record::{End, Hot, Job, Phase};
use crate::settle::{self, Ending};
use crate::state::{self, Config, Terms};

/// A result as it comes.
pub struct Submission {
    /// Of which job.
    pub job_id: u64,
    /// Output digest.
    pub output: HexBinary,
    /// Proof, where it comes along.
    pub proof: Option<Proof>,
    /// Where the output can be fetched.
    pub output_locator: Option<String>,
}

/// The assigned provider, in time. A result that comes with its proof settles at once.
pub fn submit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    submission: Submission,
) -> Result<Response, ContractError> {
    let Submission { job_id, output: text, proof, output_locator } = submission;
    let (hot, terms) = live(&deps, job_id, "assigned")?;
    let Phase::Assigned(work, _) = hot.phase else {
        return Err(wrong_state(job_id, "assigned", &hot));
    };
    only_party(&deps, info, job_id, "provider", &work.provider)?;
    in_time(env, job_id, hot.deadline)?;
    let output = digest("output", &text)?;
    check_locator("output_locator", output_locator.as_deref())?;
    if output == TIME_USED {
        check_used(env, job_id, &terms, hot.deadline)?;
    }
    let config = state::config(deps.storage)?;

    let proof = match (terms.verdict, proof) {
        (Verdict::Proof | Verdict::Signatures, Some(proof)) => Some(proof),
        (Verdict::Signatures | Verdict::Client, None) => None,
        (Verdict::Proof, None) => return Err(ContractError::ProofMissing { job_id }),
        (Verdict::Client, Some(_)) => return Err(ContractError::ProofUnexpected { job_id }),
    };
    let event = |deadline| JobEvent::Submit {
        job_id,
        output: &output,
        output_locator: output_locator.as_deref(),
        deadline,
    };
    let phase = Phase::Submitted(work, output);
    let Some(proof) = proof else {
        method::ensure_enabled(deps.querier, &config, terms.method)?;
        let deadline = after(env, terms.verdict_within)?;
        state::save_job(deps.storage, job_id, &Job::Live(Hot { deadline, phase }))?;
        // Nothing runs any more: a called one that waits for its verdict must not excuse from other calls.
        let freed = terms.template.map(|_| peers::registry(&config, &RegistryMsg::FreeGpus { job_id }));
        return Ok(Response::new().add_messages(freed.transpose()?).add_event(event(Some(deadline))));
    };
    let claim = claim(job_id, info.sender.to_string(), &terms, text);
    verify(&deps, &config, &terms, claim, proof)?;
    let hot = Hot { deadline: hot.deadline, phase };
    let ended = settle::end(
        deps,
        env,
        &config,
        Ending { job_id, terms, hot, end: End::Settled, reporter: None, stopped: false },
    )?;
    Ok(ended.add_event(event(None)))
}

/// Only a standard job can use up its time, and not before the time paid for has passed since it was accepted, waiting for the
/// input excluded.
fn check_used(env: &Env, job_id: u64, terms: &Terms, deadline: u64) -> Result<(), ContractError> {
    if terms.template.is_none() {
        return Err(ContractError::NotStandard { job_id });
    }
    let left = terms.run_within.saturating_sub(terms.seconds);
    let (used_at, now) = (deadline.saturating_sub(left), env.block.time.seconds());
    if now < used_at {
        return Err(ContractError::TimeNotUsed { job_id, used_at, now });
    }
    Ok(())
}

/// What a provider claims by its result.
pub fn claim(job_id: u64, provider: String, terms: &Terms, output: HexBinary) -> Claim {
    Claim {
        job_id,
        provider,
        program: terms.program.as_slice().into(),
        input: terms.input.unwrap_or_default().as_slice().into(),
        output,
    }
}

/// Asks the gateway; whatever it refuses moves nothing and is no fault.
fn verify(
    deps: &DepsMut,
    config: &Config,
    terms: &Terms,
    claim: Claim,
    proof: Proof,
) -> Result<(), ContractError> {
    let job_id = claim.job_id;
    let refused = |reason| ContractError::ProofRefused { job_id, reason };
    let question = GatewayQuery::VerifyProof { method: terms.method, claim, proof };
    let answer: VerifyResponse = deps
        .querier
        .query_wasm_smart(&config.verifier_gateway, &question)
        .map_err(|error| refused(error.to_string()))?;
    if !answer.valid {
        return Err(refused("the gateway answered that it is not valid".into()));
    }
    Ok(())
}
