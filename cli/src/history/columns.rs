//! Rows of sums, and the names of their columns.

use anyhow::{bail, Result};
use cosmwasm_std::Uint128;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// How a column is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A number: how many, or how many seconds.
    Count,
    /// Base units, as text.
    Amount,
}

use Unit::{Amount, Count};

/// Of a class, after the time.
pub const CLASS: [(&str, Unit); 20] = [
    ("jobs", Count),
    ("leases", Count),
    ("credits", Amount),
    ("cost", Amount),
    ("paid", Amount),
    ("take", Amount),
    ("gpu_seconds_busy", Count),
    ("gpu_seconds_offered", Count),
    ("jobs_settled", Count),
    ("jobs_refunded", Count),
    ("jobs_expired", Count),
    ("jobs_cancelled", Count),
    ("jobs_late", Count),
    ("jobs_fraud", Count),
    ("jobs_defaulted", Count),
    ("leases_ended", Count),
    ("leases_stopped", Count),
    ("leases_silent", Count),
    ("leases_expired", Count),
    ("leases_cancelled", Count),
];

/// Of the market's money, after the time.
pub const MONEY: [(&str, Unit); 20] = [
    ("job_takes", Amount),
    ("lease_takes", Amount),
    ("other_takes", Amount),
    ("volume", Amount),
    ("self_dealing", Amount),
    ("gpu_seconds", Count),
    ("swap_fees", Amount),
    ("spread", Amount),
    ("slashes", Amount),
    ("donations", Amount),
    ("bought", Amount),
    ("tips", Amount),
    ("revenue", Amount),
    ("revenue_donated", Amount),
    ("burned", Amount),
    ("stakers", Amount),
    ("liquidity", Amount),
    ("stakers_claimed", Amount),
    ("liquidity_added", Amount),
    ("backing", Amount),
];

/// A row of sums in the order of its columns.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Tally(Vec<Uint128>);

impl Tally {
    /// Adds to a column.
    ///
    /// Errors: no such column, or the sum is above 2^128 − 1.
    pub fn add(&mut self, columns: &[(&str, Unit)], column: &str, amount: u128) -> Result<()> {
        let Some(index) = columns.iter().position(|(name, _)| *name == column) else {
            bail!("there is no column `{column}`");
        };
        if self.0.len() <= index {
            self.0.resize(columns.len(), Uint128::zero());
        }
        if let Some(sum) = self.0.get_mut(index) {
            *sum = sum.checked_add(amount.into())?;
        }
        Ok(())
    }

    /// The row as it is written: time first. A column that it has nothing of is 0.
    pub fn row(&self, time: u64, columns: &[(&str, Unit)]) -> Value {
        let cell = |(index, (_, unit)): (usize, &(&str, Unit))| {
            let sum = self.0.get(index).copied().unwrap_or_default();
            match (unit, u64::try_from(sum.u128())) {
                (Count, Ok(number)) => Value::from(number),
                _ => Value::from(sum.to_string()),
            }
        };
        let cells = columns.iter().enumerate().map(cell);
        Value::Array(std::iter::once(Value::from(time)).chain(cells).collect())
    }
}
