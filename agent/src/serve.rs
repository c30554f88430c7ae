//! The loop that goes on: one round per look at the chain, until it is told to stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;
use tracing::{error, warn};

use crate::book::{Book, Work};
use crate::decide::{Decision, Stop};
use crate::metrics::Board;
use crate::run::{Agent, Chain, Hands, Round};
use crate::store::Broken;
use crate::tenant::Tenant;

/// How soon it notices that it is to stop.
pub(crate) const LOOK: Duration = Duration::from_millis(100);

/// How often it asks for a new block while something goes on.
const NEW_BLOCK: Duration = Duration::from_millis(250);

/// Rounds every so often, and at each new block while something goes on, until `stop`. A node that does not answer is told
/// of, and asked again. A store that cannot be written ends it with an error: nothing may be sent any more, and when it is
/// started again it goes on where it was.
pub fn serve<C: Chain, H: Hands>(
    agent: &mut Agent<C, H>,
    board: &Board,
    every: Duration,
    stop: &AtomicBool,
) -> Result<()> {
    let mut told: Vec<Stop> = vec![];
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        let mut seen = None;
        match agent.tick() {
            Ok(round) => {
                seen = Some(round.view.height).filter(|_| goes_on(&round, agent.store().book()));
                // Each reason is told once, not every round.
                for stop in round.decision.stops.iter().filter(|stop| !alike(&told, stop)) {
                    warn!("no {} are accepted: {stop}", stop.stopped());
                }
                told.clone_from(&round.decision.stops);
                board.show(&round, agent.store().book(), agent.counts());
            }
            Err(error) if error.downcast_ref::<Broken>().is_some() => return Err(error),
            Err(error) => {
                error!("{error:#}");
                board.failed(&format!("{error:#}"));
            }
        }
        let mut asked = Instant::now();
        while begun.elapsed() < every && !stop.load(Ordering::Relaxed) {
            sleep(LOOK.min(every));
            let Some(height) = seen.filter(|_| asked.elapsed() >= NEW_BLOCK) else { continue };
            asked = Instant::now();
            // Who does not answer is told of by the next round.
            if agent.height().is_ok_and(|newest| newest > height) {
                break;
            }
        }
    }
    Ok(())
}

/// Whether the next block may bring something to do.
fn goes_on(round: &Round, book: &Book) -> bool {
    let begun = |work: &Work| work.input.begun() || work.run.begun() || work.signatures.begun();
    let Decision { send, tasks, .. } = &round.decision;
    book.pending.is_some()
        || !send.is_empty()
        || !tasks.is_empty()
        || book.work.values().any(begun)
        || book.leases.values().any(Tenant::begun)
}

/// Whether a reason of this kind was told, with whatever numbers.
fn alike(told: &[Stop], stop: &Stop) -> bool {
    told.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(stop))
}
