//! The pool under stress: an arbitrageur keeps its price, debtors sell what they mint.

use anyhow::Result;
use api::common::{Asset, Source};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use compute_amm_testing::wirings::NET;
use cosmwasm_std::{coins, Addr, Uint128};

use super::state::Stress;

/// A pool of credits and NET, base units.
#[derive(Clone, Copy)]
pub(super) struct Reserves {
    pub credits: f64,
    pub net: f64,
    /// 1 − fee.
    pub kept: f64,
}

impl Reserves {
    /// NET that so many credits bring.
    pub fn sale(&self, credits: f64) -> f64 {
        let came = credits * self.kept;
        self.net * came / (self.credits + came)
    }

    /// NET to pay in until the next credit costs `price` with the fee; 0 if it costs more already.
    fn net_to_buy_up_to(&self, price: f64) -> f64 {
        let net = (self.credits * self.net * price * self.kept).sqrt();
        ((net - self.net) / self.kept).max(0.0)
    }

    /// Credits to sell until the next one brings `price` after the fee; 0 if it brings less already.
    fn credits_to_sell_down_to(&self, price: f64) -> f64 {
        let credits = (self.credits * self.net * self.kept / price).sqrt();
        ((credits - self.credits) / self.kept).max(0.0)
    }
}

impl Stress {
    pub(super) fn reserves(&self) -> Reserves {
        let pool = self.market.pool_state(self.pool_id);
        let kept = 1.0 - f64::from(pool.fees.fee_bps) / 10_000.0;
        Reserves { credits: pool.reserve_0.u128() as f64, net: pool.reserve_1.u128() as f64, kept }
    }

    /// Brings the pool to where neither buying at what a credit is worth nor selling at it pays, as far as
    /// credits last.
    pub(super) fn arbitrage(&mut self) -> Result<()> {
        let (pool, who) = (self.reserves(), self.arbitrageur.clone());
        let buy = pool.net_to_buy_up_to(self.worth());
        if buy >= 1.0 {
            let msg = self.swap(Asset::native(NET), Source::Funds {});
            self.market.pool(&who, &msg, &coins(buy as u128, NET))?;
            return Ok(());
        }
        let held = self.market.account(&who, &self.credit) as f64;
        let sell = pool.credits_to_sell_down_to(self.worth()).min(held);
        if sell >= 1e6 {
            self.sell(&who, sell as u128)?;
        }
        Ok(())
    }

    /// Sells credits from the account for NET to the account.
    pub(super) fn sell(&mut self, who: &Addr, credits: u128) -> Result<()> {
        let from = Source::Account { owner: None, amount: Uint128::new(credits) };
        let msg = self.swap(self.credit.clone(), from);
        self.market.pool(who, &msg, &[])?;
        Ok(())
    }

    fn swap(&self, offer: Asset, from: Source) -> PoolMsg {
        PoolMsg::SwapExactIn {
            route: Route { offer, pools: vec![self.pool_id] },
            from,
            min_out: Uint128::one(),
            to: Destination::Account { receiver: None },
            deadline: None,
        }
    }
}
