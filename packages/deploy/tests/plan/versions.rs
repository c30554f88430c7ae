//! Which of RISC Zero's and SP1's versions are deployed.

use super::*;

/// Versions that their maker has withdrawn are not deployed, nor what no version is.
#[test]
fn a_risc_zero_method_accepts_the_versions_2_2_and_3_0_only() {
    use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams};
    let check = |hex: &[&str]| {
        let kind = MethodKind::RiscZero { policy: JournalPolicy::Output, selectors: selectors(hex) };
        let zk = MethodParams { kind, detection_bps: 10_000, name: "zk".into() };
        let mut wiring = wiring();
        wiring.methods.push(zk);
        wiring.check().map_err(|error| format!("{error:#}"))
    };
    for good in [&["bb001d44", "73c457ba"][..], &["73c457ba", "bb001d44"], &["bb001d44"], &["73c457ba"]] {
        check(good).unwrap();
    }
    for withdrawn in ["50bd1769", "c101b42b", "9f39696c", "f536085a", "00000000", "73c457", "73c457ba00", ""]
    {
        let error = check(&["73c457ba", withdrawn]).unwrap_err();
        let expected = format!(
            "expected any of bb001d44 (2.2), 73c457ba (3.0), 242f9d5b (set builder 0.9), got {withdrawn}"
        );
        assert!(error.contains("method 1 (`zk`)") && error.ends_with(&expected), "{error}");
    }
    assert!(check(&[]).unwrap_err().ends_with("selectors: expected at least one, got none"));
    let twice = check(&["73c457ba", "73c457ba"]).unwrap_err();
    assert!(twice.ends_with("selectors: 73c457ba stands twice"), "{twice}");
}

/// 4.0 (GHSA-6248-228x-mmvh) and 6.0 (GHSA-63x8-x938-vx33) have been withdrawn.
#[test]
fn an_sp1_method_accepts_the_versions_5_0_and_6_1_only() {
    use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams};
    let check = |hex: &[&str]| {
        let kind = MethodKind::Sp1 { policy: JournalPolicy::Output, selectors: selectors(hex) };
        let mut wiring = wiring();
        wiring.methods.push(MethodParams { kind, detection_bps: 10_000, name: "sp1".into() });
        wiring.check().map_err(|error| format!("{error:#}"))
    };
    for good in [&["a4594c59", "4388a21c"][..], &["4388a21c"], &["a4594c59"]] {
        check(good).unwrap();
    }
    for withdrawn in ["11b6a09d", "0e78f4db", "73c457ba", "00000000", ""] {
        let error = check(&["4388a21c", withdrawn]).unwrap_err();
        let expected = format!("expected any of a4594c59 (5.0), 4388a21c (6.1), got {withdrawn}");
        assert!(error.contains("method 1 (`sp1`)") && error.ends_with(&expected), "{error}");
    }
    assert!(check(&[]).unwrap_err().ends_with("selectors: expected at least one, got none"));
}
