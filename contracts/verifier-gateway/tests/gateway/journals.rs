//! What the journal must be under the policy `Output`. Where it passes, the made-up seal is what is refused.

use api::verifier_gateway::{Claim, ExecuteMsg, Proof};
use cosmwasm_std::{Binary, HexBinary};
use proofs::ProofError;
use verifier_gateway::error::ContractError;

use crate::support::{claim, sha256, Fixture, OUTPUT, STATEMENT};

const OFFSET: u32 = 5;

/// A gateway with [`claim`]'s program registered and active.
fn registered() -> Fixture {
    let mut f = Fixture::new();
    let program = claim().program;
    f.run("owner", &ExecuteMsg::RegisterProgram { program, input_offset: OFFSET }).unwrap();
    f.wait(3 * 86_400);
    f
}

/// A journal that states an input's digest at [`OFFSET`].
fn journal(input: &HexBinary) -> Vec<u8> {
    [b"head:", input.as_slice(), b":tail"].concat()
}

/// A claim of that journal, and its proof but for the seal.
fn case(input: &HexBinary, journal: &[u8]) -> (Claim, Proof) {
    let claim = Claim { input: input.clone(), output: sha256(journal), ..claim() };
    (claim, proof(Some(journal)))
}

fn proof(journal: Option<&[u8]>) -> Proof {
    Proof::RiscZero { seal: Binary::from(b"no receipt".as_slice()), journal: journal.map(Binary::from) }
}

fn only_the_seal_is_wrong() -> ProofError {
    ProofError::SealLength { expected: 260, got: 10 }
}

#[test]
fn a_journal_states_the_input_at_its_offset() {
    let f = registered();
    let input = claim().input;
    let (good, proof_of_it) = case(&input, &journal(&input));
    f.refuses(OUTPUT, &good, &proof_of_it, only_the_seal_is_wrong());

    let other = sha256(b"another input");
    let (wrong, proof_of_it) = case(&input, &journal(&other));
    let error = ContractError::JournalInput { what: "journal", expected: input.clone(), got: other };
    f.refuses(OUTPUT, &wrong, &proof_of_it, error);

    let shifted = [b"h", journal(&input).as_slice()].concat();
    let (wrong, proof_of_it) = case(&input, &shifted);
    let text = f.verify(OUTPUT, &wrong, &proof_of_it).unwrap_err();
    assert!(text.contains("journal: expected that they state the input"), "{text}");
}

#[test]
fn a_journal_ends_no_earlier_than_the_input_it_states() {
    let f = registered();
    let input = claim().input;
    let whole = journal(&input);
    let (exact, proof_of_it) = case(&input, &whole[..37]);
    f.refuses(OUTPUT, &exact, &proof_of_it, only_the_seal_is_wrong());
    for length in [0, 4, 5, 36] {
        let (short, proof_of_it) = case(&input, &whole[..length]);
        let error = ContractError::JournalTooShort { what: "journal", offset: OFFSET, got: length };
        f.refuses(OUTPUT, &short, &proof_of_it, error);
    }
}

#[test]
fn a_journal_is_the_output_wherever_it_comes() {
    let f = registered();
    let input = claim().input;
    for input in [input, HexBinary::from([0; 32])] {
        let bytes = journal(&input);
        let (claim, _) = case(&input, &bytes);
        let mut other = bytes.clone();
        other[0] ^= 1;
        let error = ContractError::JournalDigest {
            what: "journal",
            expected: claim.output.clone(),
            got: sha256(&other),
        };
        f.refuses(OUTPUT, &claim, &proof(Some(&other)), error);
    }
}

#[test]
fn a_journal_may_have_16_kib() {
    let f = Fixture::new();
    let none = HexBinary::from([0; 32]);
    let (longest, proof_of_it) = case(&none, &vec![7; 16_384]);
    f.refuses(OUTPUT, &longest, &proof_of_it, only_the_seal_is_wrong());
    let (longer, proof_of_it) = case(&none, &vec![7; 16_385]);
    f.refuses(
        OUTPUT,
        &longer,
        &proof_of_it,
        ContractError::JournalTooLong { what: "journal", max: 16_384, got: 16_385 },
    );
}

#[test]
fn a_claim_without_input_needs_no_journal_and_no_registration() {
    let f = Fixture::new();
    let claim = Claim { input: HexBinary::from([0; 32]), ..claim() };
    f.refuses(OUTPUT, &claim, &proof(None), only_the_seal_is_wrong());
}

#[test]
fn a_claim_with_input_needs_an_active_registration_and_the_journal() {
    let mut f = Fixture::new();
    let program = claim().program;
    let (claim, proof_of_it) = case(&claim().input, &journal(&claim().input));
    let unknown = ContractError::UnknownProgram { program: program.clone() };
    f.refuses(OUTPUT, &claim, &proof_of_it, unknown);
    let active_from = f.now() + 3 * 86_400;
    f.run("owner", &ExecuteMsg::RegisterProgram { program: program.clone(), input_offset: OFFSET }).unwrap();
    f.wait(3 * 86_400 - 1);
    let early = ContractError::ProgramNotActive { program, active_from, now: active_from - 1 };
    f.refuses(OUTPUT, &claim, &proof_of_it, early);
    f.wait(1);
    f.refuses(OUTPUT, &claim, &proof(None), ContractError::MissingJournal { offset: OFFSET });
    f.refuses(OUTPUT, &claim, &proof_of_it, only_the_seal_is_wrong());
}

#[test]
fn under_the_policy_statement_a_journal_is_refused() {
    let f = registered();
    let bytes = f.statement(&claim(), None).statement;
    let error = ContractError::UnexpectedJournal { what: "journal", method: STATEMENT, got: 32 };
    f.refuses(STATEMENT, &claim(), &proof(Some(&bytes)), error);
    f.refuses(STATEMENT, &claim(), &proof(None), only_the_seal_is_wrong());
}
