//! A market: NET, a native stablecoin and two credits, three pools, and everybody who takes part.

use api::common::{Asset, AssetAmount, Source};
use api::pool::{
    AccountsResponse, Destination, ExecuteMsg, Fees, InstantiateMsg, Peers, PoolResponse, PoolsResponse,
    ProvideSource, QueryMsg, QuoteResponse, ReceiveMsg, Route,
};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{coin, to_json_binary, Addr, Api, CanonicalAddr, Coin, Empty, Uint128};
use cw20::{BalanceResponse, Cw20ExecuteMsg, Cw20QueryMsg};
use cw_multi_test::error::AnyResult;
use cw_multi_test::{App, AppResponse, ContractWrapper, Executor};
use pool::error::ContractError;
use serde::de::DeserializeOwned;

use crate::mocks::{callee, collector, Booked, Called};

pub const NET: &str = "unet";
pub const USD: &str = "uusd";
/// Pools: credit/NET, USD/NET, other credit/NET.
pub const CREDIT_NET: u64 = 1;
pub const USD_NET: u64 = 2;
pub const OTHER_NET: u64 = 3;
/// Beside these, of [`Market::launched`], a launch pool of the other credit, to begin at 3 NET.
pub const LAUNCH: u64 = 4;
pub const FEES: Fees = Fees { fee_bps: 100, protocol_share_bps: 1_000 };
/// What everybody starts with of every asset.
pub const RICHES: u128 = 1_000_000_000_000;
/// The least NET of a first deposit.
pub const LEAST: u128 = 1_000_000;
/// Reserves of every pool.
pub const RESERVE: u128 = 1_000_000_000;

pub struct Market {
    pub app: App,
    pub pool: Addr,
    pub pool_code: u64,
    pub owner: Addr,
    pub guardian: Addr,
    pub registry: Addr,
    pub job_market: Addr,
    pub collector: Addr,
    pub callee: Addr,
    pub alice: Addr,
    pub bob: Addr,
    pub lp: Addr,
    pub credit: Addr,
    pub other: Addr,
}

impl Market {
    /// Pools created and filled, the fill at 2 NET per credit, 1:1 elsewhere.
    pub fn new() -> Self {
        let mut market = Self::without_liquidity();
        for (pool_id, max) in [
            (CREDIT_NET, (RESERVE, 2 * RESERVE)),
            (USD_NET, (RESERVE, RESERVE)),
            (OTHER_NET, (RESERVE, RESERVE)),
        ] {
            market.provide_from_account(pool_id, max).unwrap();
        }
        market.next_block(6);
        market
    }

    /// Pools created at the reference prices of the fill, nothing in them.
    pub fn without_liquidity() -> Self {
        let people = ["owner", "guardian", "registry", "job market", "alice", "bob", "lp"];
        let mut app = App::new(|router, api, storage| {
            for name in people {
                let riches = vec![coin(RICHES, NET), coin(RICHES, USD), coin(RICHES, "ujunk")];
                router.bank.init_balance(storage, &person(api, name), riches).unwrap();
            }
        });
        let [owner, guardian, registry, job_market, alice, bob, lp] =
            people.map(|name| person(app.api(), name));
        let token_code = app.store_code(Box::new(ContractWrapper::new(
            token::contract::execute,
            token::contract::instantiate,
            token::contract::query,
        )));
        let pool_code = app.store_code(Box::new(
            ContractWrapper::new(pool::contract::execute, pool::contract::instantiate, pool::contract::query)
                .with_migrate(pool::contract::migrate),
        ));
        let mut start = |contract| {
            let code = app.store_code(contract);
            app.instantiate_contract(code, owner.clone(), &Empty {}, &[], "mock", None).unwrap()
        };
        let (callee, collector) = (start(callee()), start(collector()));
        let msg = InstantiateMsg {
            owner: owner.to_string(),
            guardian: guardian.to_string(),
            token_code_id: token_code,
            network_denom: NET.into(),
            least: LEAST.into(),
            peers: Peers {
                provider_registry: registry.to_string(),
                job_market: job_market.to_string(),
                fee_collector: collector.to_string(),
            },
        };
        let admin = Some(owner.to_string());
        let pool = app.instantiate_contract(pool_code, owner.clone(), &msg, &[], "pool", admin).unwrap();
        let mut token = |symbol: &str| {
            let msg = api::token::InstantiateMsg {
                name: symbol.into(),
                symbol: symbol.into(),
                decimals: 6,
                minter: owner.to_string(),
                burners: vec![],
            };
            let token = app.instantiate_contract(token_code, owner.clone(), &msg, &[], symbol, None).unwrap();
            for recipient in [&alice, &bob, &lp, &registry, &job_market] {
                let mint = Cw20ExecuteMsg::Mint { recipient: recipient.to_string(), amount: RICHES.into() };
                app.execute_contract(owner.clone(), token.clone(), &mint, &[]).unwrap();
            }
            token
        };
        let (credit, other) = (token("CREDIT"), token("OTHER"));
        let mut market = Market {
            app,
            pool,
            pool_code,
            owner,
            guardian,
            registry,
            job_market,
            collector,
            callee,
            alice,
            bob,
            lp,
            credit,
            other,
        };
        let owner = market.owner.clone();
        for asset in [Asset::native(USD), market.credit(), market.other()] {
            market.run(&owner, ExecuteMsg::ListAsset { asset }, &[]).unwrap();
        }
        for (asset_0, lp_symbol, reference_1) in [
            (market.credit(), "LP-CREDIT", 2u128),
            (Asset::native(USD), "LP-USD", 1),
            (market.other(), "LP-OTHER", 1),
        ] {
            let msg = ExecuteMsg::CreatePool {
                asset_0,
                asset_1: Asset::native(NET),
                fees: FEES,
                lp_symbol: lp_symbol.into(),
                reference_0: 1u128.into(),
                reference_1: reference_1.into(),
                launch: false,
            };
            market.run(&owner, msg, &[]).unwrap();
        }
        for person in [market.alice.clone(), market.bob.clone(), market.lp.clone()] {
            market.fund_accounts(&person, RICHES / 2);
        }
        market
    }

    /// [`Market::new`] with a launch pool that nobody has provided to.
    pub fn launched() -> Self {
        let mut market = Self::new();
        let msg = market.launch_of(market.other(), net());
        market.run(&market.owner.clone(), msg, &[]).unwrap();
        market
    }

    pub fn launch_of(&self, asset_0: Asset, asset_1: Asset) -> ExecuteMsg {
        ExecuteMsg::CreatePool {
            asset_0,
            asset_1,
            fees: FEES,
            lp_symbol: "LP-LAUNCH".into(),
            reference_0: 1u128.into(),
            reference_1: 3u128.into(),
            launch: true,
        }
    }

    pub fn credit(&self) -> Asset {
        Asset::cw20(&self.credit)
    }

    pub fn other(&self) -> Asset {
        Asset::cw20(&self.other)
    }

    /// Every listed asset.
    pub fn assets(&self) -> [Asset; 4] {
        [net(), usd(), self.credit(), self.other()]
    }

    /// Time passes, one block.
    pub fn next_block(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.height += 1;
            block.time = block.time.plus_seconds(seconds);
        });
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    pub fn run(&mut self, sender: &Addr, msg: ExecuteMsg, funds: &[Coin]) -> AnyResult<AppResponse> {
        self.app.execute_contract(sender.clone(), self.pool.clone(), &msg, funds)
    }

    /// Sends tokens to the pool contract with a message.
    pub fn send(
        &mut self,
        sender: &Addr,
        token: &Addr,
        amount: u128,
        hook: &ReceiveMsg,
    ) -> AnyResult<AppResponse> {
        let send = Cw20ExecuteMsg::Send {
            contract: self.pool.to_string(),
            amount: amount.into(),
            msg: to_json_binary(hook).unwrap(),
        };
        self.app.execute_contract(sender.clone(), token.clone(), &send, &[])
    }

    pub fn ask<T: DeserializeOwned>(&self, query: QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.pool, &query).unwrap()
    }

    pub fn refuses(&self, query: QueryMsg) -> String {
        self.app.wrap().query_wasm_smart::<serde::de::IgnoredAny>(&self.pool, &query).unwrap_err().to_string()
    }

    /// `amount` of every asset into a person's accounts.
    pub fn fund_accounts(&mut self, person: &Addr, amount: u128) {
        let funds = [coin(amount, NET), coin(amount, USD)];
        self.run(person, ExecuteMsg::Deposit { receiver: None }, &funds).unwrap();
        for token in [self.credit.clone(), self.other.clone()] {
            self.send(person, &token, amount, &ReceiveMsg::Deposit { receiver: None }).unwrap();
        }
    }

    pub fn provide_from_account(&mut self, pool_id: u64, max: (u128, u128)) -> AnyResult<AppResponse> {
        let msg = ExecuteMsg::Provide {
            pool_id,
            max_0: max.0.into(),
            max_1: max.1.into(),
            from: ProvideSource::Account,
            min_shares: Uint128::zero(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        self.run(&self.lp.clone(), msg, &[])
    }

    /// Swaps coins from wallet to wallet.
    pub fn swap(
        &mut self,
        sender: &Addr,
        denom: &str,
        amount: u128,
        pools: &[u64],
    ) -> AnyResult<AppResponse> {
        let msg = exact_in(Asset::native(denom), pools, Source::Funds {}, 0, wallet());
        self.run(sender, msg, &[coin(amount, denom)])
    }

    pub fn pool(&self, pool_id: u64) -> PoolResponse {
        self.ask(QueryMsg::Pool { pool_id })
    }

    pub fn quote(&self, offer: Asset, pools: &[u64], amount_in: u128) -> QuoteResponse {
        let route = Route { offer, pools: pools.to_vec() };
        self.ask(QueryMsg::QuoteExactIn { route, amount_in: amount_in.into() })
    }

    pub fn wallet(&self, owner: &Addr, asset: &Asset) -> u128 {
        match asset {
            Asset::Native { denom } => self.app.wrap().query_balance(owner, denom).unwrap().amount.u128(),
            Asset::Cw20 { address } => self.tokens(owner, address),
        }
    }

    pub fn tokens(&self, owner: &Addr, token: &str) -> u128 {
        let query = Cw20QueryMsg::Balance { address: owner.to_string() };
        self.app.wrap().query_wasm_smart::<BalanceResponse>(token, &query).unwrap().balance.u128()
    }

    pub fn account(&self, owner: &Addr, asset: &Asset) -> u128 {
        let query = QueryMsg::Account { owner: owner.to_string(), asset: asset.clone() };
        self.ask::<AssetAmount>(query).amount.u128()
    }

    /// LP shares of a person.
    pub fn shares(&self, owner: &Addr, pool_id: u64) -> u128 {
        self.tokens(owner, &self.pool(pool_id).lp_token)
    }

    pub fn called(&self) -> Called {
        self.app.wrap().query_wasm_smart(&self.callee, &Empty {}).unwrap()
    }

    pub fn collected(&self) -> Vec<Booked> {
        self.app.wrap().query_wasm_smart(&self.collector, &Empty {}).unwrap()
    }

    /// The balance covers reserves, accrued fees and spreads, and accounts of every asset, of the three pools and a launch
    /// pool. Returns what is over.
    pub fn check_solvency(&self) -> Vec<u128> {
        let pools: PoolsResponse =
            self.ask(QueryMsg::Pools { order: None, start_after: None, limit: Some(100) });
        let pools: Vec<_> = pools.pools.into_iter().filter(|p| p.launch || p.pool_id <= OTHER_NET).collect();
        let surplus = |asset: &Asset| {
            let mut owed = 0;
            for pool in &pools {
                if pool.asset_0 == *asset {
                    owed += pool.reserve_0.u128() + pool.accrued_0.u128() + pool.spread_0.u128();
                }
                if pool.asset_1 == *asset {
                    owed += pool.reserve_1.u128() + pool.accrued_1.u128() + pool.spread_1.u128();
                }
            }
            let query =
                QueryMsg::Accounts { asset: asset.clone(), order: None, start_after: None, limit: Some(100) };
            let accounts = self.ask::<AccountsResponse>(query).accounts;
            owed += accounts.iter().map(|entry| entry.amount.u128()).sum::<u128>();
            let held = self.wallet(&self.pool, asset);
            assert!(held >= owed, "insolvent in {asset}: owes {owed}, holds {held}");
            held - owed
        };
        self.assets().iter().map(surplus).collect()
    }
}

pub fn net() -> Asset {
    Asset::native(NET)
}

pub fn usd() -> Asset {
    Asset::native(USD)
}

pub fn wallet() -> Destination {
    Destination::Wallet { receiver: None }
}

pub fn account() -> Destination {
    Destination::Account { receiver: None }
}

pub fn from_account(amount: u128) -> Source {
    Source::Account { owner: None, amount: amount.into() }
}

pub fn amount_of(asset: Asset, amount: u128) -> AssetAmount {
    AssetAmount { asset, amount: amount.into() }
}

pub fn exact_in(offer: Asset, pools: &[u64], from: Source, min_out: u128, to: Destination) -> ExecuteMsg {
    ExecuteMsg::SwapExactIn {
        route: Route { offer, pools: pools.to_vec() },
        from,
        min_out: min_out.into(),
        to,
        deadline: None,
    }
}

pub fn exact_out(offer: Asset, legs: &[(&[u64], u128)], from: Source, to: Destination) -> ExecuteMsg {
    ExecuteMsg::SwapExactOut { offer, legs: legs_of(legs), from, to, rest_to: None, deadline: None }
}

pub fn legs_of(legs: &[(&[u64], u128)]) -> Vec<api::pool::Leg> {
    legs.iter()
        .map(|(pools, amount_out)| api::pool::Leg { pools: pools.to_vec(), amount_out: (*amount_out).into() })
        .collect()
}

/// The error that a message was refused with.
#[track_caller]
pub fn refusal(result: AnyResult<AppResponse>) -> ContractError {
    result.expect_err("must be refused").downcast().expect("an error of the pool contract")
}

/// Attributes of the one event of a type, as `key=value`.
#[track_caller]
pub fn event(response: &AppResponse, kind: &str) -> Vec<String> {
    let kind = format!("wasm-{kind}");
    let mut events = response.events.iter().filter(|event| event.ty == kind);
    let event = events.next().unwrap_or_else(|| panic!("no event {kind}"));
    assert!(events.next().is_none(), "more than one event {kind}");
    let own = event.attributes.iter().filter(|attribute| !attribute.key.starts_with('_'));
    own.map(|attribute| format!("{}={}", attribute.key, attribute.value)).collect()
}

/// An address as keys hold it.
pub fn canonical(addr: &Addr) -> CanonicalAddr {
    MockApi::default().addr_canonicalize(addr.as_str()).unwrap()
}

/// The wired peers are contracts, whose addresses have 32 bytes; everybody else has a wallet's, of 20.
pub fn person(api: &MockApi, name: &str) -> Addr {
    let long = api.addr_make(name);
    if ["registry", "job market"].contains(&name) {
        return long;
    }
    let bytes = api.addr_canonicalize(long.as_str()).unwrap();
    api.addr_humanize(&CanonicalAddr::from(&bytes[..20])).unwrap()
}
