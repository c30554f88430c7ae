//! The digests that methods bind, against check values computed apart from this code.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

use proofs::statement::{admission_digest, invalid_digest, valid_digest, Statement};
use sha2::{Digest, Sha256};

fn statement() -> Statement<'static> {
    Statement {
        chain_id: "test-1",
        gateway: "gateway",
        job_id: 7,
        provider: "provider",
        program: Sha256::digest("program").into(),
        input: Sha256::digest("input").into(),
        output: Sha256::digest("output").into(),
    }
}

#[test]
fn statement_has_the_documented_digest() {
    assert_eq!(
        hex::encode(statement().digest()),
        "afc249aff8ac33ff32dfc7d756dc978a18ae5ec3361a4af46ec28abd7c06f61d"
    );
}

#[test]
fn verdict_has_the_documented_digest() {
    let digest = statement().digest();
    assert_eq!(
        hex::encode(valid_digest(&digest)),
        "0735c70139fea050c05ebf9982296fd75ca3f4522647e0ed056d14f14ebf1ac3"
    );
    let mut bytes = [b"compute-amm/verdict/v1", &digest[..], &[0]].concat();
    bytes.extend(8u32.to_be_bytes());
    bytes.extend(b"reporter");
    let expected: [u8; 32] = Sha256::digest(bytes).into();
    assert_eq!(invalid_digest(&digest, "reporter"), expected);
    assert_eq!(hex::encode(expected), "85e940a6f6662c1c60d0b421849f27c1aec3d1e12dc354bfc4f25c6a1f1d4086");
    assert_ne!(invalid_digest(&digest, "reporter"), invalid_digest(&digest, "reporters"));
    assert_ne!(invalid_digest(&digest, ""), valid_digest(&digest));
}

#[test]
fn every_field_of_a_statement_is_bound() {
    let s = statement();
    let changed = [
        Statement { chain_id: "test-2", ..s },
        Statement { gateway: "gatewax", ..s },
        Statement { job_id: 8, ..s },
        Statement { provider: "providex", ..s },
        Statement { program: [0; 32], ..s },
        Statement { input: [0; 32], ..s },
        Statement { output: [0; 32], ..s },
        Statement { program: s.input, input: s.program, ..s },
    ];
    for other in changed {
        assert_ne!(other.digest(), s.digest(), "{other:?}");
    }
}

#[test]
fn a_byte_moved_between_texts_changes_the_statement() {
    let s = statement();
    let moved = Statement { chain_id: "test-1g", gateway: "ateway", ..s };
    assert_ne!(moved.digest(), s.digest());
}

#[test]
fn admission_is_its_written_encoding() {
    let mut bytes = b"compute-amm/admission/v1".to_vec();
    for text in ["test-1", "registry", "h100", "provider"] {
        bytes.extend(u32::try_from(text.len()).unwrap().to_be_bytes());
        bytes.extend(text.as_bytes());
    }
    bytes.extend(8u32.to_be_bytes());
    bytes.extend(1_800_000_000u64.to_be_bytes());
    let expected: [u8; 32] = Sha256::digest(bytes).into();
    assert_eq!(admission_digest("test-1", "registry", "h100", "provider", 8, 1_800_000_000), expected);
}
