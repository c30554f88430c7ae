//! A migration runs over this contract's own older state only, and keeps it.

use api::staking::MigrateMsg;
use api::versioning::VersionError;
use cw_multi_test::Executor;
use staking::error::ContractError;
use staking::state::{CONTRACT_NAME, CONTRACT_VERSION};

use crate::support::{addr, wrapped, Fixture, DAY, ONE};

fn migrate(name: &str, version: &str) -> (Fixture, Result<(), ContractError>) {
    let mut f = Fixture::new();
    f.stake("alice", 10 * ONE).unwrap();
    f.income(7 * ONE);
    f.wait(DAY);
    let before = f.state();
    let pool = f.pool.clone();
    cw2::set_contract_version(f.app.contract_storage_mut(&pool).as_mut(), name, version).unwrap();
    let code = f.app.store_code(wrapped());
    let result = f.app.migrate_contract(addr("owner"), pool, &MigrateMsg {}, code);
    assert_eq!(f.state(), before, "stakes stay as they are");
    (f, result.map(|_| ()).map_err(|err| err.downcast().unwrap()))
}

#[test]
fn versions_from_the_oldest_that_is_known_up_to_its_own_are_taken_over() {
    let (mut f, result) = migrate(CONTRACT_NAME, "0.3.0");
    // The code's own version is 0.3.0 until the next release.
    let own = VersionError::Order { expected: CONTRACT_VERSION.into(), got: "0.3.0".into() };
    assert!(result.is_ok() || result == Err(own.into()));
    let shares = f.shares("alice");
    assert!(f.unstake("alice", shares).unwrap() > 10 * ONE);
}

#[test]
fn another_contracts_state_and_an_old_one_are_refused() {
    let (_, result) = migrate("compute-amm/pool", "0.3.0");
    let (expected, got) = (CONTRACT_NAME.to_owned(), "compute-amm/pool".to_owned());
    assert_eq!(result, Err(VersionError::Name { expected, got }.into()));
    let (_, result) = migrate(CONTRACT_NAME, "0.2.0");
    let expected = VersionError::TooOld { expected: "0.3.0", got: "0.2.0".into() };
    assert_eq!(result, Err(expected.into()));
}
