//! Random messages of random people: after each, the books balance (see `Market::jobs`), every job ends once,
//! all that queries answer follows from the events, and in the end nothing is stuck.

use std::cell::RefCell;
use std::collections::BTreeMap;

use api::common::{Payout, Source};
use api::job_market::{AcceptPayout, ExecuteMsg, JobRequest, JobResponse, JobState, JobsResponse};
use cosmwasm_std::{coins, Addr, Uint128};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::TestRunner;

use crate::support::*;

const INPUT: &[u8] = b"what anybody can have";

#[derive(Clone, Debug)]
enum Step {
    Request {
        who: usize,
        kind: u8,
        seconds: u64,
        tip: u128,
        account: bool,
        declared: u128,
    },
    WithCredits {
        who: usize,
    },
    /// What fits the state of some unfinished job, by whom it behoves.
    Advance {
        pick: Index,
        choice: u8,
        payout: AcceptPayout,
    },
    /// Any message on any job by anyone.
    Meddle {
        who: usize,
        job_id: u64,
        choice: u8,
    },
    Sweep,
    Wait {
        seconds: u64,
    },
    Disable,
}

fn step() -> impl Strategy<Value = Step> {
    let payout = prop_oneof![
        Just(AcceptPayout::Redeem {}),
        Just(AcceptPayout::Credits {}),
        (0u128..400_000).prop_map(|min| AcceptPayout::Net { min: Uint128::new(min) }),
    ];
    let request = (0usize..3, 0u8..5, 1u64..400, 0u128..1_000, any::<bool>(), 0u128..100_000);
    prop_oneof![
        20 => request.prop_map(|(who, kind, seconds, tip, account, declared)| {
            Step::Request { who, kind, seconds, tip, account, declared }
        }),
        4 => (0usize..3).prop_map(|who| Step::WithCredits { who }),
        70 => (any::<Index>(), any::<u8>(), payout)
            .prop_map(|(pick, choice, payout)| Step::Advance { pick, choice, payout }),
        10 => (0usize..3, 1u64..8, any::<u8>())
            .prop_map(|(who, job_id, choice)| Step::Meddle { who, job_id, choice }),
        4 => Just(Step::Sweep),
        8 => prop_oneof![4 => Just(60), 2 => Just(ACCEPT_WITHIN), 1 => Just(RUN_WITHIN), 1 => Just(VERDICT_WITHIN)]
            .prop_map(|seconds| Step::Wait { seconds }),
        1 => Just(Step::Disable),
    ]
}

fn all_jobs(market: &Market) -> Vec<JobResponse> {
    let page: JobsResponse = market.ask_jobs(&crate::support::all_jobs()).unwrap();
    page.jobs
}

fn advance(market: &mut Market, people: &[Addr; 3], job: &JobResponse, choice: u8, payout: AcceptPayout) {
    let job_id = job.job_id;
    let open = job.open.clone().expect("an unfinished job");
    let called = market.call_of(job_id).map(|call| call.provider);
    let provider = open.provider.or(called).unwrap_or_else(|| people[1 + usize::from(choice % 2)].clone());
    let payout = if job.state == JobState::Called { REDEEM } else { payout };
    let reporter = market.stranger.clone();
    let (sender, msg, funds) = match (job.state, choice % 8) {
        (_, 0) => (reporter, ExecuteMsg::TimeoutJob { job_id }, 0),
        (JobState::Open | JobState::Untaken, 2 | 3) if open.template.is_some() => {
            let input = open.input_form.map(|_| INPUT.into());
            (open.owner, ExecuteMsg::CallJob { job_id, input, look: None }, 0)
        }
        (JobState::Open | JobState::Untaken, 1) => (open.owner, ExecuteMsg::CancelJob { job_id }, 0),
        (JobState::Open | JobState::Untaken | JobState::Called, _) => {
            (provider, ExecuteMsg::AcceptJob { job_id, payout }, 0)
        }
        (JobState::Assigned, 3 | 4) if open.input_form.is_some() => {
            (provider, ExecuteMsg::RequestData { job_id, chunk: None, from: Source::Funds {} }, DATA_BOND)
        }
        (JobState::AwaitingInput, _) => {
            (reporter, ExecuteMsg::AnswerData { job_id, data: INPUT.into(), path: vec![] }, 0)
        }
        (JobState::Assigned, n) => {
            let proof = (n > 4 && open.method == ATTESTATION).then(|| market.attestation(job_id));
            (provider, submit(job_id, proof), 0)
        }
        (JobState::Submitted, 1 | 2) => (open.owner, ExecuteMsg::ApproveResult { job_id }, 0),
        (JobState::Submitted, 3 | 4) => (
            open.owner,
            ExecuteMsg::DisputeResult { job_id, from: api::common::Source::Funds {} },
            DISPUTE_BOND,
        ),
        (_, n) => {
            // A refusal (a job that is its client's to judge, a disabled arbiter) moves nothing.
            let _ = market.bring_verdict(&reporter, job_id, n % 2 == 0);
            return;
        }
    };
    let funds = if funds > 0 { coins(funds, NET) } else { vec![] };
    let _ = market.jobs(&sender, &msg, &funds);
}

fn meddle(job_id: u64, choice: u8) -> ExecuteMsg {
    match choice % 9 {
        0 => ExecuteMsg::CancelJob { job_id },
        1 => ExecuteMsg::AcceptJob { job_id, payout: AcceptPayout::Credits {} },
        2 => submit(job_id, None),
        3 => ExecuteMsg::ApproveResult { job_id },
        4 => ExecuteMsg::TimeoutJob { job_id },
        5 => call(job_id),
        6 => ExecuteMsg::RequestData { job_id, chunk: None, from: Source::Funds {} },
        7 => ExecuteMsg::AnswerData { job_id, data: INPUT.into(), path: vec![] },
        _ => ExecuteMsg::DisputeResult { job_id, from: api::common::Source::Funds {} },
    }
}

/// An ordinary job of either method, one whose input can be asked for, or a standard one with or without an
/// input.
fn asked(kind: u8, seconds: u64, declared: u128) -> JobRequest {
    let units = UNIT * (LEAST + seconds % (MOST - LEAST + 1));
    let of_template = |request: JobRequest| JobRequest {
        seconds: units,
        run_within: units + OVERHEAD,
        anyone_may_call: declared.is_multiple_of(2),
        ..request
    };
    let declared_value = Some(declared.into());
    match kind {
        0 => JobRequest { seconds, declared_value, ..request() },
        1 => JobRequest { seconds, declared_value, ..by_client() },
        2 => JobRequest { seconds, declared_value, ..with_input(INPUT) },
        3 => of_template(standard()),
        _ => of_template(standard_with_input(INPUT)),
    }
}

/// Runs one step; a refusal is as good as a success, as long as the books balance.
fn run(market: &mut Market, people: &[Addr; 3], step: Step) {
    let _ = match step {
        Step::Request { who, kind, seconds, tip, account, declared } => {
            let request = JobRequest {
                tip: Some(tip.into()),
                surplus: if account { Payout::Account } else { Payout::Wallet },
                ..asked(kind, seconds, declared)
            };
            let (from, funds) = if account {
                (Source::Account { owner: None, amount: Uint128::new(5 * ONE) }, vec![])
            } else {
                (Source::Funds {}, coins(5 * ONE, NET))
            };
            market.jobs(&people[who], &ExecuteMsg::RequestJob { request, from }, &funds)
        }
        Step::WithCredits { who } => {
            market.jobs(&people[who], &ExecuteMsg::RequestJobWithCredits { request: request() }, &[])
        }
        Step::Advance { pick, choice, payout } => {
            let live: Vec<JobResponse> = all_jobs(market).into_iter().filter(|j| j.open.is_some()).collect();
            if !live.is_empty() {
                advance(market, people, pick.get(&live), choice, payout);
            }
            return;
        }
        Step::Meddle { who, job_id, choice } => market.jobs(&people[who], &meddle(job_id, choice), &[]),
        Step::Sweep => market.jobs(&people[0], &ExecuteMsg::SweepTake {}, &[]),
        Step::Wait { seconds } => {
            market.wait(seconds);
            return;
        }
        Step::Disable => {
            let disable = api::verifier_gateway::ExecuteMsg::DisableMethod { method: ARBITER };
            let guardian = market.guardian.clone();
            market.gateway(&guardian, &disable)
        }
    };
}

#[test]
fn the_books_balance_after_every_message() {
    let ends = RefCell::new(BTreeMap::<&'static str, u32>::new());
    let passed = RefCell::new(BTreeMap::<&'static str, u32>::new());
    let config = ProptestConfig {
        cases: 48,
        max_shrink_iters: 200,
        failure_persistence: None,
        rng_seed: proptest::test_runner::RngSeed::Fixed(42),
        ..ProptestConfig::default()
    };
    TestRunner::new(config)
        .run(&prop::collection::vec(step(), 40..120), |steps| {
            let mut market = market_with_calls();
            let people = [market.client.clone(), market.provider.clone(), market.rival.clone()];
            for who in &people {
                market.deposit(who, 50 * ONE, NET);
            }
            let mut finished = BTreeMap::new();
            for step in steps {
                run(&mut market, &people, step);
                prop_assert_eq!(&market.indexed, &market.queried());
                for job in all_jobs(&market) {
                    *passed.borrow_mut().entry(job.state.name()).or_default() += 1;
                    if let Some(before) = finished.get(&job.job_id) {
                        prop_assert_eq!(&job, before, "what has ended stays as it ended");
                    }
                    if job.open.is_none() {
                        finished.insert(job.job_id, job);
                    }
                }
            }
            // Nothing is ever stuck: time alone ends every job, and then the escrow is empty.
            for _ in 0..2 {
                market.wait(100 * VERDICT_WITHIN);
                for job in all_jobs(&market) {
                    if job.open.is_some() {
                        market.timeout(job.job_id).unwrap();
                    }
                }
            }
            for job in all_jobs(&market) {
                prop_assert!(job.open.is_none());
                *ends.borrow_mut().entry(market.job(job.job_id).state.name()).or_default() += 1;
            }
            for provider in &people[1..] {
                let position = market.position(provider);
                prop_assert_eq!((position.locked.u128(), position.busy), (0, 0));
                prop_assert_eq!((position.held.u128(), position.called_gpus), (0, 0));
                prop_assert_eq!(position.called.u128(), 0);
            }
            let this = Addr::unchecked(&market.at.job_market);
            prop_assert_eq!(market.accounts(&this).1, market.redeemed());
            prop_assert!(market.callable().is_empty());
            Ok(())
        })
        .unwrap();
    let ends = ends.into_inner();
    assert_eq!(ends.len(), 6, "every way to end was taken: {ends:?}");
    let passed = passed.into_inner();
    assert_eq!(passed.len(), 13, "every state was passed: {passed:?}");
    println!("{ends:?}");
}
