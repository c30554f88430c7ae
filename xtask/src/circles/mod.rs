//! Fails where files of one crate import each other in a circle.
//!
//! The sources are read as text, not compiled. An import is a `use` of the crate's own modules, or a path
//! such as `ledger::price` in the code. It counts for the file that defines the name, through any
//! re-export. These are no imports: a `mod` line, and a `pub use` of a name that the file itself does not
//! mention. So a parent may declare, re-export and call its children as long as they take nothing from
//! it, and the other way round.
//!
//! The check does not see calls of methods, since nothing names their file; names that a macro builds;
//! and the items that a glob import brings in, since it counts only for the module that it names.

mod links;
mod modules;
mod words;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{ensure, Context, Result};
use serde_json::Value;

use crate::project::{output, Project};

/// Checks every library, program and test of the workspace.
pub fn check(project: &Project) -> Result<()> {
    // Several test crates may share a file.
    let mut found = BTreeSet::new();
    for root in crate_roots(project)? {
        found.extend(circles(&root)?);
    }
    let root = format!("{}/", project.root.display());
    let found = Vec::from_iter(found).join("\n").replace(&root, "");
    ensure!(found.is_empty(), "files import each other in a circle:\n{found}");
    Ok(())
}

/// The circles among the files of the crate that starts at `root`, each with the imports that close it.
///
/// # Errors
/// A file that cannot be read, or a `mod` line without a file.
pub fn circles(root: &Path) -> Result<Vec<String>> {
    let read = |path: &Path| path.is_file().then(|| fs::read_to_string(path));
    let tree = modules::Tree::read(root, &read)?;
    Ok(links::circles(&links::imports(&tree)))
}

/// The first file of every crate of the workspace, build scripts apart.
fn crate_roots(project: &Project) -> Result<BTreeSet<PathBuf>> {
    let metadata =
        output(&mut project.cargo(["metadata", "--locked", "--no-deps", "--format-version", "1"]))?;
    let metadata: Value = serde_json::from_str(&metadata).context("cargo metadata printed no JSON")?;
    let list = |value: &Value, key: &str| value[key].as_array().cloned().unwrap_or_default();
    let mut roots = BTreeSet::new();
    for package in list(&metadata, "packages") {
        for target in list(&package, "targets") {
            if target["kind"][0] != "custom-build" {
                roots
                    .insert(PathBuf::from(target["src_path"].as_str().context("a target without a source")?));
            }
        }
    }
    ensure!(!roots.is_empty(), "cargo metadata names no crate");
    Ok(roots)
}
