//! What a lease pays to whom, in its usual courses.

use api::common::{Asset, AssetAmount, Payout, Source, CREDIT};
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, WaitingResponse, Window};
use api::job_market::PayWith;
use api::lease_market::{
    CloseResponse, ExecuteMsg, HoldingsResponse, LeaseState, QueryMsg, QuoteResponse, SwapMsg,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::leases::{lease_id, lease_of};
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE, USD};
use compute_amm_testing::{invariants, small_market, small_market_with};

use crate::scenarios::payments::seed_dollars;

/// Seconds of a heartbeat's cover.
pub const COVER: u64 = 600;

/// What the parties have in their accounts: credits, and NET.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub credits: u128,
    pub net: u128,
}

pub fn held(market: &Market, who: &Addr) -> Held {
    Held { credits: market.account(who, &market.credit(H100)), net: market.account(who, &market.net()) }
}

/// Lets time pass with a heartbeat at least every 300 seconds, the last one now.
pub fn serve(market: &mut Market, provider: &Addr, seconds: u64) {
    let mut left = seconds;
    while left > 0 {
        let step = left.min(300);
        market.wait(step);
        market.lease_heartbeat(provider).expect("a provider that has started");
        left -= step;
    }
}

pub fn quote(market: &Market, gpus: u32, seconds: u64, pay_with: Option<PayWith>) -> QuoteResponse {
    market.ask_leases(&QueryMsg::Quote { class: H100.into(), gpus, seconds, pay_with })
}

pub fn quote_close(market: &Market, lease_id: u64, sender: &Addr) -> CloseResponse {
    market.ask_leases(&QueryMsg::QuoteClose { lease_id, sender: sender.to_string() })
}

pub fn a_lease_is_paid_by_the_second_and_its_take_earned_with_it(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let quoted = quote(&market, 2, 3_600, None);
    assert_eq!(quoted.credits.u128(), 7_200 * CREDIT);
    let lease = market
        .request_lease(&client, lease_of(H100, 2, 3_600), quoted.pays.amount.u128())
        .expect("a quote is what it costs, to the unit");
    assert_eq!(held(&market, &client), Held { credits: 0, net: 0 });
    let open = market.lease(lease).live.expect("it is open");
    assert_eq!((open.cost, open.take, open.pledge), (quoted.cost, quoted.take, quoted.pledge));
    // By the mean, which the buyer of these credits has not moved: the price at which they were supplied.
    assert_eq!(quoted.pledge.u128(), 7_200 * 900 / 10);
    invariants::check(&market).expect("all is conserved");

    market.start_lease(&provider, lease, 0).expect("started");
    assert_eq!(market.position(&provider, H100).busy, 2);
    let before = held(&market, &provider);
    serve(&mut market, &provider, 900);
    assert_eq!(market.running_lease(lease).due.u128(), 1_800 * CREDIT);
    market.claim_lease(&client, lease).expect("anyone claims, and the provider is paid");
    assert_eq!(held(&market, &provider).credits, before.credits + 1_800 * CREDIT);
    invariants::check(&market).expect("all is conserved");
    let holdings: HoldingsResponse = market.ask_leases(&QueryMsg::Holdings {});
    let earned = quoted.take.u128().div_ceil(4);
    assert_eq!(holdings.take.u128(), earned);

    serve(&mut market, &provider, 2_700);
    market.close_lease(&provider, lease).expect("it has ended");
    assert_eq!(market.lease(lease).state, LeaseState::Ended);
    assert_eq!(held(&market, &provider).credits, before.credits + 7_200 * CREDIT);
    assert_eq!(held(&market, &client), Held { credits: 0, net: 0 });
    let position = market.position(&provider, H100);
    assert_eq!((position.busy, position.locked.u128()), (0, 0));
    invariants::check(&market).expect("all is conserved");

    let sweeper = market.actor("anyone");
    market.leases(&sweeper, &ExecuteMsg::Sweep {}).expect("anyone sweeps");
    market.leases(&sweeper, &ExecuteMsg::Sweep {}).refused(&["no take and no fees"]);
    let metrics: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window: Window::All });
    assert_eq!(metrics.take, quoted.take);
    assert_eq!((metrics.volume, metrics.jobs), (quoted.cost, 1));
    assert_eq!(metrics.gpu_seconds.u128(), 7_200);
    invariants::check(&market).expect("all is conserved");
}

pub fn a_client_closes_at_any_second_and_has_the_rest(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 3_600), 0).expect("it runs");
    let take = market.lease(lease).live.expect("it runs").take.u128();
    let (client_before, provider_before) = (held(&market, &client), held(&market, &provider));
    serve(&mut market, &provider, 601);
    let quoted = quote_close(&market, lease, &client);
    market.close_lease(&client, lease).expect("a client may close");
    assert_eq!(market.lease(lease).state, LeaseState::Closed);
    let earned = (take * 601).div_ceil(3_600);
    assert_eq!(held(&market, &provider).credits - provider_before.credits, 601 * CREDIT);
    assert_eq!(held(&market, &client).credits - client_before.credits, 2_999 * CREDIT);
    assert_eq!(held(&market, &client).net - client_before.net, take - earned);
    assert_eq!(quoted.paid.u128(), 601 * CREDIT);
    assert_eq!((quoted.refunded.u128(), quoted.earned.u128()), (2_999 * CREDIT, earned));
    assert_eq!((quoted.fee.u128(), quoted.slash.u128()), (0, 0));
    market.close_lease(&client, lease).refused(&["expected state running, got closed"]);
    market.claim_lease(&provider, lease).refused(&["got closed"]);
    invariants::check(&market).expect("all is conserved");
}

pub fn a_lease_is_topped_up_at_the_price_of_then(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 1_000), 2_000).expect("it runs");
    let begun = market.running_lease(lease);
    let payer = market.actor("somebody else");
    serve(&mut market, &provider, 400);
    let before = held(&market, &provider);
    market.top_up_lease(&payer, lease, 1_500, 10 * ONE).expect("anyone may pay for more");
    let after = market.running_lease(lease);
    assert_eq!(after.end, begun.end + 1_500);
    assert_eq!(after.escrow.u128(), 2_100 * CREDIT);
    assert_eq!(held(&market, &provider).credits, before.credits + 400 * CREDIT, "what was due is paid");
    let live = market.lease(lease).live.expect("it runs");
    assert_eq!(live.seconds, 2_500);
    assert_eq!(held(&market, &payer).credits, 0);
    assert!(held(&market, &payer).net > 0, "the surplus is the payer's");
    invariants::check(&market).expect("all is conserved");
    // No later than the provider agreed to.
    market.top_up_lease(&payer, lease, 501, 10 * ONE).refused(&["`seconds` out of bounds"]);
    market.top_up_lease(&payer, lease, 500, 10 * ONE).expect("up to its pledge");
    serve(&mut market, &provider, 2_600);
    market.close_lease(&payer, lease).expect("anyone, after its end");
    assert_eq!(held(&market, &provider).credits, before.credits + 3_000 * CREDIT);
    invariants::check(&market).expect("all is conserved");
}

pub fn a_lease_is_paid_with_dollars_credits_or_an_account(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    // Dollars, along a route: the take is a leg of its own.
    let route = api::pool::Route { offer: Asset::native(USD), pools: vec![market.usd_pool()] };
    seed_dollars(&mut market);
    let quoted = quote(&market, 1, 600, Some(PayWith::Route(route)));
    let request = lease_of(H100, 1, 600);
    let call = |market: &Market, request| Destination::Call {
        contract: market.at.lease_market.clone(),
        msg: to_json_binary(&SwapMsg::RequestLease { request }).expect("JSON"),
    };
    let swap = PoolMsg::SwapExactOut {
        offer: Asset::native(USD),
        legs: quoted.legs.clone(),
        from: Source::Funds {},
        to: call(&market, request.clone()),
        rest_to: None,
        deadline: None,
    };
    let paid = quoted.pays.amount.u128();
    let lease = lease_id(&market.pool(&client, &swap, &coins(paid + 7, USD)).expect("paid in dollars"))
        .expect("an id");
    assert_eq!(market.account(&client, &Asset::native(USD)), 7, "the rest is the client's");
    market.cancel_lease(&client, lease).expect("withdrawn");
    assert_eq!(held(&market, &client), Held { credits: 600 * CREDIT, net: quoted.take.u128() });
    invariants::check(&market).expect("all is conserved");

    // Credits alone: the second leg sells some for the take. A quote assumes a fresh block.
    market.wait(5);
    market.mint(&provider, H100, 1_000 * ONE, Payout::Account).expect("minted");
    let quoted = quote(&market, 1, 600, Some(PayWith::Credits {}));
    let credit = market.credit(H100);
    assert_eq!(quoted.pays.asset, credit);
    let swap = PoolMsg::SwapExactOut {
        offer: credit.clone(),
        legs: quoted.legs.clone(),
        from: Source::Account { owner: None, amount: quoted.pays.amount },
        to: call(&market, request.clone()),
        rest_to: None,
        deadline: None,
    };
    let before = held(&market, &provider);
    market.pool(&provider, &swap, &[]).expect("paid in credits");
    assert_eq!(held(&market, &provider).credits, before.credits - quoted.pays.amount.u128());
    invariants::check(&market).expect("all is conserved");

    // NET in an account; and a payment that leaves too little for the take.
    market.deposit(&client, 10 * ONE, NET).expect("deposited");
    market.wait(5);
    let quoted = quote(&market, 1, 600, None);
    let msg = SwapMsg::RequestLease { request };
    let from = |amount: Uint128| Source::Account { owner: None, amount };
    let swap =
        |market: &Market, amount| market.lease_swap(H100, 600 * CREDIT, &msg, from(amount)).expect("a swap");
    let AssetAmount { amount, .. } = quoted.pays;
    let (short, exact) = (swap(&market, amount - Uint128::one()), swap(&market, amount));
    market.pool(&client, &short, &[]).refused(&["payment does not cover the take"]);
    market.pool(&client, &exact, &[]).expect("paid from the account");
    invariants::check(&market).expect("all is conserved");
}

pub fn nobody_pays_more_than_the_maximum(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let quoted = quote(&market, 1, 600, None);
    let all = quoted.cost.u128() + quoted.take.u128();
    let mut request = lease_of(H100, 1, 600);
    request.max_payment = Uint128::new(all - 1);
    market.request_lease(&client, request.clone(), 10 * ONE).refused(&["above max_payment"]);
    request.max_payment = Uint128::new(all);
    market.request_lease(&client, request, 10 * ONE).expect("exactly the maximum");
}

pub fn a_lease_that_nobody_starts_goes_back_whole(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let stranger = market.actor("stranger");
    let before = held(&market, &client);
    let lease = market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    let live = market.lease(lease).live.expect("it is open");
    market.cancel_lease(&stranger, lease).refused(&["too early"]);
    market.wait(599);
    market.cancel_lease(&stranger, lease).refused(&["too early"]);
    market.wait(1);
    market.heartbeat(&provider);
    market.start_lease(&provider, lease, 0).refused(&["too late"]);
    let surplus = held(&market, &client).net;
    market.cancel_lease(&stranger, lease).expect("anyone, once its time is over");
    assert_eq!(market.lease(lease).state, LeaseState::Expired);
    let after = held(&market, &client);
    assert_eq!(after.credits - before.credits, 600 * CREDIT);
    assert_eq!(after.net - surplus, live.take.u128());
    invariants::check(&market).expect("all is conserved");
    market.cancel_lease(&stranger, lease).refused(&["expected state open, got expired"]);
}

pub fn only_the_named_provider_starts_it(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let other = market.provider("another provider", H100, 1_000 * ONE, 8);
    market.heartbeat(&other);
    let mut request = lease_of(H100, 1, 600);
    request.provider = Some(provider.to_string());
    let lease = market.request_lease(&client, request, 10 * ONE).expect("requested");
    market.start_lease(&other, lease, 0).refused(&["expected its named provider", other.as_str()]);
    market.start_lease(&provider, lease, 0).expect("it is the named one");
    invariants::check(&market).expect("all is conserved");
}

pub fn a_pledge_must_suit_its_lease(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.request_lease(&client, lease_of(H100, 2, 600), 10 * ONE).expect("requested");
    market.heartbeat(&provider);
    let good = market.pledge_for(lease, 0).expect("it is open");
    let mut send = |change: &dyn Fn(&mut api::provider_registry::PledgeRequest)| {
        let mut pledge = good.clone();
        change(&mut pledge);
        market.registry(&provider, &RegistryMsg::Pledge(pledge), &[])
    };
    send(&|pledge| pledge.gpus = 1).refused(&["a pledge of 2 GPUs"]);
    send(&|pledge| pledge.amount -= Uint128::one()).refused(&["a pledge of "]);
    send(&|pledge| pledge.amount += Uint128::one()).refused(&["a pledge of "]);
    send(&|pledge| pledge.ends_by -= 1).refused(&["a pledge until"]);
    send(&|pledge| pledge.id += 1).refused(&["unknown lease"]);
    send(&|_| ()).expect("the least that suits");
    send(&|_| ()).refused(&[]);
    assert_eq!(market.position(&provider, H100).busy, 2, "a refused pledge binds nothing");
    invariants::check(&market).expect("all is conserved");
}

pub fn an_interruptible_lease_ends_with_notice(codes: &dyn Codes) {
    let (mut market, provider, client) =
        small_market_with(codes, |wiring| wiring.classes[0].interruptible = true);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 3_600), 3_600).expect("it runs");
    serve(&mut market, &provider, 300);
    let (now, bond) = (market.now(), market.position(&provider, H100).bond);
    assert_eq!(quote_close(&market, lease, &provider).end, Some(now + 120));
    market.close_lease(&provider, lease).expect("notice");
    let running = market.running_lease(lease);
    assert_eq!((running.end, running.latest_end), (now + 120, now + 120));
    // It is told once, nobody tops the lease up any more, and nobody else ends it before.
    market.close_lease(&provider, lease).refused(&["too early"]);
    market.top_up_lease(&client, lease, 1, ONE).refused(&["too late"]);
    serve(&mut market, &provider, 119);
    market.close_lease(&provider, lease).refused(&["too early"]);
    market.wait(1);
    let before = (held(&market, &client), held(&market, &provider));
    market.close_lease(&provider, lease).expect("it has ended");
    assert_eq!(market.lease(lease).state, LeaseState::Ended);
    assert_eq!(held(&market, &provider).credits - before.1.credits, 420 * CREDIT);
    assert_eq!(held(&market, &client).credits - before.0.credits, 3_180 * CREDIT);
    assert_eq!(market.position(&provider, H100).bond, bond, "notice costs nothing");
    invariants::check(&market).expect("all is conserved");
}

pub fn fees_of_the_first_minute_go_to_the_fee_collector(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 600), 0).expect("it runs");
    market.wait(10);
    market.close_lease(&client, lease).expect("a client may close");
    let holdings: HoldingsResponse = market.ask_leases(&QueryMsg::Holdings {});
    assert_eq!(holdings.fees[0].credits.u128(), 60 * CREDIT);
    invariants::check(&market).expect("all is conserved");
    market.leases(&provider, &ExecuteMsg::Sweep {}).expect("anyone sweeps");
    let waiting: WaitingResponse =
        market.ask_fees(&FeeQuery::Waiting { order: None, start_after: None, limit: None });
    let credit = market.credit(H100);
    let found = waiting.assets.iter().find(|waiting| waiting.asset == credit).expect("credits wait");
    assert_eq!(found.amount.u128(), 60 * CREDIT);
    invariants::check(&market).expect("all is conserved");
}
