//! The command line.

use clap::{Parser, Subcommand};

use crate::common::Common;
use crate::verbs::account::Account;
use crate::verbs::attest::Attest;
use crate::verbs::class::Class;
use crate::verbs::crank::Crank;
use crate::verbs::export::Export;
use crate::verbs::job::Job;
use crate::verbs::key::Key;
use crate::verbs::lease::Lease;
use crate::verbs::metrics::Metrics;
use crate::verbs::provider::Provider;
use crate::verbs::quote::Quote;
use crate::verbs::register_key::RegisterKey;
use crate::verbs::restake::Restake;
use crate::verbs::serve::{Agent, Attestor};
use crate::verbs::stake::Stake;
use crate::verbs::trade::{Provide, Swap, Withdraw};
use crate::verbs::verify::Verify;

/// `camm`: the market for GPU time from a terminal.
#[derive(Parser)]
#[command(
    name = "camm",
    version,
    about = "The market for GPU time from a terminal",
    after_help = "Exit codes: 0 done; 1 refused by the chain or a contract; 2 wrong usage, configuration or key; 3 not found; \
                  4 no node answers; 5 waited in vain, what was sent may still be carried out; 6 the answer is no (an invalid \
                  proof, a failed check, a job that ended unpaid).\n\nAmounts are in base units (`1_000_000`); of credits also \
                  GPU time: `90s`, `1.5h`. Assets: `net`, a class (its credits), `lp:POOL`, a denom, or a token's address."
)]
pub struct Cli {
    /// Where the market is, how answers are written, who signs.
    #[command(flatten)]
    pub common: Common,
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What to do.
#[derive(Subcommand)]
pub enum Verb {
    /// What a trade or a job would cost now.
    #[command(subcommand)]
    Quote(Quote),
    /// Trades one asset for another.
    Swap(Swap),
    /// Provides liquidity to a pool.
    Provide(Provide),
    /// Gives LP shares back for their part of a pool.
    Withdraw(Withdraw),
    /// What somebody holds; and what comes into and goes out of an account.
    Account(Account),
    /// Jobs: ask for them, work on them, end them.
    #[command(subcommand)]
    Job(Job),
    /// Leases: GPUs by the second, asked for, served and ended.
    #[command(subcommand)]
    Lease(Lease),
    /// Providers: bonds, GPUs, credits.
    #[command(subcommand)]
    Provider(Provider),
    /// Vaults: stake behind a provider that burns with its own lock.
    #[command(subcommand)]
    Restake(Restake),
    /// The stake pool: NET for a receipt that earns the stakers' share of revenue.
    #[command(subcommand)]
    Stake(Stake),
    /// Hardware classes: prices, capacity, verification.
    #[command(subcommand)]
    Class(Class),
    /// Signs a verdict on a job's result, as an attestor or arbiter of its method.
    Attest(Attest),
    /// Verifies a proof of RISC Zero, SP1 or Groth16: offline, and by the market's gateway.
    Verify(Verify),
    /// Registers a verifying key of Groth16, under which jobs can then be proven. Anyone may.
    RegisterKey(RegisterKey),
    /// What the market earned and burned.
    Metrics(Metrics),
    /// Does whatever is due: sweeps, buy-backs, distribution, burns, time-outs. Anyone may.
    Crank(Crank),
    /// The history of jobs, rebuilt from events: CSV or JSON.
    Export(Export),
    /// Keys: encrypted files under a passphrase.
    #[command(subcommand)]
    Key(Key),
    /// Runs a provider's agent; `agent check` says what it would do.
    Agent(Agent),
    /// Runs an attestor.
    Attestor(Attestor),
    /// Completions for a shell, on standard output.
    Completions {
        /// Which shell.
        shell: clap_complete::Shell,
    },
}
