//! What runs against a real chain is the program `chain`; its tasks only start it.

use std::ffi::{OsStr, OsString};
use std::fs;

use anyhow::Result;

use crate::devnet::{Apart, Devnet, Options};
use crate::project::{run as run_command, Project};
use crate::{setup, wasm};

/// Where `gas` has its devnets, so that they disturb nobody else's.
const GAS_PORTS: u16 = 26_900;
const DAYS_PORTS: u16 = 26_920;

/// Whether a program is only asked what it can do.
fn asks_only(args: &[OsString]) -> bool {
    args.iter().any(|arg| arg == "--help" || arg == "-h")
}

/// Runs many jobs at once, which the program `load` does on a devnet that it makes and forgets.
pub fn load(project: &Project, args: &[OsString]) -> Result<()> {
    if !asks_only(args) {
        wasm::ensure(project)?;
    }
    let words = ["run", "--quiet", "--locked", "-p", "chain-tests", "--bin", "load", "--"].map(OsStr::new);
    run_command(project.cargo(words).args(args))
}

/// Runs a task of the program `chain` on the built contracts, which are built first where they are not there.
pub fn run(project: &Project, task: &str, args: &[OsString]) -> Result<()> {
    let elsewhere = args.iter().any(|arg| arg.to_string_lossy().starts_with("--artifacts"));
    if !asks_only(args) && !elsewhere {
        wasm::ensure(project)?;
    }
    let words = ["run", "--quiet", "--locked", "-p", "chain", "--bin", "chain", "--", task].map(OsStr::new);
    run_command(project.cargo(words).args(args))
}

/// Measures the gas of every message on devnets made for it, one of them without consensus, and forgets them again.
pub fn gas(project: &Project, check: bool) -> Result<()> {
    setup::ensure(project)?;
    let asker = project.target.join("asker.wasm");
    fs::write(&asker, wasm::library(project, "asker", "asker.wasm")?)?;
    let home = project.root.join("target").join("gas-devnet");
    let devnet = Devnet::at(project, Some(&home))?;
    devnet.reset()?;
    let days_home = project.root.join("target").join("gas-days-devnet");
    let days = Devnet::at(project, Some(&days_home))?;
    let options = |port_base| Options {
        validators: Some(1),
        port_base: Some(port_base),
        block_ms: Some(100),
        voting_seconds: Some(6),
    };
    let up = devnet.up(&options(GAS_PORTS)).and_then(|_| days.apart(&options(DAYS_PORTS)));
    if up.is_err() {
        devnet.reset()?;
        days.reset()?;
    }
    let Apart { genesis, application, rpc: answer_at } = up?;
    let manifest = home.join("manifest.json");
    let rpc = format!("http://127.0.0.1:{GAS_PORTS}");
    let mut args: Vec<OsString> =
        ["--rpc".into(), rpc.into(), "--manifest".into(), manifest.into_os_string()].into();
    args.extend(["--genesis".into(), genesis.into_os_string()]);
    args.extend(["--asker".into(), asker.into_os_string()]);
    args.extend(["--application", &application, "--answer-at", &answer_at].map(OsString::from));
    if check {
        args.push("--check".into());
    }
    let measured = run(project, "gas", &args);
    devnet.reset()?;
    days.reset()?;
    measured
}
