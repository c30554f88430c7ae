//! The pool contract's own quotes, on pools that came from its query `pools`: no chain is asked, and nothing is
//! calculated here. The pools are laid out in a storage in memory as the contract stores them, and then it answers.
//!
//! Like a contract it takes and gives JSON, by the same entry point; of what a chain provides it calls nothing.

use amm_math::oracle::Observation;
use amm_math::MathError;
use api::pool::raw::{Hot, LISTED};
use api::pool::{PoolResponse, QueryMsg};
use cosmwasm_schema::cw_serde;
#[cfg(target_arch = "wasm32")]
use cosmwasm_std::entry_point;
use cosmwasm_std::{Addr, Binary, Deps, Env, MemoryStorage, StdError, Storage};
use pool::error::ContractError;
use pool::state::{save_hot, save_pool, save_supply, Aside, PoolConfig};
use thiserror::Error;

/// What is asked.
#[cw_serde]
pub struct Quote {
    /// The pools on the way, as the query `pool` or `pools` answers with them.
    pub pools: Vec<PoolResponse>,
    /// One of the queries `quote_…`, as the contract takes it.
    pub query: QueryMsg,
}

/// Why there is no quote.
#[derive(Error, Debug, PartialEq)]
pub enum QuoteError {
    /// What the contract says.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// A pool cannot be laid out.
    #[error(transparent)]
    Math(#[from] MathError),
    /// Its storage refuses.
    #[error(transparent)]
    Std(#[from] StdError),
    /// The query is none of the quotes.
    #[error("expected one of the queries quote_exact_in, quote_exact_out, quote_provide, quote_provide_single, quote_withdraw")]
    NoQuote,
    /// The first deposit depends on what the answer to `pool` does not have.
    #[error("pool {pool_id} is empty: ask the contract what its first deposit comes to")]
    Empty {
        /// Which pool.
        pool_id: u64,
    },
}

/// Answers as the pool contract does in a block in which nothing has changed the pools yet, with the same JSON and the
/// same errors.
///
/// Two things are not in a [`PoolResponse`]: whether an asset is delisted (each counts as listed), and which part of
/// the accrued fees was set aside (all count with the largest reserve allowed).
#[cfg_attr(target_arch = "wasm32", entry_point)]
pub fn query(deps: Deps, env: Env, msg: Quote) -> Result<Binary, QuoteError> {
    let empty = |id| msg.pools.iter().any(|pool| pool.pool_id == id && pool.lp_supply.is_zero());
    match msg.query {
        QueryMsg::QuoteProvide { pool_id, .. } if empty(pool_id) => {
            return Err(QuoteError::Empty { pool_id });
        }
        QueryMsg::QuoteExactIn { .. }
        | QueryMsg::QuoteExactOut { .. }
        | QueryMsg::QuoteProvide { .. }
        | QueryMsg::QuoteProvideSingle { .. }
        | QueryMsg::QuoteWithdraw { .. } => {}
        _ => return Err(QuoteError::NoQuote),
    }
    let mut storage = MemoryStorage::new();
    for pool in msg.pools {
        lay_out(&mut storage, &env, pool)?;
    }
    let deps = Deps { storage: &storage, api: deps.api, querier: deps.querier };
    Ok(pool::contract::query(deps, env, msg.query)?)
}

/// Stores a pool as the contract does.
fn lay_out(storage: &mut dyn Storage, env: &Env, pool: PoolResponse) -> Result<(), QuoteError> {
    let aside = |amount| Aside { accrued: amount, lp: 0 };
    let accrued = (pool.accrued_0.u128(), pool.accrued_1.u128());
    for asset in [&pool.asset_0, &pool.asset_1] {
        LISTED.save(storage, &asset.key(), asset)?;
    }
    save_pool(
        storage,
        pool.pool_id,
        &PoolConfig {
            asset_0: pool.asset_0,
            asset_1: pool.asset_1,
            fees: pool.fees,
            paused: pool.paused,
            lp_token: Addr::unchecked(pool.lp_token),
            delisted: (false, false),
            launch: pool.launch,
            aside: (aside(0), aside(0)),
        },
    )?;
    let mut hot = Hot {
        reserves: (pool.reserve_0.u128(), pool.reserve_1.u128()),
        fees: accrued,
        spreads: (pool.spread_0.u128(), pool.spread_1.u128()),
        virtual_1: pool.virtual_reserve.u128(),
        // Means are no matter of quotes, and the block anchor is none of a block's first change.
        obs: Observation::first(env.block.height, env.block.time.seconds(), 0),
        anchor: 0,
        checkpoint_time: 0,
    };
    if hot.reserves.0 > 0 {
        hot.obs.last_log = hot.spot_log()?;
        hot.anchor = hot.obs.last_log;
    }
    save_hot(storage, pool.pool_id, &hot)?;
    save_supply(storage, pool.pool_id, pool.lp_supply.u128());
    Ok(())
}
