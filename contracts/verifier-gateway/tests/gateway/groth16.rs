//! Groth16 under registered keys. Keys whose trapdoor is known stand in for circuits and their provers.

use api::verifier_gateway::{
    Claim, Curve, ExecuteMsg, JournalPolicy, KeyResponse, MethodKind, Proof, QueryMsg, StatementResponse,
};
use compute_amm_testing::groth16::{halves, Trapdoor};
use cosmwasm_std::{Binary, Event, HexBinary};
use proofs::formats::snarkjs;
use proofs::ProofError;
use serde_json::Value;
use verifier_gateway::error::ContractError;

use crate::support::{claim, method, sha256, try_start, vectors, Fixture, OUTPUT as RISC_ZERO};

/// Methods of [`start`], after those that every gateway has.
const STATEMENT: u32 = 7;
const OUTPUT: u32 = 8;
const DAYS: u64 = 3 * 86_400;

/// A gateway with a Groth16 method of each policy, and these keys registered by a stranger.
fn start(keys: &[&Trapdoor]) -> Fixture {
    let groth16 = |policy| method("Groth16", 10_000, MethodKind::Groth16 { policy });
    let mut f = try_start(|msg| {
        msg.methods.extend([groth16(JournalPolicy::Statement), groth16(JournalPolicy::Output)]);
    })
    .unwrap();
    for key in keys {
        f.run("stranger", &ExecuteMsg::RegisterKey { key: key.key() }).unwrap();
    }
    f
}

fn of(key: &Trapdoor) -> Claim {
    Claim { program: key.program(), ..claim() }
}

fn statement(f: &Fixture, claim: &Claim) -> HexBinary {
    f.ask::<StatementResponse>(&QueryMsg::Statement { claim: claim.clone(), reporter: None })
        .unwrap()
        .statement
}

fn points(proof: &Proof) -> Vec<u8> {
    let Proof::Groth16 { proof, .. } = proof else { panic!("a Groth16 proof") };
    proof.to_vec()
}

/// Public inputs of 32 bytes each; the second states a digest, cut to what a scalar holds.
fn words(of: &[u64]) -> Vec<u8> {
    of.iter().flat_map(|number| [&[0; 24][..], &number.to_be_bytes()].concat()).collect()
}

#[test]
fn a_key_is_registered_by_anyone_once_and_at_once() {
    let key = Trapdoor::new(1, 2);
    let mut f = start(&[]);
    let program = key.program();
    let unknown = |curves| ContractError::UnknownKey { program: program.clone(), curves };
    let question = QueryMsg::Key { program: key.program() };
    assert!(f
        .ask::<KeyResponse>(&question)
        .unwrap_err()
        .ends_with(&unknown("BN254 or BLS12-381").to_string()));
    let proof = key.prove_statement(&statement(&f, &of(&key)));
    f.refuses(STATEMENT, &of(&key), &proof, unknown("BN254"));

    let register = ExecuteMsg::RegisterKey { key: key.key() };
    let told = f.run("stranger", &register).unwrap();
    let event = Event::new("wasm-register_key")
        .add_attribute("_contract_address", &f.gateway)
        .add_attribute("program", sha256(&key.key()).to_hex())
        .add_attribute("curve", "bn254")
        .add_attribute("inputs", "2");
    assert!(told.events.contains(&event), "{:?}", told.events);
    assert_eq!(f.ask::<KeyResponse>(&question), Ok(KeyResponse { curve: Curve::Bn254, inputs: 2 }));
    f.verify(STATEMENT, &of(&key), &proof).unwrap();

    let again = ContractError::KeyRegistered { program: key.program() };
    assert_eq!(f.run("owner", &register).unwrap_err(), again);
    // e(α, β), γ, δ and three input points, 32 bytes a coordinate.
    let stored = f.app.wrap().query_wasm_raw(&f.gateway, [b"k", key.program().as_slice()].concat());
    assert_eq!(stored.unwrap().unwrap().len(), 12 * 32 + 2 * 128 + 3 * 64);
}

#[test]
fn a_key_of_0_to_32_inputs_is_registered_and_no_other() {
    let mut f = start(&[]);
    for inputs in [0, 1, 32] {
        let key = Trapdoor::new(2, inputs);
        f.run("stranger", &ExecuteMsg::RegisterKey { key: key.key() }).unwrap();
        let answer: KeyResponse = f.ask(&QueryMsg::Key { program: key.program() }).unwrap();
        assert_eq!(u64::from(answer.inputs), inputs);
    }
    let whole = Trapdoor::new(2, 32).key();
    let longer = Trapdoor::new(2, 33).key();
    for key in [&[][..], &whole[..447], &whole[..448], &whole[..513], &longer] {
        let error = f.run("stranger", &ExecuteMsg::RegisterKey { key: key.into() }).unwrap_err();
        let length = ProofError::KeyLength { fixed: 448, point: 64, most: 33, got: key.len() };
        assert_eq!(error, length.into());
    }
}

/// With γ or δ at infinity anybody could prove anything.
#[test]
fn a_key_whose_gamma_or_delta_is_zero_is_refused() {
    let mut f = start(&[]);
    let good = Trapdoor::new(3, 1).key().to_vec();
    for (point, start, length) in
        [("alpha", 0, 64), ("beta", 64, 128), ("gamma", 192, 128), ("delta", 320, 128), ("IC", 448, 64)]
    {
        let mut key = good.clone();
        key[start..start + length].fill(0);
        let error = f.run("stranger", &ExecuteMsg::RegisterKey { key: key.into() }).unwrap_err();
        assert_eq!(error, ProofError::Infinity { point }.into());
        let mut key = good.clone();
        key[start + length - 1] ^= 1;
        let error = f.run("stranger", &ExecuteMsg::RegisterKey { key: key.into() }).unwrap_err();
        assert_eq!(error, ProofError::NotOnCurve { point }.into());
        let mut key = good.clone();
        key[start] = 0x7f;
        let error = f.run("stranger", &ExecuteMsg::RegisterKey { key: key.into() }).unwrap_err();
        assert!(matches!(error, ContractError::Proof(ProofError::NonCanonical { .. })), "{point}: {error}");
    }
}

/// The statement names job, provider, program, input and output.
#[test]
fn a_proof_of_a_statement_serves_one_job_of_one_provider() {
    for key in [Trapdoor::new(4, 2), Trapdoor::new(4, 2).with_other_gamma()] {
        let other_key = Trapdoor::new(5, 2);
        let f = start(&[&key, &other_key]);
        let mine = of(&key);
        let proof = key.prove_statement(&statement(&f, &mine));
        f.verify(STATEMENT, &mine, &proof).unwrap();
        for stolen in [
            Claim { job_id: 8, ..mine.clone() },
            Claim { provider: f.gateway.to_string(), ..mine.clone() },
            Claim { program: other_key.program(), ..mine.clone() },
            Claim { input: sha256(b"another"), ..mine.clone() },
            Claim { output: sha256(b"another"), ..mine.clone() },
        ] {
            f.refuses(STATEMENT, &stolen, &proof, ProofError::PairingFailed);
        }
    }
}

#[test]
fn no_byte_of_a_proof_can_be_flipped_or_left_out() {
    let key = Trapdoor::new(6, 2);
    let f = start(&[&key]);
    let good = points(&key.prove_statement(&statement(&f, &of(&key))));
    let proof = |bytes: &[u8]| Proof::Groth16 { proof: bytes.into(), inputs: None };
    f.verify(STATEMENT, &of(&key), &proof(&good)).unwrap();
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 1 << (at % 8);
        f.verify(STATEMENT, &of(&key), &proof(&bytes)).expect_err(&format!("byte {at}"));
    }
    for got in [0, 255, 257, 260] {
        let bytes: Vec<u8> = good.iter().copied().cycle().take(got).collect();
        let length = ContractError::ProofLength { bn254: 256, bls12_381: 192, got };
        f.refuses(STATEMENT, &of(&key), &proof(&bytes), length);
    }
}

#[test]
fn a_statement_takes_a_key_of_two_inputs_and_brings_none() {
    let (one, two) = (Trapdoor::new(7, 1), Trapdoor::new(7, 2));
    let f = start(&[&one, &two]);
    let said = statement(&f, &of(&one));
    let proof = Proof::Groth16 { proof: one.prove(0, &said), inputs: None };
    f.refuses(STATEMENT, &of(&one), &proof, ProofError::InputCount { expected: 1, got: 2 });
    let inputs = halves(&statement(&f, &of(&two)));
    let unexpected = ContractError::UnexpectedJournal { what: "public inputs", method: STATEMENT, got: 64 };
    f.refuses(STATEMENT, &of(&two), &two.prove_output(&inputs), unexpected);
}

#[test]
fn under_the_policy_output_the_public_inputs_hash_to_the_output() {
    for (count, inputs) in [(0, words(&[])), (1, words(&[5])), (3, words(&[5, 0, u64::MAX]))] {
        let key = Trapdoor::new(8, count);
        let f = start(&[&key]);
        let claim = Claim { input: HexBinary::from([0; 32]), output: sha256(&inputs), ..of(&key) };
        let proof = key.prove_output(&inputs);
        f.verify(OUTPUT, &claim, &proof).unwrap();
        // It says nothing of who delivers it for which job.
        f.verify(OUTPUT, &Claim { job_id: 8, ..claim.clone() }, &proof).unwrap();

        let bare = Proof::Groth16 { proof: points(&proof).into(), inputs: None };
        f.refuses(OUTPUT, &claim, &bare, ContractError::MissingValues { what: "public inputs" });
        let other = Claim { output: sha256(b"another"), ..claim.clone() };
        let digest = ContractError::JournalDigest {
            what: "public inputs",
            expected: other.output.clone(),
            got: claim.output,
        };
        f.refuses(OUTPUT, &other, &proof, digest);
    }
}

#[test]
fn public_inputs_are_as_many_canonical_words_as_the_key_has() {
    let key = Trapdoor::new(9, 2);
    let f = start(&[&key]);
    let refused = |inputs: &[u8], expected: ContractError| {
        let claim = Claim { input: HexBinary::from([0; 32]), output: sha256(inputs), ..of(&key) };
        f.refuses(OUTPUT, &claim, &key.prove_output(inputs), expected);
    };
    refused(&words(&[1]), ProofError::InputCount { expected: 2, got: 1 }.into());
    refused(&words(&[1, 2, 3]), ProofError::InputCount { expected: 2, got: 3 }.into());
    refused(&words(&[1, 2])[..63], ContractError::InputsLength { got: 63 });
    // The group order plus 2 stands for 2, and would be another output of the same proof.
    let order = "30644e72e131a029b85045b68181585d2833e84879b9709143e1f593f0000003";
    let second = HexBinary::from_hex(order).unwrap();
    refused(&[&words(&[1])[..], &second].concat(), ProofError::InputNotCanonical { index: 1 }.into());
}

#[test]
fn public_inputs_state_the_jobs_input_where_the_program_is_registered_to() {
    // The digest of the input is cut to 248 bits by choice of an input whose first byte is 0.
    let input = (0u32..).map(|n| sha256(&n.to_be_bytes())).find(|digest| digest[0] == 0).unwrap();
    let key = Trapdoor::new(10, 2);
    let mut f = start(&[&key]);
    let inputs = [&words(&[7])[..], &input].concat();
    let claim = Claim { input, output: sha256(&inputs), ..of(&key) };
    let proof = key.prove_output(&inputs);
    f.refuses(OUTPUT, &claim, &proof, ContractError::UnknownProgram { program: key.program() });
    f.run("owner", &ExecuteMsg::RegisterProgram { program: key.program(), input_offset: 32 }).unwrap();
    f.wait(DAYS);
    f.verify(OUTPUT, &claim, &proof).unwrap();
    let other = Claim { input: sha256(b"another"), ..claim.clone() };
    let stated = ContractError::JournalInput {
        what: "public inputs",
        expected: other.input.clone(),
        got: claim.input,
    };
    f.refuses(OUTPUT, &other, &proof, stated);
}

/// A key of snarkjs and its proof of the public input 33, from the shared vectors.
#[test]
fn a_snarkjs_proof_verifies_under_its_registered_key() {
    let Some(vector) = vectors::<Value>("groth16_bn254_snarkjs.json") else { return };
    let key = snarkjs::verification_key(&vector["verification_key"].to_string()).unwrap();
    let proof = snarkjs::proof(&vector["proof"].to_string()).unwrap();
    let inputs = snarkjs::public(&vector["public"].to_string(), key.curve).unwrap().concat();
    assert_eq!(inputs, words(&[33]));
    let mut f = start(&[]);
    f.run("stranger", &ExecuteMsg::RegisterKey { key: Binary::from(key.bytes.clone()) }).unwrap();
    let claim = Claim {
        program: sha256(&key.bytes),
        input: HexBinary::from([0; 32]),
        output: sha256(&inputs),
        ..claim()
    };
    let with =
        |inputs: &[u8]| Proof::Groth16 { proof: proof.bytes.clone().into(), inputs: Some(inputs.into()) };
    f.verify(OUTPUT, &claim, &with(&inputs)).unwrap();
    let other = words(&[34]);
    let claim = Claim { output: sha256(&other), ..claim };
    f.refuses(OUTPUT, &claim, &with(&other), ProofError::PairingFailed);
}

#[test]
fn a_method_takes_its_own_kind_of_proof() {
    let key = Trapdoor::new(11, 2);
    let f = start(&[&key]);
    let groth16 = key.prove_statement(&[1; 32]);
    let receipt = Proof::RiscZero { seal: vec![0; 260].into(), journal: None };
    for (method, proof, expected, got) in [
        (STATEMENT, &receipt, "a Groth16 proof", "a RISC Zero receipt"),
        (OUTPUT, &f.proof(&claim(), &[0, 1]), "a Groth16 proof", "signatures"),
        (RISC_ZERO, &groth16, "a RISC Zero receipt", "a Groth16 proof"),
    ] {
        f.refuses(method, &of(&key), proof, ContractError::ProofKind { method, expected, got });
    }
}

#[test]
fn a_disabled_method_verifies_nothing() {
    let key = Trapdoor::new(12, 2);
    let mut f = start(&[&key]);
    let proof = key.prove_statement(&statement(&f, &of(&key)));
    f.run("guardian", &ExecuteMsg::DisableMethod { method: STATEMENT }).unwrap();
    f.refuses(STATEMENT, &of(&key), &proof, ContractError::MethodDisabled { method: STATEMENT });
}
