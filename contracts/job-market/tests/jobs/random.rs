//! Random messages of random people: after each, the books balance (see `Market::jobs`), and every job ends once.

use api::common::{Payout, Source};
use api::job_market::{AcceptPayout, ExecuteMsg, JobRequest, JobState};
use cosmwasm_std::{coins, Addr, Uint128};
use proptest::prelude::*;

use crate::support::*;

#[derive(Clone, Debug)]
enum Step {
    Request { who: usize, by_client: bool, seconds: u64, tip: u64, account: bool, declared: u64 },
    WithCredits { who: usize },
    Cancel { who: usize, job: u64 },
    Accept { who: usize, job: u64, payout: AcceptPayout },
    Submit { who: usize, job: u64, proof: bool },
    Approve { who: usize, job: u64 },
    Dispute { who: usize, job: u64 },
    Verdict { who: usize, job: u64, valid: bool },
    Timeout { job: u64 },
    Sweep,
    Wait { seconds: u64 },
    Disable { method: u32 },
}

fn step() -> impl Strategy<Value = Step> {
    let (who, job) = (0usize..3, 1u64..6);
    let payout = prop_oneof![
        Just(AcceptPayout::Redeem {}),
        Just(AcceptPayout::Credits {}),
        (0u128..400_000).prop_map(|min| AcceptPayout::Net { min: Uint128::new(min) }),
    ];
    prop_oneof![
        6 => (who.clone(), any::<bool>(), 1u64..400, 0u64..1_000, any::<bool>(), 0u64..100_000).prop_map(
            |(who, by_client, seconds, tip, account, declared)| Step::Request {
                who, by_client, seconds, tip, account, declared
            }
        ),
        1 => who.clone().prop_map(|who| Step::WithCredits { who }),
        1 => (who.clone(), job.clone()).prop_map(|(who, job)| Step::Cancel { who, job }),
        8 => (who.clone(), job.clone(), payout).prop_map(|(who, job, payout)| Step::Accept { who, job, payout }),
        8 => (who.clone(), job.clone(), any::<bool>())
            .prop_map(|(who, job, proof)| Step::Submit { who, job, proof }),
        2 => (who.clone(), job.clone()).prop_map(|(who, job)| Step::Approve { who, job }),
        3 => (who.clone(), job.clone()).prop_map(|(who, job)| Step::Dispute { who, job }),
        4 => (who, job.clone(), any::<bool>()).prop_map(|(who, job, valid)| Step::Verdict { who, job, valid }),
        4 => job.prop_map(|job| Step::Timeout { job }),
        1 => Just(Step::Sweep),
        4 => prop_oneof![Just(60), Just(ACCEPT_WITHIN), Just(RUN_WITHIN), Just(VERDICT_WITHIN)]
            .prop_map(|seconds| Step::Wait { seconds }),
        1 => prop_oneof![20 => Just(ARBITER), 1 => Just(ATTESTATION)].prop_map(|method| Step::Disable { method }),
    ]
}

fn run(market: &mut Market, people: &[Addr; 3], step: Step) -> bool {
    let sent = match step {
        Step::Request { who, by_client, seconds, tip, account, declared } => {
            let request = JobRequest {
                seconds,
                method: if by_client { CLIENT_APPROVAL } else { ATTESTATION },
                tip: Some(u128::from(tip).into()),
                declared_value: Some(u128::from(declared).into()),
                surplus: if account { Payout::Account } else { Payout::Wallet },
                ..request()
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
        Step::Cancel { who, job } => market.jobs(&people[who], &ExecuteMsg::CancelJob { job_id: job }, &[]),
        Step::Accept { who, job, payout } => {
            market.jobs(&people[who], &ExecuteMsg::AcceptJob { job_id: job, payout }, &[])
        }
        Step::Submit { who, job, proof } => {
            let known = proof
                && job <= market_jobs(market)
                && market.job(job).open.is_some_and(|open| open.provider.is_some());
            let proof = known.then(|| market.attestation(job));
            market.jobs(&people[who], &submit(job, proof), &[])
        }
        Step::Approve { who, job } => {
            market.jobs(&people[who], &ExecuteMsg::ApproveResult { job_id: job }, &[])
        }
        Step::Dispute { who, job } => {
            let msg = ExecuteMsg::DisputeResult { job_id: job };
            market.jobs(&people[who], &msg, &coins(DISPUTE_BOND, NET))
        }
        Step::Verdict { who, job, valid } => market.bring_verdict(&people[who], job, valid),
        Step::Timeout { job } => market.timeout(job),
        Step::Sweep => {
            let stranger = market.stranger.clone();
            market.jobs(&stranger, &ExecuteMsg::SweepTake {}, &[])
        }
        Step::Wait { seconds } => {
            market.wait(seconds);
            return false;
        }
        Step::Disable { method } => {
            let guardian = market.guardian.clone();
            market.gateway(&guardian, &api::verifier_gateway::ExecuteMsg::DisableMethod { method })
        }
    };
    sent.is_ok()
}

fn market_jobs(market: &Market) -> u64 {
    use api::job_market::{JobsResponse, QueryMsg};
    let jobs: JobsResponse =
        market.ask_jobs(&QueryMsg::Jobs { start_after: None, limit: Some(100) }).unwrap();
    jobs.jobs.len() as u64
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, max_shrink_iters: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_books_balance_after_every_message(steps in prop::collection::vec(step(), 20..80)) {
        let mut market = market();
        let people = [market.client.clone(), market.provider.clone(), market.rival.clone()];
        for who in &people {
            market.deposit(who, 50 * ONE, NET);
        }
        let mut finished: Vec<(u64, JobState)> = vec![];
        for step in steps {
            run(&mut market, &people, step);
            // What has ended stays as it ended.
            for (job_id, state) in &finished {
                prop_assert_eq!(market.job(*job_id).state, *state);
            }
            finished = (1..=market_jobs(&market))
                .map(|job_id| (job_id, market.job(job_id)))
                .filter(|(_, job)| job.open.is_none())
                .map(|(job_id, job)| (job_id, job.state))
                .collect();
        }
        // Nothing is ever stuck: time alone ends every job, and then the escrow is empty.
        for _ in 0..4 {
            market.wait(10 * VERDICT_WITHIN);
            for job_id in 1..=market_jobs(&market) {
                if market.job(job_id).open.is_some() {
                    market.timeout(job_id).unwrap();
                }
            }
        }
        for job_id in 1..=market_jobs(&market) {
            prop_assert!(market.job(job_id).open.is_none());
        }
        for who in &people[1..] {
            prop_assert!(market.position(who).locked.is_zero());
            prop_assert_eq!(market.position(who).busy, 0);
        }
        let this = Addr::unchecked(&market.at.job_market);
        prop_assert_eq!(market.accounts(&this).1, 0);
    }
}
