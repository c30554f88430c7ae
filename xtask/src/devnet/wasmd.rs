//! The chain's program: wasmd as `devnet/go.mod` pins it, built once per pin and user.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{bail, ensure, Context, Result};
use sha2::{Digest, Sha256};

use crate::project::{run, Project};

/// Go's path of the program, a tool of the module.
const PACKAGE: &str = "github.com/CosmWasm/wasmd/cmd/wasmd";

/// A build that runs.
pub struct Wasmd {
    /// The program.
    pub path: PathBuf,
    /// Identifies what it was built from.
    pub id: String,
}

/// Returns wasmd, and builds it first where it is missing or does not run (it links a library in Go's module cache,
/// which may have been emptied since).
pub fn ensure(project: &Project) -> Result<Wasmd> {
    let module = project.root.join("devnet");
    let id = pin(&module)?;
    let folder = project.cache.join("wasmd").join(&id);
    let path = folder.join("wasmd");
    if runs(&path) {
        return Ok(Wasmd { path, id });
    }
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let lock = folder.join("lock");
    let lock = File::create(&lock).with_context(|| format!("cannot create {}", lock.display()))?;
    lock.lock().context("cannot wait for another build of wasmd")?;
    if !runs(&path) {
        build(&module, &path)?;
    }
    Ok(Wasmd { path, id })
}

/// A command of wasmd. It takes settings from any environment variable of a fitting name, so it gets only those that
/// programs need.
pub fn command(wasmd: &Path) -> Command {
    let kept = ["HOME", "PATH", "TMPDIR", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"];
    let mut command = Command::new(wasmd);
    command.env_clear().envs(kept.iter().filter_map(|name| Some((name, env::var_os(name)?))));
    command
}

/// Whether Go of the version that the module needs is there; otherwise why not, and what to do.
pub fn ensure_go(project: &Project) -> Result<()> {
    check_go(&project.root.join("devnet"))
}

/// The first half of the digest of go.mod and go.sum, which decide what is built.
fn pin(module: &Path) -> Result<String> {
    let mut digest = Sha256::new();
    for name in ["go.mod", "go.sum"] {
        let path = module.join(name);
        digest.update(fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?);
    }
    let mut id = hex::encode(digest.finalize());
    id.truncate(32);
    Ok(id)
}

fn runs(program: &Path) -> bool {
    let version = command(program)
        .arg("version")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    version.is_ok_and(|status| status.success())
}

fn build(module: &Path, path: &Path) -> Result<()> {
    check_go(module)?;
    check_c_compiler(module)?;
    println!("Building wasmd: some four minutes on two cores when Go's build cache is empty");
    // Renamed when whole, so that an interrupted build leaves nothing that looks finished.
    let partial = path.with_extension("partial");
    let mut go = Command::new("go");
    go.current_dir(module)
        .env("CGO_ENABLED", "1")
        .args(["build", "-mod=readonly", "-o"])
        .arg(&partial)
        .arg(PACKAGE);
    run(&mut go).context(
        "cannot build wasmd; the lines above say why: it takes a C compiler, some 5 GB of disk, and Go's module proxy \
         or a filled module cache",
    )?;
    ensure!(runs(&partial), "wasmd was built, but `wasmd version` does not run: {}", partial.display());
    fs::rename(&partial, path).with_context(|| format!("cannot rename {}", partial.display()))
}

fn check_go(module: &Path) -> Result<()> {
    let needed = needed_go(module)?;
    let how = format!(
        "install Go {needed} or later: your distribution's package where it is new enough, or the official archive \
         (go.dev/doc/install), and put its `bin` folder on PATH"
    );
    // Run in the module, where a Go of 1.21 or later fetches the release that the module asks for, if it may.
    let asked = Command::new("go").current_dir(module).args(["env", "GOVERSION"]).output();
    let Ok(asked) = asked else {
        bail!("`go` not found: the devnet's chain, wasmd, is built with it; {how}")
    };
    ensure!(
        asked.status.success(),
        "`go env GOVERSION` failed in {} ({}): {}; {how}",
        module.display(),
        asked.status,
        String::from_utf8_lossy(&asked.stderr).trim()
    );
    let found = String::from_utf8_lossy(&asked.stdout).trim().trim_start_matches("go").to_owned();
    ensure!(is_at_least(&found, &needed), "expected Go {needed} or later, found {found}; {how}");
    Ok(())
}

fn needed_go(module: &Path) -> Result<String> {
    let path = module.join("go.mod");
    let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let needed = text.lines().find_map(|line| line.strip_prefix("go "));
    needed
        .map(|version| version.trim().to_owned())
        .with_context(|| format!("{} has no `go` line", path.display()))
}

/// Compares versions like `1.24.0` and `1.26rc1` by their first two numbers.
pub fn is_at_least(found: &str, needed: &str) -> bool {
    let numbers = |version: &str| {
        let mut parts = version.split('.').map(|part| {
            let digits: String = part.chars().take_while(char::is_ascii_digit).collect();
            digits.parse::<u32>().ok()
        });
        Some((parts.next()??, parts.next()??))
    };
    numbers(found).is_some_and(|found| numbers(needed).is_some_and(|needed| found >= needed))
}

fn check_c_compiler(module: &Path) -> Result<()> {
    let asked = Command::new("go")
        .current_dir(module)
        .args(["env", "CC"])
        .output()
        .context("cannot run `go env CC`")?;
    let compiler = String::from_utf8_lossy(&asked.stdout).trim().to_owned();
    // CC may carry arguments; its first word is the program.
    let program = compiler.split_whitespace().next().unwrap_or("cc");
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    ensure!(
        found.is_ok_and(|status| status.success()),
        "C compiler `{program}` not found: wasmd links the contracts' virtual machine with it; install gcc or clang \
         (package build-essential, gcc or similar), or set CC"
    );
    Ok(())
}
