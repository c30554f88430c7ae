//! The page over a market that lives: its built files, its configuration, and a server of static files.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{ensure, Context, Result};
use xtask::project::{run, Project};
use xtask::web;

use super::{history, Place};

/// The page, served for as long as this lives.
pub struct Site {
    /// Where it is.
    pub url: String,
    server: Child,
}

impl Site {
    /// Builds the page, configures it for the market, and serves it at a port of this machine.
    pub fn serve(project: &Project, place: &Place, port: u16) -> Result<Self> {
        let folder = web::folder(project);
        let built = web::build(project)?;
        let site = place.folder.join("site");
        let _ = fs::remove_dir_all(&site);
        copy(&built, &site)?;
        let rpc = place.chain.chain.rpc.first().context("the chain's file names no node")?;
        let config = site.join("config.json");
        let words = [config.as_os_str(), rpc.as_ref(), place.chain.manifest.as_os_str(), "history/".as_ref()];
        run(node(&folder, "devnet-config.mjs").args(words))?;
        fs::create_dir_all(history(place.folder))?;
        std::os::unix::fs::symlink(history(place.folder), site.join("history"))?;
        let log = fs::File::create(place.folder.join("site.log"))?;
        let mut command = node(&folder, "serve.mjs");
        command.arg(&site).arg(port.to_string()).stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log);
        let server = command.spawn().context("cannot run `node`")?;
        let site = Self { url: format!("http://127.0.0.1:{port}/"), server };
        site.until_up()?;
        Ok(site)
    }

    fn until_up(&self) -> Result<()> {
        let up = || ureq::get(&self.url).call().is_ok();
        for _ in 0..100 {
            if up() {
                return Ok(());
            }
            std::thread::sleep(std::time::Duration::from_millis(100));
        }
        ensure!(up(), "the page is not served at {} within 10 s", self.url);
        Ok(())
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// A script of the page.
fn node(folder: &Path, script: &str) -> Command {
    let mut command = Command::new("node");
    command.arg(PathBuf::from("scripts").join(script)).current_dir(folder);
    command
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to).with_context(|| format!("cannot make {}", to.display()))?;
    for entry in fs::read_dir(from).with_context(|| format!("cannot read {}", from.display()))? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        match entry.file_type()?.is_dir() {
            true => copy(&entry.path(), &target)?,
            false => drop(fs::copy(entry.path(), &target)?),
        }
    }
    Ok(())
}
