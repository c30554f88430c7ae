//! The stake pool by its events: what belongs to the stakers and streams to them, and their shares.

use anyhow::{bail, Result};
use api::staking::{QueryMsg, StateResponse};
use compute_amm_testing::Market;

use super::said::{same, Said};

/// All that it ever said.
#[derive(Debug, Default)]
pub struct Stakes {
    assets: u128,
    shares: u128,
    left: u128,
}

impl Stakes {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        let streamed = said.number("streamed")?;
        self.left -= streamed;
        self.assets += streamed;
        let amount = said.number("amount")?;
        match said.kind() {
            "stake" => {
                self.assets += amount;
                self.shares += said.number("shares")?;
            }
            "unstake" => {
                self.assets -= amount;
                self.shares -= said.number("shares")?;
            }
            "collect" => {
                self.left += amount;
                same("what streams", &self.left, &said.number("left")?)?;
            }
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    /// What has streamed since the last message is in no event yet; it changes no sum.
    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let says: StateResponse = market.ask_staking(&QueryMsg::State {});
        same("NET of stakers", &(self.assets + self.left), &(says.assets + says.left).u128())?;
        same("shares of stakers", &self.shares, &says.shares.u128())
    }
}
