//! How much of a position's debt is being closed, and how its auction ends: rules over the records.

use amm_math::closing::{is_thin, wanted};
use amm_math::{Price, Rounding};
use api::provider_registry::ClosingParams;
use cosmwasm_std::{Addr, Api, Storage};

use crate::book::{ends_at, price_now};
use crate::error::ContractError;
use crate::state::{self, Class, Position};

/// What a position's auction is reckoned with.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The position's class.
    pub class: &'a Class,
    /// How prices rise.
    pub params: &'a ClosingParams,
    /// P_b.
    pub price: Price,
    /// Unix seconds.
    pub now: u64,
}

/// What became of a position's auction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Nothing was due.
    Nothing,
    /// It opened, or a further round began.
    Opened,
    /// Its cause is gone.
    Ended,
    /// The debtor cannot pay for what is to be closed.
    Insolvent,
}

impl Terms<'_> {
    /// Credits that the auction takes now: nothing of it is stored, so whatever mends the cause ends it. A rest too small
    /// for a standard job is closed with the others.
    pub fn wanted(&self, position: &Position) -> Result<u128, ContractError> {
        let owed = position.obligation;
        if position.closing.since == 0 || owed == 0 {
            return Ok(0);
        }
        if position.closing.exit_at > 0 {
            return Ok(owed);
        }
        let thin = if position.closing.thin { wanted(position.backing(), owed, self.price)? } else { 0 };
        let taken = position.calls.ignored.min(owed).max(thin);
        let least = self.class.standard.map_or(0, |standard| standard.credits);
        Ok(if taken > 0 && owed.saturating_sub(taken) < least { owed } else { taken })
    }

    /// What the auction pays for a credit now.
    pub fn price(&self, position: &Position) -> Result<Price, ContractError> {
        let (since, owed) = (position.closing.since, position.obligation);
        price_now(self.params, self.price, since, self.now, position.payable(), owed)
    }

    /// Lets the position's auction take its turn: it opens where the margin is too thin, ends where nothing is to be closed
    /// any more, and when its time is over goes into a new round, unless the debtor could not pay.
    pub fn turn(&self, position: &mut Position) -> Result<Turn, ContractError> {
        let thin = is_thin(position.backing(), position.obligation, self.price)?;
        if position.closing.since == 0 {
            if !thin {
                return Ok(Turn::Nothing);
            }
            position.closing.thin = true;
            position.closing.since = self.now;
            return Ok(Turn::Opened);
        }
        position.closing.thin |= thin;
        let left = self.wanted(position)?;
        if left == 0 {
            position.closing = state::Closing::default();
            return Ok(Turn::Ended);
        }
        if self.now < ends_at(self.params, position.closing.since) {
            return Ok(Turn::Nothing);
        }
        let dearest = self.price.mul_bps(self.params.end_bps, Rounding::Up)?;
        if dearest.value(left, Rounding::Up)? > position.payable() {
            return Ok(Turn::Insolvent);
        }
        // Nobody sold at that price. The debt stays where it is, and well covered.
        position.closing.thin = thin;
        if position.closing.exit_at == 0 && position.calls.ignored == 0 && !thin {
            position.closing = state::Closing::default();
            return Ok(Turn::Ended);
        }
        position.closing.since = self.now;
        Ok(Turn::Opened)
    }
}

/// Notes in the index of open auctions that a position's opened or ended since it was loaded as `before`.
pub fn index(
    api: &dyn Api,
    storage: &mut dyn Storage,
    id: &str,
    address: &Addr,
    before: u64,
    position: &Position,
) -> Result<(), ContractError> {
    let (was, is) = (before > 0, position.closing.since > 0);
    if was != is {
        state::mark_closing(api, storage, id, address, is)?;
    }
    Ok(())
}
