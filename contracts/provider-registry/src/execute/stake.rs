//! A provider's stake in a class: its bond and its GPUs.

use api::common::{check_range, checked_addr, checked_addr_or, coin_in, no_funds, only, Payout, Source};
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::{Admission, AdmissionProof};
use api::signatures;
use cosmwasm_std::{DepsMut, Env, MessageInfo, Response, Uint128};
use proofs::statement::admission_digest;

use super::more_than_zero;
use crate::error::ContractError;
use crate::ledger::Ledger;
use crate::messages;
use crate::state::MAX_GPUS;

/// Longest time that an admission may be given for, seconds.
const MAX_ADMISSION: u64 = 365 * 86_400;

/// Adds NET to the sender's bond, from the coins that came or from its account in the pool contract, which
/// pays in this same transaction or undoes it.
pub fn bond(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    from: Source,
) -> Result<Response, ContractError> {
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    let (amount, payment) = match from {
        Source::Funds {} => (coin_in(info, &ledger.config.network_denom)?.u128(), None),
        Source::Account { owner, amount } => {
            no_funds(info)?;
            // The pool contract debits any account on our word, so our word is the sender's only.
            let owner = checked_addr_or(deps.api, "from.account.owner", owner.as_deref(), &info.sender)?;
            only(&info.sender, &[&owner], "the owner of the account")?;
            let taken = messages::net(&ledger.config, amount);
            let payment = messages::withdraw(&ledger.config, &owner, &env.contract.address, taken)?;
            (more_than_zero("amount", amount)?, Some(payment))
        }
    };
    ledger.active(deps.storage, deps.api, &info.sender)?.position.deposit(amount)?;
    let of = Of { provider: &info.sender, class: id };
    let event = RegistryEvent::Bond { of, amount: amount.into() };
    let changed = ledger.commit(deps.storage)?;
    Ok(Response::new().add_messages(payment).add_event(event).add_events(changed))
}

/// Pays part of the sender's free bond out. Open to who has left, and from jail: a lock lasts as long as its job, so
/// nothing else can be owed.
pub fn withdraw(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    amount: Uint128,
    payout: Payout,
) -> Result<Response, ContractError> {
    let taken = more_than_zero("amount", amount)?;
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    ledger.account(deps.storage, deps.api, &info.sender)?.position.withdraw(taken)?;
    let payment = messages::pay_net(&ledger.config, &info.sender, taken, payout)?;
    let of = Of { provider: &info.sender, class: id };
    let event = RegistryEvent::WithdrawBond { of, amount };
    let changed = ledger.commit(deps.storage)?;
    Ok(Response::new().add_messages(payment).add_event(event).add_events(changed))
}

/// Sets how many GPUs the sender offers. In an attested class more than before have to be attested; an admission
/// stays until it ends.
pub fn offer(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    id: &str,
    gpus: u32,
    admission: Option<AdmissionProof>,
) -> Result<Response, ContractError> {
    check_range("gpus", gpus, 0, MAX_GPUS)?;
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    let offered = ledger.active(deps.storage, deps.api, &info.sender)?.position.gpus.offered;
    let admitted = match admission {
        None if gpus <= offered => None,
        admission => check_admission(&deps, env, info, &ledger, gpus, admission)?,
    };
    let (horizon, standard) = (ledger.class.params.horizon, ledger.class.standard);
    let position = &mut ledger.active(deps.storage, deps.api, &info.sender)?.position;
    position.offer(gpus, horizon, standard)?;
    position.admitted_until = admitted.unwrap_or(position.admitted_until);
    let event = RegistryEvent::OfferGpus { of: Of { provider: &info.sender, class: id } };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}

/// Unix seconds until which the proof admits its sender to an attested class; none where it needs none.
fn check_admission(
    deps: &DepsMut,
    env: &Env,
    info: &MessageInfo,
    ledger: &Ledger,
    gpus: u32,
    admission: Option<AdmissionProof>,
) -> Result<Option<u64>, ContractError> {
    let unneeded = |reason| Err(ContractError::AdmissionUnneeded { reason });
    match (&ledger.class.params.admission, gpus, admission) {
        (Admission::Attested { attestors, threshold }, 1.., Some(proof)) => {
            let latest = ledger.now.saturating_add(MAX_ADMISSION);
            check_range("admission.expiry", proof.expiry, ledger.now.saturating_add(1), latest)?;
            let registry = env.contract.address.as_str();
            let (provider, expiry) = (info.sender.as_str(), proof.expiry);
            let digest = admission_digest(&env.block.chain_id, registry, &ledger.id, provider, gpus, expiry);
            signatures::require(deps.api, attestors, *threshold, &digest, &proof.signatures)?;
            Ok(Some(expiry))
        }
        (Admission::Attested { .. }, 1.., None) => {
            Err(ContractError::AdmissionMissing { class: ledger.id.clone() })
        }
        (Admission::Attested { .. }, 0, Some(_)) => unneeded("no GPUs are offered"),
        (Admission::Open {}, _, Some(_)) => unneeded("the class is open"),
        (Admission::Attested { .. }, 0, None) | (Admission::Open {}, _, None) => Ok(None),
    }
}

/// Brings a provider's part of the class's proven GPUs and its place in the queue up to date: jail, an ended
/// admission, forgotten peaks and other standard jobs show only then.
pub fn touch(deps: DepsMut, env: &Env, provider: &str, id: &str) -> Result<Response, ContractError> {
    let address = checked_addr(deps.api, "provider", provider)?;
    let mut ledger = Ledger::open(deps.storage, env, id)?;
    ledger.account(deps.storage, deps.api, &address)?;
    let event = RegistryEvent::Touch { of: Of { provider: &address, class: id } };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}
