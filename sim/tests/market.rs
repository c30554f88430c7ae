//! A short run of the demo's market: everyone plays their part, every job ends, every invariant holds at the end (the
//! engine checks them itself), and the report shows what the chain says.

use market_tests::shared;
use sim::demand::{self, scale::Scale};
use sim::engine::{total_gpus, Engine, Summary};
use sim::report::data::Outcome;
use sim::{report, table, trace};

fn run(stream: &[demand::Demand], jobs: usize, days: u32, seed: u64) -> (Engine, Summary) {
    let scale = Scale {
        jobs,
        days,
        mean_gpus: Some(f64::from(total_gpus()) * 0.6),
        longest: 12 * 3_600,
        most_gpus: 8,
    };
    let mut engine = Engine::new(scale.apply(stream), days, seed).expect("the market opens");
    let mut seen = 0;
    engine.run(|_| seen += 1).expect("the market runs to the end");
    assert!(seen >= days * 24, "progress is told every hour, got {seen}");
    let summary = engine.summary("A short run", "the test", seed).expect("the chain answers");
    (engine, summary)
}

#[test]
fn a_short_run_settles_the_honest_and_catches_the_others() {
    let (engine, summary) = run(&demand::generate(1_500, 7, 6), 1_500, 7, 6);
    let data = &summary.report;
    let totals = data.outcome_totals();
    let requested: u64 = data.classes.iter().map(|class| class.jobs).sum();
    assert_eq!(totals.iter().sum::<u64>(), requested, "every job ended");
    assert_eq!(totals[0], summary.metrics.jobs, "the fee-collector has seen every settled job");
    let count = |outcome| Outcome::ALL.iter().position(|other| *other == outcome).map(|i| totals[i]);
    assert!(count(Outcome::Fraud) > Some(0), "the forger was caught: {totals:?}");
    assert!(count(Outcome::Late) > Some(0), "the staller was caught: {totals:?}");
    assert!(data.slashed() > 0.0);
    let honest = data.providers.iter().filter(|p| p.frauds + p.late == 0).map(|p| p.score());
    let caught = data.providers.iter().filter(|p| p.frauds + p.late > 0).map(|p| p.score());
    let (worst_honest, best_caught) = (honest.fold(1.0, f64::min), caught.fold(0.0, f64::max));
    assert!(best_caught < worst_honest, "reputation tells them apart: {best_caught} and {worst_honest}");
    let burned = summary.metrics.burned_revenue.u128() + summary.metrics.burned_slashes.u128();
    let last = data.network.last().expect("samples");
    assert!(
        (last.burned - burned as f64 / 1e6).abs() < 1e-6,
        "{} on the chart, {burned} on the chain",
        last.burned
    );

    calls_are_made_and_ignored_ones_closed(&summary);
    thin_debts_are_closed_and_the_books_are_the_chains(&engine, &summary);

    let page = report::render(data);
    assert!(page.contains("</html>") && !page.contains("src=") && !page.contains("http"), "self-contained");
    let shown = table::render(&summary);
    for part in ["settled", "Rank correlation", "burned from revenue", "ampere-4", "Coverage", "deficit"] {
        assert!(shown.contains(part), "`{part}` is missing from the table:\n{shown}");
    }
}

fn calls_are_made_and_ignored_ones_closed(summary: &Summary) {
    let data = &summary.report;
    let calls = data.backing.calls;
    assert!(calls.made > 0 && calls.accepted > 0 && calls.ignored > 0, "{calls:?}");
    assert!(calls.accepted + calls.passed + calls.ignored == calls.made, "every call ends: {calls:?}");
    assert!(calls.settled <= calls.accepted && calls.made <= calls.standard, "{calls:?}");
    let sum = |count: fn(&report::data::ProviderRow) -> u64| data.providers.iter().map(count).sum::<u64>();
    assert_eq!((sum(|p| p.calls), sum(|p| p.ignored)), (calls.made, calls.passed + calls.ignored));
    let deaf = data.providers.iter().find(|p| p.name == "ampere-7").expect("the one that ignores calls");
    assert_eq!((deaf.calls, deaf.ignored), (calls.ignored, calls.ignored));
    let closings = &data.backing.closings;
    assert!(
        closings.iter().any(|c| c.debtor.as_deref() == Some("ampere-7") && c.called),
        "what was not honoured is closed: {closings:?}"
    );
}

fn thin_debts_are_closed_and_the_books_are_the_chains(engine: &Engine, summary: &Summary) {
    let data = &summary.report;
    let backing = &data.backing;
    let thin = backing.closings.iter().find(|c| c.thin).expect("the margin that slipped is closed");
    assert_eq!(thin.debtor.as_deref(), Some("ampere-6"));
    assert!(thin.ended.is_some() && thin.weight() > 0.0, "{thin:?}");
    for delivery in &backing.deliveries {
        assert!((0.5..=1.2501).contains(&delivery.relative) && delivery.credits > 0.0, "{delivery:?}");
    }
    assert!(!backing.deliveries.is_empty(), "the keeper delivered");
    let leaving = backing.leaving.as_ref().expect("one asked to leave");
    assert!(leaving.owed > 0.0 && leaving.left < leaving.owed, "{leaving:?}");
    assert_eq!(backing.books.len(), data.classes.len());
    for (book, class) in backing.books.iter().zip(&data.classes) {
        let chain = engine.market().book(&class.name);
        let shown = [book.deficit, book.reserve_owed].map(|hours| (hours * 3_600e6).round() as u128);
        assert_eq!(shown, [chain.deficit.u128(), chain.reserve_obligation.u128()], "{}", class.name);
        assert_eq!((book.reserve * 1e6).round() as u128, chain.reserve.u128(), "{}", class.name);
        assert!((0.0..=1.0).contains(&book.funded), "{book:?}");
    }
    for points in &backing.points {
        assert!(points.len() > 168 && points.iter().all(|p| p.weakest <= p.coverage), "{points:?}");
    }
}

#[test]
fn the_real_traces_run() {
    let Some(folder) = shared::folder() else {
        println!("SKIPPED: no shared traces (set COMPUTE_AMM_SHARED, or put `shared` beside the checkout)");
        return;
    };
    let file = |name: &str| folder.join("data/gpu-traces").join(name);
    let cluster = [file("philly_vc_arrivals_gavel_mit.csv"), file("philly_runtimes_alibaba2020_ccby.csv")];
    for paths in [&cluster[..], &[file("azure_llm_inference_2023.csv")]] {
        let stream = trace::load(paths, 3).expect("the real files load");
        let (_, summary) = run(&stream, 200, 2, 3);
        assert!(summary.metrics.jobs > 50, "{} settled", summary.metrics.jobs);
    }
}
