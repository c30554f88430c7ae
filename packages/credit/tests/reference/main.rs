//! The rules against the Python model in `reference/`, an independent derivation from their definition: whole
//! sequences of steps with the full state after each, and single formulas. Python 3 is a prerequisite.
#![allow(
    clippy::arithmetic_side_effects,
    clippy::cast_possible_truncation,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::unwrap_used
)]

mod class;
mod formulas;
mod replay;
mod words;

use std::path::Path;
use std::process::{Command, Output};

/// Runs the generator of the vectors.
fn generator(arguments: &[&str]) -> Output {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("reference/generate.py");
    Command::new("python3")
        .arg("-B")
        .arg(script)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("the reference needs python3 in the path: {error}"))
}

#[test]
fn the_vectors_are_what_the_model_writes() {
    let output = generator(&["--check"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
