//! Telling a contract that a job has ended.
//!
//! It is told in a transaction of its own, which anybody may send, and as long as that fails it may be sent again. A chain
//! undoes the whole transaction when a called contract makes one of its modules panic, whatever its gas and its reply:
//! told in the transaction that ends the job, a client's contract could keep it from ending.
//!
//! What it is sent is of one form, which no contract of a market understands: nobody can have the job-market, whom these
//! trust, send them something.

use api::common::check_range;
use api::job_market::events::JobEvent;
use api::job_market::{Callback, JobEnded, MAX_CALLBACK_MSG};
use cosmwasm_std::{Addr, Api, Binary, DepsMut, MessageInfo, Response, StdResult, Storage};

use crate::error::ContractError;
use crate::job::phase::Phase;
use crate::state::{self, StoredCallback};

/// The form in which a callback of that contract is stored. Refuses one whose message is too long.
pub fn checked(
    api: &dyn Api,
    callback: &Callback,
    contract: &Addr,
    owner: &Addr,
) -> Result<StoredCallback, ContractError> {
    let msg = callback.msg.as_deref();
    check_range("callback.msg (bytes)", msg.map_or(0, <[u8]>::len), 0, MAX_CALLBACK_MSG)?;
    Ok(StoredCallback {
        contract: api.addr_canonicalize(contract.as_str())?,
        owner: api.addr_canonicalize(owner.as_str())?,
        msg: msg.map(<[u8]>::to_vec),
    })
}

/// The callback of a job as queries show it, until it was told.
pub fn shown(storage: &dyn Storage, api: &dyn Api, job_id: u64) -> StdResult<Option<Callback>> {
    let Some(StoredCallback { contract, msg, .. }) = state::callback(storage, job_id)? else {
        return Ok(None);
    };
    Ok(Some(Callback { contract: api.addr_humanize(&contract)?.into(), msg: msg.map(Binary::from) }))
}

/// Anyone: tells of the end of a job that has a callback, which is forgotten.
pub fn tell(deps: DepsMut, info: &MessageInfo, job_id: u64) -> Result<Response, ContractError> {
    let end = match state::job(deps.storage, job_id)?.0 {
        Phase::Ended(end) => end,
        live => {
            let expected = "one that has ended";
            return Err(ContractError::State { job_id, expected, got: live.state() });
        }
    };
    let told = state::take_callback(deps.storage, job_id)?;
    let StoredCallback { contract, owner, msg } = told.ok_or(ContractError::NobodyToTell { job_id })?;
    let contract = deps.api.addr_humanize(&contract)?;
    let ended = JobEnded {
        job_id,
        state: end.state(),
        output: end.output().map(|output| output.as_slice().into()),
        fault: end.fault(),
        owner: deps.api.addr_humanize(&owner)?,
        msg: msg.map(Binary::from),
    };
    let event = JobEvent::TellEnd { sender: &info.sender, job_id, contract: &contract };
    Ok(Response::new().add_event(event).add_message(ended.into_message(&contract)?))
}
