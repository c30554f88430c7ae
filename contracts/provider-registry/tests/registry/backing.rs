//! Others' stake behind a position: how much of it backs a job, and what becomes of it when the job ends.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{CommonError, Payout};
use api::provider_registry::{
    ClassPaused, ConfigResponse, ExecuteMsg, InstantiateMsg, JobEnd, LockRequest, LockTerms, Params, QueryMsg,
};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{from_json, to_json_string, Addr, Uint128};
use credit::RuleError;
use provider_registry::contract;
use provider_registry::error::ContractError;

/// A job of 50 NET: locks 20 NET, of which 16 burn whoever reports a fraud.
const COST: u128 = 50 * ONE;
const LOCK: u128 = 20 * ONE;
const SURE: u128 = 16 * ONE;

/// The request with a least backing, and a declared value.
fn with(request: LockRequest, least: u128, value: u128) -> LockRequest {
    let mut changed = request;
    if let LockTerms::Free { min_backing, declared_value, .. } = &mut changed.terms {
        (*min_backing, *declared_value) = (least.into(), value.into());
    }
    changed
}

fn named(provider: &Addr) -> (String, String) {
    (provider.to_string(), CLASS.to_owned())
}

/// What stays, what jobs of this generation and of the one before may burn, exits of both, what burned; whole NET.
fn books(world: &World, provider: &Addr) -> [u128; 6] {
    let b = world.backing(provider);
    [b.assets, b.backed, b.backed_before, b.leaving, b.leaving_before, b.burned]
        .map(|units| units.u128() / ONE)
}

fn too_small(expected: u128, most: u128, free: u128) -> ContractError {
    RuleError::Backing { expected, most, free }.into()
}

#[test]
fn a_job_is_backed_by_as_much_as_surely_burns_of_its_lock() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 200 * ONE, 8);
    world.back(&alice, 30 * ONE);
    let request = world.lock_request(1, &alice, 1, COST);
    let response = world.lock(request).unwrap();
    assert_eq!(attribute(&response, "lock", "amount"), LOCK.to_string());
    assert_eq!(attribute(&response, "lock", "backed"), SURE.to_string());
    assert_eq!(world.backed(1), SURE);
    assert_eq!(books(&world, &alice), [30, 16, 0, 0, 0, 0]);
    // No more than is free, and nothing once nothing is.
    world.accept(2, &alice, 1, COST);
    assert_eq!(world.backed(2), 14 * ONE);
    let request = world.lock_request(3, &alice, 1, COST);
    let response = world.lock(request).unwrap();
    assert!(event(&response, "lock").iter().all(|(key, _)| *key != "backed"));
    assert_eq!((world.backed(3), world.backing(&alice).free.u128()), (0, 0));
    // What its client would get of a lock backs nothing: 60 NET of value lock 100 NET, of which 20 burn.
    world.back(&alice, 100 * ONE);
    let request = with(world.lock_request(4, &alice, 1, COST), 0, 60 * ONE);
    world.lock(request).unwrap();
    assert_eq!(world.backed(4), 20 * ONE);
    // The bond is the provider's alone.
    assert_eq!(world.position(&alice).bond.u128(), 200 * ONE);
    world.check_books();
}

#[test]
fn governance_says_which_part_of_a_lock_is_backed() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 200 * ONE, 8);
    world.back(&alice, 100 * ONE);
    let owner = world.owner.clone();
    for (job_id, kappa_bps, backed) in [(1, 5_000, SURE / 2), (2, 1, 1_600), (3, 0, 0)] {
        let msg = ExecuteMsg::UpdateParams { params: Params { kappa_bps, ..params() } };
        world.send(&owner, msg).unwrap();
        world.accept(job_id, &alice, 1, COST);
        assert_eq!(world.backed(job_id), backed);
    }
}

#[test]
fn an_end_that_is_no_fraud_frees_what_backed_the_job() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 200 * ONE, 8);
    world.back(&alice, 100 * ONE);
    for job_id in 1..=3 {
        world.accept(job_id, &alice, 1, COST);
    }
    assert_eq!(books(&world, &alice), [100, 48, 0, 0, 0, 0]);
    let response = world.settle(1, ONE, 0).unwrap();
    assert!(event(&response, "end_job").iter().all(|(key, _)| *key != "backing"));
    world.late(2, 0).unwrap();
    assert_eq!(books(&world, &alice), [100, 16, 0, 0, 0, 0]);
    world.end(3, JobEnd::Released {}).unwrap();
    assert_eq!(books(&world, &alice), [100, 0, 0, 0, 0, 0]);
    // Also where the result waits for its verdict.
    world.accept(4, &alice, 1, COST);
    world.send(&world.market.clone(), ExecuteMsg::FreeGpus { job_id: 4 }).unwrap();
    assert_eq!(world.backed(4), SURE);
    world.settle(4, ONE, 0).unwrap();
    assert_eq!(books(&world, &alice), [100, 0, 0, 0, 0, 0]);
}

#[test]
fn a_fraud_burns_what_backs_the_job_and_pays_nobody_more() {
    let paid = |stake: u128| {
        let mut world = World::quiet();
        let alice = world.provider("alice", 200 * ONE, 8);
        if stake > 0 {
            world.back(&alice, stake);
        }
        world.accept(1, &alice, 1, COST);
        let (client, reporter) = (world.addr("client"), world.addr("reporter"));
        let response = world.fraud(1, ONE, Some(&reporter)).unwrap();
        if stake > 0 {
            assert_eq!(attribute(&response, "end_job", "backing"), SURE.to_string());
            assert_eq!(books(&world, &alice), [84, 0, 0, 0, 0, 16]);
        }
        let bond = world.position(&alice).bond.u128();
        (world.net_account(&client), world.net_account(&reporter), world.slashed(), bond)
    };
    assert_eq!(paid(100 * ONE), paid(0));
    assert_eq!(paid(0), (0, 4 * ONE, 16 * ONE, 180 * ONE));
}

#[test]
fn an_exit_goes_on_backing_the_jobs_before_it_and_none_after_it() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 500 * ONE, 8);
    world.back(&alice, 32 * ONE);
    world.accept(1, &alice, 1, COST);
    world.accept(2, &alice, 1, COST);
    world.unback(&alice, 24 * ONE).unwrap();
    assert_eq!(books(&world, &alice), [8, 32, 0, 24, 0, 0]);
    world.rotate(&alice).unwrap();
    assert_eq!(books(&world, &alice), [8, 0, 32, 0, 24, 0]);
    // A job of this generation: nothing is free for it, nor is anything of the exits.
    world.accept(3, &alice, 1, COST);
    assert_eq!(world.backed(3), 0);
    world.back(&alice, 40 * ONE);
    world.accept(4, &alice, 1, COST);
    assert_eq!(books(&world, &alice), [48, 16, 32, 0, 24, 0]);
    // A fraud of the new job leaves the exits alone; one of an old job takes from both in proportion: ⌈16·24/56⌉.
    world.fraud(4, 0, None).unwrap();
    assert_eq!(books(&world, &alice), [32, 0, 32, 0, 24, 16]);
    world.fraud(1, 0, None).unwrap();
    let after = world.backing(&alice);
    assert_eq!(after.leaving_before.u128(), 24 * ONE - 6_857_143);
    assert_eq!(after.assets.u128(), 32 * ONE - (16 * ONE - 6_857_143));
    // The generation ends with its last job.
    refused(world.rotate(&alice), RuleError::StillBacked { left: 16 * ONE }.into());
    world.settle(2, 0, 0).unwrap();
    let response = world.rotate(&alice).unwrap();
    let released = attribute(&response, "rotate_backing", "released");
    assert_eq!(released, (24 * ONE - 6_857_143).to_string());
    assert_eq!(world.backing(&alice).generation, 2);
}

#[test]
fn a_job_that_would_be_backed_by_less_than_its_client_asks_is_refused() {
    let mut world = World::quiet();
    let (alice, bob) = (world.provider("alice", 200 * ONE, 8), world.provider("bob", 200 * ONE, 8));
    world.back(&alice, 20 * ONE);
    let request = with(world.lock_request(1, &alice, 1, COST), SURE + 1, 0);
    refused(world.lock(request), too_small(SURE + 1, SURE, 20 * ONE));
    let request = with(world.lock_request(1, &alice, 1, COST), SURE, 0);
    world.lock(request).unwrap();
    let request = with(world.lock_request(2, &alice, 1, COST), 4 * ONE + 1, 0);
    refused(world.lock(request), too_small(4 * ONE + 1, SURE, 4 * ONE));
    // Behind bob there is nothing, and no lock of his own makes up for it.
    let request = with(world.lock_request(2, &bob, 1, COST), 1, 0);
    refused(world.lock(request), too_small(1, SURE, 0));
    assert_eq!(world.position(&bob).locked.u128(), 0, "a refused lock binds nothing");
    let request = with(world.lock_request(2, &bob, 1, COST), 0, 0);
    world.lock(request).unwrap();
}

#[test]
fn stake_in_an_asset_that_is_not_listed_backs_no_new_job() {
    let mut world = World::quiet();
    let (alice, restaking) = (world.provider("alice", 200 * ONE, 8), world.restaking.clone());
    let (provider, class) = named(&alice);
    let amount = Uint128::new(100 * ONE);
    world.send(&restaking, ExecuteMsg::Back { provider, class, asset: 3, amount }).unwrap();
    world.accept(1, &alice, 1, COST);
    assert_eq!((world.backed(1), world.backing(&alice).listed), (0, false));
    // Asset 3 and no other.
    for (asset, listed, backed) in [(2, true, 0), (3, true, SURE), (2, false, SURE), (3, false, 0)] {
        let response = world.send(&restaking, ExecuteMsg::SetBacking { asset, listed }).unwrap();
        let expected = [("asset", asset.to_string()), ("listed", listed.to_string())];
        assert_eq!(event(&response, "set_backing"), expected.each_ref().map(|(k, v)| (*k, v.as_str())));
        let request = world.lock_request(2, &alice, 1, COST);
        world.lock(request).unwrap();
        assert_eq!(world.backed(2), backed);
        world.settle(2, 0, 0).unwrap();
    }
    let request = with(world.lock_request(3, &alice, 1, COST), 1, 0);
    refused(world.lock(request), too_small(1, SURE, 0));
    // What was accepted before goes on being backed.
    world.send(&restaking, ExecuteMsg::SetBacking { asset: 3, listed: true }).unwrap();
    world.accept(4, &alice, 1, COST);
    world.send(&restaking, ExecuteMsg::SetBacking { asset: 3, listed: false }).unwrap();
    world.fraud(4, 0, None).unwrap();
    assert_eq!(books(&world, &alice), [84, 0, 0, 0, 0, 16]);
}

#[test]
fn a_called_job_is_not_backed() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100 * ONE, 8);
    world.back(&alice, 100 * ONE);
    world.mint(&alice, 640 * ONE, Payout::Account).unwrap();
    let call = world.call_request(1, 64 * ONE);
    world.begin_call(call).unwrap();
    let gpus = world.job_call(1).gpus;
    let request = world.called_request(1, &alice, gpus);
    world.lock(request).unwrap();
    assert_eq!((world.backed(1), books(&world, &alice)), (0, [100, 0, 0, 0, 0, 0]));
}

#[test]
fn neither_pause_nor_jail_nor_leaving_nor_the_classs_end_stops_an_exit() {
    let mut world = World::new();
    let (alice, owner) = (world.provider("alice", 100 * ONE, 8), world.owner.clone());
    world.back(&alice, 100 * ONE);
    world.accept(1, &alice, 1, COST);
    world.fraud(1, 0, None).unwrap();
    world.unback(&alice, ONE).unwrap();
    let paused = ClassPaused { mint: true, accept: true };
    world.send(&owner, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
    world.unback(&alice, ONE).unwrap();
    world.announce().unwrap();
    world.wait(91 * DAY);
    world.unback(&alice, ONE).unwrap();
    world.rotate(&alice).unwrap();
    world.offer(&alice, 0).unwrap();
    // The position stays when the provider leaves.
    world.send(&alice, ExecuteMsg::Leave {}).unwrap();
    world.unback(&alice, 81 * ONE).unwrap();
    assert_eq!(books(&world, &alice), [0, 0, 0, 81, 3, 16]);
    world.rotate(&alice).unwrap();
    world.rotate(&alice).unwrap();
    assert_eq!(books(&world, &alice), [0, 0, 0, 0, 0, 16]);
}

#[test]
fn a_provider_whose_backing_burned_can_still_bond_and_work() {
    let mut world = World::quiet();
    let alice = world.provider("alice", 100 * ONE, 8);
    world.back(&alice, 16 * ONE);
    world.accept(1, &alice, 1, COST);
    world.fraud(1, 0, None).unwrap();
    assert_eq!(books(&world, &alice), [0, 0, 0, 0, 0, 16]);
    world.wait(7 * DAY);
    world.send(&alice, ExecuteMsg::Unjail {}).unwrap();
    world.bond(&alice, 100 * ONE);
    world.accept(2, &alice, 1, COST);
    assert_eq!((world.backed(2), world.position(&alice).locked.u128()), (0, LOCK));
}

#[test]
fn a_position_is_backed_by_one_asset_and_by_amounts_that_it_has() {
    let mut world = World::quiet();
    let (alice, restaking) = (world.provider("alice", 100 * ONE, 8), world.restaking.clone());
    let (bob, amount) = (world.addr("bob"), Uint128::one());
    let back = |provider: &Addr, asset, amount| {
        let (provider, class) = named(provider);
        ExecuteMsg::Back { provider, class, asset, amount }
    };
    let never = ContractError::NeverBacked { provider: alice.clone(), class: CLASS.into() };
    refused(world.unback(&alice, 1), never);
    let never = ContractError::NeverBacked { provider: alice.clone(), class: CLASS.into() };
    refused(world.rotate(&alice), never);
    refused(world.send(&restaking, back(&bob, 0, amount)), ContractError::NotRegistered { address: bob });
    let zero = ContractError::Zero { field: "amount" };
    refused(world.send(&restaking, back(&alice, 0, Uint128::zero())), zero);
    let eight = || CommonError::Bounds { field: "asset", expected: "0 to 7".into(), got: "8".into() };
    refused(world.send(&restaking, back(&alice, 8, amount)), eight().into());
    refused(world.send(&restaking, ExecuteMsg::SetBacking { asset: 8, listed: true }), eight().into());
    assert_eq!(world.backing(&alice).asset, None);

    world.send(&restaking, back(&alice, 7, amount)).unwrap();
    assert_eq!(world.backing(&alice).asset, Some(7));
    let (provider, class) = (alice.clone(), CLASS.into());
    let otherwise = ContractError::BackedOtherwise { provider, class, expected: 7, got: 6 };
    refused(world.send(&restaking, back(&alice, 6, amount)), otherwise);
    refused(world.unback(&alice, 0), ContractError::Zero { field: "amount" });
    refused_with(world.unback(&alice, 2), &["backing"]);
    world.unback(&alice, 1).unwrap();
    assert_eq!(world.backing(&alice).leaving.u128(), 1);
}

/// A market without restaking works, and nobody can say that something backs a position of it.
#[test]
fn a_registry_may_start_without_restaking() {
    let world = World::bare();
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    assert_eq!(config.peers.restaking, Some(world.restaking.to_string()));
    let mut deps = mock_dependencies();
    let mut start = world.registry_start();
    start.peers.restaking = None;
    let sender = message_info(&world.owner, &[]);
    contract::instantiate(deps.as_mut(), mock_env(), sender.clone(), start).unwrap();
    let msg = ExecuteMsg::SetBacking { asset: 0, listed: true };
    let error = contract::execute(deps.as_mut(), mock_env(), sender, msg).unwrap_err();
    assert!(error.to_string().contains("expected the restaking contract"), "{error}");
    // An old message that knows nothing of restaking still starts one.
    let mut start = world.registry_start();
    start.peers.restaking = None;
    let said = to_json_string(&start).unwrap();
    assert!(!said.contains("restaking"), "{said}");
    assert_eq!(from_json::<InstantiateMsg>(said).unwrap(), start);
}
