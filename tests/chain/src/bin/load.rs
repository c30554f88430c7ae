//! Many jobs on a devnet of its own: `cargo xtask load` runs it.

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use chain_tests::load::{self, Load};
use chain_tests::{terminal, TestChain};
use clap::Parser;

/// Requests many jobs at once from many clients, has agents do them and attestors sign them, each a process of its own, and
/// checks what must hold when all have ended. Prints how fast it went and what it cost.
#[derive(Parser)]
#[command(name = "load")]
struct Cli {
    /// Jobs.
    #[arg(long, default_value_t = 500)]
    jobs: usize,
    /// Clients, each with an account of its own.
    #[arg(long, default_value_t = 20)]
    clients: usize,
    /// Providers, each with an agent of its own.
    #[arg(long, default_value_t = 5)]
    agents: usize,
    /// Requests in one transaction, at most.
    #[arg(long, default_value_t = 5)]
    batch: usize,
    /// GPUs of each provider: jobs that it works on at once.
    #[arg(long, default_value_t = 100)]
    gpus: u32,
    /// Milliseconds between two blocks.
    #[arg(long, value_name = "MILLISECONDS", default_value_t = 500)]
    block_ms: u64,
    /// First of the hundred ports that it uses.
    #[arg(long, value_name = "PORT", default_value_t = 29_000, value_parser = clap::value_parser!(u16).range(1_024..=65_435))]
    ports: u16,
    /// Also write the figures to this file.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

fn main() -> ExitCode {
    match run(&Cli::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: &Cli) -> Result<()> {
    let camm = terminal::camm();
    let chain = TestChain::paced("load", cli.ports, cli.block_ms)?;
    let folder = load::folder(&chain);
    let Cli { jobs, clients, agents, batch, gpus, .. } = *cli;
    let load = Load { jobs, clients, agents, batch, gpus };
    let report = load::run(&chain, &camm, &folder, cli.ports + 80, &load)
        .with_context(|| format!("the logs are in {}", folder.display()))?;
    println!("\n{report}");
    if let Some(path) = &cli.json {
        let text = format!("{:#}\n", report.json());
        std::fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}
