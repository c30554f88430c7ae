//! Which contract a stored state belongs to, and whether a migration goes forward.
//!
//! Versions are compared as three numbers (`major.minor.patch`, as in the crates' manifests). A migration to the
//! stored version is refused too, so that running one twice cannot apply its changes twice; and one from a version
//! below [`OLDEST`], whose records the code cannot read.

use cosmwasm_std::{StdError, Storage};
use thiserror::Error;

/// The oldest version whose state newer code can take over. What 0.1 stored means something else since: its debts were
/// valued at the pool's price, and have no collateral of their own. 0.2 stored pools and methods in another form.
pub const OLDEST: &str = "0.3.0";

/// Why a migration is refused.
#[derive(Error, Debug, PartialEq)]
pub enum VersionError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// The state carries no cw2 record, so nothing says whose it is.
    #[error("no contract version stored: expected `{expected}`, got none")]
    Missing {
        /// Name of the contract that is to run on this state.
        expected: String,
    },
    /// The state is another contract's.
    #[error("state of another contract: expected `{expected}`, got `{got}`")]
    Name {
        /// Name of the contract that is to run on this state.
        expected: String,
        /// Stored name.
        got: String,
    },
    /// The state is of a version below [`OLDEST`].
    #[error(
        "state too old: expected a stored version of at least {expected}, got {got}; what is stored changed with \
         {expected} and cannot be moved, so deploy a new market"
    )]
    TooOld {
        /// [`OLDEST`].
        expected: &'static str,
        /// Stored version.
        got: String,
    },
    /// The state is as new as the code, or newer.
    #[error("migration must go forward: expected a stored version below {expected}, got {got}")]
    Order {
        /// Version of the code.
        expected: String,
        /// Stored version.
        got: String,
    },
    /// A version that is not three numbers.
    #[error("malformed version: expected `major.minor.patch`, got `{got}`")]
    Malformed {
        /// What is stored, or what the code calls itself.
        got: String,
    },
}

/// Refuses a stored version below [`OLDEST`].
pub fn ensure_not_too_old(stored: &str) -> Result<(), VersionError> {
    if parse(stored)? < parse(OLDEST)? {
        return Err(VersionError::TooOld { expected: OLDEST, got: stored.to_owned() });
    }
    Ok(())
}

/// Refuses to run `name` at `version` on a state that is another contract's, too old, or as new or newer; then records
/// the new version. Call it first in `migrate`.
pub fn ensure_migration(storage: &mut dyn Storage, name: &str, version: &str) -> Result<(), VersionError> {
    let stored = cw2::CONTRACT
        .may_load(storage)?
        .ok_or_else(|| VersionError::Missing { expected: name.to_owned() })?;
    if stored.contract != name {
        return Err(VersionError::Name { expected: name.to_owned(), got: stored.contract });
    }
    ensure_not_too_old(&stored.version)?;
    if parse(&stored.version)? >= parse(version)? {
        return Err(VersionError::Order { expected: version.to_owned(), got: stored.version });
    }
    Ok(cw2::set_contract_version(storage, name, version)?)
}

/// Major, minor and patch number, in the order in which they compare.
fn parse(version: &str) -> Result<[u64; 3], VersionError> {
    let malformed = || VersionError::Malformed { got: version.chars().take(64).collect() };
    let numbers = version
        .split('.')
        .map(|part| {
            let digits = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
            part.parse::<u64>().ok().filter(|_| digits)
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(malformed)?;
    numbers.try_into().map_err(|_| malformed())
}
