//! Which assets may come in.

use api::common::{no_funds, Asset};
use api::ownership::assert_owner;
use api::pool::events::PoolEvent;
use cosmwasm_std::{
    DepsMut, Event, MessageInfo, Order, QuerierWrapper, Response, StdResult, Storage, Uint128,
};
use cw20::Cw20QueryMsg;
use serde::Deserialize;

use crate::error::ContractError;
use crate::ledger::check_listed;
use crate::state::{load_pool, save_pool, CONFIG, KNOWN, LISTED, POOLS_OF};

/// Most pools of an asset other than the network token: as many as a delisting has to tell.
pub const MAX_POOLS: usize = 64;

/// Owner: lists an asset, also one that was delisted; its pools take it in again.
pub fn list(deps: DepsMut, info: &MessageInfo, asset: &Asset) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    asset.check(deps.api)?;
    if LISTED.has(deps.storage, &asset.key()) {
        return Err(ContractError::AlreadyListed { asset: asset.clone() });
    }
    check_token(&deps.querier, asset)?;
    LISTED.save(deps.storage, &asset.key(), asset)?;
    KNOWN.save(deps.storage, &asset.key(), asset)?;
    tell_pools(deps.storage, asset, false)?;
    let event: Event = PoolEvent::ListAsset { asset }.into();
    Ok(Response::new().add_event(event))
}

/// Owner: delists an asset. From now on none of it comes in, and what is there leaves as before. It is not asked for
/// its balance: a token that lies, and anybody who sends some of it, could prevent this.
pub fn delist(deps: DepsMut, info: &MessageInfo, asset: &Asset) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    check_listed(deps.storage, asset)?;
    let network_denom = CONFIG.load(deps.storage)?.network_denom;
    if *asset == Asset::native(&network_denom) {
        return Err(ContractError::DelistNetwork { denom: network_denom });
    }
    LISTED.remove(deps.storage, &asset.key());
    tell_pools(deps.storage, asset, true)?;
    let event: Event = PoolEvent::DelistAsset { asset }.into();
    Ok(Response::new().add_event(event))
}

/// Writes into each pool of an asset whether it is delisted: a swap must not read the list.
fn tell_pools(storage: &mut dyn Storage, asset: &Asset, delisted: bool) -> Result<(), ContractError> {
    let key = asset.key();
    let pools = POOLS_OF.prefix(&key).keys(storage, None, None, Order::Ascending).take(MAX_POOLS);
    for pool_id in pools.collect::<StdResult<Vec<_>>>()? {
        let mut pool = load_pool(storage, pool_id)?;
        let side = pool.side(pool_id, asset)?;
        *side.of_mut(&mut pool.delisted) = delisted;
        save_pool(storage, pool_id, &pool)?;
    }
    Ok(())
}

/// Of a cw20's `token_info`, what a cw20 must say; others may say more.
#[derive(Deserialize)]
struct TokenInfo {
    #[serde(rename = "decimals")]
    _decimals: u8,
    #[serde(rename = "total_supply")]
    _total_supply: Uint128,
}

/// Refuses a cw20 that is no contract, or one that does not answer `token_info`.
fn check_token(querier: &QuerierWrapper, asset: &Asset) -> Result<(), ContractError> {
    let Asset::Cw20 { address } = asset else { return Ok(()) };
    match querier.query_wasm_smart::<TokenInfo>(address, &Cw20QueryMsg::TokenInfo {}) {
        Ok(_) => Ok(()),
        Err(error) => Err(ContractError::NoToken {
            asset: asset.clone(),
            got: error.to_string().chars().take(256).collect(),
        }),
    }
}
