//! Processes of nodes: started detached, remembered by pid file, and signalled only when the pid is still theirs.

use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};

use super::wasmd;

/// How long a node may take to write its state and end.
const GRACE: Duration = Duration::from_secs(20);
/// How long the system may take to end a killed process.
const KILLED: Duration = Duration::from_secs(10);

/// A node as a process: `wasmd start … --home <home>`, its pid in `<home>.pid`, its output in `<home>.log`.
#[derive(Clone, Debug)]
pub struct Process {
    home: PathBuf,
}

impl Process {
    /// The process that serves a node's home, given by its absolute path.
    pub fn of(home: PathBuf) -> Process {
        Process { home }
    }

    /// Its output.
    pub fn log(&self) -> PathBuf {
        self.home.with_extension("log")
    }

    fn pid_file(&self) -> PathBuf {
        self.home.with_extension("pid")
    }

    /// Its pid, if it runs. A pid file whose process ended, or whose number went to another program, says nothing.
    pub fn pid(&self) -> Result<Option<u32>> {
        let path = self.pid_file();
        let text = match fs::read_to_string(&path) {
            Err(err) if err.kind() == ErrorKind::NotFound => return Ok(None),
            text => text.with_context(|| format!("cannot read {}", path.display()))?,
        };
        let Ok(pid) = text.trim().parse::<u32>() else { return Ok(None) };
        Ok(command_line(pid)?.is_some_and(|line| self.is_ours(&line)).then_some(pid))
    }

    /// Whether a command line is that of this node. Arguments are apart where the system says so.
    fn is_ours(&self, line: &[String]) -> bool {
        let (home, line) = (self.home.display(), line.join("\n"));
        let starts = |line: &str| line.ends_with("\nstart") || line.contains("\nstart\n--");
        let starts_with_spaces = |line: &str| line.ends_with(" start") || line.contains(" start --");
        line.strip_suffix(&format!("\n--home\n{home}")).is_some_and(starts)
            || line.strip_suffix(&format!(" --home {home}")).is_some_and(starts_with_spaces)
    }

    /// Starts it, with options of its own, in a process group of its own, so that it outlives this program and its
    /// terminal's interrupts.
    pub fn start(&self, program: &Path, options: &[String]) -> Result<u32> {
        let log = self.log();
        let output = File::options()
            .create(true)
            .append(true)
            .open(&log)
            .with_context(|| format!("cannot write {}", log.display()))?;
        let mut child = wasmd::command(program)
            .arg("start")
            .args(options)
            .arg("--home")
            .arg(&self.home)
            .stdin(Stdio::null())
            .stdout(output.try_clone().context("cannot share the log file")?)
            .stderr(output)
            .process_group(0)
            .spawn()
            .with_context(|| format!("cannot start {}", program.display()))?;
        let path = self.pid_file();
        fs::write(&path, format!("{}\n", child.id()))
            .with_context(|| format!("cannot write {}", path.display()))?;
        // For a moment after its start a process has no command line to be known by.
        while self.pid()?.is_none() {
            let ended = child.try_wait().context("cannot ask after the node's process")?;
            if let Some(status) = ended {
                bail!(
                    "{} ended at once ({status}); the end of {}:\n{}",
                    program.display(),
                    log.display(),
                    self.log_tail()
                );
            }
            sleep(Duration::from_millis(5));
        }
        Ok(child.id())
    }

    /// Asks it to end and waits; kills it if it takes too long. Says whether it ran.
    pub fn stop(&self) -> Result<bool> {
        let Some(pid) = self.pid()? else {
            self.forget()?;
            return Ok(false);
        };
        signal(pid, "TERM")?;
        if !self.gone_within(GRACE)? {
            return self.kill();
        }
        self.forget()?;
        Ok(true)
    }

    /// Ends it without a chance to write anything (SIGKILL). Says whether it ran.
    pub fn kill(&self) -> Result<bool> {
        let Some(pid) = self.pid()? else { return Ok(false) };
        signal(pid, "KILL")?;
        ensure!(self.gone_within(KILLED)?, "process {pid} of {} does not end", self.home.display());
        self.forget()?;
        Ok(true)
    }

    fn gone_within(&self, limit: Duration) -> Result<bool> {
        let start = Instant::now();
        while self.pid()?.is_some() {
            if start.elapsed() > limit {
                return Ok(false);
            }
            sleep(Duration::from_millis(50));
        }
        Ok(true)
    }

    fn forget(&self) -> Result<()> {
        match fs::remove_file(self.pid_file()) {
            Err(err) if err.kind() != ErrorKind::NotFound => {
                Err(err).with_context(|| format!("cannot remove {}", self.pid_file().display()))
            }
            _ => Ok(()),
        }
    }

    /// The last lines of its output.
    pub fn log_tail(&self) -> String {
        let text = fs::read(self.log()).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<&str> = text.lines().collect();
        lines.get(lines.len().saturating_sub(20)..).unwrap_or_default().join("\n")
    }
}

/// The command line of a living process: its arguments, or one text where the system does not keep them apart.
/// None for a process that does not exist or has ended and waits for its parent.
fn command_line(pid: u32) -> Result<Option<Vec<String>>> {
    if Path::new("/proc/self/cmdline").exists() {
        let Ok(line) = fs::read(format!("/proc/{pid}/cmdline")) else { return Ok(None) };
        let text = String::from_utf8_lossy(&line);
        let arguments: Vec<String> = text.split_terminator('\0').map(str::to_owned).collect();
        return Ok((!arguments.is_empty()).then_some(arguments));
    }
    let pid = pid.to_string();
    let shown = Command::new("ps")
        .args(["-ww", "-o", "args=", "-p", &pid])
        .output()
        .context("cannot run `ps`, which says what a process is")?;
    let line = String::from_utf8_lossy(&shown.stdout).trim().to_owned();
    Ok((shown.status.success() && !line.is_empty()).then(|| vec![line]))
}

fn signal(pid: u32, name: &str) -> Result<()> {
    // It may have ended by itself in between, which the caller sees when it looks again.
    Command::new("kill")
        .args(["-s", name, &pid.to_string()])
        .stderr(Stdio::null())
        .status()
        .map(drop)
        .with_context(|| format!("cannot run `kill` to send SIG{name} to process {pid}"))
}
