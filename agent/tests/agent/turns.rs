//! Turns: nobody races while all keep to them, and nobody misses a job because others do not take it.

use api::job_market::JobState;
use compute_amm_agent::book::{Action, Book, Key};
use compute_amm_agent::decide::{decide, has_come, turn, Task};
use compute_amm_agent::view::{Job, Rival, View};
use proptest::prelude::*;

use crate::setting::Setting;
use crate::support::*;

fn rival(lot: u64) -> Rival {
    Rival { lot, gpus: 8, free: u128::MAX, reputation_bps: 10_000 }
}

/// The market as the provider with this lot sees it, of all that have these.
fn seen_by(me: u64, lots: &[u64]) -> View {
    let mut view = View { lot: me, ..view() };
    view.classes.get_mut(CLASS).unwrap().rivals =
        lots.iter().filter(|lot| **lot != me).map(|lot| rival(*lot)).collect();
    view
}

#[test]
fn who_is_alone_takes_every_job_at_once() {
    for id in 0..100 {
        assert_eq!(turn(&view(), id, &job(), 0), 0);
    }
    assert!(has_come(&view(), &job(), 0));
}

#[test]
fn what_is_reserved_or_beyond_others_waits_for_nobody() {
    let lots: Vec<u64> = (0..50).map(|n| n << 57).collect();
    let view = seen_by(0, &lots);
    let jobs = [
        Job { reserved: true, ..job() },
        Job { gpus: 9, ..job() },
        Job { min_reputation_bps: 10_001, ..job() },
    ];
    for id in 0..20 {
        assert!(jobs.iter().all(|job| turn(&view, id, job, 0) == 0));
    }
    let mut poor = view.clone();
    poor.classes.get_mut(CLASS).unwrap().rivals.iter_mut().for_each(|rival| rival.free = 9);
    assert!((0..20).all(|id| turn(&poor, id, &job(), 10) == 0));
    assert!((0..20).any(|id| turn(&poor, id, &job(), 9) > 0));
}

#[test]
fn inputs_are_looked_for_and_jobs_accepted_when_the_turn_has_come() {
    let lots = [1, 2 << 60, 3 << 60];
    let id = (0..99).find(|id| turn(&seen_by(1, &lots), *id, &job(), 0) > 0).unwrap();
    let at = |time, input| {
        let mut view = seen_by(1, &lots);
        (view.time, view.host.clock) = (time, time);
        view.jobs = [(id, Job { input, ..job() })].into();
        decide(&config(), &view, &Book::default())
    };
    let (early, late) = (at(NOW + 17, Some([5; 32])), at(NOW + 36, Some([5; 32])));
    assert_eq!((early.tasks, late.tasks), (vec![], vec![Task::Fetch(id)]));
    let keys = |time| at(time, None).send.iter().map(Action::key).collect::<Vec<_>>();
    assert_eq!((keys(NOW + 17), keys(NOW + 36)), (vec![], vec![Key::Accept(id)]));
}

#[test]
fn lines_differ_from_job_to_job() {
    let lots: Vec<u64> = (0..5).map(|n| n * 0x1234_5678_9abc_def1).collect();
    for me in &lots {
        let first = (0..1_000).filter(|id| turn(&seen_by(*me, &lots), *id, &job(), 0) == 0).count();
        assert!((150..250).contains(&first), "{first} of 1,000");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    /// Of each job one provider is the first, one more has the first turn after it, then two, then four.
    #[test]
    fn turns_double(lots in proptest::collection::btree_set(any::<u64>(), 1..100), id in any::<u64>()) {
        let lots: Vec<u64> = lots.into_iter().collect();
        let turns: Vec<u32> = lots.iter().map(|me| turn(&seen_by(*me, &lots), id, &job(), 0)).collect();
        let within = |turn: u32| turns.iter().filter(|other| **other <= turn).count();
        for turn in 0..8 {
            prop_assert_eq!(within(turn), lots.len().min(1 << turn));
        }
    }

    /// Once a turn has come it stays, and it has come after half of the time in which the job can be accepted.
    #[test]
    fn turns_come_and_stay(turn in 0..9u32, within in 1..100_000u64, millis in 1..60_000u64, at in 0..100_000u64) {
        let job = Job { deadline: NOW + within, ..job() };
        let come = |at: u64| has_come(&View { time: NOW + at, block_millis: millis, ..view() }, &job, turn);
        prop_assert!(come(within.div_ceil(2)));
        prop_assert!(!come(at) || come(at + 1));
        prop_assert!(come(within.saturating_sub(10 * millis / 1_000)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// A job that suits this agent alone is accepted in time, however many others could take it and do not.
    #[test]
    fn no_job_is_missed_by_waiting(rivals in 0..100u64, id in any::<u32>(), within in 30..3_600u64, input in any::<bool>()) {
        let mut s = Setting::new(4, 50);
        s.chain.crowd(rivals);
        let input = input.then_some([5; 32]);
        s.chain.request(id.into(), Job { seconds: 20, input, ..job() }, within);
        s.rounds(within as usize / 5 + 20);
        let state = s.chain.0.borrow().ended.get(&u64::from(id)).copied();
        prop_assert_eq!(state, Some(JobState::Settled));
    }
}
