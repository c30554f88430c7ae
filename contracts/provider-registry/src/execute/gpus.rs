//! GPUs offered, and how many of them count as proven.

use api::common::{check_range, checked_addr, CREDIT};
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::{Admission, AdmissionProof};
use api::signatures;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response};
use proofs::statement::admission_digest;

use super::active_provider;
use crate::error::ContractError;
use crate::order;
use crate::state::{self, Class, Position, MAX_GPUS};
use crate::totals::{self, Change};

/// Longest time that an admission may be given for, seconds.
const MAX_ADMISSION: u64 = 365 * 86_400;

/// Sets how many GPUs the sender offers: at least what is in jobs and what serves the credits owed within H, and
/// while any are owed the largest standard job.
/// In an attested class any number above zero has to be attested anew; an admission stays until it ends.
pub fn offer(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    id: String,
    gpus: u32,
    admission: Option<AdmissionProof>,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    check_range("gpus", gpus, 0, MAX_GPUS)?;
    let class = state::class(deps.storage, &id)?;
    let provider = active_provider(deps.api, deps.storage, &info.sender)?;
    let params = state::params(deps.storage)?;
    let mut position = state::position(deps.api, deps.storage, &id, &info.sender)?;
    check_need(&position, &class, gpus)?;
    match (&class.params.admission, gpus, admission) {
        (Admission::Attested { attestors, threshold }, 1.., Some(proof)) => {
            let latest = now.saturating_add(MAX_ADMISSION);
            check_range("admission.expiry", proof.expiry, now.saturating_add(1), latest)?;
            let registry = env.contract.address.as_str();
            let provider = info.sender.as_str();
            let digest = admission_digest(&env.block.chain_id, registry, &id, provider, gpus, proof.expiry);
            signatures::require(deps.api, attestors, *threshold, &digest, &proof.signatures)?;
            position.admitted_until = proof.expiry;
        }
        (Admission::Attested { .. }, 1.., None) => {
            return Err(ContractError::AdmissionMissing { class: id });
        }
        (Admission::Attested { .. }, 0, Some(_)) => {
            return Err(ContractError::AdmissionUnneeded { reason: "no GPUs are offered" });
        }
        (Admission::Open {}, _, Some(_)) => {
            return Err(ContractError::AdmissionUnneeded { reason: "the class is open" });
        }
        (Admission::Attested { .. }, 0, None) | (Admission::Open {}, _, None) => {}
    }
    position.gpus = gpus;
    position.require_gpus(&id, &class)?;
    let counted = position.recount(&params, &class, &provider, now)?;
    order::place(deps.api, deps.storage, &id, &class, &info.sender, &mut position)?;
    state::save_position(deps.api, deps.storage, &id, &info.sender, &position)?;
    totals::apply(deps.storage, &id, Change { counted, ..Change::default() })?;
    Ok(Response::new().add_event(RegistryEvent::OfferGpus {
        of: Of { provider: &info.sender, class: &id },
        gpus,
        admitted_until: Some(position.admitted_until).filter(|until| *until > 0),
    }))
}

/// Brings a provider's part of the class's proven GPUs and its place in the call order up to date: jail, an ended
/// admission, forgotten peaks and another largest standard job show only then.
pub fn touch(deps: DepsMut, env: Env, provider: String, id: String) -> Result<Response, ContractError> {
    let address = checked_addr(deps.api, "provider", &provider)?;
    let class = state::class(deps.storage, &id)?;
    let provider = state::provider(deps.api, deps.storage, &address)?;
    let params = state::params(deps.storage)?;
    let mut position = state::position(deps.api, deps.storage, &id, &address)?;
    let counted = position.recount(&params, &class, &provider, env.block.time.seconds())?;
    let queued = position.calls.queued;
    order::place(deps.api, deps.storage, &id, &class, &address, &mut position)?;
    if counted.0 != counted.1 || queued != position.calls.queued {
        state::save_position(deps.api, deps.storage, &id, &address, &position)?;
        totals::apply(deps.storage, &id, Change { counted, ..Change::default() })?;
    }
    Ok(Response::new().add_event(RegistryEvent::Touch {
        of: Of { provider: &address, class: &id },
        proven_gpus: position.counted,
    }))
}

/// Refuses fewer GPUs than are busy, or than serve the credits owed within the class's H (rounded up).
fn check_need(position: &Position, class: &Class, gpus: u32) -> Result<(), ContractError> {
    let per_gpu = u128::from(class.params.horizon)
        .checked_mul(CREDIT)
        .filter(|credits| *credits > 0)
        .ok_or(ContractError::Overflow { what: "capacity of a GPU" })?;
    let owed = position.obligation.div_ceil(per_gpu);
    let expected = owed.max(u128::from(position.busy));
    if u128::from(gpus) >= expected {
        return Ok(());
    }
    Err(ContractError::GpusBelowNeed { expected, busy: position.busy, owed, got: gpus })
}
