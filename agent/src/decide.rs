//! What to do at a block: a pure function of configuration, view and book.
//!
//! Messages come in the order in which they matter: calls first, because a default is dearest, then results, inputs
//! that are missing, signs of life, verdicts, redemptions, and new jobs last. While the fate of a transaction is not known nothing else is sent.

mod accept;
mod asking;
mod deliver;
mod tasks;
mod upkeep;

use crate::book::Book;
use crate::config::Config;
use crate::view::View;

pub use crate::decision::{Decision, Stop, Task};
pub use accept::{fits, lock, MAX_SKEW, MIN_DISK_MIB};
pub use deliver::late;
pub use tasks::{MAX_RUNS, MAX_TRIES};

/// Most messages of one transaction.
pub const MAX_MESSAGES: usize = 8;

/// What to do at the block of `view`.
pub fn decide(config: &Config, view: &View, book: &Book) -> Decision {
    let stops = accept::stops(config, view);
    let tasks = tasks::tasks(config, view, book, stops.is_empty());
    let mut send = vec![];
    if book.pending.is_none() {
        deliver::calls(config, view, book, &mut send);
        deliver::results(config, view, book, &mut send);
        asking::asks(config, view, book, &mut send);
        asking::give_up(view, book, &mut send);
        upkeep::heartbeat(view, book, &mut send);
        deliver::verdicts(view, book, &mut send);
        upkeep::redemptions(view, book, &mut send);
        if stops.is_empty() {
            accept::accept(config, view, book, &mut send);
        }
        send.truncate(MAX_MESSAGES);
    }
    Decision { send, tasks, stops }
}
