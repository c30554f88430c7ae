//! What must hold in the whole market after every message, checked from outside through queries alone.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use api::common::Asset;
use api::fee_collector::{BalancesResponse, MetricsResponse, QueryMsg as FeeQuery, WaitingResponse, Window};
use api::job_market::{HoldingsResponse, JobResponse, JobState, QueryMsg as JobQuery};
use api::pool::{AccountsResponse, PoolResponse, PoolsResponse, QueryMsg as PoolQuery};
use api::provider_registry::{PositionResponse, PositionsResponse, QueryMsg as RegistryQuery};

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

/// Supply less what is redeemed and not yet burned = the sum of obligations, and the redeemed credits are there.
fn credits_are_owed<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    for (class, positions) in &snapshot.positions {
        let state = market.class(class);
        let credit = Asset::cw20(&state.credit);
        let owed: u128 = positions.iter().map(|position| position.obligation.u128()).sum();
        equal(&format!("obligations of {class}"), state.obligations.u128(), owed)?;
        let unburned = state.redeemed_unburned.u128();
        equal(&format!("credits of {class}"), market.supply(&credit), owed + unburned)?;
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
            ensure!(position.busy <= position.gpus, "{who} is busy beyond its GPUs in {class}");
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

/// The registry's NET is the sum of all bonds, and nothing else.
fn bonds_are_there<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let all = || snapshot.positions.values().flatten();
    let bonds: u128 = all().map(|position| position.bond.u128()).sum();
    equal("NET in the registry", market.wallet(&market.at.provider_registry, NET), bonds)?;
    for position in all() {
        let unbonding: u128 = position.unbonding.iter().map(|entry| entry.amount.u128()).sum();
        ensure!(
            position.bond.u128() >= position.locked.u128() + unbonding,
            "{} has locks and unbonding beyond its bond in {}",
            position.provider,
            position.class
        );
    }
    Ok(())
}

/// What a position says is locked and busy is the sum of its running jobs' locks: none shared, none forgotten.
fn locks_are_unique<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let mut locked: BTreeMap<(String, String), (u128, u32)> = BTreeMap::new();
    for job in &snapshot.jobs {
        let running = matches!(job.state, JobState::Assigned | JobState::Submitted | JobState::Disputed);
        let query = RegistryQuery::Lock { job_id: job.job_id };
        let lock = market.ask::<api::provider_registry::LockResponse>(&market.at.provider_registry, &query);
        ensure!(lock.is_ok() == running, "job {} is {:?}, its lock: {lock:?}", job.job_id, job.state);
        if let Ok(lock) = lock {
            let entry = locked.entry((lock.provider.into_string(), lock.class)).or_default();
            entry.0 += lock.amount.u128();
            entry.1 += lock.gpus;
        }
    }
    for position in snapshot.positions.values().flatten() {
        let key = (position.provider.to_string(), position.class.clone());
        let (amount, gpus) = locked.get(&key).copied().unwrap_or_default();
        equal(&format!("locks of {key:?}"), position.locked.u128(), amount)?;
        equal(&format!("busy GPUs of {key:?}"), position.busy.into(), gpus.into())?;
    }
    Ok(())
}

/// The job-market's account holds exactly the credits of unfinished jobs, and NET for their takes, tips and dispute
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
            job.take.u128() + job.tip.u128() + disputed
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
    let waiting: WaitingResponse =
        market.ask_fees(&FeeQuery::Waiting { start_after: None, limit: Some(100) });
    for waiting in waiting.assets {
        let held = market.holding(&market.at.fee_collector, &waiting.asset);
        equal(&format!("{} in the fee-collector", waiting.asset), held, waiting.amount.u128())?;
    }
    equal("NET's supply", market.net_supply(), market.issued - market.burned())
}
