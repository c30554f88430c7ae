//! What provers write is read to what the verifiers take; what is wrong in it is named.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use ark_ec::AffineRepr;
use ark_ff::PrimeField;
use ark_serialize::CanonicalSerialize;
use common::{bytes, decimal, receipts, vectors};
use proofs::formats::{
    arkworks, gnark, risc0_receipt, set_inclusion, snarkjs, sp1_proof, Curve, PreparedKey,
};
use proofs::groth16::{self, VerifyingKey};
use proofs::{sp1, ProofError};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

/// Of a vector in snarkjs' format, the three documents.
fn snarkjs_vector() -> Option<Value> {
    vectors("groth16_bn254_snarkjs.json")
}

fn message<T>(result: Result<T, proofs::formats::FormatError>) -> String {
    result.err().unwrap().to_string()
}

#[test]
fn snarkjs_documents_verify() {
    let Some(json) = snarkjs_vector() else { return };
    let key = snarkjs::verification_key(&json["verification_key"].to_string()).unwrap();
    let proof = snarkjs::proof(&json["proof"].to_string()).unwrap();
    let inputs = snarkjs::public(&json["public"].to_string(), key.curve).unwrap();
    assert_eq!(inputs, [decimal(&json["public"][0])]);
    let key = PreparedKey::from_bytes(&key.bytes).unwrap();
    assert_eq!((key.curve(), key.verify(&proof.bytes, &inputs)), (Curve::Bn254, Ok(())));
    let expected = ProofError::ProofLength { expected: 256, got: 192 };
    assert_eq!(key.verify(&proof.bytes[..192], &inputs), Err(expected));
}

/// Changes the value at `path` of the key and gives the error.
fn key_with(json: &Value, path: &str, value: Value) -> String {
    let mut key = json["verification_key"].clone();
    *key.pointer_mut(path).unwrap() = value;
    message(snarkjs::verification_key(&key.to_string()))
}

#[test]
fn what_is_wrong_in_a_snarkjs_document_is_named() {
    let Some(json) = snarkjs_vector() else { return };
    assert_eq!(key_with(&json, "/protocol", json!("plonk")), "protocol: expected \"groth16\", got \"plonk\"");
    let text = "curve: expected \"bn128\" or \"bls12381\", got \"secp256k1\"";
    assert_eq!(key_with(&json, "/curve", json!("secp256k1")), text);
    assert_eq!(key_with(&json, "/nPublic", json!(2)), "IC: expected one point more than nPublic, 2, got 2");
    let text = "vk_beta_2[0][1]: expected a decimal number of at most 120 digits, got 0x12";
    assert_eq!(key_with(&json, "/vk_beta_2/0/1", json!("0x12")), text);
    assert_eq!(key_with(&json, "/vk_beta_2/0/1", json!(12)), "vk_beta_2[0][1]: expected text, got 12");
    assert_eq!(key_with(&json, "/vk_beta_2/0", json!(["1"])), "vk_beta_2[0]: expected 2 elements, got 1");
    assert_eq!(
        key_with(&json, "/vk_alpha_1/1", json!("5")),
        "vk_alpha_1: expected a point on the curve, got one off it"
    );
    assert_eq!(key_with(&json, "/IC/1/2", json!("0")), "IC[1]: expected a finite point, got infinity");
    assert_eq!(key_with(&json, "/IC/1/2", json!("2")), "IC[1][2]: expected 1, got \"2\"");
    let modulus = "21888242871839275222246405745257275088696311157297823662689037894645226208583";
    assert_eq!(
        key_with(&json, "/vk_alpha_1/0", json!(modulus)),
        format!(
            "vk_alpha_1[0]: expected an integer below the field's modulus, got 0x{}",
            "30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"
        )
    );
    let mut key = json["verification_key"].clone();
    key.as_object_mut().unwrap().remove("vk_delta_2");
    assert_eq!(
        message(snarkjs::verification_key(&key.to_string())),
        "vk_delta_2: expected a value, got nothing"
    );
    assert!(message(snarkjs::proof("{")).starts_with("proof.json: expected JSON, got "));
    let order = "21888242871839275222246405745257275088548364400416034343698204186575808495617";
    let text = message(snarkjs::public(&json!(["1", order]).to_string(), Curve::Bn254));
    assert!(text.starts_with("public[1]: expected an integer below the group order, got 0x30644e72"));
}

/// The BLS12-381 vector, whose points are written as gnark writes raw ones.
#[test]
fn a_bls12_381_proof_verifies_from_its_parsed_points() {
    let Some(json) = vectors("groth16_bls12_381.json") else { return };
    let vector = &json[0];
    let field = |name: &str| bytes(&vector[name]);
    let beta_1 = field("vk_alpha1");
    let key = [
        field("vk_alpha1"),
        beta_1.clone(),
        field("vk_beta_2"),
        field("vk_gamma_2"),
        beta_1,
        field("vk_delta_2"),
        vec![0, 0, 0, 2],
        field("vk_ic0"),
        field("vk_ic1"),
    ]
    .concat();
    let proof = [field("proof_a"), field("proof_b"), field("proof_c")].concat();
    let parsed_key = gnark::verifying_key(Curve::Bls12381, &key).unwrap();
    let parsed = gnark::proof(Curve::Bls12381, &proof).unwrap();
    assert_eq!(parsed_key.bytes.len(), 48 + 3 * 96 + 2 * 48);
    let input = decimal(&vector["public_inputs_dec"][0]);
    let prepared = PreparedKey::from_bytes(&parsed_key.bytes).unwrap();
    assert_eq!(prepared.curve(), Curve::Bls12381);
    assert_eq!(prepared.verify(&parsed.bytes, &[input]), Ok(()));
    assert_eq!(prepared.verify(&parsed.bytes, &[[1; 32]]), Err(ProofError::PairingFailed));
    let expected = ProofError::ProofLength { expected: 192, got: 384 };
    assert_eq!(prepared.verify(&proof, &[input]), Err(expected));
    for position in 0..proof.len() {
        let mut changed = proof.clone();
        changed[position] ^= 1 << (position % 8);
        assert!(gnark::proof(Curve::Bls12381, &changed).is_err(), "proof changed at {position}");
    }
}

/// SP1's keys in the repository are gnark's, and the verifier's own constants come from them.
#[test]
fn gnarks_keys_are_read() {
    for version in sp1::VERSIONS {
        let path = format!("{}/keys/sp1_{}.txt", env!("CARGO_MANIFEST_DIR"), version.name);
        let text = std::fs::read_to_string(path).unwrap();
        let digits: String = text.lines().filter(|line| !line.starts_with('#')).collect();
        let mut key = hex::decode(digits).unwrap();
        let parsed = gnark::verifying_key(Curve::Bn254, &key).unwrap();
        let inputs = if version.vk_root.is_some() { 5 } else { 2 };
        let prepared = groth16::PreparedKey::prepare(&VerifyingKey::from_bytes(&parsed.bytes).unwrap());
        assert_eq!(prepared.unwrap().input_count(), inputs);
        // The number of commitments is the last but one word.
        let last = key.len() - 5;
        key[last] = 1;
        let text = "commitments: expected none: proofs with commitments are not verified, got 1";
        assert_eq!(message(gnark::verifying_key(Curve::Bn254, &key)), text);
        key.truncate(last - 3);
        assert_eq!(gnark::verifying_key(Curve::Bn254, &key), Ok(parsed));
        key.truncate(key.len() - 1);
        let text = format!("IC[{inputs}]: expected 32 bytes, got 31");
        assert_eq!(message(gnark::verifying_key(Curve::Bn254, &key)), text);
        key[0] = 0x40;
        let text = "alpha: expected a finite point, got infinity";
        assert_eq!(message(gnark::verifying_key(Curve::Bn254, &key)), text);
    }
}

#[test]
fn sp1s_proofs_are_read_and_verify() {
    let Some(Value::Array(all)) = vectors("sp1_groth16_proofs.json") else { return };
    for vector in all {
        let verifies = |document: &Value| {
            let proof = sp1_proof(&document.to_string()).unwrap();
            let digest = Sha256::digest(&proof.public_values).into();
            sp1::verify(sp1::Accepted::ALL, &proof.proof, &proof.program, &digest)
        };
        assert_eq!(verifies(&vector), Ok(()), "{}", vector["name"]);
        let proof = bytes(&vector["proof_bytes"]);
        let inputs: Vec<String> = vector["public_inputs_hex"]
            .as_array()
            .unwrap()
            .iter()
            .map(|input| {
                let input = format!("{:0>64}", input.as_str().unwrap());
                let input = ark_bn254::Fr::from_be_bytes_mod_order(&hex::decode(input).unwrap());
                input.into_bigint().to_string()
            })
            .collect();
        // As the SDK writes it, the points alone or what stands before them as well.
        for start in [proof.len() - 256, 4] {
            let document = json!({
                "proof": { "Groth16": {
                    "public_inputs": inputs,
                    "encoded_proof": hex::encode(&proof[start..]),
                    "raw_proof": "",
                    "groth16_vkey_hash": bytes(&vector["verifier_hash"]),
                } },
                "public_values": { "buffer": { "data": bytes(&vector["public_values"]) } },
                "sp1_version": vector["sp1_version"],
            });
            assert_eq!(verifies(&document), Ok(()), "{} from {start}", vector["name"]);
        }
        // As its templates write it for contracts.
        let document = json!({
            "vkey": format!("0x{}", vector["program_vkey"].as_str().unwrap()),
            "publicValues": format!("0x{}", vector["public_values"].as_str().unwrap()),
            "proof": format!("0x{}", vector["proof_bytes"].as_str().unwrap()),
        });
        assert_eq!(verifies(&document), Ok(()));
        let mut short = document.clone();
        short["proof"] = json!("0x11b6a09d");
        let text = "proof: expected 260 or 356 bytes with the selector, got 4 bytes";
        assert_eq!(message(sp1_proof(&short.to_string())), text);
        let mut short = document.clone();
        short["vkey"] = json!("0x00");
        assert_eq!(message(sp1_proof(&short.to_string())), "vkey: expected 32 bytes, got 1 bytes");
        let mut odd = document;
        odd["publicValues"] = json!("0x123");
        let text = "publicValues: expected an even number of hexadecimal digits, got 0x123";
        assert_eq!(message(sp1_proof(&odd.to_string())), text);
    }
    let text = "proof or proof_bytes or proofBytes: expected a value, got nothing";
    assert_eq!(message(sp1_proof("{}")), text);
}

#[test]
fn risc_zeros_receipts_are_read() {
    for receipt in receipts() {
        let parsed = risc0_receipt(&receipt.json.to_string()).unwrap();
        assert_eq!(parsed.seal, receipt.seal);
        assert_eq!(parsed.journal, bytes(&receipt.json["journal"]));
        assert_eq!(parsed.image_id, Some(receipt.image_id));
        // As the SDK writes it.
        let (words, _) = receipt.seal.as_chunks::<4>();
        let mut parameters = vec![u32::from_le_bytes(words[0])];
        parameters.resize(8, 7);
        let document = json!({
            "inner": { "Groth16": { "seal": receipt.seal[4..], "claim": null, "verifier_parameters": parameters } },
            "journal": { "bytes": parsed.journal },
            "metadata": { "verifier_parameters": parameters },
        });
        let sdk = risc0_receipt(&document.to_string()).unwrap();
        assert_eq!((sdk.seal, sdk.journal, sdk.image_id), (parsed.seal, parsed.journal, None));
        let mut short = document;
        short["inner"]["Groth16"]["seal"] = json!([1, 2, 3]);
        let text = "inner.Groth16.seal: expected 260 bytes with the selector, got 7 bytes";
        assert_eq!(message(risc0_receipt(&short.to_string())), text);
        short["inner"]["Groth16"]["seal"] = json!([1, 256]);
        let text = "inner.Groth16.seal[1]: expected a number below 256, got 256";
        assert_eq!(message(risc0_receipt(&short.to_string())), text);
    }
    let composite = json!({ "inner": { "Composite": {} }, "journal": { "bytes": [] } });
    let text = "inner.Groth16: expected a value, got nothing";
    assert_eq!(message(risc0_receipt(&composite.to_string())), text);
}

#[test]
fn a_set_inclusion_seal_is_read() {
    let word = |number: u8| {
        let mut word = [0; 32];
        word[31] = number;
        word
    };
    let nodes = [[0xaa; 32], [0xbb; 32]];
    let mut seal = vec![1, 2, 3, 4];
    for part in [word(32), word(64), word(160), word(2), nodes[0], nodes[1], word(3), [9; 32]] {
        seal.extend(part);
    }
    let parsed = set_inclusion(&seal).unwrap();
    assert_eq!(parsed.selector, [1, 2, 3, 4]);
    assert_eq!(parsed.path, nodes);
    assert_eq!(parsed.root_seal, [9; 3]);
    assert_eq!(message(set_inclusion(&seal[..3])), "selector: expected 4 bytes, got 3");
    assert_eq!(message(set_inclusion(&seal[..140])), "root_seal: expected at most 104 as offset, got 160");
    assert_eq!(message(set_inclusion(&seal[..230])), "root_seal: expected 3 bytes, got 2");
    seal[35] = 255;
    seal[34] = 255;
    assert_eq!(message(set_inclusion(&seal)), "seal: expected at most 256 as offset, got 65535");
    seal[4] = 1;
    assert!(message(set_inclusion(&seal)).starts_with("seal: expected a number below 2^32, got 0x01"));
}

#[test]
fn arkworks_inputs_are_read() {
    let inputs = [ark_bn254::Fr::from(5u64), -ark_bn254::Fr::from(1u64)];
    let mut encoded = Vec::new();
    inputs.to_vec().serialize_compressed(&mut encoded).unwrap();
    let parsed = arkworks::inputs(Curve::Bn254, &encoded).unwrap();
    let parsed: Vec<_> = parsed.iter().map(|input| ark_bn254::Fr::from_be_bytes_mod_order(input)).collect();
    assert_eq!(parsed, inputs);
    encoded[8..40].fill(0xff);
    let text = message(arkworks::inputs(Curve::Bn254, &encoded));
    assert!(text.starts_with("inputs[0]: expected an integer below the group order, got 0xff"));
    encoded[0] = 3;
    encoded[8..40].fill(0);
    let text = "inputs[2]: expected 32 bytes, got 0";
    assert_eq!(message(arkworks::inputs(Curve::Bn254, &encoded)), text);
}

/// A point of the curve outside the subgroup, and infinity, in every encoding of points.
#[test]
fn points_outside_the_subgroup_or_at_infinity_are_refused() {
    let outside = (1u64..)
        .filter_map(|x| ark_bls12_381::G1Affine::get_point_from_x_unchecked(x.into(), false))
        .find(|point| !point.is_in_correct_subgroup_assuming_on_curve())
        .unwrap();
    let (mut compressed, mut raw) = (Vec::new(), Vec::new());
    outside.serialize_compressed(&mut compressed).unwrap();
    outside.serialize_uncompressed(&mut raw).unwrap();
    for point in [&compressed, &raw] {
        let text = "A: expected a point of the subgroup of prime order, got one outside it";
        assert_eq!(message(gnark::proof(Curve::Bls12381, point)), text);
    }
    let text = message(arkworks::proof(Curve::Bls12381, &compressed));
    assert!(text.starts_with("a: expected a compressed point of the subgroup of prime order, got 0x80"));
    let mut infinity = Vec::new();
    ark_bn254::G1Affine::zero().serialize_compressed(&mut infinity).unwrap();
    assert_eq!(message(arkworks::proof(Curve::Bn254, &infinity)), "a: expected a finite point, got infinity");
    compressed[0] = 0xe0;
    let text = "A: expected a finite point, got the unknown flags 111";
    assert_eq!(message(gnark::proof(Curve::Bls12381, &compressed)), text);
    assert_eq!(message(gnark::proof(Curve::Bn254, &[])), "A: expected a point, got nothing");
}
