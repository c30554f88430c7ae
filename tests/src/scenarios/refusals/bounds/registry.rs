//! Of the registry's messages.

use api::provider_registry::{AttestorKey, KeyScheme};
use serde_json::json;

use crate::scenarios::refusals::{bound, named, Row};
use compute_amm_testing::keys::Signer;

/// The registry's rows.
pub fn rows() -> Vec<Row> {
    let long = |n: usize| json!("x".repeat(n));
    let keys: Vec<AttestorKey> = (1..18).map(|seed| Signer::new(KeyScheme::Ed25519, seed).public()).collect();
    let registry = "provider-registry";
    vec![
        (
            registry,
            "register",
            "/register/metadata",
            long(257),
            bound("metadata", "0 to 256 bytes", "257 bytes"),
        ),
        (
            registry,
            "update_provider",
            "/update_provider/metadata",
            long(257),
            bound("metadata", "0 to 256 bytes", "257 bytes"),
        ),
        (registry, "add_class", "/add_class/class", long(33), bound("class", "1 to 32 bytes", "33 bytes")),
        (
            registry,
            "add_class",
            "/add_class/class",
            json!("H100"),
            bound("class", "lower-case letters, digits and `-`", "`H100`"),
        ),
        (
            registry,
            "add_class",
            "/add_class/credit_symbol",
            long(13),
            bound("credit_symbol", "3 to 12 bytes", "13 bytes"),
        ),
        (
            registry,
            "add_class",
            "/add_class/params/coverage_bps",
            json!(14_999),
            bound("coverage_bps", "15000 to 100000", "14999"),
        ),
        (
            registry,
            "update_class",
            "/update_class/params/mint_cap",
            json!("0"),
            bound("mint_cap", "more than 0", "0"),
        ),
        (
            registry,
            "update_class",
            "/update_class/params/admission",
            json!({"attested": {"attestors": keys, "threshold": 1}}),
            named(&[&"expected 1 to 16, got 17"]),
        ),
        (
            registry,
            "update_params",
            "/update_params/params/burn_min_bps",
            json!(1_999),
            bound("burn_min_bps", "2000 to 9000", "1999"),
        ),
        (registry, "offer_gpus", "/offer_gpus/gpus", json!(65_537), bound("gpus", "0 to 65536", "65537")),
        (
            registry,
            "offer_gpus",
            "/offer_gpus/gpus",
            json!(0),
            named(&[&"too few GPUs: expected at least the 2 in jobs, got 0"]),
        ),
        (registry, "offer_gpus", "/offer_gpus/gpus", json!(2), named(&[&"above capacity", &"2 GPUs for"])),
        (
            registry,
            "offer_gpus",
            "/offer_gpus/admission",
            json!({"expiry": 1, "signatures": []}),
            named(&[&"expected no admission", &"the class is open"]),
        ),
        (registry, "mint_credits", "/mint_credits/amount", json!("0"), named(&[&"`amount` is zero"])),
        (
            registry,
            "withdraw_bond",
            "/withdraw_bond/amount",
            json!("99999999999999"),
            named(&[&"free bond too low: expected 99999999999999"]),
        ),
        (registry, "withdraw_bond", "/withdraw_bond/amount", json!("0"), named(&[&"`amount` is zero"])),
        (
            registry,
            "mint_credits",
            "/mint_credits/max_collateral",
            json!("0"),
            named(&[&"collateral of the mint: expected at most 0, got 1"]),
        ),
        (
            registry,
            "mint_credits",
            "/mint_credits/amount",
            json!("90000000000000"),
            named(&[&"collateral of the mint: expected at most 1000000"]),
        ),
        (
            registry,
            "redeem_credits",
            "/redeem_credits/amount",
            json!("9999999999999"),
            named(&[&"cannot redeem 9999999999999"]),
        ),
        (
            registry,
            "lock_job",
            "/lock_job/gpus",
            json!(9),
            named(&[&"too few free GPUs: expected 9, got 6 free of 8"]),
        ),
        (registry, "lock_job", "/lock_job/gpus", json!(0), bound("gpus", "1 to 65536", "0")),
        (
            registry,
            "lock_job",
            "/lock_job/terms/free/min_reputation_bps",
            json!(10_000),
            named(&[&"reputation too low: expected at least 10000"]),
        ),
        (
            registry,
            "lock_job",
            "/lock_job/terms/free/detection_bps",
            json!(0),
            bound("detection_bps", "1 to 10000", "0"),
        ),
        (registry, "begin_call", "/begin_call/gpus", json!(0), bound("gpus", "1 to 65536", "0")),
        (registry, "begin_call", "/begin_call/look", json!(0), bound("look", "1 to 1024", "0")),
        (registry, "begin_call", "/begin_call/look", json!(1_025), bound("look", "1 to 1024", "1025")),
        (registry, "begin_call", "/begin_call/credits", json!("0"), named(&[&"`credits` is zero"])),
        (
            registry,
            "set_standard",
            "/set_standard/standard/most",
            json!("4"),
            named(&[&"standard.most", &"got 4"]),
        ),
        (
            registry,
            "set_standard",
            "/set_standard/standard/gpus",
            json!(0),
            bound("standard.gpus", "1 to 65536", "0"),
        ),
        (
            registry,
            "update_class",
            "/update_class/params/coverage_bps",
            json!(15_000),
            named(&[&"coverage", &"is fixed: expected 20000 bps, got 15000"]),
        ),
        (
            registry,
            "update_params",
            "/update_params/params/penalty_bps",
            json!(5_001),
            bound("penalty_bps", "1000 to 5000", "5001"),
        ),
    ]
}
