//! Whether a proof shows a claim under a method. Nothing here writes; a proof that does not verify is an
//! error, never a verdict against anyone.

use api::signatures;
use api::verifier_gateway::raw::{Kind, PROGRAMS};
use api::verifier_gateway::{Claim, Proof, MAX_JOURNAL};
use cosmwasm_std::{Binary, Deps, Env, Storage};
use proofs::risc0::{self, Accepted};
use proofs::statement::valid_digest;
use sha2::{Digest, Sha256};

use crate::claim::CheckedClaim;
use crate::error::ContractError;
use crate::method::attestors;
use crate::state::load_usable;

/// Refuses a method that cannot be used now, a proof of another kind than the method's, a malformed claim,
/// a receipt under a selector that the method does not accept, and a proof that does not show the claim. The cheap
/// checks come before the pairing.
pub fn verify_proof(
    deps: Deps,
    env: &Env,
    method: u32,
    claim: &Claim,
    proof: &Proof,
) -> Result<(), ContractError> {
    let status = load_usable(deps.storage, method, env.block.time.seconds())?;
    let claim = CheckedClaim::new(deps.api, claim)?;
    let accepted = Accepted::from_bits(status.accepted);
    match (status.kind, proof) {
        (Kind::RiscZeroStatement, Proof::RiscZero { seal, journal }) => {
            if let Some(journal) = journal {
                return Err(ContractError::UnexpectedJournal { method, got: journal.len() });
            }
            Ok(risc0::verify(accepted, seal, &claim.program, &sha256(&claim.statement(env)))?)
        }
        (Kind::RiscZeroOutput, Proof::RiscZero { seal, journal }) => {
            check_journal(deps.storage, env, &claim, journal.as_ref())?;
            Ok(risc0::verify(accepted, seal, &claim.program, &claim.output)?)
        }
        (Kind::Attestation, Proof::Attestation { signatures }) => {
            let (keys, threshold) = attestors(deps.storage, method)?;
            let digest = valid_digest(&claim.statement(env));
            Ok(signatures::require(deps.api, &keys, threshold, &digest, signatures)?)
        }
        (kind, proof) => Err(ContractError::ProofKind { method, expected: takes(kind), got: name(proof) }),
    }
}

/// Under the policy `Output` the journal is the output, and states the input's digest where the program's
/// registration says. Without an input there is nothing for it to state, and it need not come.
fn check_journal(
    storage: &dyn Storage,
    env: &Env,
    claim: &CheckedClaim,
    journal: Option<&Binary>,
) -> Result<(), ContractError> {
    let input_offset = claim.has_input().then(|| active_offset(storage, env, &claim.program)).transpose()?;
    let Some(journal) = journal else {
        return input_offset.map_or(Ok(()), |offset| Err(ContractError::MissingJournal { offset }));
    };
    if journal.len() > MAX_JOURNAL {
        return Err(ContractError::JournalTooLong { max: MAX_JOURNAL, got: journal.len() });
    }
    let digest = sha256(journal);
    if digest != claim.output {
        return Err(ContractError::JournalDigest { expected: claim.output.into(), got: digest.into() });
    }
    let Some(offset) = input_offset else { return Ok(()) };
    let stated: &[u8; 32] = usize::try_from(offset)
        .ok()
        .and_then(|offset| journal.get(offset..))
        .and_then(|rest| rest.first_chunk())
        .ok_or(ContractError::JournalTooShort { offset, got: journal.len() })?;
    if *stated != claim.input {
        return Err(ContractError::JournalInput { expected: claim.input.into(), got: (*stated).into() });
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

fn takes(kind: Kind) -> &'static str {
    match kind {
        Kind::RiscZeroStatement | Kind::RiscZeroOutput => "a RISC Zero receipt",
        Kind::Attestation => "signatures",
        Kind::ClientApproval => {
            "no proof: it is judged by the client, and by the arbiter once the client disputes"
        }
    }
}

fn name(proof: &Proof) -> &'static str {
    match proof {
        Proof::RiscZero { .. } => "a RISC Zero receipt",
        Proof::Attestation { .. } => "signatures",
    }
}

fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
