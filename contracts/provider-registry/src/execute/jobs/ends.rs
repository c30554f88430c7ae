//! How jobs end for their provider: what bound it is free again, or part of it is gone.

use api::common::{checked_addr, Payout};
use api::provider_registry::events::{Ended, Of, RegistryEvent};
use api::provider_registry::JobEnd;
use cosmwasm_std::{Addr, CosmosMsg, DepsMut, Env, MessageInfo, Response};
use credit::lock::{decayed_faults, fraud_waterfall, liveness_at_cap, liveness_slash, LockParams};
use credit::{Call, RuleError};

use super::only_job_market;
use crate::error::ContractError;
use crate::ledger::{Account, Ledger};
use crate::messages;
use crate::params;
use crate::state::{self, Binding, Lock, Provider, Stake, BINDINGS};

/// What an end moved, for its event and its messages.
#[derive(Default)]
struct Moved {
    how: &'static str,
    redeemed: u128,
    reporter: u128,
    client: u128,
    burned: u128,
    messages: Vec<CosmosMsg>,
}

/// Ends a job: frees its GPUs and its stake, or takes the slash from it, and remembers it.
pub fn end(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    job_id: u64,
    end: JobEnd,
) -> Result<Response, ContractError> {
    let globals = only_job_market(deps.storage, &info.sender)?;
    let binding = state::binding(deps.storage, job_id)?;
    let mut ledger = Ledger::with(globals, deps.storage, env, &binding.class)?;
    let address = deps.api.addr_humanize(&binding.provider)?;
    let is_fraud = matches!(end, JobEnd::Fraud { .. });
    let backing = end_backing(&deps, &mut ledger, &address, &binding.stake, is_fraud)?;
    let gpus = &mut ledger.account(deps.storage, deps.api, &address)?.position.gpus;
    gpus.release(binding.busy)?;
    if let Stake::Called(call) = binding.stake {
        gpus.end_call(call.gpus)?;
    }
    let moved = match (end, binding.stake) {
        (JobEnd::Settled { take, redeem }, _) => {
            settle(&deps, &mut ledger, &binding, take.u128(), redeem.u128())?
        }
        (JobEnd::Released {}, stake) => release(&deps, &mut ledger, &binding, &stake)?,
        (JobEnd::Late { take }, Stake::Locked(lock) | Stake::Backed(lock, _)) => {
            late(&deps, &mut ledger, &binding, &lock, take.u128())?
        }
        (JobEnd::Fraud { take, client, reporter }, Stake::Locked(lock) | Stake::Backed(lock, _)) => {
            fraud(&deps, &mut ledger, &binding, &lock, take.u128(), (client, reporter))?
        }
        (JobEnd::Defaulted { take, client }, Stake::Called(call)) => {
            default_on(&deps, &mut ledger, &binding, &call, take.u128(), &client)?
        }
        (JobEnd::Late { .. } | JobEnd::Fraud { .. }, Stake::Called(_)) => {
            return Err(otherwise(job_id, "a default of a called job", "a fault"));
        }
        (JobEnd::Defaulted { .. }, Stake::Locked(_) | Stake::Backed(..)) => {
            return Err(otherwise(job_id, "a fault of a job that was not called", "a default"));
        }
    };
    BINDINGS.remove(deps.storage, &job_id.to_be_bytes());
    let Moved { how, redeemed, reporter, client, burned, messages } = moved;
    let of = Of { provider: &address, class: &binding.class };
    let event = RegistryEvent::EndJob(Ended { of, job_id, how, redeemed, reporter, client, burned, backing });
    let changed = ledger.commit(deps.storage)?;
    Ok(Response::new().add_messages(messages).add_event(event).add_events(changed))
}

/// Frees what backs a job, or burns it: booked here, and sent by nobody, so that no token of a vault can hold a verdict up. What
/// burned, units of the vault's asset.
fn end_backing(
    deps: &DepsMut,
    ledger: &mut Ledger,
    address: &Addr,
    stake: &Stake,
    is_fraud: bool,
) -> Result<u128, ContractError> {
    let Some(backed) = stake.backed() else { return Ok(0) };
    let account = ledger.account(deps.storage, deps.api, address)?;
    if !is_fraud {
        // Its exits need not be read.
        let never = RuleError::Range { what: "backing" };
        account.position.backing.as_mut().ok_or(never)?.end(backed)?;
        return Ok(0);
    }
    let never = RuleError::Range { what: "backing" };
    let (backing, buckets) = account.backing(deps.storage)?.ok_or(never)?;
    backing.fraud(buckets, backed)?;
    Ok(backed.amount)
}

fn otherwise(job_id: u64, expected: &str, got: &str) -> ContractError {
    ContractError::CalledOtherwise { job_id, expected: expected.into(), got: got.into() }
}

/// Verified and paid: counts for reputation and proven GPUs and as a sign of life. Of the credits that it was paid
/// with, what cannot be redeemed goes on to the provider's account, so redeeming never fails a settlement.
fn settle(
    deps: &DepsMut,
    ledger: &mut Ledger,
    binding: &Binding,
    take: u128,
    redeem: u128,
) -> Result<Moved, ContractError> {
    let now = ledger.now;
    let address = deps.api.addr_humanize(&binding.provider)?;
    let standard = ledger.class.standard;
    let Account { provider, position, .. } = ledger.account(deps.storage, deps.api, &address)?;
    provider.last_seen = now;
    position.memory.remember_good(take, now)?;
    if let Some(shown) = &binding.shown {
        position.proven.verify(shown, now)?;
    }
    let redeemed = match &binding.stake {
        Stake::Called(call) => {
            position.serve(call)?;
            call.credits
        }
        Stake::Locked(lock) | Stake::Backed(lock, _) => {
            position.unlock(lock.amount, 0)?;
            position.redeem_up_to(redeem, standard)?
        }
    };
    ledger.redeemed_in_job_market(redeemed)?;
    let over = messages::credits(&ledger.class.credit, redeem.saturating_sub(redeemed));
    let (config, from) = (&ledger.config, &ledger.config.job_market);
    let messages = messages::transfer(config, from, &address, vec![over])?.into_iter().collect();
    Ok(Moved { how: "settled", redeemed, messages, ..Moved::default() })
}

/// Nobody's fault.
fn release(
    deps: &DepsMut,
    ledger: &mut Ledger,
    binding: &Binding,
    stake: &Stake,
) -> Result<Moved, ContractError> {
    let position = &mut account(deps, ledger, binding)?.position;
    match stake {
        Stake::Called(call) => position.release(call)?,
        Stake::Locked(lock) | Stake::Backed(lock, _) => position.unlock(lock.amount, 0)?,
    }
    Ok(Moved { how: "released", ..Moved::default() })
}

/// A result that did not come in time: takes a part of the job's cost that doubles with each such fault before, and
/// at least the penalty of a standard job; the fault that reaches the cap jails. All of it burns.
fn late(
    deps: &DepsMut,
    ledger: &mut Ledger,
    binding: &Binding,
    lock: &Lock,
    take: u128,
) -> Result<Moved, ContractError> {
    let (now, cap, jail) = (ledger.now, ledger.params.liveness_cap_bps, ledger.params.jail);
    let Account { provider, position, .. } = account(deps, ledger, binding)?;
    let earlier = decayed_faults(provider.faults, now.saturating_sub(provider.faults_at));
    provider.faults = earlier.saturating_add(1);
    provider.faults_at = now;
    if liveness_at_cap(earlier, cap) {
        send_to_jail(provider, jail, now);
    }
    // The cap may have been raised since the lock was sized by it.
    let burned = liveness_slash(lock.cost, earlier, cap)?.max(lock.penalty).min(lock.amount);
    position.unlock(lock.amount, burned)?;
    position.memory.remember_unserved(take, now)?;
    let messages = messages::burn_net(&ledger.config, burned)?.into_iter().collect();
    Ok(Moved { how: "late", burned, messages, ..Moved::default() })
}

/// Fraud proven: the whole lock goes. Reporter and client are paid into their accounts, which cannot refuse; whoever
/// plays all three parts still loses what is burned.
fn fraud(
    deps: &DepsMut,
    ledger: &mut Ledger,
    binding: &Binding,
    lock: &Lock,
    take: u128,
    (client, reporter): (String, Option<String>),
) -> Result<Moved, ContractError> {
    let client = checked_addr(deps.api, "client", &client)?;
    let reporter = reporter.map(|text| checked_addr(deps.api, "reporter", &text)).transpose()?;
    let agreed = LockParams {
        rho_bps: lock.reporter_bps,
        burn_min_bps: lock.burn_min_bps,
        ..params::lock_params(&ledger.params)
    };
    let parts = fraud_waterfall(&agreed, lock.amount, lock.declared_value, reporter.is_some())?;
    let (now, jail) = (ledger.now, ledger.params.jail);
    let Account { provider, position, .. } = account(deps, ledger, binding)?;
    send_to_jail(provider, jail, now);
    position.unlock(lock.amount, lock.amount)?;
    position.memory.remember_fraud(take, now)?;
    let mut messages = vec![];
    if let Some(reporter) = &reporter {
        messages.extend(messages::pay_net(&ledger.config, reporter, parts.reporter, Payout::Account)?);
    }
    messages.extend(messages::pay_net(&ledger.config, &client, parts.compensation, Payout::Account)?);
    messages.extend(messages::burn_net(&ledger.config, parts.burned)?);
    Ok(Moved {
        how: "fraud",
        redeemed: 0,
        reporter: parts.reporter,
        client: parts.compensation,
        burned: parts.burned,
        messages,
    })
}

/// A called job was not served: its credits are redeemed, its owner gets damages. It weighs like lateness, but is no
/// lateness fault and does not jail.
fn default_on(
    deps: &DepsMut,
    ledger: &mut Ledger,
    binding: &Binding,
    call: &Call,
    take: u128,
    client: &str,
) -> Result<Moved, ContractError> {
    let client = checked_addr(deps.api, "client", client)?;
    let (now, penalty_bps) = (ledger.now, ledger.params.penalty_bps);
    let position = &mut account(deps, ledger, binding)?.position;
    let damages = position.default_on(call, penalty_bps)?;
    position.memory.remember_unserved(take, now)?;
    ledger.redeemed_in_job_market(call.credits)?;
    let mut messages = vec![];
    messages.extend(messages::pay_net(&ledger.config, &client, damages.owner, Payout::Account)?);
    messages.extend(messages::burn_net(&ledger.config, damages.burned)?);
    Ok(Moved {
        how: "defaulted",
        redeemed: call.credits,
        client: damages.owner,
        burned: damages.burned,
        messages,
        ..Moved::default()
    })
}

fn account<'a>(
    deps: &DepsMut,
    ledger: &'a mut Ledger,
    binding: &Binding,
) -> Result<&'a mut Account, ContractError> {
    let address = deps.api.addr_humanize(&binding.provider)?;
    ledger.account(deps.storage, deps.api, &address)
}

/// Into jail, or for longer.
fn send_to_jail(provider: &mut Provider, seconds: u64, now: u64) {
    provider.jailed_until = provider.jailed_until.max(now.saturating_add(seconds));
}
