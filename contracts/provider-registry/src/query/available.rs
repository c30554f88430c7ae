//! Who could volunteer for a job now.

use api::paging::page;
use api::provider_registry::{AvailableProvider, AvailableResponse};
use api::store::class_prefix;
use cosmwasm_std::{CanonicalAddr, Deps, Env};
use credit::Position;

use super::providers::{start, Paged};
use crate::error::ContractError;
use crate::ledger::{is_admitted, prior};
use crate::state::{self, Class, GLOBALS, POSITIONS, PROVIDERS};

/// A page of the positions of a class, of which it tells those whose providers could volunteer with at least `min_gpus`
/// free GPUs.
pub fn available(
    deps: Deps,
    env: &Env,
    id: &str,
    min_gpus: Option<u32>,
    (order, start_after, limit): Paged,
) -> Result<AvailableResponse, ContractError> {
    let class = state::class(deps.storage, id)?;
    let after = start(deps, start_after)?;
    let (_, params) = GLOBALS.load(deps.storage)?;
    let (now, least, limit) = (env.block.time.seconds(), min_gpus.unwrap_or(1).max(1), page(limit));
    if class.paused.accept || class.ended(now) {
        return Ok(AvailableResponse { providers: vec![], next: None });
    }
    let looked_at = POSITIONS.page_in(order, deps.storage, &class_prefix(id), after.as_deref(), limit)?;
    let more = looked_at.len() >= limit;
    let last =
        looked_at.last().filter(|_| more).map(|(canonical, _)| CanonicalAddr::from(canonical.as_slice()));
    let mut providers = vec![];
    for (canonical, position) in looked_at {
        let gpus = position.gpus.free();
        let canonical = CanonicalAddr::from(canonical);
        if gpus < least || !could(deps, &class, &canonical, &position, params.heartbeat_within, now)? {
            continue;
        }
        providers.push(AvailableProvider {
            provider: deps.api.addr_humanize(&canonical)?,
            gpus,
            free: position.free_bond().into(),
            reputation_bps: position.memory.score_bps(&prior(&params), now)?,
        });
    }
    Ok(AvailableResponse { providers, next: last.map(|last| deps.api.addr_humanize(&last)).transpose()? })
}

/// Whether whoever has this position could volunteer, whatever its GPUs, bond and reputation.
fn could(
    deps: Deps,
    class: &Class,
    canonical: &CanonicalAddr,
    position: &Position,
    heartbeat_within: u64,
    now: u64,
) -> Result<bool, ContractError> {
    if !is_admitted(class, position, now) {
        return Ok(false);
    }
    let provider = PROVIDERS.may_load(deps.storage, canonical)?.unwrap_or_default();
    let seen = now.saturating_sub(provider.last_seen) <= heartbeat_within;
    Ok(provider.active && provider.jailed_until == 0 && seen)
}
