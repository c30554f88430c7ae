//! The contracts, one provider with a position, NET for a few people, and what must hold after every message.

pub mod chain;
mod questions;

use api::common::Asset;
use api::provider_registry::{self as registry, JobEnd, LockRequest, LockTerms};
use api::restaking::{ExecuteMsg, PreviewDepositResponse, PreviewExitResponse, QueryMsg, ReceiveMsg};
use api::token;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{coins, to_json_binary, Addr, Coin, Empty, Uint128};
use cw_multi_test::{App, AppResponse, Contract, ContractWrapper, Executor};
use restaking::error::ContractError;

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

/// What a client asks for, NET base units.
#[derive(Clone, Copy)]
pub struct Job {
    pub cost: u128,
    pub declared_value: u128,
    /// p of its method.
    pub detection_bps: u32,
    pub min_backing: u128,
}

impl Default for Job {
    fn default() -> Self {
        Self { cost: COST, declared_value: 0, detection_bps: 10_000, min_backing: 0 }
    }
}

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

    /// Units of the vault's asset with a deposit or a funding: coins with the message, or tokens that carry it.
    pub fn pay(&mut self, who: &str, units: u128, msg: &ExecuteMsg) -> Result<AppResponse, ContractError> {
        let v = self.vault();
        let amount = units * v.unit.u128();
        let address = match v.asset {
            Asset::Native { denom } => return self.run(who, msg, &coins(amount, denom)),
            Asset::Cw20 { address } => Addr::unchecked(address),
        };
        let hook = match msg.clone() {
            ExecuteMsg::Deposit { provider, class, min_shares } => {
                ReceiveMsg::Deposit { provider, class, min_shares }
            }
            ExecuteMsg::Fund { provider, class, seconds } => ReceiveMsg::Fund { provider, class, seconds },
            other => panic!("{other:?} takes no tokens"),
        };
        self.send(who, &address, amount, &hook).map_err(|err| err.downcast().unwrap())
    }

    /// Deposits units as previewed; returns the shares.
    pub fn deposit(&mut self, who: &str, units: u128) -> Result<u128, ContractError> {
        self.deposit_for(who, units, 1)
    }

    /// For so many shares at least.
    pub fn deposit_for(&mut self, who: &str, units: u128, min_shares: u128) -> Result<u128, ContractError> {
        let amount = units * self.vault().unit.u128();
        let preview: Option<PreviewDepositResponse> = self.may_ask(&QueryMsg::PreviewDeposit {
            provider: addr("alice").into(),
            class: CLASS.into(),
            amount: amount.into(),
        });
        let before = self.shares(who);
        self.pay(who, units, &deposit(min_shares))?;
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

    /// What a claim paid, base units of the vault's asset.
    pub fn claim(&mut self, who: &str, generation: u64) -> Result<u128, ContractError> {
        let asset = self.vault().asset;
        let before = self.wallet(&asset, &addr(who));
        self.run(who, &claim(generation), &[])?;
        Ok(self.wallet(&asset, &addr(who)) - before)
    }

    /// Alice accepts a job; what backs it.
    pub fn accept(&mut self, cost: u128) -> (u64, u128) {
        self.try_accept(Job { cost, ..Job::default() }).unwrap()
    }

    /// Alice may accept a job; what backs it.
    pub fn try_accept(&mut self, job: Job) -> anyhow::Result<(u64, u128)> {
        self.job += 1;
        let now = self.app.block_info().time.seconds();
        self.registry("alice", &registry::ExecuteMsg::Heartbeat {}, &[])?;
        let lock = LockRequest {
            job_id: self.job,
            provider: addr("alice").into(),
            class: CLASS.into(),
            gpus: 1,
            seconds: 60,
            proves_gpus: true,
            ends_by: now + DAY,
            terms: LockTerms::Free {
                cost: job.cost.into(),
                declared_value: job.declared_value.into(),
                detection_bps: job.detection_bps,
                min_reputation_bps: 0,
                standard: false,
                min_backing: job.min_backing.into(),
            },
        };
        let done = self.registry("jobs", &registry::ExecuteMsg::LockJob(lock), &[]);
        self.check();
        done?;
        Ok((self.job, self.locked(self.job).backed.u128()))
    }

    /// The result of a job is delivered: its GPUs are free, and its lock waits for the verdict.
    pub fn submit(&mut self, job_id: u64) {
        self.registry("jobs", &registry::ExecuteMsg::FreeGpus { job_id }, &[]).unwrap();
        self.check();
    }

    /// What binds alice to a job.
    pub fn locked(&self, job_id: u64) -> registry::LockResponse {
        let query = registry::QueryMsg::JobLock { job_id };
        self.app.wrap().query_wasm_smart(&self.registry, &query).unwrap()
    }

    pub fn settle(&mut self, job_id: u64) {
        self.end(job_id, JobEnd::Settled { take: Uint128::zero(), redeem: Uint128::zero() });
    }

    /// A fraud, proven by a reporter or by nobody in particular; what the registry says of it.
    pub fn convict(&mut self, job_id: u64, reporter: Option<&str>) -> AppResponse {
        let (client, reporter) = (addr("client").into(), reporter.map(|who| addr(who).into()));
        self.end(job_id, JobEnd::Fraud { take: Uint128::zero(), client, reporter })
    }

    /// A fraud; alice leaves jail once it is over.
    pub fn fraud(&mut self, job_id: u64) {
        self.convict(job_id, None);
        let block = self.app.block_info();
        self.wait(8 * DAY);
        self.registry("alice", &registry::ExecuteMsg::Unjail {}, &[]).unwrap();
        // Back to the time of the verdict: what streams is another test's subject.
        self.app.set_block(block);
    }

    pub fn end(&mut self, job_id: u64, end: JobEnd) -> AppResponse {
        let response = self.registry("jobs", &registry::ExecuteMsg::EndJob { job_id, end }, &[]).unwrap();
        self.check();
        response
    }

    /// A halt of so many seconds, after which the chain begins again at height 1.
    pub fn restart(&mut self, seconds: u64) {
        self.wait(seconds);
        self.app.update_block(|block| block.height = 1);
    }

    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }
}

/// The value of an attribute of the event of this type.
#[track_caller]
pub fn said(response: &AppResponse, event: &str, key: &str) -> String {
    let event = response.events.iter().find(|e| e.ty == format!("wasm-{event}")).unwrap();
    event.attributes.iter().find(|a| a.key == key).unwrap().value.clone()
}

/// The number in an attribute of the event of this type; 0 if it says none.
pub fn may_say(response: &AppResponse, event: &str, key: &str) -> u128 {
    let event = response.events.iter().find(|e| e.ty == format!("wasm-{event}")).unwrap();
    event.attributes.iter().find(|a| a.key == key).map_or(0, |a| a.value.parse().unwrap())
}
