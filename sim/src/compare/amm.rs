//! The pool NET/USD: the pool contract's own arithmetic on the ledger's balances, each order in a block of its
//! own. NET's price moves by nothing else, and each order's part of the move is booked to its cause.

use amm_math::constant_product::{exact_in, exact_out};
use anyhow::{Context, Result};

use super::ledger::{Account, Asset, Ledger};

/// Whose order it is, as far as a move of the price is explained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The momentum speculator.
    Speculator,
    /// Whatever the model makes somebody do: pay with NET, sell income, buy or sell a stake.
    Model,
    /// The noise trader.
    Noise,
    /// The investor.
    Investor,
    /// Insiders and shocks.
    Other,
}

/// All causes.
pub const CAUSES: usize = 5;

/// The pool. Its reserves are the pool's balances in the ledger; the whole fee stays with them.
#[derive(Clone, Debug)]
pub struct Amm {
    /// On the input.
    pub fee_bps: u32,
    /// The natural logarithm of the price has moved so much today, by cause.
    pub moved: [f64; CAUSES],
}

impl Amm {
    /// Reserves, NET and USD base units.
    pub fn reserves(&self, ledger: &Ledger) -> (u128, u128) {
        (ledger.balance(Asset::Net, Account::Pool), ledger.balance(Asset::Usd, Account::Pool))
    }

    /// USD for a NET.
    pub fn price(&self, ledger: &Ledger) -> f64 {
        ledger.price()
    }

    /// Sells exactly so much of one asset for the other. Nothing is sold of an amount that brings nothing.
    pub fn sell(
        &mut self,
        ledger: &mut Ledger,
        who: Account,
        offer: Asset,
        amount: u128,
        cause: Cause,
    ) -> Result<u128> {
        let (into, out_of) = self.sides(ledger, offer);
        let Ok(swap) = exact_in(into, out_of, amount, self.fee_bps, None) else { return Ok(0) };
        self.fill(ledger, who, offer, swap.amount_in, swap.amount_out, cause)?;
        Ok(swap.amount_out)
    }

    /// Buys exactly so much of one asset with the other; returns what it cost.
    pub fn buy(
        &mut self,
        ledger: &mut Ledger,
        who: Account,
        wanted: Asset,
        amount: u128,
        cause: Cause,
    ) -> Result<u128> {
        if amount == 0 {
            return Ok(0);
        }
        let cost = self.cost(ledger, wanted, amount)?;
        self.fill(ledger, who, other(wanted), cost, amount, cause)?;
        Ok(cost)
    }

    /// What buying exactly so much would cost.
    pub fn cost(&self, ledger: &Ledger, wanted: Asset, amount: u128) -> Result<u128> {
        if amount == 0 {
            return Ok(0);
        }
        let (into, out_of) = self.sides(ledger, other(wanted));
        let swap = exact_out(into, out_of, amount, self.fee_bps, None).context("the pool NET/USD sells")?;
        Ok(swap.amount_in)
    }

    fn sides(&self, ledger: &Ledger, offer: Asset) -> (u128, u128) {
        (ledger.balance(offer, Account::Pool), ledger.balance(other(offer), Account::Pool))
    }

    fn fill(
        &mut self,
        ledger: &mut Ledger,
        who: Account,
        offer: Asset,
        brings: u128,
        gets: u128,
        cause: Cause,
    ) -> Result<()> {
        let before = self.price(ledger);
        ledger.swap(who, (offer, brings), (other(offer), gets))?;
        self.moved[cause as usize] += (self.price(ledger) / before).ln();
        Ok(())
    }
}

/// The other side of the pool.
fn other(asset: Asset) -> Asset {
    if asset == Asset::Net {
        Asset::Usd
    } else {
        Asset::Net
    }
}
