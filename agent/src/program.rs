//! What runs a program: a command, or a container.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use sha2::{Digest, Sha256};

use crate::group::{hide, Group};

/// What a run may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// From its beginning.
    pub time: Duration,
    /// MiB, each process.
    pub memory_mib: u64,
    /// MiB, each file.
    pub output_mib: u64,
}

/// What runs a program.
#[derive(Clone, Debug, PartialEq)]
pub enum Program {
    /// A command and its arguments, at least the command.
    Command(Vec<String>),
    /// A container of an image.
    Container(Container),
    /// An attestor's command that does not do the work again, but looks at claim, input and output.
    Inspector(Vec<String>),
}

/// A container, as an engine with podman's and docker's words runs it.
#[derive(Clone, Debug, PartialEq)]
pub struct Container {
    /// `podman` or `docker`, or the path of one.
    pub engine: String,
    /// The image by its digest, `name@sha256:…`.
    pub image: String,
    /// What the container is told.
    pub args: Vec<String>,
    /// What the engine is told in addition, such as which GPUs there are.
    pub options: Vec<String>,
}

/// Processes in a container, at most.
const PROCESSES: &str = "4096";
/// How long an engine is waited for that is to end a container.
const ENDING: Duration = Duration::from_secs(20);

impl From<Vec<String>> for Program {
    fn from(command: Vec<String>) -> Self {
        Program::Command(command)
    }
}

impl Program {
    /// The word that is run.
    pub fn name(&self) -> &str {
        match self {
            Program::Command(words) | Program::Inspector(words) => words.first().map_or("", String::as_str),
            Program::Container(container) => &container.engine,
        }
    }
}

impl Container {
    /// The engine's command line for a run under a name.
    ///
    /// Nothing is shared with the machine but input and output, and nothing reaches a network. The image must be there: a
    /// run is no time to fetch one. What the program writes beside its output goes to `/tmp`, in memory.
    pub fn words(&self, name: &str, limits: &Limits, environment: &[(String, String)]) -> Vec<String> {
        let memory = format!("{}m", limits.memory_mib);
        let temporary = format!("/tmp:rw,size={memory}");
        let fixed = [
            [self.engine.as_str(), "run"],
            ["--rm", "-i"],
            ["--name", name],
            ["--pull", "never"],
            ["--network", "none"],
            ["--memory", memory.as_str()],
            ["--memory-swap", memory.as_str()],
            ["--pids-limit", PROCESSES],
            ["--cap-drop", "ALL"],
            ["--security-opt", "no-new-privileges"],
            ["--log-driver", "none"],
            ["--tmpfs", temporary.as_str()],
        ];
        let mut words: Vec<String> = fixed.concat().into_iter().map(str::to_owned).collect();
        words.push("--read-only".into());
        for (key, value) in environment {
            words.extend(["--env".into(), format!("{key}={value}")]);
        }
        words.extend(self.options.iter().cloned());
        words.push(self.image.clone());
        words.extend(self.args.iter().cloned());
        words
    }
}

/// The name of a job's container: another for each chain, job and folder, since an attestor may work on the same machine.
pub fn container_name(chain_id: &str, job: u64, folder: &Path) -> String {
    let fits = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let chain: String = chain_id.chars().filter(fits).collect();
    let digest = hex::encode(Sha256::digest(folder.as_os_str().as_encoded_bytes()));
    format!("camm-{chain}-{job}-{}", digest.get(..8).unwrap_or_default())
}

/// Kills and removes a container, if it is there: it outlives the process that began it.
pub fn end_container(engine: &str, name: &str) {
    for words in [&["kill", name][..], &["rm", "-f", name][..]] {
        let mut command = Command::new(engine);
        hide(&mut command);
        command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        // It may be gone already. An engine that hangs is not waited for.
        if let Ok(mut group) = Group::spawn(&mut command) {
            let _ = group.wait(ENDING);
        }
    }
}
