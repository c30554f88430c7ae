//! Programs of the workspace, and people who use `camm` on a test's chain.

use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use anyhow::{Context, Result};
use chain::config::ChainFile;
use serde_json::Value;
use xtask::project::cargo;

use crate::TestChain;

/// Builds a package's program; it lies where the tests and this package's programs do.
pub fn build(package: &str, program: &str) -> PathBuf {
    let built = cargo().args(["build", "--quiet", "--locked", "-p", package]).status();
    assert!(built.expect("cargo runs").success(), "{package} is built");
    let this = std::env::current_exe().expect("a program has a path");
    let folder = this.parent().expect("target/debug, or its deps");
    let folder = if folder.ends_with("deps") { folder.parent().expect("target/debug") } else { folder };
    folder.join(program)
}

/// Builds `camm`.
pub fn camm() -> PathBuf {
    build("compute-amm-cli", "camm")
}

/// The devnet's file, pointed at another chain and its price of gas: what `camm agent` and `camm attestor` name as `chain`.
pub fn chain_file(to: &ChainFile) -> Result<String> {
    let model = concat!(env!("CARGO_MANIFEST_DIR"), "/../../devnet/chain.toml");
    let model = fs::read_to_string(model).context("the devnet's file")?;
    let pointed = model.lines().map(|line| match line.split_once(" = ") {
        Some(("manifest", _)) => format!("manifest = {:?}\n", to.manifest),
        Some(("rpc", _)) => format!("rpc = {:?}\n", to.chain.rpc),
        Some(("gas_price", _)) => {
            let price = &to.chain.gas_price;
            format!("gas_price = {{ denom = {:?}, price = \"{}\" }}\n", price.denom, price.price)
        }
        _ => format!("{line}\n"),
    });
    Ok(pointed.collect())
}

/// Somebody at a terminal of the chain.
pub struct Shell<'a> {
    /// `camm`.
    pub program: &'a PathBuf,
    /// Which chain.
    pub chain: &'a TestChain,
    /// Their key, as `CAMM_KEY` takes it.
    pub key: String,
}

impl Shell<'_> {
    /// Begins something that goes on; its standard output is piped.
    pub fn begin(&self, words: &str) -> Child {
        println!("$ camm {words} &");
        self.command(words).stdin(Stdio::null()).stdout(Stdio::piped()).spawn().expect("camm runs")
    }

    /// Runs `camm` with these words.
    pub fn run(&self, words: &str) -> Output {
        let output = self.command(words).output().expect("camm runs");
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        println!("$ camm {words}\n{}{}", text(&output.stdout), text(&output.stderr));
        output
    }

    fn command(&self, words: &str) -> Command {
        let mut command = Command::new(self.program);
        command.args(words.split_whitespace()).env_clear();
        command.env("CAMM_HOME", self.chain.home().join("camm")).env("CAMM_KEY", &self.key);
        command.env("CAMM_MARKET", &self.chain.file.manifest).env("CAMM_NODE", &self.chain.file.chain.rpc[0]);
        command.env("CAMM_GAS_PRICE", format!("0{}", self.chain.file.chain.gas_price.denom));
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command
    }

    /// What it answers, which must be done.
    pub fn ask(&self, words: &str) -> Value {
        let output = self.run(&format!("--json {words}"));
        assert!(output.status.success(), "camm {words}");
        serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("camm {words}: {e}"))
    }

    /// What is refused, with which exit code and words.
    pub fn refused(&self, words: &str, code: i32, parts: &[&str]) {
        let output = self.run(words);
        assert_eq!(output.status.code(), Some(code), "camm {words}");
        let said = String::from_utf8_lossy(&output.stderr);
        for part in parts {
            assert!(said.contains(part), "camm {words}: expected `{part}` in: {said}");
        }
    }
}
