//! What a chain checks before it stores a contract.

use std::collections::HashSet;

use anyhow::{anyhow, Result};
use cosmwasm_vm::internals::{check_wasm, Logger};
use cosmwasm_vm::{capabilities_from_csv, WasmLimits};

/// Capabilities that any chain of the CosmWasm 2.1 generation has.
pub const CAPABILITIES: &str =
    "iterator,cosmwasm_1_1,cosmwasm_1_2,cosmwasm_1_3,cosmwasm_1_4,cosmwasm_2_0,cosmwasm_2_1";

/// Largest artifact in bytes, exclusive: the size limit of a stored contract.
pub const MAX_BYTES: usize = 800 * 1024;

/// The VM's own static check at its default limits, and the limit on size.
pub fn check(wasm: &[u8]) -> Result<()> {
    let capabilities: HashSet<String> = capabilities_from_csv(CAPABILITIES);
    if wasm.len() >= MAX_BYTES {
        return Err(anyhow!("expected fewer than {MAX_BYTES} bytes, got {}", wasm.len()));
    }
    check_wasm(wasm, &capabilities, &WasmLimits::default(), Logger::Off).map_err(|err| anyhow!("{err}"))
}
