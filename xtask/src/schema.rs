//! schema/<contract>.json, as each contract's schema program prints it.

use std::fs;

use anyhow::{bail, Context, Result};

use crate::project::{output, Project, CONTRACTS};

/// Writes every contract's schema, or with `check` fails when a committed one differs.
pub fn run(project: &Project, check: bool) -> Result<()> {
    let folder = project.root.join("schema");
    fs::create_dir_all(&folder).context("cannot create schema/")?;
    let mut stale = Vec::new();
    for contract in CONTRACTS {
        let program = format!("{contract}-schema");
        let printed = output(&mut project.cargo([
            "run",
            "--quiet",
            "--locked",
            "-p",
            contract,
            "--bin",
            program.as_str(),
        ]))?;
        serde_json::from_str::<serde_json::Value>(&printed)
            .with_context(|| format!("`{program}` printed something that is not JSON"))?;
        let name = format!("{contract}.json");
        let path = folder.join(&name);
        let generated = format!("{}\n", printed.trim_end());
        if fs::read_to_string(&path).is_ok_and(|committed| committed == generated) {
            continue;
        }
        if check {
            stale.push(format!("schema/{name}"));
        } else {
            fs::write(&path, generated).with_context(|| format!("cannot write {}", path.display()))?;
            println!("wrote schema/{name}");
        }
    }
    if stale.is_empty() {
        println!("schema/ agrees with the contracts");
        return Ok(());
    }
    if check {
        bail!(
            "{} not what the contracts' messages are; if the change is meant, write it with `cargo xtask schema` \
             and commit it",
            stale.join(", ")
        );
    }
    Ok(())
}
