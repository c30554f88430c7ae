//! NET of the liquidity share goes to pools at the price of their means, and stays the protocol's.

use api::common::{Asset, CommonError};
use api::fee_collector::{ExecuteMsg, QueryMsg, TreasuryPool, TreasuryResponse, Window};
use api::pool::{ExecuteMsg as PoolMsg, Fees, Paused};
use cosmwasm_std::{Addr, Uint128};
use cw20::{BalanceResponse, Cw20QueryMsg};
use fee_collector::error::ContractError;

use crate::support::{addr, not_the_owner, said, NET};
use crate::trade::{Trade, CREDIT_NET, OTHER_USD, RESERVE, USD_NET};

impl Trade {
    fn allow(&mut self, pool_id: u64) {
        self.f.run(&addr("owner"), &ExecuteMsg::SetLiquidityPool { pool_id, allowed: true }, &[]).unwrap();
    }

    fn treasury(&self) -> Vec<TreasuryPool> {
        let query = QueryMsg::Treasury { order: None, start_after: None, limit: None };
        self.f.ask::<TreasuryResponse>(&query).pools
    }

    fn shares(&self, pool_id: u64, owner: &Addr) -> u128 {
        let query = Cw20QueryMsg::Balance { address: owner.to_string() };
        let lp_token = self.state(pool_id).lp_token;
        let answer: BalanceResponse = self.f.app.wrap().query_wasm_smart(lp_token, &query).unwrap();
        answer.balance.u128()
    }

    /// Governance allows the pools of credits and of dollars; 15 % of 100 million are for liquidity.
    fn funded() -> Self {
        let mut trade = Self::new();
        trade.f.donate(100_000_000);
        trade.f.distribute().unwrap();
        trade.allow(CREDIT_NET);
        trade.allow(USD_NET);
        trade
    }
}

fn add(pool_id: u64) -> ExecuteMsg {
    ExecuteMsg::AddLiquidity { pool_id }
}

#[test]
fn the_liquidity_share_goes_to_a_pool_and_its_shares_stay() {
    let mut trade = Trade::funded();
    let genesis = trade.f.supply() + trade.f.metrics(Window::All).burned_donations.u128();
    let fees = trade.f.fees.clone();
    let before = trade.state(CREDIT_NET);
    let response = trade.add_liquidity(CREDIT_NET).unwrap();
    let paid: u128 = said(&response, "add_liquidity", "amount").parse().unwrap();
    let shares: u128 = said(&response, "add_liquidity", "shares").parse().unwrap();
    assert!(paid <= 15_000_000 && paid > 14_990_000, "{paid}");
    assert_eq!(trade.shares(CREDIT_NET, &fees), shares);
    assert_eq!(trade.f.balances()[2], 15_000_000 - paid);
    assert_eq!(trade.f.metrics(Window::All).liquidity_added.u128(), paid);
    let after = trade.state(CREDIT_NET);
    assert_eq!(after.lp_supply.u128() - before.lp_supply.u128(), shares);
    let came = after.reserve_1 + after.accrued_1 - before.reserve_1 - before.accrued_1;
    assert_eq!(came.u128(), paid);
    trade.f.check(genesis);

    let treasury = trade.treasury();
    let pool = treasury.iter().find(|pool| pool.pool_id == CREDIT_NET).unwrap();
    assert_eq!((pool.shares.u128(), pool.put_in.u128(), pool.allowed), (shares, paid, true));
    // Half is credits at two NET each.
    assert!(pool.amount_0.u128().abs_diff(paid / 4) < paid / 100, "{pool:?}");
    let worth = pool.worth.unwrap().u128();
    assert!(worth <= paid && worth * 1_000 > paid * 990, "{worth} of {paid}");
    // It earns what the pool's LPs earn.
    for _ in 0..20 {
        trade.trade(&Asset::native(NET), CREDIT_NET, RESERVE / 10).unwrap();
        trade.f.wait(6);
        let credit = Asset::cw20(&trade.credit);
        trade.trade(&credit, CREDIT_NET, RESERVE / 20).unwrap();
        trade.f.wait(6);
    }
    let earned = trade.treasury()[0].clone();
    assert_eq!(earned.put_in.u128(), paid);
    assert!(earned.worth.unwrap().u128() > worth, "{earned:?}");
}

#[test]
fn no_more_goes_in_at_once_than_half_the_protocols_fee_of_the_reserve() {
    let mut trade = Trade::funded();
    trade.f.donate(RESERVE * 10);
    trade.f.distribute().unwrap();
    let reserve = trade.state(USD_NET).reserve_1.u128();
    let before = trade.f.balances()[2];
    trade.add_liquidity(USD_NET).unwrap();
    let went = before - trade.f.balances()[2];
    let most = reserve * 3 / 10_000 / 2;
    assert!(went <= most && went * 1_000 > most * 999, "{went} of {most}");
}

/// A push that makes one of them dear makes the other cheap.
#[test]
fn additions_and_sales_have_a_quota_each() {
    let mut trade = Trade::funded();
    trade.f.donate(RESERVE * 10);
    trade.f.distribute().unwrap();
    let [credit, ..] = trade.assets();
    trade.came(&credit, RESERVE, 0);
    trade.add_liquidity(CREDIT_NET).unwrap();
    let from = trade.f.app.block_info().time.seconds() + 1_800;
    let expected = format!("pool 1 has taken its quota: expected time {from} for all of it again");
    trade.refused(&add(CREDIT_NET), &[&expected]);
    trade.buy_back(&credit).unwrap();
    trade.refused(&ExecuteMsg::BuyBack { asset: credit }, &[&expected]);
    trade.add_liquidity(USD_NET).unwrap();
    trade.f.wait(1_800);
    trade.add_liquidity(CREDIT_NET).unwrap();
}

/// Who asks too early and with nothing at hand is told the latter.
#[test]
fn nothing_held_is_no_matter_of_time() {
    let mut trade = Trade::funded();
    trade.f.donate(RESERVE * 10);
    trade.f.distribute().unwrap();
    trade.add_liquidity(CREDIT_NET).unwrap();
    trade.refused(&add(CREDIT_NET), &["pool 1 has taken its quota"]);
    let [credit, ..] = trade.assets();
    trade.refused(&ExecuteMsg::BuyBack { asset: credit.clone() }, &["nothing to sell"]);
    trade.came(&credit, 999, 0);
    trade.refused(&ExecuteMsg::BuyBack { asset: credit }, &["too little", "got 999 of"]);
}

#[test]
fn a_pool_without_a_protocols_share_gets_nothing() {
    let mut trade = Trade::funded();
    let fees = Fees { fee_bps: 100, protocol_share_bps: 0 };
    trade.pool("owner", &PoolMsg::UpdateFees { pool_id: CREDIT_NET, fees }, &[]).unwrap();
    trade.refused(&add(CREDIT_NET), &["pool 1: expected a protocol's share of its fees above 0"]);
    trade.add_liquidity(USD_NET).unwrap();
}

#[test]
fn governance_says_where_it_goes() {
    let mut trade = Trade::funded();
    trade.refused(&add(OTHER_USD), &["pool 3: expected one that governance lets liquidity go to"]);
    trade.refused(&add(9), &["pool 9: expected one that governance lets liquidity go to"]);
    let set = |pool_id, allowed| ExecuteMsg::SetLiquidityPool { pool_id, allowed };
    let err = trade.f.run(&addr("keeper"), &set(USD_NET, false), &[]).unwrap_err();
    assert_eq!(err, not_the_owner(&addr("keeper")));
    let owner = addr("owner");
    let error = trade.f.run(&owner, &set(OTHER_USD, true), &[]).unwrap_err().to_string();
    assert!(error.contains("pool 3: expected a pool of the network token, got one of cw20:"), "{error}");
    let error = trade.f.run(&owner, &set(9, true), &[]).unwrap_err().to_string();
    assert!(error.contains("unknown pool 9"), "{error}");
    let response = trade.f.run(&owner, &set(USD_NET, false), &[]).unwrap();
    assert_eq!(said(&response, "set_liquidity_pool", "allowed"), "false");
    trade.refused(&add(USD_NET), &["pool 2: expected one that governance lets liquidity go to"]);
    assert!(!trade.treasury()[1].allowed);
}

#[test]
fn what_cannot_be_added_is_refused_by_name() {
    let mut trade = Trade::new();
    trade.allow(CREDIT_NET);
    trade.refused(&add(CREDIT_NET), &["too little: expected at least 1000 base units", "got 0 of unet"]);
    trade.f.donate(100_000_000);
    trade.f.distribute().unwrap();
    for paused in [Paused { swap: true, provide: false }, Paused { swap: false, provide: true }] {
        trade.pool("guardian", &PoolMsg::SetPaused { pool_id: CREDIT_NET, paused }, &[]).unwrap();
        trade.refused(&add(CREDIT_NET), &["is paused for pool 1"]);
        let paused = Paused { swap: false, provide: false };
        trade.pool("owner", &PoolMsg::SetPaused { pool_id: CREDIT_NET, paused }, &[]).unwrap();
    }
    trade.f.wait(7 * 86_400);
    trade.refused(&add(CREDIT_NET), &["of pool 1 is stale"]);

    let mut trade = Trade::young();
    trade.f.donate(100_000_000);
    trade.f.distribute().unwrap();
    trade.allow(CREDIT_NET);
    trade.refused(&add(CREDIT_NET), &["pool 1 has no mean price of 1800 s yet"]);
}

#[test]
fn credits_that_are_dearer_than_the_means_are_not_bought() {
    let mut trade = Trade::funded();
    let net = Asset::native(NET);
    // The spot price is off by some per cent: too few shares would come.
    trade.trade(&net, CREDIT_NET, RESERVE / 25).unwrap();
    trade.f.wait(6);
    trade.refused(&add(CREDIT_NET), &["`min_shares` not reached"]);
    // And when the mean has followed, it is above that of a day.
    trade.trade(&net, CREDIT_NET, RESERVE / 10).unwrap();
    for _ in 0..6 {
        trade.f.wait(600);
        trade.touch();
    }
    let credit = Asset::cw20(&trade.credit).to_string();
    trade.refused(&add(CREDIT_NET), &[&format!("{credit} is dear")]);
    // Credits that are cheaper are welcome: the shares are worth more than was paid.
    let mut trade = Trade::funded();
    let credit = Asset::cw20(&trade.credit);
    trade.trade(&credit, CREDIT_NET, RESERVE / 10).unwrap();
    trade.f.wait(6);
    trade.add_liquidity(CREDIT_NET).unwrap();
    let pool = trade.treasury()[0].clone();
    assert!(pool.worth.unwrap() > pool.put_in, "{pool:?}");
}

#[test]
fn governance_alone_takes_shares_out() {
    let mut trade = Trade::funded();
    trade.add_liquidity(CREDIT_NET).unwrap();
    let fees = trade.f.fees.clone();
    let held = trade.shares(CREDIT_NET, &fees);
    let put_in = trade.treasury()[0].put_in.u128();
    let take = |shares: u128, receiver: &Addr| ExecuteMsg::WithdrawLiquidity {
        pool_id: CREDIT_NET,
        shares: Uint128::new(shares),
        receiver: receiver.to_string(),
    };
    let (owner, receiver) = (addr("owner"), addr("receiver"));
    let err = trade.f.run(&addr("keeper"), &take(1, &receiver), &[]).unwrap_err();
    assert_eq!(err, not_the_owner(&addr("keeper")));
    for shares in [0, held + 1] {
        let err = trade.f.run(&owner, &take(shares, &receiver), &[]).unwrap_err();
        assert_eq!(err, ContractError::Shares { pool_id: CREDIT_NET, held, got: shares });
    }
    assert_eq!(trade.f.run(&owner, &take(1, &fees), &[]).unwrap_err(), ContractError::SelfReceiver {});
    let pool = trade.f.pool.clone();
    let err = trade.f.run(&owner, &take(1, &pool), &[]).unwrap_err();
    assert!(matches!(err, ContractError::Common(CommonError::NeverDraws { .. })), "{err}");

    let third = held / 3;
    let response = trade.f.run(&owner, &take(third, &receiver), &[]).unwrap();
    assert_eq!(said(&response, "withdraw_liquidity", "shares"), third.to_string());
    assert_eq!(trade.shares(CREDIT_NET, &receiver), third);
    let left = trade.treasury()[0].clone();
    assert_eq!(left.shares.u128(), held - third);
    assert_eq!(left.put_in.u128(), put_in - (put_in * third).div_ceil(held));
    trade.f.run(&owner, &take(held - third, &receiver), &[]).unwrap();
    assert_eq!(trade.treasury()[0].put_in.u128(), 0);
}
