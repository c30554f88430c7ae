//! Markets under stress on the real contracts, in one table.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use sim::page::STRESS;
use sim::stress::table;

/// Lets NET fall and debtors stop serving on the real contracts, and prints what credits bring.
#[derive(Parser)]
#[command(name = "cargo xtask stress")]
struct Args {
    /// Writes the table into this page, between its marks.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    write: Option<PathBuf>,
    /// Compares the table with the one in docs/stress.md, or in another page.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "docs/stress.md")]
    check: Option<PathBuf>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let began = Instant::now();
    let results = table::results(|outcome| {
        eprintln!("{:>6.1} s  {}", began.elapsed().as_secs_f64(), outcome.name);
    })?;
    let table = table::render(&results);
    println!("{table}");
    let read =
        |path: &PathBuf| std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()));
    if let Some(path) = &args.check {
        STRESS.check(&read(path)?, &table).with_context(|| path.display().to_string())?;
        println!("as in {}", path.display());
    }
    if let Some(path) = &args.write {
        let page = STRESS.with_table(&read(path)?, &table).with_context(|| path.display().to_string())?;
        std::fs::write(path, page).with_context(|| format!("writing {}", path.display()))?;
        println!("written to {}", path.display());
    }
    Ok(())
}
