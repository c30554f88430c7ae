//! What providers and keepers do by the clock.

use anyhow::Result;
use api::common::{Asset, Payout, Source, CREDIT};
use api::fee_collector::ExecuteMsg as FeeMsg;
use api::job_market::ExecuteMsg as JobMsg;
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, Route};
use api::provider_registry::{
    ExecuteMsg as RegistryMsg, ProviderResponse, QueryMsg as RegistryQuery, ReceiveMsg,
};
use cosmwasm_std::{coins, to_json_binary, Uint128};
use market_tests::wirings::NET;

use super::agents::Character;
use super::Engine;

/// A provider sells above this multiple of its running cost, and redeems below the cost itself.
const SELL_ABOVE: f64 = 1.1;
/// Share of the GPU time that a provider has to spare in the coming hour which it trades at once: it feels for the
/// price, it does not make it.
const STEP: f64 = 0.5;

impl Engine {
    /// Every hour: a sample, then each provider's trade with the GPU time it has to spare. With the price above its
    /// running cost it mints and sells; with the price below it buys credits back and redeems them.
    pub(super) fn hour(&mut self) -> Result<()> {
        self.sample();
        for index in 0..self.providers.len() {
            let provider = self.providers[index].clone();
            if provider.character != Character::Honest {
                continue;
            }
            let class = self.market.wiring.classes[provider.class].class.clone();
            let pool = self.market.pool_state(self.market.class_pool(&class));
            let price = pool.reserve_1.u128() as f64 / pool.reserve_0.u128() as f64 * 1e6;
            let step = Uint128::from((f64::from(provider.free()) * 3_600.0 * STEP) as u64 * CREDIT as u64);
            let traded = if step.is_zero() {
                continue;
            } else if price > provider.running_cost * SELL_ABOVE {
                self.mint_and_sell(index, &class, step)
            } else if price < provider.running_cost {
                self.buy_and_redeem(index, &class, step)
            } else {
                continue;
            };
            self.record.traded(traded.is_ok());
        }
        Ok(())
    }

    fn mint_and_sell(&mut self, index: usize, class: &str, credits: Uint128) -> Result<()> {
        let provider = self.providers[index].addr.clone();
        self.market.mint(&provider, class, credits.u128(), Payout::Account)?;
        let least = credits.u128() as f64 / 1e6 * self.providers[index].running_cost;
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
        let credits = credits.min(self.market.position(&provider, class).obligation);
        if credits.is_zero() {
            return Ok(());
        }
        let most = credits.u128() as f64 / 1e6 * self.providers[index].running_cost * 1.05 + 1.0;
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
            let price = pool.reserve_1.u128() as f64 / pool.reserve_0.u128() as f64 * 3_600.0;
            let fleet = || self.providers.iter().filter(|provider| provider.class == class);
            let busy: u32 = fleet().map(|provider| provider.busy).sum();
            let gpus: u32 = fleet().map(|provider| provider.gpus).sum();
            self.record.sample(class, hour, price, f64::from(busy) / f64::from(gpus));
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
    pub(super) fn after_fault(&mut self, index: usize) -> Result<()> {
        let provider = self.providers[index].clone();
        let query = RegistryQuery::Provider { provider: provider.addr.to_string() };
        let state: ProviderResponse = self.market.ask_registry(&query);
        self.providers[index].jailed = state.jailed_until.is_some();
        let class = self.market.wiring.classes[provider.class].class.clone();
        let bond = self.market.position(&provider.addr, &class).bond.u128();
        self.providers[index].slashed = super::setup::bond_of(provider.gpus) - bond;
        Ok(())
    }
}
