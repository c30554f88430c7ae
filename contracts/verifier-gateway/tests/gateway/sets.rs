//! Set-inclusion receipts through the query that anyone can ask.

use api::verifier_gateway::{
    Claim, ExecuteMsg, JournalPolicy, MethodKind, MethodParams, MethodResponse, QueryMsg, SetClaim,
    VerifyResponse,
};
use compute_amm_testing::inclusion::{journal, output, program, set, Set};
use cosmwasm_std::{Binary, HexBinary};
use proofs::inclusion::SET_SELECTOR;
use proofs::risc0::VERSIONS;
use verifier_gateway::error::ContractError;

use crate::support::{claim, digest, Fixture, ATTESTATION, OUTPUT, STATEMENT};

/// The real receipt's claim, for a job.
fn one(job_id: u64) -> SetClaim {
    let claim =
        Claim { job_id, program: program(), output: output(), input: HexBinary::from([0; 32]), ..claim() };
    SetClaim { claim, path: Binary::default(), journal: None }
}

fn ask(f: &Fixture, method: u32, set: Set, claims: Vec<SetClaim>) -> Result<(), String> {
    f.ask::<VerifyResponse>(&QueryMsg::VerifySet { method, root: set.root, seal: set.seal, claims })
        .map(|answer| assert!(answer.valid))
}

#[track_caller]
fn refused(f: &Fixture, method: u32, set: Set, claims: Vec<SetClaim>, says: &str) {
    let text = ask(f, method, set, claims).unwrap_err();
    assert!(text.contains(says), "expected `{says}`, got `{text}`");
}

#[test]
fn a_real_receipt_shows_up_to_64_claims() {
    let f = Fixture::new();
    ask(&f, OUTPUT, set(), vec![one(1)]).unwrap();
    ask(&f, OUTPUT, set(), (1..=64).map(one).collect()).unwrap();
    ask(&f, OUTPUT, set(), vec![SetClaim { journal: Some(journal()), ..one(1) }]).unwrap();
    refused(&f, OUTPUT, set(), vec![], "claims: expected 1 to 64, got 0");
    refused(&f, OUTPUT, set(), (1..=65).map(one).collect(), "claims: expected 1 to 64, got 65");
}

/// Whatever is flipped, in root, seal, program or output, refuses; a path that leads elsewhere names its job before the receipt
/// is looked at.
#[test]
fn any_flipped_byte_is_refused() {
    let f = Fixture::new();
    for at in 0..260 {
        let mut seal = set().seal.to_vec();
        seal[at] ^= 1 << (at % 8);
        ask(&f, OUTPUT, Set { seal: seal.into(), ..set() }, vec![one(1)]).unwrap_err();
    }
    let flipped = |bytes: &HexBinary, at: usize| {
        let mut bytes = bytes.to_vec();
        bytes[at] ^= 1 << (at % 8);
        HexBinary::from(bytes)
    };
    for at in 0..32 {
        let other = Set { root: flipped(&set().root, at), ..set() };
        refused(&f, OUTPUT, other, vec![one(1)], "job 1: root: expected");
        let second = |change: &dyn Fn(&mut Claim)| {
            let mut second = one(2);
            change(&mut second.claim);
            vec![one(1), second, one(3)]
        };
        let output = second(&|claim| claim.output = flipped(&claim.output, at));
        refused(&f, OUTPUT, set(), output, "job 2: root: expected");
        let program = second(&|claim| claim.program = flipped(&claim.program, at));
        refused(&f, OUTPUT, set(), program, "job 2: root: expected");
        let path = vec![one(1), SetClaim { path: vec![0; 32].into(), ..one(2) }];
        refused(&f, OUTPUT, set(), path, "job 2: root: expected");
    }
}

#[test]
fn a_path_is_whole_nodes_and_not_too_many() {
    let f = Fixture::new();
    let with = |bytes: usize| vec![one(1), SetClaim { path: vec![0; bytes].into(), ..one(9) }];
    refused(&f, OUTPUT, set(), with(31), "job 9: path: expected nodes of 32 bytes, got 31 bytes");
    refused(&f, OUTPUT, set(), with(7 * 32), "job 9: path: expected at most 6 nodes, got 7");
}

/// Each claim is held to what a proof of its own would be: its journal, its input, its method.
#[test]
fn a_claim_of_a_set_is_held_to_its_methods_policy() {
    let f = Fixture::new();
    let other = SetClaim { journal: Some(Binary::from(b"another")), ..one(4) };
    refused(&f, OUTPUT, set(), vec![other], "job 4: journal: expected the output");
    let mut input = one(4);
    input.claim.input = digest("input");
    refused(&f, OUTPUT, set(), vec![input], "job 4: program");
    let given = SetClaim { journal: Some(journal()), ..one(4) };
    refused(&f, STATEMENT, set(), vec![given], "job 4: method 3: expected no journal");
    refused(&f, STATEMENT, set(), vec![one(4)], "job 4: root: expected");
    refused(&f, ATTESTATION, set(), vec![one(4)], "method 1 takes signatures, got a set-inclusion receipt");
}

/// A receipt of a program is none of a set, though the set were of it alone; and a stopped version shows no set.
#[test]
fn only_the_set_builder_shows_sets_and_in_versions_that_count() {
    let mut f = Fixture::new();
    if let Some(receipts) = crate::support::receipts() {
        for receipt in receipts {
            let other = Set { seal: receipt.seal.as_slice().into(), ..set() };
            refused(&f, OUTPUT, other, vec![one(1)], "pairing");
        }
    }
    let selector = HexBinary::from(&set().seal[..4]);
    f.run("guardian", &ExecuteMsg::StopSelector { method: OUTPUT, selector }).unwrap();
    refused(&f, OUTPUT, set(), vec![one(1)], "selector: expected one of");
}

/// The set builder is stopped like a version, and receipts of single jobs go on; without a version it proves nothing itself.
#[test]
fn a_stopped_set_builder_shows_no_sets_and_alone_it_is_no_method() {
    let mut f = Fixture::new();
    let stop = |selector: [u8; 4]| ExecuteMsg::StopSelector { method: OUTPUT, selector: selector.into() };
    let shown = |f: &Fixture| f.ask::<MethodResponse>(&QueryMsg::Method { method: OUTPUT }).unwrap();
    f.run("guardian", &stop(SET_SELECTOR)).unwrap();
    refused(&f, OUTPUT, set(), vec![one(1)], "got 242f9d5b");
    assert!(!shown(&f).disabled);
    if let Some(receipts) = crate::support::receipts() {
        let receipt = &receipts[0];
        f.verify(OUTPUT, &receipt.claim(), &receipt.proof()).unwrap();
    }

    let mut f = Fixture::new();
    for version in VERSIONS {
        f.run("guardian", &stop(version.selector)).unwrap();
    }
    assert!(shown(&f).disabled, "nothing verifies under it any more: {:?}", shown(&f).accepted);
    let kind = MethodKind::RiscZero { policy: JournalPolicy::Output, selectors: vec![SET_SELECTOR.into()] };
    let params = MethodParams { kind, detection_bps: 10_000, name: "sets alone".into() };
    let error = f.run("owner", &ExecuteMsg::AddMethod { params }).unwrap_err();
    assert_eq!(error, ContractError::SetBuilderAlone { selector: SET_SELECTOR.into() });
}
