//! The contracts as their next version: the same sources under a higher version number. An upgrade goes from one
//! built version to another, and this is another.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::project::{output, Project};
use crate::toml_line;

/// The folder of everything about the next version.
pub fn folder(project: &Project) -> PathBuf {
    project.root.join("target").join("next-version")
}

/// The copy of the workspace that it is built from.
pub fn source(project: &Project) -> PathBuf {
    folder(project).join("source")
}

/// Brings the copy up to date and returns it as a project. Files that did not change are not touched, so that cargo
/// builds only what did.
pub fn prepare(project: &Project) -> Result<Project> {
    let root = source(project);
    let mut kept = BTreeSet::new();
    for name in files(project)? {
        let from = project.root.join(&name);
        // Git lists a file that was removed until the removal is committed.
        if !from.is_file() {
            continue;
        }
        let content = fs::read(&from).with_context(|| format!("cannot read {}", from.display()))?;
        if name != Path::new("Cargo.toml") && name != Path::new("Cargo.lock") {
            write_if_changed(&root.join(&name), &content)?;
        }
        kept.insert(name);
    }
    let read = |name: &str| {
        let path = project.root.join(name);
        fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))
    };
    let (manifest, lock) = raise(&read("Cargo.toml")?, &read("Cargo.lock")?)?;
    write_if_changed(&root.join("Cargo.toml"), manifest.as_bytes())?;
    write_if_changed(&root.join("Cargo.lock"), lock.as_bytes())?;
    remove_others(&root, &root, &kept)?;
    // Cargo tells the libraries of two versions apart, but not their wasm: in one target directory each would take the
    // other's for its own.
    let target = project.target.join("next-version");
    Ok(Project { root, target, cache: project.cache.clone() })
}

/// The workspace's manifest and lock file with the patch version raised by one.
pub fn raise(manifest: &str, lock: &str) -> Result<(String, String)> {
    let section = "workspace.package";
    let version = toml_line::get(manifest, section, "version").context("Cargo.toml names no version")?;
    let raised = version
        .trim_matches('"')
        .rsplit_once('.')
        .and_then(|(start, patch)| {
            Some(format!("\"{start}.{}\"", patch.parse::<u64>().ok()?.checked_add(1)?))
        })
        .with_context(|| format!("expected a version like \"1.2.3\" in Cargo.toml, got {version}"))?;
    let manifest =
        toml_line::set(manifest, section, "version", &raised).context("Cargo.toml names no version")?;
    // The workspace's own packages are those without a source.
    let packages = lock.split("[[package]]").map(|package| {
        let own = !package.lines().any(|line| line.starts_with("source = "));
        let from = format!("\nversion = {version}\n");
        if own {
            package.replace(&from, &format!("\nversion = {raised}\n"))
        } else {
            package.to_owned()
        }
    });
    Ok((manifest, packages.collect::<Vec<_>>().join("[[package]]")))
}

/// The workspace's files by their path in it: those that git has, or would have.
fn files(project: &Project) -> Result<Vec<PathBuf>> {
    let mut git = Command::new("git");
    git.current_dir(&project.root).args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let list =
        output(&mut git).context("git says which files belong to the sources; is this a git checkout?")?;
    Ok(list.split_terminator('\0').map(PathBuf::from).collect())
}

fn write_if_changed(path: &Path, content: &[u8]) -> Result<()> {
    if fs::read(path).is_ok_and(|old| old == content) {
        return Ok(());
    }
    let parent = path.parent().context("a file has a folder")?;
    fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
    fs::write(path, content).with_context(|| format!("cannot write {}", path.display()))
}

/// Removes what the sources no longer have.
fn remove_others(root: &Path, folder: &Path, kept: &BTreeSet<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("cannot read {}", folder.display()))?.path();
        if path.is_dir() {
            remove_others(root, &path, kept)?;
        } else if !path.strip_prefix(root).is_ok_and(|name| kept.contains(name)) {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
        }
    }
    Ok(())
}
