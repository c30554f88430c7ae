//! Burn and mint as Akash's AEP-76: clients buy NET, burn it (into a vault) at today's price for compute dollars,
//! and keep some days of them; a settlement burns compute dollars and pays NET at the price of then, out of the
//! vault and else newly minted. Spreads of 25 bps at both ends. A job costs its client what the pool took. With a collateral ratio below 0.95 new compute
//! dollars come at half the pace; below 0.90 none, and clients pay NET directly.

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::{cheapest, Quote, TokenModel};
use crate::compare::amm::Cause;
use crate::compare::demand::Job;
use crate::compare::ledger::{Account, Asset, Reason, ONE};
use crate::compare::state::{Running, State};

/// Its parameters; the defaults are the specification's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Aep76Terms {
    /// Kept at a mint and at a settlement, basis points.
    pub spread_bps: u32,
    /// Days of use that clients keep in compute dollars.
    pub runway: f64,
    /// NET in the vault at the start, over the runway's compute dollars at the opening price; a subsidy.
    pub buffer: f64,
}

impl Default for Aep76Terms {
    fn default() -> Self {
        Self { spread_bps: 25, runway: 7.0, buffer: 0.0 }
    }
}

/// Collateral ratio below which mints slow down, and below which they halt.
const WARNING: f64 = 0.95;
const HALT: f64 = 0.90;

/// The model.
pub struct Aep76 {
    terms: Aep76Terms,
    /// Compute dollars that jobs have reserved, base units.
    reserved: u128,
    /// What clients paid for those that no job has reserved, USD base units.
    unspent: u128,
}

/// How a job is paid, and for how much.
enum Payment {
    /// With compute dollars, base units: so many are there, and so many must be minted.
    Compute { there: u128, lacks: u128 },
    /// With NET directly, base units, because the mint has halted: no spread falls due.
    Net(u128),
}

/// A job paid for with NET directly.
const DIRECT: u128 = u128::MAX;

impl Aep76 {
    /// With these terms.
    pub fn new(terms: Aep76Terms) -> Self {
        Self { terms, reserved: 0, unspent: 0 }
    }

    /// What clients paid for compute dollars that no job has reserved, USD base units.
    pub fn unspent(&self) -> u128 {
        self.unspent
    }

    /// How clients pay a provider that asks for so much, USD base units. With compute dollars it is a spread more.
    fn payment(&self, state: &State, asked: u128) -> Payment {
        let act = self.with_spread(asked);
        let there = act.min(self.free(state));
        match act - there {
            lacks if lacks > 0 && self.ratio(state) < HALT => {
                Payment::Net(burned_for(asked, state.price(), 0))
            }
            lacks => Payment::Compute { there, lacks },
        }
    }

    /// Compute dollars of which a settlement leaves so much, base units, rounded up.
    fn with_spread(&self, asked: u128) -> u128 {
        burned_for(asked, 1.0, self.terms.spread_bps)
    }

    /// Compute dollars that no job has reserved, base units.
    fn free(&self, state: &State) -> u128 {
        state.ledger.balance(Asset::Act, Account::Clients) - self.reserved
    }

    /// What clients paid for so many of the free compute dollars, USD base units, rounded up; all for all of them.
    fn share(&self, state: &State, act: u128) -> u128 {
        (self.unspent * act).div_ceil(self.free(state).max(1))
    }

    /// What the vault holds over what compute dollars claim; infinite where nothing is claimed.
    fn ratio(&self, state: &State) -> f64 {
        let (claims, cover) = self.claims(state);
        if claims > 0.0 {
            cover / claims
        } else {
            f64::INFINITY
        }
    }

    /// A spread that stays in the vault is what holders have of the market.
    fn keep(&self, state: &mut State, spread: u128) {
        state.returned(state.worth(spread));
    }

    /// Clients buy NET and burn it for so many compute dollars.
    fn mint(&mut self, state: &mut State, act: u128) -> Result<()> {
        let net = burned_for(act, state.price(), self.terms.spread_bps);
        if net == 0 {
            return Ok(());
        }
        let spread = net.saturating_sub(burned_for(act, state.price(), 0));
        self.unspent += state.amm.buy(&mut state.ledger, Account::Clients, Asset::Net, net, Cause::Model)?;
        state.ledger.send(Asset::Net, Account::Clients, Account::Vault, net)?;
        self.keep(state, spread);
        state.ledger.mint(Asset::Act, Account::Clients, act, Reason::Request)
    }
}

/// NET base units that are burned for so many compute dollars at a price, rounded up.
pub fn burned_for(act: u128, price: f64, spread_bps: u32) -> u128 {
    (act as f64 / price / (1.0 - f64::from(spread_bps) / 10_000.0)).ceil() as u128
}

/// NET base units that so many compute dollars bring at a price, rounded to the nearest as the specification's
/// example is.
pub fn paid_for(act: u128, price: f64, spread_bps: u32) -> u128 {
    (act as f64 / price * (1.0 - f64::from(spread_bps) / 10_000.0)).round() as u128
}

impl TokenModel for Aep76 {
    fn open(&mut self, state: &mut State) -> Result<()> {
        let usd = self.terms.buffer * self.terms.runway * state.world.load * 24.0 * state.world.cost.0;
        let net = (usd / state.world.price * ONE as f64) as u128;
        state.emit(Account::Vault, net)
    }

    fn morning(&mut self, state: &mut State) -> Result<()> {
        let ratio = self.ratio(state);
        let a_day = state.served() * state.paid().unwrap_or(0.0);
        let wanted = self.with_spread((a_day * self.terms.runway * ONE as f64) as u128);
        let lacks = wanted.saturating_sub(self.free(state));
        let act = match ratio {
            ratio if ratio < HALT => 0,
            ratio if ratio < WARNING => lacks / 2,
            _ => lacks,
        };
        let net = burned_for(act, state.price(), self.terms.spread_bps);
        if state.amm.cost(&state.ledger, Asset::Net, net).is_err() {
            // The pool has not as much: clients stock up another day.
            state.tally.refused += 1;
            return Ok(());
        }
        self.mint(state, act)
    }

    fn quote(&mut self, state: &mut State, job: &Job) -> Result<Option<Quote>> {
        let Some((provider, paid)) = cheapest(state, job, 0.0) else { return Ok(None) };
        // What the pool really takes: for compute dollars that are there, what they took when they were minted. What
        // selling its NET costs is the provider's, in every model.
        let cost = |net| state.amm.cost(&state.ledger, Asset::Net, net).ok();
        let price = match self.payment(state, paid) {
            Payment::Net(net) => cost(net),
            Payment::Compute { there, lacks } => {
                cost(burned_for(lacks, state.price(), self.terms.spread_bps))
                    .map(|cost| self.share(state, there) + cost)
            }
        };
        // None where the pool cannot sell it.
        Ok(price.map(|price| Quote { provider, price, paid }))
    }

    fn request(&mut self, state: &mut State, _: &Job, quote: &Quote) -> Result<Option<u128>> {
        match self.payment(state, quote.paid) {
            Payment::Net(net) => {
                state.amm.buy(&mut state.ledger, Account::Clients, Asset::Net, net, Cause::Model)?;
                state.ledger.send(Asset::Net, Account::Clients, Account::Escrow, net)?;
                // The provider has what was bought, whatever it is worth then.
                Ok(Some(DIRECT - net))
            }
            Payment::Compute { there, lacks } => {
                self.mint(state, lacks)?;
                self.unspent -= quote.price;
                self.reserved += there + lacks;
                Ok(Some(there + lacks))
            }
        }
    }

    fn settle(&mut self, state: &mut State, running: &Running) -> Result<f64> {
        let place = running.provider;
        let account = state.providers[place].account();
        let net = if running.note > DIRECT / 2 {
            let net = DIRECT - running.note;
            state.ledger.send(Asset::Net, Account::Escrow, account, net)?;
            net
        } else {
            let act = running.note;
            self.reserved -= act;
            state.ledger.burn(Asset::Act, Account::Clients, act, Reason::Settlement)?;
            let net = paid_for(act, state.price(), self.terms.spread_bps);
            let vault = net.min(state.ledger.balance(Asset::Net, Account::Vault));
            state.ledger.send(Asset::Net, Account::Vault, account, vault)?;
            state.ledger.mint(Asset::Net, account, net - vault, Reason::Settlement)?;
            self.keep(state, paid_for(act, state.price(), 0).saturating_sub(net));
            net
        };
        state.providers[place].received += net;
        Ok(state.worth(net))
    }

    fn claims(&self, state: &State) -> (f64, f64) {
        let act = state.ledger.supply(Asset::Act) as f64 / ONE as f64;
        (act, state.worth(state.ledger.balance(Asset::Net, Account::Vault)))
    }
}
