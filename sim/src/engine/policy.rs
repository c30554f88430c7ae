//! What providers and keepers do by the clock.

use anyhow::{Context, Result};
use api::common::{Payout, Source, CREDIT};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use api::provider_registry::{ProviderResponse, QueryMsg as RegistryQuery};
use compute_amm_testing::wirings::NET;
use cosmwasm_std::{coins, Uint128};

use super::agents::{Character, Provider};
use super::calls::{STANDARD_GPUS, UNIT, UNITS};
use super::keeper::price;
use super::Engine;
use crate::report::data::ClassPoint;

/// A provider works and sells above this multiple of its running cost, and redeems below the cost itself.
pub(super) const SELL_ABOVE: f64 = 1.1;
/// Share of the GPU time that a provider has to spare in the coming hour which it trades at once: it feels
/// for the price, it does not make it.
const STEP: f64 = 0.5;
/// Hours of its GPUs' work, at the pool's price, that a provider keeps free in its bond for new jobs and
/// credits; below that it adds twice as much.
const SPARE_HOURS: f64 = 24.0;
/// GPU-seconds of the largest standard job.
const LARGEST: u64 = STANDARD_GPUS as u64 * UNIT * UNITS.1;

impl Engine {
    /// Every hour: a sample, then each provider's trade with the GPU time it has to spare. With the price
    /// above its running cost it mints and sells; with the price below it buys credits back and redeems them.
    pub(super) fn hour(&mut self) -> Result<()> {
        self.follow_dollar()?;
        self.crank()?;
        self.sample();
        self.look_at_launch();
        for index in 0..self.providers.len() {
            let provider = self.providers[index].clone();
            let class = self.market.wiring.classes[provider.class].class.clone();
            let cost = provider.running_cost * self.index();
            let pool = self.market.pool_state(self.market.class_pool(&class));
            let price = price(&pool) * 1e6;
            self.keep_gpus(index);
            if provider.left {
                continue;
            }
            self.top_up(index, &class, price)?;
            let step = Uint128::from((f64::from(provider.free()) * 3_600.0 * STEP) as u64 * CREDIT as u64);
            let traded = match provider.character {
                _ if step.is_zero() => continue,
                Character::Forger | Character::Staller => continue,
                Character::Honest | Character::Deaf | Character::Leaver if price > cost * SELL_ABOVE => {
                    self.mint_and_sell(index, &class, step)
                }
                Character::Honest | Character::Leaver if price < cost => {
                    // What is left must do for the largest standard job.
                    let least = Uint128::new(u128::from(LARGEST) * CREDIT);
                    let credits = step.min(self.position(index).open.saturating_sub(least));
                    if credits.is_zero() {
                        continue;
                    }
                    self.buy_and_redeem(index, &class, credits, cost * 1.05)
                }
                _ => continue,
            };
            self.record.traded(traded.is_ok());
        }
        Ok(())
    }

    /// Keeps as many GPUs for calls as its debt allows calls at once: whoever owes c credits is called for at
    /// most c/H GPUs on average, and for one job more.
    fn keep_gpus(&mut self, index: usize) {
        let position = self.position(index);
        let horizon = self.market.wiring.classes[self.providers[index].class].params.horizon;
        let owed = (position.open + position.called).u128();
        let most = owed.div_ceil(u128::from(horizon) * CREDIT) as u32 + STANDARD_GPUS;
        self.providers[index].kept = if owed == 0 { 0 } else { most.saturating_sub(position.called_gpus) };
    }

    /// Adds to the bond of whoever has little of it to spare.
    fn top_up(&mut self, index: usize, class: &str, price: f64) -> Result<()> {
        let Provider { addr, gpus, .. } = self.providers[index].clone();
        let spare = f64::from(gpus) * SPARE_HOURS * 3_600.0 * price;
        if self.position(index).free.u128() as f64 >= spare {
            return Ok(());
        }
        let more = coins((2.0 * spare) as u128, NET);
        self.market.top_up(&addr, class, &more).context("adding to a bond")?;
        self.record.topped_up();
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

    /// Buys credits from the pool for at most so much each, and redeems them in the same transaction.
    pub(super) fn buy_and_redeem(
        &mut self,
        index: usize,
        class: &str,
        credits: Uint128,
        dearest: f64,
    ) -> Result<()> {
        let provider = self.providers[index].addr.clone();
        let held = self.market.wallet(provider.clone(), NET);
        let most = (credits.u128() as f64 / 1e6 * dearest + 1.0).min(held as f64);
        self.market.buy_and_redeem(&provider, class, credits.u128(), most as u128)?;
        Ok(())
    }

    pub(super) fn sample(&mut self) {
        let hour = self.elapsed() as f64 / 3_600.0;
        for class in 0..self.waiting.len() {
            let name = self.market.wiring.classes[class].class.clone();
            let pool = self.market.pool_state(self.market.class_pool(&name));
            let price = price(&pool);
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

    /// What a fault has done to a provider, read from the registry.
    pub(super) fn after_fault(&mut self, index: usize) {
        let query = RegistryQuery::Provider { provider: self.providers[index].addr.to_string() };
        let state: ProviderResponse = self.market.ask_registry(&query);
        self.providers[index].jailed = state.jailed_until.is_some();
    }
}
