//! Revenue in other assets is sold for NET and burned with the rest, and the liquidity share becomes the protocol's own
//! liquidity: as cranks that anyone sends, on the routes and pools that the deployment named.

use api::common::{Asset, Source};
use api::fee_collector::{
    BalancesResponse, ExecuteMsg as FeeMsg, MetricsResponse, QueryMsg as FeeQuery, TreasuryPool,
    TreasuryResponse, WaitingResponse, Window,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Fees, Paused, ProvideSource, Route};
use cosmwasm_std::{coin, coins, Addr, Uint128};

use super::adversaries::infested;
use crate::hostile::{Master, Mode, TokenMsg};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market;
use compute_amm_testing::wirings::{H100, NET, ONE, USD};

/// Dust, for a trade that only keeps the means fresh.
const DUST: u128 = 10_000;

fn metrics(market: &Market) -> MetricsResponse {
    market.ask_fees(&FeeQuery::Metrics { window: Window::All })
}

fn waiting(market: &Market, asset: &Asset) -> u128 {
    let all: WaitingResponse =
        market.ask_fees(&FeeQuery::Waiting { order: None, start_after: None, limit: None });
    all.assets.iter().find(|waiting| waiting.asset == *asset).map_or(0, |waiting| waiting.amount.u128())
}

fn treasury(market: &Market, pool_id: u64) -> TreasuryPool {
    let all: TreasuryResponse =
        market.ask_fees(&FeeQuery::Treasury { order: None, start_after: None, limit: None });
    all.pools.into_iter().find(|pool| pool.pool_id == pool_id).expect("the wiring allows it")
}

fn buy_back(asset: &Asset) -> FeeMsg {
    FeeMsg::BuyBack { asset: asset.clone() }
}

/// Sells coins of a wallet, or an asset of an account, in one pool; to the account.
fn sell(market: &mut Market, who: &Addr, offer: &Asset, pool_id: u64, amount: u128) {
    let (from, funds) = match offer {
        Asset::Native { denom } => (Source::Funds {}, coins(amount, denom)),
        Asset::Cw20 { .. } => (Source::Account { owner: None, amount: amount.into() }, vec![]),
    };
    let msg = PoolMsg::SwapExactIn {
        route: Route { offer: offer.clone(), pools: vec![pool_id] },
        from,
        min_out: Uint128::one(),
        to: Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(who, &msg, &funds).expect("the pool buys");
}

/// A day and two hours in which somebody trades dust in the pools every hour, and half an hour.
fn day_of_dust(market: &mut Market, pools: &[u64]) {
    let trader = market.actor("trader");
    let net = market.net();
    for hour in 0..=26 {
        for pool_id in pools {
            sell(market, &trader, &net, *pool_id, DUST);
        }
        market.wait(if hour < 26 { 3_600 } else { 1_800 });
    }
}

/// A market with pools of H100's credits and of dollars, in which trades of both kinds left fees that were swept.
fn traded(codes: &dyn Codes) -> (Market, Addr, Asset, [u64; 2]) {
    let (mut market, provider, client) = small_market(codes);
    let [credit_pool, usd_pool] = [market.class_pool(H100), market.usd_pool()];
    market.issue(&provider, USD, 10_000 * ONE);
    let provide = PoolMsg::Provide {
        pool_id: usd_pool,
        max_0: (1_000 * ONE).into(),
        max_1: (2_000 * ONE).into(),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&provider, &provide, &[coin(2_000 * ONE, NET), coin(1_000 * ONE, USD)]).expect("provided");
    day_of_dust(&mut market, &[credit_pool, usd_pool]);
    let credit = market.credit(H100);
    market.buy(&client, H100, 10_000 * ONE, 100 * ONE).expect("credits");
    market.wait(6);
    sell(&mut market, &client, &credit, credit_pool, 10_000 * ONE);
    sell(&mut market, &provider, &Asset::native(USD), usd_pool, 4 * ONE);
    market.wait(6);
    for pool_id in [credit_pool, usd_pool] {
        market.pool(&client, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).expect("swept");
    }
    invariants::check(&market).unwrap();
    (market, client, credit, [credit_pool, usd_pool])
}

/// By anyone, for a tip; a paused pool and a stale mean say so and hold up nothing else.
pub fn fees_in_other_assets_are_bought_back_and_burned(codes: &dyn Codes) {
    let (mut market, client, credit, pools) = traded(codes);
    let usd = Asset::native(USD);
    let keeper = market.actor("keeper");
    let (before, supply) = (metrics(&market), market.net_supply());
    let held = market.wallet(&keeper, NET);
    for asset in [&credit, &usd] {
        assert!(waiting(&market, asset) > 0);
    }
    let pause = |swap| PoolMsg::SetPaused { pool_id: pools[0], paused: Paused { swap, provide: false } };
    let (guardian, owner) = (market.guardian.clone(), market.owner.clone());
    market.pool(&guardian, &pause(true), &[]).expect("paused");
    market.fees(&keeper, &buy_back(&credit), &[]).refused(&["`swap` is paused for pool 1"]);
    market.fees(&keeper, &buy_back(&usd), &[]).expect("of its own pool");
    market.pool(&owner, &pause(false), &[]).expect("lifted");
    market.fees(&keeper, &buy_back(&credit), &[]).expect("bought back");
    for asset in [&credit, &usd] {
        assert_eq!(waiting(&market, asset), 0);
    }
    market.fees(&keeper, &buy_back(&credit), &[]).refused(&["nothing to sell"]);
    let after = metrics(&market);
    let (bought, tips) = (after.bought_back.u128(), after.tips.u128());
    assert!(bought > 0 && tips > 0 && tips <= bought / 1_000, "{bought}, {tips}");
    assert_eq!(market.wallet(&keeper, NET) - held, tips);
    assert_eq!((after.revenue - before.revenue).u128(), bought - tips);
    invariants::check(&market).unwrap();
    market.fees(&client, &FeeMsg::Distribute {}, &[]).expect("distributed");
    let burned = (metrics(&market).burned_revenue - before.burned_revenue).u128();
    assert_eq!(supply - market.net_supply(), burned);
    assert!(burned * 2 >= bought - tips);
    invariants::check(&market).unwrap();

    // Fees that come after a week without a trade wait until the means are fresh.
    market.wait(7 * 86_400);
    market.buy(&client, H100, 10_000 * ONE, 100 * ONE).expect("credits");
    market.wait(6);
    sell(&mut market, &client, &credit, pools[0], 10_000 * ONE);
    market.wait(6);
    market.pool(&client, &PoolMsg::SweepFees { pool_id: pools[0], asset: None }, &[]).expect("swept");
    market.fees(&keeper, &buy_back(&credit), &[]).refused(&["is stale"]);
    day_of_dust(&mut market, &pools);
    market.fees(&keeper, &buy_back(&credit), &[]).expect("bought back");
    invariants::check(&market).unwrap();
}

/// A listed token that fails keeps its own fees waiting; when it moves again they are sold.
pub fn a_failing_token_holds_up_its_own_buy_back_only(codes: &dyn Codes) {
    let mut it = infested(codes);
    let (bad, attacker, pool_id) = (it.bad.clone(), it.attacker.clone(), it.pool_id);
    let (owner, class_pool) = (it.market.owner.clone(), it.market.class_pool(H100));
    let route = FeeMsg::SetRoute { asset: bad.clone(), pools: vec![pool_id] };
    it.market.fees(&owner, &route, &[]).expect("governance is taken in");
    day_of_dust(&mut it.market, &[class_pool, pool_id]);
    it.sell(10 * ONE).expect("from the account");
    it.market.wait(6);
    it.market.pool(&attacker, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).expect("swept");
    let credit = it.market.credit(H100);
    let victim = it.victim.clone();
    it.market.buy(&victim, H100, 10_000 * ONE, 100 * ONE).expect("credits");
    it.market.wait(6);
    sell(&mut it.market, &victim, &credit, class_pool, 10_000 * ONE);
    let sweep = PoolMsg::SweepFees { pool_id: class_pool, asset: None };
    it.market.pool(&victim, &sweep, &[]).expect("swept");
    it.market.wait(1_800);

    let held = waiting(&it.market, &bad);
    let net = it.market.account(&attacker, &it.market.net());
    it.market.order(&bad, &TokenMsg::Behave(Mode::Fails));
    it.market.fees(&attacker, &buy_back(&bad), &[]).refused(&["no transfer today"]);
    assert_eq!(waiting(&it.market, &bad), held);
    it.market.fees(&attacker, &buy_back(&credit), &[]).expect("nothing else is held up");
    it.market.order(&bad, &TokenMsg::Behave(Mode::Honest));
    it.market.fees(&attacker, &buy_back(&bad), &[]).expect("it moves again");
    assert_eq!(it.market.account(&attacker, &it.market.net()), net);
    it.check();
}

/// It goes to the class's pool, stays there for the protocol, and leaves by governance alone.
pub fn the_liquidity_share_becomes_the_protocols(codes: &dyn Codes) {
    let (mut market, client, credit, pools) = traded(codes);
    let keeper = market.actor("keeper");
    let add = FeeMsg::AddLiquidity { pool_id: pools[0] };
    market.fees(&keeper, &FeeMsg::AddLiquidity { pool_id: pools[1] }, &[]).refused(&["governance lets"]);
    let donation = FeeMsg::Deposit { category: api::fee_collector::Category::Donation {} };
    market.fees(&client, &donation, &coins(5 * ONE, NET)).expect("a gift");
    market.fees(&keeper, &FeeMsg::Distribute {}, &[]).expect("distributed");
    let before = market.ask_fees::<BalancesResponse>(&FeeQuery::Balances {}).liquidity.u128();
    assert!(before > ONE / 2);
    market.fees(&keeper, &add, &[]).expect("added");
    market.fees(&keeper, &add, &[]).refused(&["too little", "got 0 of unet"]);
    let after = market.ask_fees::<BalancesResponse>(&FeeQuery::Balances {}).liquidity.u128();
    let added = metrics(&market).liquidity_added.u128();
    assert_eq!(before - after, added);
    assert!(added * 100 > before * 99, "{added} of {before}");
    let held = treasury(&market, pools[0]);
    assert_eq!(held.put_in.u128(), added);
    assert!(held.worth.expect("a mean").u128() * 100 > added * 98, "{held:?}");
    invariants::check(&market).unwrap();

    // Others' trades pay it like any LP.
    for _ in 0..5 {
        market.buy(&client, H100, 10_000 * ONE, 100 * ONE).expect("credits");
        market.wait(6);
        sell(&mut market, &client, &credit, pools[0], 10_000 * ONE);
        market.wait(6);
    }
    let earned = treasury(&market, pools[0]);
    assert_eq!(earned.shares, held.shares);
    assert!(earned.worth > held.worth, "{earned:?} after {held:?}");
    let (owner, receiver) = (market.owner.clone(), market.actor("treasury"));
    let out =
        FeeMsg::WithdrawLiquidity { pool_id: pools[0], shares: held.shares, receiver: receiver.to_string() };
    market.fees(&keeper, &out, &[]).refused(&["owner"]);
    market.fees(&owner, &out, &[]).expect("governance takes it out");
    let lp = Asset::cw20(market.pool_state(pools[0]).lp_token);
    assert_eq!(market.holding(&receiver, &lp), held.shares.u128());
    assert_eq!(treasury(&market, pools[0]).shares.u128(), 0);
    invariants::check(&market).unwrap();
}

/// Trades at the highest fees there are, so that much is swept of them; then the fees are as before.
fn many_fees(market: &mut Market, client: &Addr, credit: &Asset, pool_id: u64) {
    let owner = market.owner.clone();
    let before = market.pool_state(pool_id).fees;
    let highest = Fees { fee_bps: 500, protocol_share_bps: 2_500 };
    market.pool(&owner, &PoolMsg::UpdateFees { pool_id, fees: highest }, &[]).expect("within bounds");
    for _ in 0..10 {
        market.buy(client, H100, 100_000 * ONE, 1_000 * ONE).expect("credits");
        market.wait(6);
        sell(market, client, credit, pool_id, 100_000 * ONE);
        market.wait(6);
    }
    market.pool(client, &PoolMsg::SweepFees { pool_id, asset: None }, &[]).expect("swept");
    market.pool(&owner, &PoolMsg::UpdateFees { pool_id, fees: before }, &[]).expect("within bounds");
}

/// Whoever sells credits first, sends the buy-back in the next block and buys the same credits back in the one after
/// pays more for its two trades than the buy-back moves the price: with none of the pool's shares, whatever it sells. A
/// sale of a hundred times that size, that asks for no price, is robbed. (With LP shares: the fee-collector's own tests.)
pub fn a_searcher_gains_nothing_around_a_buy_back_across_blocks(codes: &dyn Codes) {
    let around = |stake: u128, guarded: bool| -> i128 {
        let (mut market, client, credit, pools) = traded(codes);
        let searcher = market.actor("searcher");
        market.buy(&searcher, H100, stake, 900 * ONE).expect("a stake");
        many_fees(&mut market, &client, &credit, pools[0]);
        market.buy(&client, H100, 110_000 * ONE, 900 * ONE).expect("what is sold without a guard");
        day_of_dust(&mut market, &pools);
        // At least as much waits as a buy-back sells at once: half of a tenth of 1 % of the reserve.
        let pool = market.pool_state(pools[0]);
        assert_eq!((pool.fees.fee_bps, pool.fees.protocol_share_bps), (100, 1_000));
        let most = pool.reserve_0.u128() / 2_000;
        assert!(waiting(&market, &credit) > most);
        let net = |market: &Market| market.wallet(&searcher, NET) + market.account(&searcher, &market.net());
        let before = net(&market);
        let credits = market.account(&searcher, &credit);
        sell(&mut market, &searcher, &credit, pools[0], stake);
        market.wait(6);
        if guarded {
            market.fees(&searcher, &buy_back(&credit), &[]).expect("within 1 % of the mean");
        } else {
            sell(&mut market, &client, &credit, pools[0], most * 100);
        }
        market.wait(6);
        market.buy(&searcher, H100, stake, 990 * ONE).expect("its credits back");
        assert_eq!(market.account(&searcher, &credit), credits);
        i128::try_from(net(&market)).unwrap() - i128::try_from(before).unwrap()
    };
    for stake in [2_000 * ONE, 8_000 * ONE] {
        assert!(around(stake, true) < 0);
        assert!(around(stake, false) > 0);
    }
}
