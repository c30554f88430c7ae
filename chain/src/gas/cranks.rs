//! Buy-backs, and liquidity of the protocol's own. Both ask for the mean of a day, so for a chain whose clock is moved.

use anyhow::Result;
use api::common::{Asset, Source};
use api::fee_collector::{Category, ExecuteMsg};
use api::pool::ExecuteMsg as PoolMsg;
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{H100, NET, ONE, USD};
use cosmwasm_std::{coin, coins, Addr};
use deploy::Code;

use super::pool::{account, sell, ACCOUNT};
use super::tally::{Entry, Tally};

/// Seconds to the next block, and some more.
const BLOCK: u64 = 6;
/// Seconds in which the quota of a pool comes back.
const HALF_HOUR: u64 = 1_800;
/// What is traded only to keep the means fresh, NET base units.
const LITTLE: u128 = 250_000;

/// Measures the cranks alone, on a market that [`run`](super::run) has run on.
pub fn cranks<C: Client>(market: &mut compute_amm_testing::Market<C>, pass: char) -> Result<Vec<Entry>> {
    let mut tally = Tally::new(market, pass);
    let keeper = tally.actor("keeper")?;
    tally.crank(&keeper)?;
    Ok(tally.into_entries())
}

impl<C: Client> Tally<'_, C> {
    /// The cranks, on pools that have liquidity. A day passes first, and two hours, with a trade every hour.
    pub(super) fn crank(&mut self, keeper: &Addr) -> Result<()> {
        let pools = [self.market.class_pool(H100), self.native_pool(USD)?];
        for hour in 0..=26 {
            for pool_id in pools {
                let trade = sell(NET, vec![pool_id], Source::Funds {}, ACCOUNT);
                self.market.pool(keeper, &trade, &[coin(LITTLE, NET)])?;
            }
            self.market.wait(if hour < 26 { 3_600 } else { 1_800 });
        }
        self.buy_backs(keeper, pools)?;
        self.own_liquidity(keeper, pools)
    }

    /// Credits and a coin, each the second time: the sums that they add to are there.
    fn buy_backs(&mut self, keeper: &Addr, [class, usd]: [u64; 2]) -> Result<()> {
        let (credit, dollars) = (self.market.credit(H100), Asset::native(USD));
        let buy = sell(NET, vec![class], Source::Funds {}, ACCOUNT);
        self.market.pool(keeper, &buy, &[coin(20 * ONE, NET)])?;
        for measured in [false, true] {
            self.market.wait(HALF_HOUR);
            let credits = PoolMsg::SwapExactIn {
                route: api::pool::Route { offer: credit.clone(), pools: vec![class] },
                from: account(5_000 * ONE),
                min_out: ONE.into(),
                to: ACCOUNT,
                deadline: None,
            };
            self.market.pool(keeper, &credits, &[])?;
            let sale = sell(USD, vec![usd], Source::Funds {}, ACCOUNT);
            self.market.pool(keeper, &sale, &[coin(1_000 * ONE, USD)])?;
            for pool_id in [class, usd] {
                self.market.pool(keeper, &PoolMsg::SweepFees { pool_id, asset: None }, &[])?;
            }
            self.market.wait(BLOCK);
            for (name, asset) in [("buy_back", &credit), ("buy_back_of_coin", &dollars)] {
                let msg = ExecuteMsg::BuyBack { asset: asset.clone() };
                self.revenue_sent(measured.then_some(name), keeper, &msg)?;
            }
        }
        Ok(())
    }

    /// NET alone to a class's pool, the second time as well.
    fn own_liquidity(&mut self, keeper: &Addr, [class, _]: [u64; 2]) -> Result<()> {
        let donate = ExecuteMsg::Deposit { category: Category::Donation {} };
        self.market.fees(keeper, &donate, &coins(1_000 * ONE, NET))?;
        self.market.fees(keeper, &ExecuteMsg::Distribute {}, &[])?;
        for measured in [false, true] {
            self.market.wait(HALF_HOUR);
            let msg = ExecuteMsg::AddLiquidity { pool_id: class };
            self.revenue_sent(measured.then_some("add_liquidity"), keeper, &msg)?;
        }
        Ok(())
    }

    fn revenue_sent(&mut self, name: Option<&str>, keeper: &Addr, msg: &ExecuteMsg) -> Result<()> {
        match name {
            Some(name) => self.send(name, Code::FeeCollector, keeper, msg, &[]),
            None => self.market.fees(keeper, msg, &[]),
        }
        .map(|_| ())
    }
}
