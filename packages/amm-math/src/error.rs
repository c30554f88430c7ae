//! The one error type of the crate.

use thiserror::Error;

/// Why a computation was refused. Every variant carries what was expected and what came where that helps the
/// caller's user.
#[derive(Error, Debug, Clone, PartialEq, Eq)]
pub enum MathError {
    /// A result does not fit its type, although each input is valid by itself.
    #[error("arithmetic overflow")]
    Overflow,
    /// A ratio with a zero denominator was asked for.
    #[error("division by zero")]
    DivisionByZero,
    /// A quantity that must be positive is zero; results that round to zero are refused this way too.
    #[error("{what} must be positive, got 0")]
    Zero {
        /// Name of the quantity.
        what: &'static str,
    },
    /// A reserve is, or would become, larger than the supported maximum.
    #[error("reserve may be at most {max} base units, got {got}")]
    ReserveTooLarge {
        /// Largest supported reserve in base units.
        max: u128,
        /// The reserve that was given or would result.
        got: u128,
    },
    /// More was asked for than the pool, supply or position holds.
    #[error("requested {requested}, available {available}")]
    InsufficientLiquidity {
        /// What could have been asked for at most.
        available: u128,
        /// What was asked for.
        requested: u128,
    },
    /// The first deposit into a pool is too small for the locked minimum.
    #[error("the first deposit must be worth more than {min} shares, got {got}")]
    BelowMinimumLiquidity {
        /// Shares that nobody will own.
        min: u128,
        /// Shares that the deposit would create.
        got: u128,
    },
    /// A swap fee of 100 % or more.
    #[error("fee must be below {limit} basis points, got {got}")]
    BadFee {
        /// First refused value.
        limit: u32,
        /// Value that came.
        got: u32,
    },
    /// A parameter lies outside the range in which the formula is defined.
    #[error("{what} must be between {min} and {max}, got {got}")]
    OutOfRange {
        /// Name of the parameter.
        what: &'static str,
        /// Smallest accepted value.
        min: u128,
        /// Largest accepted value.
        max: u128,
        /// Value that came.
        got: u128,
    },
    /// A price that Q64.64 cannot hold as a positive number.
    #[error("price must be at least 2^-64 and below 2^64 NET base units per credit base unit")]
    PriceOutOfRange,
    /// Shares of a split do not add up to the whole.
    #[error("shares must add up to {expected} basis points, got {got}")]
    BadShares {
        /// The whole in basis points.
        expected: u32,
        /// Sum that came.
        got: u64,
    },
}
