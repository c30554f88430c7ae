//! Who holds what, in integer base units: a millionth of a NET, of a dollar, of a compute dollar; and what came to
//! whom, in USD at market price.
//!
//! Each movement is booked twice with one value, so what came to all accounts together is nothing. A minted NET
//! comes from all who hold NET, a burned one goes to them; a compute dollar is the vault's debt.

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
    /// Who turns the contracts' cranks for a reward.
    Keepers,
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
    came: BTreeMap<(Asset, Account), i128>,
}

impl Ledger {
    /// What somebody holds.
    pub fn balance(&self, asset: Asset, of: Account) -> u128 {
        self.balances.get(&(asset, of)).copied().unwrap_or(0)
    }

    /// USD for a NET: the pool's reserves.
    pub fn price(&self) -> f64 {
        self.balance(Asset::Usd, Account::Pool) as f64 / self.balance(Asset::Net, Account::Pool) as f64
    }

    /// USD that came to accounts in assets, less what went, since the [opening](Self::opens): each movement at the market
    /// price of then, rounded to a millionth. Of all accounts and assets together it is 0.
    pub fn came(&self, which: impl Fn(Asset, Account) -> bool) -> f64 {
        let of = self.came.iter().filter(|((asset, account), _)| which(*asset, *account));
        of.map(|(_, units)| units).sum::<i128>() as f64 / ONE as f64
    }

    /// What came before was the opening, and is nobody's gain.
    pub fn opens(&mut self) {
        self.came.clear();
    }

    /// What accounts of a kind hold together.
    pub fn held(&self, asset: Asset, kind: impl Fn(Account) -> bool) -> u128 {
        let of = self.balances.iter().filter(|((held, account), _)| *held == asset && kind(*account));
        of.map(|(_, amount)| amount).sum()
    }

    /// Moves coins. Errors if there are not as many.
    pub fn send(&mut self, asset: Asset, from: Account, to: Account, amount: u128) -> Result<()> {
        self.book(asset, from, to, self.worth(asset, amount));
        self.take(asset, from, amount)?;
        self.give(asset, to, amount)
    }

    /// Coins for coins of the pool, both at the price before. Errors if there are not as many.
    pub fn swap(&mut self, who: Account, brings: (Asset, u128), gets: (Asset, u128)) -> Result<()> {
        let worth = [brings, gets].map(|(asset, amount)| self.worth(asset, amount));
        for ((asset, amount), from, to, units) in
            [(brings, who, Account::Pool, worth[0]), (gets, Account::Pool, who, worth[1])]
        {
            self.book(asset, from, to, units);
            self.take(asset, from, amount)?;
            self.give(asset, to, amount)?;
        }
        Ok(())
    }

    /// Makes coins.
    pub fn mint(&mut self, asset: Asset, to: Account, amount: u128, why: Reason) -> Result<()> {
        *self.minted.entry((asset, why)).or_default() += amount;
        self.book(asset, bearer(asset), to, self.worth(asset, amount));
        self.give(asset, to, amount)
    }

    /// Destroys coins. Errors if there are not as many.
    pub fn burn(&mut self, asset: Asset, from: Account, amount: u128, why: Reason) -> Result<()> {
        self.book(asset, from, bearer(asset), self.worth(asset, amount));
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
            let (held, supply) = (self.held(asset, |_| true), self.supply(asset));
            ensure!(held == supply, "{asset:?}: {held} base units are held, {supply} exist");
        }
        Ok(())
    }

    fn worth(&self, asset: Asset, amount: u128) -> i128 {
        match asset {
            // Before there is a pool NET has no price.
            Asset::Net if self.balance(Asset::Net, Account::Pool) == 0 => 0,
            Asset::Net => (amount as f64 * self.price()).round() as i128,
            Asset::Usd | Asset::Act => amount as i128,
        }
    }

    fn book(&mut self, asset: Asset, from: Account, to: Account, units: i128) {
        *self.came.entry((asset, from)).or_default() -= units;
        *self.came.entry((asset, to)).or_default() += units;
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

/// At whose expense a coin is made, and whom it enriches when it goes.
fn bearer(asset: Asset) -> Account {
    if asset == Asset::Act {
        Account::Vault
    } else {
        Account::Holders
    }
}
