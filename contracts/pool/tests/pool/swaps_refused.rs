//! Swaps that are refused, each by its name, and nothing moves.

use api::common::{Asset, CommonError, Source};
use api::pool::{Destination, ExecuteMsg, Paused, Route};
use cosmwasm_std::{coin, Coin};
use pool::error::ContractError;

use crate::harness::*;

/// Runs as alice; a refusal must leave every balance as it was.
#[track_caller]
fn refused(m: &mut Market, msg: ExecuteMsg, funds: &[Coin]) -> ContractError {
    let alice = m.alice.clone();
    let state = |m: &Market| {
        let wallets = m.assets().map(|asset| (m.wallet(&m.alice, &asset), m.account(&m.alice, &asset)));
        (wallets, m.pool(CREDIT_NET), m.pool(USD_NET), m.check_solvency())
    };
    let before = state(m);
    let error = refusal(m.run(&alice, msg, funds));
    assert_eq!(state(m), before);
    error
}

fn wrong_funds(error: &ContractError) -> bool {
    matches!(error, ContractError::Common(CommonError::Funds { .. }))
}

fn usd_in(min_out: u128) -> ExecuteMsg {
    exact_in(usd(), &[USD_NET], Source::Funds {}, min_out, wallet())
}

#[test]
fn missing_extra_and_other_funds() {
    let mut m = Market::new();
    for funds in [vec![], vec![coin(5, NET)], vec![coin(5, NET), coin(5, USD)], vec![coin(5, "ujunk")]] {
        assert!(wrong_funds(&refused(&mut m, usd_in(0), &funds)));
    }
    let msg = exact_in(usd(), &[USD_NET], from_account(5), 0, wallet());
    assert!(wrong_funds(&refused(&mut m, msg, &[coin(5, USD)])), "coins beside an account");
}

#[test]
fn tokens_named_as_funds() {
    let mut m = Market::new();
    let credit = m.credit();
    let msg = exact_in(credit.clone(), &[CREDIT_NET], Source::Funds {}, 0, wallet());
    assert_eq!(refused(&mut m, msg, &[coin(5, NET)]), ContractError::NeedsSend { asset: credit });
}

#[test]
fn one_base_unit_that_buys_nothing() {
    let mut m = Market::new();
    assert!(matches!(refused(&mut m, usd_in(0), &[coin(1, USD)]), ContractError::Math(_)));
}

#[test]
fn zero_amounts() {
    let mut m = Market::new();
    let msg = exact_in(usd(), &[USD_NET], from_account(0), 0, wallet());
    assert_eq!(refused(&mut m, msg, &[]), ContractError::ZeroAmount { field: "from.amount" });
    for legs in [[(&[USD_NET][..], 0)], [(&[][..], 0)]] {
        let msg = exact_out(usd(), &legs, from_account(5), wallet());
        assert_eq!(refused(&mut m, msg, &[]), ContractError::ZeroAmount { field: "amount" });
    }
}

#[test]
fn output_below_the_minimum_by_one() {
    let mut m = Market::new();
    let out = m.quote(usd(), &[USD_NET], 10_000).legs[0].received.amount.u128();
    assert_eq!(
        refused(&mut m, usd_in(out + 1), &[coin(10_000, USD)]),
        ContractError::BelowMinimum { field: "min_out", min: out + 1, got: out }
    );
    m.run(&m.alice.clone(), usd_in(out), &[coin(10_000, USD)]).unwrap();
}

#[test]
fn cost_above_the_maximum_by_one() {
    let mut m = Market::new();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET], 10_000)];
    let cost = m.cost(usd(), legs);
    let msg = exact_out(usd(), legs, Source::Funds {}, wallet());
    assert_eq!(
        refused(&mut m, msg.clone(), &[coin(cost - 1, USD)]),
        ContractError::AboveMaximum { max: cost - 1, got: cost }
    );
    m.run(&m.alice.clone(), msg, &[coin(cost, USD)]).unwrap();
}

#[test]
fn deadline_at_or_before_the_block() {
    let mut m = Market::new();
    let now = m.now();
    for deadline in [now, now - 1, 0] {
        let late = ContractError::Common(CommonError::Expired { deadline, now });
        let deadline = Some(deadline);
        let route = Route { offer: usd(), pools: vec![USD_NET] };
        let msg = ExecuteMsg::SwapExactIn {
            route,
            from: from_account(5),
            min_out: 0u128.into(),
            to: wallet(),
            deadline,
        };
        assert_eq!(refused(&mut m, msg, &[]), late);
        let legs = legs_of(&[(&[USD_NET], 5)]);
        let msg = ExecuteMsg::SwapExactOut {
            offer: usd(),
            legs,
            from: from_account(50),
            to: wallet(),
            rest_to: None,
            deadline,
        };
        assert_eq!(refused(&mut m, msg, &[]), late);
    }
    let legs = legs_of(&[(&[USD_NET], 5)]);
    let deadline = Some(now + 1);
    let msg = ExecuteMsg::SwapExactOut {
        offer: usd(),
        legs,
        from: from_account(50),
        to: wallet(),
        rest_to: None,
        deadline,
    };
    m.run(&m.alice.clone(), msg, &[]).unwrap();
}

#[test]
fn unknown_pool() {
    let mut m = Market::new();
    for pool_id in [0, 4, u64::MAX] {
        let msg = exact_in(usd(), &[USD_NET, pool_id], Source::Funds {}, 0, wallet());
        assert_eq!(refused(&mut m, msg, &[coin(500, USD)]), ContractError::UnknownPool { pool_id });
    }
}

#[test]
fn asset_that_the_pool_does_not_trade() {
    let mut m = Market::new();
    let error =
        refused(&mut m, exact_in(usd(), &[CREDIT_NET], Source::Funds {}, 0, wallet()), &[coin(5, USD)]);
    assert_eq!(
        error,
        ContractError::AssetNotInPool {
            pool_id: CREDIT_NET,
            asset_0: m.credit(),
            asset_1: net(),
            got: usd()
        }
    );
    // The second hop does not take what the first yields.
    let msg = exact_in(net(), &[CREDIT_NET, USD_NET], Source::Funds {}, 0, wallet());
    let error = refused(&mut m, msg, &[coin(5_000, NET)]);
    assert!(matches!(error, ContractError::AssetNotInPool { pool_id: USD_NET, .. }));
}

#[test]
fn unlisted_coins_through_an_empty_route() {
    let mut m = Market::new();
    let junk = Asset::native("ujunk");
    let not_listed = ContractError::NotListed { asset: junk.clone() };
    let msg = exact_in(junk.clone(), &[], Source::Funds {}, 0, account());
    assert_eq!(refused(&mut m, msg, &[coin(5, "ujunk")]), not_listed);
    let msg = exact_out(junk, &[(&[], 5)], Source::Funds {}, account());
    assert_eq!(refused(&mut m, msg, &[coin(5, "ujunk")]), not_listed);
}

#[test]
fn more_hops_than_a_route_may_have() {
    let mut m = Market::new();
    let hops = [USD_NET; 5];
    let bounds = |error| matches!(error, ContractError::Common(CommonError::Bounds { field: "pools", .. }));
    let msg = exact_in(usd(), &hops, Source::Funds {}, 0, wallet());
    assert!(bounds(refused(&mut m, msg, &[coin(50_000, USD)])));
    let msg = exact_out(usd(), &[(&hops, 5)], from_account(50), wallet());
    assert!(bounds(refused(&mut m, msg, &[])));
    m.swap(&m.alice.clone(), USD, 50_000, &hops[..4]).unwrap();
}

#[test]
fn more_or_fewer_legs_than_one_or_two() {
    let mut m = Market::new();
    let leg: (&[u64], u128) = (&[USD_NET], 5);
    for legs in [vec![], vec![leg; 3]] {
        let msg = exact_out(usd(), &legs, from_account(500), wallet());
        let error = refused(&mut m, msg, &[]);
        assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "legs", .. })));
    }
}

#[test]
fn exact_out_leg_through_a_pool_twice() {
    let mut m = Market::new();
    let msg = exact_out(usd(), &[(&[USD_NET, USD_NET], 5)], from_account(500), wallet());
    assert_eq!(refused(&mut m, msg, &[]), ContractError::RepeatedPool { pool_id: USD_NET });
}

#[test]
fn more_than_the_pool_holds() {
    let mut m = Market::new();
    for amount in [RESERVE, RESERVE + 1, u128::MAX] {
        let msg = exact_out(usd(), &[(&[USD_NET], amount)], from_account(RICHES), wallet());
        assert!(matches!(refused(&mut m, msg, &[]), ContractError::Math(_)));
    }
}

#[test]
fn more_than_the_account_holds() {
    let mut m = Market::new();
    let held = m.account(&m.alice, &usd());
    let msg = exact_in(usd(), &[USD_NET], from_account(held + 1), 0, account());
    let error = refused(&mut m, msg, &[]);
    let owner = m.alice.to_string();
    assert_eq!(error, ContractError::InsufficientAccount { owner, asset: usd(), needed: held + 1, held });
}

#[test]
fn a_paused_pool_swaps_in_neither_direction_nor_on_a_route() {
    let mut m = Market::new();
    let paused = Paused { swap: true, provide: false };
    m.run(&m.guardian.clone(), ExecuteMsg::SetPaused { pool_id: USD_NET, paused }, &[]).unwrap();
    let expected = ContractError::Paused { operation: "swap", pool_id: USD_NET };
    assert_eq!(refused(&mut m, usd_in(0), &[coin(500, USD)]), expected);
    let msg = exact_in(net(), &[USD_NET], from_account(500), 0, account());
    assert_eq!(refused(&mut m, msg, &[]), expected);
    let msg = exact_out(usd(), &[(&[USD_NET, CREDIT_NET], 5)], from_account(500), wallet());
    assert_eq!(refused(&mut m, msg, &[]), expected);
    m.swap(&m.alice.clone(), NET, 500, &[CREDIT_NET]).unwrap();
}

#[test]
fn a_pool_without_liquidity() {
    let mut m = Market::without_liquidity();
    assert_eq!(
        refusal(m.swap(&m.alice.clone(), USD, 500, &[USD_NET])),
        ContractError::NoLiquidity { pool_id: USD_NET }
    );
}

#[test]
fn receivers_that_are_no_canonical_address_of_this_chain() {
    let mut m = Market::new();
    let foreign = cosmwasm_std::testing::MockApi::default().with_prefix("juno").addr_make("bob").to_string();
    for text in
        [m.bob.to_string().to_uppercase(), foreign, String::new(), "bob".into(), format!("{} ", m.bob)]
    {
        let wrong = |field| ContractError::Common(CommonError::Address { field, got: text.clone() });
        for to in [
            Destination::Wallet { receiver: Some(text.clone()) },
            Destination::Account { receiver: Some(text.clone()) },
        ] {
            let msg = exact_in(usd(), &[USD_NET], from_account(500), 0, to);
            assert_eq!(refused(&mut m, msg, &[]), wrong("to.receiver"));
        }
        let to = Destination::Call { contract: text.clone(), msg: Default::default() };
        let msg = exact_in(usd(), &[USD_NET], from_account(500), 0, to);
        assert_eq!(refused(&mut m, msg, &[]), wrong("to.contract"));
        let from = Source::Account { owner: Some(text.clone()), amount: 5u128.into() };
        let msg = exact_in(usd(), &[USD_NET], from, 0, account());
        assert_eq!(refused(&mut m, msg, &[]), wrong("from.owner"));
    }
}

#[test]
fn the_pool_contract_as_receiver_or_callee() {
    let mut m = Market::new();
    let own = m.pool.to_string();
    for (to, field) in [
        (Destination::Wallet { receiver: Some(own.clone()) }, "to.receiver"),
        (Destination::Account { receiver: Some(own.clone()) }, "to.receiver"),
        (Destination::Call { contract: own.clone(), msg: Default::default() }, "to.contract"),
    ] {
        let msg = exact_in(usd(), &[USD_NET], from_account(500), 0, to);
        assert_eq!(refused(&mut m, msg, &[]), ContractError::SelfReceiver { field });
    }
}
