//! The heaviest payers of a day: a weighted Misra-Gries sketch of eight counters.
//!
//! Payers with the same fingerprint count as one. Every counter is at most what its payer paid, and at least that less a
//! ninth of all that was paid, because a decrement of m takes m from eight counters and from the payer that found no room.

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::fee_collector::PayerWeight;

/// Counters of a sketch.
pub const COUNTERS: usize = 8;

/// At most [`COUNTERS`] payers, each with what it paid at least.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(Vec<Counter>);

#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
struct Counter {
    /// First 4 bytes of sha256 of the payer's address: payers that share them count as one. Every byte of a counter costs each
    /// payment gas.
    payer: [u8; 4],
    /// NET base units, more than zero.
    take: u128,
}

impl Sketch {
    /// Books `take` NET base units to the payer with this address.
    pub fn add(&mut self, address: &str, take: u128) {
        let payer = fingerprint(address);
        if let Some(counter) = self.0.iter_mut().find(|counter| counter.payer == payer) {
            counter.take = counter.take.saturating_add(take);
            return;
        }
        let mut rest = take;
        if self.0.len() >= COUNTERS {
            let least = self.0.iter().map(|counter| counter.take).fold(take, u128::min);
            for counter in &mut self.0 {
                counter.take = counter.take.saturating_sub(least);
            }
            self.0.retain(|counter| counter.take > 0);
            rest = take.saturating_sub(least);
        }
        // What is left of a payer found room above: either its own rest is zero, or a counter is.
        if rest > 0 {
            self.0.push(Counter { payer, take: rest });
        }
    }

    /// As the fee-collector takes it.
    pub fn weights(&self) -> Vec<PayerWeight> {
        let weight = |counter: &Counter| PayerWeight {
            payer: u32::from_be_bytes(counter.payer).into(),
            take: counter.take.into(),
        };
        self.0.iter().map(weight).collect()
    }
}

fn fingerprint(address: &str) -> [u8; 4] {
    let digest: [u8; 32] = Sha256::digest(address.as_bytes()).into();
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}
