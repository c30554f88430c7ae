//! How the randomised market ends: every job, then its classes, to the last credit that anybody can bring.

use anyhow::{ensure, Context, Result};
use api::common::{Asset, Payout};
use api::pool::ReceiveMsg as PoolHook;
use api::provider_registry::ClassPaused;
use compute_amm_testing::wirings::NET;
use cosmwasm_std::{Addr, Uint128};

use crate::actions::Action;
use crate::classes::{debtors, CLASSES};
use crate::run::Run;

impl Run {
    fn everybody(&self) -> Vec<Addr> {
        self.providers.iter().chain(&self.clients).cloned().collect()
    }

    /// Lets every job come to its end, by its deadlines alone.
    pub fn let_jobs_end(&mut self) -> Result<()> {
        for class in CLASSES {
            self.pause(class, ClassPaused { mint: false, accept: false })?;
        }
        for _ in 0..400 {
            if self.jobs.is_empty() {
                return Ok(());
            }
            // A standard job that nobody took can only be called for a while, and after a halt blocks are
            // wanting.
            self.market.wait(3_601);
            self.step(&Action::Late(0))?;
        }
        anyhow::bail!("jobs go on: {:?}", self.jobs)
    }

    /// Governance announces the end of every class: minting stops, all else goes on.
    pub fn announce(&mut self) -> Result<()> {
        for class in CLASSES {
            self.market.announce_sunset(class)?;
        }
        self.check()
    }

    /// Ends all classes: every debt is collected; then whatever anybody holds is brought, out of pools,
    /// wallets and accounts, and each credit is paid the same. What is left in the pot is for credits that
    /// lie where nobody can bring them from.
    pub fn end_classes(&mut self) -> Result<()> {
        let anybody = self.clients[0].clone();
        let at = self.market.class(CLASSES[0]).sunset.context("announced")?.at;
        self.market.wait(at.saturating_sub(self.market.now()));
        self.end_leases().context("leases")?;
        for class in CLASSES {
            for debtor in debtors(&self.market, class) {
                let open = self.market.position(&debtor, class).open.u128();
                let collected = self.market.collect(&anybody, class, &debtor);
                ensure!(collected.is_ok() == (open > 0), "{debtor} owes {open}: {collected:?}");
                self.check()?;
            }
            let uncollected = self.market.class(class).owed;
            ensure!(uncollected.is_zero(), "providers still owe {uncollected}");
            self.bring_all(class).with_context(|| format!("the last credits of {class}"))?;
            self.leave_all(class)?;
        }
        Ok(())
    }

    fn bring_all(&mut self, class: &str) -> Result<()> {
        let credit = self.market.credit(class);
        let pot = self.market.class(class).sunset.context("a pot")?;
        let (net, credits) = (pot.pot_net.u128(), pot.pot_credits.u128());
        for holder in self.everybody() {
            self.leave_pool(&holder, class)?;
            for wallet in [false, true] {
                let held = match wallet {
                    true => self.market.holding(&holder, &credit),
                    false => self.market.account(&holder, &credit),
                };
                if held == 0 {
                    continue;
                }
                let had = self.market.wallet(&holder, NET);
                match wallet {
                    true => self.market.claim_pot_from_wallet(&holder, class, held)?,
                    false => self.market.claim_pot(&holder, class, held)?,
                };
                let paid = self.market.wallet(&holder, NET) - had;
                // Each claim rounds down, so that who comes later finds up to a unit more per claim before.
                let fair = held * net / credits.max(1);
                ensure!(paid.abs_diff(fair) <= 20, "{paid} for {held} of {net} for {credits}");
                self.check()?;
            }
        }
        let unburned = self.market.class(class).redeemed_unburned.u128();
        if unburned > 0 {
            let anybody = self.clients[0].clone();
            self.market.burn_redeemed(&anybody, class)?;
        }
        self.check()?;
        // Locked for ever with the first liquidity, fees that the pool accrued, and fees that wait for their
        // buy-back.
        let pool = self.market.pool_state(self.market.class_pool(class));
        let waiting = self.market.holding(&self.market.at.fee_collector, &credit);
        let nowhere = pool.reserve_0.u128() + pool.accrued_0.u128() + pool.spread_0.u128() + waiting;
        let left = self.market.class(class).sunset.context("a pot")?.pot_credits.u128();
        ensure!(self.market.supply(&credit) == nowhere, "somebody has credits of {class}");
        ensure!(left == nowhere, "the pot answers for {left}, {nowhere} exist");
        Ok(())
    }

    /// Everybody takes its whole bond out: nothing is owed, locked or called any more.
    fn leave_all(&mut self, class: &str) -> Result<()> {
        for provider in debtors(&self.market, class) {
            let bond = self.market.position(&provider, class).bond.u128();
            if bond > 0 {
                self.market.withdraw_bond(&provider, class, bond)?;
            }
            self.check()?;
        }
        Ok(())
    }

    /// Takes all of somebody's liquidity out of a class's pool.
    fn leave_pool(&mut self, holder: &Addr, class: &str) -> Result<()> {
        let pool_id = self.market.class_pool(class);
        let lp = Asset::cw20(self.market.pool_state(pool_id).lp_token);
        let shares = self.market.holding(holder, &lp);
        if shares == 0 {
            return Ok(());
        }
        let (min_0, min_1) = (Uint128::zero(), Uint128::zero());
        let (payout, receiver, deadline) = (Payout::Account, None, None);
        let hook = PoolHook::WithdrawLiquidity { pool_id, min_0, min_1, payout, receiver, deadline };
        let pool = self.market.at.pool.clone();
        self.market.send_cw20(holder, &lp, &pool, shares, &hook)?;
        Ok(())
    }
}
