//! The fall of NET: whatever people think of in another money costs twice as much NET a day later.

use anyhow::{Context, Result};
use api::common::{Asset, Source};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use cosmwasm_std::{coins, Uint128};
use market_tests::wirings::NET;

use super::{Engine, DAY};

/// NET that a dollar costs at the start.
pub(super) const DOLLAR: f64 = 2.0;
/// Who keeps the dollar pool at the dollar's price does not move for less.
const WORTHWHILE: f64 = 1.01;

/// When NET falls: within a day, by half.
#[derive(Clone, Copy, Debug)]
pub struct Shock {
    from: u64,
}

impl Shock {
    /// On the fourth of seven days, and at the same part of a longer or shorter run.
    pub fn new(days: u32) -> Self {
        Self { from: u64::from(days) * DAY * 3 / 7 }
    }

    /// Second of the run at which the fall begins.
    pub fn from(&self) -> u64 {
        self.from
    }

    /// Second of the run at which it is over.
    pub fn until(&self) -> u64 {
        self.from + DAY
    }

    /// How much more NET everything costs at a second of the run than at its start: 1 to 2, evenly by ratio.
    pub fn index(&self, at: u64) -> f64 {
        2_f64.powf((at.saturating_sub(self.from) as f64 / DAY as f64).min(1.0))
    }
}

impl Engine {
    /// What everything costs in NET now, against the start.
    pub(super) fn index(&self) -> f64 {
        self.shock.index(self.elapsed())
    }

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
