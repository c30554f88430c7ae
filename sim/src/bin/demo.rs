//! The whole market on an embedded chain: 20 providers, three hardware classes, days of GPU demand.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{bail, ensure, Context, Result};
use clap::Parser;
use sim::demand::scale::Scale;
use sim::engine::{total_gpus, Engine, Progress};
use sim::{demand, report, table, trace};

/// Jobs from which on a rank correlation is more than noise.
const ENOUGH_JOBS: usize = 2_000;

/// Replays GPU demand through the real contracts on an embedded chain.
#[derive(Parser)]
#[command(name = "cargo xtask demo")]
struct Args {
    /// How many jobs are asked for.
    #[arg(long, default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    jobs: u32,
    /// Over how many simulated days.
    #[arg(long, default_value_t = 7, value_parser = clap::value_parser!(u32).range(1..=60))]
    days: u32,
    /// Reproduces a run.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// A real trace instead of the generator; give it twice to join arrivals and runtimes.
    #[arg(long, value_name = "FILE")]
    trace: Vec<PathBuf>,
    /// Where the HTML report goes.
    #[arg(long, value_name = "FILE", default_value = "target/demo/report.html")]
    report: PathBuf,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let jobs = usize::try_from(args.jobs)?;
    let (stream, source) = if args.trace.is_empty() {
        let stream = demand::generate(jobs, args.days, args.seed);
        (stream, "a generator fitted to the Philly cluster's statistics".to_string())
    } else {
        let names: Vec<String> = args
            .trace
            .iter()
            .map(|path| path.file_name().unwrap_or_default().to_string_lossy().into_owned())
            .collect();
        (trace::load(&args.trace, args.seed)?, names.join(" with "))
    };
    if stream.is_empty() {
        bail!("the trace holds no jobs");
    }
    let scale = Scale {
        jobs,
        days: args.days,
        mean_gpus: Some(f64::from(total_gpus()) * 0.6),
        longest: 12 * 3_600,
        most_gpus: 8,
    };
    let began = Instant::now();
    println!("{jobs} demands over {} days from {source}, seed {}", args.days, args.seed);
    if market_tests::shared::folder().is_none() {
        println!(
            "no real receipts (a folder `shared` beside the checkout has them): no job is proven by one"
        );
    }
    let mut engine = Engine::new(scale.apply(&stream), args.days, args.seed)?;
    engine.run(show)?;
    let summary = engine.summary(&title(args.days), &source, args.seed)?;
    println!("\n\n{}", table::render(&summary));
    if let Some(folder) = args.report.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("creating {}", folder.display()))?;
    }
    report::write(&summary.report, &args.report)?;
    println!("{} demands in {:.1} s; report: {}", jobs, began.elapsed().as_secs_f64(), args.report.display());
    if jobs >= ENOUGH_JOBS && args.trace.is_empty() {
        for class in &summary.report.classes {
            let rho = class.correlation().unwrap_or_default();
            ensure!(
                rho > 0.5,
                "the price of {} does not follow its utilisation: rank correlation {rho:.3}",
                class.name
            );
        }
    }
    Ok(())
}

fn title(days: u32) -> String {
    match days {
        1 => "A day on the compute market".into(),
        7 => "A week on the compute market".into(),
        days => format!("{days} days on the compute market"),
    }
}

fn show(progress: Progress) {
    let mut out = std::io::stdout();
    let line = format!(
        "{:>4.0} %  day {:>2}  {:>6} jobs requested  {:>6} settled",
        progress.share * 100.0,
        progress.hour / 24,
        progress.requested,
        progress.settled
    );
    if out.is_terminal() {
        let _ = write!(out, "\r{line}");
    } else {
        // Once a day is enough for a log.
        if progress.hour.is_multiple_of(24) {
            let _ = writeln!(out, "{line}");
        }
    }
    let _ = out.flush();
}
