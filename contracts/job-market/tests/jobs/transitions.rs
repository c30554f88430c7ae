//! The pure rules of a job's life: where each event leads from each phase, and when.

mod challenged;
mod rows;
mod waiting;

use api::deadline::Moment;
use api::job_market::{AcceptPayout, InputForm, CALL_GRACE, DATA_WITHIN, TIME_USED};
use api::provider_registry::raw::AcceptPause;
use cosmwasm_std::{BlockInfo, CanonicalAddr, Timestamp};
use job_market::error::ContractError;
use job_market::job::phase::{Answers, Deal, End, Phase, Work};
use job_market::job::terms::{Askable, Judge, Standard, Terms};
use job_market::job::transition::{next, Event, Job};
use job_market::job::waits::{wait, Now, Standing};
use proptest::prelude::*;

const BLOCK_SECONDS: u64 = 6;
const OUTPUT: [u8; 32] = [9; 32];
const START: Moment = Moment { time: 1_800_000_000, height: 1_000 };
const ACCEPT: u64 = 900;
const CALL: u64 = 600;
const RUN: u64 = 7_200;
const SECONDS: u64 = 1_200;
const VERDICT: u64 = 86_400;
const DEMAND: Judge = Judge::Demand { prove_within: 7_000 };

fn terms(judge: Judge, standard: bool) -> Terms {
    let standard_job = Standard { template: 1, call_within: CALL, min_damages: 0, anyone_may_call: false };
    Terms {
        owner: CanonicalAddr::from([1; 20]),
        payer: None,
        class: "h100".into(),
        gpus: 2,
        seconds: SECONDS,
        program: [2; 32],
        input: Some([3; 32]),
        method: 1,
        judge,
        detection_bps: 5_000,
        accept_within: ACCEPT,
        run_within: RUN,
        verdict_within: VERDICT,
        min_reputation_bps: 0,
        provider: None,
        declared_value: 0,
        min_backing: 0,
        dispute_bond: 5,
        cost: 7,
        worth: 7,
        take: 3,
        tip: 2,
        ticks: 10,
        added: 10,
        target_bps: 6_000,
        requested: START,
        standard: standard.then_some(standard_job),
        askable: Some(Askable { form: InputForm::Chunks { count: 100 }, bond: 1 }),
    }
}

fn doubter() -> CanonicalAddr {
    CanonicalAddr::from([5; 20])
}

fn work(deal: Deal) -> Work {
    Work { provider: CanonicalAddr::from([4; 20]), deal }
}

fn answers(waited: u32) -> Answers {
    Answers { waited, halted: 0, blocks: waited / 6, next: 1 }
}

/// A phase that begins at [`START`], of each kind.
fn phases() -> Vec<Phase> {
    let mut all = vec![Phase::Open, Phase::Untaken { begun: START }, Phase::Called { begun: START }];
    for deal in [Deal::Redeem, Deal::Credits, Deal::Net { min: 1 << 100 }, Deal::Called] {
        let (accepted, asked, begun) = (START, START, START);
        all.push(Phase::Assigned { work: work(deal), accepted });
        all.push(Phase::Informed { work: work(deal), accepted, answers: answers(100) });
        all.push(Phase::Informed { work: work(deal), accepted, answers: answers(4_000) });
        let answers = answers(10);
        all.push(Phase::AwaitingInput { work: work(deal), accepted, answers, asked, chunk: Some(3) });
        all.push(Phase::Submitted { work: work(deal), output: OUTPUT, begun });
        all.push(Phase::Disputed { work: work(deal), output: OUTPUT, begun });
        all.push(Phase::Challenged { work: work(deal), output: OUTPUT, begun, challenger: doubter() });
    }
    all.extend(ENDS.map(Phase::Ended));
    all
}

const ENDS: [End; 9] = [
    End::Settled { output: OUTPUT },
    End::Withdrawn,
    End::Withheld,
    End::Expired,
    End::Unjudged,
    End::Stopped,
    End::Late,
    End::Fraud { output: OUTPUT },
    End::Defaulted,
];

fn events() -> Vec<Event> {
    let provider = CanonicalAddr::from([4; 20]);
    let accept = |payout| Event::Accept { provider: provider.clone(), payout };
    let mut all = vec![
        Event::Cancel,
        Event::Call,
        accept(AcceptPayout::Redeem {}),
        accept(AcceptPayout::Net { min: u128::MAX.into() }),
        Event::Ask { chunk: Some(5) },
        Event::Ask { chunk: None },
        Event::Answer,
        Event::Approve,
        Event::Dispute,
        Event::Challenge { challenger: doubter() },
        Event::Prove,
        Event::Judge { valid: true },
        Event::Judge { valid: false },
        Event::Timeout,
    ];
    for output in [OUTPUT, TIME_USED] {
        for proven in [true, false] {
            all.push(Event::Submit { output, proven });
        }
    }
    all
}

/// Where an event may lead from a phase; nowhere else, and from nowhere else.
fn may_lead(from: &Phase, event: &Event, to: &Phase) -> bool {
    use Phase::{
        Assigned, AwaitingInput, Called, Challenged, Disputed, Ended, Informed, Open, Submitted, Untaken,
    };
    match (from, event, to) {
        (Ended(_), _, _) => false,
        (_, Event::Timeout, Ended(End::Stopped)) => true,
        (Open, Event::Cancel, Ended(End::Withdrawn | End::Stopped)) => true,
        (Untaken { .. }, Event::Cancel, Ended(End::Stopped)) => true,
        (Open | Untaken { .. }, Event::Call, Called { .. }) => true,
        (Open, Event::Timeout, Untaken { .. }) => true,
        (Open | Called { .. }, Event::Accept { .. }, Assigned { .. }) => true,
        (Open | Untaken { .. }, Event::Timeout, Ended(End::Expired)) => true,
        (Called { .. }, Event::Timeout, Ended(End::Defaulted)) => true,
        (Assigned { .. } | Informed { .. }, Event::Ask { .. }, AwaitingInput { .. }) => true,
        (
            Assigned { .. } | Informed { .. },
            Event::Submit { proven: true, .. },
            Ended(End::Settled { .. }),
        ) => true,
        (Assigned { .. } | Informed { .. }, Event::Submit { proven: false, .. }, Submitted { .. }) => true,
        (Assigned { .. } | Informed { .. }, Event::Timeout, Ended(End::Late | End::Defaulted)) => true,
        (Informed { .. }, Event::Timeout, Ended(End::Withheld)) => true,
        (AwaitingInput { .. }, Event::Answer, Informed { .. }) => true,
        (AwaitingInput { .. }, Event::Timeout, Ended(End::Withheld)) => true,
        (Submitted { .. }, Event::Approve, Ended(End::Settled { .. })) => true,
        (Submitted { .. }, Event::Dispute, Disputed { .. }) => true,
        (Submitted { .. }, Event::Challenge { .. }, Challenged { .. }) => true,
        (Challenged { .. }, Event::Prove, Ended(End::Settled { .. })) => true,
        (Challenged { .. }, Event::Timeout, Ended(End::Fraud { .. })) => true,
        (Submitted { .. }, Event::Timeout, Ended(End::Settled { .. } | End::Unjudged)) => true,
        (Submitted { .. } | Disputed { .. }, Event::Judge { valid: true }, Ended(End::Settled { .. })) => {
            true
        }
        (Submitted { .. } | Disputed { .. }, Event::Judge { valid: false }, Ended(End::Fraud { .. })) => true,
        (Disputed { .. }, Event::Timeout, Ended(End::Unjudged)) => true,
        _ => false,
    }
}

fn block(time: u64, height: u64) -> BlockInfo {
    BlockInfo { height, time: Timestamp::from_seconds(time), chain_id: "market-1".into() }
}

/// `seconds` after [`START`], with a block every six seconds.
fn usual(seconds: u64) -> BlockInfo {
    block(START.time + seconds, START.height + seconds.div_ceil(BLOCK_SECONDS))
}

fn now(block: &BlockInfo) -> Now<'_> {
    Now {
        block,
        block_millis: 1_000 * BLOCK_SECONDS,
        pause: AcceptPause::default(),
        method: Standing::default(),
    }
}

fn at(phase: Phase, terms: Terms) -> Job {
    Job { id: 1, terms, phase }
}

/// What comes too late where the wait is over, one or more events of each wait.
fn awaited(phase: &Phase, terms: &Terms) -> Vec<Event> {
    let provider = CanonicalAddr::from([4; 20]);
    let accept = Event::Accept { provider, payout: AcceptPayout::Redeem {} };
    let proven = terms.judge != Judge::Client;
    match phase {
        Phase::Open => vec![accept, Event::Cancel],
        // A call is never too late before the job has ended.
        Phase::Untaken { .. } => vec![],
        Phase::Called { .. } => vec![accept],
        Phase::Assigned { .. } | Phase::Informed { .. } => vec![Event::Submit { output: OUTPUT, proven }],
        Phase::AwaitingInput { .. } => vec![Event::Answer],
        Phase::Submitted { .. } if terms.judge == Judge::Client => vec![Event::Approve, Event::Dispute],
        Phase::Submitted { .. } if terms.judge == DEMAND => vec![Event::Challenge { challenger: doubter() }],
        Phase::Submitted { .. } | Phase::Disputed { .. } => vec![Event::Judge { valid: false }],
        Phase::Challenged { .. } => vec![Event::Prove],
        Phase::Ended(_) => vec![],
    }
}

fn judges() -> impl Strategy<Value = (Judge, bool)> {
    prop::sample::select(vec![
        (Judge::Proof, false),
        (Judge::Attestors, false),
        (Judge::Client, false),
        (DEMAND, false),
        (Judge::Proof, true),
        (Judge::Attestors, true),
    ])
}

proptest! {
    #[test]
    fn from_every_phase_every_event_is_refused_or_leads_where_the_table_says(
        (judge, standard) in judges(),
        phase in prop::sample::select(phases()),
        event in prop::sample::select(events()),
        seconds in prop_oneof![0u64..20_000, 0u64..200_000],
        blocks in 0u64..40_000,
        stopped in any::<bool>(),
        paused_since in prop::option::of(0u64..40 * 86_400),
    ) {
        let block = block(START.time + seconds, START.height + blocks);
        let since = paused_since.map(|ago| Moment { time: START.time - ago, height: 1 });
        let pause = AcceptPause { since, lifted: Moment::default() };
        let now = Now { pause, method: Standing { stopped, narrowed: false }, ..now(&block) };
        let job = at(phase, terms(judge, standard));
        if let Ok(to) = next(&job, event.clone(), &now) {
            prop_assert!(may_lead(&job.phase, &event, &to), "{:?} by {event:?} to {to:?}", job.phase);
            if stopped {
                use Phase::{AwaitingInput, Ended, Informed};
                let goes_on = matches!(to, Ended(End::Stopped) | AwaitingInput { .. } | Informed { .. });
                let proven = matches!(event, Event::Submit { proven: true, .. });
                let ends = proven || matches!(event, Event::Cancel | Event::Judge { .. } | Event::Prove);
                prop_assert!(goes_on || ends, "{event:?} under a stopped method led to {to:?}");
            }
        }
    }

    /// At each time either what is awaited is accepted, or its absence counts: never both, never neither.
    #[test]
    fn until_a_wait_has_passed_what_is_awaited_is_accepted_and_from_then_on_its_absence_counts(
        (judge, standard) in judges(),
        phase in prop::sample::select(phases()),
        early in 0u64..4,
        late in 0u64..100_000,
    ) {
        let job = at(phase, terms(judge, standard));
        let Some(wait) = wait(&job.terms, &job.phase) else { return Ok(()) };
        let seconds = wait.at() - START.time;
        let before = usual(seconds - 1 - early);
        let after = usual(seconds + late);
        for event in awaited(&job.phase, &job.terms) {
            let led = next(&job, event.clone(), &now(&before));
            prop_assert!(led.is_ok(), "{event:?}: {led:?}");
            let too_late = next(&job, event.clone(), &now(&after));
            prop_assert!(matches!(too_late, Err(ContractError::TooLate { .. })), "{event:?}: {too_late:?}");
        }
        let early = next(&job, Event::Timeout, &now(&before));
        prop_assert!(matches!(early, Err(ContractError::TooEarly { .. })), "{early:?}");
        let led = next(&job, Event::Timeout, &now(&after));
        let left_to_calls = job.phase == Phase::Open && standard;
        prop_assert!(matches!(led, Ok(Phase::Ended(_))) != left_to_calls, "{led:?}");
        prop_assert!(matches!(led, Ok(Phase::Untaken { .. })) == left_to_calls, "{led:?}");
    }

    /// The same where the chain stood still: the time alone ends no wait.
    #[test]
    fn one_block_after_a_long_gap_ends_no_wait(
        (judge, standard) in judges(),
        phase in prop::sample::select(phases()),
        gap in 0u64..29 * 86_400,
        restarted in any::<bool>(),
    ) {
        let job = at(phase, terms(judge, standard));
        let Some(wait) = wait(&job.terms, &job.phase) else { return Ok(()) };
        let height = if restarted { 1 } else { START.height + 1 };
        let block = block(START.time + wait.seconds + gap, height);
        for event in awaited(&job.phase, &job.terms) {
            let led = next(&job, event.clone(), &now(&block));
            prop_assert!(led.is_ok(), "{event:?}: {led:?}");
        }
        let silence = next(&job, Event::Timeout, &now(&block));
        prop_assert!(matches!(silence, Err(ContractError::TooEarly { .. })), "{silence:?}");
    }

    /// A job walks its phases at random; it ends once, and stays as it ended.
    #[test]
    fn what_has_ended_stays_as_it_ended(
        (judge, standard) in judges(),
        steps in prop::collection::vec((prop::sample::select(events()), 0u64..5_000), 1..60),
    ) {
        let mut job = at(Phase::Open, terms(judge, standard));
        let (mut seconds, mut ends) = (0, 0);
        for (event, more) in steps {
            seconds += more;
            if let Ok(phase) = next(&job, event, &now(&usual(seconds))) {
                prop_assert!(ends == 0, "{phase:?} after {:?}", job.phase);
                ends += u32::from(matches!(phase, Phase::Ended(_)));
                job.phase = phase;
            }
        }
    }
}

#[test]
fn a_call_is_for_standard_jobs_that_nobody_took_until_they_have_ended() {
    let terms = |standard| terms(Judge::Attestors, standard);
    let open = at(Phase::Open, terms(true));
    let by = |job: &Job, event, seconds| next(job, event, &now(&usual(seconds)));
    let called = |led| matches!(led, Ok(Phase::Called { .. }));
    assert!(matches!(by(&open, Event::Call, ACCEPT - 1), Err(ContractError::TooEarly { .. })));
    assert!(called(by(&open, Event::Call, ACCEPT)) && called(by(&open, Event::Call, 100 * ACCEPT)));
    // However late it is recorded that nobody took it, its ten minutes begin there.
    let untaken = by(&open, Event::Timeout, 100 * ACCEPT).unwrap();
    assert!(matches!(untaken, Phase::Untaken { begun } if begun == Moment::of(&usual(100 * ACCEPT))));
    let untaken = at(untaken, terms(true));
    let over = 100 * ACCEPT + CALL_GRACE;
    assert!(matches!(by(&untaken, Event::Timeout, over - 1), Err(ContractError::TooEarly { .. })));
    assert!(called(by(&untaken, Event::Call, 100 * ACCEPT)) && called(by(&untaken, Event::Call, 2 * over)));
    assert_eq!(by(&untaken, Event::Timeout, over), Ok(Phase::Ended(End::Expired)));
    let ordinary = at(Phase::Open, terms(false));
    assert!(matches!(by(&ordinary, Event::Call, ACCEPT), Err(ContractError::Unsuited { .. })));
    assert_eq!(by(&ordinary, Event::Timeout, ACCEPT), Ok(Phase::Ended(End::Expired)));
}

/// A version of the proofs of its method was stopped since a job was requested: that no result came is nobody's
/// fault, and nobody is called for it any more. Whoever can prove it otherwise still delivers.
#[test]
fn a_job_from_before_a_version_was_stopped_faults_nobody() {
    let narrowed = Standing { stopped: false, narrowed: true };
    for (phase, seconds) in [
        (Phase::Called { begun: START }, CALL),
        (Phase::Assigned { work: work(Deal::Called), accepted: START }, RUN),
        (Phase::Assigned { work: work(Deal::Redeem), accepted: START }, RUN),
    ] {
        let job = at(phase, terms(Judge::Proof, true));
        let over = usual(seconds);
        let ends = |method| next(&job, Event::Timeout, &Now { method, ..now(&over) });
        assert!(matches!(ends(Standing::default()), Ok(Phase::Ended(End::Late | End::Defaulted))));
        assert_eq!(ends(narrowed), Ok(Phase::Ended(End::Stopped)));
        let early = usual(seconds - 1);
        let early = next(&job, Event::Timeout, &Now { method: narrowed, ..now(&early) });
        assert!(matches!(early, Err(ContractError::TooEarly { .. })));
    }
    let running =
        at(Phase::Assigned { work: work(Deal::Called), accepted: START }, terms(Judge::Proof, true));
    let event = Event::Submit { output: OUTPUT, proven: true };
    let begun = usual(1);
    let led = next(&running, event, &Now { method: narrowed, ..now(&begun) });
    assert_eq!(led, Ok(Phase::Ended(End::Settled { output: OUTPUT })));
    let open = at(Phase::Untaken { begun: START }, terms(Judge::Proof, true));
    let called = next(&open, Event::Call, &Now { method: narrowed, ..now(&begun) });
    assert!(matches!(called, Err(ContractError::Unsuited { .. })), "{called:?}");
}

#[test]
fn a_called_job_pays_by_redemption_and_defaults_where_another_is_late() {
    let called = at(Phase::Called { begun: START }, terms(Judge::Attestors, true));
    let provider = CanonicalAddr::from([4; 20]);
    let accept = |payout| {
        let event = Event::Accept { provider: provider.clone(), payout };
        next(&called, event, &now(&usual(1)))
    };
    for payout in [AcceptPayout::Credits {}, AcceptPayout::Net { min: 1u128.into() }] {
        assert!(accept(payout).unwrap_err().to_string().contains("the payout `redeem`"));
    }
    let Ok(Phase::Assigned { work, accepted }) = accept(AcceptPayout::Redeem {}) else { panic!() };
    assert_eq!((work.deal, work.deal.payout()), (Deal::Called, AcceptPayout::Redeem {}));
    let end = |deal| {
        let phase = Phase::Assigned { work: Work { deal, ..work.clone() }, accepted };
        next(&at(phase, terms(Judge::Attestors, true)), Event::Timeout, &now(&usual(RUN + 1))).unwrap()
    };
    assert_eq!(end(Deal::Called), Phase::Ended(End::Defaulted));
    assert_eq!(end(Deal::Redeem), Phase::Ended(End::Late));
}

#[test]
fn a_called_job_is_not_asked_for_its_input() {
    let ask = |deal| {
        let phase = Phase::Assigned { work: work(deal), accepted: START };
        next(&at(phase, terms(Judge::Attestors, true)), Event::Ask { chunk: Some(0) }, &now(&usual(1)))
    };
    assert!(ask(Deal::Redeem).is_ok());
    assert!(ask(Deal::Called).unwrap_err().to_string().contains("called with it"));
}

#[test]
fn a_standard_job_settles_only_by_what_comes_with_its_result() {
    let submit = |judge, standard, proven| {
        let phase = Phase::Assigned { work: work(Deal::Redeem), accepted: START };
        next(&at(phase, terms(judge, standard)), Event::Submit { output: OUTPUT, proven }, &now(&usual(1)))
    };
    let settled = Ok(Phase::Ended(End::Settled { output: OUTPUT }));
    for judge in [Judge::Proof, Judge::Attestors] {
        assert_eq!(submit(judge, true, true), settled);
        assert!(submit(judge, true, false).unwrap_err().to_string().contains("a proof or signatures"));
    }
    assert!(matches!(submit(Judge::Attestors, false, false), Ok(Phase::Submitted { .. })));
    assert!(submit(Judge::Proof, false, false).is_err());
    assert!(submit(Judge::Client, false, true).is_err());
}

#[test]
fn only_attestors_of_a_standard_job_say_that_its_time_is_used_up_and_not_before_it_is() {
    let submit = |judge, standard, waited, seconds| {
        let phase = Phase::Informed { work: work(Deal::Redeem), accepted: START, answers: answers(waited) };
        let event = Event::Submit { output: TIME_USED, proven: true };
        next(&at(phase, terms(judge, standard)), event, &now(&usual(seconds)))
    };
    for (judge, standard) in [(Judge::Proof, true), (Judge::Proof, false), (Judge::Attestors, false)] {
        let error = submit(judge, standard, 0, SECONDS).unwrap_err().to_string();
        assert!(error.contains("under attestation"), "{error}");
    }
    for waited in [0, 50] {
        let used_at = SECONDS + u64::from(waited);
        let early = submit(Judge::Attestors, true, waited, used_at - 1).unwrap_err().to_string();
        assert!(early.contains(&(START.time + used_at).to_string()), "{early}");
        assert!(submit(Judge::Attestors, true, waited, used_at).is_ok());
    }
}
