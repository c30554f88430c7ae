//! Allowances: bounded, ending, used up.

use api::common::{CommonError, Source};
use api::pool::{AllowanceResponse, ExecuteMsg, QueryMsg};
use cosmwasm_std::coin;
use cw_multi_test::AppResponse;
use pool::error::ContractError;

use crate::harness::*;

fn approve(m: &Market, amount: u128, expires: u64) -> ExecuteMsg {
    ExecuteMsg::IncreaseAllowance { spender: m.bob.to_string(), asset: usd(), amount: amount.into(), expires }
}

fn decrease(m: &Market, amount: u128, expires: Option<u64>) -> ExecuteMsg {
    ExecuteMsg::DecreaseAllowance { spender: m.bob.to_string(), asset: usd(), amount: amount.into(), expires }
}

/// The refusal to lower what is not there.
fn none(m: &Market, needed: u128) -> ContractError {
    let (owner, spender) = (m.alice.to_string(), m.bob.to_string());
    ContractError::Allowance { owner, spender, asset: usd(), needed, allowed: 0 }
}

/// Amount and end that the event names.
fn said(m: &Market, response: &AppResponse) -> [u64; 2] {
    let said = event(response, "approve");
    assert_eq!((&said[0], &said[2]), (&format!("asset={USD}"), &format!("owner={}", m.alice)));
    assert_eq!(said[3], format!("spender={}", m.bob));
    [&said[1], &said[4]].map(|text| text.split('=').nth(1).unwrap().parse().unwrap())
}

fn take(m: &Market, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Withdraw {
        asset: usd(),
        amount: amount.into(),
        owner: Some(m.alice.to_string()),
        receiver: Some(m.bob.to_string()),
    }
}

fn left(m: &Market) -> (u128, u64) {
    let query = QueryMsg::Allowance { owner: m.alice.to_string(), spender: m.bob.to_string(), asset: usd() };
    let AllowanceResponse { amount, expires } = m.ask(query);
    (amount.u128(), expires)
}

#[test]
fn an_allowance_is_spent_down_and_then_gone() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let expires = m.now() + 100;
    m.run(&alice, approve(&m, 1_000, expires), &[]).unwrap();
    let (account, wallet) = (m.account(&alice, &usd()), m.wallet(&bob, &usd()));
    m.run(&bob, take(&m, 400), &[]).unwrap();
    assert_eq!(left(&m), (600, expires));
    let refused = |needed, allowed| ContractError::Allowance {
        owner: alice.to_string(),
        spender: bob.to_string(),
        asset: usd(),
        needed,
        allowed,
    };
    assert_eq!(refusal(m.run(&bob, take(&m, 601), &[])), refused(601, 600));
    m.run(&bob, take(&m, 600), &[]).unwrap();
    assert_eq!(left(&m), (0, 0));
    assert_eq!(refusal(m.run(&bob, take(&m, 1), &[])), refused(1, 0));
    assert_eq!((m.account(&alice, &usd()), m.wallet(&bob, &usd())), (account - 1_000, wallet + 1_000));
}

#[test]
fn an_exact_out_swap_uses_the_allowance_for_its_cost_only() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    m.run(&alice, approve(&m, 2_000, m.now() + 100), &[]).unwrap();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET], 1_000)];
    let cost = m.cost(usd(), legs);
    let from = Source::Account { owner: Some(alice.to_string()), amount: 2_000u128.into() };
    m.run(&bob, exact_out(usd(), legs, from, account()), &[]).unwrap();
    assert_eq!(left(&m).0, 2_000 - cost);
}

#[test]
fn an_allowance_ends_at_its_second() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let expires = m.now() + 10;
    m.run(&alice, approve(&m, 1_000, expires), &[]).unwrap();
    m.next_block(9);
    m.run(&bob, take(&m, 1), &[]).unwrap();
    m.next_block(1);
    assert_eq!(
        refusal(m.run(&bob, take(&m, 1), &[])),
        ContractError::AllowanceExpired {
            owner: alice.to_string(),
            spender: bob.to_string(),
            expires,
            now: expires
        }
    );
}

#[test]
fn an_allowance_grows_and_shrinks_and_takes_the_last_end() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let expires = m.now() + 10;
    m.run(&alice, approve(&m, 1_000, expires), &[]).unwrap();
    let response = m.run(&alice, approve(&m, 50, expires + 1), &[]).unwrap();
    assert_eq!(left(&m), (1_050, expires + 1));
    assert_eq!(said(&m, &response), [1_050, expires + 1]);
    let response = m.run(&alice, decrease(&m, 1_000, None), &[]).unwrap();
    assert_eq!(left(&m), (50, expires + 1));
    assert_eq!(said(&m, &response), [50, expires + 1]);
    m.run(&alice, decrease(&m, 0, Some(expires)), &[]).unwrap();
    assert_eq!(left(&m), (50, expires));
    let error = refusal(m.run(&alice, decrease(&m, 1, Some(m.now())), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "expires", .. })));
    let response = m.run(&alice, decrease(&m, u128::MAX, None), &[]).unwrap();
    assert_eq!(left(&m), (0, 0));
    assert_eq!(said(&m, &response)[0], 0);
    assert_eq!(refusal(m.run(&alice, decrease(&m, 1, None), &[])), none(&m, 1));
    m.run(&alice, approve(&m, u128::MAX, expires), &[]).unwrap();
    let error = refusal(m.run(&alice, approve(&m, 1, expires), &[]));
    assert_eq!(error, ContractError::Math(amm_math::MathError::Overflow));
}

/// 100 for ten minutes, ended, and 100 again used to be 200.
#[test]
fn an_allowance_that_has_ended_counts_as_nothing() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    m.run(&alice, approve(&m, 100, m.now() + 600), &[]).unwrap();
    m.next_block(600);
    assert_eq!(left(&m), (0, 0));
    assert_eq!(refusal(m.run(&alice, decrease(&m, 1, Some(m.now() + 600)), &[])), none(&m, 1));
    let expires = m.now() + 600;
    m.run(&alice, approve(&m, 100, expires), &[]).unwrap();
    assert_eq!(left(&m), (100, expires));
    assert!(matches!(
        refusal(m.run(&bob, take(&m, 101), &[])),
        ContractError::Allowance { needed: 101, allowed: 100, .. }
    ));
    m.run(&bob, take(&m, 100), &[]).unwrap();
}

#[test]
fn an_allowance_is_for_one_asset_one_owner_one_spender() {
    let mut m = Market::new();
    let (alice, bob, lp) = (m.alice.clone(), m.bob.clone(), m.lp.clone());
    m.run(&alice, approve(&m, 1_000, m.now() + 10), &[]).unwrap();
    let withdraw = |asset, owner: &cosmwasm_std::Addr| ExecuteMsg::Withdraw {
        asset,
        amount: 1u128.into(),
        owner: Some(owner.to_string()),
        receiver: None,
    };
    for (spender, msg) in
        [(&bob, withdraw(net(), &alice)), (&bob, withdraw(usd(), &lp)), (&lp, withdraw(usd(), &alice))]
    {
        assert!(matches!(refusal(m.run(spender, msg, &[])), ContractError::Allowance { allowed: 0, .. }));
    }
}

#[test]
fn approving_refuses_oneself_the_past_coins_and_bad_addresses() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let now = m.now();
    let error = refusal(m.run(&alice, approve(&m, 1, now), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "expires", .. })));
    let error = refusal(m.run(&alice, approve(&m, 1, now + 1), &[coin(1, NET)]));
    assert!(matches!(error, ContractError::Common(CommonError::Funds { .. })));
    let spender_of = |spender: String| ExecuteMsg::IncreaseAllowance {
        spender,
        asset: usd(),
        amount: 1u128.into(),
        expires: now + 1,
    };
    let owner = alice.to_string();
    let error = refusal(m.run(&alice, spender_of(owner.clone()), &[]));
    assert_eq!(error, ContractError::SelfAllowance { owner: owner.clone() });
    let error = refusal(m.run(&alice, spender_of(owner.to_uppercase()), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Address { field: "spender", .. })));
}
