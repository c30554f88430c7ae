//! Closings, exits and the end of a class as honest people use them.

use api::common::{Payout, CREDIT};
use api::pool::ReceiveMsg as PoolHook;
use api::provider_registry::ExecuteMsg as RegistryMsg;
use cosmwasm_std::{coins, Addr, Uint128};

use super::{
    checked, closing_price, debtor, holder, market_of_few_gpus, move_price, pass, wealth, worth, DAY, HOUR,
    PRICE,
};
use crate::codes::Codes;
use crate::market::{Market, Refused};
use crate::scenarios::small_market;
use crate::wirings::{H100, NET, ONE};

/// NET loses half of its worth. A provider with a bond of 210 % of what it owed is short, and its auction opens for all of it;
/// it adds to its bond, and a keeper buys on the market and delivers the part that is left to close, at twice, until the rest
/// is covered by half again.
pub fn a_keeper_closes_by_buying_and_delivering(codes: &dyn Codes) {
    let (mut market, _, ticker) = market_of_few_gpus(codes);
    let owed = 50_000 * ONE;
    let provider = debtor(&mut market, "slipping", worth(owed, PRICE) * 21 / 10, 8, owed);
    let keeper = market.actor("keeper");
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&keeper, H100, &[&provider]).expect("nothing is due");
    assert_eq!(market.closing(H100, Some(&provider)), None);
    move_price(&mut market, &ticker, PRICE * 2);
    let breaks_at = market.margin(&provider, H100).breaks_at;
    while market.closing(H100, Some(&provider)).is_none() {
        pass(&mut market, &ticker, 6 * HOUR);
        market.crank(&keeper, H100, &[&provider]).expect("anyone cranks");
        checked(&market);
    }
    assert!(market.book(H100).closing_price > breaks_at, "it opened where the margin said that it would");
    let closing = market.closing(H100, Some(&provider)).expect("open");
    assert!(closing.thin && closing.wanted.u128() == owed, "at 125 % nothing less than all would restore it");
    // The provider adds a quarter of what it owes, so that a part is enough.
    let quarter = worth(owed, closing_price(&market)) / 4;
    market.top_up(&provider, H100, &coins(quarter, NET)).expect("anyone may add to a bond");
    let closing = market.closing(H100, Some(&provider)).expect("still open");
    assert!(closing.wanted.u128() > 0 && closing.wanted.u128() < owed, "a part of it");
    pass(&mut market, &ticker, 12 * HOUR);
    let before = wealth(&market, &keeper, PRICE * 2);
    let wanted = market.closing(H100, Some(&provider)).expect("open").wanted.u128();
    let buy = |market: &mut Market, credits| {
        market.buy_and_deliver(&keeper, H100, Some(&provider), credits, 10_000 * ONE).expect("delivered");
        checked(market);
    };
    buy(&mut market, wanted / 2);
    assert!(market.closing(H100, Some(&provider)).is_some(), "half of it is left");
    buy(&mut market, wanted);
    assert_eq!(market.closing(H100, Some(&provider)), None, "restored");
    assert!(wealth(&market, &keeper, PRICE * 2) > before, "the keeper is paid for it");
    let margin = market.margin(&provider, H100);
    assert!(margin.coverage_bps.u128() >= 14_900, "covered by {} bps", margin.coverage_bps);
    // A topped-up position is not closed.
    market.deliver(&keeper, H100, Some(&provider), 1, 0).unwrap_err();
}

/// What a wallet sends and the auction does not take comes back to the wallet; a least price is kept to.
pub fn what_an_auction_does_not_take_comes_back(codes: &dyn Codes) {
    let (mut market, ..) = market_of_few_gpus(codes);
    let owed = 100_000 * ONE;
    let leaver = debtor(&mut market, "leaver", 1_000 * ONE, 8, owed);
    let keeper = holder(&mut market, "keeper", 2 * owed);
    let credit = market.credit(H100);
    let withdraw = api::pool::ExecuteMsg::Withdraw {
        asset: credit.clone(),
        amount: Uint128::new(2 * owed),
        owner: None,
        receiver: None,
    };
    market.pool(&keeper, &withdraw, &[]).expect("its own");
    market.exit(&leaver, H100).expect("it asks to leave");
    market.deliver_from_wallet(&keeper, H100, Some(&leaver), owed, PRICE).refused(&["price"]);
    market.wait(12 * HOUR);
    let (had, supply) = (market.wallet(&keeper, NET), market.supply(&credit));
    market.deliver_from_wallet(&keeper, H100, Some(&leaver), 2 * owed, PRICE).expect("taken");
    assert_eq!(market.holding(&keeper, &credit), owed, "what is not taken");
    assert_eq!(supply - market.supply(&credit), owed, "burned at once");
    assert!(market.wallet(&keeper, NET) - had >= worth(owed, PRICE) * 124 / 100);
    let position = market.position(&leaver, H100);
    assert_eq!((position.obligation.u128(), position.exit_at), (0, None));
    checked(&market);
}

/// A provider leaves: nobody sells to its auction, so after 30 days it leaves 120 % with the class's reserve and takes its bond
/// out; a holder sells to the reserve what it owes.
pub fn an_exit_goes_through_the_reserve(codes: &dyn Codes) {
    let (mut market, _, ticker) = market_of_few_gpus(codes);
    let owed = 100_000 * ONE;
    let leaver = debtor(&mut market, "leaver", 1_000 * ONE, 8, owed);
    let keeper = market.actor("keeper");
    super::hand_over(&mut market, &leaver, &keeper, owed);
    pass(&mut market, &ticker, 2 * DAY);
    market.complete_exit(&leaver, H100).unwrap_err();
    market.exit(&leaver, H100).expect("it asks to leave");
    checked(&market);
    market.mint(&leaver, H100, ONE, Payout::Account).unwrap_err();
    market.wait(30 * DAY - 60);
    market.crank(&ticker, H100, &[&leaver]).expect("a new round of its auction");
    market.complete_exit(&leaver, H100).unwrap_err();
    pass(&mut market, &ticker, HOUR);
    let bond = market.position(&leaver, H100).bond.u128();
    market.complete_exit(&leaver, H100).expect("30 days have passed");
    checked(&market);
    let (position, book) = (market.position(&leaver, H100), market.book(H100));
    assert_eq!((position.obligation.u128(), position.closing_since), (0, None));
    assert_eq!(book.reserve_obligation.u128(), owed);
    let left = bond - position.bond.u128();
    assert!(left >= worth(owed, PRICE) * 119 / 100 && book.reserve.u128() == left, "it left {left}");
    market.unbond(&leaver, H100, position.bond.u128()).expect("all of the rest");
    market.wait(21 * DAY);
    market.release(&leaver, H100).expect("unbonded");
    market.crank(&ticker, H100, &[]).expect("a new round of the reserve's auction");
    pass(&mut market, &ticker, 12 * HOUR);
    let had = market.wallet(&keeper, NET);
    market.deliver(&keeper, H100, None, owed, PRICE).expect("the reserve buys");
    assert!(market.wallet(&keeper, NET) - had >= worth(owed, PRICE));
    let book = market.book(H100);
    assert_eq!((book.reserve_obligation.u128(), book.deficit.u128()), (0, 0));
    assert_eq!(book.reserve_closing, None);
    checked(&market);
}

/// A class ends: announced, collected from every provider, and paid to every holder of a credit, to the last that anybody can
/// have (a pool keeps its first thousand shares for ever).
pub fn a_class_ends_with_its_last_credit(codes: &dyn Codes) {
    let (mut market, provider, ticker) = small_market(codes);
    let other = debtor(&mut market, "other", 1_000 * ONE, 8, 100_000 * ONE);
    let keeper = market.actor("keeper");
    super::hand_over(&mut market, &other, &keeper, 60_000 * ONE);
    pass(&mut market, &ticker, 8 * DAY);
    market.registry(&ticker, &RegistryMsg::AnnounceSunset { class: H100.into() }, &[]).unwrap_err();
    market.announce_sunset(H100).expect("governance ends it");
    market.announce_sunset(H100).unwrap_err();
    market.mint(&other, H100, ONE, Payout::Account).unwrap_err();
    market.exit(&other, H100).unwrap_err();
    let at = market.book(H100).sunset.expect("announced").at;
    assert_eq!(at, market.now() + 90 * DAY);
    market.redeem(&other, H100, 40_000 * ONE).expect("who owes may redeem until it is collected");
    market.wait(88 * DAY);
    pass(&mut market, &ticker, 2 * DAY);
    market.deliver(&keeper, H100, None, ONE, 0).unwrap_err();
    market.crank(&ticker, H100, &[&provider]).expect("collected");
    checked(&market);
    market.deliver(&keeper, H100, None, ONE, 0).unwrap_err();
    market.crank(&ticker, H100, &[&other]).expect("collected");
    checked(&market);
    let sunset = market.book(H100).sunset.expect("announced");
    assert_eq!(sunset.uncollected.u128(), 0);
    let raw = sunset.price.expect("fixed").u128();
    let price = super::per_credit(raw);
    assert!((PRICE * 99 / 100..=PRICE * 101 / 100).contains(&price), "the mean of the market, got {price}");

    let pool_id = market.class_pool(H100);
    let lp = api::common::Asset::cw20(market.pool_state(pool_id).lp_token);
    let shares = market.holding(&provider, &lp);
    let hook = PoolHook::WithdrawLiquidity {
        pool_id,
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Payout::Account,
        receiver: None,
        deadline: None,
    };
    let pool = market.at.pool.clone();
    market.send_cw20(&provider, &lp, &pool, shares, &hook).expect("liquidity can always leave");
    for who in [&keeper, &provider, &ticker] {
        let credits = market.credits(who, H100);
        let had = market.wallet(who, NET);
        market.deliver(who, H100, None, credits, 0).expect("paid");
        let paid = market.wallet(who, NET) - had;
        assert_eq!(paid, (credits * raw) >> 64, "every credit the same");
        assert_eq!(market.credits(who, H100), 0);
        checked(&market);
    }
    let book = market.book(H100);
    let left = book.reserve_obligation.u128() + book.deficit.u128();
    let dust = market.pool_state(pool_id);
    let fees = super::waiting_credits(&market);
    assert_eq!(left, dust.reserve_0.u128() + dust.accrued_0.u128() + fees, "nobody has any more");
    assert!(left < 10 * CREDIT, "{left} are left in the pool");
    // The bonds are free.
    let free = market.position(&provider, H100).bond.u128();
    market.unbond(&provider, H100, free).expect("nothing is owed");
    checked(&market);
}

/// A keeper brings sixteen providers up to date in one message, and no more; what is not due is passed over.
pub fn a_crank_takes_sixteen_providers(codes: &dyn Codes) {
    let (mut market, first, ticker) = market_of_few_gpus(codes);
    let owed = 10_000 * ONE;
    let bond = worth(owed, PRICE) * 21 / 10;
    let short: Vec<Addr> =
        (0..16).map(|n| debtor(&mut market, &format!("short {n}"), bond, 8, owed)).collect();
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[]).expect("the closing price is marked");
    move_price(&mut market, &ticker, PRICE * 5 / 2);
    for _ in 0..12 {
        pass(&mut market, &ticker, DAY / 2);
        market.crank(&ticker, H100, &[]).expect("the closing price goes along");
    }
    assert!(closing_price(&market) >= PRICE * 2);
    let seventeen: Vec<&Addr> = short.iter().chain([&first]).collect();
    market.crank(&ticker, H100, &seventeen).unwrap_err();
    market
        .crank(&ticker, H100, &[&short[0], &short[0]])
        .expect("named twice, nothing is due the second time");
    assert_eq!(market.closings(H100).len(), 1);
    market.crank(&ticker, H100, &seventeen[..16]).expect("sixteen");
    assert_eq!(market.closings(H100).len(), 16);
    checked(&market);
    market.crank(&ticker, H100, &[&first]).expect("nothing is due there");
    assert_eq!(market.closings(H100).len(), 16);
    // All end: after a day at the top price nobody has sold to them, and they cannot pay it.
    pass(&mut market, &ticker, 37 * HOUR);
    market.crank(&ticker, H100, &seventeen[..16]).expect("taken over");
    let book = market.book(H100);
    assert_eq!(book.reserve_obligation.u128() + book.deficit.u128(), 16 * owed);
    assert!(book.deficit.u128() > 0, "there is no insurance");
    assert!(market.closings(H100).is_empty());
    checked(&market);
}
