//! A deployed market and what its actors do, in the words of the scenarios.

use std::cell::Cell;
use std::fmt::Debug;

use anyhow::{Context, Result};
use api::common::{Asset, Payout, Source};
use api::provider_registry as registry;
use api::{fee_collector, job_market, lease_market, pool, restaking, staking, verifier_gateway};
use cosmwasm_std::{coin, coins, from_json, to_json_binary, Addr, Coin, Uint128};
use deploy::{Addresses, Wiring};
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::client::{Client, Receipt};
use crate::embedded::Embedded;
use crate::wirings::NET;

/// All contracts, deployed by the plan, on the embedded chain or on another.
///
/// Amounts are base units: a million to one NET, one credit, one dollar. Times are seconds; waits of the embedded chain make a
/// block every five.
///
/// # Panics
/// A verb that returns a [`Result`] says why a contract refused it. What returns none asks for something that the caller knows
/// to be there, such as a class, a job or a wallet, and panics with the question and the answer if it is not.
pub struct Market<C: Client = Embedded> {
    /// The chain.
    pub client: C,
    /// What was deployed.
    pub wiring: Wiring,
    /// Where.
    pub at: Addresses,
    /// Governance.
    pub owner: Addr,
    /// May pause.
    pub guardian: Addr,
    /// NET's supply and all that the market has burned, together: what was burned before anybody looked, and
    /// what was issued since, included.
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

impl<C: Client> Market<C> {
    /// A market that is already deployed on a chain where nobody else trades while it is watched.
    pub fn attach(client: C, wiring: Wiring, at: Addresses) -> Self {
        let [owner, guardian] = [&wiring.roles.owner, &wiring.roles.guardian].map(Addr::unchecked);
        let (finished, issued, salt) = (Cell::new(0), 0, 0);
        let mut market = Self { client, wiring, at, owner, guardian, issued, finished, salt };
        market.issued = market.net_supply() + market.burned();
        market
    }

    /// Somebody with so much more than they had.
    pub fn funded(&mut self, name: &str, funds: &[Coin]) -> Result<Addr> {
        let before = self.net_supply();
        let address = self.client.actor(name, funds).with_context(|| format!("funds for {name}"))?;
        self.issued += self.net_supply().checked_sub(before).context("NET burned while it was handed out")?;
        Ok(address)
    }

    /// NET that the market has burned, ever, by its own books.
    pub fn burned(&self) -> u128 {
        let all: fee_collector::MetricsResponse =
            self.ask_fees(&fee_collector::QueryMsg::Metrics { window: fee_collector::Window::All });
        all.burned_revenue.u128()
            + all.burned_slashes.u128()
            + all.burned_backing.u128()
            + all.burned_donations.u128()
    }

    /// Lets time pass: at least one block.
    pub fn wait(&mut self, seconds: u64) {
        self.client.wait(seconds).unwrap_or_else(|e| panic!("waiting {seconds} s: {e:#}"));
    }

    /// Block time, Unix seconds.
    pub fn now(&self) -> u64 {
        self.client.block().time.seconds()
    }

    /// Sends a message to a contract.
    pub fn send<T: Serialize + Debug>(
        &mut self,
        sender: &Addr,
        contract: &str,
        msg: &T,
        funds: &[Coin],
    ) -> Result<Receipt> {
        self.client.execute(sender, contract, to_json_binary(msg)?, funds)
    }

    /// Sends cw20 tokens to a contract with a call.
    pub fn send_cw20<T: Serialize + Debug>(
        &mut self,
        sender: &Addr,
        token: &Asset,
        contract: &str,
        amount: u128,
        hook: &T,
    ) -> Result<Receipt> {
        let Asset::Cw20 { address } = token else { panic!("{token} is not a cw20") };
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: contract.into(),
            amount: Uint128::new(amount),
            msg: to_json_binary(hook)?,
        };
        self.send(sender, &address.clone(), &msg, &[])
    }

    /// A message to the pool contract.
    pub fn pool(&mut self, sender: &Addr, msg: &pool::ExecuteMsg, funds: &[Coin]) -> Result<Receipt> {
        self.send(sender, &self.at.pool.clone(), msg, funds)
    }

    /// A message to the registry.
    pub fn registry(&mut self, sender: &Addr, msg: &registry::ExecuteMsg, funds: &[Coin]) -> Result<Receipt> {
        self.send(sender, &self.at.provider_registry.clone(), msg, funds)
    }

    /// A message to the job-market.
    pub fn jobs(&mut self, sender: &Addr, msg: &job_market::ExecuteMsg, funds: &[Coin]) -> Result<Receipt> {
        self.send(sender, &self.at.job_market.clone(), msg, funds)
    }

    /// A message to the lease-market.
    pub fn leases(&mut self, sender: &Addr, msg: &lease_market::ExecuteMsg) -> Result<Receipt> {
        self.send(sender, &self.at.lease_market.clone(), msg, &[])
    }

    /// A message to the gateway.
    pub fn gateway(&mut self, sender: &Addr, msg: &verifier_gateway::ExecuteMsg) -> Result<Receipt> {
        self.send(sender, &self.at.verifier_gateway.clone(), msg, &[])
    }

    /// A message to the fee-collector.
    pub fn fees(
        &mut self,
        sender: &Addr,
        msg: &fee_collector::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Receipt> {
        self.send(sender, &self.at.fee_collector.clone(), msg, funds)
    }

    /// A message to restaking.
    pub fn restaking(
        &mut self,
        sender: &Addr,
        msg: &restaking::ExecuteMsg,
        funds: &[Coin],
    ) -> Result<Receipt> {
        self.send(sender, &self.at.restaking.clone(), msg, funds)
    }

    /// A message to the stake pool.
    pub fn staking(&mut self, sender: &Addr, msg: &staking::ExecuteMsg, funds: &[Coin]) -> Result<Receipt> {
        self.send(sender, &self.at.staking.clone(), msg, funds)
    }

    /// Stakes NET from the wallet.
    pub fn stake(&mut self, who: &Addr, amount: u128) -> Result<Receipt> {
        let msg = staking::ExecuteMsg::Stake { min_shares: Uint128::one() };
        self.staking(who, &msg, &coins(amount, NET))
    }

    /// Sends shares back for NET.
    pub fn unstake(&mut self, who: &Addr, shares: u128) -> Result<Receipt> {
        let msg = staking::ReceiveMsg::Unstake { min_out: Uint128::one() };
        self.send_cw20(who, &self.receipt(), &self.at.staking.clone(), shares, &msg)
    }

    /// The receipt of stakes.
    pub fn receipt(&self) -> Asset {
        Asset::cw20(self.receipt_addr())
    }

    /// Where the receipt of stakes is.
    pub fn receipt_addr(&self) -> Addr {
        self.ask_staking::<staking::ConfigResponse>(&staking::QueryMsg::Config {}).token
    }

    /// A query of any contract.
    pub fn ask<T: DeserializeOwned>(&self, contract: &str, msg: &impl Serialize) -> Result<T> {
        Ok(from_json(self.client.smart(contract, to_json_binary(msg)?)?)?)
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

    /// A query of the lease-market.
    pub fn ask_leases<T: DeserializeOwned>(&self, msg: &lease_market::QueryMsg) -> T {
        self.ask(&self.at.lease_market, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// A query of the gateway.
    pub fn ask_gateway<T: DeserializeOwned>(&self, msg: &verifier_gateway::QueryMsg) -> Result<T> {
        self.ask(&self.at.verifier_gateway, msg)
    }

    /// A query of the fee-collector.
    pub fn ask_fees<T: DeserializeOwned>(&self, msg: &fee_collector::QueryMsg) -> T {
        self.ask(&self.at.fee_collector, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// A query of restaking.
    pub fn ask_restaking<T: DeserializeOwned>(&self, msg: &restaking::QueryMsg) -> T {
        self.ask(&self.at.restaking, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// A query of the stake pool.
    pub fn ask_staking<T: DeserializeOwned>(&self, msg: &staking::QueryMsg) -> T {
        self.ask(&self.at.staking, msg).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"))
    }

    /// Coins in a wallet.
    pub fn wallet(&self, who: impl Into<String>, denom: &str) -> u128 {
        self.client.balance(&who.into(), denom).unwrap_or_else(|e| panic!("the bank answers: {e:#}"))
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
        self.client.supply(NET).unwrap_or_else(|e| panic!("the bank answers: {e:#}"))
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

    /// The pool of a native denom and NET that the wiring names beside the classes' own.
    pub fn pool_of(&self, denom: &str) -> u64 {
        let assets = (Asset::native(denom), Asset::native(NET));
        let found = self
            .wiring
            .pools
            .iter()
            .position(|pool| (&pool.asset_0, &pool.asset_1) == (&assets.0, &assets.1));
        let found = found.unwrap_or_else(|| panic!("the wiring has no pool {denom} / {NET}"));
        u64::try_from(self.wiring.classes.len() + found).expect("few pools") + 1
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
            let query =
                job_market::QueryMsg::Jobs { filter: None, order: None, start_after, limit: Some(100) };
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
    pub fn offer(&mut self, provider: &Addr, class: &str, gpus: u32) -> Result<Receipt> {
        let admission = match self.class(class).params.admission {
            registry::Admission::Open {} => None,
            registry::Admission::Attested { .. } => {
                let expiry = self.now() + 30 * 86_400;
                let digest = proofs::statement::admission_digest(
                    &self.client.block().chain_id,
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

    /// Mints credits for whatever collateral they need.
    pub fn mint(&mut self, provider: &Addr, class: &str, credits: u128, payout: Payout) -> Result<Receipt> {
        self.mint_for(provider, class, credits, u128::MAX, payout)
    }

    /// Mints credits for at most so much collateral.
    pub fn mint_for(
        &mut self,
        provider: &Addr,
        class: &str,
        credits: u128,
        max_collateral: u128,
        payout: Payout,
    ) -> Result<Receipt> {
        let (amount, max_collateral) = (Uint128::new(credits), Uint128::new(max_collateral));
        let msg = registry::ExecuteMsg::MintCredits { class: class.into(), amount, max_collateral, payout };
        self.registry(provider, &msg, &[])
    }

    /// Mints credits and provides them with NET, if any, to the class's pool; returns the LP shares.
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
                rest_to: None,
                deadline: None,
            },
            &if net == 0 { vec![] } else { coins(net, NET) },
        )
        .context("provide")?;
        let lp = Asset::cw20(self.pool_state(pool_id).lp_token);
        Ok(self.holding(provider, &lp))
    }

    /// Puts native coins into somebody's own account.
    pub fn deposit(&mut self, who: &Addr, amount: u128, denom: &str) -> Result<Receipt> {
        self.pool(who, &pool::ExecuteMsg::Deposit { receiver: None }, &[coin(amount, denom)])
    }

    /// Says that a provider is there.
    pub fn heartbeat(&mut self, provider: &Addr) {
        self.registry(provider, &registry::ExecuteMsg::Heartbeat {}, &[])
            .expect("a provider may always say so");
    }
}
