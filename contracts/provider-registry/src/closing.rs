//! How much of a position's debt is being closed, and how its auction ends: rules over the records.

use amm_math::closing::{is_thin, wanted};
use amm_math::{Price, Rounding};
use api::provider_registry::closing_events::ClosingEvent;
use api::provider_registry::events::Of;
use api::provider_registry::ClosingParams;
use cosmwasm_std::{Addr, Api, DepsMut, Env, Event, Storage};

use crate::book::{self, ends_at, price_now, LINGER};
use crate::error::ContractError;
use crate::state::{self, Class, Position};

/// What a position's auction is reckoned with.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The position's class.
    pub class: &'a Class,
    /// How prices rise.
    pub params: &'a ClosingParams,
    /// P_b: what is paid follows from it, and whether an auction opens.
    pub price: Price,
    /// P_b without the mean of 30 minutes: what is wanted follows from it, and how an auction ends. Else a debtor could push
    /// the price down for half an hour to end its auction, and begin at the opening price again.
    pub mark: Price,
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
        let thin = if position.closing.thin { wanted(position.backing(), owed, self.mark)? } else { 0 };
        let taken = position.calls.ignored.min(owed).max(thin);
        let least = self.class.standard.map_or(0, |standard| standard.credits);
        Ok(if taken > 0 && owed.saturating_sub(taken) < least { owed } else { taken })
    }

    /// What the auction pays for a credit now.
    pub fn price(&self, position: &Position) -> Result<Price, ContractError> {
        let (since, owed) = (position.closing.since, position.obligation);
        price_now(self.params, self.price, since, self.now, position.payable(), owed)
    }

    /// Unix seconds at which the round ended, if it did: nothing is taken in it any more.
    pub fn over(&self, position: &Position) -> Option<u64> {
        let since = position.closing.since;
        Some(ends_at(self.params, since)).filter(|at| since > 0 && self.now >= *at)
    }

    /// Lets the position's auction take its turn: it opens where the margin is too thin, ends where nothing is to be closed
    /// any more, and when its time is over goes into a new round, unless the debtor could not pay. One that nobody ended for
    /// another day goes into a new round whatever the debtor can pay now: its cause may have come and gone unseen, and a debtor
    /// whose margin is thin has a whole round to mend it.
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
        let Some(over) = self.over(position) else { return Ok(Turn::Nothing) };
        let dearest = self.mark.mul_bps(self.params.end_bps, Rounding::Up)?;
        let forgotten = self.now >= over.saturating_add(LINGER);
        if !forgotten && dearest.value(left, Rounding::Up)? > position.payable() {
            return Ok(Turn::Insolvent);
        }
        // Nobody sold at that price. The debt stays where it is, and well covered.
        position.closing.thin = is_thin(position.backing(), position.obligation, self.mark)?;
        if position.closing.exit_at == 0 && position.calls.ignored == 0 && !position.closing.thin {
            position.closing = state::Closing::default();
            return Ok(Turn::Ended);
        }
        position.closing.since = self.now;
        Ok(Turn::Opened)
    }
}

/// Ends the auction of a debtor that has just mended its cause, so that the next one opens at the beginning. The caller stores
/// the position.
pub fn end_if_mended(
    deps: DepsMut,
    env: &Env,
    id: &str,
    class: &Class,
    address: &Addr,
    position: &mut Position,
) -> Result<Option<Event>, ContractError> {
    let since = position.closing.since;
    if since == 0 {
        return Ok(None);
    }
    let (config, params) = state::globals(deps.storage)?;
    let (book, market) = book::load(deps.querier, deps.storage, env, &config, id, class)?;
    let (price, mark) = (market.price, market.mark);
    let terms = Terms { class, params: &params.closing, price, mark, now: env.block.time.seconds() };
    if terms.wanted(position)? > 0 {
        return Ok(None);
    }
    position.closing = state::Closing::default();
    index(deps.api, deps.storage, id, address, since, position)?;
    state::save_book(deps.storage, id, &book)?;
    Ok(Some(ClosingEvent::End { of: Of { provider: address, class: id } }.into()))
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
