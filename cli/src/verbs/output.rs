//! `camm job output`: a job's output, fetched from where its provider says it is, and checked.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use agent::fetch::{fetch, is_web};
use agent::inputs::{made_by, values};
use anyhow::{Context, Result};
use api::job_market::TIME_USED;
use clap::Args;
use serde_json::json;

use crate::exit::{missing, told, usage, Exit};
use crate::render::{plain, progress, text_of};
use crate::session::Session;
use crate::sign::sha256;

/// Which output, and where it goes.
#[derive(Args)]
pub struct Output {
    /// Of which job.
    job_id: u64,
    /// Write it to this file; without it, to standard output.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Fetch it from this address, not from where the provider said it is.
    #[arg(long, value_name = "URL")]
    from: Option<String>,
    /// Take at most so many MiB.
    #[arg(long, value_name = "MIB", default_value_t = 64, value_parser = clap::value_parser!(u64).range(1..=4096))]
    most_mib: u64,
}

impl Output {
    /// Fetches it, refuses what has another digest than the chain says, and writes it.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let Self { job_id, out, from, most_mib } = self;
        if session.out.json && out.is_none() {
            return Err(usage(
                "the output and its JSON cannot share standard output",
                "name a file: --out FILE",
            ));
        }
        let job = session.market.job(*job_id)?;
        let Some(digest) = job.output.clone() else {
            let text = format!("job {job_id} has no result: it is {}", text_of(&job.state));
            return Err(missing(text, &format!("wait for it: `camm job watch {job_id}`")));
        };
        if digest.as_slice() == TIME_USED {
            let text =
                format!("job {job_id} has no output: its program did not end in the time that was paid for");
            return Err(missing(text, "request more --seconds"));
        }
        let url = match from {
            Some(url) => url.clone(),
            None => self.locator(session)?,
        };
        let elsewhere =
            "ask its provider (`camm job show`, `camm provider status`), and name the address: --from URL";
        if !is_web(&url) {
            let text =
                format!("expected the output at an http:// or https:// address, got `{}`", plain(&url));
            return Err(usage(text, elsewhere));
        }
        let whose = if from.is_some() { "which you named" } else { "which the provider named" };
        progress(&format!("fetching {url}, {whose}, for sha256 {digest}"));
        let bytes = fetch(&url, most_mib.saturating_mul(1 << 20))
            .map_err(|error| told(Exit::Unreachable, plain(&format!("{error:#}")), elsewhere))?;
        let got = sha256(&bytes);
        if got != digest {
            let text = format!("{}: expected bytes with sha256 {digest}, got {got}", plain(&url));
            return Err(told(Exit::No, text, elsewhere));
        }
        match out {
            Some(path) => std::fs::write(path, &bytes)
                .with_context(|| format!("cannot write {}: name another file by --out", path.display()))?,
            None => {
                let mut to = std::io::stdout().lock();
                return match to.write_all(&bytes).and_then(|()| to.flush()) {
                    // Nobody may be listening any more, as behind `| head`.
                    Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                        Err(error).context("cannot write the output: name a file by --out")
                    }
                    _ => Ok(Exit::Done),
                };
            }
        }
        let path = out.as_ref().map(|path| path.display().to_string());
        let document =
            json!({ "job_id": job_id, "output": digest, "from": url, "bytes": bytes.len(), "out": path });
        session
            .out
            .show(&document, |_| format!("{} bytes in {}", bytes.len(), path.clone().unwrap_or_default()))?;
        Ok(Exit::Done)
    }

    /// What the job-market's event says; whatever other contracts say in events of that name is none of this job's.
    fn locator(&self, session: &Session) -> Result<String> {
        let (job, at) = (self.job_id, &session.market.at.job_market);
        let query =
            format!("wasm-submit_result._contract_address='{at}' AND wasm-submit_result.job_id='{job}'");
        let events = session.market.node.events_of(&query, |event| made_by(event, at))?;
        let locator = values(&events, "submit_result", job, "output_locator").next().map(str::to_owned);
        locator.ok_or_else(|| {
            let indexed = values(&events, "submit_result", job, "output").next().is_some();
            let text = match indexed {
                true => format!("the provider of job {job} did not say where its output is"),
                false => format!(
                    "the node knows no event with the result of job {job}: does it index transactions?"
                ),
            };
            missing(text, "ask its provider, and name the address: --from URL; or another node: --node URL")
        })
    }
}
