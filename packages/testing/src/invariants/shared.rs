//! What every invariant is checked with.

use anyhow::{ensure, Result};

/// All of a list that is read page by page.
pub(super) fn pages<T>(mut page: impl FnMut(Option<&T>) -> Vec<T>) -> Vec<T> {
    let mut all: Vec<T> = vec![];
    loop {
        let next = page(all.last());
        if next.is_empty() {
            return all;
        }
        all.extend(next);
    }
}

/// Fails unless both sides are the same amount.
pub(super) fn equal(what: &str, left: u128, right: u128) -> Result<()> {
    ensure!(left == right, "{what}: {left} is not {right}");
    Ok(())
}
