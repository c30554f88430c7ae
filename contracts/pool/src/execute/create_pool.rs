//! New pools.

use amm_math::log::log2_ratio;
use amm_math::oracle::Observation;
use amm_math::{Price, Rounding};
use api::common::{check_range, lp_salt, no_funds, Asset, CommonError};
use api::ownership::assert_owner;
use api::pool::events::PoolEvent;
use api::pool::raw::Hot;
use api::pool::{Fees, Paused, PoolCreated};
use api::token::{check_symbol, NewToken, DECIMALS};
use cosmwasm_std::{to_json_binary, DepsMut, Empty, Env, Event, MessageInfo, Order, Response, Storage};

use super::assets::MAX_POOLS;
use crate::error::ContractError;
use crate::ledger::check_listed;
use crate::state::{save_hot, save_pool, Config, PoolConfig, CONFIG, LAST_POOL, POOLS_OF};

/// What governance chooses of a new pool.
#[derive(Debug)]
pub struct NewPool {
    /// First asset.
    pub asset_0: Asset,
    /// Second asset.
    pub asset_1: Asset,
    /// Its fees.
    pub fees: Fees,
    /// Symbol of its LP token.
    pub lp_symbol: String,
    /// Amounts of either asset that are worth the same, base units: the reference price.
    pub reference: (u128, u128),
    /// Whether it is a launch pool.
    pub launch: bool,
}

/// Creates an empty pool. Its LP token's address is computed from the code's checksum, so that no reply is needed.
pub fn run(deps: DepsMut, env: &Env, info: &MessageInfo, new: NewPool) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    let NewPool { asset_0, asset_1, fees, lp_symbol, reference, launch } = new;
    if asset_0 == asset_1 {
        return Err(ContractError::SameAssets { asset: asset_0 });
    }
    check_listed(deps.storage, &asset_0)?;
    check_listed(deps.storage, &asset_1)?;
    let Config { network_denom, token_code_id, .. } = CONFIG.load(deps.storage)?;
    if launch && asset_1 != Asset::native(&network_denom) {
        return Err(ContractError::LaunchAsset { expected: Asset::native(network_denom), got: asset_1 });
    }
    check_few(deps.storage, &asset_0, &network_denom)?;
    check_few(deps.storage, &asset_1, &network_denom)?;
    check_fees(fees)?;
    check_symbol("lp_symbol", &lp_symbol)?;
    let empty = empty(reference)?;

    let pool_id = LAST_POOL.may_load(deps.storage)?.unwrap_or(0).saturating_add(1);
    let token = NewToken {
        code_id: token_code_id,
        admin: &info.sender,
        label: format!("lp-{pool_id}"),
        name: format!("{lp_symbol} pool {pool_id}"),
        symbol: lp_symbol,
        decimals: DECIMALS,
        salt: lp_salt(pool_id),
    };
    let (lp_token, instantiate) = token.instantiate(deps.as_ref(), &env.contract.address)?;

    LAST_POOL.save(deps.storage, &pool_id)?;
    let config = PoolConfig {
        asset_0,
        asset_1,
        fees,
        paused: Paused { swap: false, provide: false },
        lp_token: lp_token.clone(),
        delisted: (false, false),
        launch,
        aside: Default::default(),
    };
    for asset in [&config.asset_0, &config.asset_1] {
        POOLS_OF.save(deps.storage, (&asset.key(), pool_id), &Empty {})?;
    }
    save_pool(deps.storage, pool_id, &config)?;
    save_hot(deps.storage, pool_id, &empty)?;

    let event: Event = PoolEvent::CreatePool {
        pool_id,
        asset_0: &config.asset_0,
        asset_1: &config.asset_1,
        lp_token: &lp_token,
        fees,
        reference,
        launch,
    }
    .into();
    let data = to_json_binary(&PoolCreated { pool_id })?;
    Ok(Response::new().add_event(event).add_message(instantiate).set_data(data))
}

/// Refuses another pool of an asset that has [`MAX_POOLS`] already. Of the network token, which stays listed, there may
/// be any number.
fn check_few(storage: &dyn Storage, asset: &Asset, network_denom: &str) -> Result<(), CommonError> {
    if *asset == Asset::native(network_denom) {
        return Ok(());
    }
    let key = asset.key();
    let pools = POOLS_OF.prefix(&key).keys(storage, None, None, Order::Ascending).take(MAX_POOLS);
    check_range("pools of an asset", pools.count().saturating_add(1), 1, MAX_POOLS)
}

/// The hot record of a pool that nobody has provided to: of its observation only the reference price counts.
/// Refuses an amount of zero, and a price that no mean could have.
pub fn empty(reference: (u128, u128)) -> Result<Hot, ContractError> {
    for (field, amount) in [("reference_0", reference.0), ("reference_1", reference.1)] {
        if amount == 0 {
            return Err(ContractError::ZeroAmount { field });
        }
    }
    let log = log2_ratio(reference.1, reference.0)?;
    // Every reader of a mean turns it into a price: one that no price can hold would stop them all.
    for rounding in [Rounding::Down, Rounding::Up] {
        Price::from_log2(log, rounding)?;
    }
    let obs = Observation::first(0, 0, log);
    Ok(Hot {
        reserves: (0, 0),
        fees: (0, 0),
        spreads: (0, 0),
        virtual_1: 0,
        obs,
        anchor: log,
        checkpoint_time: 0,
    })
}

/// Refuses fees out of their bounds.
pub fn check_fees(fees: Fees) -> Result<(), CommonError> {
    check_range("fees.fee_bps", fees.fee_bps, 5, 500)?;
    check_range("fees.protocol_share_bps", fees.protocol_share_bps, 0, 2_500)
}
