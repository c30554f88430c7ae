//! Calling a standard job that nobody accepted.

use api::job_market::events::JobEvent;
use api::job_market::CALL_WITHIN;
use api::provider_registry::{CallRequest, ExecuteMsg as RegistryMsg, NextCallResponse, QueryMsg};
use cosmwasm_std::{Binary, DepsMut, Env, Response};

use super::{after, live, wrong_state};
use crate::error::ContractError;
use crate::record::{Hot, Job, Phase};
use crate::state::{self, Terms};
use crate::{input, method, peers};

/// Anyone, once the job's time to be accepted is over: it falls to the next in the class's call order, who has
/// [`CALL_WITHIN`] seconds to accept it. A job is called once, and with its input: else its client could make whoever is called
/// wait for that, or let somebody who owes more than it wants to serve wait for one of its own.
pub fn call(deps: DepsMut, env: &Env, job_id: u64, input: Option<Binary>) -> Result<Response, ContractError> {
    let (hot, mut terms) = live(&deps, job_id, "open")?;
    if hot.phase != Phase::Open {
        return Err(wrong_state(job_id, "open", &hot));
    }
    if terms.template.is_none() {
        return Err(ContractError::NotStandard { job_id });
    }
    let now = env.block.time.seconds();
    if now < hot.deadline {
        return Err(ContractError::TooEarly { job_id, deadline: hot.deadline, now });
    }
    check_input(job_id, &terms, input.as_ref())?;
    let config = state::config(deps.storage)?;
    method::ensure_enabled(deps.querier, &config, terms.method)?;
    let question = QueryMsg::NextCall { class: terms.class.clone() };
    let next: NextCallResponse = deps.querier.query_wasm_smart(&config.provider_registry, &question)?;
    let Some(provider) = next.provider else {
        return Err(ContractError::NobodyToCall { job_id, class: terms.class });
    };

    if terms.data.take().is_some() {
        // It is there now, and not to be asked for again.
        state::save_terms(deps.storage, job_id, &terms)?;
    }
    let deadline = after(env, CALL_WITHIN)?;
    let phase = Phase::Called(deps.api.addr_canonicalize(provider.as_str())?);
    state::save_job(deps.storage, job_id, &Job::Live(Hot { deadline, phase }))?;
    state::mark_waiting(deps.storage, &terms.class, job_id, false);
    let call = RegistryMsg::Call(CallRequest {
        job_id,
        provider: provider.to_string(),
        gpus: terms.gpus,
        credits: terms.credits()?.into(),
        class: terms.class,
    });
    Ok(Response::new()
        .add_event(JobEvent::Call { job_id, provider: &provider, deadline, input: input.as_ref() })
        .add_message(peers::registry(&config, &call)?))
}

/// Refuses a call without the job's input, with another, or with one where the job has none.
fn check_input(job_id: u64, terms: &Terms, came: Option<&Binary>) -> Result<(), ContractError> {
    let wrong = |expected: &str, got: &str| {
        Err(ContractError::WrongData { job_id, expected: expected.into(), got: got.into() })
    };
    match (terms.input, terms.data, came) {
        (None, _, None) => Ok(()),
        (None, _, Some(_)) => wrong("no input, as the job has none", "one"),
        (Some(root), Some(asked), Some(data)) => input::check(asked.form, None, &root, data, &[])
            .map_err(|wrong| ContractError::WrongData { job_id, expected: wrong.expected, got: wrong.got }),
        (Some(_), ..) => wrong("the job's input with the call", "none"),
    }
}
