//! `camm crank`: what anyone may do and somebody has to.

mod due;
mod inputs;
mod pools;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use cosmwasm_std::Uint128;
use serde_json::json;

use crate::exit::{self, Exit};
use crate::money::{self, grouped};
use crate::render::{progress, Table};
use crate::say::Call;
use crate::send::Sender;
use crate::session::Session;
use crate::stop::Stop;

use due::Look;
use inputs::Inputs;

/// Most gas that telling a job's end may use: its client chose what runs then, and the keeper pays for it.
const MOST_TO_TELL: u64 = 500_000;

/// Does whatever is due and whatever anyone may do, each in a transaction of its own: calls and time-outs of jobs, news of their
/// end, sweeps of take and fees, buy-backs, the split of revenue and its burn, the protocol's liquidity, burns of redeemed
/// credits, debts of ended classes, providers whose GPUs count wrongly. Each is simulated first, and sent only if it would be
/// accepted now. With --dry-run nothing is sent.
#[derive(Args)]
pub struct Crank {
    /// Go on until Ctrl-C or SIGTERM: the keeper.
    #[arg(long = "loop")]
    forever: bool,
    /// Seconds between two rounds.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, requires = "forever")]
    every: u64,
    /// Leave what is less than so much, base units of what it is of, for later: a sweep of less does not pay its gas.
    #[arg(long, value_name = "AMOUNT", value_parser = money::parse, default_value = "1")]
    least: u128,
    /// The input of a standard job that is to be called; may be repeated. Jobs without input are called anyway.
    #[arg(long = "input", value_name = "FILE")]
    input: Vec<PathBuf>,
    /// A folder of such files, by any name; it is read again in each round.
    #[arg(long, value_name = "DIR")]
    inputs: Option<PathBuf>,
    /// How many debtors a call may look at; each costs gas [default: 16].
    #[arg(long, value_name = "NUMBER")]
    look: Option<u32>,
    /// Sell so much NET, base units, in a pool whose stale mean price keeps revenue from being sold or liquidity from being
    /// added: half an hour later (after three idle days, a day) its mean is fresh. A loop does it once in that time.
    #[arg(long, value_name = "AMOUNT", value_parser = money::parse)]
    dust: Option<u128>,
}

/// Something that may be due.
struct Due {
    action: &'static str,
    target: String,
    what: What,
}

/// What is to be done about it.
enum What {
    /// Send it, if it would be accepted.
    Send(Call),
    /// Send it, if it would be accepted for so much gas.
    Within(u64, Call),
    /// Send it, if it would change anything: what says more than an event of this kind.
    Changing(&'static str, Call),
    /// Nothing, for a reason.
    Not(String),
}

/// What came of it.
struct Done {
    action: &'static str,
    target: String,
    gas: Option<u64>,
    tx_hash: Option<String>,
    refusal: Option<String>,
}

/// What a loop knows from the rounds before, so that it asks and pays for nothing twice.
#[derive(Default)]
struct Memory {
    /// Ended jobs of whose end nobody is to be told.
    told: BTreeSet<u64>,
    /// Positions, by class and provider, and when they were looked at; Unix seconds.
    touched: BTreeMap<(String, String), u64>,
    /// Until when a pool's dust works; Unix seconds.
    dusted: BTreeMap<u64, u64>,
}

impl Crank {
    /// One round, or rounds until it is told to stop.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let sender = session.sender()?;
        let mut memory = Memory::default();
        if !self.forever {
            let mut done = vec![];
            self.round(session, &sender, &mut memory, &Stop::default(), &mut |one| {
                done.push(one);
                Ok(())
            })?;
            show(session, &done)?;
            return Ok(Exit::Done);
        }
        // A mistake in the command is told at once, not round by round.
        Inputs::read(&self.input, self.inputs.as_deref())?;
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

    fn pays(&self, amount: Uint128) -> bool {
        !amount.is_zero() && amount.u128() >= self.least
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
    match sender.quietly(&calls) {
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

impl Done {
    fn outcome(&self) -> String {
        match (&self.refusal, &self.tx_hash, self.gas) {
            (Some(refusal), ..) => format!("not now: {refusal}"),
            (None, Some(hash), gas) => {
                format!("done, gas {}, {hash}", grouped(gas.unwrap_or_default().into()))
            }
            (None, None, gas) => format!("would be done, gas {}", grouped(gas.unwrap_or_default().into())),
        }
    }

    fn document(&self) -> serde_json::Value {
        json!({
            "action": self.action, "target": self.target, "gas": self.gas, "tx_hash": self.tx_hash, "refusal": self.refusal,
        })
    }
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
