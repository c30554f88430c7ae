//! What debtors decide: whether a call is served, and what is minted again.

use anyhow::{Context, Result};
use api::common::{Payout, CREDIT};
use compute_amm_testing::wirings::{H100, NET};
use cosmwasm_std::{coins, Addr};

use super::state::{Kind, Stress};

/// Whole credits for whose price a debtor keeps its bond free, to take jobs.
pub(super) const SPARE: u128 = 3_000_000;
/// The honest mint more while the pool pays so much of what a credit is worth,
const DEAR: f64 = 1.03;
/// and so many credits an hour, base units.
const MORE: u128 = 1_000_000 * CREDIT;

impl Stress {
    /// Whether a call of so many credits is served, whose default would cost min(h, v + penalty). A
    /// GPU-second is worth its fair price to who has one, since it sells for that elsewhere.
    pub(super) fn serves(&self, debtor: usize, credits: f64, held: f64, value: f64) -> bool {
        let penalty = f64::from(self.market.wiring.registry.penalty_bps) / 10_000.0;
        match self.debtors[debtor].kind {
            Kind::Honest => true,
            Kind::Strategic => held.min(value * (1.0 + penalty)) >= credits * self.fair,
            Kind::Silent => false,
        }
    }

    /// Whoever still takes part mints what was redeemed, at today's price, and sells it. The honest mint more
    /// while the pool pays well for it. Nobody is short of NET: collateral costs the same in dollars as
    /// before.
    pub(super) fn mint(&mut self) -> Result<()> {
        let price = self.market.price(H100).mint.u128();
        let coverage = u128::from(self.market.class(H100).params.coverage_bps);
        let pool = self.reserves();
        let dear = pool.net / pool.credits > self.worth() * DEAR;
        for index in 0..self.debtors.len() {
            let kind = self.debtors[index].kind;
            if kind == Kind::Silent {
                continue;
            }
            let debt = self.debtors[index].debts.last_mut().context("a debtor has a debt")?;
            if dear && kind == Kind::Honest {
                debt.target += MORE;
            }
            let (addr, target) = (debt.addr.clone(), debt.target);
            let position = self.market.position(&addr, H100);
            let credits = target.saturating_sub((position.open + position.called).u128());
            // The price that is told is rounded up.
            let collateral = (credits * price * coverage).div_ceil(CREDIT * 10_000) + 1;
            let missing = (collateral + SPARE * price).saturating_sub(position.free.u128());
            if missing > 0 {
                self.market.issue(&addr, NET, missing);
                self.market.top_up(&addr, H100, &coins(missing, NET))?;
                self.debtors[index].had += missing as f64;
            }
            if credits >= CREDIT {
                self.market.mint_for(&addr, H100, credits, collateral, Payout::Account).context("a mint")?;
                self.sell_all(index, &addr)?;
            }
        }
        Ok(())
    }

    /// Sells what was minted, and what a job paid beyond the debt.
    fn sell_all(&mut self, debtor: usize, addr: &Addr) -> Result<()> {
        let net = self.market.net();
        let before = self.market.account(addr, &net);
        let credits = self.market.account(addr, &self.credit);
        self.sell(addr, credits)?;
        self.debtors[debtor].had += (self.market.account(addr, &net) - before) as f64;
        Ok(())
    }

    /// NET that a debtor has, in bonds, accounts and wallets.
    pub(super) fn net_of(&self, debtor: usize) -> f64 {
        let net = self.market.net();
        let all = self.debtors[debtor].debts.iter().map(|debt| {
            let position = self.market.position(&debt.addr, H100);
            position.bond.u128()
                + self.market.account(&debt.addr, &net)
                + self.market.wallet(debt.addr.clone(), NET)
        });
        all.sum::<u128>() as f64
    }
}
