//! `camm crank`: what anyone may do and somebody has to.

mod args;
mod due;
mod inputs;
mod pools;
mod step;
pub mod worth;

use std::collections::BTreeMap;
use std::time::Duration;

use anyhow::Result;
use chain::tx::with_margin;
use serde_json::json;

use crate::exit::{self, Exit};
use crate::money::grouped;
use crate::render::{progress, Table};
use crate::send::Sender;
use crate::session::Session;
use crate::stop::Stop;

pub use args::Crank;
use due::Look;
use inputs::Inputs;
use step::{Done, Due, Memory, What};

impl Crank {
    /// One round, or rounds until it is told to stop.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let sender = session.sender()?;
        let mut memory = Memory::default();
        // A mistake in the command is told at once, not round by round.
        Inputs::check(&self.input, self.inputs.as_deref())?;
        if !self.forever {
            let mut done = vec![];
            let round = self.round(session, &sender, &mut memory, &Stop::default(), &mut |one| {
                done.push(one);
                Ok(())
            });
            // What was sent is said, whatever came after it.
            if round.is_ok() || !done.is_empty() {
                show(session, &done)?;
            }
            return round.map(|()| Exit::Done);
        }
        let stop = Stop::listen()?;
        while !stop.told() {
            // A keeper outlives its node's restarts.
            if let Err(error) =
                self.round(session, &sender, &mut memory, &stop, &mut |one| line(session, &one))
            {
                progress(&format!("this round ended early: {}", exit::words(&error)));
            }
            stop.wait(Duration::from_secs(self.every));
        }
        progress("told to stop: what was sent is in a block");
        Ok(Exit::Done)
    }

    /// In this order: calls before the time-outs that would end what can be called, and what one brings is there for the next.
    fn round(
        &self,
        session: &Session,
        sender: &Sender,
        memory: &mut Memory,
        stop: &Stop,
        told: &mut dyn FnMut(Done) -> Result<()>,
    ) -> Result<()> {
        let inputs = Inputs::read(&self.input, self.inputs.as_deref())?;
        let market = &session.market;
        let mut stale = BTreeMap::new();
        for look in due::LOOKS {
            let mut look_at = Look { crank: self, market, sender, inputs: &inputs, memory };
            for due in look(&mut look_at)? {
                if stop.told() {
                    return Ok(());
                }
                if let Some(done) = turn(sender, due)? {
                    pools::note_stale(&done, &mut stale);
                    told(done)?;
                }
            }
        }
        for due in self.dusts(market, memory, &stale)? {
            if let Some(done) = turn(sender, due)? {
                told(done)?;
            }
        }
        Ok(())
    }
}

/// Sends what would be accepted; none of what would change nothing. Only a node that does not answer ends the round.
fn turn(sender: &Sender, due: Due) -> Result<Option<Done>> {
    let Due { action, target, what } = due;
    let mut done = Done { action, target, gas: None, tx_hash: None, refusal: None };
    let (most, only, call) = match what {
        What::Send(call) => (u64::MAX, None, call),
        What::Within(most, call) => (most, None, call),
        What::Changing(kind, call) => (u64::MAX, Some(kind), call),
        What::Not(reason) => {
            done.refusal = Some(reason);
            return Ok(Some(done));
        }
    };
    let calls = [call];
    let would = match sender.would(&calls) {
        Ok(would) => would,
        Err(error) => return refused(done, &error).map_or(Err(error), |done| Ok(Some(done))),
    };
    done.gas = Some(would.gas_used);
    if only.is_some_and(|kind| !crate::send::says_more_than(&would.events, kind)) {
        return Ok(None);
    }
    if would.gas_used > most {
        done.refusal = Some(format!(
            "it would use {} gas, and a keeper gives {} at most; whoever wants it sends it: `camm job tell`",
            grouped(would.gas_used.into()),
            grouped(most.into())
        ));
        return Ok(Some(done));
    }
    // Not simulated again: what was just found within the bound is all that a block may use.
    match sender.quietly(&calls, &would, with_margin(most)) {
        Ok(Some(receipt)) => {
            (done.gas, done.tx_hash) = (Some(receipt.gas_used), Some(receipt.hash));
            Ok(Some(done))
        }
        Ok(None) => Ok(Some(done)),
        Err(error) => refused(done, &error).map_or(Err(error), |done| Ok(Some(done))),
    }
}

/// With the reason, unless it is that no node answers.
fn refused(mut done: Done, error: &anyhow::Error) -> Option<Done> {
    if exit::code(error) == Exit::Unreachable {
        return None;
    }
    done.refusal = Some(exit::words(error));
    Some(done)
}

fn show(session: &Session, done: &[Done]) -> Result<()> {
    let mut table = Table::new(&["action", "of", "outcome"]);
    for one in done {
        table.row(vec![one.action.into(), one.target.clone(), one.outcome()]);
    }
    let documents: Vec<_> = done.iter().map(Done::document).collect();
    session.out.show(&json!({ "cranks": documents }), |_| table.text("nothing is due"))
}

fn line(session: &Session, one: &Done) -> Result<()> {
    session.out.line(&one.document(), &format!("{} of {}: {}", one.action, one.target, one.outcome()))
}
