//! `inference`: pictures on standard input, a line for each on standard output. `inference --digest` says what clients name
//! as the job's program.

use std::io::{Read, Write};
use std::process::ExitCode;

/// Largest input, bytes: a million pictures.
const LARGEST: u64 = 64_000_000;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let answer = match std::env::args().nth(1).as_deref() {
        None => {
            let mut input = vec![];
            std::io::stdin().take(LARGEST.saturating_add(1)).read_to_end(&mut input)?;
            if input.len() as u64 > LARGEST {
                return Err(format!("expected at most {LARGEST} bytes of pictures, got more").into());
            }
            inference::infer(&input)?
        }
        Some("--digest") => format!("{}\n", hex::encode(inference::program_digest())),
        Some(other) => return Err(format!("expected no argument or --digest, got `{other}`").into()),
    };
    Ok(std::io::stdout().write_all(answer.as_bytes())?)
}
