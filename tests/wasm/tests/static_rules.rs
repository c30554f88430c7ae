//! Every artifact is one that a chain would store.

use deploy::Code;
use wasm_tests::{artifact, static_rules};

#[test]
fn every_artifact_passes_the_static_check_of_the_vm() {
    let mut faults = Vec::new();
    for code in Code::ALL {
        let checked = artifact(code)
            .and_then(|path| Ok(std::fs::read(path)?))
            .and_then(|wasm| static_rules::check(&wasm));
        if let Err(err) = checked {
            faults.push(format!("{}: {err:#}", code.name()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_check_refuses_what_a_chain_would() {
    // An empty module: valid wasm, but no contract.
    let err = static_rules::check(b"\0asm\x01\0\0\0").unwrap_err();
    assert!(err.to_string().contains("memory"), "{err}");
    let err = static_rules::check(&vec![0; static_rules::MAX_BYTES]).unwrap_err();
    assert_eq!(err.to_string(), "expected fewer than 819200 bytes, got 819200");
}
