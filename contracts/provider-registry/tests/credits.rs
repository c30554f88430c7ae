//! Minting and redeeming: what is owed, its margin, and the supply.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

mod common;

use api::common::{Asset, CommonError, Payout, Source};
use api::pool::{self, Destination, Leg, LegReceived, SwapReceived};
use api::provider_registry::{ClassParams, ClassPaused, ExecuteMsg, ReceiveMsg};
use common::*;
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};
use cw20::Cw20ExecuteMsg;
use cw_multi_test::{AppResponse, Executor};
use provider_registry::error::ContractError;

fn redeem_hook() -> cosmwasm_std::Binary {
    to_json_binary(&ReceiveMsg::Redeem { class: CLASS.into() }).unwrap()
}

fn redeem(amount: u128) -> ExecuteMsg {
    ExecuteMsg::RedeemCredits { class: CLASS.into(), amount: amount.into() }
}

fn send_credits(world: &mut World, sender: &Addr, token: &Addr, amount: u128) -> anyhow::Result<AppResponse> {
    let contract = world.registry.to_string();
    let msg = Cw20ExecuteMsg::Send { contract, amount: amount.into(), msg: redeem_hook() };
    world.app.execute_contract(sender.clone(), token.clone(), &msg, &[])
}

/// Supply − redeemed and not yet burned = what is owed.
fn check_supply(world: &World) {
    let class = world.class(CLASS);
    assert_eq!(world.supply(CLASS) - class.redeemed_unburned.u128(), class.obligations.u128());
    assert_eq!(world.credit_account(&world.registry, CLASS), class.redeemed_unburned.u128());
}

#[test]
fn mint_to_wallet_and_account_adds_to_obligation_basis_and_margin() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    let owed = world.class(CLASS).obligations.u128();
    let response = world.mint(&alice, 64 * ONE, Payout::Wallet).unwrap();
    assert_eq!(
        event(&response, "mint_credits"),
        [
            ("class", CLASS),
            ("provider", alice.as_str()),
            ("amount", "64000000"),
            ("price", (1u128 << 58).to_string().as_str()),
            ("obligation", "64000000"),
        ]
    );
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    assert_eq!(world.credit_wallet(&alice, CLASS), 64 * ONE);
    assert_eq!(world.credit_account(&alice, CLASS), 64 * ONE);
    let position = world.position(&alice);
    assert_eq!(position.obligation.u128(), 128 * ONE);
    assert_eq!(position.basis.u128(), 2 * ONE);
    assert_eq!(position.margin.u128(), 4 * ONE);
    assert_eq!(position.free.u128(), 6 * ONE);
    assert_eq!(world.class(CLASS).obligations.u128(), owed + 128 * ONE);
    check_supply(&world);
}

#[test]
fn mint_up_to_the_bond_and_no_unit_further() {
    let mut world = World::new();
    let alice = world.provider("alice", 4 * ONE, 1);
    refused(
        world.mint(&alice, 128 * ONE + 1, Payout::Account),
        ContractError::BondTooLow {
            expected: 4 * ONE + 2,
            unbonding: 0,
            locked: 0,
            margin: 4 * ONE + 2,
            asked: 0,
            bond: 4 * ONE,
        },
    );
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    assert_eq!(world.position(&alice).free.u128(), 0);
    refused(world.mint(&alice, 0, Payout::Account), ContractError::Zero { field: "amount" });
}

#[test]
fn mint_within_what_the_gpus_can_serve() {
    let mut world = World::new();
    let alice = world.provider("alice", 100_000 * ONE, 2);
    let capacity = 2 * 14 * u128::from(DAY) * ONE;
    refused(
        world.mint(&alice, capacity + 1, Payout::Account),
        ContractError::AboveCapacity { capacity, gpus: 2, horizon: 14 * DAY, got: capacity + 1 },
    );
    world.mint(&alice, capacity, Payout::Account).unwrap();
}

#[test]
fn mint_cap_holds_until_the_pool_has_a_24_hour_price() {
    let mut world = World::new();
    let alice = world.provider("alice", 1_000 * ONE, 2);
    let owed = world.class(CLASS).obligations.u128();
    let mut tight = class_params();
    tight.mint_cap = Uint128::new(owed + 100 * ONE);
    let owner = world.owner.clone();
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: tight }).unwrap();
    world.mint(&alice, 100 * ONE, Payout::Account).unwrap();
    refused(
        world.mint(&alice, 1, Payout::Account),
        ContractError::AboveMintCap { class: CLASS.into(), cap: owed + 100 * ONE, got: owed + 100 * ONE + 1 },
    );
    world.wait(DAY - 1);
    refused_with(world.mint(&alice, 1, Payout::Account), &["above the mint cap"]);
    world.wait(1);
    world.mint(&alice, 1, Payout::Account).unwrap();
}

/// Spot counts at once on its way up; on its way down the 30-minute mean holds, then the 24-hour mean, then
/// the floor.
#[test]
fn mint_price_is_the_dearest_of_floor_spot_and_means() {
    let mut world = World::new();
    let (lp, owner) = (world.addr("lp"), world.owner.clone());
    let alice = world.provider("alice", 100_000 * ONE, 1);
    // Before there is a 24-hour mean, so that no price is remembered for the next mint.
    world.mint(&alice, 300_000 * ONE, Payout::Account).unwrap();
    for _ in 0..2 {
        world.wait(DAY + 1);
        world.swap_net(&lp, CLASS, 10);
    }
    let low = ClassParams { price_init: Uint128::new(1), ..class_params() };
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: low }).unwrap();
    let prices = |world: &World| {
        let pool_id = world.class(CLASS).pool_id.unwrap();
        let msg = pool::QueryMsg::Prices { pool_id };
        let prices: pool::PricesResponse = world.app.wrap().query_wasm_smart(&world.pool, &msg).unwrap();
        (world.class(CLASS).mint_price.unwrap(), prices)
    };
    let (start, _) = prices(&world);

    world.swap_net(&lp, CLASS, LIQUIDITY.1 / 10);
    let (raised, pool) = prices(&world);
    assert_eq!(raised, pool.spot);
    assert!(raised.u128() > start.u128() * 120 / 100, "{raised} against {start}");

    world.wait(3_600);
    let bought = world.credit_account(&lp, CLASS);
    world.swap_credits(&lp, CLASS, bought);
    world.swap_credits(&alice, CLASS, 300_000 * ONE);
    let (price, pool) = prices(&world);
    assert!(pool.spot.u128() < start.u128() * 70 / 100);
    assert_eq!(Some(price), pool.twap_30m);
    assert!(price.u128() > start.u128() * 110 / 100, "an hour of it was at the higher price");

    for _ in 0..2 {
        world.wait(3_600);
        world.swap_net(&lp, CLASS, 1_000);
    }
    let (price, pool) = prices(&world);
    assert_eq!(Some(price), pool.twap_24h);
    assert!(price > pool.twap_30m.unwrap());

    let floor = ClassParams { price_init: Uint128::new(2 * PRICE), ..class_params() };
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: floor }).unwrap();
    assert_eq!(prices(&world).0.u128(), 1 << 59);
}

#[test]
fn mint_is_refused_without_pool_registration_freedom_or_when_paused() {
    let mut world = World::new();
    let owner = world.owner.clone();
    let add = ExecuteMsg::AddClass {
        class: "a100".into(),
        credit_symbol: "AHUNDRED".into(),
        params: class_params(),
    };
    world.send(&owner, add).unwrap();
    let alice = world.provider("alice", 10 * ONE, 1);
    let elsewhere =
        ExecuteMsg::MintCredits { class: "a100".into(), amount: Uint128::one(), payout: Payout::Wallet };
    refused(world.send(&alice, elsewhere), ContractError::NoPool { class: "a100".into() });
    let bob = world.addr("bob");
    refused(world.mint(&bob, 1, Payout::Wallet), ContractError::NotRegistered { address: bob });

    let pause =
        |mint| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint, accept: false } };
    world.send(&owner, pause(true)).unwrap();
    let paused = ContractError::Paused { what: "minting", class: CLASS.into() };
    refused(world.mint(&alice, 1, Payout::Wallet), paused);
    world.send(&owner, pause(false)).unwrap();

    world.accept(1, &alice, 1, ONE);
    let client = world.addr("client").to_string();
    let fraud = api::provider_registry::Fault::Fraud { take: Uint128::one(), client, reporter: None };
    world.fault(1, fraud).unwrap();
    let now = world.now();
    let jailed = ContractError::Jailed { address: alice.clone(), until: now + 7 * DAY, now };
    refused(world.mint(&alice, 1, Payout::Wallet), jailed);
}

#[test]
fn redeem_by_cw20_send_burns_at_once_and_frees_margin_pro_rata() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    let (supply, credit) = (world.supply(CLASS), world.credit(CLASS));
    let response = send_credits(&mut world, &alice, &credit, 32 * ONE).unwrap();
    assert_eq!(attribute(&response, "redeem_credits", "obligation"), (96 * ONE).to_string());
    assert_eq!(world.supply(CLASS), supply - 32 * ONE);
    let position = world.position(&alice);
    assert_eq!(position.basis.u128(), 2 * ONE * 3 / 4);
    assert_eq!(position.margin.u128(), 3 * ONE);
    assert_eq!(world.class(CLASS).redeemed_unburned.u128(), 0);
    check_supply(&world);
    let bob = world.provider("bob", ONE, 1);
    world.mint(&bob, ONE, Payout::Wallet).unwrap();
    let gift = Cw20ExecuteMsg::Transfer { recipient: alice.to_string(), amount: ONE.into() };
    world.app.execute_contract(bob, credit.clone(), &gift, &[]).unwrap();
    refused(
        send_credits(&mut world, &alice, &credit, 96 * ONE + 1),
        ContractError::AboveObligation { class: CLASS.into(), owed: 96 * ONE, got: 96 * ONE + 1 },
    );
}

#[test]
fn redeem_takes_the_classs_own_credits_only() {
    let mut world = World::new();
    let owner = world.owner.clone();
    world.add_class("a100", class_params());
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    let bond = ExecuteMsg::Bond { class: "a100".into(), from: Source::Funds {} };
    world.pay(&alice, bond, &coins(10 * ONE, NET)).unwrap();
    world.send(&alice, ExecuteMsg::OfferGpus { class: "a100".into(), gpus: 1, admission: None }).unwrap();
    let mint =
        ExecuteMsg::MintCredits { class: "a100".into(), amount: (64 * ONE).into(), payout: Payout::Wallet };
    world.send(&alice, mint).unwrap();
    let (ours, other) = (world.credit(CLASS), world.credit("a100"));
    let wrong = |got: &Addr| ContractError::WrongCredits {
        class: CLASS.into(),
        expected: ours.to_string(),
        got: got.to_string(),
    };
    refused(send_credits(&mut world, &alice, &other, ONE), wrong(&other));
    // Anyone may claim to be a token; nobody but the token is believed.
    let forged = ExecuteMsg::Receive(cw20::Cw20ReceiveMsg {
        sender: alice.to_string(),
        amount: ONE.into(),
        msg: redeem_hook(),
    });
    refused(world.send(&owner, forged), wrong(&owner));
    assert_eq!(world.position(&alice).obligation.u128(), 128 * ONE);
}

#[test]
fn redeem_from_the_account_burns_in_a_sweep() {
    let mut world = World::new();
    let (alice, bob) = (world.provider("alice", 10 * ONE, 1), world.addr("bob"));
    world.mint(&alice, 128 * ONE, Payout::Account).unwrap();
    let supply = world.supply(CLASS);
    world.send(&alice, redeem(100 * ONE)).unwrap();
    let class = world.class(CLASS);
    assert_eq!(class.redeemed_unburned.u128(), 100 * ONE);
    assert_eq!(world.supply(CLASS), supply);
    assert_eq!(world.credit_account(&alice, CLASS), 28 * ONE);
    check_supply(&world);
    refused(
        world.send(&alice, redeem(28 * ONE + 1)),
        ContractError::AboveObligation { class: CLASS.into(), owed: 28 * ONE, got: 28 * ONE + 1 },
    );
    refused(world.send(&alice, redeem(0)), ContractError::Zero { field: "amount" });
    refused(
        world.send(&bob, redeem(1)),
        ContractError::AboveObligation { class: CLASS.into(), owed: 0, got: 1 },
    );

    let sweep = || ExecuteMsg::BurnRedeemed { class: CLASS.into() };
    let response = world.send(&bob, sweep()).unwrap();
    assert_eq!(attribute(&response, "burn_redeemed", "amount"), (100 * ONE).to_string());
    assert_eq!(world.supply(CLASS), supply - 100 * ONE);
    check_supply(&world);
    refused(world.send(&bob, sweep()), ContractError::NothingToBurn { class: CLASS.into() });
    world.send(&alice, redeem(28 * ONE)).unwrap();
    assert_eq!(world.position(&alice).basis.u128(), 0);
}

#[test]
fn redeem_more_than_the_account_holds_changes_nothing() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 128 * ONE, Payout::Wallet).unwrap();
    assert!(world.send(&alice, redeem(1)).is_err());
    assert_eq!(world.position(&alice).obligation.u128(), 128 * ONE);
    check_supply(&world);
}

/// NET in, so many credits out, redeemed in the same message; what is over goes to the sender's account.
fn swap_and_redeem(
    world: &mut World,
    sender: &Addr,
    amount_out: u128,
    max_in: u128,
) -> anyhow::Result<AppResponse> {
    let swap = pool::ExecuteMsg::SwapExactOut {
        offer: Asset::native(NET),
        legs: vec![Leg { pools: vec![world.class(CLASS).pool_id.unwrap()], amount_out: amount_out.into() }],
        from: Source::Funds {},
        to: Destination::Call { contract: world.registry.to_string(), msg: redeem_hook() },
        deadline: None,
    };
    world.call_pool(sender, &swap, &coins(max_in, NET))
}

#[test]
fn redeem_at_the_end_of_a_swap_returns_surplus_and_rest() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    let kept = world.credit_account(&alice, CLASS);
    let wallet = world.net(&alice);
    swap_and_redeem(&mut world, &alice, 40 * ONE, 5 * ONE).unwrap();
    assert_eq!(world.position(&alice).obligation.u128(), 24 * ONE);
    let rest = world.net_account(&alice);
    assert!(rest > 4 * ONE, "40 credits cost about 0.63 NET: {rest}");
    assert_eq!(world.net(&alice), wallet - 5 * ONE);
    check_supply(&world);

    swap_and_redeem(&mut world, &alice, 25 * ONE, 5 * ONE).unwrap();
    assert_eq!(world.position(&alice).obligation.u128(), 0);
    assert_eq!(world.credit_account(&alice, CLASS), kept + ONE);
    check_supply(&world);

    refused(
        swap_and_redeem(&mut world, &alice, ONE, 5 * ONE),
        ContractError::AboveObligation { class: CLASS.into(), owed: 0, got: ONE },
    );
}

#[test]
fn swap_end_is_believed_from_the_pool_only_and_takes_one_leg_of_credits() {
    let mut world = World::new();
    let alice = world.provider("alice", 10 * ONE, 1);
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    let asset = Asset::cw20(world.credit(CLASS));
    let amount = |asset: &Asset| api::common::AssetAmount { asset: asset.clone(), amount: ONE.into() };
    let leg = LegReceived { received: amount(&asset), last_in: amount(&asset) };
    let swap = |legs: Vec<LegReceived>| {
        ExecuteMsg::ReceiveSwap(SwapReceived {
            sender: alice.to_string(),
            legs,
            rest: api::common::AssetAmount { asset: Asset::native(NET), amount: Uint128::zero() },
            msg: redeem_hook(),
        })
    };
    refused(
        world.send(&alice, swap(vec![leg.clone()])),
        CommonError::Unauthorized { expected: "the pool contract".into(), got: alice.to_string() }.into(),
    );
    let pool = world.pool.clone();
    for legs in [vec![], vec![leg.clone(), leg.clone()]] {
        let got = legs.len().to_string();
        refused(
            world.send(&pool, swap(legs)),
            CommonError::Bounds { field: "legs", expected: "1 to 1".into(), got }.into(),
        );
    }
    let net = LegReceived { received: amount(&Asset::native(NET)), last_in: leg.last_in };
    refused(
        world.send(&pool, swap(vec![net])),
        ContractError::WrongCredits { class: CLASS.into(), expected: asset.to_string(), got: NET.into() },
    );
}

/// What pause stops is minting; redeeming, unbonding and leaving are never stopped.
#[test]
fn redeeming_and_unbonding_work_while_everything_is_paused() {
    let mut world = World::new();
    let (alice, guardian) = (world.provider("alice", 10 * ONE, 1), world.guardian.clone());
    world.mint(&alice, 64 * ONE, Payout::Account).unwrap();
    let paused = ClassPaused { mint: true, accept: true };
    world.send(&guardian, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    world.send(&alice, redeem(64 * ONE)).unwrap();
    world.unbond(&alice, 10 * ONE).unwrap();
    world.wait(21 * DAY);
    world.release(&alice, Payout::Account).unwrap();
    world.send(&alice, ExecuteMsg::BurnRedeemed { class: CLASS.into() }).unwrap();
    check_supply(&world);
}
