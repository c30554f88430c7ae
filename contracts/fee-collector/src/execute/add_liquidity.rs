//! Bringing NET of the liquidity share to a pool.

use api::common::{Asset, Source};
use api::fee_collector::events::FeeEvent;
use api::pool::{ExecuteMsg as PoolMsg, PoolResponse};
use api::store::{decode, encode};
use cosmwasm_std::{
    coins, to_json_binary, Addr, DepsMut, Env, Event, QuerierWrapper, Response, StdResult, SubMsg, WasmMsg,
};
use cw20::{BalanceResponse, Cw20QueryMsg};
use serde::{Deserialize, Serialize};

use crate::books::Books;
use crate::bucket::add;
use crate::error::ContractError;
use crate::hops::{check_price, meet, ordered, passed, pool, take, Met};
use crate::orders::{least_shares, provision};
use crate::state::{pool_key, today, unbooked, BALANCES, CONFIG, FUNDED};

/// Reply id of the provision.
pub const ADDED: u64 = 2;

/// What the reply has to know.
#[derive(Serialize, Deserialize)]
struct Addition {
    pool_id: u64,
    lp_token: Addr,
    /// Who sent the message.
    sender: Addr,
    /// NET that went along, base units.
    amount: u128,
    /// The fewest LP shares that have to come.
    min_shares: u128,
    /// LP shares before.
    shares: u128,
    /// NET beyond the books before.
    before: u128,
}

/// Anyone: provides NET alone, as much as there is or the pool takes at once.
pub fn run(deps: DepsMut, env: &Env, sender: &Addr, pool_id: u64) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let key = pool_key(pool_id);
    if !FUNDED.may_load(deps.storage, &key)?.unwrap_or_default().allowed {
        return Err(ContractError::NotAllowed { pool_id });
    }
    let now = env.block.time.seconds();
    let net = Asset::native(&config.network_denom);
    let met = pool(deps.querier, &config.pool, pool_id)?;
    check_pool(&met, &net)?;
    let Met { pool, hop } = meet(deps.as_ref(), &config.pool, met, &net, now)?;
    check_price(passed(&pool, &net)?.1, &[hop])?;
    let mut balances = BALANCES.may_load(deps.storage)?.unwrap_or_default();
    let held = balances.liquidity;
    let (amount, uses) = ordered(provision(held, &hop)?, &net, held, &[pool_id], &[hop], now)?;
    take(deps.storage, pool_id, &hop, uses, now)?;
    let min_shares = least_shares(amount, &hop, pool.lp_supply.u128())?;

    let this = &env.contract.address;
    let before = unbooked(deps.storage, deps.querier, this, &config.network_denom)?;
    let less = balances.liquidity.checked_sub(amount);
    balances.liquidity = less.ok_or(ContractError::Overflow { what: "liquidity that goes out" })?;
    BALANCES.save(deps.storage, &balances)?;

    let lp_token = Addr::unchecked(pool.lp_token);
    let shares = shares_of(deps.querier, &lp_token, this)?;
    let addition = Addition { pool_id, lp_token, sender: sender.clone(), amount, min_shares, shares, before };
    let provide = PoolMsg::ProvideSingle {
        pool_id,
        asset: net,
        from: Source::default(),
        min_shares: min_shares.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let provide = WasmMsg::Execute {
        contract_addr: config.pool.into(),
        msg: to_json_binary(&provide)?,
        funds: coins(amount, config.network_denom),
    };
    let provide = SubMsg::reply_on_success(provide, ADDED).with_payload(encode(&addition, "addition")?);
    Ok(Response::new().add_submessage(provide))
}

/// Books what the pool took; what it gave back waits for the next time.
pub fn added(deps: DepsMut, env: &Env, payload: &[u8]) -> Result<Response, ContractError> {
    let config = CONFIG.load(deps.storage)?;
    let addition: Addition = decode(payload, "addition")?;
    let this = &env.contract.address;
    let now = unbooked(deps.storage, deps.querier, this, &config.network_denom)?;
    let back = now.saturating_sub(addition.before).min(addition.amount);
    let taken = addition.amount.saturating_sub(back);
    let held = shares_of(deps.querier, &addition.lp_token, this)?;
    let shares = held.saturating_sub(addition.shares);
    if shares < addition.min_shares {
        let asset = Asset::cw20(&addition.lp_token);
        return Err(ContractError::CameShort { asset, min: addition.min_shares, got: shares });
    }
    let mut books = Books::open(deps.storage, today(env)?)?;
    books.liquidity_added(taken, back)?;
    books.close(deps.storage)?;
    let key = pool_key(addition.pool_id);
    let mut funded = FUNDED.load(deps.storage, &key)?;
    add(&mut funded.put_in, taken, "liquidity put in")?;
    FUNDED.save(deps.storage, &key, &funded)?;
    let event: Event = FeeEvent::AddLiquidity {
        sender: &addition.sender,
        pool_id: addition.pool_id,
        amount: taken.into(),
        shares: shares.into(),
    }
    .into();
    Ok(Response::new().add_event(event))
}

/// Refuses a pool to which no liquidity can go: one without NET, or a launch pool, where nothing is provided singly.
pub fn check_pool(pool: &PoolResponse, net: &Asset) -> Result<(), ContractError> {
    let PoolResponse { pool_id, asset_0, asset_1, .. } = pool;
    let (expected, got) = if asset_0 != net && asset_1 != net {
        ("a pool of the network token", format!("one of {asset_0} and {asset_1}"))
    } else if pool.launch {
        ("no launch pool", "one".to_owned())
    } else {
        return Ok(());
    };
    Err(ContractError::LiquidityPool { pool_id: *pool_id, expected, got })
}

/// LP shares that the contract holds.
pub fn shares_of(querier: QuerierWrapper, lp_token: &Addr, this: &Addr) -> StdResult<u128> {
    let query = Cw20QueryMsg::Balance { address: this.to_string() };
    let answer: BalanceResponse = querier.query_wasm_smart(lp_token, &query)?;
    Ok(answer.balance.u128())
}
