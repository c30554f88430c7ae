//! What building the contracts needs beyond a Rust compiler: the wasm target and the wasm optimiser.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{bail, ensure, Context, Result};

use crate::project::{output, run, Project};

/// The one optimiser version that makes the artifacts' checksums.
const BINARYEN: &str = "132.0.0";

/// The target of every contract.
pub const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Installs what is missing and returns the folder of binaryen's npm package. Does nothing when all is there.
pub fn ensure(project: &Project) -> Result<PathBuf> {
    ensure_target(project)?;
    ensure_binaryen(project)
}

/// `rustc` of the pinned toolchain: run in the workspace, where rust-toolchain.toml applies.
pub fn rustc(project: &Project) -> Command {
    let mut command = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(&project.root);
    command
}

fn ensure_target(project: &Project) -> Result<()> {
    if has_target(project)? {
        return Ok(());
    }
    let mut add = Command::new("rustup");
    add.current_dir(&project.root).args(["target", "add", WASM_TARGET]);
    run(&mut add).with_context(|| {
        format!(
            "cannot install Rust's standard library for {WASM_TARGET}; install it for this toolchain by hand"
        )
    })?;
    ensure!(
        has_target(project)?,
        "rustup reports success, but the compiler in use has no standard library for {WASM_TARGET}; \
         is `rustc` the one that rustup manages?"
    );
    Ok(())
}

fn has_target(project: &Project) -> Result<bool> {
    let libraries = output(rustc(project).args(["--print", "target-libdir", "--target", WASM_TARGET]))?;
    let Ok(entries) = fs::read_dir(libraries.trim()) else { return Ok(false) };
    Ok(entries.flatten().any(|entry| entry.file_name().to_string_lossy().starts_with("libcore-")))
}

fn ensure_binaryen(project: &Project) -> Result<PathBuf> {
    let prefix = project.cache.join("binaryen");
    let package = prefix.join("node_modules").join("binaryen");
    if installed_version(&package).as_deref() == Some(BINARYEN) {
        return Ok(package);
    }
    for program in ["node", "npm"] {
        let found =
            Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        if !found.is_ok_and(|status| status.success()) {
            bail!(
                "`{program}` not found: binaryen {BINARYEN}, which optimises the contracts, is an npm package; \
                 install Node.js 18 or later with npm"
            );
        }
    }
    fs::create_dir_all(&prefix).with_context(|| format!("cannot create {}", prefix.display()))?;
    let mut install = Command::new("npm");
    install
        .env("NPM_CONFIG_UPDATE_NOTIFIER", "false")
        .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"])
        .arg(&prefix)
        .arg(format!("binaryen@{BINARYEN}"));
    run(&mut install)?;
    match installed_version(&package) {
        Some(version) if version == BINARYEN => Ok(package),
        got => bail!("npm installed the wrong binaryen: expected {BINARYEN}, got {got:?}"),
    }
}

fn installed_version(package: &Path) -> Option<String> {
    let manifest = fs::read(package.join("package.json")).ok()?;
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).ok()?;
    manifest.get("version")?.as_str().map(str::to_owned)
}
