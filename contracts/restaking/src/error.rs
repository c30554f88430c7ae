//! Why a message is refused.

use api::common::{Asset, CommonError};
use api::versioning::VersionError;
use cosmwasm_std::{Addr, StdError};
use credit::RuleError;
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Errors of restaking. A refused message changes nothing.
#[allow(missing_docs)]
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// One of the checks that all contracts share.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// A rule of vaults refused; amounts in units.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// Not the owner, or no such transfer of ownership.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// A migration that is not one forward of this contract.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// An asset that never was on the list.
    #[error("{asset} was never listed: expected an asset of the list")]
    UnknownAsset { asset: Asset },
    /// An asset that backs no new jobs.
    #[error("{asset} is not listed any more: expected a listed asset")]
    Unlisted { asset: Asset },
    /// Listed twice.
    #[error("{asset} is on the list already: expected another asset")]
    KnownAsset { asset: Asset },
    /// The list is full.
    #[error("too many assets: expected at most {max}")]
    TooManyAssets { max: usize },
    /// One vault for each position.
    #[error("{provider} has a vault in class `{class}` already: expected a position without one")]
    VaultExists { provider: Addr, class: String },
    /// No such vault.
    #[error(
        "nobody opened a vault behind {provider} in class `{class}`: expected one that its provider opened"
    )]
    UnknownVault { provider: Addr, class: String },
    /// Another asset than the vault's.
    #[error("wrong asset: expected {expected}, got {got}")]
    WrongAsset { expected: Asset, got: Asset },
    /// Not a vault's receipt.
    #[error("expected the receipt of a vault, got tokens of {got}")]
    WrongToken { got: Addr },
    /// A part of a unit.
    #[error("expected a whole number of units of {unit}, at least one, got {got}")]
    Unit { unit: u128, got: u128 },
    /// Exits that still wait for jobs, or that there never were.
    #[error("generation {generation} was not let go: expected one before {current}, with exits that are not all paid")]
    NotReleased { generation: u64, current: u64 },
    /// The sender has none.
    #[error("{owner} has no tickets for generation {generation}: expected some")]
    NoTickets { owner: Addr, generation: u64 },
    /// Nothing burned since the last time.
    #[error("nothing to burn: expected backing that burned and is still here, got 0")]
    NothingToBurn {},
    /// Beyond 128 bits.
    #[error("overflow in {what}")]
    Overflow { what: &'static str },
    /// A reply to nothing that was asked.
    #[error("unexpected reply {id}")]
    UnexpectedReply { id: u64 },
}
