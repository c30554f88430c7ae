//! What is said of leases: to the lease-market, and to the pool contract and the registry, where they begin.

use agent::pledge::{request, Wanted};
use anyhow::Result;
use api::common::Asset;
use api::lease_market::{ExecuteMsg, LiveLease, PledgeMsg, SwapMsg};
use api::pool;
use api::provider_registry as registry;
use cosmwasm_std::to_json_binary;

use super::{call, Call, Place};
use crate::ask::Market;

impl Market {
    fn to_leases(&self, msg: &ExecuteMsg) -> Result<Call> {
        call(&self.at.lease_market, msg)
    }

    /// Buys a lease's credits for at most so much, and says in the lease-market what for.
    pub fn lease_by_swap(
        &self,
        offer: &Asset,
        legs: Vec<pool::Leg>,
        most: u128,
        from: Place,
        msg: &SwapMsg,
        deadline: Option<u64>,
    ) -> Result<Call> {
        let to =
            pool::Destination::Call { contract: self.at.lease_market.clone(), msg: to_json_binary(msg)? };
        self.buy(offer, legs, most, from, to, deadline)
    }

    /// Starts an open lease with its pledge, which ends by so many Unix seconds.
    pub fn start_lease(
        &self,
        lease_id: u64,
        lease: &LiveLease,
        ends_by: u64,
        start: &PledgeMsg,
    ) -> Result<Call> {
        let LiveLease { class, gpus, pledge: amount, .. } = lease;
        let wanted = Wanted { id: lease_id, class, gpus: *gpus, amount: *amount };
        let pledge = request(&self.at.lease_market, wanted, ends_by, start)?;
        self.to_registry(&registry::ExecuteMsg::Pledge(pledge))
    }

    /// Says that the machines of all of the sender's leases run.
    pub fn lease_heartbeat(&self) -> Result<Call> {
        self.to_leases(&ExecuteMsg::Heartbeat {})
    }

    /// Pays the covered seconds to a lease's provider.
    pub fn claim_lease(&self, lease_id: u64) -> Result<Call> {
        self.to_leases(&ExecuteMsg::Claim { lease_id })
    }

    /// Withdraws a lease that nobody has started.
    pub fn cancel_lease(&self, lease_id: u64) -> Result<Call> {
        self.to_leases(&ExecuteMsg::Cancel { lease_id })
    }

    /// Ends a running lease.
    pub fn close_lease(&self, lease_id: u64) -> Result<Call> {
        self.to_leases(&ExecuteMsg::Close { lease_id })
    }

    /// Moves take and fees of leases to the fee-collector.
    pub fn sweep_leases(&self) -> Result<Call> {
        self.to_leases(&ExecuteMsg::Sweep {})
    }
}
