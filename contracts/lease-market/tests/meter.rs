//! The meter and the funds of a lease: any order of heartbeats and touches, at any time and height.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use api::common::CREDIT;
use api::deadline::Moment;
use lease_market::funds::{credits, Funds};
use lease_market::meter::{Clock, Meter, Pace};
use proptest::prelude::*;

const PACE: Pace = Pace { heartbeat_within: 60, block_millis: 6_000 };
const BEGIN: Moment = Moment { time: 1_000, height: 500 };

/// What happens, so many seconds and blocks after what was before.
#[derive(Clone, Copy, Debug)]
struct Step {
    seconds: u64,
    blocks: u64,
    beat: bool,
    /// The chain starts again at height 1.
    restart: bool,
}

/// A chain that makes a block every five seconds.
fn steady() -> impl Strategy<Value = Step> {
    (0u64..400, any::<bool>()).prop_map(|(seconds, beat)| Step {
        seconds,
        blocks: seconds / 5,
        beat,
        restart: false,
    })
}

/// A chain that stands still for as long as it wants and restarts.
fn any_chain() -> impl Strategy<Value = Step> {
    (0u64..2_000, 0u64..100, any::<bool>(), prop::bool::weighted(0.1))
        .prop_map(|(seconds, blocks, beat, restart)| Step { seconds, blocks, beat, restart })
}

/// A lease of some GPUs on a chain.
struct Lease {
    gpus: u32,
    end: u64,
    now: Moment,
    clock: Clock,
    meter: Meter,
    funds: Funds,
    beats: Vec<u64>,
}

impl Lease {
    fn start(gpus: u32, seconds: u64, take: u128, cost: u128) -> Self {
        let clock = Clock::new(BEGIN, PACE);
        let funds = Funds { credits: credits(gpus, seconds).unwrap(), take, cost };
        let end = BEGIN.time + seconds;
        Self { gpus, end, now: BEGIN, clock, meter: Meter::start(&clock), funds, beats: vec![BEGIN.time] }
    }

    fn pass(&mut self, step: Step) {
        self.now.time += step.seconds;
        self.now.height = if step.restart { 1 } else { self.now.height + step.blocks };
    }

    fn beat(&mut self) {
        self.clock = self.clock.beat(self.now, PACE);
        self.beats.push(self.now.time);
    }

    fn touch(&mut self) -> Funds {
        let (due, meter) =
            self.meter.settle(self.now.time, self.end, self.clock.gaps(self.now, PACE.block_millis));
        self.meter = meter;
        self.funds.spend(credits(self.gpus, due).unwrap()).unwrap()
    }

    /// Seconds until now, and before the end, that a heartbeat covers.
    fn covered(&self) -> u64 {
        let until = self.now.time.min(self.end);
        let covers = |second: &u64| {
            self.beats.iter().any(|beat| *beat <= *second && *second < beat + PACE.heartbeat_within)
        };
        (BEGIN.time..until).filter(covers).count() as u64
    }
}

proptest! {
    #[test]
    fn no_order_of_touches_overdraws_the_escrow(
        steps in prop::collection::vec(any_chain(), 1..40),
        gpus in 1u32..64, seconds in 1u64..20_000, take in 0u128..1_000_000_000, cost in 0u128..1_000_000_000,
    ) {
        let mut lease = Lease::start(gpus, seconds, take, cost);
        let whole = lease.funds;
        let mut paid = Funds::default();
        for step in steps {
            lease.pass(step);
            if step.beat {
                lease.beat();
            } else {
                paid = paid.plus(&lease.touch()).unwrap();
                // A second touch in the same block pays nothing.
                prop_assert_eq!(lease.touch(), Funds::default());
            }
            prop_assert_eq!(paid.plus(&lease.funds).unwrap(), whole);
            prop_assert!(paid.credits <= u128::from(gpus) * u128::from(lease.now.time.min(lease.end) - BEGIN.time) * CREDIT);
        }
        if paid.credits == whole.credits {
            prop_assert_eq!(paid, whole);
        }
    }

    #[test]
    fn what_is_paid_is_covered(
        steps in prop::collection::vec((steady(), any::<bool>()), 1..40), gpus in 1u32..64, seconds in 1u64..6_000,
    ) {
        let mut lease = Lease::start(gpus, seconds, 0, 0);
        let mut paid = 0;
        for (step, both) in steps {
            lease.pass(step);
            if step.beat || both { lease.beat() }
            if !step.beat || both { paid += lease.touch().credits }
            prop_assert!(paid <= u128::from(gpus) * u128::from(lease.covered()) * CREDIT);
        }
        let now = lease.now.time;
        paid += lease.touch().credits;
        // Nothing of it is lost, either, if the provider claims before its gaps after the end count.
        if now <= lease.end {
            prop_assert_eq!(paid, u128::from(gpus) * u128::from(lease.covered()) * CREDIT);
        }
    }

    #[test]
    fn more_touches_pay_no_less_and_no_more_than_the_time(
        steps in prop::collection::vec(steady(), 1..30), seconds in 1u64..6_000,
    ) {
        let (mut often, mut once) = (Lease::start(1, seconds, 0, 0), Lease::start(1, seconds, 0, 0));
        let (mut touched, mut at_last) = (0, 0);
        for step in steps {
            for lease in [&mut often, &mut once] {
                lease.pass(step);
                if step.beat { lease.beat() }
            }
            touched += often.touch().credits;
        }
        at_last += once.touch().credits;
        prop_assert!(at_last <= touched);
        prop_assert!(touched <= u128::from(seconds) * CREDIT);
    }

    #[test]
    fn a_halt_is_covered_whatever_its_length(halt in 0u64..10_000_000, after in 0u64..10) {
        let mut lease = Lease::start(1, 20_000_000, 0, 0);
        lease.pass(Step { seconds: halt, blocks: 1, beat: false, restart: false });
        lease.pass(Step { seconds: after, blocks: 1, beat: false, restart: false });
        lease.beat();
        prop_assert_eq!(lease.clock.gaps, 0);
        prop_assert_eq!(lease.touch().credits, u128::from(halt + after) * CREDIT);
    }

    #[test]
    fn the_take_follows_the_credits_and_rounds_up(
        parts in prop::collection::vec(1u128..1_000_000, 1..50), take in 0u128..1_000_000_000_000,
    ) {
        let whole: u128 = parts.iter().sum();
        let mut funds = Funds { credits: whole, take, cost: take };
        let (mut spent, mut credits) = (Funds::default(), 0u128);
        for part in &parts {
            spent = spent.plus(&funds.spend(*part).unwrap()).unwrap();
            credits += part;
            // Each touch rounds by less than a unit, and the rest shares it.
            let exact = take * credits;
            prop_assert!(spent.take * whole >= exact);
            prop_assert!(spent.take * whole <= exact + whole * parts.len() as u128);
            prop_assert!(spent.cost * whole <= exact);
        }
        prop_assert_eq!(spent, Funds { credits: whole, take, cost: take });
    }
}

#[test]
fn a_heartbeat_covers_to_the_second() {
    for (silent, missed) in [(59, 0), (60, 0), (61, 1), (100, 40)] {
        let mut lease = Lease::start(2, 1_000, 0, 0);
        lease.pass(Step { seconds: silent, blocks: silent, beat: false, restart: false });
        assert_eq!(lease.clock.gaps(lease.now, PACE.block_millis), missed);
        assert_eq!(lease.touch().credits, 2 * u128::from(silent - missed) * CREDIT, "{silent}");
        // The gap goes on counting once, not twice, after a touch in it.
        lease.pass(Step { seconds: 10, blocks: 10, beat: false, restart: false });
        lease.beat();
        assert_eq!(lease.clock.gaps, (silent + 10).saturating_sub(60));
    }
}

#[test]
fn three_times_the_cover_is_silence_to_the_second() {
    let clock = Clock::new(BEGIN, PACE);
    let at = |seconds: u64, blocks: u64| Moment { time: BEGIN.time + seconds, height: BEGIN.height + blocks };
    assert!(!clock.is_silent(at(179, 100), PACE.block_millis));
    assert!(clock.is_silent(at(180, 100), PACE.block_millis));
    // Fifteen blocks of twice six seconds.
    assert!(!clock.is_silent(at(1_000_000, 14), PACE.block_millis));
    assert!(clock.is_silent(at(1_000_000, 15), PACE.block_millis));
    // The chain began again: all its blocks count.
    assert!(!clock.is_silent(Moment { time: BEGIN.time + 1_000_000, height: 14 }, PACE.block_millis));
    assert!(clock.is_silent(Moment { time: BEGIN.time + 1_000_000, height: 15 }, PACE.block_millis));
}

#[test]
fn gaps_after_the_end_count() {
    let mut lease = Lease::start(1, 100, 0, 0);
    for _ in 0..2 {
        lease.pass(Step { seconds: 50, blocks: 10, beat: false, restart: false });
        lease.beat();
    }
    lease.pass(Step { seconds: 90, blocks: 18, beat: false, restart: false });
    assert_eq!(lease.touch().credits, 70 * CREDIT);
    assert_eq!(lease.touch().credits, 0);
}
