//! `camm attest`.

use std::path::PathBuf;

use anyhow::Result;
use api::job_market::{ClaimResponse, JobState};
use api::verifier_gateway::{Claim, MethodKind};
use clap::Args;
use cosmwasm_std::HexBinary;
use serde_json::json;

use crate::ask::claim_of;
use crate::config;
use crate::exit::{usage, Exit};
use crate::files::bytes_of;
use crate::keys::{self, Passphrase};
use crate::render::{text_of, Fields};
use crate::session::Session;
use crate::sign::{sha256, verdict_digest, Signer};

/// Signs a verdict on a job's result, as an attestor of its method, or as its arbiter where the client disputed. What is signed
/// is computed here, from what the chain says of the job and the output that you found.
#[derive(Args)]
pub struct Attest {
    /// Which job: assigned, or delivered and waiting for its verdict.
    job_id: u64,
    /// Digest of the output that you found, 32 bytes hex.
    #[arg(long, value_name = "HEX", value_parser = crate::sign::digest, conflicts_with_all = ["output_file", "invalid"])]
    output: Option<HexBinary>,
    /// The output that you found: its sha256 is the digest.
    #[arg(long, value_name = "FILE", conflicts_with = "invalid")]
    output_file: Option<PathBuf>,
    /// The delivered result is wrong. Whoever brings the verdict is named, and paid for it.
    #[arg(long, requires = "reporter")]
    invalid: bool,
    /// Who will bring the verdict that the result is wrong: no party of the job.
    #[arg(long, value_name = "ADDRESS", requires = "invalid")]
    reporter: Option<String>,
}

impl Attest {
    /// Signs and shows.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        let market = &session.market;
        let file = config::File::read(session.common.config.as_deref())?;
        let passphrase = Passphrase { fd: session.common.passphrase_fd };
        let secret = keys::open(session.common.key.as_deref(), file.key.as_deref(), &passphrase)?;
        let signer = Signer::new(&secret)?;
        let (claim, method) = self.claim(session)?;
        let judges = match market.method(method)?.params.kind {
            MethodKind::ClientApproval { arbiter } => arbiter,
            _ => method,
        };
        let MethodKind::Attestation { keys, threshold } = market.method(judges)?.params.kind else {
            return Err(usage(
                format!("method {judges} is not judged by signatures"),
                "`camm class methods` shows those that are",
            ));
        };
        let public = signer.public();
        let index = keys.iter().position(|key| *key == public).and_then(|index| u32::try_from(index).ok());
        let Some(index) = index else {
            let named: Vec<String> =
                keys.iter().map(|key| format!("{} {}", text_of(&key.scheme), key.key)).collect();
            return Err(usage(
                format!(
                    "this key, {} {}, is none of method {judges}'s: {}",
                    text_of(&public.scheme),
                    public.key,
                    named.join(", ")
                ),
                "sign with one of these: --key NAME",
            ));
        };
        let digest = verdict_digest(
            market.node.chain_id(),
            &market.at.verifier_gateway,
            &claim,
            self.reporter.as_deref(),
        )?;
        let signature = signer.sign(index, &digest)?;
        let document = json!({
            "job_id": self.job_id, "valid": !self.invalid, "reporter": self.reporter, "method": judges, "threshold": threshold,
            "claim": claim, "digest": hex::encode(digest), "signature": signature,
        });
        session.out.show(&document, |document| {
            let mut fields = Fields::new();
            fields.add("job", self.job_id).add("verdict", if self.invalid { "invalid" } else { "valid" });
            fields
                .add("output", &claim.output)
                .add("provider", &claim.provider)
                .maybe("reporter", self.reporter.as_ref());
            fields.add(
                "method",
                format!("{judges}: {threshold} of {} keys sign, this is key {index}", keys.len()),
            );
            fields.add("digest", hex::encode(digest)).add("signature", &document["signature"]);
            fields.text()
        })?;
        Ok(Exit::Done)
    }

    fn claim(&self, session: &Session) -> Result<(Claim, u32)> {
        let market = &session.market;
        let job = market.job(self.job_id)?;
        let found = match (&self.output, &self.output_file) {
            (Some(output), _) => Some(output.clone()),
            (None, Some(path)) => Some(sha256(&bytes_of(path)?)),
            (None, None) => None,
        };
        let id = self.job_id;
        if matches!(job.state, JobState::Submitted | JobState::Disputed | JobState::Challenged) {
            let ClaimResponse { method, claim, .. } = market.claim(id)?;
            return match found {
                _ if self.invalid => Ok((claim, method)),
                None => Err(usage(
                    "no output: a verdict is on what you found, not on what was delivered",
                    "--output HEX, or --output-file FILE; or --invalid --reporter ADDRESS",
                )),
                Some(found) if found == claim.output => Ok((claim, method)),
                Some(found) => Err(usage(
                    format!("job {id}: you found the output {found}, delivered was {}", claim.output),
                    "if yours is right, the verdict is --invalid --reporter ADDRESS",
                )),
            };
        }
        let assigned = usage(
            format!("job {id} is {}: expected it assigned or delivered", text_of(&job.state)),
            &format!("`camm job show {id}` shows its state"),
        );
        if self.invalid {
            return Err(usage(
                format!("job {id} has no result yet that could be wrong"),
                "wait until it is delivered: `camm job watch`",
            ));
        }
        let Some(found) = found else {
            return Err(usage("no output", "--output HEX, or --output-file FILE"));
        };
        match (claim_of(&job, &found), &job.open) {
            (Some(claim), Some(open)) => Ok((claim, open.method)),
            _ => Err(assigned),
        }
    }
}
