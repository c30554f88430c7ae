//! The direction of a rounding.

/// Direction in which a result that is not an integer goes.
#[derive(Copy, Clone, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// Towards zero: what is paid to a user.
    Down,
    /// Away from zero: what a user owes.
    Up,
}
