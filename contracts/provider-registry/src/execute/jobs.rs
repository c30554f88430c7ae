//! What the job-market says of jobs: called, accepted, delivered, ended.

mod calls;
mod ends;

use api::common::{check_range, checked_addr, only};
use api::provider_registry::events::{Of, RegistryEvent};
use api::provider_registry::{LockRequest, LockTerms, Params};
use cosmwasm_std::{Addr, DepsMut, Env, MessageInfo, Response, Storage};
use credit::backing::{Backed, Backing, Sizing};
use credit::call::penalty;
use credit::lock::{lock, LockParams};
use credit::proven::{Shown, LEAST_SECONDS};

use super::able::able;
use crate::error::ContractError;
use crate::ledger::{Account, Ledger};
use crate::market::Quote;
use crate::params;
use crate::state::{self, Binding, Config, Lock, Stake, BINDINGS, GLOBALS, MAX_GPUS};

pub use calls::begin as begin_call;
pub use ends::end;

/// Refuses everyone but the job-market; the globals, for [`Ledger::with`].
fn only_job_market(storage: &dyn Storage, sender: &Addr) -> Result<(Config, Params), ContractError> {
    let globals = GLOBALS.load(storage)?;
    only(sender, &[&globals.0.job_market], "the job-market")?;
    Ok(globals)
}

/// Binds GPUs of the accepting provider, and for a job that was not called a lock from its free bond. Who is called
/// may accept whatever its reputation, jail, heartbeat, admission or other jobs; who volunteers must be registered,
/// free, lately seen, admitted and reputed, and needs free GPUs.
pub fn accept(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    request: LockRequest,
) -> Result<Response, ContractError> {
    let globals = only_job_market(deps.storage, &info.sender)?;
    let mut ledger = Ledger::with(globals, deps.storage, env, &request.class)?;
    check_range("gpus", request.gpus, 1, MAX_GPUS)?;
    let LockRequest { job_id, gpus, .. } = request;
    let address = checked_addr(deps.api, "provider", &request.provider)?;
    if ledger.class.paused.accept {
        return Err(ContractError::Paused { what: "accepting", class: request.class });
    }
    let bound = BINDINGS.may_load(deps.storage, &job_id.to_be_bytes())?;
    let stake = match (&request.terms, bound) {
        (LockTerms::Called {}, Some(binding)) => called(&deps, binding, &request, &address)?,
        (LockTerms::Called {}, None) => return Err(ContractError::UnknownBinding { job_id }),
        (LockTerms::Free { .. }, Some(_)) => return Err(ContractError::Bound { job_id }),
        (LockTerms::Free { .. }, None) => {
            // A call was checked when it began; who is called may accept late if the chain stood still.
            ledger.class.require_until(&request.class, request.ends_by)?;
            volunteer(&deps, &mut ledger, &request, &address)?
        }
    };

    let now = ledger.now;
    let account = ledger.account(deps.storage, deps.api, &address)?;
    account.position.gpus.occupy(gpus)?;
    let amount = stake.locked();
    account.position.lock(amount)?;
    let backed = stake.backed().map_or(0, |backed| backed.amount);
    let shown = Shown {
        gpus,
        busy: account.position.gpus.in_jobs().min(account.position.gpus.offered),
        verified: account.position.proven.verified,
        accepted: now,
    };
    let binding = Binding {
        provider: account.canonical().clone(),
        class: request.class,
        busy: gpus,
        shown: Some(shown).filter(|_| request.proves_gpus && request.seconds >= LEAST_SECONDS),
        stake,
    };
    BINDINGS.save(deps.storage, &job_id.to_be_bytes(), &binding)?;
    let of = Of { provider: &address, class: &binding.class };
    let event = RegistryEvent::Lock { of, job_id, amount: amount.into(), gpus, backed };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}

/// The stake of a called job; refuses anyone, anywhere and any size but what was called.
fn called(
    deps: &DepsMut,
    binding: Binding,
    request: &LockRequest,
    address: &Addr,
) -> Result<Stake, ContractError> {
    let provider = deps.api.addr_humanize(&binding.provider)?;
    let otherwise = |expected: String| ContractError::CalledOtherwise {
        job_id: request.job_id,
        expected,
        got: format!("{} GPUs of {address} in class `{}`", request.gpus, request.class),
    };
    let Stake::Called(call) = binding.stake else {
        return Err(otherwise("a job that was called".into()));
    };
    let same = (&provider, &binding.class, call.gpus) == (address, &request.class, request.gpus);
    if same && binding.busy > 0 {
        return Err(ContractError::Bound { job_id: request.job_id });
    }
    if same {
        return Ok(binding.stake);
    }
    Err(otherwise(format!("{} GPUs of {provider} in class `{}`", call.gpus, binding.class)))
}

/// Checks who volunteers for a job, and sizes its lock: of a standard job at least the penalty of a default, so
/// that nobody volunteers for it to keep it from a debtor's call.
fn volunteer(
    deps: &DepsMut,
    ledger: &mut Ledger,
    request: &LockRequest,
    address: &Addr,
) -> Result<Stake, ContractError> {
    let LockTerms::Free { cost, declared_value, detection_bps, min_reputation_bps, standard, min_backing } =
        request.terms
    else {
        return Err(ContractError::UnknownBinding { job_id: request.job_id });
    };
    check_range("detection_bps", detection_bps, 1, 10_000)?;
    let (now, within) = (ledger.now, ledger.params.heartbeat_within);
    let (class, prior) = (ledger.class.clone(), ledger.prior());
    let Account { provider, position, .. } = able(deps, ledger, address, request.gpus)?;
    if now.saturating_sub(provider.last_seen) > within {
        let (address, last_seen) = (address.clone(), provider.last_seen);
        return Err(ContractError::Unseen { address, last_seen, within, now });
    }
    let got = position.memory.score_bps(&prior, now)?;
    if got < min_reputation_bps {
        return Err(ContractError::Reputation { expected: min_reputation_bps, got });
    }
    let terms = params::lock_params(&ledger.params);
    let penalty = if standard {
        let credits = u128::from(request.gpus)
            .checked_mul(request.seconds.into())
            .and_then(|work| work.checked_mul(credit::CREDIT))
            .ok_or(ContractError::Overflow { what: "credits of the job" })?;
        let quote = Quote::read(deps.querier, &ledger.config.pool, &class, now)?;
        penalty(quote.call_value(&class, credits)?, ledger.params.penalty_bps)?
    } else {
        0
    };
    let amount = lock(&terms, cost.u128(), declared_value.u128(), detection_bps)?.max(penalty);
    let lock = Lock {
        amount,
        cost: cost.u128(),
        declared_value: declared_value.u128(),
        penalty,
        reporter_bps: terms.rho_bps,
        burn_min_bps: terms.burn_min_bps,
    };
    let sizing = Sizing {
        lock: amount,
        declared_value: lock.declared_value,
        kappa_bps: ledger.params.kappa_bps,
        min_backing: min_backing.u128(),
    };
    let backed = back(deps, ledger, address, &terms, &sizing)?;
    Ok(if backed.amount > 0 { Stake::Backed(lock, backed) } else { Stake::Locked(lock) })
}

/// Backs the job with what is free of the stake behind the provider's position, if that is in an asset which is listed.
fn back(
    deps: &DepsMut,
    ledger: &mut Ledger,
    address: &Addr,
    terms: &LockParams,
    sizing: &Sizing,
) -> Result<Backed, ContractError> {
    let config = ledger.config.clone();
    let position = &mut ledger.account(deps.storage, deps.api, address)?.position;
    let listed = position.backing.as_mut().filter(|backing| config.backs(backing.asset));
    Ok(listed.unwrap_or(&mut Backing::default()).accept(terms, sizing)?)
}

/// The job's result waits for its verdict: its GPUs are free, its bond is not. A called job settles by its result.
pub fn free_gpus(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
) -> Result<Response, ContractError> {
    let globals = only_job_market(deps.storage, &info.sender)?;
    let mut binding = state::binding(deps.storage, job_id)?;
    let mut ledger = Ledger::with(globals, deps.storage, env, &binding.class)?;
    if let Stake::Called(_) = binding.stake {
        let expected = "a job that was not called".into();
        return Err(ContractError::CalledOtherwise { job_id, expected, got: "one that was".into() });
    }
    let address = deps.api.addr_humanize(&binding.provider)?;
    ledger.account(deps.storage, deps.api, &address)?.position.gpus.release(binding.busy)?;
    binding.busy = 0;
    BINDINGS.save(deps.storage, &job_id.to_be_bytes(), &binding)?;
    let of = Of { provider: &address, class: &binding.class };
    let event = RegistryEvent::FreeGpus { of, job_id };
    Ok(Response::new().add_event(event).add_events(ledger.commit(deps.storage)?))
}
