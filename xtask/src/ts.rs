//! clients/ts, the package for npm: what is generated in it, and its tests.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{bail, Context, Result};

use crate::project::{run as run_command, Project};
use crate::wasm;

/// The quotes' crate, and what cargo calls its wasm.
const QUOTES: (&str, &str) = ("compute-amm-quotes", "quotes.wasm");

/// The folder of the package.
pub fn folder(project: &Project) -> PathBuf {
    project.root.join("clients").join("ts")
}

/// Whether npm and node answer; otherwise what is missing.
pub fn tools() -> Result<()> {
    for program in [NPM, "node"] {
        let asked = Command::new(program).arg("--version").stdout(Stdio::null()).status();
        if !asked.is_ok_and(|status| status.success()) {
            bail!("`{program}` is not there: install Node.js 20 or later");
        }
    }
    Ok(())
}

/// Writes `dist/`: what is made of the schemas and of src/, and the quotes' wasm. With `check`, compares it instead and
/// runs the package's tests.
pub fn run(project: &Project, check: bool) -> Result<()> {
    tools()?;
    let folder = folder(project);
    install(&folder)?;
    let text = module(&wasm::library(project, QUOTES.0, QUOTES.1)?);
    let file = folder.join("dist").join("quotes-wasm.js");
    if check {
        if fs::read_to_string(&file).ok().as_ref() != Some(&text) {
            bail!(
                "{} is not what the contracts are; write it with `cargo xtask ts` and commit it",
                file.display()
            );
        }
        return npm(&folder, &["test"]);
    }
    fs::write(&file, text).with_context(|| format!("cannot write {}", file.display()))?;
    npm(&folder, &["run", "generate"])
}

/// The packages that package-lock.json names, unless they are there.
pub fn install(folder: &Path) -> Result<()> {
    let changed = |path: &Path| fs::metadata(path).and_then(|file| file.modified()).ok();
    let there = changed(&folder.join("node_modules").join(".package-lock.json"));
    if there.is_some() && there >= changed(&folder.join("package-lock.json")) {
        return Ok(());
    }
    npm(folder, &["ci", "--no-audit", "--no-fund"])
}

/// Runs npm in the package.
pub fn npm(folder: &Path, args: &[&str]) -> Result<()> {
    run_command(Command::new(NPM).current_dir(folder).args(args))
}

const NPM: &str = if cfg!(windows) { "npm.cmd" } else { "npm" };

/// A module that holds the wasm as text, so that no tool that packs JavaScript has to know of it.
fn module(wasm: &[u8]) -> String {
    format!(
        "// Generated from clients/ts/quotes by `cargo xtask ts`.\nexport const WASM = \"{}\";\n",
        base64(wasm)
    )
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let bits =
            chunk.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - chunk.len()));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            text.push(if place <= chunk.len() { char::from(letter) } else { '=' });
        }
    }
    text
}
