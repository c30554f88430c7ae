//! Who gets what at each end.

use job_market::job::ending::{Earned, Escrow, Report, Row};

use super::*;

/// The table of endings, in words that differ from the code's.
#[test]
fn every_end_has_its_row() {
    let row = |end| {
        let row = Row::of(end);
        (row.escrow, row.earned, row.tip_to_provider, row.occupancy_goes, row.report)
    };
    let [settled, withdrawn, withheld, expired, unjudged, stopped, late, fraud, defaulted] = ENDS.map(row);
    use {Earned as E, Escrow as C, Report as R};
    assert_eq!(settled, (C::Provider, E::All, true, false, R::Settled));
    assert_eq!(withdrawn, (C::Client, E::All, false, false, R::Released));
    assert_eq!(withheld, withdrawn);
    assert_eq!(expired, (C::Client, E::UsedUp, false, true, R::Released));
    assert_eq!(unjudged, expired);
    assert_eq!(stopped, (C::Client, E::Nothing, false, true, R::Released));
    assert_eq!(late, (C::Client, E::Nothing, false, true, R::Late));
    assert_eq!(fraud, (C::Client, E::Nothing, false, true, R::Fraud));
    assert_eq!(defaulted, (C::Debt, E::Nothing, false, true, R::Defaulted));
    for end in ENDS {
        assert_eq!(Row::of(end).bond_lost, matches!(end, End::Settled { .. }));
    }
}
