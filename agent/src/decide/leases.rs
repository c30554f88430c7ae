//! Leases: which to start, what to say of those that run, and when to stop their machines.
//!
//! A heartbeat of a provider covers all its leases. So none is sent while the machine of one is not known to serve, and a lease
//! whose machine is gone is ended where it would cost the others their pay.

use std::cmp::Reverse;

use api::lease_market::NOTICE;
use credit::CREDIT;

use super::accept::Left;
use super::turns;
use crate::book::{Action, Book, Fate, Key, Step};
use crate::config::Config;
use crate::decision::Task;
use crate::lease_config::Leases;
use crate::margin::needed;
use crate::tenant::Tenant;
use crate::view::{GasCost, Lease, View};

/// How often a machine of a lease may fail to start.
const MAX_STARTS: u32 = 3;
/// A heartbeat is due once this part of the time is over that the last one covers.
const BEATS: u64 = 3;
/// A claim waits until so many seconds are due: a lease of less is paid at its end.
const CLAIM_SECONDS: u128 = 86_400;
/// It waits until what is due cost so many times the gas of a claim.
const CLAIM_TIMES: u128 = 100;

/// Starts leases whose machines are ready, ends those that are over, and has long ones paid.
pub fn ends_and_claims(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let Some(leases) = &config.leases else { return };
    for (id, lease, run) in view.served() {
        let action = if run.end <= view.time || lost(leases, view, book, id) && run.end > soon(view) {
            Action::Close { lease: id }
        } else if is_worth_a_claim(view, lease, run.due) {
            Action::Claim { lease: id }
        } else {
            continue;
        };
        if book.may_send(&action.key(), view.height, view.time) {
            send.push(action);
        }
    }
}

/// Says that all machines run, once a third of the time is over that the last heartbeat covers, if they do.
pub fn heartbeat(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let Some(leases) = &config.leases else { return };
    let serve = live(view).all(|(id, ..)| serves(leases, view, book.leases.get(&id)) == Some(true));
    if is_due(view) && serve && book.may_send(&Key::Beat, view.height, view.time) {
        send.push(Action::Beat);
    }
}

/// Starts leases whose machines are ready, unless the machine of another is gone: a start is a heartbeat too.
pub fn pledges(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let Some(leases) = &config.leases else { return };
    if any_gone(leases, view, book) {
        return;
    }
    for (id, lease) in wanted(config, leases, view) {
        let Some(machine) = book.leases.get(&id).filter(|tenant| tenant.keeps()).and_then(|t| t.start.done())
        else {
            continue;
        };
        if book.may_send(&Key::Pledge(id), view.height, view.time) {
            let terms = &lease.terms;
            let ends_by = latest_end(view, lease).saturating_add(leases.top_up);
            let most = view.classes.get(&terms.class).and_then(|class| class.ends_at).unwrap_or(u64::MAX);
            send.push(Action::Pledge {
                lease: id,
                class: terms.class.clone(),
                gpus: terms.gpus,
                amount: terms.pledge,
                ends_by: ends_by.min(most),
                machine: machine.clone(),
            });
        }
    }
}

/// What to do about machines: those first that are to be stopped or not made ready any more, then questions whether they serve,
/// then new ones, if leases are `accepted` at all and a start would follow, as far as there is room: a client can use its machine as soon
/// as that is ready, and pays from the start on.
pub fn tasks(config: &Config, view: &View, book: &Book, accepted: Option<Left>, tasks: &mut Vec<Task>) {
    let Some(leases) = &config.leases else { return };
    for (id, tenant) in &book.leases {
        if is_to_stop(config, leases, view, book, *id, tenant) {
            tasks.push(Task::Stop(*id));
        } else if tenant.start.begun() && !is_wanted(config, leases, view, *id) {
            tasks.push(Task::Abort(*id));
        }
    }
    if leases.alive.is_some() && is_due(view) {
        let asks = |tenant: &&Tenant| match &tenant.alive {
            Step::Done(at) => !is_fresh(view, *at),
            other => other.ready(view.time, u32::MAX),
        };
        let held = live(view).filter(|(id, ..)| book.leases.get(id).filter(asks).is_some_and(Tenant::keeps));
        tasks.extend(held.map(|(id, ..)| Task::Look(id)));
    }
    let Some(mut left) = accepted.filter(|_| !any_gone(leases, view, book)) else { return };
    for (id, lease) in wanted(config, leases, view) {
        let terms = &lease.terms;
        let ready = book
            .leases
            .get(&id)
            .is_none_or(|tenant| tenant.stop.done().is_some() && tenant.start.ready(view.time, MAX_STARTS));
        let turn = turns::turn(view, id, lease, terms.pledge.u128());
        let now =
            turns::has_come(view, lease, turn) && view.time.saturating_add(needed(view)) <= lease.start_by;
        let gpus = (terms.class.as_str(), terms.gpus, leases.keep_gpus);
        let costs = |gas: &GasCost| gas.pledge.saturating_add(gas.close);
        if ready && now && left.bind(view, gpus, terms.pledge.u128(), costs) {
            tasks.push(Task::Start(id));
        }
    }
}

/// Open leases that the provider wants, its own first, then the best paid per GPU-second.
fn wanted<'a>(config: &Config, leases: &Leases, view: &'a View) -> Vec<(u64, &'a Lease)> {
    let all = view.leases.iter().map(|(id, lease)| (*id, lease));
    let mut open: Vec<_> = all.filter(|(_, lease)| fits(config, leases, view, lease)).collect();
    open.sort_by_key(|(id, lease)| {
        (!lease.reserved, Reverse(lease.cost.checked_div(lease.credits()).unwrap_or(0)), *id)
    });
    open
}

/// Whether the provider wants an open lease and may start it, leaving aside what is free.
fn fits(config: &Config, leases: &Leases, view: &View, lease: &Lease) -> bool {
    let terms = &lease.terms;
    let Some(class) = view.classes.get(&terms.class) else { return false };
    lease.run.is_none()
        && !view.has_come(lease.start_by)
        && (leases.shortest..=leases.longest).contains(&terms.seconds)
        && (leases.classes.is_empty() || leases.classes.contains(&terms.class))
        && (config.payers.is_empty() || config.payers.contains(&terms.client))
        && lease.cost >= leases.min_price.saturating_mul(lease.credits())
        && lease.cost >= gas(view, terms.seconds)
        && !class.paused
        && class.ends_at.is_none_or(|end| latest_end(view, lease) <= end)
        && class.admitted_until.is_none_or(|until| view.time < until)
        && class.gpus >= terms.gpus
}

/// When a lease ends at the latest that is started by the next transaction, without top-ups.
fn latest_end(view: &View, lease: &Lease) -> u64 {
    view.time.saturating_add(lease.terms.seconds).saturating_add(needed(view))
}

/// NET base units that the gas of a lease costs: its start, its end and its heartbeats, as if it were alone.
fn gas(view: &View, seconds: u64) -> u128 {
    let within = view.lease_market.map_or(0, |market| market.heartbeat_within);
    let beats = u128::from(seconds.checked_div(within.div_euclid(BEATS)).unwrap_or(0));
    let GasCost { pledge, close, beat, .. } = view.gas;
    pledge.saturating_add(close).saturating_add(beat.saturating_mul(beats))
}

/// Whether seconds of a lease are due that make a claim worth its gas, at the lease's own price. Where gas is paid in another coin
/// than NET its time alone counts.
fn is_worth_a_claim(view: &View, lease: &Lease, due: u128) -> bool {
    let day = CLAIM_SECONDS.saturating_mul(lease.terms.gpus.into());
    let whole = due.div_euclid(CREDIT);
    let worth = whole.saturating_mul(lease.cost).checked_div(lease.credits()).unwrap_or(0);
    whole >= day && worth >= view.gas.claim.saturating_mul(CLAIM_TIMES)
}

/// Leases that are served and have not reached their end by either clock.
fn live(view: &View) -> impl Iterator<Item = (u64, &Lease)> {
    view.served().filter(|(_, _, run)| !view.has_come(run.end)).map(|(id, lease, _)| (id, lease))
}

/// Unix seconds of the last heartbeat and how long it covers.
fn covered(view: &View) -> Option<(u64, u64)> {
    let market = view.lease_market?;
    Some((market.seen_at?, market.covers))
}

/// Whether a heartbeat is due.
fn is_due(view: &View) -> bool {
    let due = |(seen, _): (u64, u64)| view.time >= seen.saturating_add(pause(view));
    live(view).next().is_some() && covered(view).is_some_and(due)
}

/// Whether what a hook said then counts still: until the next heartbeat is due.
fn is_fresh(view: &View, at: u64) -> bool {
    view.time < at.saturating_add(pause(view))
}

/// Seconds between two heartbeats: a part of what the last one covers, or of what one covers now if that is less.
fn pause(view: &View) -> u64 {
    view.lease_market.map_or(0, |market| market.heartbeat_within.min(market.covers).div_euclid(BEATS))
}

/// Whether a lease's machine serves, where that is known. Without a hook that says so every machine does that was started and not
/// stopped.
fn serves(leases: &Leases, view: &View, tenant: Option<&Tenant>) -> Option<bool> {
    let Some(tenant) = tenant.filter(|tenant| tenant.keeps()) else { return Some(false) };
    match (&leases.alive, &tenant.alive) {
        (None, _) => Some(tenant.start.done().is_some()),
        (Some(_), Step::Done(at)) => is_fresh(view, *at).then_some(true),
        (Some(_), step) => step.failed().map(|_| false),
    }
}

/// Whether the machine of a lease that runs is known to be gone.
fn any_gone(leases: &Leases, view: &View, book: &Book) -> bool {
    live(view).any(|(id, ..)| serves(leases, view, book.leases.get(&id)) == Some(false))
}

/// Whether a lease's machine is gone while another's serves, for so long that the last heartbeat covers no more.
fn lost(leases: &Leases, view: &View, book: &Book, id: u64) -> bool {
    let serves = |id: &u64| serves(leases, view, book.leases.get(id));
    let over = covered(view).is_some_and(|(seen, within)| view.time >= seen.saturating_add(within));
    over && serves(&id) == Some(false)
        && live(view).any(|(other, _)| other != id && serves(&other) == Some(true))
}

/// A lease that ends before then is not ended early: in an interruptible class it could not be.
fn soon(view: &View) -> u64 {
    view.time.saturating_add(NOTICE)
}

/// Whether a lease has use for the machine that was made ready for it, or is: nobody else has started it, its client has not
/// withdrawn it, and it suits still.
fn is_wanted(config: &Config, leases: &Leases, view: &View, id: u64) -> bool {
    view.leases.get(&id).is_some_and(|lease| lease.run.is_some() || fits(config, leases, view, lease))
}

/// Whether a machine is to be stopped now: its lease has reached its end by either clock (while its start is on its way, the latest
/// end that this allows), is over, or is not wanted any more; or its own start failed, or a stop was begun before.
fn is_to_stop(config: &Config, leases: &Leases, view: &View, book: &Book, id: u64, tenant: &Tenant) -> bool {
    if tenant.start.begun() || !tenant.stop.ready(view.time, u32::MAX) {
        return false;
    }
    match view.leases.get(&id) {
        Some(Lease { run: Some(run), .. }) => view.has_come(run.end),
        _ if may_be_started(view, book, id) => tenant.end.is_some_and(|end| view.has_come(end)),
        _ => tenant.start.done().is_none() || !tenant.keeps() || !is_wanted(config, leases, view, id),
    }
}

/// Whether a pledge to a lease is on its way, or in a block that the view does not show yet.
pub fn may_be_started(view: &View, book: &Book, id: u64) -> bool {
    match book.sent.get(&Key::Pledge(id)).map(|sent| &sent.fate) {
        Some(Fate::Pending { .. }) => true,
        Some(Fate::Done { height }) => *height >= view.height,
        Some(Fate::Failed(_)) | None => false,
    }
}
