//! What to do at a block: a pure function of configuration, view and book.
//!
//! Messages come in the order in which they matter: calls first, because a default is dearest, then results, inputs that are
//! missing, signs of life, ends of leases, verdicts and redemptions. New jobs are accepted, and leases started, in
//! transactions of their own. While the fate of a transaction is not known nothing else is sent.

mod accept;
mod asking;
mod deliver;
mod leases;
mod tasks;
mod turns;
mod upkeep;

use crate::book::{Action, Book};
use crate::config::Config;
use crate::margin::needed;
use crate::view::View;

pub use crate::decision::{Decision, Stop, Task, MAX_MESSAGES};
pub use accept::{fits, lock, MAX_SKEW, MIN_DISK_MIB, SPARE};
pub use deliver::late;
pub use leases::may_be_started;
pub use tasks::{MAX_RUNS, MAX_TRIES};
pub use turns::{has_come, turn};

/// After so many blocks turns change also if nothing was sent.
const BLOCKS_A_TURN: u64 = 4;

/// What to do at the block of `view`.
pub fn decide(config: &Config, view: &View, book: &Book) -> Decision {
    let stops = accept::stops(config, view, book);
    let accepts = stops.iter().all(Stop::is_partial);
    let mut tasks = tasks::tasks(config, view, book, accepts);
    let room = accepts.then(|| accept::left(config, view, book));
    leases::tasks(config, view, book, room, &mut tasks);
    // A machine that is begun now binds GPUs that an acceptance would take too.
    let starts = tasks.iter().any(|task| matches!(task, Task::Start(_)));
    let mut send = vec![];
    if book.pending.is_none() {
        deliver::calls(config, view, book, &mut send);
        deliver::results(config, view, book, &mut send);
        asking::asks(config, view, book, &mut send);
        asking::give_up(view, book, &mut send);
        upkeep::heartbeat(view, book, &mut send);
        leases::heartbeat(config, view, book, &mut send);
        deliver::verdicts(view, book, &mut send);
        upkeep::redemptions(view, book, &mut send);
        let mut taken = vec![];
        leases::ends_and_claims(config, view, book, &mut taken);
        if accepts {
            leases::pledges(config, view, book, &mut taken);
        }
        if accepts && !starts {
            accept::accept(config, view, book, &mut taken);
        }
        if !taken.is_empty() && accepts_now(view, &send) {
            send = taken;
        }
        together(book, &mut send);
    }
    Decision { send, tasks, stops }
}

/// Leaves as many messages as go into one transaction: of those that failed before half as many for each time, so that what
/// fails all of it, and is not named, is soon alone.
fn together(book: &Book, send: &mut Vec<Action>) {
    let (mut most, mut taken) = (MAX_MESSAGES, 0usize);
    send.retain(|action| {
        let tries =
            book.sent.get(&action.key()).and_then(|sent| sent.fate.failed()).map_or(0, |pause| pause.tries);
        let company = MAX_MESSAGES.checked_shr(tries).unwrap_or(0).max(1);
        if taken >= most.min(company) {
            return false;
        }
        most = most.min(company);
        taken = taken.saturating_add(1);
        true
    });
}

/// Whether acceptances have their turn. A job that somebody else accepted first fails the whole transaction, and so does a lease
/// that somebody else started or ended, so these go into transactions of their own; where both wait, every second one is theirs, by the wallet's sequence
/// number, unless something is due soon. That number stays while every acceptance is refused; so a few blocks change turns too.
fn accepts_now(view: &View, deliveries: &[Action]) -> bool {
    let due = |action: &Action| match action {
        // An input can be asked for in the first quarter of a job's time alone.
        Action::Accept { .. } | Action::Ask { .. } | Action::Heartbeat | Action::Beat => true,
        Action::Submit { job, .. } | Action::Verdict { job, .. } => {
            let soon = view.time.saturating_add(needed(view));
            view.jobs.get(job).is_some_and(|job| job.deadline <= soon)
        }
        Action::GiveUp { .. } | Action::Redeem { .. } | Action::Pledge { .. } => false,
        Action::Claim { .. } | Action::Close { .. } => false,
    };
    let turns = view.sequence.wrapping_add(view.height / BLOCKS_A_TURN);
    deliveries.is_empty() || turns % 2 == 1 && !deliveries.iter().any(due)
}
