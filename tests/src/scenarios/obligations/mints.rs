//! Minting on a price that just fell: the class's floor is far below the market, so that it is not what binds.

use api::common::Payout;
use cosmwasm_std::{coins, Addr, Uint128};
use deploy::Wiring;

use super::{checked, hand_over, holder, move_price, pass, poorer, wealth, worth, DAY, HOUR, PRICE};
use crate::codes::Codes;
use crate::market::Market;
use crate::scenarios::small_market_with;
use crate::wirings::{H100, NET, ONE};

/// NET base units per whole credit: a ninth of the market's price.
const PUSHED: u128 = PRICE / 9;

fn low_floor(wiring: &mut Wiring) {
    wiring.classes[0].params.price_init = Uint128::new(9);
}

/// Mints as many credits as the bond covers, halving what it asks for until it is granted; returns how many.
fn mint_most(market: &mut Market, provider: &Addr, wanted: u128) -> u128 {
    let mut minted = 0;
    let mut step = wanted;
    while step > ONE && minted < wanted {
        if market.mint(provider, H100, step.min(wanted - minted), Payout::Account).is_ok() {
            minted += step.min(wanted - minted);
        } else {
            step /= 2;
        }
    }
    minted
}

/// At the market's price of before. It sells 4 M credits that it bought there, which pushes the price to a ninth; two hours
/// later, with the mean of half an hour down as well, it mints all that its bond of 240 NET covers, buys its 4 M back, and walks
/// away from the debt with what it minted. Margined at the pushed price, a million credits would be its own for 200 NET.
///
/// Defence: P_mint is no less than the mean of 24 hours.
pub fn minting_on_a_price_just_pushed_down_ends_poorer(codes: &dyn Codes) {
    let (mut market, _, ticker) = small_market_with(codes, low_floor);
    let thief = holder(&mut market, "thief", 4_100_000 * ONE);
    pass(&mut market, &ticker, 2 * DAY);
    market.join(&thief, H100, 240 * ONE, 8).expect("a provider");
    let before = wealth(&market, &thief, PRICE);
    move_price(&mut market, &thief, PUSHED);
    pass(&mut market, &ticker, 2 * HOUR);
    let minted = mint_most(&mut market, &thief, 1_000_000 * ONE);
    assert!(minted > 0, "it mints what its bond covers");
    move_price(&mut market, &thief, PRICE);
    checked(&market);
    let after = wealth(&market, &thief, PRICE);
    poorer("a thief that mints on a price pushed down", before, after);
}

/// At the market's price of before. A first address mints 6 M credits and sells them, which pushes the price to a sixteenth; four
/// days later every mean has followed. A second one mints at the price so pushed down what frees the first, whose basis is
/// then redeemed: the first leaves with bond and proceeds, the second walks away from the debt. At the means alone, the
/// second would need to leave behind half of what the first one sold the credits for.
///
/// Defence: what is minted is margined at no less than a mark that fades by half within the class's horizon (14 days).
pub fn rolling_a_debt_over_to_a_second_address_ends_poorer(codes: &dyn Codes) {
    let (mut market, _, ticker) = small_market_with(codes, low_floor);
    pass(&mut market, &ticker, 2 * DAY);
    let debt = 6_000_000 * ONE;
    let first = market.provider("first", H100, worth(debt, PRICE) * 21 / 10, 8);
    let second = market.provider("second", H100, worth(debt, PRICE / 16) * 22 / 10, 8);
    let both = |market: &Market| wealth(market, &first, PRICE) + wealth(market, &second, PRICE);
    let before = both(&market);
    market.mint(&first, H100, debt, Payout::Account).expect("margined at the market's price");
    market.sell(&first, H100, debt).expect("the pool buys");
    pass(&mut market, &ticker, 4 * DAY);
    let minted = mint_most(&mut market, &second, debt);
    checked(&market);
    hand_over(&mut market, &second, &first, minted);
    market.redeem(&first, H100, minted).expect("the first is freed of as much");
    let free = market.position(&first, H100).free.u128();
    if free > 0 {
        market.unbond(&first, H100, free).expect("what is free is free");
    }
    checked(&market);
    let after = both(&market);
    poorer("two thieves that roll a debt over", before, after);
    // What is kept of the debt can be paid for: the second address is no way out.
    let kept = market.position(&first, H100);
    assert!(kept.bond.u128() >= worth(kept.obligation.u128(), PRICE), "the first still covers its debt");
    market.top_up(&first, H100, &coins(ONE, NET)).expect("and may add to it");
}
