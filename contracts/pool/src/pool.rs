//! One pool in memory, and everything that changes its reserves.
//!
//! Nothing here reads or writes storage or knows who acts, so a quote and its execution are the same call.

use amm_math::constant_product::{self as curve, Swap, MAX_RESERVE};
use amm_math::log::mul_exp2;
use amm_math::oracle::Observation;
use amm_math::rounding::{mul_bps, mul_div, Rounding, BPS};
use amm_math::MathError;
use api::common::Asset;
use api::pool::events::Hop;
use api::pool::raw::Hot;
use api::pool::Fees;

use crate::error::ContractError;
use crate::state::{Aside, PoolConfig};

mod withdraw;

pub use withdraw::Withdrawn;

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

    /// The pair that has `own` on this side and `other` on the other.
    pub fn pair<T>(self, own: T, other: T) -> (T, T) {
        match self {
            Side::Zero => (own, other),
            Side::One => (other, own),
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
    /// Taken of either asset, base units; the rest of what was offered goes back.
    pub used: (u128, u128),
    /// LP shares to the provider.
    pub shares: u128,
    /// LP shares in existence afterwards.
    pub supply: u128,
    /// LP shares that nobody owns, of a first provision.
    pub locked: u128,
    /// The fee of a single-sided provision.
    pub fee: FeeSplit,
    /// What the block anchor kept of the swap in a single-sided provision, base units of the other asset.
    pub spread: u128,
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
    /// Whether nothing has changed it in this block, so that the next swap is a plain one.
    pub fresh: bool,
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
        self.hot.reserves.0 == 0
    }

    /// Accumulates the price that stood until now, and in a block that has changed nothing yet makes that price the anchor.
    /// It must come before reserves change, and the book sees to that.
    pub fn observe(&mut self, height: u64, time: u64) -> Result<(), ContractError> {
        if self.is_empty() {
            return Ok(());
        }
        let spot = self.hot.spot_log()?;
        if self.hot.obs.height != height {
            self.hot.anchor = spot;
            self.fresh = true;
        }
        self.hot.obs = self.hot.obs.advance(height, time, spot)?;
        Ok(())
    }

    /// Sells exactly `amount_in` of a side.
    pub fn sell(&mut self, side: Side, amount_in: u128) -> Result<Hop, ContractError> {
        self.check_swap()?;
        let limit = self.limit(side);
        let (x, y) = self.oriented(side)?;
        let swap = curve::exact_in(x, y, amount_in, self.config.fees.fee_bps, limit)?;
        self.apply(side, &swap)
    }

    /// Buys exactly `amount_out` of the side other than `side`, which pays.
    pub fn buy(&mut self, side: Side, amount_out: u128) -> Result<Hop, ContractError> {
        self.check_swap()?;
        let limit = self.limit(side);
        let (x, y) = self.oriented(side)?;
        let swap =
            Swap { amount_out, ..curve::exact_out(x, y, amount_out, self.config.fees.fee_bps, limit)? };
        self.apply(side, &swap)
    }

    /// The best price that a swap which brings `side` in may have: none for the first change of a block, after it the
    /// anchor's.
    fn limit(&mut self, side: Side) -> Option<i64> {
        let fresh = core::mem::take(&mut self.fresh);
        (!fresh).then(|| curve::limit(self.hot.anchor, side == Side::Zero))
    }

    /// Provides both assets, at most `max` of each. The first provider sets the price, within 20 % of the reference price,
    /// and leaves a minimum of shares that nobody owns. The means start at the reference price, which stands in the empty
    /// pool's record. The first provision of a launch pool is of asset 0 alone, at the reference price; its shares are
    /// the virtual reserve.
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
        let deposit = match (first, self.config.launch) {
            (true, true) => curve::provide_launch(max.0, self.hot.obs.last_log)?,
            (true, false) => {
                self.check_first_price(max)?;
                curve::provide_first(max.0, max.1)?
            }
            (false, true) => curve::provide_launched(x, y, supply, max.0, max.1)?,
            (false, false) => curve::provide_balanced(x, y, supply, max.0, max.1)?,
        };
        self.hot.reserves = (add(x, deposit.amounts.0)?, add(y, deposit.amounts.1)?);
        let provided = Provided {
            used: deposit.amounts,
            shares: sub(deposit.shares, deposit.locked)?,
            supply: add(supply, deposit.shares)?,
            locked: deposit.locked,
            fee: FeeSplit::default(),
            spread: 0,
        };
        self.set_supply(provided.supply);
        self.check_reserves()?;
        if first {
            self.hot.obs = Observation::first(height, time, self.hot.obs.last_log);
            self.hot.anchor = self.hot.spot_log()?;
        }
        Ok(provided)
    }

    /// Of a launch pool, the LP supply is the virtual reserve.
    fn set_supply(&mut self, supply: u128) {
        if self.config.launch {
            self.hot.virtual_1 = supply;
        }
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

    /// Provides one asset: swaps the part of it that makes the rest match the pool, and provides that with what the swap
    /// brought. The swap pays the fee, and the block anchor holds for it; what the anchor leaves unmatched is not used. Of
    /// what the swap brought, less than a share is worth may stay in the reserve.
    pub fn provide_single(
        &mut self,
        supply: u128,
        side: Side,
        amount: u128,
    ) -> Result<Provided, ContractError> {
        self.check_provide()?;
        if self.config.launch {
            return Err(ContractError::Launch { pool_id: self.id, operation: "provide a single asset" });
        }
        self.check_swap()?;
        let Fees { fee_bps, protocol_share_bps } = self.config.fees;
        let swapped = curve::single_split(side.of(self.hot.reserves), amount, fee_bps, protocol_share_bps)?;
        let hop = self.sell(side, swapped)?;
        let rest = sub(amount, swapped)?;
        let (x, y) = self.hot.reserves;
        let max = side.pair(rest, hop.received);
        let deposit = curve::provide_balanced(x, y, supply, max.0, max.1)?;
        let deposited = side.of(deposit.amounts);
        let reserves = &mut self.hot.reserves;
        *side.of_mut(reserves) = add(side.of(*reserves), deposited)?;
        *side.other().of_mut(reserves) = add(side.other().of(*reserves), hop.received)?;
        self.check_reserves()?;
        Ok(Provided {
            used: side.pair(add(swapped, deposited)?, 0),
            shares: deposit.shares,
            supply: add(supply, deposit.shares)?,
            locked: 0,
            fee: FeeSplit { lp: hop.lp_fee, protocol: hop.protocol_fee },
            spread: hop.spread,
        })
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

    /// Takes the accrued spread of a side out.
    pub fn take_spread(&mut self, side: Side) -> u128 {
        core::mem::take(side.of_mut(&mut self.hot.spreads))
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

    /// Reserves as the curve counts them, (of `side`, of the other), for a trade that brings `side` in.
    pub fn oriented(&self, side: Side) -> Result<(u128, u128), ContractError> {
        let reserves = self.hot.curve()?;
        Ok((side.of(reserves), side.other().of(reserves)))
    }

    fn apply(&mut self, side: Side, swap: &Swap) -> Result<Hop, ContractError> {
        let fee = self.take_in(side, swap.amount_in, swap.fee)?;
        let hop = Hop {
            pool_id: self.id,
            paid: swap.amount_in,
            received: swap.amount_out,
            lp_fee: fee.lp,
            protocol_fee: fee.protocol,
            spread: swap.spread,
        };
        self.take_out(side.other(), &hop)?;
        let spread = side.other().of_mut(&mut self.hot.spreads);
        *spread = add(*spread, swap.spread)?;
        self.check_reserves()?;
        Ok(hop)
    }

    /// Takes what a swap gives, and its spread, out of a side's reserve. A launch pool has no more than that, whatever its
    /// curve says.
    fn take_out(&mut self, side: Side, hop: &Hop) -> Result<(), ContractError> {
        let reserve = side.of_mut(&mut self.hot.reserves);
        let leaves = add(hop.received, hop.spread)?;
        *reserve = reserve.checked_sub(leaves).ok_or(ContractError::NoBid {
            pool_id: self.id,
            available: *reserve,
            requested: leaves,
        })?;
        Ok(())
    }

    /// Changes the reserves as `hop` did, which another copy of this pool made.
    pub fn pass(&mut self, side: Side, hop: &Hop) -> Result<(), ContractError> {
        let reserve = side.of_mut(&mut self.hot.reserves);
        *reserve = add(*reserve, sub(hop.paid, hop.protocol_fee)?)?;
        self.take_out(side.other(), hop)
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
            let fees = add(side.of(self.hot.fees), side.of(self.hot.spreads))?;
            let got = add(side.of(self.hot.reserves), fees)?;
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
