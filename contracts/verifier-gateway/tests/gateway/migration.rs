//! A migration runs over this contract's own older state only.

use api::verifier_gateway::{MethodsResponse, MigrateMsg, QueryMsg};
use api::versioning::VersionError;
use cw_multi_test::Executor;
use verifier_gateway::error::ContractError;
use verifier_gateway::state::{CONTRACT_NAME, CONTRACT_VERSION};

use crate::support::{addr, wrapped, Fixture};

fn migrate(name: &str, version: &str) -> (Fixture, Result<(), ContractError>) {
    let mut f = Fixture::new();
    let gateway = f.gateway.clone();
    cw2::set_contract_version(f.app.contract_storage_mut(&gateway).as_mut(), name, version).unwrap();
    let code = f.app.store_code(wrapped());
    let result = f.app.migrate_contract(addr("owner"), gateway, &MigrateMsg {}, code);
    (f, result.map(|_| ()).map_err(|err| err.downcast().unwrap()))
}

#[test]
fn a_state_of_0_2_is_refused_and_left_alone() {
    let (f, result) = migrate(CONTRACT_NAME, "0.2.0");
    assert_eq!(result.unwrap_err(), VersionError::TooOld { expected: "0.3.0", got: "0.2.0".into() }.into());
    let all: MethodsResponse =
        f.ask(&QueryMsg::Methods { order: None, start_after: None, limit: None }).unwrap();
    assert_eq!(all.methods.len(), 6);
    let stored = cw2::query_contract_info(&f.app.wrap(), &f.gateway).unwrap();
    assert_eq!((stored.contract.as_str(), stored.version.as_str()), (CONTRACT_NAME, "0.2.0"));
}

#[test]
fn another_contracts_state_and_one_as_new_are_refused() {
    let name = VersionError::Name { expected: CONTRACT_NAME.into(), got: "compute-amm/pool".into() };
    assert_eq!(migrate("compute-amm/pool", "0.0.9").1.unwrap_err(), name.into());
    for version in [CONTRACT_VERSION, "9.0.0"] {
        let order = VersionError::Order { expected: CONTRACT_VERSION.into(), got: version.into() };
        assert_eq!(migrate(CONTRACT_NAME, version).1.unwrap_err(), order.into());
    }
}
