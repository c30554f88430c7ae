//! What governance and the guardian set, and starting and moving the contract.

use api::common::Source;
use api::job_market::{
    ClassTerms, ConfigResponse, ExecuteMsg, InstantiateMsg, MigrateMsg, Params, Peers, QueryMsg, TakeParams,
};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coins, Binary, Reply, SubMsgResponse, SubMsgResult, Uint128};
use cw_ownable::{Action, Ownership};
use job_market::contract::{instantiate, migrate, reply};
use job_market::error::ContractError;

use crate::support::*;

fn config(market: &Market) -> ConfigResponse {
    market.ask_jobs(&QueryMsg::Config {}).unwrap()
}

fn start() -> InstantiateMsg {
    let peer = |name: &str| addr(name).to_string();
    InstantiateMsg {
        owner: peer("owner"),
        guardian: peer("guardian"),
        network_denom: NET.into(),
        peers: Peers {
            pool: peer("pool"),
            provider_registry: peer("registry"),
            verifier_gateway: peer("gateway"),
            fee_collector: peer("collector"),
        },
        params: params(),
    }
}

#[test]
fn it_starts_with_what_it_was_given() {
    let market = deployed();
    let config = config(&market);
    assert_eq!((config.guardian, config.network_denom.as_str()), (market.guardian.clone(), NET));
    assert_eq!((config.params, config.paused), (params(), false));
    assert_eq!(config.peers.pool, market.at.pool);
    assert_eq!(config.peers.provider_registry, market.at.provider_registry);
    assert_eq!(config.peers.verifier_gateway, market.at.verifier_gateway);
    assert_eq!(config.peers.fee_collector, market.at.fee_collector);
    let ownership: Ownership<String> = market.ask_jobs(&QueryMsg::Ownership {}).unwrap();
    assert_eq!(ownership.owner, Some(market.owner.to_string()));
}

#[test]
fn a_bad_start_is_refused() {
    let begin = |msg: InstantiateMsg, funds: &[cosmwasm_std::Coin]| {
        let mut deps = mock_dependencies();
        instantiate(deps.as_mut(), mock_env(), message_info(&addr("owner"), funds), msg)
            .map_err(|error| error.to_string())
    };
    begin(start(), &[]).unwrap();
    begin(start(), &coins(1, NET)).refused(&["expected none"]);
    begin(InstantiateMsg { owner: "OWNER".into(), ..start() }, &[]).refused(&["`owner`", "OWNER"]);
    begin(InstantiateMsg { guardian: "osmo1x".into(), ..start() }, &[]).refused(&["`guardian`"]);
    begin(InstantiateMsg { network_denom: "x".into(), ..start() }, &[]).refused(&["`network_denom`"]);
    let mut msg = start();
    msg.peers.verifier_gateway = String::new();
    begin(msg, &[]).refused(&["`peers.verifier_gateway`"]);
}

#[test]
fn parameters_have_bounds_and_an_owner() {
    let mut market = deployed();
    let (owner, stranger, guardian) =
        (market.owner.clone(), market.stranger.clone(), market.guardian.clone());
    let set = |params: Params| ExecuteMsg::UpdateParams { params };
    for (params, field) in [
        (Params { max_accept_within: 59, ..params() }, "`max_accept_within`"),
        (Params { max_accept_within: 604_801, ..params() }, "`max_accept_within`"),
        (Params { max_run_within: 59, ..params() }, "`max_run_within`"),
        (Params { max_run_within: 2_592_001, ..params() }, "`max_run_within`"),
        (Params { verdict_within: 59, ..params() }, "`verdict_within`"),
        (Params { verdict_within: 604_801, ..params() }, "`verdict_within`"),
        (Params { dispute_bond: Uint128::zero(), ..params() }, "`dispute_bond`"),
        (Params { call_within: 299, ..params() }, "`call_within`"),
        (Params { call_within: 3_601, ..params() }, "`call_within`"),
        (Params { block_millis: 99, ..params() }, "`block_millis`"),
        (Params { block_millis: 30_001, ..params() }, "`block_millis`"),
    ] {
        market.jobs(&owner, &set(params), &[]).refused(&[field]);
    }
    let changed = Params { max_accept_within: 60, ..params() };
    for other in [&stranger, &guardian] {
        market.jobs(other, &set(changed), &[]).refused(&["owner"]);
    }
    market.jobs(&owner, &set(changed), &[]).unwrap();
    assert_eq!(config(&market).params, changed);
}

#[test]
fn the_guardian_pauses_requests_and_only_the_owner_lifts_it() {
    let mut market = market();
    let (owner, guardian, client) = (market.owner.clone(), market.guardian.clone(), market.client.clone());
    let running = market.submitted(by_client(), api::job_market::AcceptPayout::Redeem {});
    let set = |requests| ExecuteMsg::SetPaused { requests };
    market.jobs(&client, &set(true), &[]).refused(&["the owner or the guardian", client.as_str()]);
    market.jobs(&guardian, &set(true), &[]).unwrap();
    assert!(config(&market).paused);
    let request = ExecuteMsg::RequestJob { request: request(), from: Source::Funds {} };
    market.jobs(&client, &request, &coins(10 * ONE, NET)).refused(&["paused"]);
    market.jobs(&guardian, &set(false), &[]).refused(&["only the owner lifts a pause"]);
    // What was requested goes on.
    market.jobs(&client, &ExecuteMsg::ApproveResult { job_id: running }, &[]).unwrap();
    market.jobs(&owner, &set(false), &[]).unwrap();
    market.jobs(&client, &request, &coins(10 * ONE, NET)).unwrap();
}

#[test]
fn the_owner_names_the_guardian() {
    let mut market = deployed();
    let (owner, stranger) = (market.owner.clone(), market.stranger.clone());
    let set = |guardian: &str| ExecuteMsg::SetGuardian { guardian: guardian.into() };
    market.jobs(&stranger, &set(stranger.as_str()), &[]).refused(&["owner"]);
    market.jobs(&owner, &set("OSMO1X"), &[]).refused(&["`guardian`", "OSMO1X"]);
    market.jobs(&owner, &set(stranger.as_str()), &[]).unwrap();
    assert_eq!(config(&market).guardian, stranger);
}

#[test]
fn ownership_changes_hands_in_two_steps() {
    let mut market = deployed();
    let (owner, stranger) = (market.owner.clone(), market.stranger.clone());
    let offer = ExecuteMsg::UpdateOwnership(Action::TransferOwnership {
        new_owner: stranger.to_string(),
        expiry: None,
    });
    market.jobs(&stranger, &offer, &[]).refused(&["owner"]);
    market.jobs(&owner, &offer, &[]).unwrap();
    let params = ExecuteMsg::UpdateParams { params: params() };
    market.jobs(&stranger, &params, &[]).refused(&["owner"]);
    market.jobs(&stranger, &ExecuteMsg::UpdateOwnership(Action::AcceptOwnership {}), &[]).unwrap();
    market.jobs(&stranger, &params, &[]).unwrap();
    market.jobs(&owner, &params, &[]).refused(&["owner"]);
}

#[test]
fn a_class_is_listed_once_and_with_bounds() {
    let mut market = deployed();
    let (owner, stranger) = (market.owner.clone(), market.stranger.clone());
    let list = |class: &str| ExecuteMsg::ListClass { class: class.into(), terms: class_terms() };
    market.jobs(&stranger, &list("b200"), &[]).refused(&["owner"]);
    market.jobs(&owner, &list(CLASS), &[]).refused(&["one that is listed already"]);
    market.jobs(&owner, &list("B200"), &[]).refused(&["`class`", "B200"]);
    market.jobs(&owner, &list(&"x".repeat(33)), &[]).refused(&["`class`", "33 bytes"]);
    assert!(market.jobs(&owner, &list("b200"), &[]).is_err(), "the registry does not know it");
    // Known, but without a pool.
    let add = api::provider_registry::ExecuteMsg::AddClass {
        class: "b200".into(),
        credit_symbol: "gBx".into(),
        params: api::provider_registry::ClassParams {
            coverage_bps: 20_000,
            horizon: 86_400,
            price_init: Uint128::one(),
            mint_cap: Uint128::one(),
            admission: api::provider_registry::Admission::Open {},
        },
    };
    market.registry(&owner, &add, &[]).unwrap();
    market.jobs(&owner, &list("b200"), &[]).refused(&["class `b200`", "expected a primary pool"]);

    let bad = |change: fn(&mut TakeParams)| {
        let mut take = take();
        change(&mut take);
        ExecuteMsg::UpdateClass { class: CLASS.into(), terms: ClassTerms { take, ..class_terms() } }
    };
    for msg in [
        bad(|take| take.base_bps = 501),
        bad(|take| take.max_multiplier_bps = 9_999),
        bad(|take| take.max_multiplier_bps = 100_001),
        bad(|take| take.target_bps = 1_999),
        bad(|take| take.target_bps = 9_501),
        bad(|take| take.window = 59),
        bad(|take| take.window = 86_401),
    ] {
        market.jobs(&owner, &msg, &[]).refused(&["`take."]);
    }
    for standard_gpus in [0, 65_537] {
        let terms = ClassTerms { standard_gpus, ..class_terms() };
        let msg = ExecuteMsg::UpdateClass { class: CLASS.into(), terms };
        market.jobs(&owner, &msg, &[]).refused(&["`standard_gpus`", "1 to 65536"]);
    }
    let update = |class: &str| ExecuteMsg::UpdateClass { class: class.into(), terms: class_terms() };
    market.jobs(&stranger, &update(CLASS), &[]).refused(&["owner"]);
    market.jobs(&owner, &update("unknown"), &[]).refused(&["`unknown` is not listed"]);
    market.jobs(&owner, &update(CLASS), &[]).unwrap();
}

#[test]
fn migration_goes_forward_on_its_own_state_only() {
    let mut deps = mock_dependencies();
    let go = |deps: &mut cosmwasm_std::OwnedDeps<_, _, _>| {
        migrate(deps.as_mut(), mock_env(), MigrateMsg {}).map_err(|error| error.to_string())
    };
    go(&mut deps).refused(&["no contract version stored"]);
    instantiate(deps.as_mut(), mock_env(), message_info(&addr("owner"), &[]), start()).unwrap();
    go(&mut deps).refused(&["must go forward"]);
    cw2::set_contract_version(&mut deps.storage, "compute-amm/pool", "0.0.1").unwrap();
    go(&mut deps).refused(&["another contract"]);
    cw2::set_contract_version(&mut deps.storage, job_market::state::CONTRACT_NAME, "0.2.0").unwrap();
    go(&mut deps).refused(&["at least 0.3.0", "got 0.2.0", "cannot be moved"]);
}

#[test]
#[allow(deprecated)]
fn replies_to_nothing_that_was_asked_are_refused() {
    let mut deps = mock_dependencies();
    instantiate(deps.as_mut(), mock_env(), message_info(&addr("owner"), &[]), start()).unwrap();
    let failed = SubMsgResult::Err("failed".into());
    let ok = SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses: vec![] });
    let mut answer = |id, result| {
        reply(deps.as_mut(), mock_env(), Reply { id, payload: Binary::default(), gas_used: 0, result })
    };
    assert_eq!(answer(7, failed.clone()), Err(ContractError::UnexpectedReply { id: 7 }));
    assert_eq!(answer(1, ok), Err(ContractError::UnexpectedReply { id: 1 }));
    assert!(matches!(answer(1, failed), Err(ContractError::Std(_))));
}
