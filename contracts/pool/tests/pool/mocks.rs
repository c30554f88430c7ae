//! Contracts at the other end of the pool's messages.

use api::common::{Asset, AssetAmount};
use api::fee_collector::{Category, ExecuteMsg as CollectorMsg, ReceiveMsg as CollectorReceive};
use api::pool::{ExecuteMsg as PoolMsg, SwapReceived, TransferItem};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    from_json, to_json_binary, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
    Uint128, WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper};
use cw_storage_plus::Item;

#[cw_serde]
pub enum CalleeMsg {
    ReceiveSwap(SwapReceived),
}

const CALLED: Item<SwapReceived> = Item::new("called");
const BOOKED: Item<Vec<Booked>> = Item::new("booked");

/// A contract that a swap ends in: keeps what it was told; told `refuse` it fails, told `return` it gives the rest back
/// to whom the pool named.
pub fn callee() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(callee_execute, start, callee_query))
}

/// The call that the callee got last, if it got one.
#[cw_serde]
pub struct Called {
    pub call: Option<SwapReceived>,
}

/// One deposit that reached the fee-collector.
#[cw_serde]
pub struct Booked {
    pub amount: AssetAmount,
    pub category: Category,
}

impl Booked {
    /// Swap fees, with what LPs earned beside them.
    pub fn fees(amount: AssetAmount, lp: u128) -> Self {
        Booked { amount, category: Category::SwapFees { lp: lp.into() } }
    }
}

/// A fee-collector that keeps what it was sent.
pub fn collector() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(collector_execute, start, collector_query))
}

fn start(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn callee_execute(deps: DepsMut, _: Env, info: MessageInfo, msg: CalleeMsg) -> StdResult<Response> {
    let CalleeMsg::ReceiveSwap(received) = msg;
    CALLED.save(deps.storage, &received)?;
    match from_json::<String>(&received.msg)?.as_str() {
        "refuse" => Err(StdError::generic_err("refused by the callee")),
        "return" => {
            let AssetAmount { asset, amount } = received.rest;
            let items = vec![TransferItem { asset, amount, to: received.sender }];
            let msg = to_json_binary(&PoolMsg::Transfer { owner: None, items })?;
            let back = WasmMsg::Execute { contract_addr: info.sender.into(), msg, funds: vec![] };
            Ok(Response::new().add_message(back))
        }
        _ => Ok(Response::new()),
    }
}

fn callee_query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&Called { call: CALLED.may_load(deps.storage)? })
}

fn collector_execute(deps: DepsMut, _: Env, info: MessageInfo, msg: CollectorMsg) -> StdResult<Response> {
    let (amount, category) = match msg {
        CollectorMsg::Deposit { category } => {
            assert_eq!(info.funds.len(), 1);
            let coin = &info.funds[0];
            (AssetAmount { asset: Asset::native(&coin.denom), amount: coin.amount }, category)
        }
        CollectorMsg::Receive(wrapper) => {
            let CollectorReceive::Deposit { category } = from_json(&wrapper.msg)?;
            (AssetAmount { asset: Asset::cw20(info.sender), amount: wrapper.amount }, category)
        }
        _ => return Err(StdError::generic_err("not of the pool's messages")),
    };
    if !matches!(category, Category::SwapFees { .. } | Category::Spread {}) {
        return Err(StdError::generic_err("not the pool's category"));
    }
    let mut booked = BOOKED.may_load(deps.storage)?.unwrap_or_default();
    booked.push(Booked { amount, category });
    BOOKED.save(deps.storage, &booked)?;
    Ok(Response::new())
}

fn collector_query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&BOOKED.may_load(deps.storage)?.unwrap_or_default())
}

/// How a wicked token behaves.
#[cw_serde]
pub enum Wicked {
    /// Answers transfers by sending this to the pool contract.
    ReEnters { pool: String, msg: PoolMsg },
    /// Fails transfers.
    Fails {},
    /// Says a transfer went well and moves nothing.
    Lies {},
    /// Makes the pool contract believe that tokens came.
    Claims { pool: String, msg: PoolMsg },
}

const WICKED: Item<Wicked> = Item::new("wicked");

/// A token that governance should never have listed.
pub fn wicked_token() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new(wicked_execute, start, wicked_query))
}

/// What a wicked token understands: how to behave, and cw20's transfer.
#[cw_serde]
pub enum WickedMsg {
    Behave(Wicked),
    Transfer { recipient: String, amount: Uint128 },
}

fn wicked_execute(deps: DepsMut, _: Env, _: MessageInfo, msg: WickedMsg) -> StdResult<Response> {
    let call = |pool: String, msg: &PoolMsg| -> StdResult<Response> {
        let execute = WasmMsg::Execute { contract_addr: pool, msg: to_json_binary(msg)?, funds: vec![] };
        Ok(Response::new().add_message(execute))
    };
    match msg {
        WickedMsg::Behave(Wicked::Claims { pool, msg }) => call(pool, &msg),
        WickedMsg::Behave(wicked) => {
            WICKED.save(deps.storage, &wicked)?;
            Ok(Response::new())
        }
        WickedMsg::Transfer { .. } => match WICKED.load(deps.storage)? {
            Wicked::ReEnters { pool, msg } => call(pool, &msg),
            Wicked::Fails {} => Err(StdError::generic_err("no transfer today")),
            Wicked::Lies {} | Wicked::Claims { .. } => Ok(Response::new()),
        },
    }
}

/// It answers `token_info`, or nobody would list it, and fails whoever asks for a balance.
fn wicked_query(_: Deps, _: Env, msg: cw20::Cw20QueryMsg) -> StdResult<Binary> {
    match msg {
        cw20::Cw20QueryMsg::TokenInfo {} => to_json_binary(&cw20::TokenInfoResponse {
            name: "wicked".into(),
            symbol: "WICKED".into(),
            decimals: 6,
            total_supply: Uint128::one(),
        }),
        _ => Err(StdError::generic_err("no answer")),
    }
}
