//! A whole market on the embedded chain, deployed by the deploy plan, seen from the job-market.

use std::collections::BTreeMap;
use std::fmt::Debug;

use api::common::{Asset, AssetAmount, Payout, Source};
use api::fee_collector::Split;
use api::job_market::{
    AcceptPayout, Callback, ClaimResponse, ClassTerms, ExecuteMsg, HoldingsResponse, InputForm, JobRequest,
    JobResponse, JobState, JobsResponse, Params, QueryMsg, TakeParams,
};
use api::pool::{self, Fees, ProvideSource};
use api::provider_registry::{
    self as registry, Admission, AttestorKey, ClassParams, KeyScheme, KeySignature, PositionResponse,
};
use api::verifier_gateway::{
    self as gateway, Claim, JournalPolicy, MethodKind, MethodParams, Proof, StatementResponse,
};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    coin, coins, to_json_binary, Addr, Binary, BlockInfo, Checksum, Coin, Empty, HexBinary, Timestamp,
    Uint128, WasmMsg,
};
use cw_multi_test::{App, AppBuilder, AppResponse, Contract, ContractWrapper, Executor};
use deploy::{
    Addresses, ClassWiring, Code, JobMarketWiring, LeaseMarketWiring, PoolWiring, RestakingWiring, Roles,
    Stored, Wiring,
};
use ed25519_dalek::{Signer, SigningKey};
use serde::de::DeserializeOwned;
use serde::Serialize;

mod indexer;
mod listener;
mod queried;
mod standard;
mod verbs;
mod wiring;

pub use indexer::*;
pub use listener::*;
pub use standard::*;
pub use wiring::*;

pub const NET: &str = "unet";
pub const USD: &str = "uusd";
pub const CLASS: &str = "h100-sxm5-80g";
pub const SECOND_CLASS: &str = "a100-sxm4-80g";
pub const ONE: u128 = 1_000_000;
/// NET that every actor starts with.
pub const FORTUNE: u128 = 1_000_000 * ONE;
pub const DISPUTE_BOND: u128 = 5 * ONE + 1;
pub const ACCEPT_WITHIN: u64 = 600;
pub const RUN_WITHIN: u64 = 3_600;
pub const VERDICT_WITHIN: u64 = 86_400;
pub const CALL_WITHIN: u64 = 600;
pub const BLOCK_SECONDS: u64 = 6;

pub const ATTESTATION: u32 = 1;
pub const RISC_ZERO: u32 = 2;
pub const RISC_ZERO_STATEMENT: u32 = 3;
pub const ARBITER: u32 = 4;
pub const CLIENT_APPROVAL: u32 = 5;

const ATTESTOR_SEED: u8 = 7;
const ARBITER_SEED: u8 = 8;
const START: u64 = 1_800_000_000;

pub struct Market {
    pub app: App,
    pub at: Addresses,
    pub credit: Asset,
    pub owner: Addr,
    pub guardian: Addr,
    pub client: Addr,
    pub provider: Addr,
    pub rival: Addr,
    pub stranger: Addr,
    /// What the events of the job-market have told so far.
    pub indexed: Indexed,
}

pub fn addr(name: &str) -> Addr {
    MockApi::default().addr_make(name)
}

/// A whole market with two providers, one liquid class (pool 1), a class without liquidity (pool 2), dollars
/// (pool 3).
pub fn market() -> Market {
    let mut market = deployed();
    for (provider, credits) in [(market.provider.clone(), 10_000_000), (market.rival.clone(), 1_000_000)] {
        market.enlist(&provider, CLASS, 64, credits * ONE);
    }
    let provider = market.provider.clone();
    let lp = |pool_id, max_0: u128, max_1: u128| pool::ExecuteMsg::Provide {
        pool_id,
        max_0: max_0.into(),
        max_1: max_1.into(),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&provider, &lp(1, 8_000_000 * ONE, 7_200 * ONE), &[coin(7_200 * ONE, NET)]).unwrap();
    let dollars = [coin(200_000 * ONE, NET), coin(100_000 * ONE, USD)];
    market.pool(&provider, &lp(3, 100_000 * ONE, 200_000 * ONE), &dollars).unwrap();
    market
}

/// The same without providers and liquidity.
pub fn deployed() -> Market {
    let api = MockApi::default();
    let people = ["client", "provider", "rival", "stranger", "guardian", "owner"].map(addr);
    let mut app = AppBuilder::new().build(|router, _, storage| {
        for who in &people {
            let fortune = vec![coin(FORTUNE, NET), coin(FORTUNE, USD)];
            router.bank.init_balance(storage, who, fortune).unwrap();
        }
    });
    app.set_block(BlockInfo {
        height: 1_000,
        time: Timestamp::from_seconds(START),
        chain_id: "market-1".into(),
    });
    let owner = addr("owner");
    let mut store = |code| Stored { code_id: app.store_code(contract(code)), checksum: checksums()[&code] };
    let stored: BTreeMap<Code, Stored> = Code::ALL.into_iter().map(|code| (code, store(code))).collect();
    let plan = deploy::plan(&api, &wiring(), owner.as_str(), &stored).unwrap();
    let mut indexed = Indexed::default();
    let job_market = plan.addresses.job_market.clone();
    let mut read = |sent: &AppResponse| index(&mut indexed, START, &job_market, sent);
    for step in plan.instantiations {
        let msg = WasmMsg::Instantiate2 {
            admin: Some(step.admin),
            code_id: step.code_id,
            label: step.label.clone(),
            msg: step.msg,
            funds: vec![],
            salt: step.salt,
        };
        read(&app.execute(owner.clone(), msg.into()).unwrap());
    }
    for step in plan.setup {
        let msg = WasmMsg::Execute { contract_addr: step.contract, msg: step.msg, funds: vec![] };
        read(&app.execute(owner.clone(), msg.into()).unwrap_or_else(|e| panic!("{}: {e:#}", step.what)));
    }
    let credit =
        deploy::credit_address(&api, &plan.addresses.provider_registry, &checksums(), CLASS).unwrap();
    Market {
        app,
        at: plan.addresses,
        credit: Asset::cw20(credit),
        owner,
        guardian: addr("guardian"),
        client: addr("client"),
        provider: addr("provider"),
        rival: addr("rival"),
        stranger: addr("stranger"),
        indexed,
    }
}

/// Reads the events of the job-market among those of a message.
fn index(indexed: &mut Indexed, time: u64, job_market: &str, sent: &AppResponse) {
    for event in &sent.events {
        if event.attributes.iter().any(|a| a.key == "_contract_address" && a.value == job_market) {
            indexed.read(time, event);
        }
    }
}

/// A refused message names what was wrong.
pub trait Refused {
    fn refused(self, parts: &[&str]);
}

impl<T: Debug, E: Debug> Refused for Result<T, E> {
    #[track_caller]
    fn refused(self, parts: &[&str]) {
        let text = match self {
            Ok(answer) => panic!("expected a refusal naming {parts:?}, got {answer:?}"),
            Err(error) => format!("{error:?}"),
        };
        for part in parts {
            assert!(text.contains(part), "expected `{part}` in: {text}");
        }
    }
}

pub type Sent = Result<AppResponse, String>;

impl Market {
    pub fn send(&mut self, sender: &Addr, to: &str, msg: &impl Serialize, funds: &[Coin]) -> Sent {
        self.send_as_written(sender, to, to_json_binary(msg).unwrap(), funds)
    }

    pub fn send_as_written(&mut self, sender: &Addr, to: &str, msg: Binary, funds: &[Coin]) -> Sent {
        let msg = WasmMsg::Execute { contract_addr: to.into(), msg, funds: funds.to_vec() };
        let sent = self.app.execute(sender.clone(), msg.into()).map_err(|error| format!("{error:#}"))?;
        let now = self.now();
        index(&mut self.indexed, now, &self.at.job_market, &sent);
        Ok(sent)
    }

    /// A message to the job-market, after which its books must balance.
    #[track_caller]
    pub fn jobs(&mut self, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Sent {
        let sent = self.send(sender, &self.at.job_market.clone(), msg, funds);
        self.assert_books();
        sent
    }

    pub fn pool(&mut self, sender: &Addr, msg: &pool::ExecuteMsg, funds: &[Coin]) -> Sent {
        self.send(sender, &self.at.pool.clone(), msg, funds)
    }

    pub fn registry(&mut self, sender: &Addr, msg: &registry::ExecuteMsg, funds: &[Coin]) -> Sent {
        self.send(sender, &self.at.provider_registry.clone(), msg, funds)
    }

    pub fn gateway(&mut self, sender: &Addr, msg: &gateway::ExecuteMsg) -> Sent {
        let sent = self.send(sender, &self.at.verifier_gateway.clone(), msg, &[]);
        self.assert_books();
        sent
    }

    pub fn ask<T: DeserializeOwned>(&self, contract: &str, msg: &impl Serialize) -> Result<T, String> {
        self.app.wrap().query_wasm_smart(contract, msg).map_err(|error| error.to_string())
    }

    pub fn ask_jobs<T: DeserializeOwned>(&self, msg: &QueryMsg) -> Result<T, String> {
        self.ask(&self.at.job_market, msg)
    }

    pub fn job(&self, job_id: u64) -> JobResponse {
        self.ask_jobs(&QueryMsg::Job { job_id }).unwrap()
    }

    pub fn now(&self) -> u64 {
        self.app.block_info().time.seconds()
    }

    /// Time passes as it usually does, with a block every six seconds.
    pub fn wait(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += seconds.div_ceil(BLOCK_SECONDS).max(1);
        });
    }

    /// The chain stands still: one block carries the whole gap.
    pub fn halt(&mut self, seconds: u64) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(seconds);
            block.height += 1;
        });
    }

    /// The chain starts anew at height 1, an hour later.
    pub fn restart(&mut self) {
        self.app.update_block(|block| {
            block.time = block.time.plus_seconds(3_600);
            block.height = 1;
        });
    }

    /// Credits that were redeemed at the end of a job, and that the job-market's account holds until they
    /// burn.
    pub fn redeemed(&self) -> u128 {
        let registry = Addr::unchecked(&self.at.provider_registry);
        registry::raw::totals(self.app.wrap(), &registry, CLASS).unwrap().unburned_jobs
    }

    pub fn account(&self, who: impl Into<String>, asset: &Asset) -> u128 {
        let question = pool::QueryMsg::Account { owner: who.into(), asset: asset.clone() };
        self.ask::<AssetAmount>(&self.at.pool, &question).unwrap().amount.u128()
    }

    /// NET in the account, and credits of the liquid class.
    pub fn accounts(&self, who: &Addr) -> (u128, u128) {
        (self.account(who, &Asset::native(NET)), self.account(who, &self.credit))
    }

    pub fn wallet(&self, who: impl Into<String>, denom: &str) -> u128 {
        self.app.wrap().query_balance(who, denom).unwrap().amount.u128()
    }

    pub fn position(&self, provider: &Addr) -> PositionResponse {
        let question = registry::QueryMsg::Position { provider: provider.to_string(), class: CLASS.into() };
        self.ask(&self.at.provider_registry, &question).unwrap()
    }

    /// The job-market's account holds what unfinished jobs and unswept take need, to the unit, and its wallet
    /// nothing.
    #[track_caller]
    pub fn assert_books(&self) {
        let jobs: JobsResponse = self.ask_jobs(&all_jobs()).unwrap();
        let held: HoldingsResponse = self.ask_jobs(&QueryMsg::Holdings {}).unwrap();
        let (mut net, mut credits) = (held.take.u128(), self.redeemed());
        for job in jobs.jobs {
            let Some(open) = job.open else { continue };
            net += (open.take + open.tip).u128();
            if job.state == JobState::Disputed {
                net += open.dispute_bond.unwrap().u128();
            }
            net += open.data_request.map_or(0, |asked| asked.bond.u128());
            credits += u128::from(open.gpus) * u128::from(open.seconds) * ONE;
        }
        let this = Addr::unchecked(&self.at.job_market);
        assert_eq!(self.accounts(&this), (net, credits), "NET and credits in the account of the job-market");
        assert_eq!(self.account(&this, &Asset::native(USD)), 0);
        assert_eq!((self.wallet(&this, NET), self.wallet(&this, USD)), (0, 0));
        let wallet: cw20::BalanceResponse = self
            .app
            .wrap()
            .query_wasm_smart(
                token_address(&self.credit),
                &api::token::QueryMsg::Balance { address: this.into() },
            )
            .unwrap();
        assert!(wallet.balance.is_zero());
    }
}

pub fn token_address(asset: &Asset) -> String {
    match asset {
        Asset::Cw20 { address } => address.clone(),
        Asset::Native { denom } => panic!("{denom} is no token"),
    }
}

pub fn digest(text: &str) -> HexBinary {
    let mut bytes = [b'.'; 32];
    bytes[..text.len()].copy_from_slice(text.as_bytes());
    HexBinary::from(bytes.as_slice())
}

pub fn output() -> HexBinary {
    digest("output")
}

/// What a job of the usual class would cost.
pub fn quote_of(gpus: u32, seconds: u64) -> QueryMsg {
    QueryMsg::Quote {
        class: CLASS.into(),
        gpus,
        seconds,
        method: None,
        declared_value: None,
        tip: None,
        pay_with: None,
    }
}

/// The first hundred jobs.
pub fn all_jobs() -> QueryMsg {
    QueryMsg::Jobs { filter: None, order: None, start_after: None, limit: Some(100) }
}

/// 2 GPUs for 100 seconds, attested, with a tip.
pub fn request() -> JobRequest {
    JobRequest {
        class: CLASS.into(),
        gpus: 2,
        seconds: 100,
        program: digest("program"),
        input: Some(digest("input")),
        method: ATTESTATION,
        accept_within: ACCEPT_WITHIN,
        run_within: RUN_WITHIN,
        min_reputation_bps: 0,
        provider: None,
        challenge_bond: None,
        declared_value: None,
        min_backing: None,
        max_payment: Uint128::new(1_000 * ONE),
        tip: Some(Uint128::new(12_345)),
        owner: None,
        surplus: Payout::Wallet,
        surplus_to: None,
        deadline: None,
        program_locator: None,
        input_form: None,
        template: None,
        min_damages: None,
        anyone_may_call: false,
        input_locator: None,
        callback: None,
    }
}

/// The same, judged by the client.
pub fn by_client() -> JobRequest {
    JobRequest { method: CLIENT_APPROVAL, ..request() }
}

pub const CREDITS: u128 = 200 * ONE;

pub fn submit(job_id: u64, proof: Option<Proof>) -> ExecuteMsg {
    ExecuteMsg::SubmitResult { job_id, output: output(), proof, output_locator: None }
}

pub fn attribute(sent: &AppResponse, event: &str, key: &str) -> Option<String> {
    let kind = format!("wasm-{event}");
    let found = sent.events.iter().find(|e| e.ty == kind)?;
    found.attributes.iter().find(|a| a.key == key).map(|a| a.value.clone())
}

pub fn job_id(sent: &AppResponse) -> u64 {
    attribute(sent, "request_job", "job_id").expect("a job was requested").parse().unwrap()
}
