//! `camm agent` and `camm attestor` as processes, and waiting for what they do.

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};

/// How long a step may take on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(120);
/// Between two looks.
const LOOK: Duration = Duration::from_millis(100);

/// Waits until there is something to find.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        sleep(LOOK);
    }
}

/// `camm agent` or `camm attestor`, which does not outlive this. What it says goes on in the log beside its file.
pub struct Process {
    child: Child,
    log: PathBuf,
    /// Where in the log it began.
    begun: usize,
}

impl Process {
    /// Begins `camm VERB --config FILE`.
    pub fn begin(camm: &Path, verb: &str, file: &Path) -> Self {
        Self::begin_by(&[camm], verb, file)
    }

    /// The same by a command that begins `camm` with what it is given.
    pub fn begin_by(command: &[&Path], verb: &str, file: &Path) -> Self {
        Self::try_begin(command, verb, file).unwrap_or_else(|e| panic!("{e:#}"))
    }

    /// The same.
    ///
    /// # Errors
    /// A log that cannot be written, or a command that cannot be run.
    pub fn try_begin(command: &[&Path], verb: &str, file: &Path) -> Result<Self> {
        let log = file.with_extension("log");
        let begun = fs::read(&log).map_or(0, |text| text.len());
        let out = OpenOptions::new().create(true).append(true).open(&log)?;
        let (program, words) = command.split_first().context("a command")?;
        let mut command = Command::new(program);
        command.args(words).args([verb, "--config"]).arg(file).env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.stdin(Stdio::null()).stdout(out.try_clone()?).stderr(out);
        let child = command.spawn().with_context(|| format!("cannot run {}", program.display()))?;
        Ok(Self { child, log, begun })
    }

    /// What it said so far.
    pub fn said(&self) -> String {
        let text = fs::read(&self.log).unwrap_or_default();
        String::from_utf8_lossy(text.get(self.begun..).unwrap_or_default()).into_owned()
    }

    /// Waits until one line of it holds all of these words; that line.
    pub fn until_said(&self, words: &[&str]) -> String {
        let found = |line: &&str| words.iter().all(|word| line.contains(word));
        let begun = Instant::now();
        loop {
            let said = self.said();
            if let Some(line) = said.lines().find(found) {
                println!("said: {line}");
                return line.to_owned();
            }
            assert!(begun.elapsed() < PATIENCE, "expected {words:?} within {PATIENCE:?} in:\n{said}");
            sleep(LOOK);
        }
    }

    /// From here on only what it says anew is looked at.
    pub fn listen(&mut self) {
        self.begun = fs::read(&self.log).map_or(0, |text| text.len());
    }

    /// As the power ends it.
    pub fn kill(mut self) {
        self.child.kill().expect("SIGKILL");
        self.child.wait().expect("it ends");
    }

    /// Waits until it ends by itself.
    pub fn ended(mut self) -> ExitStatus {
        until("it ends", || self.child.try_wait().expect("a process"))
    }

    /// As its operator ends it.
    pub fn stop(self) {
        self.try_stop().unwrap_or_else(|e| panic!("{e:#}"));
    }

    /// The same.
    ///
    /// # Errors
    /// If it does not end within [`PATIENCE`], or not cleanly.
    pub fn try_stop(mut self) -> Result<()> {
        let id = self.id().to_string();
        let kill = Command::new("kill").args(["-TERM", &id]).status().context("kill")?;
        ensure!(kill.success(), "process {id} of camm is gone; it said:\n{}", self.said());
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait()? {
                ensure!(status.success(), "SIGTERM ends it cleanly: {status}; it said:\n{}", self.said());
                return Ok(());
            }
            sleep(LOOK);
        }
        bail!("process {id} of camm does not end within {PATIENCE:?}")
    }

    /// Its number.
    pub fn id(&self) -> u32 {
        self.child.id()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
