//! What is decided, over random views and books.

use std::collections::BTreeMap;

use api::job_market::{InputForm, JobState};
use compute_amm_agent::book::{Action, Book, Fate, Key, Pause, Ran, Sent, Step, Work};
use compute_amm_agent::decide::{decide, lock, Task};
use compute_amm_agent::view::{Class, Hold, Job, View};
use proptest::prelude::*;

use crate::support::*;

fn a_job() -> impl Strategy<Value = Job> {
    let state = prop_oneof![
        4 => Just((JobState::Open, Hold::Free, false)),
        2 => Just((JobState::Called, Hold::Called, true)),
        2 => Just((JobState::Assigned, Hold::Mine, false)),
        1 => Just((JobState::Assigned, Hold::Mine, true)),
        1 => Just((JobState::Submitted, Hold::Mine, false)),
        1 => Just((JobState::AwaitingInput, Hold::Mine, false)),
        1 => Just((JobState::Open, Hold::Other, false)),
    ];
    (
        state,
        1..9u32,
        60..2_000u64,
        0..4_000u64,
        1..4u32,
        any::<bool>(),
        any::<bool>(),
        0..3_000_000u128,
        0..5_000u64,
    )
        .prop_map(
            |((state, hold, called), gpus, seconds, spare, method, has_input, standard, worth, left)| Job {
                state,
                hold,
                called,
                gpus,
                seconds,
                method,
                input: has_input.then_some([5; 32]),
                form: (has_input && gpus % 3 > 0).then_some(InputForm::Bytes { len: gpus }),
                standard: standard || called,
                cost: worth,
                worth,
                run_within: seconds + spare,
                deadline: NOW + left,
                ..job()
            },
        )
}

fn step<T: Clone + std::fmt::Debug>(done: T) -> impl Strategy<Value = Step<T>> {
    let pause = |until| Step::Failed(Pause { tries: 2, until, reason: "x".into() });
    prop_oneof![
        Just(Step::Idle),
        Just(Step::Begun { before: None }),
        Just(Step::Done(done)),
        Just(pause(NOW - 1)),
        Just(pause(NOW + 1))
    ]
}

fn a_work() -> impl Strategy<Value = Work> {
    let ran = Ran { output: [1; 32], proof: None };
    (1..9u32, proptest::option::of(900..1_000u64), step(()), step(ran), step(signatures())).prop_map(
        |(gpus, accepted, input, run, signatures)| Work {
            gpus,
            class: CLASS.into(),
            accepted,
            input,
            run,
            signatures,
        },
    )
}

fn a_fate() -> impl Strategy<Value = Fate> {
    prop_oneof![
        Just(Fate::Pending { before: None }),
        (990..1_010u64).prop_map(|height| Fate::Done { height }),
        prop_oneof![Just(NOW - 1), Just(NOW + 1)].prop_map(|until| Fate::Failed(Pause {
            tries: 1,
            until,
            reason: "x".into()
        })),
    ]
}

type World = (View, Book);

fn a_world() -> impl Strategy<Value = World> {
    let jobs = proptest::collection::btree_map(0..12u64, a_job(), 0..12);
    let works = proptest::collection::btree_map(0..12u64, a_work(), 0..12);
    let sent =
        proptest::collection::btree_map((0..2u8, 0..12u64), (a_fate(), 1..9u32, 0..5_000_000u128), 0..8);
    (jobs, works, sent, 0..10u32, 0..30_000_000u128, 0..10_000u64, 0..5_000u64).prop_map(
        |(jobs, work, sent, busy, free, memory_mib, unseen)| {
            let mut view = View { jobs, ..view() };
            view.host.memory_mib = memory_mib;
            view.provider.as_mut().unwrap().last_seen = NOW - unseen;
            let class =
                Class { busy, free, open: 9_000_000, credits: 4_000_000, ..view.classes[CLASS].clone() };
            view.classes.insert(CLASS.into(), class);
            let entry = |((kind, job), (fate, gpus, lock)): ((u8, u64), (Fate, u32, u128))| {
                let action = match kind {
                    0 => Action::Accept { job, class: CLASS.into(), gpus, lock: lock.into() },
                    _ => Action::Submit { job, output: [1; 32], proof: None, locator: None },
                };
                (action.key(), Sent { action, fate })
            };
            let sent: BTreeMap<_, _> = sent.into_iter().map(entry).collect();
            (view, Book { work, sent, ..Book::default() })
        },
    )
}

/// GPUs and bond of accepted jobs that the view does not show as the provider's yet.
fn unseen(view: &View, book: &Book) -> (u32, u128) {
    let mut sum = (0, 0);
    for sent in book.sent.values() {
        let Action::Accept { job, gpus, lock, .. } = &sent.action else { continue };
        let open = match sent.fate {
            Fate::Pending { .. } => true,
            Fate::Done { height } => height > view.height,
            Fate::Failed(_) => false,
        };
        let shown = view.jobs.get(job).is_some_and(|job| matches!(job.hold, Hold::Mine | Hold::Called));
        if open && !shown {
            sum = (sum.0 + gpus, sum.1 + lock.u128());
        }
    }
    sum
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, ..ProptestConfig::default() })]

    #[test]
    fn never_over_accepts((view, book) in a_world()) {
        let decided = decide(&config(), &view, &book);
        let chosen: Vec<&Job> = decided.send.iter().filter_map(|action| match action {
            Action::Accept { job, .. } => Some(&view.jobs[job]).filter(|job| job.hold == Hold::Free),
            _ => None,
        }).collect();
        let class = &view.classes[CLASS];
        let (gpus, bond) = unseen(&view, &book);
        let called: u32 = view.jobs.values().filter(|job| job.hold == Hold::Called).map(|job| job.gpus).sum();
        if !chosen.is_empty() {
            let taken: u32 = chosen.iter().map(|job| job.gpus).sum();
            prop_assert!(taken + gpus + called + class.busy <= class.gpus);
            let locked: u128 = chosen.iter().map(|job| lock(&view, job).unwrap()).sum();
            prop_assert!(locked + bond <= class.free);
            let unfinished = view.jobs.iter().filter(|(id, job)| job.hold == Hold::Called
                || job.hold == Hold::Mine && job.runs() && book.work.get(id).is_none_or(|w| w.run.done().is_none()));
            prop_assert!((chosen.len() + unfinished.count()) as u64 * 1_000 <= view.host.memory_mib);
        }
    }

    #[test]
    fn never_acts_on_what_is_pending_or_done((view, book) in a_world()) {
        let decided = decide(&config(), &view, &book);
        let mut keys: Vec<Key> = decided.send.iter().map(Action::key).collect();
        for key in &keys {
            match book.sent.get(key).map(|sent| &sent.fate) {
                None => {}
                Some(Fate::Failed(pause)) => prop_assert!(pause.until <= view.time),
                Some(other) => prop_assert!(key.job().is_none(), "{key} is {other:?}"),
            }
        }
        let mut tasks = decided.tasks.clone();
        for task in &tasks {
            let none = Work::default();
            let (Task::Fetch(job) | Task::Run(job) | Task::Sign(job)) = task else { panic!("{task:?}") };
            let work = book.work.get(job).unwrap_or(&none);
            let begun = match task {
                Task::Fetch(_) => work.input.begun() || work.input.done().is_some(),
                Task::Run(_) => work.run.begun() || work.run.done().is_some(),
                _ => work.signatures.begun() || work.signatures.done().is_some(),
            };
            prop_assert!(!begun, "{task:?}");
        }
        let (sent, begun) = (keys.len(), tasks.len());
        keys.sort();
        keys.dedup();
        tasks.sort();
        tasks.dedup();
        prop_assert_eq!((keys.len(), tasks.len()), (sent, begun));
    }

    #[test]
    fn asks_for_inputs_only_where_they_are_missing_and_leaves_gas_money((view, book) in a_world(), balance in 0..5_000_000u128) {
        let view = View { balance, ..view };
        let decided = decide(&config(), &view, &book);
        let mut bonds = 0;
        for action in &decided.send {
            let (Action::Ask { job, .. } | Action::GiveUp { job }) = action else { continue };
            let (id, job) = (job, &view.jobs[job]);
            prop_assert!(job.hold == Hold::Mine && !job.called);
            if let Action::Ask { bond, .. } = action {
                bonds += bond.u128();
                prop_assert_eq!(job.state, JobState::Assigned);
                prop_assert!(job.form.is_some() && book.work[id].input.failed().is_some());
                prop_assert!(view.time < job.deadline - job.run_within + job.run_within / 4);
            } else {
                prop_assert!(job.state == JobState::AwaitingInput && view.time > job.deadline);
            }
        }
        prop_assert!(bonds == 0 || balance >= bonds + config().keep_net);
    }

    #[test]
    fn answers_every_call((view, book) in a_world()) {
        let decided = decide(&config(), &view, &book);
        let calls = view.jobs.iter().filter(|(id, job)| job.hold == Hold::Called
            && book.may_send(&Key::Accept(**id), view.height, view.time));
        let expected = calls.count().min(compute_amm_agent::decide::MAX_MESSAGES);
        let accepts = |action: &&Action| matches!(action.key(), Key::Accept(id) if view.jobs[&id].hold == Hold::Called);
        prop_assert_eq!(decided.send.iter().take(expected).filter(accepts).count(), expected);
    }

    #[test]
    fn runs_never_take_more_gpus_or_memory_than_there_are((view, book) in a_world()) {
        let begun: Vec<_> = book.work.values().filter(|work| work.run.begun()).collect();
        let runs: Vec<u64> = decide(&config(), &view, &book).tasks.iter().filter_map(|task| match task {
            Task::Run(job) => Some(*job),
            _ => None,
        }).collect();
        if !runs.is_empty() {
            let taken: u32 = begun.iter().map(|work| work.gpus).sum();
            let new: u32 = runs.iter().map(|id| view.jobs[id].gpus).sum();
            prop_assert!(taken + new <= view.classes[CLASS].gpus);
            prop_assert!((begun.len() + runs.len()) as u64 * 1_000 <= view.host.memory_mib);
        }
    }
}
