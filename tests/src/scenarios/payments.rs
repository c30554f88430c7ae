//! The ways in which a client pays.

use api::common::{Asset, Payout, Source, CREDIT};
use api::job_market::{
    ExecuteMsg as JobMsg, JobRequest, PayWith, QueryMsg as JobQuery, QuoteResponse, ReceiveMsg, SwapMsg,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, Route};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::{job_id, quote_of};
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE, USD};

pub(crate) fn seed_dollars(market: &mut Market) {
    let lp = market.actor("dollar lp");
    let provide = PoolMsg::Provide {
        pool_id: market.usd_pool(),
        max_0: Uint128::new(500_000 * ONE),
        max_1: Uint128::new(1_000_000 * ONE),
        from: api::pool::ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    let mut funds = coins(1_000_000 * ONE, NET);
    funds.extend(coins(500_000 * ONE, USD));
    market.pool(&lp, &provide, &funds).expect("the dollar pool opens");
}

fn quote(market: &Market, request: &JobRequest) -> QuoteResponse {
    market.ask_jobs(&quote_of(&request.class, request.gpus, request.seconds))
}

/// Dollars buy NET for take and tip and, through NET, the credits, in one message; what is left comes back in
/// dollars.
pub fn a_client_pays_in_dollars_along_a_route(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    seed_dollars(&mut market);
    let request = market.request_for(H100, 1, 1_000);
    let route = Route { offer: Asset::native(USD), pools: vec![market.usd_pool()] };
    let cost: QuoteResponse = market.ask_jobs(&JobQuery::Quote {
        class: H100.into(),
        gpus: 1,
        seconds: 1_000,
        method: None,
        declared_value: None,
        tip: None,
        pay_with: Some(PayWith::Route(route)),
    });
    let msg = PoolMsg::SwapExactOut {
        offer: Asset::native(USD),
        legs: cost.legs.clone(),
        from: Source::Funds {},
        to: Destination::Call {
            contract: market.at.job_market.clone(),
            msg: to_json_binary(&SwapMsg::RequestJob { request }).unwrap(),
        },
        rest_to: None,
        deadline: None,
    };
    let (dollars, net) = (market.wallet(&client, USD), market.wallet(&client, NET));
    let job = job_id(&market.pool(&client, &msg, &coins(100 * ONE, USD)).expect("requested")).unwrap();
    let open = market.job(job).open.expect("open");
    assert_eq!((open.cost, open.take), (cost.cost, cost.take), "NET swapped for the credits, as quoted");
    let spent = dollars - market.wallet(&client, USD);
    assert!((450_000..550_000).contains(&spent), "about 0.9 NET at half a dollar, got {spent}");
    assert_eq!(spent, cost.pays[0].amount.u128(), "all of it, as quoted");
    assert_eq!(market.wallet(&client, NET), net, "no more NET was bought than take and tip need");
    invariants::check(&market).unwrap();
}

/// What somebody has at the market: in its wallet and its account, of each asset.
fn holdings(market: &Market, who: &Addr) -> [u128; 6] {
    let assets = [Asset::native(NET), Asset::native(USD), market.credit(H100)];
    let [net, dollars, credits] = assets.each_ref().map(|asset| market.holding(who, asset));
    let [in_net, in_dollars, in_credits] = assets.each_ref().map(|asset| market.account(who, asset));
    [net, dollars, credits, in_net, in_dollars, in_credits]
}

/// A request that comes by a hook, or through a contract, is sent by an account from which its client cannot draw: with
/// `owner` and `surplus_to` named, that account has afterwards what it had before, less what it was given for the job.
pub fn whoever_brings_a_request_keeps_nothing_of_its_surplus(codes: &dyn Codes) {
    let (mut market, _, between) = small_market(codes);
    seed_dollars(&mut market);
    buy_credits(&mut market, &between, 10_000 * CREDIT);
    let (jobs, pool) = (market.at.job_market.clone(), market.at.pool.clone());
    let net_pool = market.class_pool(H100);
    for surplus in [Payout::Wallet, Payout::Account] {
        let friend = market.address(&format!("friend {surplus:?}"));
        let asked = JobRequest {
            owner: Some(friend.to_string()),
            surplus,
            surplus_to: Some(friend.to_string()),
            ..market.request_for(H100, 1, 100)
        };
        let call = |request: &JobRequest| Destination::Call {
            contract: jobs.clone(),
            msg: to_json_binary(&SwapMsg::RequestJob { request: request.clone() }).unwrap(),
        };
        let leg = |pools: &[u64], out: u128| Leg { pools: pools.to_vec(), amount_out: out.into() };
        let buy = |offer: &str, legs| PoolMsg::SwapExactOut {
            offer: Asset::native(offer),
            legs,
            from: Source::Funds {},
            to: call(&asked),
            rest_to: None,
            deadline: None,
        };
        let in_net = buy(NET, vec![leg(&[net_pool], 100 * CREDIT)]);
        let dollar_pool = market.usd_pool();
        let in_dollars =
            buy(USD, vec![leg(&[dollar_pool, net_pool], 100 * CREDIT), leg(&[dollar_pool], ONE)]);
        // Sent tokens pay for the credits and, sold, for take and tip.
        let hook = api::pool::ReceiveMsg::SwapExactOut {
            legs: vec![leg(&[], 100 * CREDIT), leg(&[net_pool], ONE / 10)],
            to: call(&asked),
            rest_to: None,
            deadline: None,
        };
        let direct = JobMsg::RequestJob { request: asked.clone(), from: Source::Funds {} };
        let before = holdings(&market, &between);
        market.pool(&between, &in_net, &coins(50 * ONE, NET)).expect("a swap of NET");
        market.jobs(&between, &direct, &coins(50 * ONE, NET)).expect("NET, directly");
        market.pool(&between, &in_dollars, &coins(50 * ONE, USD)).expect("a swap of dollars");
        let credit = market.credit(H100);
        market.send_cw20(&between, &credit, &pool, 1_000 * CREDIT, &hook).expect("tokens, by a hook");
        let after = holdings(&market, &between);
        let given = [100 * ONE, 50 * ONE, 1_000 * CREDIT, 0, 0, 0];
        assert_eq!(after.map(Some), std::array::from_fn(|i| before[i].checked_sub(given[i])));
        let [net, dollars, credits, ..] = match surplus {
            Payout::Wallet => holdings(&market, &friend),
            Payout::Account => {
                let [.., net, dollars, credits] = holdings(&market, &friend);
                [net, dollars, credits, 0, 0, 0]
            }
        };
        assert!(net > 99 * ONE && dollars > 48 * ONE && credits > 700 * CREDIT, "{net} {dollars} {credits}");
        invariants::check(&market).unwrap();
    }
}

fn buy_credits(market: &mut Market, client: &Addr, credits: u128) {
    let msg = PoolMsg::SwapExactOut {
        offer: market.net(),
        legs: vec![Leg { pools: vec![market.class_pool(H100)], amount_out: Uint128::new(credits) }],
        from: Source::Funds {},
        to: Destination::Wallet { receiver: None },
        rest_to: None,
        deadline: None,
    };
    market.pool(client, &msg, &coins(1_000 * ONE, NET)).expect("credits are for sale");
}

/// Credits pay for the job itself; take and tip come from the client's NET account.
pub fn a_client_pays_with_credits(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    buy_credits(&mut market, &client, 2_000 * CREDIT);
    let credit = market.credit(H100);
    let jobs = market.at.job_market.clone();
    let request = market.request_for(H100, 1, 1_000);
    let hook = ReceiveMsg::RequestJob { request: request.clone() };
    market.send_cw20(&client, &credit, &jobs, 1_000 * CREDIT, &hook).refused(&[NET]);
    market.deposit(&client, 10 * ONE, NET).expect("deposited");
    market.send_cw20(&client, &credit, &jobs, 999 * CREDIT, &hook).refused(&["1000000000", "999000000"]);
    let sent = market.send_cw20(&client, &credit, &jobs, 1_000 * CREDIT, &hook).expect("requested");
    let open = market.job(job_id(&sent).unwrap()).open.expect("open");
    assert_eq!(open.owner, client);
    assert!(open.cost.u128() >= 900_000, "valued at the market, got {}", open.cost);
    assert_eq!(market.account(&client, &market.net()), 10 * ONE - open.take.u128());
    invariants::check(&market).unwrap();

    let pool = market.at.pool.clone();
    let deposit = api::pool::ReceiveMsg::Deposit { receiver: None };
    market.send_cw20(&client, &credit, &pool, 1_000 * CREDIT, &deposit).expect("deposited");
    market
        .jobs(&client, &JobMsg::RequestJobWithCredits { request }, &[])
        .expect("requested from the account");
    assert_eq!(market.account(&client, &credit), 0);
    invariants::check(&market).unwrap();
}

/// From an account, exactly cost, take and tip leave it.
pub fn a_client_pays_from_its_account(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    market.deposit(&client, 100 * ONE, NET).expect("deposited");
    let mut request = market.request_for(H100, 1, 1_000);
    request.surplus = api::common::Payout::Account;
    let job = market.request_from_account(&client, request, 50 * ONE).expect("requested");
    let open = market.job(job).open.expect("open");
    let spent = 100 * ONE - market.account(&client, &market.net());
    assert_eq!(spent, (open.cost + open.take).u128());
    invariants::check(&market).unwrap();
}

/// The same job costs the same whichever contract it is sent to.
pub fn a_request_sent_directly_costs_what_the_swap_costs(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let mut request = market.request_for(H100, 1, 1_000);
    let expected = quote(&market, &request);
    let before = market.wallet(&client, NET);
    request.tip = Some(Uint128::new(7));
    let msg = JobMsg::RequestJob { request: request.clone(), from: Source::Funds {} };
    let sent = market.jobs(&client, &msg, &coins(50 * ONE, NET)).expect("requested");
    let open = market.job(job_id(&sent).unwrap()).open.expect("open");
    assert_eq!((open.cost, open.take, open.tip.u128()), (expected.cost, expected.take, 7));
    assert_eq!(open.payer, client);
    assert_eq!(before - market.wallet(&client, NET), (open.cost + open.take + open.tip).u128());
    invariants::check(&market).unwrap();
    market.deposit(&client, 50 * ONE, NET).expect("deposited");
    let from = Source::Account { owner: None, amount: Uint128::new(50 * ONE) };
    market.jobs(&client, &JobMsg::RequestJob { request, from }, &[]).expect("requested from the account");
    invariants::check(&market).unwrap();
}

/// `max_payment` bounds cost and take, to the unit.
pub fn the_maximum_payment_is_honoured(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let mut request = market.request_for(H100, 1, 1_000);
    let price = quote(&market, &request);
    let total = price.cost + price.take;
    request.max_payment = total - Uint128::one();
    let named = [price.cost, price.take, request.max_payment].map(|amount| amount.to_string());
    let before = market.wallet(&client, NET);
    market.request(&client, request.clone(), 50 * ONE).refused(&named.each_ref().map(String::as_str));
    assert_eq!(market.wallet(&client, NET), before, "nothing moved");
    request.max_payment = total;
    market.request(&client, request, 50 * ONE).expect("to the unit");
    invariants::check(&market).unwrap();
}

/// Naming another's account is refused on every path.
pub fn nobody_spends_anothers_account(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let thief = market.actor("thief");
    market.deposit(&client, 100 * ONE, NET).expect("deposited");
    let request = market.request_for(H100, 1, 100);
    let from = Source::Account { owner: Some(client.to_string()), amount: Uint128::new(50 * ONE) };
    let swap = market.swap_request(request.clone(), from.clone()).unwrap();
    market.pool(&thief, &swap, &[]).refused(&["allow"]);
    market
        .jobs(&thief, &JobMsg::RequestJob { request: request.clone(), from: from.clone() }, &[])
        .refused(&[thief.as_str()]);
    let bond = api::provider_registry::ExecuteMsg::Bond { class: H100.into(), from };
    market
        .registry(&thief, &api::provider_registry::ExecuteMsg::Register { metadata: "x".into() }, &[])
        .unwrap();
    market.registry(&thief, &bond, &[]).refused(&[thief.as_str()]);
    // Dressing up as the job-market's own forwarding does not help either.
    let msg = to_json_binary(&SwapMsg::Forwarded { payer: client.to_string(), request }).unwrap();
    let forged = PoolMsg::SwapExactOut {
        offer: market.net(),
        legs: vec![Leg { pools: vec![market.class_pool(H100)], amount_out: Uint128::new(100 * CREDIT) }],
        from: Source::Funds {},
        to: Destination::Call { contract: market.at.job_market.clone(), msg },
        rest_to: None,
        deadline: None,
    };
    market.pool(&thief, &forged, &coins(50 * ONE, NET)).refused(&[thief.as_str()]);
    assert_eq!(market.account(&client, &market.net()), 100 * ONE);
    invariants::check(&market).unwrap();
}

/// A request pays its take out of the rest. Whoever gives that to somebody pays the take from its own account, or has no job.
pub fn a_request_that_gives_its_rest_away_pays_its_take_from_the_account(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let friend = market.address("friend");
    let request = market.request_for(H100, 1, 1_000);
    let mut swap = market.swap_request(request, Source::Funds {}).expect("a message");
    let PoolMsg::SwapExactOut { rest_to, .. } = &mut swap else { panic!("made above") };
    *rest_to = Some(friend.to_string());
    let (net, funds) = (market.net(), coins(50 * ONE, NET));
    market.pool(&client, &swap, &funds).refused(&["account", client.as_str()]);
    assert_eq!(market.wallet(&friend, NET), 0);
    market.deposit(&client, 50 * ONE, NET).expect("an account");
    let job = job_id(&market.pool(&client, &swap, &funds).expect("requested")).expect("an id");
    let open = market.job(job).open.expect("open");
    assert_eq!(market.wallet(&friend, NET), 50 * ONE - open.cost.u128());
    assert_eq!(market.account(&client, &net), 50 * ONE - (open.take + open.tip).u128());
    invariants::check(&market).unwrap();
}

/// A quote and the request right after it agree to the unit on a market that has moved and then stood still:
/// both take the mean as a trade of this block would leave it.
pub fn a_quote_holds_on_a_market_that_stood_still(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    market.mint(&provider, H100, 1_000_000 * CREDIT, Payout::Account).expect("credits to sell");
    let sale = PoolMsg::SwapExactIn {
        route: Route { offer: market.credit(H100), pools: vec![market.class_pool(H100)] },
        from: Source::Account { owner: None, amount: Uint128::new(500_000 * CREDIT) },
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    for _ in 0..2 {
        market.pool(&provider, &sale, &[]).expect("sold");
        market.wait(600);
    }
    let request = market.request_for(H100, 1, 1_000);
    let expected = quote(&market, &request);
    let job = market.request(&client, request, 50 * ONE).expect("requested");
    let open = market.job(job).open.expect("open");
    assert!(open.worth > open.cost, "the mean is above the price, so that it decides");
    assert_eq!((open.cost, open.take), (expected.cost, expected.take));
    invariants::check(&market).unwrap();
}
