//! Booking tokens that came.

use api::common::{Asset, AssetAmount};
use api::fee_collector::events::FeeEvent;
use api::fee_collector::ReceiveMsg;
use api::pool::raw::KNOWN;
use cosmwasm_std::{from_json, Addr, DepsMut, Event, Response};
use cw20::Cw20ReceiveMsg;

use super::deposit::{only_market, wait, PoolRevenue};
use crate::error::ContractError;
use crate::state::CONFIG;

/// Swap fees and spread in a token, and fees of a market in credits. Any contract can call this and name the pool as the sender,
/// so the token must be one that the pool lists, or did: fees of a delisted one still come.
pub fn run(deps: DepsMut, token: &Addr, wrapper: &Cw20ReceiveMsg) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let asset = Asset::cw20(token);
    if KNOWN.query(&deps.querier, config.pool.clone(), &asset.key())?.is_none() {
        return Err(ContractError::NotListed { got: asset });
    }
    let sender = Addr::unchecked(&wrapper.sender);
    if sender != config.pool {
        only_market(deps.as_ref(), &config, &sender, "tokens sent by the pool contract or a market")?;
    }
    if wrapper.amount.is_zero() {
        return Err(ContractError::NoTokens {});
    }
    let ReceiveMsg::Deposit { category } = from_json(&wrapper.msg)?;
    let Some(came) = PoolRevenue::of(&category, wrapper.amount) else {
        return Err(ContractError::TokenCategory { got: category.name() });
    };
    wait(deps.storage, &asset, &came)?;
    let amount = AssetAmount { asset, amount: wrapper.amount };
    let event: Event = FeeEvent::Deposit { sender: &sender, category: &category, amount }.into();
    Ok(Response::new().add_event(event))
}
