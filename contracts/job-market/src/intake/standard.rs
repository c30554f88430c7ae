//! What a standard job must look like.

use api::common::check_range;
use api::job_market::{InputForm, JobRequest, MIN_STANDARD_ACCEPT};
use cosmwasm_std::Storage;

use super::request::Checked;
use crate::error::ContractError;
use crate::job::terms::Standard;
use crate::state::{self, Class, StoredTemplate};

/// The template that a request names, if it names one.
pub fn template(
    storage: &dyn Storage,
    request: &JobRequest,
) -> Result<Option<StoredTemplate>, ContractError> {
    request.template.map(|number| state::template(storage, &request.class, number)).transpose()
}

/// What makes the request one for a standard job, if it names a template, and when that was set, Unix seconds. Refuses one
/// that departs from it: it could be called on somebody whom it does not suit. Refuses what only standard jobs have in any
/// other.
pub fn check(
    template: Option<StoredTemplate>,
    class: &Class,
    request: &JobRequest,
    checked: &Checked,
) -> Result<Option<(Standard, u64)>, ContractError> {
    let min_damages = request.min_damages.unwrap_or_default().u128();
    let (Some(number), Some(stored)) = (request.template, template) else {
        let only = |field, got| {
            Err(ContractError::Field {
                field,
                expected: "a template, as it is for standard jobs".into(),
                got,
            })
        };
        return match (request.anyone_may_call, min_damages) {
            (false, 0) => Ok(None),
            (true, _) => only("anyone_may_call", "none".into()),
            (false, _) => only("min_damages", "none".into()),
        };
    };
    let StoredTemplate { terms: template, call_within, set_at } = stored;
    let off = |field, expected: String, got: String| {
        Err(ContractError::OffTemplate { template: number, field, expected, got })
    };
    if request.program != template.program {
        return off("program", template.program.to_hex(), request.program.to_hex());
    }
    if request.method != template.method {
        return off("method", template.method.to_string(), request.method.to_string());
    }
    let gpus = class.terms.standard_gpus;
    if request.gpus != gpus {
        return off("gpus", gpus.to_string(), request.gpus.to_string());
    }
    let units = request.seconds.checked_div(template.unit_seconds).unwrap_or_default();
    let whole = units.saturating_mul(template.unit_seconds) == request.seconds;
    if !whole || !(template.min_units..=template.max_units).contains(&units) {
        let expected =
            format!("{} to {} times {}", template.min_units, template.max_units, template.unit_seconds);
        return off("seconds", expected, request.seconds.to_string());
    }
    check_range("accept_within", request.accept_within, MIN_STANDARD_ACCEPT, u64::MAX)?;
    // No longer either: a call would keep its debtor from other calls for longer than it pays.
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
    // A called debtor has no backing.
    if let Some(backing) = request.min_backing.filter(|backing| !backing.is_zero()) {
        return off("min_backing", "none".into(), backing.to_string());
    }
    if let Some(provider) = &checked.provider {
        return off("provider", "none".into(), provider.to_string());
    }
    // It must fit into the message that calls the job.
    let most = template.max_input;
    match (&request.input, request.input_form) {
        (None, _) if most == 0 => {}
        (Some(input), _) if most == 0 => return off("input", "none".into(), input.to_hex()),
        (None, _) => return off("input", format!("one of 1 to {most} bytes"), "none".into()),
        (Some(_), Some(InputForm::Bytes { len })) if len <= most => {}
        (Some(_), form) => {
            let got = match form {
                None => "none".into(),
                Some(InputForm::Bytes { len }) => format!("{len} bytes"),
                Some(InputForm::Chunks { count }) => format!("{count} chunks"),
            };
            return off("input_form", format!("1 to {most} bytes"), got);
        }
    }
    let standard =
        Standard { template: number, call_within, min_damages, anyone_may_call: request.anyone_may_call };
    Ok(Some((standard, set_at)))
}
