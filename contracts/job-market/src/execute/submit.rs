//! Delivering a result.

use api::job_market::events::JobEvent;
use api::verifier_gateway::{Claim, Proof, VerifyResponse};
use cosmwasm_std::{Deps, DepsMut, Env, HexBinary, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::intake::{check_locator, digest};
use crate::job::phase::Phase;
use crate::job::terms::Terms;
use crate::job::transition::Event;
use crate::peers::{self, GatewayQuery, RegistryMsg};
use crate::state::Config;

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

/// The assigned provider, in time. A result that comes with its proof settles at once; any other frees its
/// GPUs and waits for its verdict.
pub fn submit(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    submission: Submission,
) -> Result<Response, ContractError> {
    let Submission { job_id, output: text, proof, output_locator } = submission;
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "assigned")?;
    loaded.only_provider(deps.as_ref(), info)?;
    let output = digest("output", &text)?;
    check_locator("output_locator", output_locator.as_deref())?;
    if proof.is_none() {
        loaded.read_method(deps.as_ref())?;
    }
    let phase = loaded.next(env, Event::Submit { output, proven: proof.is_some() })?;
    let terms = &loaded.job.terms;
    let submitted = |deadline| JobEvent::Submit {
        job_id,
        output: &output,
        output_locator: output_locator.as_deref(),
        deadline,
    };
    if let Phase::Submitted { begun, .. } = &phase {
        let event = submitted(Some(terms.verdict(*begun).at()));
        let free = peers::registry(&loaded.config, &RegistryMsg::FreeGpus { job_id })?;
        return Ok(loaded.go_on(deps, &phase)?.add_message(free).add_event(event));
    }
    if let Some(proof) = proof {
        let claim = claim(job_id, info.sender.to_string(), terms, text);
        let question = GatewayQuery::VerifyProof { method: terms.method, claim, proof };
        ask(deps.as_ref(), &loaded.config, &question)
            .map_err(|reason| ContractError::ProofRefused { job_id, reason })?;
    }
    let mut response = loaded.step(deps, env, &phase, None)?;
    response.events.insert(0, submitted(None).into());
    Ok(response)
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

/// Asks the gateway whether what is claimed is proven; whatever it refuses moves nothing and is no fault.
pub fn ask(deps: Deps, config: &Config, question: &GatewayQuery) -> Result<(), String> {
    let answer: VerifyResponse = deps
        .querier
        .query_wasm_smart(&config.verifier_gateway, question)
        .map_err(|error| error.to_string())?;
    if !answer.valid {
        return Err("the gateway answered that it is not valid".into());
    }
    Ok(())
}
