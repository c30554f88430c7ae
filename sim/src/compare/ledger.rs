//! Who holds what, in integer base units: a millionth of a NET, of a dollar, of a compute dollar.

use std::collections::BTreeMap;

use anyhow::{ensure, Context, Result};

/// Base units of one.
pub const ONE: u128 = 1_000_000;

/// What is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Asset {
    /// The token.
    Net,
    /// A stable dollar.
    Usd,
    /// AEP-76's compute dollar: a claim of one dollar on the vault.
    Act,
}

/// All assets.
pub const ASSETS: [Asset; 3] = [Asset::Net, Asset::Usd, Asset::Act];

/// Who holds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Account {
    /// Whoever is paid for electricity and machines.
    World,
    /// The pool NET/USD.
    Pool,
    /// Its liquidity providers.
    Lps,
    /// Clients.
    Clients,
    /// What clients paid for work that runs.
    Escrow,
    /// AEP-76's vault.
    Vault,
    /// Staked NET.
    Stakes,
    /// NET in the contracts of the embedded chain.
    Chain,
    /// Who holds NET and does not trade.
    Holders,
    /// Those to whom tokens vest, and what has not vested.
    Insiders,
    /// The noise trader.
    Noise,
    /// The momentum speculator.
    Momentum,
    /// The investor.
    Investor,
    /// A provider by its label.
    Provider(usize),
}

/// Why coins come to be, or go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// What there is at the start.
    Opening,
    /// New tokens by a schedule.
    Emission,
    /// What a client burns for work, or a compute dollar that it mints.
    Request,
    /// What a provider is paid with, or a compute dollar that is spent.
    Settlement,
    /// Fees that are burned.
    Fees,
    /// A provider's penalty.
    Slash,
}

/// Balances, and what was minted and burned.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    balances: BTreeMap<(Asset, Account), u128>,
    minted: BTreeMap<(Asset, Reason), u128>,
    burned: BTreeMap<(Asset, Reason), u128>,
}

impl Ledger {
    /// What somebody holds.
    pub fn balance(&self, asset: Asset, of: Account) -> u128 {
        self.balances.get(&(asset, of)).copied().unwrap_or(0)
    }

    /// Moves coins. Errors if there are not as many.
    pub fn send(&mut self, asset: Asset, from: Account, to: Account, amount: u128) -> Result<()> {
        self.take(asset, from, amount)?;
        self.give(asset, to, amount)
    }

    /// Makes coins.
    pub fn mint(&mut self, asset: Asset, to: Account, amount: u128, why: Reason) -> Result<()> {
        *self.minted.entry((asset, why)).or_default() += amount;
        self.give(asset, to, amount)
    }

    /// Destroys coins. Errors if there are not as many.
    pub fn burn(&mut self, asset: Asset, from: Account, amount: u128, why: Reason) -> Result<()> {
        self.take(asset, from, amount)?;
        *self.burned.entry((asset, why)).or_default() += amount;
        Ok(())
    }

    /// Minted for a reason so far.
    pub fn minted(&self, asset: Asset, why: Reason) -> u128 {
        self.minted.get(&(asset, why)).copied().unwrap_or(0)
    }

    /// Minted less burned.
    pub fn supply(&self, asset: Asset) -> u128 {
        let sum = |book: &BTreeMap<(Asset, Reason), u128>| -> u128 {
            book.iter().filter(|((of, _), _)| *of == asset).map(|(_, amount)| amount).sum()
        };
        sum(&self.minted) - sum(&self.burned)
    }

    /// Minted after the opening less burned.
    pub fn change(&self, asset: Asset) -> i128 {
        self.supply(asset) as i128 - self.minted(asset, Reason::Opening) as i128
    }

    /// Whether all balances together are what was minted less what was burned.
    pub fn check(&self) -> Result<()> {
        for asset in ASSETS {
            let held: u128 =
                self.balances.iter().filter(|((of, _), _)| *of == asset).map(|(_, amount)| amount).sum();
            let supply = self.supply(asset);
            ensure!(held == supply, "{asset:?}: {held} base units are held, {supply} exist");
        }
        Ok(())
    }

    fn take(&mut self, asset: Asset, from: Account, amount: u128) -> Result<()> {
        let held = self.balance(asset, from);
        let left = held
            .checked_sub(amount)
            .with_context(|| format!("{from:?} has {held} of {asset:?}, expected at least {amount}"))?;
        self.balances.insert((asset, from), left);
        Ok(())
    }

    fn give(&mut self, asset: Asset, to: Account, amount: u128) -> Result<()> {
        let held = self.balance(asset, to);
        let more = held.checked_add(amount).context("more than 2^128 base units")?;
        self.balances.insert((asset, to), more);
        Ok(())
    }
}
