//! What the block anchor keeps from searchers and costs the honest; the whole tables are `cargo xtask prices`.

use sim::prices::replay::{self, Trade};
use sim::prices::sandwich::{self, fees, order, profits};
use sim::prices::searcher::{Case, Plan, Search, RESERVE};
use sim::prices::venue::Anchor;

/// The textbook sandwich of an exact-in order in a pool without fees: what x·y = k gives, in floats.
fn textbook(front: f64, victim: f64, reserve: f64) -> f64 {
    let k = reserve * reserve;
    let bought = reserve - k / (reserve + front);
    let (net, credits) = (reserve + front + victim, k / (reserve + front + victim));
    net - k / (credits + bought) - front
}

fn sandwich_of(front: f64) -> Plan {
    Plan { front, shares: 0.0, liquidity_first: false, trade_first: false, order_last: false }
}

#[test]
fn without_the_anchor_the_searcher_finds_the_textbook_profit() {
    let order = order(1_000, 10_000);
    let case = Case { fees: fees(10), order, lp_percent: 0, anchor: Anchor::Off, apart: 0 };
    let search = Search::new(case).unwrap();
    // A plan with known size: the profit is the textbook's, less about the fees on either trade.
    let front = order.amount as f64;
    let got = search.profit(&sandwich_of(front)).unwrap();
    let expected = textbook(front, order.amount as f64, RESERVE as f64);
    assert!(expected > 0.1 * front, "the textbook sandwich pays: {expected}");
    assert!((got - expected).abs() < 0.003 * front, "expected about {expected}, got {got}");
    // No size on a fine grid beats what the search finds.
    let best = search.best(false).profit;
    for step in 1..=400 {
        let front = front * 1.03_f64.powi(step - 100);
        let profit = search.profit(&sandwich_of(front)).unwrap();
        assert!(profit <= best * (1.0 + 1e-5), "selling {front} first brings {profit}, above {best}");
    }
}

#[test]
fn in_the_same_block_trades_alone_earn_nothing() {
    for (fee, size) in [(10, 10), (30, 1_000), (100, 5_000)] {
        for lp in [0, 50, 99] {
            let found = profits(fee, order(size, 10_000), lp, false).unwrap();
            assert_eq!(found.same, 0.0, "fee {fee} bp, order {size}, LP {lp} %: {found:?}");
            if size >= 1_000 {
                assert!(found.without > 5_000.0, "without the anchor nothing to earn: {found:?}");
                assert_eq!(found.later, found.without, "the anchor is not said to hold across blocks");
            }
        }
    }
}

/// Buying first, providing at the price that this made, and withdrawing after the order would sell past the anchor.
#[test]
fn liquidity_for_one_block_earns_at_most_the_orders_lp_fee() {
    let order = order(1_000, 10_000);
    let lp_fee = 30.0 * (1.0 - f64::from(sandwich::PROTOCOL_SHARE) / 1e4);
    for lp_percent in [0, 90] {
        let profit = |anchor| {
            let case = Case { fees: fees(30), order, lp_percent, anchor, apart: 0 };
            let plan = Plan { shares: 100.0 * RESERVE as f64, ..sandwich_of(order.amount as f64) };
            Search::new(case).unwrap().profit(&plan).unwrap() / order.amount as f64 * 1e4
        };
        assert!(profit(Anchor::Off) > 500.0, "about the order's own price impact: {}", profit(Anchor::Off));
        assert!(profit(Anchor::On) <= lp_fee, "{}", profit(Anchor::On));
        let found = profits(30, order, lp_percent, true).unwrap();
        assert!(found.same <= lp_fee && found.without > 100.0 * lp_fee, "{found:?}");
    }
}

#[test]
fn a_limit_on_the_order_limits_the_loss_of_whoever_has_no_anchor() {
    let found = profits(30, order(1_000, 100), 0, false).unwrap();
    assert!(found.without > 50.0 && found.without <= 115.0, "about 1 % of the order: {found:?}");
    assert_eq!(found.same, 0.0, "{found:?}");
}

#[test]
fn what_traders_lose_to_the_anchor_is_what_the_protocol_and_lps_gain() {
    let credits = RESERVE / 1_000;
    let crowd: Vec<(u64, Trade)> = (0..100)
        .map(|i| (i / 10, if i % 3 == 0 { Trade::Sell(credits) } else { Trade::Buy(credits) }))
        .collect();
    let cost = replay::replay(&crowd, 1, RESERVE).unwrap();
    assert_eq!(cost.trades, 100);
    assert_eq!(cost.behind, 90);
    assert!(cost.spread > 0 && cost.extra > 0, "the anchor costs who sells after others bought: {cost:?}");
    assert_eq!(cost.extra, cost.spread + cost.fees + cost.lps);
    // One trade a block: no anchor to feel.
    let alone: Vec<_> = crowd.iter().zip(0..).map(|((_, trade), at)| (at, *trade)).collect();
    assert_eq!(replay::replay(&alone, 1, RESERVE).unwrap().extra, 0);
}

#[test]
fn the_page_holds_what_the_contracts_do_now() {
    let page = include_str!("../../docs/prices.md");
    // A sample of the sandwiches; `cargo xtask prices --check` looks at every row.
    let sample = [
        (10, 100, 10_000, false),
        (100, 2_500, 10_000, false),
        (30, 1_000, 100, false),
        (30, 100, 100, true),
    ];
    for (fee, size, tolerance, liquidity) in sample {
        let row = sandwich::row(fee, size, tolerance, liquidity).unwrap();
        let cells = |line: &str| line.split('|').map(str::trim).map(str::to_owned).collect::<Vec<_>>();
        let found = page.lines().any(|line| cells(line).iter().filter(|cell| !cell.is_empty()).eq(&row));
        assert!(found, "docs/prices.md lacks the row {row:?}; cargo xtask prices --write docs/prices.md");
    }
    let Some(folder) = market_tests::shared::folder() else {
        println!("SKIPPED: no shared traces (set COMPUTE_AMM_SHARED, or put `shared` beside the checkout)");
        return;
    };
    replay::MARKS
        .check(page, &replay::render(&folder, |_| ()).unwrap())
        .expect("docs/prices.md is up to date");
}
