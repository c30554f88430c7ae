//! Answers to calls, results and verdicts.

use api::deadline::{Deadline, Moment};
use api::job_market::{JobState, TIME_USED};
use api::verifier_gateway::Proof;
use cosmwasm_std::{BlockInfo, Timestamp, Uint128};

use crate::book::{Action, Book, Key, Ran, Work};
use crate::config::Config;
use crate::margin::needed;
use crate::view::{Hold, Job, Judge, View};

/// Seconds before its deadline at which a result goes without signatures, where it may; earlier if more are [`needed`].
const LAST_CALL: u64 = 120;

/// Accepts every job that is called on the provider and that it has a workload for, the most urgent first: an answer
/// binds no bond, and no answer is a default.
pub fn calls(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let called = |job: &&Job| job.hold == Hold::Called && config.workloads.contains_key(&job.program);
    for (id, job) in by_deadline(view, called) {
        if book.may_send(&Key::Accept(id), view.height, view.time) {
            let (class, gpus) = (job.class.clone(), job.gpus);
            send.push(Action::Accept { job: id, class, gpus, lock: Uint128::zero() });
        }
    }
}

/// Delivers every result that can be, the most urgent first.
pub fn results(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let runs = |job: &&Job| job.hold == Hold::Mine && job.state == JobState::Assigned;
    for (id, job) in by_deadline(view, runs) {
        let Some(work) = book.work.get(&id) else { continue };
        let Some(ran) = work.run.done() else { continue };
        if late(view, job, work) || !book.may_send(&Key::Submit(id), view.height, view.time) {
            continue;
        }
        if let Some(proof) = proof(view, job, work, ran) {
            let served = config.outputs.as_ref().filter(|_| ran.output != TIME_USED);
            let locator = served.map(|outputs| outputs.locator(&ran.output));
            send.push(Action::Submit { job: id, output: ran.output, proof, locator });
        }
    }
}

/// With what a result can be delivered now, if it can be.
fn proof(view: &View, job: &Job, work: &Work, ran: &Ran) -> Option<Option<Proof>> {
    let accepted = job.deadline.saturating_sub(job.run_within);
    if ran.output == TIME_USED && view.time < accepted.saturating_add(job.seconds) {
        return None;
    }
    match (&view.methods.get(&job.method)?.judge, work.signatures.done()) {
        (Judge::Proof, _) => ran.proof.clone().map(Some),
        (Judge::Attestors { .. }, Some(signatures)) => {
            Some(Some(Proof::Attestation { signatures: signatures.clone() }))
        }
        // The verdict of attestors who are silent may come later, except of a standard job.
        (Judge::Attestors { .. }, None) => (!job.standard
            && view.time.saturating_add(LAST_CALL.max(needed(view))) >= job.deadline)
            .then_some(None),
        // Somebody else accepted a job under an external verifier, and may bring it what it wants to see.
        (Judge::Client | Judge::External, _) => Some(None),
    }
}

/// Brings the verdict on results that were delivered without signatures.
pub fn verdicts(view: &View, book: &Book, send: &mut Vec<Action>) {
    let waits = |job: &&Job| job.hold == Hold::Mine && job.state == JobState::Submitted;
    for (id, job) in by_deadline(view, waits) {
        let attested = |method: &crate::view::Method| matches!(method.judge, Judge::Attestors { .. });
        let signatures = book.work.get(&id).and_then(|work| work.signatures.done());
        let (true, Some(signatures)) = (view.methods.get(&job.method).is_some_and(attested), signatures)
        else {
            continue;
        };
        if book.may_send(&Key::Verdict(id), view.height, view.time) {
            send.push(Action::Verdict { job: id, signatures: signatures.clone() });
        }
    }
}

/// Whether the deadline of an assigned job has passed, by time *and* blocks as the job-market counts them; while the
/// block of its acceptance is not known, as if it had not: the job-market says so then.
pub fn late(view: &View, job: &Job, work: &Work) -> bool {
    let Some(height) = work.accepted else { return false };
    let begun = Moment { time: job.deadline.saturating_sub(job.run_within), height };
    let block =
        BlockInfo { height: view.height, time: Timestamp::from_seconds(view.time), chain_id: String::new() };
    Deadline { begun, seconds: job.run_within }.passed(&block, view.block_millis)
}

/// Jobs of a kind, the earliest deadline first.
pub fn by_deadline(view: &View, of: impl Fn(&&Job) -> bool) -> Vec<(u64, &Job)> {
    let mut jobs: Vec<_> = view.jobs.iter().map(|(id, job)| (*id, job)).filter(|(_, job)| of(job)).collect();
    jobs.sort_by_key(|(id, job)| (job.deadline, *id));
    jobs
}
