//! Gaming the auction in which one's own debt is closed.

use api::common::Payout;
use api::fee_collector::{BalancesResponse, Category, ExecuteMsg as FeeMsg, QueryMsg as FeeQuery};
use cosmwasm_std::{coins, Addr};

use super::{
    checked, closing_price, debtor, hand_over, ignored, market_of_few_gpus, market_with_calls, move_price,
    pass, per_credit, poorer, wealth, worth, DAY, HOUR, PRICE, STANDARD, UNITS,
};
use crate::codes::Codes;
use crate::market::Market;
use crate::wirings::{H100, NET, ONE};

/// NET base units per whole credit after NET has lost two thirds of its worth.
const CRASHED: u128 = PRICE * 3;
/// Credits that the thief owes in a crash.
const DEBT: u128 = 1_000_000 * ONE;

/// A market with a thief that has minted [`DEBT`] and still has it, covered by 210 %.
fn before_a_crash(codes: &dyn Codes) -> (Market, Addr, Addr) {
    let (mut market, _, ticker) = market_of_few_gpus(codes);
    let thief = debtor(&mut market, "thief", worth(DEBT, PRICE) * 21 / 10, 8, DEBT);
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[]).expect("the closing price is marked");
    (market, thief, ticker)
}

/// NET falls by two thirds, and the closing price goes along, a quarter a day; nobody looks at the debtors meanwhile.
fn crash(market: &mut Market, ticker: &Addr) {
    move_price(market, ticker, CRASHED);
    for _ in 0..16 {
        pass(market, ticker, DAY / 2);
        market.crank(ticker, H100, &[]).expect("the closing price is marked");
    }
    let price = closing_price(market);
    assert!((CRASHED * 99 / 100..=CRASHED * 101 / 100).contains(&price), "it has followed, to {price}");
}

/// At the market's price after NET has lost two thirds: the thief's bond covers 70 % of the million credits it owes. It has
/// half of them itself, and delivers those at the top price before anybody else comes. It gets what is the share of every
/// credit, and so does who comes after; without the bound it would get 125 %, and leave a quarter of that to the others.
///
/// Defence: an auction pays no more for a credit than what its bond holds for each credit owed.
pub fn an_insolvent_debtor_buys_nothing_from_itself(codes: &dyn Codes) {
    let (mut market, thief, ticker) = before_a_crash(codes);
    let victim = market.actor("victim");
    hand_over(&mut market, &thief, &victim, DEBT / 2);
    crash(&mut market, &ticker);
    let before = wealth(&market, &thief, CRASHED);
    let bond = market.position(&thief, H100).bond.u128();
    market.crank(&thief, H100, &[&thief]).expect("anyone cranks");
    market.wait(12 * HOUR);
    market.deliver(&thief, H100, Some(&thief), DEBT / 2, 0).expect("anyone delivers");
    checked(&market);
    let after = wealth(&market, &thief, CRASHED);
    poorer("an insolvent debtor that closes itself", before, after);
    let had = market.wallet(&victim, NET);
    market.deliver(&victim, H100, Some(&thief), DEBT / 2, 0).expect("anyone delivers");
    let paid = market.wallet(&victim, NET) - had;
    assert!(paid + 2 >= bond / 2, "the victim has half of the credits, and got {paid} of {bond}");
    assert_eq!(market.position(&thief, H100).obligation.u128(), 0);
    checked(&market);
}

/// At the market's price after NET has lost two thirds. The thief has all the credits that it owes, lets itself be taken over,
/// and sells them to the class's reserve, which insurance has filled up: for no more than they are worth.
///
/// Defence: insurance makes up for 100 % of the closing price, not for the 125 % that an auction may come to.
pub fn being_taken_over_on_purpose_pays_nothing(codes: &dyn Codes) {
    let (mut market, thief, ticker) = before_a_crash(codes);
    let donation = coins(200_000 * ONE, NET);
    market.fees(&ticker, &FeeMsg::Deposit { category: Category::Donation {} }, &donation).expect("a gift");
    market.fees(&ticker, &FeeMsg::Distribute {}, &[]).expect("anyone distributes");
    let insurance =
        |market: &Market| market.ask_fees::<BalancesResponse>(&FeeQuery::Balances {}).insurance.u128();
    let insured = insurance(&market);
    assert!(insured >= 10 * worth(DEBT, CRASHED) / 3, "more on one day than this can cost it, got {insured}");
    crash(&mut market, &ticker);
    let before = wealth(&market, &thief, CRASHED);
    let missing = worth(DEBT, CRASHED) - market.position(&thief, H100).bond.u128();
    market.crank(&thief, H100, &[&thief]).expect("its auction opens");
    pass(&mut market, &ticker, 37 * HOUR);
    market.crank(&thief, H100, &[&thief]).expect("and ends");
    checked(&market);
    let book = market.book(H100);
    assert_eq!((book.reserve_obligation.u128(), book.deficit.u128()), (DEBT, 0), "the reserve owes it");
    let claimed = insured - insurance(&market);
    pass(&mut market, &ticker, 13 * HOUR);
    market.deliver(&thief, H100, None, DEBT, 0).expect("the reserve buys");
    checked(&market);
    let after = wealth(&market, &thief, CRASHED);
    // The pool is a hundredth off the price that it was moved to, by the ticker's trades.
    let gained = after.saturating_sub(before);
    assert!(gained <= worth(DEBT, CRASHED) / 50, "being taken over made the thief {before} → {after} NET");
    assert!(claimed > 0 && claimed <= missing * 102 / 100, "{claimed} claimed where {missing} were missing");
}

/// The thief's auction has come to its top price. Neither a second call that it ignores, nor its exit, nor a delivery of its
/// own, nor a little more bond takes it back to the opening price.
///
/// Defence: an auction that is open keeps its time, whatever opens it again.
pub fn nobody_starts_its_own_auction_again(codes: &dyn Codes) {
    let (mut market, thief, client) = market_with_calls(codes, 2 * STANDARD);
    ignored(&mut market, &client, UNITS);
    let since = market.closing(H100, Some(&thief)).expect("open").since;
    market.wait(12 * HOUR);
    let top = |market: &Market| {
        let closing = market.closing(H100, Some(&thief)).expect("open");
        assert_eq!(closing.since, since);
        let (price, at) = (per_credit(closing.price.u128()), closing_price(market));
        assert!(price >= at * 124 / 100, "{price} is less than the top price of {at}");
        checked(market);
    };
    top(&market);
    ignored(&mut market, &client, UNITS);
    top(&market);
    market.deliver(&thief, H100, Some(&thief), ONE, 0).expect("its own");
    top(&market);
    market.top_up(&thief, H100, &coins(ONE, NET)).expect("anyone may add to a bond");
    market.crank(&thief, H100, &[&thief]).expect("anyone cranks");
    top(&market);
    market.exit(&thief, H100).expect("it asks to leave");
    top(&market);
    market.mint(&thief, H100, STANDARD, Payout::Account).unwrap_err();
    let owed = market.position(&thief, H100).obligation;
    let closing = market.closing(H100, Some(&thief)).expect("open");
    assert_eq!(closing.wanted, owed, "all of it, now that it leaves");
}
