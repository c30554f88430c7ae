//! The model's own parameters.

use serde::{Deserialize, Serialize};

use crate::compare::models::dollars::EmissionTerms;

/// What is governed, within the contracts' bounds, and how deep providers make the pool.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OursTerms {
    /// τ0, basis points.
    pub take_bps: u32,
    /// W, seconds. The default of 10 minutes is for many small jobs; with some eight jobs a day one job alone would
    /// raise the take by half, so longer ones are tried.
    pub window: u64,
    /// Of revenue, what is burned; what neither this nor the liquidity takes is stakers', which is paid out to all holders
    /// here.
    pub burn_bps: u32,
    /// Of revenue, what waits in the fee-collector for protocol-owned liquidity.
    pub liquidity_bps: u32,
    /// Fee of the class's pool, basis points.
    pub pool_fee_bps: u32,
    /// Hours of its GPUs' work that a provider brings to the class's pool as credits, with as much NET.
    pub depth: f64,
    /// A provider mints and sells credits while they cost so much more than it asks, as a part of that.
    pub gap: f64,
    /// A provider locks at most the cost of so many days of all its GPUs behind credits.
    pub locked_days: f64,
    /// A bootstrapping emission.
    pub emission: Option<EmissionTerms>,
}

impl OursTerms {
    /// A deployment's defaults.
    pub fn as_deployed() -> Self {
        Self { window: 600, liquidity_bps: 1_500, ..Self::default() }
    }
}

impl Default for OursTerms {
    fn default() -> Self {
        Self {
            take_bps: 200,
            window: 86_400,
            burn_bps: 6_000,
            liquidity_bps: 0,
            pool_fee_bps: 100,
            depth: 48.0,
            gap: 0.02,
            locked_days: 45.0,
            emission: None,
        }
    }
}
