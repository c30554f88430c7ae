//! Project tasks. `cargo xtask --help` lists them.

use std::ffi::OsString;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;
use xtask::cli::{Cli, Task};
use xtask::project::{self, Project};
use xtask::{chain, devnet, schema, setup, test, ts, wasm, web};

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
        Task::Test { fast, complete } => test::run(&project, fast, complete),
        Task::Wasm { next: true, .. } => wasm::run_next(&project),
        Task::Wasm { check, .. } => wasm::run(&project, check),
        Task::Schema { check } => schema::run(&project, check),
        Task::Ts { check } => ts::run(&project, check),
        Task::Deploy { args } => chain::run(&project, "deploy", &args),
        Task::Upgrade { args } => chain::run(&project, "upgrade", &args),
        Task::Figures { check } => {
            let args: &[OsString] = if check { &["--check".into()] } else { &[] };
            chain::run(&project, "figures", args)
        }
        Task::Gas { check } => chain::gas(&project, check),
        Task::Load { args } => chain::load(&project, &args),
        Task::Web { check: true, .. } => web::check(&project),
        Task::Web { args, .. } => web::run(&project, &args),
        Task::Devnet(command) => devnet::cli::run(&project, &command),
        Task::Demo { args } => sim(&project, "demo", &args),
        Task::Stress { args } => sim(&project, "stress", &args),
        Task::Prices { args } => sim(&project, "prices", &args),
        Task::Compare { args } => sim(&project, "compare", &args),
    }
}

/// Runs a program of `sim` with the caller's arguments.
fn sim(project: &Project, program: &str, args: &[OsString]) -> Result<()> {
    project::run(project.cargo(["run", "--profile", "tools", "-p", "sim", "--bin", program, "--"]).args(args))
}
