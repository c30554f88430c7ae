//! What moving an amount costs, and what the amount is worth.

use anyhow::Result;
use api::common::Asset;
use api::pool::PoolResponse;
use chain::node::GasPrice;
use chain::tx::with_margin;
use cosmwasm_std::{Decimal, Uint128};

use crate::ask::Market;

/// Most gas of each action that moves an amount, as measured on a chain that has pinned none of the contracts, and a tenth
/// more.
pub const GAS: [(&str, u64); 10] = [
    ("sweep_take", 330_000),
    ("sweep", 480_000),
    ("sweep_fees", 375_000),
    ("buy_back", 405_000),
    ("distribute", 165_000),
    ("collect", 235_000),
    ("add_liquidity", 435_000),
    ("burn_redeemed", 360_000),
    ("burn", 590_000),
    ("rotate", 240_000),
];

/// What an action costs, NET base units, rounded up: the gas that is bought for it, its margin included, at this price. 1 where
/// gas is free or paid in another denom, whose price in NET nobody here knows.
pub fn costs(action: &str, price: &GasPrice, net: &str) -> u128 {
    let gas = GAS.iter().find(|(name, _)| *name == action).map_or(0, |(_, gas)| with_margin(*gas));
    if price.denom != net {
        return 1;
    }
    let costs = Decimal::from_atomics(gas, 0).ok().and_then(|gas| gas.checked_mul(price.price).ok());
    // More than 2^128 is more than any amount.
    costs.map_or(u128::MAX, |costs| costs.to_uint_ceil().u128().max(1))
}

/// What assets are worth in NET.
pub struct Worth {
    net: Asset,
    pools: Vec<PoolResponse>,
}

impl Worth {
    /// By the pools as they are.
    pub fn now(market: &Market) -> Result<Self> {
        Ok(Self::by(market.net(), market.pools()?))
    }

    /// By these pools.
    pub fn by(net: Asset, pools: Vec<PoolResponse>) -> Self {
        Self { net, pools }
    }

    /// The pools.
    pub fn pools(&self) -> &[PoolResponse] {
        &self.pools
    }

    /// What an amount is worth, NET base units, rounded down: at the price of the first pool that trades it for NET. None, if
    /// there is none that has any.
    pub fn of(&self, asset: &Asset, amount: Uint128) -> Option<Uint128> {
        if *asset == self.net {
            return Some(amount);
        }
        self.pools.iter().find_map(|pool| {
            let virtual_1 = pool.reserve_1.checked_add(pool.virtual_reserve).ok()?;
            let (net, other) = match (&pool.asset_0, &pool.asset_1) {
                (net, other) if *net == self.net && other == asset => (pool.reserve_0, virtual_1),
                (other, net) if *net == self.net && other == asset => (virtual_1, pool.reserve_0),
                _ => return None,
            };
            amount.checked_multiply_ratio(net, other).ok()
        })
    }
}
