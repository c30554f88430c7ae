//! What the app stores.

use api::job_market::JobState;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, HexBinary, OverflowError, Uint128};
use cw_storage_plus::{Item, Map};

/// What was fixed at the start.
#[cw_serde]
pub struct Config {
    /// Who earns the fees.
    pub operator: Addr,
    /// Asked for jobs, and alone heard about their ends.
    pub job_market: Addr,
    /// Holds what comes back of failed jobs, in the app's account.
    pub pool: Addr,
    /// The class's credit token.
    pub credit: Addr,
    /// The denom of NET.
    pub denom: String,
    /// Hardware class.
    pub class: String,
    /// GPUs of one job.
    pub gpus: u32,
    /// Seconds of work on each.
    pub seconds: u64,
    /// Credits of one job, base units.
    pub credits: Uint128,
    /// Program digest.
    pub program: HexBinary,
    /// Verification method.
    pub method: u32,
    /// What an answer costs beyond its compute, NET base units.
    pub fee: Uint128,
    /// Base address of the prompts, if they are served.
    pub prompts: Option<String>,
}

/// A question for which a job was requested.
#[cw_serde]
pub struct Question {
    /// Who asked.
    pub asker: Addr,
    /// The job's take, NET base units: the most NET that a failed job gives back.
    pub take: Uint128,
    /// How it stands.
    pub answer: Answer,
}

/// How a question stands.
#[cw_serde]
pub enum Answer {
    /// The job has not ended, as far as the app has heard.
    Waiting {},
    /// The job was verified and paid.
    Given {
        /// The answer's digest.
        output: HexBinary,
    },
    /// The job ended without an answer: the asker is owed its money.
    Failed {
        /// How.
        state: JobState,
    },
}

/// What the app owes somebody, base units.
#[cw_serde]
#[derive(Default)]
pub struct Owed {
    /// NET in the app's wallet: fees, earned or given back.
    pub fees: Uint128,
    /// NET in the app's account in the pool contract: what came back of takes.
    pub net: Uint128,
    /// Credits in that account: what came back of failed jobs.
    pub credits: Uint128,
}

impl Owed {
    /// Adds another sum.
    ///
    /// # Errors
    /// Amounts above 2^128.
    pub fn add(&mut self, more: Owed) -> Result<(), OverflowError> {
        self.fees = self.fees.checked_add(more.fees)?;
        self.net = self.net.checked_add(more.net)?;
        self.credits = self.credits.checked_add(more.credits)?;
        Ok(())
    }
}

/// What was fixed at the start.
pub const CONFIG: Item<Config> = Item::new("config");
/// Questions by job id.
pub const QUESTIONS: Map<u64, Question> = Map::new("questions");
/// What is owed to whom.
pub const OWED: Map<&Addr, Owed> = Map::new("owed");
/// The sum of all `net` in [`OWED`].
pub const OWED_NET: Item<Uint128> = Item::new("owed_net");
