//! A pool with the clock of its chain: the contract's own pool in memory, with the block anchor or without.

use amm_math::oracle::Observation;
use anyhow::Result;
use api::common::Asset;
use api::pool::raw::Hot;
use api::pool::{Fees, Paused};
use cosmwasm_std::Addr;
use pool::pool::{Pool, Side};
use pool::state::{Aside, PoolConfig};

/// Whether swaps after the first of a block are held to the price at which it began.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// As the contract does.
    On,
    /// Every swap is the first of its block.
    Off,
}

/// A pool of credits (asset 0) and NET (asset 1), and its LP supply.
#[derive(Clone, Debug)]
pub struct Venue {
    pool: Pool,
    supply: u128,
    anchor: Anchor,
    height: u64,
    time: u64,
}

impl Venue {
    /// A pool that begins with `reserve` of either asset, base units, at the end of a block.
    pub fn open(reserve: u128, fees: Fees, anchor: Anchor) -> Result<Self> {
        let config = PoolConfig {
            asset_0: Asset::native("credit"),
            asset_1: Asset::native("net"),
            fees,
            paused: Paused { swap: false, provide: false },
            lp_token: Addr::unchecked("lp"),
            delisted: (false, false),
            launch: false,
            aside: (Aside::default(), Aside::default()),
        };
        let hot = Hot {
            reserves: (0, 0),
            fees: (0, 0),
            spreads: (0, 0),
            virtual_1: 0,
            obs: Observation::first(1, 1, 0),
            anchor: 0,
            checkpoint_time: 0,
        };
        let pool = Pool { id: 1, config, hot, fresh: false };
        let mut venue = Self { pool, supply: 0, anchor, height: 1, time: 1 };
        let provided = venue.pool.provide(0, (reserve, reserve), 1, 1)?;
        venue.supply = provided.supply;
        venue.next_block(1);
        Ok(venue)
    }

    /// Begins another block, so many seconds later.
    pub fn next_block(&mut self, seconds: u64) {
        self.height += 1;
        self.time += seconds;
    }

    /// The pool as a message finds it.
    fn message(&mut self) -> Result<&mut Pool> {
        self.pool.fresh = false;
        self.pool.observe(self.height, self.time)?;
        self.pool.fresh |= self.anchor == Anchor::Off;
        Ok(&mut self.pool)
    }

    /// What exactly `amount` of a side brings of the other.
    pub fn sell(&mut self, side: Side, amount: u128) -> Result<u128> {
        Ok(self.message()?.sell(side, amount)?.received)
    }

    /// What exactly `amount` of a side costs of the other.
    pub fn buy(&mut self, side: Side, amount: u128) -> Result<u128> {
        Ok(self.message()?.buy(side.other(), amount)?.paid)
    }

    /// Provides for `shares`, in proportion; what that takes of credits and NET. Rounding may mint a few more.
    pub fn provide(&mut self, shares: u128) -> Result<(u128, u128)> {
        let (supply, (x, y)) = (self.supply, self.reserves());
        let cost =
            |reserve: u128| amm_math::rounding::mul_div(shares, reserve, supply, amm_math::Rounding::Up);
        let provided = {
            let (height, time, max) = (self.height, self.time, (cost(x)?, cost(y)?));
            self.message()?.provide(supply, max, height, time)?
        };
        self.supply = provided.supply;
        Ok(provided.used)
    }

    /// What `shares` redeem for, credits and NET.
    pub fn withdraw(&mut self, shares: u128) -> Result<(u128, u128)> {
        let supply = self.supply;
        let withdrawn = self.message()?.withdraw(supply, shares)?;
        self.supply = withdrawn.supply;
        Ok(withdrawn.out)
    }

    /// LP shares in existence.
    pub fn supply(&self) -> u128 {
        self.supply
    }

    /// Reserves of credits and NET, base units.
    pub fn reserves(&self) -> (u128, u128) {
        self.pool.hot.reserves
    }

    /// Protocol fees that accrued in credits and NET, base units.
    pub fn fees(&self) -> (u128, u128) {
        self.pool.hot.fees
    }

    /// Spread that accrued in credits and NET, base units.
    pub fn spreads(&self) -> (u128, u128) {
        self.pool.hot.spreads
    }

    /// What an LP share is worth in NET once the pool's price is one again, wherever it is now: 2·√(x·y)/supply.
    pub fn share(&self) -> f64 {
        let (x, y) = self.reserves();
        2.0 * (x as f64 * y as f64).sqrt() / self.supply as f64
    }
}
