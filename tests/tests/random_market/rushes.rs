//! Several trades in one block.

use anyhow::Result;
use compute_amm_testing::wirings::ONE;

use crate::classes::CLASSES;
use crate::run::Run;

/// Most that a purchase pays.
const MAX_IN: u128 = 1_000_000 * ONE;

impl Run {
    /// Whatever a client buys it sells and buys again, in one block, in which others may have traded as well.
    pub fn rush(&mut self, client: usize, class: usize, credits: u128) -> Result<&'static str> {
        let (client, class) = (self.clients[client].clone(), CLASSES[class]);
        let credit = self.market.credit(class);
        let held = self.market.account(&client, &credit);
        self.market.buy(&client, class, credits, MAX_IN)?;
        self.market.sell(&client, class, credits)?;
        self.market.buy(&client, class, credits, MAX_IN)?;
        // Not an error: `step` takes one for a refusal.
        assert_eq!(self.market.account(&client, &credit), held + credits, "{credits} bought in the end");
        Ok("rush")
    }
}
