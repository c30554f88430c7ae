//! Half an hour of a pushed-down price, at the moment at which it would help a debtor most.

use cosmwasm_std::Addr;

use super::{
    checked, closing_price, debtor, hand_over, holder, ignored, market_of_few_gpus, move_price, open_calls,
    pass, poorer, wealth, worth, DAY, HOUR, PRICE, STANDARD, UNITS,
};
use crate::codes::Codes;
use crate::market::Market;
use crate::wirings::{H100, NET, ONE};

/// At the market's price. An accomplice pushes the price to a third for an hour and back; the thief has everything brought up
/// to date meanwhile, and then ignores a call, to be closed at the price that the dip has left behind. A keeper buys its
/// credits on the market and is paid more for them: the price of the auction is not below the market for days, which would
/// let the debt stand.
///
/// Defence: the closing price's mark follows the mean of 24 hours only, so that the dip leaves no trace.
pub fn a_dip_of_half_an_hour_closes_nobody_cheaply(codes: &dyn Codes) {
    let (mut market, _, ticker) = market_of_few_gpus(codes);
    let accomplice = holder(&mut market, "accomplice", 1_600_000 * ONE);
    let client = holder(&mut market, "client with credits", 2 * STANDARD);
    market.deposit(&client, 1_000 * ONE, NET).expect("for the take");
    open_calls(&mut market);
    let thief = debtor(&mut market, "thief", 1_000 * ONE, 8, 20 * STANDARD);
    let keeper = market.actor("keeper");
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[]).expect("the closing price is marked");
    let both = |market: &Market| wealth(market, &thief, PRICE) + wealth(market, &accomplice, PRICE);
    let before = both(&market);
    move_price(&mut market, &accomplice, PRICE / 3);
    for _ in 0..3 {
        pass(&mut market, &ticker, 1_200);
        market.crank(&thief, H100, &[&thief]).expect("anyone cranks");
    }
    let dipped = closing_price(&market);
    assert!(dipped < PRICE / 2, "for as long as it lasts, the dip holds, got {dipped}");
    move_price(&mut market, &accomplice, PRICE);
    pass(&mut market, &ticker, 2 * HOUR);
    market.crank(&thief, H100, &[&thief]).expect("anyone cranks");
    let price = closing_price(&market);
    assert!(price >= PRICE * 9 / 10, "the dip is forgotten, got {price}");
    ignored(&mut market, &client, UNITS);
    checked(&market);
    pass(&mut market, &ticker, 12 * HOUR);
    let had = wealth(&market, &keeper, PRICE);
    market.buy_and_deliver(&keeper, H100, Some(&thief), STANDARD, 100 * ONE).expect("bought and delivered");
    assert!(wealth(&market, &keeper, PRICE) > had, "the keeper is paid more than the market takes");
    let position = market.position(&thief, H100);
    assert_eq!((position.obligation.u128(), position.closing_since), (19 * STANDARD, None));
    let after = both(&market);
    poorer("a thief and its accomplice that make a dip", before, after);
    checked(&market);
}

/// NET base units per whole credit after NET has lost half of its worth.
const HALVED: u128 = PRICE * 2;

/// NET loses half of its worth, and the closing price goes along.
fn halve(market: &mut Market, ticker: &Addr) {
    move_price(market, ticker, HALVED);
    for _ in 0..12 {
        pass(market, ticker, DAY / 2);
        market.crank(ticker, H100, &[]).expect("the closing price is marked");
    }
    let price = closing_price(market);
    assert!(price.abs_diff(HALVED) < HALVED / 100, "it has followed, to {price}");
}

/// Pushes the price back to what it was before NET fell, for an hour, in which the thief does what it wants.
fn dip(market: &mut Market, accomplice: &Addr, ticker: &Addr, mut meanwhile: impl FnMut(&mut Market)) {
    move_price(market, accomplice, PRICE);
    for _ in 0..3 {
        pass(market, ticker, 1_200);
        meanwhile(market);
        checked(market);
    }
    move_price(market, accomplice, HALVED);
    pass(market, ticker, 2 * HOUR);
}

/// The margin of the thief has become too thin, and its auction has risen for ten hours. In a dip that an accomplice makes it
/// would be wide enough: the thief has itself brought up to date, and sells itself a credit. The auction goes on where it was,
/// and a keeper closes it.
///
/// Defence: whether a margin is mended is judged at the mark, which the dip does not move.
pub fn a_dip_ends_no_auction(codes: &dyn Codes) {
    let (mut market, _, ticker) = market_of_few_gpus(codes);
    let accomplice = holder(&mut market, "accomplice", 700_000 * ONE);
    let owed = 50_000 * ONE;
    let thief = debtor(&mut market, "thief", worth(owed, PRICE) * 21 / 10, 8, owed);
    let keeper = market.actor("keeper");
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[]).expect("the closing price is marked");
    halve(&mut market, &ticker);
    let both = |market: &Market| wealth(market, &thief, HALVED) + wealth(market, &accomplice, HALVED);
    let before = both(&market);
    market.crank(&keeper, H100, &[&thief]).expect("anyone cranks");
    let since = market.closing(H100, Some(&thief)).expect("open").since;
    pass(&mut market, &ticker, 10 * HOUR);
    dip(&mut market, &accomplice, &ticker, |market| {
        market.crank(&thief, H100, &[&thief]).expect("anyone cranks");
        let _ = market.deliver(&thief, H100, Some(&thief), ONE, 0);
    });
    market.crank(&keeper, H100, &[&thief]).expect("anyone cranks");
    let closing = market.closing(H100, Some(&thief)).expect("the dip has not ended it");
    assert_eq!(closing.since, since, "nor started it again");
    let had = wealth(&market, &keeper, HALVED);
    let wanted = closing.wanted.u128();
    market.buy_and_deliver(&keeper, H100, Some(&thief), wanted, 1_000 * ONE).expect("bought and delivered");
    assert_eq!(market.position(&thief, H100).obligation.u128(), 0, "closed");
    assert!(
        wealth(&market, &keeper, HALVED) + worth(owed, HALVED) / 50 > had,
        "and it cost the keeper next to nothing"
    );
    poorer("a debtor and its accomplice that dip to end an auction", before, both(&market));
    checked(&market);
}

/// At the market's price after NET has lost half of its worth. The thief has sold a million credits for half of what they are worth
/// now, and asks to leave; 30 days later an accomplice makes a dip, in which it hands its debt to the class's reserve. At the price
/// of the dip it would leave 120 % of what the credits were worth once: 60 % of what they are.
///
/// Defence: an exit leaves 120 % at no less than the mean of 24 hours.
pub fn an_exit_in_a_dip_leaves_no_less(codes: &dyn Codes) {
    let (mut market, _, ticker) = market_of_few_gpus(codes);
    let accomplice = holder(&mut market, "accomplice", 700_000 * ONE);
    let owed = 1_000_000 * ONE;
    let thief = debtor(&mut market, "thief", 5_000 * ONE, 8, owed);
    let public = market.actor("public");
    hand_over(&mut market, &thief, &public, owed);
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[]).expect("the closing price is marked");
    halve(&mut market, &ticker);
    let both = |market: &Market| wealth(market, &thief, HALVED) + wealth(market, &accomplice, HALVED);
    let before = both(&market);
    market.exit(&thief, H100).expect("it asks to leave");
    market.wait(30 * DAY);
    pass(&mut market, &ticker, 2 * DAY);
    dip(&mut market, &accomplice, &ticker, |market| {
        let _ = market.complete_exit(&thief, H100);
    });
    assert_eq!(market.position(&thief, H100).obligation.u128(), 0, "its bond is enough");
    poorer("a debtor and its accomplice that dip to leave", before, both(&market));
    let book = market.book(H100);
    assert!(book.reserve.u128() >= worth(owed, HALVED), "what it left covers every credit");
}
