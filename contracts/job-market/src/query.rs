//! Answers.

use amm_math::occupancy;
use amm_math::rounding::{mul_div, Rounding, BPS};
use api::common::{DEFAULT_PAGE, MAX_PAGE};
use api::job_market::{
    ClaimResponse, ConfigResponse, HoldingsResponse, JobResponse, JobsResponse, OccupanciesResponse,
    OccupancyResponse, OpenJob, Peers, QueryMsg, QuoteResponse,
};
use api::pool::{Leg, QueryMsg as PoolQuery, QuoteResponse as PoolQuote};
use cosmwasm_std::{to_json_binary, Addr, Binary, Deps, Env, HexBinary, Uint128};

use crate::error::ContractError;
use crate::execute::claim;
use crate::method::Verdict;
use crate::record::{Hot, Job, Phase};
use crate::state::{self, Class, Config, Terms};
use crate::{backlog, market, peers};

mod standard;

/// Days that `Holdings` sums.
const HELD_DAYS: usize = 366;

/// Dispatches a query.
pub fn query(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    Ok(match msg {
        QueryMsg::Config {} => to_json_binary(&config(deps)?),
        QueryMsg::Job { job_id } => to_json_binary(&job(deps, job_id)?),
        QueryMsg::Jobs { start_after, limit } => to_json_binary(&jobs(deps, start_after, limit)?),
        QueryMsg::Claim { job_id } => to_json_binary(&claimed(deps, job_id)?),
        QueryMsg::Quote { class, gpus, seconds } => to_json_binary(&quote(deps, env, &class, gpus, seconds)?),
        QueryMsg::Occupancy { class } => {
            let listed = state::class(deps.storage, &class)?;
            to_json_binary(&occupancy_of(deps, env, &state::config(deps.storage)?, class, &listed)?)
        }
        QueryMsg::Occupancies {} => to_json_binary(&occupancies(deps, env)?),
        QueryMsg::Holdings {} => to_json_binary(&holdings(deps)?),
        QueryMsg::Templates { class } => to_json_binary(&standard::templates(deps, &class)?),
        QueryMsg::Callable { class, start_after, limit } => {
            to_json_binary(&standard::callable(deps, &class, start_after, limit)?)
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(deps.storage)?),
    }?)
}

fn config(deps: Deps) -> Result<ConfigResponse, ContractError> {
    let config = state::config(deps.storage)?;
    let settings = state::settings(deps.storage)?;
    Ok(ConfigResponse {
        params: settings.params(),
        guardian: settings.guardian,
        network_denom: config.network_denom,
        peers: Peers {
            pool: config.pool.into(),
            provider_registry: config.provider_registry.into(),
            verifier_gateway: config.verifier_gateway.into(),
            fee_collector: config.fee_collector.into(),
        },
        paused: settings.paused,
    })
}

fn jobs(deps: Deps, start_after: Option<u64>, limit: Option<u32>) -> Result<JobsResponse, ContractError> {
    let ids = state::job_ids(deps.storage, start_after, page(limit)?)?;
    let jobs = ids.map(|id| job(deps, id)).collect::<Result<_, _>>()?;
    Ok(JobsResponse { jobs })
}

fn page(limit: Option<u32>) -> Result<usize, ContractError> {
    let limit = limit.unwrap_or(DEFAULT_PAGE).min(MAX_PAGE);
    Ok(usize::try_from(limit).map_err(|_| amm_math::MathError::Overflow)?)
}

fn job(deps: Deps, job_id: u64) -> Result<JobResponse, ContractError> {
    let (job, terms) = state::job(deps.storage, job_id)?;
    let state = job.state();
    let hex = |digest: &[u8; 32]| HexBinary::from(digest);
    Ok(match job {
        Job::Finished(tombstone) => JobResponse {
            job_id,
            state,
            output: tombstone.output.as_ref().map(hex),
            fault: tombstone.end.fault(),
            open: None,
        },
        Job::Live(hot) => JobResponse {
            job_id,
            state,
            output: hot.phase.output().map(hex),
            fault: None,
            open: terms.map(|terms| open(deps, &hot, terms)).transpose()?,
        },
    })
}

fn open(deps: Deps, hot: &Hot, terms: Terms) -> Result<OpenJob, ContractError> {
    let human = |address| deps.api.addr_humanize(address);
    let owner = human(&terms.owner)?;
    let payer = terms.payer.as_ref().map(human).transpose()?;
    Ok(OpenJob {
        payer: payer.unwrap_or_else(|| owner.clone()),
        owner,
        class: terms.class,
        gpus: terms.gpus,
        seconds: terms.seconds,
        program: terms.program.as_slice().into(),
        input: terms.input.unwrap_or_default().as_slice().into(),
        input_form: terms.data.map(|data| data.form),
        method: terms.method,
        template: terms.template,
        run_within: terms.run_within,
        min_reputation_bps: terms.min_reputation_bps,
        only_provider: terms.provider.as_ref().map(human).transpose()?,
        declared_value: terms.declared_value.into(),
        cost: terms.cost.into(),
        worth: terms.worth.into(),
        take: terms.take.into(),
        tip: terms.tip.into(),
        dispute_bond: (terms.verdict == Verdict::Client).then_some(terms.dispute_bond.into()),
        provider: hot.phase.holder().map(human).transpose()?,
        data_request: standard::data_request(hot, terms.data),
        payout: hot.phase.work().map(|work| work.payout),
        deadline: hot.deadline,
        requested_at: terms.requested_at,
        work: terms.ticks,
        added: terms.added,
    })
}

fn claimed(deps: Deps, job_id: u64) -> Result<ClaimResponse, ContractError> {
    let (job, terms) = state::job(deps.storage, job_id)?;
    let (work, output, disputed) = match &job {
        Job::Live(Hot { phase: Phase::Submitted(work, output), .. }) => (work, output, false),
        Job::Live(Hot { phase: Phase::Disputed(work, output), .. }) => (work, output, true),
        _ => {
            let got = job.state();
            return Err(ContractError::State { job_id, expected: "submitted or disputed", got });
        }
    };
    let terms = terms.ok_or(ContractError::Record { what: "terms", got: 0 })?;
    let provider: Addr = deps.api.addr_humanize(&work.provider)?;
    let claim = claim(job_id, provider.into_string(), &terms, output.as_slice().into());
    Ok(ClaimResponse { method: terms.method, disputed, claim })
}

fn quote(deps: Deps, env: &Env, id: &str, gpus: u32, seconds: u64) -> Result<QuoteResponse, ContractError> {
    let config = state::config(deps.storage)?;
    let class = state::class(deps.storage, id)?;
    let credits = state::credits(gpus, seconds)?;
    let question = PoolQuery::QuoteExactOut {
        offer: peers::net(&config),
        legs: vec![Leg { pools: vec![class.pool_id], amount_out: credits.into() }],
    };
    let bought: PoolQuote = deps.querier.query_wasm_smart(&config.pool, &question)?;
    let cost = bought.paid.amount;
    let proven = market::proven_gpus(deps.querier, &config, id)?;
    let backlog = state::backlog(deps.storage, id)?;
    let now = env.block.time.seconds();
    let worth = market::cost(deps.querier, &config, &class, env, credits, Some(cost.u128()))?.worth;
    let priced = backlog::price(backlog, &class.take, now, proven, credits, worth)?;
    Ok(QuoteResponse { credits: credits.into(), cost, take: priced.take.into() })
}

fn occupancies(deps: Deps, env: &Env) -> Result<OccupanciesResponse, ContractError> {
    let config = state::config(deps.storage)?;
    let classes = state::classes(deps.storage)?
        .into_iter()
        .map(|(id, class)| occupancy_of(deps, env, &config, id, &class))
        .collect::<Result<_, _>>()?;
    Ok(OccupanciesResponse { classes })
}

fn occupancy_of(
    deps: Deps,
    env: &Env,
    config: &Config,
    id: String,
    class: &Class,
) -> Result<OccupancyResponse, ContractError> {
    let params = backlog::params(&class.take);
    let now = backlog::decayed(state::backlog(deps.storage, &id)?, &params, env.block.time.seconds());
    // One second of the whole class is the least that a job is charged for.
    let next = occupancy::charge(now.z, 1, &params)?;
    let multiplier = mul_div(next.mult, BPS.into(), 1 << occupancy::MULT_BITS, Rounding::Up)?;
    Ok(OccupancyResponse {
        proven_gpus: market::may_proven_gpus(deps.querier, config, &id)?,
        class: id,
        backlog: now.z,
        multiplier_bps: u32::try_from(multiplier).map_err(|_| amm_math::MathError::Overflow)?,
    })
}

fn holdings(deps: Deps) -> Result<HoldingsResponse, ContractError> {
    let days = state::days(deps.storage, HELD_DAYS)?;
    let take = days.iter().try_fold(Uint128::zero(), |sum, (_, day)| sum.checked_add(day.take.into()));
    Ok(HoldingsResponse {
        take: take.map_err(cosmwasm_std::StdError::from)?,
        days: u32::try_from(days.len()).map_err(|_| amm_math::MathError::Overflow)?,
    })
}
