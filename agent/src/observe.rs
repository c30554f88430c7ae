//! What queries say, as a [`View`]; and what the agent sends, as messages. The one place that knows the contracts' words.

mod leases;

use std::cell::RefCell;
use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::common::{Asset, Source};
use api::job_market::{self, AcceptPayout, JobFilter, JobResponse, JobState, OpenJob};
use api::lease_market::{self, PledgeMsg};
use api::provider_registry::{self as registry, Admission};
use api::verifier_gateway::{self as gateway, MethodKind};
use api::{paging::MAX_PAGE, pool};
use cosmwasm_std::{from_json, to_json_binary, Binary, Decimal256, HexBinary, Uint128};
use credit::lock::LockParams;
use credit::Backing;
use serde::de::DeserializeOwned;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::book::Action;
use crate::pledge::{request, Wanted};
use crate::tenant::Machine;
use crate::view::{Class, GasCoin, GasCost, Hold, Host, Job, Judge, Method, Provider, Rival, View};

/// What can be asked of a chain.
pub trait Ask {
    /// The newest block: height, and time in Unix seconds.
    fn block(&self) -> Result<(u64, u64)>;
    /// A contract's answer; none if it refuses to answer.
    fn smart(&self, contract: &str, query: &Binary) -> Result<Option<Binary>>;
    /// NET in a wallet, base units.
    fn balance(&self, wallet: &str) -> Result<u128>;
    /// What so much gas costs, base units of the coin in which it is paid, rounded up.
    fn price_of(&self, gas: u64) -> Result<u128>;
    /// The coin in which gas is paid, where that is not NET: its denom, and base units of it in a wallet.
    fn other_coin(&self, _wallet: &str) -> Result<Option<(String, u128)>> {
        Ok(None)
    }
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
    /// `contracts/lease-market`.
    pub lease_market: String,
    /// `contracts/verifier-gateway`.
    pub verifier_gateway: String,
}

/// Gas of accepting a job, with contracts that are not pinned: whether they are is the chain's affair.
const ACCEPT: u64 = 195_000;
/// Gas of the dearest delivery, with such contracts.
const SUBMIT: u64 = 361_000;
/// Gas of starting a lease, of a heartbeat, of a claim and of the dearest end, with such contracts.
const LEASE: [u64; 4] = [212_000, 107_000, 195_000, 340_000];
/// Seconds after which all open jobs are looked at again.
const RESCAN: u64 = 5;

/// A class, and the provider's position in it.
type Held = (registry::ClassResponse, registry::PositionResponse);

/// Who looks at the chain for a provider.
pub struct Observer {
    at: Contracts,
    provider: String,
    /// Whether it looks at leases.
    leases: bool,
    open: RefCell<Open>,
}

/// Open jobs, as they were last seen.
#[derive(Default)]
struct Open {
    /// When all of them were looked at, Unix seconds.
    scanned: u64,
    jobs: BTreeMap<u64, Job>,
}

impl Observer {
    /// For this provider.
    pub fn new(at: Contracts, provider: impl Into<String>) -> Self {
        Self { at, provider: provider.into(), leases: false, open: RefCell::default() }
    }

    /// The same, looking at leases too.
    pub fn with_leases(self, leases: bool) -> Self {
        Self { leases, ..self }
    }

    /// What there is to see now, on this machine.
    pub fn view(&self, ask: &impl Ask, host: Host) -> Result<View> {
        let (height, time) = ask.block()?;
        let jobs: job_market::ConfigResponse =
            must(ask, &self.at.job_market, &job_market::QueryMsg::Config {})?;
        let config: registry::ConfigResponse =
            must(ask, &self.at.provider_registry, &registry::QueryMsg::Config {})?;
        let params = config.params;
        let held = self.held(ask)?;
        // Jobs come before positions: a job that is accepted in between binds GPUs that the position shows as busy, and it is
        // better to count them twice than not at all.
        let jobs_now = self.jobs(ask, &held, time)?;
        let (lease_market, leases) = match self.leases {
            true => (Some(self.lease_market(ask)?), self.leases(ask)?),
            false => Default::default(),
        };
        let classes = self.classes(ask, &held, &jobs_now)?;
        let [pledge, beat, claim, close] = LEASE.map(|gas| ask.price_of(gas));
        let (pledge, beat, claim, close) = (pledge?, beat?, claim?, close?);
        let (accept, submit) = (ask.price_of(ACCEPT)?, ask.price_of(SUBMIT)?);
        let cost = GasCost { accept, submit, pledge, beat, claim, close };
        let (gas, gas_coin) = match ask.other_coin(&self.provider)? {
            None => (cost, None),
            Some((denom, balance)) => (GasCost::default(), Some(GasCoin { denom, balance, cost })),
        };
        Ok(View {
            height,
            time,
            block_millis: jobs.params.block_millis,
            balance: ask.balance(&self.provider)?,
            sequence: ask.sequence(&self.provider)?,
            lot: lot(&self.provider),
            provider: self.provider(ask)?,
            gas,
            gas_coin,
            data_bond: jobs.params.data_bond.u128(),
            heartbeat_within: params.heartbeat_within,
            lock: LockParams {
                gain_bps: params.gain_bps,
                rho_bps: params.reporter_bps,
                burn_min_bps: params.burn_min_bps,
                liveness_cap_bps: params.liveness_cap_bps,
                l_min: params.lock_min.u128(),
            },
            kappa_bps: params.kappa_bps,
            penalty_bps: params.penalty_bps,
            methods: self.methods(ask, time)?,
            jobs: jobs_now,
            lease_market,
            leases,
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

    fn position(&self, ask: &impl Ask, class: &str) -> Result<Option<registry::PositionResponse>> {
        let (provider, class) = (self.provider.clone(), class.to_owned());
        maybe(ask, &self.at.provider_registry, &registry::QueryMsg::Position { provider, class })
    }

    /// Classes in which the provider has a position.
    fn held(&self, ask: &impl Ask) -> Result<Vec<Held>> {
        let query = registry::QueryMsg::Classes { order: None, start_after: None, limit: Some(MAX_PAGE) };
        let all: registry::ClassesResponse = must(ask, &self.at.provider_registry, &query)?;
        let mut held = vec![];
        for class in all.classes {
            if let Some(position) = self.position(ask, &class.class)? {
                held.push((class, position));
            }
        }
        Ok(held)
    }

    fn classes(
        &self,
        ask: &impl Ask,
        held: &[Held],
        jobs: &BTreeMap<u64, Job>,
    ) -> Result<BTreeMap<String, Class>> {
        let mut classes = BTreeMap::new();
        for (class, _) in held {
            let (provider, id) = (self.provider.clone(), class.class.clone());
            let Some(position) = self.position(ask, &id)? else { continue };
            let price: Option<registry::PriceResponse> =
                maybe(ask, &self.at.provider_registry, &registry::QueryMsg::Price { class: id.clone() })?;
            let asset = Asset::Cw20 { address: class.credit.to_string() };
            let credits: Option<api::common::AssetAmount> =
                maybe(ask, &self.at.pool, &pool::QueryMsg::Account { owner: provider, asset })?;
            let attested = matches!(class.params.admission, Admission::Attested { .. });
            let seen = Class {
                paused: class.paused.accept,
                ends_at: class.sunset.as_ref().map(|sunset| sunset.at),
                admitted_until: attested.then(|| position.admitted_until.unwrap_or(0)),
                gpus: position.gpus,
                busy: position.busy,
                free: position.free.u128(),
                backing: self.backing(ask, &id, jobs)?,
                open: position.open.u128(),
                credits: credits.map_or(0, |found| found.amount.u128()),
                standard_most: class.standard.as_ref().map_or(0, |standard| standard.most.u128()),
                call_price: match price {
                    Some(price) => above(price.call)?,
                    None => class.params.price_init.u128(),
                },
                reputation_bps: position.reputation_bps,
                rivals: self.rivals(ask, &id)?,
            };
            classes.insert(id, seen);
        }
        Ok(classes)
    }

    /// What backs a job that the provider accepts in a class. Few jobs ask for backing, so it is read only where one does.
    fn backing(&self, ask: &impl Ask, class: &str, jobs: &BTreeMap<u64, Job>) -> Result<Backing> {
        if !jobs.values().any(|job| job.hold == Hold::Free && job.class == class && job.min_backing > 0) {
            return Ok(Backing::default());
        }
        let (provider, class) = (self.provider.clone(), class.to_owned());
        let query = registry::QueryMsg::Backing { provider, class };
        let found: Option<registry::BackingResponse> = maybe(ask, &self.at.provider_registry, &query)?;
        let listed = found.filter(|backing| backing.listed);
        Ok(listed.map_or_else(Backing::default, |backing| backing.rules().0))
    }

    /// Who else could accept jobs of a class, of its first hundred positions: one query, whatever the class holds.
    fn rivals(&self, ask: &impl Ask, class: &str) -> Result<Vec<Rival>> {
        let (class, limit) = (class.to_owned(), Some(MAX_PAGE));
        let query =
            registry::QueryMsg::Available { class, min_gpus: None, order: None, start_after: None, limit };
        let page: registry::AvailableResponse = must(ask, &self.at.provider_registry, &query)?;
        let others = page.providers.into_iter().filter(|other| other.provider.as_str() != self.provider);
        let rival = |other: registry::AvailableProvider| Rival {
            lot: lot(other.provider.as_str()),
            gpus: other.gpus,
            free: other.free.u128(),
            reputation_bps: other.reputation_bps,
        };
        Ok(others.map(rival).collect())
    }

    fn methods(&self, ask: &impl Ask, now: u64) -> Result<BTreeMap<u32, Method>> {
        let mut methods = BTreeMap::new();
        loop {
            let start_after = methods.keys().next_back().copied();
            let query = gateway::QueryMsg::Methods { order: None, start_after, limit: Some(MAX_PAGE) };
            let page: gateway::MethodsResponse = must(ask, &self.at.verifier_gateway, &query)?;
            let last = u32::try_from(page.methods.len()).is_ok_and(|length| length < MAX_PAGE);
            for found in page.methods {
                let judge = match found.params.kind {
                    // A result with its proof waits for no challenge.
                    MethodKind::RiscZero { .. }
                    | MethodKind::Groth16 { .. }
                    | MethodKind::Sp1 { .. }
                    | MethodKind::Optimistic { .. } => Judge::Proof,
                    MethodKind::Attestation { keys, threshold } => Judge::Attestors { keys, threshold },
                    MethodKind::ClientApproval { .. } => Judge::Client,
                    MethodKind::External { .. } => Judge::External,
                };
                let usable = !found.disabled && now >= found.active_from;
                let method = Method { judge, detection_bps: found.params.detection_bps, usable };
                methods.insert(found.method, method);
            }
            if last {
                return Ok(methods);
            }
        }
    }

    /// Jobs that have not ended: the provider's own, those that are called, and open ones of these classes. Open jobs are looked
    /// for only while some class has GPUs free, and then the new ones alone, all of them every [`RESCAN`]: somebody else may
    /// have taken one of the others, which a simulation says before anything is sent.
    fn jobs(&self, ask: &impl Ask, held: &[Held], now: u64) -> Result<BTreeMap<u64, Job>> {
        let of = |class: &str, state, after| {
            let filter =
                JobFilter { class: Some(class.to_owned()), state: Some(state), ..Default::default() };
            self.listed(ask, &filter, after)
        };
        let classes = || held.iter().map(|(class, _)| class.class.as_str());
        let mut open = self.open.borrow_mut();
        if held.iter().any(|(_, position)| position.gpus > position.busy) {
            if now >= open.scanned.saturating_add(RESCAN) {
                *open = Open { scanned: now, ..Open::default() };
            }
            let after = open.jobs.last_key_value().map(|(id, _)| *id);
            for class in classes() {
                open.jobs.extend(of(class, JobState::Open, after)?);
            }
        }
        // What changes in between is seen as it is later.
        let mut jobs = open.jobs.clone();
        for class in classes() {
            jobs.extend(of(class, JobState::Called, None)?);
        }
        let provider = Some(self.provider.clone());
        jobs.extend(self.listed(ask, &JobFilter { provider, ..Default::default() }, None)?);
        Ok(jobs)
    }

    /// All jobs of a filter that have not ended, a query for each page.
    fn listed(
        &self,
        ask: &impl Ask,
        filter: &JobFilter,
        mut start_after: Option<u64>,
    ) -> Result<BTreeMap<u64, Job>> {
        let mut jobs = BTreeMap::new();
        loop {
            let (filter, order, limit) = (Some(filter.clone()), None, Some(MAX_PAGE));
            let query = job_market::QueryMsg::Jobs { filter, order, start_after, limit };
            let page: job_market::JobsResponse = must(ask, &self.at.job_market, &query)?;
            for job in page.jobs {
                if let Some(seen) = self.job(ask, &job)? {
                    jobs.insert(job.job_id, seen);
                }
            }
            start_after = page.next;
            if start_after.is_none() {
                return Ok(jobs);
            }
        }
    }

    fn job(&self, ask: &impl Ask, found: &JobResponse) -> Result<Option<Job>> {
        let Some(open) = found.open.clone() else { return Ok(None) };
        let hold = self.hold(ask, found, &open)?;
        let digest = |hex: &HexBinary| hex.to_array::<32>().context("a digest of 32 bytes");
        Ok(Some(Job {
            class: open.class,
            state: found.state,
            hold,
            reserved: open.only_provider.is_some(),
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
            min_backing: open.min_backing.u128(),
            cost: open.cost.u128(),
            tip: open.tip.u128(),
            worth: open.worth.u128(),
            run_within: open.run_within,
            requested_at: open.requested_at,
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

/// The number by which a provider has its turns, the same whoever computes it.
fn lot(provider: &str) -> u64 {
    let [a, b, c, d, e, f, g, h, ..] = <[u8; 32]>::from(Sha256::digest(provider));
    u64::from_be_bytes([a, b, c, d, e, f, g, h])
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
        let leases = |msg: &lease_market::ExecuteMsg| Ok((self.lease_market.as_str(), to_json_binary(msg)?));
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
            Action::Pledge { lease, class, gpus, amount, ends_by, machine } => {
                let Machine { endpoint, host_key } = machine;
                let (endpoint, host_key) = (endpoint.clone(), HexBinary::from(host_key));
                let start = PledgeMsg { endpoint, host_key };
                let wanted = Wanted { id: *lease, class, gpus: *gpus, amount: *amount };
                let pledge = request(&self.lease_market, wanted, *ends_by, &start)?;
                registry(&registry::ExecuteMsg::Pledge(pledge))
            }
            Action::Beat => leases(&lease_market::ExecuteMsg::Heartbeat {}),
            Action::Claim { lease } => leases(&lease_market::ExecuteMsg::Claim { lease_id: *lease }),
            Action::Close { lease } => leases(&lease_market::ExecuteMsg::Close { lease_id: *lease }),
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
