//! k of n signatures of every scheme over the statement's verdict.

use api::common::CommonError;
use api::signatures::SignatureError;
use api::verifier_gateway::{Claim, Proof, QueryMsg, StatementResponse};
use cosmwasm_std::{Binary, HexBinary};
use proofs::statement::{invalid_digest, valid_digest, Statement};
use verifier_gateway::error::ContractError;

use crate::support::{addr, claim, digest, Fixture, APPROVAL, ATTESTATION, OUTPUT, STATEMENT};

#[test]
fn any_two_of_three_schemes_prove_a_claim() {
    let f = Fixture::new();
    for signers in [&[0, 1][..], &[0, 2], &[1, 2], &[2, 1], &[0, 1, 2]] {
        f.verify(ATTESTATION, &claim(), &f.proof(&claim(), signers)).unwrap();
    }
}

#[test]
fn fewer_than_the_threshold_prove_nothing() {
    let f = Fixture::new();
    for signers in [&[][..], &[0], &[1], &[2]] {
        let too_few = SignatureError::TooFew { expected: 2, got: signers.len() as u32 };
        f.refuses(ATTESTATION, &claim(), &f.proof(&claim(), signers), too_few);
    }
}

#[test]
fn malformed_signatures_are_named() {
    let f = Fixture::new();
    let good = f.sign(&claim(), true, &[0, 1, 2]);
    let with = |change: &dyn Fn(&mut Vec<api::provider_registry::KeySignature>)| {
        let mut signatures = good.clone();
        change(&mut signatures);
        Proof::Attestation { signatures }
    };
    let refuses = |proof, error| f.refuses(ATTESTATION, &claim(), &proof, error);
    refuses(with(&|s| s[1].key = 0), SignatureError::DuplicateSignature { key: 0 });
    refuses(with(&|s| s[2].key = 3), SignatureError::UnknownKey { keys: 3, got: 3 });
    refuses(with(&|s| s[2].key = u32::MAX), SignatureError::UnknownKey { keys: 3, got: u32::MAX });
    refuses(with(&|s| s.push(s[0].clone())), SignatureError::SignatureCount { max: 3, got: 4 });
    for length in [0, 63, 65] {
        let proof = with(&|s| s[1].signature = Binary::from(vec![1; length]));
        refuses(proof, SignatureError::SignatureForm { key: 1, got: length });
    }
    let digest = f.statement(&claim(), None).valid.to_hex();
    for key in 0..3 {
        let invalid = SignatureError::Invalid { key, digest: digest.clone() };
        let mut signatures = good.clone();
        let mut bytes = signatures[key as usize].signature.to_vec();
        bytes[10] ^= 1;
        signatures[key as usize].signature = bytes.into();
        refuses(Proof::Attestation { signatures }, invalid);
    }
}

#[test]
fn signatures_bind_every_field_of_the_claim_and_the_verdict() {
    let f = Fixture::new();
    let proof = f.proof(&claim(), &[0, 1]);
    let others = [
        Claim { job_id: 8, ..claim() },
        Claim { provider: addr("thief").into(), ..claim() },
        Claim { program: digest("another"), ..claim() },
        Claim { input: digest("another"), ..claim() },
        Claim { input: HexBinary::from([0; 32]), ..claim() },
        Claim { output: digest("another"), ..claim() },
    ];
    for other in others {
        let text = f.verify(ATTESTATION, &other, &proof).unwrap_err();
        assert!(text.contains("signature of key 0 does not verify"), "{text}");
    }
    let invalid = Proof::Attestation { signatures: f.sign(&claim(), false, &[0, 1]) };
    let text = f.verify(ATTESTATION, &claim(), &invalid).unwrap_err();
    assert!(text.contains("signature of key 0 does not verify"), "{text}");
}

#[test]
fn signatures_for_another_chain_prove_nothing() {
    let mut f = Fixture::new();
    let proof = f.proof(&claim(), &[0, 1]);
    f.app.update_block(|block| block.chain_id = "another-1".into());
    let text = f.verify(ATTESTATION, &claim(), &proof).unwrap_err();
    assert!(text.contains("does not verify"), "{text}");
    f.verify(ATTESTATION, &claim(), &f.proof(&claim(), &[0, 1])).unwrap();
}

#[test]
fn the_statement_is_of_this_chain_and_this_gateway() {
    let f = Fixture::new();
    let claim = claim();
    let statement = Statement {
        chain_id: &f.app.block_info().chain_id,
        gateway: f.gateway.as_str(),
        job_id: claim.job_id,
        provider: &claim.provider,
        program: claim.program.to_array().unwrap(),
        input: claim.input.to_array().unwrap(),
        output: claim.output.to_array().unwrap(),
    }
    .digest();
    let expected = StatementResponse {
        statement: statement.into(),
        valid: valid_digest(&statement).into(),
        invalid: Some(invalid_digest(&statement, addr("reporter").as_str()).into()),
    };
    assert_eq!(f.statement(&claim, Some("reporter")), expected);
    assert_eq!(f.statement(&claim, None), StatementResponse { invalid: None, ..expected });
    for reporter in [addr("reporter").as_str().to_uppercase(), "other1xyz".into(), String::new()] {
        let question = QueryMsg::Statement { claim: claim.clone(), reporter: Some(reporter.clone()) };
        let text = f.ask::<StatementResponse>(&question).unwrap_err();
        let expected = CommonError::Address { field: "reporter", got: reporter }.to_string();
        assert!(text.ends_with(&expected), "{text}");
    }
}

#[test]
fn a_malformed_claim_is_named() {
    let f = Fixture::new();
    let proof = f.proof(&claim(), &[0, 1]);
    let refuses = |claim: Claim, error: ContractError| {
        f.refuses(ATTESTATION, &claim, &proof, error);
        f.ask::<StatementResponse>(&QueryMsg::Statement { claim, reporter: None }).unwrap_err();
    };
    for length in [0, 31, 33] {
        let bytes = HexBinary::from(vec![1; length]);
        let wrong = |field| ContractError::DigestLength { field, got: length };
        refuses(Claim { program: bytes.clone(), ..claim() }, wrong("claim.program"));
        refuses(Claim { input: bytes.clone(), ..claim() }, wrong("claim.input"));
        refuses(Claim { output: bytes, ..claim() }, wrong("claim.output"));
    }
    for provider in [claim().provider.to_uppercase(), "other1xyz".into(), String::new()] {
        let wrong = CommonError::Address { field: "claim.provider", got: provider.clone() };
        refuses(Claim { provider, ..claim() }, wrong.into());
    }
}

#[test]
fn a_proof_fits_its_methods_kind() {
    let f = Fixture::new();
    let signed = f.proof(&claim(), &[0, 1]);
    let receipt = Proof::RiscZero { seal: Binary::from(vec![0; 260]), journal: None };
    let wrong = |method, expected, got| ContractError::ProofKind { method, expected, got };
    f.refuses(ATTESTATION, &claim(), &receipt, wrong(ATTESTATION, "signatures", "a RISC Zero receipt"));
    for method in [OUTPUT, STATEMENT] {
        f.refuses(method, &claim(), &signed, wrong(method, "a RISC Zero receipt", "signatures"));
    }
    for proof in [signed, receipt] {
        let text = f.verify(APPROVAL, &claim(), &proof).unwrap_err();
        assert!(text.contains("method 4 takes no proof: it is judged by the client"), "{text}");
    }
}
