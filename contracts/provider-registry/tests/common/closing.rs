//! What tests of closings do and check.

use api::common::{Asset, Payout};
use api::pool::{self, ReceiveMsg as PoolHook};
use api::provider_registry::{BookResponse, ClosingResponse, ExecuteMsg, QueryMsg, ReceiveMsg, StandardJob};
use cosmwasm_std::{coins, to_json_binary, Addr};
use cw_multi_test::{AppResponse, Executor};

use super::{World, CLASS, DAY, NET, ONE};

impl World {
    /// From the seller's account, paid to its wallet.
    pub fn deliver(
        &mut self,
        seller: &Addr,
        debtor: Option<&Addr>,
        amount: u128,
        min_price: u128,
    ) -> anyhow::Result<AppResponse> {
        let msg = ExecuteMsg::Deliver {
            class: CLASS.into(),
            debtor: debtor.map(Addr::to_string),
            amount: amount.into(),
            min_price: min_price.into(),
            payout: Payout::Wallet,
        };
        self.send(seller, msg)
    }

    /// What a seller says who delivers by cw20 Send or at the end of a swap.
    pub fn delivery(&self, debtor: Option<&Addr>, min_price: u128, payout: Payout) -> ReceiveMsg {
        let debtor = debtor.map(Addr::to_string);
        ReceiveMsg::Deliver { class: CLASS.into(), debtor, min_price: min_price.into(), payout }
    }

    pub fn send_credits(
        &mut self,
        seller: &Addr,
        amount: u128,
        hook: &impl serde::Serialize,
        to: &Addr,
    ) -> anyhow::Result<AppResponse> {
        let credit = self.credit(CLASS);
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: to.to_string(),
            amount: amount.into(),
            msg: to_json_binary(hook)?,
        };
        self.app.execute_contract(seller.clone(), credit, &msg, &[])
    }

    /// Credits from one wallet into another's account in the pool contract.
    pub fn give(&mut self, from: &Addr, to: &Addr, amount: u128) {
        let hook = PoolHook::Deposit { receiver: Some(to.to_string()) };
        let pool = self.pool.clone();
        self.send_credits(from, amount, &hook, &pool).unwrap();
    }

    pub fn try_crank(&mut self, providers: &[&Addr]) -> anyhow::Result<AppResponse> {
        let providers = providers.iter().map(|address| address.to_string()).collect();
        let sender = self.addr("carol");
        self.send(&sender, ExecuteMsg::Crank { class: CLASS.into(), providers })
    }

    pub fn crank(&mut self, providers: &[&Addr]) -> AppResponse {
        self.try_crank(providers).unwrap()
    }

    pub fn exit(&mut self, provider: &Addr) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::Exit { class: CLASS.into() })
    }

    pub fn complete_exit(&mut self, provider: &Addr) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::CompleteExit { class: CLASS.into() })
    }

    pub fn book(&self) -> BookResponse {
        self.ask(QueryMsg::Book { class: CLASS.into() })
    }

    pub fn closing_price(&self) -> u128 {
        self.book().closing_price.u128()
    }

    pub fn closing(&self, debtor: &Addr) -> ClosingResponse {
        self.ask(QueryMsg::Closing { class: CLASS.into(), debtor: Some(debtor.to_string()) })
    }

    pub fn set_standard(&mut self, gpus: u32, credits: u128) {
        let standard = Some(StandardJob { gpus, credits: credits.into() });
        let market = self.market.clone();
        self.send(&market, ExecuteMsg::SetStandard { class: CLASS.into(), standard }).unwrap();
    }

    /// Insurance gets so much NET.
    pub fn insure(&mut self, amount: u128) {
        let category = api::fee_collector::Category::Slash { burn: 0u128.into(), insurance: amount.into() };
        let msg = api::fee_collector::ExecuteMsg::Deposit { category };
        let (payer, collector) = (self.owner.clone(), self.collector.clone());
        self.app.execute_contract(payer, collector, &msg, &coins(amount, NET)).unwrap();
    }

    pub fn insurance(&self) -> u128 {
        self.slashes().1
    }

    /// Credits rise to about five times their price in the pool, and the closing price follows for so many days.
    pub fn rise(&mut self, days: u32) {
        let buyer = self.addr("bob");
        self.swap_net(&buyer, CLASS, 20_000 * ONE);
        for _ in 0..days {
            self.wait(DAY);
            self.crank(&[]);
        }
    }

    /// What is left of the pool's liquidity comes back to `lp`'s account, but for one part in so many.
    pub fn drain(&mut self, part: u128) {
        let (lp, pool_id) = (self.addr("lp"), self.class(CLASS).pool_id.unwrap());
        let answer: pool::PoolResponse =
            self.app.wrap().query_wasm_smart(&self.pool, &pool::QueryMsg::Pool { pool_id }).unwrap();
        let shares = Addr::unchecked(answer.lp_token);
        let question = cw20::Cw20QueryMsg::Balance { address: lp.to_string() };
        let held: cw20::BalanceResponse = self.app.wrap().query_wasm_smart(&shares, &question).unwrap();
        let hook = PoolHook::WithdrawLiquidity {
            pool_id,
            min_0: 0u128.into(),
            min_1: 0u128.into(),
            payout: Payout::Account,
            receiver: None,
            deadline: None,
        };
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: self.pool.to_string(),
            amount: (held.balance.u128() - held.balance.u128() / part).into(),
            msg: to_json_binary(&hook).unwrap(),
        };
        self.app.execute_contract(lp, shares, &msg, &[]).unwrap();
    }

    /// Every credit is owed by someone or noted as owed by nobody, and the registry's NET is bonds and reserve. Returns the
    /// credits of the class that are left.
    pub fn check_closings(&self, providers: &[&Addr]) -> u128 {
        let (class, book) = (self.class(CLASS), self.book());
        let owed = (class.obligations + book.reserve_obligation + book.deficit).u128();
        assert_eq!(self.supply(CLASS) - class.redeemed_unburned.u128(), owed);
        assert_eq!(self.account(&self.registry, Asset::cw20(class.credit)), class.redeemed_unburned.u128());
        assert_eq!(self.net_account(&self.registry), 0, "NET that nobody is booked for");
        let lp = self.addr("lp");
        let positions: Vec<_> = providers.iter().chain(&[&lp]).map(|who| self.position(who)).collect();
        let bonds: u128 = positions.iter().map(|position| position.bond.u128()).sum();
        let debts: u128 = positions.iter().map(|position| position.obligation.u128()).sum();
        assert_eq!(debts, class.obligations.u128());
        assert_eq!(self.net(&self.registry), bonds + book.reserve.u128());
        assert_eq!(book.reserve_closing.is_some(), book.reserve_obligation.u128() > 0);
        owed
    }
}

/// What so many credits are worth at a raw price, rounded up.
pub fn worth(price: u128, credits: u128) -> u128 {
    (price * credits).div_ceil(1 << 64)
}
