//! What the fee-collector is asked.

use anyhow::Result;
use api::fee_collector as fees;

use super::{pages, Market, PAGE};

impl Market {
    /// What happened in a window.
    pub fn metrics(&self, window: fees::Window) -> Result<fees::MetricsResponse> {
        self.ask_fees(&fees::QueryMsg::Metrics { window })
    }

    /// NET of the fee-collector by purpose.
    pub fn balances(&self) -> Result<fees::BalancesResponse> {
        self.ask_fees(&fees::QueryMsg::Balances {})
    }

    /// Who may claim the stakers' share.
    pub fn stakers_recipient(&self) -> Result<String> {
        Ok(self.ask_fees::<fees::ConfigResponse>(&fees::QueryMsg::Config {})?.stakers.into_string())
    }

    /// Revenue in other assets that waits.
    pub fn waiting(&self) -> Result<Vec<fees::WaitingAsset>> {
        pages(|last: Option<&fees::WaitingAsset>| {
            let start_after = last.map(|waiting| waiting.asset.clone());
            let query = fees::QueryMsg::Waiting { order: None, start_after, limit: Some(PAGE) };
            Ok(self.ask_fees::<fees::WaitingResponse>(&query)?.assets)
        })
    }

    /// By which pools assets are sold.
    pub fn routes(&self) -> Result<Vec<fees::AssetRoute>> {
        pages(|last: Option<&fees::AssetRoute>| {
            let start_after = last.map(|route| route.asset.clone());
            let query = fees::QueryMsg::Routes { order: None, start_after, limit: Some(PAGE) };
            Ok(self.ask_fees::<fees::RoutesResponse>(&query)?.routes)
        })
    }

    /// The protocol's liquidity.
    pub fn treasury(&self) -> Result<Vec<fees::TreasuryPool>> {
        pages(|last: Option<&fees::TreasuryPool>| {
            let start_after = last.map(|pool| pool.pool_id);
            let query = fees::QueryMsg::Treasury { order: None, start_after, limit: Some(PAGE) };
            Ok(self.ask_fees::<fees::TreasuryResponse>(&query)?.pools)
        })
    }
}
