//! A job ended by its provider's fault: part of its lock, or all of it, is slashed.

use amm_math::lock::{
    decayed_faults, fraud_waterfall, liveness_at_cap, liveness_slash, split_half, LockParams, Waterfall,
};
use api::common::{checked_addr, only};
use api::provider_registry::events::{Of, RegistryEvent, Slashed};
use api::provider_registry::{Fault, Params};
use cosmwasm_std::{Api, CosmosMsg, DepsMut, Env, MessageInfo, Response, Uint128};

use crate::error::ContractError;
use crate::state::{self, Config, Lock, Provider};
use crate::totals::{self, Change};
use crate::{messages, order, params};

/// What a fault costs, who is told of it, and how much it weighs in reputation.
struct Verdict {
    kind: &'static str,
    parts: Waterfall,
    messages: Vec<CosmosMsg>,
    weight: u128,
}

/// Slashes the job's lock, frees what is left of it, and remembers the fault. A liveness fault takes a part
/// that doubles with each one before, half burned and half to insurance; the one that reaches the cap jails.
/// Fraud takes the whole lock, by the waterfall, and jails.
pub fn fault(
    deps: DepsMut,
    env: Env,
    info: MessageInfo,
    job_id: u64,
    fault: Fault,
) -> Result<Response, ContractError> {
    let now = env.block.time.seconds();
    let (config, params) = state::globals(deps.storage)?;
    only(&info.sender, &[&config.job_market], "the job-market")?;
    let lock = state::lock(deps.storage, job_id)?;
    let class = state::class(deps.storage, &lock.class)?;
    let address = deps.api.addr_humanize(&lock.provider)?;
    let mut provider = state::provider(deps.api, deps.storage, &address)?;
    let mut position = state::position(deps.api, deps.storage, &lock.class, &address)?;
    position.unbind(&lock)?;

    let verdict = match fault {
        Fault::Liveness { take } => liveness(&config, &params, &lock, &mut provider, now, take.u128())?,
        Fault::Fraud { take, client, reporter } => {
            jail(&mut provider, &params, now);
            fraud(&config, deps.api, &params, &lock, take.u128(), client, reporter)?
        }
    };
    let slashed = total(&verdict.parts)?;
    // What is on its way out serves a called job too, and shrinks with the bond.
    position.pay(slashed)?;
    position.fade(now)?;
    position.remember_bad(verdict.weight)?;

    let counted = position.recount(&params, &class, &provider, now)?;
    state::save_provider(deps.api, deps.storage, &address, &provider)?;
    order::place(deps.api, deps.storage, &lock.class, &class, &address, &mut position)?;
    state::save_position(deps.api, deps.storage, &lock.class, &address, &position)?;
    state::remove_lock(deps.storage, job_id);
    totals::apply(deps.storage, &lock.class, Change { counted, ..Change::default() })?;
    Ok(Response::new().add_messages(verdict.messages).add_event(RegistryEvent::Fault(Slashed {
        of: Of { provider: &address, class: &lock.class },
        job_id,
        kind: verdict.kind,
        reporter: Uint128::new(verdict.parts.reporter),
        burn: Uint128::new(verdict.parts.burn),
        compensation: Uint128::new(verdict.parts.compensation),
        insurance: Uint128::new(verdict.parts.insurance),
        jailed_until: Some(provider.jailed_until).filter(|until| *until > 0),
    })))
}

/// A missed deadline. Weighs a quarter of the take, rounded up.
fn liveness(
    config: &Config,
    params: &Params,
    lock: &Lock,
    provider: &mut Provider,
    now: u64,
    take: u128,
) -> Result<Verdict, ContractError> {
    let earlier = decayed_faults(provider.faults, now.saturating_sub(provider.faults_at));
    provider.faults = earlier.saturating_add(1);
    provider.faults_at = now;
    if liveness_at_cap(earlier, params.liveness_cap_bps) {
        jail(provider, params, now);
    }
    // The cap may have been raised since the lock was sized by it.
    let slashed = liveness_slash(lock.cost, earlier, params.liveness_cap_bps)?.min(lock.amount);
    let (burn, insurance) = split_half(slashed);
    Ok(Verdict {
        kind: "liveness",
        parts: Waterfall { reporter: 0, burn, compensation: 0, insurance },
        messages: messages::slash(config, burn, insurance)?.into_iter().collect(),
        weight: take.div_ceil(4),
    })
}

/// Fraud proven. Reporter and client are paid into their accounts, which cannot refuse; whoever plays all
/// three parts still loses what is burned.
fn fraud(
    config: &Config,
    api: &dyn Api,
    params: &Params,
    lock: &Lock,
    take: u128,
    client: String,
    reporter: Option<String>,
) -> Result<Verdict, ContractError> {
    let client = checked_addr(api, "client", &client)?;
    let reporter = reporter.map(|text| checked_addr(api, "reporter", &text)).transpose()?;
    let agreed = LockParams {
        rho_bps: lock.reporter_bps,
        burn_min_bps: lock.burn_min_bps,
        ..params::lock_params(params)
    };
    let parts = fraud_waterfall(&agreed, lock.amount, lock.declared_value, reporter.is_some())?;
    let mut messages = vec![];
    if let Some(reporter) = reporter.filter(|_| parts.reporter > 0) {
        messages.push(messages::deposit_net(config, &reporter, parts.reporter)?);
    }
    if parts.compensation > 0 {
        messages.push(messages::deposit_net(config, &client, parts.compensation)?);
    }
    messages.extend(messages::slash(config, parts.burn, parts.insurance)?);
    Ok(Verdict { kind: "fraud", parts, messages, weight: take })
}

/// Into jail, or for longer.
fn jail(provider: &mut Provider, params: &Params, now: u64) {
    provider.jailed_until = provider.jailed_until.max(now.saturating_add(params.jail));
}

fn total(parts: &Waterfall) -> Result<u128, ContractError> {
    [parts.burn, parts.compensation, parts.insurance]
        .iter()
        .try_fold(parts.reporter, |sum, part| sum.checked_add(*part))
        .ok_or(ContractError::Overflow { what: "slash" })
}
