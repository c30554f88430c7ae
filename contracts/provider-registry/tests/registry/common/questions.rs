//! What a test asks the registry, the pool contract, the tokens and the bank.

use api::common::{Asset, AssetAmount};
use api::pool;
use api::provider_registry::{
    BackingResponse, CallResponse, ClassResponse, LockResponse, PositionResponse, PriceResponse,
    ProviderResponse, QueryMsg, QueueResponse,
};
use cosmwasm_std::{Addr, Uint128};
use serde::de::DeserializeOwned;

use super::{World, CLASS, NET};

/// What a mint (rounded up) and a call (rounded down) now would use, NET base units per whole credit.
pub struct WholePrices {
    pub mint: Uint128,
    pub call: Uint128,
    pub capped: bool,
}

impl World {
    pub fn ask<T: DeserializeOwned>(&self, msg: QueryMsg) -> T {
        self.app.wrap().query_wasm_smart(&self.registry, &msg).unwrap()
    }

    pub fn class(&self, class: &str) -> ClassResponse {
        self.ask(QueryMsg::Class { class: class.into() })
    }

    pub fn credit(&self, class: &str) -> Addr {
        self.class(class).credit
    }

    pub fn position(&self, provider: &Addr) -> PositionResponse {
        self.ask(QueryMsg::Position { provider: provider.to_string(), class: CLASS.into() })
    }

    pub fn backing(&self, provider: &Addr) -> BackingResponse {
        self.ask(QueryMsg::Backing { provider: provider.to_string(), class: CLASS.into() })
    }

    /// What burns with a job's lock.
    pub fn backed(&self, job_id: u64) -> u128 {
        self.ask::<LockResponse>(QueryMsg::JobLock { job_id }).backed.u128()
    }

    pub fn provider_record(&self, provider: &Addr) -> ProviderResponse {
        self.ask(QueryMsg::Provider { provider: provider.to_string() })
    }

    pub fn net(&self, owner: &Addr) -> u128 {
        self.app.wrap().query_balance(owner, NET).unwrap().amount.u128()
    }

    pub fn account(&self, owner: &Addr, asset: Asset) -> u128 {
        let msg = pool::QueryMsg::Account { owner: owner.to_string(), asset };
        let answer: AssetAmount = self.app.wrap().query_wasm_smart(&self.pool, &msg).unwrap();
        answer.amount.u128()
    }

    pub fn net_account(&self, owner: &Addr) -> u128 {
        self.account(owner, Asset::native(NET))
    }

    pub fn credit_account(&self, owner: &Addr, class: &str) -> u128 {
        self.account(owner, Asset::cw20(self.credit(class)))
    }

    pub fn credit_wallet(&self, owner: &Addr, class: &str) -> u128 {
        let msg = cw20::Cw20QueryMsg::Balance { address: owner.to_string() };
        let answer: cw20::BalanceResponse =
            self.app.wrap().query_wasm_smart(self.credit(class), &msg).unwrap();
        answer.balance.u128()
    }

    pub fn supply(&self, class: &str) -> u128 {
        let msg = cw20::Cw20QueryMsg::TokenInfo {};
        let answer: cw20::TokenInfoResponse =
            self.app.wrap().query_wasm_smart(self.credit(class), &msg).unwrap();
        answer.total_supply.u128()
    }

    /// What the collector was sent to burn.
    pub fn slashed(&self) -> u128 {
        self.net(&self.collector)
    }

    /// Supply that nobody redeemed, owed credits plus the pot's, if the books are right.
    pub fn outstanding(&self) -> u128 {
        self.supply(CLASS) - self.class(CLASS).redeemed_unburned.u128()
    }

    pub fn queue(&self) -> Vec<Addr> {
        let msg = QueryMsg::Queue { class: CLASS.into(), order: None, start_after: None, limit: Some(100) };
        self.ask::<QueueResponse>(msg).entries.into_iter().map(|entry| entry.provider).collect()
    }

    pub fn job_call(&self, job_id: u64) -> CallResponse {
        self.ask(QueryMsg::JobCall { job_id })
    }

    pub fn price(&self) -> WholePrices {
        let price: PriceResponse = self.ask(QueryMsg::Price { class: CLASS.into() });
        let whole = |number| Uint128::try_from(number).unwrap();
        WholePrices {
            mint: whole(price.mint.to_uint_ceil()),
            call: whole(price.call.to_uint_floor()),
            capped: price.capped,
        }
    }
}
