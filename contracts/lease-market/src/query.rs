//! Answers.

use api::common::{check_range, checked_addr};
use api::deadline::Moment;
use api::earned;
use api::lease_market::{
    ClassEntry, ClassFees, ClassesResponse, ClockResponse, CloseResponse, ConfigResponse, HoldingsResponse,
    LeaseState, Peers, QueryMsg, MAX_GPUS, MAX_SECONDS,
};
use cosmwasm_std::{to_json_binary, Binary, Deps, Env};

use crate::error::ContractError;
use crate::execute::{close, Running};
use crate::lease::{Closing, Outcome};
use crate::state::{self, Class, Config, Offices, CLOCKS, CONFIG, MAX_CLASSES, OFFICES};

mod leases;
mod quote;

/// Days that `Holdings` sums.
const HELD_DAYS: usize = 366;

/// Dispatches a query.
pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&shown(config, OFFICES.load(deps.storage)?)),
        QueryMsg::Lease { lease_id } => to_json_binary(&leases::lease(deps, env, &config, lease_id)?),
        QueryMsg::Leases { filter, order, start_after, limit } => {
            let wanted = leases::Wanted::read(deps, filter.unwrap_or_default())?;
            to_json_binary(&leases::page(deps, env, &config, &wanted, order, start_after, limit)?)
        }
        QueryMsg::QuoteClose { lease_id, sender } => {
            to_json_binary(&quote_close(deps, env, &config, lease_id, &sender)?)
        }
        QueryMsg::Quote { class, gpus, seconds, pay_with } => {
            check_range("gpus", gpus, 1, MAX_GPUS)?;
            check_range("seconds", seconds, 1, MAX_SECONDS)?;
            let lease = quote::Quoted { class, gpus, seconds, pay_with };
            to_json_binary(&quote::quote(deps, env, &config, lease)?)
        }
        QueryMsg::Clock { provider } => to_json_binary(&clock(deps, env, &config, &provider)?),
        QueryMsg::Classes {} => to_json_binary(&classes(deps)?),
        QueryMsg::Holdings {} => to_json_binary(&holdings(deps)?),
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn shown(config: Config, offices: Offices) -> ConfigResponse {
    ConfigResponse {
        guardian: offices.guardian,
        network_denom: config.network_denom,
        peers: Peers {
            pool: config.pool.into(),
            provider_registry: config.provider_registry.into(),
            fee_collector: offices.fee_collector.into(),
        },
        params: config.params,
        paused: config.paused,
    }
}

fn quote_close(
    deps: Deps,
    env: &Env,
    config: &Config,
    lease_id: u64,
    sender: &str,
) -> Result<CloseResponse, ContractError> {
    let sender = checked_addr(deps.api, "sender", sender)?;
    let running = Running::load(deps, lease_id)?;
    let (state, end, outcome) = match close::decide(env, config, &running, lease_id, &sender)? {
        Closing::Over(outcome) => (outcome.state, None, outcome),
        Closing::Notice { end } => (LeaseState::Running, Some(end), Outcome::nothing()),
    };
    let Outcome { paid, rest, fee, slash, .. } = outcome;
    Ok(CloseResponse {
        state,
        end,
        paid: paid.credits.into(),
        refunded: rest.credits.into(),
        fee: fee.into(),
        earned: paid.take.into(),
        take_refunded: rest.take.into(),
        slash: slash.into(),
    })
}

fn clock(deps: Deps, env: &Env, config: &Config, provider: &str) -> Result<ClockResponse, ContractError> {
    let provider = checked_addr(deps.api, "provider", provider)?;
    let canonical = deps.api.addr_canonicalize(provider.as_str())?;
    let clock = CLOCKS.may_load(deps.storage, &canonical)?;
    let clock = clock.ok_or(ContractError::UnknownProvider { provider })?;
    let (now, block_millis) = (Moment::of(&env.block), config.params.block_millis);
    Ok(ClockResponse {
        seen_at: clock.seen.time,
        seen_height: clock.seen.height,
        covers: clock.covers,
        silence: clock.silence(now, block_millis),
        gaps: clock.gaps(now, block_millis),
    })
}

fn classes(deps: Deps) -> Result<ClassesResponse, ContractError> {
    let classes = state::classes(deps.storage)?.into_iter();
    let entry = |(class, Class { credit, pool_id, terms })| ClassEntry { class, credit, pool_id, terms };
    Ok(ClassesResponse { classes: classes.map(entry).collect() })
}

fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    let (take, days) = earned::waiting(deps.storage, HELD_DAYS)?;
    let fees = state::fees(deps.storage, MAX_CLASSES)?
        .into_iter()
        .map(|(class, credits)| ClassFees { class, credits: credits.into() })
        .collect();
    Ok(HoldingsResponse { take, days, fees })
}
