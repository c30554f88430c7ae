//! Groth16 over BLS12-381 under registered keys, on the functions of the embedded chain, which are those of a real one. What
//! holds whatever the curve, `groth16.rs` tests.

use api::verifier_gateway::{
    Claim, Curve, ExecuteMsg, JournalPolicy, KeyResponse, MethodKind, Proof, QueryMsg,
};
use compute_amm_testing::groth16::{BlsTrapdoor, Trapdoor};
use cosmwasm_std::{Binary, Event, HexBinary};
use proofs::formats::{gnark, snarkjs, Curve as Format};
use proofs::ProofError;
use serde_json::{json, Value};
use verifier_gateway::error::ContractError;

use crate::support::{claim, method, sha256, try_start, vectors, Fixture};

/// Methods of [`start`], after those that every gateway has.
const STATEMENT: u32 = 7;
const OUTPUT: u32 = 8;

/// A gateway with a Groth16 method of each policy.
fn start() -> Fixture {
    let groth16 = |policy| method("Groth16", 10_000, MethodKind::Groth16 { policy });
    try_start(|msg| {
        msg.methods.extend([groth16(JournalPolicy::Statement), groth16(JournalPolicy::Output)]);
    })
    .unwrap()
}

fn register(f: &mut Fixture, key: impl Into<Binary>) -> Result<Vec<Event>, ContractError> {
    f.run("stranger", &ExecuteMsg::RegisterKey { key: key.into() }).map(|told| told.events)
}

fn of(program: HexBinary) -> Claim {
    Claim { program, ..claim() }
}

fn statement(f: &Fixture, claim: &Claim) -> HexBinary {
    f.statement(claim, None).statement
}

fn delivered(proof: &[u8]) -> Proof {
    Proof::Groth16 { proof: proof.into(), inputs: None }
}

#[test]
fn a_key_says_its_curve_and_is_registered_once() {
    let mut f = start();
    let key = BlsTrapdoor::new(1, 2);
    let program = key.program();
    let claim = of(program.clone());
    let proof = key.prove_statement(&statement(&f, &claim));
    let unknown = ContractError::UnknownKey { program: program.clone(), curves: "BLS12-381" };
    f.refuses(STATEMENT, &claim, &proof, unknown);

    let told = register(&mut f, key.key()).unwrap();
    let event = Event::new("wasm-register_key")
        .add_attribute("_contract_address", &f.gateway)
        .add_attribute("program", program.to_hex())
        .add_attribute("curve", "bls12_381")
        .add_attribute("inputs", "2");
    assert!(told.contains(&event), "{told:?}");
    let question = QueryMsg::Key { program: program.clone() };
    let answer: Value = f.ask(&question).unwrap();
    assert_eq!(answer, json!({"curve": "bls12_381", "inputs": 2}));
    assert_eq!(f.ask(&question), Ok(KeyResponse { curve: Curve::Bls12_381, inputs: 2 }));
    f.verify(STATEMENT, &claim, &proof).unwrap();
    let again = ContractError::KeyRegistered { program: program.clone() };
    assert_eq!(register(&mut f, key.key()).unwrap_err(), again);
    // α, β, γ, δ as they came, and three input points, 48 bytes a coordinate.
    let stored = |prefix: &[u8]| {
        let raw = f.app.wrap().query_wasm_raw(&f.gateway, [prefix, program.as_slice()].concat());
        raw.unwrap().map(|stored| stored.len())
    };
    assert_eq!((stored(b"b"), stored(b"k")), (Some(48 + 3 * 96 + 3 * 96), None));
}

/// A proof's length says of what curve its key must be.
#[test]
fn a_key_of_one_curve_judges_no_proof_over_the_other() {
    let mut f = start();
    let (bls, bn254) = (BlsTrapdoor::new(1, 2), Trapdoor::new(1, 2));
    register(&mut f, bls.key()).unwrap();
    register(&mut f, bn254.key()).unwrap();
    for (mine, curves, other) in [
        (of(bls.program()), "BN254", bn254.prove_statement(&[1; 32])),
        (of(bn254.program()), "BLS12-381", bls.prove_statement(&[1; 32])),
    ] {
        let unknown = ContractError::UnknownKey { program: mine.program.clone(), curves };
        f.refuses(STATEMENT, &mine, &other, unknown);
    }
    let proof = |length: usize| delivered(&vec![0x80; length]);
    for got in [0, 191, 193, 255, 257] {
        let length = ContractError::ProofLength { bn254: 256, bls12_381: 192, got };
        f.refuses(STATEMENT, &of(bls.program()), &proof(got), length);
    }
}

#[test]
fn a_proof_of_a_statement_serves_one_job_of_one_provider() {
    for key in [BlsTrapdoor::new(4, 2), BlsTrapdoor::new(4, 2).with_other_gamma()] {
        let (mut f, other_key) = (start(), BlsTrapdoor::new(5, 2));
        register(&mut f, key.key()).unwrap();
        register(&mut f, other_key.key()).unwrap();
        let mine = of(key.program());
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
fn no_byte_of_a_proof_can_be_flipped() {
    let (mut f, key) = (start(), BlsTrapdoor::new(6, 2));
    register(&mut f, key.key()).unwrap();
    let claim = of(key.program());
    let Proof::Groth16 { proof: good, .. } = key.prove_statement(&statement(&f, &claim)) else {
        panic!("a Groth16 proof")
    };
    f.verify(STATEMENT, &claim, &delivered(&good)).unwrap();
    for at in 0..good.len() {
        let mut bytes = good.to_vec();
        bytes[at] ^= 1 << (at % 8);
        f.verify(STATEMENT, &claim, &delivered(&bytes)).expect_err(&format!("byte {at}"));
    }
    // The host says no more of a point than that it is none; the contract says which.
    for (point, at) in [("A", 47), ("B", 143), ("C", 191)] {
        let mut bytes = good.to_vec();
        let changed = (1..=255).find_map(|change| {
            bytes[at] = good[at] ^ change;
            let said = f.verify(STATEMENT, &claim, &delivered(&bytes)).unwrap_err();
            said.ends_with(&ProofError::NotInGroup { point }.to_string()).then_some(said)
        });
        assert!(changed.is_some(), "{point}");
    }
}

#[test]
fn malformed_keys_are_refused_by_name() {
    let mut f = start();
    let good = BlsTrapdoor::new(3, 1).key().to_vec();
    for (point, at, length) in
        [("alpha", 0, 48), ("beta", 48, 96), ("gamma", 144, 96), ("delta", 240, 96), ("IC", 336, 48)]
    {
        let with = |first: u8, rest: Option<u8>| {
            let mut key = good.clone();
            key[at] = first;
            if let Some(byte) = rest {
                key[at + 1..at + length].fill(byte);
            }
            key
        };
        for (key, expected) in [
            (with(0xc0, Some(0)), ProofError::Infinity { point }),
            (with(good[at] | 0x40, None), ProofError::Infinity { point }),
            (with(0x9f, Some(0xff)), ProofError::NotInGroup { point }),
        ] {
            assert_eq!(register(&mut f, key).unwrap_err(), expected.into());
        }
        if at > 0 {
            let expected = ProofError::NotCompressed { point };
            assert_eq!(register(&mut f, with(good[at] & 0x7f, None)).unwrap_err(), expected.into());
        }
    }
    for length in [335, 336, 431] {
        let got = ProofError::KeyLength { fixed: 336, point: 48, most: 33, got: length };
        assert_eq!(register(&mut f, &good[..length]).unwrap_err(), got.into());
    }
    let mut equal = good.clone();
    equal.copy_within(144..240, 240);
    let expected = ProofError::KeyPointsEqual { point: "gamma", other: "delta" };
    assert_eq!(register(&mut f, equal).unwrap_err(), expected.into());
    // As a key over BN254 would begin.
    let mut other = good;
    other[0] &= 0x7f;
    let expected = ProofError::KeyLength { fixed: 448, point: 64, most: 33, got: 432 };
    assert_eq!(register(&mut f, other).unwrap_err(), expected.into());
}

#[test]
fn keys_of_0_to_32_inputs_judge_outputs() {
    let mut f = start();
    for count in [0u8, 1, 8, 32] {
        let key = BlsTrapdoor::new(2, count.into());
        register(&mut f, key.key()).unwrap();
        let word = |i: u8| [&[0x3f; 31][..], &[i]].concat();
        let inputs: Vec<u8> = (0..count).flat_map(word).collect();
        let claim = Claim { input: HexBinary::from([0; 32]), output: sha256(&inputs), ..of(key.program()) };
        f.verify(OUTPUT, &claim, &key.prove_output(&inputs)).unwrap();
        let more = [&inputs[..], &word(0)].concat();
        let claim = Claim { output: sha256(&more), ..claim };
        let expected = ProofError::InputCount { expected: count.into(), got: usize::from(count) + 1 };
        f.refuses(OUTPUT, &claim, &key.prove_output(&more), expected);
    }
}

/// The group order stands for 0, and would be another output of the same proof.
#[test]
fn public_inputs_are_below_the_group_order() {
    let (mut f, key) = (start(), BlsTrapdoor::new(9, 1));
    register(&mut f, key.key()).unwrap();
    let order = "73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000001";
    let order = HexBinary::from_hex(order).unwrap();
    let claim = Claim { input: HexBinary::from([0; 32]), output: sha256(&order), ..of(key.program()) };
    f.refuses(OUTPUT, &claim, &key.prove_output(&order), ProofError::InputNotCanonical { index: 0 });
}

/// A key and a proof of the public input 33 that another project's prover made, from the shared vectors.
#[test]
fn anothers_proof_verifies_under_its_registered_key() {
    let Some(vector) = vectors::<Value>("groth16_bls12_381.json") else { return };
    let field = |name: &str| HexBinary::from_hex(vector[0][name].as_str().unwrap()).unwrap().to_vec();
    let g1 = field("vk_alpha1");
    let key = [
        &[&g1[..], &g1, &field("vk_beta_2"), &field("vk_gamma_2"), &g1, &field("vk_delta_2")].concat()[..],
        &[0, 0, 0, 2],
        &field("vk_ic0"),
        &field("vk_ic1"),
    ];
    let key = gnark::verifying_key(Format::Bls12381, &key.concat()).unwrap();
    let proof = [field("proof_a"), field("proof_b"), field("proof_c")].concat();
    let proof = gnark::proof(Format::Bls12381, &proof).unwrap();
    let inputs = snarkjs::public(&vector[0]["public_inputs_dec"].to_string(), Format::Bls12381).unwrap();
    let mut f = start();
    register(&mut f, key.bytes.clone()).unwrap();
    let claim = |inputs: &[u8]| Claim {
        input: HexBinary::from([0; 32]),
        output: sha256(inputs),
        ..of(sha256(&key.bytes))
    };
    let with =
        |inputs: &[u8]| Proof::Groth16 { proof: proof.bytes.clone().into(), inputs: Some(inputs.into()) };
    let inputs = inputs.concat();
    f.verify(OUTPUT, &claim(&inputs), &with(&inputs)).unwrap();
    let mut other = inputs;
    other[31] = 34;
    f.refuses(OUTPUT, &claim(&other), &with(&other), ProofError::PairingFailed);
}
