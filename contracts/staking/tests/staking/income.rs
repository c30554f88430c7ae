//! The stakers' share: claimed, streamed, and what happens to it while nobody stakes.

use api::fee_collector;
use api::staking::{ExecuteMsg, STREAM};
use cosmwasm_std::coins;
use cw_multi_test::Executor;
use staking::error::ContractError;

use crate::support::{addr, said, Fixture, DAY, NET, ONE};

fn assets(f: &Fixture) -> u128 {
    f.state().assets.u128()
}

#[test]
fn anyone_collects_and_the_share_comes_evenly_over_a_week() {
    let mut f = Fixture::new();
    f.stake("alice", 10 * ONE).unwrap();
    let now = f.app.block_info().time.seconds();
    let collected = f.income(70 * ONE);
    let values = ["sender", "amount", "streamed", "left", "end"].map(|key| said(&collected, "collect", key));
    let end = (now + STREAM).to_string();
    assert_eq!(values, [addr("anyone").as_str(), "70000000", "0", "70000000", end.as_str()]);
    assert_eq!(assets(&f), 10 * ONE, "nothing at once");
    for day in 1..=7 {
        f.wait(DAY);
        assert_eq!(assets(&f), 10 * ONE + day * 10 * ONE, "day {day}");
    }
    f.wait(DAY);
    assert_eq!((assets(&f), f.state().left.u128()), (80 * ONE, 0), "and then no more");
}

/// However often somebody looks or stakes in between, what streams is the same up to a unit, and all of it by the end.
#[test]
fn many_messages_do_not_hold_it_up() {
    let mut f = Fixture::new();
    f.stake("alice", 10 * ONE).unwrap();
    f.income(100_000);
    for _ in 0..500 {
        f.wait(7);
        f.stake("bob", 1_000).unwrap();
    }
    // 500 ticks, each rounded down, of which the next catch up.
    let streamed = assets(&f) - 10 * ONE - 500 * 1_000;
    let expected = 100_000 * 3_500 / u128::from(STREAM);
    assert!(streamed <= expected, "{streamed} of {expected}");
    f.wait(STREAM);
    assert_eq!(assets(&f), 10 * ONE + 500 * 1_000 + 100_000);
}

/// Each collect starts the week anew for what is left: the income decays and never ends, and nobody can take any of it away. Sent at
/// every block for a week, 1 − 1/e of it has come by then.
#[test]
fn whoever_collects_at_every_turn_makes_the_income_decay() {
    let mut f = Fixture::new();
    f.stake("alice", 10 * ONE).unwrap();
    f.income(1_000 * ONE);
    for _ in 0..7 * 24 {
        f.wait(3_600);
        // Four units of a gift, of which one is the stakers'.
        f.income(1);
    }
    let came = assets(&f) - 10 * ONE;
    let share = came * 1_000 / (1_000 * ONE);
    assert!((630..=635).contains(&share), "1 − 1/e, got {share} thousandths");
    assert_eq!(came + f.state().left.u128(), 1_000 * ONE + 7 * 24, "and nothing is lost");
    f.wait(STREAM);
    assert_eq!(assets(&f), 1_010 * ONE + 7 * 24);
}

#[test]
fn while_nobody_has_shares_the_stream_waits() {
    let mut f = Fixture::new();
    f.income(70 * ONE);
    f.wait(100 * DAY);
    let state = f.state();
    assert_eq!((state.assets.u128(), state.left.u128()), (0, 70 * ONE));
    assert_eq!(state.end, f.app.block_info().time.seconds() + STREAM, "the whole week is still to come");
    // The first gets no more at once than any other.
    let shares = f.stake("alice", 10 * ONE).unwrap();
    assert_eq!(f.preview_unstake(shares), Some(10 * ONE));
    f.wait(DAY);
    let out = f.unstake("alice", shares).unwrap();
    assert!(out.abs_diff(20 * ONE) <= 1, "{out}");
    f.wait(30 * DAY);
    assert_eq!(f.state().left.u128(), 60 * ONE, "and it waits again");
}

#[test]
fn without_a_share_to_claim_a_collect_is_refused() {
    let mut f = Fixture::new();
    f.stake("alice", 10 * ONE).unwrap();
    let err =
        f.app.execute_contract(addr("anyone"), f.pool.clone(), &ExecuteMsg::Collect {}, &[]).unwrap_err();
    assert!(format!("{err:#}").contains("expected a stakers' share above 0, got 0"), "{err:#}");
    f.income(ONE);
    let again = f.app.execute_contract(addr("anyone"), f.pool.clone(), &ExecuteMsg::Collect {}, &[]);
    assert!(again.is_err(), "once is all");
}

/// Governance may name another recipient: stakes stay where they are and are redeemed as before.
#[test]
fn another_recipient_ends_the_income_and_touches_no_stake() {
    let mut f = Fixture::new();
    let shares = f.stake("alice", 10 * ONE).unwrap();
    f.income(7 * ONE);
    let other = fee_collector::ExecuteMsg::SetStakers { stakers: addr("bob").into() };
    f.app.execute_contract(addr("owner"), f.fees.clone(), &other, &[]).unwrap();
    f.revenue(7 * ONE);
    let err =
        f.app.execute_contract(addr("anyone"), f.pool.clone(), &ExecuteMsg::Collect {}, &[]).unwrap_err();
    assert!(format!("{err:#}").contains("expected the stakers' recipient"), "{err:#}");
    f.wait(STREAM);
    let out = f.unstake("alice", shares).unwrap();
    assert!(out.abs_diff(17 * ONE) <= 1, "{out}");
}

/// Only the fee-collector that it was started with answers a claim, and a reply comes to nothing else.
#[test]
fn a_reply_to_nothing_is_refused() {
    use cosmwasm_std::testing::{mock_dependencies, mock_env};
    use cosmwasm_std::{Binary, Reply, SubMsgResponse, SubMsgResult};
    let mut deps = mock_dependencies();
    #[allow(deprecated)]
    let answer = SubMsgResponse { events: vec![], data: None, msg_responses: vec![] };
    let result = SubMsgResult::Ok(answer);
    let reply = Reply { id: 7, payload: Binary::default(), gas_used: 0, result };
    let err = staking::contract::reply(deps.as_mut(), mock_env(), reply).unwrap_err();
    assert_eq!(err, ContractError::UnexpectedReply { id: 7 });
}

/// Coins that came with a collect would be in no book.
#[test]
fn a_collect_takes_no_coins() {
    let mut f = Fixture::new();
    f.revenue(ONE);
    let err = f.run("alice", &ExecuteMsg::Collect {}, &coins(1, NET)).unwrap_err();
    assert!(err.to_string().contains("expected none, got 1unet"), "{err}");
}
