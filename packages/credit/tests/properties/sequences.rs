//! Random sequences of everything that debtors, clients and holders do.

use amm_math::Price;
use proptest::prelude::*;

use crate::invariants::{check_pace, check_state, check_step};
use crate::strategies::cases;
use crate::world::{params, step, Params, Step, World};

/// Takes a step and checks all that must hold; whether it was accepted.
fn run(world: &mut World, who: usize, step: &Step, params: &Params) -> bool {
    let before = world.clone();
    let accepted = match world.take(who, step, params) {
        Some(Ok(i)) => {
            check_step(&before, world, i, step);
            if matches!(step, Step::Call { .. }) {
                check_pace(&before, world, i, params);
            }
            true
        }
        Some(Err(_)) => {
            assert_eq!(*world, before, "a refused step changed something");
            false
        }
        None => false,
    };
    check_state(world, params);
    accepted
}

/// Each debtor deposits, offers GPUs and mints, so that the steps find something to act on.
fn begun(count: usize, params: &Params) -> World {
    let mut world = World::new(count);
    for i in 0..count {
        run(&mut world, i, &Step::Deposit { part: 200 }, params);
        run(&mut world, i, &Step::Offer { gpus: 2 * params.standard.gpus }, params);
        run(&mut world, i, &Step::Mint { part: 100 }, params);
    }
    world
}

/// Ends every call and every debt, and brings every credit to the pot, in parts.
fn wind_up(world: &mut World, params: &Params) {
    while let Some(number) = world.calls.keys().next().copied() {
        let step = [Step::Serve, Step::Release, Step::Default][number % 3].clone();
        assert!(run(world, 0, &step, params), "an ending was refused");
    }
    world.ended = true;
    for i in 0..world.debtors.len() {
        assert!(run(world, i, &Step::Collect, params), "a collection was refused");
    }
    for part in [60, 100, 130, 200] {
        run(world, 0, &Step::Claim { part }, params);
    }
    assert_eq!(world.pot, credit::Pot::default(), "the last claim takes the rest");
}

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn every_invariant_holds_after_every_step(
        params in params(), count in 1usize..6, steps in prop::collection::vec(step(), 1..160)
    ) {
        let mut world = begun(count, &params);
        for (who, step) in &steps {
            run(&mut world, *who, step, &params);
        }
        wind_up(&mut world, &params);
        let free: u128 = world.debtors.iter().map(|position| position.free_bond() + position.locked).sum();
        prop_assert_eq!(free + world.paid + world.burned, world.deposited);
    }

    /// Who only waits to be called serves its whole debt once per H at most, however many jobs clients send.
    #[test]
    fn nobody_is_called_for_more_than_its_debt_per_horizon(
        params in params(), parts in prop::collection::vec((0u128..=200, 1u64..100_000), 1..80)
    ) {
        let mut world = begun(3, &params);
        let start = world.now;
        let mut work = [0u128; 3];
        let owed: Vec<u128> = world.debtors.iter().map(|position| position.debt.owed()).collect();
        for (part, seconds) in parts {
            let calls = world.next;
            if run(&mut world, 0, &Step::Call { part, want: 0 }, &params) {
                let i = world.calls[&calls].debtor;
                // All calls before the last fit into the time since the first.
                let passed = u128::from(world.now - start);
                prop_assert!(
                    work[i] * u128::from(params.horizon) * credit::CREDIT <= owed[i] * passed,
                    "called for {} GPU-seconds within {} s", work[i], passed
                );
                work[i] += world.paces[&i].work;
                // A refund gives the credits back, so that the same are called again and again.
                run(&mut world, calls, &Step::Release, &params);
            }
            run(&mut world, 0, &Step::Wait { seconds }, &params);
        }
    }
}

/// The steps of a random sequence reach every rule: else the invariants would hold of nothing.
#[test]
fn random_sequences_reach_every_rule() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, TestRunner};

    let mut runner = TestRunner::new_with_rng(
        Config::default(),
        proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha),
    );
    let mut reached = std::collections::BTreeMap::<String, usize>::new();
    for _ in 0..40 {
        let strategy = (params(), prop::collection::vec(step(), 150));
        let (params, steps) = strategy.new_tree(&mut runner).unwrap().current();
        let mut world = begun(4, &params);
        assert!(world.supply() > 0 || params.price == Price::ZERO);
        for (who, step) in &steps {
            let accepted = run(&mut world, *who, step, &params);
            let name = format!("{step:?}").split(' ').next().unwrap().to_owned();
            *reached.entry(name).or_default() += usize::from(accepted);
        }
    }
    assert_eq!(reached.len(), 17);
    for (name, count) in &reached {
        assert!(*count >= 10, "{name} was accepted {count} times only: {reached:?}");
    }
}
