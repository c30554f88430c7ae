//! What a chain would refuse of keys, thresholds and arbiters is refused before anything is voted on.

use api::provider_registry::{Admission, AttestorKey, KeyScheme};
use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams};
use cosmwasm_std::HexBinary;
use deploy::Wiring;
use serde_json::json;

/// A wiring with one class and no method.
fn wiring() -> Wiring {
    let wiring = json!({
        "salt": "market", "checksums": null, "network_denom": "unet",
        "roles": { "owner": "owner", "guardian": "guardian", "stakers": "stakers" },
        "registry": {
            "gain_bps": 10_000, "reporter_bps": 2_000, "burn_min_bps": 2_000, "lock_min": "1",
            "liveness_cap_bps": 4_000, "penalty_bps": 2_500, "jail": 86_400, "reputation_a": "1",
            "reputation_b": "1", "reputation_lambda": 4, "heartbeat_within": 600, "newcomer_gpus": 1, "kappa_bps": 10_000,
        },
        "job_market": {
            "max_accept_within": 600, "max_run_within": 86_400, "verdict_within": 86_400, "dispute_bond": "1",
            "data_bond": "1", "call_within": 600,
        },
        "pool_least": "1", "method_timelock": 86_400, "methods": [],
        "split": { "burn_bps": 10_000, "stakers_bps": 0, "liquidity_bps": 0 },
        "classes": [{
            "class": "one", "credit_symbol": "gpuOne", "lp_symbol": "lpOne",
            "params": {
                "coverage_bps": 20_000, "horizon": 1_209_600, "price_init": "900", "mint_cap": "1",
                "admission": { "open": {} },
            },
            "terms": {
                "take": { "base_bps": 200, "max_multiplier_bps": 40_000, "target_bps": 6_000, "window": 600 },
                "standard_gpus": 1,
            },
            "fees": { "fee_bps": 100, "protocol_share_bps": 1_000 },
        }],
        "assets": [], "pools": [],
    });
    serde_json::from_value(wiring).unwrap()
}

fn key(scheme: KeyScheme, hex: &str) -> AttestorKey {
    AttestorKey { scheme, key: HexBinary::from_hex(hex).unwrap().into() }
}

/// The base point of each curve.
fn good_keys() -> Vec<AttestorKey> {
    vec![
        key(KeyScheme::Secp256k1, "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798"),
        key(KeyScheme::Secp256r1, "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
        key(KeyScheme::Ed25519, "5866666666666666666666666666666666666666666666666666666666666666"),
    ]
}

fn method(name: &str, kind: MethodKind) -> MethodParams {
    MethodParams { kind, detection_bps: 5_000, name: name.into() }
}

fn signed(keys: Vec<AttestorKey>, threshold: u32) -> MethodParams {
    method("signed", MethodKind::Attestation { keys, threshold })
}

/// Checks a changed wiring: good where `part` is empty, else refused with `at` and `part` in the words.
#[track_caller]
fn expect(change: impl FnOnce(&mut Wiring), at: &str, part: &str) {
    let mut wiring = wiring();
    change(&mut wiring);
    match wiring.check().map_err(|error| format!("{error:#}")) {
        Ok(()) => assert_eq!(part, "", "expected to be refused"),
        Err(error) => assert!(!part.is_empty() && error.contains(at) && error.contains(part), "{error}"),
    }
}

#[test]
fn keys_and_thresholds_that_a_chain_refuses_are_refused_in_a_plan() {
    let with = |more: AttestorKey| [good_keys(), vec![more]].concat();
    let zeros = "00".repeat(32);
    for (keys, threshold, part) in [
        (good_keys(), 2, ""),
        (good_keys(), 3, ""),
        (good_keys(), 1, "more than half of the keys, 2 to 3, got 1"),
        (good_keys(), 4, "more than half of the keys, 2 to 3, got 4"),
        (vec![], 0, "expected 1 to 16, got 0"),
        (with(good_keys()[0].clone()), 3, "key 3 is the same as key 0"),
        (with(key(KeyScheme::Ed25519, "ab")), 3, "key 3 is not a ed25519 key"),
        (with(key(KeyScheme::Ed25519, &zeros)), 3, "key 3 is not a sound ed25519 key"),
        (with(key(KeyScheme::Secp256k1, &format!("02{zeros}"))), 3, "key 3 is not a sound secp256k1 key"),
    ] {
        let methods = vec![signed(keys.clone(), threshold)];
        expect(|wiring| wiring.methods = methods, "method 1 (`signed`)", part);
        let admission = Admission::Attested { attestors: keys, threshold };
        expect(|wiring| wiring.classes[0].params.admission = admission, "admission of class `one`", part);
    }
}

#[test]
fn methods_that_a_chain_refuses_are_refused_in_a_plan() {
    let judge = || signed(good_keys(), 2);
    let word = |arbiter| method("word", MethodKind::ClientApproval { arbiter });
    let demand = |proof, window: u64, prove_within: u64, bond_min: u128| {
        let bond_min = bond_min.into();
        method("demand", MethodKind::Optimistic { proof, window, prove_within, bond_min })
    };
    let proven = || MethodParams {
        detection_bps: 10_000,
        ..method("proven", MethodKind::Groth16 { policy: JournalPolicy::Output })
    };
    let external = |gas_limit, detection_bps| MethodParams {
        detection_bps,
        ..method("external", MethodKind::External { contract: "where".into(), gas_limit })
    };
    for (methods, at, part) in [
        (vec![external(50_000, 500), external(10_000_000, 10_000)], "", ""),
        (vec![external(49_999, 500)], "method 1 (`external`)", "`gas_limit`"),
        (vec![external(10_000_001, 500)], "method 1 (`external`)", "`gas_limit`"),
        (vec![external(50_000, 499)], "method 1 (`external`)", "500 to 10000, got 499"),
        (vec![external(50_000, 500), word(1)], "method 2 (`word`)", "an attestation method further up"),
        (vec![external(50_000, 500), demand(1, 600, 3_600, 1)], "method 2 (`demand`)", "a validity method"),
        (vec![judge(), word(1), word(1)], "", ""),
        (vec![judge(), word(0)], "method 2 (`word`)", "arbiter: expected an attestation method"),
        (vec![judge(), word(1), word(2)], "method 3 (`word`)", "further up, got method 2"),
        (vec![word(2), judge()], "method 1 (`word`)", "further up, got method 2"),
        (vec![word(1)], "method 1 (`word`)", "further up, got method 1"),
        (vec![proven(), demand(1, 600, 3_600, 1), demand(1, 259_200, 604_800, u128::MAX)], "", ""),
        (vec![judge(), demand(1, 600, 3_600, 1)], "method 2 (`demand`)", "a validity method further up"),
        (vec![proven(), demand(2, 600, 3_600, 1)], "method 2 (`demand`)", "further up, got method 2"),
        (vec![proven(), demand(0, 600, 3_600, 1)], "method 2 (`demand`)", "further up, got method 0"),
        (vec![proven(), demand(1, 599, 3_600, 1)], "method 2 (`demand`)", "`window`"),
        (vec![proven(), demand(1, 259_201, 3_600, 1)], "method 2 (`demand`)", "`window`"),
        (vec![proven(), demand(1, 600, 3_599, 1)], "method 2 (`demand`)", "`prove_within`"),
        (vec![proven(), demand(1, 600, 604_801, 1)], "method 2 (`demand`)", "`prove_within`"),
        (vec![proven(), demand(1, 600, 3_600, 0)], "method 2 (`demand`)", "`bond_min`"),
        (vec![MethodParams { detection_bps: 499, ..judge() }], "method 1", "500 to 5000, got 499"),
        (vec![MethodParams { name: String::new(), ..judge() }], "method 1", "`name`"),
        (vec![judge(); 17], "", "`methods` out of bounds: expected at most 16, got 17"),
    ] {
        expect(|wiring| wiring.methods = methods, at, part);
    }
    expect(|wiring| wiring.method_timelock = 86_399, "", "`timelock` out of bounds");
}
