//! What a thief would try, each with everything it can bring. Every one of these fails when its defence is
//! taken out.

use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{
    AcceptPayout, ExecuteMsg as JobMsg, HoldingsResponse, JobState, OccupancyResponse, QueryMsg as JobQuery,
    QuoteResponse,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, PricesResponse, QueryMsg as PoolQuery, Route};
use cosmwasm_std::{coins, Addr, Decimal256, Uint128};

use compute_amm_testing::bank::BLOCKED;
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::Market;
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{ATTESTATION, H100, NET, ONE};

const DAY: u64 = 86_400;

fn price_now(market: &Market) -> PricesResponse {
    market.ask_pool(&PoolQuery::Prices { pool_id: market.class_pool(H100) })
}

fn sell_credits(market: &mut Market, who: &Addr, credits: u128) {
    let msg = PoolMsg::SwapExactIn {
        route: Route { offer: market.credit(H100), pools: vec![market.class_pool(H100)] },
        from: Source::Account { owner: None, amount: Uint128::new(credits) },
        min_out: Uint128::one(),
        to: Destination::Wallet { receiver: None },
        deadline: None,
    };
    market.pool(who, &msg, &[]).expect("the pool buys");
}

fn wealth(market: &Market, who: &Addr) -> u128 {
    let position = market.position(who, H100);
    market.wallet(who, NET) + market.account(who, &market.net()) + position.bond.u128()
}

/// One hand asks, works, forges, is compensated for a declared loss and reports itself by an address that is
/// no party of the job: a fifth of the lock burns.
pub fn provider_client_and_reporter_at_once_lose(codes: &dyn Codes) {
    let (mut market, ..) = small_market(codes);
    let crook = market.provider("crook", H100, 10_000 * ONE, 8);
    let second = market.actor("crook's second address");
    market.heartbeat(&crook);
    let credit = market.credit(H100);
    let began = wealth(&market, &crook);
    let supply = market.net_supply();
    let mut request = market.request_for(H100, 1, 1_000);
    request.declared_value = Some(Uint128::new(1_000 * ONE));
    let job = market.request(&crook, request, 100 * ONE).expect("requested");
    let cost = market.job(job).open.expect("open").cost.u128();
    market.accept(&crook, job, AcceptPayout::Credits {}).expect("accepted");
    let lock = market.position(&crook, H100).locked.u128();
    market.submit(&crook, job, digest("forged"), None).expect("delivered");
    assert_eq!(market.submitted_claim(job).method, ATTESTATION);
    let msg = market.verdict(job, false, &second);
    market.gateway(&second, &msg).expect("it reports itself");
    assert_eq!(market.job(job).state, JobState::Faulted);
    assert_eq!(market.account(&crook, &credit), 1_000 * CREDIT);
    let lost = began - wealth(&market, &crook) - market.account(&second, &market.net()) - cost;
    assert!(lost >= lock.div_ceil(5), "lost {lost} of a lock of {lock}, beside the credits it still has");
    assert!(supply - market.net_supply() >= lock.div_ceil(5), "burned");
    invariants::check(&market).unwrap();
}

fn occupancy(market: &Market) -> OccupancyResponse {
    market.ask_jobs(&JobQuery::Occupancy { class: H100.into() })
}

/// The multiplier moves with GPU-seconds paid for: a cheap job that holds every GPU of the class for a week
/// moves it no more than its few credits do.
pub fn cheap_jobs_fake_no_occupancy(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let mut request = market.request_for(H100, 8, 1);
    request.run_within = 7 * DAY;
    let job = market.request(&client, request, 50 * ONE).expect("requested");
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
    assert_eq!(market.position(&provider, H100).busy, 8, "every GPU of the class is held");
    let held = occupancy(&market);
    assert!(
        held.multiplier_bps < 10_100,
        "holding GPUs moves it by less than 1 %, got {}",
        held.multiplier_bps
    );
    // Work that is paid for does move it.
    let request = market.request_for(H100, 1, 3_600);
    market.request(&client, request, 100 * ONE).expect("requested");
    let paid = occupancy(&market);
    assert!(paid.multiplier_bps > 15_000, "an hour of the whole class does, got {}", paid.multiplier_bps);
    invariants::check(&market).unwrap();
}

/// Nor do jobs that nobody can accept: while they are open they hold the multiplier up, and of their take
/// they lose as much as they have held it up for. With credits in hand nothing else would be lost.
pub fn unservable_jobs_pay_for_the_occupancy_they_fake(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    market.deposit(&client, 100 * ONE, NET).expect("deposited");
    let before = occupancy(&market);
    let mut request = market.request_for(H100, 1, 1_000);
    request.min_reputation_bps = 9_999;
    let job = market.request_from_account(&client, request, 50 * ONE).expect("requested");
    let take = market.job(job).open.expect("open").take.u128();
    assert!(occupancy(&market).multiplier_bps > before.multiplier_bps);
    market.wait(600);
    market.jobs(&client, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("expired");
    assert_eq!(occupancy(&market), before, "nothing is left of it");
    let earned = market.ask_jobs::<HoldingsResponse>(&JobQuery::Holdings {}).take.u128();
    assert_eq!(earned, (take * 36).div_ceil(100), "600 s at 60 % of 1,000 s of the class's capacity");
    invariants::check(&market).unwrap();
}

/// Whoever sells credits, asks for its job at the price so pushed down and buys them back saves neither take
/// nor lock: both follow from the mean of half an hour at least.
pub fn a_price_pushed_down_saves_no_take(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let request = market.request_for(H100, 1, 1_000);
    let quote = |market: &Market| -> QuoteResponse {
        market.ask_jobs(&compute_amm_testing::jobs::quote_of(H100, 1, 1_000))
    };
    let honest = quote(&market);
    market.mint(&provider, H100, 4_000_000 * CREDIT, Payout::Account).expect("credits to sell");
    sell_credits(&mut market, &provider, 4_000_000 * CREDIT);
    // In the same block nothing is bought below the price at which it began.
    market.wait(1);
    let pushed = quote(&market);
    assert!(pushed.cost.u128() * 5 < honest.cost.u128(), "the price fell to a ninth");
    let job = market.request(&client, request, 50 * ONE).expect("requested");
    let open = market.job(job).open.expect("open");
    assert_eq!((open.cost, open.take), (pushed.cost, pushed.take), "as quoted");
    // The quote held the pool's fee and slippage, the mean does not.
    assert!(open.take.u128() * 100 >= honest.take.u128() * 98, "{} after {}", open.take, honest.take);
    market.heartbeat(&provider);
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("accepted");
    assert!(market.position(&provider, H100).locked.u128() * 10 >= honest.cost.u128() * 9);
    invariants::check(&market).unwrap();
}

/// A price pushed a hundredfold within one block, and back in the next, moves no mean price by 1 %, on a
/// market that trades every few minutes, so that the means are no older than their windows.
pub fn one_block_lifts_no_mean_price(codes: &dyn Codes) {
    let (mut market, ..) = small_market(codes);
    let whale = market.actor("whale");
    market.issue(&whale, NET, 1_000_000 * ONE);
    let buy = |market: &mut Market, net: u128| {
        let msg = PoolMsg::SwapExactIn {
            route: Route { offer: Asset::native(NET), pools: vec![market.class_pool(H100)] },
            from: Source::Funds {},
            min_out: Uint128::one(),
            to: Destination::Account { receiver: None },
            deadline: None,
        };
        market.pool(&whale, &msg, &coins(net, NET)).expect("bought");
    };
    for _ in 0..600 {
        buy(&mut market, ONE / 1_000);
        market.wait(300);
    }
    let small = market.account(&whale, &market.credit(H100));
    let before = price_now(&market);
    buy(&mut market, 20_000 * ONE);
    let pushed = price_now(&market);
    assert!(
        pushed.spot > before.spot.map(|spot| spot * Decimal256::percent(10_000)),
        "a hundredfold at least"
    );
    market.wait(5);
    let bought = market.account(&whale, &market.credit(H100)) - small;
    sell_credits(&mut market, &whale, bought / 2);
    market.wait(5);
    sell_credits(&mut market, &whale, bought - bought / 2);
    market.wait(5);
    let after = price_now(&market);
    for (before, after) in [
        (before.twap_10m, after.twap_10m),
        (before.twap_30m, after.twap_30m),
        (before.twap_24h, after.twap_24h),
    ] {
        let (before, after) = (before.expect("old enough"), after.expect("old enough"));
        assert!(after < before * Decimal256::permille(1_010), "{before} became {after}");
    }
    invariants::check(&market).unwrap();
}

/// A client at an address that the bank refuses to pay cannot make anyone else's message fail: others'
/// messages pay to accounts.
pub fn a_refusing_receiver_stops_nobody(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let blocked = market.address(BLOCKED);
    let mut jobs = vec![];
    for _ in 0..3 {
        let mut request = market.request_for(H100, 1, 100);
        request.owner = Some(blocked.to_string());
        request.tip = Some(Uint128::new(ONE));
        jobs.push(market.request(&client, request, 50 * ONE).expect("requested"));
    }
    market.heartbeat(&provider);
    market.accept(&provider, jobs[0], AcceptPayout::Credits {}).expect("accepted");
    market.accept(&provider, jobs[1], AcceptPayout::Credits {}).expect("accepted");
    let output = digest("output");
    let proof = market.attest(jobs[0], &output);
    market.submit(&provider, jobs[0], output, Some(proof)).expect("settled");
    market.wait(700);
    for job in &jobs[1..] {
        let timeout = api::job_market::ExecuteMsg::TimeoutJob { job_id: *job };
        market.jobs(&provider, &timeout, &[]).expect("ended by its deadline");
    }
    assert_eq!(market.account(&blocked, &market.credit(H100)), 200 * CREDIT);
    invariants::check(&market).unwrap();
}
