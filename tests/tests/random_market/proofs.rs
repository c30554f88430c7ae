//! What judges the jobs of the run, and with what a provider delivers.

use api::job_market::{JobRequest, OpenJob};
use api::verifier_gateway::Proof;
use compute_amm_testing::groth16::{BlsTrapdoor, Trapdoor};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{
    ATTESTATION, CLIENT_APPROVAL, GROTH16, GROTH16_STATEMENT, OPTIMISTIC, RISC_ZERO, SP1,
};
use compute_amm_testing::{inclusion, sp1, Market};
use cosmwasm_std::HexBinary;
use k256::sha2::{Digest, Sha256};

use crate::actions::By;
use crate::external;

/// The key under which outputs are proven, and results on demand; it is registered as the run begins.
pub fn key() -> Trapdoor {
    Trapdoor::new(7, 2)
}

/// The key under which statements are proven, over the other curve; it is registered too.
pub fn key_of_statements() -> BlsTrapdoor {
    BlsTrapdoor::new(7, 2)
}

impl By {
    /// Makes a request one for this judge.
    pub fn judge(self, market: &Market, request: &mut JobRequest) {
        match self {
            By::Attestors => request.method = ATTESTATION,
            By::Client => request.method = CLIENT_APPROVAL,
            By::Demand => (request.method, request.program) = (OPTIMISTIC, key().program()),
            By::Groth16 { statement } => {
                if statement {
                    (request.method, request.program) = (GROTH16_STATEMENT, key_of_statements().program());
                } else {
                    // The circuit states no input's digest.
                    (request.method, request.program, request.input) = (GROTH16, key().program(), None);
                }
            }
            By::Sp1 => {
                (request.method, request.program, request.input) = (SP1, sp1::program(), None);
            }
            By::External => request.method = external::method(market).method,
            By::Set => {
                (request.method, request.program, request.input) = (RISC_ZERO, inclusion::program(), None);
            }
        }
    }
}

/// The output of an assigned job and, if it is to come with a proof and its method takes one, that; and what it is called
/// if the job is settled.
pub fn work(
    market: &Market,
    job: u64,
    open: &OpenJob,
    prove: bool,
) -> (HexBinary, Option<Proof>, &'static str) {
    let output = digest(&format!("output {job}"));
    match open.method {
        _ if !prove => (output, None, "submit"),
        ATTESTATION => {
            let proof = market.attest(job, &output);
            (output, Some(proof), "submit and settle")
        }
        GROTH16_STATEMENT => {
            let statement = market.statement(market.claim(job, &output), None).statement;
            (output, Some(key_of_statements().prove_statement(&statement)), "prove a statement")
        }
        GROTH16 => {
            let inputs = [&[0; 24][..], &job.to_be_bytes(), &[0; 32]].concat();
            let output = HexBinary::from(Sha256::digest(&inputs).to_vec());
            (output, Some(key().prove_output(&inputs)), "prove an output")
        }
        SP1 => (sp1::output(), Some(sp1::proof()), "prove by SP1"),
        _ => (output, None, "submit"),
    }
}
