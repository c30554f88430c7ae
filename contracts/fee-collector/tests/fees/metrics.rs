//! What happened in a window.

use api::fee_collector::{TakeReport, Window};
use cosmwasm_std::Uint128;

use crate::support::{class, report, Fixture, DAY, FIRST_DAY};

const WINDOWS: [(Window, u32); 4] =
    [(Window::Day, 1), (Window::Week, 7), (Window::Month, 30), (Window::Quarter, 90)];

#[test]
fn a_window_covers_its_days_and_no_others() {
    let mut f = Fixture::new();
    for _ in 0..120 {
        f.swap_fees(1, 2);
        f.wait(DAY);
    }
    f.swap_fees(1, 2);
    let today = FIRST_DAY + 120;
    for (window, days) in WINDOWS {
        let metrics = f.metrics(window);
        assert_eq!((metrics.from_day, metrics.to_day), (today + 1 - days, today));
        assert_eq!(metrics.revenue.u128(), days.into(), "{window:?}");
        assert_eq!(metrics.lp_fees.u128(), 2 * u128::from(days));
    }
    let all = f.metrics(Window::All);
    assert_eq!((all.from_day, all.to_day, all.revenue.u128()), (FIRST_DAY, today, 121));
}

#[test]
fn no_window_begins_before_the_start() {
    let mut f = Fixture::new();
    f.wait(2 * DAY);
    for (window, days) in WINDOWS {
        let metrics = f.metrics(window);
        assert_eq!(metrics.from_day, FIRST_DAY + 2 - days.min(3) + 1, "{window:?}");
        assert_eq!(metrics.to_day, FIRST_DAY + 2);
    }
}

#[test]
fn take_counts_on_the_day_its_jobs_ended_however_late_it_comes() {
    let mut f = Fixture::new();
    f.wait(100 * DAY);
    let today = FIRST_DAY + 100;
    f.take(report(today - 3), 10);
    f.take(report(today - 95), 5);
    // Before the start there was no day to book it to.
    f.take(report(0), 1);
    let take = |window| f.metrics(window).take.u128();
    assert_eq!((take(Window::Day), take(Window::Week), take(Window::Quarter)), (0, 10, 10));
    assert_eq!(take(Window::All), 16);
    assert_eq!(f.balances()[0], 16);
}

#[test]
fn a_burn_counts_on_the_day_it_was_executed() {
    let mut f = Fixture::new();
    f.take(report(FIRST_DAY), 1_000);
    f.wait(DAY);
    f.distribute().unwrap();
    f.slash(3);
    let today = f.metrics(Window::Day);
    assert_eq!((today.take.u128(), today.burned_revenue.u128(), today.stakers.u128()), (0, 600, 250));
    assert_eq!((today.burned_slashes.u128(), today.net_supply_change.as_str()), (3, "-603"));
    f.wait(DAY);
    assert_eq!(f.metrics(Window::Day).net_supply_change, "0");
}

#[test]
fn prices_need_30_days_of_history_and_something_to_divide_by() {
    let mut f = Fixture::new();
    f.take(TakeReport { volume: Uint128::new(50_000), ..report(FIRST_DAY) }, 1_000);
    f.wait(30 * DAY - 1);
    let all = f.metrics(Window::All);
    assert_eq!((all.price_to_fees_bps, all.price_to_sales_bps), (None, None));
    f.wait(1);
    // 1,000 of revenue and 50,000 of volume in 30 days.
    let all = f.metrics(Window::All);
    let price = |of: u128| Uint128::new(f.supply() / (of * 365) * 30 * 10_000);
    let near = |got: Option<Uint128>, of| {
        let (got, expected) = (got.unwrap(), price(of));
        assert!(got >= expected && got - expected <= Uint128::new(300_000), "{got} {expected}");
    };
    near(all.price_to_fees_bps, 1_000);
    near(all.price_to_sales_bps, 50_000);
    let today = f.metrics(Window::Day);
    assert_eq!((today.price_to_fees_bps, today.price_to_sales_bps), (None, None));
    f.swap_fees(7, 0);
    let today = f.metrics(Window::Day);
    assert!(today.price_to_fees_bps.is_some() && today.price_to_sales_bps.is_none());
}

#[test]
fn prices_are_exact() {
    let mut f = Fixture::new();
    f.wait(73 * DAY);
    f.swap_fees(1_000, 0);
    // A fifth of a year: 5,000 a year.
    let expected = f.supply() * 10_000 / 5_000;
    assert_eq!(f.metrics(Window::All).price_to_fees_bps.unwrap().u128(), expected);
    // Over 90 days the window begins at the contract's start, as it is younger.
    let quarter = f.metrics(Window::Quarter).price_to_fees_bps.unwrap().u128();
    assert_eq!(quarter, expected);
}

#[test]
fn utilisation_is_of_the_gpus_proven_now() {
    let mut f = Fixture::with_classes(vec![class("a", 3), class("b", 1)]);
    assert_eq!(f.metrics(Window::All).utilisation_bps, None, "no time has passed");
    f.wait(1_000);
    f.take(TakeReport { gpu_seconds: Uint128::new(1_000), ..report(FIRST_DAY) }, 1);
    let all = f.metrics(Window::All);
    assert_eq!(all.utilisation_bps, Some(2_500));
    assert_eq!(all.classes, [class("a", 3), class("b", 1)]);
    f.take(TakeReport { gpu_seconds: Uint128::new(u128::MAX >> 20), ..report(FIRST_DAY) }, 1);
    assert_eq!(f.metrics(Window::All).utilisation_bps, Some(u32::MAX), "more than could be served");

    let mut f = Fixture::new();
    f.wait(1_000);
    assert_eq!(f.metrics(Window::All).utilisation_bps, None, "no proven GPUs");
}

#[test]
fn an_empty_history_is_all_zero() {
    let metrics = Fixture::new().metrics(Window::All);
    assert_eq!((metrics.self_dealing_bps, metrics.top_payer_bps, metrics.top_payer_error_bps), (0, 0, 0));
    assert_eq!((metrics.user_fees, metrics.pending, metrics.jobs), Default::default());
    assert_eq!(metrics.net_supply_change, "0");
}
