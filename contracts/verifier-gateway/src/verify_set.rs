//! Whether one receipt shows many claims: that of a set builder, a program that has verified them all and commits to the root
//! of their Merkle tree.

use api::verifier_gateway::raw::Kind;
use api::verifier_gateway::{SetClaim, MAX_SET};
use cosmwasm_std::{Deps, Env, HexBinary};
use proofs::inclusion::{self, ProvenSet, SET_BUILDER_0_9, SET_SELECTOR};
use proofs::{risc0, ProofError};

use crate::claim::{digest, CheckedClaim};
use crate::error::ContractError;
use crate::state::load_proving;
use crate::verify::{check_journal, refuse, sha256, takes, JOURNAL};

/// Refuses what [`crate::verify::verify_proof`] would of each claim, naming the first job whose claim or path is wrong, and a
/// receipt of another root or another program than the set builder. The paths come before the pairing, which is done once.
pub fn verify_set(
    deps: Deps,
    env: &Env,
    method: u32,
    root: &HexBinary,
    seal: &[u8],
    claims: &[SetClaim],
) -> Result<(), ContractError> {
    let (method, status) = load_proving(deps.storage, method, env.block.time.seconds())?;
    if !matches!(status.kind, Kind::RiscZeroStatement | Kind::RiscZeroOutput) {
        let expected = takes(status.kind);
        return Err(ContractError::ProofKind { method, expected, got: "a set-inclusion receipt" });
    }
    if claims.is_empty() || claims.len() > MAX_SET {
        return Err(ContractError::SetSize { max: MAX_SET, got: claims.len() });
    }
    let expected = digest("root", root)?;
    for each in claims {
        check(deps, env, method, status.kind, &expected, each)
            .map_err(|error| ContractError::InSet { job_id: each.claim.job_id, reason: error.to_string() })?;
    }
    let accepted = risc0::Accepted::from_bits(status.accepted);
    if !accepted.has(SET_SELECTOR) {
        return Err(ProofError::Selector { accepted, got: SET_SELECTOR }.into());
    }
    ProvenSet::verify(accepted, seal, &SET_BUILDER_0_9, &expected)?;
    Ok(())
}

/// Whether a claim's path leads to the root.
fn check(
    deps: Deps,
    env: &Env,
    method: u32,
    kind: Kind,
    expected: &[u8; 32],
    SetClaim { claim, path, journal }: &SetClaim,
) -> Result<(), ContractError> {
    let claim = CheckedClaim::new(deps.api, claim)?;
    let stated = if kind == Kind::RiscZeroStatement {
        refuse(method, JOURNAL, journal)?;
        sha256(&claim.statement(env))
    } else {
        check_journal(deps.storage, env, &claim, JOURNAL, journal.as_ref())?;
        claim.output
    };
    let (nodes, rest) = path.as_chunks::<32>();
    if !rest.is_empty() {
        return Err(ContractError::PathBytes { got: path.len() });
    }
    let got = inclusion::root(&claim.program, &stated, nodes)?;
    if got != *expected {
        return Err(ProofError::NotInSet { expected: *expected, got }.into());
    }
    Ok(())
}
