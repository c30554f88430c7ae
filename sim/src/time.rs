//! Spans of time, seconds.

/// An hour.
pub const HOUR: u64 = 3_600;
/// A day.
pub const DAY: u64 = 86_400;
