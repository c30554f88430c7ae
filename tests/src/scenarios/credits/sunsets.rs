//! The end of a class.

use api::common::{Payout, Source, CREDIT};
use api::job_market::{AcceptPayout, JobState};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg, ReceiveMsg as PoolHook};
use api::provider_registry::{ReceiveMsg, SunsetResponse};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use super::{
    ask, called, checked, debtor, holder, market_with_calls, market_without_debtor, move_price, pass, poorer,
    wealth, worth, ACCEPT_WITHIN, DAY, HOUR, MOST, PRICE, UNITS,
};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{small_market, small_market_with};

const NOTICE: u64 = 90 * DAY;

fn sunset(market: &Market) -> SunsetResponse {
    market.class(H100).sunset.expect("announced")
}

/// Collects every debt of the class.
fn collect_all(market: &mut Market, anybody: &Addr) {
    let query = api::provider_registry::QueryMsg::Positions {
        class: H100.into(),
        order: None,
        start_after: None,
        limit: Some(100),
    };
    let all = market.ask_registry::<api::provider_registry::PositionsResponse>(&query).positions;
    for position in all.into_iter().filter(|position| !position.open.is_zero()) {
        market.collect(anybody, H100, &position.provider).expect("anyone collects");
        checked(market);
    }
}

/// A holder doubles the price in the block of the announcement, and raises it again for the last hours before
/// the date; a debtor's friend halves it in that block. What goes to the pot is what a week's mean says at the
/// announcement, 125 % of it; after that no price counts.
pub fn a_price_pushed_before_a_sunset_moves_no_pot(codes: &dyn Codes) {
    let mut pots = vec![];
    for pushed in [PRICE, 2 * PRICE, PRICE / 2] {
        // A floor so low that the mean is what counts.
        let (mut market, _, whale) = small_market_with(codes, |wiring| {
            wiring.classes[0].params.price_init = Uint128::new(PRICE / 2);
        });
        debtor(&mut market, "another", 10_000 * ONE, 8, 1_000_000 * ONE);
        let dumper = holder(&mut market, "friend", 2_000_000 * ONE);
        pass(&mut market, &whale, 8 * DAY);
        let thief = if pushed > PRICE { &whale } else { &dumper };
        let before = wealth(&market, thief, PRICE);
        let credits = market.account(thief, &market.credit(H100));
        if pushed != PRICE {
            move_price(&mut market, thief, pushed);
            let spot = market.price(H100).mint.u128();
            assert!(pushed < PRICE || spot >= pushed * 99 / 100, "{spot} at {pushed}");
        }
        market.announce_sunset(H100).expect("governance announces");
        if pushed != PRICE {
            let held = market.account(thief, &market.credit(H100));
            if held > credits {
                market.sell(thief, H100, held - credits).expect("the pool buys");
            } else {
                market.buy(thief, H100, credits - held, 1_000_000 * ONE).expect("the pool sells");
            }
            poorer("who pushes an announcement", before, wealth(&market, thief, PRICE));
        }
        market.wait(NOTICE - 6 * HOUR);
        if pushed > PRICE {
            move_price(&mut market, &whale, 10 * PRICE);
        }
        market.wait(6 * HOUR);
        collect_all(&mut market, &whale);
        let pot = sunset(&market);
        assert_eq!(pot.pot_credits.u128(), market.supply(&market.credit(H100)) - unburned(&market));
        pots.push(pot.pot_net.u128());
    }
    for pot in &pots {
        assert!(pot.abs_diff(pots[0]) * 1_000 <= pots[0], "{pots:?}");
    }
    assert!(pots[0] >= worth(3_000_000 * CREDIT, PRICE) * 5 / 4, "125 % of the price, {pots:?}");
}

fn unburned(market: &Market) -> u128 {
    market.class(H100).redeemed_unburned.u128()
}

/// A debtor does nothing at the end of its class, and another has a called job still running at the date: the
/// one is collected by anybody, and so is the other once the job has ended. What is more than the pot needs
/// is their free bond.
pub fn a_sleeping_debtor_is_collected(codes: &dyn Codes) {
    let (mut market, sleeper, client) = market_with_calls(codes, 10 * MOST);
    let anybody = market.actor("anybody");
    pass(&mut market, &anybody, 8 * DAY);
    market.announce_sunset(H100).expect("governance announces");
    market.mint(&sleeper, H100, MOST, Payout::Account).refused(&[H100, "ends at"]);
    market.wait(NOTICE - DAY);
    let (job, on) = called(&mut market, &client, UNITS.1);
    assert_eq!(on, sleeper);
    market.collect(&anybody, H100, &sleeper).refused(&["has not ended"]);
    market.wait(DAY);
    market.collect(&anybody, H100, &sleeper).refused(&["no called credits"]);
    market.time_out(&anybody, job).expect("it was not accepted");
    assert_eq!(market.job(job).state, JobState::Defaulted);
    let before = market.position(&sleeper, H100);
    market.collect(&anybody, H100, &sleeper).expect("anyone collects");
    market.collect(&anybody, H100, &sleeper).refused(&["owes nothing"]);
    let (after, pot) = (market.position(&sleeper, H100), sunset(&market));
    assert_eq!((after.open.u128(), after.collateral.u128()), (0, 0));
    assert_eq!(pot.pot_credits, before.open);
    assert_eq!((before.bond - after.bond), pot.pot_net);
    let fair = worth(before.open.u128(), PRICE) * 5 / 4;
    assert!(pot.pot_net.u128().abs_diff(fair) * 100 <= fair, "125 % of the price, {pot:?}");
    market.withdraw_bond(&sleeper, H100, after.free.u128()).expect("the rest is free");
    // Nobody is paid until all of them are collected.
    let credits = market.credits(&client, H100);
    market.claim_pot(&client, H100, credits).refused(&["does not pay yet"]);
    collect_all(&mut market, &anybody);
    market.claim_pot(&client, H100, credits).expect("paid");
    checked(&market);
}

/// Jobs that would end after their class are neither called nor accepted, so that nobody can be caught
/// between the two; what was accepted in time ends before.
pub fn no_job_outlives_its_class(codes: &dyn Codes) {
    let (mut market, _, client) = market_with_calls(codes, 10 * MOST);
    let provider = market.provider("volunteer", H100, 1_000 * ONE, 8);
    pass(&mut market, &client, 8 * DAY);
    market.announce_sunset(H100).expect("governance announces");
    let at = sunset(&market).at;
    let ordinary = market.request_for(H100, 1, 600);
    let life = ordinary.run_within + market.wiring.job_market.verdict_within + HOUR;
    market.wait(at - market.now() - life);
    let other = market.request_with_credits(&client, ordinary.clone()).expect("it could be accepted at once");
    market.wait(10);
    market.heartbeat(&provider);
    let accepted = market.accept(&provider, other, AcceptPayout::Credits {});
    accepted.refused(&["expected work that has ended by then"]);
    market.request_with_credits(&client, ordinary).refused(&["one that lasts as long as the job may"]);
    market.wait(at - market.now() - 2 * HOUR);
    let standard = ask(&mut market, &client, UNITS.0);
    // It is called until there is no time left to accept and to run.
    let serve = market.wiring.job_market.call_within + market.job(standard).open.expect("open").run_within;
    market.wait(at - market.now() - serve + 1);
    market.call(&client, standard).refused(&["expected work that has ended by then"]);
    market.time_out(&provider, standard).expect("left to whoever calls it");
    market.wait(ACCEPT_WITHIN);
    for job in [standard, other] {
        market.time_out(&provider, job).expect("expired");
        assert_eq!(market.job(job).state, JobState::Expired);
    }
    checked(&market);
}

/// Three holders: one comes at once, one after a year and from its wallet, one after ten years. Each credit
/// is paid the same, up to a unit, and in the end pot and class are empty but for what lies where nobody can
/// bring it from.
pub fn holders_that_come_years_later_are_paid_the_same(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 3_000 * ONE, |_| {});
    let anybody = market.actor("anybody");
    let holders: Vec<Addr> = ["first", "second", "third"].map(|name| market.actor(name)).to_vec();
    for holder in &holders {
        market.hand_over(&client, holder, H100, 1_000 * ONE).expect("handed over");
    }
    pass(&mut market, &anybody, 8 * DAY);
    market.announce_sunset(H100).expect("governance announces");
    market.wait(NOTICE);
    collect_all(&mut market, &anybody);
    let pot = sunset(&market);
    let fair = pot.pot_net.u128() * 1_000 * ONE / pot.pot_credits.u128();
    for (holder, years) in holders.iter().zip([0, 1, 9]) {
        market.wait(years * 365 * DAY);
        let had = market.wallet(holder, NET);
        if years == 1 {
            let (asset, amount) = (market.credit(H100), Uint128::new(1_000 * ONE));
            let out = api::pool::ExecuteMsg::Withdraw { asset, amount, owner: None, receiver: None };
            market.pool(holder, &out, &[]).expect("its own");
            market.claim_pot_from_wallet(holder, H100, 1_000 * ONE).expect("paid");
        } else {
            market.claim_pot(holder, H100, 1_000 * ONE).expect("paid");
        }
        let paid = market.wallet(holder, NET) - had;
        assert!(paid.abs_diff(fair) <= 1, "{paid} after {years} years, {fair} is fair");
        checked(&market);
    }
    market.claim_pot(&holders[0], H100, 1).refused(&["expected at least 1 of", "got 0"]);
}

/// As a transfer over IBC brings it: NET buys credits of an ended class and takes them to its pot in one message, and neither
/// what the pot pays nor what was left over stays with the account in between.
pub fn credits_bought_for_the_pot_pay_whom_the_message_names(codes: &dyn Codes) {
    let (mut market, client) = market_without_debtor(codes, 3_000 * ONE, |_| {});
    let (between, friend) = (market.actor("between"), market.address("friend"));
    pass(&mut market, &client, 8 * DAY);
    market.announce_sunset(H100).expect("governance announces");
    market.wait(NOTICE);
    collect_all(&mut market, &client);
    let buy = |market: &Market, receiver: &str| PoolMsg::SwapExactOut {
        offer: market.net(),
        legs: vec![Leg { pools: vec![market.class_pool(H100)], amount_out: ONE.into() }],
        from: Source::Funds {},
        to: Destination::Call {
            contract: market.at.provider_registry.clone(),
            msg: to_json_binary(&ReceiveMsg::ClaimPot {
                class: H100.into(),
                payout: Payout::Wallet,
                receiver: Some(receiver.into()),
            })
            .expect("JSON"),
        },
        rest_to: Some(friend.to_string()),
        deadline: None,
    };
    let funds = coins(ONE, NET);
    for dead in
        [market.at.pool.clone(), market.at.provider_registry.clone(), market.class(H100).credit.into()]
    {
        market.pool(&between, &buy(&market, &dead), &funds).refused(&["`receiver`", &dead]);
    }
    let had = market.wallet(&between, NET);
    let (before, reserve) = (sunset(&market), market.pool_state(market.class_pool(H100)));
    market.pool(&between, &buy(&market, friend.as_str()), &funds).expect("bought and paid");
    let (after, now) = (sunset(&market), market.pool_state(market.class_pool(H100)));
    let paid = (before.pot_net - after.pot_net).u128();
    let cost = (now.reserve_1 + now.accrued_1 - reserve.reserve_1 - reserve.accrued_1).u128();
    assert!(paid > 0 && cost > 0 && cost < ONE, "{paid} for {cost}");
    assert_eq!(market.wallet(&friend, NET), ONE - cost + paid);
    assert_eq!(market.wallet(&between, NET), had - ONE);
    for asset in [market.net(), market.credit(H100)] {
        assert_eq!(market.account(&between, &asset), 0);
    }
    checked(&market);
}

/// A class ends with the last credit that anybody can bring: liquidity leaves the pool as ever.
pub fn a_class_ends_with_its_last_credit(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    market.buy(&client, H100, 10_000 * ONE, 100 * ONE).expect("the pool sells");
    pass(&mut market, &client, 8 * DAY);
    market.announce_sunset(H100).expect("governance announces");
    market.announce_sunset(H100).refused(&["ends at"]);
    market.wait(NOTICE);
    let request = market.request_for(H100, 1, 60);
    market.request(&client, request, ONE).refused(&["one that lasts as long as the job may"]);
    let lp = api::common::Asset::cw20(market.pool_state(market.class_pool(H100)).lp_token);
    let shares = market.holding(&provider, &lp);
    let hook = PoolHook::WithdrawLiquidity {
        pool_id: market.class_pool(H100),
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout: Payout::Account,
        receiver: None,
        deadline: None,
    };
    let pool = market.at.pool.clone();
    market.send_cw20(&provider, &lp, &pool, shares, &hook).expect("liquidity leaves as ever");
    collect_all(&mut market, &client);
    for holder in [&provider, &client] {
        let credits = market.account(holder, &market.credit(H100));
        market.claim_pot(holder, H100, credits).expect("paid");
    }
    market.burn_redeemed(&client, H100).expect("anyone burns");
    let (pot, supply) = (sunset(&market), market.supply(&market.credit(H100)));
    assert_eq!(pot.pot_credits.u128(), supply, "locked with the first liquidity, and fees");
    assert!(supply < 2_000 * ONE, "{supply}");
    market.top_up(&provider, H100, &coins(ONE, NET)).expect("a bond is no debt");
    let free = market.position(&provider, H100).free.u128();
    market.withdraw_bond(&provider, H100, free).expect("and leaves at once");
    market.offer(&provider, H100, 0).expect("nothing is owed");
    market.registry(&provider, &api::provider_registry::ExecuteMsg::Leave {}, &[]).expect("it leaves");
    checked(&market);
}
