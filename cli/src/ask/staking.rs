//! What the stake pool is asked.

use anyhow::Result;
use api::staking as stakes;
use cosmwasm_std::Uint128;

use super::Market;

impl Market {
    fn ask_staking<A: serde::de::DeserializeOwned>(&self, query: &stakes::QueryMsg) -> Result<A> {
        self.ask(&self.at.staking, query)
    }

    /// What it was started with, and its receipt.
    pub fn stake_pool(&self) -> Result<stakes::ConfigResponse> {
        self.ask_staking(&stakes::QueryMsg::Config {})
    }

    /// What is staked, and what streams.
    pub fn stakes(&self) -> Result<stakes::StateResponse> {
        self.ask_staking(&stakes::QueryMsg::State {})
    }

    /// Shares that a stake would bring now.
    pub fn preview_stake(&self, amount: u128) -> Result<Uint128> {
        let query = stakes::QueryMsg::PreviewStake { amount: amount.into() };
        Ok(self.ask_staking::<stakes::PreviewStakeResponse>(&query)?.shares)
    }

    /// NET that shares would redeem for now.
    pub fn preview_unstake(&self, shares: u128) -> Result<Uint128> {
        let query = stakes::QueryMsg::PreviewUnstake { shares: shares.into() };
        Ok(self.ask_staking::<stakes::PreviewUnstakeResponse>(&query)?.amount)
    }
}
