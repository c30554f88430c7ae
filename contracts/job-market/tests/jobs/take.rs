//! The take: by occupancy, earned by day, swept to the fee-collector.

use amm_math::occupancy::{self, TakeParams};
use api::fee_collector::{BalancesResponse, MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{
    AcceptPayout, ClassTerms, ExecuteMsg, HoldingsResponse, JobRequest, OccupanciesResponse,
    OccupancyResponse, QueryMsg, QuoteResponse,
};

use crate::support::*;

const DAY: u64 = 86_400;

fn occupancy(market: &Market) -> OccupancyResponse {
    market.ask_jobs(&QueryMsg::Occupancy { class: CLASS.into() }).unwrap()
}

fn holdings(market: &Market) -> (u128, u32) {
    let held: HoldingsResponse = market.ask_jobs(&QueryMsg::Holdings {}).unwrap();
    (held.take.u128(), held.days)
}

fn math() -> TakeParams {
    TakeParams { tau_bps: 200, mult_max_bps: 40_000, target_bps: 6_000, window: 600 }
}

/// A job of `seconds` on two GPUs; what it paid over and above two percent of its cost, per mille.
fn pay(market: &mut Market, seconds: u64) -> (u128, u128) {
    let client = market.client.clone();
    let request = JobRequest { seconds, run_within: seconds.max(RUN_WITHIN), ..request() };
    let job_id = market.request(&client, request);
    let open = market.job(job_id).open.unwrap();
    (open.cost.u128(), open.take.u128())
}

#[test]
fn the_take_follows_the_formula_to_the_unit() {
    let mut market = market();
    assert_eq!(occupancy(&market).proven_gpus, 16);
    let mut z = 0;
    for seconds in [100, 40_000, 1] {
        let ticks = (20_000 * u128::from(seconds)).div_ceil(16) as u64;
        let charge = occupancy::charge(z, ticks, &math()).unwrap();
        let (cost, take) = pay(&mut market, seconds);
        assert_eq!(take, charge.take(cost, 200).unwrap(), "{seconds} s");
        z = charge.z_after;
        assert_eq!(occupancy(&market).backlog, z);
    }
}

#[test]
fn demand_above_the_target_raises_the_take_and_time_lowers_it() {
    let mut market = market();
    let rate = |(cost, take): (u128, u128)| take * 10_000 / cost;
    let calm = rate(pay(&mut market, 100));
    assert!((200..=210).contains(&calm), "{calm}");
    assert_eq!(occupancy(&market).multiplier_bps.min(10_200), occupancy(&market).multiplier_bps);
    // A whole hour of the class's capacity at once.
    pay(&mut market, 28_800);
    let busy = rate(pay(&mut market, 100));
    assert!(busy > 300, "{busy}");
    assert!(occupancy(&market).multiplier_bps > 15_000);
    market.wait(2 * 3_600);
    assert_eq!(occupancy(&market).backlog, 0);
    let calm_again = rate(pay(&mut market, 100));
    assert!((200..=210).contains(&calm_again), "{calm_again}");
}

#[test]
fn the_take_never_exceeds_its_maximum() {
    let mut market = market();
    for _ in 0..3 {
        let (cost, take) = pay(&mut market, 300_000);
        assert!(take <= (cost * 800).div_ceil(10_000), "{take} of {cost}");
    }
    assert!(occupancy(&market).multiplier_bps <= 40_000);
}

#[test]
fn splitting_a_job_does_not_lower_its_take() {
    let mut market = market();
    let whole: QuoteResponse = market.ask_jobs(&quote_of(2, 8_000)).unwrap();
    let parts: Vec<(u128, u128)> = (0..4).map(|_| pay(&mut market, 2_000)).collect();
    let (cost, take) = parts.iter().fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    assert!(cost >= whole.cost.u128(), "{cost} for {}", whole.cost);
    assert!(take >= whole.take.u128(), "{take} for {}", whole.take);
}

#[test]
fn an_expired_job_gives_its_capacity_back_and_a_cancelled_one_does_not() {
    let mut market = market();
    let client = market.client.clone();
    let lasting = JobRequest { seconds: 8_000, run_within: 8_000, ..request() };
    let kept = market.request(&client, lasting.clone());
    let after_one = occupancy(&market).backlog;
    assert_eq!(after_one, 1_000 * 10_000);
    let expired = market.request(&client, lasting);
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id: kept }, &[]).unwrap();
    assert_eq!(occupancy(&market).backlog, 2 * after_one);
    market.wait(ACCEPT_WITHIN);
    market.timeout(expired).unwrap();
    // What drained meanwhile counts as the expired job's own.
    let left = occupancy::refund(2 * after_one - 600 * 6_000, after_one, 600, &math());
    assert_eq!(occupancy(&market).backlog, left);
    assert_eq!(left, after_one);
}

#[test]
fn a_job_that_nobody_can_serve_does_not_lower_the_occupancy_of_others() {
    let mut market = market();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let busy = JobRequest { seconds: 16_000, run_within: 16_000, ..request() };
    market.request(&client, busy);
    let before = occupancy(&market).backlog;
    // Far more than there is room for below the maximum, and for nobody.
    let useless = JobRequest {
        seconds: 100_000,
        run_within: 100_000,
        accept_within: 60,
        min_reputation_bps: 9_999,
        ..request()
    };
    let job_id = market.request(&stranger, useless);
    assert!(occupancy(&market).backlog > before);
    market.wait(60);
    market.timeout(job_id).unwrap();
    let after = occupancy(&market).backlog;
    assert!((before - 60 * 6_000..=before).contains(&after), "{after} after {before}");
}

#[test]
fn a_new_target_counts_from_now_on_only() {
    let mut market = market();
    let owner = market.owner.clone();
    pay(&mut market, 28_800);
    let before = occupancy(&market).backlog;
    market.wait(100);
    let mut changed = take();
    changed.target_bps = 9_500;
    let msg =
        ExecuteMsg::UpdateClass { class: CLASS.into(), terms: ClassTerms { take: changed, ..class_terms() } };
    market.jobs(&owner, &msg, &[]).unwrap();
    assert_eq!(occupancy(&market).backlog, before - 100 * 6_000);
    market.wait(100);
    assert_eq!(occupancy(&market).backlog, before - 100 * 6_000 - 100 * 9_500);
}

/// When a job expires whose class has another target by now, what others have added since stays.
#[test]
fn a_job_that_expires_under_another_target_takes_off_nothing_of_others() {
    let mut market = market();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let expired = market.request(&client, JobRequest { seconds: 8_000, run_within: 8_000, ..request() });
    let changed = api::job_market::TakeParams { target_bps: 7_000, ..take() };
    let terms = ClassTerms { take: changed, ..class_terms() };
    market.jobs(&owner, &ExecuteMsg::UpdateClass { class: CLASS.into(), terms }, &[]).unwrap();
    market.wait(ACCEPT_WITHIN);
    market.request(&client, JobRequest { seconds: 4_000, run_within: 4_000, ..request() });
    // Nor where it has the old one again.
    let terms = ClassTerms { take: take(), ..class_terms() };
    market.jobs(&owner, &ExecuteMsg::UpdateClass { class: CLASS.into(), terms }, &[]).unwrap();
    let before = occupancy(&market).backlog;
    market.timeout(expired).unwrap();
    assert_eq!(market.job(expired).state, api::job_market::JobState::Expired);
    assert_eq!(occupancy(&market).backlog, before);
}

#[test]
fn all_classes_are_listed_with_their_occupancy() {
    let market = market();
    let all: OccupanciesResponse = market.ask_jobs(&QueryMsg::Occupancies {}).unwrap();
    let seen: Vec<(&str, u64)> = all.classes.iter().map(|c| (c.class.as_str(), c.proven_gpus)).collect();
    assert_eq!(seen, [(SECOND_CLASS, 0), (CLASS, 16)]);
}

/// Settles a job of the client's by approval; its cost and take.
fn settle(market: &mut Market) -> (u128, u128) {
    let client = market.client.clone();
    let job_id = market.submitted(by_client(), AcceptPayout::Redeem {});
    let open = market.job(job_id).open.unwrap();
    market.jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[]).unwrap();
    (open.cost.u128(), open.take.u128())
}

#[test]
fn earned_take_waits_by_day_and_anyone_sweeps_it_with_its_report() {
    let mut market = market();
    let stranger = market.stranger.clone();
    market.jobs(&stranger, &ExecuteMsg::SweepTake {}, &[]).refused(&["no take waits"]);
    let (cost_1, take_1) = settle(&mut market);
    market.wait(DAY);
    let (cost_2, take_2) = settle(&mut market);
    assert_eq!(holdings(&market), (take_1 + take_2, 2));
    let sent = market.jobs(&stranger, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    assert_eq!(attribute(&sent, "sweep_take", "take"), Some((take_1 + take_2).to_string()));
    assert_eq!(holdings(&market), (0, 0));
    let collector = market.at.fee_collector.clone();
    let balances: BalancesResponse = market.ask(&collector, &FeeQuery::Balances {}).unwrap();
    assert_eq!(balances.pending.u128(), take_1 + take_2);
    let metrics = |window| market.ask::<MetricsResponse>(&collector, &FeeQuery::Metrics { window }).unwrap();
    let (all, today) = (metrics(Window::All), metrics(Window::Day));
    assert_eq!((all.jobs, all.gpu_seconds.u128(), all.volume.u128()), (2, 400, cost_1 + cost_2));
    assert_eq!((today.jobs, today.take.u128(), today.volume.u128()), (1, take_2, cost_2));
    assert_eq!(all.top_payer_bps, 10_000);
    assert_eq!(all.self_dealing_bps, 0);
}

#[test]
fn the_day_goes_on_after_a_sweep() {
    let mut market = market();
    let stranger = market.stranger.clone();
    let first = settle(&mut market).1;
    market.jobs(&stranger, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    let second = settle(&mut market).1;
    assert_eq!(holdings(&market), (second, 1));
    market.jobs(&stranger, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    let collector = market.at.fee_collector.clone();
    let metrics: MetricsResponse =
        market.ask(&collector, &FeeQuery::Metrics { window: Window::Day }).unwrap();
    assert_eq!((metrics.jobs, metrics.take.u128()), (2, first + second));
}

#[test]
fn a_sweep_takes_the_eight_oldest_days() {
    let mut market = market();
    let client = market.client.clone();
    let mut takes = vec![];
    for _ in 0..10 {
        let job_id = market.request(&client, request());
        takes.push(market.job(job_id).open.unwrap().take.u128());
        market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
        market.wait(DAY);
    }
    assert_eq!(holdings(&market), (takes.iter().sum(), 10));
    market.jobs(&client, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    assert_eq!(holdings(&market), (takes[8..].iter().sum(), 2));
    market.jobs(&client, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    assert_eq!(holdings(&market), (0, 0));
}

#[test]
fn no_class_is_without_take() {
    let mut market = market();
    let owner = market.owner.clone();
    let mut free = take();
    free.base_bps = 0;
    let msg =
        ExecuteMsg::UpdateClass { class: CLASS.into(), terms: ClassTerms { take: free, ..class_terms() } };
    market.jobs(&owner, &msg, &[]).refused(&["take.base_bps", "1 to 500", "got 0"]);
}

#[test]
fn a_cancelled_jobs_take_is_take_but_no_volume() {
    let mut market = market();
    let client = market.client.clone();
    let job_id = market.request(&client, request());
    let take = market.job(job_id).open.unwrap().take;
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    market.jobs(&client, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    let collector = market.at.fee_collector.clone();
    let metrics: MetricsResponse =
        market.ask(&collector, &FeeQuery::Metrics { window: Window::All }).unwrap();
    assert_eq!((metrics.jobs, metrics.volume.u128(), metrics.take), (0, 0, take));
}

#[test]
fn a_job_for_oneself_is_booked_as_self_dealing() {
    let mut market = market();
    let provider = market.provider.clone();
    let job_id = market.request(&provider, by_client());
    market.accept(job_id, AcceptPayout::Redeem {});
    market.submit(job_id, None).unwrap();
    market.jobs(&provider, &ExecuteMsg::ApproveResult { job_id }, &[]).unwrap();
    market.jobs(&provider, &ExecuteMsg::SweepTake {}, &[]).unwrap();
    let collector = market.at.fee_collector.clone();
    let metrics: MetricsResponse =
        market.ask(&collector, &FeeQuery::Metrics { window: Window::All }).unwrap();
    assert_eq!(metrics.self_dealing_bps, 10_000);
}

#[test]
fn faking_occupancy_costs_the_take_and_the_trading_fees_that_it_fakes() {
    let mut market = market();
    let provider = market.provider.clone();
    // Requests of one's own, cancelled at once: the credits come back, the take does not.
    let before = occupancy(&market).backlog;
    let request = JobRequest { seconds: 28_800, run_within: 28_800, tip: None, ..request() };
    let job_id = market.request(&provider, request);
    let take = market.job(job_id).open.unwrap().take.u128();
    market.jobs(&provider, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    assert!(occupancy(&market).backlog > before);
    assert_eq!(holdings(&market).0, take);
    assert!(take * 50 >= 2 * 28_800 * 900, "two percent of what the work costs, at least: {take}");
}

/// With credits in hand and a job that nobody can accept, holding the multiplier up costs the take of what
/// was held.
#[test]
fn unservable_jobs_pay_for_the_occupancy_that_they_fake() {
    let mut market = market();
    let client = market.client.clone();
    let unservable = JobRequest { seconds: 8_000, run_within: 8_000, min_reputation_bps: 9_999, ..request() };
    let (mut takes, mut earned) = (0, 0);
    for _ in 0..5 {
        let before = occupancy(&market).backlog;
        let job_id = market.request(&client, unservable.clone());
        takes += market.job(job_id).open.unwrap().take.u128();
        market.wait(ACCEPT_WITHIN);
        let held = occupancy(&market).backlog;
        assert!(held > before, "it does hold the multiplier up meanwhile");
        market.timeout(job_id).unwrap();
        assert_eq!(occupancy(&market).backlog, before, "and leaves what it found");
        earned = holdings(&market).0;
    }
    assert!(earned * 100 >= takes * 36, "{earned} of {takes}");
}

/// Counted in whole seconds of the whole class, a job of one GPU-second would weigh as much as one of
/// sixteen.
#[test]
fn many_small_jobs_requested_and_withdrawn_count_for_their_work_and_no_more() {
    let mut market = market();
    let client = market.client.clone();
    for _ in 0..100 {
        let one = JobRequest { gpus: 1, seconds: 1, tip: None, ..request() };
        let job_id = market.request(&client, one);
        market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    }
    // A sixteenth of a second each. The 2,900 that once sufficed for the maximum are 181 seconds now.
    assert_eq!(occupancy(&market).backlog, 100 * 625);
    let all = occupancy::charge(2_900 * 625, 1, &math()).unwrap().mult;
    assert!(all < (1 << occupancy::MULT_BITS) * 11 / 10, "{all}");
}

/// A result for which nobody brings a verdict, of a job of one's own, and a long one: with credits in hand it
/// fills the occupancy to its cap, and its take comes back but for what it used of it.
#[test]
fn one_provider_with_its_own_seven_day_job_cannot_raise_the_multiplier_for_nothing() {
    for verdict_within in [60, VERDICT_WITHIN] {
        let mut market = market();
        let (owner, provider) = (market.owner.clone(), market.provider.clone());
        let params = api::job_market::Params { verdict_within, ..params() };
        market.jobs(&owner, &ExecuteMsg::UpdateParams { params }, &[]).unwrap();
        market.deposit(&provider, 1_000 * ONE, NET);
        let (seconds, max_payment) = (7 * DAY, (10_000 * ONE).into());
        let long = JobRequest { gpus: 3, seconds, run_within: seconds, max_payment, tip: None, ..request() };
        market.jobs(&provider, &ExecuteMsg::RequestJobWithCredits { request: long }, &[]).unwrap();
        let open = market.job(1).open.unwrap();
        assert!(occupancy(&market).multiplier_bps >= 39_999);
        market.accept(1, AcceptPayout::Redeem {});
        market.submit(1, None).unwrap();
        market.wait(verdict_within);
        market.timeout(1).unwrap();
        // U* of the time is decay; what the cap cut off was never added, and cannot be given back.
        let back = open.added.saturating_sub(verdict_within * 6_000);
        let used = u128::from(open.work - back) * open.take.u128();
        assert_eq!(holdings(&market).0, used.div_ceil(open.work.into()));
        assert!(holdings(&market).0 * 100 > open.take.u128() * 97, "nearly all of it");
        assert_eq!(occupancy(&market).backlog, 0);
        assert!(occupancy(&market).multiplier_bps <= 10_001);
    }
}

/// Verdict or not, what held the multiplier up for others is paid for, to the unit.
#[test]
fn a_short_job_without_a_verdict_has_used_all_of_its_take_up() {
    let mut market = market();
    let job_id = market.submitted(request(), AcceptPayout::Redeem {});
    let take = market.job(job_id).open.unwrap().take.u128();
    market.wait(VERDICT_WITHIN);
    market.timeout(job_id).unwrap();
    assert_eq!(holdings(&market).0, take);
}

#[test]
fn a_job_whose_method_was_stopped_pays_no_take() {
    let mut market = market();
    let client = market.client.clone();
    let job_id = market.submitted(request(), AcceptPayout::Redeem {});
    let (open, before) = (market.job(job_id).open.unwrap(), market.accounts(&client).0);
    market.wait(VERDICT_WITHIN / 2);
    market.disable(ATTESTATION);
    market.timeout(job_id).unwrap();
    assert_eq!(market.accounts(&client).0, before + (open.take + open.tip).u128());
    assert_eq!(holdings(&market).0, 0);
}
