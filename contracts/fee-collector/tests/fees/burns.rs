//! What is called burned has left NET's supply, to the unit, whichever way it came.

use api::common::Asset;
use api::fee_collector::{ExecuteMsg, Split, Window};

use crate::support::{addr, report, FIRST_DAY, USD};
use crate::trade::Trade;

type Step = Box<dyn Fn(&mut Trade)>;

/// Take, fees, spread, a slash, a gift, and what was bought back of three assets.
#[test]
fn burned_is_what_left_the_supply_whichever_way_it_came() {
    let mut trade = Trade::new();
    let [credit, other, usd, _] = trade.assets();
    let genesis = trade.f.supply();
    let burned = |trade: &Trade| {
        let all = trade.f.metrics(Window::All);
        (all.burned_revenue + all.burned_slashes + all.burned_donations).u128()
    };
    let steps: [Step; 10] = [
        Box::new(|trade| trade.f.take(report(FIRST_DAY), 1_001)),
        Box::new(|trade| trade.f.swap_fees(333, 7)),
        Box::new(|trade| trade.f.spread(77)),
        Box::new(|trade| trade.f.slash(19)),
        Box::new(|trade| trade.f.donate(501)),
        Box::new(move |trade| {
            trade.came(&credit, 123_456, 654);
            trade.buy_back(&credit).unwrap();
        }),
        Box::new(move |trade| {
            trade.came(&other, 99_999, 3);
            trade.buy_back(&other).unwrap();
        }),
        Box::new(move |trade| {
            trade.came(&usd, 0, 5_001);
            trade.buy_back(&usd).unwrap();
        }),
        Box::new(|trade| {
            // What is pending is distributed by the old split first.
            let split = Split { burn_bps: 10_000, stakers_bps: 0, liquidity_bps: 0 };
            trade.f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split }, &[]).unwrap();
        }),
        Box::new(|trade| {
            trade.came(&Asset::native(USD), 7_777, 0);
            trade.f.wait(1_800);
            trade.buy_back(&Asset::native(USD)).unwrap();
        }),
    ];
    for step in &steps {
        step(&mut trade);
        assert_eq!(genesis - trade.f.supply(), burned(&trade));
        trade.f.check(genesis);
        let before = trade.f.supply();
        if trade.f.balances()[0] > 0 {
            let pending = trade.f.balances()[0];
            trade.f.distribute().unwrap();
            assert!(before - trade.f.supply() >= pending.div_ceil(2), "at least half of it");
        }
        assert_eq!(genesis - trade.f.supply(), burned(&trade));
        trade.f.check(genesis);
    }
    // Everything that came as revenue is burned, booked or a tip.
    let all = trade.f.metrics(Window::All);
    assert_eq!(all.pending.u128(), 0);
    assert_eq!(all.revenue, all.burned_revenue + all.stakers + all.liquidity);
}
