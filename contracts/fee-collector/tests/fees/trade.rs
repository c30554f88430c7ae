//! A fee-collector beside pools that have been traded in for more than a day.

use api::common::{Asset, Source};
use api::fee_collector::{receive_hook, Category, ExecuteMsg};
use api::pool::{
    Destination, ExecuteMsg as PoolMsg, Fees, PoolResponse, ProvideSource, QueryMsg as PoolQuery, ReceiveMsg,
    Route,
};
use cosmwasm_std::{coin, coins, to_json_binary, Addr, Uint128};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::error::AnyResult;
use cw_multi_test::{AppResponse, ContractWrapper, Executor};

use crate::support::{addr, Fixture, NET, USD};

/// Credits against NET, at two NET a credit.
pub const CREDIT_NET: u64 = 1;
/// Dollars against NET, one for one.
pub const USD_NET: u64 = 2;
/// Another token against dollars, one for one.
pub const OTHER_USD: u64 = 3;
/// Reserve of each pool's first asset.
pub const RESERVE: u128 = 1_000_000_000_000;

/// See the module.
pub struct Trade {
    pub f: Fixture,
    pub credit: Addr,
    pub other: Addr,
}

impl Trade {
    /// Pools that were filled, and traded in every hour for 26 hours, and half an hour since.
    pub fn new() -> Self {
        let mut trade = Self::young();
        trade.age();
        for (asset, pools) in [
            (Asset::cw20(&trade.credit), vec![CREDIT_NET]),
            (Asset::native(USD), vec![USD_NET]),
            (Asset::cw20(&trade.other), vec![OTHER_USD, USD_NET]),
        ] {
            trade.route(asset, pools);
        }
        trade
    }

    /// Pools that were just filled; no routes.
    pub fn young() -> Self {
        let mut f = Fixture::new();
        let (credit, other) = (f.cw20("credit"), f.cw20("other"));
        let mut trade = Self { f, credit, other };
        let [credit, other, usd, net] = trade.assets();
        for asset in [&credit, &other, &usd] {
            trade.f.list(asset.clone());
        }
        trade.fill(&credit, &net, 2, 100);
        trade.fill(&usd, &net, 1, 30);
        trade.fill(&other, &usd, 1, 30);
        trade
    }

    /// Credits, the other token, dollars, NET.
    pub fn assets(&self) -> [Asset; 4] {
        [Asset::cw20(&self.credit), Asset::cw20(&self.other), Asset::native(USD), Asset::native(NET)]
    }

    pub fn age(&mut self) {
        for _ in 0..26 {
            self.touch();
            self.f.wait(3_600);
        }
        self.touch();
        self.f.wait(1_800);
    }

    /// A trade of dust in each pool.
    pub fn touch(&mut self) {
        let [.., usd, net] = self.assets();
        for (offer, pool_id) in [(&net, CREDIT_NET), (&net, USD_NET), (&usd, OTHER_USD)] {
            self.trade(offer, pool_id, 1_000).unwrap();
        }
    }

    pub fn pool(
        &mut self,
        sender: &str,
        msg: &PoolMsg,
        amount: &[cosmwasm_std::Coin],
    ) -> AnyResult<AppResponse> {
        let pool = self.f.pool.clone();
        self.f.app.execute_contract(addr(sender), pool, msg, amount)
    }

    /// The donor, which has much of everything, sells into a pool.
    pub fn trade(&mut self, offer: &Asset, pool_id: u64, amount: u128) -> AnyResult<AppResponse> {
        let (min_out, to, deadline) = (Uint128::one(), Destination::default(), None);
        match offer {
            Asset::Native { denom } => {
                let route = Route { offer: offer.clone(), pools: vec![pool_id] };
                let msg = PoolMsg::SwapExactIn { route, from: Source::default(), min_out, to, deadline };
                self.pool("donor", &msg, &coins(amount, denom))
            }
            Asset::Cw20 { address } => {
                let hook = ReceiveMsg::SwapExactIn { pools: vec![pool_id], min_out, to, deadline };
                self.send(address, &addr("donor"), amount, &hook)
            }
        }
    }

    fn send(
        &mut self,
        token: &str,
        sender: &Addr,
        amount: u128,
        hook: &ReceiveMsg,
    ) -> AnyResult<AppResponse> {
        let contract = self.f.pool.to_string();
        let msg = to_json_binary(hook)?;
        let send = Cw20ExecuteMsg::Send { contract, amount: amount.into(), msg };
        self.f.app.execute_contract(sender.clone(), Addr::unchecked(token), &send, &[])
    }

    /// Creates a pool and fills it, at so many of the second asset for one of the first.
    pub fn fill(&mut self, asset_0: &Asset, asset_1: &Asset, price: u128, fee_bps: u32) {
        self.create(asset_0, asset_1, price, fee_bps, false);
        self.provide(asset_0, asset_1, (RESERVE, RESERVE * price));
    }

    /// A launch pool of another token, at one NET each, with nothing but that in it; sold by way of it.
    pub fn launch(&mut self) -> (Asset, u64) {
        let (fresh, net) = (Asset::cw20(self.f.cw20("fresh")), Asset::native(NET));
        self.f.list(fresh.clone());
        self.create(&fresh, &net, 1, 100, true);
        self.provide(&fresh, &net, (RESERVE, 0));
        let pool_id = self.pools();
        self.route(fresh.clone(), vec![pool_id]);
        (fresh, pool_id)
    }

    fn create(&mut self, asset_0: &Asset, asset_1: &Asset, price: u128, fee_bps: u32, launch: bool) {
        let create = PoolMsg::CreatePool {
            asset_0: asset_0.clone(),
            asset_1: asset_1.clone(),
            fees: Fees { fee_bps, protocol_share_bps: 1_000 },
            lp_symbol: "LP-SOME".into(),
            reference_0: 1u128.into(),
            reference_1: price.into(),
            launch,
        };
        self.pool("owner", &create, &[]).unwrap();
    }

    /// The first liquidity of the youngest pool.
    fn provide(&mut self, asset_0: &Asset, asset_1: &Asset, max: (u128, u128)) {
        let pool_id = self.pools();
        for (asset, amount) in [(asset_0, max.0), (asset_1, max.1)] {
            if amount == 0 {
                continue;
            }
            match asset {
                Asset::Native { denom } => self
                    .pool("donor", &PoolMsg::Deposit { receiver: None }, &coins(amount, denom))
                    .map(|_| ()),
                Asset::Cw20 { address } => {
                    let hook = ReceiveMsg::Deposit { receiver: None };
                    self.send(address, &addr("donor"), amount, &hook).map(|_| ())
                }
            }
            .unwrap();
        }
        let provide = PoolMsg::Provide {
            pool_id,
            max_0: max.0.into(),
            max_1: max.1.into(),
            from: ProvideSource::Account,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        self.pool("donor", &provide, &[]).unwrap();
    }

    fn pools(&self) -> u64 {
        let query = PoolQuery::Pools { order: None, start_after: None, limit: None };
        let all: api::pool::PoolsResponse = self.f.app.wrap().query_wasm_smart(&self.f.pool, &query).unwrap();
        all.pools.len() as u64
    }

    pub fn state(&self, pool_id: u64) -> PoolResponse {
        self.f.app.wrap().query_wasm_smart(&self.f.pool, &PoolQuery::Pool { pool_id }).unwrap()
    }

    pub fn route(&mut self, asset: Asset, pools: Vec<u64>) {
        self.f.run(&addr("owner"), &ExecuteMsg::SetRoute { asset, pools }, &[]).unwrap();
    }

    /// Revenue in an asset, as if the pool contract had swept it.
    pub fn came(&mut self, asset: &Asset, swap_fees: u128, spread: u128) {
        let pool = self.f.pool.clone();
        for (category, amount) in
            [(Category::SwapFees { lp: Uint128::zero() }, swap_fees), (Category::Spread {}, spread)]
        {
            if amount == 0 {
                continue;
            }
            match asset {
                Asset::Native { denom } => {
                    self.f.deposit(&pool, category, &coins(amount, denom)).unwrap();
                }
                Asset::Cw20 { address } => {
                    let msg = receive_hook(category).unwrap();
                    let contract = self.f.fees.to_string();
                    let send = Cw20ExecuteMsg::Send { contract, amount: amount.into(), msg };
                    let token = Addr::unchecked(address);
                    self.f.app.execute_contract(pool.clone(), token, &send, &[]).unwrap();
                }
            }
        }
    }

    /// Somebody sends the crank; the error as text.
    pub fn crank(&mut self, msg: &ExecuteMsg) -> Result<AppResponse, String> {
        let fees = self.f.fees.clone();
        let answer = self.f.app.execute_contract(addr("keeper"), fees, msg, &[]);
        answer.map_err(|error| format!("{error:#}"))
    }

    pub fn buy_back(&mut self, asset: &Asset) -> Result<AppResponse, String> {
        self.crank(&ExecuteMsg::BuyBack { asset: asset.clone() })
    }

    pub fn add_liquidity(&mut self, pool_id: u64) -> Result<AppResponse, String> {
        self.crank(&ExecuteMsg::AddLiquidity { pool_id })
    }

    /// Asserts that a crank is refused with an error that names `parts`, and that nothing is changed by it.
    #[track_caller]
    pub fn refused(&mut self, msg: &ExecuteMsg, parts: &[&str]) {
        let all = |trade: &Self| {
            let wallet = trade.f.app.wrap().query_balance(&trade.f.fees, USD).unwrap();
            (trade.f.waiting(), trade.f.balances(), trade.f.held(&trade.f.fees), wallet)
        };
        let before = all(self);
        let error = self.crank(msg).unwrap_err();
        for part in parts {
            assert!(error.contains(part), "expected `{part}` in the refusal: {error}");
        }
        assert_eq!(all(self), before);
    }
}

impl Fixture {
    /// A token of which the pool contract and the donor hold much.
    pub fn cw20(&mut self, label: &str) -> Addr {
        use token::contract::{execute, instantiate, query};
        let code = self.app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
        let msg = api::token::InstantiateMsg {
            name: "Some token".into(),
            symbol: "SOME".into(),
            decimals: 6,
            minter: addr("owner").into(),
            burners: vec![],
        };
        let token = self.app.instantiate_contract(code, addr("owner"), &msg, &[], label, None).unwrap();
        for holder in [self.pool.clone(), addr("donor")] {
            let mint = Cw20ExecuteMsg::Mint { recipient: holder.into(), amount: (10 * RESERVE).into() };
            self.app.execute_contract(addr("owner"), token.clone(), &mint, &[]).unwrap();
        }
        token
    }

    /// Something in a wallet of the fee-collector that is in no book.
    pub fn gift(&mut self, amount: u128) {
        let fees = self.fees.clone();
        self.app.send_tokens(addr("donor"), fees, &[coin(amount, NET)]).unwrap();
    }
}
