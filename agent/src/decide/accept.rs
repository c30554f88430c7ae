//! Which jobs to take by choice, and when to take none.

use std::cmp::Reverse;

use amm_math::Rounding;
use api::job_market::JobState;
use credit::backing::Sizing;
use credit::{Backing, CREDIT};

use super::turns;
use crate::book::{Action, Book, Fate, Key, Step};
use crate::config::Config;
use crate::decision::Stop;
use crate::margin::needed;
use crate::program::Program;
use crate::question::{OF_ONE, SIGNABLE};
use crate::view::{Class, GasCoin, GasCost, Hold, Job, Judge, View};

/// Space below which nothing is accepted, MiB.
pub const MIN_DISK_MIB: u64 = 1_024;
/// Inputs of open jobs that are kept or looked for beyond the jobs for which there is room.
pub const SPARE: usize = 4;
/// Seconds by which clock and chain may differ.
pub const MAX_SKEW: u64 = 300;

/// Why nothing is accepted now, or no standard attested job; empty if anything may be.
pub fn stops(config: &Config, view: &View, book: &Book) -> Vec<Stop> {
    let mut stops = vec![];
    match view.provider.filter(|provider| provider.active) {
        None => stops.push(Stop::NotRegistered),
        Some(provider) => {
            if let Some(until) = provider.jailed_until {
                stops.push(Stop::Jailed { until });
            }
            if view.time.saturating_sub(provider.last_seen) > view.heartbeat_within {
                stops.push(Stop::Unseen { last_seen: provider.last_seen, within: view.heartbeat_within });
            }
        }
    }
    let expected = reserve(config, view);
    if view.balance < expected {
        stops.push(Stop::Balance { expected, got: view.balance });
    }
    if let Some(GasCoin { denom, balance, cost }) = &view.gas_coin {
        let more = cost.accept.saturating_add(cost.submit);
        let expected = results(view, 0, cost).saturating_add(more);
        if *balance < expected {
            stops.push(Stop::Gas { denom: denom.clone(), expected, got: *balance });
        }
    }
    if view.host.disk_mib < MIN_DISK_MIB {
        stops.push(Stop::Disk { expected: MIN_DISK_MIB, got: view.host.disk_mib });
    }
    if view.host.clock.abs_diff(view.time) > MAX_SKEW {
        stops.push(Stop::Clock { clock: view.host.clock, chain: view.time });
    }
    if let Some((job, reason)) = unsigned(view, book).next() {
        stops.push(Stop::Unsigned { job, reason: reason.to_owned() });
    }
    stops
}

/// Jobs in hand whose signatures were asked for in vain the last time, and why. A standard job's result cannot go without.
fn unsigned<'a>(view: &'a View, book: &'a Book) -> impl Iterator<Item = (u64, &'a str)> {
    let mine = view.jobs.iter().filter(|(_, job)| job.hold == Hold::Mine);
    mine.filter_map(|(id, _)| Some((*id, book.work.get(id)?.signatures.failed()?.reason.as_str())))
}

/// Places that attestors have for this provider beside the jobs in hand, or accepted, that they still work on.
fn places(config: &Config, view: &View, book: &Book) -> usize {
    let works = |(id, job): &(&u64, &Job)| {
        let unsigned = book.work.get(id).is_none_or(|work| work.signatures.done().is_none());
        let runs = job.hold == Hold::Called || job.hold == Hold::Mine && job.runs();
        runs && view.attested(job) && config.workloads.contains_key(&job.program) && unsigned
    };
    let accepted =
        unseen(view, book).filter(|(id, ..)| view.jobs.get(id).is_some_and(|job| view.attested(job)));
    OF_ONE.saturating_sub(view.jobs.iter().filter(works).count().saturating_add(accepted.count()))
}

/// NET base units that stay in the wallet: `keep_net`, and the gas of a result of each job in hand and of the end of each lease.
pub fn reserve(config: &Config, view: &View) -> u128 {
    results(view, config.keep_net, &view.gas)
}

/// So much, and what a result of each job in hand and the end of each lease that is served cost.
fn results(view: &View, kept: u128, gas: &GasCost) -> u128 {
    let kept = view.served().fold(kept, |reserve, _| reserve.saturating_add(gas.close));
    let in_hand = view.jobs.values().filter(|job| match job.hold {
        Hold::Called => true,
        Hold::Mine => job.runs(),
        Hold::Free | Hold::Other => false,
    });
    in_hand.fold(kept, |reserve, _| reserve.saturating_add(gas.submit))
}

/// What is left to accept with.
pub struct Left {
    /// NET base units beyond what stays in the wallet.
    net: u128,
    /// Base units of the coin in which gas is paid beyond what stays in the wallet, if that is not NET.
    coin: u128,
    /// Runs that still fit into memory.
    runs: u64,
    /// By class: GPUs, free bond in NET base units, and what backs jobs.
    classes: std::collections::BTreeMap<String, (u32, u128, Backing)>,
}

/// Takes the jobs that fit and whose turn has come, the provider's own first, then the best paid per GPU-second.
pub fn accept(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let (mut left, mut places) = (left(config, view, book), places(config, view, book));
    for Wanted { id, job, lock, .. } in wanted(config, view, book) {
        let attested = view.attested(job);
        // Its result cannot go without signatures, so it is not taken where nobody could begin with it.
        if job.standard && attested && places == 0 {
            continue;
        }
        let has_input =
            job.input.is_none() || book.work.get(&id).is_some_and(|work| work.input.done().is_some());
        let may = book.may_send(&Key::Accept(id), view.height, view.time);
        if has_input && may && left.take(view, job, lock) {
            let (class, gpus) = (job.class.clone(), job.gpus);
            send.push(Action::Accept { job: id, class, gpus, lock: lock.into() });
            places = places.saturating_sub(usize::from(attested));
        }
    }
}

/// Open jobs whose inputs to look for now, which are `ready` for that. No more inputs of such jobs are kept or looked for than there
/// is room to take jobs, and [`SPARE`] in place of those that never come; inputs that were looked for in vain,
/// and jobs that the market refuses, take no place.
pub fn inputs(config: &Config, view: &View, book: &Book, ready: impl Fn(u64) -> bool) -> Vec<u64> {
    let mut left = left(config, view, book);
    let wanted = wanted(config, view, book);
    let room = wanted.iter().filter(|wanted| left.take(view, wanted.job, wanted.lock)).count();
    if room == 0 {
        return vec![];
    }
    let held = |wanted: &&Wanted| match book.work.get(&wanted.id).map(|work| &work.input) {
        Some(Step::Begun { before: None }) => true,
        Some(Step::Done(())) => {
            wanted.job.input.is_some() && book.may_send(&Key::Accept(wanted.id), view.height, view.time)
        }
        _ => false,
    };
    let more = room.saturating_add(SPARE).saturating_sub(wanted.iter().filter(held).count());
    let missing = wanted.iter().filter(|wanted| wanted.job.input.is_some() && ready(wanted.id));
    missing.map(|wanted| wanted.id).take(more).collect()
}

impl Left {
    /// Takes what a job needs, if there is as much.
    fn take(&mut self, view: &View, job: &Job, lock: u128) -> bool {
        let costs = |gas: &GasCost| gas.accept.saturating_add(gas.submit);
        let Some((.., mut backing)) = self.classes.get(&job.class).copied() else { return false };
        let backed = is_backed(view, &mut backing, lock, (job.declared_value, job.min_backing));
        let enough = backed && self.runs > 0 && self.bind(view, (&job.class, job.gpus, 0), lock, costs);
        if enough {
            self.runs = self.runs.saturating_sub(1);
            self.classes.entry(job.class.clone()).and_modify(|(.., left)| *left = backing);
        }
        enough
    }

    /// Takes GPUs of a class, beside which so many stay, a lock and the gas of messages, if there is as much of all.
    pub fn bind(
        &mut self,
        view: &View,
        (class, wanted, kept): (&str, u32, u32),
        lock: u128,
        costs: impl Fn(&GasCost) -> u128,
    ) -> bool {
        let Some((gpus, bond, _)) = self.classes.get_mut(class) else { return false };
        let (net, coin) = (costs(&view.gas), view.gas_coin.as_ref().map_or(0, |coin| costs(&coin.cost)));
        let paid = self.net >= net && self.coin >= coin;
        let enough = *gpus >= wanted.saturating_add(kept) && *bond >= lock && paid;
        if enough {
            *gpus = gpus.saturating_sub(wanted);
            *bond = bond.saturating_sub(lock);
            self.net = self.net.saturating_sub(net);
            self.coin = self.coin.saturating_sub(coin);
        }
        enough
    }
}

/// Backs a job as the registry does, with this declared value and this least backing; whether there is as much.
fn is_backed(view: &View, backing: &mut Backing, lock: u128, (value, least): (u128, u128)) -> bool {
    let sizing = Sizing { lock, declared_value: value, kappa_bps: view.kappa_bps, min_backing: least };
    backing.accept(&view.lock, &sizing).is_ok()
}

/// A job that the provider wants and that it is its turn to take.
struct Wanted<'a> {
    id: u64,
    job: &'a Job,
    /// Which of its turns.
    turn: u32,
    /// NET base units that it locks.
    lock: u128,
}

/// All of them, the provider's own first, then the best paid.
fn wanted<'a>(config: &Config, view: &'a View, book: &Book) -> Vec<Wanted<'a>> {
    let unsigned: Vec<u32> =
        unsigned(view, book).filter_map(|(id, _)| Some(view.jobs.get(&id)?.method)).collect();
    let stopped = |job: &Job| unsigned.contains(&job.method) && job.standard && view.attested(job);
    let now = |(id, job): (&u64, &'a Job)| wanted_now(config, view, *id, job).filter(|_| !stopped(job));
    let mut jobs: Vec<Wanted> = view.jobs.iter().filter_map(now).collect();
    jobs.sort_by_key(|Wanted { id, job, turn, .. }| {
        (*turn, Reverse(job.cost.checked_div(job.credits()).unwrap_or(0)), *id)
    });
    jobs
}

/// Whether the provider wants an open job now, leaving aside what is free and whether its input is there.
fn wanted_now<'a>(config: &Config, view: &View, id: u64, job: &'a Job) -> Option<Wanted<'a>> {
    if !fits(config, view, job) {
        return None;
    }
    let lock = lock(view, job)?;
    let turn = turns::turn(view, id, job, lock);
    turns::has_come(view, job, turn).then_some(Wanted { id, job, turn, lock })
}

/// GPUs, bond, backing and memory that nothing needs: beside what the chain says, jobs that were accepted and that it does not
/// show yet, calls that were not accepted yet, and machines of leases that do not run yet count as busy.
pub fn left(config: &Config, view: &View, book: &Book) -> Left {
    let mut classes: std::collections::BTreeMap<_, _> = view
        .classes
        .iter()
        .map(|(id, class)| (id.clone(), (class.gpus.saturating_sub(class.busy), class.free, class.backing)))
        .collect();
    let mut runs = view.host.memory_mib.checked_div(config.memory_mib).unwrap_or(0);
    let mut net = view.balance.saturating_sub(reserve(config, view));
    let (mut coin, each) = view
        .gas_coin
        .as_ref()
        .map_or((0, 0), |coin| (coin.balance.saturating_sub(results(view, 0, &coin.cost)), coin.cost.submit));
    let mut bind = |class: &str, gpus: u32, lock: u128, value: Option<u128>| {
        if let Some((free, bond, backing)) = classes.get_mut(class) {
            *free = free.saturating_sub(gpus);
            *bond = bond.saturating_sub(lock);
            if let Some(value) = value {
                is_backed(view, backing, lock, (value, 0));
            }
        }
    };
    for (id, job) in &view.jobs {
        match job.hold {
            Hold::Called => {
                bind(&job.class, job.gpus, 0, None);
                runs = runs.saturating_sub(1);
            }
            Hold::Mine if job.runs() && book.work.get(id).is_none_or(|work| work.run.done().is_none()) => {
                runs = runs.saturating_sub(1);
            }
            _ => {}
        }
    }
    for (id, class, gpus, lock) in unseen(view, book) {
        let job = view.jobs.get(&id);
        if job.is_none_or(|job| job.hold != Hold::Called) {
            bind(class, gpus, lock, Some(job.map_or(0, |job| job.declared_value)));
            runs = runs.saturating_sub(1);
            net = net.saturating_sub(view.gas.submit);
            coin = coin.saturating_sub(each);
        }
    }
    for (id, tenant) in &book.leases {
        // What is served the chain counts as busy.
        if tenant.holds() && view.leases.get(id).is_none_or(|lease| lease.run.is_none()) {
            bind(&tenant.terms.class, tenant.terms.gpus, tenant.terms.pledge.u128(), None);
        }
    }
    Left { net, coin, runs, classes }
}

/// Jobs that were accepted, or may have been, and that the chain does not show as the provider's yet.
fn unseen<'a>(view: &'a View, book: &'a Book) -> impl Iterator<Item = (u64, &'a str, u32, u128)> {
    book.sent.values().filter_map(move |sent| {
        let Action::Accept { job, class, gpus, lock } = &sent.action else { return None };
        let open = match sent.fate {
            Fate::Pending { .. } => true,
            Fate::Done { height } => height > view.height,
            Fate::Failed(_) => false,
        };
        let shown = view.jobs.get(job).is_some_and(|seen| seen.hold == Hold::Mine);
        (open && !shown).then_some((*job, class.as_str(), *gpus, lock.u128()))
    })
}

/// Whether the provider wants an open job and may have it, leaving aside what is free and whether its input is there.
pub fn fits(config: &Config, view: &View, job: &Job) -> bool {
    let Some(class) = view.classes.get(&job.class) else { return false };
    let Some(method) = view.methods.get(&job.method) else { return false };
    let listed = config.classes.is_empty() || config.classes.contains(&job.class);
    let judged = match &method.judge {
        // A standard job is delivered with its signatures.
        Judge::Attestors { threshold, .. } => {
            u32::try_from(config.attestors.len()).is_ok_and(|attestors| attestors >= *threshold)
                && job.least_input() < SIGNABLE
        }
        // What a container leaves in files is lost with it, a proof too.
        Judge::Proof => matches!(config.workloads.get(&job.program), Some(Program::Command(_))),
        Judge::Client => true,
        // What its contract wants to see the agent does not know, and without that nothing is paid.
        Judge::External => false,
    };
    let method_wanted = config.methods.is_empty() || config.methods.contains(&job.method);
    let payer_wanted = config.payers.is_empty() || config.payers.contains(&job.payer);
    let paid = job.cost >= config.min_price.saturating_mul(job.credits())
        && job.cost.saturating_add(job.tip) >= gas(view);
    (job.state, job.hold) == (JobState::Open, Hold::Free)
        && view.time < job.deadline
        && listed
        && may_accept(view, class, job)
        && method.usable
        && judged
        && method_wanted
        && payer_wanted
        && paid
        && config.workloads.contains_key(&job.program)
        && job.seconds.saturating_add(needed(view)) <= job.run_within
}

/// NET base units that the gas of taking a job and of its result costs.
fn gas(view: &View) -> u128 {
    view.gas.accept.saturating_add(view.gas.submit)
}

fn may_accept(view: &View, class: &Class, job: &Job) -> bool {
    !class.paused
        && class.ends_at.is_none_or(|end| view.time.saturating_add(job.run_within) < end)
        && class.admitted_until.is_none_or(|until| view.time < until)
        && class.reputation_bps >= job.min_reputation_bps
        && class.gpus >= job.gpus
}

/// NET base units that taking a job by choice locks, each term rounded up as the registry does, the penalty of a
/// standard job at a price that is rounded up; none if that is beyond all numbers.
pub fn lock(view: &View, job: &Job) -> Option<u128> {
    let method = view.methods.get(&job.method)?;
    let class = view.classes.get(&job.class)?;
    let lock = credit::lock::lock(&view.lock, job.worth, job.declared_value, method.detection_bps).ok()?;
    if !job.standard {
        return Some(lock);
    }
    let credits = job.credits().checked_mul(CREDIT)?;
    let value = amm_math::rounding::mul_div(credits, class.call_price, CREDIT, Rounding::Up).ok()?;
    Some(lock.max(credit::call::penalty(value, view.penalty_bps).ok()?))
}
