//! What the app is told and asked.

use api::job_market::JobEnded;
use cosmwasm_schema::{cw_serde, QueryResponses};
use cosmwasm_std::{Addr, HexBinary, Uint128};

use crate::state::{Answer, Config};

/// Start of the app: which work answers a question, and what the operator takes for it. Never changed afterwards.
#[cw_serde]
pub struct InstantiateMsg {
    /// Who earns the fees.
    pub operator: String,
    /// The market's `contracts/job-market`; it names its peers and NET's denom.
    pub job_market: String,
    /// Hardware class of the jobs.
    pub class: String,
    /// GPUs of one job, at least 1.
    pub gpus: u32,
    /// Seconds of work on each, at least 1.
    pub seconds: u64,
    /// Digest of the program that answers, 32 bytes hex.
    pub program: HexBinary,
    /// Verification method, from 1: one whose proof comes with the result, or by whose attestors. Under client approval the
    /// client would have to look at a result, which a contract cannot.
    pub method: u32,
    /// What an answer costs beyond its compute, NET base units.
    pub fee: Uint128,
    /// Where prompts are served, an `http://` or `https://` address of at most 63 bytes without a `/` at its end: each at its
    /// sha256 in hex below this. Providers' agents find an input only there; without it a provider reads the prompt in the
    /// event of the question.
    pub prompts: Option<String>,
}

/// Messages of the app.
#[cw_serde]
pub enum ExecuteMsg {
    /// Asks, with NET for the fee and for the compute. What the compute leaves goes back to the sender's wallet at once. The
    /// answer is `data`: `{"job_id":7}`.
    Ask {
        /// 1 to 4,096 bytes. Its sha256 is the job's input.
        prompt: String,
    },
    /// The hook of [`api::job_market::HookMsg`]: the job-market alone, for a job of this app.
    JobEnded(JobEnded),
    /// Does the same for a job whose end the app could not hear, by a query. Anyone.
    Collect {
        /// Which job.
        job_id: u64,
    },
    /// Pays the sender all that it is owed, to its wallet.
    Withdraw {},
}

/// Queries of the app.
#[cw_serde]
#[derive(QueryResponses)]
pub enum QueryMsg {
    /// What was fixed at the start.
    #[returns(Config)]
    Config {},
    /// What has become of a question.
    #[returns(AnswerResponse)]
    Answer {
        /// Its job.
        job_id: u64,
    },
    /// What somebody can withdraw, NET base units.
    #[returns(Uint128)]
    Owed {
        /// Who.
        address: String,
    },
}

/// See [`QueryMsg::Answer`].
#[cw_serde]
pub struct AnswerResponse {
    /// Who asked.
    pub asker: Addr,
    /// How it stands.
    pub answer: Answer,
}
