//! Processes that are ended with all that they began.

use std::os::unix::process::CommandExt;
use std::process::{Child, Command, ExitStatus};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::Result;
use rustix::process::{kill_process_group, Pid, Signal};

/// How soon it is noticed that one has ended.
const LOOK: Duration = Duration::from_millis(20);

/// What `camm` reads keys from.
const SECRET: [&str; 2] = ["CAMM_KEY", "CAMM_PASSPHRASE"];

/// A program and all its processes, which do not outlive this.
pub(crate) struct Group(Child);

impl Group {
    /// Begins it, in a group of its own.
    pub(crate) fn spawn(command: &mut Command) -> std::io::Result<Self> {
        command.process_group(0).spawn().map(Self)
    }

    /// Its first process, by whose number the group goes.
    pub(crate) fn id(&self) -> u32 {
        self.0.id()
    }

    /// Leaves to itself what it began, once it has ended.
    pub(crate) fn release(self) {
        std::mem::forget(self);
    }

    /// Its status; none, if it did not end in time.
    pub(crate) fn wait(&mut self, time: Duration) -> Result<Option<ExitStatus>> {
        self.wait_while_wanted(time, &AtomicBool::new(true))
    }

    /// Its status; none, if it did not end in time, or before it was not wanted any more.
    pub(crate) fn wait_while_wanted(
        &mut self,
        time: Duration,
        wanted: &AtomicBool,
    ) -> Result<Option<ExitStatus>> {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.0.try_wait()? {
                return Ok(Some(status));
            }
            if begun.elapsed() >= time || !wanted.load(Ordering::Relaxed) {
                return Ok(None);
            }
            sleep(LOOK.min(time));
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        kill(self.0.id());
        let _ = self.0.wait();
    }
}

/// Ends a process group.
pub(crate) fn kill(group: u32) {
    let group = i32::try_from(group).ok().and_then(Pid::from_raw);
    if let Some(group) = group.filter(|group| group.as_raw_nonzero().get() > 1) {
        // It may have ended by itself.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// Leaves out of it what a key is kept by.
pub(crate) fn hide(command: &mut Command) {
    for name in SECRET {
        command.env_remove(name);
    }
}
