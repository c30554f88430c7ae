//! What was closed, why and at which price, as the registry's events and queries say.

use api::provider_registry::ClosingResponse;
use cosmwasm_std::Uint128;

use crate::report::backing::{BackingPoint, ClosingEnd, ClosingRow, Delivery, Leaving};

/// Closings and what stood behind credits, by class.
pub struct Ledger {
    /// Hourly samples of each class.
    pub points: Vec<Vec<BackingPoint>>,
    /// Auctions in the order of their opening; `debtor` is a provider's index until they are reported.
    pub closings: Vec<Closing>,
    /// Every delivery.
    pub deliveries: Vec<Delivery>,
    /// The provider that asked to leave.
    pub leaving: Option<Leaving>,
}

/// One auction from its opening to its end.
#[derive(Clone, Debug)]
pub struct Closing {
    class: usize,
    /// A provider, or the class's reserve.
    debtor: Option<usize>,
    row: ClosingRow,
    /// Credits of its deliveries, each times the closing price, in NET base units.
    worth: f64,
    paid: u128,
    credits: u128,
}

/// A price of the chain (Q64.64 raw, NET base units per credit base unit).
pub(super) fn price(raw: Uint128) -> f64 {
    raw.u128() as f64 / 2_f64.powi(64)
}

/// Credits as hours of a GPU.
pub(super) fn gpu_hours(credits: u128) -> f64 {
    credits as f64 / 3_600e6
}

impl Ledger {
    pub(super) fn new(classes: usize) -> Self {
        Self { points: vec![vec![]; classes], closings: vec![], deliveries: vec![], leaving: None }
    }

    /// An auction is open, for these reasons.
    pub(super) fn see(&mut self, class: usize, debtor: Option<usize>, closing: &ClosingResponse, hour: f64) {
        let entry = self.open(class, debtor, hour);
        entry.row.thin |= closing.thin;
        entry.row.called |= !closing.ignored_credits.is_zero();
        entry.row.exiting |= closing.exiting;
    }

    pub(super) fn deliver(
        &mut self,
        class: usize,
        debtor: Option<usize>,
        hour: f64,
        (credits, paid, wanted): (u128, u128, u128),
        relative: f64,
    ) {
        let entry = self.open(class, debtor, hour);
        entry.credits += credits;
        entry.paid += paid;
        entry.worth += paid as f64 / relative;
        let (low, high) = entry.row.range.unwrap_or((relative, relative));
        entry.row.range = Some((low.min(relative), high.max(relative)));
        if wanted == 0 {
            entry.row.ended = Some(hour);
            entry.row.end = ClosingEnd::Bought;
        }
        let credits = gpu_hours(credits);
        self.deliveries.push(Delivery { class, hour, credits, relative, reserve: debtor.is_none() });
    }

    pub(super) fn take_over(
        &mut self,
        class: usize,
        debtor: Option<usize>,
        hour: f64,
        (credits, uncovered): (u128, u128),
        (bond, insurance): (u128, u128),
    ) {
        let entry = self.open(class, debtor, hour);
        entry.row.ended = Some(hour);
        entry.row.end = ClosingEnd::TakenOver {
            credits: gpu_hours(credits),
            uncovered: gpu_hours(uncovered),
            bond: super::jobs::net(bond),
            insurance: super::jobs::net(insurance),
        };
    }

    /// Auctions of a class that are not open any more ended otherwise: their debtor mended the cause.
    pub(super) fn end_others(&mut self, class: usize, open: &[Option<usize>], hour: f64) {
        for entry in self.closings.iter_mut().filter(|entry| entry.class == class) {
            if entry.row.ended.is_none() && !open.contains(&entry.debtor) {
                entry.row.ended = Some(hour);
                entry.row.end = ClosingEnd::Mended;
            }
        }
    }

    /// The auctions as they are reported, debtors by name.
    pub(super) fn rows(&self, names: impl Fn(usize) -> String) -> Vec<ClosingRow> {
        let row = |entry: &Closing| ClosingRow {
            debtor: entry.debtor.map(&names),
            credits: gpu_hours(entry.credits),
            paid: super::jobs::net(entry.paid),
            relative: (entry.worth > 0.0).then(|| entry.paid as f64 / entry.worth),
            ..entry.row.clone()
        };
        self.closings.iter().map(row).collect()
    }

    /// The open auction of a debtor, or a new one.
    fn open(&mut self, class: usize, debtor: Option<usize>, hour: f64) -> &mut Closing {
        let found = self
            .closings
            .iter()
            .position(|entry| (entry.class, entry.debtor) == (class, debtor) && entry.row.ended.is_none());
        let index = found.unwrap_or_else(|| {
            self.closings.push(Closing {
                class,
                debtor,
                row: ClosingRow::opened(class, hour),
                worth: 0.0,
                paid: 0,
                credits: 0,
            });
            self.closings.len() - 1
        });
        &mut self.closings[index]
    }
}
