//! Splitting what is pending, and burning by a real fall of supply.

use api::fee_collector::{ExecuteMsg, Split, Window};
use fee_collector::error::ContractError;

use crate::support::{addr, report, said, Fixture, FIRST_DAY};

#[test]
fn revenue_is_split_and_its_burn_share_leaves_the_supply() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    f.take(report(FIRST_DAY), 900);
    f.swap_fees(100, 0);
    let response = f.distribute().unwrap();
    for (key, value) in
        [("revenue", "1000"), ("donations", "0"), ("burned", "600"), ("stakers", "250"), ("liquidity", "150")]
    {
        assert_eq!(said(&response, "distribute", key), value);
    }
    assert_eq!(f.balances(), [0, 250, 150]);
    assert_eq!(f.supply(), genesis - 600);
    let all = f.metrics(Window::All);
    assert_eq!((all.burned_revenue.u128(), all.net_supply_change.as_str()), (600, "-600"));
    f.check(genesis);
}

#[test]
fn remainders_are_burned() {
    for amount in [1, 2, 3, 7, 19, 9_999, (1 << 99) + 1] {
        let mut f = Fixture::new();
        let genesis = f.supply();
        f.donate(amount);
        f.distribute().unwrap();
        let (stakers, liquidity) = (amount / 4, amount * 15 / 100);
        assert_eq!(f.balances(), [0, stakers, liquidity]);
        assert_eq!(genesis - f.supply(), amount - stakers - liquidity);
        f.check(genesis);
    }
}

#[test]
fn donations_are_split_apart_from_revenue() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    // Split together, 3 + 3 would give the stakers 1.
    f.take(report(FIRST_DAY), 3);
    f.donate(3);
    f.distribute().unwrap();
    assert_eq!(f.balances(), [0; 3]);
    f.take(report(FIRST_DAY), 100);
    f.donate(1_000);
    let response = f.distribute().unwrap();
    for (key, value) in [
        ("donations", "1000"),
        ("burned", "660"),
        ("donations_burned", "600"),
        ("donations_stakers", "250"),
        ("donations_liquidity", "150"),
    ] {
        assert_eq!(said(&response, "distribute", key), value);
    }
    assert_eq!(f.balances(), [0, 275, 165]);
    let all = f.metrics(Window::All);
    assert_eq!((all.burned_revenue.u128(), all.burned_donations.u128()), (63, 603));
    assert_eq!((all.stakers.u128(), all.booked_donations.u128()), (25, 400));
    f.check(genesis);
}

#[test]
fn nothing_pending_is_an_error() {
    let mut f = Fixture::new();
    assert_eq!(f.distribute().unwrap_err(), ContractError::NothingPending {});
    f.slash(1);
    assert_eq!(f.distribute().unwrap_err(), ContractError::NothingPending {});
    f.donate(1);
    f.distribute().unwrap();
    assert_eq!(f.distribute().unwrap_err(), ContractError::NothingPending {});
}

#[test]
fn a_new_split_rules_what_comes_after_it() {
    let mut f = Fixture::new();
    let genesis = f.supply();
    f.take(report(FIRST_DAY), 1_000);
    let split = Split { burn_bps: 10_000, stakers_bps: 0, liquidity_bps: 0 };
    let response = f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split }, &[]).unwrap();
    assert_eq!(said(&response, "distribute", "burned"), "600");
    assert_eq!(said(&response, "update_split", "burn_bps"), "10000");
    assert_eq!(f.balances(), [0, 250, 150]);
    f.take(report(FIRST_DAY), 1_000);
    f.distribute().unwrap();
    assert_eq!(f.balances(), [0, 250, 150]);
    assert_eq!(f.supply(), genesis - 1_600);
    f.check(genesis);
    // With nothing pending there is nothing to distribute, and no error.
    let response = f.run(&addr("owner"), &ExecuteMsg::UpdateSplit { split }, &[]).unwrap();
    assert!(response.events.iter().all(|event| event.ty != "wasm-distribute"));
}
