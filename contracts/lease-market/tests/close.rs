//! How a lease ends, at any time and by anybody: everything is paid to somebody, and nobody pays more than was agreed.

#![allow(clippy::arithmetic_side_effects, clippy::unwrap_used)]

use api::deadline::Moment;
use api::lease_market::{LeaseState, NOTICE};
use cosmwasm_std::CanonicalAddr;
use lease_market::funds::{credits, Funds};
use lease_market::lease::{Closer, Closing, Run, Terms};
use lease_market::meter::{Clock, Meter, Pace};
use proptest::prelude::*;

const PACE: Pace = Pace { heartbeat_within: 600, block_millis: 6_000 };
const START: Moment = Moment { time: 1_000_000, height: 50_000 };

fn closer() -> impl Strategy<Value = Closer> {
    prop_oneof![Just(Closer::Client), Just(Closer::Provider), Just(Closer::Anyone)]
}

/// Of so many seconds, to which as many were added as `added` says, for half of the take.
fn lease(
    gpus: u32,
    (seconds, added): (u64, u64),
    take: u128,
    pledged: u128,
    interruptible: bool,
) -> (Terms, Run, Clock) {
    let somebody = |byte: u8| CanonicalAddr::from([byte; 20]);
    let terms = Terms {
        client: somebody(1),
        class: "h100".into(),
        credit: somebody(3),
        gpus,
        seconds: seconds + added,
        ssh_key: [0; 32],
        provider: None,
        cost: take * 50,
        take,
        pledge: pledged,
        added_take: if added > 0 { take / 2 } else { 0 },
        answers_for: seconds,
        requested: START,
        start_within: 600,
        minimum: 60,
        interruptible,
    };
    let clock = Clock::new(START, PACE);
    let run = Run {
        provider: somebody(2),
        started: START.time,
        end: START.time + seconds + added,
        latest_end: START.time + seconds + added,
        meter: Meter::start(&clock),
        paid: Funds::default(),
    };
    (terms, run, clock)
}

fn at(seconds: u64) -> Moment {
    Moment { time: START.time + seconds, height: START.height + seconds / 5 }
}

proptest! {
    #[test]
    fn a_close_pays_everything_out_once(
        gpus in 1u32..64, seconds in 1u64..20_000, take in 0u128..1_000_000_000, pledged in 0u128..1_000_000_000,
        interruptible: bool, by in closer(), after in 0u64..30_000, beat in 0u64..30_000,
        added in prop_oneof![Just(0), 1u64..20_000], claimed in 0u64..30_000,
    ) {
        let (terms, mut run, clock) = lease(gpus, (seconds, added), take, pledged, interruptible);
        let clock = if beat <= after { clock.beat(at(beat), PACE) } else { clock };
        let (whole, end) = (terms.funded().unwrap(), run.end);
        let now = at(after);
        if claimed <= after && claimed >= beat {
            run.settle(&terms, &clock, at(claimed), PACE.block_millis).unwrap();
        }
        let before = run.paid;
        let silent = clock.is_silent(now, PACE.block_millis);
        match run.close(&terms, &clock, by, now, PACE.block_millis).unwrap() {
            Err(until) => {
                prop_assert!(now.time < until && until <= end && !silent && by != Closer::Client);
                prop_assert!(until == end || until == START.time + terms.minimum);
                let late = end - now.time <= NOTICE;
                prop_assert_eq!(until == end, by == Closer::Anyone || late);
                prop_assert!(by == Closer::Anyone || interruptible);
            }
            Ok(Closing::Notice { end: earlier }) => {
                prop_assert!(interruptible && by == Closer::Provider && !silent && after >= terms.minimum);
                prop_assert_eq!(earlier, now.time + NOTICE);
                prop_assert!(earlier < end);
            }
            Ok(Closing::Over(outcome)) => {
                let out = before.plus(&outcome.paid).unwrap().plus(&outcome.rest).unwrap();
                prop_assert_eq!(out.credits + outcome.fee, whole.credits);
                prop_assert_eq!((out.take, out.cost), (whole.take, whole.cost));
                prop_assert!(outcome.slash <= pledged && outcome.good <= pledged && outcome.bad <= pledged);
                prop_assert!(outcome.good <= take && outcome.bad <= take / 4);
                let expected = match by {
                    _ if now.time >= end => LeaseState::Ended,
                    _ if silent => LeaseState::Silent,
                    Closer::Client => LeaseState::Closed,
                    _ => LeaseState::Stopped,
                };
                prop_assert_eq!(outcome.state, expected);
                let cut_short = matches!(outcome.state, LeaseState::Stopped | LeaseState::Silent);
                prop_assert!(cut_short || (outcome.slash, outcome.bad) == (0, 0));
                if cut_short {
                    // Nobody makes it larger by adding seconds.
                    let left = u128::from((START.time + seconds).saturating_sub(now.time));
                    prop_assert_eq!(outcome.slash, pledged * left / u128::from(seconds));
                    // Nor what its provider's reputation loses, by a dear take of theirs.
                    let requested = terms.take - terms.added_take;
                    prop_assert_eq!(outcome.bad, (requested * left / u128::from(seconds) / 4).min(pledged));
                }
                prop_assert_eq!(outcome.good, (before.take + outcome.paid.take).min(pledged));
                let fresh = after < terms.minimum.min(terms.seconds);
                if fresh {
                    prop_assert_eq!(outcome.paid, Funds::default());
                }
                let fee = credits(gpus, terms.minimum).unwrap().min(whole.credits);
                let early = fresh && outcome.state == LeaseState::Closed;
                prop_assert_eq!(outcome.fee, if early { fee } else { 0 });
            }
        }
    }
}
