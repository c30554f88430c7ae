//! Options of every verb.

use std::path::PathBuf;

use clap::Args;

/// Options of every verb.
#[derive(Args, Clone, Default)]
pub struct Common {
    /// Manifest of the market's deployment.
    #[arg(long, global = true, env = "CAMM_MARKET", value_name = "FILE")]
    pub market: Option<PathBuf>,
    /// RPC address of a node; may be repeated, or a list with commas: while one cannot be reached, the others are tried.
    #[arg(long, global = true, env = "CAMM_NODE", value_name = "URL", value_delimiter = ',')]
    pub node: Vec<String>,
    /// What a unit of gas costs [default: 0.025 of the network token].
    #[arg(long, global = true, env = "CAMM_GAS_PRICE", value_name = "PRICE")]
    pub gas_price: Option<String>,
    /// Configuration, instead of config.toml in CAMM_HOME or the user's configuration folder. Of `agent` and `attestor`
    /// theirs, instead of provider.toml and attestor.toml in this folder.
    #[arg(long, global = true, env = "CAMM_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// Write one JSON document to standard output, for machines; snake_case, amounts as text.
    #[arg(long, global = true)]
    pub json: bool,
    /// Name of the key that signs [default: CAMM_KEY, the configuration's, or `default`].
    #[arg(long, global = true, value_name = "NAME", help_heading = "Sending")]
    pub key: Option<String>,
    /// Read the key's passphrase from this file descriptor, instead of CAMM_PASSPHRASE or the terminal.
    #[arg(long, global = true, value_name = "N", help_heading = "Sending")]
    pub passphrase_fd: Option<u32>,
    /// Send nothing: say which messages would be sent, what they would do now and what gas they would use.
    #[arg(long, global = true, help_heading = "Sending")]
    pub dry_run: bool,
    /// Gas to ask for, instead of an estimate by simulation.
    #[arg(long, global = true, value_name = "GAS", help_heading = "Sending")]
    pub gas: Option<u64>,
}
