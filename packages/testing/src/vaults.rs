//! The verbs of vaults: what providers and those who back them send.

use anyhow::Result;
use api::common::Asset;
use api::provider_registry::{BackingResponse, QueryMsg as RegistryQuery};
use api::restaking::{ExecuteMsg, QueryMsg, ReceiveMsg, VaultResponse};
use cosmwasm_std::{coins, Addr, Uint128};

use crate::client::{Client, Receipt};
use crate::market::Market;
use crate::wirings::NET;

impl<C: Client> Market<C> {
    /// Opens the provider's vault in a class.
    pub fn create_vault(&mut self, provider: &Addr, class: &str, asset: Asset) -> Result<Receipt> {
        let class = class.to_owned();
        self.restaking(provider, &ExecuteMsg::CreateVault { class, asset }, &[])
    }

    /// NET into the vault behind a provider, for whatever shares it brings.
    pub fn back(&mut self, who: &Addr, provider: &Addr, class: &str, amount: u128) -> Result<Receipt> {
        let (provider, class, min_shares) = (provider.to_string(), class.to_owned(), Uint128::one());
        self.restaking(who, &ExecuteMsg::Deposit { provider, class, min_shares }, &coins(amount, NET))
    }

    /// Tokens into the vault behind a provider, for whatever shares they bring.
    pub fn back_with(
        &mut self,
        who: &Addr,
        provider: &Addr,
        class: &str,
        token: &Asset,
        amount: u128,
    ) -> Result<Receipt> {
        let (provider, class, min_shares) = (provider.to_string(), class.to_owned(), Uint128::one());
        let deposit = ReceiveMsg::Deposit { provider, class, min_shares };
        self.send_cw20(who, token, &self.at.restaking.clone(), amount, &deposit)
    }

    /// NET for those who back a provider, evenly over so many seconds.
    pub fn fund_vault(
        &mut self,
        who: &Addr,
        provider: &Addr,
        class: &str,
        amount: u128,
        seconds: u64,
    ) -> Result<Receipt> {
        let (provider, class) = (provider.to_string(), class.to_owned());
        self.restaking(who, &ExecuteMsg::Fund { provider, class, seconds }, &coins(amount, NET))
    }

    /// Shares of a vault leave.
    pub fn exit_vault(&mut self, who: &Addr, provider: &Addr, class: &str, shares: u128) -> Result<Receipt> {
        let token = Asset::cw20(self.vault(provider, class).token);
        self.send_cw20(who, &token, &self.at.restaking.clone(), shares, &ReceiveMsg::Exit {})
    }

    /// Lets the exits of the generation before go.
    pub fn rotate_vault(&mut self, who: &Addr, provider: &Addr, class: &str) -> Result<Receipt> {
        let (provider, class) = (provider.to_string(), class.to_owned());
        self.restaking(who, &ExecuteMsg::Rotate { provider, class }, &[])
    }

    /// Claims one's exits of a generation.
    pub fn claim_exit(
        &mut self,
        who: &Addr,
        provider: &Addr,
        class: &str,
        generation: u64,
    ) -> Result<Receipt> {
        let (provider, class) = (provider.to_string(), class.to_owned());
        self.restaking(who, &ExecuteMsg::Claim { provider, class, generation }, &[])
    }

    /// Sends what burned of a vault out of existence.
    pub fn burn_vault(&mut self, who: &Addr, provider: &Addr, class: &str) -> Result<Receipt> {
        let (provider, class) = (provider.to_string(), class.to_owned());
        self.restaking(who, &ExecuteMsg::Burn { provider, class }, &[])
    }

    /// The vault behind a provider.
    pub fn vault(&self, provider: &Addr, class: &str) -> VaultResponse {
        self.ask_restaking(&QueryMsg::Vault { provider: provider.to_string(), class: class.into() })
    }

    /// Somebody's shares of a vault.
    pub fn vault_shares(&self, who: &Addr, provider: &Addr, class: &str) -> u128 {
        self.holding(who, &Asset::cw20(self.vault(provider, class).token))
    }

    /// What the registry says of what backs a position.
    pub fn backing(&self, provider: &Addr, class: &str) -> BackingResponse {
        let (provider, class) = (provider.to_string(), class.to_owned());
        self.ask_registry(&RegistryQuery::Backing { provider, class })
    }
}
