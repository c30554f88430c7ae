//! Whether a proof shows a claim under a method. Nothing here writes; a proof that does not verify is an
//! error, never a verdict against anyone.

use api::signatures;
use api::verifier_gateway::raw::{Kind, PROGRAMS};
use api::verifier_gateway::{Claim, Proof, MAX_JOURNAL};
use cosmwasm_std::{Binary, Deps, Env, Storage};
use proofs::statement::{halves, valid_digest};
use proofs::{risc0, sp1};
use sha2::{Digest, Sha256};

use crate::claim::CheckedClaim;
use crate::error::ContractError;
use crate::groth16;
use crate::method::attestors;
use crate::state::load_proving;

/// What a proof states, by the name that its proof system gives it.
pub const JOURNAL: &str = "journal";
const VALUES: &str = "public values";
const INPUTS: &str = "public inputs";

/// Refuses a method that cannot be used now, a proof of another kind than the method's, a malformed claim, a proof under a selector that the method does not accept or a key that nobody registered, and one that does not
/// show the claim. The cheap checks come before the pairing.
pub fn verify_proof(
    deps: Deps,
    env: &Env,
    method: u32,
    claim: &Claim,
    proof: &Proof,
) -> Result<(), ContractError> {
    let (method, status) = load_proving(deps.storage, method, env.block.time.seconds())?;
    let claim = CheckedClaim::new(deps.api, claim)?;
    match (status.kind, proof) {
        (Kind::RiscZeroStatement, Proof::RiscZero { seal, journal }) => {
            refuse(method, JOURNAL, journal)?;
            let accepted = risc0::Accepted::from_bits(status.accepted);
            Ok(risc0::verify(accepted, seal, &claim.program, &sha256(&claim.statement(env)))?)
        }
        (Kind::RiscZeroOutput, Proof::RiscZero { seal, journal }) => {
            check_journal(deps.storage, env, &claim, JOURNAL, journal.as_ref())?;
            let accepted = risc0::Accepted::from_bits(status.accepted);
            Ok(risc0::verify(accepted, seal, &claim.program, &claim.output)?)
        }
        (Kind::Groth16Statement, Proof::Groth16 { proof, inputs }) => {
            refuse(method, INPUTS, inputs)?;
            groth16::verify(deps, &claim.program, proof, &halves(&claim.statement(env)))
        }
        (Kind::Groth16Output, Proof::Groth16 { proof, inputs }) => {
            let inputs = require(INPUTS, inputs)?;
            check_journal(deps.storage, env, &claim, INPUTS, Some(inputs))?;
            let (words, rest) = inputs.as_chunks::<32>();
            if !rest.is_empty() {
                return Err(ContractError::InputsLength { got: inputs.len() });
            }
            groth16::verify(deps, &claim.program, proof, words)
        }
        (Kind::Sp1Statement, Proof::Sp1 { proof, values }) => {
            refuse(method, VALUES, values)?;
            let accepted = sp1::Accepted::from_bits(status.accepted);
            Ok(sp1::verify(accepted, proof, &claim.program, &sha256(&claim.statement(env)))?)
        }
        (Kind::Sp1Output, Proof::Sp1 { proof, values }) => {
            // A proof binds 253 bits of the digest: without the values, eight outputs would share it.
            let values = require(VALUES, values)?;
            check_journal(deps.storage, env, &claim, VALUES, Some(values))?;
            let accepted = sp1::Accepted::from_bits(status.accepted);
            Ok(sp1::verify(accepted, proof, &claim.program, &claim.output)?)
        }
        (Kind::Attestation, Proof::Attestation { signatures }) => {
            let (keys, threshold) = attestors(deps.storage, method)?;
            let digest = valid_digest(&claim.statement(env));
            Ok(signatures::require(deps.api, &keys, threshold, &digest, signatures)?)
        }
        (kind, proof) => Err(ContractError::ProofKind { method, expected: takes(kind), got: name(proof) }),
    }
}

/// Where the journal is the statement, it could only repeat it.
pub fn refuse(method: u32, what: &'static str, journal: &Option<Binary>) -> Result<(), ContractError> {
    match journal {
        Some(journal) => Err(ContractError::UnexpectedJournal { what, method, got: journal.len() }),
        None => Ok(()),
    }
}

fn require<'a>(what: &'static str, values: &'a Option<Binary>) -> Result<&'a Binary, ContractError> {
    values.as_ref().ok_or(ContractError::MissingValues { what })
}

/// Under the policy `Output` the journal (or what is its like) is the output, and states the input's digest where the
/// program's registration says. Without an input there is nothing for it to state, and it need not come.
pub fn check_journal(
    storage: &dyn Storage,
    env: &Env,
    claim: &CheckedClaim,
    what: &'static str,
    journal: Option<&Binary>,
) -> Result<(), ContractError> {
    let input_offset = claim.has_input().then(|| active_offset(storage, env, &claim.program)).transpose()?;
    let Some(journal) = journal else {
        return input_offset.map_or(Ok(()), |offset| Err(ContractError::MissingJournal { offset }));
    };
    if journal.len() > MAX_JOURNAL {
        return Err(ContractError::JournalTooLong { what, max: MAX_JOURNAL, got: journal.len() });
    }
    let digest = sha256(journal);
    if digest != claim.output {
        return Err(ContractError::JournalDigest { what, expected: claim.output.into(), got: digest.into() });
    }
    let Some(offset) = input_offset else { return Ok(()) };
    let stated: &[u8; 32] = usize::try_from(offset)
        .ok()
        .and_then(|offset| journal.get(offset..))
        .and_then(|rest| rest.first_chunk())
        .ok_or(ContractError::JournalTooShort { what, offset, got: journal.len() })?;
    if *stated != claim.input {
        return Err(ContractError::JournalInput {
            what,
            expected: claim.input.into(),
            got: (*stated).into(),
        });
    }
    Ok(())
}

/// Where the journal of a registered program states its input's digest.
fn active_offset(storage: &dyn Storage, env: &Env, program: &[u8; 32]) -> Result<u32, ContractError> {
    let status = PROGRAMS
        .may_load(storage, program)?
        .ok_or_else(|| ContractError::UnknownProgram { program: (*program).into() })?;
    let now = env.block.time.seconds();
    if now < status.active_from {
        let active_from = status.active_from;
        return Err(ContractError::ProgramNotActive { program: (*program).into(), active_from, now });
    }
    Ok(status.input_offset)
}

/// What a method takes.
pub fn takes(kind: Kind) -> &'static str {
    match kind {
        Kind::RiscZeroStatement | Kind::RiscZeroOutput => "a RISC Zero receipt",
        Kind::Groth16Statement | Kind::Groth16Output => "a Groth16 proof",
        Kind::Sp1Statement | Kind::Sp1Output => "an SP1 proof",
        Kind::Attestation => "signatures",
        Kind::ClientApproval => {
            "no proof: it is judged by the client, and by the arbiter once the client disputes"
        }
        Kind::Optimistic { .. } => "a proof of the method that it relies on",
        Kind::External => {
            "no proof with the result or by query: `verify_external` brings it to its contract once the result is submitted"
        }
    }
}

fn name(proof: &Proof) -> &'static str {
    match proof {
        Proof::RiscZero { .. } => "a RISC Zero receipt",
        Proof::Groth16 { .. } => "a Groth16 proof",
        Proof::Sp1 { .. } => "an SP1 proof",
        Proof::Attestation { .. } => "signatures",
    }
}

/// sha256.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
