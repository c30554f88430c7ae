//! schema/<contract>/, as each contract's schema program prints it, and a README for each.

mod readme;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};

use crate::project::{output, package, Project, CONTRACTS};

/// The one file of schema/ that is written by hand.
const BY_HAND: &str = "README.md";

/// Writes every contract's folder, or with `check` fails when a committed file differs, lacks or is too many.
pub fn run(project: &Project, check: bool) -> Result<()> {
    let folder = project.root.join("schema");
    let generated = generate(project)?;
    let mut stale = Vec::new();
    for (path, text) in &generated {
        let file = folder.join(path);
        if fs::read_to_string(&file).is_ok_and(|committed| committed == *text) {
            continue;
        }
        stale.push(path.clone());
        if !check {
            let parent = file.parent().context("a file has a folder")?;
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
            fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
        }
    }
    for path in left_over(&folder, &generated)? {
        if !check {
            let file = folder.join(&path);
            fs::remove_file(&file).with_context(|| format!("cannot remove {}", file.display()))?;
        }
        stale.push(path);
    }
    if stale.is_empty() {
        println!("schema/ agrees with the contracts");
        return Ok(());
    }
    let shown = stale.iter().map(|path| format!("schema/{path}")).collect::<Vec<_>>().join(", ");
    if check {
        bail!(
            "{shown} not what the contracts' messages are; if the change is meant, write it with `cargo xtask schema` \
             and commit it"
        );
    }
    println!("wrote or removed {shown}");
    Ok(())
}

/// The text of every generated file by its path in schema/.
fn generate(project: &Project) -> Result<BTreeMap<String, String>> {
    let mut all = BTreeMap::new();
    for contract in CONTRACTS {
        let program = format!("{contract}-schema");
        let printed = output(&mut project.cargo([
            "run",
            "--quiet",
            "--locked",
            "-p",
            &package(contract),
            "--bin",
            program.as_str(),
        ]))?;
        let files: BTreeMap<String, String> = serde_json::from_str(&printed)
            .with_context(|| format!("`{program}` printed something else than files"))?;
        let readme = readme::text(&project.root, contract, &files)?;
        let json = files.into_iter().map(|(path, text)| (path, format!("{}\n", text.trim_end())));
        all.extend(
            json.chain([(BY_HAND.to_owned(), readme)])
                .map(|(path, text)| (format!("{contract}/{path}"), text)),
        );
    }
    Ok(all)
}

/// Files in `folder` that are neither generated nor written by hand, by their paths in it.
fn left_over(folder: &Path, generated: &BTreeMap<String, String>) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let mut folders = vec![PathBuf::new()];
    while let Some(inside) = folders.pop() {
        let read = fs::read_dir(folder.join(&inside)).context("cannot list schema/")?;
        for entry in read {
            let entry = entry.context("cannot list schema/")?;
            let path = inside.join(entry.file_name());
            if entry.file_type().context("cannot list schema/")?.is_dir() {
                folders.push(path);
                continue;
            }
            let path = path.to_string_lossy().replace('\\', "/");
            if path != BY_HAND && !generated.contains_key(&path) {
                found.insert(path);
            }
        }
    }
    Ok(found)
}
