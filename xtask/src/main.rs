//! Project tasks. `cargo xtask --help` lists them.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};
use xtask::project::{self, Project};
use xtask::{chain, devnet, schema, setup, test, wasm};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Project tasks")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what building the contracts needs: the wasm target and the optimiser.
    Setup,
    /// Format check, lints, tests, schema and artifact drift, and the scenarios on the built wasm.
    Test {
        /// Leave out everything that builds or runs wasm.
        #[arg(long)]
        fast: bool,
    },
    /// Build, optimise and check every contract; write artifacts/ and its checksums.
    Wasm {
        /// Compare with the committed checksums instead of rewriting them.
        #[arg(long)]
        check: bool,
        /// Build them as the next version instead, to try upgrades with: target/next-version/artifacts.
        #[arg(long, conflicts_with = "check")]
        next: bool,
    },
    /// Write schema/<contract>/ for every contract.
    Schema {
        /// Compare with the committed files instead of rewriting them.
        #[arg(long)]
        check: bool,
    },
    /// Run a whole market on an embedded chain. Every argument goes to the demo; try `--help`.
    #[command(disable_help_flag = true)]
    Demo {
        /// Arguments of the demo.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Put markets under stress on an embedded chain and print what is left. Every argument goes to the
    /// program; try `--help`.
    #[command(disable_help_flag = true)]
    Stress {
        /// Arguments of the program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Search for the best sandwiches around orders, and replay real demand, with the block anchor and without. Every
    /// argument goes to the program; try `--help`.
    #[command(disable_help_flag = true)]
    Prices {
        /// Arguments of the program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Have a chain's governance deploy a market, from one wiring file. Every argument goes to the program; try `--help`.
    #[command(disable_help_flag = true)]
    Deploy {
        /// Arguments of the program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Have governance move a market to the artifacts' code. Every argument goes to the program; try `--help`.
    #[command(disable_help_flag = true)]
    Upgrade {
        /// Arguments of the program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
    },
    /// Measure the gas of every message on a devnet of its own; write gas.toml.
    Gas {
        /// Compare with the committed file instead of rewriting it: a rise above 2 % fails.
        #[arg(long)]
        check: bool,
    },
    /// Write the figures of docs/deploy.md that follow from the artifacts, gas.toml and constants.
    Figures {
        /// Compare with the page instead of rewriting it.
        #[arg(long)]
        check: bool,
    },
    /// A chain of one's own on this machine: stock wasmd, built from the version that devnet/ pins.
    Devnet(devnet::cli::Command),
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(err) => {
            eprintln!("\nerror: {err:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<()> {
    let project = Project::locate()?;
    match task {
        Task::Setup => {
            let binaryen = setup::ensure(&project)?;
            println!("Ready: wasm target installed, binaryen in {}", binaryen.display());
            Ok(())
        }
        Task::Test { fast } => test::run(&project, fast),
        Task::Wasm { next: true, .. } => wasm::run_next(&project),
        Task::Wasm { check, .. } => wasm::run(&project, check),
        Task::Schema { check } => schema::run(&project, check),
        Task::Deploy { args } => chain::run(&project, "deploy", &args),
        Task::Upgrade { args } => chain::run(&project, "upgrade", &args),
        Task::Figures { check } => {
            let args: &[OsString] = if check { &["--check".into()] } else { &[] };
            chain::run(&project, "figures", args)
        }
        Task::Gas { check } => chain::gas(&project, check),
        Task::Devnet(command) => devnet::cli::run(&project, &command),
        Task::Demo { args } => sim(&project, "demo", &args),
        Task::Stress { args } => sim(&project, "stress", &args),
        Task::Prices { args } => sim(&project, "prices", &args),
    }
}

/// Runs a program of `sim` with the caller's arguments.
fn sim(project: &Project, program: &str, args: &[OsString]) -> Result<()> {
    project::run(project.cargo(["run", "--profile", "tools", "-p", "sim", "--bin", program, "--"]).args(args))
}
