//! Streams that pay delegators.

use api::common::CommonError;
use cosmwasm_std::coins;

use crate::support::{deposit, fund, said, Fixture, DAY, NET, ONE, USD};

#[test]
fn pay_streams_to_whoever_stakes_meanwhile() {
    let mut f = Fixture::new();
    let bobs = f.deposit("bob", 100 * ONE).unwrap();
    let response = f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
    assert_eq!(said(&response, "fund", "left"), (10 * ONE).to_string());
    f.wait(5 * DAY);
    assert_eq!((f.vault().assets.u128(), f.vault().left.u128()), (105 * ONE, 5 * ONE));
    assert_eq!(f.backing().assets.u128(), 100 * ONE, "the registry learns of it with the next message");
    // Who comes now has no part of what streamed before.
    let carols = f.deposit("carol", 105 * ONE).unwrap();
    // Less than a unit is worth more, which the virtual shares earned.
    assert!(carols < bobs + 1_000, "{carols} of {bobs}");
    assert_eq!(f.backing().assets.u128(), 210 * ONE);
    f.wait(5 * DAY);
    let out = f.exit("bob", bobs).unwrap();
    assert!(out.abs_diff(105 * ONE + 5 * ONE / 2) < 10, "{out}");
    assert_eq!(f.vault().left.u128(), 0);
}

/// A stranger with a unit of money cannot slow down what others paid.
#[test]
fn more_pay_makes_no_stream_slower() {
    let mut f = Fixture::new();
    f.deposit("bob", 100 * ONE).unwrap();
    f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
    for seconds in [11 * DAY, 9 * DAY, 90 * DAY] {
        let error = f.run("thief", &fund(seconds), &coins(1, NET)).unwrap_err();
        assert!(error.to_string().contains("seconds of the stream"), "{error}");
    }
    f.run("dave", &fund(11 * DAY), &coins(ONE, NET)).unwrap();
    assert_eq!(f.vault().left.u128(), 11 * ONE);
}

/// Nor can it make those who pay after it pay for longer than they like.
#[test]
fn a_unit_that_came_first_binds_no_pay() {
    let mut f = Fixture::new();
    f.deposit("bob", 100 * ONE).unwrap();
    f.run("thief", &fund(90 * DAY), &coins(1, NET)).unwrap();
    f.run("alice", &fund(10 * DAY), &coins(999, NET)).unwrap_err();
    f.run("alice", &fund(10 * DAY), &coins(10 * ONE, NET)).unwrap();
    f.wait(10 * DAY);
    assert_eq!((f.vault().left.u128(), f.vault().assets.u128()), (0, 110 * ONE + 1));
}

#[test]
fn a_stream_without_shares_waits() {
    let mut f = Fixture::new();
    f.run("alice", &fund(DAY), &coins(10 * ONE, NET)).unwrap();
    f.wait(3 * DAY);
    assert_eq!((f.vault().left.u128(), f.vault().assets.u128()), (10 * ONE, 0));
    f.deposit("bob", 100 * ONE).unwrap();
    f.wait(DAY);
    assert_eq!((f.vault().left.u128(), f.vault().assets.u128()), (0, 110 * ONE));
}

#[test]
fn pay_is_the_vaults_asset_over_1_to_90_days() {
    let mut f = Fixture::new();
    f.deposit("bob", 100 * ONE).unwrap();
    for seconds in [DAY - 1, 90 * DAY + 1] {
        let error = f.run("alice", &fund(seconds), &coins(ONE, NET)).unwrap_err();
        assert!(error.to_string().contains("between 86400 and 7776000"), "{error}");
    }
    for msg in [fund(DAY), deposit(1)] {
        for (funds, got) in [(vec![], "none"), (coins(3, USD), "3uusd")] {
            let error = f.run("alice", &msg, &funds).unwrap_err();
            let expected = "exactly one coin of unet".into();
            assert_eq!(error, CommonError::Funds { expected, got: got.into() }.into());
        }
    }
}
