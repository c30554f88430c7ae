//! A migration runs over this contract's own older state only, and over none of 0.1 or 0.2.

use api::fee_collector::MigrateMsg;
use api::versioning::VersionError;
use cw_multi_test::Executor;
use fee_collector::error::ContractError;
use fee_collector::state::{CONTRACT_NAME, CONTRACT_VERSION};

use crate::support::{addr, wrapped, Fixture};

fn migrate(name: &str, version: &str) -> (Fixture, Result<(), ContractError>) {
    let mut f = Fixture::new();
    f.donate(1_000);
    f.distribute().unwrap();
    let fees = f.fees.clone();
    cw2::set_contract_version(f.app.contract_storage_mut(&fees).as_mut(), name, version).unwrap();
    let code = f.app.store_code(wrapped());
    let result = f.app.migrate_contract(addr("owner"), fees, &MigrateMsg {}, code);
    (f, result.map(|_| ()).map_err(|err| err.downcast().unwrap()))
}

#[test]
fn a_state_of_0_2_is_refused_and_left_alone() {
    let (f, result) = migrate(CONTRACT_NAME, "0.2.0");
    assert_eq!(result.unwrap_err(), VersionError::TooOld { expected: "0.3.0", got: "0.2.0".into() }.into());
    assert_eq!(f.balances(), [0, 250, 150]);
    f.check(f.supply() + 600);
    let stored = cw2::query_contract_info(&f.app.wrap(), &f.fees).unwrap();
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
