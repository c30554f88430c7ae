//! What stands behind credits and what defaults brought, as the registry's queries and events say.

use api::provider_registry::{PositionResponse, PositionsResponse, QueryMsg};
use compute_amm_testing::wirings::ONE;
use compute_amm_testing::Market;

use crate::ended::Ended;
use crate::report::backing::{BackingPoint, Burns, CallRow, Leaving};

/// Collateral and defaults, by class.
pub struct Ledger {
    /// Hourly samples of each class.
    pub points: Vec<Vec<BackingPoint>>,
    /// Defaults, by class.
    pub defaults: Vec<Defaults>,
    /// NET that jobs burned, by how they ended.
    pub burns: Burns,
    /// The provider that left.
    pub leaving: Option<Leaving>,
}

/// Defaults in a class, NET base units.
#[derive(Clone, Copy, Debug, Default)]
pub struct Defaults {
    /// How many.
    pub number: u64,
    /// Damages.
    pub damages: u128,
    /// The recent price of the credits when they were called.
    pub value: u128,
}

/// What is owed in a class, base units.
pub(super) struct Standing {
    positions: Vec<PositionResponse>,
    /// The recent price, NET base units per whole credit.
    price: f64,
}

/// NET base units as whole NET.
pub(super) fn net(amount: u128) -> f64 {
    amount as f64 / ONE as f64
}

/// Credits as hours of a GPU.
pub(super) fn gpu_hours(credits: u128) -> f64 {
    credits as f64 / 3_600e6
}

/// What is owed in a class now; none if nothing is.
pub(super) fn standing(market: &Market, class: usize) -> Option<Standing> {
    let class = market.wiring.classes[class].class.clone();
    let price = market.price(&class);
    let query = QueryMsg::Positions { class, order: None, start_after: None, limit: Some(100) };
    let mut positions = market.ask_registry::<PositionsResponse>(&query).positions;
    positions.retain(|position| !position.open.is_zero());
    (!positions.is_empty()).then(|| Standing { positions, price: price.call.u128() as f64 })
}

impl Standing {
    /// As it is drawn.
    pub(super) fn point(&self, hour: f64) -> BackingPoint {
        let sum = |what: fn(&PositionResponse) -> u128| self.positions.iter().map(what).sum::<u128>();
        let (open, collateral) = (sum(|p| p.open.u128()), sum(|p| p.collateral.u128()));
        let over = |collateral: u128, open: u128| collateral as f64 / (open as f64 / 1e6 * self.price);
        let each = self.positions.iter().map(|p| over(p.collateral.u128(), p.open.u128()));
        BackingPoint {
            hour,
            collateral: over(collateral, open),
            weakest: each.fold(f64::INFINITY, f64::min),
            price: self.price * 3_600.0 / ONE as f64,
            owed: gpu_hours(open + sum(|p| p.called.u128())),
        }
    }
}

impl Ledger {
    pub(super) fn new(classes: usize) -> Self {
        Self {
            points: vec![vec![]; classes],
            defaults: vec![Defaults::default(); classes],
            burns: Burns::default(),
            leaving: None,
        }
    }

    pub(super) fn defaulted(&mut self, class: usize, damages: u128, value: u128) {
        let defaults = &mut self.defaults[class];
        defaults.number += 1;
        defaults.damages += damages;
        defaults.value += value;
    }

    /// Notes what the end of a job burned.
    pub(super) fn burn(&mut self, end: &Ended) {
        let burned = net(end.burned);
        match end.how.as_str() {
            "defaulted" => self.burns.penalties += burned,
            "fraud" => self.burns.fraud += burned,
            _ => self.burns.lateness += burned,
        }
    }

    /// Notes what a proof left of the bond of a challenge, NET base units.
    pub(super) fn doubted(&mut self, burned: u128) {
        self.burns.doubts += net(burned);
    }

    /// Calls with what their defaults brought.
    pub(super) fn calls(&self, counts: CallRow) -> CallRow {
        let (damages, value) = self
            .defaults
            .iter()
            .fold((0, 0), |(damages, value), class| (damages + class.damages, value + class.value));
        CallRow { damages: net(damages), value: net(value), ..counts }
    }
}
