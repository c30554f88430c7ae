//! The operator's hooks of leases: commands that start a machine, stop it, and say whether it serves.
//!
//! A hook runs in the lease's folder, with the agent's environment but for its keys, and is killed with all that it began if its
//! time is over or it fails. What a hook that succeeded left running goes on: it may be the machine.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use anyhow::{bail, ensure, Context, Result};
use api::lease_market::MAX_ENDPOINT;
use cosmwasm_std::HexBinary;

use crate::group::{hide, Group};
use crate::ssh::{key_of, line, Endpoint};
use crate::tenant::{Machine, Terms};
use crate::work::{mark, regular, GROUP};

/// Bytes that are read of what a hook says.
const SAID: u64 = 4_096;

/// A hook that is run.
pub struct Call<'a> {
    /// Its command and arguments.
    pub words: &'a [String],
    /// The lease's folder.
    pub folder: &'a Path,
    /// Which lease.
    pub lease: u64,
    /// What it is about.
    pub terms: &'a Terms,
    /// How long it may take.
    pub time: Duration,
    /// Whether somebody still wants what comes of it.
    pub wanted: &'a AtomicBool,
}

/// Runs a hook to its end; what it printed.
pub fn run(call: &Call) -> Result<String> {
    let Call { words, folder, lease, terms, time, wanted } = *call;
    fs::create_dir_all(folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let (output, errors) = (folder.join("output"), folder.join("errors"));
    for old in [&output, &errors] {
        let _ = fs::remove_file(old);
    }
    let (name, arguments) = words.split_first().context("expected a command, got none")?;
    let mut command = Command::new(name);
    hide(&mut command);
    command
        .args(arguments)
        .env("CAMM_LEASE", lease.to_string())
        .env("CAMM_CLASS", &terms.class)
        .env("CAMM_GPUS", terms.gpus.to_string())
        .env("CAMM_SECONDS", terms.seconds.to_string())
        .env("CAMM_CLIENT", &terms.client)
        .env("CAMM_SSH_KEY", line(&HexBinary::from(&terms.ssh_key)))
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(File::create(&output)?)
        .stderr(File::create(&errors)?);
    let mut group = Group::spawn(&mut command).with_context(|| format!("cannot run `{name}`"))?;
    fs::write(folder.join(GROUP), mark(group.id()))?;
    let status = group.wait_while_wanted(time, wanted);
    let status = match status {
        Ok(Some(status)) if status.success() => {
            group.release();
            Ok(Some(status))
        }
        other => {
            drop(group);
            other
        }
    };
    let _ = fs::remove_file(folder.join(GROUP));
    let Some(status) = status? else {
        ensure!(wanted.load(Ordering::Relaxed), "nobody wants the machine of the lease any more");
        bail!("`{name}` did not end within {} s", time.as_secs())
    };
    ensure!(status.success(), "`{name}` failed ({status}): {}", said(&errors).trim());
    Ok(said(&output))
}

/// The machine that a start hook tells of: its endpoint and its host key, a line each.
pub fn machine(said: &str) -> Result<Machine> {
    let mut lines = said.lines().map(str::trim).filter(|line| !line.is_empty());
    let (Some(endpoint), Some(key), None) = (lines.next(), lines.next(), lines.next()) else {
        bail!("expected two lines, the machine's endpoint and its host key, got `{}`", said.trim())
    };
    ensure!(
        Endpoint::read(endpoint).is_some_and(|_| endpoint.contains(':')),
        "expected HOST:PORT or [IPV6]:PORT, at most {MAX_ENDPOINT} bytes, got `{endpoint}`"
    );
    let host_key = key_of(key).map_err(|text| anyhow::anyhow!("host key: {text}"))?;
    Ok(Machine { endpoint: endpoint.to_owned(), host_key: host_key.to_array()? })
}

/// The beginning of a file that a hook wrote.
fn said(path: &Path) -> String {
    let mut bytes = vec![];
    if let Ok(file) = regular(path) {
        let _ = file.take(SAID).read_to_end(&mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
