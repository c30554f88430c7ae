//! Answers.

mod calls;
mod closings;

use api::common::{checked_addr, DEFAULT_PAGE, MAX_PAGE};
use api::provider_registry::{
    ClassResponse, ClassesResponse, ConfigResponse, LockResponse, Peers, PositionResponse, PositionsResponse,
    ProviderResponse, ProvidersResponse, QueryMsg, UnbondingEntry,
};
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, Uint128};

use crate::error::ContractError;
use crate::state::{self, Class, Position, Provider};
use crate::{params, price, totals};

/// Answers a query.
pub fn query(deps: Deps, env: Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let now = env.block.time.seconds();
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Class { class } => {
            let stored = state::class(deps.storage, &class)?;
            to_json_binary(&class_response(deps, class, stored, now)?)
        }
        QueryMsg::Classes { start_after, limit } => to_json_binary(&classes(deps, start_after, limit, now)?),
        QueryMsg::Provider { provider } => {
            let address = checked_addr(deps.api, "provider", &provider)?;
            let stored = state::provider(deps.api, deps.storage, &address)?;
            to_json_binary(&provider_response(deps, address, &stored, now)?)
        }
        QueryMsg::Providers { start_after, limit } => {
            to_json_binary(&providers(deps, start_after, limit, now)?)
        }
        QueryMsg::Position { provider, class } => to_json_binary(&position(deps, provider, class, now)?),
        QueryMsg::Positions { class, start_after, limit } => {
            to_json_binary(&positions(deps, class, start_after, limit, now)?)
        }
        QueryMsg::Lock { job_id } => to_json_binary(&lock(deps, job_id)?),
        QueryMsg::QuoteLock { cost, declared_value, detection_bps } => {
            to_json_binary(&quote_lock(deps, cost, declared_value, detection_bps)?)
        }
        QueryMsg::NextCall { class } => to_json_binary(&calls::next(deps, &class)?),
        QueryMsg::CallOrder { class, start_after, limit } => {
            to_json_binary(&calls::order(deps, &class, start_after, limit)?)
        }
        QueryMsg::Call { job_id } => to_json_binary(&calls::call(deps, job_id)?),
        QueryMsg::Closings { class, start_after, limit } => {
            to_json_binary(&closings::closings(deps, &env, &class, start_after, limit)?)
        }
        QueryMsg::Closing { class, debtor } => {
            to_json_binary(&closings::closing(deps, &env, &class, debtor)?)
        }
        QueryMsg::Margins { class, start_after, limit, below_bps } => {
            to_json_binary(&closings::margins(deps, &env, &class, start_after, limit, below_bps)?)
        }
        QueryMsg::Book { class } => to_json_binary(&closings::book(deps, &env, &class)?),
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = state::config(deps.storage)?;
    Ok(ConfigResponse {
        guardian: config.guardian,
        token_code_id: config.token_code_id,
        network_denom: config.network_denom,
        peers: Peers {
            pool: config.pool.into_string(),
            job_market: config.job_market.into_string(),
            fee_collector: config.fee_collector.into_string(),
        },
        params: state::params(deps.storage)?,
    })
}

fn class_response(deps: Deps, id: String, class: Class, now: u64) -> Result<ClassResponse, ContractError> {
    let totals = totals::load(deps.storage, &id)?;
    let book = state::book(deps.storage, &id)?;
    let mint_price = match class.pool_id {
        Some(_) => {
            let pool = state::config(deps.storage)?.pool;
            Some(Uint128::new(price::at_mint(deps.querier, &pool, &class, book.floor, now)?.0.price.raw()))
        }
        None => None,
    };
    Ok(ClassResponse {
        class: id,
        credit: class.credit,
        pool_id: class.pool_id,
        params: class.params,
        paused: class.paused,
        obligations: Uint128::new(totals.obligations),
        redeemed_unburned: Uint128::new(totals.redeemed_unburned),
        reserve_obligation: Uint128::new(book.reserve_obligation),
        deficit: Uint128::new(book.deficit),
        proven_gpus: totals.proven_gpus,
        mint_price,
    })
}

fn classes(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
    now: u64,
) -> Result<ClassesResponse, ContractError> {
    let classes = state::classes(deps.storage, start_after.as_deref(), page(limit))?
        .into_iter()
        .map(|(id, class)| class_response(deps, id, class, now))
        .collect::<Result<_, _>>()?;
    Ok(ClassesResponse { classes })
}

fn provider_response(
    deps: Deps,
    address: Addr,
    provider: &Provider,
    now: u64,
) -> Result<ProviderResponse, ContractError> {
    let since = now.saturating_sub(provider.faults_at);
    Ok(ProviderResponse {
        metadata: state::metadata(deps.api, deps.storage, &address)?,
        provider: address,
        active: provider.active,
        last_seen: provider.last_seen,
        jailed_until: Some(provider.jailed_until).filter(|until| *until > 0),
        liveness_faults: amm_math::lock::decayed_faults(provider.faults, since),
    })
}

fn providers(
    deps: Deps,
    start_after: Option<String>,
    limit: Option<u32>,
    now: u64,
) -> Result<ProvidersResponse, ContractError> {
    let start_after = checked_start(deps, start_after)?;
    let providers = state::providers(deps.api, deps.storage, start_after.as_ref(), page(limit))?
        .into_iter()
        .map(|(address, provider)| provider_response(deps, address, &provider, now))
        .collect::<Result<_, _>>()?;
    Ok(ProvidersResponse { providers })
}

fn position(deps: Deps, provider: String, id: String, now: u64) -> Result<PositionResponse, ContractError> {
    let address = checked_addr(deps.api, "provider", &provider)?;
    let class = state::class(deps.storage, &id)?;
    let position = state::position(deps.api, deps.storage, &id, &address)?;
    position_response(deps, address, &id, &class, position, now)
}

fn positions(
    deps: Deps,
    id: String,
    start_after: Option<String>,
    limit: Option<u32>,
    now: u64,
) -> Result<PositionsResponse, ContractError> {
    let class = state::class(deps.storage, &id)?;
    let start_after = checked_start(deps, start_after)?;
    let positions = state::positions(deps.api, deps.storage, &id, start_after.as_ref(), page(limit))?
        .into_iter()
        .map(|(address, position)| position_response(deps, address, &id, &class, position, now))
        .collect::<Result<_, _>>()?;
    Ok(PositionsResponse { positions })
}

fn position_response(
    deps: Deps,
    provider: Addr,
    id: &str,
    class: &Class,
    mut position: Position,
    now: u64,
) -> Result<PositionResponse, ContractError> {
    let (config, governed) = state::globals(deps.storage)?;
    let margin = price::margin_now(deps.querier, &config.pool, class, &position, now)?;
    let free = position.free(margin)?;
    let reputation_bps = position.score(&governed, now)?;
    position.fade(now)?;
    Ok(PositionResponse {
        provider,
        class: id.to_owned(),
        bond: Uint128::new(position.bond),
        unbonding: position
            .unbonding
            .iter()
            .map(|entry| UnbondingEntry { amount: Uint128::new(entry.amount), release_at: entry.release_at })
            .collect(),
        locked: Uint128::new(position.locked),
        called_locked: Uint128::new(position.calls.locked),
        margin: Uint128::new(margin),
        free: Uint128::new(free),
        obligation: Uint128::new(position.obligation),
        basis: Uint128::new(position.basis),
        gpus: position.gpus,
        busy: position.busy,
        called_gpus: position.calls.gpus,
        calls_to_settle: position.calls.to_settle,
        called_credits: Uint128::new(position.calls.credits),
        ignored_credits: Uint128::new(position.calls.ignored),
        callable: position.calls.queued,
        closing_since: Some(position.closing.since).filter(|since| *since > 0),
        exit_at: Some(position.closing.exit_at).filter(|at| *at > 0),
        proven_gpus: position.counted,
        admitted_until: Some(position.admitted_until).filter(|until| *until > 0),
        reputation_bps,
        good: Uint128::new(position.good),
        bad: Uint128::new(position.bad),
    })
}

fn lock(deps: Deps, job_id: u64) -> Result<LockResponse, ContractError> {
    let lock = state::lock(deps.storage, job_id)?;
    Ok(LockResponse {
        job_id,
        provider: deps.api.addr_humanize(&lock.provider)?,
        amount: Uint128::new(lock.amount),
        gpus: lock.busy_gpus(),
        called: lock.called > 0,
        class: lock.class,
    })
}

fn quote_lock(
    deps: Deps,
    cost: Uint128,
    declared_value: Uint128,
    detection_bps: u32,
) -> Result<Uint128, ContractError> {
    let governed = params::lock_params(&state::params(deps.storage)?);
    let amount = amm_math::lock::lock(&governed, cost.u128(), declared_value.u128(), detection_bps)?;
    Ok(Uint128::new(amount))
}

/// The address after which a page starts.
fn checked_start(deps: Deps, start_after: Option<String>) -> Result<Option<Addr>, ContractError> {
    Ok(start_after.map(|text| checked_addr(deps.api, "start_after", &text)).transpose()?)
}

fn page(limit: Option<u32>) -> usize {
    usize::try_from(limit.unwrap_or(DEFAULT_PAGE).min(MAX_PAGE)).unwrap_or(usize::MAX)
}
