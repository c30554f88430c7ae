//! What the app stores.

use api::job_market::JobState;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{Addr, HexBinary, Uint128};
use cw_storage_plus::{Item, Map};

/// What was fixed at the start.
#[cw_serde]
pub struct Config {
    /// Who earns the fees.
    pub operator: Addr,
    /// Asked for jobs, and alone heard about their ends.
    pub job_market: Addr,
    /// The denom of NET.
    pub denom: String,
    /// Hardware class.
    pub class: String,
    /// GPUs of one job.
    pub gpus: u32,
    /// Seconds of work on each.
    pub seconds: u64,
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
    /// The job ended without an answer: the asker is owed the fee; the market has paid it the rest.
    Failed {
        /// How.
        state: JobState,
    },
}

/// What was fixed at the start.
pub const CONFIG: Item<Config> = Item::new("config");
/// Questions by job id.
pub const QUESTIONS: Map<u64, Question> = Map::new("questions");
/// What is owed to whom: fees, earned or given back, NET base units in the app's wallet.
pub const OWED: Map<&Addr, Uint128> = Map::new("owed");
