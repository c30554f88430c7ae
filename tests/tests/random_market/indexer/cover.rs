//! Seconds that a provider's heartbeats cover, counted second by second from what was sent: not by the meter's formula.

use std::collections::BTreeMap;

/// When each provider was heard of, and when the chain stood still.
#[derive(Debug, Default)]
pub struct Cover {
    /// Heartbeats by provider, in order, each with the seconds that it covers.
    beats: BTreeMap<String, Vec<(u64, u64)>>,
    halts: Vec<u64>,
}

impl Cover {
    pub fn heard(&mut self, provider: &str, at: u64, covers: u64) {
        self.beats.entry(provider.to_owned()).or_default().push((at, covers));
    }

    /// The chain made no block for some time from `at` on.
    pub fn stood_still(&mut self, at: u64) {
        self.halts.push(at);
    }

    /// Seconds from `from`, when the provider was heard of, to `until` that are covered at most, as it is known at `now`. Between two
    /// heartbeats with a halt all are: nobody could send one. After a restart at height 1 nothing tells how long the chain stood still,
    /// also where that was after `until`.
    pub fn at_most(&self, provider: &str, from: u64, until: u64, now: u64) -> u64 {
        let mut beats =
            self.beats.get(provider).into_iter().flatten().filter(|(at, _)| *at >= from).peekable();
        let mut covered = 0;
        while let Some(&(at, covers)) = beats.next() {
            let heard = beats.peek().map_or(now, |(next, _)| *next);
            let between = heard.min(until).saturating_sub(at);
            let halted = self.halts.iter().any(|halt| (at..=heard).contains(halt));
            covered += if halted { between } else { between.min(covers) };
        }
        covered
    }
}
