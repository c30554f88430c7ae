//! What happened in a span of days: one day's record, all days' record, and the sum over a window are the
//! same thing.

use api::fee_collector::TakeReport;
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::sketch::Sketch;

/// Where an amount went, base units of NET.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, Default, PartialEq)]
pub struct Shares {
    /// Burned.
    pub burn: u128,
    /// Booked to stakers.
    pub stakers: u128,
    /// Booked for liquidity.
    pub liquidity: u128,
}

/// Sums of a span, base units of NET unless said otherwise.
#[derive(Serialize, Deserialize, Clone, Debug, Default, PartialEq)]
pub struct Bucket {
    /// Jobs settled.
    pub jobs: u64,
    /// GPU-seconds settled.
    pub gpu_seconds: u128,
    /// What the credits of settled jobs cost.
    pub volume: u128,
    /// Of the volume, where the payer was the provider.
    pub self_dealing: u128,
    /// Take.
    pub take: u128,
    /// The protocol's share of swap fees.
    pub swap_fees: u128,
    /// What the block anchor kept.
    pub spread: u128,
    /// What LPs earned from the same swaps.
    pub lp_fees: u128,
    /// Gifts.
    pub donations: u128,
    /// Where revenue went.
    pub revenue_to: Shares,
    /// Where donations went.
    pub donations_to: Shares,
    /// Slashes, all of them burned.
    pub slashes: u128,
    /// Others' stake behind providers, all of it burned.
    pub backing: u128,
    /// NET that buy-backs brought, tips included.
    pub bought_back: u128,
    /// What of it went to those who sent them.
    pub tips: u128,
    /// NET that went to pools.
    pub liquidity_added: u128,
    /// Who paid most of the take.
    pub payers: Sketch,
}

/// Adds to a sum, refusing more than 128 bits.
pub fn add(sum: &mut u128, amount: u128, what: &'static str) -> Result<(), ContractError> {
    *sum = sum.checked_add(amount).ok_or(ContractError::Overflow { what })?;
    Ok(())
}

impl Shares {
    /// Adds other shares to these.
    pub fn add(&mut self, other: &Shares) -> Result<(), ContractError> {
        add(&mut self.burn, other.burn, "burned")?;
        add(&mut self.stakers, other.stakers, "stakers' share")?;
        add(&mut self.liquidity, other.liquidity, "liquidity share")
    }
}

impl Bucket {
    /// The bucket that holds one report alone, of which `take` came.
    pub fn of_report(report: &TakeReport, take: u128) -> Result<Self, ContractError> {
        let mut payers = Sketch::default();
        payers.merge(report.payers.iter().map(|payer| (payer.payer, payer.take.u128())))?;
        Ok(Self {
            jobs: report.jobs,
            gpu_seconds: report.gpu_seconds.u128(),
            volume: report.volume.u128(),
            self_dealing: report.self_dealing.u128(),
            take,
            payers,
            ..Self::default()
        })
    }

    /// Take, the protocol's share of swap fees, and spread: all that is ever called revenue.
    pub fn revenue(&self) -> Result<u128, ContractError> {
        let mut revenue = self.take;
        add(&mut revenue, self.swap_fees, "revenue")?;
        add(&mut revenue, self.spread, "revenue")?;
        Ok(revenue)
    }

    /// Adds everything of another span but the payers, whose sketch the caller merges as its span allows.
    pub fn add_sums(&mut self, other: &Bucket) -> Result<(), ContractError> {
        // Peers report these beside the coins: where one says too much the sum stays at the largest, and no coin is held up.
        self.jobs = self.jobs.saturating_add(other.jobs);
        self.gpu_seconds = self.gpu_seconds.saturating_add(other.gpu_seconds);
        self.volume = self.volume.saturating_add(other.volume);
        self.self_dealing = self.self_dealing.saturating_add(other.self_dealing);
        self.lp_fees = self.lp_fees.saturating_add(other.lp_fees);
        add(&mut self.take, other.take, "take")?;
        add(&mut self.swap_fees, other.swap_fees, "swap fees")?;
        add(&mut self.spread, other.spread, "spread")?;
        add(&mut self.donations, other.donations, "donations")?;
        add(&mut self.slashes, other.slashes, "slashes")?;
        add(&mut self.backing, other.backing, "backing")?;
        add(&mut self.bought_back, other.bought_back, "NET bought back")?;
        add(&mut self.tips, other.tips, "tips")?;
        add(&mut self.liquidity_added, other.liquidity_added, "liquidity added")?;
        self.revenue_to.add(&other.revenue_to)?;
        self.donations_to.add(&other.donations_to)
    }

    /// Adds another span.
    pub fn add(&mut self, other: &Bucket) -> Result<(), ContractError> {
        self.add_sums(other)?;
        self.payers.merge(other.payers.iter())
    }
}
