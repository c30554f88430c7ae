//! Jobs: one, and those that suit a filter.

use api::common::{check_class_id, checked_addr};
use api::job_market::{JobFilter, JobResponse, JobState, JobsResponse, OpenJob};
use api::paging::{list, ListOrder};
use cosmwasm_std::{CanonicalAddr, Deps, HexBinary};

use super::standard;
use crate::callback;
use crate::error::ContractError;
use crate::job::phase::{Deal, Phase};
use crate::job::terms::{Judge, Terms};
use crate::job::waits;
use crate::state;

/// A filter, checked.
struct Wanted {
    owner: Option<CanonicalAddr>,
    provider: Option<CanonicalAddr>,
    class: Option<String>,
    state: Option<JobState>,
}

/// One page of the jobs that suit a filter. Which records it walks over follows from the filter: of jobs that have
/// ended there are many, and all that a filter by a party could see of them is that they have ended.
pub fn page(
    deps: Deps,
    filter: JobFilter,
    order: Option<ListOrder>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<JobsResponse, ContractError> {
    let wanted = Wanted::read(deps, filter)?;
    let (storage, order) = (deps.storage, order.unwrap_or_default().into());
    let (jobs, next) = match wanted.state {
        None if !wanted.has_terms() => {
            list(state::job_ids(storage, order, start_after)?, limit, |id, ()| one(deps, id).map(Some))?
        }
        Some(ended) if ended.is_final() => {
            list(state::phases(storage, order, start_after), limit, |id, phase| {
                Some(phase)
                    .filter(|phase| phase.state() == ended)
                    .map(|p| shown(deps, id, &p, None))
                    .transpose()
            })?
        }
        _ => list(state::unfinished(storage, order, start_after), limit, |id, terms| {
            if !wanted.suits(&terms) {
                return Ok(None);
            }
            let phase = state::phase(storage, id)?;
            if !wanted.is_at(&phase) {
                return Ok(None);
            }
            shown(deps, id, &phase, Some(terms)).map(Some)
        })?,
    };
    Ok(JobsResponse { jobs, next })
}

impl Wanted {
    fn read(deps: Deps, filter: JobFilter) -> Result<Self, ContractError> {
        let address = |field, text: Option<String>| -> Result<_, ContractError> {
            let Some(text) = text else { return Ok(None) };
            let address = checked_addr(deps.api, field, &text)?;
            Ok(Some(deps.api.addr_canonicalize(address.as_str())?))
        };
        if let Some(class) = &filter.class {
            check_class_id(class)?;
        }
        let wanted = Wanted {
            owner: address("filter.owner", filter.owner)?,
            provider: address("filter.provider", filter.provider)?,
            class: filter.class,
            state: filter.state,
        };
        match wanted.state {
            Some(state) if state.is_final() && wanted.has_terms() => Err(ContractError::Field {
                field: "filter.state",
                expected: "one that is not final beside owner, provider or class, which no finished job has"
                    .into(),
                got: state.to_string(),
            }),
            _ => Ok(wanted),
        }
    }

    /// Whether it asks for what only a job has that has not ended.
    fn has_terms(&self) -> bool {
        self.owner.is_some() || self.provider.is_some() || self.class.is_some()
    }

    fn suits(&self, terms: &Terms) -> bool {
        self.owner.as_ref().is_none_or(|owner| terms.owner == *owner)
            && self.class.as_ref().is_none_or(|class| terms.class == *class)
    }

    fn is_at(&self, phase: &Phase) -> bool {
        let by = |provider: &CanonicalAddr| phase.work().is_some_and(|work| work.provider == *provider);
        self.state.is_none_or(|state| phase.state() == state) && self.provider.as_ref().is_none_or(by)
    }
}

/// One job, with whom its end is told.
pub fn job(deps: Deps, job_id: u64) -> Result<JobResponse, ContractError> {
    let callback = callback::shown(deps.storage, deps.api, job_id)?;
    Ok(JobResponse { callback, ..one(deps, job_id)? })
}

fn one(deps: Deps, job_id: u64) -> Result<JobResponse, ContractError> {
    let (phase, terms) = state::job(deps.storage, job_id)?;
    shown(deps, job_id, &phase, terms)
}

fn shown(deps: Deps, job_id: u64, phase: &Phase, terms: Option<Terms>) -> Result<JobResponse, ContractError> {
    let (ended, output) = match phase {
        Phase::Ended(end) => (Some(*end), end.output()),
        live => (None, live.output()),
    };
    Ok(JobResponse {
        job_id,
        state: phase.state(),
        output: output.map(HexBinary::from),
        fault: ended.and_then(|end| end.fault()),
        open: terms.map(|terms| open(deps, phase, terms)).transpose()?,
        callback: None,
    })
}

fn open(deps: Deps, phase: &Phase, terms: Terms) -> Result<OpenJob, ContractError> {
    let human = |address| deps.api.addr_humanize(address);
    let owner = human(&terms.owner)?;
    let payer = terms.payer.as_ref().map(human).transpose()?;
    let work = phase.work();
    Ok(OpenJob {
        payer: payer.unwrap_or_else(|| owner.clone()),
        owner,
        deadline: waits::wait(&terms, phase).map_or(0, |wait| wait.at()),
        data_request: standard::data_request(phase, &terms),
        class: terms.class,
        gpus: terms.gpus,
        seconds: terms.seconds,
        program: terms.program.as_slice().into(),
        input: terms.input.unwrap_or_default().as_slice().into(),
        input_form: terms.askable.map(|askable| askable.form),
        method: terms.method,
        template: terms.standard.map(|standard| standard.template),
        min_damages: terms.standard.map_or(0, |standard| standard.min_damages).into(),
        anyone_may_call: terms.standard.is_some_and(|standard| standard.anyone_may_call),
        run_within: terms.run_within,
        min_reputation_bps: terms.min_reputation_bps,
        only_provider: terms.provider.as_ref().map(human).transpose()?,
        declared_value: terms.declared_value.into(),
        min_backing: terms.min_backing.into(),
        cost: terms.cost.into(),
        worth: terms.worth.into(),
        take: terms.take.into(),
        tip: terms.tip.into(),
        dispute_bond: (terms.judge == Judge::Client).then_some(terms.dispute_bond.into()),
        challenge_bond: matches!(terms.judge, Judge::Demand { .. }).then_some(terms.dispute_bond.into()),
        challenger: phase.challenger().map(human).transpose()?,
        provider: work.map(|work| human(&work.provider)).transpose()?,
        payout: work.map(|work| work.deal.payout()),
        called: matches!(phase, Phase::Called { .. }) || work.is_some_and(|work| work.deal == Deal::Called),
        requested_at: terms.requested.time,
        work: terms.ticks,
        added: terms.added,
    })
}
