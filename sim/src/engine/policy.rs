//! What providers and keepers do by the clock.

use anyhow::{Context, Result};
use api::common::{Asset, Payout, Source, CREDIT};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::ExecuteMsg as JobMsg;
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, Route};
use api::provider_registry::{
    ExecuteMsg as RegistryMsg, ProviderResponse, QueryMsg as RegistryQuery, ReceiveMsg,
};
use cosmwasm_std::{coins, to_json_binary, Uint128};
use market_tests::wirings::NET;

use super::agents::{Character, Provider};
use super::calls::{MOST_UNITS, TEMPLATES, UNIT};
use super::{ledger, Engine};
use crate::report::data::ClassPoint;

/// A provider works and sells above this multiple of its running cost, and redeems below the cost itself.
pub(super) const SELL_ABOVE: f64 = 1.1;
/// Share of the GPU time that a provider has to spare in the coming hour which it trades at once: it feels for the
/// price, it does not make it.
const STEP: f64 = 0.5;
/// Hours of its GPUs' work, at the pool's price, that a provider keeps free in its bond for new jobs and credits; below
/// that it adds twice as much.
const SPARE_HOURS: f64 = 24.0;
/// GPU-seconds of the largest standard job.
const LARGEST: u64 = TEMPLATES[TEMPLATES.len() - 1] as u64 * UNIT * MOST_UNITS;

impl Engine {
    /// Every hour: a sample, then each provider's trade with the GPU time it has to spare. With the price above its
    /// running cost it mints and sells; with the price below it buys credits back and redeems them.
    pub(super) fn hour(&mut self) -> Result<()> {
        self.follow_dollar()?;
        self.sample();
        for index in 0..self.providers.len() {
            let provider = self.providers[index].clone();
            let class = self.market.wiring.classes[provider.class].class.clone();
            let cost = provider.running_cost * self.index();
            let pool = self.market.pool_state(self.market.class_pool(&class));
            let price = pool.reserve_1.u128() as f64 / pool.reserve_0.u128() as f64 * 1e6;
            self.top_up(index, &class, price)?;
            let step = Uint128::from((f64::from(provider.free()) * 3_600.0 * STEP) as u64 * CREDIT as u64);
            let dear = price > cost * SELL_ABOVE;
            let traded = match provider.character {
                _ if step.is_zero() => continue,
                Character::Forger | Character::Staller => continue,
                Character::Thin if dear => {
                    let held = self.market.account(&provider.addr, &self.market.credit(&class));
                    match step.min(Uint128::new(held)) {
                        none if none.is_zero() => continue,
                        some => self.sell_held(index, &class, some),
                    }
                }
                Character::Leaver if self.ledger.leaving.is_some() => continue,
                Character::Honest | Character::Deaf | Character::Leaver if dear => {
                    self.mint_and_sell(index, &class, step)
                }
                Character::Honest | Character::Leaver if price < cost => {
                    self.buy_and_redeem(index, &class, step)
                }
                _ => continue,
            };
            self.record.traded(traded.is_ok());
        }
        self.catch_up();
        Ok(())
    }

    /// Adds to the bond of whoever has little of it to spare, but for the one that lets its margin slip and the one that
    /// is leaving.
    fn top_up(&mut self, index: usize, class: &str, price: f64) -> Result<()> {
        let Provider { addr, gpus, character, .. } = self.providers[index].clone();
        let leaving = character == Character::Leaver && self.ledger.leaving.is_some();
        if character == Character::Thin || leaving {
            return Ok(());
        }
        let spare = f64::from(gpus) * SPARE_HOURS * 3_600.0 * price;
        if self.market.position(&addr, class).free.u128() as f64 >= spare {
            return Ok(());
        }
        let more = coins((2.0 * spare) as u128, NET);
        self.market.top_up(&addr, class, &more).context("adding to a bond")?;
        self.record.topped_up();
        Ok(())
    }

    /// Who had no room for a call redeems what it earns until as many credits have come back.
    fn catch_up(&mut self) {
        for index in 0..self.providers.len() {
            if self.providers[index].behind {
                let class = self.market.wiring.classes[self.providers[index].class].class.clone();
                let position = self.market.position(&self.providers[index].addr.clone(), &class);
                self.providers[index].behind = !position.ignored_credits.is_zero();
            }
        }
    }

    /// In the first hour: owes all that the bond allows, and keeps the credits for sale.
    pub(super) fn mint_to_the_limit(&mut self, index: usize) -> Result<()> {
        let Provider { addr, class, .. } = self.providers[index].clone();
        let wiring = self.market.wiring.classes[class].clone();
        let position = self.market.position(&addr, &wiring.class);
        let price = self.market.class(&wiring.class).mint_price.context("the class has its pool")?;
        let margin = ledger::price(price) * f64::from(wiring.params.coverage_bps) / 10_000.0;
        // One whole credit less than the bond allows, for rounding.
        let credits = ((position.free.u128() as f64 / margin) as u128 / CREDIT).saturating_sub(1) * CREDIT;
        self.market.mint(&addr, &wiring.class, credits, Payout::Account).context("minting to the limit")?;
        Ok(())
    }

    fn mint_and_sell(&mut self, index: usize, class: &str, credits: Uint128) -> Result<()> {
        let provider = self.providers[index].addr.clone();
        self.market.mint(&provider, class, credits.u128(), Payout::Account)?;
        self.sell_held(index, class, credits)
    }

    /// Sells credits from the provider's account, for their running cost or more.
    fn sell_held(&mut self, index: usize, class: &str, credits: Uint128) -> Result<()> {
        let provider = self.providers[index].addr.clone();
        let cost = self.providers[index].running_cost * self.index();
        let least = credits.u128() as f64 / 1e6 * cost;
        let msg = PoolMsg::SwapExactIn {
            route: Route { offer: self.market.credit(class), pools: vec![self.market.class_pool(class)] },
            from: Source::Account { owner: None, amount: credits },
            min_out: Uint128::new(least as u128),
            to: Destination::Account { receiver: None },
            deadline: None,
        };
        self.market.pool(&provider, &msg, &[])?;
        Ok(())
    }

    fn buy_and_redeem(&mut self, index: usize, class: &str, credits: Uint128) -> Result<()> {
        let provider = self.providers[index].addr.clone();
        // What is left must do for the largest standard job.
        let least = Uint128::new(u128::from(LARGEST) * CREDIT);
        let credits = credits.min(self.market.position(&provider, class).obligation.saturating_sub(least));
        if credits.is_zero() {
            return Ok(());
        }
        let cost = self.providers[index].running_cost * self.index();
        let most = credits.u128() as f64 / 1e6 * cost * 1.05 + 1.0;
        let msg = PoolMsg::SwapExactOut {
            offer: Asset::native(NET),
            legs: vec![Leg { pools: vec![self.market.class_pool(class)], amount_out: credits }],
            from: Source::Funds {},
            to: Destination::Call {
                contract: self.market.at.provider_registry.clone(),
                msg: to_json_binary(&ReceiveMsg::Redeem { class: class.into() })?,
            },
            deadline: None,
        };
        self.market.pool(&provider, &msg, &coins(most as u128, NET))?;
        Ok(())
    }

    pub(super) fn sample(&mut self) {
        let hour = self.elapsed() as f64 / 3_600.0;
        for class in 0..self.waiting.len() {
            let name = self.market.wiring.classes[class].class.clone();
            let pool = self.market.pool_state(self.market.class_pool(&name));
            let price = pool.reserve_1.u128() as f64 / pool.reserve_0.u128() as f64;
            self.prices[class] = price * CREDIT as f64;
            let price = price * 3_600.0;
            let fleet = || self.providers.iter().filter(|provider| provider.class == class);
            let busy: u32 = fleet().map(|provider| provider.busy).sum();
            let gpus: u32 = fleet().map(|provider| provider.gpus).sum();
            let index = self.index();
            self.record.sample(
                class,
                ClassPoint { hour, price, utilisation: f64::from(busy) / f64::from(gpus), index },
            );
        }
        self.record.supply(hour, self.market.net_supply());
    }

    /// Every day: what anyone may do and a keeper does.
    pub(super) fn day(&mut self) -> Result<()> {
        let keeper = self.keeper.clone();
        self.market.jobs(&keeper, &JobMsg::SweepTake {}, &[]).ok();
        for pool_id in 1..=self.market.usd_pool() {
            self.market.pool(&keeper, &PoolMsg::SweepFees { pool_id }, &[]).ok();
        }
        self.market.fees(&keeper, &FeeMsg::Distribute {}, &[]).ok();
        for class in self.market.wiring.classes.clone() {
            let msg = RegistryMsg::BurnRedeemed { class: class.class };
            self.market.registry(&keeper, &msg, &[]).ok();
        }
        for index in 0..self.providers.len() {
            let class = self.market.wiring.classes[self.providers[index].class].class.clone();
            let reputation = self.market.position(&self.providers[index].addr.clone(), &class).reputation_bps;
            self.providers[index].reputation.push(reputation);
        }
        Ok(())
    }

    /// What a fault has done to a provider, read from the registry.
    pub(super) fn after_fault(&mut self, index: usize) {
        let query = RegistryQuery::Provider { provider: self.providers[index].addr.to_string() };
        let state: ProviderResponse = self.market.ask_registry(&query);
        self.providers[index].jailed = state.jailed_until.is_some();
    }
}
