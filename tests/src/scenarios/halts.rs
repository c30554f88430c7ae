//! Chains that stand still, for an hour or for three days, or begin again at height 1: nobody loses by a wait
//! in which no message could have been included.

use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobState, CALL_GRACE, DATA_WITHIN};
use api::pool::{ExecuteMsg as PoolMsg, ReceiveMsg as PoolHook};
use cosmwasm_std::{coins, Addr, Binary, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::{template, with_input, ACCEPT_WITHIN};
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market_with;
use compute_amm_testing::wirings::{ARBITER, ATTESTATION, CLIENT_APPROVAL, H100, NET, ONE};

const HOUR: u64 = 3_600;
const DAY: u64 = 86_400;
const TEMPLATE: u32 = 1;
const UNITS: u64 = 30;
const BOND: u128 = 5 * ONE;

/// How a chain stands still.
#[derive(Clone, Copy, Debug)]
enum Halt {
    For(u64),
    /// And begins again at height 1.
    Restart(u64),
}

const HALTS: [Halt; 4] = [Halt::For(HOUR), Halt::For(3 * DAY), Halt::Restart(60), Halt::Restart(3 * DAY)];

impl Halt {
    fn happen(self, market: &mut Market) {
        match self {
            Halt::For(seconds) => market.halt(seconds),
            Halt::Restart(seconds) => market.restart(seconds),
        }
    }
}

/// A market, a debtor that standard jobs are called on, and a client.
fn market_of(codes: &dyn Codes) -> (Market, Addr, Addr) {
    let (mut market, debtor, client) = small_market_with(codes, |_| {});
    market.set_template(H100, TEMPLATE, Some(template(60, 20, UNITS))).expect("a template");
    market.touch(&client, H100, &debtor).expect("anyone touches");
    (market, debtor, client)
}

fn ask(market: &mut Market, client: &Addr, method: u32) -> u64 {
    let mut request = market.request_for(H100, 1, 600);
    request.method = method;
    market.request(client, request, 100 * ONE).expect("requested")
}

fn accepted(market: &mut Market, client: &Addr, provider: &Addr, method: u32) -> u64 {
    let job = ask(market, client, method);
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
    job
}

fn submitted(market: &mut Market, client: &Addr, provider: &Addr, method: u32) -> u64 {
    let job = accepted(market, client, provider, method);
    market.submit(provider, job, digest("output"), None).expect("delivered");
    job
}

fn deliver(market: &mut Market, provider: &Addr, job: u64) {
    let output = digest("output");
    let proof = market.attest(job, &output);
    market.submit(provider, job, output, Some(proof)).expect("what was awaited is accepted");
}

/// Brings the verdict that a result is valid.
fn judge(market: &mut Market, who: &Addr, job: u64) {
    let verdict = market.verdict(job, true, who);
    market.gateway(who, &verdict).expect("what was awaited is accepted");
}

/// The halt of a job that waits: nobody ends it by silence, and it still takes what it waits for.
fn survives(
    codes: &dyn Codes,
    wait: &str,
    seconds: u64,
    begin: impl Fn(&mut Market, &Addr, &Addr) -> u64,
    awaited: impl Fn(&mut Market, &Addr, &Addr, u64),
    unused: JobState,
) {
    for halt in HALTS {
        for forgotten in [false, true] {
            let (mut market, provider, client) = market_of(codes);
            let job = begin(&mut market, &client, &provider);
            let bond = market.position(&provider, H100).bond;
            market.wait(seconds / 2);
            halt.happen(&mut market);
            market.time_out(&client, job).map(|_| format!("{wait}, {halt:?}")).refused(&["too early"]);
            if forgotten {
                // With blocks the time passes that did not.
                market.wait(2 * seconds + 60);
                market.time_out(&client, job).unwrap_or_else(|e| panic!("{wait}, {halt:?}: {e:#}"));
                assert_eq!(market.job(job).state, unused, "{wait}, {halt:?}");
            } else {
                awaited(&mut market, &client, &provider, job);
                assert_eq!(
                    market.position(&provider, H100).bond,
                    bond,
                    "{wait}, {halt:?}: nobody is punished"
                );
            }
            invariants::check(&market).unwrap_or_else(|e| panic!("{wait}, {halt:?}: {e:#}"));
        }
    }
}

/// A job that nobody has accepted yet can be accepted.
pub fn a_halt_expires_no_job(codes: &dyn Codes) {
    survives(
        codes,
        "accept",
        600,
        |market, client, _| ask(market, client, ATTESTATION),
        |market, _, provider, job| {
            market.heartbeat(provider);
            market.accept(provider, job, AcceptPayout::Credits {}).expect("what was awaited is accepted");
        },
        JobState::Expired,
    );
}

/// A called debtor can accept, and is not in default.
pub fn a_halt_makes_no_default_of_a_call(codes: &dyn Codes) {
    survives(
        codes,
        "call",
        600,
        |market, client, _| {
            let job = market.request_standard(client, H100, TEMPLATE, 20, 100 * ONE).expect("requested");
            market.wait(ACCEPT_WITHIN);
            market.call(client, job).expect("called");
            job
        },
        |market, _, provider, job| {
            market.accept(provider, job, AcceptPayout::Redeem {}).expect("what was awaited is accepted");
            deliver(market, provider, job);
            assert_eq!(market.job(job).state, JobState::Settled);
        },
        JobState::Defaulted,
    );
}

/// A standard job that nobody took can be called when the chain goes on.
pub fn a_halt_takes_no_call_away(codes: &dyn Codes) {
    for halt in HALTS {
        let (mut market, debtor, client) = market_of(codes);
        let job = market.request_standard(&client, H100, TEMPLATE, 20, 100 * ONE).expect("requested");
        market.wait(ACCEPT_WITHIN + 60);
        halt.happen(&mut market);
        // With its blocks its time to be accepted passes. That nobody took it is recorded then, and from
        // there on it can be called for ten minutes at least.
        while market.time_out(&client, job).is_err() {
            market.call(&client, job).refused(&["too early"]);
            market.wait(60);
        }
        assert_eq!(market.job(job).state, JobState::Untaken);
        market.time_out(&client, job).refused(&["too early"]);
        market.call(&client, job).unwrap_or_else(|e| panic!("{halt:?}: {e:#}"));
        assert_eq!(market.job_call(job).expect("called").provider, debtor);
        invariants::check(&market).unwrap();
    }
}

/// Who works on a job can deliver, and is not late.
pub fn a_halt_makes_nobody_late(codes: &dyn Codes) {
    survives(
        codes,
        "run",
        1_200,
        |market, client, provider| accepted(market, client, provider, ATTESTATION),
        |market, _, provider, job| {
            deliver(market, provider, job);
            assert_eq!(market.job(job).state, JobState::Settled);
        },
        JobState::Faulted,
    );
}

/// Three jobs run when the chain stands still for an hour: their provider is not in jail.
pub fn a_halt_jails_nobody(codes: &dyn Codes) {
    let (mut market, provider, client) = market_of(codes);
    let jobs = [0, 1, 2].map(|_| accepted(&mut market, &client, &provider, ATTESTATION));
    market.halt(HOUR);
    for job in jobs {
        market.time_out(&client, job).refused(&["too early"]);
        deliver(&mut market, &provider, job);
    }
    let query = api::provider_registry::QueryMsg::Provider { provider: provider.to_string() };
    let state: api::provider_registry::ProviderResponse = market.ask_registry(&query);
    assert_eq!((state.jailed_until, state.liveness_faults), (None, 0));
    invariants::check(&market).unwrap();
}

/// A verdict can be brought, and the job is not refunded.
pub fn a_halt_refunds_no_result(codes: &dyn Codes) {
    survives(
        codes,
        "verdict",
        DAY,
        |market, client, provider| submitted(market, client, provider, ATTESTATION),
        |market, client, _, job| {
            judge(market, client, job);
            assert_eq!(market.job(job).state, JobState::Settled);
        },
        JobState::Refunded,
    );
}

/// A client can still dispute: its silence pays nobody while it cannot speak.
pub fn a_halt_approves_no_result(codes: &dyn Codes) {
    survives(
        codes,
        "the client's word",
        DAY,
        |market, client, provider| submitted(market, client, provider, CLIENT_APPROVAL),
        |market, client, _, job| {
            let dispute = JobMsg::DisputeResult { job_id: job, from: Source::Funds {} };
            market.jobs(client, &dispute, &coins(BOND, NET)).expect("what was awaited is accepted");
        },
        JobState::Settled,
    );
}

/// The arbiter can still judge.
pub fn a_halt_refunds_no_dispute(codes: &dyn Codes) {
    survives(
        codes,
        "dispute",
        DAY,
        |market, client, provider| {
            let job = submitted(market, client, provider, CLIENT_APPROVAL);
            let dispute = JobMsg::DisputeResult { job_id: job, from: Source::Funds {} };
            market.jobs(client, &dispute, &coins(BOND, NET)).expect("disputed");
            assert_eq!(market.submitted_claim(job).method, CLIENT_APPROVAL);
            job
        },
        |market, client, _, job| judge(market, client, job),
        JobState::Refunded,
    );
    assert_ne!(ARBITER, CLIENT_APPROVAL);
}

/// An input can still be brought, and the job is not cancelled.
pub fn a_halt_cancels_no_job_for_its_input(codes: &dyn Codes) {
    const INPUT: &[u8] = b"what the program reads";
    survives(
        codes,
        "data",
        DATA_WITHIN,
        |market, client, provider| {
            let request = market.request_for(H100, 1, 600);
            let job = market.request(client, with_input(request, INPUT), 100 * ONE).expect("requested");
            market.heartbeat(provider);
            market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
            market.request_data(provider, job, None).expect("asked for");
            job
        },
        |market, client, provider, job| {
            market
                .answer_data(client, job, Binary::from(INPUT), vec![])
                .expect("what was awaited is accepted");
            deliver(market, provider, job);
            assert_eq!(market.job(job).state, JobState::Settled);
        },
        JobState::Cancelled,
    );
}

/// After a month on top of its time a wait is over, however few blocks were made: escrow does not wait for
/// ever for a chain that makes hardly any.
pub fn a_wait_ends_after_a_month_without_blocks(codes: &dyn Codes) {
    let (mut market, _, client) = market_of(codes);
    let job = ask(&mut market, &client, ATTESTATION);
    market.halt(30 * DAY + 599);
    market.time_out(&client, job).refused(&["too early"]);
    market.halt(1);
    market.time_out(&client, job).expect("over");
    let grace = market.request_standard(&client, H100, TEMPLATE, 20, 100 * ONE).expect("requested");
    market.halt(30 * DAY + ACCEPT_WITHIN);
    market.time_out(&client, grace).expect("left to whoever calls it");
    market.halt(30 * DAY + CALL_GRACE);
    market.time_out(&client, grace).expect("over");
    invariants::check(&market).unwrap();
}

/// A chain that begins again at height 1 trades, mints, redeems and pays liquidity out as before.
pub fn a_restart_at_height_1_stops_no_pool(codes: &dyn Codes) {
    for seconds in [60, HOUR, 3 * DAY] {
        let (mut market, provider, client) = small_market_with(codes, |_| {});
        market.buy(&client, H100, 1_000 * CREDIT, 10 * ONE).expect("the pool sells");
        let before = market.price(H100);
        market.restart(seconds);
        market.buy(&client, H100, 1_000 * CREDIT, 10 * ONE).expect("the pool sells");
        market.sell(&client, H100, 2_000 * CREDIT).expect("the pool buys");
        let lp = Asset::cw20(market.pool_state(market.class_pool(H100)).lp_token);
        let hook = PoolHook::WithdrawLiquidity {
            pool_id: market.class_pool(H100),
            min_0: Uint128::one(),
            min_1: Uint128::one(),
            payout: Payout::Account,
            receiver: None,
            deadline: None,
        };
        let (pool, shares) = (market.at.pool.clone(), market.holding(&provider, &lp) / 2);
        market.send_cw20(&provider, &lp, &pool, shares, &hook).expect("liquidity leaves");
        let amount = Uint128::new(market.account(&provider, &market.net()));
        let withdraw = PoolMsg::Withdraw { asset: market.net(), amount, owner: None, receiver: None };
        market.pool(&provider, &withdraw, &[]).expect("an account pays");
        market.mint(&provider, H100, 1_000 * CREDIT, Payout::Account).expect("minted");
        market.redeem(&provider, H100, 1_000 * CREDIT).expect("redeemed");
        market.withdraw_bond(&provider, H100, ONE).expect("free bond leaves");
        let after = market.price(H100);
        assert!(after.call.abs_diff(before.call).u128() <= 10, "{before:?}, then {after:?}");
        market.run_job(&client, &provider, H100, 1, 100, AcceptPayout::Credits {}).expect("jobs go on");
        invariants::check(&market).unwrap();
    }
}
