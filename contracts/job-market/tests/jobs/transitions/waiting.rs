//! Waits through pauses of accepting and halts of the chain.

use super::*;

/// While accepting is paused the wait for it does not pass; at the end of the pause it begins anew.
#[test]
fn a_pause_of_accepting_holds_up_the_waits_for_acceptance_and_no_other() {
    for (phase, seconds) in [(Phase::Open, ACCEPT), (Phase::Called { begun: START }, CALL)] {
        let job = at(phase, terms(Judge::Attestors, true));
        let during = usual(10 * seconds);
        let on = Now { pause: AcceptPause { since: Some(START), lifted: START }, ..now(&during) };
        assert!(matches!(next(&job, Event::Timeout, &on), Err(ContractError::TooEarly { .. })));
        let lifted = Moment { time: during.time.seconds(), height: during.height };
        let pause = AcceptPause { since: None, lifted };
        let early = usual(11 * seconds - 1);
        let accept = awaited(&job.phase, &job.terms)[0].clone();
        assert!(next(&job, accept.clone(), &Now { pause, ..now(&early) }).is_ok());
        let late = usual(11 * seconds);
        assert!(next(&job, accept, &Now { pause, ..now(&late) }).is_err());
        assert!(next(&job, Event::Timeout, &Now { pause, ..now(&late) }).is_ok());
    }
    let pause = AcceptPause { since: Some(START), lifted: Moment::default() };
    for phase in phases().into_iter().filter(|phase| phase.work().is_some()) {
        let job = at(phase, terms(Judge::Client, false));
        let seconds = wait(&job.terms, &job.phase).unwrap().at() - START.time;
        assert!(next(&job, Event::Timeout, &Now { pause, ..now(&usual(seconds)) }).is_ok());
    }
}

/// A chain that stood still while an answer was awaited gives the provider that time, and no reason to give
/// the job up: as waited count the blocks that were made, and no more than an answer may take.
#[test]
fn a_halt_during_a_wait_for_the_input_counts_for_the_deadline_and_not_for_patience() {
    let asked = Moment { time: START.time, height: START.height };
    let phase = Phase::AwaitingInput {
        work: work(Deal::Redeem),
        accepted: START,
        answers: Answers::default(),
        asked,
        chunk: Some(0),
    };
    let terms = terms(Judge::Attestors, false);
    assert_eq!(terms.patience(), DATA_WITHIN, "an hour of its own");
    let (hour, days) = (DATA_WITHIN, 3 * 86_400);
    let (usual, start) = (hour / BLOCK_SECONDS, START.height);
    for (seconds, height, patient) in [
        (hour - 1, start + usual, hour - 1),
        (hour, start + usual - 1, hour - BLOCK_SECONDS),
        (days, start + usual - 1, hour - BLOCK_SECONDS),
        (days, start + 1, BLOCK_SECONDS),
        // Started anew at height 1, and ten blocks further by now.
        (days, 10, 10 * BLOCK_SECONDS),
    ] {
        let block = block(START.time + seconds, height);
        let Ok(Phase::Informed { answers, .. }) =
            next(&at(phase.clone(), terms.clone()), Event::Answer, &now(&block))
        else {
            panic!("an answer is accepted until its wait has passed");
        };
        assert_eq!(answers.patient(), patient, "{seconds} s, height {height}");
        let run = terms.run(START, answers);
        assert_eq!(run.at(), START.time + seconds + RUN);
        // Whether or not the chain stood still meanwhile, it is over after its time in seconds and in blocks.
        if height > START.height {
            let then = |blocks| self::block(run.at(), height + blocks);
            let blocks = RUN / BLOCK_SECONDS;
            assert!(!run.passed(&then(blocks - 1), 1_000 * BLOCK_SECONDS), "{seconds} s, height {height}");
            assert!(run.passed(&then(blocks), 1_000 * BLOCK_SECONDS), "{seconds} s, height {height}");
        }
        assert!(!terms.waited_enough(answers));
    }
}
