//! Swaps that go through.

use api::common::{AssetAmount, Source};
use api::pool::{Destination, ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{coin, from_json, to_json_string, Binary};

use crate::harness::*;

/// By hand: 1 % of 1,000,000 is fee, 990,000 trade against 10^9 : 10^9.
#[test]
fn exact_in_from_wallet_to_wallet() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let before = m.wallet(&alice, &net());
    let response = m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    let out = RESERVE * 990_000 / (RESERVE + 990_000);
    assert_eq!(m.wallet(&alice, &net()) - before, out);
    let pool = m.pool(USD_NET);
    assert_eq!(pool.accrued_0.u128(), 1_000, "a tenth of the fee of 10,000");
    assert_eq!(pool.reserve_0.u128(), RESERVE + 1_000_000 - 1_000);
    assert_eq!(pool.reserve_1.u128(), RESERVE - out);
    assert_eq!(
        event(&response, "swap"),
        [
            format!("sender={alice}"),
            format!("hops={USD_NET}:1000000:{out}:9000:1000"),
            format!("offer={USD}"),
            "paid=1000000".into(),
            format!("ask={NET}"),
            format!("received={out}"),
            "to=wallet".into(),
        ]
    );
    m.check_solvency();
}

#[test]
fn exact_in_reaches_the_named_receiver_in_wallet_or_account() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let bob_net = m.wallet(&bob, &net());
    let out = m.quote(usd(), &[USD_NET], 5_000).legs[0].received.amount.u128();
    let to = Destination::Wallet { receiver: Some(bob.to_string()) };
    m.run(&alice, exact_in(usd(), &[USD_NET], Source::Funds {}, out, to), &[coin(5_000, USD)]).unwrap();
    assert_eq!(m.wallet(&bob, &net()), bob_net + out);

    let (bob_net, held) = (m.wallet(&bob, &net()), m.account(&bob, &net()));
    let out = m.quote(usd(), &[USD_NET], 5_000).legs[0].received.amount.u128();
    let to = Destination::Account { receiver: Some(bob.to_string()) };
    m.run(&alice, exact_in(usd(), &[USD_NET], Source::Funds {}, out, to), &[coin(5_000, USD)]).unwrap();
    assert_eq!(m.account(&bob, &net()), held + out);
    assert_eq!(m.wallet(&bob, &net()), bob_net, "the wallet is untouched by a booking");
    m.check_solvency();
}

/// What most people mean need not be said: the coins that came, the sender's wallet, no deadline.
#[test]
fn what_is_left_out_means_the_senders_wallet() {
    let read = |text: &str| from_json::<ExecuteMsg>(text).unwrap();
    let route = format!(r#""route":{{"offer":{{"native":{{"denom":"{USD}"}}}},"pools":[{USD_NET}]}}"#);
    let short = format!(r#"{{"swap_exact_in":{{{route},"min_out":"1"}}}}"#);
    let long = exact_in(usd(), &[USD_NET], Source::Funds {}, 1, Destination::Wallet { receiver: None });
    assert_eq!(to_json_string(&long).unwrap(), short, "it is not sent either");
    assert_eq!(read(&short), long);
    let spelled = format!(
        r#"{{"swap_exact_in":{{{route},"from":{{"funds":{{}}}},"min_out":"1","to":{{"wallet":{{"receiver":null}}}},"deadline":null}}}}"#
    );
    assert_eq!(read(&spelled), long, "saying it is no error");
    // An account or a call is never assumed, and always sent.
    for to in [
        Destination::Wallet { receiver: Some("somebody".into()) },
        Destination::Account { receiver: None },
        Destination::Call { contract: "contract".into(), msg: Binary::default() },
    ] {
        let from = Source::Account { owner: None, amount: 5u128.into() };
        let msg = exact_in(usd(), &[USD_NET], from, 1, to);
        let json = to_json_string(&msg).unwrap();
        assert!(json.contains(r#""to":{"#) && json.contains(r#""from":{"account""#), "{json}");
        assert_eq!(read(&json), msg);
    }
}

#[test]
fn exact_in_between_accounts_moves_no_coin() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let (usd_held, net_held) = (m.account(&alice, &usd()), m.account(&alice, &net()));
    let out = m.quote(usd(), &[USD_NET], 7_777).legs[0].received.amount.u128();
    let response =
        m.run(&alice, exact_in(usd(), &[USD_NET], from_account(7_777), out, account()), &[]).unwrap();
    assert_eq!(m.account(&alice, &usd()), usd_held - 7_777);
    assert_eq!(m.account(&alice, &net()), net_held + out);
    assert!(response.events.iter().all(|event| event.ty != "transfer"), "no bank transfer");
    assert!(event(&response, "swap").contains(&format!("payer={alice}")));
}

#[test]
fn tokens_swap_by_send_and_come_out_by_transfer() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let (credit, credit_asset) = (m.credit.clone(), m.credit());
    let out = m.quote(credit_asset.clone(), &[CREDIT_NET], 40_000).legs[0].received.amount;
    let before = m.wallet(&alice, &net());
    let hook =
        ReceiveMsg::SwapExactIn { pools: vec![CREDIT_NET], min_out: out, to: wallet(), deadline: None };
    m.send(&alice, &credit, 40_000, &hook).unwrap();
    assert_eq!(m.wallet(&alice, &net()), before + out.u128());

    m.next_block(6);
    let before = m.wallet(&alice, &credit_asset);
    let out = m.quote(net(), &[CREDIT_NET], 40_000).legs[0].received.amount.u128();
    m.swap(&alice, NET, 40_000, &[CREDIT_NET]).unwrap();
    assert_eq!(m.wallet(&alice, &credit_asset), before + out);
    m.check_solvency();
}

#[test]
fn a_route_passes_several_pools_in_one_message() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let quote = m.quote(usd(), &[USD_NET, CREDIT_NET], 123_456);
    let credit = m.credit();
    let before = m.wallet(&alice, &credit);
    m.swap(&alice, USD, 123_456, &[USD_NET, CREDIT_NET]).unwrap();
    assert_eq!(quote.legs[0].received, amount_of(credit.clone(), m.wallet(&alice, &credit) - before));
    assert_eq!(quote.legs[0].last_in.asset, net(), "NET went into the last pool");

    let back = m.quote(credit, &[CREDIT_NET, USD_NET], 1_000).legs[0].clone();
    assert_eq!((back.received.asset, back.last_in.asset), (usd(), net()));
    m.check_solvency();
}

#[test]
fn a_pool_passed_twice_is_met_as_the_first_pass_left_it() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let there_and_back = m.quote(usd(), &[USD_NET, USD_NET], 1_000_000).legs[0].received.clone();
    assert_eq!(there_and_back.asset, usd());
    let (in_usd, in_net) = (m.wallet(&alice, &usd()), m.wallet(&alice, &net()));
    m.swap(&alice, USD, 1_000_000, &[USD_NET]).unwrap();
    let bought = m.wallet(&alice, &net()) - in_net;
    m.swap(&alice, NET, bought, &[USD_NET]).unwrap();
    let lost = in_usd - m.wallet(&alice, &usd());
    assert_eq!(there_and_back.amount.u128(), 1_000_000 - lost, "one message or two, the same trades");
    assert!(lost > 0);
}

#[test]
fn an_empty_route_passes_the_offer_through() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let held = m.account(&bob, &net());
    let to = Destination::Account { receiver: Some(bob.to_string()) };
    m.run(&alice, exact_in(net(), &[], Source::Funds {}, 9, to), &[coin(9, NET)]).unwrap();
    assert_eq!(m.account(&bob, &net()), held + 9);
    m.check_solvency();
}

#[test]
fn exact_out_pays_no_more_than_it_costs_and_returns_the_rest_to_the_wallet() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let credit = m.credit();
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 1_000_000)];
    let cost = m.cost(net(), legs);
    let (net_held, credits) = (m.wallet(&alice, &net()), m.wallet(&alice, &credit));
    let msg = exact_out(net(), legs, Source::Funds {}, wallet());
    m.run(&alice, msg, &[coin(5_000_000, NET)]).unwrap();
    assert_eq!(m.wallet(&alice, &credit), credits + 1_000_000, "exactly what was asked");
    assert_eq!(m.wallet(&alice, &net()), net_held - cost);
    m.check_solvency();
}

#[test]
fn exact_out_debits_an_account_the_cost_only() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let credit = m.credit();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET, CREDIT_NET], 77_777)];
    let cost = m.cost(usd(), legs);
    let (usd_held, credits) = (m.account(&alice, &usd()), m.account(&alice, &credit));
    // More than the account holds may be named as the maximum: only the cost is taken.
    let msg = exact_out(usd(), legs, from_account(RICHES * 2), account());
    m.run(&alice, msg, &[]).unwrap();
    assert_eq!(m.account(&alice, &usd()), usd_held - cost);
    assert_eq!(m.account(&alice, &credit), credits + 77_777);
    m.check_solvency();
}

#[test]
fn exact_out_with_tokens_returns_tokens() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let (token, credit) = (m.credit.clone(), m.credit());
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET, USD_NET], 10_000)];
    let cost = m.cost(credit.clone(), legs);
    let (credits, usd_held) = (m.wallet(&alice, &credit), m.wallet(&alice, &usd()));
    let hook = ReceiveMsg::SwapExactOut { legs: legs_of(legs), to: wallet(), rest_to: None, deadline: None };
    m.send(&alice, &token, 1_000_000, &hook).unwrap();
    assert_eq!(m.wallet(&alice, &credit), credits - cost);
    assert_eq!(m.wallet(&alice, &usd()), usd_held + 10_000);
    m.check_solvency();
}

#[test]
fn two_legs_over_the_same_pool_fill_one_after_the_other() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let both = m.cost(net(), &[(&[CREDIT_NET], 400_000), (&[CREDIT_NET], 400_000)]);
    let first = m.cost(net(), &[(&[CREDIT_NET], 400_000)]);
    assert!(both > 2 * first, "the second leg meets the price that the first one left");
    let msg = exact_out(net(), &[(&[CREDIT_NET], 400_000)], Source::Funds {}, wallet());
    m.run(&alice, msg, &[coin(first, NET)]).unwrap();
    let second = m.cost(net(), &[(&[CREDIT_NET], 400_000)]);
    assert_eq!(both, first + second);
}

#[test]
fn legs_may_set_the_offer_itself_aside() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET], 10_000), (&[], 555)];
    let cost = m.cost(usd(), &legs[..1]) + 555;
    assert_eq!(m.cost(usd(), legs), cost);
    let before = m.account(&alice, &usd());
    m.run(&alice, exact_out(usd(), legs, from_account(cost), account()), &[]).unwrap();
    assert_eq!(m.account(&alice, &usd()), before - cost + 555);
}

#[test]
fn an_exact_out_cost_is_the_smallest_that_exact_in_accepts() {
    let m = Market::new();
    let cost = m.cost(net(), &[(&[CREDIT_NET], 123_457)]);
    let yields = |amount| m.quote(net(), &[CREDIT_NET], amount).legs[0].received.amount.u128();
    assert!(yields(cost) >= 123_457);
    assert!(yields(cost - 1) < 123_457);
}

#[test]
fn coins_for_one_wallet_leave_in_one_message() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let legs: &[(&[u64], u128)] = &[(&[USD_NET], 10_000)];
    let cost = m.cost(usd(), legs);
    let (nets, usds) = (m.wallet(&alice, &net()), m.wallet(&alice, &usd()));
    let response =
        m.run(&alice, exact_out(usd(), legs, Source::Funds {}, wallet()), &[coin(50_000, USD)]).unwrap();
    let transfers = response.events.iter().filter(|event| event.ty == "transfer").count();
    assert_eq!(transfers, 1, "what was bought and what is left together");
    assert_eq!(m.wallet(&alice, &net()), nets + 10_000);
    assert_eq!(m.wallet(&alice, &usd()), usds - cost);
}

impl Market {
    /// What an exact-out purchase costs now.
    pub fn cost(&self, offer: api::common::Asset, legs: &[(&[u64], u128)]) -> u128 {
        let query = api::pool::QueryMsg::QuoteExactOut { offer: offer.clone(), legs: legs_of(legs) };
        let AssetAmount { asset, amount } = self.ask::<api::pool::QuoteResponse>(query).paid;
        assert_eq!(asset, offer);
        amount.u128()
    }
}
