//! What to begin beside the loop: inputs, runs, signatures.

use api::job_market::JobState;

use super::accept::{inputs, MIN_DISK_MIB};
use super::deliver::by_deadline;
use crate::book::{Book, Work};
use crate::config::Config;
use crate::decision::{Task, MAX_MESSAGES};
use crate::tenant::Terms;
use crate::view::{Hold, Job, Judge, View};

/// How often a run may fail: a program that fails on an input mostly does so again.
pub const MAX_RUNS: u32 = 3;
/// How often an input is looked for, and signatures are asked for: for as long as a job may last.
pub const MAX_TRIES: u32 = u32::MAX;
/// Inputs of open jobs that are looked for at once: as many as are accepted in one round.
const MAX_FETCHES: usize = MAX_MESSAGES;

/// What to begin now. Inputs of open jobs are looked for only if jobs are `accepted` at all,
/// once it is the provider's turn to take them and while there is room for them.
pub fn tasks(config: &Config, view: &View, book: &Book, accepted: bool) -> Vec<Task> {
    let none = Work::default();
    let work = |id: &u64| book.work.get(id).unwrap_or(&none);
    let mut tasks = vec![];
    let missing = |id: &u64| work(id).input.ready(view.time, MAX_TRIES);
    for (id, job) in &view.jobs {
        let mine =
            matches!(job.hold, Hold::Called | Hold::Mine) && config.workloads.contains_key(&job.program);
        if mine && job.input.is_some() && missing(id) {
            tasks.push(Task::Fetch(*id));
        }
    }
    if accepted {
        let fetching = |(id, job): &(&u64, &Job)| job.hold == Hold::Free && work(id).input.begun();
        let more = MAX_FETCHES.saturating_sub(view.jobs.iter().filter(fetching).count());
        tasks.extend(inputs(config, view, book, |id| missing(&id)).into_iter().take(more).map(Task::Fetch));
    }
    runs(config, view, book, &mut tasks);
    for (id, job) in &view.jobs {
        let attested = view.methods.get(&job.method).map(|method| &method.judge);
        let (Some(Judge::Attestors { .. }), Hold::Mine) = (attested, job.hold) else { continue };
        let waits = matches!(job.state, JobState::Assigned | JobState::Submitted);
        let work = work(id);
        let has_input = job.input.is_none() || work.input.done().is_some();
        if waits && has_input && work.run.done().is_some() && work.signatures.ready(view.time, MAX_TRIES) {
            tasks.push(Task::Sign(*id));
        }
    }
    tasks
}

/// Begins runs while GPUs and memory last, whichever must begin earliest; but no run that would make a called job
/// late goes before it. A run that does not fit waits, and those after it do not overtake it on its class's GPUs.
fn runs(config: &Config, view: &View, book: &Book, tasks: &mut Vec<Task>) {
    let begun: Vec<&Work> = book.work.values().filter(|work| work.run.begun()).collect();
    let leased: Vec<&Terms> =
        book.leases.values().filter(|tenant| tenant.holds()).map(|tenant| &tenant.terms).collect();
    let mut room = view.host.memory_mib.checked_div(config.memory_mib).unwrap_or(0);
    room = room.saturating_sub(u64::try_from(begun.len()).unwrap_or(u64::MAX));
    let mut free: std::collections::BTreeMap<&str, u32> = view
        .classes
        .iter()
        .map(|(id, class)| {
            let taken = begun.iter().filter(|work| work.class == *id).map(|work| work.gpus);
            let let_out = leased.iter().filter(|terms| terms.class == *id).map(|terms| terms.gpus);
            (id.as_str(), taken.chain(let_out).fold(class.gpus, u32::saturating_sub))
        })
        .collect();
    let mut waiting = by_deadline(view, |job| job.hold == Hold::Mine && job.state == JobState::Assigned);
    let latest = |job: &Job| job.deadline.saturating_sub(job.seconds);
    let urgent = waiting.iter().filter(|(_, job)| job.called).map(|(_, job)| latest(job)).min();
    let in_the_way = |job: &Job| {
        !job.called && urgent.is_some_and(|urgent| view.time.saturating_add(job.seconds) > urgent)
    };
    waiting.sort_by_key(|(id, job)| (in_the_way(job), latest(job), !job.called, *id));
    for (id, job) in waiting {
        let none = Work::default();
        let work = book.work.get(&id).unwrap_or(&none);
        let has_input = job.input.is_none() || work.input.done().is_some();
        let known = config.workloads.contains_key(&job.program);
        if !known || !has_input || !work.run.ready(view.time, MAX_RUNS) {
            continue;
        }
        let Some(gpus) = free.get_mut(job.class.as_str()) else { continue };
        if *gpus < job.gpus || room == 0 || view.host.disk_mib < MIN_DISK_MIB.div_euclid(4) {
            *gpus = 0;
            continue;
        }
        *gpus = gpus.saturating_sub(job.gpus);
        room = room.saturating_sub(1);
        tasks.push(Task::Run(id));
    }
}
