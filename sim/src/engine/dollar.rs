//! The dollar pool, whose price somebody keeps at the dollar's.

use anyhow::{Context, Result};
use api::common::{Asset, Source};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use compute_amm_testing::wirings::NET;
use cosmwasm_std::{coins, Uint128};

use super::Engine;

/// NET that a dollar costs at the start.
pub(super) const DOLLAR: f64 = 2.0;
/// Who keeps the dollar pool at the dollar's price does not move for less.
const WORTHWHILE: f64 = 1.01;

impl Engine {
    /// Sells NET for dollars until a dollar costs in the pool what it costs elsewhere.
    pub(super) fn follow_dollar(&mut self) -> Result<()> {
        let pool_id = self.market.usd_pool();
        let pool = self.market.pool_state(pool_id);
        let (dollars, held) = (pool.reserve_0.u128() as f64, pool.reserve_1.u128() as f64);
        let target = DOLLAR * self.index();
        if held / dollars * WORTHWHILE > target {
            return Ok(());
        }
        let amount = ((dollars * held * target).sqrt() - held) as u128;
        let msg = PoolMsg::SwapExactIn {
            route: Route { offer: Asset::native(NET), pools: vec![pool_id] },
            from: Source::Funds {},
            min_out: Uint128::one(),
            to: Destination::Wallet { receiver: None },
            deadline: None,
        };
        let trader = self.trader.clone();
        self.market.pool(&trader, &msg, &coins(amount, NET)).context("the dollar pool follows the dollar")?;
        Ok(())
    }
}
