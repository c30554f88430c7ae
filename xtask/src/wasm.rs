//! The contracts' wasm: built one at a time, optimised, checked, and the same bytes wherever it is built.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{ensure, Context, Result};
use sha2::{Digest, Sha256};

use crate::checksums;
use crate::next_version;
use crate::project::{artifact_name, output, package, run as run_command, Project, CONTRACTS};
use crate::setup::{self, WASM_TARGET};
use crate::static_check;

/// Besides optimising for size, the last three passes replace the instructions that the precompiled standard
/// library contains and the VM refuses. Large functions with one caller stay functions: inlined, they would heap
/// up more locals than the VM takes, and make nothing smaller.
const WASM_OPT: [&str; 11] = [
    "-Oz",
    "--one-caller-inline-max-function-size=200",
    "--enable-bulk-memory",
    "--enable-sign-ext",
    "--enable-nontrapping-float-to-int",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--signext-lowering",
    "--llvm-memory-copy-fill-lowering",
    "--llvm-nontrapping-fptoint-lowering",
];

/// One built contract.
struct Artifact {
    name: String,
    sha256: String,
    report: static_check::Report,
}

/// Builds every contract into artifacts/; then writes its checksums, or with `check` compares them.
pub fn run(project: &Project, check: bool) -> Result<()> {
    let artifacts = build_all(project, project, &project.root.join("artifacts"))?;
    let sums: Vec<_> = artifacts.iter().map(|a| (a.name.as_str(), a.sha256.as_str())).collect();
    checksums::settle(project, &sums, check)
}

/// Builds every contract as committed, unless artifacts/ holds just that already.
pub fn ensure(project: &Project) -> Result<()> {
    let built: Vec<(String, String)> = CONTRACTS
        .iter()
        .filter_map(|contract| {
            Some((artifact_name(contract), sha256(&fs::read(project.artifact(contract)).ok()?)))
        })
        .collect();
    if checksums::agree(project, &built) {
        return Ok(());
    }
    run(project, true)
}

/// Builds every contract as its next version. Nothing compares the result: it is to be different.
pub fn run_next(project: &Project) -> Result<()> {
    let folder = next_version::folder(project).join("artifacts");
    build_all(project, &next_version::prepare(project)?, &folder)?;
    println!("Written to {}", folder.display());
    Ok(())
}

/// Builds the contracts of `source`, the project itself or its next version, into a folder.
fn build_all(project: &Project, source: &Project, folder: &Path) -> Result<Vec<Artifact>> {
    let binaryen = setup::ensure(project)?;
    let flags = rust_flags(source)?;
    fs::create_dir_all(folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let mut artifacts = Vec::new();
    for contract in CONTRACTS {
        let raw = build(source, &package(contract), &artifact_name(contract), &flags)?;
        let optimised = optimise(project, &binaryen, &raw)?;
        let name = artifact_name(contract);
        let report = static_check::check(&optimised).with_context(|| name.clone())?;
        let path = folder.join(&name);
        fs::write(&path, &optimised).with_context(|| format!("cannot write {}", path.display()))?;
        artifacts.push(Artifact { name, sha256: sha256(&optimised), report });
    }
    print_table(&artifacts);
    Ok(artifacts)
}

/// Another package's wasm, built and optimised as the contracts' is; cargo calls it `file`.
pub fn library(project: &Project, package: &str, file: &str) -> Result<Vec<u8>> {
    let binaryen = setup::ensure(project)?;
    let raw = build(project, package, file, &rust_flags(project)?)?;
    optimise(project, &binaryen, &raw)
}

/// Compiles one package and returns its wasm as the linker leaves it. One package at a time: built together, the
/// features of one would leak into the others, and with them the capabilities that they require of a chain.
fn build(project: &Project, package: &str, file: &str, flags: &OsString) -> Result<Vec<u8>> {
    let mut cargo =
        project.cargo(["build", "--release", "--lib", "--locked", "--target", WASM_TARGET, "-p", package]);
    // The flags of whoever calls must not reach the artifacts.
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags).env_remove("RUSTFLAGS");
    run_command(&mut cargo)?;
    let path = project.target.join(WASM_TARGET).join("release").join(file);
    fs::read(&path).with_context(|| format!("cargo left no {}", path.display()))
}

/// The recipe's compiler flags, and path remappings that keep this machine's directories out of panic messages.
/// A later remapping wins over an earlier one.
fn rust_flags(project: &Project) -> Result<OsString> {
    let cargo_home = match env::var_os("CARGO_HOME") {
        Some(dir) => PathBuf::from(dir),
        None => Path::new(&env::var_os("HOME").context("HOME is not set")?).join(".cargo"),
    };
    let sysroot = output(setup::rustc(project).args(["--print", "sysroot"]))?;
    let mut remap = vec![
        (cargo_home.clone(), "/cargo".to_owned()),
        (PathBuf::from(sysroot.trim()), "/rust".to_owned()),
        (project.root.clone(), "/compute-amm".to_owned()),
        (project.target.clone(), "/target".to_owned()),
    ];
    // Sources lie in a folder named after the registry's address, which a mirror changes.
    if let Ok(registries) = fs::read_dir(cargo_home.join("registry").join("src")) {
        remap.extend(registries.flatten().map(|entry| (entry.path(), "/cargo/registry".to_owned())));
    }
    let mut flags: Vec<OsString> = ["-Ctarget-cpu=mvp", "-Clink-arg=-s"].map(Into::into).into();
    for (from, to) in remap {
        let mut flag = OsString::from("--remap-path-prefix=");
        flag.push(from);
        flag.push("=");
        flag.push(to);
        flags.push(flag);
    }
    // Cargo's own separator of flags, so that spaces in paths are no matter.
    Ok(flags.join(&OsString::from("\u{1f}")))
}

/// Runs the optimiser, or takes what it made of the same input before.
fn optimise(project: &Project, binaryen: &Path, raw: &[u8]) -> Result<Vec<u8>> {
    let folder = project.target.join("wasm-opt");
    fs::create_dir_all(&folder).with_context(|| format!("cannot create {}", folder.display()))?;
    let key = sha256(&[raw, binaryen.as_os_str().as_encoded_bytes(), WASM_OPT.concat().as_bytes()].concat());
    let done = folder.join(format!("{key}.wasm"));
    if let Ok(optimised) = fs::read(&done) {
        return Ok(optimised);
    }
    let (input, partial) = (folder.join(format!("{key}.in")), folder.join(format!("{key}.out")));
    fs::write(&input, raw).with_context(|| format!("cannot write {}", input.display()))?;
    let mut node = Command::new("node");
    node.arg(binaryen.join("bin").join("wasm-opt")).args(WASM_OPT).arg(&input).arg("-o").arg(&partial);
    let shown = output(&mut node)?;
    ensure!(partial.is_file(), "wasm-opt left no output: {shown}");
    // Renamed when whole, so that an interrupted run leaves nothing that looks finished.
    fs::rename(&partial, &done).with_context(|| format!("cannot rename {}", partial.display()))?;
    fs::remove_file(&input).with_context(|| format!("cannot remove {}", input.display()))?;
    fs::read(&done).with_context(|| format!("cannot read {}", done.display()))
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn print_table(artifacts: &[Artifact]) {
    println!("\n{:<24} {:>9} {:>10} {:>11}  sha256", "artifact", "KiB", "functions", "most locals");
    for Artifact { name, sha256, report } in artifacts {
        let kib = format!("{}.{}", report.bytes / 1024, report.bytes % 1024 * 10 / 1024);
        println!("{name:<24} {kib:>9} {:>10} {:>11}  {sha256}", report.functions, report.most_locals);
    }
    println!();
}
