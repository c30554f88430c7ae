//! `camm`: the market from a terminal. Verbs that read ask the chain; verbs that write simulate, sign, send and wait.
//!
//! What a contract is asked stands in [`ask`], what it is told in [`say`]: a verb has neither of its own.

pub mod args;
pub mod ask;
pub mod common;
pub mod config;
pub mod evidence;
pub mod exit;
pub mod files;
pub mod history;
pub mod keys;
pub mod money;
pub mod plan;
pub mod render;
pub mod say;
pub mod send;
pub mod session;
pub mod sign;
pub mod ssh;
pub mod stop;
pub mod verbs;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::Parser;

use crate::args::Cli;
use crate::exit::Exit;

/// Does what a command line says. What it answers goes to standard output, all else to standard error.
pub fn run(words: impl IntoIterator<Item = OsString>) -> ExitCode {
    let cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => {
            // Help and version are asked for; everything else is a mistake.
            let _ = error.print();
            let mistaken = error.use_stderr();
            return if mistaken { Exit::Usage.into() } else { ExitCode::SUCCESS };
        }
    };
    match verbs::run(&cli) {
        Ok(exit) => exit.into(),
        Err(error) => exit::tell(&error),
    }
}
