//! `camm quote`.

use anyhow::Result;
use clap::Subcommand;

use super::request::JobTerms;
use super::trade::TradeArgs;
use crate::exit::Exit;
use crate::plan;
use crate::session::Session;

/// What a trade or a job would cost now.
#[derive(Subcommand)]
pub enum Quote {
    /// What `camm swap` with the same words would give now.
    Swap(TradeArgs),
    /// What `camm job request` with the same words would cost now.
    Job(Box<JobTerms>),
}

impl Quote {
    /// Asks and shows.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        match self {
            Quote::Swap(args) => {
                let trade = args.trade(market)?;
                let plan = plan::trade(market, &trade)?;
                session.out.show(&plan.document(market, &trade), |_| plan.text(market, &trade))?;
            }
            Quote::Job(terms) => {
                let pay = terms.pay(market)?;
                let plan = plan::job(market, terms.request(market)?, &pay, terms.bound())?;
                session.out.show(&plan.document(), |_| plan.text(market, &pay))?;
            }
        }
        Ok(Exit::Done)
    }
}
