//! What restaking is asked.

use anyhow::Result;
use api::common::Asset;
use api::restaking as vaults;

use super::{pages, Market, PAGE};

impl Market {
    fn ask_restaking<A: serde::de::DeserializeOwned>(&self, query: &vaults::QueryMsg) -> Result<A> {
        self.ask(&self.at.restaking, query)
    }

    /// All assets that may back, by their numbers.
    pub fn backing_assets(&self) -> Result<Vec<vaults::ListedAsset>> {
        Ok(self.ask_restaking::<vaults::AssetsResponse>(&vaults::QueryMsg::Assets {})?.assets)
    }

    /// The vault behind a provider in a class.
    pub fn vault(&self, provider: &str, class: &str) -> Result<vaults::VaultResponse> {
        self.ask_restaking(&vaults::QueryMsg::Vault { provider: provider.into(), class: class.into() })
    }

    /// Every vault of a class.
    pub fn vaults(&self, class: &str) -> Result<Vec<vaults::VaultEntry>> {
        pages(|last: Option<&vaults::VaultEntry>| {
            let start_after = last.map(|vault| vault.provider.to_string());
            let query =
                vaults::QueryMsg::Vaults { class: class.into(), order: None, start_after, limit: Some(PAGE) };
            Ok(self.ask_restaking::<vaults::VaultsResponse>(&query)?.vaults)
        })
    }

    /// All vaults of a class, each as it is.
    pub fn vault_states(&self, class: &str) -> Result<Vec<vaults::VaultResponse>> {
        self.vaults(class)?.iter().map(|entry| self.vault(entry.provider.as_str(), class)).collect()
    }

    /// Somebody's exits from a vault, by generation.
    pub fn tickets(&self, provider: &str, class: &str, owner: &str) -> Result<Vec<vaults::TicketsEntry>> {
        pages(|last: Option<&vaults::TicketsEntry>| {
            let query = vaults::QueryMsg::Tickets {
                provider: provider.into(),
                class: class.into(),
                owner: owner.into(),
                order: None,
                start_after: last.map(|entry| entry.generation),
                limit: Some(PAGE),
            };
            Ok(self.ask_restaking::<vaults::TicketsResponse>(&query)?.tickets)
        })
    }

    /// Shares that a deposit would bring now.
    pub fn preview_deposit(&self, provider: &str, class: &str, amount: u128) -> Result<u128> {
        let (provider, class, amount) = (provider.into(), class.into(), amount.into());
        let query = vaults::QueryMsg::PreviewDeposit { provider, class, amount };
        Ok(self.ask_restaking::<vaults::PreviewDepositResponse>(&query)?.shares.u128())
    }

    /// What an exit would take out now.
    pub fn preview_exit(
        &self,
        provider: &str,
        class: &str,
        shares: u128,
    ) -> Result<vaults::PreviewExitResponse> {
        let (provider, class, shares) = (provider.into(), class.into(), shares.into());
        self.ask_restaking(&vaults::QueryMsg::PreviewExit { provider, class, shares })
    }

    /// A vault's receipt.
    pub fn vault_receipt(vault: &vaults::VaultResponse) -> Asset {
        Asset::cw20(&vault.token)
    }
}
