//! The call order's tags, and the mark that fades.

use amm_math::closing::{called, reweighted, uncalled, Mark};
use amm_math::rounding::{mul_div, Rounding};
use amm_math::MathError;
use proptest::prelude::*;

use crate::strategies::config;

/// Logarithms as prices have them.
const LOG: std::ops::Range<i64> = -(64i64 << 40)..(64i64 << 40);

/// Calls jobs of `credits` on whoever has the lowest tag, the first of them on a tie; how often on each.
fn run(obligations: &[u128], credits: u128, count: usize) -> Vec<usize> {
    let (mut tags, mut virtual_time) = (vec![0u128; obligations.len()], 0);
    let mut counts = vec![0; obligations.len()];
    for _ in 0..count {
        let first = (0..tags.len()).min_by_key(|index| tags[*index]).unwrap();
        (tags[first], virtual_time) = called(tags[first], virtual_time, credits, obligations[first]).unwrap();
        counts[first] += 1;
    }
    counts
}

proptest! {
    #![proptest_config(config())]

    /// Whatever is owed in one is called as often as when it is owed in equal parts by many, to one call each.
    #[test]
    fn splitting_a_debt_changes_nothing_about_its_calls(
        parts in 1usize..200, jobs in 1u128..50, others in 1u128..10_000, rounds in 1usize..40
    ) {
        let credits = 1_000_000u128;
        let part = jobs * credits;
        let whole = part * parts as u128;
        let count = rounds * parts;
        let other = others * credits;
        let one = run(&[whole, other], credits, count)[0];
        let mut split = vec![part; parts];
        split.push(other);
        let many: usize = run(&split, credits, count)[..parts].iter().sum();
        prop_assert!(one.abs_diff(many) <= parts + 1, "{one} in one, {many} in {parts} parts");
    }

    /// Of two that can always be called, each gets its part of the calls, to one call.
    #[test]
    fn calls_fall_by_what_is_owed(a in 1u128..1_000, b in 1u128..1_000, count in 1usize..2_000) {
        let counts = run(&[a * 1_000_000, b * 1_000_000], 1_000_000, count);
        let fair = count as u128 * a / (a + b);
        prop_assert!(fair.abs_diff(counts[0] as u128) <= 2, "{counts:?}, expected about {fair}");
    }

    /// A call moves its provider back by the job's part of its debt and never the class's time backwards; a newcomer,
    /// who starts at that time, is never behind who was called, nor ahead of what was called already.
    #[test]
    fn a_tag_moves_back_and_virtual_time_never_runs_backwards(
        tag in 0u128..1 << 100, virtual_time in 0u128..1 << 100, credits in 1u128..1 << 60, obligation in 1u128..1 << 60
    ) {
        let (next, time) = called(tag, virtual_time, credits, obligation).unwrap();
        let part = mul_div(credits, 1 << 32, obligation, Rounding::Up).unwrap();
        prop_assert_eq!(next, tag.max(virtual_time) + part);
        prop_assert_eq!(time, virtual_time.max(tag));
        prop_assert!(next > time);
    }

    /// A call that did not count leaves its provider where it stood, or not further back; never in debt to those before it.
    #[test]
    fn a_call_undone_leaves_the_tag_where_it_was(
        tag in 1u128 << 100..1 << 101, credits in 1u128..1 << 60, obligation in 1u128..1 << 60
    ) {
        let (next, _) = called(tag, 0, credits, obligation).unwrap();
        prop_assert_eq!(uncalled(next, credits, obligation).unwrap(), tag);
        prop_assert_eq!(uncalled(0, credits, obligation).unwrap(), 0);
    }

    /// What somebody was called for at a small debt weighs at a larger one as if it had been called for at that.
    #[test]
    fn a_debt_that_grows_keeps_the_credits_it_was_called_for(
        virtual_time in 0u128..1 << 100, credits in 1u128..1 << 60, before in 1u128..1 << 60, grown in 0u128..1 << 60
    ) {
        let after = before + grown;
        let (tag, _) = called(0, virtual_time, credits, before).unwrap();
        let anew = called(0, virtual_time, credits, after).unwrap().0;
        let moved = reweighted(tag, virtual_time, before, after).unwrap();
        prop_assert!(moved.abs_diff(anew) <= 1, "{moved}, {anew} if called at the larger debt");
        prop_assert!(virtual_time <= moved && moved <= tag);
        // Whoever stands behind the class's time, or owes less than before, stays; who owed nothing has no lead.
        let behind = virtual_time / 2;
        prop_assert_eq!(reweighted(behind, virtual_time, before, after).unwrap(), behind);
        prop_assert_eq!(reweighted(tag, virtual_time, after, before).unwrap(), tag);
        prop_assert_eq!(reweighted(tag, virtual_time, 0, after).unwrap(), virtual_time);
    }

    /// Never below the target nor above where it started (or the target), by half in every half-life, and as far in two
    /// steps as in one to a unit each.
    #[test]
    fn a_mark_fades_by_half_in_its_half_life_to_its_target(
        log in LOG, target in LOG, half_life in 1u64..100_000_000,
        first in 0u64..1_000_000_000, second in 0u64..1_000_000_000
    ) {
        let mark = Mark { log, time: 1_000 };
        let once = mark.fade(target, half_life, 1_000 + first + second);
        prop_assert!(once.log >= target && once.log <= log.max(target));
        prop_assert_eq!(once.time, 1_000 + first + second);
        let twice = mark.fade(target, half_life, 1_000 + first).fade(target, half_life, once.time);
        prop_assert!(once.log.abs_diff(twice.log) <= 1, "{once:?} against {twice:?}");
        if half_life <= first {
            prop_assert_eq!(mark.fade(i64::MIN, half_life, 1_000 + half_life).log, log - (1 << 40));
        }
    }

    #[test]
    fn a_mark_follows_its_target_up_at_once_and_no_clock_back(log in LOG, rise in 0i64..1 << 46, back in 0u64..1_000) {
        let mark = Mark { log, time: 1_000 };
        prop_assert_eq!(mark.fade(log + rise, 86_400, 1_000), Mark { log: log + rise, time: 1_000 });
        prop_assert_eq!(mark.fade(log, 86_400, 1_000 - back), mark);
        prop_assert_eq!(mark.fade(log - 5, 0, 1_000), mark);
    }
}

#[test]
fn a_call_of_someone_who_owes_nothing_is_an_error() {
    assert_eq!(called(0, 0, 1, 0), Err(MathError::DivisionByZero));
    assert_eq!(called(u128::MAX, 0, 1, 1), Err(MathError::Overflow));
    assert_eq!(uncalled(0, 1, 0), Err(MathError::DivisionByZero));
    assert_eq!(reweighted(1, 0, 0, 0), Err(MathError::DivisionByZero));
}
