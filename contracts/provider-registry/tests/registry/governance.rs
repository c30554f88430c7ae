//! The start, classes, parameters and their bounds, pauses, roles, migration.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects)]

use crate::common::*;
use api::common::{Asset, CommonError};
use api::deadline::Moment;
use api::pool;
use api::provider_registry::raw::AcceptPause;
use api::provider_registry::{
    Admission, AttestorKey, ClassParams, ClassPaused, ClassesResponse, ConfigResponse, ExecuteMsg, KeyScheme,
    MigrateMsg, Params, PriceResponse, QueryMsg,
};
use api::signatures::SignatureError;
use api::versioning::VersionError;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coins, Addr, Uint128};
use cw_ownable::{Action, Ownership};
use provider_registry::contract;
use provider_registry::error::ContractError;

fn bounds(field: &'static str, expected: &str, got: &str) -> ContractError {
    CommonError::Bounds { field, expected: expected.into(), got: got.into() }.into()
}

fn add(class: &str, symbol: &str, params: ClassParams) -> ExecuteMsg {
    ExecuteMsg::AddClass { class: class.into(), credit_symbol: symbol.into(), params }
}

fn not_owner(sender: &Addr) -> ContractError {
    CommonError::Unauthorized { expected: "the contract's current owner".into(), got: sender.to_string() }
        .into()
}

#[test]
fn instantiate_answers_what_it_was_given() {
    let world = World::bare();
    let start = world.registry_start();
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    assert_eq!(config.guardian, world.guardian);
    assert_eq!(config.peers, start.peers);
    assert_eq!(config.params, start.params);
    assert_eq!((config.network_denom.as_str(), config.token_code_id), (NET, world.token_code));
    let ownership: Ownership<Addr> = world.ask(QueryMsg::Ownership {});
    assert_eq!(ownership.owner, Some(world.owner));
}

#[test]
fn instantiate_refuses_bad_addresses_denoms_codes_and_coins() {
    let mut deps = mock_dependencies();
    let world = World::bare();
    let sender = message_info(&world.owner, &[]);
    let good = world.registry_start();
    let mut refuse = |change: &dyn Fn(&mut api::provider_registry::InstantiateMsg),
                      expected: ContractError| {
        let mut msg = good.clone();
        change(&mut msg);
        let got = contract::instantiate(deps.as_mut(), mock_env(), sender.clone(), msg).unwrap_err();
        assert_eq!(got, expected);
    };
    let upper = world.owner.to_string().to_uppercase();
    let bad = |field| ContractError::Common(CommonError::Address { field, got: upper.clone() });
    refuse(&|msg| msg.owner = upper.clone(), bad("owner"));
    refuse(&|msg| msg.guardian = upper.clone(), bad("guardian"));
    refuse(&|msg| msg.peers.pool = upper.clone(), bad("peers.pool"));
    refuse(&|msg| msg.peers.job_market = upper.clone(), bad("peers.job_market"));
    refuse(&|msg| msg.peers.fee_collector = upper.clone(), bad("peers.fee_collector"));
    refuse(&|msg| msg.network_denom = "ab".into(), bounds("network_denom", "3 to 128 bytes", "2 bytes"));
    let ids = format!("1 to {}", u64::MAX);
    refuse(&|msg| msg.token_code_id = 0, bounds("token_code_id", &ids, "0"));
    refuse(&|msg| msg.params.jail = 0, bounds("jail", "3600 to 7776000", "0"));
    let paid = message_info(&world.owner, &coins(1, NET));
    assert_eq!(
        contract::instantiate(deps.as_mut(), mock_env(), paid, good.clone()).unwrap_err(),
        CommonError::Funds { expected: "none".into(), got: "1unet".into() }.into()
    );
}

#[test]
fn every_parameter_has_its_bounds() {
    let mut world = World::bare();
    let owner = world.owner.clone();
    let mut refuse = |change: &dyn Fn(&mut Params), expected: ContractError| {
        let mut changed = params();
        change(&mut changed);
        refused(world.send(&owner, ExecuteMsg::UpdateParams { params: changed }), expected);
    };
    let amounts = format!("1 to {}", 10u128.pow(24));
    refuse(&|p| p.gain_bps = 9_999, bounds("gain_bps", "10000 to 1000000", "9999"));
    refuse(&|p| p.gain_bps = 1_000_001, bounds("gain_bps", "10000 to 1000000", "1000001"));
    refuse(&|p| p.reporter_bps = 4_001, bounds("reporter_bps", "0 to 4000", "4001"));
    refuse(&|p| p.burn_min_bps = 1_999, bounds("burn_min_bps", "2000 to 9000", "1999"));
    refuse(
        &|p| (p.reporter_bps, p.burn_min_bps) = (4_000, 5_001),
        bounds("reporter_bps + burn_min_bps", "0 to 9000", "9001"),
    );
    refuse(&|p| p.lock_min = Uint128::zero(), bounds("lock_min", &amounts, "0"));
    refuse(&|p| p.liveness_cap_bps = 999, bounds("liveness_cap_bps", "1000 to 10000", "999"));
    refuse(&|p| p.liveness_cap_bps = 10_001, bounds("liveness_cap_bps", "1000 to 10000", "10001"));
    refuse(&|p| p.penalty_bps = 999, bounds("penalty_bps", "1000 to 5000", "999"));
    refuse(&|p| p.penalty_bps = 5_001, bounds("penalty_bps", "1000 to 5000", "5001"));
    refuse(&|p| p.jail = 3_599, bounds("jail", "3600 to 7776000", "3599"));
    refuse(&|p| p.jail = 90 * DAY + 1, bounds("jail", "3600 to 7776000", "7776001"));
    refuse(&|p| p.reputation_a = Uint128::zero(), bounds("reputation_a", &amounts, "0"));
    refuse(&|p| p.reputation_b = Uint128::zero(), bounds("reputation_b", &amounts, "0"));
    refuse(&|p| p.reputation_b = Uint128::MAX, bounds("reputation_b", &amounts, &u128::MAX.to_string()));
    refuse(&|p| p.reputation_lambda = 0, bounds("reputation_lambda", "1 to 100", "0"));
    refuse(&|p| p.reputation_lambda = 101, bounds("reputation_lambda", "1 to 100", "101"));
    refuse(&|p| p.heartbeat_within = 59, bounds("heartbeat_within", "60 to 604800", "59"));
    refuse(&|p| p.heartbeat_within = 604_801, bounds("heartbeat_within", "60 to 604800", "604801"));
    refuse(&|p| p.newcomer_gpus = 9, bounds("newcomer_gpus", "0 to 8", "9"));

    refuse(&|p| p.kappa_bps = 10_001, bounds("kappa_bps", "0 to 10000", "10001"));

    let edge = Params { reporter_bps: 4_000, burn_min_bps: 5_000, newcomer_gpus: 0, ..params() };
    world.send(&owner, ExecuteMsg::UpdateParams { params: edge.clone() }).unwrap();
    assert_eq!(world.ask::<ConfigResponse>(QueryMsg::Config {}).params, edge);
}

#[test]
fn every_class_parameter_has_its_bounds() {
    let mut world = World::new();
    let owner = world.owner.clone();
    let mut refuse = |change: &dyn Fn(&mut ClassParams), expected: &dyn Fn() -> ContractError| {
        let mut changed = class_params();
        change(&mut changed);
        refused(world.send(&owner, add("other", "OTHER", changed.clone())), expected());
        let update = ExecuteMsg::UpdateClass { class: CLASS.into(), params: changed };
        refused(world.send(&owner, update), expected());
    };
    let coverage = |got: &str| bounds("coverage_bps", "15000 to 100000", got);
    refuse(&|p| p.coverage_bps = 14_999, &|| coverage("14999"));
    refuse(&|p| p.coverage_bps = 100_001, &|| coverage("100001"));
    refuse(&|p| p.horizon = DAY - 1, &|| bounds("horizon", "86400 to 7776000", "86399"));
    refuse(&|p| p.horizon = 90 * DAY + 1, &|| bounds("horizon", "86400 to 7776000", "7776001"));
    let amounts = format!("1 to {}", 10u128.pow(24));
    refuse(&|p| p.price_init = Uint128::zero(), &|| bounds("price_init", &amounts, "0"));
    refuse(&|p| p.mint_cap = Uint128::zero(), &|| bounds("mint_cap", "more than 0", "0"));
    refuse(&|p| p.admission = Admission::Attested { attestors: vec![], threshold: 1 }, &|| {
        SignatureError::KeyCount { max: 16, got: 0 }.into()
    });
    let neutral = AttestorKey { scheme: KeyScheme::Ed25519, key: [&[1], &[0; 31][..]].concat().into() };
    let attested = |threshold| Admission::Attested { attestors: vec![neutral.clone()], threshold };
    refuse(&|p| p.admission = attested(1), &|| {
        SignatureError::WeakKey {
            index: 0,
            scheme: "ed25519",
            expected: "a canonical point of large order",
            got: format!("01{}", "00".repeat(31)),
        }
        .into()
    });
    refuse(&|p| p.admission = attested(0), &|| SignatureError::Threshold { min: 1, max: 1, got: 0 }.into());
    let good = ClassParams { horizon: DAY, ..class_params() };
    world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params: good.clone() }).unwrap();
    assert_eq!(world.class(CLASS).params, good);
    for coverage_bps in [15_000, 100_000] {
        let edge = ClassParams { coverage_bps, ..class_params() };
        world.send(&owner, add(&format!("edge-{coverage_bps}"), "EDGE", edge)).unwrap();
    }
}

#[test]
fn coverage_is_fixed_when_a_class_is_added() {
    let mut world = World::bare();
    let owner = world.owner.clone();
    world.add_class(CLASS, class_params());
    for got in [15_000, 20_001] {
        let params = ClassParams { coverage_bps: got, ..class_params() };
        refused(
            world.send(&owner, ExecuteMsg::UpdateClass { class: CLASS.into(), params }),
            ContractError::CoverageFixed { class: CLASS.into(), expected: 20_000, got },
        );
    }
    let unknown = ExecuteMsg::UpdateClass { class: "nowhere".into(), params: class_params() };
    refused(world.send(&owner, unknown), ContractError::UnknownClass { class: "nowhere".into() });
}

#[test]
fn add_class_instantiates_its_credit_at_the_known_address() {
    let mut world = World::bare();
    let owner = world.owner.clone();
    let response = world.send(&owner, add("a100-40g", "AHUNDRED", class_params())).unwrap();
    let class = world.class("a100-40g");
    assert_eq!(attribute(&response, "add_class", "credit"), class.credit.to_string());
    assert_eq!((class.pool_id, class.turn), (None, world.now()));
    let wrap = world.app.wrap();
    let info: cw20::TokenInfoResponse =
        wrap.query_wasm_smart(&class.credit, &cw20::Cw20QueryMsg::TokenInfo {}).unwrap();
    assert_eq!((info.symbol.as_str(), info.decimals), ("AHUNDRED", 6));
    assert_eq!(info.name, "a100-40g compute credit");
    let minter: Option<cw20::MinterResponse> =
        wrap.query_wasm_smart(&class.credit, &cw20::Cw20QueryMsg::Minter {}).unwrap();
    assert_eq!(minter.unwrap().minter, world.registry.to_string());
    let burners: api::token::BurnersResponse =
        wrap.query_wasm_smart(&class.credit, &api::token::QueryMsg::Burners {}).unwrap();
    assert_eq!(burners.burners, [world.registry.to_string()]);
    refused(
        world.send(&owner, add("a100-40g", "AHUNDRED", class_params())),
        ContractError::ClassExists { class: "a100-40g".into() },
    );
}

#[test]
fn add_class_refuses_bad_ids_and_symbols_and_a_65th_class() {
    let mut world = World::bare();
    let owner = world.owner.clone();
    let mut refuse = |class: &str, symbol: &str, expected| {
        refused(world.send(&owner, add(class, symbol, class_params())), expected);
    };
    refuse("", "CREDIT", bounds("class", "1 to 32 bytes", "0 bytes"));
    refuse(&"x".repeat(33), "CREDIT", bounds("class", "1 to 32 bytes", "33 bytes"));
    refuse("H100", "CREDIT", bounds("class", "lower-case letters, digits and `-`", "`H100`"));
    refuse("h100", "CR", bounds("credit_symbol", "3 to 12 bytes", "2 bytes"));
    refuse("h100", "CREDIT1", bounds("credit_symbol", "letters and `-`", "`CREDIT1`"));
    for index in 0..64 {
        world.send(&owner, add(&format!("class-{index:02}"), "CREDIT", class_params())).unwrap();
    }
    refused(
        world.send(&owner, add("class-64", "CREDIT", class_params())),
        ContractError::TooManyClasses { max: 64 },
    );
    let page = |start_after, limit| QueryMsg::Classes { order: None, start_after, limit };
    let first: ClassesResponse = world.ask(page(None, None));
    assert_eq!(first.classes.len(), 30);
    let rest: ClassesResponse = world.ask(page(Some("class-29".into()), Some(1_000)));
    assert_eq!((rest.classes.len(), rest.classes[0].class.as_str()), (34, "class-30"));
    // A provider leaves, and comes out of jail, whatever the number of classes.
    let alice = world.provider("alice", 0, 0);
    world.send(&alice, ExecuteMsg::Leave {}).unwrap();
}

#[test]
fn a_classs_pool_is_named_once_and_must_trade_its_credits_for_net() {
    let mut world = World::new();
    let owner = world.owner.clone();
    let set = |class: &str, pool_id| ExecuteMsg::SetClassPool { class: class.into(), pool_id };
    refused(world.send(&owner, set(CLASS, 1)), ContractError::PoolSet { class: CLASS.into(), pool_id: 1 });
    world.send(&owner, add("other", "OTHER", class_params())).unwrap();
    let (ours, other) = (Asset::cw20(world.credit(CLASS)), Asset::cw20(world.credit("other")));
    let net = Asset::native(NET);
    let wrong = |pool_id, got: (&Asset, &Asset)| ContractError::WrongPool {
        pool_id,
        expected: format!("{other} / {net}"),
        got: format!("{} / {}", got.0, got.1),
    };
    refused(world.send(&owner, set("other", 1)), wrong(1, (&ours, &net)));
    assert!(world.send(&owner, set("other", 99)).is_err());
    // The right assets the wrong way round.
    world.call_pool(&owner, &pool::ExecuteMsg::ListAsset { asset: other.clone() }, &[]).unwrap();
    for (asset_0, asset_1) in [(&net, &other), (&other, &net)] {
        let create = pool::ExecuteMsg::CreatePool {
            asset_0: asset_0.clone(),
            asset_1: asset_1.clone(),
            fees: pool::Fees { fee_bps: 100, protocol_share_bps: 0 },
            lp_symbol: "LPOTHER".into(),
            reference_0: Uint128::one(),
            reference_1: Uint128::one(),
            launch: false,
        };
        world.call_pool(&owner, &create, &[]).unwrap();
    }
    refused(world.send(&owner, set("other", 2)), wrong(2, (&net, &other)));
    world.send(&owner, set("other", 3)).unwrap();
    assert_eq!(world.class("other").pool_id, Some(3));
    let price: PriceResponse = world.ask(QueryMsg::Price { class: "other".into() });
    assert_eq!(
        (price.mint.to_string(), price.capped),
        (PRICE.to_string(), true),
        "price_init: the pool is empty"
    );
}

#[test]
fn the_guardian_stops_and_only_the_owner_lifts() {
    let mut world = World::new();
    let (owner, guardian) = (world.owner.clone(), world.guardian.clone());
    let set =
        |mint, accept| ExecuteMsg::SetPaused { class: CLASS.into(), paused: ClassPaused { mint, accept } };
    world.send(&guardian, set(true, false)).unwrap();
    world.send(&guardian, set(true, true)).unwrap();
    refused(world.send(&guardian, set(false, true)), CommonError::GuardianLifts { what: "minting" }.into());
    refused(world.send(&guardian, set(true, false)), CommonError::GuardianLifts { what: "accepting" }.into());
    assert_eq!(world.class(CLASS).paused, ClassPaused { mint: true, accept: true });
    world.send(&owner, set(false, true)).unwrap();
    assert_eq!(world.class(CLASS).paused, ClassPaused { mint: false, accept: true });

    let alice = world.addr("alice");
    let name = |guardian: &str| ExecuteMsg::SetGuardian { guardian: guardian.into() };
    refused(
        world.send(&owner, name("nobody")),
        CommonError::Address { field: "guardian", got: "nobody".into() }.into(),
    );
    world.send(&owner, name(alice.as_str())).unwrap();
    world.send(&alice, set(true, true)).unwrap();
    refused_with(world.send(&guardian, set(true, true)), &["unauthorized"]);
}

/// The job-market lets a wait for acceptance begin anew at the end of the last stop.
#[test]
fn a_stop_of_acceptance_leaves_a_record_of_since_when_it_is_on_and_when_it_was_lifted_last() {
    let mut world = World::quiet();
    let owner = world.owner.clone();
    let record = |world: &World| {
        api::provider_registry::raw::accept_pause(world.app.wrap(), &world.registry, CLASS).unwrap()
    };
    // Sets the switches; when that was.
    let set = |world: &mut World, mint, accept| {
        let paused = ClassPaused { mint, accept };
        world.send(&owner, ExecuteMsg::SetPaused { class: CLASS.into(), paused }).unwrap();
        let now = Moment::of(&world.app.block_info());
        world.wait(100);
        now
    };
    let never = AcceptPause::default();
    assert_eq!(record(&world), never);
    set(&mut world, true, false);
    assert_eq!(record(&world), never, "minting has no wait");
    let begun = set(&mut world, true, true);
    assert_eq!(record(&world), AcceptPause { since: Some(begun), ..never });
    set(&mut world, false, true);
    assert_eq!(record(&world), AcceptPause { since: Some(begun), ..never }, "still on");
    let lifted = set(&mut world, false, false);
    assert_eq!(record(&world), AcceptPause { since: None, lifted });
    set(&mut world, true, false);
    let begun = set(&mut world, true, true);
    assert_eq!(record(&world), AcceptPause { since: Some(begun), lifted }, "the last end, until the next");
    let lifted = set(&mut world, false, false);
    assert_eq!(record(&world), AcceptPause { since: None, lifted });
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut world = World::bare();
    let (owner, alice) = (world.owner.clone(), world.addr("alice"));
    let transfer = |to: &str| {
        ExecuteMsg::UpdateOwnership(Action::TransferOwnership { new_owner: to.into(), expiry: None })
    };
    let upper = alice.to_string().to_uppercase();
    refused(
        world.send(&owner, transfer(&upper)),
        CommonError::Address { field: "new_owner", got: upper.clone() }.into(),
    );
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    refused(world.send(&alice, accept), cw_ownable::OwnershipError::TransferNotFound.into());
    world.send(&owner, transfer(alice.as_str())).unwrap();
    let update = || ExecuteMsg::UpdateParams { params: params() };
    refused(world.send(&alice, update()), not_owner(&alice));
    world.send(&alice, ExecuteMsg::UpdateOwnership(Action::AcceptOwnership)).unwrap();
    world.send(&alice, update()).unwrap();
    refused(world.send(&owner, update()), not_owner(&owner));
}

#[test]
fn migration_goes_forward_on_its_own_state_only() {
    let mut deps = mock_dependencies();
    let migrate = |deps: &mut cosmwasm_std::OwnedDeps<_, _, _>, name: &str, version: &str| {
        cw2::set_contract_version(&mut deps.storage, name, version).unwrap();
        contract::migrate(deps.as_mut(), mock_env(), MigrateMsg {})
    };
    let (name, version) = (contract::CONTRACT_NAME, contract::CONTRACT_VERSION);
    assert_eq!(
        migrate(&mut deps, name, "0.2.0").unwrap_err(),
        VersionError::TooOld { expected: "0.3.0", got: "0.2.0".into() }.into()
    );
    assert_eq!(cw2::get_contract_version(&deps.storage).unwrap().version, "0.2.0");
    assert!(matches!(
        migrate(&mut deps, name, version),
        Err(ContractError::Version(VersionError::Order { .. }))
    ));
    assert!(matches!(
        migrate(&mut deps, name, "9.0.0"),
        Err(ContractError::Version(VersionError::Order { .. }))
    ));
    assert!(matches!(
        migrate(&mut deps, "compute-amm/pool", "0.0.9"),
        Err(ContractError::Version(VersionError::Name { .. }))
    ));
}
