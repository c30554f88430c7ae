//! Limits that a chain's VM puts on a contract, and our own on its size. The suite on the built wasm runs the VM's
//! own check as well; this one costs nothing and names the function.

use anyhow::{ensure, Context, Result};
use wasmparser::{Parser, ValidPayload, Validator, WasmFeatures};

/// Largest artifact; a chain stores a contract of up to 800 KiB.
const MAX_BYTES: usize = 704 * 1024;
/// Most functions.
const MAX_FUNCTIONS: usize = 10_000;
/// Most locals of one function, parameters apart; a chain's VM takes 100.
const MAX_LOCALS: u32 = 95;
/// Most locals of all functions together.
const MAX_TOTAL_LOCALS: u32 = 10_000;

/// What was counted.
pub struct Report {
    pub bytes: usize,
    pub functions: usize,
    pub most_locals: u32,
}

/// Validates the module with the instructions that the VM knows, and counts.
pub fn check(wasm: &[u8]) -> Result<Report> {
    let features = WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::FLOATS;
    let mut validator = Validator::new_with_features(features);
    let (mut functions, mut most_locals, mut total_locals) = (0, 0, 0);
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload.context("not a wasm module")?;
        if let ValidPayload::Func(function, body) = validator.payload(&payload).context("invalid wasm")? {
            let mut locals = 0;
            for group in body.get_locals_reader()? {
                locals += group?.0;
            }
            ensure!(
                locals <= MAX_LOCALS,
                "function {functions}: expected at most {MAX_LOCALS} locals, got {locals}"
            );
            function.into_validator(Default::default()).validate(&body).with_context(|| {
                format!("function {functions} has an instruction that the VM does not know")
            })?;
            functions += 1;
            most_locals = most_locals.max(locals);
            total_locals += locals;
        }
    }
    let bytes = wasm.len();
    ensure!(bytes < MAX_BYTES, "expected fewer than {MAX_BYTES} bytes, got {bytes}");
    ensure!(functions <= MAX_FUNCTIONS, "expected at most {MAX_FUNCTIONS} functions, got {functions}");
    ensure!(
        total_locals <= MAX_TOTAL_LOCALS,
        "expected at most {MAX_TOTAL_LOCALS} locals in all functions together, got {total_locals}"
    );
    Ok(Report { bytes, functions, most_locals })
}
