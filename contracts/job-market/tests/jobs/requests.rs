//! The ways in: what pays, what comes back, what is refused.

use api::common::{Asset, Payout, Source};
use api::job_market::{ExecuteMsg, JobRequest, JobState, QuoteResponse, ReceiveMsg, SwapMsg};
use api::pool::{self, Destination, Leg, SwapReceived};
use cosmwasm_std::{coin, coins, to_json_binary, Addr, Uint128};

use crate::support::*;

fn quote(market: &Market) -> QuoteResponse {
    market.ask_jobs(&quote_of(2, 100)).unwrap()
}

fn owed(quote: &QuoteResponse, request: &JobRequest) -> u128 {
    (quote.cost + quote.take + request.tip.unwrap_or_default()).u128()
}

#[test]
fn net_from_the_wallet_pays_what_was_quoted_and_the_surplus_comes_back() {
    for surplus in [Payout::Wallet, Payout::Account] {
        let mut market = market();
        let client = market.client.clone();
        let quote = quote(&market);
        let request = JobRequest { surplus, ..request() };
        let job_id = market.request(&client, request.clone());
        assert_eq!(job_id, 1);
        let spent = FORTUNE - market.wallet(&client, NET) - market.accounts(&client).0;
        assert_eq!(spent, owed(&quote, &request));
        assert_eq!(market.accounts(&client).0 > 0, surplus == Payout::Account);
        let job = market.job(job_id);
        assert_eq!(job.state, JobState::Open);
        let open = job.open.unwrap();
        assert_eq!((open.cost, open.take, open.tip.u128()), (quote.cost, quote.take, 12_345));
        assert_eq!((open.owner, open.payer), (client.clone(), client));
        assert_eq!(open.deadline, market.now() + ACCEPT_WITHIN);
        assert_eq!(quote.credits.u128(), CREDITS);
    }
}

#[test]
fn net_from_the_account_pays_the_same() {
    let mut market = market();
    let client = market.client.clone();
    market.deposit(&client, 500 * ONE, NET);
    let quote = quote(&market);
    let request = JobRequest { surplus: Payout::Account, ..request() };
    let from = Source::Account { owner: Some(client.to_string()), amount: Uint128::new(400 * ONE) };
    market.jobs(&client, &ExecuteMsg::RequestJob { request: request.clone(), from }, &[]).unwrap();
    assert_eq!(market.accounts(&client).0, 500 * ONE - owed(&quote, &request));
}

#[test]
fn another_account_than_the_senders_is_refused() {
    let mut market = market();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    market.deposit(&client, 500 * ONE, NET);
    let from = Source::Account { owner: Some(client.to_string()), amount: Uint128::new(400 * ONE) };
    let msg = ExecuteMsg::RequestJob { request: request(), from };
    market.jobs(&stranger, &msg, &[]).refused(&["from.owner", stranger.as_str(), client.as_str()]);
    assert_eq!(market.accounts(&client).0, 500 * ONE);
}

#[test]
fn a_direct_payment_in_net_bounds_what_is_paid_even_with_net_in_the_account() {
    let mut market = market();
    let client = market.client.clone();
    market.deposit(&client, 500 * ONE, NET);
    let quote = quote(&market);
    let enough = owed(&quote, &request());
    let msg = ExecuteMsg::RequestJob { request: request(), from: Source::Funds {} };
    market.jobs(&client, &msg, &coins(enough - 1, NET)).refused(&["does not cover take and tip"]);
    market.jobs(&client, &msg, &coins(enough, NET)).unwrap();
    assert_eq!(market.accounts(&client).0, 500 * ONE);
}

#[test]
fn max_payment_bounds_cost_and_take_but_not_the_tip() {
    let mut market = market();
    let client = market.client.clone();
    let quote = quote(&market);
    let bound = quote.cost + quote.take;
    let bounded = |max_payment| ExecuteMsg::RequestJob {
        request: JobRequest { max_payment, ..request() },
        from: Source::Funds {},
    };
    market.jobs(&client, &bounded(bound - Uint128::one()), &coins(ONE * 100, NET)).refused(&[
        "above max_payment",
        &quote.cost.to_string(),
        &quote.take.to_string(),
    ]);
    market.jobs(&client, &bounded(bound), &coins(ONE * 100, NET)).unwrap();
}

#[test]
fn credits_from_the_account_pay_at_the_reference_price_and_take_and_tip_come_from_the_account() {
    let mut market = market();
    let rival = market.rival.clone();
    let credits = market.accounts(&rival).1;
    let msg = ExecuteMsg::RequestJobWithCredits { request: request() };
    market.jobs(&rival, &msg, &[]).refused(&["account of", "unet"]);
    market.deposit(&rival, 10 * ONE, NET);
    market.jobs(&rival, &msg, &[]).unwrap();
    let open = market.job(1).open.unwrap();
    // 0.0009 NET a credit: the pool has a spot price only, rounded up as a price and as a value.
    assert_eq!(open.cost.u128(), 180_001);
    assert_eq!(market.accounts(&rival), (10 * ONE - (open.take + open.tip).u128(), credits - CREDITS));
}

#[test]
fn credits_count_at_the_mean_price_where_that_is_higher_than_spot() {
    let mut market = market();
    let (rival, provider) = (market.rival.clone(), market.provider.clone());
    market.deposit(&rival, 10 * ONE, NET);
    market.wait(3_600);
    // Somebody dumps: spot falls at once, the mean does not.
    let dump = pool::ExecuteMsg::SwapExactIn {
        route: pool::Route { offer: market.credit.clone(), pools: vec![1] },
        from: Source::Account { owner: None, amount: Uint128::new(1_000_000 * ONE) },
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(&provider, &dump, &[]).unwrap();
    market.jobs(&rival, &ExecuteMsg::RequestJobWithCredits { request: request() }, &[]).unwrap();
    let cost = market.job(1).open.unwrap().cost.u128();
    assert!((179_999..=180_001).contains(&cost), "{cost}");
}

#[test]
fn credits_by_cw20_send_pay_for_exactly_their_job() {
    let mut market = market();
    let rival = market.rival.clone();
    market.deposit(&rival, 10 * ONE, NET);
    let out = pool::ExecuteMsg::Withdraw {
        asset: market.credit.clone(),
        amount: Uint128::new(3 * CREDITS),
        owner: None,
        receiver: None,
    };
    market.pool(&rival, &out, &[]).unwrap();
    let send = |market: &mut Market, amount: u128, class: &str| {
        let request = JobRequest { class: class.into(), ..request() };
        let msg = cw20::Cw20ExecuteMsg::Send {
            contract: market.at.job_market.clone(),
            amount: Uint128::new(amount),
            msg: to_json_binary(&ReceiveMsg::RequestJob { request }).unwrap(),
        };
        let token = token_address(&market.credit);
        let sent = market.send(&rival, &token, &msg, &[]);
        market.assert_books();
        sent
    };
    let want = CREDITS.to_string();
    send(&mut market, CREDITS + 1, CLASS).refused(&["exactly", &want, "200000001"]);
    send(&mut market, CREDITS - 1, CLASS).refused(&["exactly", &want, "199999999"]);
    send(&mut market, CREDITS, SECOND_CLASS).refused(&["unauthorized", "credit token of the job's class"]);
    send(&mut market, CREDITS, CLASS).unwrap();
    let open = market.job(1).open.unwrap();
    assert_eq!((open.payer, open.cost.u128()), (rival, 180_001));
}

#[test]
fn a_forged_receive_is_refused() {
    let mut market = market();
    let stranger = market.stranger.clone();
    let msg = ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
        sender: market.client.to_string(),
        amount: Uint128::new(CREDITS),
        msg: to_json_binary(&ReceiveMsg::RequestJob { request: request() }).unwrap(),
    });
    market.jobs(&stranger, &msg, &[]).refused(&["unauthorized", stranger.as_str()]);
}

fn swap(market: &Market, offer: Asset, legs: Vec<Leg>, from: Source, msg: &SwapMsg) -> pool::ExecuteMsg {
    let to = Destination::Call { contract: market.at.job_market.clone(), msg: to_json_binary(msg).unwrap() };
    pool::ExecuteMsg::SwapExactOut { offer, legs, from, to, rest_to: None, deadline: None }
}

fn leg(pools: &[u64], amount_out: u128) -> Leg {
    Leg { pools: pools.to_vec(), amount_out: amount_out.into() }
}

#[test]
fn a_swap_in_the_pool_may_end_in_a_request() {
    let mut market = market();
    let client = market.client.clone();
    let quote = quote(&market);
    let request = request();
    let msg = SwapMsg::RequestJob { request: request.clone() };
    let msg = swap(&market, Asset::native(NET), vec![leg(&[1], CREDITS)], Source::Funds {}, &msg);
    market.pool(&client, &msg, &coins(50 * ONE, NET)).unwrap();
    market.assert_books();
    assert_eq!(FORTUNE - market.wallet(&client, NET), owed(&quote, &request));
    assert_eq!(market.job(1).open.unwrap().payer, client);
}

#[test]
fn a_swap_whose_rest_is_short_is_topped_up_from_the_senders_account() {
    let mut market = market();
    let client = market.client.clone();
    market.deposit(&client, 10 * ONE, NET);
    let quote = quote(&market);
    let request = request();
    let msg = SwapMsg::RequestJob { request: request.clone() };
    let msg = swap(&market, Asset::native(NET), vec![leg(&[1], CREDITS)], Source::Funds {}, &msg);
    market.pool(&client, &msg, &coins(quote.cost.u128(), NET)).unwrap();
    market.assert_books();
    assert_eq!(market.accounts(&client).0, 10 * ONE - (owed(&quote, &request) - quote.cost.u128()));
}

#[test]
fn dollars_pay_along_a_route_and_both_surpluses_come_back() {
    for surplus in [Payout::Wallet, Payout::Account] {
        let mut market = market();
        let client = market.client.clone();
        let legs = vec![leg(&[3, 1], CREDITS), leg(&[3], ONE)];
        let msg = SwapMsg::RequestJob { request: JobRequest { surplus, ..request() } };
        let msg = swap(&market, Asset::native(USD), legs, Source::Funds {}, &msg);
        market.pool(&client, &msg, &coins(20 * ONE, USD)).unwrap();
        market.assert_books();
        let open = market.job(1).open.unwrap();
        // The credits cost NET within the route: that is the cost.
        assert!((180_000..190_000).contains(&open.cost.u128()), "{}", open.cost);
        let net = ONE - (open.take + open.tip).u128();
        let dollars = |spent: u128| (500_000..700_000).contains(&spent);
        match surplus {
            Payout::Wallet => {
                assert_eq!(market.wallet(&client, NET), FORTUNE + net);
                assert!(dollars(FORTUNE - market.wallet(&client, USD)));
            }
            Payout::Account => {
                assert_eq!(market.accounts(&client).0, net);
                assert_eq!(FORTUNE - market.wallet(&client, USD), 20 * ONE);
                assert!(dollars(20 * ONE - market.account(&client, &Asset::native(USD))));
            }
        }
    }
}

#[test]
fn credits_through_the_pool_may_pay_too_and_their_surplus_comes_back() {
    let mut market = market();
    let rival = market.rival.clone();
    market.deposit(&rival, 10 * ONE, NET);
    let before = market.accounts(&rival).1;
    let from = Source::Account { owner: None, amount: Uint128::new(5 * CREDITS) };
    let request = JobRequest { surplus: Payout::Account, ..request() };
    let msg =
        swap(&market, market.credit.clone(), vec![leg(&[], CREDITS)], from, &SwapMsg::RequestJob { request });
    market.pool(&rival, &msg, &[]).unwrap();
    market.assert_books();
    assert_eq!(market.accounts(&rival).1, before - CREDITS);
    assert_eq!(market.job(1).open.unwrap().cost.u128(), 180_001);
}

#[test]
fn what_a_swap_brings_must_be_exactly_the_jobs_credits_and_net() {
    let mut market = market();
    let client = market.client.clone();
    let ask = SwapMsg::RequestJob { request: request() };
    let funds = coins(500 * ONE, NET);
    let net = || Asset::native(NET);
    let mut refused = |offer: Asset, legs: Vec<Leg>, msg: &SwapMsg, parts: &[&str]| {
        let msg = swap(&market, offer, legs, Source::Funds {}, msg);
        market.pool(&client, &msg, &funds).refused(parts);
        market.assert_books();
    };
    let want = CREDITS.to_string();
    refused(net(), vec![leg(&[1], CREDITS + 1)], &ask, &["exactly", &want, "200000001"]);
    refused(net(), vec![leg(&[], CREDITS)], &ask, &["exactly", &want, NET]);
    refused(net(), vec![leg(&[1], CREDITS), leg(&[3], ONE)], &ask, &["second leg", NET, USD]);
    let forged = SwapMsg::Forwarded { payer: addr("rival").into(), request: request() };
    refused(net(), vec![leg(&[1], CREDITS)], &forged, &["request_job", client.as_str()]);
}

#[test]
fn only_the_pool_says_that_a_swap_ended() {
    let mut market = market();
    let stranger = market.stranger.clone();
    let asset = |asset: &Asset, amount: u128| api::common::AssetAmount {
        asset: asset.clone(),
        amount: amount.into(),
    };
    let credits = asset(&market.credit, CREDITS);
    let received = SwapReceived {
        sender: stranger.to_string(),
        legs: vec![pool::LegReceived { received: credits.clone(), last_in: credits }],
        rest: asset(&Asset::native(NET), ONE),
        msg: to_json_binary(&SwapMsg::RequestJob { request: request() }).unwrap(),
    };
    market.jobs(&stranger, &ExecuteMsg::ReceiveSwap(received), &[]).refused(&[
        "unauthorized",
        "the pool contract",
        stranger.as_str(),
    ]);
}

#[test]
fn what_a_request_says_is_checked() {
    let mut market = market();
    let client = market.client.clone();
    let pool_address = market.at.pool.clone();
    let market_address = market.at.job_market.clone();
    let base = request;
    let text = |n: usize| Some("x".repeat(n));
    let now = market.now();
    let cases: Vec<(JobRequest, &[&str])> = vec![
        (JobRequest { class: "unknown".into(), ..base() }, &["class `unknown` is not listed"]),
        (JobRequest { gpus: 65_537, ..base() }, &["`gpus`", "1 to 65536", "65537"]),
        (JobRequest { seconds: 604_801, run_within: 604_801, ..base() }, &["`seconds`", "604801"]),
        (JobRequest { run_within: 99, ..base() }, &["`run_within`", "100 to 604800", "99"]),
        (JobRequest { run_within: 604_801, ..base() }, &["`run_within`", "604801"]),
        (JobRequest { accept_within: 59, ..base() }, &["`accept_within`", "60 to 86400", "59"]),
        (JobRequest { accept_within: 86_401, ..base() }, &["`accept_within`", "86401"]),
        (JobRequest { min_reputation_bps: 10_001, ..base() }, &["`min_reputation_bps`", "10001"]),
        (JobRequest { program: vec![1; 31].into(), ..base() }, &["`program`", "32 bytes", "31 bytes"]),
        (JobRequest { input: Some(vec![1; 33].into()), ..base() }, &["`input`", "33 bytes"]),
        (JobRequest { input: Some(vec![0; 32].into()), ..base() }, &["`input`", "32 zero bytes"]),
        (JobRequest { method: 77, ..base() }, &["verification method 77", "unknown"]),
        (JobRequest { provider: Some("COSMWASM1X".into()), ..base() }, &["`provider`", "COSMWASM1X"]),
        (JobRequest { owner: Some("osmo1abc".into()), ..base() }, &["`owner`", "osmo1abc"]),
        (JobRequest { owner: Some(client.to_string().to_uppercase()), ..base() }, &["`owner`"]),
        (JobRequest { owner: Some(pool_address.clone()), ..base() }, &["`owner`", "market itself"]),
        (JobRequest { owner: Some(market_address), ..base() }, &["`owner`", "market itself"]),
        (JobRequest { deadline: Some(now), ..base() }, &["deadline passed"]),
        (JobRequest { program_locator: text(129), ..base() }, &["`program_locator`", "129 bytes"]),
        (JobRequest { input_locator: text(0), ..base() }, &["`input_locator`", "0 bytes"]),
        (JobRequest { method: RISC_ZERO, ..base() }, &["expected a request that has no input"]),
    ];
    for (request, parts) in cases {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(100_000 * ONE, NET)).refused(parts);
    }
    assert_eq!(market.wallet(&client, NET), FORTUNE);
    // At the edges, it is accepted.
    let edge = JobRequest {
        deadline: Some(now + 1),
        accept_within: 60,
        run_within: 100,
        program_locator: text(128),
        input_locator: text(1),
        ..base()
    };
    market.request(&client, edge);
}

#[test]
fn zero_gpus_or_seconds_are_refused() {
    let mut market = market();
    let client = market.client.clone();
    for request in [JobRequest { gpus: 0, ..request() }, JobRequest { seconds: 0, ..request() }] {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(ONE, NET)).refused(&["zero"]);
    }
}

#[test]
fn wrong_missing_extra_and_needless_funds_are_refused() {
    let mut market = market();
    let client = market.client.clone();
    let by = |from: Source| ExecuteMsg::RequestJob { request: request(), from };
    let account = || Source::Account { owner: None, amount: Uint128::new(ONE) };
    let both = [coin(ONE, NET), coin(ONE, USD)];
    market.jobs(&client, &by(Source::Funds {}), &[]).refused(&["exactly one coin of unet", "got none"]);
    market.jobs(&client, &by(Source::Funds {}), &coins(ONE, USD)).refused(&["exactly one coin of unet", USD]);
    market.jobs(&client, &by(Source::Funds {}), &both).refused(&["exactly one coin of unet"]);
    market.jobs(&client, &by(account()), &coins(ONE, NET)).refused(&["expected none"]);
    let credits = ExecuteMsg::RequestJobWithCredits { request: request() };
    market.jobs(&client, &credits, &coins(ONE, NET)).refused(&["expected none"]);
    // An account that cannot pay what it names.
    market.jobs(&client, &by(account()), &[]).refused(&["account of", client.as_str()]);
}

#[test]
fn a_class_without_price_or_capacity_takes_no_jobs() {
    let mut market = deployed();
    let client = market.client.clone();
    let msg = ExecuteMsg::RequestJob { request: request(), from: Source::Funds {} };
    assert!(market.jobs(&client, &msg, &coins(ONE, NET)).is_err());
    // Credits exist, a pool price does not.
    let provider = market.provider.clone();
    market.enlist(&provider, CLASS, 64, 1_000_000 * ONE);
    market.deposit(&provider, 10 * ONE, NET);
    let msg = ExecuteMsg::RequestJobWithCredits { request: request() };
    market.jobs(&provider, &msg, &[]).refused(&["pool 1 has no price"]);
}

#[test]
fn a_class_takes_no_jobs_while_accepting_is_paused_in_it() {
    let mut market = market();
    let client = market.client.clone();
    let msg = ExecuteMsg::RequestJob { request: request(), from: Source::Funds {} };
    market.pause_accepting(true);
    let expected = [CLASS, "expected one in which jobs are accepted", "got one where that is paused"];
    market.jobs(&client, &msg, &coins(100 * ONE, NET)).refused(&expected);
    market.pause_accepting(false);
    market.jobs(&client, &msg, &coins(100 * ONE, NET)).unwrap();
}

#[test]
fn a_job_may_belong_to_another_than_who_pays() {
    let mut market = market();
    let (client, stranger) = (market.client.clone(), market.stranger.clone());
    let request = JobRequest { owner: Some(stranger.to_string()), ..request() };
    let job_id = market.request(&client, request);
    let open = market.job(job_id).open.unwrap();
    assert_eq!((&open.owner, &open.payer), (&stranger, &client));
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).refused(&[
        "owner",
        stranger.as_str(),
        client.as_str(),
    ]);
    market.jobs(&stranger, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    assert_eq!(market.accounts(&stranger), (12_345, CREDITS));
    assert_eq!(market.accounts(&client), (0, 0));
}

#[test]
fn ids_count_from_one() {
    let mut market = market();
    let client: Addr = market.client.clone();
    assert_eq!([market.request(&client, request()), market.request(&client, request())], [1, 2]);
}

#[test]
fn a_class_takes_no_jobs_that_may_outlive_it() {
    let mut market = market();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let sunset = api::provider_registry::ExecuteMsg::AnnounceSunset { class: CLASS.into() };
    market.registry(&owner, &sunset, &[]).unwrap();
    // Until its deadline and its verdict, and an hour in which somebody times it out.
    let life = request().run_within + params().verdict_within + 3_600;
    market.wait(90 * 86_400 - life);
    market.request(&client, request());
    market.wait(1);
    let msg = ExecuteMsg::RequestJob { request: request(), from: Source::Funds {} };
    market
        .jobs(&client, &msg, &coins(100 * ONE, NET))
        .refused(&[CLASS, "expected one that lasts as long as the job may"]);
    let quoted = market.ask_jobs::<QuoteResponse>(&quote_of(2, 100));
    quoted.unwrap();
    market.wait(life - 3_600 - 100);
    let quoted = market.ask_jobs::<QuoteResponse>(&quote_of(2, 100));
    quoted.refused(&["expected one that lasts as long as the job may"]);
}
