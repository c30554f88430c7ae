//! What a run came to, as one row.

use super::amm::{Cause, CAUSES};
use super::ledger::{Account, Asset, ONE};
use super::names::{Model, Scenario};
use super::rows::Row;
use super::run::Run;
use super::state::State;

/// Days of retention.
const RETAINED: usize = 30;
/// Points of a price's path in a row.
const POINTS: usize = 10;

/// The row of a run.
pub fn row(run: &Run, key: String, model: Model, scenario: Scenario, seed: u64) -> Row {
    let (state, tally) = (&run.state, &run.state.tally);
    let demands = tally.demands.max(1) as f64;
    let years = f64::from(state.world.days) / 365.0;
    let (hours, cloud) = tally.compared;
    let paid = tally.volume as f64 / ONE as f64;
    let (income, cost) = state
        .providers
        .iter()
        .fold((0.0, 0.0), |sum, provider| (sum.0 + provider.total.0, sum.1 + provider.total.1));
    let outside =
        state.ledger.supply(Asset::Net) as f64 - state.ledger.balance(Asset::Net, Account::Vault) as f64;
    let shares = shares(&run.moves);
    let parts = parts(run);
    let surplus: f64 = parts.iter().sum();
    let insiders = if model.has_token() { tally.insiders } else { 0.0 };
    let [first, last] =
        [run.prices.first(), run.prices.last()].map(|price| price.copied().unwrap_or(f64::NAN));
    Row {
        key,
        model,
        scenario,
        seed,
        world: state.world.name.clone(),
        served: tally.served as f64 / demands,
        cheated: tally.cheated as f64 / demands,
        volume: paid,
        worth: cloud,
        value: tally.value,
        price: (hours > 0.0).then(|| paid / hours),
        over_cloud: (cloud > 0.0).then(|| paid / cloud),
        margin: if cost > 0.0 { income / cost - 1.0 } else { 0.0 },
        retention: retention(&run.active),
        total_return: (last + tally.dividend) / first - 1.0,
        cash: tally.cash,
        supply: (outside / run.outside as f64 - 1.0) / years,
        unfunded: tally.unfunded,
        drawdown: drawdown(&run.prices),
        subsidy: tally.subsidy,
        insiders,
        stakes: gained(state),
        speculation: shares[Cause::Speculator as usize] - shares[Cause::Model as usize],
        returned: tally.returned as f64 / state.world.supply as f64 / years,
        justified: tally.cash / years / state.world.discount / (outside / ONE as f64) / last,
        surplus,
        parts,
        charged: surplus - insiders,
        shares,
        path: (1..=POINTS)
            .filter_map(|point| run.prices.get((run.prices.len() - 1) * point / POINTS).copied())
            .collect(),
    }
}

/// What true results were worth to clients, at most the cloud's price, and what came to whom, USD: clients in dollars and
/// compute dollars, providers as booked, who holds NET or will, the liquidity providers of NET, traders, and the rest: contracts,
/// vault, keepers, and what NET's price moved between a client's purchase and its payment. All transfers cancel, so
/// together it is what the results were worth less what was paid to the world.
pub fn parts(run: &Run) -> [f64; 6] {
    let (ledger, value) = (&run.state.ledger, run.state.tally.value);
    let clients = value + ledger.came(|asset, to| asset != Asset::Net && to == Account::Clients);
    let providers: f64 = run.state.providers.iter().map(|it| it.total.0 - it.total.1).sum();
    let holders = ledger.came(|_, to| matches!(to, Account::Holders | Account::Insiders));
    let lps = ledger.came(|_, to| matches!(to, Account::Pool | Account::Lps));
    let traders = ledger.came(|_, to| matches!(to, Account::Noise | Account::Momentum | Account::Investor));
    let all = value + ledger.came(|_, to| to != Account::World);
    [clients, providers, holders, lps, traders, all - clients - providers - holders - lps - traders]
}

/// What NET of providers, in their hands, stakes and contracts, gained by its price, USD: what it is worth at the
/// end less what it was worth when it came. None of it is anybody's part of the surplus, because nobody produced it.
fn gained(state: &State) -> f64 {
    let is_theirs = |to| matches!(to, Account::Stakes | Account::Chain | Account::Provider(_));
    state.worth(state.ledger.held(Asset::Net, is_theirs))
        - state.ledger.came(|asset, to| asset == Asset::Net && is_theirs(to))
}

/// Each cause's share of the variance of the daily move: cov(cause, move)/var(move). They sum to 1; zeros where
/// the price never moved.
pub fn shares(moves: &[[f64; CAUSES]]) -> [f64; CAUSES] {
    let days = moves.len() as f64;
    let all: Vec<f64> = moves.iter().map(|day| day.iter().sum()).collect();
    let mean = all.iter().sum::<f64>() / days;
    let variance: f64 = all.iter().map(|day| (day - mean).powi(2)).sum();
    std::array::from_fn(|cause| {
        let part = moves.iter().map(|day| day[cause]).sum::<f64>() / days;
        let together: f64 = moves.iter().zip(&all).map(|(day, all)| (day[cause] - part) * (all - mean)).sum();
        if variance > 0.0 {
            together / variance
        } else {
            0.0
        }
    })
}

fn drawdown(prices: &[f64]) -> f64 {
    let (mut high, mut worst) = (0.0_f64, 0.0_f64);
    for &price in prices {
        high = high.max(price);
        worst = worst.max(1.0 - price / high);
    }
    worst
}

/// Of the providers active on a day, the share active on each of the [`RETAINED`] days after it; the mean over
/// days on which there are any.
fn retention(active: &[Vec<bool>]) -> f64 {
    let mut days = vec![];
    for window in active.windows(RETAINED + 1) {
        let [first, ..] = window else { continue };
        let there: Vec<usize> = (0..first.len()).filter(|&place| first[place]).collect();
        if there.is_empty() {
            continue;
        }
        let stayed = there.iter().filter(|&&place| window.iter().all(|day| day[place])).count();
        days.push(stayed as f64 / there.len() as f64);
    }
    crate::stats::mean(&days).unwrap_or(0.0)
}
