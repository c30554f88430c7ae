//! The loop that goes on: one round per look at the chain, until it is told to stop.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;
use tracing::{error, warn};

use crate::decide::Stop;
use crate::metrics::Board;
use crate::run::{Agent, Chain, Hands};
use crate::store::Broken;

/// How soon it notices that it is to stop.
pub(crate) const LOOK: Duration = Duration::from_millis(100);

/// Rounds every so often, until `stop`. A node that does not answer is told of, and asked again. A store that cannot be
/// written ends it with an error: nothing may be sent any more, and when it is started again it goes on where it was.
pub fn serve<C: Chain, H: Hands>(
    agent: &mut Agent<C, H>,
    board: &Board,
    every: Duration,
    stop: &AtomicBool,
) -> Result<()> {
    let mut told: Vec<Stop> = vec![];
    while !stop.load(Ordering::Relaxed) {
        let begun = Instant::now();
        match agent.tick() {
            Ok(round) => {
                // Each reason is told once, not every round.
                for stop in round.decision.stops.iter().filter(|stop| !alike(&told, stop)) {
                    warn!("no jobs are accepted: {stop}");
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
        while begun.elapsed() < every && !stop.load(Ordering::Relaxed) {
            sleep(LOOK.min(every));
        }
    }
    Ok(())
}

/// Whether a reason of this kind was told, with whatever numbers.
fn alike(told: &[Stop], stop: &Stop) -> bool {
    told.iter().any(|other| std::mem::discriminant(other) == std::mem::discriminant(stop))
}
