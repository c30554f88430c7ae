//! What is staked and what streams: every booking, as arithmetic.

use amm_math::shares::{Pool, VIRTUAL_SHARES};
use amm_math::stream::Stream;
use amm_math::MathError;
use api::staking::STREAM;
use cosmwasm_std::{Addr, Decimal, QuerierWrapper, Storage};

use crate::error::ContractError;
use crate::state::{Config, Record, RECORD};

/// The book, opened: what has streamed by now is with the stakers. One message opens it once, changes it and closes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Book {
    pool: Pool,
    stream: Stream,
    now: u64,
    /// What went to the stakers as it was opened, base units.
    pub streamed: u128,
}

impl Book {
    /// Opens it at `now`, Unix seconds. The stream waits while there are few shares ([`Pool::earns`]).
    pub fn open(storage: &dyn Storage, now: u64) -> Result<Self, ContractError> {
        let Record { assets, shares, left, last, end } = RECORD.may_load(storage)?.unwrap_or_default();
        let mut pool = Pool { assets, shares };
        let (streamed, stream) = Stream { left, last, end }.tick(now, pool.earns())?;
        pool.assets = assets.checked_add(streamed).ok_or(MathError::Overflow)?;
        Ok(Self { pool, stream, now, streamed })
    }

    /// Writes it down.
    pub fn close(self, storage: &mut dyn Storage) -> Result<(), ContractError> {
        let Pool { assets, shares } = self.pool;
        let Stream { left, last, end } = self.stream;
        Ok(RECORD.save(storage, &Record { assets, shares, left, last, end })?)
    }

    /// Books a stake; its shares, rounded down. Refuses fewer than `min_shares`, and none.
    pub fn stake(&mut self, amount: u128, min_shares: u128) -> Result<u128, ContractError> {
        let (pool, shares) = self.pool.deposit(amount)?;
        at_least("min_shares", min_shares, shares)?;
        self.pool = pool;
        Ok(shares)
    }

    /// Books shares that came back; what they redeem for, rounded down. Refuses less than `min_out`, and nothing.
    pub fn unstake(&mut self, shares: u128, min_out: u128) -> Result<u128, ContractError> {
        let (pool, amount) = self.pool.redeem(shares)?;
        at_least("min_out", min_out.max(1), amount)?;
        self.pool = pool;
        Ok(amount)
    }

    /// Books what was collected: it streams from now on, with what is left of earlier ones.
    pub fn collect(&mut self, amount: u128) -> Result<(), ContractError> {
        self.stream = self.stream.spread(self.now, amount, STREAM)?;
        Ok(())
    }

    /// What belongs to the stakers, and the shares.
    pub fn pool(&self) -> Pool {
        self.pool
    }

    /// What is to stream.
    pub fn stream(&self) -> Stream {
        self.stream
    }

    /// NET that [`VIRTUAL_SHARES`] shares redeem for, before rounding; rounded down to 18 digits.
    pub fn price(&self) -> Result<Decimal, ContractError> {
        let Pool { assets, shares } = self.pool;
        let units = assets.checked_add(1).and_then(|units| units.checked_mul(VIRTUAL_SHARES));
        let all = shares.checked_add(VIRTUAL_SHARES).ok_or(MathError::Overflow)?;
        let price = units.and_then(|units| Decimal::checked_from_ratio(units, all).ok());
        Ok(price.ok_or(MathError::Overflow)?)
    }
}

/// Coins of the network token that are in no book, base units: gifts by plain transfer, and what came in this message. What a message
/// in between books or pays out changes nothing of it, so the difference before and after a call is what came of that call.
pub fn unbooked(
    storage: &dyn Storage,
    querier: QuerierWrapper,
    this: &Addr,
    config: &Config,
) -> Result<u128, ContractError> {
    let held = querier.query_balance(this, &config.network_denom)?.amount.u128();
    let Record { assets, left, .. } = RECORD.may_load(storage)?.unwrap_or_default();
    let booked = assets.checked_add(left).ok_or(MathError::Overflow)?;
    held.checked_sub(booked).ok_or(ContractError::Missing { booked, held })
}

fn at_least(field: &'static str, min: u128, got: u128) -> Result<(), ContractError> {
    if got < min {
        return Err(ContractError::BelowMinimum { field, min, got });
    }
    Ok(())
}
