//! What is said to restaking.

use anyhow::Result;
use api::common::Asset;
use api::restaking::{ExecuteMsg, ReceiveMsg, VaultResponse};

use super::{call, paying, Call};
use crate::ask::Market;

impl Market {
    /// Opens the sender's vault in a class.
    pub fn create_vault(&self, class: &str, asset: Asset) -> Result<Call> {
        call(&self.at.restaking, &ExecuteMsg::CreateVault { class: class.into(), asset })
    }

    /// Deposits so much of the vault's asset for at least so many shares.
    pub fn back(&self, vault: &VaultResponse, amount: u128, min_shares: u128) -> Result<Call> {
        let (provider, class) = (vault.provider.to_string(), vault.class.clone());
        let min_shares = min_shares.into();
        let msg = ExecuteMsg::Deposit { provider: provider.clone(), class: class.clone(), min_shares };
        let hook = ReceiveMsg::Deposit { provider, class, min_shares };
        paying(&vault.asset, amount, &self.at.restaking, &msg, &hook)
    }

    /// Pays those who back a provider with so much of the vault's asset, over so many seconds.
    pub fn fund_vault(&self, vault: &VaultResponse, amount: u128, seconds: u64) -> Result<Call> {
        let (provider, class) = (vault.provider.to_string(), vault.class.clone());
        let msg = ExecuteMsg::Fund { provider: provider.clone(), class: class.clone(), seconds };
        paying(&vault.asset, amount, &self.at.restaking, &msg, &ReceiveMsg::Fund { provider, class, seconds })
    }

    /// Shares of the wallet leave a vault.
    pub fn exit_vault(&self, vault: &VaultResponse, shares: u128) -> Result<Call> {
        paying(&Self::vault_receipt(vault), shares, &self.at.restaking, &(), &ReceiveMsg::Exit {})
    }

    /// Claims the sender's exit of a generation.
    pub fn claim_exit(&self, provider: &str, class: &str, generation: u64) -> Result<Call> {
        let (provider, class) = (provider.into(), class.into());
        call(&self.at.restaking, &ExecuteMsg::Claim { provider, class, generation })
    }

    /// Begins a new generation of a vault's exits.
    pub fn rotate_vault(&self, provider: &str, class: &str) -> Result<Call> {
        let (provider, class) = (provider.into(), class.into());
        call(&self.at.restaking, &ExecuteMsg::Rotate { provider, class })
    }

    /// Sends what burned of a vault out of existence.
    pub fn burn_vault(&self, provider: &str, class: &str) -> Result<Call> {
        let (provider, class) = (provider.into(), class.into());
        call(&self.at.restaking, &ExecuteMsg::Burn { provider, class })
    }
}
