//! The verbs: each asks, shows, and sends by what the other modules offer.

pub mod account;
pub mod attest;
pub mod batch;
pub mod class;
pub mod crank;
pub mod export;
pub mod follow;
pub mod job;
pub mod job_text;
pub mod key;
pub mod lease;
pub mod lease_text;
pub mod metrics;
pub mod output;
pub mod prove;
pub mod provider;
pub mod quote;
pub mod register_key;
pub mod request;
pub mod restake;
pub mod serve;
pub mod stake;
pub mod trade;
pub mod verify;
pub mod watch;

use anyhow::Result;
use clap::CommandFactory;

use crate::args::{Cli, Verb};
use crate::config;
use crate::exit::Exit;
use crate::render::Out;
use crate::session::Session;

/// Does what the command line says.
pub fn run(cli: &Cli) -> Result<Exit> {
    let common = &cli.common;
    let out = Out { json: common.json };
    match &cli.verb {
        Verb::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "camm", &mut std::io::stdout());
            return Ok(Exit::Done);
        }
        Verb::Key(key) => return key::run(key, common, out),
        Verb::Agent(agent) => return agent.run(common, out),
        Verb::Attestor(attestor) => return attestor.run(common),
        Verb::Export(export) if export.follow.is_some() => return follow::run(export, common),
        Verb::Verify(verify) if verify.is_offline() => return verify.offline(out),
        _ => {}
    }
    let session = Session { common, market: config::connect(common)?, out };
    match &cli.verb {
        Verb::Quote(quote) => quote.run(&session),
        Verb::Swap(swap) => swap.run(&session),
        Verb::Provide(provide) => provide.run(&session),
        Verb::Withdraw(withdraw) => withdraw.run(&session),
        Verb::Account(account) => account.run(&session),
        Verb::Job(job) => job.run(&session),
        Verb::Lease(lease) => lease.run(&session),
        Verb::Provider(provider) => provider.run(&session),
        Verb::Restake(restake) => restake.run(&session),
        Verb::Stake(stake) => stake.run(&session),
        Verb::Class(class) => class.run(&session),
        Verb::Attest(attest) => attest.run(&session),
        Verb::Verify(verify) => verify.run(&session),
        Verb::RegisterKey(register) => register.run(&session),
        Verb::Metrics(metrics) => metrics.run(&session),
        Verb::Crank(crank) => crank.run(&session),
        Verb::Export(export) => export.run(&session),
        Verb::Key(_) | Verb::Agent(_) | Verb::Attestor(_) | Verb::Completions { .. } => Ok(Exit::Done),
    }
}
