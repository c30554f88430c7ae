//! Calls: a standard job that nobody accepted falls to the first callable debtor in the class's queue.

use api::common::check_range;
use api::job_market::LOOK;
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::CallRequest;
use api::store::class_prefix;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, MessageInfo, Response};
use credit::{Call, Job};

use super::only_job_market;
use crate::error::ContractError;
use crate::execute::more_than_zero;
use crate::ledger::{of_place, Ledger};
use crate::market::Quote;
use crate::state::{Binding, Stake, BINDINGS, MAX_GPUS, POSITIONS, QUEUE};

/// Calls a job on the first callable debtor among the first `look` of the queue, whatever it is doing. Who is passed
/// over keeps its place.
pub fn begin(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    request: CallRequest,
) -> Result<Response, ContractError> {
    let globals = only_job_market(deps.storage, &info.sender)?;
    let mut ledger = Ledger::with(globals, deps.storage, env, &request.class)?;
    check_range("gpus", request.gpus, 1, MAX_GPUS)?;
    check_range("look", request.look, 1, LOOK.1)?;
    let job_id = request.job_id;
    let credits = more_than_zero("credits", request.credits)?;
    if BINDINGS.has(deps.storage, &job_id.to_be_bytes()) {
        return Err(ContractError::Bound { job_id });
    }
    let now = ledger.now;
    if ledger.class.paused.accept {
        return Err(ContractError::Paused { what: "accepting", class: request.class });
    }
    ledger.class.require_until(&request.class, now.saturating_add(request.serve_within))?;
    let quote = Quote::read(deps.querier, &ledger.config.pool, &ledger.class, now)?;
    let job = Job {
        credits,
        gpus: request.gpus,
        serve_within: request.serve_within,
        min_damages: request.min_damages.u128(),
        value: quote.call_value(&ledger.class, credits)?,
        horizon: ledger.class.params.horizon,
        now,
    };
    let address = first_callable(deps.as_ref(), &request, &job)?;

    let mut turn = *ledger.turn(deps.storage)?;
    let account = ledger.account(deps.storage, deps.api, &address)?;
    let call = account.position.begin_call(&job, &mut turn)?;
    let provider = account.canonical().clone();
    *ledger.turn(deps.storage)? = turn;
    let binding =
        Binding { provider, class: request.class, busy: 0, shown: None, stake: Stake::Called(call) };
    BINDINGS.save(deps.storage, &job_id.to_be_bytes(), &binding)?;
    let Call { held, value, gpus, .. } = call;
    let event = RegistryEvent::Call {
        of: Of { provider: &address, class: &binding.class },
        job_id,
        gpus,
        credits: request.credits,
        held: held.into(),
        value: value.into(),
    };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}

/// Walks the queue from its front; ends at the first debtor that is not due, for so are all after it.
fn first_callable(deps: Deps, request: &CallRequest, job: &Job) -> Result<Addr, ContractError> {
    let id = &request.class;
    let look = usize::try_from(request.look).unwrap_or(usize::MAX);
    let prefix = class_prefix(id);
    let mut looked = 0usize;
    for place in QUEUE.walk(deps.storage, &prefix, None).take(look) {
        let (place, _) = place?;
        let canonical = of_place(&place);
        let key = [prefix.as_slice(), canonical.as_slice()].concat();
        let position = POSITIONS.may_load(deps.storage, &key)?.unwrap_or_default();
        if position.debt.due > job.now {
            break;
        }
        looked = looked.saturating_add(1);
        if position.callable(job)?.is_some() {
            return Ok(deps.api.addr_humanize(&canonical)?);
        }
    }
    Err(ContractError::NobodyToCall {
        job_id: request.job_id,
        class: id.clone(),
        looked,
        now: job.now,
        credits: job.credits,
        gpus: job.gpus,
        min_damages: job.min_damages,
    })
}
