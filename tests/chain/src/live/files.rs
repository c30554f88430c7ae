//! The files of those who run `camm` in a market that lives.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use chain::config::ChainFile;
use chain::wallet::named_secret;

use crate::operator::ATTESTORS;
use crate::terminal;

/// MiB of a run.
const MEMORY: u64 = 64;
/// An SSH key as a machine writes it. The demo's machines are files: nobody answers under it.
const HOST_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

/// Where they go, and whom they name.
pub struct Files<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// The chain's file.
    pub chain: &'a ChainFile,
    /// Attestors listen from here on.
    pub ports: u16,
    /// The workload.
    pub workload: &'a Path,
}

impl Files<'_> {
    /// Writes a file that nobody else may read, as a key's must be.
    pub fn write(&self, name: &str, text: &str) -> Result<PathBuf> {
        self.with_mode(name, text, 0o600)
    }

    fn with_mode(&self, name: &str, text: &str, mode: u32) -> Result<PathBuf> {
        let path = self.folder.join(name);
        let context = || format!("cannot write {}", path.display());
        fs::write(&path, text).with_context(context)?;
        fs::set_permissions(&path, PermissionsExt::from_mode(mode)).with_context(context)?;
        Ok(path)
    }

    /// The files of the attestors, who do every job again.
    pub fn attestors(&self) -> Result<Vec<PathBuf>> {
        self.write("chain.toml", &terminal::chain_file(self.chain)?)?;
        let file = |(port, (scheme, seed)): (u16, (&str, u8))| {
            let name = format!("attestor-{scheme}");
            self.write(&format!("{name}.key"), &format!("{scheme} {}", hex::encode([seed; 32])))?;
            let text = format!(
                "chain = \"chain.toml\"\nkey = \"{name}.key\"\ndata = \"{name}\"\nmemory_mib = {MEMORY}\n\
                 listen = \"127.0.0.1:{port}\"\n{}",
                self.workloads()
            );
            self.write(&format!("{name}.toml"), &text)
        };
        (self.ports..).zip(ATTESTORS).map(file).collect()
    }

    /// The file of an agent with a devnet's account, which serves results at an address, and leases if told so.
    pub fn agent(&self, name: &str, account: &str, outputs: SocketAddr, leases: bool) -> Result<PathBuf> {
        self.write(&format!("{name}.key"), &hex::encode(named_secret(account)))?;
        let ports = (self.ports..).take(ATTESTORS.len());
        let attestors: Vec<String> = ports.map(|port| format!("\"http://127.0.0.1:{port}\"")).collect();
        let leases = if leases { self.leases()? } else { String::new() };
        let text = format!(
            "chain = \"chain.toml\"\nkey = \"{name}.key\"\ndata = \"{name}\"\nmemory_mib = {MEMORY}\n\
             attestors = [{}]\nlisten = {{ metrics = \"\", outputs = \"{outputs}\", url = \"http://{outputs}\" }}\n{leases}{}",
            attestors.join(", "),
            self.workloads()
        );
        self.write(&format!("{name}.toml"), &text)
    }

    /// Hooks whose machines are files that name their client's key.
    fn leases(&self) -> Result<String> {
        let machine = "../../machine-$CAMM_LEASE";
        for (name, text) in [
            ("up", format!("echo \"$CAMM_SSH_KEY\" > {machine}\necho gpu.example:2222\necho '{HOST_KEY}'")),
            ("down", format!("rm -f {machine}")),
            ("there", format!("test -f {machine}")),
        ] {
            self.with_mode(name, &format!("#!/bin/sh\n{text}\n"), 0o700)?;
        }
        Ok("[leases]\nstart = [\"./up\"]\nend = [\"./down\"]\nalive = [\"./there\"]\nkeep_gpus = 2\ntop_up = 3600\n".into())
    }

    fn workloads(&self) -> String {
        format!("[workloads]\n{} = [{:?}]\n", hex::encode(inference::program_digest()), self.workload)
    }
}
