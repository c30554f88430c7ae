//! What the pool contract is asked.

use anyhow::Result;
use api::common::{Asset, AssetAmount};
use api::pool;
use cosmwasm_std::{Decimal256, Uint128};
use serde::Serialize;

use super::{pages, Market, PAGE};

/// Prices of a pool, asset 1 for a whole unit (10^6 base units) of asset 0, in base units of asset 1; rounded down. Of a
/// class's pool: NET base units per whole credit.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Prices {
    /// Marginal price now; none of an empty pool.
    pub spot: Option<String>,
    /// Mean of ten minutes.
    pub twap_10m: Option<String>,
    /// Mean of half an hour.
    pub twap_30m: Option<String>,
    /// Mean of a day.
    pub twap_24h: Option<String>,
    /// Mean of a week.
    pub twap_7d: Option<String>,
}

impl Market {
    /// A pool.
    pub fn pool(&self, pool_id: u64) -> Result<pool::PoolResponse> {
        self.ask_pool(&pool::QueryMsg::Pool { pool_id })
    }

    /// A pool as it was after the block of a height.
    pub fn pool_at(&self, pool_id: u64, height: u64) -> Result<pool::PoolResponse> {
        self.ask_at(height, &self.at.pool, &pool::QueryMsg::Pool { pool_id })
    }

    /// Every pool.
    pub fn pools(&self) -> Result<Vec<pool::PoolResponse>> {
        pages(|last: Option<&pool::PoolResponse>| {
            let start_after = last.map(|pool| pool.pool_id);
            let page: pool::PoolsResponse =
                self.ask_pool(&pool::QueryMsg::Pools { order: None, start_after, limit: Some(PAGE) })?;
            Ok(page.pools)
        })
    }

    /// Listed assets.
    pub fn assets(&self) -> Result<Vec<Asset>> {
        pages(|last: Option<&Asset>| {
            let query = pool::QueryMsg::Assets { order: None, start_after: last.cloned(), limit: Some(PAGE) };
            Ok(self.ask_pool::<pool::AssetsResponse>(&query)?.assets)
        })
    }

    /// What a sale would bring.
    pub fn quote_in(&self, offer: &Asset, pools: &[u64], amount_in: u128) -> Result<pool::QuoteResponse> {
        let route = pool::Route { offer: offer.clone(), pools: pools.to_vec() };
        self.ask_pool(&pool::QueryMsg::QuoteExactIn { route, amount_in: amount_in.into() })
    }

    /// What purchases would cost.
    pub fn quote_out(&self, offer: &Asset, legs: &[pool::Leg]) -> Result<pool::QuoteResponse> {
        self.ask_pool(&pool::QueryMsg::QuoteExactOut { offer: offer.clone(), legs: legs.to_vec() })
    }

    /// What providing both sides would use and give.
    pub fn quote_provide(
        &self,
        pool_id: u64,
        max_0: u128,
        max_1: u128,
    ) -> Result<pool::ProvideQuoteResponse> {
        self.ask_pool(&pool::QueryMsg::QuoteProvide { pool_id, max_0: max_0.into(), max_1: max_1.into() })
    }

    /// What providing one side would give.
    pub fn quote_provide_single(
        &self,
        pool_id: u64,
        asset: &Asset,
        amount: u128,
    ) -> Result<pool::ProvideQuoteResponse> {
        let (asset, amount) = (asset.clone(), amount.into());
        self.ask_pool(&pool::QueryMsg::QuoteProvideSingle { pool_id, asset, amount })
    }

    /// What LP shares are worth.
    pub fn quote_withdraw(&self, pool_id: u64, shares: u128) -> Result<pool::WithdrawQuoteResponse> {
        self.ask_pool(&pool::QueryMsg::QuoteWithdraw { pool_id, shares: shares.into() })
    }

    /// Prices of a pool.
    pub fn prices(&self, pool_id: u64) -> Result<Prices> {
        let found: pool::PricesResponse = self.ask_pool(&pool::QueryMsg::Prices { pool_id })?;
        let text = |price: Option<Decimal256>| price.map(|price| price.to_string());
        Ok(Prices {
            spot: text(found.spot),
            twap_10m: text(found.twap_10m),
            twap_30m: text(found.twap_30m),
            twap_24h: text(found.twap_24h),
            twap_7d: text(found.twap_7d),
        })
    }

    /// Everything in the accounts of an owner.
    pub fn accounts(&self, owner: &str) -> Result<Vec<AssetAmount>> {
        pages(|last: Option<&AssetAmount>| {
            let start_after = last.map(|entry| entry.asset.clone());
            let query = pool::QueryMsg::AccountsOf {
                owner: owner.into(),
                order: None,
                start_after,
                limit: Some(PAGE),
            };
            Ok(self.ask_pool::<pool::AccountsOfResponse>(&query)?.accounts)
        })
    }

    /// What of an asset is in a wallet.
    pub fn in_wallet(&self, owner: &str, asset: &Asset) -> Result<Uint128> {
        match asset {
            Asset::Native { denom } => Ok(self.node.balance(owner, denom)?.into()),
            Asset::Cw20 { address } => {
                let query = cw20::Cw20QueryMsg::Balance { address: owner.into() };
                Ok(self.ask::<cw20::BalanceResponse>(address, &query)?.balance)
            }
        }
    }
}
