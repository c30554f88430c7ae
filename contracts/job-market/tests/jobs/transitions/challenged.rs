//! Proof on demand: one challenge, and then one proof.

use job_market::job::ending::proof_pay;

use super::*;

const PROVE: u64 = 7_000;

fn submitted(judge: Judge) -> Job {
    let phase = Phase::Submitted { work: work(Deal::Redeem), output: OUTPUT, begun: START };
    at(phase, terms(judge, false))
}

fn challenge() -> Event {
    Event::Challenge { challenger: doubter() }
}

/// The proof has its whole time, also after a challenge in the last second.
#[test]
fn a_challenge_in_the_last_second_leaves_the_whole_time_for_the_proof() {
    let late = VERDICT - 1;
    let challenged = next(&submitted(DEMAND), challenge(), &now(&usual(late))).unwrap();
    let begun = Moment::of(&usual(late));
    assert_eq!(
        challenged,
        Phase::Challenged { work: work(Deal::Redeem), output: OUTPUT, begun, challenger: doubter() }
    );
    let job = at(challenged, terms(DEMAND, false));
    let by = |event, seconds| next(&job, event, &now(&usual(seconds)));
    let settled = Ok(Phase::Ended(End::Settled { output: OUTPUT }));
    assert_eq!(by(Event::Prove, late), settled);
    assert_eq!(by(Event::Prove, late + PROVE - 1), settled);
    assert!(matches!(by(Event::Timeout, late + PROVE - 1), Err(ContractError::TooEarly { .. })));
    assert!(matches!(by(Event::Prove, late + PROVE), Err(ContractError::TooLate { .. })));
    assert_eq!(by(Event::Timeout, late + PROVE), Ok(Phase::Ended(End::Fraud { output: OUTPUT })));
    // One challenge decides.
    assert!(matches!(by(challenge(), late), Err(ContractError::State { .. })));
}

#[test]
fn a_result_that_nobody_challenged_in_time_counts() {
    let by = |event, seconds| next(&submitted(DEMAND), event, &now(&usual(seconds)));
    assert!(matches!(by(challenge(), VERDICT), Err(ContractError::TooLate { .. })));
    assert_eq!(by(Event::Timeout, VERDICT), Ok(Phase::Ended(End::Settled { output: OUTPUT })));
    assert!(matches!(by(Event::Prove, 1), Err(ContractError::State { .. })));
    for event in [Event::Judge { valid: true }, Event::Judge { valid: false }, Event::Approve, Event::Dispute]
    {
        let led = by(event.clone(), 1);
        assert!(matches!(led, Err(ContractError::Unsuited { .. })), "{event:?}: {led:?}");
    }
}

#[test]
fn nothing_is_challenged_that_others_judge() {
    for judge in [Judge::Attestors, Judge::Client] {
        let led = next(&submitted(judge), challenge(), &now(&usual(1)));
        assert!(led.unwrap_err().to_string().contains("a method of proof on demand"));
    }
}

/// Of a method that was stopped nothing is challenged any more, and nobody is convicted; nor where a version of its proofs was
/// stopped, since perhaps the program can be proven under that one alone.
#[test]
fn who_cannot_prove_because_of_governance_is_convicted_of_nothing() {
    let stopped = Standing { stopped: true, narrowed: false };
    let narrowed = Standing { stopped: false, narrowed: true };
    let block = usual(1);
    let led = next(&submitted(DEMAND), challenge(), &Now { method: stopped, ..now(&block) });
    assert!(matches!(led, Err(ContractError::MethodDisabled { .. })), "{led:?}");
    let phase =
        Phase::Challenged { work: work(Deal::Redeem), output: OUTPUT, begun: START, challenger: doubter() };
    let job = at(phase, terms(DEMAND, false));
    let over = usual(PROVE);
    assert_eq!(
        next(&job, Event::Timeout, &Now { method: stopped, ..now(&block) }),
        Ok(Phase::Ended(End::Stopped))
    );
    assert_eq!(
        next(&job, Event::Timeout, &Now { method: narrowed, ..now(&over) }),
        Ok(Phase::Ended(End::Stopped))
    );
    let early = next(&job, Event::Timeout, &Now { method: narrowed, ..now(&block) });
    assert!(matches!(early, Err(ContractError::TooEarly { .. })), "{early:?}");
}

#[test]
fn a_result_may_come_with_its_proof_and_then_waits_for_nobody() {
    let phase = Phase::Assigned { work: work(Deal::Redeem), accepted: START };
    let job = at(phase, terms(DEMAND, false));
    let by = |output, proven| next(&job, Event::Submit { output, proven }, &now(&usual(1)));
    assert_eq!(by(OUTPUT, true), Ok(Phase::Ended(End::Settled { output: OUTPUT })));
    assert!(matches!(by(OUTPUT, false), Ok(Phase::Submitted { .. })));
    // Once a version of the proofs was stopped a doubt could convict nobody, so nothing counts without its proof.
    let narrowed = Standing { stopped: false, narrowed: true };
    let block = usual(1);
    let led = |proven| {
        next(&job, Event::Submit { output: OUTPUT, proven }, &Now { method: narrowed, ..now(&block) })
    };
    assert!(led(false).unwrap_err().to_string().contains("a proof with the result"));
    assert_eq!(led(true), Ok(Phase::Ended(End::Settled { output: OUTPUT })));
    for proven in [true, false] {
        assert!(by(TIME_USED, proven).is_err(), "nobody could prove it");
    }
}

proptest! {
    /// Four fifths, rounded down, of any bond; at least a unit burns.
    #[test]
    fn a_proof_earns_four_fifths_of_the_bond(bond in prop_oneof![1u128..100, 1u128..=u128::MAX]) {
        let pay = proof_pay(bond);
        prop_assert_eq!(pay, bond / 5 * 4 + bond % 5 * 4 / 5);
        prop_assert!(pay < bond);
    }
}

/// A job that may wait for a challenge and then for its proof lasts as long as both.
#[test]
fn a_job_on_demand_lasts_through_the_window_and_the_proof() {
    let life = |judge| Terms { askable: None, ..terms(judge, false) }.longest_life();
    assert_eq!(life(DEMAND) - life(Judge::Proof), VERDICT + PROVE);
}
