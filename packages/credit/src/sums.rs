//! Sums and differences that name what they are of.

use crate::RuleError;

pub(crate) fn add(what: &'static str, a: u128, b: u128) -> Result<u128, RuleError> {
    a.checked_add(b).ok_or(RuleError::Range { what })
}

pub(crate) fn sub(what: &'static str, a: u128, b: u128) -> Result<u128, RuleError> {
    a.checked_sub(b).ok_or(RuleError::Range { what })
}
