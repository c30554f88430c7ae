//! Burn and mint, against the specification and what is published.

use sim::compare::demand::{Job, Slice, Source};
use sim::compare::ledger::{Account, Asset, Reason, ONE};
use sim::compare::measures::row;
use sim::compare::models::{
    Aep76, Aep76Terms, EmissionTerms, Helium, HeliumTerms, Quote, Schedule, TokenModel,
};
use sim::compare::names::{Model, Scenario};
use sim::compare::params::World;
use sim::compare::run::{opening, run};
use sim::compare::state::{Day, Running, State};

fn small() -> World {
    World { name: "small".into(), days: 45, jobs: 200, ..World::default() }
}

fn source() -> Source {
    Source::generator(Slice::HeldOut)
}

/// The state before the first day with the pool at a price, so deep that a client's purchase hardly moves it.
fn pool_at(price: f64) -> State {
    let world = World { price, supply: 1_000_000_000_000_000_000_000_000, depth: 0.5, ..World::default() };
    opening(&world, Scenario::Steady, 3).unwrap()
}

/// Brings the pool to a price, whoever sells it the dollars for it.
fn reprice(state: &mut State, price: f64) {
    let (net, usd) = state.amm.reserves(&state.ledger);
    let target = (net as f64 * price) as u128;
    if target > usd {
        state.ledger.mint(Asset::Usd, Account::Pool, target - usd, Reason::Opening).unwrap();
    } else {
        state.ledger.send(Asset::Usd, Account::Pool, Account::Lps, usd - target).unwrap();
    }
}

/// 1,000 USD burned at 1.14 and settled at 1.50 and at 0.90, as the specification works it out, by the model's own
/// request and settlement. Base units are millionths and each leg rounds to one, so the sixth decimal is read off a
/// million times the amount.
#[test]
fn aep_76_works_out_its_own_example() {
    for (settled, change) in [(1.5, "-210.526316"), (0.9, "233.918129")] {
        let mut state = pool_at(1.14);
        let mut model = Aep76::new(Aep76Terms { spread_bps: 0, ..Aep76Terms::default() });
        let outside = |state: &State| {
            let vault = state.ledger.balance(Asset::Net, Account::Vault) as i128;
            state.ledger.supply(Asset::Net) as i128 - vault
        };
        let before = outside(&state);
        let million = 1_000_000_000 * ONE;
        state.ledger.mint(Asset::Usd, Account::Clients, 2 * million, Reason::Opening).unwrap();
        let job = Job { at: 0, gpus: 1, seconds: 60, worth: f64::INFINITY, known: 0.0, noticed: 1.0 };
        let cost = state.amm.cost(&state.ledger, Asset::Net, (million as f64 / 1.14).ceil() as u128).unwrap();
        let quote = Quote { provider: 0, price: cost, paid: million };
        let note = model.request(&mut state, &job, &quote).unwrap().unwrap();
        assert_eq!((note, model.unspent()), (million, 0), "as many compute dollars, all of them paid for");
        reprice(&mut state, settled);
        let running = Running { job, provider: 0, until: 60, price: cost, cloud: 2.5, note };
        model.settle(&mut state, &running).unwrap();
        assert_eq!(state.ledger.supply(Asset::Act), 0);
        assert_eq!(format!("{:.6}", (outside(&state) - before) as f64 / 1e12), change);
    }
}

/// A client of AEP-76 pays what the pool really takes: the quote is the sum of all that it spends, also where a shallow
/// pool makes its purchase dear, and where the mint has halted and no spread falls due.
#[test]
fn aep_76_quotes_what_the_pool_takes() {
    let job = Job { at: 0, gpus: 8, seconds: 36_000, worth: f64::INFINITY, known: 0.0, noticed: 1.0 };
    for halted in [false, true] {
        let world = World::with_volume(100);
        let mut state = opening(&world, Scenario::Steady, 3).unwrap();
        state.providers[0].enters();
        let mut model = Aep76::new(Aep76Terms::default());
        if halted {
            // Compute dollars without cover, held by nobody that asks here.
            state.ledger.mint(Asset::Act, Account::Holders, 1_000 * ONE, Reason::Opening).unwrap();
        }
        let quote = model.quote(&mut state, &job).unwrap().unwrap();
        let before = state.ledger.balance(Asset::Usd, Account::Clients);
        let note = model.request(&mut state, &job, &quote).unwrap().unwrap();
        assert_eq!(
            before - state.ledger.balance(Asset::Usd, Account::Clients),
            quote.price,
            "halted: {halted}"
        );
        let spread = quote.price as f64 / quote.paid as f64 - 1.0;
        assert!(spread > 0.01, "the purchase alone makes it dear: {spread}");
        let running = Running { job, provider: 0, until: 60, price: quote.price, cloud: 2.5, note };
        let price = state.price();
        let earned = model.settle(&mut state, &running).unwrap();
        // Without a spread the provider has NET for what it asked, at the price before the purchase.
        let asked = quote.paid as f64 / 1e6;
        let due = if halted { asked * price / world.price } else { asked };
        assert!((earned / due - 1.0).abs() < 1e-6, "halted: {halted}: {earned} of {due}");
    }
}

/// Clients that want to stock up on more than the pool can sell wait for another day.
#[test]
fn aep_76_mints_nothing_that_the_pool_cannot_sell() {
    let morning = |hours: f64| {
        let mut state = opening(&World::default(), Scenario::Steady, 3).unwrap();
        state.recent.push_back(Day { hours, paid: hours, ..Day::default() });
        Aep76::new(Aep76Terms::default()).morning(&mut state).unwrap();
        (state.tally.refused, state.ledger.supply(Asset::Act))
    };
    let (refused, minted) = morning(1_000.0);
    assert!(refused == 0 && minted > 0, "{minted} minted");
    // A week of ten million dollars a day, in a pool of three quarters of a million.
    assert_eq!(morning(10_000_000.0), (1, 0));
}

/// All that clients of AEP-76 spend is the price of a job, or of compute dollars that no job has taken.
#[test]
fn what_clients_of_aep_76_spend_is_what_their_jobs_cost() {
    for world in [small(), World { days: 45, jobs: 200, ..World::with_volume(100) }] {
        let demand = source().stream(&world, Scenario::Bursts, 3).unwrap();
        let mut model = Aep76::new(Aep76Terms::default());
        let done = run(&mut model, &world, Scenario::Bursts, 3, &demand).unwrap();
        let ledger = &done.state.ledger;
        let cost: f64 = done.state.providers.iter().map(|it| it.total.1).sum();
        let capital = ledger.came(|_, to| to == Account::World) - cost;
        let spent = -ledger.came(|asset, to| asset == Asset::Usd && to == Account::Clients) - capital;
        let booked = (done.state.tally.volume + model.unspent()) as f64 / 1e6;
        assert!((spent - booked).abs() < 0.01, "{}: {spent} spent, {booked} booked", world.name);
        assert!(done.state.tally.served > 0 && model.unspent() > 0, "{}", world.name);
    }
}

/// Secondary sources: 56,760 USD burned a day in Q4-2025, 11.0 M USD a year of it without the discretionary burns that
/// were suspended on 2 January, 7.5 M HNT emitted a year from August on. HNT's price is not among them; so the range
/// of prices in which the sign is what it is, through the whole model: clients buy and burn, emission is minted and
/// sold, a part of the burn is minted again (HIP 20), in a pool so deep that this leaves its price.
#[test]
fn heliums_supply_fell_until_the_suspension_and_rose_after_it_for_prices_in_between() {
    let change = |days: u32, burned: f64, price: f64| {
        let world = World {
            name: "Helium".into(),
            days,
            providers: 1,
            gpus: 4_000,
            load: 2_000.0,
            cost: (1e-6, 1e-6),
            supply: 2_000_000_000 * ONE,
            price,
            depth: 0.5,
            insiders: 0.0,
            trading: 0.0,
            ..World::default()
        };
        let emission = EmissionTerms {
            schedule: Schedule { a_year: 7.5e6 / 2e9, halving: 100_000 },
            to_lps: 0.0,
            by_capacity: 1.0,
        };
        let mut model = Helium::new(HeliumTerms { price: 0.5, emission, again: 0.01 }, world.cloud);
        let hour = 0.5 * world.cloud;
        let gpus = (burned / hour / 20.0).round() as u32;
        let demand: Vec<Job> = (0..days)
            .map(|day| Job {
                at: u64::from(day) * 86_400 + 60,
                gpus,
                seconds: 72_000,
                worth: world.cloud,
                known: 0.0,
                noticed: 1.0,
            })
            .collect();
        let done = run(&mut model, &world, Scenario::Steady, 3, &demand).unwrap();
        assert_eq!(done.state.tally.served, u64::from(days), "every day's burn");
        let volume = done.state.tally.volume as f64 / 1e6 / f64::from(days);
        assert!((volume / burned - 1.0).abs() < 0.001, "{volume} USD a day, not {burned}");
        assert!((done.state.price() / price - 1.0).abs() < 0.01, "the price stays at {price}");
        row(&done, String::new(), Model::Helium, Scenario::Steady, 3).supply
    };
    let (burning, suspended) = (56_760.0, 11.0e6 / 365.0);
    for price in [1.5, 2.0, 2.65] {
        assert!(change(94, burning, price) < 0.0, "until the suspension, at {price}");
        assert!(change(29, suspended, price) > 0.0, "after it, at {price}");
    }
    assert!(change(94, burning, 2.8) > 0.0 && change(29, suspended, 1.4) < 0.0, "beyond these prices");
    // From August on: of August and September no burn was published, so it is taken to be that after the suspension, of
    // fees alone. Over all six months the sign is what the price makes it, with the turn near 2.1 USD.
    let all = |price: f64| {
        [(61, suspended), (94, burning), (29, suspended)]
            .map(|(days, burned)| change(days, burned, price) * f64::from(days))
            .iter()
            .sum::<f64>()
    };
    assert!(all(1.9) < 0.0 && all(2.4) > 0.0, "{} at 1.9, {} at 2.4", all(1.9), all(2.4));
}
