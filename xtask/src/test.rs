//! Everything that must pass, in one command.

use std::cell::RefCell;
use std::time::Instant;

use anyhow::{Context, Result};

use crate::beside::Beside;
use crate::devnet::wasmd;
use crate::project::{run as run_command, Project};
use crate::{chain, schema, ts, wasm, web};

/// The suites on the built wasm and on chains are none of the default members, which the other lints cover.
const SUITE_LINTS: [&str; 10] =
    ["clippy", "--locked", "--all-targets", "-p", "wasm-tests", "-p", "chain-tests", "--", "-D", "warnings"];

type Step<'a> = (&'static str, Box<dyn Fn() -> Result<()> + 'a>);

/// Runs the steps in order, the cheapest first, and stops at the first that fails. With `complete`, no tool may be missing.
pub fn run(project: &Project, fast: bool, complete: bool) -> Result<()> {
    if complete {
        wasmd::ensure_go(project).context("the tests on chains need Go")?;
        ts::tools().context("the client in TypeScript and the page need npm")?;
        web::browser().context("the tests of the page need a browser")?;
    }
    let gas = RefCell::new(None);
    let cargo = |args: &'static [&'static str]| move || run_command(&mut project.cargo(args));
    let mut steps: Vec<Step> = vec![
        ("format", Box::new(cargo(&["fmt", "--all", "--check"]))),
        ("lints", Box::new(cargo(&["clippy", "--locked", "--all-targets", "--", "-D", "warnings"]))),
        ("tests", Box::new(cargo(&["test", "--locked"]))),
        ("schema", Box::new(|| schema::run(project, true))),
    ];
    let go = wasmd::ensure_go(project);
    let npm = ts::tools();
    // The suite on chains passes without one, and cargo keeps to itself what a test that passes says.
    let browser = web::browser();
    if !fast {
        steps.push(("wasm", Box::new(|| wasm::run(project, true))));
        if npm.is_ok() {
            steps.push(("client in TypeScript", Box::new(|| ts::run(project, true))));
            steps.push(("the page", Box::new(|| web::check(project))));
        }
        steps.push((
            "figures of docs/deploy.md",
            Box::new(|| chain::run(project, "figures", &["--check".into()])),
        ));
        if go.is_ok() {
            steps.extend::<[Step; 2]>([
                ("wasmd", Box::new(|| wasmd::ensure(project).map(drop))),
                // It waits for its chains most of the time.
                (
                    "gas begins",
                    Box::new(|| {
                        *gas.borrow_mut() = Some(Beside::begin(project, &["gas", "--check"])?);
                        Ok(())
                    }),
                ),
            ]);
        }
        steps.extend::<[Step; 2]>([
            ("lints of the suites on wasm and on chains", Box::new(cargo(&SUITE_LINTS))),
            ("tests on the built wasm", Box::new(cargo(&["test", "--locked", "-p", "wasm-tests"]))),
        ]);
        if go.is_ok() {
            steps.extend::<[Step; 3]>([
                ("wasm of the next version", Box::new(|| wasm::run_next(project))),
                ("tests on chains", Box::new(cargo(&["test", "--locked", "-p", "chain-tests"]))),
                ("gas", Box::new(|| gas.take().map_or(Ok(()), Beside::finish))),
            ]);
        }
    }
    let start = Instant::now();
    let mut times = Vec::new();
    for (number, (name, step)) in steps.iter().enumerate() {
        println!("\n=== {}/{} {name}", number + 1, steps.len());
        let step_start = Instant::now();
        step().with_context(|| format!("step `{name}`"))?;
        times.push(format!("{name} {} s", step_start.elapsed().as_secs()));
    }
    println!("\nAll passed in {} s: {}", start.elapsed().as_secs(), times.join(", "));
    if project.shared().is_none() {
        println!(
            "SKIPPED: what needs the real receipts and traces. Put `shared` beside the checkout, or set COMPUTE_AMM_SHARED."
        );
    }
    if let (false, Err(why)) = (fast, npm) {
        println!("SKIPPED: the client in TypeScript, and the page. {why:#}");
    }
    if let (false, Err(why)) = (fast, go) {
        println!("SKIPPED: the tests on chains and the gas check. {why:#}");
    }
    if let (false, Err(why)) = (fast, browser) {
        println!("SKIPPED: the tests of the page in a browser. {why:#}");
    }
    Ok(())
}
