//! A job-market that answers `Claim` with what a test put there and remembers the last `Verdict`, in the
//! words of the real one.

use api::job_market::ClaimResponse;
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::{Item, Map};

#[cw_serde]
pub enum ExecuteMsg {
    Submitted { job_id: u64, response: ClaimResponse },
    Verdict { job_id: u64, valid: bool, reporter: String },
}

#[cw_serde]
pub enum QueryMsg {
    Claim { job_id: u64 },
    Heard {},
}

#[cw_serde]
pub struct Heard {
    pub sender: String,
    pub job_id: u64,
    pub valid: bool,
    pub reporter: String,
}

const CLAIMS: Map<u64, ClaimResponse> = Map::new("claims");
const HEARD: Item<Heard> = Item::new("heard");

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    match msg {
        ExecuteMsg::Submitted { job_id, response } => CLAIMS.save(deps.storage, job_id, &response)?,
        ExecuteMsg::Verdict { job_id, valid, reporter } => {
            let sender = info.sender.to_string();
            HEARD.save(deps.storage, &Heard { sender, job_id, valid, reporter })?;
        }
    }
    Ok(Response::new())
}

fn query(deps: Deps, _: Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Claim { job_id } => match CLAIMS.may_load(deps.storage, job_id)? {
            Some(response) => to_json_binary(&response),
            None => Err(StdError::generic_err(format!("job {job_id} is not submitted"))),
        },
        QueryMsg::Heard {} => to_json_binary(&HEARD.may_load(deps.storage)?),
    }
}

pub fn contract() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(execute, instantiate, query))
}
