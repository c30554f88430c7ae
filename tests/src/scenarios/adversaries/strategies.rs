//! Strategies: sandwiches, wash trades, splitting, flooding, expired admissions.

use api::common::{Payout, Source, CREDIT};
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{
    AcceptPayout, ExecuteMsg as JobMsg, JobState, OccupancyResponse, QueryMsg as JobQuery,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, QueryMsg as PoolQuery, QuoteResponse, Route};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use cosmwasm_std::{coins, Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, L40S, NET, ONE};

const DAY: u64 = 86_400;

fn buy(market: &mut Market, who: &Addr, net: u128) {
    let msg = PoolMsg::SwapExactIn {
        route: Route { offer: market.net(), pools: vec![market.class_pool(H100)] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(who, &msg, &coins(net, NET)).expect("bought");
}

fn sell(market: &mut Market, who: &Addr, credits: u128) {
    let msg = PoolMsg::SwapExactIn {
        route: Route { offer: market.credit(H100), pools: vec![market.class_pool(H100)] },
        from: Source::Account { owner: None, amount: Uint128::new(credits) },
        min_out: Uint128::one(),
        to: Destination::Wallet { receiver: None },
        deadline: None,
    };
    market.pool(who, &msg, &[]).expect("sold");
}

/// A job of 1,000 credits delivered by a provider that wants NET, and the verdict that settles it.
fn awaiting_settlement(market: &mut Market, client: &Addr, provider: &Addr, min: u128) -> (u64, GatewayMsg) {
    let request = market.request_for(H100, 1, 1_000);
    let job = market.request(client, request, 100 * ONE).expect("requested");
    market.heartbeat(provider);
    market.accept(provider, job, AcceptPayout::Net { min: Uint128::new(min) }).expect("accepted");
    market.wait(60);
    market.submit(provider, job, digest("output"), None).expect("delivered");
    (job, market.verdict(job, true, provider))
}

/// 98 % of what 1,000 credits sell for now.
fn acceptable(market: &Market) -> u128 {
    let route = Route { offer: market.credit(H100), pools: vec![market.class_pool(H100)] };
    let query = PoolQuery::QuoteExactIn { route, amount_in: Uint128::new(1_000 * CREDIT) };
    market.ask_pool::<QuoteResponse>(&query).legs[0].received.amount.u128() * 98 / 100
}

/// A keeper dumps credits, brings the verdict that makes the provider sell at the price so pushed down, and
/// buys back: the provider's minimum turns the sale into credits, and the keeper has paid the fees of its own
/// two trades.
pub fn a_sandwiched_payout_falls_back_to_credits(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let keeper = market.actor("keeper");
    let started = market.wallet(&keeper, NET);
    buy(&mut market, &keeper, 500 * ONE);
    let stock = market.account(&keeper, &market.credit(H100));
    let (net, credit) = (market.net(), market.credit(H100));
    let min = acceptable(&market);
    let (job, verdict) = awaiting_settlement(&mut market, &client, &provider, min);
    sell(&mut market, &keeper, stock);
    let before = (market.account(&provider, &net), market.account(&provider, &credit));
    market.gateway(&keeper, &verdict).expect("settled");
    assert_eq!(market.job(job).state, JobState::Settled);
    assert_eq!(market.account(&provider, &net), before.0, "nothing sold below the minimum");
    assert_eq!(
        market.account(&provider, &credit) - before.1,
        1_000 * CREDIT,
        "the credits instead, all of them"
    );
    let got = market.wallet(&keeper, NET);
    buy(&mut market, &keeper, got.min(500 * ONE));
    let back = market.account(&keeper, &credit);
    sell(&mut market, &keeper, back);
    assert!(market.wallet(&keeper, NET) < started, "the keeper paid for nothing");
    invariants::check(&market).unwrap();

    // Left alone, such a minimum is met.
    let min = acceptable(&market);
    let (job, verdict) = awaiting_settlement(&mut market, &client, &provider, min);
    let before = market.account(&provider, &net);
    market.gateway(&client, &verdict).expect("settled");
    assert_eq!(market.job(job).state, JobState::Settled);
    assert!(market.account(&provider, &net) - before >= min);
    invariants::check(&market).unwrap();
}

/// Who buys its own work is seen doing it, and pays take and swap fees for being seen.
pub fn a_wash_trader_is_seen_and_loses(codes: &dyn Codes) {
    let (mut market, honest, client) = small_market(codes);
    let washer = market.provider("washer", H100, 10_000 * ONE, 8);
    let net = market.net();
    let wealth = |market: &Market| {
        market.wallet(&washer, NET)
            + market.account(&washer, &net)
            + market.position(&washer, H100).bond.u128()
    };
    let began = wealth(&market);
    market.run_job(&client, &honest, H100, 1, 300, AcceptPayout::Credits {}).expect("an honest job");
    let mut take = 0;
    for _ in 0..5 {
        let mut request = market.request_for(H100, 1, 300);
        // Nobody else may take it, so that it costs as little as it can.
        request.provider = Some(washer.to_string());
        let job = market.request(&washer, request, 100 * ONE).expect("requested");
        take += market.job(job).open.expect("open").take.u128();
        market.heartbeat(&washer);
        market.accept(&washer, job, AcceptPayout::Net { min: Uint128::one() }).expect("accepted");
        let output = digest("nothing was done");
        let proof = market.attest(job, &output);
        market.submit(&washer, job, output, Some(proof)).expect("settled");
        invariants::check(&market).unwrap();
    }
    let lost = began - wealth(&market);
    assert!(lost > take, "lost {lost}: its take of {take}, and the pool's fees");
    market.jobs(&client, &JobMsg::SweepTake {}, &[]).expect("swept");
    let metrics: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::Day });
    assert_eq!(metrics.jobs, 6);
    assert!(
        (8_000..9_000).contains(&metrics.self_dealing_bps),
        "five of six jobs: {}",
        metrics.self_dealing_bps
    );
    assert!(metrics.top_payer_bps > 7_500, "one payer: {}", metrics.top_payer_bps);
    invariants::check(&market).unwrap();
}

/// The same work in one job and in parts, at the same moment, in twin markets: the parts pay no less take,
/// nor less altogether.
pub fn splitting_a_job_never_lowers_its_take(codes: &dyn Codes) {
    for parts in [2, 5, 16] {
        let mut paid = vec![];
        for parts in [1, parts] {
            let (mut market, _, client) = small_market(codes);
            let (mut take, mut cost) = (0, 0);
            for _ in 0..parts {
                let request = market.request_for(H100, 1, 2_000 / parts);
                let job = market.request(&client, request, 100 * ONE).expect("requested");
                let open = market.job(job).open.expect("open");
                take += open.take.u128();
                cost += open.cost.u128();
            }
            invariants::check(&market).unwrap();
            paid.push((take, take + cost));
        }
        // 2,000 is a multiple of 2, 5 and 16: the parts are the whole.
        assert!(paid[1].0 >= paid[0].0, "take of the whole and of {parts} parts: {paid:?}");
        assert!(paid[1].1 >= paid[0].1, "total of the whole and of {parts} parts: {paid:?}");
    }
}

fn multiplier(market: &Market) -> OccupancyResponse {
    market.ask_jobs(&JobQuery::Occupancy { class: H100.into() })
}

/// Jobs that nobody can serve, posted and left to expire, give back no more occupancy than they brought: what
/// others face afterwards is never below what it would have been, as a twin market without them shows; also
/// where the others asked last, when most of the flood had decayed. (Beyond the cap of the multiplier nothing
/// is added, and everyone who asks meanwhile pays the most there is.)
pub fn flooding_lowers_nobodys_multiplier(codes: &dyn Codes) {
    const WITHIN: u64 = 600;
    let (mut market, _, client) = small_market(codes);
    let (mut twin, ..) = small_market(codes);
    let flooder = market.actor("flooder");
    let ask = |market: &mut Market, seconds: u64| {
        let request = market.request_for(H100, 1, seconds);
        let job = market.request(&client, request, 100 * ONE).expect("requested");
        market.job(job).open.expect("open").take.u128()
    };
    let mut paid = (0, 0);
    for (gpus, seconds) in [(1, 300), (1, 700), (1, 1_500), (65, 500)] {
        let capped = gpus > 1;
        let mut request = market.request_for(H100, gpus, seconds);
        request.accept_within = WITHIN;
        request.max_payment = Uint128::new(5_000 * ONE);
        request.min_reputation_bps = 9_999;
        let job = market.request(&flooder, request, 10_000 * ONE).expect("requested");
        for (waited, others) in [(0, 100), (WITHIN - 10, 200), (10, 100)] {
            market.wait(waited);
            twin.wait(waited);
            if waited == 10 {
                market.jobs(&flooder, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("expired");
                assert_eq!(market.job(job).state, JobState::Expired);
            }
            let (with, without) = (multiplier(&market), multiplier(&twin));
            assert!(capped || with.backlog >= without.backlog, "{seconds} s: {with:?}, else {without:?}");
            paid = (paid.0 + ask(&mut market, others), paid.1 + ask(&mut twin, others));
        }
        // Whoever was cut off at the cap has paid for it: never does the protocol earn less.
        assert!(paid.0 >= paid.1, "{gpus} · {seconds} s: take {} with the flood, {} without", paid.0, paid.1);
        invariants::check(&market).unwrap();
        invariants::check(&twin).unwrap();
    }
}

/// An admission that has ended lets its provider neither accept nor mint, until it is admitted anew.
pub fn an_ended_admission_stops_accepting_and_minting(codes: &dyn Codes) {
    let mut market = Market::new(codes);
    let provider = market.provider("admitted", L40S, 50_000 * ONE, 4);
    market.supply_liquidity(&provider, L40S, 1_000_000 * CREDIT, 220 * ONE).expect("liquidity");
    let client = market.actor("client");
    market.wait(3_600);
    market.run_job(&client, &provider, L40S, 1, 50, AcceptPayout::Credits {}).expect("admitted");
    let until = market.position(&provider, L40S).admitted_until.expect("attested");
    let rest = until - market.now();
    market.wait(rest - 100);
    let mut request = market.request_for(L40S, 1, 50);
    request.accept_within = DAY;
    let job = market.request(&client, request, 100 * ONE).expect("requested before it ended");
    market.mint(&provider, L40S, CREDIT, Payout::Account).expect("and minted");
    market.wait(100);
    assert_eq!(market.now(), until, "the very second at which it ends");
    market.heartbeat(&provider);
    let (ended, now) = (until.to_string(), market.now().to_string());
    let named = [L40S, "admission", &ended, &now];
    market.accept(&provider, job, AcceptPayout::Credits {}).refused(&named);
    market.mint(&provider, L40S, CREDIT, Payout::Account).refused(&named);
    invariants::check(&market).unwrap();
    let touch = RegistryMsg::Touch { provider: provider.to_string(), class: L40S.into() };
    market.registry(&client, &touch, &[]).expect("anyone may");
    assert_eq!(market.position(&provider, L40S).proven_gpus, 0, "and it counts for nothing");
    invariants::check(&market).unwrap();
    market.offer(&provider, L40S, 4).expect("admitted anew");
    market.accept(&provider, job, AcceptPayout::Credits {}).expect("and serves again");
    invariants::check(&market).unwrap();
}
