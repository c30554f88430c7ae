//! Real GPU demand from CSV files. The kind of each file is told by its header, never by its name:
//!
//! | header | what | becomes |
//! |---|---|---|
//! | `arrival_s,gpus,virtual_cluster` | arrivals and GPU counts of cluster jobs | arrivals, see [`philly`] |
//! | `runtime` | runtimes in seconds, unordered | durations, see [`philly`] |
//! | `arrival_s,service,context_tokens,generated_tokens` | language-model requests | jobs, see [`azure`] |
//!
//! Arrivals and runtimes belong together but either may be given alone: the fitted model of
//! [`crate::demand`] then stands in for the other.

pub mod azure;
mod csv;
pub mod philly;

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};

use crate::demand::Demand;

/// What a trace file holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Trace {
    /// Arrivals and GPU counts, without durations.
    Arrivals(Vec<philly::Arrival>),
    /// Durations in seconds, ascending, all above zero.
    Runtimes(Vec<f64>),
    /// Requests to language models.
    Requests(Vec<azure::Request>),
}

/// Reads one file and tells its kind by its header.
pub fn read(path: &Path) -> Result<Trace> {
    let text =
        fs::read_to_string(path).with_context(|| format!("cannot read the trace {}", path.display()))?;
    parse(&text).with_context(|| format!("in the trace {}", path.display()))
}

/// The same, of a file's text.
pub fn parse(text: &str) -> Result<Trace> {
    let table = csv::Table::new(text)?;
    match table.header() {
        philly::ARRIVALS_HEADER => Ok(Trace::Arrivals(philly::arrivals(&table)?)),
        philly::RUNTIMES_HEADER => Ok(Trace::Runtimes(philly::runtimes(&table)?)),
        azure::HEADER => Ok(Trace::Requests(azure::requests(&table)?)),
        other => bail!(
            "unknown header {other:?}: expected {:?}, {:?} or {:?}",
            philly::ARRIVALS_HEADER,
            philly::RUNTIMES_HEADER,
            azure::HEADER
        ),
    }
}

/// The stream of jobs in the given files: one file of any kind, or arrivals and runtimes together in any
/// order. Sorted by arrival; the same seed gives the same stream.
pub fn load(paths: &[PathBuf], seed: u64) -> Result<Vec<Demand>> {
    join(paths.iter().map(|path| read(path)).collect::<Result<_>>()?, seed)
}

/// The same, of files already read.
pub fn join(traces: Vec<Trace>, seed: u64) -> Result<Vec<Demand>> {
    let (mut arrivals, mut runtimes, mut requests) = (None, None, None);
    for trace in traces {
        let twice = match trace {
            Trace::Arrivals(found) => arrivals.replace(found).map(|_| "arrivals"),
            Trace::Runtimes(found) => runtimes.replace(found).map(|_| "runtimes"),
            Trace::Requests(found) => requests.replace(found).map(|_| "requests"),
        };
        if let Some(kind) = twice {
            bail!("two traces of {kind}: expected at most one of a kind");
        }
    }
    match (arrivals, runtimes, requests) {
        (None, None, None) => bail!("no trace given"),
        (None, None, Some(requests)) => Ok(azure::jobs(&requests, seed)),
        (arrivals, runtimes, None) => Ok(philly::jobs(arrivals.as_deref(), runtimes.as_deref(), seed)),
        _ => bail!("requests cannot be joined with cluster jobs: give one or the other"),
    }
}
