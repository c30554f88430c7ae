//! Verdicts: invalid ones, missing ones, the client's word and the arbiter's.

use api::common::{Source, CREDIT};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState};
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use cosmwasm_std::{coins, Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{ARBITER, ATTESTATION, CLIENT_APPROVAL, H100, NET, ONE};

const DAY: u64 = 86_400;
const BOND: u128 = 5 * ONE;

/// A job of 1,000 credits under a method, delivered without a proof.
fn delivered(market: &mut Market, client: &Addr, provider: &Addr, method: u32, value: u128) -> u64 {
    let mut request = market.request_for(H100, 1, 1_000);
    request.method = method;
    request.declared_value = (value > 0).then(|| Uint128::new(value));
    let job = market.request(client, request, 100 * ONE).expect("requested");
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
    market.wait(1_000);
    market.submit(provider, job, digest("forged"), None).expect("delivered");
    assert_eq!(market.job(job).state, JobState::Submitted);
    job
}

/// A proven forgery takes the lock: a fifth each to the reporter and the fire at least, then the client's
/// loss.
pub fn a_forged_result_costs_the_whole_lock(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let value = 30 * ONE;
    let job = delivered(&mut market, &client, &provider, ATTESTATION, value);
    let [reporter, thief] = ["reporter", "thief"].map(|name| market.actor(name));
    let before = market.position(&provider, H100);
    let (lock, supply) = (before.locked.u128(), market.net_supply());
    assert!(lock * 6 >= value * 10, "the lock covers the declared value after reporter and fire");
    let held = market.job(job).open.expect("open");
    let one_signature = match market.verdict(job, false, &reporter) {
        GatewayMsg::BringVerdict { job_id, valid, mut signatures } => {
            signatures.truncate(1);
            GatewayMsg::BringVerdict { job_id, valid, signatures }
        }
        other => panic!("{other:?}"),
    };
    market.gateway(&reporter, &one_signature).refused(&["2", "1"]);
    let msg = market.verdict(job, false, &reporter);
    market.gateway(&thief, &msg).refused(&["signature of key 0 does not verify"]);
    market.gateway(&reporter, &msg).expect("the verdict is brought");
    assert_eq!(market.job(job).state, JobState::Faulted);
    let net = market.net();
    assert_eq!(before.bond.u128() - market.position(&provider, H100).bond.u128(), lock);
    assert_eq!(market.account(&reporter, &net), lock / 5, "the reporter's fifth, rounded down");
    assert!(supply - market.net_supply() >= lock.div_ceil(5), "a fifth burned at least");
    assert_eq!(market.account(&client, &net), value + held.take.u128(), "the loss, and the take");
    assert_eq!(market.account(&client, &market.credit(H100)), 1_000 * CREDIT, "and the escrow");
    invariants::check(&market).unwrap();
    market.gateway(&reporter, &msg).refused(&["faulted"]);
}

/// A party of the job that brings the attestors' verdict itself moves everything but the reporter's fifth, which
/// burns; nor does it earn that behind a second address, as the signatures name whom the attestors mean.
pub fn a_party_earns_nothing_as_its_reporter(codes: &dyn Codes) {
    for party in ["provider", "owner", "payer"] {
        let (mut market, provider, client) = small_market(codes);
        let [owner, second] = ["owner of the job", "second address"].map(|name| market.actor(name));
        let mut request = market.request_for(H100, 1, 1_000);
        request.declared_value = Some(Uint128::new(30 * ONE));
        request.owner = Some(owner.to_string());
        let job = market.request(&client, request, 100 * ONE).expect("requested");
        market.heartbeat(&provider);
        market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
        market.submit(&provider, job, digest("forged"), None).expect("delivered");
        let (reporter, net) = (
            match party {
                "provider" => &provider,
                "owner" => &owner,
                _ => &client,
            },
            market.net(),
        );
        let lock = market.position(&provider, H100).locked.u128();
        let held = market.job(job).open.expect("open");
        let (had, supply) = (market.account(reporter, &net), market.net_supply());
        let msg = market.verdict(job, false, reporter);
        market.gateway(&second, &msg).refused(&["signature of key 0 does not verify"]);
        market.gateway(reporter, &msg).expect("the fraud is proven all the same");
        assert_eq!(market.job(job).state, JobState::Faulted, "{party}");
        let due = if party == "owner" { 30 * ONE + held.take.u128() } else { 0 };
        assert_eq!(market.account(reporter, &net) - had, due, "{party}");
        assert_eq!(supply - market.net_supply(), lock - 30 * ONE, "{party}: all but the declared loss burns");
        invariants::check(&market).unwrap();
    }
}

/// No verdict within a day: nobody is to blame, everything goes back.
pub fn an_unattested_result_is_refunded(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = delivered(&mut market, &client, &provider, ATTESTATION, 0);
    let bond = market.position(&provider, H100).bond;
    market.wait(DAY);
    let late = market.verdict(job, true, &provider);
    market.gateway(&provider, &late).refused(&["too late"]);
    market.jobs(&client, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("anyone may say so");
    assert_eq!(market.job(job).state, JobState::Refunded);
    assert_eq!(market.account(&client, &market.credit(H100)), 1_000 * CREDIT);
    assert_eq!(market.position(&provider, H100).bond, bond);
    invariants::check(&market).unwrap();
}

/// The client says that it is good.
pub fn a_client_approves(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = delivered(&mut market, &client, &provider, CLIENT_APPROVAL, 0);
    let approve = JobMsg::ApproveResult { job_id: job };
    market.jobs(&provider, &approve, &[]).refused(&[client.as_str(), provider.as_str()]);
    market.jobs(&client, &approve, &[]).expect("approved");
    assert_eq!(market.job(job).state, JobState::Settled);
    assert_eq!(market.account(&provider, &market.credit(H100)), 1_000 * CREDIT);
    invariants::check(&market).unwrap();
}

/// Who says nothing within a day agrees.
pub fn a_silent_client_approves(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = delivered(&mut market, &client, &provider, CLIENT_APPROVAL, 0);
    let timeout = JobMsg::TimeoutJob { job_id: job };
    market.jobs(&provider, &timeout, &[]).refused(&["too early"]);
    market.wait(DAY);
    market
        .jobs(&client, &JobMsg::DisputeResult { job_id: job, from: Source::Funds {} }, &coins(BOND, NET))
        .refused(&["too late"]);
    market.jobs(&provider, &timeout, &[]).expect("anyone may say so");
    assert_eq!(market.job(job).state, JobState::Settled);
    invariants::check(&market).unwrap();
}

fn disputed(market: &mut Market, client: &Addr, provider: &Addr) -> u64 {
    let job = delivered(market, client, provider, CLIENT_APPROVAL, 0);
    let dispute = JobMsg::DisputeResult { job_id: job, from: Source::Funds {} };
    market.jobs(provider, &dispute, &coins(BOND, NET)).refused(&[client.as_str(), provider.as_str()]);
    market.jobs(client, &dispute, &coins(BOND - 1, NET)).refused(&["5000000", "4999999"]);
    market.jobs(client, &dispute, &[]).refused(&[NET, "none"]);
    market.jobs(client, &dispute, &coins(BOND, NET)).expect("disputed");
    assert_eq!(market.job(job).state, JobState::Disputed);
    invariants::check(market).unwrap();
    job
}

/// The arbiter finds for the provider: it is paid, and the client's bond is lost.
pub fn a_client_that_disputes_wrongly_loses_its_bond(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = disputed(&mut market, &client, &provider);
    let supply = market.net_supply();
    let msg = market.verdict(job, true, &provider);
    market.gateway(&provider, &msg).expect("the arbiter has spoken");
    assert_eq!(market.job(job).state, JobState::Settled);
    assert_eq!(market.account(&client, &market.net()), 0, "no bond back");
    assert_eq!(supply - market.net_supply(), BOND, "all of it burned");
    assert_eq!(market.account(&provider, &market.credit(H100)), 1_000 * CREDIT);
    invariants::check(&market).unwrap();
}

/// The arbiter finds for the client: bond, take and escrow come back, the provider's lock is gone.
pub fn a_client_that_disputes_rightly_is_made_whole(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = disputed(&mut market, &client, &provider);
    let take = market.job(job).open.expect("open").take.u128();
    let lock = market.position(&provider, H100).locked.u128();
    let bond = market.position(&provider, H100).bond.u128();
    let keeper = market.actor("keeper");
    let msg = market.verdict(job, false, &keeper);
    market.gateway(&keeper, &msg).expect("the arbiter has spoken");
    assert_eq!(market.job(job).state, JobState::Faulted);
    assert_eq!(market.account(&client, &market.net()), BOND + take);
    assert_eq!(bond - market.position(&provider, H100).bond.u128(), lock);
    invariants::check(&market).unwrap();
}

/// An arbiter that says nothing strands nobody.
pub fn a_silent_arbiter_refunds(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = disputed(&mut market, &client, &provider);
    let bond = market.position(&provider, H100).bond;
    market.wait(DAY);
    market.jobs(&client, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("anyone may say so");
    assert_eq!(market.job(job).state, JobState::Refunded);
    assert_eq!(
        market.account(&client, &market.net()),
        BOND,
        "a day uses up the take of a quarter of an hour"
    );
    assert_eq!(market.position(&provider, H100).bond, bond);
    invariants::check(&market).unwrap();
}

/// Without its arbiter a client's approval would be a certain refund for whoever disputes: it stops as a
/// whole.
pub fn a_stopped_arbiter_stops_what_depends_on_it(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = delivered(&mut market, &client, &provider, CLIENT_APPROVAL, 0);
    let guardian = market.guardian.clone();
    market.gateway(&guardian, &GatewayMsg::DisableMethod { method: ARBITER }).expect("at once");
    let dispute = JobMsg::DisputeResult { job_id: job, from: Source::Funds {} };
    market.jobs(&client, &dispute, &coins(BOND, NET)).refused(&["method", "disabled"]);
    let mut request = market.request_for(H100, 1, 100);
    request.method = CLIENT_APPROVAL;
    market.request(&client, request, 50 * ONE).refused(&["method", "disabled"]);
    market.jobs(&client, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("refunded at once");
    assert_eq!(market.job(job).state, JobState::Refunded);
    invariants::check(&market).unwrap();
}

/// The bond may come from the account as well, to the unit.
pub fn a_dispute_is_paid_from_an_account(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let job = delivered(&mut market, &client, &provider, CLIENT_APPROVAL, 0);
    market.deposit(&client, 2 * BOND, NET).expect("deposited");
    let from = |owner: Option<&Addr>, amount: u128| JobMsg::DisputeResult {
        job_id: job,
        from: Source::Account { owner: owner.map(Addr::to_string), amount: Uint128::new(amount) },
    };
    market.jobs(&client, &from(Some(&provider), BOND), &[]).refused(&[client.as_str(), provider.as_str()]);
    market.jobs(&client, &from(None, BOND + 1), &[]).refused(&["5000000", "5000001"]);
    market.jobs(&client, &from(None, BOND), &[]).expect("disputed");
    assert_eq!(market.account(&client, &market.net()), BOND);
    invariants::check(&market).unwrap();
}

/// The guardian stops a method: what runs under it ends by refund, in whatever state it is.
pub fn a_disabled_method_refunds_what_runs_under_it(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let submitted = delivered(&mut market, &client, &provider, ATTESTATION, 0);
    let requests = [market.request_for(H100, 1, 100), market.request_for(H100, 1, 100)];
    let [open, assigned] =
        requests.map(|request| market.request(&client, request, 50 * ONE).expect("requested"));
    market.heartbeat(&provider);
    market.accept(&provider, assigned, AcceptPayout::Credits {}).expect("accepted");
    let guardian = market.guardian.clone();
    let disable = GatewayMsg::DisableMethod { method: ATTESTATION };
    market.gateway(&client, &disable).refused(&[client.as_str()]);
    market.gateway(&guardian, &disable).expect("at once");
    let request = market.request_for(H100, 1, 100);
    market.request(&client, request, 50 * ONE).refused(&["method"]);
    let late = market.verdict(submitted, false, &client);
    market.gateway(&client, &late).refused(&["method"]);
    for (job, end) in
        [(submitted, JobState::Refunded), (assigned, JobState::Refunded), (open, JobState::Refunded)]
    {
        market.jobs(&client, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("refunded at once");
        assert_eq!(market.job(job).state, end);
    }
    assert_eq!(market.position(&provider, H100).locked.u128(), 0);
    assert_eq!(market.account(&client, &market.credit(H100)), 1_200 * CREDIT);
    invariants::check(&market).unwrap();
}
