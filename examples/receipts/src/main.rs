//! `receipts [FILE]`: the journal of the program that `CAMM_PROGRAM` names on standard output, and `proof.json` beside it, in
//! the folder where it runs. `receipts --programs [FILE]` says of which programs there are receipts, a line each.
//!
//! Without `FILE` the receipts are those of the folder that `COMPUTE_AMM_SHARED` names.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use receipts::{find, read, Asked};

/// The receipts in the shared folder.
const SHARED: &str = "vectors/risc0_groth16_receipts.json";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let mut words: Vec<String> = env::args().skip(1).collect();
    let programs = words.first().is_some_and(|word| word == "--programs");
    if programs {
        words.remove(0);
    }
    let path = file(&words)?;
    let text =
        fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    let receipts = read(&text).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut out = std::io::stdout();
    if programs {
        for receipt in &receipts {
            writeln!(out, "{}", hex::encode(receipt.image_id))?;
        }
        return Ok(());
    }
    let asked = Asked { program: variable("CAMM_PROGRAM")?, input: variable("CAMM_INPUT")? };
    let receipt = find(&receipts, &asked)?;
    // The proof first: an output without one could not be delivered.
    fs::write(Path::new("proof.json"), serde_json::to_vec(&receipt.proof())?)?;
    Ok(out.write_all(&receipt.journal)?)
}

/// The file that the words name, else that of the shared folder.
fn file(words: &[String]) -> Result<PathBuf, Box<dyn Error>> {
    match words {
        [word] if !word.starts_with('-') => Ok(word.into()),
        [] => match env::var_os("COMPUTE_AMM_SHARED") {
            Some(folder) => Ok(Path::new(&folder).join(SHARED)),
            None => Err("expected a file of receipts, or COMPUTE_AMM_SHARED, got neither".into()),
        },
        _ => Err(format!("expected `[--programs] [FILE]`, got `{}`", words.join(" ")).into()),
    }
}

/// What the agent says in the environment.
fn variable(name: &str) -> Result<String, String> {
    env::var(name).map_err(|_| {
        format!("{name}: expected 64 hex digits in the environment, as the agent says them, got none")
    })
}
