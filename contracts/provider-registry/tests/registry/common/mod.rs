//! A registry with its real pool contract and tokens on the embedded chain. The job-market and the
//! restaking contract are plain addresses; the fee-collector a contract that takes nothing but slashes.
#![allow(
    dead_code,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::arithmetic_side_effects
)]

pub mod books;
pub mod calls;
mod collector;
pub mod market;
pub mod prices;
mod questions;
pub mod replica;
mod verbs;

use api::common::Asset;
use api::pool::{self, Fees};
use api::provider_registry::{Admission, ClassParams, ExecuteMsg, InstantiateMsg, Params, Peers};
pub use collector::NET;
use cosmwasm_std::{
    coins, instantiate2_address, to_json_binary, Addr, Api, Binary, BlockInfo, Coin, CosmosMsg, Event,
    Uint128, WasmMsg,
};
use cw_multi_test::{App, AppResponse, ContractWrapper, Executor};
use provider_registry::error::ContractError;
use serde::Serialize;

pub const USD: &str = "uusd";
pub const CLASS: &str = "h100-sxm5-80g";
pub const DAY: u64 = 86_400;
/// Base units of a NET and of a credit.
pub const ONE: u128 = 1_000_000;
/// NET base units per whole credit in the parameters and in the pool at its start: 2^-6, so that collateral is
/// exact: 64 credits take 2 NET.
pub const PRICE: u128 = 15_625;
/// Reserves of the pool at its start.
pub const LIQUIDITY: (u128, u128) = (1_000_000 * ONE, 15_625 * ONE);
/// What every named account starts with.
pub const WEALTH: u128 = 1_000_000 * ONE;

pub struct World {
    pub app: App,
    pub owner: Addr,
    pub guardian: Addr,
    pub market: Addr,
    pub collector: Addr,
    pub restaking: Addr,
    pub pool: Addr,
    pub registry: Addr,
    pub token_code: u64,
    /// Every event of every message, with the block it came in.
    pub log: Vec<(BlockInfo, Event)>,
}

pub fn params() -> Params {
    Params {
        gain_bps: 10_000,
        reporter_bps: 2_000,
        burn_min_bps: 2_000,
        lock_min: Uint128::new(ONE),
        liveness_cap_bps: 4_000,
        penalty_bps: 2_500,
        jail: 7 * DAY,
        reputation_a: Uint128::new(10 * ONE),
        reputation_b: Uint128::new(90 * ONE),
        reputation_lambda: 4,
        heartbeat_within: 600,
        newcomer_gpus: 1,
        kappa_bps: 10_000,
    }
}

pub fn class_params() -> ClassParams {
    ClassParams {
        coverage_bps: 20_000,
        horizon: 14 * DAY,
        price_init: Uint128::new(PRICE),
        mint_cap: Uint128::new(100_000_000 * ONE),
        admission: Admission::Open {},
    }
}

/// Asserts that the registry refused with exactly this error.
pub fn refused(result: anyhow::Result<AppResponse>, expected: ContractError) {
    let error = result.expect_err("expected a refusal");
    match error.downcast_ref::<ContractError>() {
        Some(got) => assert_eq!(got, &expected),
        None => panic!("not an error of the registry: {error:#}"),
    }
}

/// Asserts that a message was refused with an error whose text holds all of `parts`.
pub fn refused_with(result: anyhow::Result<AppResponse>, parts: &[&str]) {
    let text = result.expect_err("expected a refusal").root_cause().to_string();
    for part in parts {
        assert!(text.contains(part), "expected `{part}` in `{text}`");
    }
}

/// The attributes of the registry's event of one type.
pub fn event<'a>(response: &'a AppResponse, kind: &str) -> Vec<(&'a str, &'a str)> {
    let full = format!("wasm-{kind}");
    let event = response.events.iter().find(|event| event.ty == full);
    event
        .unwrap_or_else(|| panic!("no event {full}"))
        .attributes
        .iter()
        .skip(1)
        .map(|a| (a.key.as_str(), a.value.as_str()))
        .collect()
}

pub fn attribute(response: &AppResponse, kind: &str, key: &str) -> String {
    event(response, kind).into_iter().find(|(k, _)| *k == key).unwrap().1.to_owned()
}

impl World {
    /// Contracts only: no class yet.
    pub fn bare() -> Self {
        let api = App::default().api().to_owned();
        let named = |name: &str| api.addr_make(name);
        let (owner, guardian, market) = (named("owner"), named("guardian"), named("job-market"));
        let restaking = named("restaking");
        let rich = ["owner", "alice", "bob", "carol", "lp", "client", "reporter", "job-market", "restaking"];
        let debtors: Vec<_> = (0..8).map(|number| api.addr_make(&format!("debtor-{number}"))).collect();
        let mut app = App::new(|router, _, storage| {
            for debtor in debtors {
                router.bank.init_balance(storage, &debtor, coins(1 << 112, NET)).unwrap();
            }
            for name in rich {
                let funds = vec![Coin::new(WEALTH, NET), Coin::new(WEALTH, USD)];
                router.bank.init_balance(storage, &named(name), funds).unwrap();
            }
        });
        let token_code = app.store_code(Box::new(ContractWrapper::new_with_empty(
            token::contract::execute,
            token::contract::instantiate,
            token::contract::query,
        )));
        let pool_code = app.store_code(Box::new(ContractWrapper::new_with_empty(
            ::pool::contract::execute,
            ::pool::contract::instantiate,
            ::pool::contract::query,
        )));
        let registry_code = app.store_code(Box::new(
            ContractWrapper::new_with_empty(
                provider_registry::contract::execute,
                provider_registry::contract::instantiate,
                provider_registry::contract::query,
            )
            .with_migrate_empty(provider_registry::contract::migrate),
        ));
        let collector_code = app.store_code(collector::code());
        let collector = app
            .instantiate_contract(collector_code, owner.clone(), &cosmwasm_std::Empty {}, &[], "c", None)
            .unwrap();

        let pool = predicted(&app, pool_code, &owner, b"pool");
        let registry = predicted(&app, registry_code, &owner, b"registry");
        let log = vec![];
        let mut world =
            Self { app, owner, guardian, market, collector, restaking, pool, registry, token_code, log };
        let pool_start = pool::InstantiateMsg {
            owner: world.owner.to_string(),
            guardian: world.guardian.to_string(),
            token_code_id: token_code,
            network_denom: NET.into(),
            least: Uint128::zero(),
            peers: pool::Peers {
                provider_registry: world.registry.to_string(),
                job_market: world.market.to_string(),
                fee_collector: world.collector.to_string(),
            },
        };
        world.instantiate2(pool_code, b"pool", &pool_start).unwrap();
        let registry_start = world.registry_start();
        world.instantiate2(registry_code, b"registry", &registry_start).unwrap();
        world
    }

    /// With one class, its pool, and liquidity at [`PRICE`].
    pub fn new() -> Self {
        let mut world = Self::bare();
        world.add_class(CLASS, class_params());
        world.set_standard(Some((1, 1, 1)));
        world.add_liquidity(CLASS, LIQUIDITY.0, LIQUIDITY.1);
        world
    }

    /// With one class whose pool is empty: all prices are [`PRICE`], nobody owes, the turn is now, and every debt
    /// with a GPU can be called.
    pub fn quiet() -> Self {
        let mut world = Self::bare();
        world.add_class(CLASS, class_params());
        world.set_standard(Some((1, 1, 1)));
        world
    }

    /// As [`Self::new`], and the pool two days old, with trades that moved checkpoints on.
    pub fn seasoned() -> Self {
        let mut world = Self::new();
        for _ in 0..2 {
            world.wait(DAY + 1);
            let lp = world.addr("lp");
            world.swap_net(&lp, CLASS, 10);
        }
        world
    }

    pub fn registry_start(&self) -> InstantiateMsg {
        InstantiateMsg {
            owner: self.owner.to_string(),
            guardian: self.guardian.to_string(),
            token_code_id: self.token_code,
            network_denom: NET.into(),
            peers: Peers {
                pool: self.pool.to_string(),
                job_market: self.market.to_string(),
                fee_collector: self.collector.to_string(),
                restaking: Some(self.restaking.to_string()),
            },
            params: params(),
        }
    }

    pub fn instantiate2(
        &mut self,
        code_id: u64,
        salt: &[u8],
        msg: &impl Serialize,
    ) -> anyhow::Result<AppResponse> {
        let msg = WasmMsg::Instantiate2 {
            admin: Some(self.owner.to_string()),
            code_id,
            label: "contract".into(),
            msg: to_json_binary(msg)?,
            funds: vec![],
            salt: Binary::from(salt),
        };
        self.app.execute(self.owner.clone(), CosmosMsg::from(msg))
    }

    pub fn addr(&self, name: &str) -> Addr {
        self.app.api().addr_make(name)
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Lets time pass at five seconds a block.
    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += seconds.div_ceil(5);
        });
    }

    pub fn send(&mut self, sender: &Addr, msg: ExecuteMsg) -> anyhow::Result<AppResponse> {
        self.pay(sender, msg, &[])
    }

    pub fn pay(&mut self, sender: &Addr, msg: ExecuteMsg, funds: &[Coin]) -> anyhow::Result<AppResponse> {
        let registry = self.registry.clone();
        self.tell(sender, &registry, &msg, funds)
    }

    /// Any message to any contract; its events are kept.
    pub fn tell(
        &mut self,
        sender: &Addr,
        contract: &Addr,
        msg: &(impl Serialize + std::fmt::Debug),
        funds: &[Coin],
    ) -> anyhow::Result<AppResponse> {
        let response = self.app.execute_contract(sender.clone(), contract.clone(), msg, funds)?;
        let block = self.app.block_info();
        self.log.extend(response.events.iter().map(|event| (block.clone(), event.clone())));
        Ok(response)
    }

    /// Credits of the class by cw20 Send.
    pub fn send_credits(
        &mut self,
        sender: &Addr,
        to: &Addr,
        amount: u128,
        hook: &impl Serialize,
    ) -> anyhow::Result<AppResponse> {
        let credit = self.credit(CLASS);
        let (contract, msg) = (to.to_string(), to_json_binary(hook)?);
        self.tell(sender, &credit, &cw20::Cw20ExecuteMsg::Send { contract, amount: amount.into(), msg }, &[])
    }

    pub fn call_pool(
        &mut self,
        sender: &Addr,
        msg: &pool::ExecuteMsg,
        funds: &[Coin],
    ) -> anyhow::Result<AppResponse> {
        let pool = self.pool.clone();
        self.tell(sender, &pool, msg, funds)
    }

    pub fn add_class(&mut self, class: &str, params: ClassParams) {
        let owner = self.owner.clone();
        let msg = ExecuteMsg::AddClass { class: class.into(), credit_symbol: "CREDIT".into(), params };
        self.send(&owner, msg).unwrap();
        let credit = self.credit(class);
        self.call_pool(&owner, &pool::ExecuteMsg::ListAsset { asset: Asset::cw20(&credit) }, &[]).unwrap();
        let create = pool::ExecuteMsg::CreatePool {
            asset_0: Asset::cw20(&credit),
            asset_1: Asset::native(NET),
            fees: Fees { fee_bps: 100, protocol_share_bps: 1_000 },
            lp_symbol: "LPCREDIT".into(),
            reference_0: Uint128::new(ONE),
            reference_1: Uint128::new(PRICE),
            launch: false,
        };
        self.call_pool(&owner, &create, &[]).unwrap();
        let pools: pool::PoolsResponse = self
            .app
            .wrap()
            .query_wasm_smart(
                &self.pool,
                &pool::QueryMsg::Pools { order: None, start_after: None, limit: None },
            )
            .unwrap();
        let pool_id = pools.pools.last().unwrap().pool_id;
        self.send(&owner, ExecuteMsg::SetClassPool { class: class.into(), pool_id }).unwrap();
    }
}

fn predicted(app: &App, code_id: u64, creator: &Addr, salt: &[u8]) -> Addr {
    let checksum = app.wrap().query_wasm_code_info(code_id).unwrap().checksum;
    let creator = app.api().addr_canonicalize(creator.as_str()).unwrap();
    let address = instantiate2_address(checksum.as_slice(), &creator, salt).unwrap();
    app.api().addr_humanize(&address).unwrap()
}
