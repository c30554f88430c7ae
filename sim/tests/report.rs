//! The report: complete, self-contained, well-formed, safe against hostile names, and honest in its titles.

mod common;

use common::sample;
use sim::report::backing::{Backing, CallRow, Leaving};
use sim::report::data::{OutcomeBucket, ReportData, Revenue};
use sim::report::{findings, format, render, scale, write};

/// The element names of a page, opening ones `a`, closing ones `/a`, self-closing ones left out.
fn tags(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for piece in page.split('<').skip(1) {
        let Some((tag, _)) = piece.split_once('>') else { continue };
        let name = tag.split_whitespace().next().unwrap_or_default();
        let is_void = tag.ends_with('/') || matches!(name, "!doctype" | "meta");
        if !is_void {
            out.push(name.to_owned());
        }
    }
    out
}

fn assert_well_formed(page: &str) {
    let (before, rest) = page.split_once("<script>").expect("a script");
    let (_, after) = rest.split_once("</script>").expect("its end");
    let mut open = Vec::new();
    for tag in tags(&format!("{before}{after}")) {
        match tag.strip_prefix('/') {
            Some(name) => assert_eq!(open.pop().as_deref(), Some(name)),
            None => open.push(tag),
        }
    }
    assert!(open.is_empty(), "left open: {open:?}");
    for nonsense in ["NaN", "inf\"", "inf ", "-0.0\""] {
        assert!(!page.contains(nonsense), "the page contains {nonsense:?}");
    }
}

#[test]
fn a_page_shows_every_chart_and_asks_nobody_for_anything() {
    for days in [1, 3, 14, 90] {
        let page = render(&sample(days));
        assert_well_formed(&page);
        // Price and collateral of three classes, relation, outcomes, network, revenue, and a path for each of
        // 20 providers. Four of them are drawn for telephones too.
        assert_eq!(page.matches("<svg ").count(), 34);
        assert_eq!(page.matches("<svg ").count(), page.matches("role=\"img\" aria-label=\"").count());
        for outside in ["http:", "https:", "src=", "@import", "url(", "<link", "fetch("] {
            assert!(!page.contains(outside), "the page contains {outside:?}");
        }
    }
}

#[test]
fn a_page_is_written_to_a_file() {
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("sample-report.html");
    let data = sample(3);
    write(&data, &path).unwrap();
    assert_eq!(std::fs::read_to_string(&path).unwrap(), render(&data));
    let refusal = write(&data, std::path::Path::new("no/such/folder/report.html")).unwrap_err();
    assert!(refusal.to_string().contains("no/such/folder/report.html"));
}

/// Reading a float back may be off by its last bit, which no page shows.
#[test]
fn data_kept_as_json_render_to_the_same_page() {
    let data = sample(2);
    let text = serde_json::to_string(&data).unwrap();
    assert!(render(&serde_json::from_str(&text).unwrap()) == render(&data));
}

#[test]
fn hostile_names_stay_text() {
    let mut data = sample(2);
    let hostile = "<script>alert('x')</script>\"&";
    data.title = hostile.to_owned();
    data.source = hostile.to_owned();
    data.classes[0].name = hostile.to_owned();
    data.providers[0].name = hostile.to_owned();
    data.backing.leaving.as_mut().unwrap().provider = hostile.to_owned();
    data.vault.as_mut().unwrap().provider = hostile.to_owned();
    data.phases[0].label = hostile.to_owned();
    let page = render(&data);
    assert_eq!(page.matches("<script>").count(), 1);
    assert_well_formed(&page);
}

fn empty() -> ReportData {
    ReportData {
        classes: Vec::new(),
        network: Vec::new(),
        outcomes: Vec::new(),
        providers: Vec::new(),
        backing: Backing::default(),
        vault: None,
        revenue: Revenue::default(),
        volume: 0.0,
        phases: Vec::new(),
        ..sample(1)
    }
}

#[test]
fn a_run_in_which_nothing_happened_still_renders() {
    assert_well_formed(&render(&empty()));
    let mut data = sample(2);
    for class in &mut data.classes {
        class.points.clear();
    }
    for provider in &mut data.providers {
        provider.reputation.clear();
    }
    data.network.truncate(1);
    data.outcomes.truncate(1);
    assert_well_formed(&render(&data));
    for class in &mut data.classes {
        class.points = sample(2).classes[0].points[..1].to_vec();
    }
    assert_well_formed(&render(&data));
}

#[test]
fn prices_are_said_to_follow_only_where_they_do() {
    let mut data = sample(3);
    assert_eq!(findings::prices(&data), "GPU time grew dearer as GPUs grew busy, in every class");
    for point in &mut data.classes[1].points {
        point.price = 10.0 - point.utilisation;
    }
    assert_eq!(findings::prices(&data), "Prices followed utilisation in 2 of 3 classes");
    // A class without samples counts as one that did not follow.
    data.classes[0].points.clear();
    data.classes[2].points.clear();
    assert_eq!(findings::prices(&data), "Prices followed utilisation weakly, if at all");
    assert_eq!(findings::prices(&empty()), "Prices and utilisation: too few samples to compare");
}

#[test]
fn a_price_that_rises_as_net_falls_is_not_said_to_follow_load() {
    let mut class = sample(3).classes.remove(0);
    for (i, point) in class.points.iter_mut().enumerate() {
        // As many busy hours before the fall as after it, and the price of all of them doubles with it.
        point.utilisation = (i % 36) as f64;
        point.price = point.utilisation;
        if i >= 36 {
            (point.price, point.index) = (2.0 * point.price, 2.0);
        }
    }
    assert_eq!(class.correlation(), Some(1.0));
    assert_eq!((class.points[40].price, class.points[40].deflated()), (8.0, 4.0));
    // Where nothing but the fall moves the price, nothing is said to follow anything.
    class.points.iter_mut().for_each(|point| point.price = point.index);
    assert_eq!(class.correlation(), None);
    // Hours within the fall are compared with none: each has its own price level.
    for (i, point) in class.points.iter_mut().enumerate() {
        point.index = if (30..54).contains(&i) { 1.0 + i as f64 } else { 1.0 + (i / 54) as f64 };
        point.price = if (30..54).contains(&i) { -point.utilisation } else { point.utilisation };
    }
    assert_eq!(class.correlation(), Some(1.0));
}

#[test]
fn calls_and_collateral_are_summed_up() {
    let mut data = sample(7);
    assert_eq!(findings::calls(&data), "32 of 40 calls served; 8 defaults paid 80 % of the credits' price");
    assert_eq!(
        findings::collateral(&data),
        "No class's collateral fell below 110 % of its credits' recent price; the provider with least had 100 %"
    );
    data.backing.calls = CallRow { made: 1, served: 1, ..CallRow::default() };
    assert_eq!(findings::calls(&data), "1 of 1 call served; nobody defaulted");
    assert_eq!(findings::calls(&empty()), "No job had to be called");
    assert_eq!(findings::collateral(&empty()), "Collateral of open credits over their price: no samples");
    let burns = sample(7).backing.burns;
    assert_eq!(burns.total(), 100.0);
    assert!(burns.sources().contains(&("penalties for defaults", 4.0)));
}

#[test]
fn who_leaves_is_told_of_as_far_as_it_got() {
    let leaving = sample(7).backing.leaving.unwrap();
    assert_eq!(
        leaving.sentence(),
        "provider-18 left on day 2, 00:00 owing 96 GPU-hours; by day 2, 06:00 it had redeemed them, and it took 450 NET \
         of its bond back"
    );
    assert_eq!(
        Leaving { left: 12.4, free_at: None, ..leaving }.sentence(),
        "provider-18 left on day 2, 00:00 owing 96 GPU-hours; 12 are left, and it took 450 NET of its bond back"
    );
}

#[test]
fn what_backed_a_cheat_is_told_of_as_far_as_it_got() {
    let mut vault = sample(7).vault.unwrap();
    assert_eq!(
        findings::vault(&vault),
        "2 NET of the stake behind provider-14 burned, and whoever left before the verdict lost no less"
    );
    assert_eq!(
        vault.sentences(),
        "Two delegators staked 200 NET behind provider-14, which backed 12 of its jobs. 2 NET of it burned together with the provider's \
         own locks; nobody was paid from it, and it is no revenue. One of them left on day 2, 05:00, when the provider had delivered a \
         forged result, with 100 NET; on day 2, 08:00 it was paid 99 and had lost 1.0 %. The other one stayed and had lost 0.5 % by then, its pay counted."
    );
    let exit = vault.exit.as_mut().unwrap();
    exit.stays = 98.0;
    assert_eq!(
        findings::vault(&vault),
        "2 NET of the stake behind provider-14 burned; whoever left before the verdict lost 1.0 %"
    );
    vault.exit.as_mut().unwrap().paid_at = None;
    assert_eq!(findings::vault(&vault), "2 NET of the stake behind provider-14 burned");
    assert!(vault.sentences().ends_with("with 100 NET, which still waits for jobs."));
    vault.burned = 0.0;
    assert_eq!(findings::vault(&vault), "Nothing of the stake behind provider-14 burned");
}

#[test]
fn the_busy_premium_is_the_ratio_of_median_prices() {
    let mut data = sample(1);
    data.classes.truncate(1);
    for (i, point) in data.classes[0].points.iter_mut().enumerate() {
        point.utilisation = i as f64 / 24.0;
        point.price = if i < 12 { 4.0 } else { 5.0 };
    }
    assert_eq!(findings::relation(&data), "The busiest quarter of hours cost 25 % more than the calmest");
    for point in &mut data.classes[0].points {
        point.price = 1.0;
    }
    assert_eq!(findings::relation(&data), "Busy hours cost no more than calm ones");
}

#[test]
fn outcomes_are_counted_in_words() {
    let mut data = sample(1);
    data.outcomes = vec![OutcomeBucket { hour: 0.0, counts: [95, 3, 0, 0, 1, 1, 0], priced_out: 0 }];
    assert_eq!(findings::outcomes(&data), "95.0 % of 100 jobs settled; 1 fraud caught, 1 deadline missed");
    data.outcomes[0].counts = [1_000, 0, 0, 0, 0, 2, 0];
    assert_eq!(findings::outcomes(&data), "99.8 % of 1,002 jobs settled; 2 frauds were caught");
    data.outcomes[0].counts = [10, 0, 0, 0, 0, 0, 0];
    assert_eq!(findings::outcomes(&data), "100 % of 10 jobs settled; no provider was at fault");
    data.outcomes[0].priced_out = 4;
    let priced_out = "100 % of 10 jobs settled; no provider was at fault; 4 demands were priced out";
    assert_eq!(findings::outcomes(&data), priced_out);
    assert_eq!(findings::outcomes(&empty()), "No job ended");
}

#[test]
fn a_supply_that_did_not_fall_is_not_said_to_have() {
    let mut data = sample(1);
    let (first, last) = (0, data.network.len() - 1);
    data.network[first].supply = 1_000.0;
    data.network[last].supply = 990.0;
    data.network[last].burned = 10.0;
    assert_eq!(findings::network(&data), "10 NET burned: 1.0 % less supply than at the start");
    data.network[last].supply = 999.99;
    assert_eq!(findings::network(&data), "10 NET burned, of a supply of 1,000");
    data.network[last].supply = 1_000.0;
    assert_eq!(findings::network(&data), "10 NET burned; supply did not fall");
    data.network[last].burned = 0.0;
    assert_eq!(findings::network(&data), "Nothing was burned");
}

#[test]
fn revenue_and_reputation_are_summed_up() {
    let mut data = sample(1);
    data.revenue = Revenue { take: 75.0, swap_fees: 20.0, spread: 5.0, burned: 60.0, ..Revenue::default() };
    assert_eq!(findings::revenue(&data), "75 % of revenue was the take on jobs; 60 % of it was burned");
    assert_eq!(findings::revenue(&empty()), "No revenue yet");
    data.providers.truncate(2);
    data.providers[0].reputation = vec![0.1, 0.6];
    data.providers[1].reputation = vec![0.1, 0.02];
    data.providers[1].frauds = 1;
    assert_eq!(
        findings::providers(&data),
        "Honest providers reached 60 % in the middle; the provider that cheated ended at 2.0 %"
    );
}

#[test]
fn numbers_read_well() {
    for (value, expected) in [
        (0.0, "0"),
        (0.01234, "0.0123"),
        (12.0, "12"),
        (456.78, "457"),
        (1_234.5, "1,234"),
        (9_999.6, "10k"),
        (45_600.0, "45.6k"),
        (999_600.0, "1M"),
        (1_234_000.0, "1.23M"),
        (2.5e9, "2.5B"),
        (-3.5, "−3.5"),
    ] {
        assert_eq!(format::compact(value), expected);
    }
    assert_eq!(format::whole(-1_234_567.0), "−1,234,567");
    for (share, expected) in [
        (0.0, "0 %"),
        (0.000_42, "0.042 %"),
        (0.031, "3.1 %"),
        (0.42, "42 %"),
        (0.973, "97.3 %"),
        (1.0, "100 %"),
    ] {
        assert_eq!(format::percent(share), expected);
    }
    assert_eq!(format::moment(38.5), "day 2, 14:30");
    assert_eq!(format::duration(48.21), "48.2 s");
    assert_eq!(format::duration(185.0), "3 min 05 s");
    assert_eq!(format::tick(99_999_500.0, 500.0), "99,999,500");
    assert_eq!(format::tick(0.25, 0.05), "0.25");
}

#[test]
fn axes_are_round_and_cover_their_values() {
    assert_eq!(scale::round_domain([0.0, 9.3], 4, false), (0.0, 10.0, 5.0));
    let (low, high, step) = scale::round_domain([2.11, 2.87], 4, false);
    assert!(low <= 2.11 && high >= 2.87 && (step - 0.2).abs() < 1e-12);
    assert_eq!(scale::ticks(0.0, 10.0, 5.0), [0.0, 5.0, 10.0]);
    // Nothing, and a constant, still make an axis.
    for values in [vec![], vec![5.0], vec![0.0, 0.0]] {
        let (low, high, step) = scale::round_domain(values, 4, false);
        assert!(high > low && step > 0.0);
    }
}
