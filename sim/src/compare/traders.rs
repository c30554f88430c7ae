//! Who asks for NET and who sells it, beside what the model makes people do. Every order goes into the pool.

use anyhow::Result;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;
use std::f64::consts::TAU;

use super::amm::Cause;
use super::ledger::{Account, Asset, Reason, ONE};
use super::params::World;
use super::state::State;

/// Days over which the investor looks back.
const LOOK_BACK: usize = 28;
/// Days of the speculator's signal.
const WEEK: usize = 7;

/// What traders know.
pub struct Traders {
    noise: Vec<f64>,
    prices: Vec<f64>,
}

/// Hands out what traders start with: half in NET, half in dollars. So the investor can sell what it thinks too dear as
/// well as buy what it thinks cheap.
pub fn fund(state: &mut State) -> Result<()> {
    let pool = state.ledger.balance(Asset::Usd, Account::Pool) as f64;
    let world = state.world.clone();
    let capital = pool * world.trading;
    let rest = (1.0 - world.speculator) / 2.0;
    for (who, part) in
        [(Account::Momentum, world.speculator), (Account::Noise, rest), (Account::Investor, rest)]
    {
        let half = capital * part / 2.0;
        state.ledger.mint(Asset::Usd, who, half as u128, Reason::Opening)?;
        let net = (half / world.price) as u128;
        state.ledger.send(Asset::Net, Account::Holders, who, net)?;
    }
    Ok(())
}

impl Traders {
    /// With the noise of a seed, the same for every model.
    pub fn new(world: &World, seed: u64) -> Self {
        let mut rng = ChaCha12Rng::seed_from_u64(seed ^ 0x7_0153);
        let mut normal = || {
            let radius = (-2.0 * (1.0 - rng.gen::<f64>()).ln()).sqrt();
            radius * (TAU * rng.gen::<f64>()).cos()
        };
        Self { noise: (0..world.days).map(|_| normal()).collect(), prices: vec![] }
    }

    /// The evening's orders: income is sold, insiders' tokens vest, then noise, speculator, investor.
    pub fn trade(&mut self, state: &mut State) -> Result<()> {
        sell_income(state)?;
        vest(state)?;
        self.noise(state)?;
        self.speculate(state)?;
        invest(state)?;
        self.prices.push(state.price());
        Ok(())
    }

    fn noise(&self, state: &mut State) -> Result<()> {
        let draw = self.noise.get(state.day as usize).copied().unwrap_or(0.0);
        let wealth = wealth(state, Account::Noise);
        order(state, Account::Noise, draw * state.world.turnover * wealth, Cause::Noise)
    }

    /// Holds a part of its capital in NET that follows the last week's move: half without one, all from a move
    /// of `conviction` on, nothing from its opposite on; trades at most `turnover` of it a day.
    fn speculate(&self, state: &mut State) -> Result<()> {
        let Some(then) = self.prices.len().checked_sub(WEEK).and_then(|day| self.prices.get(day)) else {
            return Ok(());
        };
        let wealth = wealth(state, Account::Momentum);
        let signal = ((state.price() / then).ln() / state.world.conviction).clamp(-1.0, 1.0);
        let has = state.worth(state.ledger.balance(Asset::Net, Account::Momentum));
        let most = state.world.turnover * wealth;
        let wants = ((0.5 + 0.5 * signal) * wealth - has).clamp(-most, most);
        order(state, Account::Momentum, wants, Cause::Speculator)
    }
}

/// Buys while a NET costs less than cash to holders (distributions, and burns at market price) of the last
/// [`LOOK_BACK`] days, as if it went on for ever, is worth at the discount rate; sells above it.
fn invest(state: &mut State) -> Result<()> {
    let days = state.cash_days.len().max(1) as f64;
    let a_year = state.cash_days.iter().sum::<f64>() / days * 365.0;
    let outside = state.ledger.supply(Asset::Net) - state.ledger.balance(Asset::Net, Account::Vault);
    let value = a_year / state.world.discount / (outside as f64 / ONE as f64);
    let most = state.world.turnover * wealth(state, Account::Investor);
    let (price, band) = (state.price(), 2.0 * f64::from(state.world.fee_bps) / 10_000.0);
    let wants = match price {
        price if price < value * (1.0 - band) => most,
        price if price > value * (1.0 + band) => -most,
        _ => 0.0,
    };
    order(state, Account::Investor, wants, Cause::Investor)?;
    state.cash_days.push_back(0.0);
    while state.cash_days.len() > LOOK_BACK {
        state.cash_days.pop_front();
    }
    Ok(())
}

/// Each sells its part of the NET that came in today.
fn sell_income(state: &mut State) -> Result<()> {
    let (providers, others, _) = state.world.sells;
    for place in 0..state.providers.len() {
        let received = std::mem::take(&mut state.providers[place].received);
        let account = state.providers[place].account();
        let amount = part(received, providers).min(state.ledger.balance(Asset::Net, account));
        state.sell_of(place, amount)?;
    }
    for (account, received) in std::mem::take(&mut state.rewards) {
        let amount = part(received, others);
        state.amm.sell(&mut state.ledger, account, Asset::Net, amount, Cause::Model)?;
    }
    Ok(())
}

/// A day's part of the insiders' tokens: some are sold, the others become part of the float.
fn vest(state: &mut State) -> Result<()> {
    let world = &state.world;
    let all = world.supply as f64 * world.insiders;
    let today = (all / (world.vesting * 365.0)) as u128;
    let sold = part(today, world.sells.2);
    state.tally.insiders += state.worth(today);
    state.ledger.send(Asset::Net, Account::Insiders, Account::Holders, today - sold)?;
    state.amm.sell(&mut state.ledger, Account::Insiders, Asset::Net, sold, Cause::Other)?;
    Ok(())
}

fn wealth(state: &State, who: Account) -> f64 {
    state.worth(state.ledger.balance(Asset::Net, who))
        + state.ledger.balance(Asset::Usd, who) as f64 / ONE as f64
}

/// Buys NET for so many USD, or sells as many USD's worth of it; less if there is less.
fn order(state: &mut State, who: Account, usd: f64, cause: Cause) -> Result<()> {
    let asset = if usd > 0.0 { Asset::Usd } else { Asset::Net };
    let amount = if usd > 0.0 { usd } else { -usd / state.price() };
    let amount = ((amount * ONE as f64) as u128).min(state.ledger.balance(asset, who));
    if amount > 0 {
        state.amm.sell(&mut state.ledger, who, asset, amount, cause)?;
    }
    Ok(())
}

/// A part of an amount, rounded down.
pub fn part(amount: u128, share: f64) -> u128 {
    (amount as f64 * share) as u128
}
