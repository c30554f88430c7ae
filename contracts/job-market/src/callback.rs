//! Telling a contract that a job has ended.
//!
//! It is told last: the job has ended by then, and was paid out, so that whatever the contract does finds nothing half done.
//! It has its own gas, and a reply that swallows its failure, so that it holds nothing up. What it is sent is of one
//! form, which no contract of a market understands: nobody can have the job-market, whom these trust, send them something.

use api::common::check_range;
use api::job_market::events::JobEvent;
use api::job_market::{Callback, JobEnded, MAX_CALLBACK_GAS, MAX_CALLBACK_MSG};
use api::store::{decode, encode};
use cosmwasm_std::{Addr, Api, Binary, Response, StdResult, Storage, SubMsg};

use crate::error::ContractError;
use crate::job::phase::End;
use crate::state::{self, StoredCallback};

/// Reply id of a callback that failed.
pub const FAILED: u64 = 2;

/// The form in which a callback of that contract is stored. Refuses one with too much gas, or none, and one whose message is
/// too long.
pub fn checked(api: &dyn Api, callback: &Callback, contract: &Addr) -> Result<StoredCallback, ContractError> {
    let msg = callback.msg.as_deref();
    check_range("callback.gas_limit", callback.gas_limit, 1, MAX_CALLBACK_GAS)?;
    check_range("callback.msg (bytes)", msg.map_or(0, <[u8]>::len), 0, MAX_CALLBACK_MSG)?;
    Ok(StoredCallback {
        contract: api.addr_canonicalize(contract.as_str())?,
        gas_limit: callback.gas_limit,
        msg: msg.map(<[u8]>::to_vec),
    })
}

/// The callback of a job that has not ended, as queries show it.
pub fn shown(storage: &dyn Storage, api: &dyn Api, job_id: u64) -> StdResult<Callback> {
    let StoredCallback { contract, gas_limit, msg } = state::callback(storage, job_id)?;
    Ok(Callback { contract: api.addr_humanize(&contract)?.into(), gas_limit, msg: msg.map(Binary::from) })
}

/// The message that tells of the end of a job that has a callback, which is forgotten.
pub fn tell(
    storage: &mut dyn Storage,
    api: &dyn Api,
    job_id: u64,
    end: End,
    owner: &Addr,
    provider: Option<&Addr>,
) -> StdResult<SubMsg> {
    let StoredCallback { contract, gas_limit, msg } = state::take_callback(storage, job_id)?;
    let ended = JobEnded {
        job_id,
        state: end.state(),
        output: end.output().map(|output| output.as_slice().into()),
        fault: end.fault(),
        owner: owner.clone(),
        provider: provider.cloned(),
        msg: msg.map(Binary::from),
    };
    let message = ended.into_message(api.addr_humanize(&contract)?)?;
    let payload = encode(&job_id, "payload")?;
    Ok(SubMsg::reply_on_error(message, FAILED).with_gas_limit(gas_limit).with_payload(payload))
}

/// Says that a callback failed. `payload` is what [`tell`] sent along.
pub fn failed(payload: &Binary) -> Result<Response, ContractError> {
    let job_id = decode(payload, "payload")?;
    Ok(Response::new().add_event(JobEvent::CallbackFailed { job_id }))
}
