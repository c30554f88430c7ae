//! A migration runs over this contract's own older state only, and keeps it.

use api::restaking::MigrateMsg;
use api::versioning::VersionError;
use cw_multi_test::Executor;
use restaking::error::ContractError;
use restaking::state::{CONTRACT_NAME, CONTRACT_VERSION};

use crate::support::{addr, wrapped, Fixture, ONE};

fn migrate(name: &str, version: &str) -> (Fixture, Result<(), ContractError>) {
    let mut f = Fixture::new();
    f.deposit("bob", 10 * ONE).unwrap();
    let before = f.vault();
    let at = f.restaking.clone();
    cw2::set_contract_version(f.app.contract_storage_mut(&at).as_mut(), name, version).unwrap();
    let code = f.app.store_code(wrapped());
    let result = f.app.migrate_contract(addr("owner"), at, &MigrateMsg {}, code);
    assert_eq!(f.vault(), before, "stakes stay as they are");
    (f, result.map(|_| ()).map_err(|err| err.downcast().unwrap()))
}

#[test]
fn versions_from_the_oldest_that_is_known_up_to_its_own_are_taken_over() {
    let (mut f, result) = migrate(CONTRACT_NAME, "0.3.0");
    // The code's own version is 0.3.0 until the next release.
    let own = VersionError::Order { expected: CONTRACT_VERSION.into(), got: "0.3.0".into() };
    assert!(result.is_ok() || result == Err(own.into()));
    let shares = f.shares("bob");
    assert_eq!(f.exit("bob", shares), Ok(10 * ONE));
}

#[test]
fn another_contracts_state_is_refused() {
    let (_, result) = migrate("compute-amm/staking", "0.3.0");
    let (expected, got) = (CONTRACT_NAME.to_owned(), "compute-amm/staking".to_owned());
    assert_eq!(result, Err(VersionError::Name { expected, got }.into()));
}
