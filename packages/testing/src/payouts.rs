//! Who is to have what when a job ends, checked from outside: take a [`Watch`] before a message, compare
//! after it.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use api::common::CREDIT;
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{AcceptPayout, HoldingsResponse, JobFault, JobState, OpenJob, QueryMsg as JobQuery};
use api::provider_registry::{CallResponse, ProviderResponse, QueryMsg as RegistryQuery};
use api::verifier_gateway::{MethodKind, MethodResponse, QueryMsg as GatewayQuery};
use cosmwasm_std::Addr;
use credit::lock::liveness_slash;

use crate::client::Client;
use crate::market::Market;
use crate::wirings::NET;

/// Unfinished jobs and what everybody concerned had before a message.
pub struct Watch {
    jobs: BTreeMap<u64, Before>,
    /// (owner, asset) → account; NET and every class's credit, of everyone concerned.
    accounts: BTreeMap<(String, String), u128>,
    books: Books,
}

/// A job before it ended.
struct Before {
    job: OpenJob,
    state: JobState,
    work: Option<Work>,
}

/// What its provider, or the debtor on whom it is called, had at stake.
struct Work {
    provider: Addr,
    lock: u128,
    call: Option<CallResponse>,
    bond: u128,
    open: u128,
    owed: u128,
    /// Credits of the class's largest standard job.
    standard: u128,
    faults: u32,
}

/// What the protocol had.
struct Books {
    /// All take that was ever earned, swept or not.
    earned: u128,
    /// All that slashes and lost bonds ever brought.
    slashed: u128,
}

/// How one job ended within the watched message.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Which.
    pub job_id: u64,
    /// How.
    pub state: JobState,
}

impl Watch {
    /// Looks at all unfinished jobs. `reporter` is who brings verdicts, and neither client nor provider.
    pub fn new<C: Client>(market: &Market<C>, reporter: &Addr) -> Self {
        let mut watch = Self { jobs: BTreeMap::new(), accounts: BTreeMap::new(), books: Books::read(market) };
        watch.note(market, reporter, NET);
        for (id, state, job) in unfinished(market) {
            watch.note(market, &job.owner, NET);
            watch.note(market, &job.owner, &job.class);
            let call = market.job_call(id);
            let provider = job.provider.clone().or(call.as_ref().map(|call| call.provider.clone()));
            let work = provider.map(|provider| {
                watch.note(market, &provider, NET);
                watch.note(market, &provider, &job.class);
                Work::read(market, id, provider, call, &job.class)
            });
            watch.jobs.insert(id, Before { job, state, work });
        }
        watch
    }

    fn note<C: Client>(&mut self, market: &Market<C>, who: &Addr, name: &str) {
        let held = market.account(who, &asset(market, name));
        self.accounts.insert((who.to_string(), name.to_string()), held);
    }

    /// Checks that every job which ended since then was paid out by the table, once; at most one may have,
    /// and without one nothing is earned.
    pub fn check<C: Client>(&self, market: &Market<C>, reporter: &Addr) -> Result<Option<Ended>> {
        let now: Vec<u64> = unfinished(market).into_iter().map(|(id, ..)| id).collect();
        let mut ended = self.jobs.iter().filter(|(id, _)| !now.contains(id));
        let books = Books::read(market);
        let (earned, slashed) = (books.earned - self.books.earned, books.slashed - self.books.slashed);
        let Some((&job_id, before)) = ended.next() else {
            ensure!((earned, slashed) == (0, 0), "earned {earned} and slashed {slashed} on no job");
            return Ok(None);
        };
        ensure!(ended.next().is_none(), "one message ended two jobs");
        let after = market.job(job_id);
        let due = Due::of(market, before, after.state, after.fault, slashed)?;
        self.paid(market, before, &due, reporter, earned, slashed).with_context(|| {
            format!("job {job_id} ended {:?} {:?} from {:?}", after.state, after.fault, before.state)
        })?;
        Ok(Some(Ended { job_id, state: after.state }))
    }

    fn paid<C: Client>(
        &self,
        market: &Market<C>,
        before: &Before,
        due: &Due,
        reporter: &Addr,
        earned: u128,
        slashed: u128,
    ) -> Result<()> {
        let job = &before.job;
        let same = |what: &str, got: u128, expected: u128| -> Result<()> {
            ensure!(got == expected, "{what}: expected {expected}, got {got}");
            Ok(())
        };
        same("take earned", earned, due.earned)?;
        same("slashed and burned", slashed, due.slashed)?;
        same("credits to the client", self.gain(market, &job.owner, &job.class)?, due.client_credits)?;
        same("NET to the client", self.gain(market, &job.owner, NET)?, due.client_net)?;
        same("NET to the reporter", self.gain(market, reporter, NET)?, due.reporter_net)?;
        let Some(work) = &before.work else { return Ok(()) };
        let position = market.position(&work.provider, &job.class);
        same("lost of the bond", work.bond - position.bond.u128(), due.bond_lost)?;
        let redeemed = work.owed - position.open.u128() - position.called.u128();
        let (credits, net) =
            (self.gain(market, &work.provider, &job.class)?, self.gain(market, &work.provider, NET)?);
        if !due.provider_is_paid {
            same("redeemed", redeemed, due.redeemed)?;
            return same("paid to the provider", credits + net, due.provider_net);
        }
        let whole = escrow(job);
        match job.payout.context("an accepted job has a payout")? {
            AcceptPayout::Redeem {} => {
                let expected = if work.call.is_some() { whole } else { work.redeemable(whole) };
                same("redeemed", redeemed, expected)?;
                same("credits beyond the debt", credits, whole - expected)?;
                same("NET to the provider", net, job.tip.u128())
            }
            AcceptPayout::Net { min } if credits == 0 => {
                let sold = net - job.tip.u128();
                ensure!(sold >= min.u128(), "sold for {sold}, below the minimum of {min}");
                same("redeemed", redeemed, 0)
            }
            AcceptPayout::Credits {} | AcceptPayout::Net { .. } => {
                same("credits to the provider", credits, whole)?;
                same("redeemed", redeemed, 0)?;
                same("NET to the provider", net, job.tip.u128())
            }
        }
    }

    fn gain<C: Client>(&self, market: &Market<C>, who: &Addr, name: &str) -> Result<u128> {
        let before = self.accounts.get(&(who.to_string(), name.to_string())).copied().unwrap_or_default();
        let after = market.account(who, &asset(market, name));
        after.checked_sub(before).with_context(|| format!("{who} has {after} {name} after {before}"))
    }
}

/// Who is to have what.
#[derive(Default)]
struct Due {
    earned: u128,
    slashed: u128,
    client_credits: u128,
    client_net: u128,
    reporter_net: u128,
    bond_lost: u128,
    provider_is_paid: bool,
    /// The bond of a request for data that nobody answered.
    provider_net: u128,
    /// Of the debt, where the provider is not paid.
    redeemed: u128,
}

impl Due {
    fn of<C: Client>(
        market: &Market<C>,
        before: &Before,
        state: JobState,
        fault: Option<JobFault>,
        slashed: u128,
    ) -> Result<Self> {
        let job = &before.job;
        let (take, tip) = (job.take.u128(), job.tip.u128());
        let dispute = match before.state {
            JobState::Disputed => job.dispute_bond.context("a disputed job has a bond")?.u128(),
            _ => 0,
        };
        let provider_net = job.data_request.as_ref().map_or(0, |request| request.bond.u128());
        let whole =
            Self { client_credits: escrow(job), client_net: take + tip, provider_net, ..Self::default() };
        let work = || before.work.as_ref().context("somebody worked on it");
        Ok(match (state, fault) {
            (JobState::Settled, _) => {
                Self { earned: take, slashed: dispute, provider_is_paid: true, ..Self::default() }
            }
            (JobState::Cancelled, _) => Self { earned: take, client_net: tip, ..whole },
            // A job that nobody had accepted waited for no verdict.
            (JobState::Refunded, _)
                if matches!(before.state, JobState::Open | JobState::Untaken | JobState::Called)
                    || is_stopped(market, job.method)? =>
            {
                Self { client_net: take + tip + dispute, ..whole }
            }
            (JobState::Expired | JobState::Refunded, _) => {
                let used = used_take(market, job);
                Self { earned: used, client_net: take - used + tip + dispute, ..whole }
            }
            (JobState::Faulted, Some(JobFault::Liveness)) => {
                let cap = market.wiring.registry.liveness_cap_bps;
                let least = liveness_slash(job.worth.u128(), work()?.faults, cap)?.min(work()?.lock);
                // Of a standard job the penalty burns if it is more; that follows from the price at
                // acceptance.
                let slash = if job.template.is_some() { slashed } else { least };
                ensure!(least <= slash && slash <= work()?.lock, "{slash} slashed, {least} at least");
                Self { slashed: slash, bond_lost: slash, ..whole }
            }
            (JobState::Defaulted, _) => {
                let call = work()?.call.as_ref().context("it was called")?;
                let (held, value) = (call.held.u128(), call.value.u128());
                let damages = held.min(value);
                let penalty = (value * u128::from(market.wiring.registry.penalty_bps)).div_ceil(10_000);
                let burned = penalty.min(held - damages);
                Self {
                    slashed: burned,
                    client_credits: 0,
                    client_net: take + tip + damages,
                    bond_lost: damages + burned,
                    redeemed: escrow(job),
                    ..whole
                }
            }
            (JobState::Faulted, Some(JobFault::Fraud)) => {
                let params = &market.wiring.registry;
                let lock = work()?.lock;
                let reporter_net = lock * u128::from(params.reporter_bps) / 10_000;
                let burn = (lock * u128::from(params.burn_min_bps)).div_ceil(10_000);
                let compensation = job.declared_value.u128().min(lock - reporter_net - burn);
                ensure!(compensation == job.declared_value.u128(), "the lock covers the declared loss");
                Self {
                    slashed: lock - reporter_net - compensation,
                    client_net: take + tip + dispute + compensation,
                    reporter_net,
                    bond_lost: lock,
                    ..whole
                }
            }
            other => bail!("{other:?} is no ending"),
        })
    }
}

/// ⌈take · used / work⌉, where what is not used is what the job added less the target's share of the time
/// since.
fn used_take<C: Client>(market: &Market<C>, job: &OpenJob) -> u128 {
    let class =
        market.wiring.classes.iter().find(|class| class.class == job.class).expect("a class of the wiring");
    let decayed = (market.now() - job.requested_at) * u64::from(class.terms.take.target_bps);
    let used = job.work - job.added.saturating_sub(decayed);
    (job.take.u128() * u128::from(used)).div_ceil(u128::from(job.work))
}

/// Whether a method, or the arbiter that it depends on, was stopped.
fn is_stopped<C: Client>(market: &Market<C>, method: u32) -> Result<bool> {
    let found: MethodResponse = market.ask_gateway(&GatewayQuery::Method { method })?;
    match found.params.kind {
        MethodKind::ClientApproval { arbiter } if !found.disabled => is_stopped(market, arbiter),
        _ => Ok(found.disabled),
    }
}

impl Work {
    /// What a settlement of so many credits redeems: nothing stays open, or enough for every standard job.
    fn redeemable(&self, credits: u128) -> u128 {
        if credits >= self.open {
            return self.open;
        }
        credits.min(self.open.saturating_sub(self.standard))
    }

    fn read<C: Client>(
        market: &Market<C>,
        job_id: u64,
        provider: Addr,
        call: Option<CallResponse>,
        class: &str,
    ) -> Self {
        let lock = market.job_lock(job_id).expect("whoever has a job is bound to it");
        let query = RegistryQuery::Provider { provider: provider.to_string() };
        let faults = market.ask_registry::<ProviderResponse>(&query).liveness_faults;
        let position = market.position(&provider, class);
        Self {
            lock: lock.amount.u128(),
            call,
            bond: position.bond.u128(),
            open: position.open.u128(),
            owed: position.open.u128() + position.called.u128(),
            standard: market.class(class).standard.map_or(0, |standard| standard.most.u128()),
            faults,
            provider,
        }
    }
}

impl Books {
    fn read<C: Client>(market: &Market<C>) -> Self {
        let unswept = market.ask_jobs::<HoldingsResponse>(&JobQuery::Holdings {}).take.u128();
        let all: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
        Self { earned: all.take.u128() + unswept, slashed: all.burned_slashes.u128() }
    }
}

fn asset<C: Client>(market: &Market<C>, name: &str) -> api::common::Asset {
    if name == NET {
        market.net()
    } else {
        market.credit(name)
    }
}

fn escrow(job: &OpenJob) -> u128 {
    u128::from(job.gpus) * u128::from(job.seconds) * CREDIT
}

fn unfinished<C: Client>(market: &Market<C>) -> Vec<(u64, JobState, OpenJob)> {
    market.recent_jobs().into_iter().filter_map(|job| Some((job.job_id, job.state, job.open?))).collect()
}
