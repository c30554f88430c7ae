//! A stake pool, the fee-collector whose stakers' share it claims, and NET for a few people.

use api::fee_collector::{self, Category, Peers, Split};
use api::staking::{
    ConfigResponse, ExecuteMsg, InstantiateMsg, PreviewStakeResponse, PreviewUnstakeResponse, QueryMsg,
    ReceiveMsg, StateResponse,
};
use api::token;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{coin, coins, to_json_binary, Addr, Coin, Empty};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use staking::error::ContractError;

pub const NET: &str = "unet";
pub const USD: &str = "uusd";
pub const ONE: u128 = 1_000_000;
pub const DAY: u64 = 86_400;
/// NET of each account at the start.
pub const PURSE: u128 = 1 << 80;

pub struct Fixture {
    pub app: App,
    pub fees: Addr,
    pub pool: Addr,
    pub token: Addr,
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn wrapped() -> Box<dyn Contract<Empty>> {
    use staking::contract::{execute, instantiate, migrate, query, reply};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate).with_reply(reply))
}

fn fee_collector() -> Box<dyn Contract<Empty>> {
    use ::fee_collector::contract::{execute, instantiate, query, reply};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply))
}

pub fn receipt() -> Box<dyn Contract<Empty>> {
    use ::token::contract::{execute, instantiate, query};
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

/// Starts a stake pool on a chain of its own; `change` edits the well-formed message.
pub fn try_start(change: impl FnOnce(&mut InstantiateMsg), funds: &[Coin]) -> Result<Fixture, ContractError> {
    let mut app = App::new(|router, _, storage| {
        for name in ["owner", "donor", "alice", "bob", "thief"] {
            let purse = vec![coin(PURSE, NET), coin(PURSE, USD)];
            router.bank.init_balance(storage, &addr(name), purse).unwrap();
        }
    });
    let text = |name: &str| addr(name).into_string();
    let start = fee_collector::InstantiateMsg {
        owner: text("owner"),
        network_denom: NET.into(),
        peers: Peers {
            pool: text("pool"),
            job_market: text("job-market"),
            provider_registry: text("registry"),
        },
        split: Split { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 },
        stakers: text("nobody yet"),
    };
    let code = app.store_code(fee_collector());
    let fees = app.instantiate_contract(code, addr("owner"), &start, &[], "fees", None).unwrap();
    let mut msg = InstantiateMsg {
        network_denom: NET.into(),
        fee_collector: fees.to_string(),
        token_code_id: app.store_code(receipt()),
        token_admin: text("owner"),
    };
    change(&mut msg);
    let code = app.store_code(wrapped());
    let pool = app
        .instantiate_contract(code, addr("owner"), &msg, funds, "staking", Some(text("owner")))
        .map_err(|err| err.downcast::<ContractError>().unwrap())?;
    let stakers = fee_collector::ExecuteMsg::SetStakers { stakers: pool.to_string() };
    app.execute_contract(addr("owner"), fees.clone(), &stakers, &[]).unwrap();
    let config: ConfigResponse = app.wrap().query_wasm_smart(&pool, &QueryMsg::Config {}).unwrap();
    Ok(Fixture { app, fees, pool, token: config.token })
}

impl Fixture {
    pub fn new() -> Self {
        try_start(|_| (), &[]).unwrap()
    }

    pub fn run(&mut self, who: &str, msg: &ExecuteMsg, funds: &[Coin]) -> Result<AppResponse, ContractError> {
        let done = self.app.execute_contract(addr(who), self.pool.clone(), msg, funds);
        self.check();
        done.map_err(|err| err.downcast().unwrap())
    }

    /// Stakes; returns the shares.
    pub fn stake(&mut self, who: &str, amount: u128) -> Result<u128, ContractError> {
        let preview = self.preview_stake(amount);
        let before = self.shares(who);
        let funds = if amount == 0 { vec![] } else { coins(amount, NET) };
        self.run(who, &ExecuteMsg::Stake { min_shares: 1u128.into() }, &funds)?;
        let shares = self.shares(who) - before;
        assert_eq!(preview, Some(shares), "as previewed");
        Ok(shares)
    }

    /// Unstakes; returns the NET.
    pub fn unstake(&mut self, who: &str, shares: u128) -> Result<u128, ContractError> {
        let preview = self.preview_unstake(shares);
        let before = self.net(&addr(who));
        self.send(who, &self.token.clone(), shares, 0)?;
        let out = self.net(&addr(who)) - before;
        assert_eq!(preview, Some(out), "as previewed");
        Ok(out)
    }

    /// Sends shares of a token to be unstaked for at least so much.
    pub fn send(
        &mut self,
        who: &str,
        token: &Addr,
        shares: u128,
        min_out: u128,
    ) -> Result<AppResponse, ContractError> {
        let msg = to_json_binary(&ReceiveMsg::Unstake { min_out: min_out.into() }).unwrap();
        let send = token::ExecuteMsg::Send { contract: self.pool.to_string(), amount: shares.into(), msg };
        let done = self.app.execute_contract(addr(who), token.clone(), &send, &[]);
        self.check();
        done.map_err(|err| err.downcast().unwrap())
    }

    /// Revenue of which so much is the stakers'; it waits in the fee-collector.
    pub fn revenue(&mut self, stakers: u128) {
        let category = Category::Donation {};
        let deposit = fee_collector::ExecuteMsg::Deposit { category };
        let (fees, donor) = (self.fees.clone(), addr("donor"));
        self.app.execute_contract(donor.clone(), fees.clone(), &deposit, &coins(4 * stakers, NET)).unwrap();
        self.app.execute_contract(donor, fees, &fee_collector::ExecuteMsg::Distribute {}, &[]).unwrap();
    }

    /// Revenue that comes in and is collected.
    pub fn income(&mut self, stakers: u128) -> AppResponse {
        self.revenue(stakers);
        self.run("anyone", &ExecuteMsg::Collect {}, &[]).unwrap()
    }

    pub fn state(&self) -> StateResponse {
        self.app.wrap().query_wasm_smart(&self.pool, &QueryMsg::State {}).unwrap()
    }

    pub fn preview_stake(&self, amount: u128) -> Option<u128> {
        let query = QueryMsg::PreviewStake { amount: amount.into() };
        let answer: Result<PreviewStakeResponse, _> = self.app.wrap().query_wasm_smart(&self.pool, &query);
        answer.ok().map(|answer| answer.shares.u128())
    }

    pub fn preview_unstake(&self, shares: u128) -> Option<u128> {
        let query = QueryMsg::PreviewUnstake { shares: shares.into() };
        let answer: Result<PreviewUnstakeResponse, _> = self.app.wrap().query_wasm_smart(&self.pool, &query);
        answer.ok().map(|answer| answer.amount.u128())
    }

    pub fn shares(&self, who: &str) -> u128 {
        let query = token::QueryMsg::Balance { address: addr(who).into() };
        let answer: cw20::BalanceResponse = self.app.wrap().query_wasm_smart(&self.token, &query).unwrap();
        answer.balance.u128()
    }

    pub fn supply(&self) -> u128 {
        let query = token::QueryMsg::TokenInfo {};
        let answer: cw20::TokenInfoResponse = self.app.wrap().query_wasm_smart(&self.token, &query).unwrap();
        answer.total_supply.u128()
    }

    pub fn net(&self, who: &Addr) -> u128 {
        self.app.wrap().query_balance(who, NET).unwrap().amount.u128()
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
        self.check();
    }

    /// What must hold after every message: the coins are those of the book, or beyond it, and the shares are the receipt's.
    #[track_caller]
    pub fn check(&self) {
        let state = self.state();
        assert!(self.net(&self.pool) >= (state.assets + state.left).u128(), "solvent: {state:?}");
        assert_eq!(self.supply(), state.shares.u128(), "shares = supply");
    }
}

/// The value of an attribute of the event of this type.
#[track_caller]
pub fn said(response: &AppResponse, event: &str, key: &str) -> String {
    let event = response.events.iter().find(|e| e.ty == format!("wasm-{event}")).unwrap();
    event.attributes.iter().find(|a| a.key == key).unwrap().value.clone()
}
