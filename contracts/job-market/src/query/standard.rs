//! Standard jobs and requests for data.

use api::job_market::{CallableJob, CallableResponse, DataRequest, TemplateEntry, TemplatesResponse};
use api::paging::{list, ListOrder};
use cosmwasm_std::Deps;

use crate::error::ContractError;
use crate::job::phase::Phase;
use crate::job::terms::Terms;
use crate::job::transition::Job;
use crate::job::waits;
use crate::state::{self, StoredTemplate};

pub fn templates(deps: Deps, class: &str) -> Result<TemplatesResponse, ContractError> {
    state::class(deps.storage, class)?;
    let templates = state::templates(deps.storage, class)?
        .into_iter()
        .map(|(template, StoredTemplate { terms, call_within, set_at })| TemplateEntry {
            template,
            terms,
            call_within,
            set_at,
        })
        .collect();
    Ok(TemplatesResponse { templates })
}

pub fn callable(
    deps: Deps,
    class: &str,
    order: Option<ListOrder>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<CallableResponse, ContractError> {
    state::class(deps.storage, class)?;
    let walk = state::waiting(deps.storage, class, order.unwrap_or_default().into(), start_after);
    let (jobs, next) = list(walk, limit, |job_id, _| {
        let Job { terms, phase, .. } = state::live(deps.storage, job_id, "open or untaken")?;
        let recorded = matches!(phase, Phase::Untaken { .. }).then(|| waits::wait(&terms, &phase));
        Ok::<_, ContractError>(Some(CallableJob {
            job_id,
            from: terms.requested.time.saturating_add(terms.accept_within),
            until: recorded.flatten().map(|wait| wait.at()),
            gpus: terms.gpus,
            credits: terms.credits()?.into(),
            input: terms.input.map(|digest| digest.as_slice().into()),
        }))
    })?;
    Ok(CallableResponse { jobs, next })
}

/// What the provider of a job asked for and nobody has answered.
pub fn data_request(phase: &Phase, terms: &Terms) -> Option<DataRequest> {
    let Phase::AwaitingInput { asked, chunk, .. } = phase else { return None };
    Some(DataRequest { chunk: *chunk, asked_at: asked.time, bond: terms.askable?.bond.into() })
}
