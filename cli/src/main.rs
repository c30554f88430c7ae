//! `camm`.

use std::process::ExitCode;

fn main() -> ExitCode {
    camm::run(std::env::args_os())
}
