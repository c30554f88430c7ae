//! Opening a job that was paid for.

use api::common::Asset;
use api::deadline::Moment;
use api::job_market::events::{JobEvent, Requested};
use api::job_market::JobRequest;
use api::pool::SwapReceived;
use api::provider_registry::raw::totals;
use cosmwasm_std::{Addr, Deps, DepsMut, Env, Response, Uint128};

use super::proceeds::Proceeds;
use super::request::{self, Checked};
use super::standard;
use crate::error::ContractError;
use crate::job::terms::{self, Askable, Judge, Standard, Terms};
use crate::market::{self, Cost};
use crate::method::{self, Challenge, Method};
use crate::occupancy::{self, Charge};
use crate::peers;
use crate::state::{self, Class, Config, Settings, OCCUPANCY, SETTINGS};

/// A request with what came for it.
pub struct Order {
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
pub fn open(deps: DepsMut, env: &Env, config: &Config, order: Order) -> Result<Response, ContractError> {
    let Order { payer, mut request, swap, direct } = order;
    let class = state::class(deps.storage, &request.class)?;
    let credits = terms::credits(request.gpus, request.seconds)?;
    let proceeds = Proceeds::read(&swap, Asset::cw20(&class.credit), &peers::net(config), credits)?;
    if direct && !proceeds.sender_known {
        // That this contract sent it is the word of a token that anybody may have made, and so is who pays.
        let expected = "coins or the class's credits where it says `forwarded`".into();
        return Err(ContractError::Swap { expected, got: swap.rest.asset.to_string() });
    }
    let examined = examine(deps.as_ref(), env, config, &class, &payer, &mut request)?;
    let totals = totals(deps.querier, &config.provider_registry, &request.class)?;
    let proven = market::capacity(&totals, &request.class)?;
    let cost = market::cost(deps.querier, config, &class, env, credits, proceeds.swapped)?;
    let charge = charge(deps.as_ref(), env, &class, &request, credits, cost, proven)?;
    let terms = examined.terms(deps.as_ref(), env, &payer, &request, cost, &charge)?;
    let latest = env.block.time.seconds().saturating_add(terms.longest_life());
    market::require_until(&totals, &terms.class, latest)?;

    OCCUPANCY.save(deps.storage, request.class.as_bytes(), &charge.after)?;
    let job_id = state::next_job_id(deps.storage)?;
    state::add_job(deps.storage, job_id, &terms, examined.checked.callback.as_ref())?;

    let owed = terms.take.checked_add(terms.tip).ok_or(amm_math::MathError::Overflow)?;
    // What is missing comes from the payer's account. The payer is the sender that the pool names, and of a
    // cw20 token the pool has that token's word for it: a bad token on the pool's list could name somebody
    // else as the sender, and have that account pay for its own jobs. So only where the sender is known for
    // sure does an account make up for what is missing: where coins, an account or the class's credits paid.
    let bounded = (direct && proceeds.in_net) || !proceeds.sender_known;
    let surplus = (request.surplus, &examined.checked.surplus_to);
    let messages = proceeds.settle(config, &env.contract.address, &payer, owed, surplus, bounded)?;
    let owner = deps.api.addr_humanize(&terms.owner)?;
    let event = JobEvent::Request(Requested {
        job_id,
        owner: &owner,
        payer: &payer,
        request: &request,
        credits: credits.into(),
        cost: terms.cost.into(),
        worth: terms.worth.into(),
        take: terms.take.into(),
        work: terms.ticks,
        added: terms.added,
        dispute_bond: (terms.judge == Judge::Client).then_some(terms.dispute_bond.into()),
        challenge_bond: matches!(terms.judge, Judge::Demand { .. }).then_some(terms.dispute_bond.into()),
        data_bond: terms.askable.map(|askable| askable.bond.into()),
        deadline: terms.requested.time.saturating_add(terms.accept_within),
    });
    Ok(Response::new().add_event(event).add_messages(messages))
}

/// A request that may be opened.
struct Examined {
    settings: Settings,
    checked: Checked,
    standard: Option<Standard>,
    method: Method,
}

/// Says what the request leaves out, and refuses whatever it says that it may not.
fn examine(
    deps: Deps,
    env: &Env,
    config: &Config,
    class: &Class,
    payer: &Addr,
    request: &mut JobRequest,
) -> Result<Examined, ContractError> {
    let settings = SETTINGS.load(deps.storage)?;
    let template = standard::template(deps.storage, request)?;
    request::complete(request, &settings, template.as_ref());
    let checked = request::check(deps, env, config, &settings, payer, request)?;
    let standard = standard::check(template, class, request, &checked)?;
    let (program, input) = (&checked.program, checked.input.as_ref());
    let (standard, template_set_at) = standard.unzip();
    let method =
        method::for_request(deps.querier, env, config, request.method, program, input, template_set_at)?;
    check_challenge_bond(request, &method)?;
    Ok(Examined { settings, checked, standard, method })
}

/// Refuses a challenge's bond below the method's least, and one where nobody can challenge.
fn check_challenge_bond(request: &JobRequest, method: &Method) -> Result<(), ContractError> {
    let refused = |expected, got: Uint128| {
        Err(ContractError::Field { field: "challenge_bond", expected, got: got.to_string() })
    };
    match (request.challenge_bond, method.challenge) {
        (Some(bond), None) => {
            refused(format!("none, as results under method {} are not challenged", request.method), bond)
        }
        (Some(bond), Some(challenge)) if bond.u128() < challenge.bond_min => {
            refused(format!("at least {}, as method {} says", challenge.bond_min, request.method), bond)
        }
        _ => Ok(()),
    }
}

/// What the take is; refuses a cost and a take that are more than the client allows.
fn charge(
    deps: Deps,
    env: &Env,
    class: &Class,
    request: &JobRequest,
    credits: u128,
    cost: Cost,
    proven: u64,
) -> Result<Charge, ContractError> {
    let before = occupancy::load(deps.storage, &request.class)?;
    let now = env.block.time.seconds();
    let charge = occupancy::charge(before, &class.terms.take, now, proven, credits, cost.worth)?;
    let max = request.max_payment.u128();
    if cost.paid.checked_add(charge.take).is_none_or(|total| total > max) {
        return Err(ContractError::AboveMaximum { cost: cost.paid, take: charge.take, max });
    }
    Ok(charge)
}

impl Examined {
    /// What is agreed. Not inlined: [`open`] would have more locals than a chain's VM takes with ease.
    #[inline(never)]
    fn terms(
        &self,
        deps: Deps,
        env: &Env,
        payer: &Addr,
        request: &JobRequest,
        cost: Cost,
        charge: &Charge,
    ) -> Result<Terms, ContractError> {
        let Examined { settings: Settings { params, .. }, checked, standard, method } = self;
        let canonical = |address: &Addr| deps.api.addr_canonicalize(address.as_str());
        let (verdict_within, dispute_bond) = match (method.judge, method.challenge) {
            (_, Some(Challenge { window, bond_min })) => {
                (window, request.challenge_bond.map_or(bond_min, |bond| bond.u128()))
            }
            (Judge::Client, None) => (params.verdict_within, params.dispute_bond.u128()),
            (_, None) => (params.verdict_within, 0),
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
            judge: method.judge,
            detection_bps: method.detection_bps,
            accept_within: request.accept_within,
            run_within: request.run_within,
            verdict_within,
            min_reputation_bps: request.min_reputation_bps,
            provider: checked.provider.as_ref().map(canonical).transpose()?,
            declared_value: request.declared_value.unwrap_or_default().u128(),
            dispute_bond,
            cost: cost.paid,
            worth: cost.worth,
            take: charge.take,
            tip: request.tip.unwrap_or_default().u128(),
            ticks: charge.ticks,
            added: charge.added,
            target_bps: charge.target_bps,
            requested: Moment::of(&env.block),
            standard: *standard,
            askable: request.input_form.map(|form| Askable { form, bond: params.data_bond.u128() }),
            min_backing: request.min_backing.unwrap_or_default().u128(),
        })
    }
}
