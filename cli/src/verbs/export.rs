//! `camm export`: the history of jobs, rebuilt from events.

use std::collections::BTreeMap;
use std::path::PathBuf;

use anyhow::Result;
use api::job_market::JobResponse;
use chain::node::{Halted, Node};
use clap::{Args, ValueEnum};
use cosmwasm_std::Event;
use serde_json::{json, Map, Value};

use crate::exit::{usage, Exit};
use crate::render::{plain, progress, text_of};
use crate::session::Session;

/// The events that are about one job, oldest first as a job meets them.
const KINDS: [&str; 10] = [
    "request_job",
    "untaken_job",
    "call_job",
    "accept_job",
    "request_data",
    "answer_data",
    "submit_result",
    "dispute_result",
    "challenge_result",
    "end_job",
];
/// Columns of the CSV, in their order; JSON has all attributes.
const COLUMNS: [&str; 21] = [
    "job_id",
    "state",
    "class",
    "owner",
    "payer",
    "provider",
    "gpus",
    "seconds",
    "method",
    "template",
    "credits",
    "cost",
    "take",
    "tip",
    "earned",
    "program",
    "input",
    "output",
    "fault",
    "requested_height",
    "ended_height",
];

/// Every job with all that its events say of it, finished ones too, of which the chain's state has no more than how they ended.
/// The node must index transactions, and know them since the market's beginning. What it has forgotten is missing: that shows
/// beside the chain's own list of jobs, is said, and ends with 6. With --follow it writes instead what pages show of the past.
#[derive(Args)]
pub struct Export {
    /// Which form.
    #[arg(long, value_enum, default_value = "csv", conflicts_with = "follow")]
    format: Format,
    /// From this block on. Jobs of which nothing is said since are then not missing. A history that --follow goes on with has
    /// its beginning already.
    #[arg(long, value_name = "HEIGHT")]
    pub from_height: Option<u64>,
    /// Reads every block instead, and goes on until Ctrl-C or SIGTERM: into files for pages (docs/web.md), in this folder. The
    /// node needs no index, but must have the blocks.
    #[arg(long, value_name = "DIR")]
    pub follow: Option<PathBuf>,
    /// Ends once the newest block is read.
    #[arg(long, requires = "follow")]
    pub once: bool,
}

/// A form of the export.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Comma-separated, with a heading.
    Csv,
    /// One document: {"jobs": […]}.
    Json,
}

/// A job as its events tell it: the latest value of each attribute.
type Told = Map<String, Value>;

/// What one event says, and when.
pub struct Seen {
    /// Its block.
    pub height: u64,
    /// Its name, without the prefix of contracts.
    pub kind: String,
    /// What it says.
    pub event: Event,
}

impl Export {
    /// Asks for events and writes.
    pub fn run(&self, session: &Session) -> Result<Exit> {
        // The state first, while the node still has that of this block; then events up to it.
        let height = settled(&session.market.node)?;
        let state = session.market.jobs_at(height)?;
        let jobs = rebuild(&self.events(session, height)?);
        if jobs.is_empty() {
            progress("no events of jobs found; a node that does not index transactions has none");
        }
        let gaps = gaps(&jobs, &state, self.from_height.is_none());
        let exit = if gaps.is_empty() { Exit::Done } else { Exit::No };
        if self.format == Format::Json || session.out.json {
            let jobs: Vec<&Told> = jobs.values().collect();
            let missing: Vec<Value> =
                gaps.iter().map(|(job_id, what)| json!({ "job_id": job_id, "what": what })).collect();
            let document = json!({ "height": height, "jobs": jobs, "missing": missing });
            let text = serde_json::to_string_pretty(&document)?;
            crate::render::Out { json: false }.line(&(), &text)?;
            tell(&gaps, height);
            return Ok(exit);
        }
        let out = crate::render::Out { json: false };
        out.line(&(), &COLUMNS.join(","))?;
        for job in jobs.values() {
            let cells: Vec<String> = COLUMNS.iter().map(|column| cell(job.get(*column))).collect();
            out.line(&(), &cells.join(","))?;
        }
        tell(&gaps, height);
        Ok(exit)
    }

    fn events(&self, session: &Session, until: u64) -> Result<Vec<Seen>> {
        let market = &session.market;
        let from = self.from_height.unwrap_or(market.manifest.height);
        let mut found = BTreeMap::new();
        for kind in KINDS {
            let contract = &market.at.job_market;
            let query = format!(
                "wasm-{kind}._contract_address='{contract}' AND tx.height>={from} AND tx.height<={until}"
            );
            let txs = market.node.search(&query).map_err(|error| {
                match error.downcast_ref::<chain::rpc::Refusal>() {
                    Some(refusal) if refusal.text.contains("index") => {
                        usage("this node does not index transactions", "name one that does: --node URL")
                    }
                    _ => error,
                }
            })?;
            for tx in txs {
                found.insert((tx.receipt.height, tx.index), tx.receipt.events);
            }
        }
        progress(&format!("read from {} transactions", found.len()));
        let contract = market.at.job_market.as_str();
        let of_market = |event: &Event| {
            event.attributes.iter().any(|a| a.key == "_contract_address" && a.value == contract)
        };
        let mut seen = vec![];
        for ((height, _), events) in found {
            for event in events.into_iter().filter(of_market) {
                let Some(kind) = event.ty.strip_prefix("wasm-").map(str::to_owned) else { continue };
                if KINDS.contains(&kind.as_str()) {
                    seen.push(Seen { height, kind, event });
                }
            }
        }
        Ok(seen)
    }
}

/// The newest block of which the state can be asked and the transactions are indexed: the one after it is there, unless the
/// chain has halted.
fn settled(node: &Node) -> Result<u64> {
    let height = node.latest()?.height;
    match node.wait_blocks(1) {
        Err(error) if error.downcast_ref::<Halted>().is_none() => Err(error),
        _ => Ok(height),
    }
}

/// What a job is after an event of that name; it says so itself at its end.
fn state(kind: &str) -> &'static str {
    match kind {
        "untaken_job" => "untaken",
        "call_job" => "called",
        "accept_job" | "answer_data" => "assigned",
        "request_data" => "awaiting_input",
        "submit_result" => "submitted",
        "dispute_result" => "disputed",
        "challenge_result" => "challenged",
        _ => "open",
    }
}

/// What is missing of each job that is not rebuilt as the chain's state has it. The history is whole, unless it begins at a
/// height: then a job may have been requested before, or said nothing since.
pub fn gaps(jobs: &BTreeMap<u64, Told>, state: &[JobResponse], whole: bool) -> BTreeMap<u64, String> {
    let gap = |job: &JobResponse| {
        let is = text_of(&job.state);
        let Some(told) = jobs.get(&job.job_id) else {
            return whole.then(|| format!("it is {is}, and no event is known"));
        };
        let was = told.get("state").and_then(Value::as_str).unwrap_or_default();
        if was != is {
            return Some(format!("it is {is}, and its last known event left it {was}"));
        }
        let begun = !whole || told.contains_key("requested_height");
        (!begun).then(|| "its request is not known".into())
    };
    state.iter().filter_map(|job| Some((job.job_id, gap(job)?))).collect()
}

/// Says what is missing.
fn tell(gaps: &BTreeMap<u64, String>, height: u64) {
    const SHOWN: usize = 10;
    for (job_id, what) in gaps.iter().take(SHOWN) {
        progress(&format!("job {job_id}: {what}"));
    }
    if !gaps.is_empty() {
        let (count, more) = (gaps.len(), gaps.len().saturating_sub(SHOWN));
        let more = if more > 0 { format!(" ({more} more than are told)") } else { String::new() };
        progress(&format!(
            "at height {height}, {count} jobs are not what the chain says{more}: the node has forgotten transactions, or never \
             indexed them; ask one that keeps all: --node URL"
        ));
    }
}

/// Every job by its number, from events in their order.
pub fn rebuild(events: &[Seen]) -> BTreeMap<u64, Told> {
    let mut jobs: BTreeMap<u64, Told> = BTreeMap::new();
    for seen in events {
        let id = seen.event.attributes.iter().find(|a| a.key == "job_id").and_then(|a| a.value.parse().ok());
        let Some(id) = id else { continue };
        let job = jobs.entry(id).or_default();
        job.insert("job_id".into(), Value::from(id));
        job.insert("state".into(), Value::from(state(&seen.kind)));
        for attribute in &seen.event.attributes {
            // The bytes of an input are no record's.
            if !["job_id", "_contract_address", "data"].contains(&attribute.key.as_str()) {
                // A named provider is not yet the job's.
                let named = seen.kind == "request_job" && attribute.key == "provider";
                let key = if named { "only_provider" } else { attribute.key.as_str() };
                job.insert(key.into(), Value::from(attribute.value.clone()));
            }
        }
        let height = match seen.kind.as_str() {
            "request_job" => "requested_height",
            "accept_job" => "accepted_height",
            "submit_result" => "submitted_height",
            "end_job" => "ended_height",
            _ => continue,
        };
        job.insert(height.into(), Value::from(seen.height));
        if seen.kind == "request_job" && !job.contains_key("payer") {
            let owner = job.get("owner").cloned().unwrap_or_default();
            job.insert("payer".into(), owner);
        }
    }
    jobs
}

/// A cell of CSV: quoted where it must be; never one that a spreadsheet would run.
pub fn cell(value: Option<&Value>) -> String {
    let text = match value {
        None | Some(Value::Null) => return String::new(),
        Some(Value::String(text)) => plain(text),
        Some(other) => other.to_string(),
    };
    let text = if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text };
    if text.contains([',', '"']) {
        return format!("\"{}\"", text.replace('"', "\"\""));
    }
    text
}
