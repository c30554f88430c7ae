//! Telling a contract that a job has ended.

use cosmwasm_schema::cw_serde;
use cosmwasm_std::{to_json_binary, Addr, Binary, CosmosMsg, HexBinary, StdResult, WasmMsg};

use super::{JobFault, JobState};

/// Most bytes of what a callback gets back.
pub const MAX_CALLBACK_MSG: usize = 1_024;

/// Whom the job-market tells that a job has ended, however it ended: with [`HookMsg::JobEnded`], when somebody sends
/// `tell_end`.
///
/// That is a transaction of its own. What a contract does can undo the whole transaction that it is called in, whatever its gas
/// and its reply: so whoever ends a job calls no contract that its client chose.
#[cw_serde]
#[serde(deny_unknown_fields)]
pub struct Callback {
    /// Which contract: none of the market's, and no token of it.
    pub contract: String,
    /// What it gets back unchanged, at most 1,024 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg: Option<Binary>,
}

/// What the job-market sends to the contract that a request named as its callback, without coins: a variant that such a
/// contract adds to its own messages.
///
/// It checks that the job-market sends it, and that the job is one that it expects: anybody may request a job and name any
/// contract.
#[cw_serde]
pub enum HookMsg {
    /// A job has ended, and was paid out.
    JobEnded(JobEnded),
}

/// See [`HookMsg::JobEnded`].
#[cw_serde]
pub struct JobEnded {
    /// Which job.
    pub job_id: u64,
    /// Its final state.
    pub state: JobState,
    /// Output digest, where the result was paid for, or was fraud.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub output: Option<HexBinary>,
    /// By which fault it ended, if by one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fault: Option<JobFault>,
    /// Whose it was: who has what went back.
    pub owner: Addr,
    /// `msg` of the request's callback.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub msg: Option<Binary>,
}

impl JobEnded {
    /// The message to a contract: `{"job_ended": …}`, no coins.
    pub fn into_message(self, contract: impl Into<String>) -> StdResult<CosmosMsg> {
        let msg = to_json_binary(&HookMsg::JobEnded(self))?;
        Ok(WasmMsg::Execute { contract_addr: contract.into(), msg, funds: vec![] }.into())
    }
}
