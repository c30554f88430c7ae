//! Liquidity that leaves.

use amm_math::constant_product as curve;
use amm_math::rounding::{mul_div, Rounding};
use amm_math::MathError;

use super::{add, sub, Pool, Side};
use crate::error::ContractError;

/// What giving up LP shares comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Withdrawn {
    /// Paid of either asset, base units.
    pub out: (u128, u128),
    /// What the block anchor kept of either asset, base units.
    pub spread: (u128, u128),
    /// LP shares in existence afterwards.
    pub supply: u128,
}

impl Pool {
    /// Gives up `shares` of `supply` for their part of both reserves; both amounts round down. Never paused.
    ///
    /// Where the price has moved in this block, the block anchor keeps the shares' part of what the pool is worth beyond
    /// the least at the price at which the block began ([`curve::excess`]), rounded up: what is paid is worth, at that
    /// price, what it was before the price moved. So liquidity for part of a block earns fees and nothing else. Nothing left
    /// to pay is an error; the next block pays it in full.
    pub fn withdraw(&mut self, supply: u128, shares: u128) -> Result<Withdrawn, ContractError> {
        let (x, y) = self.hot.reserves;
        let part = curve::withdraw(x, y, supply, shares)?;
        let excess = self.excess()?;
        let kept = |side: Side| -> Result<u128, ContractError> {
            Ok(mul_div(side.of(excess), shares, supply, Rounding::Up)?.min(side.of(part)))
        };
        let spread = (kept(Side::Zero)?, kept(Side::One)?);
        let out = (sub(part.0, spread.0)?, sub(part.1, spread.1)?);
        if out == (0, 0) {
            return Err(MathError::Zero { what: "amount_out" }.into());
        }
        let supply = sub(supply, shares)?;
        self.hot.reserves = (sub(x, part.0)?, sub(y, part.1)?);
        let spreads = self.hot.spreads;
        self.hot.spreads = (add(spreads.0, spread.0)?, add(spreads.1, spread.1)?);
        self.set_supply(supply);
        Ok(Withdrawn { out, spread, supply })
    }

    /// What the reserves are worth beyond the least at the anchor's price; nothing before the first change of a block.
    fn excess(&self) -> Result<(u128, u128), ContractError> {
        if self.fresh {
            return Ok((0, 0));
        }
        let (x, y) = self.hot.curve()?;
        Ok(curve::excess(x, y, self.hot.anchor))
    }
}
