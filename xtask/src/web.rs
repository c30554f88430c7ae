//! web/, the page: how it is built and checked, and a market on a devnet to look at it with.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{bail, Result};

use crate::devnet::{Devnet, Options};
use crate::project::{run as run_command, Project};
use crate::{ts, wasm};

/// The folder of the page's sources.
pub fn folder(project: &Project) -> PathBuf {
    project.root.join("web")
}

/// Builds the page; where it is then.
pub fn build(project: &Project) -> Result<PathBuf> {
    let folder = ready(project)?;
    ts::npm(&folder, &["run", "build"])?;
    Ok(folder.join("dist"))
}

/// Everything about the page that needs no chain: types, rules, unit tests, the build and its size.
pub fn check(project: &Project) -> Result<()> {
    let folder = ready(project)?;
    for task in ["check", "test", "build", "size"] {
        ts::npm(&folder, &["run", task])?;
    }
    Ok(())
}

/// Brings the devnet up, and a market that lives on it, with its page. Every argument goes to that program.
pub fn run(project: &Project, args: &[OsString]) -> Result<()> {
    let asks_only = args.iter().any(|arg| arg == "--help" || arg == "-h");
    if !asks_only {
        ts::tools()?;
        wasm::ensure(project)?;
        let devnet = Devnet::at(project, None)?;
        devnet.up(&Options::default())?;
    }
    let words = ["run", "--quiet", "--locked", "-p", "chain-tests", "--bin", "live", "--"].map(OsStr::new);
    run_command(project.cargo(words).args(args))
}

/// The browser in which the page is tested: the one that CHROMIUM names, or the system's Chromium.
pub fn browser() -> Result<PathBuf> {
    let answers = |program: &Path| {
        let asked =
            Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
        asked.is_ok_and(|status| status.success())
    };
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    let usual =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].map(PathBuf::from);
    match named.into_iter().chain(usual).find(|program| answers(program)) {
        Some(found) => Ok(found),
        None => bail!(
            "Chromium is not there: install it (Debian: `apt-get install chromium`), or name it in CHROMIUM"
        ),
    }
}

/// The packages of the page and of the client that it is made with.
fn ready(project: &Project) -> Result<PathBuf> {
    ts::tools()?;
    let folder = folder(project);
    ts::install(&ts::folder(project))?;
    ts::install(&folder)?;
    Ok(folder)
}
