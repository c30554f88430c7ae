//! Real SP1 proofs through the gateway, and the versions that a method accepts.

use api::verifier_gateway::raw::method_status;
use api::verifier_gateway::{
    Claim, ExecuteMsg, JournalPolicy, MethodKind, MethodParams, MethodResponse, Proof, QueryMsg,
};
use cosmwasm_std::{Binary, HexBinary};
use proofs::sp1::Accepted;
use proofs::ProofError;
use serde::Deserialize;
use verifier_gateway::error::ContractError;

use crate::support::{claim, method, sha256, try_start, vectors, Fixture};

const V4_0: [u8; 4] = [0x11, 0xb6, 0xa0, 0x9d];
const V5_0: [u8; 4] = [0xa4, 0x59, 0x4c, 0x59];
const V6_0: [u8; 4] = [0x0e, 0x78, 0xf4, 0xdb];
/// Methods of [`start`], after those that every gateway has.
const STATEMENT: u32 = 7;
const OUTPUT: u32 = 8;
const VALUES: &str = "public values";

/// A proof of the shared vectors.
#[derive(Clone, Deserialize)]
struct Vector {
    name: String,
    proof_bytes: HexBinary,
    program_vkey: HexBinary,
    public_values: HexBinary,
}

impl Vector {
    fn claim(&self) -> Claim {
        Claim {
            program: self.program_vkey.clone(),
            input: HexBinary::from([0; 32]),
            output: sha256(&self.public_values),
            ..claim()
        }
    }

    fn proof(&self) -> Proof {
        self.with(&self.proof_bytes, Some(&self.public_values))
    }

    fn with(&self, proof: &[u8], values: Option<&[u8]>) -> Proof {
        Proof::Sp1 { proof: proof.into(), values: values.map(Binary::from) }
    }

    fn selector(&self) -> [u8; 4] {
        *self.proof_bytes.first_chunk().unwrap()
    }
}

fn real() -> Option<Vec<Vector>> {
    vectors("sp1_groth16_proofs.json")
}

fn set(selectors: &[[u8; 4]]) -> Accepted {
    selectors.iter().fold(Accepted::NONE, |all, selector| all.with(*selector).unwrap())
}

fn sp1(policy: JournalPolicy, selectors: &[[u8; 4]]) -> MethodParams {
    let selectors = selectors.iter().map(HexBinary::from).collect();
    method("SP1", 10_000, MethodKind::Sp1 { policy, selectors })
}

/// A gateway with an SP1 method of each policy.
fn start(selectors: &[[u8; 4]]) -> Fixture {
    try_start(|msg| {
        msg.methods.extend([sp1(JournalPolicy::Statement, selectors), sp1(JournalPolicy::Output, selectors)]);
    })
    .unwrap()
}

fn described(f: &Fixture) -> MethodResponse {
    f.ask(&QueryMsg::Method { method: OUTPUT }).unwrap()
}

#[test]
fn real_proofs_of_several_versions_verify_with_their_public_values() {
    let Some(real) = real() else { return };
    let f = start(&[V4_0, V6_0]);
    assert_eq!(real.iter().map(Vector::selector).collect::<Vec<_>>(), [V4_0, V6_0]);
    for vector in real {
        f.verify(OUTPUT, &vector.claim(), &vector.proof()).expect(&vector.name);
        // They say nothing of who delivers them for which job.
        f.verify(OUTPUT, &Claim { job_id: 8, ..vector.claim() }, &vector.proof()).expect(&vector.name);
    }
}

/// A proof binds 253 bits of the values' digest. Were the values left out, the provider could claim seven outputs
/// that nobody ever computed, each by the highest bits of another.
#[test]
fn a_digest_whose_highest_bits_are_anothers_is_no_output() {
    let Some(real) = real() else { return };
    let f = start(&[V4_0, V6_0]);
    for vector in real {
        for bits in 1..8u8 {
            let mut output = vector.claim().output.to_vec();
            output[0] ^= bits << 5;
            let stolen = Claim { output: output.into(), ..vector.claim() };
            let bare = vector.with(&vector.proof_bytes, None);
            f.refuses(OUTPUT, &stolen, &bare, ContractError::MissingValues { what: VALUES });
            let digest = ContractError::JournalDigest {
                what: VALUES,
                expected: stolen.output.clone(),
                got: vector.claim().output,
            };
            f.refuses(OUTPUT, &stolen, &vector.proof(), digest);
        }
        let bare = vector.with(&vector.proof_bytes, None);
        f.refuses(OUTPUT, &vector.claim(), &bare, ContractError::MissingValues { what: VALUES });
    }
}

#[test]
fn no_byte_of_proof_program_or_values_can_be_flipped() {
    let Some(real) = real() else { return };
    let f = start(&[V4_0, V6_0]);
    for vector in real {
        for at in 0..vector.proof_bytes.len() {
            let mut bytes = vector.proof_bytes.to_vec();
            bytes[at] ^= 1 << (at % 8);
            let proof = vector.with(&bytes, Some(&vector.public_values));
            f.verify(OUTPUT, &vector.claim(), &proof).expect_err(&format!("{}: byte {at}", vector.name));
        }
        for at in 0..32 {
            let mut program = vector.program_vkey.to_vec();
            program[at] ^= 1 << (at % 8);
            let claim = Claim { program: program.into(), ..vector.claim() };
            f.verify(OUTPUT, &claim, &vector.proof()).expect_err(&format!("{}: program {at}", vector.name));
        }
        let mut values = vector.public_values.to_vec();
        values[0] ^= 1;
        let claim = Claim { output: sha256(&values), ..vector.claim() };
        let proof = vector.with(&vector.proof_bytes, Some(&values));
        f.refuses(OUTPUT, &claim, &proof, ProofError::PairingFailed);
    }
}

#[test]
fn public_values_state_the_jobs_input_where_the_program_is_registered_to() {
    let Some(real) = real() else { return };
    let mut f = start(&[V4_0, V6_0]);
    let vector = &real[0];
    // These values hold three words: let the second be an input's digest.
    let stated = HexBinary::from(&vector.public_values[32..64]);
    let program = vector.program_vkey.clone();
    let claim = Claim { input: stated.clone(), ..vector.claim() };
    f.refuses(OUTPUT, &claim, &vector.proof(), ContractError::UnknownProgram { program: program.clone() });
    f.run("owner", &ExecuteMsg::RegisterProgram { program, input_offset: 32 }).unwrap();
    f.wait(3 * 86_400);
    f.verify(OUTPUT, &claim, &vector.proof()).unwrap();
    let other = Claim { input: sha256(b"another"), ..claim };
    let expected = other.input.clone();
    f.refuses(
        OUTPUT,
        &other,
        &vector.proof(),
        ContractError::JournalInput { what: VALUES, expected, got: stated },
    );
}

#[test]
fn under_the_policy_statement_the_values_are_the_statement_and_do_not_come() {
    let Some(real) = real() else { return };
    let f = start(&[V4_0, V6_0]);
    for vector in real {
        let bare = vector.with(&vector.proof_bytes, None);
        f.refuses(STATEMENT, &vector.claim(), &bare, ProofError::PairingFailed);
        let got = vector.public_values.len();
        let unexpected = ContractError::UnexpectedJournal { what: VALUES, method: STATEMENT, got };
        f.refuses(STATEMENT, &vector.claim(), &vector.proof(), unexpected);
    }
}

#[test]
fn a_method_names_versions_of_sp1_and_none_of_risc_zero() {
    let add = |selectors: &[&[u8]]| {
        let selectors = selectors.iter().map(|selector| HexBinary::from(*selector)).collect();
        let kind = MethodKind::Sp1 { policy: JournalPolicy::Output, selectors };
        let msg = ExecuteMsg::AddMethod { params: method("SP1", 10_000, kind) };
        Fixture::new().run("owner", &msg).map(drop)
    };
    add(&[&V5_0, &V4_0]).unwrap();
    for got in [&[0x73, 0xc4, 0x57, 0xba][..], &V5_0[..3], &[], &[0; 4]] {
        let error = ContractError::UnknownSelector { known: Accepted::ALL.into(), got: got.into() };
        assert_eq!(add(&[&V5_0, got]).unwrap_err(), error);
        assert!(
            error.to_string().contains("expected one of 11b6a09d, a4594c59, 0e78f4db, 4388a21c"),
            "{error}"
        );
    }
    assert_eq!(add(&[]).unwrap_err(), ContractError::SelectorCount { max: 16, got: 0 });
    let twice = ContractError::DuplicateSelector { selector: V5_0.into() };
    assert_eq!(add(&[&V5_0, &V5_0]).unwrap_err(), twice);
    let f = start(&[V6_0, V4_0]);
    assert_eq!(described(&f).accepted, [HexBinary::from(V4_0), V6_0.into()], "oldest first");
}

#[test]
fn a_stopped_version_verifies_nothing_and_the_last_one_disables_the_method() {
    let mut f = start(&[V4_0, V6_0]);
    let stop = |selector: [u8; 4]| ExecuteMsg::StopSelector { method: OUTPUT, selector: selector.into() };
    f.run("guardian", &stop(V4_0)).unwrap();
    assert_eq!(described(&f).accepted, [HexBinary::from(V6_0)]);
    let status = method_status(f.app.wrap(), &f.gateway, OUTPUT).unwrap().unwrap();
    assert_eq!((status.narrowed_at, status.disabled), (f.now(), false));
    if let Some(real) = real() {
        let refused = ProofError::Sp1Selector { accepted: set(&[V6_0]), got: V4_0 };
        f.refuses(OUTPUT, &real[0].claim(), &real[0].proof(), refused);
        f.verify(OUTPUT, &real[1].claim(), &real[1].proof()).unwrap();
    }
    for selector in [V4_0, V5_0] {
        let accepted = set(&[V6_0]).into();
        let error = ContractError::SelectorNotAccepted { method: OUTPUT, accepted, got: selector.into() };
        assert_eq!(f.run("owner", &stop(selector)).unwrap_err(), error);
    }
    f.run("guardian", &stop(V6_0)).unwrap();
    assert!(described(&f).disabled && described(&f).accepted.is_empty());
}
