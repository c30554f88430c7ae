//! Taking a job.

use api::job_market::events::JobEvent;
use api::job_market::AcceptPayout;
use api::provider_registry::{LockRequest, LockTerms};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::loaded::Loaded;
use crate::error::ContractError;
use crate::job::phase::Deal;
use crate::job::terms::{Judge, Terms};
use crate::job::transition::Event;
use crate::peers::{self, RegistryMsg};

/// Any provider that the registry lets lock bond and GPUs for it; the named one only, where one is named. Who
/// accepts a called job the registry checks: it knows on whom it is called.
pub fn accept(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    payout: AcceptPayout,
) -> Result<Response, ContractError> {
    let mut loaded = Loaded::new(deps.as_ref(), job_id, "open or called")?;
    loaded.read_pause_if_late(deps.as_ref(), env)?;
    loaded.read_method(deps.as_ref())?;
    let provider = deps.api.addr_canonicalize(info.sender.as_str())?;
    let phase = loaded.next(env, Event::Accept { provider, payout })?;
    let terms = &loaded.job.terms;
    if let Some(named) = &terms.provider {
        loaded.only(deps.as_ref(), info, "named provider", named)?;
    }

    let now = env.block.time.seconds();
    let called = phase.work().is_some_and(|work| work.deal == Deal::Called);
    let life = if called { terms.run_within } else { terms.longest_life() };
    let lock = RegistryMsg::LockJob(LockRequest {
        job_id,
        provider: info.sender.to_string(),
        class: terms.class.clone(),
        gpus: terms.gpus,
        seconds: terms.seconds,
        // A result that nobody doubted shows nothing of what it ran on.
        proves_gpus: matches!(terms.judge, Judge::Proof | Judge::Attestors),
        ends_by: now.saturating_add(life),
        terms: if called { LockTerms::Called {} } else { free(terms) },
    });
    let deadline = now.saturating_add(terms.run_within);
    let event = JobEvent::Accept { job_id, provider: &info.sender, payout, deadline };
    let lock = peers::registry(&loaded.config, &lock)?;
    Ok(loaded.go_on(deps, &phase)?.add_event(event).add_message(lock))
}

/// What binds a provider that takes a job by choice.
fn free(terms: &Terms) -> LockTerms {
    LockTerms::Free {
        cost: terms.worth.into(),
        declared_value: terms.declared_value.into(),
        detection_bps: terms.detection_bps,
        min_reputation_bps: terms.min_reputation_bps,
        standard: terms.standard.is_some(),
        min_backing: terms.min_backing.into(),
    }
}
