//! What is done about vaults, and how all of them are left.

use anyhow::{ensure, Context, Result};
use api::common::{Asset, Source};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg};
use api::paging::ListOrder;
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::restaking::{ExecuteMsg, QueryMsg, ReceiveMsg, TicketsResponse, VaultResponse};
use compute_amm_testing::jobs::{digest, job_id};
use compute_amm_testing::wirings::{ATTESTATION, L40S, NET, ONE};
use cosmwasm_std::{coins, Addr, Uint128};

use crate::classes::CLASSES;
use crate::run::Run;
use crate::vault_actions::{Act, Vault};

/// Base units of the receipt of stakes in a unit.
const STAKED_UNIT: u128 = 1_000;

impl Run {
    fn vault_of(&self, vault: &Vault) -> Result<VaultResponse> {
        let (provider, class) = (self.providers[vault.provider].to_string(), CLASSES[vault.class].to_owned());
        let at = self.market.at.restaking.clone();
        self.market.ask(&at, &QueryMsg::Vault { provider, class })
    }

    /// The oldest generation of which somebody has tickets.
    fn oldest_exit(&self, who: &Addr, provider: &Addr, class: &str) -> Option<u64> {
        let tickets: TicketsResponse = self.market.ask_restaking(&QueryMsg::Tickets {
            provider: provider.to_string(),
            class: class.to_owned(),
            owner: who.to_string(),
            order: Some(ListOrder::Ascending),
            start_after: None,
            limit: Some(1),
        });
        tickets.tickets.first().map(|entry| entry.generation)
    }

    /// Sends so many units of a vault's asset with a message, or with a hook.
    fn pay_vault(
        &mut self,
        who: &Addr,
        vault: &VaultResponse,
        units: u128,
        msg: &ExecuteMsg,
        hook: &ReceiveMsg,
    ) -> Result<()> {
        match &vault.asset {
            Asset::Native { denom } => self.market.restaking(who, msg, &coins(units, denom.clone())),
            asset => {
                // Half of it is staked for this.
                if self.market.holding(who, asset) < units * STAKED_UNIT {
                    self.market.stake(who, units + 1)?;
                }
                let restaking = self.market.at.restaking.clone();
                self.market.send_cw20(who, asset, &restaking, units * STAKED_UNIT, hook)
            }
        }
        .map(|_| ())
    }

    pub(crate) fn vault(&mut self, vault: &Vault) -> Result<&'static str> {
        let (provider, class) = (self.providers[vault.provider].clone(), CLASSES[vault.class]);
        let who = self.clients[vault.who].clone();
        let (to, id) = (provider.to_string(), class.to_owned());
        match vault.what {
            Act::Create(staked) => {
                let asset = if staked { self.market.receipt() } else { self.market.net() };
                self.market.create_vault(&provider, class, asset)?;
                Ok("open a vault")
            }
            Act::Deposit(units) => {
                let of = self.vault_of(vault)?;
                let min_shares = Uint128::one();
                let msg = ExecuteMsg::Deposit { provider: to.clone(), class: id.clone(), min_shares };
                let hook = ReceiveMsg::Deposit { provider: to, class: id, min_shares };
                self.pay_vault(&who, &of, units, &msg, &hook)?;
                Ok(if of.unit.u128() == 1 { "back" } else { "back with receipts" })
            }
            Act::Exit(percent) => {
                self.vault_of(vault)?;
                let held = self.market.vault_shares(&who, &provider, class);
                self.market.exit_vault(&who, &provider, class, held * u128::from(percent) / 100)?;
                Ok("exit a vault")
            }
            Act::Rotate => {
                self.vault_of(vault)?;
                self.market.rotate_vault(&who, &provider, class)?;
                Ok("rotate a vault")
            }
            Act::Claim => {
                self.vault_of(vault)?;
                let clients =
                    (0..self.clients.len()).map(|n| &self.clients[(vault.who + n) % self.clients.len()]);
                let mut exits =
                    clients.filter_map(|who| Some((who, self.oldest_exit(who, &provider, class)?)));
                let (who, generation) = exits.next().context("no exit")?;
                self.market.claim_exit(&who.clone(), &provider, class, generation)?;
                Ok("claim an exit")
            }
            Act::Burn => {
                self.market.burn_vault(&who, &provider, class)?;
                Ok("burn backing")
            }
            Act::Fund(units, days) => {
                let (of, seconds) = (self.vault_of(vault)?, days * 86_400);
                let msg = ExecuteMsg::Fund { provider: to.clone(), class: id.clone(), seconds };
                let hook = ReceiveMsg::Fund { provider: to, class: id, seconds };
                self.pay_vault(&who, &of, units, &msg, &hook)?;
                Ok("pay a vault")
            }
            Act::List(staked, listed) => {
                let asset = if staked { self.market.receipt() } else { self.market.net() };
                let owner = self.market.owner.clone();
                self.market.restaking(&owner, &ExecuteMsg::SetListed { asset, listed }, &[])?;
                Ok(if listed { "list an asset that backs" } else { "list it no more" })
            }
            Act::Fraud(least) => self.fraud(&who, &provider, class, least),
        }
    }

    /// Somebody asks for a job that is backed by so much at least; its provider forges the result.
    fn fraud(&mut self, client: &Addr, provider: &Addr, class: &str, least: u128) -> Result<&'static str> {
        let mut request = self.market.request_for(class, 1, 600);
        request.method = ATTESTATION;
        request.min_backing = Some(least.into()).filter(|least: &Uint128| !least.is_zero());
        request.accept_within = 3_600;
        let msg = JobMsg::RequestJob { request, from: Source::Funds {} };
        let job = job_id(&self.market.jobs(client, &msg, &coins(500 * ONE, NET))?)?;
        self.jobs.push(job);
        self.market.heartbeat(provider);
        let _ = self.market.registry(provider, &RegistryMsg::Unjail {}, &[]);
        let _ = self.market.offer(provider, L40S, 8);
        let free = self.market.backing(provider, class);
        if let Err(refused) = self.market.accept(provider, job, AcceptPayout::Credits {}) {
            let short = format!("{refused:#}").contains("backing too small");
            ensure!(!short || least > 0, "{refused:#}");
            return if short { Ok("too little backs a job") } else { Err(refused) };
        }
        let backed = self.market.job_lock(job).context("a lock")?.backed.u128();
        ensure!(backed >= least, "{backed} back a job that asks for {least}: {free:?}");
        self.market.submit(provider, job, digest("forged"), None)?;
        Ok(if backed > 0 { "a backed job waits for its verdict" } else { "a job waits for its verdict" })
    }

    /// Everybody leaves every vault, and is paid; nothing stays but what nobody owns: pay that never streamed, and what a share's
    /// rounding left.
    pub(crate) fn leave_vaults(&mut self) -> Result<()> {
        for provider in self.providers.clone() {
            for class in CLASSES {
                self.leave_vault(&provider, class).with_context(|| format!("{provider} in {class}"))?;
            }
        }
        Ok(())
    }

    fn leave_vault(&mut self, provider: &Addr, class: &str) -> Result<()> {
        let at = self.market.at.restaking.clone();
        let query = QueryMsg::Vault { provider: provider.to_string(), class: class.to_owned() };
        // There is no vault, or nobody ever put anything into it.
        let opened = self.market.ask::<VaultResponse>(&at, &query).is_ok();
        if !opened || self.market.backing(provider, class).asset.is_none() {
            return Ok(());
        }
        let anybody = self.reporter.clone();
        for who in self.clients.clone() {
            let held = self.market.vault_shares(&who, provider, class);
            // Shares that are worth too little leave with the last of the vault alone, and of a vault that burned none do.
            if held > 0 {
                let _ = self.market.exit_vault(&who, provider, class, held);
                self.check()?;
            }
        }
        for _ in 0..2 {
            self.market.rotate_vault(&anybody, provider, class).context("no job is left")?;
            self.check()?;
        }
        for who in self.clients.clone() {
            while let Some(generation) = self.oldest_exit(&who, provider, class) {
                self.market.claim_exit(&who, provider, class, generation)?;
                self.check()?;
            }
        }
        let _ = self.market.burn_vault(&anybody, provider, class);
        self.check()?;
        let left = self.market.vault(provider, class);
        ensure!(left.leaving.is_zero() && left.leaving_before.is_zero(), "exits are left: {left:?}");
        ensure!(left.sent == left.burned && left.backed.is_zero(), "something is left to burn: {left:?}");
        Ok(())
    }
}
