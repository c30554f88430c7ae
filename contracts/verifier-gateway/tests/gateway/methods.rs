//! The methods a gateway starts with, and the bounds of each.

use api::common::CommonError;
use api::provider_registry::{AttestorKey, KeyScheme};
use api::signatures::SignatureError;
use api::verifier_gateway::raw::{method_status, Kind, MethodStatus};
use api::verifier_gateway::{
    ConfigResponse, ExecuteMsg, JournalPolicy, MethodKind, MethodParams, MethodResponse, MethodsResponse,
    QueryMsg,
};
use verifier_gateway::error::ContractError;

use crate::support::{
    addr, all_selectors, attestation, attestors, method, start, try_start, Fixture, Signer, APPROVAL,
    ATTESTATION, DAY, OUTPUT,
};

fn bounds(field: &'static str, expected: &str, got: &str) -> ContractError {
    CommonError::Bounds { field, expected: expected.into(), got: got.into() }.into()
}

fn add(params: MethodParams) -> Result<(), ContractError> {
    Fixture::new().run("owner", &ExecuteMsg::AddMethod { params }).map(|_| ())
}

fn attested(keys: Vec<AttestorKey>, threshold: u32) -> MethodParams {
    method("keys", 5_000, MethodKind::Attestation { keys, threshold })
}

#[test]
fn first_methods_can_be_used_at_once() {
    let f = Fixture::new();
    let all: MethodsResponse =
        f.ask(&QueryMsg::Methods { order: None, start_after: None, limit: None }).unwrap();
    assert_eq!(all.methods.len(), 6);
    for (id, (got, params)) in (1..).zip(all.methods.iter().zip(start(&f.market).methods)) {
        let expected = MethodResponse {
            method: id,
            accepted: if matches!(params.kind, MethodKind::RiscZero { .. }) {
                all_selectors()
            } else {
                vec![]
            },
            params,
            active_from: f.now(),
            disabled: false,
        };
        assert_eq!(*got, expected);
    }
    let config: ConfigResponse = f.ask(&QueryMsg::Config {}).unwrap();
    assert_eq!(
        config,
        ConfigResponse { guardian: addr("guardian"), job_market: f.market.clone(), timelock: 3 * DAY }
    );
}

#[test]
fn methods_come_in_pages() {
    let f = Fixture::new();
    let page = |start_after, limit| -> Vec<u32> {
        let page: MethodsResponse = f.ask(&QueryMsg::Methods { order: None, start_after, limit }).unwrap();
        page.methods.iter().map(|method| method.method).collect()
    };
    assert_eq!(page(None, Some(4)), [1, 2, 3, 4]);
    assert_eq!(page(Some(4), Some(u32::MAX)), [5, 6]);
    assert!(page(Some(6), None).is_empty());
    assert!(page(None, Some(0)).is_empty());
}

#[test]
fn peers_read_a_methods_status_raw() {
    let f = Fixture::new();
    let kinds = [
        Kind::Attestation,
        Kind::RiscZeroOutput,
        Kind::RiscZeroStatement,
        Kind::ClientApproval,
        Kind::Attestation,
        Kind::ClientApproval,
    ];
    for (id, (kind, params)) in (1..).zip(kinds.into_iter().zip(start(&f.market).methods)) {
        let expected = MethodStatus {
            kind,
            detection_bps: params.detection_bps,
            active_from: f.now(),
            disabled: false,
            relies_on: params.kind.relies_on(),
            accepted: if matches!(params.kind, MethodKind::RiscZero { .. }) { 0b111_1111 } else { 0 },
            narrowed_at: 0,
        };
        assert_eq!(method_status(f.app.wrap(), &f.gateway, id).unwrap(), Some(expected));
    }
    assert_eq!(method_status(f.app.wrap(), &f.gateway, 7).unwrap(), None);
}

#[test]
fn an_added_method_waits_for_the_timelock() {
    let mut f = Fixture::new();
    let claim = crate::support::claim();
    let proof = f.proof(&claim, &[0, 1]);
    f.run("owner", &ExecuteMsg::AddMethod { params: attestation() }).unwrap();
    let active_from = f.now() + 3 * DAY;
    let added: MethodResponse = f.ask(&QueryMsg::Method { method: 7 }).unwrap();
    assert_eq!(
        added,
        MethodResponse { method: 7, params: attestation(), active_from, disabled: false, accepted: vec![] }
    );
    f.wait(3 * DAY - 1);
    let too_early = ContractError::MethodNotActive { method: 7, active_from, now: active_from - 1 };
    f.refuses(7, &claim, &proof, too_early);
    f.wait(1);
    f.verify(7, &claim, &proof).unwrap();
}

#[test]
fn a_method_that_is_not_there_is_named() {
    let f = Fixture::new();
    let text = f.ask::<MethodResponse>(&QueryMsg::Method { method: 70 }).unwrap_err();
    assert!(text.ends_with("unknown method 70"), "{text}");
    let claim = crate::support::claim();
    f.refuses(0, &claim, &f.proof(&claim, &[0, 1]), ContractError::UnknownMethod { method: 0 });
}

#[test]
fn a_validity_proof_detects_always() {
    for policy in [JournalPolicy::Statement, JournalPolicy::Output] {
        for detection in [0, 5_000, 9_999, 10_001] {
            let err =
                add(method("zk", detection, MethodKind::RiscZero { policy, selectors: all_selectors() }))
                    .unwrap_err();
            assert_eq!(err, bounds("detection_bps", "10000 to 10000", &detection.to_string()));
        }
    }
}

#[test]
fn other_methods_claim_to_detect_half_at_most() {
    for kind in [attestation().kind, MethodKind::ClientApproval { arbiter: ATTESTATION }] {
        for detection in [0, 499, 5_001, 10_000] {
            let err = add(method("any", detection, kind.clone())).unwrap_err();
            assert_eq!(err, bounds("detection_bps", "500 to 5000", &detection.to_string()));
        }
        for detection in [500, 5_000] {
            add(method("any", detection, kind.clone())).unwrap();
        }
    }
}

#[test]
fn a_name_has_1_to_64_bytes() {
    for (name, got) in [("", "0 bytes"), (&*"n".repeat(65), "65 bytes")] {
        let err = add(MethodParams { name: name.into(), ..attestation() }).unwrap_err();
        assert_eq!(err, bounds("name", "1 to 64 bytes", got));
    }
    add(MethodParams { name: "n".repeat(64), ..attestation() }).unwrap();
}

#[test]
fn keys_are_1_to_16_distinct_and_well_formed() {
    let keys: Vec<_> = attestors().iter().map(Signer::public).collect();
    let many = |n: u8| -> Vec<_> {
        (1..=n)
            .map(|seed| Signer::Ed25519(ed25519_dalek::SigningKey::from_bytes(&[seed; 32])).public())
            .collect()
    };
    let refused = |keys, threshold, error: SignatureError| {
        assert_eq!(add(attested(keys, threshold)).unwrap_err(), error.into());
    };
    refused(vec![], 1, SignatureError::KeyCount { max: 16, got: 0 });
    refused(many(17), 1, SignatureError::KeyCount { max: 16, got: 17 });
    refused(keys.clone(), 0, SignatureError::Threshold { min: 2, max: 3, got: 0 });
    refused(keys.clone(), 4, SignatureError::Threshold { min: 2, max: 3, got: 4 });
    refused(
        vec![keys[0].clone(), keys[1].clone(), keys[0].clone()],
        2,
        SignatureError::DuplicateKey { index: 2, earlier: 0 },
    );
    refused(keys.clone(), 1, SignatureError::Threshold { min: 2, max: 3, got: 1 });
    let short = AttestorKey { scheme: KeyScheme::Ed25519, key: vec![1; 31].into() };
    refused(
        vec![short],
        1,
        SignatureError::KeyForm { index: 0, scheme: "ed25519", expected: "32 bytes", got: 31 },
    );
    add(attested(many(16), 16)).unwrap();
    add(attested(many(16), 9)).unwrap();
    refused(many(16), 8, SignatureError::Threshold { min: 9, max: 16, got: 8 });
}

/// A key of small order takes a signature that anybody can make; one off its curve takes none.
#[test]
fn a_weak_key_is_refused_when_a_method_is_added() {
    let order_2 = [&[0xec], &[0xff; 30][..], &[0x7f]].concat();
    let off_curve = [&[2], &[0xff; 32][..]].concat();
    for (scheme, key) in [
        (KeyScheme::Ed25519, order_2),
        (KeyScheme::Secp256k1, off_curve.clone()),
        (KeyScheme::Secp256r1, off_curve),
    ] {
        let weak = AttestorKey { scheme, key: key.into() };
        let err = add(attested(vec![weak], 1)).unwrap_err();
        assert!(matches!(err, ContractError::Signatures(SignatureError::WeakKey { index: 0, .. })), "{err}");
    }
}

#[test]
fn an_arbiter_is_an_attestation_method_that_was_there_before() {
    let arbiter = |arbiter| method("client", 500, MethodKind::ClientApproval { arbiter });
    for (id, got) in [
        (0, "an unknown id"),
        (OUTPUT, "a method of another kind"),
        (APPROVAL, "a method of another kind"),
        (7, "an unknown id"),
    ] {
        assert_eq!(
            add(arbiter(id)).unwrap_err(),
            ContractError::ReliesOn { method: id, expected: "an attestation method", got }
        );
    }
    let mut f = Fixture::new();
    f.run("guardian", &ExecuteMsg::DisableMethod { method: ATTESTATION }).unwrap();
    let params = arbiter(ATTESTATION);
    assert_eq!(
        f.run("owner", &ExecuteMsg::AddMethod { params }).unwrap_err(),
        ContractError::ReliesOn {
            method: ATTESTATION,
            expected: "an attestation method",
            got: "a disabled one"
        }
    );
    // Among the first methods an arbiter comes before what it judges, too.
    let err = try_start(|msg| msg.methods.swap(0, 3)).err().unwrap();
    assert_eq!(
        err,
        ContractError::ReliesOn {
            method: ATTESTATION,
            expected: "an attestation method",
            got: "an unknown id"
        }
    );
}

#[test]
fn a_start_out_of_bounds_is_refused() {
    let refused = |change: fn(&mut api::verifier_gateway::InstantiateMsg), error: ContractError| {
        assert_eq!(try_start(change).err().unwrap(), error);
    };
    refused(|msg| msg.timelock = DAY - 1, bounds("timelock", "86400 to 31536000", "86399"));
    refused(|msg| msg.timelock = 365 * DAY + 1, bounds("timelock", "86400 to 31536000", "31536001"));
    refused(|msg| msg.methods = vec![attestation(); 17], bounds("methods", "at most 16", "17"));
    refused(|msg| msg.methods[1].detection_bps = 1, bounds("detection_bps", "10000 to 10000", "1"));
    let foreign = |field| -> ContractError { CommonError::Address { field, got: "other1xyz".into() }.into() };
    refused(|msg| msg.owner = "other1xyz".into(), foreign("owner"));
    refused(|msg| msg.guardian = "other1xyz".into(), foreign("guardian"));
    refused(|msg| msg.job_market = "other1xyz".into(), foreign("job_market"));
    let shouted = addr("guardian").as_str().to_uppercase();
    let err = try_start(|msg| msg.guardian = addr("guardian").as_str().to_uppercase()).err().unwrap();
    assert_eq!(err, CommonError::Address { field: "guardian", got: shouted }.into());
    try_start(|msg| msg.timelock = DAY).unwrap();
    try_start(|msg| msg.methods.clear()).unwrap();
}
