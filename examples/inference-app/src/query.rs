//! Answers to queries.

use cosmwasm_std::{to_json_binary, Binary, Deps, StdResult};

use crate::msg::{AnswerResponse, QueryMsg};
use crate::state::{Question, CONFIG, OWED, QUESTIONS};

/// Answers one.
pub fn query(deps: Deps, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Config {} => to_json_binary(&CONFIG.load(deps.storage)?),
        QueryMsg::Answer { job_id } => {
            let Question { asker, answer } = QUESTIONS.load(deps.storage, job_id)?;
            to_json_binary(&AnswerResponse { asker, answer })
        }
        QueryMsg::Owed { address } => {
            let address = deps.api.addr_validate(&address)?;
            to_json_binary(&OWED.may_load(deps.storage, &address)?.unwrap_or_default())
        }
    }
}
