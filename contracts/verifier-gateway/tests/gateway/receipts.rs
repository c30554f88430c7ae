//! Real RISC Zero receipts through the query that anyone can ask.

use api::verifier_gateway::{Claim, ExecuteMsg, Proof};
use cosmwasm_std::{Binary, HexBinary};
use proofs::risc0::Accepted;
use proofs::ProofError;
use verifier_gateway::error::ContractError;

use crate::support::{claim, receipts, sha256, Fixture, OUTPUT, STATEMENT};

fn flipped(bytes: &[u8], at: usize) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    bytes[at] ^= 1;
    bytes
}

#[test]
fn all_versions_verify_with_and_without_their_journal() {
    let Some(receipts) = receipts() else { return };
    let f = Fixture::new();
    assert_eq!(receipts.len(), 5);
    for receipt in receipts {
        f.verify(OUTPUT, &receipt.claim(), &receipt.proof()).expect(&receipt.name);
        f.verify(OUTPUT, &receipt.claim(), &receipt.proof_with(&receipt.journal)).expect(&receipt.name);
        // A receipt says nothing of who delivers it for which job.
        let elsewhere = Claim { job_id: 8, provider: f.gateway.to_string(), ..receipt.claim() };
        f.verify(OUTPUT, &elsewhere, &receipt.proof()).expect(&receipt.name);
    }
}

#[test]
fn no_byte_of_the_seal_can_be_flipped() {
    let Some(receipts) = receipts() else { return };
    let f = Fixture::new();
    let receipt = &receipts[0];
    for at in 0..receipt.seal.len() {
        let seal = Binary::from(flipped(&receipt.seal, at));
        let proof = Proof::RiscZero { seal, journal: None };
        f.verify(OUTPUT, &receipt.claim(), &proof).expect_err(&format!("byte {at}"));
    }
    for length in [0, 4, 259, 261] {
        let seal = Binary::from(receipt.seal.iter().copied().cycle().take(length).collect::<Vec<_>>());
        let proof = Proof::RiscZero { seal, journal: None };
        f.refuses(OUTPUT, &receipt.claim(), &proof, ProofError::SealLength { expected: 260, got: length });
    }
}

#[test]
fn no_byte_of_program_or_output_can_be_flipped() {
    let Some(receipts) = receipts() else { return };
    let f = Fixture::new();
    for receipt in &receipts {
        let at = receipt.name.len() % 32;
        let claim = receipt.claim();
        let program = HexBinary::from(flipped(&claim.program, at));
        f.refuses(OUTPUT, &Claim { program, ..claim.clone() }, &receipt.proof(), ProofError::PairingFailed);
        let output = HexBinary::from(flipped(&claim.output, at));
        f.refuses(OUTPUT, &Claim { output, ..claim }, &receipt.proof(), ProofError::PairingFailed);
    }
}

#[test]
fn a_seal_of_one_version_is_none_of_another() {
    let Some(receipts) = receipts() else { return };
    let f = Fixture::new();
    for receipt in &receipts {
        for other in receipts.iter().filter(|other| other.name != receipt.name) {
            let seal = [&other.seal[..4], &receipt.seal[4..]].concat();
            let proof = Proof::RiscZero { seal: seal.into(), journal: None };
            f.refuses(OUTPUT, &receipt.claim(), &proof, ProofError::PairingFailed);
        }
        let seal = [&[0, 0, 0, 0], &receipt.seal[4..]].concat();
        let proof = Proof::RiscZero { seal: seal.into(), journal: None };
        f.refuses(
            OUTPUT,
            &receipt.claim(),
            &proof,
            ProofError::Selector { accepted: Accepted::ALL, got: [0; 4] },
        );
    }
}

#[test]
fn a_receipt_whose_journal_is_not_the_statement_proves_no_statement() {
    let Some(receipts) = receipts() else { return };
    let f = Fixture::new();
    let receipt = &receipts[0];
    f.refuses(STATEMENT, &receipt.claim(), &receipt.proof(), ProofError::PairingFailed);
    let got = receipt.journal.len();
    f.refuses(
        STATEMENT,
        &receipt.claim(),
        &receipt.proof_with(&receipt.journal),
        ContractError::UnexpectedJournal { what: "journal", method: STATEMENT, got },
    );
}

#[test]
fn a_disabled_method_verifies_nothing() {
    let Some(receipts) = receipts() else { return };
    let mut f = Fixture::new();
    f.run("guardian", &ExecuteMsg::DisableMethod { method: OUTPUT }).unwrap();
    let receipt = &receipts[0];
    f.refuses(OUTPUT, &receipt.claim(), &receipt.proof(), ContractError::MethodDisabled { method: OUTPUT });
}

#[test]
fn a_guest_that_states_no_input_serves_no_job_with_one() {
    let Some(receipts) = receipts() else { return };
    let mut f = Fixture::new();
    let receipt = &receipts[0];
    let with_input = Claim { input: claim().input, ..receipt.claim() };
    let program = receipt.image_id.clone();
    let unknown = ContractError::UnknownProgram { program: program.clone() };
    f.refuses(OUTPUT, &with_input, &receipt.proof(), unknown);
    f.run("owner", &ExecuteMsg::RegisterProgram { program, input_offset: 0 }).unwrap();
    f.wait(3 * 86_400);
    f.refuses(OUTPUT, &with_input, &receipt.proof(), ContractError::MissingJournal { offset: 0 });
    // Its journal has 21 bytes.
    let proof = receipt.proof_with(&receipt.journal);
    f.refuses(
        OUTPUT,
        &with_input,
        &proof,
        ContractError::JournalTooShort { what: "journal", offset: 0, got: 21 },
    );
    assert_eq!(sha256(&receipt.journal), receipt.claim().output);
}
