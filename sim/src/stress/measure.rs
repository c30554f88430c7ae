//! What is read from the contracts along the way, and what comes out at the end.

use anyhow::{Context, Result};
use api::fee_collector::{BalancesResponse, QueryMsg as FeeQuery};
use api::provider_registry::{BookResponse, PositionsResponse, QueryMsg as RegistryQuery};
use market_tests::wirings::H100;

use super::actors::raw_price;
use super::Stress;

/// Part of what is owed that a small holder sells at the end.
const LOT: f64 = 0.001;

/// Sums and extremes of a run.
#[derive(Default)]
pub(super) struct Tally {
    closed: f64,
    paid: f64,
    worth: f64,
    lowest: Option<f64>,
    largest_deficit: f64,
    largest_deficit_share: f64,
}

impl Tally {
    pub(super) fn closed(&mut self, credits: f64, paid: f64, fair: f64) {
        self.closed += credits;
        self.paid += paid;
        self.worth += credits * fair;
    }
}

/// What came of a scenario. Shares are parts of one; none where there is nothing to divide by.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The scenario's name.
    pub name: String,
    /// Lowest funded share, over the hours.
    pub funded_lowest: Option<f64>,
    /// Funded share at the end.
    pub funded_end: Option<f64>,
    /// Largest deficit, whole credits.
    pub deficit_largest: f64,
    /// Largest deficit over the credits that there were then.
    pub deficit_share: f64,
    /// Deficit at the end, whole credits.
    pub deficit_end: f64,
    /// Credits delivered into auctions, whole ones.
    pub closed: f64,
    /// Their mean price over the fair price of their moment.
    pub closed_at: Option<f64>,
    /// What a small holder gets at the end, over the fair price.
    pub holder: Option<f64>,
    /// What every holder gets if all want NET at once at the end, over the fair price.
    pub all_holders: Option<f64>,
    /// What closings cost the honest beyond the fair price, over their bonds at the start; the mean.
    pub honest_loss: Option<f64>,
    /// What the honest topped up by, over their bonds at the start; the mean.
    pub honest_top_up: Option<f64>,
    /// NET paid out by insurance, whole ones.
    pub insurance: f64,
    /// Auctions open at the end, the reserve's included.
    pub still_open: usize,
}

/// What is owed and what is behind it, NET at the fair price.
struct Standing {
    owed: f64,
    behind: f64,
    /// Each debtor's part counted up to its own debt.
    paid_at_once: f64,
    deficit: f64,
    credits: f64,
    book: BookResponse,
}

impl Standing {
    fn funded(&self) -> Option<f64> {
        (self.owed > 0.0).then(|| self.behind / self.owed)
    }
}

impl Stress {
    fn standing(&self) -> Result<Standing> {
        let query = RegistryQuery::Positions { class: H100.into(), start_after: None, limit: Some(100) };
        let positions: PositionsResponse = self.market.ask(&self.market.at.provider_registry, &query)?;
        let book = self.book()?;
        let balances: BalancesResponse =
            self.market.ask(&self.market.at.fee_collector, &FeeQuery::Balances {})?;
        let [deficit, reserve_owes, reserve, insurance] =
            [book.deficit, book.reserve_obligation, book.reserve, balances.insurance]
                .map(|amount| amount.u128() as f64);
        let (mut credits, mut behind, mut at_once) = (deficit + reserve_owes, reserve + insurance, 0.0);
        for position in positions.positions.iter().filter(|position| !position.obligation.is_zero()) {
            let backing = position.bond.saturating_sub(position.locked).u128() as f64;
            let obligation = position.obligation.u128() as f64;
            credits += obligation;
            behind += backing;
            at_once += backing.min(obligation * self.fair);
        }
        at_once += reserve.min((reserve_owes + deficit) * self.fair);
        let owed = credits * self.fair;
        let paid_at_once = (at_once + insurance).min(owed);
        Ok(Standing { owed, behind, paid_at_once, deficit, credits, book })
    }

    pub(super) fn sample(&mut self) -> Result<()> {
        let standing = self.standing().context("what is owed, and what is behind it")?;
        let tally = &mut self.tally;
        if let Some(funded) = standing.funded() {
            tally.lowest = Some(tally.lowest.map_or(funded, |lowest| lowest.min(funded)));
        }
        self.unowed = if standing.credits > 0.0 { standing.deficit / standing.credits } else { 0.0 };
        if standing.deficit > tally.largest_deficit {
            tally.largest_deficit = standing.deficit;
            tally.largest_deficit_share = self.unowed;
        }
        Ok(())
    }

    /// The best price for a small part of what is owed: of the pool and of every open auction that takes it.
    fn small_sale(&self, standing: &Standing) -> Result<Option<f64>> {
        let lot = standing.credits * LOT;
        if lot < 1.0 {
            return Ok(None);
        }
        let mut best = self.reserves().sale(lot) / lot;
        for closing in self.closings()?.iter().chain(&standing.book.reserve_closing) {
            if closing.wanted.u128() as f64 >= lot {
                best = best.max(raw_price(closing.price));
            }
        }
        Ok(Some(best / self.fair))
    }

    pub(super) fn outcome(self, insurance: f64) -> Result<Outcome> {
        let standing = self.standing()?;
        let holder = self.small_sale(&standing)?;
        let still_open = self.closings()?.len() + usize::from(standing.book.reserve_closing.is_some());
        let honest: Vec<_> = self.providers.iter().filter(|p| p.honest && !p.vanished).collect();
        let mean = |what: fn(&super::Provider) -> f64| {
            (!honest.is_empty())
                .then(|| honest.iter().map(|p| what(p) / p.bonded).sum::<f64>() / honest.len() as f64)
        };
        let tally = &self.tally;
        Ok(Outcome {
            name: self.scenario.name.clone(),
            funded_lowest: tally.lowest,
            funded_end: standing.funded(),
            deficit_largest: tally.largest_deficit / 1e6,
            deficit_share: tally.largest_deficit_share,
            deficit_end: standing.deficit / 1e6,
            closed: tally.closed / 1e6,
            closed_at: (tally.worth > 0.0).then(|| tally.paid / tally.worth),
            holder,
            all_holders: (standing.owed > 0.0).then(|| standing.paid_at_once / standing.owed),
            honest_loss: mean(|provider| provider.lost),
            honest_top_up: mean(|provider| provider.topped_up),
            insurance: insurance / 1e6,
            still_open,
        })
    }
}
