//! What a finished run has to show.

use std::collections::BTreeMap;

use anyhow::Result;
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use api::lease_market::LeaseState;

use super::ledger::net;
use super::record::Calls;
use super::Engine;
use crate::report::backing::{Backing, Burns, CallRow, ClassDefaults, Fall};
use crate::report::data::{ClassSeries, NetworkPoint, Phase, ProviderRow, ReportData, Revenue};

/// A finished run.
pub struct Summary {
    /// What the report shows.
    pub report: ReportData,
    /// Counts for the plain table.
    pub counts: Vec<(&'static str, u64)>,
    /// The fee-collector's own account of the whole run.
    pub metrics: MetricsResponse,
}

pub(super) fn summary(engine: &Engine, title: &str, source: &str, seed: u64) -> Result<Summary> {
    let record = &engine.record;
    let metrics: MetricsResponse =
        engine.market.ask(&engine.market.at.fee_collector, &FeeQuery::Metrics { window: Window::All })?;
    let mut gpus: BTreeMap<usize, u32> = BTreeMap::new();
    for provider in &engine.providers {
        *gpus.entry(provider.class).or_default() += provider.gpus;
    }
    let classes = record
        .names
        .iter()
        .enumerate()
        .map(|(i, name)| ClassSeries {
            name: name.clone(),
            gpus: gpus.get(&i).copied().unwrap_or_default(),
            jobs: record.requested[i],
            points: record.points[i].clone(),
        })
        .collect();
    let network = record
        .supply
        .iter()
        .map(|&(hour, supply)| NetworkPoint {
            hour,
            supply: net(supply),
            burned: net(engine.market.issued - supply),
        })
        .collect();
    let providers = engine
        .providers
        .iter()
        .map(|provider| ProviderRow {
            name: provider.name.clone(),
            class: provider.class,
            reputation: provider.reputation.iter().map(|bps| f64::from(*bps) / 10_000.0).collect(),
            settled: provider.settled,
            late: provider.late,
            frauds: provider.frauds,
            earned: net(provider.earned),
            slashed: net(provider.slashed),
            calls: provider.calls,
            defaults: provider.defaults,
        })
        .collect();
    let revenue = Revenue {
        take: net(metrics.take.u128()),
        swap_fees: net(metrics.swap_fees.u128()),
        spread: net(metrics.spread.u128()),
        burned: net(metrics.burned_revenue.u128()),
        stakers: net(metrics.stakers.u128()),
        liquidity: net(metrics.liquidity.u128()),
        pending: net(metrics.pending.u128()),
    };
    let backing = backing(engine, &metrics);
    let (calls, leases) = (record.calls, &engine.leases);
    let report = ReportData {
        title: title.to_owned(),
        source: source.to_owned(),
        seed,
        days: record.days,
        classes,
        network,
        outcomes: record.outcomes.clone(),
        providers,
        revenue,
        backing,
        protocol: engine.protocol(),
        vault: Some(engine.backed.vault.clone()),
        volume: net(record.paid),
        phases: record
            .phases
            .iter()
            .map(|(label, seconds)| Phase { label: (*label).to_owned(), seconds: *seconds })
            .collect(),
    };
    let counts = vec![
        ("demands", engine.demand.len() as u64),
        ("of those priced out", record.priced_out),
        ("requests refused behind another in their block", record.behind),
        ("jobs requested", record.requested()),
        ("of those paid in dollars", record.in_dollars),
        ("of those standard jobs", calls.standard),
        ("calls made", calls.made),
        ("of those accepted", calls.accepted),
        ("of those served", calls.settled),
        ("defaults: by the one that ignores every call", calls.ignored),
        ("defaults: accepted and not delivered", calls.stalled),
        ("defaults: no free GPUs", calls.passed),
        ("standard jobs that nobody could be called for", calls.uncallable),
        ("inputs asked for on chain", calls.asked),
        ("of those withheld", calls.withheld),
        ("settled by attestation", record.attested),
        ("settled by a RISC Zero receipt", record.receipts),
        ("settled by a proof of SP1", record.sp1),
        ("settled by Groth16 under a registered key", record.keyed),
        ("approved by its client", record.approved),
        ("accepted by another contract", record.accepted),
        ("settled on demand, doubted by nobody", record.demand[0]),
        ("settled on demand, doubted and proven", record.demand[1]),
        ("doubted on demand, not proven and slashed", record.demand[2]),
        ("acceptances declined by the registry", record.declined),
        ("additions to bonds", record.top_ups),
        ("providers' trades", record.trades[0]),
        ("of those refused", record.trades[1]),
        ("leases requested", leases.requested),
        ("of those ended at their end", leases.count(LeaseState::Ended)),
        ("of those, after a top-up", leases.extended),
        ("of those, after a notice of 120 s", leases.notices),
        ("leases closed by their client", leases.count(LeaseState::Closed)),
        ("of those, in their first minute", leases.unpaid),
        ("leases closed for a host's silence", leases.count(LeaseState::Silent)),
        ("NET that silent hosts paid to clients", net(leases.slashed) as u64),
        ("GPU-hours served on lease", leases.gpu_hours()),
        ("buy-backs", record.cranks[0]),
        ("buy-backs refused for now", record.cranks[1]),
        ("additions to the protocol's liquidity", record.additions),
    ];
    Ok(Summary { report, counts, metrics })
}

/// What stands behind credits, by the chain's own books.
fn backing(engine: &Engine, metrics: &MetricsResponse) -> Backing {
    let Calls { standard, made, accepted, settled, passed, ignored, stalled, uncallable, .. } =
        engine.record.calls;
    let hours = |seconds: u64| seconds as f64 / 3_600.0;
    let defaulted = passed + ignored + stalled;
    let counts =
        CallRow { standard, made, accepted, served: settled, defaulted, uncallable, ..CallRow::default() };
    let revenue = net(metrics.burned_revenue.u128());
    let classes = engine.ledger.defaults.iter().map(|class| ClassDefaults {
        number: class.number,
        damages: net(class.damages),
        value: net(class.value),
    });
    Backing {
        points: engine.ledger.points.clone(),
        calls: engine.ledger.calls(counts),
        defaults: classes.collect(),
        burns: Burns { revenue, ..engine.ledger.burns },
        leaving: engine.ledger.leaving.clone(),
        fall: Some(Fall { from: hours(engine.shock.from()), until: hours(engine.shock.until()) }),
    }
}
