//! Standard jobs and requests for data.

use api::job_market::{
    CallableJob, CallableResponse, DataRequest, Template, TemplateEntry, TemplatesResponse,
};
use cosmwasm_std::Deps;

use super::page;
use crate::error::ContractError;
use crate::record::{Hot, Phase};
use crate::state::{self, DataTerms};

pub fn templates(deps: Deps, class: &str) -> Result<TemplatesResponse, ContractError> {
    state::class(deps.storage, class)?;
    let templates = state::templates(deps.storage, class)?
        .into_iter()
        .map(|(template, stored)| TemplateEntry {
            template,
            terms: Template {
                program: stored.program.as_slice().into(),
                method: stored.method,
                gpus: stored.gpus,
                unit_seconds: stored.unit_seconds,
                max_units: stored.max_units,
                overhead: stored.overhead,
            },
        })
        .collect();
    Ok(TemplatesResponse { templates })
}

pub fn callable(
    deps: Deps,
    class: &str,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<CallableResponse, ContractError> {
    state::class(deps.storage, class)?;
    let jobs = state::waiting(deps.storage, class, start_after, page(limit)?)?
        .into_iter()
        .map(|job_id| {
            let (_, terms) = state::job(deps.storage, job_id)?;
            let terms = terms.ok_or(ContractError::Record { what: "terms", got: 0 })?;
            Ok(CallableJob {
                job_id,
                from: terms.accept_by,
                gpus: terms.gpus,
                credits: terms.credits()?.into(),
                input: terms.input.map(|digest| digest.as_slice().into()),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(CallableResponse { jobs })
}

/// What the provider of a job asked for and nobody has answered.
pub fn data_request(hot: &Hot, data: Option<DataTerms>) -> Option<DataRequest> {
    let Phase::AwaitingInput(_, wait) = &hot.phase else { return None };
    Some(DataRequest { chunk: wait.chunk, asked_at: wait.asked_at, bond: data?.bond.into() })
}
