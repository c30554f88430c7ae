//! `camm job batch`: results that one set-inclusion receipt of RISC Zero proves.

use std::path::PathBuf;

use anyhow::{Context, Result};
use api::job_market::BatchResult;
use api::verifier_gateway::JournalPolicy;
use clap::Args;
use cosmwasm_std::HexBinary;
use proofs::formats::set_inclusion;
use proofs::inclusion::{root, SET_SELECTOR};
use serde::Deserialize;

use super::prove::policy;
use crate::ask::claim_of;
use crate::exit::usage;
use crate::files::bytes_of;
use crate::say::Call;
use crate::session::Session;
use crate::sign::{bytes, sha256, statement_digest};

/// What the file has to be, for whoever gave another.
const FORM: &str =
    r#"[{"job_id": 1, "seal": HEX, "journal": HEX}, {"job_id": 2, "seal": HEX, "output": HEX}]"#;

/// Results of many jobs.
#[derive(Args)]
pub struct Batch {
    /// A list in JSON: of each job its `job_id` and its `seal` as RISC Zero's SDK encodes it for contracts, in hex; its `journal`,
    /// whose sha256 is the output, or the `output` itself where the method's proofs state the claim; an `output_locator`, perhaps.
    #[arg(value_name = "FILE")]
    results: PathBuf,
}

/// A result of the list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    job_id: u64,
    seal: String,
    journal: Option<String>,
    output: Option<HexBinary>,
    output_locator: Option<String>,
}

/// A result as it is sent, with the root to which its path leads and the root's seal, if that came with it.
struct Read {
    result: BatchResult,
    root: [u8; 32],
    root_seal: Vec<u8>,
}

impl Batch {
    /// The message that delivers them, by ascending id. Refuses results of different sets, naming the job.
    pub fn call(&self, session: &Session) -> Result<Call> {
        let path = self.results.display();
        let mut listed: Vec<Listed> = serde_json::from_slice(&bytes_of(&self.results)?)
            .map_err(|error| usage(format!("{path}: {error}"), FORM))?;
        listed.sort_by_key(|result| result.job_id);
        let mut results = vec![];
        let mut set: Option<(u64, [u8; 32])> = None;
        let mut seal: Option<Vec<u8>> = None;
        for listed in listed {
            let job_id = listed.job_id;
            let Read { result, root, root_seal } =
                listed.read(session).with_context(|| format!("{path}: job {job_id}"))?;
            let (first, expected) = *set.get_or_insert((job_id, root));
            if root != expected {
                return Err(usage(
                    format!(
                        "{path}: job {job_id}: expected the set of job {first}, with the root {}, got {}",
                        hex::encode(expected),
                        hex::encode(root)
                    ),
                    "deliver each set's jobs by a message of their own; of a single one, look at its journal or output",
                ));
            }
            if !root_seal.is_empty() && *seal.get_or_insert_with(|| root_seal.clone()) != root_seal {
                return Err(usage(
                    format!("{path}: job {job_id}: expected the receipt of the root that came before, got another"),
                    "leave it out of the other seals",
                ));
            }
            results.push(result);
        }
        let Some((_, root)) = set else { return Err(usage(format!("{path}: no result is in it"), FORM)) };
        let seal = seal.ok_or_else(|| {
            usage(
                format!("{path}: no seal has the receipt of the root"),
                "encode one of them with it: a set's root is proven by every message anew",
            )
        })?;
        session.market.batch(root.into(), seal.into(), results)
    }
}

impl Listed {
    fn read(self, session: &Session) -> Result<Read> {
        let Self { job_id, seal, journal, output, output_locator } = self;
        let receipt = set_inclusion(&unhex("seal", &seal)?)
            .map_err(|error| usage(error.to_string(), "encode it as for a contract: `abi_encode_seal`"))?;
        if receipt.selector != SET_SELECTOR {
            let (expected, got) = (hex::encode(SET_SELECTOR), hex::encode(receipt.selector));
            return Err(usage(
                format!("seal: expected the set builder's selector {expected}, got {got}"),
                "deliver a receipt of one job by `camm job result`",
            ));
        }
        let journal = journal.as_deref().map(|text| unhex("journal", text)).transpose()?;
        let market = &session.market;
        let policy = policy(session, job_id)?;
        let output = match (policy, output, journal.as_deref().map(sha256)) {
            (JournalPolicy::Statement, _, Some(_)) => {
                let why = "journal: expected none under policy `statement`, whose journal states the claim, got one";
                return Err(usage(why, "name the `output`"));
            }
            (_, Some(output), Some(shown)) if output != shown => {
                let why = format!("output: expected sha256 of the journal, {shown}, got {output}");
                return Err(usage(why, "name one of the two"));
            }
            (_, Some(output), _) | (_, None, Some(output)) => output,
            (_, None, None) => return Err(usage("neither its `journal` nor its `output` is named", FORM)),
        };
        let claim = claim_of(&market.job(job_id)?, &output).ok_or_else(|| {
            usage("it is nobody's work now", &format!("`camm job show {job_id}` shows its state"))
        })?;
        let stated = match policy {
            JournalPolicy::Output => bytes("output", &output)?,
            JournalPolicy::Statement => {
                let (chain, gateway) = (market.node.chain_id(), &market.at.verifier_gateway);
                bytes("statement", &sha256(&statement_digest(chain, gateway, &claim)?))?
            }
        };
        let root = root(&bytes("program", &claim.program)?, &stated, &receipt.path)
            .map_err(|error| usage(error.to_string(), "a set has at most 64 claims"))?;
        // The gateway reads it only where it has to state the job's input.
        let needed = policy == JournalPolicy::Output && claim.input.iter().any(|byte| *byte != 0);
        let journal = journal.filter(|_| needed).map(Into::into);
        let path = receipt.path.concat().into();
        let result = BatchResult { job_id, output, path, journal, output_locator };
        Ok(Read { result, root, root_seal: receipt.root_seal })
    }
}

fn unhex(field: &str, text: &str) -> Result<Vec<u8>> {
    let digits = text.trim().trim_start_matches("0x");
    hex::decode(digits).map_err(|error| usage(format!("{field}: {error}"), "give bytes in hex"))
}
