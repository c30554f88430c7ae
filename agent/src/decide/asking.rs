//! Inputs that are asked for on chain, and jobs that end because nobody gave them.

use api::job_market::{InputForm, JobState};

use super::accept::reserve;
use super::deliver::by_deadline;
use crate::book::{Action, Book, Key, Step, Work};
use crate::config::Config;
use crate::view::{Hold, Job, View};

/// How often an input is looked for before it is asked for: its place may answer the second time, and asking binds a bond.
pub const LOOKS: u32 = 2;

/// Asks for the inputs of jobs that were accepted by choice and whose place gives none, the most urgent first: whole ones,
/// once, in the first quarter of the job's time, and only if the wallet keeps what it is to keep beside the bonds.
pub fn asks(config: &Config, view: &View, book: &Book, send: &mut Vec<Action>) {
    let mut left = view.balance.saturating_sub(reserve(config, view));
    let askable = |job: &&Job| {
        let whole = matches!(job.form, Some(InputForm::Bytes { .. }));
        let in_time = view.time < accepted(job).saturating_add(job.run_within.div_euclid(4));
        (job.hold, job.state) == (Hold::Mine, JobState::Assigned) && !job.called && whole && in_time
    };
    for (id, job) in by_deadline(view, askable) {
        let Some(work) = book.work.get(&id) else { continue };
        let missing = matches!(&work.input, Step::Failed(pause) if pause.tries >= LOOKS);
        let bond = view.data_bond;
        let wanted = job.input.is_some() && missing && needs(view, job, work) && left >= bond;
        if wanted && book.may_send(&Key::Ask(id), view.height, view.time) {
            left = left.saturating_sub(bond);
            send.push(Action::Ask { job: id, bond: bond.into() });
        }
    }
}

/// Ends jobs whose input was asked for and not given in time: without fault, and the bond comes back.
pub fn give_up(view: &View, book: &Book, send: &mut Vec<Action>) {
    let over = |job: &&Job| {
        (job.hold, job.state) == (Hold::Mine, JobState::AwaitingInput) && view.time > job.deadline
    };
    for (id, _) in by_deadline(view, over) {
        if book.may_send(&Key::GiveUp(id), view.height, view.time) {
            send.push(Action::GiveUp { job: id });
        }
    }
}

/// When an assigned job was accepted; later by as much as it waited for its input, if it did.
fn accepted(job: &Job) -> u64 {
    job.deadline.saturating_sub(job.run_within)
}

/// Whether the input is of use still: for the run, or for attestors.
fn needs(view: &View, job: &Job, work: &Work) -> bool {
    work.run.done().is_none() || view.attested(job) && work.signatures.done().is_none()
}
