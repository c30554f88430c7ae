//! Models in which clients pay dollars and providers get dollars, and a token stands beside.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::{Subsidy, TokenModel};
use crate::compare::ledger::{Account, Asset};
use crate::compare::state::{Running, State};
use crate::compare::traders::part;

/// No token: NET is a placebo.
pub struct NoToken;

impl TokenModel for NoToken {}

/// No token, and an arbiter over the escrow: a false result that is found out is paid back in dollars, and its
/// provider barred as long as our registry jails it.
pub struct Escrow {
    /// Seconds.
    pub jail: u64,
}

impl TokenModel for Escrow {
    fn found_out(&mut self, state: &mut State, running: &Running) -> Result<u128> {
        state.ledger.send(Asset::Usd, Account::Escrow, Account::Clients, running.price)?;
        state.providers[running.provider].barred = state.now + self.jail;
        Ok(running.price)
    }
}

/// A fee to the liquidity providers of NET, in dollars. Holders vote, and get nothing.
pub struct Governance {
    /// On the price.
    pub fee_bps: u32,
}

impl TokenModel for Governance {
    fn fee_bps(&self) -> u32 {
        self.fee_bps
    }

    fn fee(&mut self, state: &mut State, usd: u128) -> Result<()> {
        state.ledger.send(Asset::Usd, Account::Escrow, Account::Lps, usd)
    }
}

/// A fee to all who hold NET, in dollars.
pub struct FeeShare {
    /// On the price.
    pub fee_bps: u32,
}

impl TokenModel for FeeShare {
    fn fee_bps(&self) -> u32 {
        self.fee_bps
    }

    fn fee(&mut self, state: &mut State, usd: u128) -> Result<()> {
        state.distribute(Asset::Usd, Account::Escrow, usd)
    }
}

/// Providers stake NET for each GPU; a fee in dollars goes to them by their stakes.
pub struct WorkToken {
    /// On the price.
    pub fee_bps: u32,
    /// Stake for a GPU over what it would be paid in a month at 60 % utilisation and the cloud's price.
    pub months: f64,
}

impl TokenModel for WorkToken {
    fn fee_bps(&self) -> u32 {
        self.fee_bps
    }

    fn fee(&mut self, state: &mut State, usd: u128) -> Result<()> {
        let stakes: Vec<u128> = state.providers.iter().map(|provider| provider.stake).collect();
        let total: u128 = stakes.iter().sum();
        if total == 0 {
            // The last staker has left while its job ran.
            return state.ledger.send(Asset::Usd, Account::Escrow, Account::Holders, usd);
        }
        let mut left = usd;
        for (place, stake) in stakes.into_iter().enumerate() {
            let share = usd * stake / total;
            left -= share;
            let account = state.providers[place].account();
            state.ledger.send(Asset::Usd, Account::Escrow, account, share)?;
            state.providers[place].earns(share as f64 / 1e6);
        }
        state.ledger.send(Asset::Usd, Account::Escrow, Account::Holders, left)
    }

    /// A staker that works has its part of the fee of its own work back, if all stake by capacity.
    fn subsidy(&self, state: &State, _: u32) -> Subsidy {
        Subsidy { busy: state.paid().unwrap_or(0.0) * f64::from(self.fee_bps) / 1e4, offered: 0.0 }
    }

    /// In NET at the opening price: a stake is set in tokens, not in dollars.
    fn stake(&self, state: &State) -> u128 {
        let world = &state.world;
        let usd = self.months * 720.0 * world.even * world.cloud;
        (usd / world.price * 1e6) as u128
    }
}

/// New tokens a day, halving.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Schedule {
    /// Part of the supply at the start that is minted in the first year, were there no halving.
    pub a_year: f64,
    /// Days after which it halves, again and again.
    pub halving: u32,
}

impl Schedule {
    /// NET base units of a day.
    pub fn today(&self, state: &State) -> u128 {
        let halvings = (state.day / self.halving.max(1)).min(127);
        part(state.world.supply, self.a_year / 365.0) >> halvings
    }
}

/// How emissions are handed out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct EmissionTerms {
    /// How many.
    pub schedule: Schedule,
    /// Part of them for liquidity providers; the rest is providers'.
    pub to_lps: f64,
    /// Of the providers' part, what goes by GPUs offered; the rest goes by work done.
    pub by_capacity: f64,
}

impl EmissionTerms {
    /// Mints a day's tokens. What goes by work is not minted on a day without work.
    pub fn emit(&self, state: &mut State) -> Result<()> {
        let today = self.schedule.today(state);
        let lps = part(today, self.to_lps);
        let capacity = part(today - lps, self.by_capacity);
        state.emit(Account::Lps, lps)?;
        state.reward(Account::Lps, lps);
        let offered: Vec<f64> = state.providers.iter().map(|provider| f64::from(provider.offers())).collect();
        let worked: Vec<f64> = state.providers.iter().map(|provider| provider.worked).collect();
        share_out(state, capacity, &offered)?;
        share_out(state, today - lps - capacity, &worked)
    }

    /// What it is worth to providers, if so many GPUs more were offered.
    pub fn subsidy(&self, state: &State, more: u32) -> Subsidy {
        let usd = state.worth(self.schedule.today(state)) * (1.0 - self.to_lps);
        let gpus = f64::from((state.gpus() + more).max(state.world.gpus));
        // Who expects all of a day's emission for an hour's work would be wrong: at least a third of the GPUs
        // are thought to be busy.
        let busy = state.served().max(gpus * 24.0 / 3.0);
        Subsidy {
            busy: usd * (1.0 - self.by_capacity) / busy,
            offered: usd * self.by_capacity / (gpus * 24.0),
        }
    }
}

/// Mints to providers in proportion, each rounded down.
pub(super) fn share_out(state: &mut State, net: u128, weights: &[f64]) -> Result<()> {
    let total: f64 = weights.iter().sum();
    if total <= 0.0 {
        return Ok(());
    }
    for (place, weight) in weights.iter().enumerate() {
        state.emit_to_provider(place, part(net, weight / total))?;
    }
    Ok(())
}

/// Dollars for work, and emissions to providers and liquidity providers.
pub struct Emissions {
    /// Which.
    pub terms: EmissionTerms,
}

impl TokenModel for Emissions {
    fn subsidy(&self, state: &State, more: u32) -> Subsidy {
        self.terms.subsidy(state, more)
    }

    fn evening(&mut self, state: &mut State) -> Result<()> {
        self.terms.emit(state)
    }
}
