//! How the comparison is made: the world, tuning, which rows stand side by side, verdicts.

use std::collections::{BTreeMap, BTreeSet};

use compute_amm_testing::jobs::digest;
use sim::compare::demand::{Job, Slice, Source};
use sim::compare::names::{Model, Scenario};
use sim::compare::params::World;
use sim::compare::rows::{Row, Table};
use sim::compare::runner::Task;
use sim::compare::terms::Terms;
use sim::compare::tune::{candidates, choice, run_again, takes_from};
use sim::compare::verdicts::{judge, CRITERIA};
use sim::compare::{calibrate, runner};

fn small() -> World {
    World { name: "small".into(), days: 45, jobs: 200, ..World::default() }
}

fn task(model: Model, terms: Terms, scenario: Scenario) -> Task {
    Task { model, terms, scenario, seed: 3, world: small() }
}

fn source() -> Source {
    Source::generator(Slice::HeldOut)
}

/// The base world is the one that the calibration takes, on the training half alone.
#[test]
fn the_world_is_the_one_that_the_calibration_takes() {
    let Some(folder) = market_tests::shared::folder() else { return };
    let training = Source::traces(&folder.join("data/gpu-traces"), Slice::Training).unwrap();
    let lines = calibrate::lines(&training).unwrap();
    let (taken, before) = lines.split_last().unwrap();
    assert!(taken.margin >= 0.0, "no token breaks even: {}", taken.margin);
    assert!(before.iter().all(|line| line.margin < 0.0), "and in no world before");
    assert_eq!((taken.world.asks, taken.world.hurdle), (World::default().asks, World::default().hurdle));
}

/// Rows of other contracts or other code are not taken for these.
#[test]
fn a_row_says_which_code_and_contracts_it_was_made_with() {
    let key = task(Model::None, Terms::None, Scenario::Steady).key(&source()).unwrap();
    let made_with = runner::made_with();
    assert!(key.ends_with(&format!("/{made_with}")), "{key}");
    let (code, contracts) = made_with.split_once('-').unwrap();
    assert_eq!(code, runner::CODE);
    let checksums = include_str!("../../artifacts/checksums.txt");
    assert_eq!(contracts, &digest(checksums).to_hex()[..8]);
    let older =
        task(Model::None, Terms::None, Scenario::Steady).key_made_with(&source(), "6-0123abcd").unwrap();
    assert_eq!(older, key.replace(&made_with, "6-0123abcd"), "a run is the same but for what made it");
}

/// Emissions halve within a run in half of the draws.
#[test]
fn draws_of_emissions_halve_within_a_run() {
    let halving = |terms: &Terms| match terms {
        Terms::Emissions(emission) => emission.schedule.halving,
        other => panic!("{other:?}"),
    };
    let drawn: Vec<u32> = candidates(Model::Emissions, 31)[1..].iter().map(halving).collect();
    for days in [30, 60] {
        assert!(drawn.contains(&days), "no draw halves after {days} days");
    }
    assert!(drawn.iter().all(|&days| days <= 365));
}

/// Few seeds pick the draws that many seeds decide about; the default is always among them, and stays where nothing is
/// better.
#[test]
fn tuning_looks_again_at_the_best_draws() {
    let terms = |fee_bps| Terms::Governance { fee_bps };
    let first = [(200, 1.0), (50, 5.0), (100, 2.0), (300, 4.0), (500, 3.0), (50, 5.0), (200, 9.0)];
    let again = run_again(&first.map(|(fee, score)| (terms(fee), score)));
    assert_eq!(again, [terms(200), terms(50), terms(300), terms(500)], "each once, the default first");
    let chosen = |scores: [f64; 4]| choice(&[0, 1, 2, 3].map(|i| (again[i], scores[i]))).unwrap();
    let taken = chosen([1.0, 3.0, 7.0, 2.0]);
    assert_eq!((taken.terms, taken.score, taken.default_score), (terms(300), 7.0, 1.0));
    assert_eq!(chosen([4.0, 4.0, 3.0, 2.0]).terms, terms(200));
    assert_eq!(takes_from(Model::OursShare), Some(Model::Ours), "they differ by the payout alone");
}

/// What stands side by side is of the same seeds.
#[test]
fn a_table_of_common_seeds_has_the_same_seeds_of_every_model() {
    let base = task(Model::None, Terms::None, Scenario::Steady).row(&source()).unwrap();
    let row = |model, seed| Row { model, seed, ..base.clone() };
    let rows = vec![row(Model::None, 1), row(Model::None, 2), row(Model::None, 3), row(Model::Ours, 2)];
    let table = Table::new(rows).common();
    assert_eq!(table.seeds(Scenario::Steady).into_iter().collect::<Vec<_>>(), [2]);
    assert_eq!(table.of(Model::None, Scenario::Steady).len(), 1);
}

/// The worlds with a lower lowest price have more demands, which are as long.
#[test]
fn a_lower_lowest_price_brings_more_demands_and_no_longer_ones() {
    let base = World::default();
    let mean = |world: &World| {
        let jobs = source().stream(world, Scenario::Steady, 3).unwrap();
        let above = jobs.iter().filter(|job| job.worth >= base.cloud * base.lowest).count();
        (above as f64, jobs.iter().map(Job::hours).sum::<f64>() / jobs.len() as f64)
    };
    let (many, hours) = mean(&base);
    let lower = World::sensitivity().into_iter().filter(|world| world.name.starts_with("lowest price"));
    for world in lower {
        let (above, long) = mean(&world);
        assert!((long / hours - 1.0).abs() < 0.05, "{}: {long} hours a job, {hours} in base", world.name);
        assert!((above / many - 1.0).abs() < 0.1, "{}: {above} as dear as base's {many}", world.name);
    }
}

/// A world is run where its number matters: whether clients know a market at first, in the cold start alone.
#[test]
fn a_world_concerns_the_scenarios_that_its_number_is_about() {
    let concerned = |name: &str| -> Vec<Scenario> {
        let world = World::sensitivity().into_iter().find(|world| world.name == name).unwrap();
        Scenario::ALL.into_iter().filter(|&scenario| world.concerns(scenario)).collect()
    };
    assert_eq!(concerned("known at first 0.1"), [Scenario::ColdStart]);
    assert_eq!(concerned("cheaters 0.5"), [Scenario::Cheaters]);
    assert_eq!(concerned("speculator 0.6"), Scenario::ALL);
    assert!(Scenario::ALL.into_iter().all(|scenario| World::default().concerns(scenario)));
}

/// A criterion turns with the number that it is about, each of them.
#[test]
fn verdicts_follow_the_rows() {
    let base = task(Model::None, Terms::None, Scenario::ColdStart).row(&source()).unwrap();
    // All that is said against the thesis holds in these rows.
    let against = |model, scenario| Row {
        model,
        scenario,
        served: if model == Model::Emissions { 0.9 } else { 0.8 },
        cheated: 0.0,
        retention: 0.5,
        price: Some(1.0),
        total_return: 0.0,
        supply: 0.0,
        speculation: 0.1,
        subsidy: if model == Model::Emissions { 10_000.0 } else { 0.0 },
        volume: if model == Model::Emissions { 60_000.0 } else { 40_000.0 },
        value: if model == Model::Emissions { 80_000.0 } else { 50_000.0 },
        ..base.clone()
    };
    let met = |change: &dyn Fn(&mut Row)| -> Vec<(&str, Option<bool>)> {
        let mut rows: Vec<Row> = Scenario::ALL
            .into_iter()
            .flat_map(|scenario| Model::ALL.map(|model| against(model, scenario)))
            .collect();
        rows.iter_mut().for_each(change);
        judge(&Table::new(rows)).iter().map(|verdict| (verdict.criterion.id, verdict.met())).collect()
    };
    assert!(met(&|_| {}).iter().all(|(_, met)| *met == Some(true)), "{:?}", met(&|_| {}));
    type Change = fn(&mut Row);
    // A number of one model, and the statements that it turns, all others staying.
    let turns: [(Change, Model, &[&str]); 12] = [
        (|row| row.served = 0.7, Model::Escrow, &["an escrow serves as well"]),
        (|row| row.price = Some(1.1), Model::Escrow, &["an escrow serves as well"]),
        (|row| row.retention = 0.4, Model::Escrow, &["an escrow serves as well"]),
        (|row| row.cheated = 0.02, Model::Escrow, &["an escrow serves as well"]),
        (|row| row.served = 0.7, Model::None, &["null serves as well"]),
        (|row| row.total_return = 0.03, Model::OursShare, &["burn equals fee share"]),
        (|row| row.volume = 45_000.0, Model::Emissions, &["emissions win the cold start"]),
        (|row| row.volume = 43_000.0, Model::Emissions, &["emissions win the cold start"]),
        (|row| row.value = 52_000.0, Model::Emissions, &["emissions win the cold start, by worth"]),
        (|row| row.supply = 0.06, Model::Aep76, &["AEP-76 is stable"]),
        (|row| row.supply = -0.06, Model::Aep76, &["AEP-76 is stable"]),
        (|row| row.speculation = -0.1, Model::WorkToken, &["the price follows speculators"]),
    ];
    for (number, (change, model, turned)) in turns.into_iter().enumerate() {
        let met = met(&|row| {
            if row.model == model {
                change(row);
            }
        });
        let failed: Vec<&str> =
            met.iter().filter(|(_, met)| *met == Some(false)).map(|(id, _)| *id).collect();
        assert_eq!(failed, turned, "change {number} of {model:?}");
    }
    // Without a row of a model it is not decided.
    let rows = vec![against(Model::None, Scenario::ColdStart)];
    assert!(judge(&Table::new(rows)).iter().all(|verdict| verdict.met().is_none()));
}

/// The half of the demand has room for seven runs that share nothing, and two hundred seeds begin in all of them.
#[test]
fn seeds_are_counted_in_the_window_in_which_they_begin() {
    let (source, world) = (source(), World::default());
    let windows: BTreeMap<u64, usize> =
        (1..=200).map(|seed| (seed, source.window(&world, seed).unwrap())).collect();
    assert_eq!(windows.values().copied().collect::<BTreeSet<_>>(), (0..7).collect());
    let by = |windows: &BTreeMap<u64, usize>, of: fn(usize) -> f64| {
        let sample: Vec<(u64, f64)> = windows.iter().map(|(&seed, &window)| (seed, of(window))).collect();
        Table::default().with_windows(windows.clone()).by_windows(&sample)
    };
    assert_eq!(by(&windows, |window| window as f64), Some([0.0, 6.0]));
    assert_eq!(by(&windows, |window| if window == 3 { -5.0 } else { 1.0 }), Some([-5.0, 1.0]));
    let five: BTreeMap<u64, usize> = windows.into_iter().filter(|(_, window)| *window < 5).collect();
    assert_eq!(by(&five, |window| window as f64), None, "five say nothing");
    assert_eq!(Table::default().by_windows(&[(1, 0.0); 9]), None, "nobody knows the windows");
}

/// A test that holds by the median of all seeds and fails by that of one window shows both.
#[test]
fn a_test_may_hold_by_seeds_and_fail_in_a_window() {
    let base = task(Model::None, Terms::None, Scenario::Steady).row(&source()).unwrap();
    let rows = |bad: u64| {
        let row = |model, seed| Row { model, seed, served: 0.5, ..base.clone() };
        let mut rows: Vec<Row> =
            (0..28).flat_map(|seed| [row(Model::Escrow, seed), row(Model::Ours, seed)]).collect();
        let in_window = |row: &&mut Row| row.model == Model::Escrow && row.seed % 7 < bad;
        rows.iter_mut().filter(in_window).for_each(|row| row.served = 0.4);
        Table::new(rows).with_windows((0..28).map(|seed| (seed, seed as usize % 7)).collect())
    };
    for (bad, by_windows) in [(0, true), (1, false)] {
        let verdicts = judge(&rows(bad));
        let finding = &verdicts[0].findings[0];
        assert_eq!((finding.holds(), finding.holds_by_windows()), (Some(true), Some(by_windows)));
    }
}

/// What came after the first runs says so, and none of the others does.
#[test]
fn what_was_added_after_the_first_runs_says_so() {
    let added: Vec<&str> = CRITERIA.iter().filter(|it| it.added).map(|it| it.id).collect();
    assert_eq!(added, ["an escrow serves as well", "emissions win the cold start, by worth"]);
}
