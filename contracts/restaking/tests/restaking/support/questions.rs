//! What the chain says, and what must hold of it after every message.

use api::common::Asset;
use api::provider_registry::{self as registry, BackingResponse};
use api::restaking::{QueryMsg, TicketsResponse, VaultResponse};
use api::{staking, token};
use cosmwasm_std::{Addr, Api, Order};
use restaking::state::{vault_key, RELEASED, VAULTS};
use serde::de::DeserializeOwned;

use super::{addr, Fixture, CLASS, NET};

impl Fixture {
    pub fn may_ask<T: DeserializeOwned>(&self, query: &QueryMsg) -> Option<T> {
        self.app.wrap().query_wasm_smart(&self.restaking, query).ok()
    }

    pub fn ask<T: DeserializeOwned>(&self, query: &QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.restaking, query).unwrap()
    }

    pub fn may_vault(&self) -> Option<VaultResponse> {
        self.may_ask(&QueryMsg::Vault { provider: addr("alice").into(), class: CLASS.into() })
    }

    pub fn vault(&self) -> VaultResponse {
        self.may_vault().unwrap()
    }

    pub fn backing(&self) -> BackingResponse {
        let query = registry::QueryMsg::Backing { provider: addr("alice").into(), class: CLASS.into() };
        self.app.wrap().query_wasm_smart(&self.registry, &query).unwrap()
    }

    pub fn tickets(&self, who: &str) -> TicketsResponse {
        self.ask(&QueryMsg::Tickets {
            provider: addr("alice").into(),
            class: CLASS.into(),
            owner: addr(who).into(),
            order: None,
            start_after: None,
            limit: None,
        })
    }

    pub fn held(&self, token: &Addr, who: &Addr) -> u128 {
        let query = token::QueryMsg::Balance { address: who.to_string() };
        let answer: cw20::BalanceResponse = self.app.wrap().query_wasm_smart(token, &query).unwrap();
        answer.balance.u128()
    }

    pub fn shares(&self, who: &str) -> u128 {
        self.held(&self.vault().token, &addr(who))
    }

    pub fn net(&self, who: &Addr) -> u128 {
        self.app.wrap().query_balance(who, NET).unwrap().amount.u128()
    }

    pub fn supply(&self, denom: &str) -> u128 {
        self.app.wrap().query_supply(denom).unwrap().amount.u128()
    }

    pub fn stnet(&self) -> Addr {
        let config: staking::ConfigResponse =
            self.app.wrap().query_wasm_smart(&self.staking, &staking::QueryMsg::Config {}).unwrap();
        config.token
    }

    /// Base units of the vault's asset in restaking's wallet.
    pub fn balance(&self, asset: &Asset) -> u128 {
        self.wallet(asset, &self.restaking)
    }

    /// Base units of an asset in a wallet.
    pub fn wallet(&self, asset: &Asset, who: &Addr) -> u128 {
        match asset {
            Asset::Native { denom } => self.app.wrap().query_balance(who, denom).unwrap().amount.u128(),
            Asset::Cw20 { address } => self.held(&Addr::unchecked(address), who),
        }
    }

    /// What must hold after every message: the balance is what the books say, the shares are the receipt's, whoever backs a job has what it
    /// may burn, and the registry says the same as the vault.
    #[track_caller]
    pub fn check(&self) {
        let storage = self.app.contract_storage(&self.restaking);
        let key = vault_key(CLASS, &self.app.api().addr_canonicalize(addr("alice").as_str()).unwrap());
        if !VAULTS.has(storage.as_ref(), &key) {
            return;
        }
        let v = self.vault();
        let released: u128 = RELEASED
            .walk_in(Order::Ascending, storage.as_ref(), &1u64.to_be_bytes(), None)
            .map(|entry| entry.unwrap().1.assets)
            .sum();
        let owed = v.assets + v.leaving + v.leaving_before + (v.burned - v.sent) + v.left;
        let owed = (owed.u128() + released) * v.unit.u128();
        assert_eq!(self.balance(&v.asset), owed, "{v:?}, released {released}");
        let query = token::QueryMsg::TokenInfo {};
        let info: cw20::TokenInfoResponse = self.app.wrap().query_wasm_smart(&v.token, &query).unwrap();
        assert_eq!(info.total_supply, v.shares);
        let b = self.backing();
        assert!(b.backed <= b.assets + b.leaving, "{b:?}");
        assert!(b.backed + b.backed_before <= b.assets + b.leaving + b.leaving_before, "{b:?}");
        assert_eq!((b.leaving, b.leaving_before, b.burned), (v.leaving, v.leaving_before, v.burned));
    }
}
