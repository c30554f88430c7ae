//! What queries say, as a [`View`]; and what the agent sends, as messages. The one place that knows the contracts' words.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::common::{Asset, Source};
use api::job_market::{self, AcceptPayout, JobResponse, JobState, OpenJob};
use api::provider_registry::{self as registry, Admission};
use api::verifier_gateway::{self as gateway, MethodKind};
use api::{paging::MAX_PAGE, pool};
use cosmwasm_std::{from_json, to_json_binary, Binary, Decimal256, HexBinary, Uint128};
use credit::lock::LockParams;
use serde::de::DeserializeOwned;
use serde::Serialize;

use crate::book::Action;
use crate::view::{Class, Hold, Host, Job, Judge, Method, Provider, View};

/// What can be asked of a chain.
pub trait Ask {
    /// The newest block: height, and time in Unix seconds.
    fn block(&self) -> Result<(u64, u64)>;
    /// A contract's answer; none if it refuses to answer.
    fn smart(&self, contract: &str, query: &Binary) -> Result<Option<Binary>>;
    /// NET in a wallet, base units.
    fn balance(&self, wallet: &str) -> Result<u128>;
    /// Transactions that a wallet has sent.
    fn sequence(&self, wallet: &str) -> Result<u64>;
}

/// The market's contracts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contracts {
    /// `contracts/pool`.
    pub pool: String,
    /// `contracts/provider-registry`.
    pub provider_registry: String,
    /// `contracts/job-market`.
    pub job_market: String,
    /// `contracts/verifier-gateway`.
    pub verifier_gateway: String,
}

/// Who looks at the chain for a provider.
pub struct Observer {
    at: Contracts,
    provider: String,
}

impl Observer {
    /// For this provider.
    pub fn new(at: Contracts, provider: impl Into<String>) -> Self {
        Self { at, provider: provider.into() }
    }

    /// What there is to see now, on this machine.
    pub fn view(&self, ask: &impl Ask, host: Host) -> Result<View> {
        let (height, time) = ask.block()?;
        let jobs: job_market::ConfigResponse =
            must(ask, &self.at.job_market, &job_market::QueryMsg::Config {})?;
        let config: registry::ConfigResponse =
            must(ask, &self.at.provider_registry, &registry::QueryMsg::Config {})?;
        let params = config.params;
        let classes = self.classes(ask)?;
        Ok(View {
            height,
            time,
            block_millis: jobs.params.block_millis,
            balance: ask.balance(&self.provider)?,
            sequence: ask.sequence(&self.provider)?,
            provider: self.provider(ask)?,
            data_bond: jobs.params.data_bond.u128(),
            heartbeat_within: params.heartbeat_within,
            lock: LockParams {
                gain_bps: params.gain_bps,
                rho_bps: params.reporter_bps,
                burn_min_bps: params.burn_min_bps,
                liveness_cap_bps: params.liveness_cap_bps,
                l_min: params.lock_min.u128(),
            },
            penalty_bps: params.penalty_bps,
            methods: self.methods(ask, time)?,
            jobs: self.jobs(ask, &classes)?,
            classes,
            host,
        })
    }

    fn provider(&self, ask: &impl Ask) -> Result<Option<Provider>> {
        let query = registry::QueryMsg::Provider { provider: self.provider.clone() };
        let found: Option<registry::ProviderResponse> = maybe(ask, &self.at.provider_registry, &query)?;
        Ok(found.map(|found| Provider {
            active: found.active,
            last_seen: found.last_seen,
            jailed_until: found.jailed_until,
        }))
    }

    fn classes(&self, ask: &impl Ask) -> Result<BTreeMap<String, Class>> {
        let query = registry::QueryMsg::Classes { start_after: None, limit: Some(MAX_PAGE) };
        let all: registry::ClassesResponse = must(ask, &self.at.provider_registry, &query)?;
        let mut classes = BTreeMap::new();
        for class in all.classes {
            let (provider, id) = (self.provider.clone(), class.class.clone());
            let query = registry::QueryMsg::Position { provider: provider.clone(), class: id.clone() };
            let position: Option<registry::PositionResponse> =
                maybe(ask, &self.at.provider_registry, &query)?;
            let Some(position) = position else { continue };
            let price: Option<registry::PriceResponse> =
                maybe(ask, &self.at.provider_registry, &registry::QueryMsg::Price { class: id.clone() })?;
            let asset = Asset::Cw20 { address: class.credit.into_string() };
            let credits: Option<api::common::AssetAmount> =
                maybe(ask, &self.at.pool, &pool::QueryMsg::Account { owner: provider, asset })?;
            let attested = matches!(class.params.admission, Admission::Attested { .. });
            let seen = Class {
                paused: class.paused.accept,
                ends_at: class.sunset.map(|sunset| sunset.at),
                admitted_until: attested.then(|| position.admitted_until.unwrap_or(0)),
                gpus: position.gpus,
                busy: position.busy,
                free: position.free.u128(),
                open: position.open.u128(),
                credits: credits.map_or(0, |found| found.amount.u128()),
                standard_most: class.standard.map_or(0, |standard| standard.most.u128()),
                call_price: match price {
                    Some(price) => above(price.call)?,
                    None => class.params.price_init.u128(),
                },
                reputation_bps: position.reputation_bps,
            };
            classes.insert(id, seen);
        }
        Ok(classes)
    }

    fn methods(&self, ask: &impl Ask, now: u64) -> Result<BTreeMap<u32, Method>> {
        let mut methods = BTreeMap::new();
        loop {
            let start_after = methods.keys().next_back().copied();
            let query = gateway::QueryMsg::Methods { start_after, limit: Some(MAX_PAGE) };
            let page: gateway::MethodsResponse = must(ask, &self.at.verifier_gateway, &query)?;
            if page.methods.is_empty() {
                return Ok(methods);
            }
            for found in page.methods {
                let judge = match found.params.kind {
                    MethodKind::RiscZero { .. } => Judge::Proof,
                    MethodKind::Attestation { keys, threshold } => Judge::Attestors { keys, threshold },
                    MethodKind::ClientApproval { .. } => Judge::Client,
                };
                let usable = !found.disabled && now >= found.active_from;
                let method = Method { judge, detection_bps: found.params.detection_bps, usable };
                methods.insert(found.method, method);
            }
        }
    }

    /// All jobs of these classes that have not ended, a query for each page.
    fn jobs(&self, ask: &impl Ask, classes: &BTreeMap<String, Class>) -> Result<BTreeMap<u64, Job>> {
        let mut jobs = BTreeMap::new();
        for class in classes.keys() {
            let mut start_after = None;
            loop {
                let filter = job_market::JobFilter { class: Some(class.clone()), ..Default::default() };
                let (order, limit) = (None, Some(MAX_PAGE));
                let query = job_market::QueryMsg::Jobs { filter: Some(filter), order, start_after, limit };
                let page: job_market::JobsResponse = must(ask, &self.at.job_market, &query)?;
                for job in page.jobs {
                    if let Some(seen) = self.job(ask, &job)? {
                        jobs.insert(job.job_id, seen);
                    }
                }
                start_after = page.next;
                if start_after.is_none() {
                    break;
                }
            }
        }
        Ok(jobs)
    }

    fn job(&self, ask: &impl Ask, found: &JobResponse) -> Result<Option<Job>> {
        let Some(open) = found.open.clone() else { return Ok(None) };
        let hold = self.hold(ask, found, &open)?;
        let digest = |hex: &HexBinary| hex.to_array::<32>().context("a digest of 32 bytes");
        Ok(Some(Job {
            class: open.class,
            state: found.state,
            hold,
            called: open.called,
            gpus: open.gpus,
            seconds: open.seconds,
            program: digest(&open.program)?,
            input: Some(digest(&open.input)?).filter(|input| *input != [0; 32]),
            form: open.input_form,
            method: open.method,
            standard: open.template.is_some(),
            payer: open.payer.into_string(),
            min_reputation_bps: open.min_reputation_bps,
            declared_value: open.declared_value.u128(),
            cost: open.cost.u128(),
            worth: open.worth.u128(),
            run_within: open.run_within,
            deadline: open.deadline,
        }))
    }

    fn hold(&self, ask: &impl Ask, found: &JobResponse, open: &OpenJob) -> Result<Hold> {
        let me = |address: &str| address == self.provider;
        Ok(match found.state {
            JobState::Open if open.only_provider.as_ref().is_none_or(|only| me(only.as_str())) => Hold::Free,
            JobState::Called => {
                let query = registry::QueryMsg::JobCall { job_id: found.job_id };
                let call: Option<registry::CallResponse> = maybe(ask, &self.at.provider_registry, &query)?;
                match call.is_some_and(|call| me(call.provider.as_str())) {
                    true => Hold::Called,
                    false => Hold::Other,
                }
            }
            _ if open.provider.as_ref().is_some_and(|provider| me(provider.as_str())) => Hold::Mine,
            _ => Hold::Other,
        })
    }
}

/// The next whole price above one that is shown, which is cut: no less than what is meant. NET base units per whole credit.
fn above(shown: Decimal256) -> Result<u128> {
    let whole = Uint128::try_from(shown.to_uint_floor()).context("a price")?;
    Ok(whole.u128().saturating_add(1))
}

impl Contracts {
    /// To which contract an action goes, and as what. It is always paid for by redemption: a debt is what credits cost.
    pub fn message(&self, action: &Action) -> Result<(&str, Binary)> {
        let jobs = |msg: &job_market::ExecuteMsg| Ok((self.job_market.as_str(), to_json_binary(msg)?));
        let registry =
            |msg: &registry::ExecuteMsg| Ok((self.provider_registry.as_str(), to_json_binary(msg)?));
        match action {
            Action::Accept { job, .. } => {
                jobs(&job_market::ExecuteMsg::AcceptJob { job_id: *job, payout: AcceptPayout::Redeem {} })
            }
            Action::Ask { job, .. } => jobs(&job_market::ExecuteMsg::RequestData {
                job_id: *job,
                chunk: None,
                from: Source::default(),
            }),
            Action::GiveUp { job } => jobs(&job_market::ExecuteMsg::TimeoutJob { job_id: *job }),
            Action::Submit { job, output, proof, locator } => jobs(&job_market::ExecuteMsg::SubmitResult {
                job_id: *job,
                output: HexBinary::from(output),
                proof: proof.clone(),
                output_locator: locator.clone(),
            }),
            Action::Verdict { job, signatures } => {
                let signatures = signatures.clone();
                let msg = gateway::ExecuteMsg::BringVerdict { job_id: *job, valid: true, signatures };
                Ok((self.verifier_gateway.as_str(), to_json_binary(&msg)?))
            }
            Action::Heartbeat => registry(&registry::ExecuteMsg::Heartbeat {}),
            Action::Redeem { class, amount } => {
                registry(&registry::ExecuteMsg::RedeemCredits { class: class.clone(), amount: *amount })
            }
        }
    }
}

fn must<T: DeserializeOwned>(ask: &impl Ask, contract: &str, query: &impl Serialize) -> Result<T> {
    maybe(ask, contract, query)?.with_context(|| format!("{contract} does not answer: is it of this market?"))
}

fn maybe<T: DeserializeOwned>(ask: &impl Ask, contract: &str, query: &impl Serialize) -> Result<Option<T>> {
    let answer = ask.smart(contract, &to_json_binary(query)?)?;
    Ok(answer.map(from_json).transpose()?)
}
