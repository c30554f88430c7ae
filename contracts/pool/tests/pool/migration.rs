//! Start and migration.

use api::common::CommonError;
use api::pool::{InstantiateMsg, MigrateMsg, Peers};
use api::versioning::VersionError;
use cosmwasm_std::coin;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env, MockApi};
use cw_multi_test::Executor;
use pool::contract::{instantiate, migrate};
use pool::error::ContractError;
use pool::state::CONTRACT_NAME;

use crate::harness::*;

fn start() -> InstantiateMsg {
    let address = |name| MockApi::default().addr_make(name).to_string();
    InstantiateMsg {
        owner: address("owner"),
        guardian: address("guardian"),
        token_code_id: 1,
        network_denom: NET.into(),
        least: LEAST.into(),
        peers: Peers {
            provider_registry: address("registry"),
            job_market: address("job market"),
            fee_collector: address("collector"),
        },
    }
}

fn begin(msg: InstantiateMsg) -> Result<(), ContractError> {
    let mut deps = mock_dependencies();
    let info = message_info(&deps.api.addr_make("anyone"), &[]);
    instantiate(deps.as_mut(), mock_env(), info, msg).map(|_| ())
}

#[test]
fn starting_refuses_every_address_that_is_not_canonical() {
    begin(start()).unwrap();
    let shout = |text: &mut String| *text = text.to_uppercase();
    for (field, change) in [
        ("owner", (|m| &mut m.owner) as fn(&mut InstantiateMsg) -> &mut String),
        ("guardian", |m| &mut m.guardian),
        ("peers.provider_registry", |m| &mut m.peers.provider_registry),
        ("peers.job_market", |m| &mut m.peers.job_market),
        ("peers.fee_collector", |m| &mut m.peers.fee_collector),
    ] {
        let mut msg = start();
        shout(change(&mut msg));
        let error = begin(msg).unwrap_err();
        assert!(matches!(error, ContractError::Common(CommonError::Address { field: f, .. }) if f == field));
    }
}

#[test]
fn starting_refuses_coins_itself_as_peer_and_a_denom_out_of_bounds() {
    let mut deps = mock_dependencies();
    let info = message_info(&deps.api.addr_make("anyone"), &[coin(1, NET)]);
    let error = instantiate(deps.as_mut(), mock_env(), info, start()).unwrap_err();
    assert!(matches!(error, ContractError::Common(CommonError::Funds { .. })));
    let mut msg = start();
    msg.network_denom = "ab".into();
    let error = begin(msg).unwrap_err();
    assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "network_denom", .. })));

    let mut env = mock_env();
    env.contract.address = deps.api.addr_make("job market");
    let info = message_info(&deps.api.addr_make("anyone"), &[]);
    let error = instantiate(deps.as_mut(), env, info, start()).unwrap_err();
    assert_eq!(error, ContractError::SelfReceiver { field: "peers.job_market" });
}

#[test]
fn migration_goes_forward_and_never_from_a_state_of_0_2() {
    let mut m = Market::new();
    let (owner, pool, code) = (m.owner.clone(), m.pool.clone(), m.pool_code);
    let before = (m.pool(USD_NET), m.account(&m.alice, &net()));
    let again = m.app.migrate_contract(owner.clone(), pool.clone(), &MigrateMsg {}, code).unwrap_err();
    assert!(matches!(
        again.downcast::<ContractError>().unwrap(),
        ContractError::Version(VersionError::Order { .. })
    ));
    let mut storage = m.app.contract_storage_mut(&pool);
    cw2::set_contract_version(storage.as_mut(), CONTRACT_NAME, "0.2.0").unwrap();
    drop(storage);
    let old = m.app.migrate_contract(owner, pool.clone(), &MigrateMsg {}, code).unwrap_err();
    let too_old = VersionError::TooOld { expected: "0.3.0", got: "0.2.0".into() };
    assert_eq!(old.downcast::<ContractError>().unwrap(), too_old.into());
    assert_eq!((m.pool(USD_NET), m.account(&m.alice, &net())), before);
    let version = cw2::query_contract_info(&m.app.wrap(), pool).unwrap();
    assert_eq!((version.contract.as_str(), version.version.as_str()), (CONTRACT_NAME, "0.2.0"));
}

#[test]
fn migration_refuses_another_contract_s_state() {
    let mut deps = mock_dependencies();
    let error = migrate(deps.as_mut(), mock_env(), MigrateMsg {}).unwrap_err();
    assert!(matches!(error, ContractError::Version(VersionError::Missing { .. })));
    cw2::set_contract_version(deps.as_mut().storage, "compute-amm/token", "0.0.1").unwrap();
    let error = migrate(deps.as_mut(), mock_env(), MigrateMsg {}).unwrap_err();
    assert!(matches!(error, ContractError::Version(VersionError::Name { .. })));
}
