//! Following a job to its end.

use std::time::{Duration, Instant};

use anyhow::Result;
use api::job_market::{JobResponse, JobState};
use serde_json::json;

use crate::exit::{told, Exit};
use crate::render::{progress, text_of, when};
use crate::session::Session;

/// Follows a job until it has ended, or for so many seconds; says on standard error what changes. The job as it ended.
pub fn to_the_end(session: &Session, job_id: u64, timeout: Option<u64>) -> Result<JobResponse> {
    let market = &session.market;
    let start = Instant::now();
    let mut seen = None;
    loop {
        let job = market.job(job_id)?;
        if seen != Some(job.state) {
            seen = Some(job.state);
            progress(&stage(session, &job)?);
        }
        if is_final(job.state) {
            return Ok(job);
        }
        if timeout.is_some_and(|seconds| start.elapsed() >= Duration::from_secs(seconds)) {
            let text = format!(
                "job {job_id} is still {} after {} s",
                text_of(&job.state),
                timeout.unwrap_or_default()
            );
            return Err(told(Exit::TimedOut, text, &format!("go on watching: `camm job watch {job_id}`")));
        }
        market.node.wait_blocks(1)?;
    }
}

fn stage(session: &Session, job: &JobResponse) -> Result<String> {
    let now = session.market.now()?;
    let until = job.open.as_ref().map(|open| format!(", until {}", when(open.deadline, now)));
    Ok(format!("job {} is {}{}", job.job_id, text_of(&job.state), until.unwrap_or_default()))
}

/// Whether nothing changes any more.
pub fn is_final(state: JobState) -> bool {
    use JobState::{Cancelled, Defaulted, Expired, Faulted, Refunded, Settled};
    matches!(state, Settled | Cancelled | Expired | Refunded | Faulted | Defaulted)
}

/// Shows how a job ended; its exit code.
pub fn ended(session: &Session, job: &JobResponse) -> Result<Exit> {
    session.out.show(job, |_| super::job_text::text(session, job, None))?;
    Ok(if job.state == JobState::Settled { Exit::Done } else { Exit::No })
}

/// What a command that sent something and then waits says last, for machines that read lines.
pub fn ended_line(session: &Session, job: &JobResponse) -> Result<Exit> {
    let document =
        json!({ "job_id": job.job_id, "state": job.state, "output": job.output, "fault": job.fault });
    session.out.line(&document, &format!("job {} ended: {}", job.job_id, text_of(&job.state)))?;
    Ok(if job.state == JobState::Settled { Exit::Done } else { Exit::No })
}
