//! Deploys and upgrades a market on a chain. `cargo xtask deploy` and `cargo xtask upgrade` run it.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::{Context, Result};
use chain::artifacts::Artifacts;
use chain::clock::Clock;
use chain::config::ChainFile;
use chain::gas::devnet::Rows;
use chain::progress::Progress;
use chain::{deployment, figures, gas, try_out, upgrade};
use clap::{Args, Parser, Subcommand};

#[derive(Parser)]
#[command(name = "chain", about = "A market on a real chain")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Has governance deploy the market of a wiring file, checks it and writes its manifest. Run again, it changes nothing;
    /// interrupted, it goes on.
    Deploy {
        #[command(flatten)]
        common: Common,
        /// Only compare what stands with the wiring and the artifacts.
        #[arg(long, conflicts_with = "files")]
        verify: bool,
        /// Only ask the chain whether the market can live on it: a line for each check, and what to do.
        #[arg(long, conflicts_with_all = ["files", "verify"])]
        preflight: bool,
    },
    /// Measures the gas of every message on fresh devnets, with the codes pinned and unpinned: what takes days on one without
    /// consensus. Deploys the market on both first.
    Gas {
        #[command(flatten)]
        common: Common,
        #[command(flatten)]
        days: Days,
        /// The file of figures.
        #[arg(long, value_name = "FILE", default_value = "gas.toml")]
        out: PathBuf,
        /// Compare with the file instead of writing it; a rise above 2 % is an error.
        #[arg(long)]
        check: bool,
    },
    /// Writes the figures of the core team's page that follow from builds, measurements and constants.
    Figures {
        /// The page.
        #[arg(long, value_name = "FILE", default_value = "docs/deploy.md")]
        page: PathBuf,
        /// Folder of the built contracts.
        #[arg(long, value_name = "DIR", default_value = "artifacts")]
        artifacts: PathBuf,
        /// The file of gas figures.
        #[arg(long, value_name = "FILE", default_value = "gas.toml")]
        gas: PathBuf,
        /// Compare with the page instead of writing it.
        #[arg(long)]
        check: bool,
    },
    /// Has governance move every contract to its artifact's code, state preserved.
    Upgrade {
        #[command(flatten)]
        common: Common,
    },
}

/// A devnet's application without consensus, which has no state yet.
#[derive(Args)]
struct Days {
    /// Its genesis file.
    #[arg(long, value_name = "FILE")]
    genesis: PathBuf,
    /// Where it serves ABCI.
    #[arg(long, value_name = "HOST:PORT")]
    application: String,
    /// Where to answer for it.
    #[arg(long, value_name = "HOST:PORT")]
    answer_at: String,
    /// The wasm of the contract that asks for verifications.
    #[arg(long, value_name = "FILE")]
    asker: PathBuf,
}

impl Days {
    /// Begins its chain, deploys the market there and measures what takes days.
    fn measure(&self, common: &Common, progress: &mut dyn Progress) -> Result<Rows> {
        let (mut file, artifacts) = common.read()?;
        file.chain.rpc = vec![format!("http://{}", self.answer_at)];
        file.manifest = file.manifest.with_file_name("manifest-days.json");
        let clock = Clock::start(&self.genesis, &self.application, &self.answer_at)?;
        let manifest = deployment::run(&file, &artifacts, progress)?;
        let asker = std::fs::read(&self.asker).with_context(|| self.asker.display().to_string())?;
        gas::devnet::measure_days(&file, &manifest, &clock, &asker, progress)
    }
}

#[derive(Args)]
struct Common {
    /// The wiring file. Started by `cargo xtask`, relative paths begin at the workspace's root.
    #[arg(long = "chain", value_name = "FILE", default_value = "devnet/chain.toml")]
    file: PathBuf,
    /// Folder of the built contracts.
    #[arg(long, value_name = "DIR", default_value = "artifacts")]
    artifacts: PathBuf,
    /// Write the proposals into this folder instead of submitting them.
    #[arg(long, value_name = "DIR")]
    files: Option<PathBuf>,
    /// RPC address of a node, instead of those that the file names; may be repeated.
    #[arg(long, value_name = "URL")]
    rpc: Vec<String>,
    /// Where the manifest is, instead of where the file says.
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
}

impl Common {
    fn read(&self) -> Result<(ChainFile, Artifacts)> {
        let mut file = ChainFile::read(&self.file)?;
        if !self.rpc.is_empty() {
            file.chain.rpc.clone_from(&self.rpc);
        }
        if let Some(path) = &self.manifest {
            file.manifest.clone_from(path);
        }
        Ok((file, Artifacts::read(&self.artifacts)?))
    }
}

fn main() -> ExitCode {
    match run(&Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: &Task) -> Result<()> {
    let mut progress = |line: &str| {
        // Nobody may be listening any more; the deployment goes on.
        let _ = writeln!(std::io::stdout(), "{line}");
    };
    match task {
        Task::Deploy { common, preflight: true, .. } => {
            let (file, artifacts) = common.read()?;
            deployment::preflight(&file, &artifacts, &mut progress)?;
        }
        Task::Deploy { common, verify: true, .. } => {
            let (file, artifacts) = common.read()?;
            deployment::verify(&file, &artifacts, &mut progress)?;
        }
        Task::Deploy { common, .. } => {
            let (file, artifacts) = common.read()?;
            match &common.files {
                Some(folder) => drop(deployment::write_files(&file, &artifacts, folder, &mut progress)?),
                None => {
                    let manifest = deployment::run(&file, &artifacts, &mut progress)?;
                    if file.try_out {
                        try_out::run(&file, &manifest, &mut progress)?;
                    }
                }
            }
        }
        Task::Gas { common, days, out, check } => {
            let (file, artifacts) = common.read()?;
            let manifest = deployment::run(&file, &artifacts, &mut progress)?;
            let mut of_days = vec![];
            let mut meanwhile = |progress: &mut dyn Progress| {
                of_days = days.measure(common, progress)?;
                Ok(())
            };
            let rows = gas::devnet::measure(&file, &manifest, &mut progress, &mut meanwhile)?;
            gas::file::settle(out, &gas::file::with_days(rows, of_days)?, *check)?;
        }
        Task::Figures { page, artifacts, gas, check } => {
            figures::settle(page, &Artifacts::read(artifacts)?, gas, *check)?;
        }
        Task::Upgrade { common } => {
            let (file, artifacts) = common.read()?;
            match &common.files {
                Some(folder) => drop(upgrade::write_files(&file, &artifacts, folder, &mut progress)?),
                None => drop(upgrade::run(&file, &artifacts, &mut progress)?),
            }
        }
    }
    Ok(())
}
