//! What a data folder keeps: folders of jobs while something needs them, and outputs for a while longer.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use anyhow::{Context, Result};

use crate::work::clean;

/// How long an output is kept once nothing needs it: a week.
pub const KEPT: Duration = Duration::from_secs(7 * 86_400);
/// Bytes of outputs that are kept at most, whatever is needed excepted: the oldest go first.
pub const MOST: u64 = 8 << 30;

/// Where an output lies.
pub fn path(data: &Path, output: &[u8; 32]) -> PathBuf {
    data.join("outputs").join(hex::encode(output))
}

/// Moves a run's output to where it is kept; it is on disk when this returns.
pub fn keep(data: &Path, from: &Path, output: &[u8; 32]) -> Result<()> {
    let to = path(data, output);
    let context = || format!("cannot keep the output {}", to.display());
    let folder = data.join("outputs");
    fs::create_dir_all(&folder).with_context(context)?;
    fs::File::open(from).and_then(|file| file.sync_all()).with_context(context)?;
    fs::rename(from, &to).with_context(context)?;
    // The name, too: the store says that the work is done, and nobody would do it again.
    fs::File::open(&folder).and_then(|folder| folder.sync_all()).with_context(context)
}

/// Deletes the folders of all jobs but these, and kills what still runs in them.
pub fn sweep_jobs(data: &Path, needed: &BTreeSet<u64>) {
    for entry in fs::read_dir(data.join("jobs")).into_iter().flatten().flatten() {
        let job = entry.file_name().to_str().and_then(|name| name.parse().ok());
        if job.is_some_and(|job| !needed.contains(&job)) {
            clean(&entry.path().join("run"));
            // What cannot be deleted now is tried again with the next sweep.
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Deletes all folders of an attestor's runs, `JOB` or of an inspection `JOB-DIGEST`, and kills what still runs in them: nobody
/// waits for them when it begins.
pub fn sweep_runs(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name();
        let job = name.to_str().and_then(|name| name.split('-').next());
        if job.is_some_and(|job| job.parse::<u64>().is_ok()) {
            clean(&entry.path().join("run"));
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

/// Deletes outputs that nothing has needed for [`KEPT`], and the oldest beyond `most` bytes. What is needed is as of `now`.
pub fn sweep_outputs(data: &Path, needed: &BTreeSet<[u8; 32]>, most: u64, now: SystemTime) {
    let needed: BTreeSet<String> = needed.iter().map(hex::encode).collect();
    let mut others = vec![];
    for entry in fs::read_dir(data.join("outputs")).into_iter().flatten().flatten() {
        let Ok(about) = entry.metadata() else { continue };
        if entry.file_name().to_str().is_some_and(|name| needed.contains(name)) {
            let _ = fs::File::options().append(true).open(entry.path()).and_then(|f| f.set_modified(now));
        } else {
            others.push((about.modified().unwrap_or(now), about.len(), entry.path()));
        }
    }
    others.sort_by(|one, other| other.cmp(one));
    let mut bytes = 0u64;
    for (since, length, path) in others {
        bytes = bytes.saturating_add(length);
        if bytes > most || now.duration_since(since).is_ok_and(|age| age > KEPT) {
            let _ = fs::remove_file(path);
        }
    }
}
