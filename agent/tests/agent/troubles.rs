//! Nodes that forget or are gone, silent attestors, refusals: no loss, nothing twice.

use api::job_market::JobState;
use compute_amm_agent::book::{Fate, Key, Step};
use compute_amm_agent::margin::needed;
use compute_amm_agent::view::Job;
use proptest::prelude::*;

use crate::setting::Setting;
use crate::support::*;

#[test]
fn a_transaction_that_a_node_forgot_is_handed_over_again() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, Job { seconds: 20, ..job() }, 600);
    s.chain.0.borrow_mut().forgetful = true;
    s.rounds(3);
    assert_eq!(s.chain.count(&Key::Accept(1)), (0, 0));
    s.chain.0.borrow_mut().forgetful = false;
    s.rounds(20);
    assert_eq!((s.chain.count(&Key::Accept(1)), s.chain.count(&Key::Submit(1))), ((1, 0), (1, 0)));
}

#[test]
fn a_transaction_that_expired_is_signed_anew_after_a_pause() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, Job { seconds: 20, ..job() }, 3_600);
    s.chain.0.borrow_mut().forgetful = true;
    s.rounds(18);
    let fate = &s.agent.store().book().sent[&Key::Accept(1)].fate;
    assert!(
        matches!(fate, Fate::Failed(pause) if pause.reason.contains("in no block up to 1012")),
        "{fate:?}"
    );
    s.chain.0.borrow_mut().forgetful = false;
    s.rounds(30);
    assert_eq!(s.chain.count(&Key::Submit(1)), (1, 0));
}

/// However slow blocks are.
#[test]
fn no_job_is_accepted_whose_deadline_a_lost_transaction_would_break() {
    for (millis, block) in [(6_000, 6), (6_000, 5), (1_000, 1), (2_500, 2), (15_000, 15), (30_000, 30)] {
        let mut s = Setting::new(1, 100);
        s.chain.0.borrow_mut().view_mut().block_millis = millis;
        let needed = needed(s.chain.0.borrow_mut().view_mut());
        s.chain.request(1, Job { seconds: 600, run_within: 599 + needed, ..job() }, 3_600);
        s.chain.request(2, Job { seconds: 600, run_within: 600 + needed, ..job() }, 3_600);
        for _ in 0..2_000 {
            let _ = s.agent.tick();
            let first = |fate: &Fate| matches!(fate, Fate::Pending { before: None });
            let lost = s.agent.store().book().sent.get(&Key::Submit(2)).is_some_and(|sent| first(&sent.fate));
            if lost {
                s.chain.forget_mempool();
            }
            s.chain.0.borrow_mut().forgetful = lost;
            s.chain.block(block);
        }
        assert_eq!(s.chain.count(&Key::Accept(1)), (0, 0), "{millis} ms");
        assert_eq!(s.chain.count(&Key::Submit(2)), (1, 0), "{millis} ms");
        assert_eq!(s.chain.0.borrow().ended.get(&2), Some(&JobState::Settled), "{millis} ms");
    }
}

#[test]
fn a_full_mempool_is_named_where_a_transaction_expired() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, Job { seconds: 20, ..job() }, 3_600);
    s.chain.0.borrow_mut().full = true;
    s.rounds(18);
    let fate = s.agent.store().book().sent[&Key::Accept(1)].fate.clone();
    let said = "in no block up to 1012; the node did not take it: mempool is full";
    assert!(matches!(&fate, Fate::Failed(pause) if pause.reason == said), "{fate:?}");
    s.chain.0.borrow_mut().full = false;
    s.rounds(30);
    assert_eq!((s.chain.count(&Key::Accept(1)), s.chain.count(&Key::Submit(1))), ((1, 0), (1, 0)));
}

#[test]
fn a_node_that_is_gone_for_a_while_costs_nothing() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, Job { seconds: 100, ..job() }, 600);
    s.rounds(2);
    s.chain.0.borrow_mut().down = true;
    assert!(s.agent.tick().unwrap_err().to_string().contains("no node answered"));
    s.rounds(60);
    s.chain.0.borrow_mut().down = false;
    s.rounds(20);
    assert_eq!(s.chain.0.borrow().ended[&1], JobState::Settled);
}

#[test]
fn silent_attestors_cost_nothing_and_their_verdict_comes_later() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, Job { seconds: 60, run_within: 600, ..job() }, 600);
    s.chain.0.borrow_mut().silent = true;
    s.rounds(40);
    let work = s.agent.store().book().work[&1].clone();
    assert!(
        matches!(&work.signatures, Step::Failed(pause) if pause.reason.contains("silent") && pause.tries > 1)
    );
    s.rounds(80);
    assert_eq!(s.chain.count(&Key::Submit(1)), (1, 0), "delivered without signatures before the deadline");
    s.chain.0.borrow_mut().silent = false;
    s.rounds(150);
    assert_eq!(s.chain.count(&Key::Verdict(1)), (1, 0));
    assert_eq!(s.chain.0.borrow().ended[&1], JobState::Settled);
}

#[test]
fn what_the_chain_refuses_is_tried_again_after_ever_longer_pauses() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, job(), 3_600);
    s.chain.0.borrow_mut().refuses = Some("out of gas money".into());
    s.rounds(60);
    let fate = s.agent.store().book().sent[&Key::Accept(1)].fate.clone();
    // 300 s: at 0, 15, 45, 105, 165, 225, 285.
    assert!(
        matches!(&fate, Fate::Failed(pause) if pause.tries == 7 && pause.reason.contains("gas")),
        "{fate:?}"
    );
}

/// A standard job is delivered with its signatures only, and whoever does not deliver it is slashed.
#[test]
fn attestors_that_were_silent_for_long_are_asked_soon_enough_after_that() {
    let mut s = Setting::new(4, 50);
    s.chain.request(1, Job { gpus: 4, seconds: 60, run_within: 900, standard: true, ..job() }, 600);
    s.chain.0.borrow_mut().silent = true;
    s.rounds(150);
    assert_eq!(s.chain.0.borrow().ended.get(&1), None);
    s.chain.0.borrow_mut().silent = false;
    s.rounds(20);
    assert_eq!(s.chain.0.borrow().ended.get(&1), Some(&JobState::Settled), "{:?}", s.agent.store().book());
}

#[test]
fn what_has_ended_is_forgotten() {
    let mut s = Setting::new(1, 50);
    s.chain.request(1, Job { seconds: 20, ..job() }, 600);
    s.rounds(30);
    let book = s.agent.store().book();
    assert!(
        s.chain.over() && book.work.is_empty() && !book.sent.keys().any(|key| key.job().is_some()),
        "{book:?}"
    );
}

/// Jobs that come at random, blocks that come at most every `slowest` seconds.
fn a_day() -> impl Strategy<Value = (Vec<(u64, Job)>, Vec<u64>, u64)> {
    let method = prop_oneof![3 => Just(ATTESTED), 1 => Just(CLIENT)];
    let job = (0..60u64, 1..5u32, 60..400u64, any::<bool>(), method, any::<bool>(), 0..3u64).prop_map(
        |(block, gpus, seconds, standard, method, has_input, spare)| {
            let standard = standard && method == ATTESTED;
            let gpus = if standard { 4 } else { gpus };
            let run_within = if standard { seconds + 600 } else { seconds + 140 + 200 * spare };
            let input = has_input.then_some([5; 32]);
            (block, Job { gpus, seconds, standard, method, run_within, input, ..job() })
        },
    );
    (proptest::collection::vec(job, 1..12), proptest::collection::vec(1..7u64, 700), 50..101u64)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Every job that it accepted by choice is delivered in time, and every call is answered. A called job may come
    /// while all GPUs are busy: then it waits for them, and is served if that leaves it enough time.
    #[test]
    fn misses_no_deadline_that_it_could_make((jobs, blocks, percent) in a_day()) {
        let mut s = Setting::new(4, percent);
        for (n, seconds) in blocks.iter().enumerate() {
            for (id, (at, job)) in jobs.iter().enumerate() {
                if *at == n as u64 {
                    s.chain.request(id as u64, job.clone(), 600);
                }
            }
            s.agent.tick().unwrap();
            s.chain.block(*seconds);
        }
        let world = s.chain.0.borrow();
        for (id, (_, job)) in jobs.iter().enumerate() {
            let id = id as u64;
            let state = world.ended.get(&id).copied();
            prop_assert_ne!(state, Some(JobState::Faulted), "job {} {:?}", id, job);
            let accepted = world.executed.iter().filter(|(key, done)| *key == Key::Accept(id) && *done).count();
            let submitted = world.executed.iter().filter(|(key, done)| *key == Key::Submit(id) && *done).count();
            prop_assert_eq!(accepted, submitted, "job {} {:?} {:?}", id, state, job);
            if job.standard {
                prop_assert!(!matches!(state, Some(JobState::Defaulted)), "job {} {:?} {:?}", id, state, job);
            }
        }
        prop_assert!(world.executed.iter().all(|(_, done)| *done), "something failed in a block");
    }
}

/// A standard job's result is not delivered without signatures, and a late one is slashed.
#[test]
fn while_attestors_are_silent_no_standard_job_of_theirs_is_accepted() {
    let mut s = Setting::new(4, 50);
    s.chain.request(1, Job { seconds: 60, run_within: 600, ..job() }, 600);
    s.chain.0.borrow_mut().silent = true;
    s.rounds(15);
    let standard = || Job { seconds: 60, run_within: 600, standard: true, ..job() };
    s.chain.request(2, standard(), 3_000);
    s.chain.request(3, Job { method: CLIENT, ..standard() }, 3_000);
    s.chain.request(4, Job { standard: false, ..standard() }, 3_000);
    s.rounds(10);
    let accepted = |s: &Setting, id| s.chain.count(&Key::Accept(id)).0;
    assert_eq!([1, 2, 3, 4].map(|id| accepted(&s, id)), [1, 0, 1, 1]);
    let round = s.agent.tick().unwrap();
    assert!(round.decision.accepts());
    let [stop] = &round.decision.stops[..] else { panic!("{:?}", round.decision.stops) };
    let said =
        "the result of job 1 is not signed, and that of a standard job must be: attestor http://a is silent";
    assert_eq!((stop.stopped(), stop.to_string()), ("standard attested jobs", said.to_owned()));
    let board = compute_amm_agent::metrics::Board::default();
    board.show(&round, s.agent.store().book(), s.agent.counts());
    let text = compute_amm_agent::http::Route::reply(&board, "GET", "/metrics", &[]).body;
    for line in ["camm_agent_accepting 1", "camm_agent_accepting_standard_attested 0"] {
        assert!(text.lines().any(|l| l == line), "{text}");
    }
    s.chain.0.borrow_mut().silent = false;
    s.rounds(40);
    assert_eq!(accepted(&s, 2), 1, "they are back");
}
