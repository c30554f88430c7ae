//! The contracts on an embedded chain, and the NET that is inside them.
//!
//! What the ledger has in [`Account::Chain`] is what the chain's bank has outside of one wallet, to which NET goes
//! that leaves. The two are compared after every step.

use anyhow::{ensure, Context, Result};
use api::job_market::ClassTerms;
use compute_amm_testing::wirings::{H100, NET};
use compute_amm_testing::{Market, Native};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{coins, Addr, Uint128};
use cw_multi_test::Executor;

use super::terms::OursTerms;
use crate::compare::ledger::{Account, Asset};
use crate::compare::params::World;
use crate::compare::state::State;

/// The class that is traded.
pub const CLASS: &str = H100;

/// The embedded chain.
pub struct Chain {
    /// Every contract.
    pub market: Market,
    /// Claims the stakers' share: holders are paid at once, as in the other models, not by the stake pool.
    pub stakers: Addr,
    start: u64,
    outside: Addr,
    before: u128,
}

/// NET base units of a credit at a price of USD per GPU-hour.
pub fn per_credit(usd: f64, net: f64) -> f64 {
    usd / 3_600.0 / net * 1e6
}

impl Chain {
    /// Deploys the standard wiring with one class and a model's terms. The class's initial price is what the
    /// cheapest provider asks.
    pub fn new(terms: &OursTerms, world: &World) -> Self {
        let price = per_credit(world.cost.0, world.price).round() as u128;
        let stakers = MockApi::default().addr_make("stakers");
        let market = Market::with(&Native, |wiring| {
            wiring.roles.stakers = Some(stakers.to_string());
            wiring.classes.truncate(1);
            let class = &mut wiring.classes[0];
            class.params.price_init = Uint128::new(price.max(1));
            class.terms = ClassTerms { standard_gpus: 1, ..class.terms };
            class.terms.take.base_bps = terms.take_bps;
            class.terms.take.window = terms.window;
            class.fees.fee_bps = terms.pool_fee_bps;
            wiring.split.burn_bps = terms.burn_bps;
            wiring.split.stakers_bps = 10_000 - terms.burn_bps - terms.liquidity_bps;
            wiring.split.liquidity_bps = terms.liquidity_bps;
            // One heartbeat every few days is enough for a simulation of months.
            wiring.registry.heartbeat_within = 7 * 86_400;
        });
        let (start, outside) = (market.now(), market.address("outside"));
        let before = market.net_supply();
        Self { market, stakers, start, outside, before }
    }

    /// Lets time pass until so many seconds after the start, if they have not.
    pub fn wait_until(&mut self, seconds: u64) {
        let target = self.start + seconds;
        let now = self.market.now();
        if target > now {
            self.market.wait(target - now);
        }
    }

    /// Seconds since the start.
    pub fn elapsed(&self) -> u64 {
        self.market.now() - self.start
    }

    /// NET goes from the ledger into a wallet of the chain.
    pub fn bring(&mut self, state: &mut State, from: Account, to: &Addr, net: u128) -> Result<()> {
        if net == 0 {
            return Ok(());
        }
        state.ledger.send(Asset::Net, from, Account::Chain, net)?;
        self.market.issue(to, NET, net);
        Ok(())
    }

    /// All NET of a wallet leaves the chain; how much that was.
    pub fn collect(&mut self, state: &mut State, from: &Addr, to: Account) -> Result<u128> {
        let net = self.market.wallet(from, NET);
        if net > 0 {
            let app = &mut self.market.client.app;
            app.send_tokens(from.clone(), self.outside.clone(), &coins(net, NET)).context("NET leaves")?;
            state.ledger.send(Asset::Net, Account::Chain, to, net)?;
        }
        Ok(net)
    }

    /// NET that the contracts have burned since the ledger was told, base units.
    pub fn burned(&self, state: &State) -> Result<u128> {
        let inside = self.market.net_supply() - self.market.wallet(&self.outside, NET) - self.before;
        let booked = state.ledger.balance(Asset::Net, Account::Chain);
        booked.checked_sub(inside).with_context(|| format!("{inside} NET base units inside, {booked} booked"))
    }

    /// Whether the ledger and the chain agree.
    pub fn check(&self, state: &State) -> Result<()> {
        let apart = self.burned(state)?;
        ensure!(apart == 0, "{apart} NET base units were burned on the chain and are in the ledger");
        Ok(())
    }

    /// Whether as many credits exist as providers owe, and as wait to be burned. None is in the ledger.
    pub fn check_credits(&self, providers: impl Iterator<Item = Addr>) -> Result<()> {
        let class = self.market.class(CLASS);
        let exist = self.market.supply(&self.market.credit(CLASS));
        let owed: u128 = providers
            .map(|provider| self.market.position(&provider, CLASS))
            .map(|position| (position.open + position.called).u128())
            .sum();
        let waits = class.redeemed_unburned.u128();
        ensure!(exist == owed + waits, "{exist} base units of credits exist, {owed} are owed, {waits} wait");
        Ok(())
    }

    /// Reserves of the class's pool: credits and NET, base units.
    pub fn reserves(&self) -> (f64, f64) {
        let pool = self.market.pool_state(self.market.class_pool(CLASS));
        (pool.reserve_0.u128() as f64, pool.reserve_1.u128() as f64)
    }
}
