//! Revenue in other assets is sold for NET at the price of the pools' means, or not at all.

use api::common::{Asset, CommonError};
use api::fee_collector::{ExecuteMsg, Window};
use api::pool::{ExecuteMsg as PoolMsg, Fees, Paused};
use cosmwasm_std::coins;

use crate::support::{addr, said, NET, USD};
use crate::trade::{Trade, CREDIT_NET, RESERVE, USD_NET};

fn buy_back(asset: &Asset) -> ExecuteMsg {
    ExecuteMsg::BuyBack { asset: asset.clone() }
}

fn number(response: &cw_multi_test::AppResponse, key: &str) -> u128 {
    said(response, "buy_back", key).parse().unwrap()
}

#[test]
fn dollars_are_sold_whole_and_the_net_is_revenue_less_a_tip() {
    let mut trade = Trade::new();
    let usd = Asset::native(USD);
    let genesis = trade.f.supply();
    trade.came(&usd, 600_000, 400_000);
    let response = trade.buy_back(&usd).unwrap();
    let (bought, tip) = (number(&response, "bought"), number(&response, "tip"));
    assert_eq!((number(&response, "sold"), number(&response, "at_mean")), (1_000_000, 1_000_000));
    // The pool's fee is 30 bp; the tip 10 bp of what came.
    assert!((996_900..=997_000).contains(&bought), "{bought}");
    assert_eq!(tip, bought / 1_000);
    assert_eq!(trade.f.held(&addr("keeper")), tip);
    let all = trade.f.metrics(Window::All);
    assert_eq!((all.bought_back.u128(), all.tips.u128()), (bought, tip));
    // Four tenths were spread: rounded down, the rest is swap fees.
    assert_eq!(all.spread.u128(), (bought - tip) * 4 / 10);
    assert_eq!(number(&response, "spread"), all.spread.u128());
    assert_eq!((all.swap_fees + all.spread).u128(), bought - tip);
    assert_eq!(all.revenue.u128(), bought - tip);
    assert_eq!(trade.f.balances(), [bought - tip, 0, 0]);
    let waiting = trade.f.waiting();
    let waiting = &waiting[0];
    assert_eq!((waiting.amount.u128(), waiting.spread.u128()), (0, 0));
    assert_eq!((waiting.sold.u128(), waiting.bought.u128()), (1_000_000, bought));
    assert_eq!((waiting.at_mean.u128(), waiting.tips.u128()), (1_000_000, tip));
    trade.f.check(genesis);
    trade.f.distribute().unwrap();
    trade.f.check(genesis);
}

#[test]
fn credits_taken_as_fees_are_sold_too() {
    let mut trade = Trade::new();
    let [credit, ..] = trade.assets();
    let genesis = trade.f.supply();
    trade.came(&credit, 1_000_000, 0);
    let response = trade.buy_back(&credit).unwrap();
    let bought = number(&response, "bought");
    assert!((1_979_900..=1_980_100).contains(&bought), "{bought}");
    assert!((1_999_990..=2_000_010).contains(&number(&response, "at_mean")));
    assert_eq!(said(&response, "buy_back", "asset"), credit.to_string());
    assert_eq!(trade.f.metrics(Window::All).spread.u128(), 0);
    trade.f.check(genesis);
}

#[test]
fn a_route_of_two_pools_is_taken() {
    let mut trade = Trade::new();
    let [_, other, ..] = trade.assets();
    let genesis = trade.f.supply();
    trade.came(&other, 1_000_000, 1);
    let bought = number(&trade.buy_back(&other).unwrap(), "bought");
    assert!((993_900..=994_100).contains(&bought), "{bought}");
    trade.f.check(genesis);
}

#[test]
fn no_more_is_sold_at_once_than_half_the_protocols_fee_of_the_reserve() {
    let mut trade = Trade::new();
    let usd = Asset::native(USD);
    let genesis = trade.f.supply();
    trade.came(&usd, RESERVE, RESERVE);
    let reserve = trade.state(USD_NET).reserve_0.u128();
    let response = trade.buy_back(&usd).unwrap();
    // Of 30 bp a tenth is the protocol's.
    assert_eq!(number(&response, "sold"), reserve * 3 / 10_000 / 2);
    let waiting = trade.f.waiting();
    // Both kinds in the proportion in which they wait, of the spread rounded down.
    assert_eq!(waiting[0].spread.u128(), RESERVE - number(&response, "sold") / 2);
    trade.f.check(genesis);
}

#[test]
fn a_pools_quota_comes_back_in_half_an_hour() {
    let mut trade = Trade::new();
    let [credit, other, usd, _] = trade.assets();
    trade.came(&usd, RESERVE, 0);
    trade.came(&other, RESERVE, 0);
    trade.came(&credit, 10_000, 0);
    let quota = number(&trade.buy_back(&usd).unwrap(), "sold");
    let at = trade.f.app.block_info().time.seconds();
    let expected = |pool: u64, from: u64, now: u64| {
        format!("pool {pool} has taken its quota: expected time {from} for all of it again, got {now}")
    };
    // Not of that asset, and not of another one that is led through it.
    for asset in [&usd, &other] {
        trade.refused(&buy_back(asset), &[&expected(USD_NET, at + 1_800, at)]);
    }
    // No other pool waits for it.
    trade.buy_back(&credit).unwrap();
    // It comes back evenly. (The first sale left a little more to take a part of.)
    trade.f.wait(600);
    let third = number(&trade.buy_back(&usd).unwrap(), "sold");
    assert!(third * 3 >= quota && third * 3 <= quota + quota / 1_000, "{third} of {quota}");
    trade.refused(&buy_back(&usd), &[&expected(USD_NET, at + 2_400, at + 600)]);
    trade.f.wait(1_800);
    let whole = number(&trade.buy_back(&usd).unwrap(), "sold");
    assert!(whole >= quota && whole <= quota + quota / 1_000, "{whole} of {quota}");
}

/// However many assets are led through one pool, it sees no more than one quota at once.
#[test]
fn assets_share_the_quota_of_a_pool() {
    let mut trade = Trade::new();
    let [_, other, usd, _] = trade.assets();
    trade.came(&usd, RESERVE, 0);
    trade.came(&other, RESERVE / 20_000, 0);
    let quota = trade.state(USD_NET).reserve_0.u128() * 3 / 10_000 / 2;
    let through = number(&trade.buy_back(&other).unwrap(), "sold");
    let beyond = number(&trade.buy_back(&usd).unwrap(), "sold");
    // What came by way of the first pool is a little less than it was worth at most, and enlarged the second one.
    let used = through + beyond;
    assert!(used <= quota + quota / 1_000 && used * 100 > quota * 99, "{through} {beyond} of {quota}");
    for asset in [&usd, &other] {
        trade.came(asset, RESERVE, 0);
        trade.refused(&buy_back(asset), &["pool 2 has taken its quota"]);
    }
}

/// Pushing the price of such a pool would cost somebody with all LP shares nothing.
#[test]
fn a_pool_without_a_protocols_share_sells_nothing() {
    let mut trade = Trade::new();
    let [_, other, usd, _] = trade.assets();
    trade.came(&usd, 1_000_000, 0);
    trade.came(&other, 1_000_000, 0);
    let fees = |protocol_share_bps| {
        let fees = Fees { fee_bps: 30, protocol_share_bps };
        PoolMsg::UpdateFees { pool_id: USD_NET, fees }
    };
    trade.pool("owner", &fees(0), &[]).unwrap();
    // Wherever it is on the route.
    for asset in [&usd, &other] {
        trade.refused(&buy_back(asset), &["pool 2: expected a protocol's share of its fees above 0"]);
    }
    trade.pool("owner", &fees(1), &[]).unwrap();
    trade.buy_back(&usd).unwrap();
}

/// It pays no more than it has received: what waits is sold as it can pay, and nothing waits for ever for being too much.
#[test]
fn a_launch_pool_buys_back_what_it_can_pay() {
    let mut trade = Trade::new();
    let (fresh, pool_id) = trade.launch();
    let net = Asset::native(NET);
    trade.came(&fresh, RESERVE / 100, 0);
    // Whatever else is missing, nothing was received yet.
    trade
        .refused(&buy_back(&fresh), &["launch pool 4 has no bid: expected more than 0 of unet in it, got 0"]);
    trade.trade(&net, pool_id, 1_000_000).unwrap();
    trade.refused(&buy_back(&fresh), &["pool 4 has no mean price"]);
    for _ in 0..26 {
        trade.f.wait(3_600);
        trade.trade(&net, pool_id, 1_000).unwrap();
    }
    trade.f.wait(1_800);
    for _ in 0..3 {
        let has = trade.state(pool_id).reserve_1.u128();
        let bought = number(&trade.buy_back(&fresh).unwrap(), "bought");
        assert!(bought * 8 <= has * 7 && bought * 100 > has * 85, "{bought} of {has}");
        trade.trade(&net, pool_id, 500_000).unwrap();
        trade.f.wait(1_800);
    }
}

#[test]
fn what_cannot_be_sold_is_refused_by_name() {
    let mut trade = Trade::new();
    let [credit, other, usd, net] = trade.assets();
    for nothing in [&usd, &net, &Asset::native("unknown")] {
        trade.refused(&buy_back(nothing), &["nothing to sell", &nothing.to_string()]);
    }
    // So little that rounding could take a part of it.
    trade.came(&usd, 999, 0);
    trade.refused(&buy_back(&usd), &["too little: expected at least 1000 base units", "got 999 of uusd"]);
    trade.came(&other, 1_000, 0);
    trade.route(other.clone(), vec![]);
    trade.refused(&buy_back(&other), &["has no route to the network token"]);
    let err = trade.f.run(&addr("donor"), &buy_back(&credit), &coins(1, NET)).unwrap_err();
    let none = CommonError::Funds { expected: "none".into(), got: format!("1{NET}") };
    assert_eq!(err, none.into());
}

#[test]
fn a_pool_without_means_sells_nothing() {
    let mut trade = Trade::young();
    let usd = Asset::native(USD);
    trade.route(usd.clone(), vec![USD_NET]);
    trade.came(&usd, 1_000_000, 0);
    trade.refused(&buy_back(&usd), &["pool 2 has no mean price of 1800 s yet"]);
    trade.f.wait(1_799);
    trade.refused(&buy_back(&usd), &["1800 s yet"]);
    trade.f.wait(1);
    trade.refused(&buy_back(&usd), &["pool 2 has no mean price of 86400 s yet"]);
    trade.f.wait(86_400 - 1_800);
    // Nobody has traded meanwhile: the mean of half an hour covers a day.
    trade.refused(&buy_back(&usd), &["of 1800 s of pool 2 is stale", "at most 5400 s, got 86400 s"]);
    trade.touch();
    trade.f.wait(1_800);
    trade.buy_back(&usd).unwrap();
}

/// Also where only the second pool of a route stood idle; a trade and the window's time make it fresh.
#[test]
fn a_stale_mean_sells_nothing_until_somebody_trades() {
    let mut trade = Trade::new();
    let [_, other, usd, _] = trade.assets();
    trade.came(&other, 1_000_000, 0);
    trade.came(&usd, 1_000_000, 0);
    trade.f.wait(7 * 86_400);
    for asset in [&usd, &other] {
        trade.refused(&buy_back(asset), &["of 1800 s", "is stale", "fresh again 1800 s after any trade"]);
    }
    trade.touch();
    trade.f.wait(1_800);
    for asset in [&usd, &other] {
        trade.refused(&buy_back(asset), &["of 86400 s", "is stale"]);
    }
    for _ in 0..24 {
        trade.touch();
        trade.f.wait(3_600);
    }
    for asset in [&usd, &other] {
        trade.buy_back(asset).unwrap();
    }
}

/// In a pool with a trade every 20 minutes no mean is ever stale.
#[test]
fn a_pool_that_is_traded_in_is_never_stale() {
    let mut trade = Trade::new();
    let usd = Asset::native(USD);
    trade.came(&usd, 1_000_000_000, 0);
    for i in 0..200 {
        trade.f.wait(1_200);
        if let Err(error) = trade.buy_back(&usd) {
            let fine = ["nothing to sell", "too little"];
            assert!(fine.iter().any(|fine| error.contains(fine)), "{i}: {error}");
        }
        trade.came(&usd, 1_000, 0);
        trade.touch();
    }
}

#[test]
fn net_that_became_dear_is_not_bought() {
    let mut trade = Trade::new();
    let [.., usd, net] = trade.assets();
    trade.came(&usd, 1_000_000, 0);
    // Dollars are sold until NET costs a fifth more, and it stays so for an hour.
    trade.trade(&usd, USD_NET, RESERVE / 10).unwrap();
    for _ in 0..6 {
        trade.f.wait(600);
        trade.touch();
    }
    trade.refused(&buy_back(&usd), &["unet is dear", "at most 500 bp above that of a day, got 20"]);
    // A day later that is its price.
    for _ in 0..49 {
        trade.f.wait(1_800);
        trade.touch();
    }
    trade.buy_back(&usd).unwrap();
    // Cheap NET is bought at once.
    trade.came(&usd, 1_000_000, 0);
    trade.trade(&net, USD_NET, RESERVE / 10).unwrap();
    trade.f.wait(3_600);
    trade.touch();
    trade.f.wait(3_600);
    trade.buy_back(&usd).unwrap();
}

#[test]
fn a_price_worse_than_the_mean_is_refused() {
    let mut trade = Trade::new();
    let usd = Asset::native(USD);
    trade.came(&usd, 1_000_000, 0);
    trade.trade(&usd, USD_NET, RESERVE / 100).unwrap();
    trade.f.wait(6);
    trade.refused(&buy_back(&usd), &["`min_out` not reached: expected at least 987"]);
    // Up to 1 % is accepted.
    trade.trade(&Asset::native(NET), USD_NET, RESERVE * 6 / 1_000).unwrap();
    trade.f.wait(6);
    trade.buy_back(&usd).unwrap();
}

#[test]
fn a_paused_pool_and_a_delisted_asset_hold_up_their_own_sale_only() {
    let mut trade = Trade::new();
    let [credit, other, usd, _] = trade.assets();
    for asset in [&credit, &other, &usd] {
        trade.came(asset, 1_000_000, 0);
    }
    let pause = |swap| PoolMsg::SetPaused { pool_id: CREDIT_NET, paused: Paused { swap, provide: false } };
    trade.pool("guardian", &pause(true), &[]).unwrap();
    trade.refused(&buy_back(&credit), &["`swap` is paused for pool 1"]);
    let delist = PoolMsg::DelistAsset { asset: other.clone() };
    trade.pool("owner", &delist, &[]).unwrap();
    trade.refused(&buy_back(&other), &[&format!("{other} is not listed")]);
    trade.buy_back(&usd).unwrap();
    trade.pool("owner", &pause(false), &[]).unwrap();
    trade.buy_back(&credit).unwrap();
    let list = PoolMsg::ListAsset { asset: other.clone() };
    trade.pool("owner", &list, &[]).unwrap();
    trade.f.wait(6);
    trade.buy_back(&other).unwrap();
}

/// What somebody sent the contract without a word is nobody's revenue, and stays where it is.
#[test]
fn gifts_outside_the_books_are_not_counted_as_bought() {
    let mut trade = Trade::new();
    let usd = Asset::native(USD);
    trade.f.gift(5_000_000);
    trade.came(&usd, 1_000_000, 0);
    let bought = number(&trade.buy_back(&usd).unwrap(), "bought");
    assert!(bought < 1_000_000);
    let [pending, ..] = trade.f.balances();
    let fees = trade.f.fees.clone();
    assert_eq!(trade.f.held(&fees), pending + 5_000_000);
}

#[test]
fn pages_of_what_waits_and_of_routes_are_in_order() {
    use api::fee_collector::{QueryMsg, RoutesResponse, WaitingResponse};
    let mut trade = Trade::new();
    let [credit, other, usd, _] = trade.assets();
    for asset in [&credit, &other, &usd] {
        trade.came(asset, 1_000, 0);
    }
    let mut expected = [credit, other, usd];
    expected.sort_by_key(Asset::key);
    let mut start_after = None;
    for asset in &expected {
        let limit = Some(1);
        let after = start_after.clone();
        let waits: WaitingResponse =
            trade.f.ask(&QueryMsg::Waiting { order: None, start_after: after.clone(), limit });
        let routes: RoutesResponse =
            trade.f.ask(&QueryMsg::Routes { order: None, start_after: after, limit });
        assert_eq!((&waits.assets[0].asset, &routes.routes[0].asset), (asset, asset));
        start_after = Some(asset.clone());
    }
    let rest: RoutesResponse = trade.f.ask(&QueryMsg::Routes { order: None, start_after, limit: None });
    assert_eq!(rest.routes, []);
}
