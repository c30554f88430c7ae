//! Providing liquidity and taking it back.

use api::common::{Asset, CommonError, Payout, Source};
use api::pool::{
    ExecuteMsg, Paused, ProvideQuoteResponse, ProvideSource, QueryMsg, ReceiveMsg, WithdrawQuoteResponse,
};
use cosmwasm_std::{coin, Addr};
use pool::error::ContractError;

use crate::harness::*;

/// Shares that the first provider leaves behind.
const LOCKED: u128 = 1_000;

fn provide(pool_id: u64, max: (u128, u128), from: ProvideSource, min_shares: u128) -> ExecuteMsg {
    ExecuteMsg::Provide {
        pool_id,
        max_0: max.0.into(),
        max_1: max.1.into(),
        from,
        min_shares: min_shares.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    }
}

fn single(pool_id: u64, asset: Asset, from: Source, min_shares: u128) -> ExecuteMsg {
    let (min_shares, receiver, deadline) = (min_shares.into(), None, None);
    ExecuteMsg::ProvideSingle { pool_id, asset, from, min_shares, receiver, rest_to: None, deadline }
}

fn quote_provide(m: &Market, pool_id: u64, max: (u128, u128)) -> ProvideQuoteResponse {
    m.ask(QueryMsg::QuoteProvide { pool_id, max_0: max.0.into(), max_1: max.1.into() })
}

fn withdraw(pool_id: u64, min: (u128, u128), payout: Payout, receiver: Option<&Addr>) -> ReceiveMsg {
    ReceiveMsg::WithdrawLiquidity {
        pool_id,
        min_0: min.0.into(),
        min_1: min.1.into(),
        payout,
        receiver: receiver.map(Addr::to_string),
        deadline: None,
    }
}

fn lp_token(m: &Market, pool_id: u64) -> Addr {
    Addr::unchecked(m.pool(pool_id).lp_token)
}

/// √(10^9 · 10^9) shares, of which a minimum is minted to nobody.
#[test]
fn the_first_provider_leaves_a_minimum_that_nobody_owns() {
    let mut m = Market::without_liquidity();
    let quote = quote_provide(&m, USD_NET, (RESERVE, RESERVE));
    let response = m.provide_from_account(USD_NET, (RESERVE, RESERVE)).unwrap();
    let lp = m.lp.clone();
    assert_eq!(m.shares(&lp, USD_NET), RESERVE - LOCKED);
    assert_eq!(quote.shares.u128(), RESERVE - LOCKED);
    assert_eq!(m.pool(USD_NET).lp_supply.u128(), RESERVE);
    assert_eq!(
        event(&response, "provide"),
        [
            format!("pool_id={USD_NET}"),
            format!("sender={lp}"),
            format!("receiver={lp}"),
            format!("amount_0={RESERVE}"),
            format!("amount_1={RESERVE}"),
            format!("shares={}", RESERVE - LOCKED),
            format!("locked={LOCKED}"),
            format!("debited_0={RESERVE}"),
            format!("debited_1={RESERVE}"),
            format!("payer={lp}"),
        ]
    );
    m.check_solvency();
}

#[test]
fn a_first_provision_of_no_more_than_the_minimum_is_refused() {
    let mut m = Market::without_liquidity();
    m.run(&m.owner.clone(), ExecuteMsg::SetLeast { least: 0u128.into() }, &[]).unwrap();
    let error = refusal(m.provide_from_account(USD_NET, (LOCKED, LOCKED)));
    assert!(matches!(error, ContractError::Math(_)));
    m.provide_from_account(USD_NET, (LOCKED + 1, LOCKED + 1)).unwrap();
}

#[test]
fn coins_left_over_go_back_to_the_wallet() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let max = (1_000_000, 3_000_000);
    let quote = quote_provide(&m, USD_NET, max);
    assert_eq!((quote.used_0.u128(), quote.used_1.u128()), (1_000_000, 1_000_000));
    let (usds, nets) = (m.wallet(&alice, &usd()), m.wallet(&alice, &net()));
    let msg = provide(USD_NET, max, ProvideSource::Funds, quote.shares.u128());
    m.run(&alice, msg, &[coin(max.1, NET), coin(max.0, USD)]).unwrap();
    assert_eq!(m.wallet(&alice, &usd()), usds - 1_000_000);
    assert_eq!(m.wallet(&alice, &net()), nets - 1_000_000);
    assert_eq!(m.shares(&alice, USD_NET), quote.shares.u128());
    m.check_solvency();
}

#[test]
fn a_token_side_comes_from_the_account_and_no_more_of_it_than_is_used() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let credit = m.credit();
    let max = (9_000_000, 1_000_000);
    let quote = quote_provide(&m, CREDIT_NET, max);
    let used = (quote.used_0.u128(), quote.used_1.u128());
    assert!(used.0.abs_diff(500_000) <= 1 && used.1.abs_diff(1_000_000) <= 1, "2 NET per credit");
    let (credits, nets) = (m.account(&alice, &credit), m.wallet(&alice, &net()));
    m.run(&alice, provide(CREDIT_NET, max, ProvideSource::Funds, 1), &[coin(max.1, NET)]).unwrap();
    assert_eq!(m.account(&alice, &credit), credits - used.0);
    assert_eq!(m.wallet(&alice, &net()), nets - used.1);
    m.check_solvency();
}

#[test]
fn both_sides_from_the_account() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let (usds, nets) = (m.account(&alice, &usd()), m.account(&alice, &net()));
    m.run(&alice, provide(USD_NET, (700, 900), ProvideSource::Account, 700), &[]).unwrap();
    assert_eq!((m.account(&alice, &usd()), m.account(&alice, &net())), (usds - 700, nets - 700));
    assert_eq!(m.shares(&alice, USD_NET), 700);
}

#[test]
fn sent_tokens_pair_with_the_account_and_their_rest_is_booked() {
    let mut m = Market::new();
    let (alice, token, credit) = (m.alice.clone(), m.credit.clone(), m.credit());
    let quote = quote_provide(&m, CREDIT_NET, (800_000, 1_000_000));
    let approve = ExecuteMsg::IncreaseAllowance {
        spender: token.to_string(),
        asset: net(),
        amount: 1_000_000u128.into(),
        expires: m.now() + 1,
    };
    let held = (m.account(&alice, &credit), m.account(&alice, &net()), m.wallet(&alice, &credit));
    let hook = ReceiveMsg::Provide {
        pool_id: CREDIT_NET,
        max_other: 1_000_000u128.into(),
        min_shares: 1u128.into(),
        receiver: Some(m.bob.to_string()),
        rest_to: None,
        deadline: None,
    };
    assert_eq!(
        refusal(m.send(&alice, &token, 800_000, &hook)),
        ContractError::Allowance {
            owner: alice.to_string(),
            spender: token.to_string(),
            asset: net(),
            needed: quote.used_1.u128(),
            allowed: 0
        }
    );
    m.run(&alice, approve, &[]).unwrap();
    m.send(&alice, &token, 800_000, &hook).unwrap();
    assert_eq!(m.wallet(&alice, &credit), held.2 - 800_000);
    assert_eq!(m.account(&alice, &credit), held.0 + 800_000 - quote.used_0.u128());
    assert_eq!(m.account(&alice, &net()), held.1 - quote.used_1.u128());
    assert!(m.shares(&m.bob, CREDIT_NET) > 0, "shares go to the receiver");
    m.check_solvency();
}

#[test]
fn provide_refuses_missing_extra_inexact_and_zero_funds() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let msg = |max| provide(USD_NET, max, ProvideSource::Funds, 0);
    for funds in [
        vec![],
        vec![coin(500, USD)],
        vec![coin(499, NET), coin(500, USD)],
        vec![coin(500, NET), coin(501, USD)],
        vec![coin(5, "ujunk"), coin(500, NET), coin(500, USD)],
    ] {
        let error = refusal(m.run(&alice, msg((500, 500)), &funds));
        assert!(
            matches!(&error, ContractError::Common(CommonError::Funds { expected, .. }) if expected == "500uusd, 500unet"),
            "{error}"
        );
    }
    let msg = provide(USD_NET, (0, 500), ProvideSource::Account, 0);
    assert_eq!(refusal(m.run(&alice, msg, &[])), ContractError::ZeroAmount { field: "max_0" });
    let msg = provide(USD_NET, (500, 0), ProvideSource::Account, 0);
    assert_eq!(refusal(m.run(&alice, msg, &[])), ContractError::ZeroAmount { field: "max_1" });
    let msg = provide(USD_NET, (500, 500), ProvideSource::Account, 0);
    let error = refusal(m.run(&alice, msg, &[coin(500, USD)]));
    assert!(matches!(error, ContractError::Common(CommonError::Funds { .. })));
}

#[test]
fn provide_honours_minimum_deadline_receiver_and_existence() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let msg = provide(USD_NET, (500, 500), ProvideSource::Account, 501);
    assert_eq!(
        refusal(m.run(&alice, msg, &[])),
        ContractError::BelowMinimum { field: "min_shares", min: 501, got: 500 }
    );
    let msg = provide(9, (500, 500), ProvideSource::Account, 0);
    assert_eq!(refusal(m.run(&alice, msg, &[])), ContractError::UnknownPool { pool_id: 9 });
    let now = m.now();
    let terms = |receiver: Option<String>, deadline| ExecuteMsg::Provide {
        pool_id: USD_NET,
        max_0: 500u128.into(),
        max_1: 500u128.into(),
        from: ProvideSource::Account,
        min_shares: 0u128.into(),
        receiver,
        rest_to: None,
        deadline,
    };
    let late = ContractError::Common(CommonError::Expired { deadline: now, now });
    assert_eq!(refusal(m.run(&alice, terms(None, Some(now)), &[])), late);
    let own = Some(m.pool.to_string());
    let expected = ContractError::SelfReceiver { field: "receiver" };
    assert_eq!(refusal(m.run(&alice, terms(own, None), &[])), expected);
    let shouting = Some(m.bob.to_string().to_uppercase());
    let error = refusal(m.run(&alice, terms(shouting, None), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Address { field: "receiver", .. })));
    m.run(&alice, terms(Some(m.bob.to_string()), Some(now + 1)), &[]).unwrap();
    assert_eq!(m.shares(&m.bob, USD_NET), 500);
}

#[test]
fn one_asset_is_provided_from_wallet_account_and_by_send() {
    let mut m = Market::new();
    let (alice, token, credit) = (m.alice.clone(), m.credit.clone(), m.credit());
    let quote = |m: &Market, pool_id, asset, amount: u128| {
        m.ask::<ProvideQuoteResponse>(QueryMsg::QuoteProvideSingle { pool_id, asset, amount: amount.into() })
            .shares
            .u128()
    };
    let shares = quote(&m, USD_NET, usd(), 1_000_000);
    // Half of it would be 500,000 shares; the fee falls on the half that is swapped.
    assert!(shares < 500_000 && shares > 495_000, "{shares}");
    m.run(&alice, single(USD_NET, usd(), Source::Funds {}, shares), &[coin(1_000_000, USD)]).unwrap();
    assert_eq!(m.shares(&alice, USD_NET), shares);
    assert!(m.pool(USD_NET).accrued_0.u128() > 0, "the protocol has its share of the fee");

    m.next_block(6);
    let more = quote(&m, USD_NET, net(), 1_000_000);
    m.run(&alice, single(USD_NET, net(), from_account(1_000_000), more), &[]).unwrap();
    assert_eq!(m.shares(&alice, USD_NET), shares + more);

    let shares = quote(&m, CREDIT_NET, credit, 1_000_000);
    let hook = ReceiveMsg::ProvideSingle {
        pool_id: CREDIT_NET,
        min_shares: shares.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    m.send(&alice, &token, 1_000_000, &hook).unwrap();
    assert_eq!(m.shares(&alice, CREDIT_NET), shares);
    m.check_solvency();
}

#[test]
fn one_asset_is_refused_by_name() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let shares = |error| matches!(error, ContractError::BelowMinimum { field: "min_shares", min: 5_000, .. });
    let msg = single(USD_NET, usd(), from_account(1_000), 5_000);
    assert!(shares(refusal(m.run(&alice, msg, &[]))));
    let msg = single(USD_NET, m.credit(), from_account(1_000), 0);
    assert!(matches!(refusal(m.run(&alice, msg, &[])), ContractError::AssetNotInPool { .. }));
    let now = m.now();
    let msg = ExecuteMsg::ProvideSingle {
        pool_id: USD_NET,
        asset: usd(),
        from: from_account(1_000),
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: Some(now),
    };
    let late = ContractError::Common(CommonError::Expired { deadline: now, now });
    assert_eq!(refusal(m.run(&alice, msg, &[])), late);
    let mut m = Market::without_liquidity();
    let msg = single(USD_NET, usd(), from_account(1_000), 0);
    assert!(matches!(refusal(m.run(&alice, msg, &[])), ContractError::NoLiquidity { pool_id: USD_NET }));
}

#[test]
fn pauses_stop_providing_but_never_withdrawing() {
    let mut m = Market::new();
    let (guardian, owner, lp) = (m.guardian.clone(), m.owner.clone(), m.lp.clone());
    let paused = |swap, provide| ExecuteMsg::SetPaused { pool_id: USD_NET, paused: Paused { swap, provide } };
    let refused = |operation| ContractError::Paused { operation, pool_id: USD_NET };
    m.run(&guardian, paused(true, false), &[]).unwrap();
    let one = single(USD_NET, usd(), from_account(1_000), 0);
    assert_eq!(refusal(m.run(&lp, one.clone(), &[])), refused("swap"), "one asset alone is partly swapped");
    m.provide_from_account(USD_NET, (500, 500)).unwrap();
    m.run(&owner, paused(false, true), &[]).unwrap();
    assert_eq!(refusal(m.run(&lp, one, &[])), refused("provide"));
    assert_eq!(refusal(m.provide_from_account(USD_NET, (500, 500))), refused("provide"));
    m.run(&guardian, paused(true, true), &[]).unwrap();
    let (token, hook) = (lp_token(&m, USD_NET), withdraw(USD_NET, (0, 0), Payout::Wallet, None));
    let all = m.shares(&lp, USD_NET);
    m.send(&lp, &token, all, &hook).unwrap();
    assert_eq!(m.pool(USD_NET).lp_supply.u128(), LOCKED);
    m.check_solvency();
}

#[test]
fn withdrawing_burns_the_shares_and_pays_both_assets() {
    let mut m = Market::new();
    let (lp, bob) = (m.lp.clone(), m.bob.clone());
    let token = lp_token(&m, CREDIT_NET);
    let credit = m.credit();
    let WithdrawQuoteResponse { amount_0, amount_1 } =
        m.ask(QueryMsg::QuoteWithdraw { pool_id: CREDIT_NET, shares: 1_000_000u128.into() });
    let min = (amount_0.u128(), amount_1.u128());
    let supply = m.pool(CREDIT_NET).lp_supply.u128();
    let before = (m.wallet(&lp, &credit), m.wallet(&lp, &net()));
    let response = m.send(&lp, &token, 1_000_000, &withdraw(CREDIT_NET, min, Payout::Wallet, None)).unwrap();
    assert_eq!((m.wallet(&lp, &credit), m.wallet(&lp, &net())), (before.0 + min.0, before.1 + min.1));
    assert_eq!(m.pool(CREDIT_NET).lp_supply.u128(), supply - 1_000_000);
    assert_eq!(m.tokens(&m.pool, token.as_str()), 0, "burned");
    assert!(event(&response, "withdraw_liquidity").contains(&"shares=1000000".into()));

    let before = (m.account(&bob, &credit), m.account(&bob, &net()));
    m.send(&lp, &token, 500, &withdraw(CREDIT_NET, (0, 0), Payout::Account, Some(&bob))).unwrap();
    assert!(m.account(&bob, &credit) > before.0 && m.account(&bob, &net()) > before.1);
    m.check_solvency();
}

#[test]
fn withdrawing_honours_minima_deadline_and_receiver() {
    let mut m = Market::new();
    let lp = m.lp.clone();
    let token = lp_token(&m, USD_NET);
    for (min, field) in [((1_001, 0), "min_0"), ((0, 1_001), "min_1")] {
        assert_eq!(
            refusal(m.send(&lp, &token, 1_000, &withdraw(USD_NET, min, Payout::Wallet, None))),
            ContractError::BelowMinimum { field, min: 1_001, got: 1_000 }
        );
    }
    let now = m.now();
    let late = ReceiveMsg::WithdrawLiquidity {
        pool_id: USD_NET,
        min_0: 0u128.into(),
        min_1: 0u128.into(),
        payout: Payout::Account,
        receiver: None,
        deadline: Some(now),
    };
    let expired = ContractError::Common(CommonError::Expired { deadline: now, now });
    assert_eq!(refusal(m.send(&lp, &token, 1_000, &late)), expired);
    let own = m.pool.clone();
    for payout in [Payout::Wallet, Payout::Account] {
        let hook = withdraw(USD_NET, (0, 0), payout, Some(&own));
        let expected = ContractError::SelfReceiver { field: "receiver" };
        assert_eq!(refusal(m.send(&lp, &token, 1_000, &hook)), expected);
    }
    let hook = withdraw(9, (0, 0), Payout::Wallet, None);
    assert_eq!(refusal(m.send(&lp, &token, 1_000, &hook)), ContractError::UnknownPool { pool_id: 9 });
}

/// The hot record has 14 bytes for each amount, and fees are swept back out of what came in.
#[test]
fn reserves_and_fees_together_stay_within_their_bound() {
    let mut m = Market::without_liquidity();
    let (owner, lp, credit) = (m.owner.clone(), m.lp.clone(), m.credit.clone());
    let bound = amm_math::constant_product::MAX_RESERVE;
    let mint = cw20::Cw20ExecuteMsg::Mint { recipient: lp.to_string(), amount: bound.into() };
    cw_multi_test::Executor::execute_contract(&mut m.app, owner, credit.clone(), &mint, &[]).unwrap();
    m.send(&lp, &credit, bound, &ReceiveMsg::Deposit { receiver: None }).unwrap();
    // At the lowest price that a reference can have, or nearly, and NET enough for it.
    let net_of = |credits: u128| credits >> 62;
    let rich = coin(net_of(bound), NET);
    let mint = cw_multi_test::BankSudo::Mint { to_address: lp.to_string(), amount: vec![rich.clone()] };
    m.app.sudo(cw_multi_test::SudoMsg::Bank(mint)).unwrap();
    m.run(&lp, ExecuteMsg::Deposit { receiver: None }, &[rich]).unwrap();
    let (reference_0, reference_1) = ((1u128 << 62).into(), 1u128.into());
    let reference = ExecuteMsg::SetReference { pool_id: CREDIT_NET, reference_0, reference_1 };
    m.run(&m.owner.clone(), reference, &[]).unwrap();
    let max = (bound + 1, net_of(bound));
    assert!(matches!(
        refusal(m.provide_from_account(CREDIT_NET, max)),
        ContractError::Math(_) | ContractError::ReserveTooLarge { .. }
    ));
    let room = 10u128.pow(26);
    m.provide_from_account(CREDIT_NET, (bound - room, net_of(bound))).unwrap();
    let sell = |amount| exact_in(m.credit(), &[CREDIT_NET], from_account(amount), 0, account());
    let (first, second) = (sell(room / 2), sell(room / 2 + 4 * 10u128.pow(22)));
    m.run(&lp, first, &[]).unwrap();
    let accrued = m.pool(CREDIT_NET).accrued_0.u128();
    assert_eq!(accrued, 5 * 10u128.pow(22), "the reserve alone has room for what the fees have not");
    assert_eq!(
        refusal(m.run(&lp, second, &[])),
        ContractError::ReserveTooLarge {
            pool_id: CREDIT_NET,
            asset: m.credit(),
            max: bound,
            got: bound + 4 * 10u128.pow(22)
        }
    );
}

#[test]
fn a_donation_moves_no_price() {
    let mut m = Market::new();
    let (alice, pool) = (m.alice.clone(), m.pool.clone());
    let before = m.quote(usd(), &[USD_NET], 10_000);
    cw_multi_test::Executor::send_tokens(&mut m.app, alice, pool, &[coin(RESERVE, NET)]).unwrap();
    assert_eq!(m.quote(usd(), &[USD_NET], 10_000), before);
    assert!(m.check_solvency()[0] >= RESERVE);
}
