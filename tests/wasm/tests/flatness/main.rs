//! What a message costs does not depend on how many providers, jobs, pools and LPs there are: every message of the gas
//! catalogue, which `cargo xtask gas` measures on a real chain, with 10 and with 1,000 of each; and the cranks of the
//! fee-collector, which it measures on one whose clock is moved. A page of a list is as long as its limit lets it be, and costs a
//! node no more than it lets a query use.

mod crowd;
mod metered;
mod pages;
mod slash;

use chain::gas::{cranks, prepare, run, Roles};
use compute_amm_testing::client::Client;
use compute_amm_testing::Market;

use metered::Metered;
use pages::{pages, NODES_LIMIT};

/// Most that a message may cost more with a hundred times as many of everything, per cent.
const MOST: u64 = 2;

/// What the cranks may cost, by the same estimate, in both crowds. Whether one has a coin left to return, which costs 16,000 to
/// 21,000, hangs on the amounts that it finds: two crowds differ by that.
const BUDGETS: [(&str, u64); 3] =
    [("buy_back", 190_000), ("buy_back_of_coin", 183_000), ("add_liquidity", 222_000)];

/// Each message or page with its gas.
type Costs = Vec<(String, u64)>;

/// What every message costs among so many, and a page of every list.
fn costs(size: u64) -> (Costs, Costs) {
    let (both, Market { client, wiring, at, .. }) = crowd::crowd(size);
    let mut market = Market::attach(Metered { chain: client, wasm: both.wasm.clone() }, wiring, at);
    let owner = market.client.actor("owner", &[]).expect("an address");
    let roles = Roles { owner, guardian: market.guardian.clone() };
    let mut waiting = prepare(&mut market, 1).unwrap_or_else(|e| panic!("among {size}: {e:#}"));
    let mut entries =
        run(&mut market, 'a', &roles, &mut waiting).unwrap_or_else(|e| panic!("among {size}: {e:#}"));
    entries.extend(cranks(&mut market, 'c').unwrap_or_else(|e| panic!("among {size}: {e:#}")));
    let used = entries.into_iter().map(|entry| (entry.name, entry.gas.expect("it is metered").used));
    (used.collect(), pages(&market, &both))
}

#[test]
fn no_message_costs_more_in_a_crowd() {
    let ((small, short), (large, long)) = (costs(10), costs(1_000));
    println!("{:<32} {:>9} {:>9}", "estimated SDK gas", "of 10", "of 1,000");
    let mut grown = vec![];
    for ((what, few), (same, many)) in small.iter().zip(&large) {
        assert_eq!(what, same, "one catalogue");
        println!("{what:<32} {few:>9} {many:>9} {:>+8.2} %", (*many as f64 / *few as f64 - 1.0) * 100.0);
        let budgeted = BUDGETS.iter().any(|(name, _)| name == what);
        if !budgeted && many * 100 > few * (100 + MOST) {
            grown.push(format!("{what}: {few} with 10 of everything, {many} with 1,000"));
        }
    }
    assert_eq!(small.len(), large.len());
    for (what, most) in BUDGETS {
        for among in [&small, &large] {
            let (_, used) = among.iter().find(|(name, _)| name == what).expect("in the catalogue");
            assert!(*used <= most, "{what}: expected at most {most}, got {used}");
        }
    }
    assert!(grown.is_empty(), "expected at most {MOST} % more, got {grown:#?}");
    println!("{:<32} {:>9} {:>9}", "a page of", "of 10", "of 1,000");
    for ((what, short), (_, long)) in short.iter().zip(&long) {
        println!("{what:<32} {short:>9} {long:>9}");
        assert!(long * 2 <= NODES_LIMIT, "{what}: expected half of {NODES_LIMIT} at most, got {long}");
    }
    let providers =
        |pages: &[(String, u64)]| pages.iter().find(|(what, _)| what == "providers").map(|(_, gas)| *gas);
    assert!(
        providers(&long) > providers(&short).map(|gas| 2 * gas),
        "the meter would see a message that walks over the crowd"
    );
}
