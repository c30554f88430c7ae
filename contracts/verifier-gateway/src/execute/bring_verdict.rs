//! Bringing a signed verdict on a submitted job.

use api::job_market::ClaimResponse;
use api::provider_registry::KeySignature;
use api::signatures;
use api::verifier_gateway::events::GatewayEvent;
use api::verifier_gateway::raw::Kind;
use cosmwasm_std::{Addr, Deps, Env, Event, Response, Storage};
use proofs::statement::{invalid_digest, valid_digest};

use crate::claim::CheckedClaim;
use crate::error::ContractError;
use crate::job_market;
use crate::method::{attestors, judged_otherwise, SIGNED};
use crate::state::{load_usable, CONFIG};

/// Anyone: checks the signatures on what the job-market says is claimed, and tells it the verdict and who
/// brought it. Signatures on *invalid* must name the sender, so that nobody else can bring them. Whether the
/// job still waits for a verdict, the job-market decides.
pub fn run(
    deps: Deps,
    env: &Env,
    sender: &Addr,
    job_id: u64,
    valid: bool,
    signatures: &[KeySignature],
) -> Result<Response, ContractError> {
    let market = CONFIG.load(deps.storage)?.job_market;
    let submitted = job_market::submitted(deps.querier, &market, job_id)?;
    let judge = judge(deps.storage, env, &submitted)?;
    let (keys, threshold) = attestors(deps.storage, judge)?;
    let statement = CheckedClaim::new(deps.api, &submitted.claim)?.statement(env);
    let digest = if valid { valid_digest(&statement) } else { invalid_digest(&statement, sender.as_str()) };
    signatures::require(deps.api, &keys, threshold, &digest, signatures)?;

    let message = job_market::told(market, job_market::verdict(job_id, valid, sender)?);
    let event: Event = GatewayEvent::BringVerdict { job_id, judge, valid, reporter: sender }.into();
    Ok(Response::new().add_event(event).add_message(message))
}

/// The attestation method whose keys judge the result: the job's own, or the arbiter of a disputed one. A
/// method that was stopped judges nothing, nor does a stopped arbiter: such a job ends by refund.
fn judge(storage: &dyn Storage, env: &Env, submitted: &ClaimResponse) -> Result<u32, ContractError> {
    let method = submitted.method;
    let now = env.block.time.seconds();
    let status = load_usable(storage, method, now)?;
    match (status.kind, submitted.disputed, status.relies_on) {
        (Kind::Attestation, false, _) => Ok(method),
        (Kind::ClientApproval, true, Some(arbiter)) => {
            load_usable(storage, arbiter, now)?;
            Ok(arbiter)
        }
        (kind, ..) => Err(judged_otherwise(method, kind, SIGNED)),
    }
}
