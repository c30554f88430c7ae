//! Cornering the pool, so that margins break and the auctions buy dear.

use cosmwasm_std::Addr;

use super::{
    checked, closing_price, holder, market_of_few_gpus, move_price, pass, poorer, wealth, worth, DAY, HOUR,
    PRICE,
};
use crate::codes::Codes;
use crate::market::Market;
use crate::wirings::{H100, ONE};

/// Brings everybody up to date, and sells what the thief has to every auction that it finds open.
fn sell_to_auctions(market: &mut Market, thief: &Addr, debtors: &[&Addr]) {
    market.crank(thief, H100, debtors).expect("anyone cranks");
    for closing in market.closings(H100) {
        let have = market.account(thief, &market.credit(H100));
        let amount = have.min(closing.wanted.u128());
        if amount > 0 {
            market.deliver(thief, H100, closing.debtor.as_ref(), amount, 0).expect("the auction buys");
        }
    }
}

/// Holds a price for so long, trying the auctions every 20 minutes.
fn hold(market: &mut Market, thief: &Addr, ticker: &Addr, debtors: &[&Addr], seconds: u64) {
    for _ in 0..seconds / 1_200 {
        pass(market, ticker, 1_200);
        sell_to_auctions(market, thief, debtors);
    }
}

/// At the market's price of before. The thief has a million credits, buys nine tenths of the pool's in the evening, which
/// makes the price a hundredfold, and sells in the morning what it bought. In the night the mean of 24 hours more than
/// trebles: followed at once, it would break the margin of everybody, and the auctions would buy at twice the market's price,
/// which is all that the bonds hold.
///
/// Defence: the closing price rises by a quarter a day at most.
pub fn cornering_the_pool_overnight_opens_no_auction(codes: &dyn Codes) {
    let (mut market, provider, ticker) = market_of_few_gpus(codes);
    thin_out(&mut market, &provider);
    let thief = holder(&mut market, "thief", 1_000_000 * ONE);
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[&provider]).expect("the closing price is marked");
    assert!(closing_price(&market).abs_diff(PRICE) < 10, "as the market");
    let (before, bond) = (wealth(&market, &thief, PRICE), market.position(&provider, H100).bond);
    move_price(&mut market, &thief, PRICE * 100);
    hold(&mut market, &thief, &ticker, &[&provider], 12 * HOUR);
    checked(&market);
    move_price(&mut market, &thief, PRICE);
    let after = wealth(&market, &thief, PRICE);
    poorer("a corner of a night", before, after);
    assert_eq!(market.position(&provider, H100).bond, bond, "nobody was closed");
    assert!(closing_price(&market) <= PRICE * 126 / 100, "got {}", closing_price(&market));
}

/// At the market's price of before. The thief trebles the price, buys whatever is sold to it to keep it there for five days,
/// and sells a million credits of its own to the auctions that it opens in the end. One holder, of a sixth of all credits, is
/// awake from the second day on, and sells to the thief.
///
/// What the limit of a quarter a day leaves is time. Were everybody asleep until the third day, when the auctions open, the
/// corner would pay: here about 311 NET.
pub fn cornering_for_days_pays_who_sells_into_it(codes: &dyn Codes) {
    let (mut market, provider, ticker) = market_of_few_gpus(codes);
    thin_out(&mut market, &provider);
    let thief = holder(&mut market, "thief", 1_000_000 * ONE);
    let awake = holder(&mut market, "awake", 600_000 * ONE);
    pass(&mut market, &ticker, 2 * DAY);
    market.crank(&ticker, H100, &[&provider]).expect("the closing price is marked");
    let before = (wealth(&market, &thief, PRICE), wealth(&market, &awake, PRICE));
    for day in 0..5 {
        if day > 0 {
            market.sell(&awake, H100, 150_000 * ONE).expect("the pool buys dear");
        }
        move_price(&mut market, &thief, PRICE * 3);
        hold(&mut market, &thief, &ticker, &[&provider], DAY);
        checked(&market);
    }
    move_price(&mut market, &thief, PRICE);
    poorer("a corner of five days", before.0, wealth(&market, &thief, PRICE));
    assert!(wealth(&market, &awake, PRICE) > before.1, "who sold to the thief has gained");
}

/// At the market's price of before. The same within an hour, after a trade a day: only the mean of half an hour follows.
///
/// Defence: the closing price follows the mean of 24 hours; that of half an hour can only lower it.
pub fn half_an_hour_of_a_price_pushed_up_opens_no_auction(codes: &dyn Codes) {
    let (mut market, provider, ticker) = market_of_few_gpus(codes);
    thin_out(&mut market, &provider);
    let thief = holder(&mut market, "thief", 1_000_000 * ONE);
    pass(&mut market, &ticker, 2 * DAY);
    // Nobody has looked for three days, so that the mark may rise by all of a day's quarter, twice over in what follows.
    market.crank(&ticker, H100, &[&provider]).expect("the closing price is marked");
    pass(&mut market, &ticker, 3 * DAY);
    let before = wealth(&market, &thief, PRICE);
    move_price(&mut market, &thief, PRICE * 4);
    hold(&mut market, &thief, &ticker, &[&provider], HOUR);
    checked(&market);
    let marked = closing_price(&market);
    assert!(marked < PRICE * 112 / 100, "an hour moves the mean of a day by a little, got {marked}");
    move_price(&mut market, &thief, PRICE);
    let after = wealth(&market, &thief, PRICE);
    poorer("an hour of a price pushed up", before, after);
}

/// At the market's price of before. 20 M credits are owed, and the pool has a tenth of what they are worth. The thief trebles
/// its price and stays for five days, in which nobody else trades.
///
/// Defence: the closing price stands still while the pool's NET is below a fifth of what is owed.
pub fn cornering_a_thin_pool_for_days_moves_no_closing_price(codes: &dyn Codes) {
    let (mut market, provider, ticker) = market_of_few_gpus(codes);
    thin_out(&mut market, &provider);
    let victim =
        super::debtor(&mut market, "victim", worth(18_000_000 * ONE, PRICE) * 21 / 10, 20, 18_000_000 * ONE);
    let thief = holder(&mut market, "thief", 1_000_000 * ONE);
    pass(&mut market, &ticker, 2 * DAY);
    let debtors = [&provider, &victim];
    market.crank(&ticker, H100, &debtors).expect("the closing price is marked");
    assert!(market.book(H100).frozen, "too thin to be believed");
    let (marked, before) = (closing_price(&market), wealth(&market, &thief, PRICE));
    let bonds = debtors.map(|debtor| market.position(debtor, H100).bond);
    // The thief's own NET is not enough to look like a deep pool.
    move_price(&mut market, &thief, PRICE * 3);
    hold(&mut market, &thief, &ticker, &debtors, 5 * DAY);
    checked(&market);
    assert_eq!(closing_price(&market), marked, "it stands still");
    move_price(&mut market, &thief, PRICE);
    let after = wealth(&market, &thief, PRICE);
    poorer("a corner of five days in a thin pool", before, after);
    assert_eq!(debtors.map(|debtor| market.position(debtor, H100).bond), bonds, "nobody was closed");
}

/// Takes out all of a provider's bond but 210 % of its debt.
fn thin_out(market: &mut Market, provider: &Addr) {
    let position = market.position(provider, H100);
    let staying = worth(position.obligation.u128(), PRICE) * 21 / 10;
    market.unbond(provider, H100, position.bond.u128() - staying).expect("free");
    market.wait(21 * DAY);
    market.release(provider, H100).expect("unbonded");
}
