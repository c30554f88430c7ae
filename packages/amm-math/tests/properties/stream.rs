use amm_math::stream::{Stream, DUST_PART, LEAST_SECONDS, MOST_SECONDS};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::{config, magnitude, product};

const DAY: u64 = 86_400;

fn running() -> impl Strategy<Value = Stream> {
    (magnitude(100), 0u64..1 << 40, 1..=MOST_SECONDS).prop_map(|(left, last, length)| Stream {
        left,
        last,
        end: last + length,
    })
}

/// Times, not in order.
fn moments() -> impl Strategy<Value = Vec<(u64, bool)>> {
    prop::collection::vec((0u64..3 * MOST_SECONDS, any::<bool>()), 1..40)
}

proptest! {
    #![proptest_config(config())]

    /// At any times in any order, with and without shares: no unit appears or goes, and nothing moves twice.
    #[test]
    fn what_has_moved_and_what_is_left_are_all(start in running(), moments in moments()) {
        let (mut stream, mut moved, mut owned) = (start, 0, 0);
        for (later, earns) in moments {
            let now = (start.last + later).saturating_sub(MOST_SECONDS);
            let (amount, next) = stream.tick(now, earns).unwrap();
            moved += amount;
            prop_assert_eq!(moved + next.left, start.left);
            prop_assert!(next.last >= stream.last && next.last >= now);
            prop_assert!(next.left == 0 || next.last < next.end, "{next:?}");
            if now <= stream.last {
                prop_assert_eq!((amount, next), (0, stream));
            }
            owned += if earns { next.last - stream.last } else { 0 };
            // Never faster than the line, whatever it waited for.
            prop_assert!(product(&[moved, (start.end - start.last).into()]) <= product(&[start.left, owned.into()]));
            stream = next;
        }
    }

    /// The number of ticks changes nothing but a unit each.
    #[test]
    fn ticks_on_the_way_change_nothing(start in running(), cuts in prop::collection::vec(0u64..MOST_SECONDS, 1..20)) {
        let mut cuts = cuts;
        cuts.sort_unstable();
        let (mut stream, mut moved) = (start, 0);
        for cut in &cuts {
            let (amount, next) = stream.tick(start.last + cut, true).unwrap();
            (stream, moved) = (next, moved + amount);
        }
        let (at_once, _) = start.tick(start.last + cuts[cuts.len() - 1], true).unwrap();
        prop_assert!(moved <= at_once && at_once - moved <= cuts.len() as u128);
        let (rest, ended) = stream.tick(start.end, true).unwrap();
        prop_assert_eq!((moved + rest, ended.left), (start.left, 0));
    }

    /// A time without shares is added to the end: who comes first then finds the stream as it was left.
    #[test]
    fn without_shares_a_stream_waits(start in running(), wait in 0u64..1 << 40, then in 0..=MOST_SECONDS) {
        let (nothing, waited) = start.tick(start.last + wait, false).unwrap();
        prop_assert_eq!(nothing, 0);
        let (late, _) = waited.tick(start.last + wait + then, true).unwrap();
        let (early, _) = start.tick(start.last + then, true).unwrap();
        prop_assert_eq!(late, early);
    }

    /// At any later time as much has moved as without what a stranger funds; and the stream ends no sooner, but for a thousand times
    /// what is left.
    #[test]
    fn funding_takes_nothing_from_the_stream(
        start in running(), passed in 0..=MOST_SECONDS, at_the_end in any::<bool>(), amount in magnitude(90),
        seconds in 0..=2 * MOST_SECONDS, later in 0..=MOST_SECONDS
    ) {
        // In half of the cases minutes before its end, where a day is longer than what is left.
        let now = if at_the_end { start.end.saturating_sub(1 + passed % 7_200).max(start.last) } else { start.last + passed };
        let seconds = if at_the_end { LEAST_SECONDS + seconds % 7_200 } else { seconds };
        let (_, stream) = start.tick(now, true).unwrap();
        let Ok(funded) = stream.fund(now, amount, seconds) else { return Ok(()) };
        prop_assert_eq!((funded.left, funded.last, funded.end), (stream.left + amount, now, now + seconds));
        prop_assert!((LEAST_SECONDS..=MOST_SECONDS).contains(&seconds));
        prop_assert!(stream.left.saturating_mul(DUST_PART) <= amount || funded.end >= stream.end);
        let (without, _) = stream.tick(now + later, true).unwrap();
        let (with, _) = funded.tick(now + later, true).unwrap();
        prop_assert!(with >= without, "{with} {without}");
    }

    /// The range in a refusal is the one that is accepted.
    #[test]
    fn a_refusal_names_the_seconds_that_are_accepted(start in running(), amount in magnitude(90)) {
        let Err(MathError::OutOfRange { min, max, got, .. }) = start.fund(start.last, amount, 0) else {
            panic!("a stream of no seconds was funded");
        };
        prop_assert_eq!(got, 0);
        let fund = |seconds: u128| start.fund(start.last, amount, seconds as u64);
        prop_assert!(fund(min - 1).is_err() && fund(max + 1).is_err());
        if min <= max {
            prop_assert!(fund(min).is_ok() && fund(max).is_ok());
        }
    }
}

#[test]
fn a_stream_moves_evenly_and_ends() {
    let stream = Stream::default().fund(1_000, 90, 90 * DAY).unwrap();
    assert_eq!(stream, Stream { left: 90, last: 1_000, end: 1_000 + 90 * DAY });
    assert_eq!(stream.tick(1_000 + DAY - 1, true).unwrap().0, 0);
    assert_eq!(stream.tick(1_000 + DAY, true).unwrap().0, 1);
    let (all, ended) = stream.tick(u64::MAX, true).unwrap();
    assert_eq!((all, ended.left), (90, 0));
    // An ended stream begins anew from now, as if it had not been.
    assert_eq!(Stream { end: 7, ..ended }.tick(9, true).unwrap().0, 0);
    assert_eq!(Stream { left: 0, last: 5, end: 9 }.fund(5, 1, DAY).unwrap().end, 5 + DAY);
}

#[test]
fn a_dust_of_funds_neither_compresses_nor_stretches_a_stream() {
    let stream = Stream { left: 9_000, last: 0, end: 30 * DAY };
    // It would all come within a day, for whoever deposits just before.
    assert!(matches!(stream.fund(0, 1, DAY), Err(MathError::OutOfRange { .. })));
    assert!(matches!(stream.fund(0, 1, 31 * DAY), Err(MathError::OutOfRange { .. })));
    assert!(stream.fund(0, 1, 30 * DAY).is_ok());
    // A third more may last a third longer.
    assert!(stream.fund(0, 3_000, 40 * DAY).is_ok());
    assert!(stream.fund(0, 3_000, 40 * DAY + 1).is_err());
}

#[test]
fn dust_that_came_first_binds_no_pay() {
    let stream = Stream::default().fund(0, 1, 90 * DAY).unwrap();
    assert!(matches!(stream.fund(0, 999, 89 * DAY), Err(MathError::OutOfRange { .. })));
    assert_eq!(stream.fund(0, 1_000, DAY).unwrap(), Stream { left: 1_001, last: 0, end: DAY });
    // Shortly before its end it may still not become slower.
    let ending = Stream { left: 1, last: 0, end: 60 };
    assert!(matches!(ending.fund(0, 1_000, DAY), Err(MathError::OutOfRange { max: 60_060, .. })));
    assert!(ending.fund(0, 1_440, DAY).is_ok());
}

#[test]
fn spreading_again_and_again_leaves_a_tail() {
    let mut stream = Stream::default().spread(0, 1 << 40, 7 * DAY).unwrap();
    let mut moved = 0;
    for day in 1..=70 {
        let (amount, next) = stream.tick(day * DAY, true).unwrap();
        moved += amount;
        stream = next.spread(day * DAY, 1, 7 * DAY).unwrap();
    }
    // (6/7)^70 of 2^40 is left, about 22.6 million, and not nothing.
    assert!((22_500_000..22_700_000).contains(&stream.left), "{}", stream.left);
    assert_eq!(moved + stream.left, (1 << 40) + 70);
}

#[test]
fn a_clock_set_back_stops_a_stream_until_it_is_reached_again() {
    let stream = Stream { left: 100, last: 1_000, end: 1_000 + 100 * DAY };
    let (one, stream) = stream.tick(1_000 + DAY, true).unwrap();
    assert_eq!(one, 1);
    for now in [1_000 + DAY, 1_000, 0] {
        assert_eq!(stream.tick(now, true), Ok((0, stream)));
        assert_eq!(stream.tick(now, false), Ok((0, stream)));
        // What is funded then counts from where the stream stands.
        assert!(stream.fund(now, 99, 90 * DAY).is_err());
        assert_eq!(stream.spread(now, 1, DAY).unwrap().end, 1_000 + 2 * DAY);
    }
    assert_eq!(stream.tick(1_000 + 2 * DAY, true).unwrap().0, 1);
}

#[test]
fn nothing_is_spread_over_nothing() {
    let stream = Stream::default();
    assert_eq!(stream.fund(0, 0, DAY), Err(MathError::Zero { what: "amount of the stream" }));
    assert_eq!(stream.spread(0, 1, 0), Err(MathError::Zero { what: "seconds of the stream" }));
    assert_eq!(Stream { left: u128::MAX, last: 0, end: DAY }.spread(0, 1, DAY), Err(MathError::Overflow));
    assert_eq!(stream.spread(u64::MAX, 1, 1), Err(MathError::Overflow));
}
