//! The call order of a class: who is called next when nobody accepts a standard job (ECONOMICS § Credits).

use cosmwasm_std::{Addr, Api, Storage};

use crate::error::ContractError;
use crate::state::{self, Class, Closing, Position, Standard};

/// Brings what follows from a position's debt, GPUs and calls up to date: its place in the call order, and that nothing is
/// closed where nothing is owed. Every message that changes one of these calls it before it stores the position. Touches
/// the storage only on a change.
pub fn place(
    api: &dyn Api,
    storage: &mut dyn Storage,
    id: &str,
    class: &Class,
    address: &Addr,
    position: &mut Position,
) -> Result<(), ContractError> {
    if position.obligation == 0 && (position.closing != Closing::default() || position.calls.ignored > 0) {
        if position.closing.since > 0 {
            state::mark_closing(api, storage, id, address, false)?;
        }
        position.closing = Closing::default();
        position.calls.ignored = 0;
    }
    let callable = class.standard.is_some_and(|standard| position.can_be_called(standard));
    match (position.calls.queued, callable) {
        (false, true) => {
            // A tag that the class's virtual time has passed counts as that time when it is called, so whoever comes, or
            // comes back, neither gains nor loses.
            position.calls.queued = true;
            state::enqueue(api, storage, id, position.calls.tag, address)?;
        }
        (true, false) => take_out(api, storage, id, address, position)?,
        (false, false) | (true, true) => {}
    }
    Ok(())
}

/// Takes a position out of the call order, if it is in it.
pub fn take_out(
    api: &dyn Api,
    storage: &mut dyn Storage,
    id: &str,
    address: &Addr,
    position: &mut Position,
) -> Result<(), ContractError> {
    if position.calls.queued {
        state::dequeue(api, storage, id, position.calls.tag, address)?;
        position.calls.queued = false;
    }
    Ok(())
}

impl Class {
    /// Refuses once the class has ended.
    pub fn require_before_end(&self, id: &str, now: u64) -> Result<(), ContractError> {
        match self.sunset_at.filter(|at| now >= *at) {
            Some(at) => Err(ContractError::Ended { class: id.to_owned(), at, now }),
            None => Ok(()),
        }
    }
}

impl Position {
    /// Credits of the largest job that can be called: all that is owed and not to be closed, as long as not all of it is called.
    /// So a small call does not excuse from a large one, and while calls excuse no more than one job is called beyond what is owed.
    pub fn callable_credits(&self) -> u128 {
        let called = if self.excused() { self.calls.credits } else { 0 };
        let open = self.obligation.saturating_sub(self.calls.ignored);
        if called < open {
            open
        } else {
            0
        }
    }

    /// GPUs offered that are in no called job. Those in other jobs count as well: what one has accepted of one's own will
    /// does not excuse from what one owes.
    pub fn callable_gpus(&self) -> u32 {
        let called = if self.excused() { self.calls.gpus } else { 0 };
        self.gpus.saturating_sub(called)
    }

    /// Whether calls that run excuse from others: not after a called job without a verdict, until others are settled. Else one
    /// could have oneself called for such jobs all the time, at no cost. (A withheld input costs its client the take.)
    fn excused(&self) -> bool {
        self.calls.to_settle == 0
    }

    /// Whether such a job can be called on it: jail, absence and a lapsed admission do not excuse.
    pub fn can_be_called(&self, job: Standard) -> bool {
        self.callable_credits() >= job.credits && self.callable_gpus() >= job.gpus
    }
}
