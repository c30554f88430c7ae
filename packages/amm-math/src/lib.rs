//! Pure integer arithmetic of the market, rounding explicit.
//!
//! Amounts are `u128` base units (10^-6 of a credit or of NET), rates are basis points out of
//! [`rounding::BPS`], logarithms are base 2 in Q40, prices are Q64.64. Every function either returns the
//! exact result rounded in the documented direction or states its error bound, and reports what it cannot
//! represent as a [`MathError`]; nothing panics, wraps or uses floating point.
#![no_std]

pub mod constant_product;
mod direction;
mod error;
pub mod log;
pub mod occupancy;
pub mod oracle;
pub mod price;
pub mod rounding;
pub mod shares;
pub mod split;
pub mod stream;
mod wide;

pub use direction::Rounding;
pub use error::MathError;
pub use price::Price;
