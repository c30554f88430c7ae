//! Why a message is refused. Amounts are in base units.

use api::common::{Asset, CommonError};
use api::versioning::VersionError;
use cosmwasm_std::StdError;
use cw_ownable::OwnershipError;
use thiserror::Error;

/// Errors of the fee-collector.
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
    /// Shares that do not sum to the whole, or an overflow.
    #[error(transparent)]
    Math(#[from] amm_math::MathError),
    /// A figure of a take report that exceeds what it is a part of.
    #[error("take report: expected `{field}` of at most {max}, got {got}")]
    Report {
        /// Which figure.
        field: &'static str,
        /// What it is a part of.
        max: u128,
        /// What came.
        got: u128,
    },
    /// Tokens of another category than those that come as tokens.
    #[error("tokens are deposited as `swap_fees` or `spread`, got `{got}`")]
    TokenCategory {
        /// What came.
        got: &'static str,
    },
    /// A token that the pool contract does not list, which could say anything of its sender.
    #[error("expected a token listed by the pool contract, got {got}")]
    NotListed {
        /// What came.
        got: Asset,
    },
    /// No tokens.
    #[error("expected more than 0 tokens")]
    NoTokens {},
    /// Nothing to split.
    #[error("nothing is pending: expected revenue or donations in NET, got 0")]
    NothingPending {},
    /// Nothing to claim.
    #[error("nothing to claim: expected a stakers' share above 0, got 0")]
    NothingToClaim {},
    /// A payment of this contract to itself would be in no book.
    #[error("`receiver` must not be the fee-collector itself")]
    SelfReceiver {},
    /// The asset has no route to NET.
    #[error("{asset} has no route to the network token: expected one that governance set")]
    NoRoute {
        /// Which.
        asset: Asset,
    },
    /// Pools that are no route.
    #[error("route of {asset}: expected {expected}, got {got}")]
    Route {
        /// Of which asset, or of what it had become.
        asset: Asset,
        /// What makes a route.
        expected: String,
        /// What came.
        got: String,
    },
    /// Nothing of the asset waits.
    #[error("nothing to sell: expected more than 0 of {asset} to wait, got 0")]
    NothingWaiting {
        /// Which.
        asset: Asset,
    },
    /// What is held, or what would come of it, is less than rounding should take a part of.
    #[error(
        "too little: expected at least {least} base units into and out of each pool, got {held} of {asset}"
    )]
    TooLittle {
        /// Which asset.
        asset: Asset,
        /// The least that goes in or comes out, base units.
        least: u128,
        /// What waits, base units.
        held: u128,
    },
    /// The pool takes too little at once, whatever is held.
    #[error("pool {pool_id} takes too little: expected at least {least} base units into and out of each pool, got less")]
    TooSmall {
        /// Which pool.
        pool_id: u64,
        /// The least that goes in or comes out, base units.
        least: u128,
    },
    /// Orders have used the pool's quota, and too little of it has come back.
    #[error("pool {pool_id} has taken its quota: expected time {from} for all of it again, got {now}")]
    TooSoon {
        /// Which pool.
        pool_id: u64,
        /// From when on the whole quota is free, Unix seconds.
        from: u64,
        /// The block's time, Unix seconds.
        now: u64,
    },
    /// The protocol has no share of the pool's fees, so that a searcher with all LP shares would push its price for nothing.
    #[error("pool {pool_id}: expected a protocol's share of its fees above 0, which pushing its price costs, got 0")]
    NoShare {
        /// Which pool.
        pool_id: u64,
    },
    /// A launch pool that has received nothing yet, or has paid it all out.
    #[error("launch pool {pool_id} has no bid: expected more than 0 of {asset} in it, got 0")]
    NoBid {
        /// Which pool.
        pool_id: u64,
        /// What it would have to pay.
        asset: Asset,
    },
    /// The pool has no liquidity.
    #[error("pool {pool_id} has no liquidity")]
    NoLiquidity {
        /// Which pool.
        pool_id: u64,
    },
    /// The pool is too young to have a mean price.
    #[error("pool {pool_id} has no mean price of {window} s yet: expected a pool that is as old")]
    NoMean {
        /// Which pool.
        pool_id: u64,
        /// The window's length, seconds.
        window: u64,
    },
    /// The pool stood idle, so that its mean price is of long ago.
    #[error("the mean price of {window} s of pool {pool_id} is stale: expected it to cover at most {most} s, got {covers} s; it is fresh again {window} s after any trade")]
    StaleMean {
        /// Which pool.
        pool_id: u64,
        /// The window's length, seconds.
        window: u64,
        /// How much it may cover, seconds.
        most: u64,
        /// How much it covers, seconds.
        covers: u64,
    },
    /// What is bought costs more than it did.
    #[error("{asset} is dear: expected its mean price of half an hour at most 500 bp above that of a day, got {bps} bp")]
    Dear {
        /// What is bought.
        asset: Asset,
        /// By how much, basis points, rounded down.
        bps: u128,
    },
    /// A token that took part did not do what it said.
    #[error("{asset} came short: expected at least {min}, got {got}")]
    CameShort {
        /// What was to come.
        asset: Asset,
        /// At least how much, base units.
        min: u128,
        /// How much came.
        got: u128,
    },
    /// Liquidity does not go to the pool.
    #[error("pool {pool_id}: expected one that governance lets liquidity go to")]
    NotAllowed {
        /// Which pool.
        pool_id: u64,
    },
    /// A pool to which no liquidity can go.
    #[error("pool {pool_id}: expected {expected}, got {got}")]
    LiquidityPool {
        /// Which pool.
        pool_id: u64,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        got: String,
    },
    /// More shares than are held, or none.
    #[error("shares of pool {pool_id}: expected 1 to {held}, got {got}")]
    Shares {
        /// Which pool.
        pool_id: u64,
        /// What is held.
        held: u128,
        /// What came.
        got: u128,
    },
    /// A reply to nothing that was asked.
    #[error("unexpected reply {id}")]
    UnexpectedReply {
        /// Which.
        id: u64,
    },
    /// A sum beyond 128 bits.
    #[error("overflow of {what}")]
    Overflow {
        /// Of what.
        what: &'static str,
    },
}
