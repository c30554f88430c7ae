//! Contracts that mean harm, to be stored on the embedded chain beside the market's own.

use api::common::Asset;
use api::job_market::JobEnded;
use api::pool::SwapReceived;
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError,
    StdResult, Storage, Uint128, WasmMsg,
};
use cw20::{BalanceResponse, Cw20QueryMsg, Cw20ReceiveMsg, TokenInfoResponse};
use cw_multi_test::{Contract, ContractWrapper};
use serde::{Deserialize, Serialize};

use compute_amm_testing::market::Market;

/// What a [`token`] does when it is told to transfer or send.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Moves balances, as a token should.
    Honest,
    /// Says it went well, and moves nothing.
    Lies,
    /// Fails.
    Fails,
    /// Moves balances, then sends this message.
    ReEnters(Call),
}

/// A message that a hostile contract sends in its own name.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Call {
    /// To which contract.
    pub contract: String,
    /// The message.
    pub msg: Binary,
}

/// What a hostile token understands: as much of cw20 as the market uses, and its master's orders.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum TokenMsg {
    /// cw20.
    Transfer { recipient: String, amount: Uint128 },
    /// cw20.
    Send { contract: String, amount: Uint128, msg: Binary },
    /// How to behave from now on.
    Behave(Mode),
    /// Says that somebody has so much, whatever was so.
    Set { holder: String, amount: Uint128 },
    /// Tells a contract that `sender` sent it tokens, which nobody did.
    Claim { contract: String, sender: String, amount: Uint128, msg: Binary },
}

/// What a [`puppet`] understands.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum PuppetMsg {
    /// Sends this message in its own name.
    Do(Call),
    /// Says from now on in its cw2 record that it is a contract of this name.
    Pose(String),
    /// The end of a swap; the message says what comes of it: an [`Answer`].
    ReceiveSwap(SwapReceived),
    /// A job has ended; the message says what comes of it: an [`Answer`].
    JobEnded(JobEnded),
}

/// What a puppet does when a swap ends in it, or when it is told that a job has ended.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Keeps what came.
    Keep,
    /// Fails.
    Fail,
    /// Sends these messages, in this order.
    Send(Vec<Call>),
}

impl Call {
    /// A message to a contract.
    pub fn new(contract: &str, msg: &impl Serialize) -> Self {
        Self { contract: contract.into(), msg: to_json_binary(msg).expect("messages serialise") }
    }

    fn message(self) -> WasmMsg {
        WasmMsg::Execute { contract_addr: self.contract, msg: self.msg, funds: vec![] }
    }
}

/// A cw20 that obeys its master instead of its holders.
pub fn token() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(run_token, start, answer_balance))
}

/// A contract that says anything to anyone.
pub fn puppet() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(run_puppet, start, |_: Deps, _: Env, _: Empty| to_json_binary(&())))
}

/// An external verifier that is honest until it is told otherwise.
pub fn verifier() -> Box<dyn Contract<Empty>> {
    use hostile_verifier::{execute, instantiate, query, reply};
    Box::new(ContractWrapper::new(execute, instantiate, query).with_reply(reply))
}

/// What a contract becomes whose admin takes it away: it understands nothing.
pub fn gone() -> Box<dyn Contract<Empty>> {
    let nothing = |_: DepsMut, _: Env, _: MessageInfo, _: Empty| -> StdResult<Response> {
        Err(StdError::generic_err("nobody is here"))
    };
    let gone = ContractWrapper::new(nothing, start, |_: Deps, _: Env, _: Empty| to_json_binary(&()));
    Box::new(gone.with_migrate(|_: DepsMut, _: Env, _: Empty| -> StdResult<Response> { Ok(Response::new()) }))
}

/// Whom hostile contracts obey.
pub trait Master {
    /// Tells a hostile token something, and expects that it does it.
    fn order(&mut self, token: &Asset, msg: &TokenMsg);

    /// Tells a hostile verifier how to behave.
    fn turn(&mut self, verifier: &Addr, mode: hostile_verifier::Mode);

    /// Sends a message in the name of a puppet.
    fn pull(&mut self, puppet: &Addr, contract: &str, msg: &impl Serialize) -> anyhow::Result<()>;

    /// Has a puppet say that it is another contract.
    fn pose(&mut self, puppet: &Addr, name: &str);
}

impl Master for Market {
    fn order(&mut self, token: &Asset, msg: &TokenMsg) {
        let master = self.address("master of the hostile");
        let Asset::Cw20 { address } = token else { panic!("{token} is no token") };
        self.send(&master, &address.clone(), msg, &[]).unwrap_or_else(|e| panic!("{msg:?}: {e:#}"));
    }

    fn turn(&mut self, verifier: &Addr, mode: hostile_verifier::Mode) {
        let master = self.address("master of the hostile");
        let msg = hostile_verifier::ExecuteMsg::Behave(mode);
        self.send(&master, verifier.as_str(), &msg, &[]).expect("it obeys anyone");
    }

    fn pull(&mut self, puppet: &Addr, contract: &str, msg: &impl Serialize) -> anyhow::Result<()> {
        let master = self.address("master of the hostile");
        let order = PuppetMsg::Do(Call::new(contract, msg));
        self.send(&master, puppet.as_str(), &order, &[]).map(|_| ())
    }

    fn pose(&mut self, puppet: &Addr, name: &str) {
        let master = self.address("master of the hostile");
        let order = PuppetMsg::Pose(name.into());
        self.send(&master, puppet.as_str(), &order, &[]).expect("it obeys anyone");
    }
}

fn start(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

const MODE: &[u8] = b"mode";

fn balance(storage: &dyn Storage, holder: &str) -> StdResult<u128> {
    let stored = storage.get(&[b"b", holder.as_bytes()].concat());
    stored.map_or(Ok(0), |bytes| from_json::<Uint128>(bytes).map(|amount| amount.u128()))
}

fn set_balance(storage: &mut dyn Storage, holder: &str, amount: u128) -> StdResult<()> {
    storage.set(&[b"b", holder.as_bytes()].concat(), &to_json_binary(&Uint128::new(amount))?);
    Ok(())
}

fn shift(storage: &mut dyn Storage, from: &str, to: &str, amount: Uint128) -> StdResult<Response> {
    let mode = storage.get(MODE).map_or(Ok(Mode::Honest), from_json)?;
    let call = match mode {
        Mode::Fails => return Err(StdError::generic_err("no transfer today")),
        Mode::Lies => return Ok(Response::new()),
        Mode::Honest => None,
        Mode::ReEnters(call) => Some(call.message()),
    };
    let had = balance(storage, from)?;
    let rest =
        had.checked_sub(amount.u128()).ok_or_else(|| StdError::generic_err(format!("{from} has {had}")))?;
    set_balance(storage, from, rest)?;
    let has = balance(storage, to)?;
    set_balance(storage, to, has + amount.u128())?;
    Ok(Response::new().add_messages(call))
}

fn run_token(deps: DepsMut, _: Env, info: MessageInfo, msg: TokenMsg) -> StdResult<Response> {
    let from = info.sender.as_str();
    match msg {
        TokenMsg::Transfer { recipient, amount } => shift(deps.storage, from, &recipient, amount),
        TokenMsg::Send { contract, amount, msg } => {
            let hook = Cw20ReceiveMsg { sender: from.into(), amount, msg };
            Ok(shift(deps.storage, from, &contract, amount)?.add_message(hook.into_cosmos_msg(contract)?))
        }
        TokenMsg::Behave(mode) => {
            deps.storage.set(MODE, &to_json_binary(&mode)?);
            Ok(Response::new())
        }
        TokenMsg::Set { holder, amount } => {
            set_balance(deps.storage, &holder, amount.u128())?;
            Ok(Response::new())
        }
        TokenMsg::Claim { contract, sender, amount, msg } => {
            let hook = Cw20ReceiveMsg { sender, amount, msg };
            Ok(Response::new().add_message(hook.into_cosmos_msg(contract)?))
        }
    }
}

fn answer_balance(deps: Deps, _: Env, msg: Cw20QueryMsg) -> StdResult<Binary> {
    match msg {
        Cw20QueryMsg::Balance { address } => {
            to_json_binary(&BalanceResponse { balance: Uint128::new(balance(deps.storage, &address)?) })
        }
        Cw20QueryMsg::TokenInfo {} => to_json_binary(&TokenInfoResponse {
            name: "hostile".into(),
            symbol: "HOSTILE".into(),
            decimals: 6,
            total_supply: Uint128::MAX,
        }),
        other => Err(StdError::generic_err(format!("not answered: {other:?}"))),
    }
}

fn run_puppet(deps: DepsMut, _: Env, _: MessageInfo, msg: PuppetMsg) -> StdResult<Response> {
    let answer = match msg {
        PuppetMsg::Pose(name) => {
            cw2::set_contract_version(deps.storage, name, "1")?;
            Answer::Keep
        }
        PuppetMsg::Do(call) => Answer::Send(vec![call]),
        PuppetMsg::ReceiveSwap(swap) => from_json(&swap.msg)?,
        PuppetMsg::JobEnded(ended) => ended.msg.map_or(Ok(Answer::Keep), from_json)?,
    };
    let calls = match answer {
        Answer::Keep => vec![],
        Answer::Fail => return Err(StdError::generic_err("refused by the callee")),
        Answer::Send(calls) => calls,
    };
    Ok(Response::new().add_messages(calls.into_iter().map(Call::message)))
}
