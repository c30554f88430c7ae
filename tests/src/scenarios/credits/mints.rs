//! Prices at which credits are minted.

use api::common::{Asset, Payout};
use api::pool::{ExecuteMsg as PoolMsg, ProvideSource, ReceiveMsg as PoolHook};
use cosmwasm_std::{coins, Addr, Uint128};
use deploy::Wiring;

use super::{checked, debtor, holder, move_price, pass, poorer, wealth, worth, DAY, PRICE};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::small_market_with;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// The class's floor is far below the market, so that it is not what binds.
fn low_floor(wiring: &mut Wiring) {
    wiring.classes[0].params.price_init = Uint128::new(9);
}

fn provide(market: &mut Market, who: &Addr, credits: u128, net: u128) -> anyhow::Result<()> {
    let msg = PoolMsg::Provide {
        pool_id: market.class_pool(H100),
        max_0: Uint128::new(credits),
        max_1: Uint128::new(net),
        from: ProvideSource::Funds,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(who, &msg, &coins(net, NET)).map(drop)
}

/// Takes so much of somebody's liquidity out of the class's pool, in percent.
fn withdraw_liquidity(market: &mut Market, who: &Addr, percent: u128) {
    let pool_id = market.class_pool(H100);
    let lp = Asset::cw20(market.pool_state(pool_id).lp_token);
    let shares = market.holding(who, &lp) * percent / 100;
    let (min_0, min_1) = (Uint128::zero(), Uint128::zero());
    let (payout, receiver, deadline) = (Payout::Account, None, None);
    let hook = PoolHook::WithdrawLiquidity { pool_id, min_0, min_1, payout, receiver, deadline };
    let pool = market.at.pool.clone();
    market.send_cw20(who, &lp, &pool, shares, &hook).expect("leaving is never refused");
}

/// The first liquidity of a class: one credit against 1,002,001 base units of NET, a thousand times its
/// price. Neither so little NET nor such a price is a first deposit; and who comes next mints at the class's
/// floor.
pub fn dust_is_no_first_liquidity(codes: &dyn Codes) {
    let mut market = Market::with(codes, |wiring| wiring.pool_least = Uint128::new(10 * ONE));
    let thief = debtor(&mut market, "thief", 1_000 * ONE, 8, 100_000 * ONE);
    let victim = market.provider("victim", H100, 1_000 * ONE, 8);
    provide(&mut market, &thief, ONE, 1_002_001)
        .refused(&["expected at least 10000000 of the network token"]);
    // As much NET as must be, at that price; at a fifth above the reference price at the most.
    provide(&mut market, &thief, 100 * ONE, 100_200_100).refused(&["within 20 % of the reference price"]);
    provide(&mut market, &thief, 10_000 * ONE, worth(10_000 * ONE, PRICE * 5 / 4))
        .refused(&["within 20 % of the reference price"]);
    provide(&mut market, &thief, 10_000 * ONE, worth(10_000 * ONE, PRICE) - 1)
        .refused(&["expected at least 10000000 of the network token"]);
    let collateral = 2 * worth(3_600 * ONE, PRICE) + 1;
    market.mint_for(&victim, H100, 3_600 * ONE, collateral, Payout::Account).expect("at the floor");
    provide(&mut market, &thief, 20_000 * ONE, worth(20_000 * ONE, PRICE)).expect("a first deposit");
    checked(&market);
}

/// Who holds most of a pool takes all but a hundredth out and sets the rest's price to the hundredfold with a
/// few NET. The pool holds less than `least` then, so a mint costs what it did.
pub fn a_pool_below_least_sets_no_price(codes: &dyn Codes) {
    let (mut market, provider, thief) =
        small_market_with(codes, |wiring| wiring.pool_least = Uint128::new(1_000 * ONE));
    let victim = market.provider("victim", H100, 1_000 * ONE, 8);
    let floor = market.price(H100).mint.u128();
    withdraw_liquidity(&mut market, &provider, 99);
    move_price(&mut market, &thief, 100 * PRICE);
    let pool = market.pool_state(market.class_pool(H100));
    assert!(pool.reserve_1.u128() < 1_000 * ONE, "{pool:?}");
    let price = market.price(H100);
    assert!(price.mint.u128() <= floor && price.capped, "{price:?}, before {floor}");
    let collateral = 2 * worth(3_600 * ONE, floor) + 1;
    market.mint_for(&victim, H100, 3_600 * ONE, collateral, Payout::Account).expect("minted");
    checked(&market);
}

/// At the market's price of before. A first address mints 6 M credits and sells them, which pushes the price
/// to a sixteenth; it waits a day, so that the means of half an hour and of a day have followed. A second one
/// mints at what the price is then; the first redeems those credits and leaves with its bond and the
/// proceeds, and the second walks away from its debt.
pub fn rolling_a_debt_over_to_a_second_address_ends_poorer(codes: &dyn Codes) {
    let (mut market, _, ticker) = small_market_with(codes, low_floor);
    pass(&mut market, &ticker, 8 * DAY);
    let debt = 6_000_000 * ONE;
    let first = market.provider("first", H100, worth(debt, PRICE) * 21 / 10, 8);
    let second = market.provider("second", H100, worth(debt, PRICE) * 21 / 10, 8);
    // Of what the second leaves behind nothing is theirs any more.
    let theirs = |market: &Market| {
        wealth(market, &first, PRICE)
            + market.wallet(&second, NET)
            + market.position(&second, H100).free.u128()
    };
    let before = theirs(&market);
    market.mint(&first, H100, debt, Payout::Account).expect("at the market's price");
    market.sell(&first, H100, debt).expect("the pool buys");
    pass(&mut market, &ticker, DAY);
    let price = market.price(H100).mint.u128();
    market.mint(&second, H100, debt, Payout::Account).expect("its bond is enough for the price of before");
    market.hand_over(&second, &first, H100, debt).expect("handed over");
    market.redeem(&first, H100, debt).expect("the first is free");
    let free = market.position(&first, H100).free.u128();
    market.withdraw_bond(&first, H100, free).expect("and leaves with its bond");
    checked(&market);
    poorer("two addresses that roll a debt over", before, theirs(&market));
    assert!(price * 2 > PRICE, "{price}: the mean of seven days still knows the price");
}

/// A thief holds all the liquidity. In one transaction's time it takes it out, so that the pool is not
/// believed and a mint would cost the floor, a hundredth of the price; it mints, and puts the liquidity back.
/// The class's mint cap is met by what is owed.
pub fn liquidity_taken_out_for_a_mint_meets_the_cap(codes: &dyn Codes) {
    let (mut market, thief, ticker) = small_market_with(codes, |wiring| {
        low_floor(wiring);
        wiring.pool_least = Uint128::new(100 * ONE);
        wiring.classes[0].params.mint_cap = Uint128::new(2_000_000 * ONE);
    });
    pass(&mut market, &ticker, 8 * DAY);
    market.mint(&thief, H100, 1_000 * ONE, Payout::Account).expect("no cap holds now");
    withdraw_liquidity(&mut market, &thief, 99);
    assert!(market.price(H100).mint.u128() <= 10, "the floor");
    market.mint(&thief, H100, 1_000_000 * ONE, Payout::Account).refused(&["above the mint cap"]);
    checked(&market);
}

/// Somebody's mint is seen coming, and the price doubled before it. The mint says the most that it would
/// leave as collateral, and fails; the thief has paid for both its trades. Nor does a price pushed down free
/// anything: the means remember.
pub fn a_sandwich_around_a_mint_is_refused(codes: &dyn Codes) {
    let (mut market, _, ticker) = small_market_with(codes, low_floor);
    let thief = holder(&mut market, "thief", 100_000 * ONE);
    let victim = market.provider("victim", H100, 100_000 * ONE, 8);
    pass(&mut market, &ticker, 2 * DAY);
    let quoted = market.price(H100).mint.u128();
    let most = 2 * worth(100_000 * ONE, quoted) * 101 / 100;
    let before = (wealth(&market, &thief, PRICE), market.position(&victim, H100));
    let credits = market.account(&thief, &market.credit(H100));
    move_price(&mut market, &thief, 2 * PRICE);
    market
        .mint_for(&victim, H100, 100_000 * ONE, most, Payout::Account)
        .refused(&["collateral of the mint: expected at most"]);
    assert_eq!(market.position(&victim, H100), before.1);
    let bought = market.account(&thief, &market.credit(H100)) - credits;
    market.sell(&thief, H100, bought).expect("the pool buys");
    poorer("a sandwich around a mint", before.0, wealth(&market, &thief, PRICE));

    market.wait(5);
    market.sell(&thief, H100, credits).expect("the pool buys");
    let position = market.position(&victim, H100);
    market.mint(&victim, H100, 100_000 * ONE, Payout::Account).expect("minted");
    let collateral = (market.position(&victim, H100).collateral - position.collateral).u128();
    assert!(collateral * 100 >= 2 * worth(100_000 * ONE, PRICE) * 99, "{collateral} at the mean");
    checked(&market);
}

/// What a debt was minted at stays its collateral, whatever the price does, and redeeming frees its part.
pub fn collateral_is_fixed_when_a_credit_is_minted(codes: &dyn Codes) {
    let (mut market, _, whale) = small_market_with(codes, |_| {});
    let owed = 100_000 * ONE;
    let provider = debtor(&mut market, "provider of two prices", 10_000 * ONE, 8, owed);
    let at = 2 * worth(owed, PRICE);
    assert!(market.position(&provider, H100).collateral.u128().abs_diff(at) <= 1);
    let at = market.position(&provider, H100).collateral.u128();
    move_price(&mut market, &whale, 3 * PRICE);
    pass(&mut market, &whale, DAY);
    assert_eq!(market.position(&provider, H100).collateral.u128(), at);
    market.mint(&provider, H100, owed, Payout::Account).expect("dearer");
    let both = market.position(&provider, H100).collateral.u128();
    assert!(both >= at + 3 * at * 98 / 100, "{both} after {at}");
    market.redeem(&provider, H100, owed).expect("half of it");
    assert_eq!(market.position(&provider, H100).collateral.u128(), both.div_ceil(2), "a mean of both");
    let free = market.position(&provider, H100).free.u128();
    market.withdraw_bond(&provider, H100, free).expect("at once");
    checked(&market);
}
