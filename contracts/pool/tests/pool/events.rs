//! What events say beside who, what and how much: enough to follow reserves, accrued fees and accounts by them
//! alone.

use api::common::{Payout, Source};
use api::pool::{Destination, ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{coin, to_json_binary, Addr};
use cw_multi_test::AppResponse;

use crate::harness::*;

fn says(response: &AppResponse, kind: &str, attribute: String) {
    let event = event(response, kind);
    assert!(event.contains(&attribute), "{attribute} is not in {event:?}");
}

fn silent(response: &AppResponse, kind: &str, keys: &[&str]) {
    let event = event(response, kind);
    let named = |attribute: &&String| keys.iter().any(|key| attribute.starts_with(&format!("{key}=")));
    assert_eq!(event.iter().find(named), None);
}

/// Exact-out fills from the last pool to the first; the event tells it in the order of the route. Fees by hand:
/// 1 % of what goes in, rounded up, of which the protocol has a tenth, rounded down.
#[test]
fn a_swap_tells_what_each_pool_took_and_gave() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET, CREDIT_NET], 3_600)];
    let quote = m.cost(usd(), legs);
    let middle = m.cost(net(), &[(&[CREDIT_NET], 3_600)]);
    let response = m.run(&alice, exact_out(usd(), legs, from_account(50_000), account()), &[]).unwrap();
    let hop = |pool: u64, paid: u128, received: u128| {
        let fee = paid.div_ceil(100);
        format!("{pool}:{paid}:{received}:{}:{}", fee - fee / 10, fee / 10)
    };
    says(
        &response,
        "swap",
        format!("hops={},{}", hop(USD_NET, quote, middle), hop(CREDIT_NET, middle, 3_600)),
    );
    silent(&response, "swap", &["rest", "receiver"]);
}

#[test]
fn what_passes_through_names_no_pool() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let response = m.run(&alice, exact_in(net(), &[], from_account(500), 0, account()), &[]).unwrap();
    silent(&response, "swap", &["hops"]);
    says(&response, "swap", "received=500".into());
}

#[test]
fn a_call_names_the_rest_once_with_its_last_leg() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 3_600), (&[], 99)];
    let cost = m.cost(net(), legs);
    let to = Destination::Call { contract: m.callee.to_string(), msg: to_json_binary("keep").unwrap() };
    let response = m.run(&alice, exact_out(net(), legs, from_account(20_000), to), &[]).unwrap();
    let rests: Vec<_> = response
        .events
        .iter()
        .filter(|event| event.ty == "wasm-swap")
        .map(|event| event.attributes.iter().find(|a| a.key == "rest").map(|a| a.value.clone()))
        .collect();
    assert_eq!(rests, [None, Some((20_000 - cost).to_string())]);
}

#[test]
fn a_single_sided_provision_tells_its_fee_and_the_account_that_paid() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let before = m.pool(USD_NET);
    let single = |from| ExecuteMsg::ProvideSingle {
        pool_id: USD_NET,
        asset: usd(),
        from,
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let held = m.account(&alice, &usd());
    let response = m.run(&alice, single(from_account(1_000_000)), &[]).unwrap();
    let after = m.pool(USD_NET);
    let protocol = (after.accrued_0 - before.accrued_0).u128();
    let used = held - m.account(&alice, &usd());
    assert!(protocol > 0 && used > 999_990 && used <= 1_000_000);
    assert_eq!((after.reserve_0 - before.reserve_0).u128(), used - protocol);
    assert_eq!(after.reserve_1, before.reserve_1);
    says(&response, "provide", format!("protocol_fee={protocol}"));
    says(&response, "provide", format!("payer={alice}"));
    says(&response, "provide", format!("debited_0={used}"));
    silent(&response, "provide", &["locked", "debited_1", "spread"]);
    let response = m.run(&alice, single(Source::Funds {}), &[coin(1_000_000, USD)]).unwrap();
    silent(&response, "provide", &["payer", "debited_0", "debited_1"]);
}

/// The tokens' rest is a deposit; the other side uses the allowance.
#[test]
fn a_provision_of_sent_tokens_tells_its_rest_and_the_allowance_it_used() {
    let mut m = Market::new();
    let (alice, token) = (m.alice.clone(), m.credit.clone());
    let approve = ExecuteMsg::IncreaseAllowance {
        spender: token.to_string(),
        asset: net(),
        amount: 1_000u128.into(),
        expires: m.now() + 1,
    };
    m.run(&alice, approve, &[]).unwrap();
    let held = (m.account(&alice, &m.credit()), m.account(&alice, &net()));
    let hook = ReceiveMsg::Provide {
        pool_id: CREDIT_NET,
        max_other: 1_000u128.into(),
        min_shares: 1u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let response = m.send(&alice, &token, 800_000, &hook).unwrap();
    let rest = m.account(&alice, &m.credit()) - held.0;
    let used = held.1 - m.account(&alice, &net());
    assert!(rest > 0 && used > 0);
    assert_eq!(
        event(&response, "deposit"),
        [
            format!("asset={}", m.credit()),
            format!("amount={rest}"),
            format!("sender={alice}"),
            format!("receiver={alice}")
        ]
    );
    assert_eq!(
        event(&response, "spend_allowance"),
        [
            format!("asset={NET}"),
            format!("amount={used}"),
            format!("owner={alice}"),
            format!("spender={token}")
        ]
    );
    says(&response, "provide", format!("debited_1={used}"));
    silent(&response, "provide", &["debited_0", "lp_fee", "protocol_fee", "locked"]);
}

/// Each way to debit another's account says that an allowance shrank; the owner and the peers use none.
#[test]
fn whoever_uses_an_allowance_says_so() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let expires = m.now() + 100;
    let approve = ExecuteMsg::IncreaseAllowance {
        spender: bob.to_string(),
        asset: usd(),
        amount: 1_000u128.into(),
        expires,
    };
    m.run(&alice, approve, &[]).unwrap();
    let owner = Some(alice.to_string());
    let item =
        |amount: u128| api::pool::TransferItem { asset: usd(), amount: amount.into(), to: bob.to_string() };
    let (asset, amount, receiver) = (usd(), 100u128.into(), Some(bob.to_string()));
    let from = Source::Account { owner: owner.clone(), amount: 100u128.into() };
    let single = ExecuteMsg::ProvideSingle {
        pool_id: USD_NET,
        asset: usd(),
        from: from.clone(),
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let messages = [
        (ExecuteMsg::Withdraw { asset, amount, owner: owner.clone(), receiver }, 100),
        (ExecuteMsg::Transfer { owner, items: vec![item(100)] }, 100),
        (exact_in(usd(), &[USD_NET], from.clone(), 0, account()), 100),
        (exact_out(usd(), &[(&[], 100)], from, account()), 100),
        // One matches nothing.
        (single, 99),
    ];
    let used = |response: &AppResponse| {
        response.events.iter().filter(|event| event.ty == "wasm-spend_allowance").count()
    };
    let peer: Addr = m.job_market.clone();
    for (msg, amount) in messages {
        let response = m.run(&bob, msg.clone(), &[]).unwrap();
        says(&response, "spend_allowance", format!("amount={amount}"));
        for debtor in [&alice, &peer] {
            assert_eq!(used(&m.run(debtor, msg.clone(), &[]).unwrap()), 0, "{msg:?} by {debtor}");
        }
    }
}

#[test]
fn withdrawn_liquidity_says_where_it_went() {
    let mut m = Market::new();
    let (lp, token) = (m.lp.clone(), Addr::unchecked(m.pool(USD_NET).lp_token));
    for (payout, to) in [(Payout::Wallet, "wallet"), (Payout::Account, "account")] {
        let hook = ReceiveMsg::WithdrawLiquidity {
            pool_id: USD_NET,
            min_0: 0u128.into(),
            min_1: 0u128.into(),
            payout,
            receiver: None,
            deadline: None,
        };
        let response = m.send(&lp, &token, 1_000, &hook).unwrap();
        says(&response, "withdraw_liquidity", format!("to={to}"));
    }
}
