//! Which versions' receipts a RISC Zero method accepts, and how one of them is stopped.

use api::common::CommonError;
use api::verifier_gateway::raw::method_status;
use api::verifier_gateway::{ExecuteMsg, JournalPolicy, MethodKind, MethodParams, MethodResponse, QueryMsg};
use cosmwasm_std::{Event, HexBinary};
use proofs::risc0::Accepted;
use proofs::ProofError;
use verifier_gateway::error::ContractError;

use crate::support::{
    addr, all_selectors, method, receipts, try_start, Fixture, Receipt, ATTESTATION, OUTPUT,
};

const V2_0: [u8; 4] = [0x9f, 0x39, 0x69, 0x6c];
const V2_2: [u8; 4] = [0xbb, 0x00, 0x1d, 0x44];
const V3_0: [u8; 4] = [0x73, 0xc4, 0x57, 0xba];

fn set(selectors: &[[u8; 4]]) -> Accepted {
    selectors.iter().fold(Accepted::NONE, |all, selector| all.with(*selector).unwrap())
}

fn risc_zero(selectors: Vec<HexBinary>) -> MethodParams {
    method("zk", 10_000, MethodKind::RiscZero { policy: JournalPolicy::Output, selectors })
}

/// A gateway whose method [`OUTPUT`] accepts 2.2 and 3.0.
fn two_versions() -> Fixture {
    try_start(|msg| msg.methods[1] = risc_zero(vec![V2_2.into(), V3_0.into()])).unwrap()
}

fn of(receipts: &[Receipt], selector: [u8; 4]) -> &Receipt {
    receipts.iter().find(|receipt| receipt.selector().as_slice() == selector).unwrap()
}

fn stop(method: u32, selector: impl Into<HexBinary>) -> ExecuteMsg {
    ExecuteMsg::StopSelector { method, selector: selector.into() }
}

fn described(f: &Fixture) -> MethodResponse {
    f.ask(&QueryMsg::Method { method: OUTPUT }).unwrap()
}

#[test]
fn a_method_names_1_to_16_distinct_known_selectors() {
    let add =
        |selectors| Fixture::new().run("owner", &ExecuteMsg::AddMethod { params: risc_zero(selectors) });
    add(vec![V3_0.into()]).unwrap();
    add(all_selectors()).unwrap();
    let refused = |selectors, error| assert_eq!(add(selectors).unwrap_err(), error);
    refused(vec![], ContractError::SelectorCount { max: 16, got: 0 });
    refused(vec![V3_0.into(); 17], ContractError::SelectorCount { max: 16, got: 17 });
    refused(
        vec![V3_0.into(), V2_2.into(), V3_0.into()],
        ContractError::DuplicateSelector { selector: V3_0.into() },
    );
    for unknown in [vec![], vec![0x73, 0xc4, 0x57], vec![0x73, 0xc4, 0x57, 0xba, 0], vec![0xab; 4]] {
        let got = HexBinary::from(unknown);
        let error = ContractError::UnknownSelector { known: Accepted::ALL.into(), got: got.clone() };
        let text = error.to_string();
        assert!(text.contains("bb001d44, 73c457ba") && text.ends_with(&format!("got {got}")), "{text}");
        refused(vec![V3_0.into(), got], error);
    }
    let error = try_start(|msg| msg.methods[1] = risc_zero(vec![])).err().unwrap();
    assert_eq!(error, ContractError::SelectorCount { max: 16, got: 0 });
}

#[test]
fn a_receipt_of_a_withdrawn_version_verifies_under_no_method_that_does_not_name_it() {
    let Some(receipts) = receipts() else { return };
    let f = two_versions();
    assert_eq!(described(&f).accepted, [HexBinary::from(V2_2), V3_0.into()]);
    let mut verified = vec![];
    for receipt in &receipts {
        let got = receipt.selector().to_array().unwrap();
        if [V2_2, V3_0].contains(&got) {
            f.verify(OUTPUT, &receipt.claim(), &receipt.proof()).expect(&receipt.name);
            verified.push(got);
            continue;
        }
        let refused = ProofError::Selector { accepted: set(&[V2_2, V3_0]), got };
        f.refuses(OUTPUT, &receipt.claim(), &receipt.proof(), refused);
    }
    assert_eq!(verified, [V2_2, V3_0]);
    let old = of(&receipts, V2_0);
    let text = f.verify(OUTPUT, &old.claim(), &old.proof()).unwrap_err();
    assert!(text.ends_with("selector: expected one of bb001d44, 73c457ba, got 9f39696c"), "{text}");
}

#[test]
fn guardian_or_owner_stop_one_selector_and_the_other_stays() {
    let Some(receipts) = receipts() else { return };
    for (sender, stopped, other) in [("guardian", V2_2, V3_0), ("owner", V3_0, V2_2)] {
        let mut f = two_versions();
        let mallory = f.run("mallory", &stop(OUTPUT, stopped)).unwrap_err();
        let expected = "the owner or the guardian".into();
        assert_eq!(mallory, CommonError::Unauthorized { expected, got: addr("mallory").into() }.into());

        let told = f.run(sender, &stop(OUTPUT, stopped)).unwrap();
        let event = Event::new("wasm-stop_selector")
            .add_attribute("_contract_address", &f.gateway)
            .add_attribute("method", "2")
            .add_attribute("selector", HexBinary::from(stopped).to_hex())
            .add_attribute("sender", addr(sender));
        assert!(told.events.contains(&event), "{:?}", told.events);
        assert!(told.events.iter().all(|event| event.ty != "wasm-disable_method"));

        let gone = of(&receipts, stopped);
        let refused = ProofError::Selector { accepted: set(&[other]), got: stopped };
        f.refuses(OUTPUT, &gone.claim(), &gone.proof(), refused);
        let stays = of(&receipts, other);
        f.verify(OUTPUT, &stays.claim(), &stays.proof()).unwrap();
        let method = described(&f);
        assert_eq!((method.accepted, method.disabled), (vec![other.into()], false));
        assert_eq!(method.params, risc_zero(vec![V2_2.into(), V3_0.into()]), "as it was added");
        let status = method_status(f.app.wrap(), &f.gateway, OUTPUT).unwrap().unwrap();
        assert!(status.usable(f.now()));
        // For good: nobody stops it twice, and no message brings it back.
        let again = ContractError::SelectorNotAccepted {
            method: OUTPUT,
            accepted: set(&[other]).into(),
            got: stopped.into(),
        };
        assert_eq!(f.run("owner", &stop(OUTPUT, stopped)).unwrap_err(), again);
    }
}

#[test]
fn a_method_without_a_selector_is_disabled() {
    let mut f = two_versions();
    f.run("guardian", &stop(OUTPUT, V2_2)).unwrap();
    let told = f.run("guardian", &stop(OUTPUT, V3_0)).unwrap();
    let types: Vec<_> = told.events.iter().map(|event| event.ty.as_str()).collect();
    assert!(types.ends_with(&["wasm-stop_selector", "wasm-disable_method"]), "{types:?}");
    let method = described(&f);
    assert_eq!((method.accepted, method.disabled), (vec![], true));
    let status = method_status(f.app.wrap(), &f.gateway, OUTPUT).unwrap().unwrap();
    assert!(status.disabled && !status.usable(f.now()));
    let disabled = ContractError::MethodDisabled { method: OUTPUT };
    assert_eq!(f.run("owner", &stop(OUTPUT, V3_0)).unwrap_err(), disabled);
    let disable = ExecuteMsg::DisableMethod { method: OUTPUT };
    assert_eq!(f.run("owner", &disable).unwrap_err(), ContractError::MethodDisabled { method: OUTPUT });
}

#[test]
fn only_a_selector_that_a_method_accepts_is_stopped() {
    let mut f = two_versions();
    let mut refused = |method, got: HexBinary, accepted: Accepted| {
        let accepted = accepted.into();
        let error = ContractError::SelectorNotAccepted { method, accepted, got: got.clone() };
        assert_eq!(f.run("owner", &stop(method, got)).unwrap_err(), error);
    };
    refused(OUTPUT, V2_0.into(), set(&[V2_2, V3_0]));
    refused(OUTPUT, vec![0xab; 4].into(), set(&[V2_2, V3_0]));
    refused(OUTPUT, vec![].into(), set(&[V2_2, V3_0]));
    refused(OUTPUT, vec![0x73, 0xc4, 0x57].into(), set(&[V2_2, V3_0]));
    refused(ATTESTATION, V3_0.into(), Accepted::NONE);
    let unknown = f.run("owner", &stop(99, V3_0)).unwrap_err();
    assert_eq!(unknown, ContractError::UnknownMethod { method: 99 });
}

#[test]
fn a_selector_can_be_stopped_under_the_timelock() {
    let Some(receipts) = receipts() else { return };
    let mut f = Fixture::new();
    f.run("owner", &ExecuteMsg::AddMethod { params: risc_zero(all_selectors()) }).unwrap();
    f.run("guardian", &stop(7, V2_0)).unwrap();
    f.wait(3 * 86_400);
    let old = of(&receipts, V2_0);
    let refused = ProofError::Selector { accepted: Accepted::ALL.without(V2_0), got: V2_0 };
    f.refuses(7, &old.claim(), &old.proof(), refused);
}
