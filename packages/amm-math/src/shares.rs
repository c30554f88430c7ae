//! Shares of a pool of one asset, with virtual shares against inflation of the price by the first holder.
//!
//! A pool of A base units and S shares counts [`VIRTUAL_SHARES`] more shares and one more unit, which nobody owns. A
//! first holder that raises the price of a share therefore gives nearly all of what it adds to the virtual shares.

use crate::rounding::{mul_div, Rounding};
use crate::MathError;

/// Shares that nobody owns: what a unit brings in an empty pool.
pub const VIRTUAL_SHARES: u128 = 1_000;

/// The most shares per unit at which a pool takes deposits. A pool that lost nearly everything refuses them: each would create
/// so many more shares than there are that their number, after a few such losses, no longer fitted. It also bounds S by
/// about 10^6 times the largest A that the pool has ever had.
pub const MOST_SHARES_PER_UNIT: u128 = 1_000_000;

/// While there are fewer shares, a stream into the pool waits, as the virtual ones would take nearly all that comes; beside so many they
/// take a thousandth. A pool that takes no deposits has more, so pay brings it back. The number is small, as whoever is alone in a pool and
/// leaves it can leave a unit of rounding behind, which makes so many shares dearer for whoever comes next.
pub const LEAST_EARNING_SHARES: u128 = MOST_SHARES_PER_UNIT - VIRTUAL_SHARES;

/// What a pool holds, and the shares that were given out for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pool {
    /// A: base units of the asset. It may be less than the holders paid in, down to 0: a loss takes from all alike.
    pub assets: u128,
    /// S: shares owned, without the virtual ones.
    pub shares: u128,
}

impl Pool {
    /// Whether what streams goes to it: S ≥ [`LEAST_EARNING_SHARES`].
    pub fn earns(&self) -> bool {
        self.shares >= LEAST_EARNING_SHARES
    }

    /// A + 1 and S + 10^3: with what nobody owns.
    fn counted(&self) -> Result<(u128, u128), MathError> {
        let units = self.assets.checked_add(1).ok_or(MathError::Overflow)?;
        let shares = self.shares.checked_add(VIRTUAL_SHARES).ok_or(MathError::Overflow)?;
        Ok((units, shares))
    }

    /// Units from which on it takes deposits: the least A with S + 10^3 ≤ 10^6·(A + 1), so that a unit brings at most 10^6 shares.
    /// Neither deposits nor exits raise what a unit brings, so only a loss closes a pool.
    fn least(&self) -> u128 {
        self.shares.saturating_add(VIRTUAL_SHARES).div_ceil(MOST_SHARES_PER_UNIT).saturating_sub(1)
    }

    /// Shares for `assets_in`: ⌊a·(S + 10^3)/(A + 1)⌋; the pool afterwards, and the shares. Never refuses because
    /// of what the pool lost: [`Pool::deposit`] does.
    ///
    /// Errors: [`MathError::Zero`] for nothing, or for too little to be worth a share; [`MathError::Overflow`] if A + 1 or
    /// S + 10^3 would no longer fit.
    pub fn issue(&self, assets_in: u128) -> Result<(Self, u128), MathError> {
        if assets_in == 0 {
            return Err(MathError::Zero { what: "deposit" });
        }
        let (units, all) = self.counted()?;
        let shares = mul_div(assets_in, all, units, Rounding::Down)?;
        if shares == 0 {
            return Err(MathError::Zero { what: "shares" });
        }
        let pool = Self {
            assets: self.assets.checked_add(assets_in).ok_or(MathError::Overflow)?,
            shares: self.shares.checked_add(shares).ok_or(MathError::Overflow)?,
        };
        // What is given out can be taken back.
        pool.counted()?;
        Ok((pool, shares))
    }

    /// [`Pool::issue`], refused while a unit would bring more than [`MOST_SHARES_PER_UNIT`] shares: S + 10^3 > 10^6·(A + 1).
    ///
    /// Errors: [`MathError::OutOfRange`] for such a pool, with the units at which it would take deposits again; those of
    /// `issue`.
    pub fn deposit(&self, assets_in: u128) -> Result<(Self, u128), MathError> {
        let least = self.least();
        if self.assets < least {
            return Err(MathError::OutOfRange {
                what: "assets behind the shares",
                min: least,
                max: u128::MAX,
                got: self.assets,
            });
        }
        self.issue(assets_in)
    }

    /// Units for `shares`: ⌊n·(A + 1)/(S + 10^3)⌋; the pool afterwards, and the units. As n ≤ S, they are at most A. They are 0
    /// where A is, or where the shares are worth less than a unit: whether that may burn them, the caller decides.
    ///
    /// Errors: [`MathError::Zero`] for no shares; [`MathError::InsufficientLiquidity`] for more than there are;
    /// [`MathError::Overflow`] at the end of what fits.
    pub fn redeem(&self, shares: u128) -> Result<(Self, u128), MathError> {
        if shares == 0 {
            return Err(MathError::Zero { what: "shares" });
        }
        let rest = self
            .shares
            .checked_sub(shares)
            .ok_or(MathError::InsufficientLiquidity { available: self.shares, requested: shares })?;
        let (units, all) = self.counted()?;
        let assets = mul_div(shares, units, all, Rounding::Down)?;
        let left = self.assets.checked_sub(assets).ok_or(MathError::Overflow)?;
        Ok((Self { assets: left, shares: rest }, assets))
    }
}
