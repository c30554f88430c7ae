//! A registry with its real pool contract and tokens on the embedded chain. The job-market is a plain
//! address; the fee-collector a contract that takes nothing but slashes whose parts sum to the coins that
//! come.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::arithmetic_side_effects)]

pub mod calls;
pub mod closing;
mod collector;
mod questions;

use api::common::{Asset, Payout, Source};
use api::pool::{self, Fees};
use api::provider_registry::{
    Admission, ClassParams, ClassResponse, ExecuteMsg, Fault, InstantiateMsg, LockRequest, Outcome, Params,
    Peers,
};
use cosmwasm_std::{
    coins, instantiate2_address, to_json_binary, Addr, Api, Binary, Coin, CosmosMsg, Uint128, WasmMsg,
};
use cw_multi_test::{App, AppResponse, ContractWrapper, Executor};
use provider_registry::error::ContractError;
use serde::Serialize;

pub const NET: &str = "unet";
pub const USD: &str = "uusd";
pub const CLASS: &str = "h100-sxm5-80g";
pub const DAY: u64 = 86_400;
/// Base units of a NET and of a credit.
pub const ONE: u128 = 1_000_000;
/// NET base units per whole credit in the parameters and in the pool at its start: 2^-6, so that margins are
/// exact.
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
    pub pool: Addr,
    pub registry: Addr,
    pub token_code: u64,
}

pub fn params() -> Params {
    Params {
        unbonding: 21 * DAY,
        gain_bps: 10_000,
        reporter_bps: 2_000,
        burn_min_bps: 2_000,
        lock_min: Uint128::new(ONE),
        liveness_cap_bps: 4_000,
        jail: 7 * DAY,
        reputation_a: Uint128::new(10 * ONE),
        reputation_b: Uint128::new(90 * ONE),
        reputation_lambda: 4,
        heartbeat_within: 600,
        newcomer_gpus: 1,
        closing: Default::default(),
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
        let rich = ["owner", "alice", "bob", "carol", "lp", "client", "reporter", "job-market"];
        let mut app = App::new(|router, _, storage| {
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
        let mut world = Self { app, owner, guardian, market, collector, pool, registry, token_code };
        let pool_start = pool::InstantiateMsg {
            owner: world.owner.to_string(),
            guardian: world.guardian.to_string(),
            token_code_id: token_code,
            network_denom: NET.into(),
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
        world.add_liquidity(CLASS, LIQUIDITY.0, LIQUIDITY.1);
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
        self.app.execute_contract(sender.clone(), self.registry.clone(), &msg, funds)
    }

    pub fn call_pool(
        &mut self,
        sender: &Addr,
        msg: &pool::ExecuteMsg,
        funds: &[Coin],
    ) -> anyhow::Result<AppResponse> {
        self.app.execute_contract(sender.clone(), self.pool.clone(), msg, funds)
    }

    pub fn bond(&mut self, provider: &Addr, amount: u128) {
        let msg = ExecuteMsg::Bond { class: CLASS.into(), from: Source::Funds {} };
        self.pay(provider, msg, &coins(amount, NET)).unwrap();
    }

    pub fn unbond(&mut self, provider: &Addr, amount: u128) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::Unbond { class: CLASS.into(), amount: amount.into() })
    }

    pub fn release(&mut self, provider: &Addr, payout: Payout) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::Release { class: CLASS.into(), payout })
    }

    pub fn offer(&mut self, provider: &Addr, gpus: u32) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::OfferGpus { class: CLASS.into(), gpus, admission: None })
    }

    pub fn mint(&mut self, provider: &Addr, amount: u128, payout: Payout) -> anyhow::Result<AppResponse> {
        self.send(provider, ExecuteMsg::MintCredits { class: CLASS.into(), amount: amount.into(), payout })
    }

    /// Registers, bonds and offers.
    pub fn provider(&mut self, name: &str, bond: u128, gpus: u32) -> Addr {
        let provider = self.addr(name);
        self.send(&provider, ExecuteMsg::Register { metadata: format!("https://{name}.example") }).unwrap();
        if bond > 0 {
            self.bond(&provider, bond);
        }
        if gpus > 0 {
            self.offer(&provider, gpus).unwrap();
        }
        provider
    }

    pub fn lock_request(&self, job_id: u64, provider: &Addr, gpus: u32, cost: u128) -> LockRequest {
        LockRequest {
            job_id,
            provider: provider.to_string(),
            class: CLASS.into(),
            gpus,
            cost: cost.into(),
            declared_value: Uint128::zero(),
            detection_bps: 10_000,
            min_reputation_bps: 0,
            ends_by: self.now() + DAY,
        }
    }

    pub fn lock(&mut self, request: LockRequest) -> anyhow::Result<AppResponse> {
        self.send(&self.market.clone(), ExecuteMsg::Lock(request))
    }

    /// A heartbeat, and a lock without declared value.
    pub fn accept(&mut self, job_id: u64, provider: &Addr, gpus: u32, cost: u128) {
        self.send(provider, ExecuteMsg::Heartbeat {}).unwrap();
        let request = self.lock_request(job_id, provider, gpus, cost);
        self.lock(request).unwrap();
    }

    pub fn settle(&mut self, job_id: u64, take: u128, redeem: u128) -> anyhow::Result<AppResponse> {
        let outcome = Outcome::Settled { take: take.into(), redeem: redeem.into() };
        self.send(&self.market.clone(), ExecuteMsg::Outcome { job_id, outcome })
    }

    pub fn fault(&mut self, job_id: u64, fault: Fault) -> anyhow::Result<AppResponse> {
        self.send(&self.market.clone(), ExecuteMsg::Fault { job_id, fault })
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
        };
        self.call_pool(&owner, &create, &[]).unwrap();
        let pools: pool::PoolsResponse = self
            .app
            .wrap()
            .query_wasm_smart(&self.pool, &pool::QueryMsg::Pools { start_after: None, limit: None })
            .unwrap();
        let pool_id = pools.pools.last().unwrap().pool_id;
        self.send(&owner, ExecuteMsg::SetClassPool { class: class.into(), pool_id }).unwrap();
    }

    /// `lp` becomes a provider with a large bond, mints and provides.
    pub fn add_liquidity(&mut self, class: &str, credits: u128, net: u128) {
        let lp = self.addr("lp");
        let _ = self.send(&lp, ExecuteMsg::Register { metadata: "lp".into() });
        let bond = ExecuteMsg::Bond { class: class.into(), from: Source::Funds {} };
        self.pay(&lp, bond, &coins(40_000 * ONE, NET)).unwrap();
        self.send(&lp, ExecuteMsg::OfferGpus { class: class.into(), gpus: 2, admission: None }).unwrap();
        let mint =
            ExecuteMsg::MintCredits { class: class.into(), amount: credits.into(), payout: Payout::Account };
        self.send(&lp, mint).unwrap();
        let provide = pool::ExecuteMsg::Provide {
            pool_id: self.class(class).pool_id.unwrap(),
            max_0: credits.into(),
            max_1: net.into(),
            from: pool::ProvideSource::Funds,
            min_shares: Uint128::one(),
            receiver: None,
            deadline: None,
        };
        self.call_pool(&lp, &provide, &coins(net, NET)).unwrap();
    }

    /// Buys credits into the buyer's account for exactly so much NET.
    pub fn swap_net(&mut self, buyer: &Addr, class: &str, amount: u128) -> AppResponse {
        let pool_id = self.class(class).pool_id.unwrap();
        let swap = pool::ExecuteMsg::SwapExactIn {
            route: pool::Route { offer: Asset::native(NET), pools: vec![pool_id] },
            from: Source::Funds {},
            min_out: Uint128::zero(),
            to: pool::Destination::Account { receiver: None },
            deadline: None,
        };
        self.call_pool(buyer, &swap, &coins(amount, NET)).unwrap()
    }

    /// Sells credits from the seller's account into its NET account.
    pub fn swap_credits(&mut self, seller: &Addr, class: &str, amount: u128) -> AppResponse {
        let ClassResponse { credit, pool_id, .. } = self.class(class);
        let swap = pool::ExecuteMsg::SwapExactIn {
            route: pool::Route { offer: Asset::cw20(credit), pools: vec![pool_id.unwrap()] },
            from: Source::Account { owner: None, amount: amount.into() },
            min_out: Uint128::zero(),
            to: pool::Destination::Account { receiver: None },
            deadline: None,
        };
        self.call_pool(seller, &swap, &[]).unwrap()
    }

    pub fn deposit_net(&mut self, owner: &Addr, amount: u128) {
        self.call_pool(owner, &pool::ExecuteMsg::Deposit { receiver: None }, &coins(amount, NET)).unwrap();
    }
}

fn predicted(app: &App, code_id: u64, creator: &Addr, salt: &[u8]) -> Addr {
    let checksum = app.wrap().query_wasm_code_info(code_id).unwrap().checksum;
    let creator = app.api().addr_canonicalize(creator.as_str()).unwrap();
    let address = instantiate2_address(checksum.as_slice(), &creator, salt).unwrap();
    app.api().addr_humanize(&address).unwrap()
}
