//! The contracts, one provider with a position, NET for a few people, and what must hold after every message.

use api::common::Asset;
use api::fee_collector::{self, Split};
use api::provider_registry::{
    self as registry, Admission, BackingResponse, ClassParams, JobEnd, LockRequest, LockTerms, Params,
};
use api::restaking::{
    ExecuteMsg, InstantiateMsg, Peers, PreviewDepositResponse, PreviewExitResponse, QueryMsg, ReceiveMsg,
    TicketsResponse, VaultResponse,
};
use api::{staking, token};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coin, coins, instantiate2_address, to_json_binary, Addr, Api, Binary, Coin, CosmosMsg, Empty, Order,
    Uint128, WasmMsg,
};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use restaking::error::ContractError;
use serde::de::DeserializeOwned;
use serde::Serialize;

pub const NET: &str = "unet";
pub const USD: &str = "uusd";
pub const CLASS: &str = "h100";
pub const ONE: u128 = 1_000_000;
pub const DAY: u64 = 86_400;
/// Coins of each account at the start.
pub const PURSE: u128 = 1 << 80;
/// A job of 50 NET: locks 20 NET, of which 16 burn whoever reports a fraud.
pub const COST: u128 = 50 * ONE;
pub const SURE: u128 = 16 * ONE;

pub struct Fixture {
    pub app: App,
    pub fees: Addr,
    pub registry: Addr,
    pub staking: Addr,
    pub restaking: Addr,
    pub job: u64,
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

pub fn net() -> Asset {
    Asset::native(NET)
}

pub fn wrapped() -> Box<dyn Contract<Empty>> {
    use restaking::contract::{execute, instantiate, migrate, query, reply};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_migrate(migrate).with_reply(reply))
}

fn codes(app: &mut App) -> [u64; 4] {
    let token = {
        use ::token::contract::{execute, instantiate, query};
        ContractWrapper::new(execute, instantiate, query)
    };
    let registry = {
        use provider_registry::contract::{execute, instantiate, query};
        ContractWrapper::new(execute, instantiate, query)
    };
    let fees = {
        use ::fee_collector::contract::{execute, instantiate, query, reply};
        ContractWrapper::new(execute, instantiate, query).with_reply(reply)
    };
    let staking = {
        use ::staking::contract::{execute, instantiate, query, reply};
        ContractWrapper::new(execute, instantiate, query).with_reply(reply)
    };
    [
        app.store_code(Box::new(token)),
        app.store_code(Box::new(registry)),
        app.store_code(Box::new(fees)),
        app.store_code(Box::new(staking)),
    ]
}

fn predicted(app: &App, code: u64, salt: &str) -> Addr {
    let checksum = app.wrap().query_wasm_code_info(code).unwrap().checksum;
    let creator = app.api().addr_canonicalize(addr("owner").as_str()).unwrap();
    let address = instantiate2_address(checksum.as_slice(), &creator, salt.as_bytes()).unwrap();
    app.api().addr_humanize(&address).unwrap()
}

fn start(
    app: &mut App,
    code_id: u64,
    salt: &str,
    msg: &impl Serialize,
    funds: &[Coin],
) -> anyhow::Result<()> {
    let msg = WasmMsg::Instantiate2 {
        admin: Some(addr("owner").into()),
        code_id,
        label: salt.into(),
        msg: to_json_binary(msg)?,
        funds: funds.to_vec(),
        salt: Binary::from(salt.as_bytes()),
    };
    app.execute(addr("owner"), CosmosMsg::from(msg)).map(drop)
}

/// Starts everything; `change` edits restaking's well-formed message.
pub fn try_start(change: impl FnOnce(&mut InstantiateMsg), funds: &[Coin]) -> Result<Fixture, ContractError> {
    let mut app = App::new(|router, _, storage| {
        for name in ["owner", "alice", "bob", "carol", "dave", "thief"] {
            let purse = vec![coin(PURSE, NET), coin(PURSE, USD)];
            router.bank.init_balance(storage, &addr(name), purse).unwrap();
        }
    });
    let [token_code, registry_code, fees_code, staking_code] = codes(&mut app);
    let restaking_code = app.store_code(wrapped());
    let fees = predicted(&app, fees_code, "fees");
    let registry = predicted(&app, registry_code, "registry");
    let staking = predicted(&app, staking_code, "staking");
    let restaking = predicted(&app, restaking_code, "restaking");
    let text = |name: &str| addr(name).into_string();
    let fees_start = fee_collector::InstantiateMsg {
        owner: text("owner"),
        network_denom: NET.into(),
        peers: fee_collector::Peers {
            pool: text("pool"),
            job_market: text("jobs"),
            provider_registry: registry.to_string(),
        },
        split: Split { burn_bps: 6_000, stakers_bps: 2_500, liquidity_bps: 1_500 },
        stakers: text("stakers"),
    };
    start(&mut app, fees_code, "fees", &fees_start, &[]).unwrap();
    let registry_start = registry::InstantiateMsg {
        owner: text("owner"),
        guardian: text("guardian"),
        token_code_id: token_code,
        network_denom: NET.into(),
        peers: registry::Peers {
            pool: text("pool"),
            job_market: text("jobs"),
            fee_collector: fees.to_string(),
            restaking: Some(restaking.to_string()),
        },
        params: params(),
    };
    start(&mut app, registry_code, "registry", &registry_start, &[]).unwrap();
    let staking_start = staking::InstantiateMsg {
        network_denom: NET.into(),
        fee_collector: fees.to_string(),
        token_code_id: token_code,
        token_admin: text("owner"),
    };
    start(&mut app, staking_code, "staking", &staking_start, &[]).unwrap();
    let mut msg = InstantiateMsg {
        owner: text("owner"),
        network_denom: NET.into(),
        peers: Peers {
            provider_registry: registry.to_string(),
            fee_collector: fees.to_string(),
            staking: staking.to_string(),
        },
        token_code_id: token_code,
        token_admin: text("owner"),
        least: ONE.into(),
    };
    change(&mut msg);
    start(&mut app, restaking_code, "restaking", &msg, funds)
        .map_err(|err| err.downcast::<ContractError>().unwrap())?;
    Ok(Fixture { app, fees, registry, staking, restaking, job: 0 })
}

pub fn params() -> Params {
    Params {
        gain_bps: 10_000,
        reporter_bps: 2_000,
        burn_min_bps: 2_000,
        lock_min: ONE.into(),
        liveness_cap_bps: 4_000,
        penalty_bps: 2_500,
        jail: 7 * DAY,
        reputation_a: (10 * ONE).into(),
        reputation_b: (90 * ONE).into(),
        reputation_lambda: 4,
        heartbeat_within: 600,
        newcomer_gpus: 1,
        kappa_bps: 10_000,
    }
}

/// A deposit behind alice.
pub fn deposit(min_shares: u128) -> ExecuteMsg {
    ExecuteMsg::Deposit { provider: addr("alice").into(), class: CLASS.into(), min_shares: min_shares.into() }
}

pub fn rotate() -> ExecuteMsg {
    ExecuteMsg::Rotate { provider: addr("alice").into(), class: CLASS.into() }
}

pub fn burn() -> ExecuteMsg {
    ExecuteMsg::Burn { provider: addr("alice").into(), class: CLASS.into() }
}

pub fn claim(generation: u64) -> ExecuteMsg {
    ExecuteMsg::Claim { provider: addr("alice").into(), class: CLASS.into(), generation }
}

pub fn fund(seconds: u64) -> ExecuteMsg {
    ExecuteMsg::Fund { provider: addr("alice").into(), class: CLASS.into(), seconds }
}

impl Fixture {
    /// Alice is a provider in the one class; nothing is listed.
    pub fn bare() -> Self {
        let mut f = try_start(|_| (), &[]).unwrap();
        let params = ClassParams {
            coverage_bps: 20_000,
            horizon: 14 * DAY,
            price_init: 15_625u128.into(),
            mint_cap: (ONE * ONE).into(),
            admission: Admission::Open {},
        };
        let add =
            registry::ExecuteMsg::AddClass { class: CLASS.into(), credit_symbol: "CREDIT".into(), params };
        f.registry("owner", &add, &[]).unwrap();
        f.join("alice");
        f
    }

    /// And has a vault in NET.
    pub fn new() -> Self {
        let mut f = Self::bare();
        f.list(net(), 1);
        f.create(net());
        f
    }

    pub fn join(&mut self, who: &str) {
        let register = registry::ExecuteMsg::Register { metadata: String::new() };
        self.registry(who, &register, &[]).unwrap();
        let bond = registry::ExecuteMsg::Bond { class: CLASS.into(), from: Default::default() };
        self.registry(who, &bond, &coins(100_000 * ONE, NET)).unwrap();
        let offer = registry::ExecuteMsg::OfferGpus { class: CLASS.into(), gpus: 64, admission: None };
        self.registry(who, &offer, &[]).unwrap();
    }

    /// More bond, after a slash.
    pub fn join_again(&mut self) {
        let bond = registry::ExecuteMsg::Bond { class: CLASS.into(), from: Default::default() };
        self.registry("alice", &bond, &coins(ONE, NET)).unwrap();
    }

    pub fn list(&mut self, asset: Asset, unit: u128) {
        self.run("owner", &ExecuteMsg::ListAsset { asset, unit: unit.into() }, &[]).unwrap();
    }

    pub fn create(&mut self, asset: Asset) {
        self.run("alice", &ExecuteMsg::CreateVault { class: CLASS.into(), asset }, &[]).unwrap();
    }

    pub fn registry(
        &mut self,
        who: &str,
        msg: &registry::ExecuteMsg,
        funds: &[Coin],
    ) -> anyhow::Result<AppResponse> {
        self.app.execute_contract(addr(who), self.registry.clone(), msg, funds)
    }

    pub fn run(&mut self, who: &str, msg: &ExecuteMsg, funds: &[Coin]) -> Result<AppResponse, ContractError> {
        let done = self.app.execute_contract(addr(who), self.restaking.clone(), msg, funds);
        self.check();
        done.map_err(|err| err.downcast().unwrap())
    }

    /// Tokens with a hook.
    pub fn send(
        &mut self,
        who: &str,
        token: &Addr,
        amount: u128,
        hook: &ReceiveMsg,
    ) -> anyhow::Result<AppResponse> {
        let msg = to_json_binary(hook).unwrap();
        let send =
            token::ExecuteMsg::Send { contract: self.restaking.to_string(), amount: amount.into(), msg };
        let done = self.app.execute_contract(addr(who), token.clone(), &send, &[]);
        self.check();
        done
    }

    /// Deposits NET as previewed; returns the shares.
    pub fn deposit(&mut self, who: &str, amount: u128) -> Result<u128, ContractError> {
        let preview: Option<PreviewDepositResponse> = self.may_ask(&QueryMsg::PreviewDeposit {
            provider: addr("alice").into(),
            class: CLASS.into(),
            amount: amount.into(),
        });
        let before = self.shares(who);
        self.run(who, &deposit(1), &coins(amount, NET))?;
        let shares = self.shares(who) - before;
        assert_eq!(preview.unwrap().shares.u128(), shares, "as previewed");
        Ok(shares)
    }

    /// Exits as previewed; returns the base units that left.
    pub fn exit(&mut self, who: &str, shares: u128) -> Result<u128, ContractError> {
        let preview: Option<PreviewExitResponse> = self.may_ask(&QueryMsg::PreviewExit {
            provider: addr("alice").into(),
            class: CLASS.into(),
            shares: shares.into(),
        });
        let token = self.vault().token;
        let done = self.send(who, &token, shares, &ReceiveMsg::Exit {});
        let response = done.map_err(|err| err.downcast::<ContractError>().unwrap())?;
        let preview = preview.unwrap();
        assert_eq!(said(&response, "exit", "amount"), preview.amount.to_string());
        assert_eq!(said(&response, "exit", "tickets"), preview.tickets.to_string());
        Ok(preview.amount.u128())
    }

    pub fn rotate(&mut self) -> anyhow::Result<AppResponse> {
        let done = self.app.execute_contract(addr("anyone"), self.restaking.clone(), &rotate(), &[]);
        self.check();
        done
    }

    /// What a claim of NET paid.
    pub fn claim(&mut self, who: &str, generation: u64) -> Result<u128, ContractError> {
        let before = self.net(&addr(who));
        self.run(who, &claim(generation), &[])?;
        Ok(self.net(&addr(who)) - before)
    }

    /// Alice accepts a job; what backs it.
    pub fn accept(&mut self, cost: u128) -> (u64, u128) {
        self.job += 1;
        let now = self.app.block_info().time.seconds();
        self.registry("alice", &registry::ExecuteMsg::Heartbeat {}, &[]).unwrap();
        let lock = LockRequest {
            job_id: self.job,
            provider: addr("alice").into(),
            class: CLASS.into(),
            gpus: 1,
            seconds: 60,
            proves_gpus: true,
            ends_by: now + DAY,
            terms: LockTerms::Free {
                cost: cost.into(),
                declared_value: Uint128::zero(),
                detection_bps: 10_000,
                min_reputation_bps: 0,
                standard: false,
                min_backing: Uint128::zero(),
            },
        };
        self.registry("jobs", &registry::ExecuteMsg::LockJob(lock), &[]).unwrap();
        self.check();
        (self.job, self.locked(self.job).backed.u128())
    }

    /// What binds alice to a job.
    pub fn locked(&self, job_id: u64) -> registry::LockResponse {
        let query = registry::QueryMsg::JobLock { job_id };
        self.app.wrap().query_wasm_smart(&self.registry, &query).unwrap()
    }

    pub fn settle(&mut self, job_id: u64) {
        self.end(job_id, JobEnd::Settled { take: Uint128::zero(), redeem: Uint128::zero() });
    }

    /// A fraud; alice leaves jail once it is over.
    pub fn fraud(&mut self, job_id: u64) {
        let client = addr("client").into();
        self.end(job_id, JobEnd::Fraud { take: Uint128::zero(), client, reporter: None });
        let block = self.app.block_info();
        self.wait(8 * DAY);
        self.registry("alice", &registry::ExecuteMsg::Unjail {}, &[]).unwrap();
        // Back to the time of the verdict: what streams is another test's subject.
        self.app.set_block(block);
    }

    pub fn end(&mut self, job_id: u64, end: JobEnd) {
        self.registry("jobs", &registry::ExecuteMsg::EndJob { job_id, end }, &[]).unwrap();
        self.check();
    }

    pub fn may_ask<T: DeserializeOwned>(&self, query: &QueryMsg) -> Option<T> {
        self.app.wrap().query_wasm_smart(&self.restaking, query).ok()
    }

    pub fn ask<T: DeserializeOwned>(&self, query: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.restaking, query).unwrap()
    }

    pub fn may_vault(&self) -> Option<VaultResponse> {
        self.may_ask(&QueryMsg::Vault { provider: addr("alice").into(), class: CLASS.into() })
    }

    pub fn vault(&self) -> VaultResponse {
        self.may_vault().unwrap()
    }

    pub fn backing(&self) -> BackingResponse {
        let query = registry::QueryMsg::Backing { provider: addr("alice").into(), class: CLASS.into() };
        self.app.wrap().query_wasm_smart(&self.registry, &query).unwrap()
    }

    pub fn tickets(&self, who: &str) -> TicketsResponse {
        self.ask(&QueryMsg::Tickets {
            provider: addr("alice").into(),
            class: CLASS.into(),
            owner: addr(who).into(),
            order: None,
            start_after: None,
            limit: None,
        })
    }

    pub fn held(&self, token: &Addr, who: &Addr) -> u128 {
        let query = token::QueryMsg::Balance { address: who.to_string() };
        let answer: cw20::BalanceResponse = self.app.wrap().query_wasm_smart(token, &query).unwrap();
        answer.balance.u128()
    }

    pub fn shares(&self, who: &str) -> u128 {
        self.held(&self.vault().token, &addr(who))
    }

    pub fn net(&self, who: &Addr) -> u128 {
        self.app.wrap().query_balance(who, NET).unwrap().amount.u128()
    }

    pub fn supply(&self, denom: &str) -> u128 {
        self.app.wrap().query_supply(denom).unwrap().amount.u128()
    }

    pub fn stnet(&self) -> Addr {
        let config: staking::ConfigResponse =
            self.app.wrap().query_wasm_smart(&self.staking, &staking::QueryMsg::Config {}).unwrap();
        config.token
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }

    /// Base units of the vault's asset in restaking's wallet.
    pub fn balance(&self, asset: &Asset) -> u128 {
        match asset {
            Asset::Native { denom } => {
                self.app.wrap().query_balance(&self.restaking, denom).unwrap().amount.u128()
            }
            Asset::Cw20 { address } => self.held(&Addr::unchecked(address), &self.restaking),
        }
    }

    /// What must hold after every message: the balance is what the books say, the shares are the receipt's, whoever backs a job has what it
    /// may burn, and the registry says the same as the vault.
    #[track_caller]
    pub fn check(&self) {
        let Some(v) = self.may_vault() else { return };
        let storage = self.app.contract_storage(&self.restaking);
        let released: u128 = restaking::state::RELEASED
            .walk_in(Order::Ascending, storage.as_ref(), &1u64.to_be_bytes(), None)
            .map(|entry| entry.unwrap().1.assets)
            .sum();
        let owed = v.assets + v.leaving + v.leaving_before + (v.burned - v.sent) + v.left;
        let owed = (owed.u128() + released) * v.unit.u128();
        assert_eq!(self.balance(&v.asset), owed, "{v:?}, released {released}");
        let query = token::QueryMsg::TokenInfo {};
        let info: cw20::TokenInfoResponse = self.app.wrap().query_wasm_smart(&v.token, &query).unwrap();
        assert_eq!(info.total_supply, v.shares);
        let b = self.backing();
        assert!(b.backed <= b.assets + b.leaving, "{b:?}");
        assert!(b.backed + b.backed_before <= b.assets + b.leaving + b.leaving_before, "{b:?}");
        assert_eq!((b.leaving, b.leaving_before, b.burned), (v.leaving, v.leaving_before, v.burned));
    }
}

/// The value of an attribute of the event of this type.
#[track_caller]
pub fn said(response: &AppResponse, event: &str, key: &str) -> String {
    let event = response.events.iter().find(|e| e.ty == format!("wasm-{event}")).unwrap();
    event.attributes.iter().find(|a| a.key == key).unwrap().value.clone()
}
