//! Taking a job.

use api::common::check_range;
use api::job_market::events::JobEvent;
use api::job_market::{AcceptPayout, DATA_WITHIN};
use api::provider_registry::{ExecuteMsg as RegistryMsg, LockRequest};
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};

use super::{after, in_time, live, only_party, wrong_state};
use crate::error::ContractError;
use crate::record::{Asked, Hot, Job, Phase, Work, MIN_PAYOUT_LIMIT};
use crate::state::{self, Terms};
use crate::{method, peers};

/// Seconds beyond its last deadline within which a job is assumed to be timed out by somebody.
const SLACK: u64 = 3_600;

/// Any provider that the registry lets lock bond and GPUs for it; the named one only, where one is named, and of a called job
/// the one on whom it is called.
pub fn accept(
    deps: DepsMut,
    env: &Env,
    info: MessageInfo,
    job_id: u64,
    payout: AcceptPayout,
) -> Result<Response, ContractError> {
    let (hot, terms) = live(&deps, job_id, "open or called")?;
    match &hot.phase {
        Phase::Open => {}
        Phase::Called(called) => only_party(&deps, &info, job_id, "called provider", called)?,
        _ => return Err(wrong_state(job_id, "open or called", &hot)),
    }
    in_time(env, job_id, hot.deadline)?;
    if let AcceptPayout::Net { min } = payout {
        check_range("payout.net.min", min.u128(), 0, MIN_PAYOUT_LIMIT.saturating_sub(1))?;
    }
    if let Some(named) = &terms.provider {
        only_party(&deps, &info, job_id, "named provider", named)?;
    }
    let config = state::config(deps.storage)?;
    method::ensure_enabled(deps.querier, &config, terms.method)?;

    let deadline = after(env, terms.run_within)?;
    let work = Work { provider: deps.api.addr_canonicalize(info.sender.as_str())?, payout };
    state::save_job(
        deps.storage,
        job_id,
        &Job::Live(Hot { deadline, phase: Phase::Assigned(work, Asked::default()) }),
    )?;
    if terms.template.is_some() && hot.phase == Phase::Open {
        state::mark_waiting(deps.storage, &terms.class, job_id, false);
    }

    let lock = RegistryMsg::Lock(LockRequest {
        job_id,
        provider: info.sender.to_string(),
        gpus: terms.gpus,
        cost: terms.worth.into(),
        declared_value: terms.declared_value.into(),
        detection_bps: terms.detection_bps,
        min_reputation_bps: terms.min_reputation_bps,
        ends_by: after(env, life(&terms))?,
        class: terms.class,
    });
    let event = JobEvent::Accept { job_id, provider: &info.sender, payout, deadline };
    Ok(Response::new().add_event(event).add_message(peers::registry(&config, &lock)?))
}

fn life(terms: &Terms) -> u64 {
    let life = longest_life(terms.run_within, terms.verdict_within);
    life.saturating_add(terms.data.map_or(0, |_| longest_wait(terms.run_within)))
}

/// Seconds that a job may wait for its input at most: no request is filed once it has waited for its patience, and each is answered or
/// ends the job within [`DATA_WITHIN`].
pub fn longest_wait(run_within: u64) -> u64 {
    state::patience(run_within).saturating_add(DATA_WITHIN)
}

/// Seconds from acceptance to the end at the latest: the job runs, waits for its verdict, and is perhaps disputed.
pub fn longest_life(run_within: u64, verdict_within: u64) -> u64 {
    run_within.saturating_add(verdict_within.saturating_mul(2)).saturating_add(SLACK)
}
