//! A made-up run of the market that looks like one: daily rhythm, bursts, prices that follow with a lag.

use sim::demand::arrivals::rhythm;
use sim::report::backing::{Backing, BackingPoint, Burns, CallRow, ClassDefaults, Fall, Leaving};
use sim::report::data::{
    ClassPoint, ClassSeries, NetworkPoint, OutcomeBucket, Phase, ProviderRow, ReportData, Revenue,
};
use sim::report::protocol::{BuyBackRow, Launch, LaunchPoint, Protocol, TreasuryRow};
use sim::report::vault::{Exit, Vault};

/// Numbers in `[0, 1)` from a fixed linear congruential sequence.
struct Noise(u64);

impl Noise {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

fn protocol(days: u32) -> Protocol {
    let point = |hour: u32| {
        let credits = 1_500.0 - 4.0 * f64::from(hour.min(300));
        LaunchPoint {
            hour: f64::from(hour),
            credits,
            net: 1.5e6 / credits - 1_000.0,
            price: 1.5e6 / credits.powi(2),
        }
    };
    let launch = Launch { class: "rtx4090-24g".into(), points: (0..=days * 24).map(point).collect() };
    let sale = |asset: &str, bought| BuyBackRow {
        asset: asset.into(),
        sold: bought / 2.0,
        bought,
        at_mean: bought * 1.011,
        waits: 0.25,
    };
    Protocol {
        launch: Some(launch),
        buy_backs: vec![sale("credits of rtx4090-24g, GPU-hours", 12.5), sale("uusd", 0.0)],
        treasury: vec![TreasuryRow { pool: "a100-80g".into(), put_in: 40.0, worth: Some(40.5) }],
    }
}

/// A report on `days` days in three classes with twenty providers, one of which cheated and one stalled.
pub fn sample(days: u32) -> ReportData {
    let mut noise = Noise(7);
    let classes: Vec<ClassSeries> =
        [("rtx4090-24g", 96, 0.9, 4_912), ("a100-80g", 80, 2.6, 3_204), ("h100-sxm5-80g", 128, 6.4, 1_884)]
            .into_iter()
            .map(|(name, gpus, base, jobs)| class(name, gpus, base, jobs, days, &mut noise))
            .collect();
    let outcomes = outcomes(days, &mut noise);
    let mut burned = 0.0;
    let network = (0..=days * 24)
        .map(|hour| {
            burned += if hour == 0 { 0.0 } else { 9.0 * rhythm(hour) * (0.4 + noise.next()) };
            NetworkPoint { hour: f64::from(hour), supply: 100_000_000.0 - burned, burned }
        })
        .collect();
    let (take, swap_fees) = (burned / 0.6 * 0.84, burned / 0.6 * 0.16);
    let share = |share: f64| (take + swap_fees) * share;
    ReportData {
        title: "A market for GPU time".to_owned(),
        source: "generator fitted to 89 days of the Philly GPU cluster".to_owned(),
        seed: 42,
        days,
        classes,
        network,
        outcomes,
        backing: backing(days),
        protocol: protocol(days),
        vault: Some(vault()),
        providers: (0..20).map(|i| provider(i, days, &mut noise)).collect(),
        revenue: Revenue {
            take,
            swap_fees,
            spread: 0.0,
            burned: share(0.6),
            stakers: share(0.2),
            liquidity: share(0.15),
            pending: share(0.05),
        },
        volume: burned / 0.6 / 0.031,
        phases: [
            ("deploy", 0.4),
            ("request", 21.3),
            ("accept", 14.9),
            ("attest and settle", 38.8),
            ("receipts", 6.2),
        ]
        .map(|(label, seconds)| Phase { label: label.to_owned(), seconds })
        .into(),
    }
}

fn class(name: &str, gpus: u32, base: f64, jobs: u64, days: u32, noise: &mut Noise) -> ClassSeries {
    let (mut load, mut price, mut burst): (f64, f64, f64) = (0.3, base, 1.0);
    let points = (0..days * 24)
        .map(|hour| {
            if noise.next() > 0.6 {
                burst = 0.3 + 2.4 * noise.next().powi(2);
            }
            load += 0.4 * ((0.36 * rhythm(hour) * burst).min(1.0) - load);
            price += 0.5 * (base * (0.78 + 0.62 * load) - price) + base * 0.03 * (noise.next() - 0.5);
            ClassPoint { hour: f64::from(hour) + 1.0, price, utilisation: load, index: 1.0 }
        })
        .collect();
    ClassSeries { name: name.to_owned(), gpus, jobs, points }
}

/// Collateral that halves on the fourth of seven days; eight defaults in one class.
fn backing(days: u32) -> Backing {
    let from = f64::from(days) * 24.0 * 3.0 / 7.0;
    let point = |hour: f64| {
        let fallen = 2_f64.powf(((hour - from) / 24.0).clamp(0.0, 1.0));
        BackingPoint { hour, collateral: 2.2 / fallen, weakest: 2.0 / fallen, price: fallen, owed: 900.0 }
    };
    let points: Vec<_> = (0..=days * 24).map(|hour| point(f64::from(hour))).collect();
    let defaults = ClassDefaults { number: 8, damages: 16.0, value: 20.0 };
    Backing {
        points: vec![points; 3],
        calls: CallRow {
            standard: 900,
            made: 40,
            accepted: 33,
            served: 32,
            defaulted: 8,
            uncallable: 3,
            damages: defaults.damages,
            value: defaults.value,
        },
        defaults: vec![ClassDefaults::default(), defaults, ClassDefaults::default()],
        burns: Burns { revenue: 60.0, penalties: 4.0, lateness: 3.0, fraud: 30.0, doubts: 1.0, backing: 2.0 },
        leaving: Some(Leaving {
            provider: "provider-18".to_owned(),
            hour: 24.0,
            owed: 96.0,
            left: 0.0,
            free_at: Some(30.0),
            withdrawn: 450.0,
        }),
        fall: Some(Fall { from, until: from + 24.0 }),
    }
}

/// Of 200 NET behind a provider 2 burned, while one of two left.
fn vault() -> Vault {
    let exit = Exit { hour: 29.0, left: 100.0, stayed: 100.0, paid_at: Some(32.0), paid: 99.0, stays: 99.5 };
    Vault {
        provider: "provider-14".to_owned(),
        staked: 100.0,
        jobs: 12,
        burned: 2.0,
        streamed: 0.5,
        exit: Some(exit),
    }
}

fn outcomes(days: u32, noise: &mut Noise) -> Vec<OutcomeBucket> {
    (0..days * 24 + 8)
        .map(|hour| {
            let pace = if hour < days * 24 { 95.0 * rhythm(hour) } else { 12.0 };
            let mut draw = |mean: f64| (mean * pace / 95.0 * 2.0 * noise.next()).round() as u64;
            let fraud = u64::from(hour == 29);
            let counts = [draw(130.0), draw(2.2), draw(0.6), draw(0.4), draw(0.5), fraud, draw(0.3)];
            OutcomeBucket {
                hour: f64::from(hour),
                counts,
                priced_out: 30 * u64::from(hour.is_multiple_of(5)),
            }
        })
        .collect()
}

fn provider(i: usize, days: u32, noise: &mut Noise) -> ProviderRow {
    let (cheat, stall) = (i == 13, i == 6);
    let pace = 0.4 + noise.next();
    let mut score = 0.1;
    let reputation = (0..=days * 24)
        .map(|hour| {
            score += (0.92 - score) * 0.035 * pace * rhythm(hour) * noise.next();
            if cheat && hour == 29 {
                score *= 0.12;
            }
            if stall && hour % 16 == 9 {
                score *= 0.72;
            }
            score
        })
        .collect();
    ProviderRow {
        name: format!("provider-{:02}", i + 1),
        class: i % 3,
        reputation,
        settled: (pace * 480.0) as u64,
        late: if stall { 9 } else { u64::from(noise.next() > 0.85) },
        frauds: u64::from(cheat),
        earned: pace * 1_500.0,
        calls: 8,
        defaults: u64::from(i.is_multiple_of(3)),
        slashed: if cheat {
            312.4
        } else if stall {
            48.7
        } else {
            0.0
        },
    }
}
