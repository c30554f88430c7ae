//! New pools.

use amm_math::oracle::Observation;
use amm_math::record::Hot;
use api::common::{check_len, check_range, no_funds, Asset, CommonError};
use api::pool::events::PoolEvent;
use api::pool::{Fees, Paused};
use api::token;
use cosmwasm_std::{
    instantiate2_address, to_json_binary, Addr, Binary, DepsMut, Env, Event, MessageInfo, Response, WasmMsg,
};
use cw_ownable::assert_owner;

use crate::error::ContractError;
use crate::ledger::check_listed;
use crate::state::{save_hot, save_pool, PoolConfig, CONFIG, LAST_POOL};

/// Decimals of LP shares.
const LP_DECIMALS: u8 = 6;

/// Creates an empty pool. Its LP token's address is computed from the code's checksum, so that no reply is needed.
pub fn run(
    deps: DepsMut,
    env: &Env,
    info: &MessageInfo,
    asset_0: Asset,
    asset_1: Asset,
    fees: Fees,
    lp_symbol: String,
) -> Result<Response, ContractError> {
    assert_owner(deps.storage, &info.sender)?;
    no_funds(info)?;
    if asset_0 == asset_1 {
        return Err(ContractError::SameAssets { asset: asset_0 });
    }
    check_listed(deps.storage, &asset_0)?;
    check_listed(deps.storage, &asset_1)?;
    check_fees(fees)?;
    check_symbol(&lp_symbol)?;

    let pool_id = LAST_POOL.may_load(deps.storage)?.unwrap_or(0).saturating_add(1);
    let code_id = CONFIG.load(deps.storage)?.token_code_id;
    let salt = [b"lp".as_slice(), &pool_id.to_be_bytes()].concat();
    let lp_token = lp_address(&deps, env, code_id, &salt)?;

    LAST_POOL.save(deps.storage, &pool_id)?;
    let config = PoolConfig {
        asset_0,
        asset_1,
        fees,
        paused: Paused { swap: false, provide: false },
        lp_token: lp_token.clone(),
    };
    save_pool(deps.storage, pool_id, &config)?;
    save_hot(deps.storage, pool_id, &EMPTY)?;

    let pool = env.contract.address.to_string();
    let msg = token::InstantiateMsg {
        name: format!("{lp_symbol} pool {pool_id}"),
        symbol: lp_symbol,
        decimals: LP_DECIMALS,
        minter: pool.clone(),
        burners: vec![pool],
    };
    let instantiate = WasmMsg::Instantiate2 {
        admin: Some(info.sender.to_string()),
        code_id,
        label: format!("lp-{pool_id}"),
        msg: to_json_binary(&msg)?,
        funds: vec![],
        salt: Binary::new(salt),
    };
    let event: Event = PoolEvent::CreatePool {
        pool_id,
        asset_0: &config.asset_0,
        asset_1: &config.asset_1,
        lp_token: &lp_token,
    }
    .into();
    Ok(Response::new().add_event(event).add_message(instantiate))
}

/// The hot record of a pool that nobody has provided to.
const EMPTY: Hot = Hot {
    reserves: (0, 0),
    fees: (0, 0),
    obs: Observation { height: 0, time: 0, last_log: 0, acc: 0 },
    checkpoint_time: 0,
};

/// Refuses fees out of their bounds.
pub fn check_fees(fees: Fees) -> Result<(), CommonError> {
    check_range("fees.fee_bps", fees.fee_bps, 5, 500)?;
    check_range("fees.protocol_share_bps", fees.protocol_share_bps, 0, 2_500)
}

fn check_symbol(symbol: &str) -> Result<(), CommonError> {
    check_len("lp_symbol", symbol, 3, 12)?;
    if symbol.bytes().all(|b| b.is_ascii_alphabetic() || b == b'-') {
        return Ok(());
    }
    Err(CommonError::Bounds {
        field: "lp_symbol",
        expected: "letters or `-`".into(),
        got: format!("`{symbol}`"),
    })
}

fn lp_address(deps: &DepsMut, env: &Env, code_id: u64, salt: &[u8]) -> Result<Addr, ContractError> {
    let checksum = deps.querier.query_wasm_code_info(code_id)?.checksum;
    let creator = deps.api.addr_canonicalize(env.contract.address.as_str())?;
    let address = instantiate2_address(checksum.as_slice(), &creator, salt)?;
    Ok(deps.api.addr_humanize(&address)?)
}
