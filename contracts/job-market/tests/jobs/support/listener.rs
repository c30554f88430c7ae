//! A contract that is told of the ends of jobs, and does with it what the callback's message says.

use api::job_market::{HookMsg, JobEnded};
use cosmwasm_std::{
    from_json, to_json_binary, to_json_vec, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response,
    StdError, StdResult, WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use serde::{Deserialize, Serialize};

use super::*;

/// What it does when it is told.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub enum Mode {
    /// Notes it.
    Note,
    /// Fails.
    Fail,
    /// Notes it, and sends this to a contract; whatever comes of it is its own.
    Send(String, Binary),
}

/// What it understands beside the hook.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum ListenerMsg {
    /// Sends this in its own name.
    Do { to: String, msg: Binary },
    /// The hook.
    JobEnded(JobEnded),
}

/// What it noted: who told it, and what.
const NOTED: &[u8] = b"noted";

fn noted(deps: Deps) -> StdResult<Vec<(String, JobEnded)>> {
    deps.storage.get(NOTED).map_or(Ok(vec![]), from_json)
}

fn execute(deps: DepsMut, _env: Env, info: MessageInfo, msg: ListenerMsg) -> StdResult<Response> {
    let call = |contract_addr, msg| WasmMsg::Execute { contract_addr, msg, funds: vec![] };
    let ended = match msg {
        ListenerMsg::Do { to, msg } => return Ok(Response::new().add_message(call(to, msg))),
        ListenerMsg::JobEnded(ended) => ended,
    };
    // As another contract would read it.
    let same = from_json::<HookMsg>(to_json_vec(&ListenerMsg::JobEnded(ended.clone()))?)?;
    assert_eq!(same, HookMsg::JobEnded(ended.clone()));
    let mut all = noted(deps.as_ref())?;
    all.push((info.sender.into(), ended.clone()));
    deps.storage.set(NOTED, &to_json_vec(&all)?);
    Ok(match ended.msg.map(from_json).transpose()?.unwrap_or(Mode::Note) {
        Mode::Note => Response::new(),
        Mode::Fail => return Err(StdError::generic_err("it will not hear of it")),
        Mode::Send(to, msg) => Response::new().add_message(call(to, msg)),
    })
}

fn contract() -> Box<dyn Contract<Empty>> {
    let instantiate =
        |_: DepsMut, _: Env, _: MessageInfo, _: Empty| -> StdResult<Response> { Ok(Response::new()) };
    let query = |deps: Deps, _: Env, _: Empty| to_json_binary(&noted(deps)?);
    Box::new(ContractWrapper::new(execute, instantiate, query))
}

impl Market {
    /// A listener on the chain, with 100 NET in its account.
    pub fn listener(&mut self) -> Addr {
        let code = self.app.store_code(contract());
        let stranger = self.stranger.clone();
        let at =
            self.app.instantiate_contract(code, stranger.clone(), &Empty {}, &[], "listener", None).unwrap();
        let deposit = pool::ExecuteMsg::Deposit { receiver: Some(at.to_string()) };
        self.pool(&stranger, &deposit, &coins(100 * ONE, NET)).unwrap();
        at
    }

    /// What a listener was told, in order: of which job, with which state.
    pub fn told(&self, listener: &Addr) -> Vec<(u64, JobState)> {
        self.heard(listener).iter().map(|ended| (ended.job_id, ended.state)).collect()
    }

    /// The same, all of it; the job-market alone tells it anything.
    pub fn heard(&self, listener: &Addr) -> Vec<JobEnded> {
        let noted: Vec<(String, JobEnded)> = self.ask(listener.as_str(), &Empty {}).unwrap();
        assert!(noted.iter().all(|(by, _)| *by == self.at.job_market));
        noted.into_iter().map(|(_, ended)| ended).collect()
    }
}

/// The request with a callback of that listener.
pub fn told_to(listener: &Addr, mode: &Mode, request: JobRequest) -> JobRequest {
    let callback = Callback { contract: listener.to_string(), msg: Some(to_json_binary(mode).unwrap()) };
    JobRequest { callback: Some(callback), ..request }
}

/// Sends a message in a listener's name.
pub fn through(msg: &impl Serialize, to: &str) -> ListenerMsg {
    ListenerMsg::Do { to: to.into(), msg: to_json_binary(msg).unwrap() }
}
