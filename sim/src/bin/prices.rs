//! What the block anchor keeps from searchers and costs the honest, in tables.

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use clap::Parser;
use sim::page::Marks;
use sim::prices::{replay, sandwich};

/// Searches for the best sandwiches and replays real demand, on the pool contract's own arithmetic.
#[derive(Parser)]
#[command(name = "cargo xtask prices")]
struct Args {
    /// Writes the tables into this page, between their marks.
    #[arg(long, value_name = "FILE", conflicts_with = "check")]
    write: Option<PathBuf>,
    /// Compares the tables with those in docs/prices.md, or in another page.
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "docs/prices.md")]
    check: Option<PathBuf>,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let began = Instant::now();
    let told = |what: &str| eprintln!("{:>6.1} s  {what}", began.elapsed().as_secs_f64());
    let mut tables: Vec<(Marks, String)> = vec![(sandwich::MARKS, sandwich::render(told)?)];
    println!("{}", tables[0].1);
    match market_tests::shared::folder() {
        Some(folder) => {
            let table = replay::render(&folder, told)?;
            println!("{table}");
            tables.push((replay::MARKS, table));
        }
        None => eprintln!("SKIPPED: the replay of real demand, for want of traces (see docs/build.md)"),
    }
    let Some(path) = args.check.as_ref().or(args.write.as_ref()) else { return Ok(()) };
    let mut page = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
    for (marks, table) in &tables {
        if args.check.is_some() {
            marks.check(&page, table).with_context(|| path.display().to_string())?;
        } else {
            page = marks.with_table(&page, table).with_context(|| path.display().to_string())?;
        }
    }
    if args.write.is_some() {
        std::fs::write(path, page).with_context(|| format!("writing {}", path.display()))?;
        println!("written to {}", path.display());
    } else {
        println!("as in {}", path.display());
    }
    Ok(())
}
