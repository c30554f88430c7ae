//! Checks of single fields.

use api::common::{check_len, CommonError, MAX_LOCATOR};
use cosmwasm_std::{HexBinary, MessageInfo};

use crate::error::ContractError;
use crate::job::phase::Digest;

/// Most GPUs of one job.
pub const MAX_GPUS: u32 = 65_536;

/// A digest, 32 bytes.
pub fn digest(field: &'static str, bytes: &HexBinary) -> Result<Digest, ContractError> {
    let got = bytes.len();
    bytes.as_slice().try_into().map_err(|_| {
        CommonError::Bounds { field, expected: "32 bytes".into(), got: format!("{got} bytes") }.into()
    })
}

/// Refuses a locator that is empty or too long.
pub fn check_locator(field: &'static str, locator: Option<&str>) -> Result<(), CommonError> {
    locator.map_or(Ok(()), |text| check_len(field, text, 1, MAX_LOCATOR))
}

/// Refuses to name another's account: the pool lets this contract debit any, and it asks for its sender's
/// only.
pub fn own_account(info: &MessageInfo, owner: Option<String>) -> Result<(), ContractError> {
    match owner.filter(|owner| owner != info.sender.as_str()) {
        Some(got) => {
            let expected = format!("the sender's own account, {}", info.sender);
            let got = got.chars().take(128).collect();
            Err(ContractError::Field { field: "from.owner", expected, got })
        }
        None => Ok(()),
    }
}
