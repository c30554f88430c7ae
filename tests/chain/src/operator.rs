//! The files of those who run `camm agent` and `camm attestor`.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use chain::config::ChainFile;

use crate::terminal::chain_file;

/// Attestors of the devnet's method 1: two of its three keys, as many as must sign.
pub const ATTESTORS: [(&str, u8); 2] = [("secp256k1", 11), ("ed25519", 13)];
/// MiB of a run.
const MEMORY: u64 = 64;

/// Where their files are, whose chain they name, and where they listen: metrics on the first port, attestors on the next two.
pub struct Operators {
    /// The folder, which exists.
    pub folder: PathBuf,
    /// The chain's file.
    pub chain: ChainFile,
    /// The first of three ports.
    pub ports: u16,
}

/// A program's digest in hex, and what does its work: a command and its words.
pub type Workload<'a> = (&'a str, &'a [&'a str]);

/// What is said in an agent's file, beside chain, key and where it listens.
pub struct AgentFile<'a> {
    /// NET base units.
    pub keep_net: u128,
    /// What gas costs, NET base units a unit.
    pub gas_price: &'a str,
    /// The folder of its data.
    pub data: &'a Path,
    /// Whose results are attested.
    pub attested: bool,
    /// What does the work.
    pub workloads: &'a [Workload<'a>],
}

impl Operators {
    /// Writes the agent's file, and its key beside it.
    pub fn agent(&self, key: &[u8; 32], said: &AgentFile) -> PathBuf {
        let AgentFile { keep_net, gas_price, data, attested, workloads } = said;
        self.chain("agents-chain.toml", gas_price);
        self.write("key", &hex::encode(key));
        let addresses = (0..2).filter(|_| *attested).map(|index| self.attestor_at(index));
        let attestors: Vec<String> = addresses.map(|address| format!("{address:?}")).collect();
        let text = format!(
            "chain = \"agents-chain.toml\"\nkey = \"key\"\ndata = {data:?}\nkeep_net = \"{keep_net}\"\n\
             memory_mib = {MEMORY}\nattestors = [{}]\nlisten.metrics = \"127.0.0.1:{}\"\n{}",
            attestors.join(", "),
            self.ports,
            table(workloads)
        );
        self.write("provider.toml", &text)
    }

    /// Writes the file of an attestor, 0 or 1, and its key beside it.
    pub fn attestor(&self, index: u16, workloads: &[Workload]) -> PathBuf {
        let (scheme, seed) = ATTESTORS[usize::from(index)];
        let name = format!("attestor-{index}");
        // Each has a file of the chain of its own: one that begins may read its file while the next one's is written.
        self.chain(&format!("{name}-chain.toml"), "0");
        self.write(&format!("{name}.key"), &format!("{scheme} {}", hex::encode([seed; 32])));
        let text = format!(
            "chain = \"{name}-chain.toml\"\nkey = \"{name}.key\"\ndata = \"{name}\"\nmemory_mib = {MEMORY}\n\
             listen = \"127.0.0.1:{}\"\n{}",
            self.attestor_port(index),
            table(workloads)
        );
        self.write(&format!("{name}.toml"), &text)
    }

    /// Where an attestor listens.
    pub fn attestor_port(&self, index: u16) -> u16 {
        self.ports + 1 + index
    }

    fn attestor_at(&self, index: u16) -> String {
        format!("http://127.0.0.1:{}", self.attestor_port(index))
    }

    fn chain(&self, name: &str, gas_price: &str) {
        let mut file = self.chain.clone();
        file.chain.gas_price.price = gas_price.parse().expect("a price");
        self.write(name, &chain_file(&file).expect("the devnet's file"));
    }

    fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.join(name);
        fs::write(&path, text).expect("a file");
        // A key's file is refused if others may read it.
        fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).expect("its mode");
        path
    }
}

fn table(workloads: &[Workload]) -> String {
    let lines: Vec<String> =
        workloads.iter().map(|(program, command)| format!("{program} = {command:?}\n")).collect();
    format!("[workloads]\n{}", lines.concat())
}
