//! `camm job prove`, and what a job's method lets a proof state.

use anyhow::Result;
use api::verifier_gateway::JournalPolicy;
use clap::Args;

use crate::evidence::Evidence;
use crate::exit::usage;
use crate::say::Call;
use crate::session::Session;

/// A proof of a challenged result.
#[derive(Args)]
pub struct Proving {
    /// Of which job.
    job_id: u64,
    #[command(flatten)]
    evidence: Evidence,
}

impl Proving {
    /// The message that brings it.
    pub fn call(&self, session: &Session) -> Result<Call> {
        let Some(found) = self.evidence.read()? else {
            return Err(usage("no proof is named", "--proof FILE, or --seal FILE"));
        };
        session.market.prove(self.job_id, found.proof(policy(session, self.job_id)?))
    }
}

/// What a job's method, or the one that decides its challenges, lets a proof state: that decides what comes with it.
pub fn policy(session: &Session, job_id: u64) -> Result<JournalPolicy> {
    let open = session.market.job(job_id)?.open;
    session.market.policy(open.map(|open| open.method).unwrap_or_default())
}
