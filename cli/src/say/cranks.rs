//! What anyone may say, and a keeper does.

use anyhow::Result;
use api::common::Asset;
use api::{fee_collector as fees, job_market as jobs, pool, provider_registry as registry};

use super::{call, Call, Terms};
use crate::ask::Market;

impl Market {
    /// Moves the take of ended days to the fee-collector.
    pub fn sweep_take(&self) -> Result<Call> {
        self.to_jobs(&jobs::ExecuteMsg::SweepTake {})
    }

    /// Moves a pool's fees to the fee-collector.
    pub fn sweep_fees(&self, pool_id: u64) -> Result<Call> {
        call(&self.at.pool, &pool::ExecuteMsg::SweepFees { pool_id, asset: None })
    }

    /// Sells revenue in another asset.
    pub fn buy_back(&self, asset: Asset) -> Result<Call> {
        call(&self.at.fee_collector, &fees::ExecuteMsg::BuyBack { asset })
    }

    /// Splits pending revenue and burns its part.
    pub fn distribute(&self) -> Result<Call> {
        call(&self.at.fee_collector, &fees::ExecuteMsg::Distribute {})
    }

    /// Brings NET to a pool.
    pub fn add_liquidity(&self, pool_id: u64) -> Result<Call> {
        call(&self.at.fee_collector, &fees::ExecuteMsg::AddLiquidity { pool_id })
    }

    /// Moves what a provider owes in an ended class to its pot.
    pub fn collect(&self, class: &str, provider: &str) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::Collect { class: class.into(), provider: provider.into() })
    }

    /// Burns redeemed credits.
    pub fn burn_redeemed(&self, class: &str) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::BurnRedeemed { class: class.into() })
    }

    /// Brings a provider's part of a class's proven GPUs and its place in the queue up to date.
    pub fn touch(&self, class: &str, provider: &str) -> Result<Call> {
        self.to_registry(&registry::ExecuteMsg::Touch { provider: provider.into(), class: class.into() })
    }

    /// A trade of so much NET in one pool, for whatever it brings.
    pub fn dust(&self, pool_id: u64, amount: u128) -> Result<Call> {
        self.swap_in(&self.net(), &[pool_id], amount, 1, Terms::default())
    }
}
