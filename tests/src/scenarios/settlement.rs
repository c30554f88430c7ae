//! How jobs end, and who gets what.

use api::common::{Asset, CREDIT};
use api::fee_collector::{ExecuteMsg as FeeMsg, MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::pool::{ExecuteMsg as PoolMsg, Paused};
use api::provider_registry::{ExecuteMsg as RegistryMsg, ProviderResponse, QueryMsg as RegistryQuery};
use cosmwasm_std::{Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// The main line: bought by a swap, locked, attested, paid in credits; the take burns NET for good.
pub fn an_attested_job_is_bought_done_paid_and_its_take_burned(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let credit = market.credit(H100);
    let supply = market.net_supply();
    let before = market.wallet(&client, NET);
    let mut request = market.request_for(H100, 2, 600);
    request.tip = Some(Uint128::new(ONE));
    let job = market.request(&client, request, 500 * ONE).expect("the request is met");
    let open = market.job(job).open.expect("an open job");
    let paid = before - market.wallet(&client, NET);
    assert_eq!(paid, (open.cost + open.take + open.tip).u128(), "the surplus came back, and nothing more");
    assert!(open.take.u128() * 10_000 >= open.cost.u128() * 200, "the take is at least 2 %");
    invariants::check(&market).unwrap();

    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
    let position = market.position(&provider, H100);
    assert_eq!(position.busy, 2);
    assert!(position.locked >= open.cost, "what cheating could win is locked");
    invariants::check(&market).unwrap();

    market.wait(600);
    let output = digest("output");
    let proof = market.attest(job, &output);
    market.submit(&provider, job, output.clone(), Some(proof)).expect("settled");
    let done = market.job(job);
    assert_eq!((done.state, done.output), (JobState::Settled, Some(output)));
    assert_eq!(market.account(&provider, &credit), 2 * 600 * CREDIT);
    assert_eq!(market.account(&provider, &market.net()), ONE, "the tip");
    let position = market.position(&provider, H100);
    assert_eq!((position.busy, position.locked.u128()), (0, 0));
    assert_eq!(position.good, open.take, "reputation weighs what the job paid");
    invariants::check(&market).unwrap();

    market.jobs(&client, &JobMsg::SweepTake {}, &[]).expect("anyone sweeps");
    market.fees(&client, &FeeMsg::Distribute {}, &[]).expect("anyone distributes");
    let all: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
    assert_eq!((all.take, all.volume, all.jobs), (open.take, open.cost, 1));
    assert!(all.burned_revenue.u128() * 2 >= open.take.u128(), "at least half of it burned");
    assert_eq!(supply - market.net_supply(), all.burned_revenue.u128());
    invariants::check(&market).unwrap();
}

/// Redeeming is being paid in less debt; the credits are burned later, in one go.
pub fn redeemed_credits_shrink_the_debt_and_burn_in_a_sweep(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let credit = market.credit(H100);
    let (owed, supply) = (market.position(&provider, H100).open.u128(), market.supply(&credit));
    market.run_job(&client, &provider, H100, 1, 300, AcceptPayout::Redeem {}).expect("settled");
    assert_eq!(market.position(&provider, H100).open.u128(), owed - 300 * CREDIT);
    assert_eq!(market.supply(&credit), supply, "not burned yet");
    invariants::check(&market).unwrap();
    market.registry(&client, &RegistryMsg::BurnRedeemed { class: H100.into() }, &[]).expect("anyone burns");
    assert_eq!(market.supply(&credit), supply - 300 * CREDIT);
    assert_eq!(market.class(H100).redeemed_unburned.u128(), 0);
    invariants::check(&market).unwrap();
}

/// Who owes nothing cannot redeem: the credits are its own.
pub fn a_provider_that_owes_nothing_gets_redeemed_credits_back(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let other = market.provider("other", H100, 1_000 * ONE, 4);
    market.run_job(&client, &other, H100, 1, 300, AcceptPayout::Redeem {}).expect("settled");
    assert_eq!(market.account(&other, &market.credit(H100)), 300 * CREDIT);
    invariants::check(&market).unwrap();
}

/// NET on settlement is a sale with a floor.
pub fn net_is_paid_at_the_live_price_or_credits_below_the_minimum(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let credit = market.credit(H100);
    let payout = AcceptPayout::Net { min: Uint128::new(1) };
    market.run_job(&client, &provider, H100, 1, 1_000, payout).expect("settled");
    let sold = market.account(&provider, &market.net());
    assert!(sold > 800_000, "about 0.9 NET less two fees, got {sold}");
    assert_eq!(market.account(&provider, &credit), 0);
    invariants::check(&market).unwrap();
    let payout = AcceptPayout::Net { min: Uint128::new(1_000 * ONE) };
    market.run_job(&client, &provider, H100, 1, 1_000, payout).expect("settled all the same");
    assert_eq!(market.account(&provider, &credit), 1_000 * CREDIT);
    assert_eq!(market.account(&provider, &market.net()), sold);
    invariants::check(&market).unwrap();
}

/// The guardian stopping a pool does not stop providers from being paid.
pub fn a_paused_pool_pays_credits_instead_of_failing_the_settlement(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let request = market.request_for(H100, 1, 300);
    let job = market.request(&client, request, 100 * ONE).expect("requested");
    market.accept(&provider, job, AcceptPayout::Net { min: Uint128::zero() }).expect("accepted");
    let pool_id = market.class_pool(H100);
    let guardian = market.guardian.clone();
    let paused = Paused { swap: true, provide: true };
    market.pool(&guardian, &PoolMsg::SetPaused { pool_id, paused }, &[]).expect("the guardian pauses");
    let output = digest("output");
    let proof = market.attest(job, &output);
    market.submit(&provider, job, output, Some(proof)).expect("settled");
    assert_eq!(market.account(&provider, &market.credit(H100)), 300 * CREDIT);
    invariants::check(&market).unwrap();
    let credit = market.credit(H100);
    let out = PoolMsg::Withdraw {
        asset: credit.clone(),
        amount: Uint128::new(300 * CREDIT),
        owner: None,
        receiver: None,
    };
    market.pool(&provider, &out, &[]).expect("leaving to the wallet is never paused");
    assert_eq!(market.holding(&provider, &credit), 300 * CREDIT);
}

fn stall(market: &mut Market, client: &Addr, provider: &Addr) -> (u64, u128) {
    let request = market.request_for(H100, 1, 1_000);
    let job = market.request(client, request, 100 * ONE).expect("requested");
    let cost = market.job(job).open.expect("open").cost.u128();
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
    let timeout = JobMsg::TimeoutJob { job_id: job };
    market.jobs(client, &timeout, &[]).refused(&["too early"]);
    market.wait(2_000);
    market.jobs(client, &timeout, &[]).expect("anyone says that it is late");
    (job, cost)
}

/// A deadline missed costs a tenth of the job, all of it burned; the client has everything back.
pub fn a_stalled_job_is_slashed_a_little_and_the_client_made_whole(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let bond = market.position(&provider, H100).bond.u128();
    let (supply, net_before) = (market.net_supply(), market.account(&client, &market.net()));
    let (job, cost) = stall(&mut market, &client, &provider);
    assert_eq!(market.job(job).state, JobState::Faulted);
    let slash = bond - market.position(&provider, H100).bond.u128();
    assert_eq!(slash, cost.div_ceil(10), "a tenth, rounded up");
    assert_eq!(supply - market.net_supply(), slash, "all of it burned");
    assert_eq!(market.account(&client, &market.credit(H100)), 1_000 * CREDIT, "the escrow, as credits");
    assert!(market.account(&client, &market.net()) > net_before, "and the take");
    let position = market.position(&provider, H100);
    assert_eq!((position.busy, position.locked.u128()), (0, 0));
    assert!(position.reputation_bps < 1_000, "below a newcomer's tenth");
    invariants::check(&market).unwrap();
}

/// 10, 20, then 40 % of cost and jail; a week later it may come back.
pub fn stalling_again_costs_more_and_ends_in_jail(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    for (fault, tenths) in [(1, 1), (2, 2), (3, 4)] {
        let bond = market.position(&provider, H100).bond.u128();
        let (_, cost) = stall(&mut market, &client, &provider);
        let slash = bond - market.position(&provider, H100).bond.u128();
        assert_eq!(slash, (cost * tenths).div_ceil(10), "fault {fault}");
    }
    let query = RegistryQuery::Provider { provider: provider.to_string() };
    let state: ProviderResponse = market.ask_registry(&query);
    assert!(state.jailed_until.is_some());
    let request = market.request_for(H100, 1, 60);
    let job = market.request(&client, request, 100 * ONE);
    // Its GPUs no longer count; with none left the class sells nothing.
    job.refused(&["proven"]);
    market.registry(&provider, &RegistryMsg::Unjail {}, &[]).refused(&["jail"]);
    market.wait(7 * 86_400);
    market.registry(&provider, &RegistryMsg::Unjail {}, &[]).expect("its time is over");
    market.run_job(&client, &provider, H100, 1, 60, AcceptPayout::Credits {}).expect("works again");
    invariants::check(&market).unwrap();
}

/// Nobody came: the client has its credits and tip, and of the take what its job did not use up by holding
/// the multiplier.
pub fn an_expired_job_pays_for_the_occupancy_it_used(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    // One proven GPU: 1,000 seconds of its capacity, of which 600 at the target of 60 % decay before the job
    // expires.
    let mut request = market.request_for(H100, 1, 1_000);
    request.tip = Some(Uint128::new(ONE));
    let job = market.request(&client, request, 100 * ONE).expect("requested");
    let held = market.job(job).open.expect("open");
    market.wait(600);
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Credits {}).refused(&["too late"]);
    market.jobs(&provider, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("anyone expires it");
    assert_eq!(market.job(job).state, JobState::Expired);
    assert_eq!(market.account(&client, &market.credit(H100)), 1_000 * CREDIT);
    let used = (held.take.u128() * 36).div_ceil(100);
    assert_eq!(market.account(&client, &market.net()), (held.take + held.tip).u128() - used);
    invariants::check(&market).unwrap();
}

/// Cancelling is no free option on the price: credits come back, not NET, and the take is kept.
pub fn a_cancelled_job_keeps_the_take(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let request = market.request_for(H100, 1, 100);
    let job = market.request(&client, request, 100 * ONE).expect("requested");
    let cancel = JobMsg::CancelJob { job_id: job };
    market.jobs(&provider, &cancel, &[]).refused(&[client.as_str(), provider.as_str()]);
    market.jobs(&client, &cancel, &[]).expect("the owner cancels");
    assert_eq!(market.job(job).state, JobState::Cancelled);
    assert_eq!(market.account(&client, &market.credit(H100)), 100 * CREDIT);
    assert_eq!(market.account(&client, &market.net()), 0);
    market.jobs(&client, &JobMsg::SweepTake {}, &[]).expect("the take is earned");
    let all: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
    assert_eq!((all.jobs, all.volume.u128()), (0, 0), "a cancelled job is no volume");
    assert!(!all.take.is_zero());
    invariants::check(&market).unwrap();
}

/// Every message about a finished job is refused.
pub fn a_finished_job_pays_once(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = market.run_job(&client, &provider, H100, 1, 100, AcceptPayout::Credits {}).expect("settled");
    let credit = market.credit(H100);
    let held = market.account(&provider, &credit);
    market.accept(&provider, job, AcceptPayout::Credits {}).refused(&["settled"]);
    market.submit(&provider, job, digest("again"), None).refused(&["settled"]);
    market.jobs(&client, &JobMsg::CancelJob { job_id: job }, &[]).refused(&["settled"]);
    market.jobs(&client, &JobMsg::TimeoutJob { job_id: job }, &[]).refused(&["settled"]);
    market.jobs(&client, &JobMsg::ApproveResult { job_id: job }, &[]).refused(&["settled"]);
    assert_eq!(market.account(&provider, &credit), held);
    let asset = Asset::native(NET);
    assert_eq!(market.account(&client, &asset), 0);
    invariants::check(&market).unwrap();
}
