//! What the guardian may do: stop things. The owner may stop them and let them go on.

use cosmwasm_std::{Addr, Storage};

use crate::common::{only, CommonError};

/// One switch of a pause, before and after a message.
pub struct Switch {
    /// What it stops.
    pub what: &'static str,
    /// Whether it was stopped.
    pub before: bool,
    /// Whether it is to be.
    pub after: bool,
}

/// Refuses whoever is neither the owner nor the guardian.
pub fn check_guardian(storage: &dyn Storage, sender: &Addr, guardian: &Addr) -> Result<(), CommonError> {
    if cw_ownable::is_owner(storage, sender)? {
        return Ok(());
    }
    only(sender, &[guardian], "the owner or the guardian")
}

/// As [`check_guardian`], and refuses a guardian that lifts a pause.
pub fn check_pause(
    storage: &dyn Storage,
    sender: &Addr,
    guardian: &Addr,
    switches: &[Switch],
) -> Result<(), CommonError> {
    check_guardian(storage, sender, guardian)?;
    match switches.iter().find(|switch| switch.before && !switch.after) {
        Some(Switch { what, .. }) if !cw_ownable::is_owner(storage, sender)? => {
            Err(CommonError::GuardianLifts { what })
        }
        _ => Ok(()),
    }
}
