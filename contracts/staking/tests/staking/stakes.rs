//! Stakes and what they redeem for.

use api::staking::{ConfigResponse, ExecuteMsg, QueryMsg, DECIMALS, SYMBOL};
use api::token;
use cosmwasm_std::{coins, Decimal};
use cw_multi_test::Executor;

use crate::support::{addr, said, Fixture, DAY, NET, ONE};

#[test]
fn the_receipt_is_the_pools_own() {
    let f = Fixture::new();
    let config: ConfigResponse = f.app.wrap().query_wasm_smart(&f.pool, &QueryMsg::Config {}).unwrap();
    assert_eq!((config.fee_collector, config.network_denom.as_str()), (f.fees.clone(), NET));
    let info: cw20::TokenInfoResponse =
        f.app.wrap().query_wasm_smart(&f.token, &token::QueryMsg::TokenInfo {}).unwrap();
    assert_eq!((info.symbol.as_str(), info.decimals, info.total_supply.u128()), (SYMBOL, DECIMALS, 0));
    let minter: Option<cw20::MinterResponse> =
        f.app.wrap().query_wasm_smart(&f.token, &token::QueryMsg::Minter {}).unwrap();
    assert_eq!(minter.unwrap().minter, f.pool.as_str());
    let burners: token::BurnersResponse =
        f.app.wrap().query_wasm_smart(&f.token, &token::QueryMsg::Burners {}).unwrap();
    assert_eq!(burners.burners, [f.pool.to_string()]);
    assert_eq!(f.state().price, Decimal::one(), "one NET buys one stNET");
}

#[test]
fn a_stake_is_redeemed_at_once_and_in_full() {
    let mut f = Fixture::new();
    let before = f.net(&addr("alice"));
    let shares = f.stake("alice", 5 * ONE).unwrap();
    assert_eq!(shares, 5_000 * ONE, "5 stNET of 9 decimals");
    assert_eq!(f.unstake("alice", shares).unwrap(), 5 * ONE);
    assert_eq!((f.net(&addr("alice")), f.supply()), (before, 0));
    let state = f.state();
    assert_eq!((state.assets.u128(), state.left.u128()), (0, 0));
}

#[test]
fn events_say_what_came_and_went() {
    let mut f = Fixture::new();
    let staked =
        f.run("alice", &ExecuteMsg::Stake { min_shares: 1u128.into() }, &coins(2 * ONE, NET)).unwrap();
    let values = ["sender", "amount", "shares", "streamed"].map(|key| said(&staked, "stake", key));
    assert_eq!(values, [addr("alice").as_str(), "2000000", "2000000000", "0"]);
    f.income(70 * ONE);
    f.wait(DAY);
    let left = f.send("alice", &f.token.clone(), 1_000 * ONE, 0).unwrap();
    let values = ["sender", "shares", "streamed"].map(|key| said(&left, "unstake", key));
    assert_eq!(values, [addr("alice").as_str(), "1000000000", "10000000"]);
    assert_eq!(
        said(&left, "unstake", "amount"),
        (f.net(&addr("alice")) + 2 * ONE - crate::support::PURSE).to_string()
    );
}

#[test]
fn two_stakers_share_by_what_they_staked_and_when() {
    let mut f = Fixture::new();
    let alice = f.stake("alice", 100 * ONE).unwrap();
    f.income(70 * ONE);
    f.wait(DAY);
    // 10 NET have come to Alice alone; Bob pays for them.
    let bob = f.stake("bob", 110 * ONE).unwrap();
    assert!(bob.abs_diff(alice) < 1_000, "as many shares for a tenth more: {alice} and {bob}");
    f.wait(6 * DAY);
    let (alice, bob) = (f.unstake("alice", alice).unwrap(), f.unstake("bob", bob).unwrap());
    assert!(alice.abs_diff(140 * ONE) <= 10 && bob.abs_diff(140 * ONE) <= 10, "{alice} and {bob}");
    assert!(alice + bob <= 280 * ONE, "no more than came");
}

#[test]
fn the_receipt_is_worth_the_same_in_other_hands() {
    let mut f = Fixture::new();
    let shares = f.stake("alice", 10 * ONE).unwrap();
    let give = token::ExecuteMsg::Transfer { recipient: addr("bob").into(), amount: shares.into() };
    f.app.execute_contract(addr("alice"), f.token.clone(), &give, &[]).unwrap();
    assert_eq!(f.unstake("bob", shares).unwrap(), 10 * ONE);
}

/// Of a stake and its return, what rounding takes goes to those who stay: at most a unit each way.
#[test]
fn in_and_out_again_gains_nothing_and_costs_a_unit_or_two() {
    let mut f = Fixture::new();
    f.stake("alice", 33 * ONE + 7).unwrap();
    f.income(9 * ONE + 1);
    for seconds in [1, 59, 3_600, 100_003] {
        f.wait(seconds);
        for amount in [2, 3, 1_000, 999_999, 123_456_789] {
            let price = f.state().price;
            let shares = f.stake("bob", amount).unwrap();
            let out = f.unstake("bob", shares).unwrap();
            assert!(out <= amount && out + 2 >= amount, "{amount} in, {out} out");
            assert!(f.state().price >= price, "the price never falls");
        }
    }
}

/// A stake just before a tick, which it does not see, gains at most a unit by it: the tick comes first.
#[test]
fn a_stake_around_a_tick_gains_nothing() {
    for (stake, wait) in [(ONE, 1), (1_000 * ONE, 6), (1_000_000 * ONE, 3_600)] {
        let mut f = Fixture::new();
        f.stake("alice", 100 * ONE).unwrap();
        f.income(7 * ONE);
        f.wait(wait);
        let shares = f.stake("thief", stake).unwrap();
        let out = f.unstake("thief", shares).unwrap();
        assert!(out <= stake, "{stake} in, {out} out");
        // And it has its part of the time that it was there, no more.
        let shares = f.stake("thief", stake).unwrap();
        f.wait(60);
        let out = f.unstake("thief", shares).unwrap();
        let part = 7 * ONE * 60 / u128::from(7 * DAY);
        assert!(out <= stake + part + 1, "{stake} in, {out} out after a minute");
    }
}

/// The first staker raises the price of a share as far as it can: by a gift to the stakers, the only way there is.
#[test]
fn the_first_staker_cannot_rob_the_next_by_a_gift() {
    let mut f = Fixture::new();
    let first = f.stake("thief", ONE).unwrap();
    f.income(1_000_000 * ONE);
    f.wait(7 * DAY);
    for amount in [ONE, 1_999_999, 17 * ONE] {
        let shares = f.stake("alice", amount).unwrap();
        let back = f.unstake("alice", shares).unwrap();
        assert!(back <= amount && amount - back <= 1_001, "{amount} in, {back} out");
    }
    assert!(f.unstake("thief", first).unwrap() < 1_000_000 * ONE + ONE, "nor does the gift come back whole");
}

/// Who leaves a share behind would else stop the stream from waiting: it went to the virtual shares, which nobody owns, and they would
/// take their part of all that comes later, from those who stake then.
#[test]
fn a_share_left_behind_does_not_draw_the_stream_to_nobody() {
    let mut f = Fixture::new();
    let shares = f.stake("thief", ONE).unwrap();
    f.unstake("thief", shares - 1).unwrap();
    f.income(1_000 * ONE);
    f.wait(7 * DAY);
    let shares = f.stake("alice", 10 * ONE).unwrap();
    f.wait(7 * DAY);
    let out = f.unstake("alice", shares).unwrap();
    assert!(out + 1_000 >= 1_010 * ONE, "all of it is hers, got {out}");
}

/// What is left over when everybody has left belongs to nobody, and the next starts as the first did.
#[test]
fn whoever_comes_after_everybody_left_loses_crumbs_at_most() {
    let mut f = Fixture::new();
    let shares = f.stake("alice", 10 * ONE).unwrap();
    f.income(7 * ONE);
    f.wait(3_601);
    f.unstake("alice", shares).unwrap();
    let state = f.state();
    assert!(state.shares.is_zero() && state.assets.u128() <= 10, "crumbs of rounding: {state:?}");
    let shares = f.stake("bob", 10).unwrap();
    let back = f.unstake("bob", shares).unwrap();
    assert!(back <= 10 && 10 - back <= 2, "{back}");
}

/// Coins that are sent without a message are in no book.
#[test]
fn what_is_sent_without_a_message_is_no_stake_and_changes_no_price() {
    let mut f = Fixture::new();
    let shares = f.stake("alice", 10 * ONE).unwrap();
    let before = f.state();
    f.app.send_tokens(addr("thief"), f.pool.clone(), &coins(1_000_000 * ONE, NET)).unwrap();
    assert_eq!(f.state(), before);
    // Nor does a collect take it for the share.
    let collected = f.income(7 * ONE);
    assert_eq!(said(&collected, "collect", "amount"), "7000000");
    f.wait(8 * DAY);
    assert!(f.unstake("alice", shares).unwrap() <= 17 * ONE);
    assert_eq!(f.net(&f.pool), 1_000_000 * ONE + f.state().assets.u128(), "it stays where it is");
}
