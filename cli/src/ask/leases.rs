//! What the lease-market is asked.

use anyhow::Result;
use api::job_market::PayWith;
use api::lease_market as leases;
use api::paging::ListOrder;

use super::{listed, Market, PAGE};

impl Market {
    /// A lease.
    pub fn lease(&self, lease_id: u64) -> Result<leases::LeaseResponse> {
        self.ask_leases(&leases::QueryMsg::Lease { lease_id })
    }

    /// Leases of a filter by id, at most `limit`, after an id in an order. Of a lease that is over the
    /// chain's state has neither client, provider nor class.
    pub fn leases(
        &self,
        filter: &leases::LeaseFilter,
        order: Option<ListOrder>,
        start_after: Option<u64>,
        limit: usize,
    ) -> Result<Vec<leases::LeaseResponse>> {
        let filter = Some(filter.clone()).filter(|filter| *filter != leases::LeaseFilter::default());
        listed(start_after, limit, |start_after| {
            let (filter, limit) = (filter.clone(), Some(PAGE));
            let page: leases::LeasesResponse =
                self.ask_leases(&leases::QueryMsg::Leases { filter, order, start_after, limit })?;
            Ok((page.leases, page.next))
        })
    }

    /// What so many seconds on each of so many GPUs of a class would cost now, by what pays.
    pub fn quote_lease(
        &self,
        class: &str,
        gpus: u32,
        seconds: u64,
        pay_with: PayWith,
    ) -> Result<leases::QuoteResponse> {
        let (class, pay_with) = (class.to_owned(), Some(pay_with));
        self.ask_leases(&leases::QueryMsg::Quote { class, gpus, seconds, pay_with })
    }

    /// What a close by somebody would do and pay now.
    pub fn quote_close(&self, lease_id: u64, sender: &str) -> Result<leases::CloseResponse> {
        self.ask_leases(&leases::QueryMsg::QuoteClose { lease_id, sender: sender.into() })
    }

    /// When a provider of leases was heard of.
    pub fn lease_clock(&self, provider: &str) -> Result<leases::ClockResponse> {
        self.ask_leases(&leases::QueryMsg::Clock { provider: provider.into() })
    }

    /// What was earned by leases and waits to be swept.
    pub fn lease_holdings(&self) -> Result<leases::HoldingsResponse> {
        self.ask_leases(&leases::QueryMsg::Holdings {})
    }
}
