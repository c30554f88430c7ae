//! What is said to the job-market: as much of its messages and queries as is sent, in their form. With their own types the
//! artifact would hold the code that writes all of them.

use api::job_market::ClaimResponse;
use cosmwasm_std::{to_json_binary, Addr, Binary, QuerierWrapper, StdResult, WasmMsg};
use serde::Serialize;

/// [`api::job_market::ExecuteMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Msg<'a> {
    /// A verdict, and who brought it.
    Verdict { job_id: u64, valid: bool, reporter: &'a Addr },
}

/// [`api::job_market::QueryMsg`].
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum Query {
    /// What is claimed by a job's result.
    Claim { job_id: u64 },
}

/// What the job-market says is claimed by a job's result; an error if none waits for its verdict.
pub fn submitted(querier: QuerierWrapper, job_market: &Addr, job_id: u64) -> StdResult<ClaimResponse> {
    querier.query_wasm_smart(job_market, &Query::Claim { job_id })
}

/// A verdict, as it is told.
pub fn verdict(job_id: u64, valid: bool, reporter: &Addr) -> StdResult<Binary> {
    to_json_binary(&Msg::Verdict { job_id, valid, reporter })
}

/// Tells it.
pub fn told(job_market: Addr, msg: Binary) -> WasmMsg {
    WasmMsg::Execute { contract_addr: job_market.into(), msg, funds: vec![] }
}
