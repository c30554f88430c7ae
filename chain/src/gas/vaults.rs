//! Messages of restaking, and of jobs that others' stake backs.

use anyhow::{Context, Result};
use api::common::Asset;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg};
use api::restaking::{ExecuteMsg, ReceiveMsg};
use compute_amm_testing::client::Client;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{ATTESTATION, H100, NET, ONE};
use cosmwasm_std::{coins, Addr, Coin, Uint128};
use deploy::Code;

use super::jobs::MAX_IN;
use super::tally::Tally;

/// Seconds over which the pay streams.
const DAYS: u64 = 30 * 86_400;

impl<C: Client> Tally<'_, C> {
    fn vaults(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg, funds: &[Coin]) -> Result<()> {
        self.send(name, Code::Restaking, sender, msg, funds).map(|_| ())
    }

    /// A vault from its beginning to the claim of an exit: backed jobs that settle, and one that is a fraud. What is measured of the jobs
    /// is the second of its kind: by then provider and client have every record that such jobs go on to use.
    pub(super) fn backed(&mut self, client: &Addr, delegator: &Addr) -> Result<()> {
        let provider = self.actor("backed")?;
        self.market.join(&provider, H100, 1_000 * ONE, 4)?;
        let (class, asset) = (H100.to_owned(), self.market.net());
        self.vaults("create_vault", &provider, &ExecuteMsg::CreateVault { class, asset }, &[])?;
        let named = || (provider.to_string(), H100.to_owned());
        self.market.back(client, &provider, H100, 1_000 * ONE)?;
        let (to, class) = named();
        let deposit = ExecuteMsg::Deposit { provider: to, class, min_shares: Uint128::one() };
        self.vaults("vault_deposit", delegator, &deposit, &coins(1_000 * ONE, NET))?;
        let (to, class) = named();
        let fund = ExecuteMsg::Fund { provider: to, class, seconds: DAYS };
        self.vaults("vault_fund", &provider, &fund, &coins(100 * ONE, NET))?;
        self.settled_twice(client, &provider)?;
        let job = self.assigned(client, &provider, ATTESTATION, AcceptPayout::Credits {})?;
        let token = Asset::cw20(self.market.vault(&provider, H100).token);
        let restaking = self.market.at.restaking.clone();
        let half = self.market.holding(delegator, &token) / 2;
        self.market.exit_vault(delegator, &provider, H100, half / 2)?;
        // What has streamed since the last message is booked with it, which costs a message to the registry.
        self.second_passes();
        self.send_cw20("vault_exit", delegator, &token, &restaking, half, &ReceiveMsg::Exit {})?;
        self.market.submit(&provider, job, digest("work"), None)?;
        self.verdict("bring_verdict_of_backed_fraud", delegator, job, false)?;
        let (to, class) = named();
        self.vaults("vault_burn", client, &ExecuteMsg::Burn { provider: to, class }, &[])?;
        self.market.rotate_vault(client, &provider, H100)?;
        let (to, class) = named();
        self.vaults("vault_rotate", client, &ExecuteMsg::Rotate { provider: to, class }, &[])?;
        let (to, class) = named();
        let claim = ExecuteMsg::Claim { provider: to, class, generation: 0 };
        self.vaults("vault_claim", delegator, &claim, &[])
    }

    /// The burn of a vault of stakes, which redeems them first. All else there costs what it does with NET, and a token's transfer more.
    pub(super) fn staked(&mut self, client: &Addr, delegator: &Addr) -> Result<()> {
        let provider = self.actor("staked")?;
        self.market.join(&provider, H100, 1_000 * ONE, 4)?;
        let stakes = self.market.receipt();
        self.market.create_vault(&provider, H100, stakes.clone())?;
        self.market.stake(delegator, 1_000 * ONE)?;
        let held = self.market.holding(delegator, &stakes);
        let whole = held - held % self.market.vault(&provider, H100).unit.u128();
        self.market.back_with(delegator, &provider, H100, &stakes, whole)?;
        let job = self.assigned(client, &provider, ATTESTATION, AcceptPayout::Credits {})?;
        self.market.submit(&provider, job, digest("work"), None)?;
        let verdict = self.market.verdict(job, false, delegator);
        self.market.gateway(delegator, &verdict)?;
        let burn = ExecuteMsg::Burn { provider: provider.to_string(), class: H100.to_owned() };
        self.vaults("vault_burn_stakes", client, &burn, &[])
    }

    fn settled_twice(&mut self, client: &Addr, provider: &Addr) -> Result<()> {
        for measured in [false, true] {
            let request = self.minute(ATTESTATION);
            let job = self.market.request(client, request, MAX_IN)?;
            let output = digest(&format!("output of {job}"));
            if !measured {
                self.market.accept(provider, job, AcceptPayout::Redeem {})?;
                let proof = Some(self.market.attest(job, &output));
                self.market.submit(provider, job, output, proof)?;
                continue;
            }
            let accept = JobMsg::AcceptJob { job_id: job, payout: AcceptPayout::Redeem {} };
            self.send("accept_backed", Code::JobMarket, provider, &accept, &[])?;
            let backed = self.market.job_lock(job).context("a lock")?.backed;
            anyhow::ensure!(!backed.is_zero(), "expected a job that is backed");
            let proof = Some(self.market.attest(job, &output));
            self.submit("submit_attestation_backed", provider, job, output, proof)?;
        }
        Ok(())
    }

    /// What the owner says to restaking: an asset that nobody has, of each pass another, since none is ever taken off the list of four.
    pub(super) fn vaults_owner(&mut self, owner: &Addr) -> Result<()> {
        let asset = Asset::native(format!("ugas{}", self.pass));
        let list = ExecuteMsg::ListAsset { asset: asset.clone(), unit: Uint128::one() };
        self.vaults("vault_list_asset", owner, &list, &[])?;
        self.vaults("vault_set_listed", owner, &ExecuteMsg::SetListed { asset, listed: false }, &[])
    }
}
