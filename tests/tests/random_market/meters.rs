//! Which seconds of a lease its provider's heartbeats cover, as somebody counts them who saw them sent.

use std::collections::BTreeMap;

use anyhow::{ensure, Result};
use api::common::CREDIT;
use api::lease_market::{LiveLease, RunningLease, SILENCE};
use cosmwasm_std::Addr;

/// Seconds that a heartbeat covers; no run changes it.
pub const COVER: u64 = 600;

/// Unix seconds of all heartbeats, starts among them, and of the first blocks after the chain stood still.
#[derive(Debug, Default)]
pub struct Meters {
    beats: BTreeMap<Addr, Vec<u64>>,
    halts: Vec<u64>,
}

impl Meters {
    /// A provider was heard of.
    pub fn beat(&mut self, provider: &Addr, now: u64) {
        self.beats.entry(provider.clone()).or_default().push(now);
    }

    /// The chain goes on.
    pub fn halted(&mut self, now: u64) {
        self.halts.push(now);
    }

    /// A running lease has paid and owes no more than its covered seconds, all that it lasted where every heartbeat came in time;
    /// and it is silent if nothing was heard for so long.
    pub fn check(&self, lease: &LiveLease, running: &RunningLease, now: u64) -> Result<()> {
        let until = now.min(running.end);
        let (mut most, mut in_time) = (0, true);
        let beats = self.beats.get(&running.provider).map_or(&[][..], Vec::as_slice);
        let mut since = beats.iter().copied().filter(|beat| *beat >= running.started_at).peekable();
        while let Some(beat) = since.next() {
            let next = since.peek().copied().unwrap_or(now);
            let halted = self.halts.iter().any(|halt| (beat + 1..=next).contains(halt));
            // While the chain stands still nobody can send a heartbeat, so such a time may be paid whole.
            let cover = if halted { u64::MAX } else { COVER };
            most += until.min(next).saturating_sub(beat).min(cover);
            in_time &= next - beat <= COVER;
            let silent = next - beat >= SILENCE * COVER;
            // Behind a halt it depends on the blocks.
            ensure!(
                since.peek().is_some() || halted || running.silent == silent,
                "silent since {beat}, now {now}: {running:?}"
            );
        }
        let credits = |seconds: u64| u128::from(lease.gpus) * u128::from(seconds) * CREDIT;
        let paid = running.paid.u128() + running.due.u128();
        ensure!(paid <= credits(most), "{most} seconds are covered until {until}, paid and due: {running:?}");
        let whole = credits(until - running.started_at);
        ensure!(!in_time || paid == whole, "every heartbeat came in time until {until}, {running:?}");
        Ok(())
    }
}
