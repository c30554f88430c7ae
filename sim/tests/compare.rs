//! Token models on the same flows: what must hold whatever the parameters.

use sim::compare::demand::{Job, Slice, Source};
use sim::compare::ledger::{Account, Asset, Reason, ONE};
use sim::compare::measures::parts;
use sim::compare::models::{Quote, TokenModel};
use sim::compare::names::{Model, Scenario};
use sim::compare::params::World;
use sim::compare::providers::Provider;
use sim::compare::rows::Row;
use sim::compare::run::{opening, run};
use sim::compare::runner::{run_all, Task};
use sim::compare::state::State;
use sim::compare::store::Store;
use sim::compare::terms::Terms;
use sim::compare::traders::Traders;

/// Every model without a chain: ours have tests of their own.
fn without_contracts() -> impl Iterator<Item = Model> {
    Model::ALL.into_iter().filter(|model| !model.is_ours())
}

fn small() -> World {
    World { name: "small".into(), days: 45, jobs: 200, ..World::default() }
}

fn task(model: Model, terms: Terms, scenario: Scenario) -> Task {
    Task { model, terms, scenario, seed: 3, world: small() }
}

fn source() -> Source {
    Source::generator(Slice::HeldOut)
}

/// The engine counts every coin after every step and fails at the first miscount.
#[test]
fn every_coin_is_conserved_in_every_model_and_scenario() {
    let source = source();
    for scenario in Scenario::ALL {
        for model in without_contracts() {
            let demand = source.stream(&small(), scenario, 3).unwrap();
            let mut built = Terms::default_of(model).build(model, &small());
            let done = run(built.as_mut(), &small(), scenario, 3, &demand)
                .unwrap_or_else(|error| panic!("{model:?} in {scenario:?}: {error:#}"));
            let [net, usd] = [Asset::Net, Asset::Usd].map(|asset| done.state.ledger.change(asset));
            assert_eq!(usd, 0, "{model:?} in {scenario:?} makes or loses dollars");
            let mints = matches!(
                model,
                Model::Emissions
                    | Model::SmallEmissions
                    | Model::Helium
                    | Model::Aep76
                    | Model::Aep76AsSpecified
            );
            assert!(mints || net == 0, "{model:?} in {scenario:?} changes NET by {net}");
            assert!(
                done.state.tally.served > 0 || model == Model::Helium,
                "{model:?} in {scenario:?} serves nobody"
            );
        }
    }
}

/// What came to an account in dollars is what it has more of them, in every account, though both are counted apart: so a
/// surplus is what the work is worth to clients less what was paid to the world. What the engine books as providers' income is what came to them: each dollar
/// once. Where there is no vault nothing is left over for anybody else.
#[test]
fn transfers_of_value_net_to_zero_in_every_model_and_scenario() {
    for scenario in Scenario::ALL {
        for model in without_contracts() {
            let demand = source().stream(&small(), scenario, 3).unwrap();
            let mut built = Terms::default_of(model).build(model, &small());
            let done = run(built.as_mut(), &small(), scenario, 3, &demand).unwrap();
            let at = format!("{model:?} in {scenario:?}");
            let near =
                |a: f64, b: f64, what: &str| assert!((a - b).abs() < 0.01, "{at}: {what}: {a} is not {b}");
            let (ledger, tally) = (&done.state.ledger, &done.state.tally);
            let sum = |of: fn(&Provider) -> f64| done.state.providers.iter().map(of).sum::<f64>();
            let [income, cost] = [sum(|it| it.total.0), sum(|it| it.total.1)];
            let before = opening(&small(), scenario, 3).unwrap().ledger;
            for account in accounts() {
                for asset in [Asset::Usd, Asset::Act] {
                    let more =
                        ledger.balance(asset, account) as i128 - before.balance(asset, account) as i128;
                    // A compute dollar is a debt of the vault, which is booked and not held.
                    let owed = if (asset, account) == (Asset::Act, Account::Vault) {
                        ledger.supply(Asset::Act) as i128
                    } else {
                        0
                    };
                    let came = ledger.came(|of, to| (of, to) == (asset, account));
                    near(came, (more - owed) as f64 / 1e6, &format!("{asset:?} of {account:?}"));
                }
            }
            let world = ledger.came(|_, to| to == Account::World);
            near(parts(&done).iter().sum(), tally.value - world, "the surplus");
            let came = ledger.came(|_, to| matches!(to, Account::Provider(_) | Account::Stakes));
            near(came, income - cost, "providers' income");
            if matches!(model, Model::Aep76 | Model::Aep76AsSpecified) {
                // Compute dollars that are held for later cost capital too.
                assert!(world > cost, "{at}: {world} was paid to the world, {cost} by providers");
            } else {
                near(world, cost, "costs");
                let [clients, .., rest] = parts(&done);
                near(clients, tally.value - tally.volume as f64 / 1e6, "clients' part");
                // What Helium's clients buy is dearer by their own purchase when they burn it.
                let moved = if model == Model::Helium { 0.001 * tally.volume as f64 / 1e6 } else { 0.01 };
                assert!(rest.abs() < moved, "{at}: {rest} is left over");
            }
        }
    }
}

/// All accounts of the small world.
fn accounts() -> Vec<Account> {
    let mut all = vec![
        Account::World,
        Account::Pool,
        Account::Lps,
        Account::Clients,
        Account::Escrow,
        Account::Vault,
        Account::Stakes,
        Account::Chain,
        Account::Holders,
        Account::Insiders,
        Account::Noise,
        Account::Momentum,
        Account::Investor,
        Account::Keepers,
    ];
    all.extend((0..small().providers).map(Account::Provider));
    all
}

/// A job is worth to its client what it would have paid at most, and nobody saves more than the cloud's price by it.
#[test]
fn a_job_counts_at_its_worth_and_at_most_at_the_clouds_price() {
    let row = |lowest: f64| {
        let world = World { lowest, ..small() };
        Task { world, ..task(Model::None, Terms::None, Scenario::Steady) }.row(&source()).unwrap()
    };
    let base = row(World::default().lowest);
    assert!(base.value > base.volume && base.value < base.worth, "{base:?}");
    // Two of three demands are worth less than the cloud's price, some of them half of it.
    assert!(base.value < 0.95 * base.worth, "{} of {}", base.value, base.worth);
    // Where each is worth at least that, all count at it.
    let dear = row(1.0);
    assert!((dear.value / dear.worth - 1.0).abs() < 1e-9 && dear.served > 0.0, "{dear:?}");
}

/// NET that is paid out is income, of which holders and liquidity providers sell a half; dollars are not sold.
#[test]
fn net_that_is_paid_out_is_partly_sold() {
    let paid = |asset| {
        let mut state = opening(&World::default(), Scenario::Steady, 3).unwrap();
        let amount = 10_000 * ONE;
        state.ledger.mint(asset, Account::Escrow, amount, Reason::Opening).unwrap();
        state.distribute(asset, Account::Escrow, amount).unwrap();
        (
            state.rewards.get(&Account::Holders).copied().unwrap_or(0),
            state.rewards.values().sum::<u128>(),
            amount,
        )
    };
    let (holders, all, amount) = paid(Asset::Net);
    assert!(holders > amount * 9 / 10, "{holders} of {amount}: passive holders have nearly all NET");
    assert!(all <= amount);
    assert_eq!(paid(Asset::Usd).1, 0);
    // Half of it goes into the pool in the evening.
    let price_after = |net: u128| {
        let mut state = opening(&World::default(), Scenario::Steady, 3).unwrap();
        state.reward(Account::Holders, net);
        Traders::new(&World::default(), 3).trade(&mut state).unwrap();
        (state.price(), state.ledger.balance(Asset::Net, Account::Holders))
    };
    let (plain, sold) = (price_after(0), price_after(10_000 * ONE));
    assert!(sold.0 < plain.0, "the price falls by the sale");
    assert_eq!(plain.1 - sold.1, 5_000 * ONE);
}

/// The investor can sell as well as buy: without cash to holders it sells, with much of it it buys.
#[test]
fn the_investor_follows_cash_to_holders() {
    let after = |cash: f64| {
        let mut state = opening(&World::default(), Scenario::Steady, 3).unwrap();
        let before = state.ledger.balance(Asset::Net, Account::Investor);
        state.returned(cash);
        Traders::new(&World::default(), 3).trade(&mut state).unwrap();
        (before, state.ledger.balance(Asset::Net, Account::Investor))
    };
    let (before, without) = after(0.0);
    assert!(without < before, "{without} of {before} after a day without cash");
    // A hundred thousand dollars a day for ever are worth twelve times the market value.
    let (before, with) = after(100_000.0);
    assert!(with > before, "{with} of {before} after a day with much cash");
}

/// Asks a price above the cloud's.
struct Dear;

impl TokenModel for Dear {
    fn quote(&mut self, state: &mut State, job: &Job) -> anyhow::Result<Option<Quote>> {
        let price = (state.cloud * 1.2 * job.hours() * ONE as f64) as u128;
        Ok(Some(Quote { provider: 0, price, paid: price }))
    }
}

/// A client that would have paid a price above the cloud's goes to the cloud: the market has missed it. Who would not have
/// paid it walks away from any price like it.
#[test]
fn a_price_above_the_clouds_misses_those_who_would_have_paid_it() {
    let world = small();
    let demand = source().stream(&world, Scenario::Steady, 3).unwrap();
    let willing = demand.iter().filter(|job| job.worth > world.cloud * 1.2).count() as u64;
    let done = run(&mut Dear, &world, Scenario::Steady, 3, &demand).unwrap();
    assert!(willing > 0 && done.state.tally.served == 0);
    let lost = done.state.tally.lost;
    // The first demand misses itself, so that fewer clients know the market from the next evening on.
    assert!(lost > 0 && lost <= willing, "{lost} missed of {willing}");
    assert!(done.state.known < 0.5, "who is missed tells others: {}", done.state.known);
}

/// What nobody may see: a model's name, and what is charged to a token that is there.
fn anonymous(row: Row) -> Row {
    Row { key: String::new(), model: Model::None, insiders: 0.0, charged: 0.0, ..row }
}

#[test]
fn governance_without_fees_is_the_null_model_to_the_unit() {
    for scenario in Scenario::ALL {
        let null = task(Model::None, Terms::None, scenario).row(&source()).unwrap();
        let none = Terms::Governance { fee_bps: 0 };
        let governance = task(Model::Governance, none, scenario).row(&source()).unwrap();
        assert_eq!(anonymous(governance), anonymous(null.clone()), "{scenario:?}");
        let fee = Terms::Governance { fee_bps: 200 };
        let dearer = task(Model::Governance, fee, scenario).row(&source()).unwrap();
        assert_ne!(anonymous(dearer), anonymous(null), "a fee leaves a trace in {scenario:?}");
    }
}

#[test]
fn swapping_labels_of_providers_changes_nothing() {
    for model in without_contracts() {
        let plain = task(model, Terms::default_of(model), Scenario::Cheaters);
        let mut swapped = plain.clone();
        swapped.world.labels = (0..swapped.world.providers).rev().collect();
        let [plain, swapped] = [plain, swapped].map(|task| anonymous(task.row(&source()).unwrap()));
        assert_eq!(plain, swapped, "{model:?}");
    }
}

/// What a run is follows from the terms: the same terms under another name give the same run, and other terms under the
/// same name another one. The name decides where terms do not say it: whether an arbiter stands over the escrow, whether fees
/// of ours are paid out, and whether insiders' tokens are counted as a cost.
#[test]
fn swapping_labels_of_models_changes_nothing() {
    let pairs = [
        (Model::FeeShare, Model::Governance),
        (Model::Governance, Model::FeeShare),
        (Model::Emissions, Model::SmallEmissions),
        (Model::SmallEmissions, Model::Emissions),
        (Model::Aep76, Model::Aep76AsSpecified),
        (Model::WorkToken, Model::Helium),
        (Model::Helium, Model::WorkToken),
    ];
    for (own, other) in pairs {
        let terms = Terms::default_of(own);
        let [own_row, under_other] =
            [own, other].map(|model| anonymous(task(model, terms, Scenario::Bursts).row(&source()).unwrap()));
        assert_eq!(own_row, under_other, "{own:?} as {other:?}");
        let others = Terms::default_of(other);
        if others != terms {
            let under_own = anonymous(task(own, others, Scenario::Bursts).row(&source()).unwrap());
            assert_ne!(own_row, under_own, "{other:?}'s terms as {own:?}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_run_and_another_seed_another() {
    let task = task(Model::Aep76, Terms::default_of(Model::Aep76), Scenario::Falls);
    let again = task.clone().row(&source()).unwrap();
    assert_eq!(task.row(&source()).unwrap(), again);
    let other = Task { seed: 4, ..task };
    assert_ne!(anonymous(other.row(&source()).unwrap()).path, again.path);
}

#[test]
fn a_resumed_set_is_the_whole_set() {
    let folder = std::env::temp_dir().join(format!("compare-{}", std::process::id()));
    let [whole, parts] = ["whole", "parts"].map(|name| folder.join(name).join("runs.jsonl"));
    let tasks: Vec<Task> = [Model::None, Model::FeeShare, Model::Helium]
        .into_iter()
        .flat_map(|model| {
            (1..3)
                .map(move |seed| Task { seed, ..task(model, Terms::default_of(model), Scenario::ColdStart) })
        })
        .collect();
    let run = |path, tasks: &[Task], made: usize| {
        let mut store = Store::open(path).unwrap();
        let counted = std::sync::atomic::AtomicUsize::new(0);
        let rows = run_all(tasks, &source(), &mut store, 2, |_| {
            counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        })
        .unwrap();
        assert_eq!(counted.into_inner(), made, "runs that were made");
        rows
    };
    let at_once = run(&whole, &tasks, 6);
    run(&parts, &tasks[..3], 3);
    // An interruption in the middle of a line: that run is made again.
    let text = std::fs::read_to_string(&parts).unwrap();
    std::fs::write(&parts, &text[..text.len() - 20]).unwrap();
    assert_eq!(run(&parts, &tasks, 4), at_once);
    assert_eq!(run(&parts, &tasks, 0), at_once);
    std::fs::remove_dir_all(folder).unwrap();
}

/// Counts how often it is asked whether its books are right.
struct Counting(std::cell::Cell<usize>);

impl TokenModel for Counting {
    fn check(&self, _: &State) -> anyhow::Result<()> {
        self.0.set(self.0.get() + 1);
        Ok(())
    }
}

/// What a model holds outside of the ledger is compared with it after every step, not every evening alone.
#[test]
fn a_models_own_books_are_checked_after_every_step() {
    let world = small();
    let demand = source().stream(&world, Scenario::Bursts, 3).unwrap();
    let mut model = Counting(Default::default());
    let done = run(&mut model, &world, Scenario::Bursts, 3, &demand).unwrap();
    // Each demand, each settlement, and of each day: population, morning, evening, traders.
    let steps = demand.len() + done.state.tally.served as usize + 4 * world.days as usize;
    assert!(model.0.get() >= steps, "{} checks in {steps} steps", model.0.get());
}

#[test]
fn the_price_starts_where_the_world_says_and_traders_leave_supply_alone() {
    let state = opening(&World::default(), Scenario::Steady, 3).unwrap();
    assert!((state.price() - World::default().price).abs() < 1e-9);
    assert_eq!(state.ledger.supply(Asset::Net), World::default().supply);
}

/// Who leaves takes no new jobs and is no part of what is offered; who comes back begins anew.
#[test]
fn a_leaver_takes_no_new_jobs_and_begins_anew_when_it_comes_back() {
    let mut state = opening(&World::default(), Scenario::Steady, 3).unwrap();
    state.providers[0].enters();
    state.providers[1].enters();
    let gpus = state.world.gpus;
    assert_eq!((state.able(1).collect::<Vec<_>>(), state.gpus()), (vec![0, 1], 2 * gpus));
    state.providers[0].leaving = true;
    assert_eq!((state.able(1).collect::<Vec<_>>(), state.gpus()), (vec![1], gpus));
    state.providers[0].spends(500.0);
    state.providers[0].ends_day(&World::default());
    state.providers[0].spends(70.0);
    state.providers[0].enters();
    let back = &state.providers[0];
    assert_eq!((back.offers(), back.today, back.days), (gpus, (0.0, 0.0), 0));
    assert!(back.history.is_empty() && back.total == (0.0, 570.0), "the total stays");
}
