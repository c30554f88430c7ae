//! A task of this program that runs beside others, in a process of its own.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};

use anyhow::{ensure, Context, Result};

use crate::project::Project;

/// What runs beside, and the file that it writes to.
pub struct Beside {
    child: Child,
    words: String,
    log: PathBuf,
}

impl Beside {
    /// Begins it, through cargo: the tests may have built this program again, so that its file is another by now.
    pub fn begin(project: &Project, words: &[&str]) -> Result<Self> {
        let words_shown = format!("xtask {}", words.join(" "));
        let folder = project.root.join("target");
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let log = folder.join(format!("{}.log", words.join("-")));
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let mut command = project.cargo(["run", "--quiet", "--locked", "--package", "xtask", "--"]);
        command.args(words).stdin(Stdio::null()).stdout(file.try_clone()?).stderr(file);
        let child = command.spawn().with_context(|| format!("cannot start `{words_shown}`"))?;
        println!("$ {words_shown}, beside what follows; its output is in {}", log.display());
        Ok(Self { child, words: words_shown, log })
    }

    /// Waits for its end, and tells what it said; fails if it did.
    pub fn finish(mut self) -> Result<()> {
        let status = self.child.wait().context("waiting for it")?;
        println!("{}", fs::read_to_string(&self.log).unwrap_or_default());
        ensure!(status.success(), "`{}` failed ({status})", self.words);
        Ok(())
    }
}

impl Drop for Beside {
    /// It is not left behind where another step has failed: it takes down the devnets that it began only at its own end.
    fn drop(&mut self) {
        let _ = self.child.wait();
    }
}
