//! One pool in memory, and everything that changes its reserves.
//!
//! Nothing here reads or writes storage or knows who acts, so a quote and its execution are the same call.

use amm_math::constant_product::{self as curve, Swap, MAX_RESERVE, MIN_LIQUIDITY};
use amm_math::log::mul_exp2;
use amm_math::oracle::Observation;
use amm_math::rounding::{mul_bps, mul_div, Rounding, BPS};
use amm_math::MathError;
use api::common::Asset;
use api::pool::events::Hop;
use api::pool::raw::Hot;

use crate::error::ContractError;
use crate::state::{Aside, PoolConfig};

/// The least and the most that a first deposit's price may be, in basis points of the reference price.
const FIRST_PRICE_BPS: (u128, u128) = (8_000, 12_000);

/// One of a pool's two assets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Side {
    /// Asset 0.
    Zero,
    /// Asset 1.
    One,
}

impl Side {
    /// The other asset.
    pub fn other(self) -> Side {
        match self {
            Side::Zero => Side::One,
            Side::One => Side::Zero,
        }
    }

    /// This side's part of a pair.
    pub fn of<T>(self, pair: (T, T)) -> T {
        match self {
            Side::Zero => pair.0,
            Side::One => pair.1,
        }
    }

    /// As [`Side::of`], to change it.
    pub fn of_mut<T>(self, pair: &mut (T, T)) -> &mut T {
        match self {
            Side::Zero => &mut pair.0,
            Side::One => &mut pair.1,
        }
    }
}

impl PoolConfig {
    /// Which side of pool `pool_id`, whose configuration this is, an asset is; another asset is an error.
    pub fn side(&self, pool_id: u64, asset: &Asset) -> Result<Side, ContractError> {
        if *asset == self.asset_0 {
            Ok(Side::Zero)
        } else if *asset == self.asset_1 {
            Ok(Side::One)
        } else {
            Err(ContractError::AssetNotInPool {
                pool_id,
                asset_0: self.asset_0.clone(),
                asset_1: self.asset_1.clone(),
                got: asset.clone(),
            })
        }
    }

    /// The asset of a side.
    pub fn asset(&self, side: Side) -> &Asset {
        side.of((&self.asset_0, &self.asset_1))
    }

    /// Refuses an asset that is delisted: none of it comes in, be it from outside or from an account.
    pub fn check_intake(&self, side: Side) -> Result<(), ContractError> {
        if side.of(self.delisted) {
            return Err(ContractError::NotListed { asset: self.asset(side).clone() });
        }
        Ok(())
    }
}

/// What providing liquidity comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Provided {
    /// Taken of either asset, base units.
    pub used: (u128, u128),
    /// LP shares to the provider.
    pub shares: u128,
    /// LP shares in existence afterwards.
    pub supply: u128,
    /// LP shares that nobody owns, of a first provision.
    pub locked: u128,
    /// The fee of a single-sided provision.
    pub fee: FeeSplit,
}

/// Where a fee went, base units of what went in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct FeeSplit {
    /// Stays in the reserve.
    pub lp: u128,
    /// Accrues to the protocol.
    pub protocol: u128,
}

/// A pool as a message finds and leaves it.
#[derive(Clone, Debug)]
pub struct Pool {
    /// Its id.
    pub id: u64,
    /// What governance set.
    pub config: PoolConfig,
    /// Its hot record, already observed at this block.
    pub hot: Hot,
}

impl Pool {
    /// Which side an asset is; another asset is an error.
    pub fn side(&self, asset: &Asset) -> Result<Side, ContractError> {
        self.config.side(self.id, asset)
    }

    /// The asset of a side.
    pub fn asset(&self, side: Side) -> &Asset {
        self.config.asset(side)
    }

    /// Whether nobody has provided liquidity yet.
    pub fn is_empty(&self) -> bool {
        self.hot.reserves.0 == 0 || self.hot.reserves.1 == 0
    }

    /// Accumulates the price that stood until now. It must come before reserves change, and the book sees to that; a
    /// second call at the same time changes nothing.
    pub fn observe(&mut self, height: u64, time: u64) -> Result<(), ContractError> {
        if !self.is_empty() {
            self.hot.obs = self.hot.obs.advance(height, time, self.hot.spot_log()?)?;
        }
        Ok(())
    }

    /// Sells exactly `amount_in` of a side.
    pub fn sell(&mut self, side: Side, amount_in: u128) -> Result<Hop, ContractError> {
        self.check_swap()?;
        let (x, y) = self.oriented(side);
        let swap = curve::exact_in(x, y, amount_in, self.config.fees.fee_bps)?;
        self.apply(side, &swap)
    }

    /// Buys exactly `amount_out` of the side other than `side`, which pays.
    pub fn buy(&mut self, side: Side, amount_out: u128) -> Result<Hop, ContractError> {
        self.check_swap()?;
        let (x, y) = self.oriented(side);
        let swap = Swap { amount_out, ..curve::exact_out(x, y, amount_out, self.config.fees.fee_bps)? };
        self.apply(side, &swap)
    }

    /// Provides both assets, at most `max` of each. The first provider sets the price, within 20 % of the reference price,
    /// and leaves a minimum of shares that nobody owns. The means start at the reference price, which stands in the empty
    /// pool's record.
    pub fn provide(
        &mut self,
        supply: u128,
        max: (u128, u128),
        height: u64,
        time: u64,
    ) -> Result<Provided, ContractError> {
        self.check_provide()?;
        let first = supply == 0;
        let (x, y) = self.hot.reserves;
        let deposit = if first {
            self.check_first_price(max)?;
            curve::provide_first(max.0, max.1)?
        } else {
            curve::provide_balanced(x, y, supply, max.0, max.1)?
        };
        self.hot.reserves = (add(x, deposit.amounts.0)?, add(y, deposit.amounts.1)?);
        self.check_reserves()?;
        if first {
            self.hot.obs = Observation::first(height, time, self.hot.obs.last_log);
        }
        let locked = if first { MIN_LIQUIDITY } else { 0 };
        Ok(Provided {
            used: deposit.amounts,
            shares: sub(deposit.shares, locked)?,
            supply: add(supply, deposit.shares)?,
            locked,
            fee: FeeSplit::default(),
        })
    }

    /// Refuses amounts whose price differs from the reference price by more than 20 %: the least and the most of asset 1
    /// are 80 % and 120 % of what asset 0 is worth, rounded inwards.
    fn check_first_price(&self, (amount_0, got): (u128, u128)) -> Result<(), ContractError> {
        let bound = |bps: u128, rounding| -> Result<u128, MathError> {
            let part = amount_0.checked_mul(bps).ok_or(MathError::Overflow)?;
            mul_div(mul_exp2(part, self.hot.obs.last_log, rounding)?, 1, u128::from(BPS), rounding)
        };
        let min = bound(FIRST_PRICE_BPS.0, Rounding::Up)?;
        let max = bound(FIRST_PRICE_BPS.1, Rounding::Down)?;
        if got < min || got > max {
            return Err(ContractError::FarFromReference { pool_id: self.id, amount_0, min, max, got });
        }
        Ok(())
    }

    /// Provides one asset. What of it has to be swapped pays the fee, of which the protocol takes its share.
    pub fn provide_single(
        &mut self,
        supply: u128,
        side: Side,
        amount: u128,
    ) -> Result<Provided, ContractError> {
        self.check_provide()?;
        self.check_swap()?;
        let (x, y) = self.oriented(side);
        let deposit = curve::provide_single(x, y, supply, amount, self.config.fees.fee_bps)?;
        let fee = self.take_in(side, amount, deposit.fee)?;
        self.check_reserves()?;
        let used = match side {
            Side::Zero => (amount, 0),
            Side::One => (0, amount),
        };
        let supply = add(supply, deposit.shares)?;
        Ok(Provided { used, shares: deposit.shares, supply, locked: 0, fee })
    }

    /// Gives up `shares` of `supply` for their part of both reserves; both amounts round down. Never paused.
    pub fn withdraw(&mut self, supply: u128, shares: u128) -> Result<(u128, u128), ContractError> {
        let (x, y) = self.hot.reserves;
        let out = curve::withdraw(x, y, supply, shares)?;
        self.hot.reserves = (sub(x, out.0)?, sub(y, out.1)?);
        Ok(out)
    }

    /// All accrued fees of a side, those set aside included.
    pub fn accrued(&self, side: Side) -> Result<Aside, ContractError> {
        let Aside { accrued, lp } = side.of(self.config.aside);
        Ok(Aside { accrued: add(accrued, side.of(self.hot.fees))?, lp: add(lp, self.lp_fees(side)?)? })
    }

    /// Sets the accrued fees aside: what LPs earned beside them follows from the protocol's share, so this has to come
    /// before that share changes.
    pub fn set_fees_aside(&mut self) -> Result<(), ContractError> {
        self.config.aside = (self.accrued(Side::Zero)?, self.accrued(Side::One)?);
        self.hot.fees = (0, 0);
        Ok(())
    }

    /// Takes all accrued fees of a side out.
    pub fn take_fees(&mut self, side: Side) -> Result<Aside, ContractError> {
        let taken = self.accrued(side)?;
        *side.of_mut(&mut self.config.aside) = Aside::default();
        *side.of_mut(&mut self.hot.fees) = 0;
        Ok(taken)
    }

    /// What LPs earned beside the accrued fees of a side in the hot record: accrued · (1 − share) / share, rounded down.
    fn lp_fees(&self, side: Side) -> Result<u128, ContractError> {
        let share = self.config.fees.protocol_share_bps;
        match side.of(self.hot.fees) {
            0 => Ok(0),
            accrued => {
                let rest = u128::from(BPS.saturating_sub(share));
                Ok(mul_div(accrued, rest, u128::from(share), Rounding::Down)?)
            }
        }
    }

    /// Reserves as (of `side`, of the other), for a trade that brings `side` in.
    fn oriented(&self, side: Side) -> (u128, u128) {
        (side.of(self.hot.reserves), side.other().of(self.hot.reserves))
    }

    fn apply(&mut self, side: Side, swap: &Swap) -> Result<Hop, ContractError> {
        let fee = self.take_in(side, swap.amount_in, swap.fee)?;
        let reserve_out = side.other().of_mut(&mut self.hot.reserves);
        *reserve_out = sub(*reserve_out, swap.amount_out)?;
        self.check_reserves()?;
        Ok(Hop {
            pool_id: self.id,
            paid: swap.amount_in,
            received: swap.amount_out,
            lp_fee: fee.lp,
            protocol_fee: fee.protocol,
        })
    }

    /// Changes the reserves as `hop` did, which another copy of this pool made.
    pub fn pass(&mut self, side: Side, hop: &Hop) -> Result<(), ContractError> {
        let reserve = side.of_mut(&mut self.hot.reserves);
        *reserve = add(*reserve, sub(hop.paid, hop.protocol_fee)?)?;
        let other = side.other().of_mut(&mut self.hot.reserves);
        *other = sub(*other, hop.received)?;
        Ok(())
    }

    /// Adds `amount` to a side, of which the protocol's share of `fee` (rounded down, so that LPs never lose to it)
    /// is set apart from the reserve.
    fn take_in(&mut self, side: Side, amount: u128, fee: u128) -> Result<FeeSplit, ContractError> {
        let protocol = mul_bps(fee, self.config.fees.protocol_share_bps, Rounding::Down)?;
        let reserve = side.of_mut(&mut self.hot.reserves);
        *reserve = add(*reserve, sub(amount, protocol)?)?;
        let accrued = side.of_mut(&mut self.hot.fees);
        *accrued = add(*accrued, protocol)?;
        Ok(FeeSplit { lp: sub(fee, protocol)?, protocol })
    }

    fn check_reserves(&self) -> Result<(), ContractError> {
        for side in [Side::Zero, Side::One] {
            let got = add(side.of(self.hot.reserves), side.of(self.hot.fees))?;
            if got > MAX_RESERVE {
                return Err(ContractError::ReserveTooLarge {
                    pool_id: self.id,
                    asset: self.asset(side).clone(),
                    max: MAX_RESERVE,
                    got,
                });
            }
        }
        Ok(())
    }

    fn check_swap(&self) -> Result<(), ContractError> {
        if self.config.paused.swap {
            return Err(ContractError::Paused { operation: "swap", pool_id: self.id });
        }
        if self.is_empty() {
            return Err(ContractError::NoLiquidity { pool_id: self.id });
        }
        self.check_intake()
    }

    fn check_provide(&self) -> Result<(), ContractError> {
        if self.config.paused.provide {
            return Err(ContractError::Paused { operation: "provide", pool_id: self.id });
        }
        self.check_intake()
    }

    /// Neither side is delisted. A pool that only sold the other side would have a price that only rises, and the
    /// contracts that read it would believe that.
    fn check_intake(&self) -> Result<(), ContractError> {
        self.config.check_intake(Side::Zero)?;
        self.config.check_intake(Side::One)
    }
}

fn add(a: u128, b: u128) -> Result<u128, MathError> {
    a.checked_add(b).ok_or(MathError::Overflow)
}

fn sub(a: u128, b: u128) -> Result<u128, MathError> {
    a.checked_sub(b).ok_or(MathError::Overflow)
}
