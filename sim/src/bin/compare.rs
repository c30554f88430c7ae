//! Token models side by side on the same demand.

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use anyhow::{bail, Context, Result};
use clap::Parser;
use sim::compare::demand::{Slice, Source};
use sim::compare::names::{Model, Scenario};
use sim::compare::params::World;
use sim::compare::report::{doc, Report};
use sim::compare::rows::{Row, Table};
use sim::compare::runner::{self, run_all, Progress, Task};
use sim::compare::store::Store;
use sim::compare::terms::Terms;
use sim::compare::tune::{self, Tuned};
use sim::compare::{ablation, calibrate, text, verdicts};

/// Runs token models on the same demand, providers and traders, and says what speaks against the thesis. A run that is
/// in the file of rows is not run again.
#[derive(Parser)]
#[command(name = "cargo xtask compare")]
struct Args {
    /// Paired seeds.
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u64).range(1..=100_000))]
    seeds: u64,
    /// All scenarios, and the sensitivity of elasticity, speculator, exit delay, volume and cheaters.
    #[arg(long)]
    full: bool,
    /// Only these scenarios, by their names in the rows (`cold_start`).
    #[arg(long, value_delimiter = ',')]
    scenarios: Vec<String>,
    /// Only these models, by their names in the rows (`ours_share`).
    #[arg(long, value_delimiter = ',')]
    models: Vec<String>,
    /// These worlds too, by their names in the rows (`volume ×100`).
    #[arg(long, value_delimiter = ',')]
    worlds: Vec<String>,
    /// Ours with one of its rules switched off at a time too, beside the escrow, in the standard scenarios.
    #[arg(long)]
    ablation: bool,
    /// Shows how the world was set on the training slice, and nothing else.
    #[arg(long)]
    calibrate: bool,
    /// The models' default parameters too, in the standard scenarios.
    #[arg(long)]
    defaults: bool,
    /// Tunes all models first, on the training slice, and writes what was taken.
    #[arg(long)]
    tune: bool,
    /// Each model's default parameters instead of the tuned ones.
    #[arg(long, conflicts_with = "tune")]
    untuned: bool,
    /// The tuned parameters.
    #[arg(long, value_name = "FILE", default_value = "sim/tuned.json")]
    tuned: PathBuf,
    /// Runs nothing: page and document are of the rows that are there of this code and these contracts, by the end of
    /// their keys (`7-84f23c6f`), and name it. Their parameters must still be what they were.
    #[arg(long, conflicts_with_all = ["tune", "calibrate"])]
    made_with: Option<String>,
    /// Where the rows go.
    #[arg(long, value_name = "FOLDER", default_value = "target/compare")]
    out: PathBuf,
    /// Writes the tables of this document anew.
    #[arg(long, value_name = "FILE")]
    write: Option<PathBuf>,
    /// Runs at once.
    #[arg(long, default_value_t = 2)]
    threads: usize,
}

fn main() -> Result<()> {
    let args = Args::parse();
    let models: Vec<Model> = named(&args.models, &Model::ALL)?;
    let standard: &[Scenario] = if args.full { &Scenario::ALL } else { &Scenario::STANDARD };
    let scenarios =
        if args.scenarios.is_empty() { standard.to_vec() } else { named(&args.scenarios, &Scenario::ALL)? };
    let folder = market_tests::shared::folder().map(|shared| shared.join("data/gpu-traces"));
    if folder.is_none() {
        println!("no traces (a folder `shared` beside the checkout has them): demand is the generator's");
    }
    let source = |slice| match &folder {
        Some(folder) => Source::traces(folder, slice),
        None => Ok(Source::generator(slice)),
    };
    if args.calibrate {
        print!("{}", text::calibration(&calibrate::lines(&source(Slice::Training)?)?));
        return Ok(());
    }
    if args.tune {
        let mut store = Store::open(&args.out.join("tuning.jsonl"))?;
        println!("tuning {} models on the training slice", models.len());
        let made_by = "cargo xtask compare --tune";
        let mut tuned =
            tune::tune(&models, &source(Slice::Training)?, &mut store, args.threads, made_by, show)?;
        if let Ok(before) = Tuned::read(&args.tuned) {
            // Models that were not asked for keep theirs.
            tuned.terms = before.terms.into_iter().chain(tuned.terms).collect();
        }
        tuned.write(&args.tuned)?;
        println!("\n{} written", args.tuned.display());
    }
    let tuned = if args.untuned { None } else { Some(read(&args.tuned)?) };
    let worlds = worlds(&args)?;
    let asked = tasks(&worlds, &scenarios, &models, args.seeds, tuned.as_ref())?;
    let held_out = source(Slice::HeldOut)?;
    let variants = variants(tuned.as_ref(), args.seeds)?;
    let defaults = tune::defaults(&models, args.seeds);
    let mut store = Store::open(&args.out.join("runs.jsonl"))?;
    let sets = [
        (true, &asked, format!("of {} demands from {}", World::default().jobs, held_out.name)),
        (args.ablation, &variants, "of ours without one of its rules".into()),
        (args.defaults, &defaults, "with default parameters".into()),
    ];
    for (_, tasks, what) in sets.iter().filter(|(is_asked, ..)| *is_asked && args.made_with.is_none()) {
        println!("{} runs {what}", tasks.len());
        run_all(tasks, &held_out, &mut store, args.threads, show)?;
        println!();
    }
    let made_with = args.made_with.clone().unwrap_or_else(runner::made_with);
    let there = |tasks: &[Task]| -> Result<Vec<Row>> {
        let keys: Vec<String> =
            tasks.iter().map(|task| task.key_made_with(&held_out, &made_with)).collect::<Result<_>>()?;
        Ok(keys.iter().filter_map(|key| store.get(key).cloned()).collect())
    };
    let rows = there(&asked)?;
    if rows.is_empty() {
        bail!("no row in {} was made with {made_with}", args.out.display());
    }
    for world in &worlds {
        let of_world: Vec<Row> = rows.iter().filter(|row| row.world == world.name).cloned().collect();
        let table = Table::new(of_world);
        println!("\nWorld: {}\n{}", world.name, text::medians(&table));
        println!("{}", text::verdicts(&verdicts::judge(&table)));
    }
    // Page and document show all that is there of these seeds, whatever was asked for now.
    let mut every = vec![World::default()];
    every.extend(World::sensitivity());
    let is_tuned = |model: &Model| tuned.as_ref().is_none_or(|tuned| tuned.terms.contains_key(model));
    let models: Vec<Model> = Model::ALL.into_iter().filter(is_tuned).collect();
    let all = tasks(&every, &Scenario::ALL, &models, args.seeds, tuned.as_ref())?;
    let rows = [there(&all)?, there(&variants)?, there(&defaults)?].concat();
    let window = |seed| Ok((seed, held_out.window(&World::default(), seed)?));
    let windows = (1..=args.seeds).map(window).collect::<Result<_>>()?;
    let report = Report { rows: &rows, tuned: tuned.as_ref(), demand: held_out.name, windows };
    let page = args.out.join("report.html");
    std::fs::write(&page, report.html()).with_context(|| format!("writing {}", page.display()))?;
    println!("report: {}", page.display());
    if let Some(path) = &args.write {
        let before = std::fs::read_to_string(path).with_context(|| format!("reading {}", path.display()))?;
        std::fs::write(path, doc::write_into(&before, &report.worlds())?)
            .with_context(|| format!("writing {}", path.display()))?;
        println!("{} written", path.display());
    }
    Ok(())
}

/// The base world, and those that are asked for.
fn worlds(args: &Args) -> Result<Vec<World>> {
    let (all, mut worlds) = (World::sensitivity(), vec![World::default()]);
    for name in &args.worlds {
        let world = all.iter().find(|world| world.name == *name).with_context(|| {
            let names: Vec<&str> = all.iter().map(|world| world.name.as_str()).collect();
            format!("no world {name:?}, expected one of: {}", names.join(", "))
        })?;
        worlds.push(world.clone());
    }
    if args.full {
        worlds.truncate(1);
        worlds.extend(all);
    }
    Ok(worlds)
}

/// Seed by seed: an interrupted set is a smaller set.
fn tasks(
    worlds: &[World],
    scenarios: &[Scenario],
    models: &[Model],
    seeds: u64,
    tuned: Option<&Tuned>,
) -> Result<Vec<Task>> {
    let mut tasks = vec![];
    for world in worlds {
        for seed in 1..=seeds {
            for &scenario in scenarios.iter().filter(|&&scenario| world.concerns(scenario)) {
                for &model in models {
                    let terms = match tuned {
                        Some(tuned) => {
                            tuned.terms.get(&model).with_context(|| format!("{model:?} is not tuned"))?.terms
                        }
                        None => Terms::default_of(model),
                    };
                    tasks.push(Task { model, terms, scenario, seed, world: world.clone() });
                }
            }
        }
    }
    Ok(tasks)
}

/// Ours without one of its rules each; none if ours was not tuned.
fn variants(tuned: Option<&Tuned>, seeds: u64) -> Result<Vec<Task>> {
    let terms = match tuned {
        Some(tuned) => tuned.terms.get(&Model::Ours).map(|choice| choice.terms),
        None => Some(Terms::default_of(Model::Ours)),
    };
    match terms {
        Some(Terms::Ours(terms)) => Ok(ablation::tasks(terms, seeds)),
        Some(other) => bail!("the terms of ours are {other:?}"),
        None => Ok(vec![]),
    }
}

fn read(path: &Path) -> Result<Tuned> {
    Tuned::read(path).context("tune first (--tune), or run the defaults (--untuned)")
}

fn named<T: Copy + serde::de::DeserializeOwned>(names: &[String], all: &[T]) -> Result<Vec<T>> {
    if names.is_empty() {
        return Ok(all.to_vec());
    }
    names
        .iter()
        .map(|name| {
            serde_json::from_value(serde_json::Value::String(name.clone()))
                .with_context(|| format!("{name:?}"))
        })
        .collect()
}

fn show(progress: Progress) {
    let mut out = std::io::stdout();
    let line = format!(
        "{:>6} of {} runs, {:.0} s, about {:.0} s left",
        progress.done, progress.all, progress.seconds, progress.left
    );
    let _ = if out.is_terminal() {
        write!(out, "\r{line}   ")
    } else if progress.done.is_multiple_of(100) || progress.done == progress.all {
        writeln!(out, "{line}")
    } else {
        Ok(())
    };
    let _ = out.flush();
}
