//! Standard jobs for every pass, requested before the first: each waits ten minutes before it can be called, and on a
//! chain with consensus they cannot be skipped.

use std::collections::VecDeque;

use anyhow::{Context, Result};
use api::common::{Payout, CREDIT};
use api::job_market::{ExecuteMsg, JobRequest, Template};
use compute_amm_testing::client::{Call, Client};
use compute_amm_testing::credits::ACCEPT_WITHIN;
use compute_amm_testing::wirings::{template, A100, H100, NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::{coins, Addr};

/// The template of both classes' smaller jobs.
pub(super) const TEMPLATE: u32 = 1;
/// The template of the larger jobs, for which the debts in front are too small.
const LARGER: u32 = 9;
/// Debtors that the longest measured call passes over.
pub(super) const SKIPPED: u32 = 16;

/// What waits.
pub struct Waiting {
    /// Whose jobs they are.
    pub(super) client: Addr,
    /// Those of each pass that has not run.
    pub(super) jobs: VecDeque<Jobs>,
    /// Unix seconds from which calls that were ignored are defaults.
    pub(super) default_from: u64,
}

/// Standard jobs of one pass.
pub(super) struct Jobs {
    /// Unix seconds from which they can be called, for ten minutes.
    pub(super) callable_from: u64,
    /// Is called on the first debtor of its class, who accepts.
    pub(super) called: u64,
    /// Is called in the first pass on the first debtor of its class, who does not.
    pub(super) ignored: u64,
    /// Is called on the debtor behind [`SKIPPED`] others.
    pub(super) behind: u64,
}

/// Requests what so many passes will call, and sees to debtors for it: in one class any, in another as many as are to be
/// passed over, and behind them one for each pass. Nothing of it is measured.
pub fn prepare<C: Client>(market: &mut Market<C>, passes: u32) -> Result<Waiting> {
    let small = template();
    register(market, &[(H100, TEMPLATE, small.clone()), (A100, TEMPLATE, small.clone())])?;
    let most = u128::from(small.unit_seconds * small.max_units) * CREDIT;
    for number in 0..SKIPPED {
        let front = debtor(market, &format!("front {number}"), A100)?;
        market.mint(&front, A100, most, Payout::Account)?;
    }
    // From now on the debts above are too small for the class's largest job.
    let larger = Template { min_units: small.max_units * 2, max_units: small.max_units * 2, ..small };
    let credits = u128::from(larger.unit_seconds * larger.max_units) * CREDIT;
    let units = (template().min_units, larger.max_units);
    register(market, &[(A100, LARGER, larger)])?;
    let client = market.funded("gas waiting client", &coins(10_000 * ONE, NET))?;
    market.deposit(&client, 1_000 * ONE, NET)?;
    let mut jobs = VecDeque::new();
    for pass in 0..passes {
        for class in [H100, A100] {
            let behind = debtor(market, &format!("behind {pass} {class}"), class)?;
            supply(market, &behind, class)?;
            market.mint(&behind, class, 10 * credits, Payout::Account)?;
            market.hand_over(&behind, &client, class, 2 * credits)?;
        }
        // The debtor whose turn it is next when the first has been called.
        let second = debtor(market, &format!("second {pass}"), H100)?;
        market.mint(&second, H100, 10 * credits, Payout::Account)?;
        // A pass begins when the one before has seen its default.
        let accept_within = ACCEPT_WITHIN + u64::from(pass) * market.wiring.job_market.call_within;
        let mut request = |class, template, units, accept_within| {
            let request = JobRequest { accept_within, ..market.standard_request(class, template, units) };
            market.request_with_credits(&client, request).with_context(|| format!("a job of {class}"))
        };
        let called = request(H100, TEMPLATE, units.0, accept_within)?;
        let ignored = request(H100, TEMPLATE, units.0, ACCEPT_WITHIN)?;
        let behind = request(A100, LARGER, units.1, accept_within)?;
        jobs.push_back(Jobs { callable_from: market.now() + accept_within, called, ignored, behind });
    }
    Ok(Waiting { client, jobs, default_from: 0 })
}

/// Has governance register templates, all in one proposal.
fn register<C: Client>(market: &mut Market<C>, templates: &[(&str, u32, Template)]) -> Result<()> {
    let call = |(class, template, terms): &(&str, u32, Template)| {
        let class = (*class).to_owned();
        let msg = ExecuteMsg::SetTemplate { class, template: *template, terms: Some(terms.clone()) };
        Call::new(&market.at.job_market, &msg)
    };
    let calls = templates.iter().map(call).collect::<Result<Vec<_>>>()?;
    market.client.govern(&calls).context("registering templates")?;
    Ok(())
}

/// Somebody with two GPUs and a bond.
fn debtor<C: Client>(market: &mut Market<C>, name: &str, class: &str) -> Result<Addr> {
    let debtor = market.funded(&format!("gas {name}"), &coins(2_000 * ONE, NET))?;
    market.join(&debtor, class, 1_000 * ONE, 2).with_context(|| format!("{name} joins {class}"))?;
    Ok(debtor)
}

/// Puts credits of one's own beside NET into a class's pool, at its price: a pool's first deposit needs some.
fn supply<C: Client>(market: &mut Market<C>, debtor: &Addr, class: &str) -> Result<()> {
    let pool = market.pool_state(market.class_pool(class));
    let credits = 100_000 * ONE;
    let net = match (pool.reserve_0.u128(), pool.reserve_1.u128()) {
        (0, _) | (_, 0) => credits / CREDIT * market.class(class).params.price_init.u128(),
        (credit, net) => credits * net / credit + 1,
    };
    market.supply_liquidity(debtor, class, credits, net)?;
    Ok(())
}
