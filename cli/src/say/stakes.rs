//! What is said to the stake pool.

use anyhow::Result;
use api::common::Asset;
use api::staking::{ExecuteMsg, ReceiveMsg};

use super::{call, paying, Call};
use crate::ask::Market;

impl Market {
    /// Stakes NET of the wallet for at least so many shares.
    pub fn stake(&self, amount: u128, min_shares: u128) -> Result<Call> {
        let mut call = call(&self.at.staking, &ExecuteMsg::Stake { min_shares: min_shares.into() })?;
        call.funds = self.net_coin(amount);
        Ok(call)
    }

    /// Gives shares of the wallet back for at least so much NET.
    pub fn unstake(&self, receipt: &Asset, shares: u128, min_out: u128) -> Result<Call> {
        paying(receipt, shares, &self.at.staking, &(), &ReceiveMsg::Unstake { min_out: min_out.into() })
    }

    /// Brings the stakers' share to those who stake.
    pub fn collect_stakers(&self) -> Result<Call> {
        call(&self.at.staking, &ExecuteMsg::Collect {})
    }
}
