//! A short run of the demo's market: everyone plays their part, every job ends, every invariant holds at the
//! end (the engine checks them itself), and the report shows what the chain says.

use market_tests::shared;
use sim::demand::{self, scale::Scale};
use sim::engine::{total_gpus, Engine, Summary};
use sim::report::data::{Outcome, ProviderRow};
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
    let of = |name| summary.counts.iter().find(|(other, _)| *other == name).map_or(0, |(_, count)| *count);
    let done = totals[0] + of("leases requested") - of("of those, in their first minute");
    assert_eq!(
        done, summary.metrics.jobs,
        "the fee-collector has seen every settled job and every lease that was paid"
    );
    let count = |outcome| Outcome::ALL.iter().position(|other| *other == outcome).map(|i| totals[i]);
    assert!(count(Outcome::Fraud) > Some(0), "the forger was caught: {totals:?}");
    assert!(count(Outcome::Late) > Some(0), "the staller was caught: {totals:?}");
    assert!(data.slashed() > 0.0);
    for name in [
        "settled by a proof of SP1",
        "settled by Groth16 under a registered key",
        "approved by its client",
        "accepted by another contract",
        "settled on demand, doubted by nobody",
        "settled on demand, doubted and proven",
        "doubted on demand, not proven and slashed",
        "of those ended at their end",
        "of those, after a top-up",
        "of those, after a notice of 120 s",
        "leases closed by their client",
        "of those, in their first minute",
        "leases closed for a host's silence",
        "NET that silent hosts paid to clients",
    ] {
        let counted = summary.counts.iter().find(|(other, _)| *other == name).map(|(_, count)| *count);
        assert!(counted > Some(0), "{name}: {counted:?}");
    }
    let left = data.backing.leaving.as_ref().map(|leaving| &leaving.provider);
    let honest = |p: &&ProviderRow| p.frauds + p.late + p.defaults == 0 && Some(&p.name) != left;
    let honest = data.providers.iter().filter(honest).map(ProviderRow::score);
    let caught = data.providers.iter().filter(|p| p.frauds + p.late > 0).map(|p| p.score());
    let (worst_honest, best_caught) = (honest.fold(1.0, f64::min), caught.fold(0.0, f64::max));
    assert!(
        best_caught < worst_honest,
        "reputation tells them apart: {best_caught} and {worst_honest}\n{}",
        table::render(&summary)
    );
    let metrics = &summary.metrics;
    let burned = (metrics.burned_revenue + metrics.burned_slashes + metrics.burned_backing).u128();
    let last = data.network.last().expect("samples");
    assert!(
        (last.burned - burned as f64 / 1e6).abs() < 1e-6,
        "{} on the chart, {burned} on the chain",
        last.burned
    );

    calls_are_served_or_paid_for(&summary);
    what_was_burned_adds_up(&summary);
    one_leaves_and_collateral_is_the_chains(&engine, &summary);
    the_protocol_is_in_the_pools(&summary);
    a_fraud_burns_what_backs_it(&summary);

    let page = report::render(data);
    assert!(page.contains("</html>") && !page.contains("src=") && !page.contains("http"), "self-contained");
    let shown = table::render(&summary);
    for part in [
        "settled",
        "Rank correlation",
        "penalties for defaults",
        "ampere-4",
        "Collateral",
        "damages",
        "Launch pool",
        "of its mean price",
        "burned from stake behind providers",
        "Two delegators staked",
    ] {
        assert!(shown.contains(part), "`{part}` is missing from the table:\n{shown}");
    }
}

fn calls_are_served_or_paid_for(summary: &Summary) {
    let data = &summary.report;
    let calls = data.backing.calls;
    assert!(calls.made > 0 && calls.served > 0 && calls.defaulted > 0, "{calls:?}");
    assert!(calls.served + calls.defaulted <= calls.made && calls.made <= calls.standard, "{calls:?}");
    assert!(calls.served <= calls.accepted, "{calls:?}");
    let sum = |count: fn(&ProviderRow) -> u64| data.providers.iter().map(count).sum::<u64>();
    assert_eq!((sum(|p| p.calls), sum(|p| p.defaults)), (calls.made, calls.defaulted));
    let deaf = data.providers.iter().find(|p| p.name == "ampere-7").expect("the one that ignores calls");
    assert!(deaf.calls > 0 && deaf.defaults == deaf.calls && deaf.slashed > 0.0, "{deaf:?}");
    let paid = calls.over_price().expect("somebody defaulted");
    assert!((0.5..=1.0).contains(&paid), "damages of {paid} of the recent price: {calls:?}");
    let number: u64 = data.backing.defaults.iter().map(|class| class.number).sum();
    assert_eq!(number, calls.defaulted, "{:?}", data.backing.defaults);
}

fn what_was_burned_adds_up(summary: &Summary) {
    let burns = summary.report.backing.burns;
    assert!(burns.sources().iter().all(|(_, amount)| *amount > 0.0), "{burns:?}");
    let slashes = summary.metrics.burned_slashes.u128() as f64 / 1e6;
    let own = burns.total() - burns.revenue - burns.backing;
    assert!((own - slashes).abs() < 1e-6, "{burns:?}, by the chain {slashes}");
}

fn one_leaves_and_collateral_is_the_chains(engine: &Engine, summary: &Summary) {
    let backing = &summary.report.backing;
    let leaving = backing.leaving.as_ref().expect("one leaves");
    assert!(leaving.owed > 0.0 && leaving.left == 0.0 && leaving.free_at.is_some(), "{leaving:?}");
    assert!(leaving.withdrawn > 0.0, "{leaving:?}");
    for (points, class) in backing.points.iter().zip(&summary.report.classes) {
        assert!(
            points.len() > 168 && points.iter().all(|p| p.weakest <= p.collateral * 1.000_001),
            "{points:?}"
        );
        let owed = engine.market().class(&class.name).owed.u128();
        let last = points.last().expect("samples");
        assert_eq!((last.owed * 3_600e6).round() as u128, owed, "{}", class.name);
        assert!(points.iter().all(|p| p.weakest > 0.0 && p.price > 0.0), "{points:?}");
    }
}

/// One class began with credits alone and its price rose as they were sold; revenue was sold at the means' price, and NET went
/// to the pools that are no launch pools.
fn the_protocol_is_in_the_pools(summary: &Summary) {
    let protocol = &summary.report.protocol;
    let launch = protocol.launch.as_ref().expect("one class launches");
    let (first, most) = launch.span().expect("samples");
    assert!(first.net == 0.0 && first.credits > 0.0, "{first:?}");
    assert!(most.credits < first.credits && most.net > 0.0 && most.price > first.price, "{first:?} {most:?}");
    for pair in launch.points.windows(2).filter(|pair| pair[1].credits < pair[0].credits) {
        assert!(pair[1].price > pair[0].price, "the price rises as credits are sold: {pair:?}");
    }
    let bought: f64 = protocol.buy_backs.iter().map(|sale| sale.bought).sum();
    assert!(
        bought > 0.0 && (bought - summary.metrics.bought_back.u128() as f64 / 1e6).abs() < 1e-5,
        "{bought}"
    );
    for sale in protocol.buy_backs.iter().filter(|sale| sale.bought > 0.0) {
        let share = sale.over_mean().expect("it was sold");
        // At most the fee, its own impact and 1 % less; more where the spot is above the mean.
        assert!((0.97..1.5).contains(&share), "{sale:?}");
    }
    let put_in: f64 = protocol.treasury.iter().map(|pool| pool.put_in).sum();
    assert!(
        (put_in - summary.metrics.liquidity_added.u128() as f64 / 1e6).abs() < 1e-5 && put_in > 0.0,
        "{put_in}"
    );
    assert!(protocol.treasury.iter().all(|pool| pool.pool != launch.class), "{protocol:?}");
}

/// Stake behind the forger burns in a line of its own, and no revenue comes of it. Who left when the forgery was delivered waited for the
/// verdict and lost what who stayed did, but for a stream that goes on.
fn a_fraud_burns_what_backs_it(summary: &Summary) {
    let vault = summary.report.vault.as_ref().expect("one provider is backed");
    assert!(vault.provider == "ampere-4" && vault.jobs > 0 && vault.streamed > 0.0, "{vault:?}");
    let burned = summary.metrics.burned_backing.u128() as f64 / 1e6;
    let shown = summary.report.backing.burns.backing;
    assert!(
        burned > 0.0 && (vault.burned - burned).abs() < 1e-6 && (shown - burned).abs() < 1e-6,
        "{vault:?}, {burned}"
    );
    let forger = summary.report.providers.iter().find(|provider| provider.name == vault.provider);
    assert!(
        forger.is_some_and(|forger| burned < forger.slashed),
        "no more of others than of its own: {forger:?}"
    );
    let exit = vault.exit.expect("one leaves");
    let paid_at = exit.paid_at.expect("it was let go, and claimed");
    assert!(paid_at > exit.hour && exit.paid < exit.left, "{exit:?}");
    assert!(exit.lost() >= exit.lost_by_staying() && exit.lost() - exit.lost_by_staying() < 0.01, "{exit:?}");
    let revenue = summary.report.revenue;
    let earned = revenue.take + revenue.swap_fees + revenue.spread;
    let went = revenue.burned + revenue.stakers + revenue.liquidity + revenue.pending;
    assert!((earned - went).abs() < 1e-3, "{revenue:?}");
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
