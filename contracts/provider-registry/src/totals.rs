//! The sums of a class, in the record that the job-market reads raw.

use api::provider_registry::raw::{totals_key, ClassTotals};
use cosmwasm_std::{StdResult, Storage};

use crate::error::ContractError;

/// What one message changes in a class's sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Credits owed from now on, base units.
    pub minted: u128,
    /// Credits no longer owed, base units.
    pub redeemed: u128,
    /// Of the redeemed, still in existence (in this contract's account), base units.
    pub unburned: u128,
    /// Credits that ceased to exist after they were redeemed, base units.
    pub burned: u128,
    /// A position's part of the proven GPUs before and after.
    pub counted: (u32, u32),
}

/// The sums of a class, zero before the first change.
pub fn load(storage: &dyn Storage, class: &str) -> StdResult<ClassTotals> {
    storage
        .get(&totals_key(class))
        .map_or_else(|| Ok(ClassTotals::default()), |bytes| ClassTotals::decode(&bytes))
}

/// Applies a change in one read and one write, or none if nothing changes.
pub fn apply(storage: &mut dyn Storage, class: &str, change: Change) -> Result<(), ContractError> {
    let (before, after) = change.counted;
    if (Change { counted: (0, 0), ..change }) == Change::default() && before == after {
        return Ok(());
    }
    let old = load(storage, class)?;
    let new = (|| {
        Some(ClassTotals {
            obligations: old.obligations.checked_add(change.minted)?.checked_sub(change.redeemed)?,
            redeemed_unburned: old
                .redeemed_unburned
                .checked_add(change.unburned)?
                .checked_sub(change.burned)?,
            proven_gpus: old.proven_gpus.checked_add(u64::from(after))?.checked_sub(u64::from(before))?,
        })
    })()
    .ok_or(ContractError::Overflow { what: "sums of the class" })?;
    storage.set(&totals_key(class), &new.encode());
    Ok(())
}
