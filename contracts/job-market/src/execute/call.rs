//! Calling a standard job that nobody accepted.

use api::common::check_range;
use api::job_market::events::JobEvent;
use api::job_market::LOOK;
use api::provider_registry::CallRequest;
use cosmwasm_std::{Binary, DepsMut, Env, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::input;
use crate::job::terms::Terms;
use crate::job::transition::Event;
use crate::peers::{self, RegistryMsg};

/// Its owner, or anyone where the request said so, once the job's time to be accepted is over: the registry
/// picks the debtor, who has `call_within` seconds to accept. A job is called once, and with its input: else
/// its client could make whoever is called wait for that.
pub fn call(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    input: Option<&Binary>,
    look: Option<u32>,
) -> Result<Response, ContractError> {
    let (usual, most) = LOOK;
    let look = look.unwrap_or(usual);
    check_range("look", look, 1, most)?;
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "open or untaken")?;
    loaded.read_pause(deps.as_ref())?;
    loaded.read_method(deps.as_ref())?;
    let phase = loaded.next(env, Event::Call)?;
    let terms = &loaded.job.terms;
    let Some(standard) = terms.standard else {
        return Err(ContractError::unsuited(job_id, "a standard job", "another"));
    };
    if !standard.anyone_may_call {
        loaded.only_owner(deps.as_ref(), info)?;
    }
    check_input(job_id, terms, input)?;

    let call = RegistryMsg::BeginCall(CallRequest {
        job_id,
        class: terms.class.clone(),
        gpus: terms.gpus,
        credits: terms.credits()?.into(),
        serve_within: standard.call_within.saturating_add(terms.run_within),
        min_damages: standard.min_damages.into(),
        look,
    });
    let deadline = env.block.time.seconds().saturating_add(standard.call_within);
    let event = JobEvent::Call { job_id, deadline, input };
    let call = peers::registry(&loaded.config, &call)?;
    Ok(loaded.go_on(deps, &phase)?.add_event(event).add_message(call))
}

/// Refuses a call without the job's input, with another, or with one where the job has none.
fn check_input(job_id: u64, terms: &Terms, came: Option<&Binary>) -> Result<(), ContractError> {
    let wrong = |expected: &str, got: &str| Err(ContractError::unsuited(job_id, expected, got));
    match (terms.input, terms.askable, came) {
        (None, _, None) => Ok(()),
        (None, _, Some(_)) => wrong("no input, as the job has none", "one"),
        (Some(root), Some(askable), Some(data)) => input::check(askable.form, None, &root, data, &[])
            .map_err(|wrong| ContractError::unsuited(job_id, wrong.expected, wrong.got)),
        (Some(_), ..) => wrong("the job's input with the call", "none"),
    }
}
