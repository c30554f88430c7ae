//! The command line: tasks and their options.

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::devnet;

/// `cargo xtask`.
#[derive(Parser)]
#[command(name = "cargo xtask", about = "Project tasks")]
pub struct Cli {
    /// Which task.
    #[command(subcommand)]
    pub task: Task,
}

/// A task and its options.
#[derive(Subcommand)]
pub enum Task {
    /// Install what building the contracts needs: the wasm target and the optimiser.
    Setup,
    /// Format check, lints, tests, schema and artifact drift, and the scenarios on the built wasm.
    Test {
        /// Leave out everything that builds or runs wasm.
        #[arg(long)]
        fast: bool,
        /// Fail at once where Go, npm or a browser is missing, instead of leaving out what needs it.
        #[arg(long, conflicts_with = "fast")]
        complete: bool,
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
    /// Write clients/ts/dist: the client in TypeScript, from schema/, and the quotes' wasm.
    Ts {
        /// Compare with the committed files instead of rewriting them, and run the package's tests.
        #[arg(long)]
        check: bool,
    },
    /// Serve the page on the devnet, with a market that lives: agents, attestors, a keeper, and people who buy. Every other
    /// argument goes to the program; try `-- --help`.
    Web {
        /// Only check the page: types, rules, unit tests, the build and its size.
        #[arg(long)]
        check: bool,
        /// Arguments of the program.
        #[arg(last = true)]
        args: Vec<OsString>,
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
    /// Run token models side by side on the same demand, and print what speaks against the thesis. Every argument goes
    /// to the program; try `--help`.
    #[command(disable_help_flag = true)]
    Compare {
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
    /// Run many jobs at once on a devnet of its own: clients, agents and attestors as processes; check that queries, events
    /// and books agree, and print how fast it went and what it cost. Every argument goes to the program; try `--help`.
    #[command(disable_help_flag = true)]
    Load {
        /// Arguments of the program.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        args: Vec<OsString>,
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
