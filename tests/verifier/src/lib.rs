//! An external verifier that accepts everything until somebody tells it to behave otherwise: what governance registered in good
//! faith, and what it may turn into.

use api::verifier_gateway::Claim;
use cosmwasm_schema::cw_serde;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{
    to_json_binary, Binary, Deps, DepsMut, Empty, Env, HexBinary, MessageInfo, Reply, Response, StdError,
    StdResult, SubMsg, SubMsgResult, WasmMsg,
};
use cw_storage_plus::Item;

/// What it does when it is asked.
#[cw_serde]
pub enum Mode {
    /// Answers the statement.
    Accepts {},
    /// Answers nothing.
    Silent {},
    /// Answers these bytes.
    Says {
        /// Which.
        data: Binary,
    },
    /// Answers so many zeros.
    SaysMuch {
        /// How many bytes.
        bytes: u32,
    },
    /// An error.
    Fails {},
    /// A panic, which ends a test that is not on a chain.
    Panics {},
    /// Computes for ever, which only a chain ends.
    Burns {},
    /// Sends these messages and answers the statement, whether they succeed or not. Asked again meanwhile, it accepts.
    Calls {
        /// In this order.
        calls: Vec<Call>,
    },
}

/// A message that it sends in its own name.
#[cw_serde]
pub struct Call {
    /// To which contract.
    pub contract: String,
    /// The message.
    pub msg: Binary,
}

/// What it is told.
#[cw_serde]
pub enum ExecuteMsg {
    /// As [`api::external_verifier::VerifierMsg`] has it.
    Verify {
        /// What is claimed.
        claim: Claim,
        /// Its statement.
        statement: HexBinary,
        /// What somebody brought.
        proof: Binary,
    },
    /// Anyone: how to behave from now on.
    Behave(Mode),
}

/// What it is asked.
#[cw_serde]
pub enum QueryMsg {
    /// The errors of the calls that failed, in their order.
    Failures {},
}

const MODE: Item<Mode> = Item::new("mode");
const FAILURES: Item<Vec<String>> = Item::new("failures");

/// It starts as a good one.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(deps: DepsMut, _env: Env, _info: MessageInfo, _msg: Empty) -> StdResult<Response> {
    MODE.save(deps.storage, &Mode::Accepts {})?;
    Ok(Response::new())
}

/// Behaves.
#[cfg_attr(not(feature = "library"), entry_point)]
#[allow(clippy::panic)]
pub fn execute(deps: DepsMut, env: Env, _info: MessageInfo, msg: ExecuteMsg) -> StdResult<Response> {
    let statement = match msg {
        ExecuteMsg::Behave(mode) => {
            MODE.save(deps.storage, &mode)?;
            FAILURES.save(deps.storage, &vec![])?;
            return Ok(Response::new());
        }
        ExecuteMsg::Verify { statement, .. } => Binary::from(statement.as_slice()),
    };
    let answer = Response::new();
    match MODE.load(deps.storage)? {
        Mode::Accepts {} => Ok(answer.set_data(statement)),
        Mode::Silent {} => Ok(answer),
        Mode::Says { data } => Ok(answer.set_data(data)),
        Mode::SaysMuch { bytes } => {
            let zeros = usize::try_from(bytes).map_err(|_| StdError::generic_err("too many"))?;
            Ok(answer.set_data(vec![0; zeros]))
        }
        Mode::Fails {} => Err(StdError::generic_err("not today")),
        Mode::Panics {} => panic!("told to"),
        Mode::Burns {} => loop {
            std::hint::black_box(&env);
        },
        Mode::Calls { calls } => {
            MODE.save(deps.storage, &Mode::Accepts {})?;
            let sent = |Call { contract, msg }| {
                SubMsg::reply_on_error(WasmMsg::Execute { contract_addr: contract, msg, funds: vec![] }, 0)
            };
            Ok(answer.add_submessages(calls.into_iter().map(sent)).set_data(statement))
        }
    }
}

/// A call of its own failed; it does not mind.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn reply(deps: DepsMut, _env: Env, reply: Reply) -> StdResult<Response> {
    if let SubMsgResult::Err(error) = reply.result {
        let mut failures = FAILURES.may_load(deps.storage)?.unwrap_or_default();
        failures.push(error);
        FAILURES.save(deps.storage, &failures)?;
    }
    Ok(Response::new())
}

/// Answers a question.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(deps: Deps, _env: Env, msg: QueryMsg) -> StdResult<Binary> {
    match msg {
        QueryMsg::Failures {} => to_json_binary(&FAILURES.may_load(deps.storage)?.unwrap_or_default()),
    }
}
