//! What is decided, case by case.

use api::job_market::{InputForm, JobState, TIME_USED};
use api::verifier_gateway::Proof;
use compute_amm_agent::book::{Action, Book, Fate, Key, Pause, Pending, Ran, Sent, Step, Work};
use compute_amm_agent::config::{Config, Outputs};
use compute_amm_agent::decide::{decide, lock, Stop, Task, SPARE};
use compute_amm_agent::view::{GasCoin, GasCost, Hold, Job, Provider, View};
use credit::Backing;

use crate::support::*;

fn with(jobs: impl IntoIterator<Item = (u64, Job)>) -> View {
    View { jobs: jobs.into_iter().collect(), ..view() }
}

fn keys(view: &View, book: &Book) -> Vec<Key> {
    decide(&config(), view, book).send.iter().map(Action::key).collect()
}

fn ran(output: [u8; 32]) -> Work {
    Work { gpus: 1, class: CLASS.into(), run: Step::Done(Ran { output, proof: None }), ..Work::default() }
}

fn working(job: u64, work: Work) -> Book {
    Book { work: [(job, work)].into(), ..Book::default() }
}

#[test]
fn a_job_that_fits_is_accepted_with_its_lock_counted() {
    let decided = decide(&config(), &with([(7, job())]), &Book::default());
    // g·(1 − p)/(p·(1 − ρ)) = 840,000/0.8
    let expected = Action::Accept { job: 7, class: CLASS.into(), gpus: 1, lock: 1_050_000u128.into() };
    assert_eq!((decided.send, decided.stops), (vec![expected], vec![]));
}

#[test]
fn the_lock_of_a_standard_job_is_at_least_the_penalty() {
    let job = Job { standard: true, seconds: 6_000, method: PROOF, cost: 1, worth: 1, ..job() };
    // 6,000 credits · 1,400 · 25 %
    assert_eq!(lock(&with([(1, job.clone())]), &job), Some(2_100_000));
}

#[test]
fn a_job_that_asks_for_backing_is_taken_where_as_much_is_free() {
    let backed = |assets, locked| {
        let mut view = with((1..=3).map(|id| (id, Job { min_backing: 600_000, ..job() })));
        let class = view.classes.get_mut(CLASS).unwrap();
        class.backing = Backing { assets, locked: [locked, 0], ..Backing::default() };
        view
    };
    let taken = |view: &View| keys(view, &Book::default()).len();
    // A lock of 1,050,000 surely burns but for the reporter's 20 %: 840,000 of each.
    assert_eq!(taken(&backed(0, 0)), 0, "nothing backs the position");
    assert_eq!(taken(&backed(599_999, 0)), 0);
    assert_eq!(taken(&backed(700_000, 100_001)), 0, "other jobs are backed by it");
    assert_eq!(taken(&backed(1_439_999, 0)), 1, "the first leaves less than the second asks");
    assert_eq!(taken(&backed(1_440_000, 0)), 2);
    assert_eq!(taken(&View { kappa_bps: 7_142, ..backed(9_000_000, 0) }), 0, "599,928 of each");
    let mut other = backed(1_439_999, 0);
    other.jobs.insert(1, Job { tip: 1, ..job() });
    assert_eq!(taken(&other), 1, "a job that asks for none is backed all the same");
    let mut unseen = backed(1_439_999, 0);
    let sent = Sent {
        action: Action::Accept { job: 9, class: CLASS.into(), gpus: 1, lock: 1_050_000u128.into() },
        fate: Fate::Done { height: unseen.height + 1 },
    };
    let book = Book { sent: [(Key::Accept(9), sent)].into(), ..Book::default() };
    assert_eq!(keys(&unseen, &book).len(), 0, "what was accepted and is not seen yet is backed by it");
    unseen.height += 1;
    assert_eq!(keys(&unseen, &book).len(), 1);
}

#[test]
fn the_policy_decides_which_jobs_are_taken() {
    let fits =
        |config: &Config, job: Job| !decide(config, &with([(1, job)]), &Book::default()).send.is_empty();
    let config = config();
    assert!(fits(&config, job()));
    assert!(!fits(&config, Job { program: [9; 32], ..job() }), "no workload");
    assert!(!fits(&config, Job { hold: Hold::Other, ..job() }), "another provider's");
    assert!(!fits(&config, Job { state: JobState::Untaken, ..job() }), "can only be called");
    assert!(!fits(&config, Job { deadline: NOW, ..job() }), "too late to accept");
    assert!(!fits(&config, Job { run_within: 739, ..job() }), "no time if a transaction is lost");
    assert!(fits(&config, Job { run_within: 740, ..job() }));
    assert!(!fits(&config, Job { min_reputation_bps: 1_001, ..job() }), "reputation");
    assert!(!fits(&config, Job { gpus: 9, ..job() }), "GPUs");
    assert!(!fits(&config, Job { class: "a100".into(), ..job() }), "no position");
    assert!(
        !fits(&Config { attestors: vec!["http://a".into()], ..config.clone() }, job()),
        "one attestor of two"
    );
    assert!(!fits(&Config { classes: ["a100".into()].into(), ..config.clone() }, job()));
    assert!(!fits(&Config { methods: [CLIENT].into(), ..config.clone() }, job()));
    assert!(!fits(&config, Job { method: EXTERNAL, ..job() }), "another contract judges it");
    assert!(!fits(&Config { payers: ["another".into()].into(), ..config.clone() }, job()));
    assert!(fits(&Config { min_price: 1_400, ..config.clone() }, job()), "840,000 for 600 credits");
    assert!(!fits(&Config { min_price: 1_401, ..config }, job()));
}

#[test]
fn a_job_that_pays_less_than_its_gas_is_not_taken() {
    let gas = GasCost { accept: 300, submit: 700, ..GasCost::default() };
    let taken =
        |job: Job| !decide(&config(), &View { gas, ..with([(1, job)]) }, &Book::default()).send.is_empty();
    assert!(!taken(Job { cost: 999, ..job() }) && taken(Job { cost: 1_000, ..job() }));
    assert!(taken(Job { cost: 999, tip: 1, ..job() }), "what it pays beside counts");
    assert!(taken(Job { cost: 0, ..called() }), "no answer to a call is a default");
}

#[test]
fn the_gas_of_jobs_in_hand_stays_in_the_wallet() {
    let gas = GasCost { accept: 300, submit: 700, ..GasCost::default() };
    let at = |balance, jobs: Vec<Job>| {
        let jobs = (1..).zip(jobs).collect::<Vec<(u64, Job)>>();
        decide(&config(), &View { gas, balance, ..with(jobs) }, &Book::default())
    };
    let delivered = || Job { state: JobState::Submitted, ..mine() };
    assert_eq!(at(1_000_700, vec![mine(), delivered()]).stops, vec![]);
    let stop = Stop::Balance { expected: 1_000_700, got: 1_000_699 };
    assert_eq!(at(1_000_699, vec![mine()]).stops, vec![stop]);
    // Each job that is taken needs as much more.
    assert_eq!(at(1_002_999, vec![job(), job(), job(), job()]).send.len(), 2);
    assert_eq!(at(1_002_699, vec![mine(), job(), job(), job()]).send.len(), 1);
}

/// NET may be plenty where gas is paid in another coin.
#[test]
fn a_coin_in_which_gas_is_paid_stays_in_the_wallet_too() {
    let cost = GasCost { accept: 300, submit: 700, ..GasCost::default() };
    let at = |balance, jobs: Vec<Job>| {
        let gas_coin = Some(GasCoin { denom: "uatom".into(), balance, cost });
        let jobs = (1..).zip(jobs).collect::<Vec<(u64, Job)>>();
        decide(&config(), &View { gas_coin, ..with(jobs) }, &Book::default())
    };
    let stop = |expected, got| vec![Stop::Gas { denom: "uatom".into(), expected, got }];
    let none = at(999, vec![job()]);
    assert_eq!((none.stops, none.send), (stop(1_000, 999), vec![]));
    assert_eq!(at(1_699, vec![mine()]).stops, stop(1_700, 1_699));
    assert_eq!(at(1_699, vec![called(), job()]).send.len(), 1, "no answer to a call is a default");
    // Each job that is taken needs as much more.
    assert_eq!(at(2_999, vec![job(), job(), job(), job()]).send.len(), 2);
    assert_eq!(at(2_699, vec![mine(), job(), job(), job()]).send.len(), 1);
    let said = at(0, vec![]).stops[0].to_string();
    assert!(said.contains("short of uatom, in which gas is paid: expected 1000"), "{said}");
}

#[test]
fn no_more_inputs_are_kept_than_there_is_room_for() {
    let open = |cost| Job { input: Some([5; 32]), cost, ..job() };
    let mut view = with((1..=30).map(|id| (id, open(840_000 + u128::from(id) * 600))));
    view.classes.get_mut(CLASS).unwrap().gpus = 3;
    let fetched = |view: &View, book: &Book| decide(&config(), view, book).tasks;
    let best = |ids: std::ops::RangeInclusive<u64>| ids.rev().map(Task::Fetch).collect::<Vec<_>>();
    assert_eq!(
        (fetched(&view, &Book::default()), SPARE),
        (best(24..=30), 4),
        "the best paid, and some to spare"
    );
    let with_inputs = |input: Step<()>| {
        let work = (21..=30).map(|id| (id, Work { input: input.clone(), ..Work::default() }));
        Book { work: work.collect(), ..Book::default() }
    };
    let begun = Step::Begun { before: None };
    assert_eq!(
        (fetched(&view, &with_inputs(begun)), fetched(&view, &with_inputs(Step::Done(())))),
        (vec![], vec![])
    );
    let lost = Step::Failed(Pause { tries: 3, until: NOW + 1, reason: "404".into() });
    assert_eq!(fetched(&view, &with_inputs(lost)), best(14..=20), "what is nowhere takes no place");
    view.classes.get_mut(CLASS).unwrap().busy = 3;
    assert_eq!(fetched(&view, &Book::default()), []);
}

#[test]
fn an_input_is_found_before_its_job_is_accepted() {
    let view = with([(1, Job { input: Some([5; 32]), ..job() })]);
    let decided = decide(&config(), &view, &Book::default());
    assert_eq!((decided.send, decided.tasks), (vec![], vec![Task::Fetch(1)]));
    let found = working(1, Work { input: Step::Done(()), ..Work::default() });
    assert_eq!(keys(&view, &found), [Key::Accept(1)]);
}

#[test]
fn no_more_inputs_of_open_jobs_are_looked_for_at_once_than_are_accepted_at_once() {
    let mut view = with((1..=30).map(|id| (id, Job { input: Some([5; 32]), ..job() })).collect::<Vec<_>>());
    view.classes.get_mut(CLASS).unwrap().gpus = 30;
    let mut book = Book::default();
    assert_eq!(decide(&config(), &view, &book).tasks.len(), 20);
    for id in 1..=15 {
        book.work.insert(id, Work { input: Step::Begun { before: None }, ..Work::default() });
    }
    let tasks: Vec<Task> = (16..=20).map(Task::Fetch).collect();
    assert_eq!(decide(&config(), &view, &book).tasks, tasks, "addresses that do not answer hold no more");
}

#[test]
fn calls_come_before_everything_and_need_no_bond() {
    let mut view = with([(1, job()), (2, mine()), (3, called())]);
    view.classes.get_mut(CLASS).unwrap().free = 0;
    view.balance = 0;
    view.provider = view.provider.map(|p| compute_amm_agent::view::Provider { last_seen: NOW - 9_999, ..p });
    let mut book = working(2, ran([1; 32]));
    book.work.get_mut(&2).unwrap().signatures = Step::Done(signatures());
    let decided = decide(&config(), &view, &book);
    let keys: Vec<_> = decided.send.iter().map(Action::key).collect();
    assert_eq!(keys, [Key::Accept(3), Key::Submit(2), Key::Heartbeat], "job 1 is not taken");
}

#[test]
fn nothing_is_accepted_when_something_is_short() {
    let stops = |change: fn(&mut View)| {
        let mut view = with([(1, job())]);
        change(&mut view);
        let decided = decide(&config(), &view, &Book::default());
        assert!(!decided.send.iter().any(|action| action.key() == Key::Accept(1)));
        decided.stops
    };
    assert!(matches!(
        stops(|view| view.balance = 999_999)[..],
        [Stop::Balance { expected: 1_000_000, got: 999_999 }]
    ));
    assert!(matches!(
        stops(|view| view.host.disk_mib = 1_023)[..],
        [Stop::Disk { expected: 1_024, got: 1_023 }]
    ));
    assert!(matches!(stops(|view| view.host.clock += 301)[..], [Stop::Clock { .. }]));
    assert!(matches!(stops(|view| view.provider = None)[..], [Stop::NotRegistered]));
    assert!(matches!(
        stops(|view| view.provider.as_mut().unwrap().jailed_until = Some(5))[..],
        [Stop::Jailed { until: 5 }]
    ));
    assert!(matches!(
        stops(|view| view.provider.as_mut().unwrap().last_seen -= 3_601)[..],
        [Stop::Unseen { .. }]
    ));
    assert!(
        stops(|view| view.classes.get_mut(CLASS).unwrap().free = 1_049_999).is_empty(),
        "bond: of this job only"
    );
    assert!(
        stops(|view| view.classes.get_mut(CLASS).unwrap().busy = 8).is_empty(),
        "GPUs: of this class only"
    );
    assert!(stops(|view| view.host.memory_mib = 999).is_empty(), "memory: until a run ends");
    for stop in stops(|view| (view.balance, view.host.disk_mib) = (0, 0)) {
        assert!(stop.to_string().contains("expected"), "{stop}");
    }
}

#[test]
fn while_a_transaction_is_pending_nothing_else_is_sent() {
    let pending =
        Pending { hash: "A".into(), bytes: vec![1].into(), sequence: 3, expires: 1_010, actions: vec![] };
    let book = Book { pending: Some(pending), ..Book::default() };
    assert!(keys(&with([(1, job()), (2, called())]), &book).is_empty());
}

#[test]
fn a_result_waits_for_its_signatures_and_goes_without_them_at_the_last_moment() {
    let view = with([(1, mine())]);
    let mut book = working(1, ran([1; 32]));
    let decided = decide(&config(), &view, &book);
    assert_eq!((decided.send, decided.tasks), (vec![], vec![Task::Sign(1)]));
    book.work.get_mut(&1).unwrap().signatures =
        Step::Failed(Pause { tries: 4, until: NOW + 900, reason: "silent".into() });
    let last = View { time: NOW + 1_060, ..view.clone() };
    assert!(keys(&View { time: NOW + 1_059, ..view.clone() }, &book).is_empty());
    let decided = decide(&config(), &last, &book);
    assert!(matches!(decided.send[..], [Action::Submit { proof: None, .. }]), "{decided:?}");
    assert_eq!(decided.tasks, [Task::Sign(1)], "the verdict can still come");
    let standard = View { jobs: [(1, Job { standard: true, ..mine() })].into(), ..last };
    assert!(keys(&standard, &book).is_empty(), "a standard job is delivered with its signatures");
    book.work.get_mut(&1).unwrap().signatures = Step::Done(signatures());
    let decided = decide(&config(), &view, &book);
    assert!(matches!(&decided.send[..], [Action::Submit { proof: Some(Proof::Attestation { .. }), .. }]));
    let delivered = with([(1, Job { state: JobState::Submitted, ..mine() })]);
    assert_eq!(keys(&delivered, &book), [Key::Verdict(1)]);
}

/// Somebody else accepted it in the provider's name, and may bring its contract a proof.
#[test]
fn a_result_that_another_contract_judges_is_delivered_as_it_is() {
    let view = with([(1, Job { method: EXTERNAL, ..mine() })]);
    let decided = decide(&config(), &view, &working(1, ran([1; 32])));
    assert!(matches!(&decided.send[..], [Action::Submit { job: 1, proof: None, .. }]), "{:?}", decided.send);
    let delivered = with([(1, Job { method: EXTERNAL, state: JobState::Submitted, ..mine() })]);
    assert!(keys(&delivered, &working(1, ran([1; 32]))).is_empty());
}

#[test]
fn a_result_says_where_its_output_is_served() {
    let outputs = Outputs { address: "0.0.0.0:8080".parse().unwrap(), url: "https://gpu.example".into() };
    let served = Config { outputs: Some(outputs), ..config() };
    let of = |config: &Config, output: [u8; 32]| {
        let job = Job { method: CLIENT, deadline: NOW, ..mine() };
        match &decide(config, &with([(1, job)]), &working(1, ran(output))).send[..] {
            [Action::Submit { locator, .. }] => locator.clone(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(of(&config(), [1; 32]), None);
    assert_eq!(of(&served, [1; 32]), Some(format!("https://gpu.example/{}", "01".repeat(32))));
    assert_eq!(of(&served, TIME_USED), None, "there is no output");
}

#[test]
fn a_deadline_counts_blocks_too() {
    let mut work = ran([1; 32]);
    (work.signatures, work.accepted) = (Step::Done(signatures()), Some(1_000));
    let view = |height| View { height, time: NOW + 1_200, ..with([(1, mine())]) };
    assert_eq!(keys(&view(1_199), &working(1, work.clone())), [Key::Submit(1)], "the chain stood still");
    assert!(keys(&view(1_200), &working(1, work)).is_empty());
}

#[test]
fn used_up_time_is_no_result_before_it_is_used_up() {
    let mut work = ran(TIME_USED);
    work.signatures = Step::Done(signatures());
    let view = |time| View { time, ..with([(1, Job { standard: true, ..mine() })]) };
    assert!(keys(&view(NOW + 599), &working(1, work.clone())).is_empty());
    assert_eq!(keys(&view(NOW + 600), &working(1, work)), [Key::Submit(1)]);
}

#[test]
fn a_missing_input_is_asked_for_in_the_first_quarter_and_given_up_after_an_hour() {
    let form = Some(InputForm::Bytes { len: 9 });
    let mine = Job { input: Some([5; 32]), form, ..mine() };
    let failed = |tries| Step::Failed(Pause { tries, until: NOW + 60, reason: "silent".into() });
    let book = |tries| working(1, Work { input: failed(tries), ..Work::default() });
    let asked = |view: &View, book: &Book| match &decide(&config(), view, book).send[..] {
        [] => None,
        [Action::Ask { job: 1, bond }] => Some(bond.u128()),
        other => panic!("{other:?}"),
    };
    let view = |job: &Job| with([(1, job.clone())]);
    assert_eq!(asked(&view(&mine), &book(1)), None, "its place may answer the second time");
    assert_eq!(asked(&view(&mine), &book(2)), Some(1_000_000));
    assert_eq!(asked(&View { time: NOW + 299, ..view(&mine) }, &book(2)), Some(1_000_000));
    assert_eq!(asked(&View { time: NOW + 300, ..view(&mine) }, &book(2)), None, "a quarter is over");
    assert_eq!(asked(&View { balance: 1_999_999, ..view(&mine) }, &book(2)), None, "keep_net stays");
    for other in [
        Job { form: None, ..mine.clone() },
        Job { form: Some(InputForm::Chunks { count: 2 }), ..mine.clone() },
        Job { called: true, standard: true, ..mine.clone() },
    ] {
        assert_eq!(asked(&view(&other), &book(2)), None, "{other:?}");
    }
    let done = |input, run| working(1, Work { input, run, ..Work::default() });
    assert_eq!(asked(&view(&mine), &done(Step::Done(()), Step::Idle)), None);
    let ran = Step::Done(Ran { output: [1; 32], proof: None });
    assert_eq!(asked(&view(&mine), &done(failed(2), ran)), Some(1_000_000), "attestors want it");

    let waits = Job { state: JobState::AwaitingInput, deadline: NOW + 3_600, ..mine };
    let at = |time| View {
        time,
        provider: Some(Provider { active: true, last_seen: time, jailed_until: None }),
        ..view(&waits)
    };
    assert!(keys(&at(NOW + 3_600), &book(2)).is_empty());
    assert_eq!(keys(&at(NOW + 3_601), &book(2)), [Key::GiveUp(1)]);
}

#[test]
fn a_heartbeat_comes_at_half_of_its_time_and_once() {
    let at = |time: u64| View { time, ..view() };
    assert!(keys(&at(NOW + 1_799), &Book::default()).is_empty());
    assert_eq!(keys(&at(NOW + 1_800), &Book::default()), [Key::Heartbeat]);
    let sent = |fate| Book {
        sent: [(Key::Heartbeat, Sent { action: Action::Heartbeat, fate })].into(),
        ..Book::default()
    };
    assert!(
        keys(&at(NOW + 1_800), &sent(Fate::Done { height: 1_000 })).is_empty(),
        "not shown by this block yet"
    );
    assert_eq!(keys(&at(NOW + 1_800), &sent(Fate::Done { height: 999 })), [Key::Heartbeat]);
}

#[test]
fn credits_are_redeemed_down_to_the_largest_standard_job() {
    let redeemed = |credits: u128, open: u128, most: u128| {
        let mut view = view();
        let class = view.classes.get_mut(CLASS).unwrap();
        (class.credits, class.open, class.standard_most) = (credits, open, most);
        match &decide(&config(), &view, &Book::default()).send[..] {
            [] => 0,
            [Action::Redeem { amount, .. }] => amount.u128(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(redeemed(5_000_000, 3_000_000, 2_000_000), 3_000_000, "all that is open");
    assert_eq!(redeemed(5_000_000, 9_000_000, 2_000_000), 5_000_000);
    assert_eq!(redeemed(5_000_000, 6_000_000, 2_000_000), 4_000_000, "the largest standard job stays");
    assert_eq!(redeemed(5_000_000, 6_000_000, 6_000_000), 0);
    assert_eq!(redeemed(999_999, 6_000_000, 0), 0, "not worth the gas");
}

#[test]
fn runs_begin_with_called_jobs_and_while_gpus_and_memory_last() {
    let eight = Job { gpus: 8, ..mine() };
    let view = with([(1, eight.clone()), (2, Job { called: true, standard: true, ..eight })]);
    assert_eq!(decide(&config(), &view, &Book::default()).tasks, [Task::Run(2)]);
    let begun = Work { gpus: 8, class: CLASS.into(), run: Step::Begun { before: None }, ..Work::default() };
    assert!(decide(&config(), &view, &working(2, begun)).tasks.is_empty());
    let mut small = with([(1, mine()), (2, mine())]);
    small.host.memory_mib = 1_999;
    assert_eq!(decide(&config(), &small, &Book::default()).tasks, [Task::Run(1)]);
    let failed =
        Work { run: Step::Failed(Pause { tries: 3, until: 0, reason: "x".into() }), ..Work::default() };
    assert!(!decide(&config(), &with([(1, mine())]), &working(1, failed)).tasks.contains(&Task::Run(1)));
}

#[test]
fn a_run_goes_before_a_called_one_only_if_both_come_in_time() {
    let other = |seconds: u64| Job { gpus: 8, seconds, deadline: NOW + 700, ..mine() };
    let call = Job { gpus: 8, seconds: 300, deadline: NOW + 1_000, called: true, standard: true, ..mine() };
    let first =
        |seconds| decide(&config(), &with([(1, other(seconds)), (2, call.clone())]), &Book::default()).tasks;
    assert_eq!(first(700), [Task::Run(1)], "the called one can wait for 700 s");
    assert_eq!(first(701), [Task::Run(2)], "a default is dearer");
}

/// Its result cannot go without signatures, and attestors do two runs of a provider at once: what they have no place for is left
/// to others. Other jobs' results may go without, so these are taken.
#[test]
fn no_standard_job_is_taken_for_which_attestors_have_no_place() {
    let taken = |mine: u64, job: Job| {
        let jobs: Vec<(u64, Job)> =
            (10..10 + mine).map(|id| (id, self::mine())).chain([(1, job.clone()), (2, job)]).collect();
        let send = decide(&config(), &with(jobs), &Book::default()).send;
        send.iter().filter(|action| matches!(action, Action::Accept { .. })).count()
    };
    let standard = || Job { standard: true, ..job() };
    assert_eq!([0, 1, 2, 3].map(|mine| taken(mine, standard())), [2, 1, 0, 0]);
    assert_eq!(taken(3, job()), 2);
    assert_eq!(taken(3, Job { method: CLIENT, ..standard() }), 2, "no attestor judges it");
}
