//! Who gets what is left over: whoever is named, so that nothing ends with an account in between.

use api::common::{Asset, CommonError, Source};
use api::pool::{Destination, ExecuteMsg, ProvideSource, ReceiveMsg};
use cosmwasm_std::{coin, to_json_binary, Addr, Empty};
use cw_multi_test::Executor;
use pool::error::ContractError;

use crate::harness::*;
use crate::mocks::wicked_token;

/// Exact-out for USD, with the rest to whom `rest_to` says.
fn buy(from: Source, to: Destination, rest_to: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::SwapExactOut {
        offer: usd(),
        legs: legs_of(&[(&[USD_NET], 1_000)]),
        from,
        to,
        rest_to: rest_to.map(Into::into),
        deadline: None,
    }
}

fn provide(from: ProvideSource, rest_to: Option<&str>) -> ExecuteMsg {
    ExecuteMsg::Provide {
        pool_id: USD_NET,
        max_0: 5_000u128.into(),
        max_1: 8_000u128.into(),
        from,
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: rest_to.map(Into::into),
        deadline: None,
    }
}

fn call(m: &Market, text: &str) -> Destination {
    Destination::Call { contract: m.callee.to_string(), msg: to_json_binary(text).unwrap() }
}

/// What a message moves in a wallet.
fn gains(m: &mut Market, who: &Addr, asset: &Asset, act: impl FnOnce(&mut Market)) -> u128 {
    let before = m.wallet(who, asset);
    act(m);
    m.wallet(who, asset) - before
}

/// As a transfer over IBC that ends in a hook comes: from an account that nobody holds.
#[test]
fn what_an_exact_out_swap_leaves_goes_to_whom_it_names() {
    let mut m = Market::new();
    let (between, bob) = (m.alice.clone(), m.bob.clone());
    let cost = m.cost(usd(), &[(&[USD_NET], 1_000)]);
    let to = Destination::Wallet { receiver: Some(bob.to_string()) };
    let had = m.wallet(&between, &usd());
    let left = gains(&mut m, &bob, &usd(), |m| {
        let msg = buy(Source::Funds {}, to, Some(bob.as_str()));
        m.run(&between, msg, &[coin(5_000, USD)]).unwrap();
    });
    assert_eq!(left, 5_000 - cost);
    assert_eq!(m.wallet(&between, &usd()), had - 5_000);
    let (credit, token) = (m.credit(), m.credit.clone());
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 1_000)];
    let cost = m.cost(credit.clone(), legs);
    let hook = ReceiveMsg::SwapExactOut {
        legs: legs_of(legs),
        to: account(),
        rest_to: Some(bob.to_string()),
        deadline: None,
    };
    let left = gains(&mut m, &bob, &credit, |m| {
        m.send(&between, &token, 5_000, &hook).unwrap();
    });
    assert_eq!(left, 5_000 - cost);
    m.check_solvency();
}

/// Where the swap ends in a call too: the wallet is paid the rest, and the contract neither gets nor hears of any. What is
/// refused there is undone with it.
#[test]
fn what_a_swap_that_ends_in_a_call_leaves_goes_to_whom_it_names() {
    let mut m = Market::new();
    let (between, bob, callee) = (m.alice.clone(), m.bob.clone(), m.callee.clone());
    let cost = m.cost(usd(), &[(&[USD_NET], 1_000)]);
    let funds = [coin(5_000, USD)];
    let had = m.wallet(&bob, &usd());
    let refused = buy(Source::Funds {}, call(&m, "refuse"), Some(bob.as_str()));
    m.run(&between, refused, &funds).unwrap_err();
    assert_eq!(m.wallet(&bob, &usd()), had);
    let to = call(&m, "keep");
    let left = gains(&mut m, &bob, &usd(), |m| {
        let response = m.run(&between, buy(Source::Funds {}, to, Some(bob.as_str())), &funds).unwrap();
        let said = event(&response, "swap");
        assert!(!said.iter().any(|said| said.starts_with("rest=")), "nothing is booked beside: {said:?}");
    });
    assert_eq!(left, 5_000 - cost);
    let got = m.called().call.unwrap();
    assert_eq!((got.sender, got.rest), (between.to_string(), amount_of(usd(), 0)));
    assert_eq!((m.account(&callee, &net()), m.account(&callee, &usd())), (1_000, 0));
    let (credit, token) = (m.credit(), m.credit.clone());
    let legs: &[(&[u64], u128)] = &[(&[CREDIT_NET], 1_000)];
    let cost = m.cost(credit.clone(), legs);
    let to = call(&m, "keep");
    let hook =
        ReceiveMsg::SwapExactOut { legs: legs_of(legs), to, rest_to: Some(bob.to_string()), deadline: None };
    let left = gains(&mut m, &bob, &credit, |m| {
        m.send(&between, &token, 5_000, &hook).unwrap();
    });
    assert_eq!(left, 5_000 - cost);
    assert_eq!((m.account(&callee, &net()), m.account(&callee, &credit)), (2_000, 0));
    m.check_solvency();
}

#[test]
fn what_a_provision_leaves_goes_to_whom_it_names() {
    let mut m = Market::new();
    let (between, bob) = (m.alice.clone(), m.bob.clone());
    let left = gains(&mut m, &bob, &net(), |m| {
        let funds = [coin(5_000, USD), coin(8_000, NET)];
        m.run(&between, provide(ProvideSource::Funds, Some(bob.as_str())), &funds).unwrap();
    });
    assert_eq!(left, 3_000);
    let (credit, token) = (m.credit(), m.credit.clone());
    let allow = ExecuteMsg::IncreaseAllowance {
        spender: token.to_string(),
        asset: net(),
        amount: 1_000u128.into(),
        expires: m.now() + 9,
    };
    m.run(&between, allow, &[]).unwrap();
    let hook = ReceiveMsg::Provide {
        pool_id: CREDIT_NET,
        max_other: 1_000u128.into(),
        min_shares: 0u128.into(),
        receiver: Some(bob.to_string()),
        rest_to: Some(bob.to_string()),
        deadline: None,
    };
    let booked = m.account(&between, &credit);
    let left = gains(&mut m, &bob, &credit, |m| {
        m.send(&between, &token, 5_000, &hook).unwrap();
    });
    assert_eq!(left, 4_500);
    assert_eq!(m.account(&between, &credit), booked, "nothing is booked to the account in between");
    m.check_solvency();
}

#[test]
fn the_sender_gets_the_rest_if_nobody_is_named() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let cost = m.cost(usd(), &[(&[USD_NET], 1_000)]);
    let had = m.wallet(&alice, &usd());
    m.run(&alice, buy(Source::Funds {}, wallet(), None), &[coin(5_000, USD)]).unwrap();
    assert_eq!(m.wallet(&alice, &usd()), had - cost);
}

#[test]
fn naming_somebody_is_refused_where_nothing_can_be_left_or_nobody_could_take_it() {
    let mut m = Market::new();
    let (alice, pool) = (m.alice.clone(), m.pool.to_string());
    let name = alice.to_string();
    let funds = [coin(5_000, USD)];
    for to in [wallet(), call(&m, "keep")] {
        let from_account = buy(from_account(5_000), to, Some(&name));
        assert_eq!(refusal(m.run(&alice, from_account, &[])), ContractError::NoRest {});
    }
    assert_eq!(
        refusal(m.run(&alice, provide(ProvideSource::Account, Some(&name)), &[])),
        ContractError::NoRest {}
    );
    let both = [coin(5_000, USD), coin(8_000, NET)];
    let (itself, shout) = (ContractError::SelfReceiver { field: "rest_to" }, name.to_uppercase());
    assert_eq!(refusal(m.run(&alice, buy(Source::Funds {}, wallet(), Some(&pool)), &funds)), itself);
    assert_eq!(refusal(m.run(&alice, provide(ProvideSource::Funds, Some(&pool)), &both)), itself);
    for (msg, funds) in [
        (buy(Source::Funds {}, wallet(), Some(&shout)), &funds[..]),
        (provide(ProvideSource::Funds, Some(&shout)), &both[..]),
    ] {
        let error = refusal(m.run(&alice, msg, funds));
        assert!(
            matches!(error, ContractError::Common(CommonError::Address { field: "rest_to", .. })),
            "{error}"
        );
    }
}

/// Of two cw20s nothing comes with the message: both are debited from the account, as much as is used.
#[test]
fn a_provision_of_two_tokens_leaves_nothing() {
    let mut m = Market::new();
    let (owner, alice) = (m.owner.clone(), m.alice.clone());
    let code = m.app.store_code(wicked_token());
    let token = m.app.instantiate_contract(code, owner.clone(), &Empty {}, &[], "another", None).unwrap();
    let (another, credit) = (Asset::cw20(token), m.credit());
    m.run(&owner, ExecuteMsg::ListAsset { asset: another.clone() }, &[]).unwrap();
    let create = ExecuteMsg::CreatePool {
        asset_0: another,
        asset_1: credit,
        fees: FEES,
        lp_symbol: "LP-NEW".into(),
        reference_0: 1u128.into(),
        reference_1: 1u128.into(),
        launch: false,
    };
    m.run(&owner, create, &[]).unwrap();
    let provide = ExecuteMsg::Provide {
        pool_id: 4,
        max_0: 5_000u128.into(),
        max_1: 5_000u128.into(),
        from: ProvideSource::Funds,
        min_shares: 1u128.into(),
        receiver: None,
        rest_to: Some(owner.to_string()),
        deadline: None,
    };
    assert_eq!(refusal(m.run(&alice, provide, &[])), ContractError::NoRest {});
}
