//! What a run adds up.

/// Sums and extremes of a run.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) calls: u64,
    pub(super) served: u64,
    pub(super) defaulted: u64,
    /// Defaults of strategic debtors whose collateral would have covered the fair price.
    pub(super) covered: u64,
    pub(super) uncallable: u64,
    /// Damages, and the fair price of their credits, NET.
    pub(super) damages: (f64, f64),
    /// Least damages over the fair price.
    pub(super) least_damages: Option<f64>,
    /// What the strategic paid for what was called on them, in work at the fair price or in NET, and its fair
    /// price.
    pub(super) strategic: (f64, f64),
    /// Collateral of all over recent price, lowest.
    pub(super) collateral: Option<f64>,
    /// The same of the honest.
    pub(super) honest: Option<f64>,
    /// The same of the strategic.
    pub(super) strategic_collateral: Option<f64>,
    /// What an open credit brings if nobody serves, over the fair price, lowest.
    pub(super) unserved: Option<f64>,
}

/// Keeps the lower of the two, as far as there are any.
pub(super) fn lower(lowest: &mut Option<f64>, value: Option<f64>) {
    if let Some(value) = value {
        *lowest = Some(lowest.map_or(value, |lowest| lowest.min(value)));
    }
}
