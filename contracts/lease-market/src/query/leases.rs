//! Leases: one, and those that suit a filter.

use api::common::{check_class_id, checked_addr};
use api::deadline::Moment;
use api::lease_market::{LeaseFilter, LeaseResponse, LeaseState, LeasesResponse, LiveLease, RunningLease};
use api::paging::{list, ListOrder};
use cosmwasm_std::{CanonicalAddr, Deps, Env};

use crate::error::ContractError;
use crate::lease::{Run, Terms};
use crate::state::{self, Config, Lease};

/// A filter, checked.
pub struct Wanted {
    client: Option<CanonicalAddr>,
    provider: Option<CanonicalAddr>,
    class: Option<String>,
    state: Option<LeaseState>,
}

/// One page of the leases that suit a filter. Which records it walks over follows from the filter: of leases that are over there
/// are many, and all that a filter by a party could see of them is that they are.
pub fn page(
    deps: Deps,
    env: &Env,
    config: &Config,
    wanted: &Wanted,
    order: Option<ListOrder>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<LeasesResponse, ContractError> {
    let (storage, order) = (deps.storage, order.unwrap_or_default().into());
    let (leases, next) = match wanted.state {
        None if !wanted.has_terms() => {
            list(state::lease_ids(storage, order, start_after)?, limit, |id, ()| {
                lease(deps, env, config, id).map(Some)
            })?
        }
        Some(over) if over.is_final() => {
            list(state::begun(storage, order, start_after), limit, |lease_id, state| {
                let response = LeaseResponse { lease_id, state: over, live: None };
                Ok::<_, ContractError>((state == Some(over)).then_some(response))
            })?
        }
        _ => list(state::unfinished(storage, order, start_after), limit, |id, terms| {
            if !wanted.suits(&terms) {
                return Ok(None);
            }
            let run = state::run(storage, id)?;
            if !wanted.is_at(run.as_ref()) {
                return Ok(None);
            }
            shown(deps, env, config, id, terms, run).map(Some)
        })?,
    };
    Ok(LeasesResponse { leases, next })
}

impl Wanted {
    /// Checks a filter.
    pub fn read(deps: Deps, filter: LeaseFilter) -> Result<Self, ContractError> {
        let address = |field, text: Option<String>| -> Result<_, ContractError> {
            let Some(text) = text else { return Ok(None) };
            let address = checked_addr(deps.api, field, &text)?;
            Ok(Some(deps.api.addr_canonicalize(address.as_str())?))
        };
        if let Some(class) = &filter.class {
            check_class_id(class)?;
        }
        let wanted = Wanted {
            client: address("filter.client", filter.client)?,
            provider: address("filter.provider", filter.provider)?,
            class: filter.class,
            state: filter.state,
        };
        match wanted.state {
            Some(state) if state.is_final() && wanted.has_terms() => Err(ContractError::Field {
                field: "filter.state",
                expected:
                    "one that is not final beside client, provider or class, which no lease has that is over"
                        .into(),
                got: state.to_string(),
            }),
            _ => Ok(wanted),
        }
    }

    /// Whether it asks for what only a lease has that is not over.
    fn has_terms(&self) -> bool {
        self.client.is_some() || self.provider.is_some() || self.class.is_some()
    }

    fn suits(&self, terms: &Terms) -> bool {
        self.client.as_ref().is_none_or(|client| terms.client == *client)
            && self.class.as_ref().is_none_or(|class| terms.class == *class)
    }

    fn is_at(&self, run: Option<&Run>) -> bool {
        let by = |provider: &CanonicalAddr| run.is_some_and(|run| run.provider == *provider);
        self.state.is_none_or(|state| state_of(run) == state) && self.provider.as_ref().is_none_or(by)
    }
}

/// One lease.
pub fn lease(deps: Deps, env: &Env, config: &Config, lease_id: u64) -> Result<LeaseResponse, ContractError> {
    match state::lease(deps.storage, lease_id)? {
        Lease::Live(terms, run) => shown(deps, env, config, lease_id, *terms, run),
        Lease::Over(state) => Ok(LeaseResponse { lease_id, state, live: None }),
    }
}

fn state_of(run: Option<&Run>) -> LeaseState {
    run.map_or(LeaseState::Open, |_| LeaseState::Running)
}

fn shown(
    deps: Deps,
    env: &Env,
    config: &Config,
    lease_id: u64,
    terms: Terms,
    run: Option<Run>,
) -> Result<LeaseResponse, ContractError> {
    let human = |address| deps.api.addr_humanize(address);
    let state = state_of(run.as_ref());
    let live = LiveLease {
        client: human(&terms.client)?,
        gpus: terms.gpus,
        seconds: terms.seconds,
        ssh_key: terms.ssh_key.as_slice().into(),
        only_provider: terms.provider.as_ref().map(human).transpose()?,
        interruptible: terms.interruptible,
        cost: terms.cost.into(),
        take: terms.take.into(),
        pledge: terms.pledge.into(),
        minimum: terms.minimum,
        requested_at: terms.requested.time,
        start_by: terms.starting().at(),
        running: run.map(|run| running(deps, env, config, &terms, run)).transpose()?,
        class: terms.class,
    };
    Ok(LeaseResponse { lease_id, state, live: Some(live) })
}

fn running(
    deps: Deps,
    env: &Env,
    config: &Config,
    terms: &Terms,
    run: Run,
) -> Result<RunningLease, ContractError> {
    let clock = state::clock(deps.storage, &run.provider)?;
    let (now, block_millis) = (Moment::of(&env.block), config.params.block_millis);
    let due = run.clone().settle(terms, &clock, now, block_millis)?;
    let escrow = run.escrow(terms)?;
    Ok(RunningLease {
        provider: deps.api.addr_humanize(&run.provider)?,
        started_at: run.started,
        end: run.end,
        latest_end: run.latest_end,
        escrow: escrow.credits.into(),
        take_left: escrow.take.into(),
        paid: run.paid.credits.into(),
        due: due.credits.into(),
        silent: clock.is_silent(now, block_millis),
    })
}
