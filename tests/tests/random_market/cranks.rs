//! What a keeper sends of the fee-collector's: buy-backs and additions of liquidity.

use anyhow::Result;
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::pool::ExecuteMsg as PoolMsg;

use crate::run::Run;

impl Run {
    /// A day passes with trades, so that the means are fresh. Then the fees of a pool are swept, and its first asset is sold
    /// for NET; or NET goes there, where it may. What was done before is checked as ever, whether this succeeds or not.
    pub fn crank(&mut self, pool: usize, add: bool) -> Result<&'static str> {
        for _ in 0..5 {
            self.quarter_of_a_day();
        }
        self.market.wait(1_800);
        let pool_id = u64::try_from(pool)?.saturating_add(1);
        let keeper = self.clients[2].clone();
        if add {
            let _ = self.market.fees(&keeper, &FeeMsg::Distribute {}, &[]);
            self.market.fees(&keeper, &FeeMsg::AddLiquidity { pool_id }, &[])?;
            return Ok("add liquidity");
        }
        let _ = self.market.pool(&keeper, &PoolMsg::SweepFees { pool_id, asset: None }, &[]);
        let asset = self.market.pool_state(pool_id).asset_0;
        self.market.fees(&keeper, &FeeMsg::BuyBack { asset }, &[])?;
        Ok("sell fees")
    }
}
