//! The balances and the buckets that one message touches: every booking, as arithmetic.
//!
//! Whatever a booking adds to a day it adds to all days, so that the two cannot differ.

use amm_math::split::split_bps;
use api::fee_collector::events::Distribution;
use api::fee_collector::{Split, TakeReport};
use cosmwasm_std::Storage;

use crate::bucket::{add, Bucket, Shares};
use crate::error::ContractError;
use crate::state::{day_key, Balances, ALL, BALANCES, DAYS};

/// Opened for one day, changed, and closed again.
pub struct Books {
    balances: Balances,
    day: u32,
    change: Bucket,
}

impl Books {
    /// Opens the books for bookings on `day`.
    pub fn open(storage: &dyn Storage, day: u32) -> Result<Self, ContractError> {
        Ok(Self { balances: BALANCES.may_load(storage)?.unwrap_or_default(), day, change: Bucket::default() })
    }

    /// Writes what was booked.
    pub fn close(self, storage: &mut dyn Storage) -> Result<(), ContractError> {
        let key = day_key(self.day);
        let mut day = DAYS.may_load(storage, &key)?.unwrap_or_default();
        day.add(&self.change)?;
        DAYS.save(storage, &key, &day)?;
        let mut all = ALL.may_load(storage)?.unwrap_or_default();
        all.add(&self.change)?;
        ALL.save(storage, &all)?;
        Ok(BALANCES.save(storage, &self.balances)?)
    }

    /// Whether there is anything to distribute.
    pub fn is_pending(&self) -> bool {
        self.balances.pending_revenue > 0 || self.balances.pending_donations > 0
    }

    /// Take that came with a report.
    pub fn take(&mut self, report: &TakeReport, amount: u128) -> Result<(), ContractError> {
        add(&mut self.balances.pending_revenue, amount, "pending revenue")?;
        self.change.add(&Bucket::of_report(report, amount)?)
    }

    /// Swap fees in NET, and what LPs earned from the same swaps.
    pub fn swap_fees(&mut self, amount: u128, lp: u128) -> Result<(), ContractError> {
        add(&mut self.balances.pending_revenue, amount, "pending revenue")?;
        self.change.add(&Bucket { swap_fees: amount, lp_fees: lp, ..Bucket::default() })
    }

    /// Spread in NET.
    pub fn spread(&mut self, amount: u128) -> Result<(), ContractError> {
        add(&mut self.balances.pending_revenue, amount, "pending revenue")?;
        self.change.add(&Bucket { spread: amount, ..Bucket::default() })
    }

    /// NET that was bought for another asset. `spread` of it is spread, the caller sends `tip` of it away, and the rest is
    /// swap fees. Parts beyond the whole are an error.
    pub fn bought(&mut self, amount: u128, tip: u128, spread: u128) -> Result<(), ContractError> {
        let overflow = ContractError::Overflow { what: "parts of what was bought" };
        let revenue = amount.checked_sub(tip).ok_or(overflow)?;
        let overflow = ContractError::Overflow { what: "spread of what was bought" };
        let swap_fees = revenue.checked_sub(spread).ok_or(overflow)?;
        add(&mut self.balances.pending_revenue, revenue, "pending revenue")?;
        let change = Bucket { swap_fees, spread, bought_back: amount, tips: tip, ..Bucket::default() };
        self.change.add(&change)
    }

    /// NET of the liquidity share that a pool took, and what of it came back.
    pub fn liquidity_added(&mut self, taken: u128, back: u128) -> Result<(), ContractError> {
        add(&mut self.balances.liquidity, back, "liquidity share")?;
        self.change.add(&Bucket { liquidity_added: taken, ..Bucket::default() })
    }

    /// A gift.
    pub fn donation(&mut self, amount: u128) -> Result<(), ContractError> {
        add(&mut self.balances.pending_donations, amount, "pending donations")?;
        self.change.add(&Bucket { donations: amount, ..Bucket::default() })
    }

    /// A slash; the caller burns it.
    pub fn slash(&mut self, amount: u128) -> Result<(), ContractError> {
        self.change.add(&Bucket { slashes: amount, ..Bucket::default() })
    }

    /// Stake that burned with a provider's lock; the caller burns it.
    pub fn backing(&mut self, amount: u128) -> Result<(), ContractError> {
        self.change.add(&Bucket { backing: amount, ..Bucket::default() })
    }

    /// Splits what is pending, revenue and donations each for itself, remainders to the burn; the caller
    /// burns the burn share. Nothing pending is an error.
    pub fn distribute(&mut self, split: &Split) -> Result<Distribution, ContractError> {
        if !self.is_pending() {
            return Err(ContractError::NothingPending {});
        }
        let (revenue, donations) = (self.balances.pending_revenue, self.balances.pending_donations);
        let (revenue_to, donations_to) = (shares(revenue, split)?, shares(donations, split)?);
        let mut total = revenue_to;
        total.add(&donations_to)?;

        self.balances.pending_revenue = 0;
        self.balances.pending_donations = 0;
        add(&mut self.balances.stakers, total.stakers, "stakers' share")?;
        add(&mut self.balances.liquidity, total.liquidity, "liquidity share")?;
        self.change.add(&Bucket { revenue_to, donations_to, ..Bucket::default() })?;
        Ok(Distribution {
            revenue: revenue.into(),
            donations: donations.into(),
            burned: total.burn.into(),
            stakers: total.stakers.into(),
            liquidity: total.liquidity.into(),
            donations_burned: donations_to.burn.into(),
            donations_stakers: donations_to.stakers.into(),
            donations_liquidity: donations_to.liquidity.into(),
        })
    }
}

fn shares(amount: u128, split: &Split) -> Result<Shares, ContractError> {
    let bps = [split.burn_bps, split.stakers_bps, split.liquidity_bps];
    let [burn, stakers, liquidity] = split_bps(amount, &bps)?;
    Ok(Shares { burn, stakers, liquidity })
}
