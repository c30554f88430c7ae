//! What the lease-market says.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use api::lease_market::{
    ClockResponse, ConfigResponse, LeaseFilter, LeaseState, LeasesResponse, LiveLease, QueryMsg,
};
use api::paging::MAX_PAGE;

use super::{maybe, must, Ask, Observer};
use crate::tenant::Terms;
use crate::view::{Lease, LeaseMarket, Run};

impl Observer {
    /// How heartbeats count, and when the provider's last one came.
    pub(super) fn lease_market(&self, ask: &impl Ask) -> Result<LeaseMarket> {
        let config: ConfigResponse = must(ask, &self.at.lease_market, &QueryMsg::Config {})?;
        let provider = self.provider.clone();
        let clock: Option<ClockResponse> = maybe(ask, &self.at.lease_market, &QueryMsg::Clock { provider })?;
        let heartbeat_within = config.params.heartbeat_within;
        let covers = clock.as_ref().map_or(heartbeat_within, |clock| clock.covers);
        Ok(LeaseMarket { heartbeat_within, covers, seen_at: clock.map(|clock| clock.seen_at) })
    }

    /// Open leases that the provider may start, and those that it serves. Open ones come first: a lease that is started in between
    /// is shown as it is later.
    pub(super) fn leases(&self, ask: &impl Ask) -> Result<BTreeMap<u64, Lease>> {
        let open = LeaseFilter { state: Some(LeaseState::Open), ..LeaseFilter::default() };
        let mine = LeaseFilter { provider: Some(self.provider.clone()), ..LeaseFilter::default() };
        let mut leases = BTreeMap::new();
        for filter in [open, mine] {
            let mut start_after = None;
            loop {
                let (filter, order, limit) = (Some(filter.clone()), None, Some(MAX_PAGE));
                let query = QueryMsg::Leases { filter, order, start_after, limit };
                let page: LeasesResponse = must(ask, &self.at.lease_market, &query)?;
                for found in page.leases {
                    if let Some(lease) = found.live.map(|live| self.lease(live)).transpose()?.flatten() {
                        leases.insert(found.lease_id, lease);
                    }
                }
                start_after = page.next;
                if start_after.is_none() {
                    break;
                }
            }
        }
        Ok(leases)
    }

    /// A lease that is not over; none if it is somebody else's.
    fn lease(&self, live: LiveLease) -> Result<Option<Lease>> {
        let others = |address: &cosmwasm_std::Addr| address.as_str() != self.provider;
        let taken = live.running.as_ref().is_some_and(|run| others(&run.provider));
        if taken || live.only_provider.as_ref().is_some_and(others) {
            return Ok(None);
        }
        Ok(Some(Lease {
            terms: Terms {
                class: live.class,
                gpus: live.gpus,
                seconds: live.seconds,
                client: live.client.into_string(),
                ssh_key: live.ssh_key.to_array().context("a key of 32 bytes")?,
                pledge: live.pledge,
            },
            reserved: live.only_provider.is_some(),
            cost: live.cost.u128(),
            requested_at: live.requested_at,
            start_by: live.start_by,
            run: live.running.map(|run| Run { end: run.end, due: run.due.u128() }),
        }))
    }
}
