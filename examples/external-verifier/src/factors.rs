//! What is judged: that two numbers are the factors of a third.

use api::verifier_gateway::Claim;
use cosmwasm_std::{HexBinary, Uint256};
use sha2::{Digest, Sha256};

use crate::error::VerifierError;
use crate::msg::{DigestsResponse, Proof};

/// What the program is, by name and version: its sha256 is the program digest of the jobs. What runs on the provider's machine is
/// the provider's affair.
pub const PROGRAM: &str = "compute-amm/factors/v1";

/// What a job with these factors names. Refuses numbers that are not the factors.
pub fn digests(proof: &Proof) -> Result<DigestsResponse, VerifierError> {
    let Proof { number, factors: [smaller, larger] } = *proof;
    let two = Uint256::from(2u8);
    if smaller < two || smaller > larger || smaller.full_mul(larger) != number {
        return Err(VerifierError::Factors(Box::new(*proof)));
    }
    Ok(DigestsResponse {
        program: sha256(PROGRAM),
        input: sha256(&number.to_string()),
        output: sha256(&format!("{smaller} {larger}")),
    })
}

/// Refuses a claim of anything but what the proof shows. All that the job says is compared, since a provider could else show the
/// factors of another number, or a client have another program judged by multiplication.
pub fn check(claim: &Claim, proof: &Proof) -> Result<(), VerifierError> {
    let shown = digests(proof)?;
    for (field, expected, got) in [
        ("program", shown.program, &claim.program),
        ("input", shown.input, &claim.input),
        ("output", shown.output, &claim.output),
    ] {
        if expected != *got {
            return Err(VerifierError::Digest { field, expected, got: got.clone() });
        }
    }
    Ok(())
}

fn sha256(text: &str) -> HexBinary {
    HexBinary::from(<[u8; 32]>::from(Sha256::digest(text)))
}
