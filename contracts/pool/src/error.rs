//! Why a message is refused. Amounts are in base units.

use api::common::{Asset, CommonError};
use api::pool::raw::RecordError;
use api::versioning::VersionError;
use cosmwasm_std::{Instantiate2AddressError, StdError};
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Errors of the pool contract.
#[derive(Error, Debug, PartialEq)]
pub enum ContractError {
    /// Passed through from the standard library.
    #[error(transparent)]
    Std(#[from] StdError),
    /// One of the checks that all contracts share.
    #[error(transparent)]
    Common(#[from] CommonError),
    /// The sender is not the owner, or not the one to whom ownership was offered.
    #[error(transparent)]
    Ownership(#[from] OwnershipError),
    /// A migration that is not one forward of this contract.
    #[error(transparent)]
    Version(#[from] VersionError),
    /// The curve refuses: no liquidity, zero result, overflow.
    #[error(transparent)]
    Math(#[from] amm_math::MathError),
    /// A pool's hot record or its checkpoints cannot be encoded or decoded.
    #[error(transparent)]
    PoolRecord(#[from] RecordError),
    /// A pool's configuration cannot be encoded or decoded.
    #[error("pool configuration: {0}")]
    Codec(#[from] postcard::Error),
    /// The LP token's address cannot be computed.
    #[error("address of the LP token: {0}")]
    LpAddress(#[from] Instantiate2AddressError),
    /// Stored bytes that are not the record they should be.
    #[error("stored {what}: expected 1 to 16 bytes without leading zeros, got {got} bytes")]
    Record {
        /// Which record.
        what: &'static str,
        /// Bytes stored.
        got: usize,
    },
    /// There is no such pool.
    #[error("unknown pool {pool_id}")]
    UnknownPool {
        /// The id that came.
        pool_id: u64,
    },
    /// The pool does not trade the asset.
    #[error("pool {pool_id} trades {asset_0} and {asset_1}, got {got}")]
    AssetNotInPool {
        /// Which pool.
        pool_id: u64,
        /// Its first asset.
        asset_0: Asset,
        /// Its second asset.
        asset_1: Asset,
        /// What came.
        got: Asset,
    },
    /// A launch pool sells for the network token.
    #[error("asset 1 of a launch pool is {expected}, got {got}")]
    LaunchAsset {
        /// The network token.
        expected: Asset,
        /// What came.
        got: Asset,
    },
    /// Something that a launch pool does not do.
    #[error("pool {pool_id} is a launch pool, to which nobody can {operation}; provide in proportion to its reserves")]
    Launch {
        /// Which pool.
        pool_id: u64,
        /// What was asked for.
        operation: &'static str,
    },
    /// More would leave a launch pool than it holds.
    #[error("pool {pool_id} has {available} to pay with, {requested} would leave it: nobody has bought so much yet")]
    NoBid {
        /// Which pool.
        pool_id: u64,
        /// What it holds of the asset asked for.
        available: u128,
        /// What would leave it, spread included.
        requested: u128,
    },
    /// A pool would trade an asset against itself.
    #[error("a pool needs two distinct assets, got {asset} twice")]
    SameAssets {
        /// The asset that came twice.
        asset: Asset,
    },
    /// The tokens that came are not the pool's LP shares.
    #[error("pool {pool_id} takes back its LP shares {expected}, got tokens of {got}")]
    WrongLpToken {
        /// Which pool.
        pool_id: u64,
        /// Its LP token.
        expected: String,
        /// The token that came.
        got: String,
    },
    /// A leg of an exact-out purchase passes a pool twice, where its cost would depend on itself.
    #[error("an exact-out leg passes each pool once, got pool {pool_id} twice")]
    RepeatedPool {
        /// Which pool.
        pool_id: u64,
    },
    /// The operation is paused for the pool.
    #[error("`{operation}` is paused for pool {pool_id}")]
    Paused {
        /// `swap` or `provide`.
        operation: &'static str,
        /// Which pool.
        pool_id: u64,
    },
    /// The pool has no liquidity yet.
    #[error("pool {pool_id} has no liquidity")]
    NoLiquidity {
        /// Which pool.
        pool_id: u64,
    },
    /// The first deposit brings less of the network token than governance asks for.
    #[error(
        "the first deposit in pool {pool_id}: expected at least {least} of the network token, got {got}"
    )]
    BelowLeast {
        /// Which pool.
        pool_id: u64,
        /// What governance asks for.
        least: u128,
        /// What it would bring.
        got: u128,
    },
    /// The price of the first deposit is too far from the reference price.
    #[error("the first deposit in pool {pool_id}: for {amount_0} of asset 0 expected {min} to {max} of asset 1 (within 20 % of the reference price), got {got}")]
    FarFromReference {
        /// Which pool.
        pool_id: u64,
        /// What it would bring of asset 0.
        amount_0: u128,
        /// The least of asset 1 that goes with it.
        min: u128,
        /// The most of asset 1 that goes with it.
        max: u128,
        /// What it would bring of asset 1.
        got: u128,
    },
    /// The reference price counts for nothing once there is liquidity.
    #[error("the reference price of pool {pool_id} is settled: expected no LP shares, got {supply}")]
    HasLiquidity {
        /// Which pool.
        pool_id: u64,
        /// Its LP shares.
        supply: u128,
    },
    /// Reserve and accrued fees of one asset would exceed the largest reserve.
    #[error("pool {pool_id}: reserve and fees of {asset} at most {max}, got {got}")]
    ReserveTooLarge {
        /// Which pool.
        pool_id: u64,
        /// Of which asset.
        asset: Asset,
        /// The bound.
        max: u128,
        /// What they would be.
        got: u128,
    },
    /// Less than the sender accepts.
    #[error("`{field}` not reached: expected at least {min}, got {got}")]
    BelowMinimum {
        /// Which minimum.
        field: &'static str,
        /// What the sender accepts.
        min: u128,
        /// What it would get.
        got: u128,
    },
    /// More than what was paid.
    #[error("cost above maximum: expected at most {max}, got {got}")]
    AboveMaximum {
        /// What the sender pays at most.
        max: u128,
        /// What it would cost.
        got: u128,
    },
    /// An amount that has to be positive.
    #[error("`{field}` must be more than zero")]
    ZeroAmount {
        /// Which amount.
        field: &'static str,
    },
    /// cw20 tokens cannot come as coins.
    #[error("{asset} must come by cw20 Send, or from an account")]
    NeedsSend {
        /// Which token.
        asset: Asset,
    },
    /// The receiver, or whoever is to get a rest, is the pool contract, where nobody could ever take it out.
    #[error("`{field}` must not be the pool contract itself")]
    SelfReceiver {
        /// Which receiver, or sender.
        field: &'static str,
    },
    /// Somebody is named for a rest that cannot be.
    #[error("`rest_to`: expected none, since an account pays and nothing of coins or tokens is left over")]
    NoRest {},
    /// The asset is not listed.
    #[error("{asset} is not listed")]
    NotListed {
        /// Which.
        asset: Asset,
    },
    /// The asset is listed already.
    #[error("{asset} is listed already")]
    AlreadyListed {
        /// Which.
        asset: Asset,
    },
    /// The network token stays listed.
    #[error("the network token {denom} cannot be delisted")]
    DelistNetwork {
        /// Its denom.
        denom: String,
    },
    /// The cw20 is no contract, or does not answer as one.
    #[error("{asset}: expected a contract that answers `token_info`, got {got}")]
    NoToken {
        /// Which.
        asset: Asset,
        /// What the chain said instead.
        got: String,
    },
    /// The account holds less than what is taken.
    #[error("account of {owner}: expected at least {needed} of {asset}, got {held}")]
    InsufficientAccount {
        /// Whose.
        owner: String,
        /// What.
        asset: Asset,
        /// What is taken.
        needed: u128,
        /// What it holds.
        held: u128,
    },
    /// The sender may not debit that account of that asset, or not so much.
    #[error("{spender} may debit the account of {owner}: expected {needed} of {asset}, got an allowance of {allowed}")]
    Allowance {
        /// Whose account.
        owner: String,
        /// Who tried.
        spender: String,
        /// What.
        asset: Asset,
        /// How much was to be taken.
        needed: u128,
        /// How much was allowed.
        allowed: u128,
    },
    /// The allowance has ended.
    #[error("allowance of {spender} on the account of {owner} ended at {expires} s, block time is {now} s")]
    AllowanceExpired {
        /// Whose account.
        owner: String,
        /// Who tried.
        spender: String,
        /// Unix seconds at which it ended.
        expires: u64,
        /// Block time.
        now: u64,
    },
    /// An allowance for oneself.
    #[error("an allowance needs a spender other than the owner, got {owner}")]
    SelfAllowance {
        /// The owner.
        owner: String,
    },
    /// The pool has accrued no fees, or none in the asset named.
    #[error("pool {pool_id} has no accrued fees of that kind")]
    NothingToSweep {
        /// Which pool.
        pool_id: u64,
    },
}
