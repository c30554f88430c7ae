//! What judges the jobs of the run, and with what a provider delivers.

use anyhow::{Context, Result};
use api::common::Source;
use api::job_market::{ExecuteMsg as JobMsg, JobRequest, JobState, OpenJob};
use api::verifier_gateway::Proof;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{
    ATTESTATION, CLIENT_APPROVAL, GROTH16, GROTH16_STATEMENT, NET, OPTIMISTIC, RISC_ZERO, SP1,
};
use compute_amm_testing::{inclusion, sp1, Market, Receipt};
use cosmwasm_std::{coins, HexBinary};
use k256::sha2::{Digest, Sha256};

use crate::actions::By;
use crate::run::Run;

/// The key under which jobs of the run are proven; it is registered as the run begins.
pub fn key() -> Trapdoor {
    Trapdoor::new(7, 2)
}

impl By {
    /// Makes a request one for this judge.
    pub fn judge(self, request: &mut JobRequest) {
        match self {
            By::Attestors => request.method = ATTESTATION,
            By::Client => request.method = CLIENT_APPROVAL,
            By::Demand => (request.method, request.program) = (OPTIMISTIC, key().program()),
            By::Groth16 { statement } => {
                request.method = if statement { GROTH16_STATEMENT } else { GROTH16 };
                request.program = key().program();
                if !statement {
                    // The circuit states no input's digest.
                    request.input = None;
                }
            }
            By::Sp1 => {
                (request.method, request.program, request.input) = (SP1, sp1::program(), None);
            }
            By::Set => {
                (request.method, request.program, request.input) = (RISC_ZERO, inclusion::program(), None);
            }
        }
    }
}

impl Run {
    /// A result on demand is delivered, if it was not, and doubted by who brings verdicts elsewhere.
    pub fn challenge(&mut self, index: usize) -> Result<&'static str> {
        let on_demand = self.jobs.iter().rev().filter_map(|&job_id| {
            let found = self.market.job(job_id);
            let open = found.open.filter(|open| open.challenge_bond.is_some())?;
            matches!(found.state, JobState::Assigned | JobState::Submitted).then_some((
                job_id,
                found.state,
                open,
            ))
        });
        let (job_id, state, open) = on_demand.take(index % 3 + 1).last().context("none is on demand")?;
        if state == JobState::Assigned {
            let (output, ..) = work(&self.market, job_id, &open, false);
            self.market.submit(&open.provider.context("it is assigned")?, job_id, output, None)?;
        }
        let bond = open.challenge_bond.context("it has a bond")?.u128();
        let msg = JobMsg::ChallengeResult { job_id, from: Source::Funds {} };
        self.market.jobs(&self.reporter.clone(), &msg, &coins(bond, NET))?;
        Ok("challenge")
    }

    /// Its provider proves what somebody doubts.
    pub fn prove(&mut self, index: usize) -> Result<&'static str> {
        let job_id = self.job_in(&[JobState::Challenged], index);
        let found = self.market.job(job_id);
        let (Some(output), Some(open)) = (found.output, found.open) else {
            anyhow::bail!("nothing to prove")
        };
        let statement = self.market.statement(self.market.claim(job_id, &output), None).statement;
        let msg = JobMsg::ProveChallenged { job_id, proof: key().prove_statement(&statement) };
        self.market.jobs(&open.provider.context("somebody worked on it")?, &msg, &[])?;
        Ok("prove a challenged result")
    }
}

/// The output of an assigned job and, if it is to come with a proof and its method takes one, that; and what it is called
/// if the job is settled.
fn work(market: &Market, job: u64, open: &OpenJob, prove: bool) -> (HexBinary, Option<Proof>, &'static str) {
    let output = digest(&format!("output {job}"));
    match open.method {
        _ if !prove => (output, None, "submit"),
        ATTESTATION => {
            let proof = market.attest(job, &output);
            (output, Some(proof), "submit and settle")
        }
        GROTH16_STATEMENT => {
            let statement = market.statement(market.claim(job, &output), None).statement;
            (output, Some(key().prove_statement(&statement)), "prove a statement")
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

impl Run {
    /// Delivers a job; what a set-inclusion receipt proves as a batch of one, since who is paid is checked of one job a message.
    pub fn deliver(&mut self, job: u64, open: &OpenJob, prove: bool) -> (Result<Receipt>, &'static str) {
        let provider = open.provider.clone().expect("assigned");
        if prove && open.method == RISC_ZERO {
            let results = vec![inclusion::result(job)];
            return (self.market.submit_batch(&provider, inclusion::set(), results), "prove a set");
        }
        let (output, proof, done) = work(&self.market, job, open, prove);
        (self.market.submit(&provider, job, output, proof), done)
    }
}
