//! The market that a page is read on, and what others do in it meanwhile. All that the pages' test needs of the harness is here.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::common::{Asset, Payout, Source};
use api::job_market::{AcceptPayout, InputForm, JobEnded, JobRequest};
use api::pool::{Destination, ExecuteMsg as PoolMsg, ProvideSource, Route, SwapReceived};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodParams};
use compute_amm_testing::client::Client;
use compute_amm_testing::credits::template;
use compute_amm_testing::groth16::{halves, Trapdoor};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::keys::{self, Signer};
use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{H100, L40S, NET, ONE, OPTIMISTIC, RISC_ZERO, USD};
use compute_amm_testing::{inclusion, invariants, Native};
use cosmwasm_std::{
    coin, coins, to_json_binary, Addr, Binary, Coin, Deps, DepsMut, Empty, Env, HexBinary, MessageInfo,
    Response, StdResult, Uint128,
};
use cw_multi_test::{AppResponse, ContractWrapper, Executor};
use deploy::RouteWiring;
use market_tests::hostile;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The input of the jobs that others request.
pub const INPUT: &str = "what is 6 times 7?";

/// A market with pools, somebody who has long been selling credits, and whoever the pages speak to.
pub struct World {
    market: Market,
    actors: BTreeMap<&'static str, Addr>,
}

/// What the contract `app` understands of the market.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
enum Told {
    ReceiveSwap(SwapReceived),
    JobEnded(JobEnded),
}

const TOLD: &[u8] = b"told";

fn start(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn hear(deps: DepsMut, _: Env, _: MessageInfo, told: Told) -> StdResult<Response> {
    deps.storage.set(TOLD, &to_json_binary(&told)?);
    Ok(Response::new())
}

fn repeat(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    Ok(Binary::from(deps.storage.get(TOLD).unwrap_or_else(|| b"null".to_vec())))
}

impl World {
    /// The market. `joined` says whether the provider has registered, offers GPUs and owes credits.
    pub fn new(joined: bool) -> Self {
        let mut market = Market::with(&Native, |wiring| {
            wiring.routes = vec![RouteWiring { asset: Asset::native(USD), pools: vec![4] }];
        });
        market.set_template(H100, 1, Some(template(60, 20, 30))).expect("a template");
        let with_input = api::job_market::Template { max_input: 1_024, ..template(60, 20, 30) };
        market.set_template(H100, 2, Some(with_input)).expect("a template");
        let mut actors = BTreeMap::new();
        for (class, reference) in [(H100, 900u128), (L40S, 220)] {
            let maker = market.provider(&format!("maker of {class}"), class, 100_000 * ONE, 8);
            market
                .supply_liquidity(&maker, class, 2_000_000 * ONE, 2 * reference * ONE)
                .expect("at the reference price");
            actors.insert(if class == H100 { "maker" } else { "other maker" }, maker);
        }
        let maker = actors["maker"].clone();
        let provide = PoolMsg::Provide {
            pool_id: market.usd_pool(),
            max_0: (1_000 * ONE).into(),
            max_1: (2_000 * ONE).into(),
            from: ProvideSource::Funds,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        market.pool(&maker, &provide, &[coin(2_000 * ONE, NET), coin(1_000 * ONE, USD)]).expect("provided");
        for name in ["client", "friend", "keeper", "trader"] {
            actors.insert(name, market.actor(name));
        }
        let provider = if joined {
            market.provider("provider", H100, 20_000 * ONE, 8)
        } else {
            market.actor("provider")
        };
        if joined {
            market.mint(&provider, H100, 200_000 * ONE, Payout::Account).expect("minted");
        }
        actors.insert("provider", provider);
        actors.insert("governance", market.owner.clone());
        let code = market.client.app.store_code(Box::new(ContractWrapper::new(hear, start, repeat)));
        let app = market
            .client
            .app
            .instantiate_contract(code, maker, &Empty {}, &[], "app", None)
            .expect("the chain takes anyone's code");
        market.issue(&app, NET, 1_000 * ONE);
        actors.insert("app", app);
        let verifier = market.host(hostile::verifier(), &Empty {}, "verifier");
        let kind = MethodKind::External { contract: verifier.into(), gas_limit: 50_000 };
        let params = MethodParams { kind, detection_bps: 10_000, name: "external".into() };
        let owner = market.owner.clone();
        market.gateway(&owner, &GatewayMsg::AddMethod { params }).expect("added");
        market.wait(market.wiring.method_timelock);
        let mut world = Self { market, actors };
        world.day_of_trades();
        world
    }

    /// What placeholders stand for from the start.
    pub fn names(&self) -> BTreeMap<String, String> {
        let at = &self.market.at;
        let token = |asset: Asset| match asset {
            Asset::Cw20 { address } => address,
            Asset::Native { denom } => denom,
        };
        let pool_id = self.market.class_pool(H100);
        let mut names: Vec<(&str, String)> = vec![
            ("$POOL", at.pool.clone()),
            ("$REGISTRY", at.provider_registry.clone()),
            ("$JOB_MARKET", at.job_market.clone()),
            ("$LEASE_MARKET", at.lease_market.clone()),
            ("$SSH_KEY", digest("the client's key").to_hex()),
            ("$HOST_KEY", digest("the host's key").to_hex()),
            ("$GATEWAY", at.verifier_gateway.clone()),
            ("$FEES", at.fee_collector.clone()),
            ("$STAKING", at.staking.clone()),
            ("$RESTAKING", at.restaking.clone()),
            ("$CHAIN", self.market.client.block().chain_id),
            ("$CREDIT", token(self.market.credit(H100))),
            ("$LP", self.market.pool_state(pool_id).lp_token),
            ("$CLASS_POOL", pool_id.to_string()),
            ("$USD_POOL", self.market.usd_pool().to_string()),
            ("$PROGRAM", digest("program").to_hex()),
            ("$STANDARD_PROGRAM", digest("standard program").to_hex()),
            ("$OUTPUT", digest("output").to_hex()),
            ("$INPUT_DIGEST", digest(INPUT).to_hex()),
            ("$INPUT_LENGTH", INPUT.len().to_string()),
            ("$INPUT", Binary::from(INPUT.as_bytes()).to_base64()),
            ("$VERIFYING_KEY", Trapdoor::new(1, 2).key().to_base64()),
            ("$ROOT", inclusion::set().root.to_hex()),
            ("$SEAL", inclusion::set().seal.to_base64()),
            ("$PROVEN_OUTPUT", inclusion::output().to_hex()),
            ("$NEXT_MONTH", (self.market.now() + 30 * 86_400).to_string()),
        ];
        for name in ["client", "friend", "keeper", "provider", "app"] {
            let address = self.actors[name].to_string();
            names.push((Box::leak(format!("${}", name.to_uppercase()).into_boxed_str()), address));
        }
        names.into_iter().map(|(name, value)| (name.to_string(), value)).collect()
    }

    fn contract(&self, name: &str) -> String {
        let at = &self.market.at;
        match name {
            "pool" => at.pool.clone(),
            "provider_registry" => at.provider_registry.clone(),
            "job_market" => at.job_market.clone(),
            "lease_market" => at.lease_market.clone(),
            "verifier_gateway" => at.verifier_gateway.clone(),
            "fee_collector" => at.fee_collector.clone(),
            "staking" => at.staking.clone(),
            "restaking" => at.restaking.clone(),
            "vault_receipt" => self.market.vault(&self.actor("provider"), H100).token.into_string(),
            "receipt" => self.market.receipt_addr().into_string(),
            "credit" => self.names()["$CREDIT"].clone(),
            "lp" => self.names()["$LP"].clone(),
            other => panic!("no contract is called `{other}`"),
        }
    }

    fn actor(&self, name: &str) -> Addr {
        self.actors.get(name).unwrap_or_else(|| panic!("nobody is called `{name}`")).clone()
    }

    /// Sends a message, in a block of its own.
    pub fn run(&mut self, contract: &str, actor: &str, msg: &Value, funds: &[Coin]) -> Result<AppResponse> {
        let (contract, sender) = (Addr::unchecked(self.contract(contract)), self.actor(actor));
        let response = self.market.client.app.execute_contract(sender, contract, msg, funds);
        self.wait(5);
        response
    }

    /// Asks a contract.
    pub fn query(&self, contract: &str, msg: &str) -> Result<Value> {
        let answer = self.market.client.smart(&self.contract(contract), Binary::from(msg.as_bytes()))?;
        Ok(serde_json::from_slice(&answer)?)
    }

    /// What the contract `app` was last told.
    pub fn told(&self) -> Value {
        let answer = self.market.client.smart(self.actor("app").as_str(), Binary::from(b"{}"));
        serde_json::from_slice(&answer.expect("it answers")).expect("JSON")
    }

    /// Signatures in base64 by `arbiter`, `admission` or the `attestors` 0 and 2, over a digest in hex, or over the verdict that
    /// the usual output of a job is valid; of the `prover` the proof of that claim
    /// under `$VERIFYING_KEY`.
    pub fn sign(&self, signers: &str, over: &str) -> Vec<String> {
        let digest = match over.strip_prefix("valid ") {
            Some(job) => {
                let claim = self.market.claim(job.parse().expect(over), &digest("output"));
                let digests = self.market.statement(claim, None);
                if signers == "prover" {
                    let inputs = halves(&digests.statement);
                    return vec![Trapdoor::new(1, 2).prove(0, &inputs).to_base64()];
                }
                digests.valid
            }
            None => HexBinary::from_hex(over).expect("hex"),
        };
        let bytes = digest.to_array().expect("32 bytes");
        let keys: Vec<Signer> = match signers {
            "arbiter" => vec![keys::arbiter()],
            "admission" => vec![keys::admission()],
            "attestors" => keys::attestors().into_iter().step_by(2).collect(),
            other => panic!("nobody signs as `{other}`"),
        };
        keys.iter().map(|key| key.sign(0, &bytes).signature.to_base64()).collect()
    }

    /// Time passes.
    pub fn wait(&mut self, seconds: u64) {
        self.market.wait(seconds);
    }

    /// All that must hold of the market holds.
    pub fn check(&self) {
        invariants::check(&self.market).unwrap_or_else(|e| panic!("{e:#}"));
    }

    /// What others do; returns the id of the job that they request.
    pub fn meanwhile(&mut self, words: &str) -> Result<Option<u64>> {
        let told: Vec<&str> = words.split(' ').collect();
        match told.as_slice() {
            [who, "requests", _] => self.requested(who, |_, request| request),
            [who, "requests", _, "with", "an", "input"] => self.requested(who, |_, request| JobRequest {
                input: Some(digest(INPUT)),
                input_form: Some(InputForm::Bytes { len: u32::try_from(INPUT.len()).expect("short") }),
                ..request
            }),
            [who, "requests", _, "by", "client", "approval"] => {
                self.requested(who, |_, request| JobRequest { method: 5, ..request })
            }
            [who, "requests", _, "on", "demand"] => {
                let key = Trapdoor::new(1, 2);
                let register = GatewayMsg::RegisterKey { key: key.key() };
                self.market.gateway(&self.actor(who), &register)?;
                let program = key.program();
                self.requested(who, |_, request| JobRequest { method: OPTIMISTIC, program, ..request })
            }
            [who, "requests", _, "by", "a", "contract"] => self.requested(who, |market, request| {
                let method = u32::try_from(market.wiring.methods.len()).expect("few") + 1;
                JobRequest { method, ..request }
            }),
            [who, "requests", _, "by", "a", "receipt"] => self.requested(who, |_, request| JobRequest {
                method: RISC_ZERO,
                program: inclusion::program(),
                input: None,
                ..request
            }),
            [who, "requests", _, "of", "template", "1"] => self.requested(who, |market, _| JobRequest {
                anyone_may_call: true,
                ..market.standard_request(H100, 1, 20)
            }),
            ["provider", "accepts", job] => {
                let (provider, job) = (self.actor("provider"), job.parse()?);
                self.market.heartbeat(&provider);
                self.market.accept(&provider, job, AcceptPayout::Redeem {}).map(|_| None)
            }
            ["provider", "submits", job] => {
                let (provider, job) = (self.actor("provider"), job.parse()?);
                self.market.submit(&provider, job, digest("output"), None).map(|_| None)
            }
            ["provider", "delivers", job] => {
                let (provider, job) = (self.actor("provider"), job.parse()?);
                let proof = self.market.attest(job, &digest("output"));
                self.market.submit(&provider, job, digest("output"), Some(proof)).map(|_| None)
            }
            ["provider", "asks", "for", "the", "input", "of", job] => {
                let (provider, job) = (self.actor("provider"), job.parse()?);
                self.market.request_data(&provider, job, None).map(|_| None)
            }
            ["friend", "proves", job, "false"] => {
                let friend = self.actor("friend");
                let verdict = self.market.verdict(job.parse()?, false, &friend);
                self.market.gateway(&friend, &verdict).map(|_| None)
            }
            ["client", "calls", job] => {
                let client = self.actor("client");
                self.market.call(&client, job.parse()?).map(|_| None)
            }
            ["provider", "supplies", "liquidity"] => {
                let provider = self.actor("provider");
                self.market.supply_liquidity(&provider, H100, 100_000 * ONE, 100 * ONE).map(|_| None)
            }
            ["a", "day", "of", "trades"] => {
                self.day_of_trades();
                Ok(None)
            }
            ["governance", "ends", "the", "class"] => {
                self.market.announce_sunset(H100)?;
                self.wait(90 * 86_400);
                Ok(None)
            }
            ["everybody", "is", "collected"] => {
                let (keeper, debtors) =
                    (self.actor("keeper"), ["maker", "provider"].map(|name| self.actor(name)));
                for debtor in debtors {
                    self.market.collect(&keeper, H100, &debtor)?;
                }
                Ok(None)
            }
            _ => panic!("nobody knows how to do `{words}`"),
        }
    }

    fn requested(
        &mut self,
        who: &str,
        change: impl FnOnce(&mut Market, JobRequest) -> JobRequest,
    ) -> Result<Option<u64>> {
        let who = self.actor(who);
        let request = self.market.request_for(H100, 1, 3_600);
        let request = change(&mut self.market, request);
        self.market.request(&who, request, 100 * ONE).map(Some).context("request")
    }

    /// A day and two hours in which somebody trades dust every hour, and half an hour; and each trade's way back, so that fees
    /// wait in both assets. Then the providers say that they are there.
    fn day_of_trades(&mut self) {
        let trader = self.actor("trader");
        let credit = self.market.credit(H100);
        let sell = |offer: Asset, pool_id, from| PoolMsg::SwapExactIn {
            route: Route { offer, pools: vec![pool_id] },
            from,
            min_out: Uint128::one(),
            to: Destination::Account { receiver: None },
            deadline: None,
        };
        for hour in 0..27 {
            for pool_id in [self.market.class_pool(H100), self.market.usd_pool()] {
                let msg = sell(self.market.net(), pool_id, Source::Funds {});
                self.market.pool(&trader, &msg, &coins(ONE / 10, NET)).expect("sold");
            }
            self.market.wait(if hour < 26 { 3_600 } else { 1_800 });
        }
        let amount = self.market.account(&trader, &credit).into();
        let msg = sell(credit, self.market.class_pool(H100), Source::Account { owner: None, amount });
        self.market.pool(&trader, &msg, &[]).expect("sold");
        let msg = sell(Asset::native(USD), self.market.usd_pool(), Source::Funds {});
        self.market.pool(&trader, &msg, &coins(4 * ONE, USD)).expect("sold");
        self.wait(10);
        for name in ["maker", "provider"] {
            let _ = self.market.registry(
                &self.actor(name),
                &api::provider_registry::ExecuteMsg::Heartbeat {},
                &[],
            );
        }
    }
}
