//! What must hold in the whole market after every message, checked from outside through queries alone.

mod shared;
mod vaults;

use std::collections::BTreeMap;

use amm_math::constant_product::MIN_LIQUIDITY;
use anyhow::{ensure, Result};
use api::common::{Asset, CREDIT};
use api::fee_collector::{BalancesResponse, MetricsResponse, QueryMsg as FeeQuery, WaitingResponse, Window};
use api::job_market::{HoldingsResponse, JobResponse, JobState, QueryMsg as JobQuery};
use api::lease_market::{HoldingsResponse as LeaseHoldings, LiveLease, QueryMsg as LeaseQuery};
use api::pool::{AccountsResponse, PoolResponse, PoolsResponse, QueryMsg as PoolQuery};
use api::provider_registry::{
    ClassResponse, PositionResponse, PositionsResponse, QueryMsg as RegistryQuery, QueueEntry, QueueResponse,
};

use api::provider_registry::raw::{ClassTotals, TOTALS};
use api::staking::{PreviewUnstakeResponse, QueryMsg as StakeQuery, StateResponse};
use api::store::decode;

use self::shared::{equal, pages};
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
    /// Those that are not over.
    leases: Vec<LiveLease>,
}

/// Checks every invariant; the error names the one that fails and both sides of it. Markets under test must
/// not be given donations to contracts, which only ever leave a balance above its books.
pub fn check<C: Client>(market: &Market<C>) -> Result<()> {
    let snapshot = Snapshot::take(market);
    solvency_of_pools(market, &snapshot)?;
    credits_are_owed(market, &snapshot)?;
    bonds_are_there(market, &snapshot)?;
    locks_are_unique(market, &snapshot)?;
    escrow_is_there(market, &snapshot)?;
    leases_are_there(market, &snapshot)?;
    stakes_are_there(market)?;
    vaults::are_there(market, snapshot.positions.values().flatten(), &snapshot.jobs)?;
    fees_are_conserved(market)
}

impl Snapshot {
    fn take<C: Client>(market: &Market<C>) -> Self {
        let pools = pages(|last: Option<&PoolResponse>| {
            let start_after = last.map(|pool| pool.pool_id);
            market
                .ask_pool::<PoolsResponse>(&PoolQuery::Pools { order: None, start_after, limit: Some(100) })
                .pools
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
                        order: None,
                        start_after: last.map(|position| position.provider.to_string()),
                        limit: Some(100),
                    };
                    market.ask_registry::<PositionsResponse>(&query).positions
                });
                (class.class.clone(), all)
            })
            .collect();
        let jobs = market.recent_jobs();
        let leases = market.live_leases();
        Self { pools, accounts, positions, jobs, leases }
    }
}

fn accounts_of<C: Client>(market: &Market<C>, asset: &Asset) -> BTreeMap<String, u128> {
    pages(|last: Option<&api::pool::AccountEntry>| {
        let query = PoolQuery::Accounts {
            asset: asset.clone(),
            order: None,
            start_after: last.map(|entry| entry.owner.to_string()),
            limit: Some(100),
        };
        market.ask_pool::<AccountsResponse>(&query).accounts
    })
    .into_iter()
    .map(|entry| (entry.owner.into_string(), entry.amount.u128()))
    .collect()
}

/// The pool contract holds, of every asset, exactly its reserves, accrued fees and spreads, and accounts.
fn solvency_of_pools<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    for (asset, accounts) in &snapshot.accounts {
        let mut owed: u128 = accounts.values().sum();
        for pool in &snapshot.pools {
            if &pool.asset_0 == asset {
                owed += pool.reserve_0.u128() + pool.accrued_0.u128() + pool.spread_0.u128();
            }
            if &pool.asset_1 == asset {
                owed += pool.reserve_1.u128() + pool.accrued_1.u128() + pool.spread_1.u128();
            }
        }
        equal(&format!("{asset} in the pool contract"), market.holding(&market.at.pool, asset), owed)?;
    }
    for pool in &snapshot.pools {
        let shares = market.supply(&Asset::cw20(&pool.lp_token));
        equal(&format!("LP shares of pool {}", pool.pool_id), shares, pool.lp_supply.u128())?;
        let locked = market.holding(&pool.lp_token, &Asset::cw20(&pool.lp_token));
        ensure!(is_locked(pool, locked), "locked LP shares of pool {}: {locked} of {shares}", pool.pool_id);
        let virtual_reserve = if pool.launch { shares } else { 0 };
        let what = format!("virtual reserve of pool {}", pool.pool_id);
        equal(&what, pool.virtual_reserve.u128(), virtual_reserve)?;
    }
    Ok(())
}

/// Once there is liquidity nobody owns at least the minimum of shares, and there is something of both assets, of a
/// launch pool of credits.
fn is_locked(pool: &PoolResponse, locked: u128) -> bool {
    let least = if pool.lp_supply.is_zero() { 0 } else { MIN_LIQUIDITY };
    let provided = !pool.reserve_0.is_zero() && (pool.launch || !pool.reserve_1.is_zero());
    locked >= least && locked <= pool.lp_supply.u128() && provided != pool.lp_supply.is_zero()
}

/// Supply less what is redeemed and not yet burned = the sum of debts + what the pot answers for, and the
/// redeemed credits are there: in the registry's account and in the job-market's.
fn credits_are_owed<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    for (class, positions) in &snapshot.positions {
        let state = market.class(class);
        let credit = Asset::cw20(&state.credit);
        let owed: u128 = positions.iter().map(owed).sum();
        equal(&format!("debts of {class}"), state.owed.u128(), owed)?;
        let pot = state.sunset.as_ref().map_or(0, |sunset| sunset.pot_credits.u128());
        let unburned = state.redeemed_unburned.u128();
        equal(&format!("credits of {class}"), market.supply(&credit), owed + pot + unburned)?;
        let waiting = waiting_to_burn(market, class)?;
        equal(&format!("redeemed credits of {class}"), unburned, waiting.0 + waiting.1)?;
        let held = snapshot.accounts[&credit].get(&market.at.provider_registry).copied().unwrap_or_default();
        equal(&format!("redeemed credits of {class} in the registry's account"), held, waiting.0)?;
        let held = market.holding(&market.at.provider_registry, &credit);
        equal(&format!("credits of {class} in the registry's wallet"), held, 0)?;
        let proven: u64 = positions.iter().map(|position| u64::from(position.proven_gpus)).sum();
        ensure!(state.proven_gpus == proven, "proven GPUs of {class}: {} is not {proven}", state.proven_gpus);
        for position in positions {
            debt_is_covered(&state, position)?;
        }
        queue_is_exact(market, &state, positions)?;
    }
    Ok(())
}

/// Credits owed, open and called.
fn owed(position: &PositionResponse) -> u128 {
    position.open.u128() + position.called.u128()
}

/// Redeemed credits of a class in the registry's account and in the job-market's, by the record that peers
/// read.
fn waiting_to_burn<C: Client>(market: &Market<C>, class: &str) -> Result<(u128, u128)> {
    let key = TOTALS.key(class.as_bytes());
    let record = market.client.raw(&market.at.provider_registry, &key)?;
    let totals: ClassTotals = record.map_or(Ok(ClassTotals::default()), |bytes| decode(&bytes, "totals"))?;
    Ok((totals.unburned, totals.unburned_jobs))
}

/// Collateral, what is held for calls and locks are parts of the bond; nothing without credits has
/// collateral; and a debt is no more than its GPUs can serve within H.
fn debt_is_covered(class: &ClassResponse, position: &PositionResponse) -> Result<()> {
    let PositionResponse { provider, bond, locked, collateral, held, free, open, called, .. } = position;
    let of = format!("{provider} in {}", class.class);
    let parts = [locked, collateral, held, free].into_iter().map(|part| part.u128()).sum();
    equal(&format!("bond of {of} and its parts"), bond.u128(), parts)?;
    ensure!(!open.is_zero() || collateral.is_zero(), "{of} owes nothing open for {collateral}");
    ensure!(!called.is_zero() || held.is_zero(), "{of} is called for nothing with {held}");
    let capacity = u128::from(position.gpus) * u128::from(class.params.horizon) * CREDIT;
    ensure!(owed(position) <= capacity, "{of} owes more than it can serve");
    let (proven, busy, gpus) = (position.proven_gpus, position.busy, position.gpus);
    // A call is accepted on busy GPUs too.
    let most = gpus.saturating_add(position.called_gpus);
    ensure!(proven <= gpus && busy <= most, "{of}: {proven} GPUs proven, {busy} busy of {gpus}");
    Ok(())
}

/// Everybody on whom the class's smallest standard job could be called some time stands in the queue once,
/// and nobody else; the queue is in order of `due`. Where standard jobs change, a place follows with its
/// provider's next message or a `Touch`: so a market under test touches every position after that.
fn queue_is_exact<C: Client>(
    market: &Market<C>,
    class: &ClassResponse,
    positions: &[PositionResponse],
) -> Result<()> {
    let queue: Vec<QueueEntry> = pages(|last: Option<&QueueEntry>| {
        let query = RegistryQuery::Queue {
            class: class.class.clone(),
            order: None,
            start_after: last.map(|entry| entry.provider.to_string()),
            limit: Some(100),
        };
        market.ask_registry::<QueueResponse>(&query).entries
    });
    ensure!(queue.is_sorted_by_key(|entry| entry.due), "no order: {queue:?}");
    let mut expected: Vec<QueueEntry> = positions
        .iter()
        .filter(|position| {
            class.standard.is_some_and(|job| position.open >= job.least && position.gpus >= job.gpus)
        })
        .map(|position| QueueEntry {
            provider: position.provider.clone(),
            due: position.due,
            open: position.open,
            collateral: position.collateral,
            gpus: position.gpus.saturating_sub(position.called_gpus),
        })
        .collect();
    let mut queue = queue;
    queue.sort_by(|a, b| a.provider.cmp(&b.provider));
    expected.sort_by(|a, b| a.provider.cmp(&b.provider));
    ensure!(queue == expected, "in the queue of {}: {queue:?}, by positions: {expected:?}", class.class);
    Ok(())
}

/// The registry's NET is the sum of all bonds and of the classes' pots, and nothing else.
fn bonds_are_there<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let bonds: u128 = snapshot.positions.values().flatten().map(|position| position.bond.u128()).sum();
    let pot = |class: &String| market.class(class).sunset.map_or(0, |sunset| sunset.pot_net.u128());
    let pots: u128 = snapshot.positions.keys().map(pot).sum();
    equal("NET in the registry", market.wallet(&market.at.provider_registry, NET), bonds + pots)
}

/// What a provider's running jobs, calls and leases bind in a class.
#[derive(Debug, Default, PartialEq)]
struct Bound {
    locked: u128,
    held: u128,
    called: u128,
    busy: u32,
    pledged_gpus: u32,
    called_gpus: u32,
}

/// What a position says is locked, held, busy and called is the sum of its running jobs' locks and calls and its leases' pledges:
/// none shared, none forgotten.
fn locks_are_unique<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let mut bound: BTreeMap<(String, String), Bound> = BTreeMap::new();
    for job in &snapshot.jobs {
        let id = job.job_id;
        let running = matches!(
            job.state,
            JobState::Called
                | JobState::Assigned
                | JobState::AwaitingInput
                | JobState::Submitted
                | JobState::Disputed
                | JobState::Challenged
        );
        let lock = market.job_lock(id);
        ensure!(lock.is_some() == running, "job {id} is {:?}, its lock: {lock:?}", job.state);
        let call = market.job_call(id);
        let called = job.open.as_ref().is_some_and(|open| open.called);
        ensure!(call.is_some() == called, "job {id} is {:?}, its call: {call:?}", job.state);
        if let Some(lock) = lock {
            let entry = bound.entry((lock.provider.into_string(), lock.class)).or_default();
            entry.busy += lock.gpus;
            entry.locked += lock.amount.u128();
        }
        if let Some(call) = call {
            let entry = bound.entry((call.provider.into_string(), call.class)).or_default();
            entry.called_gpus += call.gpus;
            entry.called += call.credits.u128();
            entry.held += call.held.u128();
        }
    }
    for lease in &snapshot.leases {
        if let Some(running) = &lease.running {
            let key = (running.provider.to_string(), lease.class.clone());
            let entry = bound.entry(key).or_default();
            entry.busy += lease.gpus;
            entry.pledged_gpus += lease.gpus;
            entry.locked += lease.pledge.u128();
        }
    }
    for position in snapshot.positions.values().flatten() {
        let key = (position.provider.to_string(), position.class.clone());
        let expected = bound.remove(&key).unwrap_or_default();
        let got = Bound {
            locked: position.locked.u128(),
            held: position.held.u128(),
            called: position.called.u128(),
            busy: position.busy,
            pledged_gpus: position.pledged_gpus,
            called_gpus: position.called_gpus,
        };
        ensure!(got == expected, "{key:?} says it has {got:?} bound, its jobs {expected:?}");
    }
    ensure!(bound.is_empty(), "bound without a position: {bound:?}");
    Ok(())
}

/// The job-market's account holds exactly the credits of unfinished jobs, those that were redeemed at the end
/// of a job and not yet burned, and NET for their takes, tips and bonds and for take not yet swept; its
/// wallet holds nothing.
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
        let redeemed = waiting_to_burn(market, &class.class)?.1;
        equal(&format!("escrow of {}", class.class), account(&credit), escrow + redeemed)?;
        equal("credits in the job-market's wallet", market.holding(&market.at.job_market, &credit), 0)?;
    }
    let bond = market.wiring.job_market.dispute_bond.u128();
    let held: u128 = open()
        .map(|(state, job)| {
            let disputed = match state {
                JobState::Disputed => bond,
                JobState::Challenged => job.challenge_bond.unwrap_or_default().u128(),
                _ => 0,
            };
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

/// The lease-market's account holds exactly what leases hold that are not over, earned take and fees not yet swept; its wallet
/// holds nothing. Of a lease that runs, what was paid and what is left is what was bought.
fn leases_are_there<C: Client>(market: &Market<C>, snapshot: &Snapshot) -> Result<()> {
    let this = &market.at.lease_market;
    let account = |asset: &Asset| {
        snapshot.accounts.get(asset).and_then(|all| all.get(this)).copied().unwrap_or_default()
    };
    let bought = |lease: &LiveLease| u128::from(lease.gpus) * u128::from(lease.seconds) * CREDIT;
    let holdings: LeaseHoldings = market.ask_leases(&LeaseQuery::Holdings {});
    for class in &market.wiring.classes {
        let mut expected: u128 = holdings
            .fees
            .iter()
            .filter(|fees| fees.class == class.class)
            .map(|fees| fees.credits.u128())
            .sum();
        for lease in snapshot.leases.iter().filter(|lease| lease.class == class.class) {
            let Some(running) = &lease.running else {
                expected += bought(lease);
                continue;
            };
            expected += running.escrow.u128();
            equal("a lease's credits", bought(lease), running.paid.u128() + running.escrow.u128())?;
            ensure!(running.due <= running.escrow, "{lease:?} owes more than it holds");
        }
        let credit = market.credit(&class.class);
        equal(&format!("{} in the lease-market's account", class.class), account(&credit), expected)?;
        equal("credits in the lease-market's wallet", market.holding(this, &credit), 0)?;
    }
    let take = |lease: &LiveLease| lease.running.as_ref().map_or(lease.take, |running| running.take_left);
    let held: u128 = snapshot.leases.iter().map(|lease| take(lease).u128()).sum();
    let net = held + holdings.take.u128();
    equal("NET in the lease-market's account", account(&market.net()), net)?;
    equal("NET in the lease-market's wallet", market.wallet(this, NET), 0)?;
    for asset in snapshot.accounts.keys().filter(|asset| market.wiring.assets.contains(asset)) {
        equal(&format!("{asset} in the lease-market's account"), account(asset), 0)?;
    }
    Ok(())
}

/// The stake pool's NET is what belongs to stakers and what streams to them; its shares are the receipt's supply, and all of them
/// redeem for no more than there is.
fn stakes_are_there<C: Client>(market: &Market<C>) -> Result<()> {
    let state: StateResponse = market.ask_staking(&StakeQuery::State {});
    let booked = state.assets.u128() + state.left.u128();
    equal("NET in the stake pool", market.wallet(&market.at.staking, NET), booked)?;
    let supply = market.supply(&market.receipt());
    equal("shares of the stake pool", state.shares.u128(), supply)?;
    equal("shares in the stake pool's wallet", market.holding(&market.at.staking, &market.receipt()), 0)?;
    if supply == 0 {
        return Ok(());
    }
    let query = StakeQuery::PreviewUnstake { shares: supply.into() };
    let redeems = market.ask_staking::<PreviewUnstakeResponse>(&query).amount;
    ensure!(redeems <= state.assets, "all shares redeem for {redeems}, of {state:?}");
    Ok(())
}

/// The fee-collector's NET is what its books say; revenue went where the metrics say; NET's supply fell by
/// our burns alone.
fn fees_are_conserved<C: Client>(market: &Market<C>) -> Result<()> {
    let books: BalancesResponse = market.ask_fees(&FeeQuery::Balances {});
    let booked = books.pending.u128() + books.stakers.u128() + books.liquidity.u128();
    equal("NET in the fee-collector", market.wallet(&market.at.fee_collector, NET), booked)?;
    let all: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
    let spent = all.burned_revenue.u128() + all.stakers.u128() + all.liquidity.u128();
    let revenue = all.take.u128() + all.swap_fees.u128() + all.spread.u128();
    equal("revenue", revenue, spent + all.pending.u128())?;
    let given = all.burned_donations.u128() + all.booked_donations.u128() + all.pending_donations.u128();
    equal("donations", all.donations.u128(), given)?;
    let waiting: WaitingResponse =
        market.ask_fees(&FeeQuery::Waiting { order: None, start_after: None, limit: Some(100) });
    for waiting in waiting.assets {
        let held = market.holding(&market.at.fee_collector, &waiting.asset);
        equal(&format!("{} in the fee-collector", waiting.asset), held, waiting.amount.u128())?;
    }
    equal("NET's supply", market.net_supply(), market.issued - market.burned())
}
