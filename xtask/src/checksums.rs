//! artifacts/checksums.txt: one line `sha256  name` for each artifact, as `sha256sum --check` reads it.

use std::fs;
use std::path::PathBuf;

use anyhow::{bail, Context, Result};

use crate::project::Project;

/// Whether these are the artifacts that are committed, all of them.
pub fn agree(project: &Project, artifacts: &[(String, String)]) -> bool {
    let listed: String = artifacts.iter().map(|(name, sha256)| format!("{sha256}  {name}\n")).collect();
    fs::read_to_string(path(project)).is_ok_and(|committed| committed == listed)
}

fn path(project: &Project) -> PathBuf {
    project.root.join("artifacts").join("checksums.txt")
}

/// Writes the checksums, or with `check` fails when one differs from what is committed.
pub fn settle(project: &Project, artifacts: &[(&str, &str)], check: bool) -> Result<()> {
    let path = path(project);
    let built: String = artifacts.iter().map(|(name, sha256)| format!("{sha256}  {name}\n")).collect();
    if !check {
        return fs::write(&path, built).with_context(|| format!("cannot write {}", path.display()));
    }
    let committed = fs::read_to_string(&path)
        .with_context(|| format!("cannot read {}; write it with `cargo xtask wasm`", path.display()))?;
    if committed == built {
        return Ok(());
    }
    let differing: Vec<&str> = artifacts
        .iter()
        .filter(|(name, sha256)| !committed.lines().any(|line| line == format!("{sha256}  {name}")))
        .map(|(name, _)| *name)
        .collect();
    bail!(
        "artifacts/checksums.txt is not what the sources build; different: {}; if the change is meant, write it with \
         `cargo xtask wasm` and commit it",
        if differing.is_empty() { "names or order".to_owned() } else { differing.join(", ") }
    )
}
