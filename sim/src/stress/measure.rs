//! What is read from the contracts along the way, and what comes out at the end.

use anyhow::Result;
use api::provider_registry::{PositionsResponse, QueryMsg as RegistryQuery};
use compute_amm_testing::wirings::H100;

use super::state::{Kind, Stress};
use super::tally::lower;

/// Part of what is owed that a small holder sells at the end.
const LOT: f64 = 0.001;

/// What came of a scenario. Shares are parts of one; none where there is nothing to divide by.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// The scenario's name.
    pub name: String,
    /// Collateral of all open credits over their recent price, lowest.
    pub collateral: Option<f64>,
    /// The same of the honest.
    pub honest: Option<f64>,
    /// The same of the strategic.
    pub strategic: Option<f64>,
    /// Collateral of all at the end.
    pub collateral_end: Option<f64>,
    /// What an open credit would bring on average if nobody served, over the fair price, lowest.
    pub unserved: Option<f64>,
    /// Calls made.
    pub calls: u64,
    /// Of those, served.
    pub served: u64,
    /// Of those, defaulted on.
    pub defaulted: u64,
    /// Of those, by strategic debtors whose collateral would have covered the fair price.
    pub covered: u64,
    /// Standard jobs that could be called on nobody.
    pub uncallable: u64,
    /// Damages over the fair price of the credits at the default, the mean.
    pub damages: Option<f64>,
    /// The least of them.
    pub least_damages: Option<f64>,
    /// What a small holder gets in the pool at the end, over the fair price.
    pub holder: Option<f64>,
    /// What LPs have at the end, over what they would have had they held what they brought.
    pub lps: Option<f64>,
    /// What the honest have lost, over their bonds at the start.
    pub honest_loss: Option<f64>,
    /// What strategic debtors paid for what was called on them, over its fair price.
    pub strategic_paid: Option<f64>,
}

/// Open credits, their collateral, and what they bring; NET at recent or fair prices.
#[derive(Clone, Copy, Default)]
struct Standing {
    open: f64,
    collateral: f64,
    /// Each debtor's part up to the fair price of its credits.
    unserved: f64,
    /// The same, the whole fair price for those who serve.
    brings: f64,
}

impl Standing {
    fn over(&self, price: f64) -> Option<f64> {
        (self.open > 0.0).then(|| self.collateral / (self.open * price))
    }

    fn plus(self, other: Self) -> Self {
        Self {
            open: self.open + other.open,
            collateral: self.collateral + other.collateral,
            unserved: self.unserved + other.unserved,
            brings: self.brings + other.brings,
        }
    }
}

impl Stress {
    /// The honest, the strategic, those who do nothing.
    fn standings(&self) -> [Standing; 3] {
        let query =
            RegistryQuery::Positions { class: H100.into(), order: None, start_after: None, limit: Some(100) };
        let positions: PositionsResponse = self.market.ask_registry(&query);
        let mut all = [Standing::default(); 3];
        for position in positions.positions {
            let Some(debtor) = self.debtor_of(&position.provider) else { continue };
            let (open, collateral) = (position.open.u128() as f64, position.collateral.u128() as f64);
            let unserved = collateral.min(open * self.fair);
            let serves = self.serves(debtor, open, collateral, open * self.fair);
            let brings = if serves { open * self.fair } else { unserved };
            let kind = match self.debtors[debtor].kind {
                Kind::Honest => 0,
                Kind::Strategic => 1,
                Kind::Silent => 2,
            };
            all[kind] = all[kind].plus(Standing { open, collateral, unserved, brings });
        }
        all
    }

    /// What a call now would fix as the price, NET base units per credit base unit.
    fn recent(&self) -> f64 {
        self.market.price(H100).call.u128() as f64 / 1e6
    }

    pub(super) fn sample(&mut self) {
        let recent = self.recent();
        let [honest, strategic, silent] = self.standings();
        let all = honest.plus(strategic).plus(silent);
        lower(&mut self.tally.collateral, all.over(recent));
        lower(&mut self.tally.honest, honest.over(recent));
        lower(&mut self.tally.strategic_collateral, strategic.over(recent));
        let worth = all.open * self.fair;
        if worth > 0.0 {
            lower(&mut self.tally.unserved, Some(all.unserved / worth));
            self.brings = all.brings / worth;
        }
    }

    pub(super) fn outcome(self) -> Result<Outcome> {
        let [honest, strategic, silent] = self.standings();
        let all = honest.plus(strategic).plus(silent);
        let lot = all.open * LOT;
        let pool = self.reserves();
        let holder = (lot >= 1.0).then(|| pool.sale(lot) / lot / self.fair);
        let (credits, net) = self.provided;
        let lps = (pool.net + pool.credits * self.worth()) / (net + credits * self.worth());
        let of_honest = |what: fn(&Self, usize) -> f64| -> f64 {
            (0..self.debtors.len())
                .filter(|&i| self.debtors[i].kind == Kind::Honest)
                .map(|i| what(&self, i))
                .sum()
        };
        let bonded = of_honest(|stress, i| stress.debtors[i].bonded);
        let lost = of_honest(|stress, i| stress.debtors[i].had - stress.net_of(i));
        let share = |(part, whole): (f64, f64)| (whole > 0.0).then(|| part / whole);
        let tally = &self.tally;
        Ok(Outcome {
            name: self.scenario.name.clone(),
            collateral: tally.collateral,
            honest: tally.honest,
            strategic: tally.strategic_collateral,
            collateral_end: all.over(self.recent()),
            unserved: tally.unserved,
            calls: tally.calls,
            served: tally.served,
            defaulted: tally.defaulted,
            covered: tally.covered,
            uncallable: tally.uncallable,
            damages: share(tally.damages),
            least_damages: tally.least_damages,
            holder,
            lps: Some(lps),
            honest_loss: share((lost, bonded)),
            strategic_paid: share(tally.strategic),
        })
    }
}
