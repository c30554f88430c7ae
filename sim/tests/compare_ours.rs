//! The model with the real contracts.

use api::common::{Asset as Listed, Source as Payment};
use api::pool::{Destination, ExecuteMsg as PoolMsg, ProvideSource, Route};
use compute_amm_testing::wirings::{NET, USD};
use compute_amm_testing::{Market, Native};
use cosmwasm_std::{coin, coins, Uint128};
use sim::compare::amm::{Amm, Cause};
use sim::compare::demand::{Job, Slice, Source};
use sim::compare::ledger::{Account, Asset, Ledger, Reason, ONE};
use sim::compare::measures::parts;
use sim::compare::models::OursTerms;
use sim::compare::names::{Model, Scenario};
use sim::compare::params::World;
use sim::compare::rows::Row;
use sim::compare::run::{opening, run};
use sim::compare::runner::Task;
use sim::compare::terms::Terms;

fn small() -> World {
    World { name: "small".into(), days: 20, jobs: 60, ..World::default() }
}

fn source() -> Source {
    Source::generator(Slice::HeldOut)
}

fn task(model: Model, scenario: Scenario) -> Task {
    Task { model, terms: Terms::default_of(model), scenario, seed: 3, world: small() }
}

/// The ledger's NET inside the contracts is the chain's after every step, and as many credits exist as are owed, every
/// evening; the engine fails where that is not so.
#[test]
fn every_coin_is_conserved_through_the_contracts() {
    for model in [Model::Ours, Model::OursAsDeployed, Model::OursShare, Model::OursEmission] {
        for scenario in Scenario::ALL {
            let demand = source().stream(&small(), scenario, 3).unwrap();
            let mut built = Terms::default_of(model).build(model, &small());
            let done = run(built.as_mut(), &small(), scenario, 3, &demand)
                .unwrap_or_else(|error| panic!("{model:?} in {scenario:?}: {error:#}"));
            assert!(done.state.tally.served > 0, "{model:?} in {scenario:?} serves nobody");
            assert!(done.state.tally.cash > 0.0, "{model:?} in {scenario:?} returns nothing");
        }
    }
}

/// All accounts balance, and what the engine books as providers' income is what left the contracts for them: beside it
/// is left what NET's price moved between a payment and the evening, and while it lay in the contracts.
#[test]
fn transfers_of_value_net_to_zero_through_the_contracts() {
    for model in [Model::Ours, Model::OursShare, Model::OursEmission] {
        for scenario in [Scenario::ColdStart, Scenario::Falls, Scenario::Cheaters] {
            let demand = source().stream(&small(), scenario, 3).unwrap();
            let mut built = Terms::default_of(model).build(model, &small());
            let done = run(built.as_mut(), &small(), scenario, 3, &demand).unwrap();
            let at = format!("{model:?} in {scenario:?}");
            let (ledger, tally) = (&done.state.ledger, &done.state.tally);
            let cost: f64 = done.state.providers.iter().map(|it| it.total.1).sum();
            let before = opening(&small(), scenario, 3).unwrap().ledger;
            for account in
                [Account::Clients, Account::Lps, Account::Pool, Account::Holders, Account::Investor]
            {
                let more =
                    ledger.balance(Asset::Usd, account) as f64 - before.balance(Asset::Usd, account) as f64;
                let came = ledger.came(|asset, to| (asset, to) == (Asset::Usd, account));
                assert!(
                    (came - more / 1e6).abs() < 0.01,
                    "{at}: {came} USD came to {account:?}, {more} are there"
                );
            }
            let world = ledger.came(|_, to| to == Account::World);
            assert!((world - cost).abs() < 0.01, "{at}: {world} was paid to the world, {cost} booked");
            let sum: f64 = parts(&done).iter().sum();
            assert!((sum - tally.value + cost).abs() < 0.01, "{at}: a surplus of {sum}");
            let (rest, volume) = (parts(&done)[5], tally.volume as f64 / 1e6);
            // What came into the contracts came at other prices than it leaves at.
            let moved = volume + ledger.came(|_, to| to == Account::Chain);
            assert!(
                rest.abs() < 0.05 * moved,
                "{at}: {rest} is left over, of {moved} that went through them"
            );
        }
    }
}

/// When a burst has emptied the class's pool its price is far above what a debt's collateral can pay. What providers owe
/// each other at the end moves between them all the same, and nothing appears: in the runs of these seeds it was as
/// much as all clients paid.
#[test]
fn what_providers_owe_in_a_pool_that_is_nearly_empty_comes_from_other_providers() {
    for seed in [6, 21, 24, 51] {
        let demand = source().stream(&small(), Scenario::Bursts, seed).unwrap();
        let mut built = Terms::default_of(Model::Ours).build(Model::Ours, &small());
        let done = run(built.as_mut(), &small(), Scenario::Bursts, seed, &demand).unwrap();
        let (rest, volume) = (parts(&done)[5], done.state.tally.volume as f64 / 1e6);
        assert!(
            rest.abs() < 0.02 * volume,
            "seed {seed}: {rest} is left over, of {volume} that clients paid"
        );
    }
}

#[test]
fn the_same_seed_gives_the_same_run_and_labels_do_not_matter() {
    let plain = task(Model::Ours, Scenario::Bursts);
    let mut swapped = plain.clone();
    swapped.world.labels = (0..swapped.world.providers).rev().collect();
    let anonymous = |task: &Task| Row { key: String::new(), ..task.row(&source()).unwrap() };
    let first = anonymous(&plain);
    assert_eq!(first, anonymous(&plain));
    assert_eq!(first, anonymous(&swapped));
}

/// The least take that the contracts allow is 1 bp. With it, the least fee of the class's pool, providers that restock
/// without a gap, and the population held fixed, ours is the market without a token plus what its pools take: 30 bp of
/// NET/USD, 5 bp of the class's pool, and there the slippage of each job, which buys a part of the credits that the one
/// provider brought. To a quarter of a point.
#[test]
fn ours_with_the_least_take_is_the_null_model_plus_pool_fees() {
    let world = World {
        hurdle: f64::INFINITY,
        exit_days: 100,
        load: 4.0,
        longest: 7_200,
        days: 13,
        jobs: 240,
        ..small()
    };
    let of = |model, terms| {
        Task { model, terms, scenario: Scenario::Steady, seed: 3, world: world.clone() }
            .row(&source())
            .unwrap()
    };
    let terms = OursTerms { take_bps: 1, pool_fee_bps: 5, depth: 168.0, gap: 0.0, ..OursTerms::default() };
    let [null, ours] = [of(Model::None, Terms::None), of(Model::Ours, Terms::Ours(terms))];
    let dearer = ours.price.unwrap() / null.price.unwrap() - 1.0;
    let there = terms.depth * f64::from(world.gpus);
    let hours: Vec<f64> =
        source().stream(&world, Scenario::Steady, 3).unwrap().iter().map(Job::hours).collect();
    let bought: f64 = hours.iter().map(|hours| hours * there / (there - hours)).sum();
    let due = bought / hours.iter().sum::<f64>() * 1.0005 * 1.0001 / 0.997 - 1.0;
    assert!((dearer - due).abs() < 0.0025, "ours is dearer by {dearer}, not by {due}");
    assert!((ours.served - null.served).abs() < 0.01, "{} and {} served", ours.served, null.served);
    let full = of(Model::Ours, Terms::Ours(OursTerms { take_bps: 500, ..terms }));
    assert!(full.price.unwrap() > ours.price.unwrap() * 1.03, "a take of 5 % leaves a trace");
}

/// The ledger's pool is the pool contract's, to the unit: the same orders, each in a block of its own.
#[test]
fn the_pool_of_all_models_is_the_pool_contracts_arithmetic() {
    let (usd, net) = (1_000_000 * ONE, 2_000_000 * ONE);
    let mut market = Market::with(&Native, |wiring| wiring.pools[0].fees.protocol_share_bps = 0);
    let [lp, trader] = ["lp", "trader"].map(|name| market.actor(name));
    let pool_id = market.usd_pool();
    let provide = PoolMsg::Provide {
        pool_id,
        max_0: Uint128::new(usd),
        max_1: Uint128::new(net),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&lp, &provide, &[coin(net, NET), coin(usd, USD)]).unwrap();
    let mut ledger = Ledger::default();
    for (asset, amount) in [(Asset::Usd, usd), (Asset::Net, net)] {
        ledger.mint(asset, Account::Pool, amount, Reason::Opening).unwrap();
        ledger.mint(asset, Account::Noise, 10_000_000 * ONE, Reason::Opening).unwrap();
    }
    let mut amm = Amm { fee_bps: 30, moved: [0.0; 5] };
    for step in 1..60_u128 {
        market.wait(10);
        let amount = step * step * 7_777_777 + step;
        let (asset, denom) = if step % 3 == 0 { (Asset::Usd, USD) } else { (Asset::Net, NET) };
        let sale = PoolMsg::SwapExactIn {
            route: Route { offer: Listed::native(denom), pools: vec![pool_id] },
            from: Payment::Funds {},
            min_out: Uint128::one(),
            to: Destination::Wallet { receiver: None },
            deadline: None,
        };
        market.pool(&trader, &sale, &coins(amount, denom)).unwrap();
        amm.sell(&mut ledger, Account::Noise, asset, amount, Cause::Noise).unwrap();
        let pool = market.pool_state(pool_id);
        assert_eq!(
            (pool.reserve_1.u128(), pool.reserve_0.u128()),
            amm.reserves(&ledger),
            "after order {step}"
        );
    }
    let moved = amm.price(&ledger) / (usd as f64 / net as f64);
    assert!((amm.moved.iter().sum::<f64>() - moved.ln()).abs() < 1e-9, "every move has a cause");
}
