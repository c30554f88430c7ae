//! Templates of standard jobs, and what a standard job must look like.

use api::common::check_range;
use api::job_market::events::JobEvent;
use api::job_market::{InputForm, JobRequest, Template as Terms};
use api::ownership::assert_owner;
use api::provider_registry::{ExecuteMsg as RegistryMsg, StandardJob};
use cosmwasm_std::{DepsMut, HexBinary, MessageInfo, Response, Storage};

use super::request::{digest, Checked, MAX_GPUS};
use crate::error::ContractError;
use crate::state::{self, Template, MAX_TEMPLATES};
use crate::{method, peers};

/// Owner: registers, replaces or removes a template, and tells the registry which standard job of the class is the largest.
pub fn set(
    deps: DepsMut,
    info: &MessageInfo,
    class: String,
    number: u32,
    terms: Option<Terms>,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    state::class(deps.storage, &class)?;
    let config = state::config(deps.storage)?;
    let known = state::may_template(deps.storage, &class, number)?.is_some();
    match &terms {
        Some(terms) => {
            let template = checked(deps.storage, terms)?;
            method::ensure_enabled(deps.querier, &config, terms.method)?;
            if !known && state::templates(deps.storage, &class)?.len() >= MAX_TEMPLATES {
                return Err(ContractError::TooManyTemplates { max: MAX_TEMPLATES });
            }
            state::save_template(deps.storage, &class, number, Some(&template))?;
        }
        None if !known => return Err(ContractError::UnknownTemplate { class, template: number }),
        None => state::save_template(deps.storage, &class, number, None)?,
    }
    let event = JobEvent::SetTemplate { class: &class, template: number, set: terms.is_some() };
    let response = Response::new().add_event(event);
    let told = RegistryMsg::SetStandard { standard: largest(deps.storage, &class)?, class };
    Ok(response.add_message(peers::registry(&config, &told)?))
}

/// Bounds of a template, and its stored form.
fn checked(storage: &dyn Storage, terms: &Terms) -> Result<Template, ContractError> {
    let longest = state::settings(storage)?.max_run_within;
    check_range("gpus", terms.gpus, 1, MAX_GPUS)?;
    check_range("unit_seconds", terms.unit_seconds, 1, longest)?;
    check_range("max_units", terms.max_units, 1, longest)?;
    let runs = terms.unit_seconds.saturating_mul(terms.max_units).saturating_add(terms.overhead);
    check_range("unit_seconds · max_units + overhead", runs, 1, longest)?;
    Ok(Template {
        program: digest("program", &terms.program)?,
        method: terms.method,
        gpus: terms.gpus,
        unit_seconds: terms.unit_seconds,
        max_units: terms.max_units,
        overhead: terms.overhead,
    })
}

/// The most GPUs and the most credits that a standard job of the class needs.
fn largest(storage: &dyn Storage, class: &str) -> Result<Option<StandardJob>, ContractError> {
    let mut largest: Option<(u32, u128)> = None;
    for (_, template) in state::templates(storage, class)? {
        let seconds = template.unit_seconds.saturating_mul(template.max_units);
        let (gpus, credits) = largest.unwrap_or_default();
        largest = Some((gpus.max(template.gpus), credits.max(state::credits(template.gpus, seconds)?)));
    }
    Ok(largest.map(|(gpus, credits)| StandardJob { gpus, credits: credits.into() }))
}

/// Refuses a request that departs from the template it names: then it could be called on somebody whom it does not suit.
pub fn check_request(
    storage: &dyn Storage,
    number: u32,
    request: &JobRequest,
    checked: &Checked,
) -> Result<(), ContractError> {
    let template = state::may_template(storage, &request.class, number)?
        .ok_or_else(|| ContractError::UnknownTemplate { class: request.class.clone(), template: number })?;
    let off = |field, expected: String, got: String| {
        Err(ContractError::OffTemplate { template: number, field, expected, got })
    };
    if checked.program != template.program {
        return off("program", hex(&template.program), hex(&checked.program));
    }
    if request.method != template.method {
        return off("method", template.method.to_string(), request.method.to_string());
    }
    if request.gpus != template.gpus {
        return off("gpus", template.gpus.to_string(), request.gpus.to_string());
    }
    let units = request.seconds.checked_div(template.unit_seconds).unwrap_or_default();
    let whole = units.saturating_mul(template.unit_seconds) == request.seconds;
    if !whole || units > template.max_units {
        let expected = format!("1 to {} times {}", template.max_units, template.unit_seconds);
        return off("seconds", expected, request.seconds.to_string());
    }
    // No longer either: a call would keep its provider out of the call order for longer than it counts in its turn.
    let within = request.seconds.saturating_add(template.overhead);
    if request.run_within != within {
        return off("run_within", within.to_string(), request.run_within.to_string());
    }
    if let Some(value) = request.declared_value.filter(|value| !value.is_zero()) {
        return off("declared_value", "none".into(), value.to_string());
    }
    if request.min_reputation_bps > 0 {
        return off("min_reputation_bps", "0".into(), request.min_reputation_bps.to_string());
    }
    if let Some(provider) = &checked.provider {
        return off("provider", "none".into(), provider.to_string());
    }
    // It must fit into the message that calls the job.
    let whole = matches!(request.input_form, Some(InputForm::Bytes { .. }));
    if checked.input.is_some() && !whole {
        let got = request.input_form.map_or("none", |_| "chunks");
        return off("input_form", "bytes, as there is an input".into(), got.into());
    }
    Ok(())
}

fn hex(digest: &[u8; 32]) -> String {
    HexBinary::from(digest).to_hex()
}
