//! What is done about the vault: one delegator leaves, and a keeper rotates and burns, as anybody may.

use anyhow::{Context, Result};
use api::restaking::{PreviewExitResponse, QueryMsg};
use compute_amm_testing::wirings::NET;
use cosmwasm_std::Addr;

use super::backed::PAY;
use super::ledger::net;
use super::Engine;
use crate::report::vault::Exit;

impl Engine {
    /// Counts an accepted job that the vault backs.
    pub(super) fn count_backed(&mut self, job: u64, index: usize) {
        let lock = if index == self.backed.index { self.market.job_lock(job) } else { None };
        self.backed.vault.jobs += u64::from(lock.is_some_and(|lock| !lock.backed.is_zero()));
    }

    /// The provider has delivered a forged result: one delegator leaves if its stake backs that job and it has not left.
    pub(super) fn flee(&mut self, job: u64, index: usize) -> Result<()> {
        let lock = self.market.job_lock(job).filter(|lock| !lock.backed.is_zero());
        if index != self.backed.index || self.backed.vault.exit.is_some() || lock.is_none() {
            return Ok(());
        }
        let (provider, class) = self.whose();
        let (stays, leaves) = (self.backed.stays.clone(), self.backed.leaves.clone());
        let shares = self.market.vault_shares(&leaves, &provider, &class);
        let (left, stayed) = (self.worth(&leaves)?, self.worth(&stays)?);
        self.backed.generation = Some(self.market.vault(&provider, &class).generation);
        self.market.exit_vault(&leaves, &provider, &class, shares).context("nothing stops an exit")?;
        self.backed.vault.exit = Some(Exit { hour: self.hours(), left, stayed, ..Exit::default() });
        Ok(())
    }

    /// Every hour: what burned leaves the chain, a generation whose jobs are over ends, and an exit that was let go is claimed.
    pub(super) fn tend_vault(&mut self) -> Result<()> {
        let (provider, class) = self.whose();
        let (keeper, leaves) = (self.keeper.clone(), self.backed.leaves.clone());
        let vault = self.market.vault(&provider, &class);
        if vault.burned > vault.sent {
            let burned = self.market.burned();
            self.market.burn_vault(&keeper, &provider, &class).context("burning what backed a fraud")?;
            self.ledger.burns.backing += net(self.market.burned() - burned);
        }
        self.backed.vault.burned = net(vault.burned.u128());
        self.backed.vault.streamed = net(PAY - vault.left.u128());
        // Refused while a job of the generation before runs.
        self.market.rotate_vault(&keeper, &provider, &class).ok();
        let Some(generation) = self.backed.generation else { return Ok(()) };
        let held = self.market.wallet(leaves.clone(), NET);
        if self.market.claim_exit(&leaves, &provider, &class, generation).is_ok() {
            self.backed.generation = None;
            let (hour, stays) = (self.hours(), self.worth(&self.backed.stays)?);
            let paid = net(self.market.wallet(leaves, NET) - held);
            let exit = self.backed.vault.exit.take().context("it left")?;
            self.backed.vault.exit = Some(Exit { paid_at: Some(hour), paid, stays, ..exit });
        }
        Ok(())
    }

    /// Behind whom the vault is, and in which class.
    fn whose(&self) -> (Addr, String) {
        (self.providers[self.backed.index].addr.clone(), self.class_name(self.backed.index))
    }

    /// What somebody's shares of the vault are worth now, NET.
    fn worth(&self, who: &Addr) -> Result<f64> {
        let (provider, class) = self.whose();
        let shares = self.market.vault_shares(who, &provider, &class).into();
        let query = QueryMsg::PreviewExit { provider: provider.into_string(), class, shares };
        let preview: PreviewExitResponse = self.market.ask(&self.market.at.restaking, &query)?;
        Ok(net(preview.amount.u128()))
    }
}
