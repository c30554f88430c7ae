//! Workloads: a program in a process group of its own, with limits, of which nothing is left when it ends.
//!
//! The program runs in the job's folder. Its input is its standard input, and its standard output is the job's output,
//! whose digest is sha256 of it. If it leaves a `proof.json`, that is its proof. A limit of memory holds for each of its
//! processes (`RLIMIT_DATA`: what it may write to, so that a driver may reserve addresses as it likes), one of output for
//! each of its files (`RLIMIT_FSIZE`); `sh` sets them before the program begins, so there is no moment without them.

use std::fs::{self, File};
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

use anyhow::{bail, ensure, Context, Result};
use api::verifier_gateway::Proof;
use sha2::{Digest, Sha256};

use crate::group::{hide, kill, Group};
use crate::program::{end_container, Program};

pub use crate::program::Limits;

/// Bytes of its complaints that an error repeats.
const COMPLAINT: u64 = 400;
/// Largest proof that is read, bytes.
const PROOF: u64 = 1 << 20;
/// Sets the limits, `$1` KiB of memory and `$2` blocks of 512 bytes of output, and becomes the program.
const LIMITED: &str = "ulimit -d \"$1\" && ulimit -f \"$2\" && ulimit -c 0 && shift 2 && exec \"$@\"";
/// What a program finds of the agent's environment: the agent's own may hold secrets, and a program runs on strangers' inputs.
const KEPT: [&str; 8] = [
    "PATH",
    "HOME",
    "LANG",
    "TZ",
    "TMPDIR",
    "LD_LIBRARY_PATH",
    "CUDA_VISIBLE_DEVICES",
    "HIP_VISIBLE_DEVICES",
];
/// Where the group of a running program is written down.
pub(crate) const GROUP: &str = "group";
/// Where a running container is: its engine and, in the next line, its name.
const CONTAINER: &str = "container";

/// What to run.
#[derive(Clone, Debug, PartialEq)]
pub struct Workload {
    /// Its program.
    pub program: Program,
    /// What its container is called, if it is one.
    pub name: String,
    /// What it finds in its environment beside the few variables that it has of the agent's own.
    pub environment: Vec<(String, String)>,
    /// The job's folder.
    pub folder: PathBuf,
    /// The file with its input, if it has one.
    pub input: Option<PathBuf>,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum End {
    /// With a result.
    Done {
        /// sha256 of its output.
        output: [u8; 32],
        /// Where the output is.
        path: PathBuf,
        /// Its proof, if it left one.
        proof: Option<Proof>,
    },
    /// Its time was over, and it was killed.
    TimeUsed,
}

impl Workload {
    /// Runs it to its end, and kills whatever is left of its group then. Errors say how it failed, with the end of what it
    /// wrote to standard error.
    pub fn run(&self, limits: &Limits) -> Result<End> {
        clean(&self.folder);
        fs::create_dir_all(&self.folder).with_context(|| format!("cannot make {}", self.folder.display()))?;
        let (output, errors) = (self.folder.join("output"), self.folder.join("errors"));
        let proof = self.folder.join("proof.json");
        for old in [&output, &errors, &proof] {
            let _ = fs::remove_file(old);
        }
        // It ends after the group: while its client lives, one could be begun.
        let _contained = self.contained()?;
        let mut group = self.begin(limits, &output, &errors)?;
        fs::write(self.folder.join(GROUP), mark(group.id()))?;
        let status = group.wait(limits.time);
        drop(group);
        let _ = fs::remove_file(self.folder.join(GROUP));
        let Some(status) = status? else { return Ok(End::TimeUsed) };
        if !status.success() {
            let size = fs::metadata(&output).map_or(0, |file| file.len());
            bail!("{}", complaint(status, size, limits, &errors));
        }
        Ok(End::Done { output: digest(&output)?, proof: read_proof(&proof)?, path: output })
    }

    /// Writes down the container that is about to begin, and ends whatever has its name.
    fn contained(&self) -> Result<Option<Contained>> {
        let Program::Container(container) = &self.program else { return Ok(None) };
        let path = self.folder.join(CONTAINER);
        fs::write(&path, format!("{}\n{}", container.engine, self.name))?;
        end_container(&container.engine, &self.name);
        Ok(Some(Contained(path)))
    }

    fn begin(&self, limits: &Limits, output: &Path, errors: &Path) -> Result<Group> {
        let input = match &self.input {
            Some(path) => regular(path).context("cannot read the input")?.into(),
            None => Stdio::null(),
        };
        let (words, memory) = match &self.program {
            Program::Command(words) | Program::Inspector(words) => {
                (words.clone(), limits.memory_mib.saturating_mul(1_024).to_string())
            }
            // Its engine limits it; the engine itself may need more.
            Program::Container(container) => {
                (container.words(&self.name, limits, &self.environment), "unlimited".to_owned())
            }
        };
        let mut command = Command::new("sh");
        match &self.program {
            Program::Command(_) | Program::Inspector(_) => leave(&mut command, &KEPT),
            // Its engine needs to find what serves it; what is in the container gets what the words name.
            Program::Container(_) => hide(&mut command),
        }
        command
            .args(["-c", LIMITED, "workload", &memory])
            .arg(limits.output_mib.saturating_mul(2_048).to_string())
            .args(&words)
            .envs(self.environment.iter().cloned())
            .current_dir(&self.folder)
            .stdin(input)
            .stdout(File::create(output)?)
            .stderr(File::create(errors)?);
        Group::spawn(&mut command).with_context(|| format!("cannot run `{}`", self.program.name()))
    }
}

/// Leaves of the agent's environment these variables alone.
fn leave(command: &mut Command, names: &[&str]) {
    command.env_clear();
    command.envs(names.iter().filter_map(|name| Some((name, std::env::var_os(name)?))));
}

/// A container that does not outlive this: the file that says which.
struct Contained(PathBuf);

impl Drop for Contained {
    fn drop(&mut self) {
        end_written(&self.0);
    }
}

/// Ends the container that is written down in a file, and removes the file.
fn end_written(path: &Path) {
    let Ok(written) = fs::read_to_string(path) else { return };
    if let Some((engine, name)) = written.split_once('\n') {
        end_container(engine, name);
    }
    let _ = fs::remove_file(path);
}

/// Kills what an agent that was itself killed left running in a job's folder: the group that is written down there, if
/// its first process is still the one that began it, and the container.
pub fn clean(folder: &Path) {
    clean_group(folder);
    end_written(&folder.join(CONTAINER));
}

fn clean_group(folder: &Path) {
    let path = folder.join(GROUP);
    let Ok(written) = fs::read_to_string(&path) else { return };
    let group = written.split(' ').next().and_then(|text| text.parse().ok());
    if let Some(group) = group.filter(|group| mark(*group) == written) {
        kill(group);
    }
    let _ = fs::remove_file(path);
}

/// The same of every job in a folder.
pub fn clean_all(jobs: &Path) {
    for entry in fs::read_dir(jobs).into_iter().flatten().flatten() {
        clean(&entry.path().join("run"));
    }
}

/// A process and when it began, in the kernel's ticks since the machine's start: a number that was given out again is
/// another process.
pub(crate) fn mark(process: u32) -> String {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    // The name, in parentheses, may hold anything. The start is the 20th field after it.
    let begun = stat.rsplit(") ").next().and_then(|fields| fields.split(' ').nth(19)).unwrap_or("?");
    format!("{process} {begun}")
}

/// sha256 of a file, read in pieces.
pub fn digest(path: &Path) -> Result<[u8; 32]> {
    let mut file = regular(path)?;
    let mut hash = Sha256::new();
    std::io::copy(&mut file, &mut hash).with_context(|| format!("cannot read {}", path.display()))?;
    Ok(hash.finalize().into())
}

/// A file that a run left. A pipe in its place would keep its reader waiting for ever, and a link may lead anywhere.
pub(crate) fn regular(path: &Path) -> Result<File> {
    let unread = || format!("cannot read {}", path.display());
    let kind = fs::symlink_metadata(path).with_context(unread)?.file_type();
    ensure!(kind.is_file(), "{}: expected a file, got {kind:?}", path.display());
    File::open(path).with_context(unread)
}

fn read_proof(path: &Path) -> Result<Option<Proof>> {
    if fs::symlink_metadata(path).is_err_and(|error| error.kind() == ErrorKind::NotFound) {
        return Ok(None);
    }
    let mut text = String::new();
    regular(path)?.take(PROOF).read_to_string(&mut text)?;
    ensure!(!text.is_empty(), "{}: expected a proof, got an empty file", path.display());
    let proof = serde_json::from_str(&text);
    Ok(Some(proof.with_context(|| format!("{} is not a proof as the gateway reads it", path.display()))?))
}

fn complaint(status: ExitStatus, output: u64, limits: &Limits, errors: &Path) -> String {
    let mut said = String::new();
    if let Ok(file) = regular(errors) {
        let _ = file.take(COMPLAINT).read_to_string(&mut said);
    }
    let full = match output >= limits.output_mib.saturating_mul(1 << 20) {
        true => format!("; its output reached the limit of {} MiB", limits.output_mib),
        false => String::new(),
    };
    format!("the workload failed ({status}{full}): {}", said.trim())
}
