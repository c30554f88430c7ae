//! Where things are, and how to run a program.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{bail, ensure, Context, Result};

/// Every contract by its folder, in the order of their artifacts.
pub const CONTRACTS: [&str; 9] = [
    "fee-collector",
    "job-market",
    "lease-market",
    "pool",
    "provider-registry",
    "restaking",
    "staking",
    "token",
    "verifier-gateway",
];

/// The directories that tasks read and write.
pub struct Project {
    /// The workspace.
    pub root: PathBuf,
    /// Where cargo's children build.
    pub target: PathBuf,
    /// Tools that are downloaded once per user.
    pub cache: PathBuf,
}

impl Project {
    /// Finds the workspace from the manifest that cargo names, or from the current directory when run directly.
    pub fn locate() -> Result<Self> {
        let start = match env::var_os("CARGO_MANIFEST_DIR") {
            Some(dir) => PathBuf::from(dir),
            None => env::current_dir().context("no current directory")?,
        };
        let root = start
            .ancestors()
            .find(|dir| dir.join("Cargo.lock").is_file())
            .with_context(|| format!("no Cargo.lock in {} or above it", start.display()))?
            .to_path_buf();
        let home = env::var_os("HOME").context("HOME is not set: expected the user's home directory")?;
        let cache = Path::new(&home).join(".cache").join("compute-amm");
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(dir) => env::current_dir().context("no current directory")?.join(dir),
            None => cache.join("target"),
        };
        Ok(Project { root, target, cache })
    }

    /// A cargo command in the workspace, building into the tasks' target directory.
    pub fn cargo<S: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = S>) -> Command {
        let mut command = cargo();
        command.current_dir(&self.root).env("CARGO_TARGET_DIR", &self.target).args(args);
        command
    }

    /// The folder of real receipts and traces, which the tests read where it exists.
    pub fn shared(&self) -> Option<PathBuf> {
        let beside = self.root.join("..").join("shared");
        let folder = env::var_os("COMPUTE_AMM_SHARED").map_or(beside, PathBuf::from);
        folder.is_dir().then_some(folder)
    }

    /// The file of a contract's optimised wasm.
    pub fn artifact(&self, contract: &str) -> PathBuf {
        self.root.join("artifacts").join(artifact_name(contract))
    }
}

/// Cargo, told nothing of the package that runs it: build scripts of dependencies watch such variables, and would be run again,
/// with all that is built upon them, each time that somebody else begins a build.
pub fn cargo() -> Command {
    let mut command = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    let of_package = |name: &OsStr| {
        name.to_str()
            .is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
    };
    env::vars_os().filter(|(name, _)| of_package(name)).for_each(|(name, _)| {
        command.env_remove(name);
    });
    command
}

/// The package in a folder of `contracts` or `packages`. The prefix keeps its name apart from other people's;
/// its library, and so `use pool::` and `pool.wasm`, go by the folder's name alone.
pub fn package(folder: &str) -> String {
    format!("compute-amm-{folder}")
}

/// `job-market` is built as `job_market.wasm`.
pub fn artifact_name(contract: &str) -> String {
    format!("{}.wasm", contract.replace('-', "_"))
}

/// Runs a command with its output on the terminal; fails when it does.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = show(command);
    println!("$ {shown}");
    let status = command.status().with_context(|| format!("cannot start `{shown}`"))?;
    ensure!(status.success(), "`{shown}` failed ({status})");
    Ok(())
}

/// Runs a command and returns what it printed; its errors go to the terminal.
pub fn output(command: &mut Command) -> Result<String> {
    let shown = show(command);
    let output =
        command.stderr(Stdio::inherit()).output().with_context(|| format!("cannot start `{shown}`"))?;
    if !output.status.success() {
        bail!("`{shown}` failed ({})", output.status);
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{shown}` printed something that is not UTF-8"))
}

/// The command as one would type it, the program without its directory.
fn show(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let mut words = vec![program.file_name().unwrap_or(program.as_os_str()).to_string_lossy().into_owned()];
    for arg in command.get_args() {
        let arg = arg.to_string_lossy();
        words.push(if arg.contains(char::is_whitespace) { format!("'{arg}'") } else { arg.into_owned() });
    }
    words.join(" ")
}
