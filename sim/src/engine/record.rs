//! What is noted along the way, and the summary made of it at the end.

use std::collections::BTreeMap;
use std::time::Instant;

use anyhow::Result;
use api::fee_collector::{BalancesResponse, MetricsResponse, QueryMsg as FeeQuery, Window};
use market_tests::Market;

use super::calls::Calls;
use super::jobs::net;
use super::Engine;
use crate::report::backing::{Backing, CallRow, Fall};
use crate::report::data::{
    ClassPoint, ClassSeries, NetworkPoint, Outcome, OutcomeBucket, Phase, ProviderRow, ReportData, Revenue,
};

/// Hours per bucket of the outcomes' chart.
const BUCKET: f64 = 6.0;

/// Counters and samples of a run.
pub struct Record {
    days: u32,
    names: Vec<String>,
    requested: Vec<u64>,
    priced_out: u64,
    declined: u64,
    receipts: u64,
    attested: u64,
    in_dollars: u64,
    trades: [u64; 2],
    top_ups: u64,
    points: Vec<Vec<ClassPoint>>,
    supply: Vec<(f64, u128)>,
    outcomes: Vec<OutcomeBucket>,
    paid: u128,
    phases: Vec<(&'static str, f64)>,
    pub(super) calls: Calls,
}

/// A finished run.
pub struct Summary {
    /// What the report shows.
    pub report: ReportData,
    /// Counts for the plain table.
    pub counts: Vec<(&'static str, u64)>,
    /// The fee-collector's own account of the whole run.
    pub metrics: MetricsResponse,
}

impl Record {
    pub(super) fn new(market: &Market, days: u32, classes: usize) -> Self {
        Self {
            days,
            names: market.wiring.classes.iter().map(|class| class.class.clone()).collect(),
            requested: vec![0; classes],
            priced_out: 0,
            declined: 0,
            receipts: 0,
            attested: 0,
            in_dollars: 0,
            trades: [0; 2],
            top_ups: 0,
            points: vec![vec![]; classes],
            supply: vec![],
            outcomes: vec![],
            paid: 0,
            phases: vec![],
            calls: Calls::default(),
        }
    }

    pub(super) fn days(&self) -> u32 {
        self.days
    }

    pub(super) fn requested(&self) -> u64 {
        self.requested.iter().sum()
    }

    pub(super) fn settled(&self) -> u64 {
        self.receipts + self.attested
    }

    pub(super) fn request(&mut self, class: usize, dollars: bool, paid: u128) {
        self.requested[class] += 1;
        self.in_dollars += u64::from(dollars);
        self.paid += paid;
    }

    pub(super) fn priced_out(&mut self, _class: usize) {
        self.priced_out += 1;
    }

    pub(super) fn declined(&mut self) {
        self.declined += 1;
    }

    pub(super) fn proven(&mut self, by_receipt: bool) {
        if by_receipt {
            self.receipts += 1;
        } else {
            self.attested += 1;
        }
    }

    pub(super) fn traded(&mut self, done: bool) {
        self.trades[usize::from(!done)] += 1;
    }

    pub(super) fn topped_up(&mut self) {
        self.top_ups += 1;
    }

    pub(super) fn sample(&mut self, class: usize, point: ClassPoint) {
        self.points[class].push(point);
    }

    pub(super) fn supply(&mut self, hour: f64, supply: u128) {
        self.supply.push((hour, supply));
    }

    pub(super) fn end(&mut self, at: u64, outcome: Outcome) {
        let bucket = (at as f64 / 3_600.0 / BUCKET) as usize;
        while self.outcomes.len() <= bucket {
            let hour = self.outcomes.len() as f64 * BUCKET;
            self.outcomes.push(OutcomeBucket { hour, ..OutcomeBucket::default() });
        }
        let position = Outcome::ALL.iter().position(|&other| other == outcome).unwrap_or_default();
        self.outcomes[bucket].counts[position] += 1;
    }

    pub(super) fn phase(&mut self, label: &'static str, began: Instant) {
        let seconds = began.elapsed().as_secs_f64();
        match self.phases.iter_mut().find(|(other, _)| *other == label) {
            Some((_, sum)) => *sum += seconds,
            None => self.phases.push((label, seconds)),
        }
    }
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
            ignored: provider.ignored,
        })
        .collect();
    let revenue = Revenue {
        take: net(metrics.take.u128()),
        swap_fees: net(metrics.swap_fees.u128()),
        burned: net(metrics.burned_revenue.u128()),
        stakers: net(metrics.stakers.u128()),
        liquidity: net(metrics.liquidity.u128()),
        insurance: net(metrics.insurance.u128()),
        pending: net(metrics.pending.u128()),
    };
    let backing = backing(engine, &metrics)?;
    let calls = record.calls;
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
        ("jobs requested", record.requested()),
        ("of those paid in dollars", record.in_dollars),
        ("of those standard jobs", calls.standard),
        ("calls made", calls.made),
        ("of those accepted", calls.accepted),
        ("called jobs settled", calls.settled),
        ("calls let pass by busy or jailed providers", calls.passed),
        ("calls ignored by the one that always does", calls.ignored),
        ("standard jobs that nobody could be called for", calls.uncallable),
        ("inputs asked for on chain", calls.asked),
        ("of those withheld", calls.withheld),
        ("settled by attestation", record.attested),
        ("settled by a RISC Zero receipt", record.receipts),
        ("acceptances declined by the registry", record.declined),
        ("additions to bonds", record.top_ups),
        ("providers' trades", record.trades[0]),
        ("of those refused", record.trades[1]),
    ];
    Ok(Summary { report, counts, metrics })
}

/// What stands behind credits, by the chain's own books.
fn backing(engine: &Engine, metrics: &MetricsResponse) -> Result<Backing> {
    let balances: BalancesResponse =
        engine.market.ask(&engine.market.at.fee_collector, &FeeQuery::Balances {})?;
    let Calls { standard, made, accepted, settled, passed, ignored, .. } = engine.record.calls;
    let hours = |seconds: u64| seconds as f64 / 3_600.0;
    Ok(Backing {
        points: engine.ledger.points.clone(),
        closings: engine.ledger.rows(|index| engine.providers[index].name.clone()),
        deliveries: engine.ledger.deliveries.clone(),
        calls: CallRow { standard, made, accepted, settled, passed, ignored },
        books: engine.books(),
        insurance: net(balances.insurance.u128()),
        insurance_claimed: net(metrics.insurance_claimed.u128()),
        leaving: engine.ledger.leaving.clone(),
        fall: Some(Fall { from: hours(engine.shock.from()), until: hours(engine.shock.until()) }),
    })
}
