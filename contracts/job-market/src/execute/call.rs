//! Calling a standard job that nobody accepted.

use api::job_market::events::JobEvent;
use api::job_market::CALL_WITHIN;
use api::provider_registry::{CallRequest, ExecuteMsg as RegistryMsg, NextCallResponse, QueryMsg};
use cosmwasm_std::{DepsMut, Env, Response};

use super::{after, live, wrong_state};
use crate::error::ContractError;
use crate::record::{Hot, Job, Phase};
use crate::state;
use crate::{method, peers};

/// Anyone, once the job's time to be accepted is over: it falls to the next in the class's call order, who has
/// [`CALL_WITHIN`] seconds to accept it. A job is called once.
pub fn call(deps: DepsMut, env: &Env, job_id: u64) -> Result<Response, ContractError> {
    let (hot, terms) = live(&deps, job_id, "open")?;
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
    let config = state::config(deps.storage)?;
    method::ensure_enabled(deps.querier, &config, terms.method)?;
    let question = QueryMsg::NextCall { class: terms.class.clone() };
    let next: NextCallResponse = deps.querier.query_wasm_smart(&config.provider_registry, &question)?;
    let Some(provider) = next.provider else {
        return Err(ContractError::NobodyToCall { job_id, class: terms.class });
    };

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
        .add_event(JobEvent::Call { job_id, provider: &provider, deadline })
        .add_message(peers::registry(&config, &call)?))
}
