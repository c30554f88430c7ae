//! A launch pool: created, given credits alone, bought from and sold back to.

use anyhow::Result;
use api::common::{Payout, CREDIT};
use api::pool::{ExecuteMsg, ProvideSource, ReceiveMsg};
use compute_amm_testing::client::Client;
use compute_amm_testing::wirings::{H100, NET, ONE};
use cosmwasm_std::{coin, Addr, Uint128};
use deploy::Code;

use super::pool::{sell, WALLET};
use super::tally::Tally;
use super::words::attribute;

/// Credits that the pool starts with, base units.
const SUPPLIED: u128 = 100_000 * ONE;

impl<C: Client> Tally<'_, C> {
    /// Everything that a launch pool makes different, with credits of a class that has a pool already.
    pub(super) fn launch(&mut self, owner: &Addr, provider: &Addr, trader: &Addr) -> Result<()> {
        let (credit, class) = (self.market.credit(H100), self.market.class(H100));
        let create = ExecuteMsg::CreatePool {
            asset_0: credit.clone(),
            asset_1: self.market.net(),
            fees: self.market.pool_state(self.market.class_pool(H100)).fees,
            lp_symbol: format!("lpLaunch-{}", self.pass),
            reference_0: Uint128::new(CREDIT),
            reference_1: class.params.price_init,
            launch: true,
        };
        let created = self.send("create_launch_pool", Code::Pool, owner, &create, &[])?;
        let pool_id = attribute(&created, "pool_id")?.parse()?;
        self.market.mint(provider, H100, SUPPLIED, Payout::Account)?;
        let provide = ExecuteMsg::Provide {
            pool_id,
            max_0: Uint128::new(SUPPLIED),
            max_1: Uint128::zero(),
            from: ProvideSource::Funds,
            min_shares: Uint128::one(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        self.send("provide_launch", Code::Pool, provider, &provide, &[])?;
        let buy = sell(NET, vec![pool_id], Default::default(), WALLET);
        // Somebody buys before: the pool's first NET, and what is due once in ten minutes, are written then.
        self.market.pool(trader, &buy, &[coin(ONE, NET)])?;
        self.market.wait(1);
        self.send("launch_swap", Code::Pool, trader, &buy, &[coin(ONE, NET)])?;
        self.market.wait(1);
        let back = ReceiveMsg::SwapExactIn {
            pools: vec![pool_id],
            min_out: Uint128::new(10_000),
            to: WALLET,
            deadline: None,
        };
        let pool = self.market.at.pool.clone();
        self.send_cw20("launch_swap_back", trader, &credit, &pool, 100 * ONE, &back)?;
        Ok(())
    }
}
