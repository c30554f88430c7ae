//! Leases: GPUs by the second, asked for, started, served, extended and ended.

use anyhow::{Context, Result};
use api::common::{Payout, Source, CREDIT};
use api::lease_market::{ExecuteMsg, Params, PledgeMsg, SwapMsg};
use api::pool::ExecuteMsg as PoolMsg;
use api::provider_registry::ExecuteMsg as RegistryMsg;
use compute_amm_testing::client::{Call, Client, Receipt};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::leases::{lease_id, lease_of};
use compute_amm_testing::wirings::{H100, NET, ONE};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use deploy::Code;

use super::jobs::MAX_IN;
use super::tally::Tally;

/// Seconds on each of a lease's GPUs.
const SECONDS: u64 = 3_600;
const GPUS: u32 = 2;
/// GPUs of each other payer's lease, so that its take has as many digits as that of GPU-hours.
const MANY: u32 = 256;
/// Seconds by which a pledge outlasts its lease: time passes before the block that takes it.
const SPARE: u64 = 60;
/// Payers beside the client: with it the day's record names as many as it can.
const PAYERS: usize = 7;
/// Bytes of an endpoint, more than usual names have. The longest has 128, for which a start costs some 650 more.
const ENDPOINT: usize = 96;
/// Credits that the host owes.
const OWED: u128 = 100_000 * CREDIT;

impl<C: Client> Tally<'_, C> {
    fn leases(&mut self, name: &str, sender: &Addr, msg: &ExecuteMsg) -> Result<Receipt> {
        self.send(name, Code::LeaseMarket, sender, msg, &[])
    }

    fn swap_for(&self, seconds: u64, msg: &SwapMsg, from: Source) -> Result<PoolMsg> {
        let credits = u128::from(GPUS) * u128::from(seconds) * CREDIT;
        self.market.lease_swap(H100, credits, msg, from)
    }

    /// Requests a lease from the wallet.
    fn lease_asked(&mut self, name: &str, client: &Addr) -> Result<u64> {
        let msg = SwapMsg::RequestLease { request: lease_of(H100, GPUS, SECONDS) };
        let swap = self.swap_for(SECONDS, &msg, Source::Funds {})?;
        lease_id(&self.send(name, Code::Pool, client, &swap, &coins(MAX_IN, NET))?)
    }

    /// Starts a lease, with a long endpoint.
    fn lease_started(&mut self, name: &str, provider: &Addr, lease_id: u64) -> Result<()> {
        let mut pledge = self.market.pledge_for(lease_id, SECONDS)?;
        let (endpoint, host_key) = ("e".repeat(ENDPOINT), digest("the host's key"));
        pledge.msg = to_json_binary(&PledgeMsg { endpoint, host_key })?;
        self.send(name, Code::ProviderRegistry, provider, &RegistryMsg::Pledge(pledge), &[]).map(|_| ())
    }

    /// Others pay the host of their leases: these, and as many more as [`PAYERS`] asks for.
    fn other_payers(&mut self, host: &Addr, payers: &[&Addr]) -> Result<()> {
        let (mut starts, mut claims) = (vec![], vec![]);
        let names = payers.len()..PAYERS;
        let more = names.map(|number| self.actor(&format!("payer {number}"))).collect::<Result<Vec<_>>>()?;
        for payer in payers.iter().copied().chain(&more) {
            let lease_id = self.market.request_lease(payer, lease_of(H100, MANY, 60), MAX_IN)?;
            let pledge = self.market.pledge_for(lease_id, SECONDS)?;
            starts.push(Call::new(&self.market.at.provider_registry, &RegistryMsg::Pledge(pledge))?);
            claims.push(Call::new(&self.market.at.lease_market, &ExecuteMsg::Claim { lease_id })?);
        }
        self.market.heartbeat(host);
        self.market.client.batch(host, &starts).context("starting others' leases")?;
        self.market.wait(5);
        self.market.client.batch(host, &claims).context("claiming of others' leases")?;
        Ok(())
    }

    /// Governance sets for how many seconds a lease pays nothing.
    fn minimum(&mut self, owner: &Addr, minimum: u64) -> Result<()> {
        let params = Params { minimum, ..self.market.wiring.lease_market_params() };
        self.market.leases(owner, &ExecuteMsg::UpdateParams { params }).map(|_| ())
    }

    /// Every way in which a lease begins, is paid and ends. After the first one, on a day on which seven others have paid for leases,
    /// of a host that owes credits and has a record of good work and faults.
    pub(super) fn lease_lives(&mut self, owner: &Addr, client: &Addr, others: &[&Addr]) -> Result<()> {
        let host = self.actor("host")?;
        // These are paid from their first second on: a minute would have to pass.
        self.minimum(owner, 0)?;
        self.market.join(&host, H100, 1_000 * ONE, 8 * MANY)?;
        self.market.mint(&host, H100, OWED, Payout::Account)?;
        // The first of a provider makes its clock, and its client's and its own accounts.
        let first = self.lease_asked("request_lease_first", client)?;
        self.market.heartbeat(&host);
        self.lease_started("start_lease_first", &host, first)?;
        self.market.wait(1);
        self.leases("claim_lease_first", &host, &ExecuteMsg::Claim { lease_id: first })?;
        self.other_payers(&host, others)?;
        // By its provider, with the slash: one that is closed for silence moves the same.
        self.leases("stop_lease", &host, &ExecuteMsg::Close { lease_id: first })?;
        let second = self.lease_asked("request_lease", client)?;
        self.lease_started("start_lease", &host, second)?;
        self.minimum(owner, self.market.wiring.lease_market.minimum)?;
        let left = self.market.lease_running(client, &host, lease_of(H100, GPUS, SECONDS), SPARE)?;
        // In its first minute, with a fee.
        self.leases("close_lease", client, &ExecuteMsg::Close { lease_id: left })?;
        let msg = SwapMsg::RequestLease { request: lease_of(H100, GPUS, SECONDS) };
        let account = Source::Account { owner: None, amount: Uint128::new(MAX_IN) };
        let swap = self.swap_for(SECONDS, &msg, account)?;
        let third = lease_id(&self.send("request_lease_from_account", Code::Pool, client, &swap, &[])?)?;
        self.leases("cancel_lease", client, &ExecuteMsg::Cancel { lease_id: third })?;
        self.leases("lease_heartbeat", &host, &ExecuteMsg::Heartbeat {})?;
        self.market.wait(1);
        self.leases("claim_lease", &host, &ExecuteMsg::Claim { lease_id: second })?;
        let msg = SwapMsg::TopUp { lease_id: second, seconds: 600, max_payment: Uint128::new(MAX_IN) };
        let swap = self.swap_for(600, &msg, Source::Funds {})?;
        self.send("top_up_lease", Code::Pool, client, &swap, &coins(MAX_IN, NET))?;
        // A second is due then: within the second of the last payment there is nothing to pay, which costs less.
        self.market.wait(1);
        self.leases("leave_lease", client, &ExecuteMsg::Close { lease_id: second })?;
        // Nobody is to call it after that.
        self.market.redeem(&host, H100, OWED)?;
        // One that runs until its end.
        let mut short = lease_of(H100, GPUS, SECONDS);
        short.seconds = 5;
        let short = self.market.lease_running(client, &host, short, SPARE).context("a short lease")?;
        self.market.wait(6);
        self.leases("end_lease", client, &ExecuteMsg::Close { lease_id: short })?;
        self.leases("sweep_leases", client, &ExecuteMsg::Sweep {})?;
        Ok(())
    }

    /// What the owner says to the lease-market, and the guardian, and to the registry of it.
    pub(super) fn leases_owner(&mut self, owner: &Addr, guardian: &Addr) -> Result<()> {
        let terms = self.market.wiring.classes.first().context("a class in the wiring")?.lease_terms();
        let class = format!("gas-{}", self.pass);
        self.leases("leases_list_class", owner, &ExecuteMsg::ListClass { class, terms })?;
        let update = ExecuteMsg::UpdateClass { class: H100.to_owned(), terms };
        self.leases("leases_update_class", owner, &update)?;
        let params = self.market.wiring.lease_market_params();
        self.leases("leases_update_params", owner, &ExecuteMsg::UpdateParams { params })?;
        self.leases("leases_pause", guardian, &ExecuteMsg::SetPaused { requests: true })?;
        self.leases("leases_unpause", owner, &ExecuteMsg::SetPaused { requests: false })?;
        let same = ExecuteMsg::SetGuardian { guardian: guardian.to_string() };
        self.leases("leases_set_guardian", owner, &same)?;
        let market = self.market.at.lease_market.clone();
        for (name, allowed) in [("forbid_market", false), ("allow_market", true)] {
            let msg = RegistryMsg::AllowMarket { market: market.clone(), allowed };
            self.send(name, Code::ProviderRegistry, owner, &msg, &[])?;
        }
        Ok(())
    }
}
