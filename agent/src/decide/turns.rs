//! Turns: who takes an open job or lease first, so that agents that see the same jobs do not all reach for the same ones.
//!
//! Every provider that could take it has a place in a line of its own, the same whoever computes it. The first
//! may take it at once, two from the first wait on, four from the second, and so on. So the wait grows with the logarithm of
//! the line, and whoever is alone does not wait. Nothing depends on others keeping to it: who does not is met as before.

use crate::view::{Job, Lease, View};

/// Blocks of a wait: the first in line has seen the job, found its input and sent its acceptance by then.
const WAIT_BLOCKS: u64 = 3;
/// Blocks before a job can no longer be accepted in which nobody waits.
const LAST_BLOCKS: u64 = 10;

/// What waits for somebody to take it.
#[derive(Clone, Copy, Debug)]
pub struct Waits<'a> {
    class: &'a str,
    gpus: u32,
    /// Whether nobody else may take it.
    reserved: bool,
    min_reputation_bps: u32,
    requested_at: u64,
    deadline: u64,
}

impl<'a> From<&'a Job> for Waits<'a> {
    fn from(job: &'a Job) -> Self {
        let Job { gpus, reserved, min_reputation_bps, requested_at, deadline, .. } = *job;
        Self { class: &job.class, gpus, reserved, min_reputation_bps, requested_at, deadline }
    }
}

impl<'a> From<&'a Lease> for Waits<'a> {
    fn from(lease: &'a Lease) -> Self {
        let Lease { reserved, requested_at, start_by: deadline, .. } = *lease;
        let (class, gpus) = (lease.terms.class.as_str(), lease.terms.gpus);
        Self { class, gpus, reserved, min_reputation_bps: 0, requested_at, deadline }
    }
}

/// Waits before the provider's turn at a job or a lease; 0 where it is the first in line.
pub fn turn<'a>(view: &View, id: u64, job: impl Into<Waits<'a>>, lock: u128) -> u32 {
    let job = job.into();
    if job.reserved {
        return 0;
    }
    let rivals = view.classes.get(job.class).map_or(&[][..], |class| &class.rivals);
    let mine = place(id, view.lot);
    let could = rivals.iter().filter(|rival| {
        rival.gpus >= job.gpus && rival.free >= lock && rival.reputation_bps >= job.min_reputation_bps
    });
    let before = could.filter(|rival| place(id, rival.lot) < mine).count();
    usize::BITS.saturating_sub(before.leading_zeros())
}

/// Whether that turn has come: after its waits, once half of the time is over in which the job can be accepted, or in the last
/// blocks of it.
pub fn has_come<'a>(view: &View, job: impl Into<Waits<'a>>, turn: u32) -> bool {
    let job = job.into();
    let blocks = |count: u64| count.saturating_mul(view.block_millis).div_ceil(1_000);
    let (open, left) = (view.time.saturating_sub(job.requested_at), job.deadline.saturating_sub(view.time));
    open >= blocks(WAIT_BLOCKS.saturating_mul(turn.into())) || open >= left || left <= blocks(LAST_BLOCKS)
}

/// A place in the line of a job: a number that mixes both well (the end of SplitMix64), so that no provider is the first of
/// more jobs than others.
fn place(id: u64, lot: u64) -> (u64, u64) {
    let mut x = lot ^ id.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    (x ^ (x >> 31), lot)
}
