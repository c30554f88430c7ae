//! A token that re-enters, fails and lies, although it is listed and has a pool: nobody else loses by it.

use api::common::{Asset, Source};
use api::pool::{ExecuteMsg, ProvideSource, ReceiveMsg};
use cosmwasm_std::{to_json_binary, Addr, Empty};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::error::AnyResult;
use cw_multi_test::{AppResponse, Executor};
use pool::error::ContractError;

use crate::harness::*;
use crate::mocks::{wicked_token, Wicked, WickedMsg};

/// The pool of the wicked token against NET.
const WICKED_NET: u64 = 4;

struct Trap {
    market: Market,
    token: Addr,
}

impl Trap {
    fn new() -> Self {
        let mut market = Market::new();
        let (owner, alice) = (market.owner.clone(), market.alice.clone());
        let code = market.app.store_code(wicked_token());
        let token =
            market.app.instantiate_contract(code, owner.clone(), &Empty {}, &[], "wicked", None).unwrap();
        let asset = Asset::cw20(&token);
        market.run(&owner, ExecuteMsg::ListAsset { asset: asset.clone() }, &[]).unwrap();
        let msg = ExecuteMsg::CreatePool {
            asset_0: asset,
            asset_1: net(),
            fees: FEES,
            lp_symbol: "LP-WICKED".into(),
            reference_0: 1u128.into(),
            reference_1: 1u128.into(),
            launch: false,
        };
        market.run(&owner, msg, &[]).unwrap();
        let mut trap = Trap { market, token };
        trap.claim(&alice, RESERVE * 2, &ReceiveMsg::Deposit { receiver: None }).unwrap();
        let msg = ExecuteMsg::Provide {
            pool_id: WICKED_NET,
            max_0: RESERVE.into(),
            max_1: RESERVE.into(),
            from: ProvideSource::Account,
            min_shares: 0u128.into(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        trap.market.run(&alice, msg, &[]).unwrap();
        trap
    }

    fn behave(&mut self, wicked: Wicked) -> AnyResult<AppResponse> {
        let (alice, token) = (self.market.alice.clone(), self.token.clone());
        self.market.app.execute_contract(alice, token, &WickedMsg::Behave(wicked), &[])
    }

    /// The token says that tokens of `sender` came.
    fn claim(&mut self, sender: &Addr, amount: u128, hook: &ReceiveMsg) -> AnyResult<AppResponse> {
        let msg = to_json_binary(hook).unwrap();
        let wrapper = Cw20ReceiveMsg { sender: sender.to_string(), amount: amount.into(), msg };
        let pool = self.market.pool.to_string();
        self.behave(Wicked::Claims { pool, msg: ExecuteMsg::Receive(wrapper) })
    }

    /// NET in, the token out to a wallet: the transfer that hands it control.
    fn buy(&mut self, amount: u128) -> AnyResult<AppResponse> {
        let msg = exact_in(net(), &[WICKED_NET], from_account(amount), 0, wallet());
        let alice = self.market.alice.clone();
        self.market.run(&alice, msg, &[])
    }
}

/// NET that the wicked pool holds and that the solvency check of the harness does not count.
fn wicked_net(m: &Market) -> u128 {
    let pool = m.pool(WICKED_NET);
    pool.reserve_1.u128() + pool.accrued_1.u128()
}

#[test]
fn a_token_that_reenters_meets_committed_state() {
    let mut trap = Trap::new();
    let token = trap.token.clone();
    // The token has an account of its own and withdraws it once per transfer.
    let items = vec![api::pool::TransferItem { asset: net(), amount: 500u128.into(), to: token.to_string() }];
    let alice = trap.market.alice.clone();
    trap.market.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
    let withdraw = ExecuteMsg::Withdraw { asset: net(), amount: 500u128.into(), owner: None, receiver: None };
    let pool = trap.market.pool.to_string();
    trap.behave(Wicked::ReEnters { pool, msg: withdraw }).unwrap();
    trap.buy(10_000).unwrap();
    assert_eq!(trap.market.wallet(&token, &net()), 500);
    let before = trap.market.account(&alice, &net());
    trap.buy(10_000).unwrap_err();
    assert_eq!(trap.market.account(&alice, &net()), before, "the second withdrawal undid the second swap");
    let surplus = trap.market.check_solvency();
    assert_eq!(surplus[0], wicked_net(&trap.market));
}

#[test]
fn a_swap_from_within_a_swap_trades_on_what_the_outer_one_left() {
    let mut trap = Trap::new();
    let (alice, token) = (trap.market.alice.clone(), trap.token.clone());
    let items =
        vec![api::pool::TransferItem { asset: net(), amount: 5_000u128.into(), to: token.to_string() }];
    trap.market.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
    let pool = trap.market.pool.to_string();
    let inner = exact_in(net(), &[WICKED_NET], from_account(5_000), 0, account());
    trap.behave(Wicked::ReEnters { pool, msg: inner }).unwrap();
    let quote = trap.market.quote(net(), &[WICKED_NET], 1_000_000).legs[0].received.amount.u128();
    let k = |m: &Market| {
        let pool = m.pool(WICKED_NET);
        pool.reserve_0.u128() * pool.reserve_1.u128()
    };
    let before = k(&trap.market);
    trap.buy(1_000_000).unwrap();
    assert!(k(&trap.market) > before);
    let got = trap.market.account(&token, &Asset::cw20(&token));
    assert!(got > 0 && got < quote * 5_000 / 1_000_000, "at the price after the outer swap");
    assert_eq!(trap.market.check_solvency()[0], wicked_net(&trap.market));
}

/// It stops transfers of itself to wallets; accounts, other assets and other pools go on.
#[test]
fn a_token_that_fails_stops_nobody_else() {
    let mut trap = Trap::new();
    trap.behave(Wicked::Fails {}).unwrap();
    trap.buy(10_000).unwrap_err();
    let m = &mut trap.market;
    let alice = m.alice.clone();
    m.run(&alice, exact_in(net(), &[WICKED_NET], from_account(10_000), 0, account()), &[]).unwrap();
    let sell = exact_in(Asset::cw20(&trap.token), &[WICKED_NET], from_account(5_000), 0, wallet());
    m.run(&alice, sell, &[]).unwrap();
    m.swap(&alice, NET, 5_000, &[CREDIT_NET]).unwrap();
    let withdraw = ExecuteMsg::Withdraw { asset: net(), amount: 500u128.into(), owner: None, receiver: None };
    m.run(&alice, withdraw, &[]).unwrap();
    assert_eq!(m.check_solvency()[0], wicked_net(m));
}

/// The fees of the token's pool in the other asset are swept by themselves, and its fees change.
#[test]
fn a_token_that_fails_holds_up_no_other_fees_and_no_change_of_fees() {
    let mut trap = Trap::new();
    trap.behave(Wicked::Fails {}).unwrap();
    let asset = Asset::cw20(&trap.token);
    let m = &mut trap.market;
    let (alice, owner) = (m.alice.clone(), m.owner.clone());
    m.run(&alice, exact_in(net(), &[WICKED_NET], from_account(1_000_000), 0, account()), &[]).unwrap();
    m.run(&alice, exact_in(asset.clone(), &[WICKED_NET], from_account(1_000_000), 0, account()), &[])
        .unwrap();
    let fees = api::pool::Fees { fee_bps: 30, protocol_share_bps: 500 };
    m.run(&owner, ExecuteMsg::UpdateFees { pool_id: WICKED_NET, fees }, &[]).unwrap();
    assert_eq!(m.pool(WICKED_NET).fees, fees);
    let sweep = |asset| ExecuteMsg::SweepFees { pool_id: WICKED_NET, asset };
    m.run(&alice, sweep(None), &[]).unwrap_err();
    m.run(&alice, sweep(Some(asset)), &[]).unwrap_err();
    m.run(&alice, sweep(Some(net())), &[]).unwrap();
    assert_eq!(m.collected()[0].amount, amount_of(net(), 1_000));
    assert_eq!(m.pool(WICKED_NET).accrued_0.u128(), 1_000, "waits");
    assert_eq!(m.check_solvency()[0], wicked_net(m));
}

/// Tokens from nowhere drain the pool of that token at most: what LPs put in beside a token is what they trust it with.
#[test]
fn a_token_that_lies_drains_no_more_than_its_own_pool() {
    let mut trap = Trap::new();
    trap.behave(Wicked::Lies {}).unwrap();
    let bob = trap.market.bob.clone();
    let hook = ReceiveMsg::SwapExactIn {
        pools: vec![WICKED_NET],
        min_out: 0u128.into(),
        to: wallet(),
        deadline: None,
    };
    let elsewhere = (trap.market.pool(CREDIT_NET), trap.market.account(&trap.market.lp, &net()));
    trap.claim(&bob, RESERVE * 1_000_000, &hook).unwrap();
    trap.buy(10_000).unwrap();
    let m = &mut trap.market;
    assert_eq!((m.pool(CREDIT_NET), m.account(&m.lp, &net())), elsewhere);
    assert_eq!(m.check_solvency()[0], wicked_net(m));
}

/// Claiming on another's behalf reaches the token's own account entries and nothing of its victim's.
#[test]
fn a_token_cannot_spend_what_its_victim_holds_of_other_assets() {
    let mut trap = Trap::new();
    let victim = trap.market.lp.clone();
    let held = trap.market.assets().map(|asset| trap.market.account(&victim, &asset));
    let hook = ReceiveMsg::SwapExactIn {
        pools: vec![WICKED_NET],
        min_out: 0u128.into(),
        to: account(),
        deadline: None,
    };
    trap.claim(&victim, 10_000, &hook).unwrap();
    let after = trap.market.assets().map(|asset| trap.market.account(&victim, &asset));
    assert!(after[0] >= held[0] && after[1..] == held[1..]);
    let provide = ReceiveMsg::Provide {
        pool_id: WICKED_NET,
        max_other: 1_000_000u128.into(),
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    assert!(matches!(
        refusal(trap.claim(&victim, 1_000_000, &provide)),
        ContractError::Allowance { allowed: 0, .. }
    ));
    let source = Source::Account { owner: Some(victim.to_string()), amount: 5u128.into() };
    let pool = trap.market.pool.to_string();
    trap.behave(Wicked::ReEnters { pool, msg: exact_in(net(), &[], source, 0, account()) }).unwrap();
    trap.buy(10_000).unwrap_err();
}
