//! A migration runs over this token's own older state only, and over none of 0.1 or 0.2.

use crate::support::{addr, wrapped, Fixture};
use api::token::MigrateMsg;
use api::versioning::{ensure_migration, VersionError};
use cosmwasm_std::testing::MockStorage;
use cosmwasm_std::StdError;
use cw_multi_test::Executor;
use token::contract::{CONTRACT_NAME, CONTRACT_VERSION};

/// Migrates a token with 100 minted whose stored version is `version` (none: no cw2 record).
fn migrate(name: &str, version: Option<&str>) -> (Fixture, Result<(), String>) {
    let mut f = Fixture::minted(50);
    let mut storage = f.app.contract_storage_mut(&f.token);
    match version {
        Some(version) => cw2::set_contract_version(storage.as_mut(), name, version).unwrap(),
        None => cw2::CONTRACT.remove(storage.as_mut()),
    }
    drop(storage);
    let new_code = f.app.store_code(wrapped());
    let result = f
        .app
        .migrate_contract(addr("admin"), f.token.clone(), &MigrateMsg {}, new_code)
        .map(|_| ())
        .map_err(|err| err.root_cause().to_string());
    (f, result)
}

#[test]
fn a_state_of_0_2_is_refused_and_left_alone() {
    for version in ["0.0.9", "0.1.99", "0.2.0", "0.2.99"] {
        let (f, result) = migrate(CONTRACT_NAME, Some(version));
        assert_eq!(
            result.unwrap_err(),
            format!(
                "state too old: expected a stored version of at least 0.3.0, got {version}; what is stored changed \
                 with 0.3.0 and cannot be moved, so deploy a new market"
            )
        );
        assert_eq!((f.balance(&f.user), f.supply()), (50, 100));
        let stored = cw2::query_contract_info(&f.app.wrap(), &f.token).unwrap();
        assert_eq!((stored.contract.as_str(), stored.version.as_str()), (CONTRACT_NAME, version));
    }
}

/// What every contract's `migrate` runs, as the version after this one.
#[test]
fn an_older_state_is_taken_over_with_everything_in_it() {
    let mut f = Fixture::minted(50);
    let mut storage = f.app.contract_storage_mut(&f.token);
    ensure_migration(storage.as_mut(), CONTRACT_NAME, "99.0.0").unwrap();
    drop(storage);
    assert_eq!((f.balance(&f.user), f.supply()), (50, 100));
    let stored = cw2::query_contract_info(&f.app.wrap(), &f.token).unwrap();
    assert_eq!((stored.contract.as_str(), stored.version.as_str()), (CONTRACT_NAME, "99.0.0"));
}

#[test]
fn the_same_version_again_is_refused() {
    let err = migrate(CONTRACT_NAME, Some(CONTRACT_VERSION)).1.unwrap_err();
    assert_eq!(
        err,
        format!("migration must go forward: expected a stored version below {CONTRACT_VERSION}, got {CONTRACT_VERSION}")
    );
}

#[test]
fn a_newer_state_is_refused() {
    let err = migrate(CONTRACT_NAME, Some("10.0.0")).1.unwrap_err();
    assert!(err.ends_with("got 10.0.0"), "{err}");
}

#[test]
fn another_contracts_state_is_refused() {
    let err = migrate("crates.io:cw20-base", Some("0.0.1")).1.unwrap_err();
    assert_eq!(
        err,
        format!("state of another contract: expected `{CONTRACT_NAME}`, got `crates.io:cw20-base`")
    );
    let err = migrate(CONTRACT_NAME, None).1.unwrap_err();
    assert_eq!(err, format!("no contract version stored: expected `{CONTRACT_NAME}`, got none"));
}

#[test]
fn versions_compare_as_numbers_and_malformed_ones_are_refused() {
    let run = |stored: &str, code: &str| {
        let mut storage = MockStorage::new();
        cw2::set_contract_version(&mut storage, "x", stored).unwrap();
        ensure_migration(&mut storage, "x", code)
    };
    for (stored, code) in [("0.9.9", "0.10.0"), ("0.3.9", "0.3.10"), ("1.99.99", "2.0.0"), ("0.3.0", "0.3.1")]
    {
        assert_eq!(run(stored, code), Ok(()), "{stored} to {code}");
        assert!(matches!(run(code, stored), Err(VersionError::Order { .. })), "{code} to {stored}");
    }
    for bad in ["", "1", "1.2", "1.2.3.4", "1.2.x", "1..2", "+1.2.3", "v1.2.3", "1.2.18446744073709551616"] {
        assert_eq!(run(bad, "1.0.0"), Err(VersionError::Malformed { got: bad.into() }), "{bad}");
        assert_eq!(run("0.3.0", bad), Err(VersionError::Malformed { got: bad.into() }), "{bad}");
    }
    let mut storage = MockStorage::new();
    cosmwasm_std::Storage::set(&mut storage, b"contract_info", b"not json");
    assert!(matches!(
        ensure_migration(&mut storage, "x", "1.0.0"),
        Err(VersionError::Std(StdError::ParseErr { .. }))
    ));
}
