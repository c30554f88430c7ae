//! What its command line says.

use std::path::PathBuf;

use clap::Args;
use cosmwasm_std::Uint128;

use crate::money;

/// Does whatever is due and whatever anyone may do, each in a transaction of its own: calls and time-outs of jobs, news of their
/// end, sweeps of take and fees, buy-backs, the split of revenue and its burn, the protocol's liquidity, burns of redeemed
/// credits, rotations and burns of vaults, debts of ended classes, providers whose GPUs count wrongly. Each is simulated first,
/// and sent only if it would be accepted now. With --dry-run nothing is sent.
#[derive(Args)]
pub struct Crank {
    /// Go on until Ctrl-C or SIGTERM: the keeper.
    #[arg(long = "loop")]
    pub forever: bool,
    /// Seconds between two rounds.
    #[arg(long, value_name = "SECONDS", default_value_t = 600, requires = "forever")]
    pub every: u64,
    /// Leave what is less than so much, base units of what it is of (of a vault: units, each worth a base unit of NET), for later
    /// [default: what is worth no more NET than its gas costs].
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub least: Option<u128>,
    /// The input of a standard job that is to be called; may be repeated. Jobs without input are called anyway.
    #[arg(long = "input", value_name = "FILE")]
    pub input: Vec<PathBuf>,
    /// A folder of such files, by any name; it is read again in each round.
    #[arg(long, value_name = "DIR")]
    pub inputs: Option<PathBuf>,
    /// How many debtors a call may look at; each costs gas [default: 16].
    #[arg(long, value_name = "NUMBER")]
    pub look: Option<u32>,
    /// Sell so much NET, base units, in a pool whose stale mean price keeps revenue from being sold or liquidity from being
    /// added: half an hour later (after three idle days, a day) its mean is fresh. A loop does it once in that time.
    #[arg(long, value_name = "AMOUNT", value_parser = money::units)]
    pub dust: Option<u128>,
}

impl Crank {
    /// Whether so much, worth so much NET, pays for what it takes to move it, which costs so much NET; base units. What an asset
    /// is worth that no pool trades for NET nobody knows: then any of it does.
    pub fn pays(&self, amount: Uint128, worth: Option<Uint128>, costs: u128) -> bool {
        let enough = match (self.least, worth) {
            (Some(least), _) => amount.u128() >= least,
            (None, Some(worth)) => worth.u128() >= costs,
            (None, None) => true,
        };
        !amount.is_zero() && enough
    }
}
