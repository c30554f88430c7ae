//! What a class's primary pool says, read raw: no contract is loaded for it.

use api::pool::means::{self, Means};
use api::pool::raw;
use cosmwasm_std::{Addr, QuerierWrapper};
use credit::{price, Market};

use crate::error::ContractError;
use crate::state::Class;

/// A class's pool now, and the NET that it must hold to be believed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    market: Option<Market>,
    least: u128,
}

impl Quote {
    /// Reads it at `now`, Unix seconds.
    pub fn read(
        querier: QuerierWrapper,
        pool: &Addr,
        class: &Class,
        now: u64,
    ) -> Result<Self, ContractError> {
        let market = match class.pool_id {
            Some(pool_id) => means::read(querier, pool, pool_id, now)?.map(of_means),
            None => None,
        };
        Ok(Self { market, least: raw::least(querier, pool)? })
    }

    /// The price at which a mint now is collateralised.
    pub fn mint_price(&self, class: &Class) -> Result<amm_math::Price, ContractError> {
        Ok(price::mint_price(self.market.as_ref(), self.least, class.params.price_init.u128())?)
    }

    /// The recent price of so many credits, NET.
    pub fn call_value(&self, class: &Class, credits: u128) -> Result<u128, ContractError> {
        let price_init = class.params.price_init.u128();
        Ok(price::call_value(credits, self.market.as_ref(), price_init)?)
    }

    /// The recent price at which a call now would value credits; the class's `price_init` where there is no mean.
    pub fn call_price(&self, class: &Class) -> Result<amm_math::Price, ContractError> {
        Ok(price::call_price(self.market.as_ref(), class.params.price_init.u128())?)
    }

    /// Whether the class's mint cap holds.
    pub fn is_capped(&self) -> bool {
        price::is_capped(self.market.as_ref(), self.least)
    }

    /// The 7-day mean, if there is one, whatever the pool holds just now.
    pub fn week(&self) -> Option<amm_math::Price> {
        self.market.and_then(|market| market.week)
    }
}

fn of_means(means: Means) -> Market {
    Market {
        net: means.reserves.1,
        spot: means.spot,
        half_hour: means.half_hour,
        day: means.day,
        week: means.week,
    }
}
