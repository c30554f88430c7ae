//! Checks of single fields.

use api::common::CommonError;
use cosmwasm_std::HexBinary;

/// A key, 32 bytes.
pub fn key32(field: &'static str, bytes: &HexBinary) -> Result<[u8; 32], CommonError> {
    bytes.as_slice().try_into().map_err(|_| CommonError::Bounds {
        field,
        expected: "32 bytes".into(),
        got: format!("{} bytes", bytes.len()),
    })
}
