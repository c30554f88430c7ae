//! The vault behind the provider that forges. Two delegators stake the same; one of them knows of the forgery before anybody proves it, and
//! leaves. A keeper rotates and burns, as anybody may.

use anyhow::{Context, Result};
use api::common::Asset;
use api::restaking::{PreviewExitResponse, QueryMsg};
use compute_amm_testing::wirings::{NET, ONE};
use compute_amm_testing::Market;
use cosmwasm_std::Addr;

use super::agents::{Character, Provider};
use super::ledger::net;
use super::Engine;
use crate::report::vault::{Exit, Vault};
use crate::time::DAY;

/// NET base units that each delegator stakes, and that the provider pays them over 30 days.
const STAKE: u128 = 100 * ONE;
const PAY: u128 = 3 * ONE;

/// Whom the vault is behind, who stakes, and what there is to show.
pub(super) struct Backed {
    index: usize,
    stays: Addr,
    leaves: Addr,
    /// In which the exit is, while it waits.
    generation: Option<u64>,
    pub(super) vault: Vault,
}

impl Backed {
    pub(super) fn new(market: &mut Market, providers: &[Provider]) -> Result<Self> {
        let index = providers.iter().position(|provider| provider.character == Character::Forger);
        let index = index.context("one provider forges")?;
        let Provider { name, addr, class, .. } = &providers[index];
        let class = market.wiring.classes[*class].class.clone();
        market.create_vault(addr, &class, Asset::native(NET)).context("a vault opens")?;
        let [stays, leaves] = ["who stays", "who leaves"].map(|name| market.actor(name));
        for who in [&stays, &leaves] {
            market.back(who, addr, &class, STAKE).context("a delegator stakes")?;
        }
        market.fund_vault(addr, addr, &class, PAY, 30 * DAY).context("the provider pays for it")?;
        let vault = Vault { provider: name.clone(), staked: net(STAKE), ..Vault::default() };
        Ok(Self { index, stays, leaves, generation: None, vault })
    }
}

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
