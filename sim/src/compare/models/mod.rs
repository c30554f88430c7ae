//! Token models: what a client pays with, what a provider gets, what happens with fees, what is emitted, what must
//! be staked. What a model does not say is what the market without a token does.

use anyhow::Result;

use crate::compare::demand::Job;
use crate::compare::ledger::{Account, Asset, ONE};
use crate::compare::state::{Running, State};

mod aep76;
mod dollars;
mod helium;
mod ours;

pub use aep76::{burned_for, paid_for, Aep76, Aep76Terms};
pub use dollars::{EmissionTerms, Schedule};
pub use dollars::{Emissions, Escrow, FeeShare, Governance, NoToken, WorkToken};
pub use helium::{Helium, HeliumTerms};
pub use ours::{Ours, OursTerms};

/// What a client could have.
#[derive(Clone, Copy, Debug)]
pub struct Quote {
    /// From which provider, by its place.
    pub provider: usize,
    /// For how much in all, USD base units.
    pub price: u128,
    /// Of that, what the provider is to be paid by the client, USD base units.
    pub paid: u128,
}

/// What a provider expects beside its price, USD.
#[derive(Clone, Copy, Debug, Default)]
pub struct Subsidy {
    /// For each busy GPU-hour.
    pub busy: f64,
    /// For each GPU-hour offered.
    pub offered: f64,
}

/// A token model over the common flows. An error stops the run; a refusal that a market goes on without is counted
/// in the tally.
pub trait TokenModel {
    /// Fee on top of the provider's price, basis points.
    fn fee_bps(&self) -> u32 {
        0
    }

    /// What happens with a fee that waits in escrow, USD base units.
    fn fee(&mut self, state: &mut State, usd: u128) -> Result<()> {
        let _ = (state, usd);
        Ok(())
    }

    /// After the first providers came, before the first day.
    fn open(&mut self, _: &mut State) -> Result<()> {
        Ok(())
    }

    /// NET that a provider must have staked for each GPU, base units.
    fn stake(&self, _: &State) -> u128 {
        0
    }

    /// A provider enters.
    fn join(&mut self, state: &mut State, place: usize) -> Result<()> {
        let stake = self.stake(state) * u128::from(state.providers[place].gpus);
        let account = state.providers[place].account();
        state.buy_up_to(place, stake)?;
        state.ledger.send(Asset::Net, account, Account::Stakes, stake)?;
        state.providers[place].stake += stake;
        Ok(())
    }

    /// A provider without running jobs leaves; whether it is gone.
    fn leave(&mut self, state: &mut State, place: usize) -> Result<bool> {
        let stake = std::mem::take(&mut state.providers[place].stake);
        let account = state.providers[place].account();
        state.ledger.send(Asset::Net, Account::Stakes, account, stake)?;
        state.sell_of(place, stake)?;
        Ok(true)
    }

    /// What providers expect beside their price, if so many GPUs more were offered.
    fn subsidy(&self, _: &State, _more: u32) -> Subsidy {
        Subsidy::default()
    }

    /// What a provider that considers to enter expects to be paid for a GPU-hour at a utilisation, USD.
    fn expected_price(&self, state: &State, place: usize, u: f64) -> f64 {
        state.ask_at(place, self.subsidy(state, state.providers[place].gpus).busy, u)
    }

    /// Every morning.
    fn morning(&mut self, _: &mut State) -> Result<()> {
        Ok(())
    }

    /// The best that a client can have now; none without a free GPU.
    fn quote(&mut self, state: &mut State, job: &Job) -> Result<Option<Quote>> {
        Ok(cheapest(state, job, self.subsidy(state, 0).busy).map(|(provider, paid)| {
            let price = paid + (paid * u128::from(self.fee_bps())).div_ceil(10_000);
            Quote { provider, price, paid }
        }))
    }

    /// The client takes it; what to note about the job. None: it was refused after all.
    fn request(&mut self, state: &mut State, _: &Job, quote: &Quote) -> Result<Option<u128>> {
        state.ledger.send(Asset::Usd, Account::Clients, Account::Escrow, quote.price)?;
        Ok(Some(quote.paid))
    }

    /// The result is there, and nobody objects to it. Returns what the provider earned, USD.
    fn settle(&mut self, state: &mut State, running: &Running) -> Result<f64> {
        let account = state.providers[running.provider].account();
        self.fee(state, running.price - running.note)?;
        state.ledger.send(Asset::Usd, Account::Escrow, account, running.note)?;
        Ok(running.note as f64 / ONE as f64)
    }

    /// The result is false and found out: what becomes of the money. What the client has back, USD base units.
    fn found_out(&mut self, state: &mut State, running: &Running) -> Result<u128> {
        let earned = self.settle(state, running)?;
        state.providers[running.provider].earns(earned);
        Ok(0)
    }

    /// Every evening, before the traders.
    fn evening(&mut self, _: &mut State) -> Result<()> {
        Ok(())
    }

    /// Claims on the model, and what covers them, USD.
    fn claims(&self, _: &State) -> (f64, f64) {
        (0.0, 0.0)
    }

    /// After every step: whether what the model holds outside of the ledger is what the ledger says.
    fn check(&self, _: &State) -> Result<()> {
        Ok(())
    }

    /// After the last day: whatever a provider still has in the model is booked as its income, USD.
    fn close(&mut self, _: &mut State) -> Result<()> {
        Ok(())
    }
}

/// The provider with room that asks least, and what it asks for the job, USD base units, rounded up.
pub(super) fn cheapest(state: &State, job: &Job, subsidy: f64) -> Option<(usize, u128)> {
    let asks = state.able(job.gpus).map(|place| (place, state.ask(place, subsidy)));
    let (place, ask) = asks.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((place, (ask * job.hours() * ONE as f64).ceil() as u128))
}
