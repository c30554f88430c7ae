//! The built artifacts as a build of the contracts.

use std::path::PathBuf;

use anyhow::{Context, Result};
use compute_amm_testing::Codes;
use cosmwasm_std::Empty;
use cw_multi_test::Contract;
use deploy::Code;

use crate::contract::WasmContract;
use crate::meter::Meter;

/// The contracts as `cargo xtask wasm` built them, all metered by one meter.
#[derive(Clone, Default)]
pub struct Wasm {
    /// What their calls cost.
    pub meter: Meter,
}

/// Path of a contract's artifact. An error names the command that builds it.
pub fn artifact(code: Code) -> Result<PathBuf> {
    let file = format!("{}.wasm", code.name());
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../artifacts").join(&file);
    path.canonicalize()
        .with_context(|| format!("artifacts/{file} is missing; build it with `cargo xtask wasm`"))
}

impl Codes for Wasm {
    fn boxed(&self) -> Box<dyn Codes> {
        Box::new(self.clone())
    }

    fn code(&self, code: Code) -> Box<dyn Contract<Empty>> {
        let loaded = artifact(code).and_then(|path| WasmContract::load(&path, &self.meter));
        Box::new(loaded.unwrap_or_else(|err| panic!("{err:#}")))
    }
}
