//! Prices that are pushed before a call, and what happens between a call and its default.

use api::common::{Asset, Payout};
use api::job_market::{AcceptPayout, JobState};
use api::pool::{ExecuteMsg as PoolMsg, Fees, ProvideSource};
use api::provider_registry::{ExecuteMsg as RegistryMsg, ProviderResponse, QueryMsg as RegistryQuery};
use cosmwasm_std::Uint128;

use super::{
    ask, called, checked, debtor, ignored, market_with_calls, market_without_debtor, move_price, pass,
    poorer, serve, wealth, worth, ACCEPT_WITHIN, CALL_WITHIN, DAY, GPUS, HOUR, MOST, OWED, PAUSE, PRICE, RUN,
    TEMPLATE, UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};

/// A client triples the price, calls in the same block, and sells. Damages are counted at the mean of half an
/// hour, which a block does not move.
pub fn a_pump_of_a_block_raises_no_damages(codes: &dyn Codes) {
    let (mut market, _, raider) = market_with_calls(codes, 2 * MOST);
    let began = wealth(&market, &raider, PRICE);
    let job = ask(&mut market, &raider, UNITS.1);
    market.wait(ACCEPT_WITHIN);
    move_price(&mut market, &raider, 3 * PRICE);
    market.call(&raider, job).expect("called");
    let bought = market.account(&raider, &market.credit(H100)) - MOST;
    market.sell(&raider, H100, bought).expect("the pool buys");
    let value = market.job_call(job).expect("called").value.u128();
    assert!(value <= worth(MOST, PRICE) * 101 / 100, "{value} at the pumped price");
    market.wait(CALL_WITHIN);
    market.time_out(&raider, job).expect("defaulted");
    checked(&market);
    poorer("a client that pumps a block", began, wealth(&market, &raider, PRICE));
}

/// The price stands at the tenfold for 35 minutes when the client calls. v is ten times what the debt was
/// minted at; what the debtor loses by ignoring it is the collateral of these credits, 200 % of their price
/// at the mint, and nothing beside that. The pump costs its makers more than that brings. If the debtor serves,
/// it loses nothing.
pub fn a_pump_of_half_an_hour_takes_no_more_than_the_collateral(codes: &dyn Codes) {
    for serves in [false, true] {
        let (mut market, debtor, raider) = market_with_calls(codes, 2 * MOST);
        let before = market.position(&debtor, H100);
        let pumper = market.actor("pumper");
        let had = wealth(&market, &raider, PRICE) + wealth(&market, &pumper, PRICE);
        move_price(&mut market, &pumper, 10 * PRICE);
        pass(&mut market, &pumper, 1_200);
        let job = ask(&mut market, &raider, UNITS.1);
        market.wait(ACCEPT_WITHIN);
        market.buy(&pumper, H100, ONE, ONE).expect("the pool sells");
        market.wait(300);
        market.call(&raider, job).expect("called");
        let call = market.job_call(job).expect("called");
        assert!(call.held.u128().abs_diff(2 * worth(MOST, PRICE)) <= 1);
        assert!(call.value > call.held, "{} of {}", call.value, call.held);
        if serves {
            serve(&mut market, &debtor, job);
            let after = market.position(&debtor, H100);
            assert_eq!(after.bond, before.bond);
        } else {
            market.wait(CALL_WITHIN);
            market.time_out(&raider, job).expect("defaulted");
            let after = market.position(&debtor, H100);
            assert_eq!(before.bond - after.bond, call.held, "all of it, and no more");
            assert_eq!(after.free, before.free);
            let bought = market.account(&pumper, &market.credit(H100));
            market.sell(&pumper, H100, bought).expect("the pool buys");
            let has = wealth(&market, &raider, PRICE) + wealth(&market, &pumper, PRICE);
            poorer("a client and who pumps for it", had, has);
        }
        checked(&market);
    }
}

/// Another pool of credits and NET stands at the tenfold: a class reads the one pool that governance named,
/// once.
pub fn a_second_pool_sets_no_price(codes: &dyn Codes) {
    let (mut market, _, raider) = market_with_calls(codes, 10 * MOST);
    let (owner, credit) = (market.owner.clone(), market.credit(H100));
    let msg = PoolMsg::CreatePool {
        asset_0: credit.clone(),
        asset_1: Asset::native(NET),
        fees: Fees { fee_bps: 100, protocol_share_bps: 1_000 },
        lp_symbol: "lpOther".into(),
        reference_0: Uint128::new(1_000_000),
        reference_1: Uint128::new(10 * PRICE),
        launch: false,
    };
    market.pool(&owner, &msg, &[]).expect("governance may open another");
    let pool_id = market.usd_pool() + 1;
    let provide = PoolMsg::Provide {
        pool_id,
        max_0: Uint128::new(4 * MOST),
        max_1: Uint128::new(worth(4 * MOST, 10 * PRICE)),
        from: ProvideSource::Account,
        min_shares: Uint128::one(),
        receiver: None,
        rest_to: None,
        deadline: None,
    };
    market.pool(&raider, &provide, &[]).expect("anyone provides");
    let name = RegistryMsg::SetClassPool { class: H100.into(), pool_id };
    market.registry(&owner, &name, &[]).refused(&["has pool 1 already"]);
    market.registry(&raider, &name, &[]).refused(&["owner"]);
    market.wait(HOUR);
    let price = market.price(H100);
    assert!(price.call.u128() <= PRICE + 1 && price.mint.u128() <= PRICE + 1, "{price:?}");
    checked(&market);
}

/// A debtor sells for 31 minutes at a ninth of the price, is called, and ignores it. The mean of 24 hours has
/// hardly moved.
pub fn a_price_held_down_lowers_no_damages(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 4_100_000 * ONE);
    let thief = market.actor("thief");
    market.hand_over(&client, &thief, H100, 4_000_000 * ONE).expect("credits to sell");
    let ticker = market.actor("ticker");
    pass(&mut market, &ticker, 2 * DAY);
    let before = market.price(H100).call.u128();
    let job = ask(&mut market, &client, UNITS.1);
    // In time for a call, with the mean of half an hour down.
    move_price(&mut market, &thief, PRICE / 9);
    for _ in 0..3 {
        market.wait(390);
        market.buy(&ticker, H100, 1_000_000, ONE).expect("the pool sells");
    }
    market.call(&client, job).expect("called");
    let call = market.job_call(job).expect("called");
    assert_eq!(call.provider, debtor);
    assert!(call.value.u128() * 100 >= worth(MOST, before) * 95, "{} at {before}", call.value);
    let had = market.account(&client, &market.net());
    market.wait(CALL_WITHIN);
    market.time_out(&client, job).expect("defaulted");
    let got = market.account(&client, &market.net()) - had;
    assert!(got >= call.value.u128(), "damages, and the take");
    checked(&market);
}

/// The debtor's accomplice takes the job in the last second before it can be called, and does nothing. It
/// loses the penalty, which is what ignoring the call costs beyond the damages, and all of it burns; the
/// client's credits come back.
pub fn an_accomplice_that_fails_pays_the_penalty(codes: &dyn Codes) {
    let (mut market, _, client) = market_with_calls(codes, 2 * MOST);
    let accomplice = market.provider("accomplice", H100, 1_000 * ONE, GPUS);
    let before = (market.position(&accomplice, H100).bond.u128(), market.net_supply());
    let credits = market.credits(&client, H100);
    let job = ask(&mut market, &client, UNITS.1);
    market.wait(ACCEPT_WITHIN - 1);
    market.heartbeat(&accomplice);
    market.accept(&accomplice, job, AcceptPayout::Credits {}).expect("a volunteer");
    let penalty = worth(MOST, PRICE) / 4;
    assert!(market.job_lock(job).expect("locked").amount.u128() >= penalty);
    market.wait(RUN);
    market.time_out(&client, job).expect("late");
    assert_eq!(market.job(job).state, JobState::Faulted);
    let lost = before.0 - market.position(&accomplice, H100).bond.u128();
    assert!(lost >= penalty, "lost {lost}, the penalty is {penalty}");
    assert_eq!(before.1 - market.net_supply(), lost, "all of it burned");
    assert_eq!(market.credits(&client, H100), credits);
    checked(&market);
}

/// Governance sets the lowest price at which credits are minted.
fn set_floor(market: &mut Market, price: u128) {
    let mut params = market.class(H100).params;
    params.price_init = Uint128::new(price);
    let owner = market.owner.clone();
    let update = RegistryMsg::UpdateClass { class: H100.into(), params };
    market.registry(&owner, &update, &[]).expect("governance sets it");
}

/// A debtor is called, and then redeems all that is open, mints anew when credits are dearer or cheaper to
/// mint, withdraws whatever it may, and lets the call pass. Damages and penalty are what they were at the call.
pub fn nothing_after_a_call_changes_its_damages(codes: &dyn Codes) {
    for (factor, redeems) in [(4, true), (1, true), (4, false), (1, false)] {
        let (mut market, client) = market_without_debtor(codes, 2 * MOST, |_| {});
        // What is owed at the call was minted at twice the pool's price.
        set_floor(&mut market, 2 * PRICE);
        let debtor = debtor(&mut market, "debtor", 10_000 * ONE, 2 * GPUS, OWED);
        let (job, _) = called(&mut market, &client, UNITS.1);
        set_floor(&mut market, PRICE / 2);
        let call = market.job_call(job).expect("called");
        let whale = market.actor("whale");
        if factor > 1 {
            move_price(&mut market, &whale, PRICE * factor);
        }
        if redeems {
            let open = market.position(&debtor, H100).open.u128();
            market.redeem(&debtor, H100, open).expect("all that is open");
        }
        let (had, fair) = (market.position(&debtor, H100).collateral.u128(), worth(2 * MOST, PRICE));
        market.mint(&debtor, H100, 2 * MOST, Payout::Account).expect("minted");
        let paid = market.position(&debtor, H100).collateral.u128() - had;
        let dear = paid > 4 * fair;
        assert_eq!(dear, factor > 1, "{paid} of collateral, beside the {} of before", 4 * fair);
        let free = market.position(&debtor, H100).free.u128();
        market.withdraw_bond(&debtor, H100, free + 1).refused(&["free bond too low"]);
        market.withdraw_bond(&debtor, H100, free).expect("what is free is free");
        checked(&market);
        let (had, supply) = (market.account(&client, &market.net()), market.net_supply());
        let take = market.job(job).open.expect("called").take.u128();
        market.wait(CALL_WITHIN);
        market.time_out(&client, job).expect("defaulted");
        let damages = call.held.min(call.value).u128();
        assert_eq!(market.account(&client, &market.net()) - had, damages + take);
        assert_eq!(supply - market.net_supply(), call.value.u128().div_ceil(4), "the penalty");
        assert_eq!(market.job_call(job), None);
        checked(&market);
    }
}

/// What a default is: damages to the client, the penalty burned, the rest free again, the credits gone with
/// the debt; a quarter of a fraud's weight in reputation, no jail and no lateness fault.
pub fn a_default_pays_damages_and_does_not_jail(codes: &dyn Codes) {
    let (mut market, debtor, client) = market_with_calls(codes, 2 * MOST);
    let before = market.position(&debtor, H100);
    let supply = market.supply(&market.credit(H100));
    let (job, _) = ignored(&mut market, &client, UNITS.1);
    let after = market.position(&debtor, H100);
    let (held, value) = (2 * worth(MOST, PRICE), worth(MOST, PRICE));
    let lost = (before.bond - after.bond).u128();
    assert!(lost >= value * 124 / 100 && lost <= value * 127 / 100, "{lost} of {held}, at {value}");
    assert_eq!(after.free.u128() - before.free.u128(), held - lost, "the rest is free bond");
    assert_eq!((after.open.u128(), after.called.u128(), after.held.u128()), (OWED - MOST, 0, 0));
    let query = RegistryQuery::Provider { provider: debtor.to_string() };
    let provider: ProviderResponse = market.ask_registry(&query);
    assert_eq!((provider.jailed_until, provider.liveness_faults), (None, 0), "job {job}");
    assert!(after.bad > before.bad);
    market.burn_redeemed(&client, H100).expect("anyone burns");
    assert_eq!(supply - market.supply(&market.credit(H100)), MOST);
    checked(&market);
    // It weighs on nobody's next call.
    market.wait(PAUSE);
    let (job, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, debtor);
    serve(&mut market, &debtor, job);
    checked(&market);
}

/// Who wants more damages than a debt's collateral or the price allow passes it over.
pub fn a_call_may_name_its_least_damages(codes: &dyn Codes) {
    let (mut market, cheap, client) = market_with_calls(codes, 3 * MOST);
    let whale = market.actor("whale");
    move_price(&mut market, &whale, 3 * PRICE);
    let dear = debtor(&mut market, "dearer debtor", 10_000 * ONE, 2 * GPUS, OWED);
    pass(&mut market, &whale, 2 * DAY);
    let mut request = market.standard_request(H100, TEMPLATE, UNITS.1);
    for (damages, on) in
        [(worth(MOST, PRICE) * 5 / 2, Some(dear)), (0, Some(cheap)), (worth(MOST, 4 * PRICE), None)]
    {
        request.min_damages = Some(Uint128::new(damages));
        let job = market.request_with_credits(&client, request.clone()).expect("requested");
        market.wait(ACCEPT_WITHIN);
        let called = market.call(&client, job);
        match on {
            Some(on) => {
                called.expect("called");
                assert_eq!(market.job_call(job).expect("called").provider, on);
            }
            None => called.map(drop).refused(&["nobody to call", "damages of at least"]),
        }
        checked(&market);
    }
}
