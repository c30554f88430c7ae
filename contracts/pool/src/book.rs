//! The pools that one message touches.

use amm_math::oracle::{Checkpoints, WINDOWS};
use api::common::Asset;
use cosmwasm_std::{Env, Storage};

use crate::error::ContractError;
use crate::pool::{Pool, Provided};
use crate::state::{load_checkpoints, load_hot, load_least, load_pool, save_checkpoints, save_hot, CONFIG};

/// Pools in memory: each is read once, however often a message passes it, and observed before anything changes it.
/// Execution stores the book at its end; a quote drops it.
#[derive(Debug)]
pub struct Book {
    height: u64,
    time: u64,
    /// Whether every pool is taken as nothing had changed it in this block.
    fresh: bool,
    pools: Vec<Pool>,
}

impl Book {
    /// An empty book for this block.
    pub fn new(env: &Env) -> Self {
        Book { height: env.block.height, time: env.block.time.seconds(), fresh: false, pools: vec![] }
    }

    /// A book for quotes: they assume that nothing has changed their pools in the block.
    pub fn fresh(env: &Env) -> Self {
        Book { fresh: true, ..Book::new(env) }
    }

    /// A pool as this message has left it so far. Reads two records (hot, configuration) the first time.
    pub fn pool(&mut self, storage: &dyn Storage, id: u64) -> Result<&mut Pool, ContractError> {
        let position = match self.pools.iter().position(|pool| pool.id == id) {
            Some(position) => position,
            None => {
                let (config, hot) = (load_pool(storage, id)?, load_hot(storage, id)?);
                let mut pool = Pool { id, config, hot, fresh: false };
                pool.observe(self.height, self.time)?;
                pool.fresh |= self.fresh;
                self.pools.push(pool);
                self.pools.len().saturating_sub(1)
            }
        };
        self.pools.get_mut(position).ok_or(ContractError::UnknownPool { pool_id: id })
    }

    /// [`Pool::provide`] at this block. Refuses amounts of zero (but none of asset 1 for a launch pool), and first
    /// liquidity with less of the network token than the governed least: of a launch pool its worth at the reference
    /// price counts.
    pub fn provide(
        &mut self,
        storage: &dyn Storage,
        id: u64,
        supply: u128,
        max: (u128, u128),
    ) -> Result<Provided, ContractError> {
        let (height, time) = (self.height, self.time);
        let pool = self.pool(storage, id)?;
        for (field, zero) in [("max_0", max.0 == 0), ("max_1", max.1 == 0 && !pool.config.launch)] {
            if zero {
                return Err(ContractError::ZeroAmount { field });
            }
        }
        let (first, launch) = (supply == 0, pool.config.launch);
        if first && !launch {
            check_least(storage, pool, max)?;
        }
        let provided = pool.provide(supply, max, height, time)?;
        if first && launch {
            check_least(storage, pool, (0, provided.supply))?;
        }
        Ok(provided)
    }

    /// Writes each hot record once, and rotates the checkpoints of those where the shortest window has passed.
    pub fn store(self, storage: &mut dyn Storage) -> Result<(), ContractError> {
        for mut pool in self.pools {
            if !pool.is_empty() {
                rotate(storage, &mut pool)?;
            }
            save_hot(storage, pool.id, &pool.hot)?;
        }
        Ok(())
    }
}

/// Refuses a first deposit that brings too little of the network token. A pool without it is free of the bound.
fn check_least(storage: &dyn Storage, pool: &Pool, brought: (u128, u128)) -> Result<(), ContractError> {
    let net = Asset::native(CONFIG.load(storage)?.network_denom);
    let Ok(side) = pool.side(&net) else { return Ok(()) };
    let (least, got) = (load_least(storage)?, side.of(brought));
    if got < least {
        return Err(ContractError::BelowLeast { pool_id: pool.id, least, got });
    }
    Ok(())
}

/// Keeps checkpoints at hand that are at least one window old, for every window. The hot record holds the time of the
/// last one of the shortest window (0 before the first), so that nothing is read while none is due.
fn rotate(storage: &mut dyn Storage, pool: &mut Pool) -> Result<(), ContractError> {
    let [shortest, ..] = WINDOWS;
    let obs = pool.hot.obs;
    if obs.time.saturating_sub(pool.hot.checkpoint_time) < shortest {
        return Ok(());
    }
    let checkpoints = match load_checkpoints(storage, pool.id)? {
        Some(mut checkpoints) => {
            checkpoints.rotate(&obs);
            checkpoints
        }
        None => Checkpoints::first(&obs),
    };
    pool.hot.checkpoint_time = obs.time;
    save_checkpoints(storage, pool.id, &checkpoints)
}
