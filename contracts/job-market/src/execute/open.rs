//! Opening a job that was paid for.

use api::common::Asset;
use api::job_market::events::{JobEvent, Requested};
use api::job_market::JobRequest;
use api::pool::SwapReceived;
use cosmwasm_std::{Addr, DepsMut, Env, Response};

use super::{request, template};
use crate::backlog::{self, Priced};
use crate::error::ContractError;
use crate::method::{self, Method, Verdict};
use crate::payment::Payment;
use crate::state::{self, Class, Config, DataTerms, Settings, Terms};
use crate::{market, peers};

/// A request with what came for it.
pub struct Paid {
    /// Who pays.
    pub payer: Addr,
    /// What is asked for.
    pub request: JobRequest,
    /// What the pool brought.
    pub swap: SwapReceived,
    /// Whether the payer asked this contract, so that what it named bounds what it pays in NET.
    pub direct: bool,
}

/// Charges take and tip, stores the job and gives the surplus back.
pub fn open(deps: DepsMut, env: Env, config: &Config, paid: Paid) -> Result<Response, ContractError> {
    let Paid { payer, request, swap, direct } = paid;
    let settings = state::settings(deps.storage)?;
    let checked = request::check(deps.api, &env, config, &settings, &payer, &request)?;
    let class = state::class(deps.storage, &request.class)?;
    if let Some(number) = request.template {
        template::check_request(deps.storage, number, &request, &checked)?;
    }
    let credits = state::credits(request.gpus, request.seconds)?;
    let payment = Payment::read(&swap, Asset::cw20(&class.credit), &peers::net(config), credits)?;
    let method = method::for_request(
        deps.querier,
        &env,
        config,
        request.method,
        &checked.program,
        checked.input.as_ref(),
    )?;

    let charge = charge(&deps, &env, config, &class, &request, credits, &payment)?;
    state::save_backlog(deps.storage, &request.class, charge.priced.after);
    let tip = request.tip.unwrap_or_default().u128();
    let owed = charge.priced.take.checked_add(tip).ok_or(amm_math::MathError::Overflow)?;

    let job_id = state::next_job_id(deps.storage)?;
    let terms = terms(&deps, &settings, &payer, &request, &checked, method, &charge)?;
    state::save_terms(deps.storage, job_id, &terms)?;
    if terms.template.is_some() {
        state::mark_waiting(deps.storage, &terms.class, job_id, true);
    }

    // One bad token on the pool's list must not put everybody's accounts into its own jobs.
    let bounded = (direct && payment.in_net) || !payment.sender_known;
    let messages = payment.settle(config, &env.contract.address, &payer, owed, request.surplus, bounded)?;
    let event = JobEvent::Request(Requested {
        job_id,
        owner: &checked.owner,
        payer: &payer,
        request: &request,
        credits: credits.into(),
        cost: charge.cost.paid.into(),
        take: charge.priced.take.into(),
        deadline: terms.accept_by,
    });
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// What a job costs.
struct Charge {
    /// Its credits.
    cost: market::Cost,
    /// The take, and what it follows from.
    priced: Priced,
}

fn charge(
    deps: &DepsMut,
    env: &Env,
    config: &Config,
    class: &Class,
    request: &JobRequest,
    credits: u128,
    payment: &Payment,
) -> Result<Charge, ContractError> {
    let now = env.block.time.seconds();
    let cost = market::cost(deps.querier, config, class, env, credits, payment.swapped)?;
    let proven = market::proven_gpus(deps.querier, config, &request.class)?;
    let backlog = state::backlog(deps.storage, &request.class)?;
    let priced = backlog::price(backlog, &class.take, now, proven, credits, cost.worth)?;
    let max = request.max_payment.u128();
    if cost.paid.checked_add(priced.take).is_none_or(|total| total > max) {
        return Err(ContractError::AboveMaximum { cost: cost.paid, take: priced.take, max });
    }
    Ok(Charge { cost, priced })
}

fn terms(
    deps: &DepsMut,
    settings: &Settings,
    payer: &Addr,
    request: &JobRequest,
    checked: &request::Checked,
    method: Method,
    charge: &Charge,
) -> Result<Terms, ContractError> {
    let canonical = |address: &Addr| deps.api.addr_canonicalize(address.as_str());
    let dispute_bond = match method.verdict {
        Verdict::Client => settings.dispute_bond,
        Verdict::Proof | Verdict::Signatures => 0,
    };
    Ok(Terms {
        owner: canonical(&checked.owner)?,
        payer: if *payer == checked.owner { None } else { Some(canonical(payer)?) },
        class: request.class.clone(),
        gpus: request.gpus,
        seconds: request.seconds,
        program: checked.program,
        input: checked.input,
        method: request.method,
        verdict: method.verdict,
        detection_bps: method.detection_bps,
        run_within: request.run_within,
        verdict_within: settings.verdict_within,
        min_reputation_bps: request.min_reputation_bps,
        provider: checked.provider.as_ref().map(canonical).transpose()?,
        declared_value: request.declared_value.unwrap_or_default().u128(),
        dispute_bond,
        cost: charge.cost.paid,
        worth: charge.cost.worth,
        take: charge.priced.take,
        tip: request.tip.unwrap_or_default().u128(),
        ticks: charge.priced.ticks,
        added: charge.priced.added,
        target_bps: charge.priced.target_bps,
        requested_at: charge.priced.after.time,
        accept_by: charge.priced.after.time.saturating_add(request.accept_within),
        template: request.template,
        data: request.input_form.map(|form| DataTerms { form, bond: settings.data_bond }),
    })
}
