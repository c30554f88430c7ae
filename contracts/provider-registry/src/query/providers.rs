//! Answers about providers and their positions.

use api::common::checked_addr;
use api::paging::{after, page, ListOrder};
use api::provider_registry::{
    BackingResponse, PositionResponse, PositionsResponse, ProviderResponse, ProvidersResponse,
};
use api::store::class_prefix;
use cosmwasm_std::{Addr, CanonicalAddr, Deps, Env};
use credit::lock::decayed_faults;
use credit::Position;

use crate::error::ContractError;
use crate::ledger::prior;
use crate::state::{self, Provider, BUCKETS, GLOBALS, METADATA, POSITIONS, PROVIDERS};

/// How a page is asked for: in which order, after whom, how long.
pub type Paged = (Option<ListOrder>, Option<String>, Option<u32>);

pub fn provider(deps: Deps, env: &Env, provider: &str) -> Result<ProviderResponse, ContractError> {
    let address = checked_addr(deps.api, "provider", provider)?;
    let canonical = deps.api.addr_canonicalize(address.as_str())?;
    let stored = PROVIDERS
        .may_load(deps.storage, &canonical)?
        .ok_or_else(|| ContractError::NotRegistered { address: address.clone() })?;
    provider_response(deps, env, address, &canonical, &stored)
}

pub fn providers(
    deps: Deps,
    env: &Env,
    order: Option<ListOrder>,
    start_after: Option<String>,
    limit: Option<u32>,
) -> Result<ProvidersResponse, ContractError> {
    let after = start(deps, start_after)?;
    let providers = PROVIDERS
        .page_in(order, deps.storage, &[], after.as_deref(), page(limit))?
        .into_iter()
        .map(|(canonical, stored)| {
            let canonical = CanonicalAddr::from(canonical);
            provider_response(deps, env, deps.api.addr_humanize(&canonical)?, &canonical, &stored)
        })
        .collect::<Result<_, _>>()?;
    Ok(ProvidersResponse { providers })
}

/// An empty position where there is none.
pub fn position(
    deps: Deps,
    env: &Env,
    provider: &str,
    class: &str,
) -> Result<PositionResponse, ContractError> {
    let address = checked_addr(deps.api, "provider", provider)?;
    state::class(deps.storage, class)?;
    let canonical = deps.api.addr_canonicalize(address.as_str())?;
    let key = [class_prefix(class).as_slice(), canonical.as_slice()].concat();
    let stored = POSITIONS.may_load(deps.storage, &key)?.unwrap_or_default();
    position_response(deps, env, address, class, &stored)
}

/// What backs a position of somebody that ever registered; nothing where there is no position.
pub fn backing(deps: Deps, provider: &str, class: &str) -> Result<BackingResponse, ContractError> {
    let address = checked_addr(deps.api, "provider", provider)?;
    state::class(deps.storage, class)?;
    let canonical = deps.api.addr_canonicalize(address.as_str())?;
    if !PROVIDERS.has(deps.storage, &canonical) {
        return Err(ContractError::NotRegistered { address });
    }
    let key = [class_prefix(class).as_slice(), canonical.as_slice()].concat();
    let stored = POSITIONS.may_load(deps.storage, &key)?.and_then(|position| position.backing);
    let buckets = BUCKETS.may_load(deps.storage, &key)?.unwrap_or_default();
    let (config, _) = GLOBALS.load(deps.storage)?;
    let backing = stored.unwrap_or_default();
    let [backed, backed_before] = backing.locked_by_age().map(Into::into);
    let [leaving, leaving_before] = buckets.leaving_by_age().map(Into::into);
    Ok(BackingResponse {
        provider: address,
        class: class.to_owned(),
        asset: stored.map(|backing| backing.asset),
        listed: stored.is_some_and(|backing| config.backs(backing.asset)),
        assets: backing.assets.into(),
        free: backing.free().into(),
        generation: buckets.generation,
        backed,
        backed_before,
        leaving,
        leaving_before,
        burned: buckets.burned.into(),
    })
}

pub fn positions(
    deps: Deps,
    env: &Env,
    class: &str,
    (order, start_after, limit): Paged,
) -> Result<PositionsResponse, ContractError> {
    state::class(deps.storage, class)?;
    let after = start(deps, start_after)?;
    let positions = POSITIONS
        .page_in(order, deps.storage, &class_prefix(class), after.as_deref(), page(limit))?
        .into_iter()
        .map(|(canonical, stored)| {
            let address = deps.api.addr_humanize(&CanonicalAddr::from(canonical))?;
            position_response(deps, env, address, class, &stored)
        })
        .collect::<Result<_, _>>()?;
    Ok(PositionsResponse { positions })
}

fn provider_response(
    deps: Deps,
    env: &Env,
    provider: Addr,
    canonical: &CanonicalAddr,
    stored: &Provider,
) -> Result<ProviderResponse, ContractError> {
    let since = env.block.time.seconds().saturating_sub(stored.faults_at);
    Ok(ProviderResponse {
        metadata: METADATA.may_load(deps.storage, canonical)?.unwrap_or_default(),
        provider,
        active: stored.active,
        last_seen: stored.last_seen,
        jailed_until: Some(stored.jailed_until).filter(|until| *until > 0),
        liveness_faults: decayed_faults(stored.faults, since),
    })
}

fn position_response(
    deps: Deps,
    env: &Env,
    provider: Addr,
    class: &str,
    position: &Position,
) -> Result<PositionResponse, ContractError> {
    let (_, params) = GLOBALS.load(deps.storage)?;
    let now = env.block.time.seconds();
    let memory = position.memory.faded(now)?;
    Ok(PositionResponse {
        provider,
        class: class.to_owned(),
        bond: position.bond.into(),
        locked: position.locked.into(),
        collateral: position.debt.collateral.into(),
        held: position.debt.held.into(),
        free: position.free_bond().into(),
        open: position.debt.open.into(),
        called: position.debt.called.into(),
        due: position.debt.due,
        gpus: position.gpus.offered,
        busy: position.gpus.busy,
        pledged_gpus: position.gpus.pledged,
        called_gpus: position.gpus.called,
        proven_gpus: position.gpus.counted,
        admitted_until: Some(position.admitted_until).filter(|until| *until > 0),
        reputation_bps: position.memory.score_bps(&prior(&params), now)?,
        good: memory.good.into(),
        bad: memory.bad.into(),
    })
}

/// The canonical address after which a page starts.
pub fn start(deps: Deps, start_after: Option<String>) -> Result<Option<CanonicalAddr>, ContractError> {
    let address = after(deps.api, start_after)?;
    Ok(address.map(|address| deps.api.addr_canonicalize(address.as_str())).transpose()?)
}
