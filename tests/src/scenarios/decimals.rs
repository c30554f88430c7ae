//! A market whose NET has 18 decimals, at realistic sizes: a GPU-second costs a thousandth of a NET, 10^15 base
//! units, and a pool holds a hundred million NET, 10^26.

use amm_math::Price;
use api::common::{Asset, Payout, Source, CREDIT};
use api::fee_collector::{ExecuteMsg as FeeMsg, MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg, JobRequest, JobState};
use api::pool::{
    Destination, ExecuteMsg as PoolMsg, PricesResponse, ProvideSource, QueryMsg as PoolQuery,
    ReceiveMsg as PoolHook, Route,
};
use api::price::shown;
use api::staking::ExecuteMsg as StakingMsg;
use cosmwasm_std::{coins, Addr, Uint128};
use deploy::Wiring;

use compute_amm_testing::codes::Codes;
use compute_amm_testing::credits::{template, ACCEPT_WITHIN};
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{CLIENT_APPROVAL, H100, NET};

/// A whole NET.
const ONE: u128 = 1_000_000_000_000_000_000;
/// NET base units per whole credit.
const PRICE: u128 = 1_000_000_000_000_000;
/// Credits in the pool, base units; their collateral is twice what they cost.
const MINTED: u128 = 100_000_000_000 * CREDIT;
/// NET in the pool.
const RESERVE: u128 = 100_000_000 * ONE;
/// The least payment of a large job, base units of NET.
const LEAST_PAYMENT: u128 = 6_000_000_000_000_000_000_000;
const DAY: u64 = 86_400;
const TEMPLATE: u32 = 0;
/// Seconds of a unit of a standard job, and its most units.
const UNIT: (u64, u64) = (60, 30);

/// Every amount of the standard wiring at 18 decimals.
fn scaled(wiring: &mut Wiring) {
    let net = |whole: u128| Uint128::new(whole * ONE);
    wiring.registry.lock_min = net(1);
    (wiring.registry.reputation_a, wiring.registry.reputation_b) = (net(10), net(90));
    (wiring.job_market.dispute_bond, wiring.job_market.data_bond) = (net(5), net(1));
    wiring.pool_least = net(10_000);
    for class in &mut wiring.classes {
        class.params.price_init = PRICE.into();
        class.params.mint_cap = (10 * MINTED).into();
        class.params.horizon = 30 * DAY;
    }
    wiring.classes[0].terms.standard_gpus = 8;
}

/// Minted, provided, requested, paid in each way, judged false, disputed, called, served and not, swept,
/// distributed, claimed, ended and paid out of the pot: nothing of it has too little room.
pub fn a_net_of_18_decimals_works_everywhere(codes: &dyn Codes) {
    let mut market = Market::with(codes, scaled);
    let [maker, worker, client, reporter] = ["maker", "worker", "client", "reporter"].map(|name| {
        let who = market.address(name);
        market.issue(&who, NET, 500_000_000 * ONE);
        who
    });
    market.join(&maker, H100, 300_000_000 * ONE, 60_000).expect("the maker joins");
    market.join(&worker, H100, 1_000_000 * ONE, 64).expect("a bond of 10^24");
    market.set_template(H100, TEMPLATE, Some(template(UNIT.0, 20, UNIT.1))).expect("registered");
    let shares = market.supply_liquidity(&maker, H100, MINTED, RESERVE).expect("a pool of 10^26");
    assert_eq!(market.position(&maker, H100).collateral.u128(), 2 * RESERVE);
    market.wait(3_600);
    checked(&market);

    pays_in_each_way(&mut market, &client, &worker, &maker);
    is_judged(&mut market, &client, &worker, &reporter);
    is_called(&mut market, &client, &maker);
    trades(&mut market, &client);
    for day in 0..31 {
        market.wait(DAY);
        market.buy(&client, H100, CREDIT, ONE).unwrap_or_else(|e| panic!("day {day}: {e:#}"));
    }
    distributes(&mut market, &reporter);
    ends(&mut market, [&maker, &worker, &client], shares);
}

/// Of a pool that its one provider leaves, a hundred units of credits stay. Who buys all but one of them for 20 NET makes the
/// price of one more than a price can say. Nothing stops by that: who reads a price reads the largest.
pub fn a_price_beyond_every_number_stops_nothing(codes: &dyn Codes) {
    let mut market = Market::with(codes, scaled);
    let [maker, worker, client] = ["maker", "worker", "client"].map(|name| {
        let who = market.address(name);
        market.issue(&who, NET, 500_000_000 * ONE);
        who
    });
    market.join(&maker, H100, 300_000_000 * ONE, 60_000).expect("the maker joins");
    market.join(&worker, H100, 1_000_000 * ONE, 64).expect("a bond of 10^24");
    market.set_template(H100, TEMPLATE, Some(template(UNIT.0, 20, UNIT.1))).expect("registered");
    let shares = market.supply_liquidity(&maker, H100, MINTED, RESERVE).expect("a pool of 10^26");
    for _ in 0..8 {
        market.wait(DAY);
        market.buy(&client, H100, 10_000 * CREDIT, 100 * ONE).expect("means of a week");
    }
    let (called, taken) = {
        let request = market.standard_request(H100, TEMPLATE, UNIT.1);
        (ask(&mut market, &client, request.clone()), ask(&mut market, &client, request))
    };
    leave(&mut market, &maker, shares - 3_200_000);
    market.wait(ACCEPT_WITHIN / 2);

    // Not believed: `price_init` counts.
    let dearest = shown(Price::MAX).expect("as every price");
    let spot = |market: &Market| -> PricesResponse {
        market.ask_pool(&PoolQuery::Prices { pool_id: market.class_pool(H100) })
    };
    let push = PoolMsg::SwapExactIn {
        route: Route { offer: market.net(), pools: vec![market.class_pool(H100)] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(&client, &push, &coins(20 * ONE, NET)).expect("bought");
    assert_eq!(spot(&market).spot, Some(dearest), "{:?}", market.pool_state(market.class_pool(H100)));
    assert!(market.price(H100).mint < (2 * PRICE).into(), "{:?}", market.price(H100));
    let least = 8 * u128::from(UNIT.0 * UNIT.1) * CREDIT;
    market.mint(&maker, H100, least, Payout::Account).expect("minted");
    // Believed: a mint is too dear, and nothing else.
    let provide = PoolMsg::Provide {
        pool_id: market.class_pool(H100),
        max_0: Uint128::new(1_000),
        max_1: (20_000 * ONE).into(),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&client, &provide, &coins(20_000 * ONE, NET)).expect("provided");
    assert_eq!(spot(&market).spot, Some(dearest));
    market.mint_for(&maker, H100, least, 10 * RESERVE, Payout::Account).refused(&["max_collateral"]);
    let with_credits = JobRequest { max_payment: (100_000 * ONE).into(), ..market.request_for(H100, 1, 60) };
    market.request_with_credits(&client, with_credits).refused(&["above max_payment"]);
    market.heartbeat(&worker);
    market.accept(&worker, taken, AcceptPayout::Credits {}).expect("volunteered");
    market.wait(ACCEPT_WITHIN);
    market.call(&client, called).expect("called");
    market.accept(&maker, called, AcceptPayout::Redeem {}).expect("accepted");
    deliver(&mut market, &maker, called, true);
    // It stands there for so long that the means follow, which move by less than two powers of two in ten minutes.
    for seconds in [600; 40].into_iter().chain([4 * DAY; 4]) {
        market.wait(seconds);
        market.buy(&client, H100, 1, 100 * ONE).expect("an observation");
    }
    market.wait(3_600);
    let prices = spot(&market);
    assert_eq!((prices.twap_30m, prices.twap_7d), (Some(dearest), Some(dearest)), "{prices:?}");
    assert!(!market.price(H100).call.is_zero());
    market.announce_sunset(H100).expect("announced");
    market.wait(90 * DAY);
    market.collect(&client, H100, &maker).expect("collected");
    checked(&market);
}

/// A job of 64 GPUs for a day and more, about 6,400 NET.
fn large(market: &mut Market, client: &Addr, method: Option<u32>) -> u64 {
    let mut request = market.request_for(H100, 64, 100_000);
    request.declared_value = Some((10_000 * ONE).into());
    request.tip = Some((10 * ONE).into());
    request.method = method.unwrap_or(request.method);
    ask(market, client, request)
}

fn ask(market: &mut Market, client: &Addr, request: JobRequest) -> u64 {
    let most = 100_000 * ONE;
    let request = JobRequest { max_payment: most.into(), ..request };
    market.request(client, request, 2 * most).expect("requested")
}

/// NET with a least payment of 6·10^21, credits, and redemption.
fn pays_in_each_way(market: &mut Market, client: &Addr, worker: &Addr, maker: &Addr) {
    let (net, credit) = (market.net(), market.credit(H100));
    let credits = 64 * 100_000 * CREDIT;
    let payouts = [
        (worker, AcceptPayout::Net { min: LEAST_PAYMENT.into() }),
        (worker, AcceptPayout::Credits {}),
        (maker, AcceptPayout::Redeem {}),
    ];
    for (provider, payout) in payouts {
        let job = large(market, client, None);
        market.heartbeat(provider);
        let (net_before, credits_before) =
            (market.account(provider, &net), market.account(provider, &credit));
        let owed = market.position(provider, H100).open.u128();
        market.accept(provider, job, payout).unwrap_or_else(|e| panic!("{payout:?}: {e:#}"));
        checked(market);
        assert_eq!(market.job(job).open.and_then(|open| open.payout), Some(payout), "kept as it was asked");
        deliver(market, provider, job, true);
        let paid = market.account(provider, &net) - net_before - 10 * ONE;
        let got = market.account(provider, &credit) - credits_before;
        let redeemed = owed - market.position(provider, H100).open.u128();
        match payout {
            AcceptPayout::Net { .. } => assert!(paid >= LEAST_PAYMENT && got == 0, "{paid} NET, {got}"),
            AcceptPayout::Credits {} => assert_eq!((paid, got), (0, credits)),
            AcceptPayout::Redeem {} => assert_eq!((paid, got, redeemed), (0, 0, credits)),
        }
    }
    // More than the sale can bring: the credits themselves.
    let job = large(market, client, None);
    market.heartbeat(worker);
    market.accept(worker, job, AcceptPayout::Net { min: Uint128::MAX }).expect("any least payment");
    let before = market.account(worker, &credit);
    deliver(market, worker, job, true);
    assert_eq!(market.account(worker, &credit) - before, credits);
}

fn deliver(market: &mut Market, provider: &Addr, job: u64, proven: bool) {
    market.wait(60);
    let output = digest("output");
    let proof = proven.then(|| market.attest(job, &output));
    market.submit(provider, job, output, proof).expect("delivered");
    assert_eq!(market.job(job).state, if proven { JobState::Settled } else { JobState::Submitted });
    checked(market);
}

/// One result is judged false, which slashes 10^22 and more, one is disputed before the arbiter and lost, and one
/// comes too late.
fn is_judged(market: &mut Market, client: &Addr, worker: &Addr, reporter: &Addr) {
    let net = market.net();
    for (method, name) in [(None, "forger"), (Some(CLIENT_APPROVAL), "another forger")] {
        let worker = &market.address(name);
        market.issue(worker, NET, 1_000_000 * ONE);
        market.join(worker, H100, 1_000_000 * ONE, 64).expect("a bond of 10^24");
        let job = large(market, client, method);
        market.accept(worker, job, AcceptPayout::Credits {}).expect("accepted");
        let lock = market.position(worker, H100).locked.u128();
        assert!(lock > 16_000 * ONE, "{lock}");
        deliver(market, worker, job, false);
        if method.is_some() {
            let dispute = JobMsg::DisputeResult { job_id: job, from: Source::Funds {} };
            market.jobs(client, &dispute, &coins(5 * ONE, NET)).expect("disputed");
            checked(market);
        }
        let before = (market.account(client, &net), market.account(reporter, &net));
        let verdict = market.verdict(job, false, reporter);
        market.gateway(reporter, &verdict).expect("judged false");
        assert_eq!(market.job(job).state, JobState::Faulted);
        assert!(market.account(client, &net) - before.0 >= 10_000 * ONE, "the declared value");
        assert_eq!(market.account(reporter, &net) - before.1, lock / 5);
        checked(market);
    }
    let job = large(market, client, None);
    market.heartbeat(worker);
    market.accept(worker, job, AcceptPayout::Credits {}).expect("accepted");
    market.wait(200_000);
    market.time_out(reporter, job).expect("late");
    assert_eq!(market.job(job).state, JobState::Faulted);
    checked(market);
}

/// One call is served, one is ignored.
fn is_called(market: &mut Market, client: &Addr, maker: &Addr) {
    let net = market.net();
    for served in [true, false] {
        let request = market.standard_request(H100, TEMPLATE, UNIT.1);
        let job = ask(market, client, request);
        market.wait(ACCEPT_WITHIN);
        market.call(client, job).expect("called");
        let call = market.job_call(job).expect("called");
        assert_eq!(&call.provider, maker);
        checked(market);
        if served {
            market.accept(maker, job, AcceptPayout::Redeem {}).expect("accepted");
            deliver(market, maker, job, true);
            continue;
        }
        let before = market.account(client, &net);
        market.wait(market.wiring.job_market.call_within);
        market.time_out(client, job).expect("ignored");
        assert_eq!(market.job(job).state, JobState::Defaulted);
        let worth = 8 * u128::from(UNIT.0 * UNIT.1) * PRICE;
        assert!(market.account(client, &net) - before >= worth * 9 / 10, "damages of {worth}");
        checked(market);
    }
}

/// Swaps and accounts at ten million NET.
fn trades(market: &mut Market, client: &Addr) {
    let amount = 10_000_000 * ONE;
    let before = market.account(client, &market.credit(H100));
    let sell = PoolMsg::SwapExactIn {
        route: Route { offer: market.net(), pools: vec![market.class_pool(H100)] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(client, &sell, &coins(amount, NET)).expect("swapped");
    let bought = market.account(client, &market.credit(H100)) - before;
    market.sell(client, H100, bought).expect("and back");
    market.deposit(client, amount, NET).expect("deposited");
    let pool_id = market.class_pool(H100);
    let one_sided = PoolMsg::ProvideSingle {
        pool_id,
        from: Source::Account { owner: None, amount: amount.into() },
        asset: market.net(),
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(client, &one_sided, &[]).expect("provided");
    checked(market);
}

/// Take and fees are swept, split, burned and claimed, and the figures hold.
fn distributes(market: &mut Market, anybody: &Addr) {
    let pool_id = market.class_pool(H100);
    for _ in 0..6 {
        let _ = market.jobs(anybody, &JobMsg::SweepTake {}, &[]);
    }
    market.pool(anybody, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).expect("swept");
    market.fees(anybody, &FeeMsg::Distribute {}, &[]).expect("distributed");
    market.staking(anybody, &StakingMsg::Collect {}, &[]).expect("collected");
    assert!(market.wallet(&market.at.staking, NET) > 100 * ONE, "a quarter of the take");
    for window in [Window::Quarter, Window::All] {
        let figures: MetricsResponse = market.ask_fees(&FeeQuery::Metrics { window });
        assert!(figures.take.u128() > 100 * ONE && figures.volume.u128() > LEAST_PAYMENT, "{figures:?}");
        assert!(figures.price_to_fees_bps.is_some_and(|price| !price.is_zero()), "{figures:?}");
    }
    checked(market);
}

/// The class ends, the pot takes what its mean says, and pays every credit.
fn ends(market: &mut Market, people: [&Addr; 3], shares: u128) {
    let [maker, _, client] = people;
    market.announce_sunset(H100).expect("announced");
    market.wait(90 * DAY);
    market.collect(client, H100, maker).expect("collected");
    let pot = market.class(H100).sunset.expect("announced");
    assert!(pot.pot_net.u128() > RESERVE, "125 % of what the credits cost: {pot:?}");
    checked(market);
    leave(market, maker, shares);
    for holder in people {
        let credits = market.account(holder, &market.credit(H100));
        let before = market.wallet(holder, NET);
        market.claim_pot(holder, H100, credits).expect("the pot pays");
        let paid = market.wallet(holder, NET) - before;
        let fair = Uint128::from(credits).multiply_ratio(pot.pot_net, pot.pot_credits).u128();
        assert!(paid.abs_diff(fair) <= 1, "{paid} for {credits} credits, {fair} is fair");
        checked(market);
    }
    market.burn_redeemed(client, H100).expect("burned");
    checked(market);
}

/// Takes liquidity out.
fn leave(market: &mut Market, holder: &Addr, shares: u128) {
    let lp = Asset::cw20(market.pool_state(market.class_pool(H100)).lp_token);
    let out = PoolHook::WithdrawLiquidity {
        pool_id: market.class_pool(H100),
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Payout::Account,
        receiver: None,
        deadline: None,
    };
    let pool = market.at.pool.clone();
    market.send_cw20(holder, &lp, &pool, shares, &out).expect("liquidity leaves");
}

/// Whoever comes first with the least deposit and takes everything out again moves the price of a launch by a
/// hundredth at most; so does whoever comes after, each time; and credits sell for it.
pub fn a_launch_of_18_decimals_keeps_its_price_when_all_leave(codes: &dyn Codes) {
    let mut market = Market::with(codes, |wiring| {
        scaled(wiring);
        wiring.classes[0].launch = true;
    });
    let [first, maker, client] = ["front-runner", "maker", "client"].map(|name| {
        let who = market.address(name);
        market.issue(&who, NET, 500_000_000 * ONE);
        who
    });
    market.join(&first, H100, 1_000_000 * ONE, 64).expect("the front-runner joins");
    market.join(&maker, H100, 300_000_000 * ONE, 60_000).expect("the maker joins");
    let least = (market.wiring.pool_least.u128() / PRICE + 1) * CREDIT;
    for (times, (who, credits)) in
        (0..).zip([(&first, least), (&maker, MINTED), (&first, 1_000 * CREDIT), (&maker, MINTED / 4)])
    {
        let shares = market.supply_liquidity(who, H100, credits, 0).expect("credits alone");
        market.wait(6);
        stays(&market, 2 * times);
        if times == 3 {
            continue;
        }
        leave(&mut market, who, shares);
        market.wait(6);
        stays(&market, 2 * times + 1);
        let pool = market.pool_state(market.class_pool(H100));
        assert!((100..110).contains(&pool.reserve_0.u128()), "{pool:?}");
        checked(&market);
    }
    market.buy(&client, H100, 1_000 * CREDIT, 1_000 * PRICE / 100 * 110).expect("at the price of the launch");
    checked(&market);
}

/// The price is that of the launch, within so many hundredths and one.
fn stays(market: &Market, operations: u128) {
    let pool = market.pool_state(market.class_pool(H100));
    let price = (pool.reserve_1 + pool.virtual_reserve).u128() * 100 / pool.reserve_0.u128() * CREDIT / 100;
    let most = PRICE / 100 * (operations + 1);
    assert!(price.abs_diff(PRICE) <= most, "{price} after {operations} deposits and withdrawals: {pool:?}");
}

fn checked(market: &Market) {
    invariants::check(market).unwrap_or_else(|e| panic!("{e:#}"));
}
