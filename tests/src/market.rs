//! A deployed market and what its actors do, in the words of the scenarios.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::Debug;

use anyhow::{Context, Result};
use api::common::{Asset, Payout, Source};
use api::provider_registry as registry;
use api::{fee_collector, job_market, pool, verifier_gateway};
use cosmwasm_std::{coin, coins, to_json_binary, Addr, BlockInfo, Coin, Uint128, WasmMsg};
use cw_multi_test::{no_init, App, AppBuilder, AppResponse, BankSudo, Executor};
use deploy::{Addresses, Code, Wiring};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::bank::{StrictBank, BLOCKED};
use crate::codes::Codes;
use crate::deployment;
use crate::wirings::{self, NET, ONE, USD};

/// Seconds per block of the embedded chain.
pub const BLOCK_SECONDS: u64 = 5;

/// The embedded chain.
pub type Chain = App<StrictBank>;

/// All contracts, deployed by the plan.
pub struct Market {
    /// The embedded chain.
    pub app: Chain,
    /// What was deployed.
    pub wiring: Wiring,
    /// Where.
    pub at: Addresses,
    /// Code ids on this chain.
    pub codes: BTreeMap<Code, u64>,
    /// Governance.
    pub owner: Addr,
    /// May pause.
    pub guardian: Addr,
    /// Claims the stakers' share.
    pub stakers: Addr,
    /// NET handed out so far: supply is this less what was burned.
    pub issued: u128,
    /// Every job up to this one is finished, as far as anyone has looked: finished jobs never change again.
    finished: Cell<u64>,
    salt: u64,
}

/// A message that was refused: asserts on its text.
pub trait Refused {
    /// Panics unless it was refused with an error that contains every one of `parts`.
    fn refused(self, parts: &[&str]);
}

impl<T: Debug> Refused for Result<T> {
    fn refused(self, parts: &[&str]) {
        let error = match self {
            Ok(answer) => panic!("expected a refusal naming {parts:?}, got {answer:?}"),
            Err(error) => format!("{error:#}"),
        };
        for part in parts {
            assert!(error.contains(part), "expected `{part}` in the refusal: {error}");
        }
    }
}

impl Market {
    /// The standard market on a build of the contracts.
    pub fn new(codes: &dyn Codes) -> Self {
        Self::with(codes, |_| {})
    }

    /// The standard market, its wiring changed beforehand.
    pub fn with(codes: &dyn Codes, change: impl FnOnce(&mut Wiring)) -> Self {
        let api = cosmwasm_std::testing::MockApi::default();
        let name = |text: &str| api.addr_make(text);
        let (owner, guardian, stakers) = (name("governance"), name("guardian"), name("stakers"));
        let mut app = AppBuilder::new().with_bank(StrictBank::new(name(BLOCKED))).build(no_init);
        app.set_block(BlockInfo {
            height: 1_000_000,
            time: cosmwasm_std::Timestamp::from_seconds(1_800_000_000),
            chain_id: "market-1".into(),
        });
        let mut wiring = wirings::standard(owner.as_str(), guardian.as_str(), stakers.as_str());
        change(&mut wiring);
        let (at, codes) = deployment::carry_out(&mut app, &wiring, &owner, codes);
        Self { app, wiring, at, codes, owner, guardian, stakers, issued: 0, finished: Cell::new(0), salt: 0 }
    }

    /// The address of somebody, without funds.
    pub fn address(&self, name: &str) -> Addr {
        cosmwasm_std::testing::MockApi::default().addr_make(name)
    }

    /// Somebody with ten million NET and as many dollars.
    pub fn actor(&mut self, name: &str) -> Addr {
        let addr = self.address(name);
        self.issue(&addr, NET, 10_000_000 * ONE);
        self.issue(&addr, USD, 10_000_000 * ONE);
        addr
    }

    /// Hands out coins that did not exist before.
    pub fn issue(&mut self, to: &Addr, denom: &str, amount: u128) {
        let mint = BankSudo::Mint { to_address: to.to_string(), amount: coins(amount, denom) };
        self.app.sudo(mint.into()).expect("the bank mints");
        if denom == NET {
            self.issued += amount;
        }
    }

    /// Lets time pass, in blocks of [`BLOCK_SECONDS`] (at least one).
    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += (seconds / BLOCK_SECONDS).max(1);
        });
    }

    /// Block time, Unix seconds.
    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Sends a message to a contract.
    pub fn send<T: Serialize + Debug>(
        &mut self,
        sender: &Addr,
        contract: &str,
        msg: &T,
        funds: &[Coin],
    ) -> Result<AppResponse> {
        let msg = WasmMsg::Execute {
            contract_addr: contract.into(),
            msg: to_json_binary(msg)?,
            funds: funds.to_vec(),
        };
        self.app.execute(sender.clone(), msg.into())
    }

    /// Sends cw20 tokens to a contract with a call.
    pub fn send_cw20<T: Serialize + Debug>(
        &mut self,
        sender: &Addr,
        token: &Asset,
        contract: &str,
        amount: u128,
        hook: &T,
    ) -> Result<AppResponse> {
        let Asset::Cw20 { address } = token else { panic!("{token} is not a cw20") };
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: contract.into(),
            amount: Uint128::new(amount),
            msg: to_json_binary(hook)?,
        };
        self.send(sender, &address.clone(), &msg, &[])
    }

    /// A message to the pool contract.
    pub fn pool(&mut self, sender: &Addr, msg: &pool::ExecuteMsg, funds: &[Coin]) -> Result<AppResponse> {
        self.send(sender, &self.at.pool.clone(), msg, funds)
    }

    /// A message to the registry.
    pub fn registry(
        &mut self,
        sender: &Addr,
        msg: &registry::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse> {
        self.send(sender, &self.at.provider_registry.clone(), msg, funds)
    }

    /// A message to the job-market.
    pub fn jobs(
        &mut self,
        sender: &Addr,
        msg: &job_market::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse> {
        self.send(sender, &self.at.job_market.clone(), msg, funds)
    }

    /// A message to the gateway.
    pub fn gateway(&mut self, sender: &Addr, msg: &verifier_gateway::ExecuteMsg) -> Result<AppResponse> {
        self.send(sender, &self.at.verifier_gateway.clone(), msg, &[])
    }

    /// A message to the fee-collector.
    pub fn fees(
        &mut self,
        sender: &Addr,
        msg: &fee_collector::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<AppResponse> {
        self.send(sender, &self.at.fee_collector.clone(), msg, funds)
    }

    /// A query of any contract.
    pub fn ask<T: DeserializeOwned>(&self, contract: &str, msg: &impl Serialize) -> Result<T> {
        Ok(self.app.wrap().query_wasm_smart(contract, msg)?)
    }

    /// A query of the pool contract.
    pub fn ask_pool<T: DeserializeOwned>(&self, msg: &pool::QueryMsg) -> T {
        self.ask(&self.at.pool, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// A query of the registry.
    pub fn ask_registry<T: DeserializeOwned>(&self, msg: &registry::QueryMsg) -> T {
        self.ask(&self.at.provider_registry, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// A query of the job-market.
    pub fn ask_jobs<T: DeserializeOwned>(&self, msg: &job_market::QueryMsg) -> T {
        self.ask(&self.at.job_market, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// A query of the gateway.
    pub fn ask_gateway<T: DeserializeOwned>(&self, msg: &verifier_gateway::QueryMsg) -> Result<T> {
        self.ask(&self.at.verifier_gateway, msg)
    }

    /// A query of the fee-collector.
    pub fn ask_fees<T: DeserializeOwned>(&self, msg: &fee_collector::QueryMsg) -> T {
        self.ask(&self.at.fee_collector, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// Coins in a wallet.
    pub fn wallet(&self, who: impl Into<String>, denom: &str) -> u128 {
        self.app.wrap().query_balance(who, denom).expect("the bank answers").amount.u128()
    }

    /// Any asset in a wallet.
    pub fn holding(&self, who: impl Into<String>, asset: &Asset) -> u128 {
        match asset {
            Asset::Native { denom } => self.wallet(who, denom),
            Asset::Cw20 { address } => {
                let query = cw20::Cw20QueryMsg::Balance { address: who.into() };
                let answer: cw20::BalanceResponse = self.ask(address, &query).expect("the token answers");
                answer.balance.u128()
            }
        }
    }

    /// A cw20's supply.
    pub fn supply(&self, token: &Asset) -> u128 {
        let Asset::Cw20 { address } = token else { panic!("{token} is not a cw20") };
        let info: cw20::TokenInfoResponse =
            self.ask(address, &cw20::Cw20QueryMsg::TokenInfo {}).expect("the token answers");
        info.total_supply.u128()
    }

    /// NET in existence.
    pub fn net_supply(&self) -> u128 {
        self.app.wrap().query_supply(NET).expect("the bank answers").amount.u128()
    }

    /// An account in the pool contract.
    pub fn account(&self, owner: impl Into<String>, asset: &Asset) -> u128 {
        let query = pool::QueryMsg::Account { owner: owner.into(), asset: asset.clone() };
        self.ask_pool::<api::common::AssetAmount>(&query).amount.u128()
    }

    /// The network token as an asset.
    pub fn net(&self) -> Asset {
        Asset::native(NET)
    }

    /// A class's credit token.
    pub fn credit(&self, class: &str) -> Asset {
        Asset::cw20(self.class(class).credit)
    }

    /// A class as the registry states it.
    pub fn class(&self, class: &str) -> registry::ClassResponse {
        self.ask_registry(&registry::QueryMsg::Class { class: class.into() })
    }

    /// A class's primary pool.
    pub fn class_pool(&self, class: &str) -> u64 {
        self.wiring.class_pool_id(class).expect("the class is in the wiring")
    }

    /// The USD/NET pool.
    pub fn usd_pool(&self) -> u64 {
        u64::try_from(self.wiring.classes.len()).expect("few classes") + 1
    }

    /// A pool as it stands.
    pub fn pool_state(&self, pool_id: u64) -> pool::PoolResponse {
        self.ask_pool(&pool::QueryMsg::Pool { pool_id })
    }

    /// A provider's position.
    pub fn position(&self, provider: &Addr, class: &str) -> registry::PositionResponse {
        self.ask_registry(&registry::QueryMsg::Position { provider: provider.into(), class: class.into() })
    }

    /// A job as it stands.
    pub fn job(&self, job_id: u64) -> job_market::JobResponse {
        self.ask_jobs(&job_market::QueryMsg::Job { job_id })
    }

    /// All jobs from the first unfinished one on, by id.
    pub fn recent_jobs(&self) -> Vec<job_market::JobResponse> {
        let mut jobs: Vec<job_market::JobResponse> = vec![];
        let mut start_after = Some(self.finished.get());
        loop {
            let query = job_market::QueryMsg::Jobs { start_after, limit: Some(100) };
            let page = self.ask_jobs::<job_market::JobsResponse>(&query).jobs;
            let Some(last) = page.last() else { break };
            start_after = Some(last.job_id);
            jobs.extend(page);
        }
        let done = jobs.iter().take_while(|job| job.open.is_none()).last();
        if let Some(done) = done {
            self.finished.set(done.job_id);
        }
        jobs
    }

    /// A fresh number, for digests that must differ.
    pub fn fresh(&mut self) -> u64 {
        self.salt += 1;
        self.salt
    }

    /// Registers a provider with a bond and GPUs in a class (with its admission where the class asks for one).
    pub fn provider(&mut self, name: &str, class: &str, bond: u128, gpus: u32) -> Addr {
        let provider = self.actor(name);
        self.join(&provider, class, bond, gpus).unwrap_or_else(|e| panic!("{name} joins {class}: {e:#}"));
        provider
    }

    /// Registers (where needed), bonds and offers.
    pub fn join(&mut self, provider: &Addr, class: &str, bond: u128, gpus: u32) -> Result<()> {
        let query = registry::QueryMsg::Provider { provider: provider.into() };
        if self.ask::<registry::ProviderResponse>(&self.at.provider_registry, &query).is_err() {
            let metadata = "https://provider.example".to_string();
            self.registry(provider, &registry::ExecuteMsg::Register { metadata }, &[])?;
        }
        self.registry(
            provider,
            &registry::ExecuteMsg::Bond { class: class.into(), from: Source::Funds {} },
            &coins(bond, NET),
        )
        .context("bond")?;
        self.offer(provider, class, gpus).context("offer")?;
        Ok(())
    }

    /// Offers GPUs, with an admission for a month in an attested class.
    pub fn offer(&mut self, provider: &Addr, class: &str, gpus: u32) -> Result<AppResponse> {
        let admission = match self.class(class).params.admission {
            registry::Admission::Open {} => None,
            registry::Admission::Attested { .. } => {
                let expiry = self.now() + 30 * 86_400;
                let digest = proofs::statement::admission_digest(
                    &self.app.block_info().chain_id,
                    &self.at.provider_registry,
                    class,
                    provider.as_str(),
                    gpus,
                    expiry,
                );
                let signatures = vec![crate::keys::admission().sign(0, &digest)];
                Some(registry::AdmissionProof { expiry, signatures })
            }
        };
        let msg = registry::ExecuteMsg::OfferGpus { class: class.into(), gpus, admission };
        self.registry(provider, &msg, &[])
    }

    /// Mints credits.
    pub fn mint(
        &mut self,
        provider: &Addr,
        class: &str,
        credits: u128,
        payout: Payout,
    ) -> Result<AppResponse> {
        let msg =
            registry::ExecuteMsg::MintCredits { class: class.into(), amount: Uint128::new(credits), payout };
        self.registry(provider, &msg, &[])
    }

    /// Mints credits and provides them with NET to the class's pool; returns the LP shares.
    pub fn supply_liquidity(
        &mut self,
        provider: &Addr,
        class: &str,
        credits: u128,
        net: u128,
    ) -> Result<u128> {
        self.mint(provider, class, credits, Payout::Account).context("mint")?;
        let pool_id = self.class_pool(class);
        self.pool(
            provider,
            &pool::ExecuteMsg::Provide {
                pool_id,
                max_0: Uint128::new(credits),
                max_1: Uint128::new(net),
                from: pool::ProvideSource::Funds,
                min_shares: Uint128::one(),
                receiver: None,
                deadline: None,
            },
            &coins(net, NET),
        )
        .context("provide")?;
        let lp = Asset::cw20(self.pool_state(pool_id).lp_token);
        Ok(self.holding(provider, &lp))
    }

    /// Puts native coins into somebody's own account.
    pub fn deposit(&mut self, who: &Addr, amount: u128, denom: &str) -> Result<AppResponse> {
        self.pool(who, &pool::ExecuteMsg::Deposit { receiver: None }, &[coin(amount, denom)])
    }

    /// Says that a provider is there.
    pub fn heartbeat(&mut self, provider: &Addr) {
        self.registry(provider, &registry::ExecuteMsg::Heartbeat {}, &[])
            .expect("a provider may always say so");
    }
}
