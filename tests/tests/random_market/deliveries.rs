//! Deliveries: by a provider in the way that its job's method takes, and of what somebody doubts.

use anyhow::{Context, Result};
use api::common::Source;
use api::job_market::{ExecuteMsg as JobMsg, JobState, OpenJob};
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodResponse};
use compute_amm_testing::wirings::{NET, RISC_ZERO};
use compute_amm_testing::{inclusion, Receipt};
use cosmwasm_std::{coins, Addr, Binary};
use hostile_verifier::Mode;
use market_tests::hostile::Master;

use crate::external;
use crate::proofs::{key, work};
use crate::run::Run;

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

    /// Somebody has the external verifier asked of a job that waits for it, which accepts or does something else; what does not
    /// accept is refused.
    pub fn external(&mut self, index: usize, how: usize) -> Result<&'static str> {
        let MethodResponse { method, params, .. } = external::method(&self.market);
        let MethodKind::External { contract, .. } = params.kind else { panic!("it is external") };
        let waits = |job: &&u64| {
            let found = self.market.job(**job);
            found.state == JobState::Submitted && found.open.is_some_and(|open| open.method == method)
        };
        let job_id = *self.jobs.iter().filter(waits).take(index % 3 + 1).last().context("none waits")?;
        let mode = match how {
            0 => Mode::Silent {},
            1 => Mode::Fails {},
            2 => Mode::Says { data: Binary::from([7; 32]) },
            _ => Mode::Accepts {},
        };
        let accepts = mode == Mode::Accepts {};
        self.market.turn(&Addr::unchecked(contract), mode);
        let msg = GatewayMsg::VerifyExternal { job_id, proof: Binary::default() };
        let sent = self.market.gateway(&self.reporter.clone(), &msg);
        if accepts {
            return sent.map(|_| "external verifier accepts");
        }
        assert!(sent.is_err(), "job {job_id} was settled by a verifier that did not accept");
        Ok("external verifier refuses")
    }
}
