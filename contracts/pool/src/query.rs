//! Answers. Quotes run on a book that is dropped.

use amm_math::{Price, Rounding};
use api::common::{checked_addr, Asset, AssetAmount};
use api::paging::{between, page, ListOrder};
use api::pool::means::Means;
use api::pool::{
    raw, AccountEntry, AccountsOfResponse, AccountsResponse, AllowanceResponse, AssetsResponse,
    ConfigResponse, Leg, Peers, PoolResponse, PoolsResponse, PricesResponse, ProvideQuoteResponse, QueryMsg,
    QuoteResponse, Route, WithdrawQuoteResponse,
};
use api::price::shown;
use cosmwasm_std::{to_json_binary, Binary, CanonicalAddr, Deps, Env, Order, StdResult, Storage, Uint128};
use cw_storage_plus::{Bound, Map};

use crate::book::Book;
use crate::costs::costs;
use crate::error::ContractError;
use crate::ledger::allowance;
use crate::pool::Provided;
use crate::route::{self, Filled};
use crate::state::{
    decode_amount, load_account, load_checkpoints, load_hot, load_least, load_pool, load_supply, Allowance,
    CONFIG, KNOWN, LAST_POOL, LISTED, POOLS_OF,
};

/// Answers one query.
pub fn run(deps: Deps, env: &Env, msg: QueryMsg) -> Result<Binary, ContractError> {
    let storage = deps.storage;
    let answer = match msg {
        QueryMsg::Config {} => to_json_binary(&config(storage)?),
        QueryMsg::Pool { pool_id } => to_json_binary(&pool(storage, pool_id)?),
        QueryMsg::Pools { order, start_after, limit } => {
            to_json_binary(&pools(storage, order, start_after, limit)?)
        }
        QueryMsg::PoolsOf { asset, order, start_after, limit } => {
            to_json_binary(&pools_of(storage, &asset, order, start_after, limit)?)
        }
        QueryMsg::QuoteExactIn { route, amount_in } => {
            to_json_binary(&quote_exact_in(storage, env, route, amount_in)?)
        }
        QueryMsg::QuoteExactOut { offer, legs } => {
            to_json_binary(&quote_exact_out(storage, env, offer, &legs)?)
        }
        QueryMsg::QuoteProvide { pool_id, max_0, max_1 } => {
            let supply = load_supply(storage, pool_id)?;
            let max = (max_0.u128(), max_1.u128());
            to_json_binary(&provided(Book::fresh(env).provide(storage, pool_id, supply, max)?))
        }
        QueryMsg::QuoteProvideSingle { pool_id, asset, amount } => {
            to_json_binary(&provided(provide_single(storage, env, pool_id, &asset, amount)?))
        }
        QueryMsg::QuoteWithdraw { pool_id, shares } => {
            let supply = load_supply(storage, pool_id)?;
            let out = Book::fresh(env).pool(storage, pool_id)?.withdraw(supply, shares.u128())?.out;
            to_json_binary(&WithdrawQuoteResponse { amount_0: out.0.into(), amount_1: out.1.into() })
        }
        QueryMsg::Prices { pool_id } => to_json_binary(&prices(storage, env, pool_id)?),
        QueryMsg::Account { owner, asset } => {
            let owner = checked_addr(deps.api, "owner", &owner)?;
            let amount = load_account(deps.api, storage, &asset, &owner)?.into();
            to_json_binary(&AssetAmount { asset, amount })
        }
        QueryMsg::Accounts { asset, order, start_after, limit } => {
            to_json_binary(&accounts(deps, &asset, order, start_after.as_deref(), limit)?)
        }
        QueryMsg::AccountsOf { owner, order, start_after, limit } => {
            to_json_binary(&accounts_of(deps, &owner, order, start_after, limit)?)
        }
        QueryMsg::Allowance { owner, spender, asset } => {
            let owner = checked_addr(deps.api, "owner", &owner)?;
            let spender = checked_addr(deps.api, "spender", &spender)?;
            let Allowance { amount, expires } = allowance(storage, env, &owner, &spender, &asset)?;
            to_json_binary(&AllowanceResponse { amount, expires })
        }
        QueryMsg::Assets { order, start_after, limit } => {
            to_json_binary(&AssetsResponse { assets: assets(&LISTED, storage, order, start_after, limit)? })
        }
        QueryMsg::Ownership {} => to_json_binary(&cw_ownable::get_ownership(storage)?),
    };
    Ok(answer?)
}

fn config(storage: &dyn Storage) -> Result<ConfigResponse, ContractError> {
    let config = CONFIG.load(storage)?;
    Ok(ConfigResponse {
        guardian: config.guardian,
        token_code_id: config.token_code_id,
        network_denom: config.network_denom,
        least: load_least(storage)?.into(),
        peers: Peers {
            provider_registry: config.provider_registry.into(),
            job_market: config.job_market.into(),
            fee_collector: config.fee_collector.into(),
        },
    })
}

fn pool(storage: &dyn Storage, pool_id: u64) -> Result<PoolResponse, ContractError> {
    let config = load_pool(storage, pool_id)?;
    let hot = load_hot(storage, pool_id)?;
    let supply = load_supply(storage, pool_id)?;
    let reference = match supply {
        0 => Some(shown(Price::from_log2(hot.obs.last_log, Rounding::Up)?)?),
        _ => None,
    };
    Ok(PoolResponse {
        pool_id,
        asset_0: config.asset_0,
        asset_1: config.asset_1,
        reserve_0: hot.reserves.0.into(),
        reserve_1: hot.reserves.1.into(),
        accrued_0: config.aside.0.accrued.saturating_add(hot.fees.0).into(),
        accrued_1: config.aside.1.accrued.saturating_add(hot.fees.1).into(),
        spread_0: hot.spreads.0.into(),
        spread_1: hot.spreads.1.into(),
        launch: config.launch,
        virtual_reserve: hot.virtual_1.into(),
        lp_token: config.lp_token.into(),
        lp_supply: supply.into(),
        reference,
        fees: config.fees,
        paused: config.paused,
    })
}

fn pools(
    storage: &dyn Storage,
    order: Option<ListOrder>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let last = LAST_POOL.may_load(storage)?.unwrap_or(0);
    let (low, high, order) = between(order, start_after);
    let first = low.unwrap_or(0).saturating_add(1);
    let mut ids = first..=high.map_or(last, |high| high.saturating_sub(1).min(last));
    let next = || match order {
        Order::Ascending => ids.next(),
        Order::Descending => ids.next_back(),
    };
    let ids = std::iter::from_fn(next).take(page(limit));
    let pools = ids.map(|id| pool(storage, id)).collect::<Result<_, _>>()?;
    Ok(PoolsResponse { pools })
}

fn pools_of(
    storage: &dyn Storage,
    asset: &Asset,
    order: Option<ListOrder>,
    start_after: Option<u64>,
    limit: Option<u32>,
) -> Result<PoolsResponse, ContractError> {
    let key = asset.key();
    let (low, high, order) = between(order, start_after.map(Bound::exclusive));
    let ids = POOLS_OF.prefix(&key).keys(storage, low, high, order).take(page(limit));
    let pools = ids.map(|id| pool(storage, id?)).collect::<Result<_, _>>()?;
    Ok(PoolsResponse { pools })
}

fn quote_exact_in(
    storage: &dyn Storage,
    env: &Env,
    route: Route,
    amount_in: Uint128,
) -> Result<QuoteResponse, ContractError> {
    let mut book = Book::fresh(env);
    let filled = route::exact_in(&mut book, storage, &route.offer, &route.pools, amount_in.u128())?;
    quoted(storage, env, route.offer, amount_in.u128(), vec![filled])
}

fn quote_exact_out(
    storage: &dyn Storage,
    env: &Env,
    offer: Asset,
    legs: &[Leg],
) -> Result<QuoteResponse, ContractError> {
    let (filled, cost) = route::exact_out_legs(&mut Book::fresh(env), storage, &offer, legs)?;
    quoted(storage, env, offer, cost, filled)
}

fn quoted(
    storage: &dyn Storage,
    env: &Env,
    offer: Asset,
    paid: u128,
    filled: Vec<Filled>,
) -> Result<QuoteResponse, ContractError> {
    Ok(QuoteResponse {
        costs: costs(storage, env, &offer, &filled)?,
        paid: AssetAmount { asset: offer, amount: paid.into() },
        legs: filled.into_iter().map(|filled| filled.leg).collect(),
    })
}

fn provide_single(
    storage: &dyn Storage,
    env: &Env,
    pool_id: u64,
    asset: &Asset,
    amount: Uint128,
) -> Result<Provided, ContractError> {
    let supply = load_supply(storage, pool_id)?;
    let mut book = Book::fresh(env);
    let pool = book.pool(storage, pool_id)?;
    let side = pool.side(asset)?;
    pool.provide_single(supply, side, amount.u128())
}

fn provided(provided: Provided) -> ProvideQuoteResponse {
    ProvideQuoteResponse {
        used_0: provided.used.0.into(),
        used_1: provided.used.1.into(),
        shares: provided.shares.into(),
        lp_fee: provided.fee.lp.into(),
        protocol_fee: provided.fee.protocol.into(),
    }
}

fn prices(storage: &dyn Storage, env: &Env, pool_id: u64) -> Result<PricesResponse, ContractError> {
    let hot = load_hot(storage, pool_id)?;
    let checkpoints = load_checkpoints(storage, pool_id)?;
    let means = Means::at(&hot, checkpoints.as_ref(), env.block.time.seconds())?;
    let price = |of: fn(&Means) -> Option<Price>| means.as_ref().and_then(of).map(shown).transpose();
    Ok(PricesResponse {
        spot: price(|means| Some(means.spot))?,
        twap_10m: price(|means| means.ten_min)?,
        twap_30m: price(|means| means.half_hour)?,
        twap_24h: price(|means| means.day)?,
        twap_7d: price(|means| means.week)?,
    })
}

fn accounts(
    deps: Deps,
    asset: &Asset,
    order: Option<ListOrder>,
    start_after: Option<&str>,
    limit: Option<u32>,
) -> Result<AccountsResponse, ContractError> {
    let prefix = raw::accounts_prefix(asset);
    let after = match start_after {
        Some(owner) => {
            let owner = checked_addr(deps.api, "start_after", owner)?;
            Some(raw::account_key(asset, &deps.api.addr_canonicalize(owner.as_str())?))
        }
        None => None,
    };
    let (low, high, order) = between(order, after);
    // The first key after the one named, and one beyond every address: no address has 64 bytes.
    let start = low.map_or_else(|| prefix.clone(), |low| [low.as_slice(), &[0]].concat());
    let end = high.unwrap_or_else(|| [prefix.as_slice(), &[u8::MAX; 64]].concat());
    let accounts = deps
        .storage
        .range(Some(&start), Some(&end), order)
        .take(page(limit))
        .map(|(key, value)| {
            let owner = CanonicalAddr::from(key.get(prefix.len()..).unwrap_or_default());
            let amount = decode_amount(&value, "account")?.into();
            Ok(AccountEntry { owner: deps.api.addr_humanize(&owner)?, amount })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(AccountsResponse { accounts })
}

fn accounts_of(
    deps: Deps,
    owner: &str,
    order: Option<ListOrder>,
    start_after: Option<Asset>,
    limit: Option<u32>,
) -> Result<AccountsOfResponse, ContractError> {
    let owner = checked_addr(deps.api, "owner", owner)?;
    let accounts = assets(&KNOWN, deps.storage, order, start_after, limit)?
        .into_iter()
        .map(|asset| {
            let amount = load_account(deps.api, deps.storage, &asset, &owner)?.into();
            Ok(AssetAmount { asset, amount })
        })
        .collect::<Result<_, ContractError>>()?;
    Ok(AccountsOfResponse { accounts })
}

/// One page of a list of assets.
fn assets(
    list: &Map<&[u8], Asset>,
    storage: &dyn Storage,
    order: Option<ListOrder>,
    start_after: Option<Asset>,
    limit: Option<u32>,
) -> StdResult<Vec<Asset>> {
    let start_after = start_after.map(|asset| asset.key());
    let (low, high, order) = between(order, start_after.as_deref().map(Bound::exclusive));
    let page = list.range(storage, low, high, order).take(page(limit));
    page.map(|entry| entry.map(|(_, asset)| asset)).collect()
}
