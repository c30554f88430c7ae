//! Burn and mint as Helium's: clients burn NET for credits of a fixed price in dollars; providers are paid out of
//! an emission that halves, and out of what was burned, up to a cap (net emissions).

use anyhow::Result;
use serde::{Deserialize, Serialize};

use super::dollars::{share_out, EmissionTerms};
use super::{Quote, Subsidy, TokenModel};
use crate::compare::amm::Cause;
use crate::compare::demand::Job;
use crate::compare::ledger::{Account, Asset, Reason, ONE};
use crate::compare::state::{Running, State};

/// Its parameters.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct HeliumTerms {
    /// The price of a GPU-hour over the cloud's at the start.
    pub price: f64,
    /// What is emitted to providers.
    pub emission: EmissionTerms,
    /// Of a day's burn, what is minted again at most, over a day's emission (HIP 20: 1 %).
    pub again: f64,
}

/// The model.
pub struct Helium {
    terms: HeliumTerms,
    /// USD per GPU-hour.
    price: f64,
    /// NET burned today.
    burned: u128,
}

impl Helium {
    /// With these terms; its price is fixed once.
    pub fn new(terms: HeliumTerms, cloud: f64) -> Self {
        Self { price: terms.price * cloud, terms, burned: 0 }
    }
}

impl TokenModel for Helium {
    fn subsidy(&self, state: &State, more: u32) -> Subsidy {
        self.terms.emission.subsidy(state, more)
    }

    fn expected_price(&self, _: &State, _: usize, _: f64) -> f64 {
        0.0
    }

    fn quote(&mut self, state: &mut State, job: &Job) -> Result<Option<Quote>> {
        // A provider works if an hour brings more than it costs beside what is lost anyway.
        let brings = self.subsidy(state, 0).busy;
        let place = state.able(job.gpus).find(|&place| {
            self.terms.emission.by_capacity > 0.0 || state.providers[place].running(&state.world) < brings
        });
        let price = (self.price * job.hours() * ONE as f64).ceil() as u128;
        Ok(place.map(|provider| Quote { provider, price, paid: 0 }))
    }

    fn request(&mut self, state: &mut State, _: &Job, quote: &Quote) -> Result<Option<u128>> {
        let net =
            state.amm.sell(&mut state.ledger, Account::Clients, Asset::Usd, quote.price, Cause::Model)?;
        state.ledger.burn(Asset::Net, Account::Clients, net, Reason::Request)?;
        self.burned += net;
        Ok(Some(0))
    }

    fn settle(&mut self, _: &mut State, _: &Running) -> Result<f64> {
        Ok(0.0)
    }

    fn evening(&mut self, state: &mut State) -> Result<()> {
        let (minted, before) = (state.ledger.minted(Asset::Net, Reason::Emission), state.tally.subsidy);
        self.terms.emission.emit(state)?;
        let burned = std::mem::take(&mut self.burned);
        let most = (self.terms.emission.schedule.today(state) as f64 * self.terms.again) as u128;
        let again = burned.min(most);
        let worked: Vec<f64> = state.providers.iter().map(|provider| provider.worked).collect();
        share_out(state, again, &worked)?;
        // What is minted beyond what clients burned today is a subsidy; what they burned beyond it is holders'.
        let minted = state.ledger.minted(Asset::Net, Reason::Emission) - minted;
        state.tally.subsidy = before + state.worth(minted.saturating_sub(burned));
        state.returned(state.worth(burned.saturating_sub(minted)));
        Ok(())
    }
}
