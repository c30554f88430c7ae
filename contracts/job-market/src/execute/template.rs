//! Templates of standard jobs.

use api::common::check_range;
use api::job_market::events::JobEvent;
use api::job_market::{Template, MAX_INPUT, MIN_OVERHEAD};
use api::ownership::assert_owner;
use api::provider_registry::StandardJob;
use cosmwasm_std::{CosmosMsg, DepsMut, Env, MessageInfo, Response, Storage, Uint128};

use crate::error::ContractError;
use crate::intake::digest;
use crate::job::terms::{credits, Judge};
use crate::method;
use crate::peers::{self, RegistryMsg};
use crate::state::{self, StoredTemplate, CONFIG, MAX_TEMPLATES, SETTINGS};

/// Owner: registers, replaces or removes a template, and tells the registry of the class's smallest and
/// largest standard job.
pub fn set(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    class: &str,
    number: u32,
    terms: Option<&Template>,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    state::class(deps.storage, class)?;
    let event = match terms {
        Some(terms) => {
            let judge = method::for_template(deps.querier, &CONFIG.load(deps.storage)?, terms.method)?;
            let template = checked(deps.storage, env, terms, judge)?;
            let others = state::templates(deps.storage, class)?.into_iter().filter(|(n, _)| *n != number);
            if others.count() >= MAX_TEMPLATES {
                return Err(ContractError::TooMany { what: "templates in a class", max: MAX_TEMPLATES });
            }
            state::save_template(deps.storage, class, number, Some(&template))?;
            JobEvent::SetTemplate { class, template: number, terms, call_within: template.call_within }
        }
        None => {
            state::template(deps.storage, class, number)?;
            state::save_template(deps.storage, class, number, None)?;
            JobEvent::RemoveTemplate { class, template: number }
        }
    };
    Ok(Response::new().add_event(event).add_message(tell_registry(deps.storage, class)?))
}

/// Tells the registry of the class's standard jobs.
pub fn tell_registry(storage: &dyn Storage, id: &str) -> Result<CosmosMsg, ContractError> {
    let gpus = state::class(storage, id)?.terms.standard_gpus;
    let mut standard: Option<StandardJob> = None;
    for (_, StoredTemplate { terms, .. }) in state::templates(storage, id)? {
        let of = |units| credits(gpus, terms.unit_seconds.saturating_mul(units)).map(Uint128::new);
        let (least, most) = (of(terms.min_units)?, of(terms.max_units)?);
        standard = Some(standard.map_or(StandardJob { gpus, least, most }, |so_far| StandardJob {
            gpus,
            least: so_far.least.min(least),
            most: so_far.most.max(most),
        }));
    }
    let msg = RegistryMsg::SetStandard { class: id.to_owned(), standard };
    Ok(peers::registry(&CONFIG.load(storage)?, &msg)?)
}

/// Bounds of a template, and its stored form. Its least job pays for as long as it can keep a debtor from
/// other calls by doing nothing: who calls jobs on itself to be left alone works for at least half of the
/// time. A program that proves its result cannot know for how long its job was paid, so all of its jobs are
/// equally long: else a debtor could be called for one that it cannot prove in time.
fn checked(
    storage: &dyn Storage,
    env: &Env,
    terms: &Template,
    judge: Judge,
) -> Result<StoredTemplate, ContractError> {
    let params = SETTINGS.load(storage)?.params;
    let longest = params.max_run_within;
    check_range("overhead", terms.overhead, MIN_OVERHEAD, longest)?;
    check_range("unit_seconds", terms.unit_seconds, 1, longest)?;
    check_range("min_units", terms.min_units, 1, longest)?;
    check_range("max_units", terms.max_units, terms.min_units, longest)?;
    if judge == Judge::Proof {
        check_range("max_units (under a validity proof)", terms.max_units, terms.min_units, terms.min_units)?;
    }
    check_range("max_input", terms.max_input, 0, MAX_INPUT)?;
    let least = terms.unit_seconds.saturating_mul(terms.min_units);
    let idle = params.call_within.saturating_add(terms.overhead);
    check_range("unit_seconds · min_units (seconds of the least job)", least, idle, u64::MAX)?;
    let runs = terms.unit_seconds.saturating_mul(terms.max_units).saturating_add(terms.overhead);
    check_range("unit_seconds · max_units + overhead", runs, 1, longest)?;
    digest("program", &terms.program)?;
    let (call_within, set_at) = (params.call_within, env.block.time.seconds());
    Ok(StoredTemplate { terms: terms.clone(), call_within, set_at })
}
