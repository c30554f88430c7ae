//! A market that lives on a chain that is up, and its page: `cargo xtask web` runs it.

use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use chain::artifacts::Artifacts;
use chain::config::ChainFile;
use chain_tests::live::site::Site;
use chain_tests::live::{Live, Place};
use chain_tests::terminal::{build, camm};
use clap::Parser;
use signal_hook::consts::{SIGINT, SIGTERM};
use xtask::project::Project;

/// How soon Ctrl-C is heard.
const LOOK: Duration = Duration::from_millis(200);

/// Deploys the market where it is not, gathers providers, clients and a trader, runs agents, attestors, a keeper and an indexer,
/// and serves the page. Somebody requests, rents, buys or sells every few seconds, until Ctrl-C.
#[derive(Parser)]
#[command(name = "live")]
struct Cli {
    /// The wiring file of the chain.
    #[arg(long, value_name = "FILE", default_value = "devnet/chain.toml")]
    chain: PathBuf,
    /// Where its files go: keys, logs, the agents' data, the page.
    #[arg(long, value_name = "DIR", default_value = "target/web")]
    folder: PathBuf,
    /// Where the page is served; attestors listen and agents serve results at the next four ports.
    #[arg(long, value_name = "PORT", default_value_t = 26_700, value_parser = clap::value_parser!(u16).range(1_024..=65_500))]
    port: u16,
    /// Seconds between two deeds.
    #[arg(long, value_name = "SECONDS", default_value_t = 5)]
    every: u64,
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
    let project = Project::locate()?;
    let (camm, workload) = (camm(), build("inference", "inference"));
    let file = ChainFile::read(&cli.chain)?;
    let artifacts = Artifacts::read(&project.root.join("artifacts"))?;
    let manifest = chain::deployment::run(&file, &artifacts, &mut |line: &str| println!("{line}"))?;
    std::fs::create_dir_all(&cli.folder).with_context(|| format!("cannot make {}", cli.folder.display()))?;
    let folder = cli.folder.canonicalize()?;
    let place = Place {
        chain: &file,
        manifest: &manifest,
        folder: &folder,
        camm: &camm,
        workload: &workload,
        ports: cli.port + 1,
    };
    println!("gathering providers, clients and a trader");
    let mut live = Live::begin(&place)?;
    let site = Site::serve(&project, &place, cli.port)?;
    println!(
        "\nThe market lives, and its page is {}\nLogs are in {}; Ctrl-C ends all of it but the chain.\n",
        site.url,
        folder.display()
    );
    let over = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        signal_hook::flag::register(signal, over.clone()).context("cannot hear of Ctrl-C")?;
    }
    let mut next = Instant::now();
    while !over.load(Ordering::Relaxed) {
        if Instant::now() < next {
            sleep(LOOK);
            continue;
        }
        next = Instant::now() + Duration::from_secs(cli.every);
        match live.step() {
            Ok(done) => println!("{done}"),
            // The next one may go well: a node that restarts, a pool that is paused.
            Err(error) => println!("not done: {error:#}"),
        }
    }
    Ok(())
}
