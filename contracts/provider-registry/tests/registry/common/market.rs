//! Stands in for a market to which providers pledge: it takes what it is told unless the provider says `no`, and tells the
//! registry whatever it is told to.

use api::provider_registry::{ExecuteMsg as RegistryMsg, PledgeReceived};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, DepsMut, Empty, Env, MessageInfo, Response, StdError, StdResult,
    WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use cw_storage_plus::Item;

use super::World;

/// What it understands.
#[cw_serde]
pub enum MarketMsg {
    /// From the registry.
    ReceivePledge(PledgeReceived),
    /// Passes a message on, in its own name.
    Tell {
        /// The registry.
        contract: String,
        /// What it says.
        msg: RegistryMsg,
    },
}

const LAST: Item<(Addr, PledgeReceived)> = Item::new("last");

fn code() -> Box<dyn Contract<Empty>> {
    Box::new(ContractWrapper::new_with_empty(execute, instantiate, query))
}

fn instantiate(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn execute(deps: DepsMut, _: Env, info: MessageInfo, msg: MarketMsg) -> StdResult<Response> {
    match msg {
        MarketMsg::ReceivePledge(pledge) if pledge.msg.as_slice() == b"no" => {
            Err(StdError::generic_err("the market refuses"))
        }
        MarketMsg::ReceivePledge(pledge) => {
            LAST.save(deps.storage, &(info.sender, pledge))?;
            Ok(Response::new())
        }
        MarketMsg::Tell { contract, msg } => Ok(Response::new().add_message(WasmMsg::Execute {
            contract_addr: contract,
            msg: to_json_binary(&msg)?,
            funds: vec![],
        })),
    }
}

/// Who told it of the last pledge, and what.
fn query(deps: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&LAST.may_load(deps.storage)?)
}

impl World {
    /// One more market, which is not allowed yet.
    pub fn another_market(&mut self) -> Addr {
        let code = self.app.store_code(code());
        self.app
            .instantiate_contract(code, self.owner.clone(), &Empty {}, &[], "another market", None)
            .unwrap()
    }

    /// Who told a market of the last pledge, and what.
    pub fn told(&self, market: &Addr) -> Option<(Addr, PledgeReceived)> {
        self.app.wrap().query_wasm_smart(market, &Empty {}).unwrap()
    }
}
