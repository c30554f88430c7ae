//! Leases in the words of the scenarios: ask, start, beat, claim, close.

use anyhow::{Context, Result};
use api::common::{Source, CREDIT};
use api::lease_market::{
    ExecuteMsg, LeaseFilter, LeaseRequest, LeaseResponse, LeaseState, LeasesResponse, LiveLease, PledgeMsg,
    QueryMsg, RunningLease, SwapMsg,
};
use api::pool;
use api::provider_registry::{ExecuteMsg as RegistryMsg, PledgeRequest};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use crate::client::{Client, Receipt};
use crate::digest::digest;
use crate::market::Market;
use crate::wirings::{NET, ONE};

/// Reads the id of the lease that a response tells of.
pub fn lease_id(response: &Receipt) -> Result<u64> {
    let attribute = response.events.iter().flat_map(|event| &event.attributes).find(|a| a.key == "lease_id");
    Ok(attribute.context("no lease_id in the events")?.value.parse()?)
}

/// A lease of `gpus` · `seconds` for anybody, with at most 1,000 NET to pay.
pub fn lease_of(class: &str, gpus: u32, seconds: u64) -> LeaseRequest {
    LeaseRequest {
        class: class.into(),
        gpus,
        seconds,
        ssh_key: digest("the client's key"),
        provider: None,
        max_payment: Uint128::new(1_000 * ONE),
    }
}

impl<C: Client> Market<C> {
    /// Requests a lease as a swap of at most `max_in` NET from the wallet.
    pub fn request_lease(&mut self, client: &Addr, request: LeaseRequest, max_in: u128) -> Result<u64> {
        let credits = u128::from(request.gpus) * u128::from(request.seconds) * CREDIT;
        let class = request.class.clone();
        let swap = self.lease_swap(&class, credits, &SwapMsg::RequestLease { request }, Source::Funds {})?;
        lease_id(&self.pool(client, &swap, &coins(max_in, NET))?)
    }

    /// Tops a lease up with a swap of at most `max_in` NET from the wallet.
    pub fn top_up_lease(
        &mut self,
        payer: &Addr,
        lease_id: u64,
        seconds: u64,
        max_in: u128,
    ) -> Result<Receipt> {
        let LiveLease { class, gpus, .. } =
            self.lease(lease_id).live.with_context(|| format!("lease {lease_id} is over"))?;
        let msg = SwapMsg::TopUp { lease_id, seconds, max_payment: Uint128::new(1_000 * ONE) };
        let credits = u128::from(gpus) * u128::from(seconds) * CREDIT;
        let swap = self.lease_swap(&class, credits, &msg, Source::Funds {})?;
        self.pool(payer, &swap, &coins(max_in, NET))
    }

    /// The swap of NET for so many credits of a class that ends in the lease-market.
    pub fn lease_swap(
        &self,
        class: &str,
        credits: u128,
        msg: &SwapMsg,
        from: Source,
    ) -> Result<pool::ExecuteMsg> {
        Ok(pool::ExecuteMsg::SwapExactOut {
            offer: self.net(),
            legs: vec![pool::Leg { pools: vec![self.class_pool(class)], amount_out: Uint128::new(credits) }],
            from,
            to: pool::Destination::Call { contract: self.at.lease_market.clone(), msg: to_json_binary(msg)? },
            rest_to: None,
            deadline: None,
        })
    }

    /// Starts an open lease with the least pledge, which ends `spare` seconds after the lease.
    pub fn start_lease(&mut self, provider: &Addr, lease_id: u64, spare: u64) -> Result<Receipt> {
        let pledge = self.pledge_for(lease_id, spare)?;
        self.registry(provider, &RegistryMsg::Pledge(pledge), &[])
    }

    /// The least pledge that starts an open lease, which ends `spare` seconds after it.
    pub fn pledge_for(&self, lease_id: u64, spare: u64) -> Result<PledgeRequest> {
        let live = self.lease(lease_id).live.with_context(|| format!("lease {lease_id} is over"))?;
        let start = PledgeMsg { endpoint: "gpu.example:22".into(), host_key: digest("the host's key") };
        Ok(PledgeRequest {
            market: self.at.lease_market.clone(),
            id: lease_id,
            class: live.class,
            gpus: live.gpus,
            amount: live.pledge,
            ends_by: self.now() + live.seconds + spare,
            msg: to_json_binary(&start)?,
        })
    }

    /// A lease that runs: requested for at most 1,000 NET, and started at once.
    pub fn lease_running(
        &mut self,
        client: &Addr,
        provider: &Addr,
        request: LeaseRequest,
        spare: u64,
    ) -> Result<u64> {
        let lease = self.request_lease(client, request, 1_000 * ONE).context("request")?;
        self.heartbeat(provider);
        self.start_lease(provider, lease, spare).context("start")?;
        Ok(lease)
    }

    /// A heartbeat of all of a provider's leases.
    pub fn lease_heartbeat(&mut self, provider: &Addr) -> Result<Receipt> {
        self.leases(provider, &ExecuteMsg::Heartbeat {})
    }

    /// Pays what is due.
    pub fn claim_lease(&mut self, sender: &Addr, lease_id: u64) -> Result<Receipt> {
        self.leases(sender, &ExecuteMsg::Claim { lease_id })
    }

    /// Closes.
    pub fn close_lease(&mut self, sender: &Addr, lease_id: u64) -> Result<Receipt> {
        self.leases(sender, &ExecuteMsg::Close { lease_id })
    }

    /// Withdraws.
    pub fn cancel_lease(&mut self, sender: &Addr, lease_id: u64) -> Result<Receipt> {
        self.leases(sender, &ExecuteMsg::Cancel { lease_id })
    }

    /// A lease as it stands.
    pub fn lease(&self, lease_id: u64) -> LeaseResponse {
        self.ask_leases(&QueryMsg::Lease { lease_id })
    }

    /// What runs of a lease.
    ///
    /// # Panics
    /// If it does not run.
    pub fn running_lease(&self, lease_id: u64) -> RunningLease {
        self.lease(lease_id).live.and_then(|live| live.running).expect("a running lease")
    }

    /// All leases that are not over.
    pub fn live_leases(&self) -> Vec<LiveLease> {
        let mut leases = vec![];
        for state in [LeaseState::Open, LeaseState::Running] {
            let mut start_after = None;
            loop {
                let filter = Some(LeaseFilter { state: Some(state), ..LeaseFilter::default() });
                let query = QueryMsg::Leases { filter, order: None, start_after, limit: Some(100) };
                let page: LeasesResponse = self.ask_leases(&query);
                leases.extend(page.leases.into_iter().filter_map(|lease| lease.live));
                start_after = page.next;
                if start_after.is_none() {
                    break;
                }
            }
        }
        leases
    }
}
