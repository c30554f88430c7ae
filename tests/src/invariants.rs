//! What must hold in the whole market after every message, checked from outside through queries alone.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use api::common::Asset;
use api::fee_collector::{BalancesResponse, MetricsResponse, QueryMsg as FeeQuery, WaitingResponse, Window};
use api::job_market::{HoldingsResponse, JobResponse, JobState, QueryMsg as JobQuery};
use api::pool::{AccountsResponse, PoolResponse, PoolsResponse, QueryMsg as PoolQuery};
use api::provider_registry::{
    CallEntry, CallOrderResponse, CallResponse, ClosingsResponse, LockResponse, PositionResponse,
    PositionsResponse, QueryMsg as RegistryQuery,
};

use crate::client::Client;
use crate::market::Market;
use crate::wirings::NET;

/// Everything the checks read, once.
struct Snapshot {
    pools: Vec<PoolResponse>,
    accounts: BTreeMap<Asset, BTreeMap<String, u128>>,
    positions: BTreeMap<String, Vec<PositionResponse>>,
    /// From the first unfinished one on.
    jobs: Vec<JobResponse>,
}

/// Checks every invariant; the error names the one that fails and both sides of it. Markets under test must not be
/// given donations to contracts, which only ever leave a balance above its books.
pub fn check<C: Client>(market: &Market<C>) -> Result<()> {
    let snapshot = Snapshot::take(market);
    solvency_of_pools(market, &snapshot)?;
    credits_are_owed(market, &snapshot)?;
    bonds_are_there(market, &snapshot)?;
    locks_are_unique(market, &snapshot)?;
    escrow_is_there(market, &snapshot)?;
    fees_are_conserved(market)
}

impl Snapshot {
    fn take<C: Client>(market: &Market<C>) -> Self {
        let pools = pages(|last: Option<&PoolResponse>| {
            let start_after = last.map(|pool| pool.pool_id);
            market.ask_pool::<PoolsResponse>(&PoolQuery::Pools { start_after, limit: Some(100) }).pools
        });
        let mut accounts = BTreeMap::new();
        for asset in pools.iter().flat_map(|pool| [&pool.asset_0, &pool.asset_1]) {
            accounts.entry(asset.clone()).or_insert_with(|| accounts_of(market, asset));
        }
        let positions = market
            .wiring
            .classes
            .iter()
            .map(|class| {
                let all = pages(|last: Option<&PositionResponse>| {
                    let query = RegistryQuery::Positions {
                        class: class.class.clone(),
                        start_after: last.map(|position| position.provider.to_string()),
                        limit: Some(100),
                    };
                    market.ask_registry::<PositionsResponse>(&query).positions
                });
                (class.class.clone(), all)
            })
            .collect();
        let jobs = market.recent_jobs();
        Self { pools, accounts, positions, jobs }
    }
}

fn accounts_of<C: Client>(market: &Market<C>, asset: &Asset) -> BTreeMap<String, u128> {
    pages(|last: Option<&api::pool::AccountEntry>| {
        let query = PoolQuery::Accounts {
            asset: asset.clone(),
            start_after: last.map(|entry| entry.owner.to_string()),
            limit: Some(100),
        };
        market.ask_pool::<AccountsResponse>(&query).accounts
    })
    .into_iter()
    .map(|entry| (entry.owner.into_string(), entry.amount.u128()))
    .collect()
}

fn pages<T>(mut page: impl FnMut(Option<&T>) -> Vec<T>) -> Vec<T> {
    let mut all: Vec<T> = vec![];
    loop {
        let next = page(all.last());
        if next.is_empty() {
            return all;
        }
        all.extend(next);
    }
}

fn equal(what: &str, left: u128, right: u128) -> Result<()> {
    ensure!(left == right, "{what}: {left} is not {right}");
    Ok(())
}

/// The pool contract holds, of every asset, exactly its reserves, accrued fees and accounts.
fn solvency_of_pools<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    for (asset, accounts) in &snapshot.accounts {
        let mut owed: u128 = accounts.values().sum();
        for pool in &snapshot.pools {
            if &pool.asset_0 == asset {
                owed += pool.reserve_0.u128() + pool.accrued_0.u128();
            }
            if &pool.asset_1 == asset {
                owed += pool.reserve_1.u128() + pool.accrued_1.u128();
            }
        }
        equal(&format!("{asset} in the pool contract"), market.holding(&market.at.pool, asset), owed)?;
    }
    for pool in &snapshot.pools {
        let shares = market.supply(&Asset::cw20(&pool.lp_token));
        let locked = if pool.lp_supply.is_zero() { 0 } else { amm_math::constant_product::MIN_LIQUIDITY };
        equal(&format!("LP shares of pool {}", pool.pool_id), shares + locked, pool.lp_supply.u128())?;
    }
    Ok(())
}

/// Supply less what is redeemed and not yet burned = the sum of obligations + what the reserve owes + what nobody owes, and
/// the redeemed credits are there.
fn credits_are_owed<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    for (class, positions) in &snapshot.positions {
        let state = market.class(class);
        let credit = Asset::cw20(&state.credit);
        let owed: u128 = positions.iter().map(|position| position.obligation.u128()).sum();
        equal(&format!("obligations of {class}"), state.obligations.u128(), owed)?;
        let unburned = state.redeemed_unburned.u128();
        let (reserve, deficit) = (state.reserve_obligation.u128(), state.deficit.u128());
        let expected = owed + reserve + deficit + unburned;
        equal(&format!("credits of {class}"), market.supply(&credit), expected)?;
        let book = market.book(class);
        let booked = (book.reserve_obligation.u128(), book.deficit.u128());
        ensure!(
            booked == (reserve, deficit),
            "{class} owes {:?}, its book says {booked:?}",
            (reserve, deficit)
        );
        closings_are_listed(market, class, positions)?;
        order_is_kept(market, class, positions)?;
        let held = snapshot.accounts[&credit].get(&market.at.provider_registry).copied().unwrap_or_default();
        equal(&format!("redeemed credits of {class}"), held, unburned)?;
        let proven: u64 = positions.iter().map(|position| u64::from(position.proven_gpus)).sum();
        ensure!(state.proven_gpus == proven, "proven GPUs of {class}: {} is not {proven}", state.proven_gpus);
        for position in positions {
            let who = &position.provider;
            let capacity = u128::from(position.gpus) * u128::from(state.params.horizon) * 1_000_000;
            ensure!(
                owed == 0 || position.obligation.u128() <= capacity,
                "{who} owes more of {class} than it can serve"
            );
            ensure!(
                position.ignored_credits <= position.obligation,
                "{who} is to close more of {class} than it owes"
            );
            ensure!(
                position.proven_gpus <= position.gpus,
                "{who} has {} proven GPUs of {} in {class}",
                position.proven_gpus,
                position.gpus
            );
        }
    }
    Ok(())
}

/// A position says of a closing auction exactly where one is open.
fn closings_are_listed<C: Client>(
    market: &Market<C>,
    class: &str,
    positions: &[PositionResponse],
) -> Result<()> {
    let listed: Vec<_> = pages(|last: Option<&api::provider_registry::ClosingResponse>| {
        let query = RegistryQuery::Closings {
            class: class.into(),
            start_after: last.and_then(|closing| closing.debtor.as_ref()).map(ToString::to_string),
            limit: Some(100),
        };
        market.ask_registry::<ClosingsResponse>(&query).closings
    })
    .into_iter()
    .map(|closing| (closing.debtor, Some(closing.since)))
    .collect();
    let open: Vec<_> = positions
        .iter()
        .filter(|position| position.closing_since.is_some())
        .map(|position| (Some(position.provider.clone()), position.closing_since))
        .collect();
    ensure!(listed == open, "closings of {class}: {listed:?} are listed, {open:?} are open");
    Ok(())
}

/// Everybody whose position says that it can be called stands in the call order once, at its tag, with what its position has
/// to be called; nobody else does. The first is whom the next job is called on.
fn order_is_kept<C: Client>(market: &Market<C>, class: &str, positions: &[PositionResponse]) -> Result<()> {
    let order: Vec<CallEntry> = pages(|last: Option<&CallEntry>| {
        let query = RegistryQuery::CallOrder {
            class: class.into(),
            start_after: last.map(|entry| entry.provider.to_string()),
            limit: Some(100),
        };
        market.ask_registry::<CallOrderResponse>(&query).entries
    });
    ensure!(order.is_sorted_by_key(|entry| entry.tag), "the call order of {class} is no order: {order:?}");
    let first = order.first().map(|entry| entry.provider.clone());
    ensure!(market.next_call(class) == first, "the next call of {class} is not on {first:?}");
    let mut listed: Vec<_> =
        order.into_iter().map(|entry| (entry.provider, entry.callable.u128(), entry.gpus)).collect();
    listed.sort();
    let mut expected: Vec<_> = positions
        .iter()
        .filter(|position| position.callable)
        .map(|position| {
            let (credits, gpus) = callable(position);
            (position.provider.clone(), credits, gpus)
        })
        .collect();
    expected.sort();
    ensure!(listed == expected, "in the call order of {class}: {listed:?}, callable: {expected:?}");
    Ok(())
}

/// Credits and GPUs of a position that a further job can be called on.
pub fn callable(position: &PositionResponse) -> (u128, u32) {
    // After a called job without a verdict those that run do not excuse.
    let (credits, gpus) = match position.calls_to_settle {
        0 => (position.called_credits.u128(), position.called_gpus),
        _ => (0, 0),
    };
    let open = position.obligation.u128().saturating_sub(position.ignored_credits.u128());
    (if credits < open { open } else { 0 }, position.gpus.saturating_sub(gpus))
}

/// The registry's NET is the sum of all bonds and of the classes' reserves, and nothing else.
fn bonds_are_there<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let all = || snapshot.positions.values().flatten();
    let bonds: u128 = all().map(|position| position.bond.u128()).sum();
    let reserves: u128 = snapshot.positions.keys().map(|class| market.book(class).reserve.u128()).sum();
    equal("NET in the registry", market.wallet(&market.at.provider_registry, NET), bonds + reserves)?;
    for position in all() {
        let unbonding: u128 = position.unbonding.iter().map(|entry| entry.amount.u128()).sum();
        let (who, class, bond) = (&position.provider, &position.class, position.bond.u128());
        let locked = position.locked.u128() + position.called_locked.u128();
        ensure!(bond >= locked, "{who} has locked {locked} of a bond of {bond} in {class}");
        ensure!(bond >= unbonding, "{who} is unbonding {unbonding} of a bond of {bond} in {class}");
    }
    Ok(())
}

/// What a provider's running jobs and calls bind in a class.
#[derive(Debug, Default, PartialEq)]
struct Bound {
    locked: u128,
    called_locked: u128,
    gpus: u32,
    called_gpus: u32,
    called_credits: u128,
}

/// What a position says is locked, busy and called is the sum of its running jobs' locks and calls: none shared, none
/// forgotten.
fn locks_are_unique<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let registry = &market.at.provider_registry;
    let mut bound: BTreeMap<(String, String), Bound> = BTreeMap::new();
    for job in &snapshot.jobs {
        let running = matches!(
            job.state,
            JobState::Assigned | JobState::AwaitingInput | JobState::Submitted | JobState::Disputed
        );
        let lock = market.ask::<LockResponse>(registry, &RegistryQuery::Lock { job_id: job.job_id });
        ensure!(lock.is_ok() == running, "job {} is {:?}, its lock: {lock:?}", job.job_id, job.state);
        let call = market.ask::<CallResponse>(registry, &RegistryQuery::Call { job_id: job.job_id });
        let called = job.state == JobState::Called || lock.as_ref().is_ok_and(|lock| lock.called);
        ensure!(call.is_ok() == called, "job {} is {:?}, its call: {call:?}", job.job_id, job.state);
        if let Ok(lock) = lock {
            let entry = bound.entry((lock.provider.into_string(), lock.class)).or_default();
            entry.gpus += lock.gpus;
            *(if lock.called { &mut entry.called_locked } else { &mut entry.locked }) += lock.amount.u128();
        }
        if let Ok(call) = call {
            let entry = bound.entry((call.provider.into_string(), call.class)).or_default();
            entry.called_gpus += call.gpus;
            entry.called_credits += call.credits.u128();
        }
    }
    for position in snapshot.positions.values().flatten() {
        let key = (position.provider.to_string(), position.class.clone());
        let expected = bound.remove(&key).unwrap_or_default();
        let got = Bound {
            locked: position.locked.u128(),
            called_locked: position.called_locked.u128(),
            gpus: position.busy,
            called_gpus: position.called_gpus,
            called_credits: position.called_credits.u128(),
        };
        ensure!(got == expected, "{key:?} says it has {got:?} bound, its jobs {expected:?}");
        // Of what it is called for it may have withdrawn the GPUs, and then cannot accept.
        ensure!(position.busy <= position.gpus, "{key:?} is busy beyond its GPUs");
    }
    ensure!(bound.is_empty(), "bound without a position: {bound:?}");
    Ok(())
}

/// The job-market's account holds exactly the credits of unfinished jobs, and NET for their takes, tips and
/// bonds and for take not yet swept; its wallet holds nothing.
fn escrow_is_there<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let account = |asset: &Asset| {
        snapshot
            .accounts
            .get(asset)
            .and_then(|all| all.get(&market.at.job_market))
            .copied()
            .unwrap_or_default()
    };
    let open = || snapshot.jobs.iter().filter_map(|job| job.open.as_ref().map(|open| (job.state, open)));
    for class in &market.wiring.classes {
        let escrow: u128 = open()
            .filter(|(_, job)| job.class == class.class)
            .map(|(_, job)| u128::from(job.gpus) * u128::from(job.seconds) * 1_000_000)
            .sum();
        let credit = market.credit(&class.class);
        equal(&format!("escrow of {}", class.class), account(&credit), escrow)?;
        equal("credits in the job-market's wallet", market.holding(&market.at.job_market, &credit), 0)?;
    }
    let bond = market.wiring.job_market.dispute_bond.u128();
    let held: u128 = open()
        .map(|(state, job)| {
            let disputed = if state == JobState::Disputed { bond } else { 0 };
            let asked = job.data_request.as_ref().map_or(0, |request| request.bond.u128());
            job.take.u128() + job.tip.u128() + disputed + asked
        })
        .sum();
    let earned = market.ask_jobs::<HoldingsResponse>(&JobQuery::Holdings {}).take.u128();
    equal("NET in the job-market's account", account(&market.net()), held + earned)?;
    equal("NET in the job-market's wallet", market.wallet(&market.at.job_market, NET), 0)?;
    for asset in snapshot.accounts.keys().filter(|asset| market.wiring.assets.contains(asset)) {
        equal(&format!("{asset} in the job-market's account"), account(asset), 0)?;
    }
    Ok(())
}

/// The fee-collector's NET is what its books say; revenue went where the metrics say; NET's supply fell by our burns
/// alone.
fn fees_are_conserved<C: Client>(market: &Market<C>) -> Result<()> {
    let books: BalancesResponse = market.ask_fees(&FeeQuery::Balances {});
    let booked =
        books.pending.u128() + books.stakers.u128() + books.liquidity.u128() + books.insurance.u128();
    equal("NET in the fee-collector", market.wallet(&market.at.fee_collector, NET), booked)?;
    let all: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
    let spent = all.burned_revenue.u128() + all.stakers.u128() + all.liquidity.u128() + all.insurance.u128();
    equal("revenue", all.take.u128() + all.swap_fees.u128(), spent + all.pending.u128())?;
    let given = all.burned_donations.u128() + all.booked_donations.u128() + all.pending_donations.u128();
    equal("donations", all.donations.u128(), given)?;
    // What donations brought into insurance, the metrics tell together with their other shares.
    let insured = books.insurance.u128() + all.insurance_claimed.u128();
    let least = all.insurance.u128() + all.insurance_slashes.u128();
    let most = least + all.booked_donations.u128();
    ensure!(
        (least..=most).contains(&insured),
        "insurance holds {} and paid {}, {least} to {most} were booked to it",
        books.insurance,
        all.insurance_claimed
    );
    let waiting: WaitingResponse =
        market.ask_fees(&FeeQuery::Waiting { start_after: None, limit: Some(100) });
    for waiting in waiting.assets {
        let held = market.holding(&market.at.fee_collector, &waiting.asset);
        equal(&format!("{} in the fee-collector", waiting.asset), held, waiting.amount.u128())?;
    }
    equal("NET's supply", market.net_supply(), market.issued - market.burned())
}
