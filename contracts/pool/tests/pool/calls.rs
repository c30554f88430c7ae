//! Swaps that end in a call of another contract.

use api::common::Source;
use api::pool::{Destination, LegReceived, ReceiveMsg, SwapReceived};
use cosmwasm_std::{coin, to_json_binary, Binary};

use crate::harness::*;

fn msg(text: &str) -> Binary {
    to_json_binary(text).unwrap()
}

fn call(m: &Market, text: &str) -> Destination {
    Destination::Call { contract: m.callee.to_string(), msg: msg(text) }
}

#[test]
fn exact_in_books_everything_and_names_no_rest() {
    let mut m = Market::new();
    let (alice, callee) = (m.alice.clone(), m.callee.clone());
    let quote = m.quote(usd(), &[USD_NET, CREDIT_NET], 10_000).legs;
    let to = call(&m, "keep");
    let response = m
        .run(&alice, exact_in(usd(), &[USD_NET, CREDIT_NET], Source::Funds {}, 0, to), &[coin(10_000, USD)])
        .unwrap();
    assert_eq!(m.account(&callee, &m.credit()), quote[0].received.amount.u128());
    let expected =
        SwapReceived { sender: alice.to_string(), legs: quote, rest: amount_of(usd(), 0), msg: msg("keep") };
    assert_eq!(m.called().call, Some(expected));
    assert!(event(&response, "swap").contains(&"to=call".into()));
    m.check_solvency();
}

/// How a job enters: credits bought exactly, the rest of the payment booked beside them, nothing moved.
#[test]
fn exact_out_books_the_legs_and_the_rest() {
    let mut m = Market::new();
    let (alice, callee) = (m.alice.clone(), m.callee.clone());
    let legs: &[(&[u64], u128)] = &[(&[USD_NET, CREDIT_NET], 3_600), (&[USD_NET], 150)];
    let cost = m.cost(usd(), legs);
    let to = call(&m, "keep");
    m.run(&alice, exact_out(usd(), legs, Source::Funds {}, to), &[coin(50_000, USD)]).unwrap();
    assert_eq!(m.account(&callee, &m.credit()), 3_600);
    assert_eq!(m.account(&callee, &net()), 150);
    assert_eq!(m.account(&callee, &usd()), 50_000 - cost);
    let got = m.called().call.unwrap();
    assert_eq!(got.rest, amount_of(usd(), 50_000 - cost));
    assert_eq!(got.legs[0].received, amount_of(m.credit(), 3_600));
    assert_eq!(got.legs[0].last_in.asset, net());
    assert_eq!(got.legs[1].received, amount_of(net(), 150));
    assert_eq!(got.legs[1].last_in.asset, usd());
    m.check_solvency();
}

#[test]
fn last_in_is_what_entered_the_last_pool() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 3_600), (&[], 99)];
    let cost = m.cost(net(), &legs[..1]);
    let to = call(&m, "keep");
    m.run(&alice, exact_out(net(), legs, Source::Funds {}, to), &[coin(50_000, NET)]).unwrap();
    let aside = amount_of(net(), 99);
    assert_eq!(
        m.called().call.unwrap().legs,
        [
            LegReceived { received: amount_of(m.credit(), 3_600), last_in: amount_of(net(), cost) },
            LegReceived { received: aside.clone(), last_in: aside },
        ]
    );
}

#[test]
fn exact_out_from_an_account_takes_the_maximum_and_books_the_rest_to_the_callee() {
    let mut m = Market::new();
    let (alice, callee) = (m.alice.clone(), m.callee.clone());
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 3_600)];
    let (cost, held) = (m.cost(net(), legs), m.account(&alice, &net()));
    let to = call(&m, "keep");
    m.run(&alice, exact_out(net(), legs, from_account(20_000), to), &[]).unwrap();
    assert_eq!(m.account(&alice, &net()), held - 20_000);
    assert_eq!(m.account(&callee, &net()), 20_000 - cost);
}

#[test]
fn the_callee_gives_the_surplus_back() {
    let mut m = Market::new();
    let (alice, callee) = (m.alice.clone(), m.callee.clone());
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 3_600)];
    let (cost, held) = (m.cost(net(), legs), m.account(&alice, &net()));
    let to = call(&m, "return");
    m.run(&alice, exact_out(net(), legs, from_account(20_000), to), &[]).unwrap();
    assert_eq!(m.account(&alice, &net()), held - cost);
    assert_eq!(m.account(&callee, &net()), 0);
    m.check_solvency();
}

#[test]
fn tokens_can_end_in_a_call_and_name_who_sent_them() {
    let mut m = Market::new();
    let (alice, token) = (m.alice.clone(), m.credit.clone());
    let to = call(&m, "keep");
    let hook = ReceiveMsg::SwapExactOut {
        legs: legs_of(&[(&[CREDIT_NET], 500)]),
        to,
        rest_to: None,
        deadline: None,
    };
    m.send(&alice, &token, 10_000, &hook).unwrap();
    assert_eq!(m.called().call.unwrap().sender, alice.to_string());
}

/// A peer that pays from its client's account is the sender; the callee must not take it for the client.
#[test]
fn a_peer_that_pays_from_a_client_s_account_is_named_as_sender() {
    let mut m = Market::new();
    let (registry, alice) = (m.registry.clone(), m.alice.to_string());
    let from = Source::Account { owner: Some(alice), amount: 10_000u128.into() };
    let to = call(&m, "keep");
    m.run(&registry, exact_in(usd(), &[USD_NET], from, 0, to), &[]).unwrap();
    assert_eq!(m.called().call.unwrap().sender, registry.to_string());
}

#[test]
fn a_callee_that_refuses_undoes_the_swap() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let before = (m.pool(USD_NET), m.account(&alice, &usd()), m.account(&m.callee, &net()));
    let to = call(&m, "refuse");
    let error = m.run(&alice, exact_in(usd(), &[USD_NET], from_account(10_000), 0, to), &[]).unwrap_err();
    assert!(format!("{error:?}").contains("refused by the callee"));
    assert_eq!((m.pool(USD_NET), m.account(&alice, &usd()), m.account(&m.callee, &net())), before);
}

/// A token knows no `receive_swap`: the pool, which mints and burns LP shares, cannot be made to say anything else.
#[test]
fn a_token_or_a_wallet_cannot_be_called() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let lp_token = m.pool(USD_NET).lp_token;
    for contract in [m.credit.to_string(), lp_token, m.collector.to_string(), m.bob.to_string()] {
        let to = Destination::Call { contract, msg: msg("keep") };
        m.run(&alice, exact_in(usd(), &[USD_NET], from_account(10_000), 0, to), &[]).unwrap_err();
    }
}
