//! Providers in the contracts: bonds, credits minted and sold, liquidity, leaving.

use anyhow::{Context, Result};
use api::common::{Asset as Listed, Payout};
use api::pool::ReceiveMsg;
use api::provider_registry::ExecuteMsg;
use compute_amm_testing::wirings::NET;
use cosmwasm_std::{coins, Addr, Uint128};

use super::chain::{per_credit, CLASS};
use super::desk::Ours;
use super::house::WEEK;
use crate::compare::ledger::ONE;
use crate::compare::state::State;

/// Hours of all its GPUs' work for whose locks a provider keeps its bond free.
pub(super) const SPARE_HOURS: f64 = 24.0;
/// The lock of a job over its worth, with a chance of one half to find a false result: (1 − p)/(p·(1 − ρ)).
pub(super) const LOCK: f64 = 1.25;
/// A provider neither buys credits back nor brings liquidity at more than so many times what it asks.
const DEAREST: f64 = 2.0;
/// Seconds between two messages of which the second should not be bound by the first one's price.
const BLOCK: u64 = 6;

impl Ours {
    /// Buys NET and adds it to a provider's bond until so much of that is free; whether any was lacking.
    pub(super) fn free_up(&mut self, state: &mut State, place: usize, net: u128) -> Result<bool> {
        let provider = self.address(state, place);
        let lacks = net.saturating_sub(self.chain.market.position(&provider, CLASS).free.u128());
        if lacks > 0 {
            self.fund(state, place, lacks)?;
            self.chain.market.top_up(&provider, CLASS, &coins(lacks, NET)).context("adding to a bond")?;
        }
        Ok(lacks > 0)
    }

    /// Brings NET of a provider, bought where it has too little, into its wallet on the chain.
    fn fund(&mut self, state: &mut State, place: usize, net: u128) -> Result<()> {
        state.buy_up_to(place, net)?;
        let (account, provider) = (state.providers[place].account(), self.address(state, place));
        self.chain.bring(state, account, &provider, net)
    }

    /// A provider registers, bonds, and brings its part of the pool.
    pub(super) fn enter(&mut self, state: &mut State, place: usize) -> Result<()> {
        let provider = self.address(state, place);
        let gpus = state.providers[place].gpus;
        let ask = state.ask(place, 0.0);
        let fair = per_credit(ask, state.price());
        let bond = (f64::from(gpus) * 3_600.0 * fair * SPARE_HOURS * LOCK) as u128;
        self.fund(state, place, bond)?;
        self.chain.market.join(&provider, CLASS, bond, gpus).context("a provider joins")?;
        self.chain.market.heartbeat(&provider);
        if !self.leaves_jail(state, place)? {
            // It cannot mint.
            return Ok(());
        }
        // Where the others have left, what is left of the pool may have any price.
        self.restock(state, place, ask)?;
        let (reserve, net) = self.chain.reserves();
        // The first one sets the initial price.
        let init = per_credit(state.world.cost.0, state.world.price).round();
        let price = if reserve > 0.0 { net / reserve * 1e6 } else { init };
        let credits = (f64::from(gpus) * self.terms.depth) as u128 * 3_600 * ONE;
        let collateral = self.collateral(credits);
        let dear = price > DEAREST * fair || collateral as f64 > self.capital(state, place);
        let most = (credits as f64 / 1e6 * price * 1.001) as u128;
        if dear || credits > self.room(&provider) || !state.can_have(place, collateral + most) {
            return Ok(());
        }
        self.free_up(state, place, collateral)?;
        let most = if reserve > 0.0 { most } else { credits / ONE * init as u128 };
        self.fund(state, place, most)?;
        let shares = self
            .chain
            .market
            .supply_liquidity(&provider, CLASS, credits, most)
            .context("a provider brings liquidity")?;
        let account = state.providers[place].account();
        let back = self.chain.collect(state, &provider, account)?;
        let book = &mut self.books[place];
        book.basis += most - back;
        book.shares = shares;
        self.chain.market.wait(BLOCK);
        Ok(())
    }

    /// A jailed provider leaves as soon as it may; whether it is out.
    fn leaves_jail(&mut self, state: &mut State, place: usize) -> Result<bool> {
        let Some(until) = self.books[place].jailed else { return Ok(true) };
        if self.chain.elapsed() < until {
            return Ok(false);
        }
        let provider = self.address(state, place);
        self.chain.market.registry(&provider, &ExecuteMsg::Unjail {}, &[]).context("leaving jail")?;
        self.books[place].jailed = None;
        state.providers[place].barred = 0;
        Ok(true)
    }

    /// The most that a provider locks behind credits at once, NET base units.
    fn capital(&self, state: &State, place: usize) -> f64 {
        let provider = &state.providers[place];
        f64::from(provider.gpus) * self.terms.locked_days * 24.0 * provider.cost / state.price() * ONE as f64
    }

    /// Credits that a provider may still owe, base units.
    fn room(&self, provider: &Addr) -> u128 {
        let position = self.chain.market.position(provider, CLASS);
        let horizon = self.chain.market.wiring.classes[0].params.horizon;
        (u128::from(position.gpus) * u128::from(horizon) * ONE)
            .saturating_sub((position.open + position.called).u128())
    }

    /// NET that minting so many credits takes, with some slack, base units.
    fn collateral(&self, credits: u128) -> u128 {
        let price = self.chain.market.price(CLASS).mint.u128();
        let coverage = u128::from(self.chain.market.wiring.classes[0].params.coverage_bps);
        credits / ONE * price * coverage / 10_000 * 102 / 100 + ONE
    }

    /// The provider that would get the next job mints credits and sells them until they cost what it asks, USD per
    /// GPU-hour: as far as its capacity goes.
    pub(super) fn restock(&mut self, state: &mut State, place: usize, ask: f64) -> Result<()> {
        let (credits, net) = self.chain.reserves();
        let fee = 1.0 - f64::from(self.terms.pool_fee_bps) / 10_000.0;
        if credits == 0.0 || net / credits * 3_600.0 * state.price() * fee < ask * (1.0 + self.terms.gap) {
            return Ok(());
        }
        let target = per_credit(ask, state.price()) / 1e6;
        let wanted = ((credits * net / target).sqrt() - credits) / fee;
        let provider = self.address(state, place);
        let amount = (wanted as u128).min(self.room(&provider));
        if amount < ONE {
            return Ok(());
        }
        // It locks at most the worth of so many days of all its work, however high the means are that a mint counts.
        let most = self.capital(state, place);
        let amount = (amount as f64 * (most / self.collateral(amount) as f64).min(1.0)) as u128;
        if amount < ONE {
            return Ok(());
        }
        let collateral = self.collateral(amount);
        if !state.can_have(place, collateral) {
            return Ok(());
        }
        self.free_up(state, place, collateral)?;
        self.chain.market.mint(&provider, CLASS, amount, Payout::Account).context("a mint")?;
        if self.chain.market.sell(&provider, CLASS, amount).is_err() {
            // What is left of a pool that everybody left may pay less than a base unit.
            state.tally.refused += 1;
        }
        self.earn(state, place)?;
        // The next block: a purchase in this one would pay at least the price before the sale.
        self.chain.market.wait(BLOCK);
        Ok(())
    }

    /// NET in a provider's wallet on the chain becomes its income.
    fn earn(&mut self, state: &mut State, place: usize) -> Result<()> {
        let (account, provider) = (state.providers[place].account(), self.address(state, place));
        let net = self.chain.collect(state, &provider, account)?;
        let usd = state.worth(net);
        state.providers[place].received += net;
        state.providers[place].earns(usd);
        Ok(())
    }

    /// Every evening: accounts are emptied, bonds looked at, what is free beyond need is taken back.
    pub(super) fn look_at_positions(&mut self, state: &mut State) -> Result<()> {
        let asset = self.chain.market.net();
        let supply = self.shares().max(1);
        for place in 0..state.providers.len() {
            let provider = self.address(state, place);
            // Who has left may still be paid.
            let held = self.chain.market.account(&provider, &asset);
            self.withdraw(&provider, held)?;
            self.earn(state, place)?;
            if !state.providers[place].active {
                continue;
            }
            self.leaves_jail(state, place)?;
            if (state.day + 1).is_multiple_of(3) {
                self.chain.market.heartbeat(&provider);
            }
            let position = self.chain.market.position(&provider, CLASS);
            let (reserve, net) = self.chain.reserves();
            let spare = f64::from(position.gpus) * SPARE_HOURS * 3_600.0 * 1e6 * net / reserve * LOCK;
            let excess = position.free.u128().saturating_sub(2 * spare as u128);
            let mut bond = position.bond.u128();
            if state.day.is_multiple_of(WEEK) && excess > 0 {
                self.chain.market.withdraw_bond(&provider, CLASS, excess).context("a bond shrinks")?;
                let account = state.providers[place].account();
                let out = self.chain.collect(state, &provider, account)?;
                state.sell_of(place, out)?;
                bond -= excess;
            }
            // What its part of the pool's NET became more or less today is income: it is capital from now on.
            let book = &mut self.books[place];
            let part = (net * book.shares as f64 / supply as f64) as u128;
            let before = std::mem::replace(&mut book.basis, part);
            (book.open, book.collateral) = (position.open.u128(), position.collateral.u128());
            let usd = state.worth(part) - state.worth(before);
            state.providers[place].earns(usd);
            state.providers[place].stake = bond + part;
        }
        Ok(())
    }

    /// A provider takes its liquidity out, buys back what it owes, redeems it and takes its bond; whether nothing is
    /// left to do. What the pool cannot sell today it tries to buy tomorrow.
    pub(super) fn go(&mut self, state: &mut State, place: usize) -> Result<bool> {
        let (account, provider) = (state.providers[place].account(), self.address(state, place));
        let pool_id = self.chain.market.class_pool(CLASS);
        let shares = std::mem::take(&mut self.books[place].shares);
        if shares > 0 {
            let token = Listed::cw20(self.chain.market.pool_state(pool_id).lp_token);
            let at = self.chain.market.at.pool.clone();
            let hook = ReceiveMsg::WithdrawLiquidity {
                pool_id,
                min_0: Uint128::zero(),
                min_1: Uint128::zero(),
                payout: Payout::Account,
                receiver: None,
                deadline: None,
            };
            self.chain.market.send_cw20(&provider, &token, &at, shares, &hook).context("liquidity leaves")?;
            let asset = self.chain.market.net();
            let held = self.chain.market.account(&provider, &asset);
            self.withdraw(&provider, held)?;
            self.earn(state, place)?;
            // What it had in the pool comes back; the rest is income, or a loss.
            let basis = std::mem::take(&mut self.books[place].basis);
            let brought = state.worth(basis);
            state.providers[place].earns(-brought);
        }
        let credit = self.chain.market.credit(CLASS);
        let held = self.chain.market.account(&provider, &credit);
        let open = self.chain.market.position(&provider, CLASS).open.u128();
        if held.min(open) > 0 {
            self.chain.market.redeem(&provider, CLASS, held.min(open)).context("a redemption")?;
        }
        let open = open - held.min(open);
        let (reserve, net) = self.chain.reserves();
        let ask = per_credit(state.ask(place, 0.0), state.price()) / 1e6;
        let dear = net / reserve > DEAREST * ask;
        let buys = if dear { 0 } else { open.min((reserve * 0.2) as u128) };
        let little = u128::from(state.providers[place].gpus) * 3_600 * ONE;
        // Three times the spot price is more than a fifth of a reserve can cost.
        let most = (buys as f64 * net / reserve * 3.0) as u128 + ONE;
        let dear = dear || !state.can_have(place, most);
        if buys > little && !dear {
            self.fund(state, place, most)?;
            self.chain.market.buy_and_redeem(&provider, CLASS, buys, most).context("a buy-back")?;
            let back = self.chain.collect(state, &provider, account)?;
            let cost = state.worth(most - back);
            state.providers[place].earns(-cost);
            state.sell_of(place, back)?;
            self.chain.market.wait(BLOCK);
        }
        let position = self.chain.market.position(&provider, CLASS);
        // Who owes so little that it cannot be bought, or so dear, leaves its collateral behind.
        let is_gone = position.called.is_zero()
            && position.locked.is_zero()
            && (dear || position.open.u128() <= little || buys <= little);
        if is_gone && !position.free.is_zero() {
            self.chain
                .market
                .withdraw_bond(&provider, CLASS, position.free.u128())
                .context("a bond returns")?;
            let out = self.chain.collect(state, &provider, account)?;
            state.sell_of(place, out)?;
            state.providers[place].stake = 0;
            // Refused while anything is owed.
            self.chain.market.offer(&provider, CLASS, 0).ok();
        }
        (self.books[place].open, self.books[place].collateral) =
            (position.open.u128(), position.collateral.u128());
        Ok(is_gone)
    }

    /// Books what providers still owe beyond the credits they have, and what those who have more than they owe can get from
    /// them. A debt counts at the pool's price, and at most at the collateral of all that its provider owes. What the debtors owe
    /// together is what the credits are worth that they lack, each the same: so no price in a pool that is nearly empty makes
    /// worth. What providers have in the pool in NET is booked every evening.
    pub(super) fn mark(&mut self, state: &mut State) -> Result<()> {
        let supply = self.shares() as f64;
        let (credits, net) = self.chain.reserves();
        let credit = self.chain.market.credit(CLASS);
        let lacks: Vec<f64> = (0..state.providers.len())
            .map(|place| {
                let provider = self.address(state, place);
                let held = self.chain.market.account(&provider, &credit) as f64;
                let book = &self.books[place];
                book.open as f64 - book.shares as f64 / supply.max(1.0) * credits - held
            })
            .collect();
        let owes = |place: usize| (lacks[place] * net / credits).min(self.books[place].collateral as f64);
        let (mut owed, mut lacked, mut spare) = (0.0, 0.0, 0.0);
        for (place, lack) in lacks.iter().enumerate() {
            if *lack > 0.0 {
                owed += owes(place);
                lacked += lack;
            } else {
                spare -= lack;
            }
        }
        // Credits that no provider has take their part of what is owed too.
        let worth = owed / f64::max(lacked, spare);
        for (place, lack) in lacks.iter().enumerate() {
            let gains = if *lack > 0.0 { -owes(place) } else { -lack * worth };
            let usd = gains / ONE as f64 * state.price();
            if usd.is_finite() {
                state.providers[place].earns(usd);
            }
        }
        Ok(())
    }

    /// All LP shares of the class's pool, base units.
    fn shares(&self) -> u128 {
        self.chain.market.pool_state(self.chain.market.class_pool(CLASS)).lp_supply.u128()
    }
}
