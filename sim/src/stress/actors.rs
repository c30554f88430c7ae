//! What everyone does beside jobs and auctions: the arbitrageur trades, the honest top up, some leave.

use anyhow::Result;
use api::common::{Asset, Payout, Source};
use api::pool::{Destination, ExecuteMsg as PoolMsg, ReceiveMsg as PoolHook, Route};
use api::provider_registry::{ExecuteMsg as RegistryMsg, MarginsResponse, QueryMsg as RegistryQuery};
use cosmwasm_std::{coins, Addr, Uint128};
use market_tests::wirings::{H100, NET};

use super::{Leaving, Stress, DAY};

/// Below this coverage at the closing price an honest provider tops up.
const TOP_UP_BELOW: f64 = 1.5;
/// To this one.
const TOP_UP_TO: f64 = 1.6;
/// Seconds from asking to leave until the rest can be handed over.
const EXIT_WAIT: u64 = 30 * DAY;

/// A pool of credits and NET, base units.
#[derive(Clone, Copy)]
pub(super) struct Reserves {
    pub credits: f64,
    pub net: f64,
    /// 1 − fee.
    pub kept: f64,
}

impl Reserves {
    /// NET per credit, fee apart.
    pub fn price(&self) -> f64 {
        self.net / self.credits
    }

    /// NET that so many credits bring.
    pub fn sale(&self, credits: f64) -> f64 {
        let came = credits * self.kept;
        self.net * came / (self.credits + came)
    }

    /// NET to pay in until the next credit costs `price` with the fee; 0 if it costs more already.
    pub fn net_to_buy_up_to(&self, price: f64) -> f64 {
        let net = (self.credits * self.net * price * self.kept).sqrt();
        ((net - self.net) / self.kept).max(0.0)
    }

    /// NET to pay in for so many credits; none if there are not as many.
    pub fn net_for(&self, credits: f64) -> Option<f64> {
        (credits < self.credits).then(|| self.net * credits / (self.credits - credits) / self.kept)
    }

    /// Credits to sell until the next one brings `price` after the fee; 0 if it brings less already.
    pub fn credits_to_sell_down_to(&self, price: f64) -> f64 {
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

    /// Brings the pool to where neither buying at the fair price nor selling at it pays, as far as credits last.
    pub(super) fn arbitrage(&mut self) -> Result<()> {
        let (pool, who) = (self.reserves(), self.arbitrageur.clone());
        let buy = pool.net_to_buy_up_to(self.worth());
        if buy >= 1.0 {
            return self.buy(&who, buy as u128);
        }
        let held = self.market.account(&who, &self.credit) as f64;
        let sell = pool.credits_to_sell_down_to(self.worth()).min(held);
        if sell >= 1e6 {
            return self.sell(&who, sell as u128);
        }
        Ok(())
    }

    /// Buys credits from the pool with NET from the wallet, to the account.
    pub(super) fn buy(&mut self, who: &Addr, net: u128) -> Result<()> {
        let msg = self.swap(Asset::native(NET), Source::Funds {});
        self.market.pool(who, &msg, &coins(net, NET))?;
        Ok(())
    }

    fn sell(&mut self, who: &Addr, credits: u128) -> Result<()> {
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

    /// The honest look at what the registry says of their coverage, and top up while their savings last.
    pub(super) fn top_up(&mut self) -> Result<()> {
        let query = RegistryQuery::Margins {
            class: H100.into(),
            start_after: None,
            limit: Some(100),
            below_bps: Some((TOP_UP_BELOW * 1e4) as u32),
        };
        let thin: MarginsResponse = self.market.ask(&self.market.at.provider_registry, &query)?;
        for margin in thin.margins {
            let known = self.providers.iter().position(|provider| provider.addr == margin.provider);
            let Some(index) = known.filter(|&i| self.providers[i].honest && !self.providers[i].vanished)
            else {
                continue;
            };
            let owed = raw_price(thin.closing_price) * margin.obligation.u128() as f64;
            let missing = TOP_UP_TO * owed - margin.backing.u128() as f64;
            let savings = self.market.wallet(margin.provider.clone(), NET);
            let amount = savings.min(missing.max(0.0) as u128);
            if amount > 0 {
                let msg = RegistryMsg::Bond { class: H100.into(), from: Source::Funds {} };
                self.market.registry(&margin.provider, &msg, &coins(amount, NET))?;
                self.providers[index].topped_up += amount as f64;
            }
        }
        Ok(())
    }

    /// What happens at the start: shares are withdrawn, providers ask to leave or vanish.
    pub(super) fn leave(&mut self) -> Result<()> {
        if self.scenario.withdrawn > 0 {
            let shares = Asset::cw20(self.market.pool_state(self.pool_id).lp_token);
            let lp = self.lp.clone();
            let amount = self.market.holding(&lp, &shares) / 100 * u128::from(self.scenario.withdrawn);
            let hook = PoolHook::WithdrawLiquidity {
                pool_id: self.pool_id,
                min_0: Uint128::zero(),
                min_1: Uint128::zero(),
                payout: Payout::Account,
                receiver: None,
                deadline: None,
            };
            let pool = self.market.at.pool.clone();
            self.market.send_cw20(&lp, &shares, &pool, amount, &hook)?;
        }
        for index in self.scenario.leaving.who() {
            match self.scenario.leaving {
                Leaving::Exit(_) => {
                    let addr = self.providers[index].addr.clone();
                    self.market.registry(&addr, &RegistryMsg::Exit { class: H100.into() }, &[])?;
                }
                Leaving::Vanish(_) | Leaving::Nobody => self.providers[index].vanished = true,
            }
        }
        Ok(())
    }

    /// Whoever asked to leave and still owes hands the rest over as soon as it may.
    pub(super) fn complete_exits(&mut self, elapsed: u64) -> Result<()> {
        if elapsed < EXIT_WAIT || !matches!(self.scenario.leaving, Leaving::Exit(_)) {
            return Ok(());
        }
        for index in self.scenario.leaving.who() {
            let addr = self.providers[index].addr.clone();
            let before = self.market.position(&addr, H100);
            if before.exit_at.is_some() && !before.obligation.is_zero() {
                self.market.registry(&addr, &RegistryMsg::CompleteExit { class: H100.into() }, &[])?;
                self.note_loss(index, &before);
            }
        }
        Ok(())
    }
}

/// A price of the registry's answers as NET base units per credit base unit.
pub(super) fn raw_price(raw: Uint128) -> f64 {
    raw.u128() as f64 / (1_u128 << 64) as f64
}
