//! The heaviest payers of a span of time, in a bounded number of counters.
//!
//! J. Misra and D. Gries, *Finding repeated elements*, 1982; merging: P. Agarwal et al., *Mergeable
//! summaries*, 2012. Whenever a counter too many would be held, the same weight is taken from nine of them at
//! once. So what the counters do not hold of the whole is at least nine times what any one payer was
//! under-counted by.

use api::fee_collector::MAX_PAYERS;
use serde::{Deserialize, Serialize};

use crate::error::ContractError;

/// At most [`MAX_PAYERS`] payers (by the fingerprint of the address) with what they paid at least.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Sketch(Vec<(u64, u128)>);

impl Sketch {
    /// Adds what the payers paid, then drops the lightest until no counter is too many.
    pub fn merge(&mut self, payers: impl Iterator<Item = (u64, u128)>) -> Result<(), ContractError> {
        for (payer, take) in payers.filter(|(_, take)| *take > 0) {
            match self.0.iter_mut().find(|(held, _)| *held == payer) {
                Some((_, weight)) => {
                    *weight = weight.checked_add(take).ok_or(ContractError::Overflow { what: "sketch" })?;
                }
                None => self.0.push((payer, take)),
            }
        }
        self.0.sort_unstable_by_key(|(_, weight)| std::cmp::Reverse(*weight));
        if let Some((_, excess)) = self.0.get(MAX_PAYERS).copied() {
            self.0 = self
                .0
                .iter()
                .filter_map(|(payer, weight)| Some((*payer, weight.checked_sub(excess).filter(|w| *w > 0)?)))
                .collect();
        }
        Ok(())
    }

    /// The counters.
    pub fn iter(&self) -> impl Iterator<Item = (u64, u128)> + '_ {
        self.0.iter().copied()
    }
}
