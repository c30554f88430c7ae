//! Loops of deposits, withdrawals and trades over many blocks, with nobody else there: none gains.

use std::cell::Cell;

use proptest::prelude::*;

use crate::search::{runner, side, start, steps, ROUNDING};

fn none_gains(launch: bool) {
    const CASES: u32 = 4_000;
    let settled = Cell::new(0);
    let strategy = (start(), prop::collection::vec(steps(), 1..5));
    let result = runner(CASES).run(&strategy, |(start, blocks)| {
        let gain = side(start.gain);
        let mut m = start.market(launch);
        let began_with = m.shares;
        for steps in blocks {
            for mut step in steps {
                step.other = false;
                step.send(&mut m, began_with);
            }
            m.next_block();
        }
        let Some(gained) = m.settle(gain) else { return Ok(()) };
        settled.set(settled.get() + 1);
        prop_assert!(gained <= ROUNDING, "gained {gained} from nobody");
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
    assert!(settled.get() * 2 > CASES, "too few loops end as they began: {}", settled.get());
}

#[test]
fn no_loop_gains() {
    none_gains(false);
}

#[test]
fn no_loop_through_a_launch_pool_gains() {
    none_gains(true);
}
