//! Answers about the queue, and about what binds providers to jobs.

use api::common::checked_addr;
use api::paging::{page, ListOrder};
use api::provider_registry::{CallResponse, LockResponse, QueueEntry, QueueResponse};
use api::store::class_prefix;
use cosmwasm_std::{CanonicalAddr, Deps};
use credit::{Call, Position};

use crate::error::ContractError;
use crate::ledger::{of_place, queue_place};
use crate::state::{self, Binding, Stake, POSITIONS, QUEUE};

/// What a job binds of its provider; of a call that was not accepted nothing yet, and never a lock.
pub fn lock(deps: Deps, job_id: u64) -> Result<LockResponse, ContractError> {
    let Binding { provider, class, busy, stake, .. } = state::binding(deps.storage, job_id)?;
    let provider = deps.api.addr_humanize(&provider)?;
    let amount = stake.locked().into();
    let backed = stake.backed().map_or(0, |backed| backed.amount).into();
    Ok(LockResponse { job_id, provider, class, amount, gpus: busy, backed })
}

/// The call of a job, accepted or not.
pub fn call(deps: Deps, job_id: u64) -> Result<CallResponse, ContractError> {
    let Binding { provider, class, stake, .. } = state::binding(deps.storage, job_id)?;
    let Stake::Called(Call { credits, held, value, gpus }) = stake else {
        return Err(ContractError::CalledOtherwise {
            job_id,
            expected: "a job that was called".into(),
            got: "one that was accepted uncalled".into(),
        });
    };
    Ok(CallResponse {
        job_id,
        provider: deps.api.addr_humanize(&provider)?,
        class,
        gpus,
        credits: credits.into(),
        held: held.into(),
        value: value.into(),
    })
}

/// A page of the queue.
pub fn queue(
    deps: Deps,
    class: &str,
    order: Option<ListOrder>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<QueueResponse, ContractError> {
    state::class(deps.storage, class)?;
    let prefix = class_prefix(class);
    let load = |canonical: &CanonicalAddr| -> Result<Position, ContractError> {
        let key = [prefix.as_slice(), canonical.as_slice()].concat();
        Ok(POSITIONS.may_load(deps.storage, &key)?.unwrap_or_default())
    };
    let after = match start_after {
        Some(text) => {
            let address = checked_addr(deps.api, "start_after", &text)?;
            let canonical = deps.api.addr_canonicalize(address.as_str())?;
            Some(queue_place(&load(&canonical)?, &canonical))
        }
        None => None,
    };
    let entries = QUEUE
        .page_in(order, deps.storage, &prefix, after.as_deref(), page(limit))?
        .into_iter()
        .map(|(place, _)| {
            let canonical = of_place(&place);
            let position = load(&canonical)?;
            Ok(QueueEntry {
                provider: deps.api.addr_humanize(&canonical)?,
                due: position.debt.due,
                open: position.debt.open.into(),
                collateral: position.debt.collateral.into(),
                gpus: position.gpus.offered.saturating_sub(position.gpus.called),
            })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(QueueResponse { entries })
}
