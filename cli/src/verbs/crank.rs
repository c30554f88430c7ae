//! `camm crank`: what anyone may do and somebody has to.

use std::collections::BTreeMap;
use std::thread::sleep;
use std::time::Duration;

use anyhow::Result;
use clap::Args;
use cosmwasm_std::Uint128;
use serde_json::json;

use super::watch::is_final;
use crate::ask::JobFilter;
use crate::exit::{self, Exit};
use crate::money::{self, grouped};
use crate::render::{progress, Table};
use crate::say::Call;
use crate::send::Sender;
use crate::session::Session;

/// Jobs that one round looks at, at most.
const MOST_JOBS: usize = 10_000;

/// Does whatever is due, each in a transaction of its own: time-outs of jobs, sweeps of take and fees, buy-backs, the split of
/// revenue and its burn, the protocol's liquidity, burns of redeemed credits, debts of ended classes. Each is simulated first,
/// and sent only if it would be accepted now. With --dry-run nothing is sent.
#[derive(Args)]
pub struct Crank {
    /// Go on for ever: the keeper.
    #[arg(long = "loop")]
    forever: bool,
    /// Seconds between two rounds.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, requires = "forever")]
    every: u64,
    /// Leave what is less than so much, base units of what it is of, for later: a sweep of less does not pay its gas.
    #[arg(long, value_name = "AMOUNT", value_parser = money::parse, default_value = "1")]
    least: u128,
}

/// Something that may be due.
struct Due {
    action: &'static str,
    target: String,
    call: Call,
}

/// What came of it.
struct Done {
    action: &'static str,
    target: String,
    gas: Option<u64>,
    tx_hash: Option<String>,
    refusal: Option<String>,
}

impl Crank {
    /// One round, or rounds for ever.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let sender = session.sender()?;
        if !self.forever {
            let done = self.round(session, &sender)?;
            show(session, &done)?;
            return Ok(Exit::Done);
        }
        loop {
            match self.round(session, &sender).and_then(|done| lines(session, &done)) {
                Ok(()) => {}
                // A keeper outlives its node's restarts.
                Err(error) => progress(&format!("this round ended early: {}", exit::words(&error))),
            }
            sleep(Duration::from_secs(self.every));
        }
    }

    /// In this order: what one brings is there for the next.
    fn round(&self, session: &Session, sender: &Sender) -> Result<Vec<Done>> {
        let mut done = vec![];
        for look in
            [Self::jobs, Self::sweeps, Self::buy_backs, Self::distribution, Self::liquidity, Self::classes]
        {
            for due in look(self, session)? {
                done.push(turn(sender, due)?);
            }
        }
        Ok(done)
    }

    fn jobs(&self, session: &Session) -> Result<Vec<Due>> {
        let market = &session.market;
        let now = market.now()?;
        let jobs = market.jobs(&JobFilter::default(), None, MOST_JOBS)?;
        let late = jobs.iter().filter(|job| !is_final(job.state));
        // Blocks count too, and stopped methods end jobs early: the simulation knows.
        let late = late.filter(|job| job.open.as_ref().is_some_and(|open| open.deadline <= now));
        late.map(|job| {
            Ok(Due {
                action: "timeout_job",
                target: format!("job {}", job.job_id),
                call: market.timeout(job.job_id)?,
            })
        })
        .collect()
    }

    fn sweeps(&self, session: &Session) -> Result<Vec<Due>> {
        let market = &session.market;
        let mut due = vec![];
        if self.pays(market.holdings()?.take) {
            due.push(Due { action: "sweep_take", target: "job-market".into(), call: market.sweep_take()? });
        }
        for pool in market.pools()? {
            let waiting = [pool.accrued_0, pool.accrued_1, pool.spread_0, pool.spread_1];
            if waiting.into_iter().any(|amount| self.pays(amount)) {
                let target = format!("pool {}", pool.pool_id);
                due.push(Due { action: "sweep_fees", target, call: market.sweep_fees(pool.pool_id)? });
            }
        }
        Ok(due)
    }

    fn buy_backs(&self, session: &Session) -> Result<Vec<Due>> {
        let market = &session.market;
        let routes: BTreeMap<_, _> =
            market.routes()?.into_iter().map(|route| (route.asset, route.pools)).collect();
        let waiting = market.waiting()?.into_iter();
        waiting
            .filter(|waiting| {
                self.pays(waiting.amount) && routes.get(&waiting.asset).is_some_and(|way| !way.is_empty())
            })
            .map(|waiting| {
                let target = market.name(&waiting.asset);
                Ok(Due { action: "buy_back", target, call: market.buy_back(waiting.asset)? })
            })
            .collect()
    }

    fn distribution(&self, session: &Session) -> Result<Vec<Due>> {
        let market = &session.market;
        if !self.pays(market.balances()?.pending) {
            return Ok(vec![]);
        }
        Ok(vec![Due { action: "distribute", target: "fee-collector".into(), call: market.distribute()? }])
    }

    fn liquidity(&self, session: &Session) -> Result<Vec<Due>> {
        let market = &session.market;
        if !self.pays(market.balances()?.liquidity) {
            return Ok(vec![]);
        }
        let allowed = market.treasury()?.into_iter().filter(|pool| pool.allowed);
        allowed
            .map(|pool| {
                let target = format!("pool {}", pool.pool_id);
                Ok(Due { action: "add_liquidity", target, call: market.add_liquidity(pool.pool_id)? })
            })
            .collect()
    }

    fn classes(&self, session: &Session) -> Result<Vec<Due>> {
        let market = &session.market;
        let now = market.now()?;
        let mut due = vec![];
        for class in market.classes()? {
            if self.pays(class.redeemed_unburned) {
                let call = market.burn_redeemed(&class.class)?;
                due.push(Due { action: "burn_redeemed", target: class.class.clone(), call });
            }
            if class.sunset.is_some_and(|sunset| sunset.at <= now) {
                for debtor in
                    market.positions(&class.class)?.into_iter().filter(|position| !position.open.is_zero())
                {
                    let call = market.collect(&class.class, debtor.provider.as_str())?;
                    due.push(Due {
                        action: "collect",
                        target: format!("{} of {}", class.class, debtor.provider),
                        call,
                    });
                }
            }
        }
        Ok(due)
    }

    fn pays(&self, amount: Uint128) -> bool {
        !amount.is_zero() && amount.u128() >= self.least
    }
}

/// Sends what would be accepted. Only a node that does not answer ends the round.
fn turn(sender: &Sender, due: Due) -> Result<Done> {
    let Due { action, target, call } = due;
    let calls = [call];
    let mut done = Done { action, target, gas: None, tx_hash: None, refusal: None };
    let sent = sender.would(&calls).and_then(|gas| {
        done.gas = Some(gas);
        sender.quietly(&calls)
    });
    match sent {
        Ok(Some(receipt)) => {
            (done.gas, done.tx_hash) = (Some(receipt.gas_used), Some(receipt.hash));
        }
        Ok(None) => {}
        Err(error) if exit::code(&error) == Exit::Unreachable => return Err(error),
        Err(error) => done.refusal = Some(exit::words(&error)),
    }
    Ok(done)
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

fn lines(session: &Session, done: &[Done]) -> Result<()> {
    done.iter().try_for_each(|one| {
        session.out.line(&one.document(), &format!("{} of {}: {}", one.action, one.target, one.outcome()))
    })
}
