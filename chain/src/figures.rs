//! Figures of docs/deploy.md that follow from builds, measurements and constants: written into the page, never by hand.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{ensure, Context, Result};
use api::deadline::LONGEST_HALT;
use deploy::Code;

use crate::artifacts::Artifacts;
use crate::gas::file::Row;
use crate::preflight::{CAPABLE, GAS_PER_BYTE, LARGEST_TX, PATCHED};

/// Between these lines of the page the figures stand.
const BEGIN: &str = "<!-- Written by `cargo xtask figures`. -->";
const END: &str = "<!-- End of what is written. -->";
/// Seconds of a day.
const DAY: u64 = 86_400;

/// Writes the figures into a page; with `check`, an error where they stand otherwise.
pub fn settle(page: &Path, artifacts: &Artifacts, gas: &Path, check: bool) -> Result<()> {
    let read =
        |path: &Path| fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()));
    let rows: BTreeMap<String, Row> =
        toml::from_str(&read(gas)?).with_context(|| gas.display().to_string())?;
    let old = read(page)?;
    let new = with(&old, &table(artifacts, &rows)?).with_context(|| page.display().to_string())?;
    if check {
        ensure!(
            old == new,
            "{}: its figures are not those of the artifacts, {} and the code; run `cargo xtask figures`",
            page.display(),
            gas.display()
        );
        return Ok(());
    }
    fs::write(page, new).with_context(|| format!("cannot write {}", page.display()))
}

/// A page with other figures.
pub fn with(page: &str, table: &str) -> Result<String> {
    let (before, rest) = page.split_once(BEGIN).with_context(|| format!("no line `{BEGIN}`"))?;
    let (_, after) = rest.split_once(END).with_context(|| format!("no line `{END}` after it"))?;
    Ok(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

/// The figures as a table. Sizes are rounded to whole KiB, what a pin saves to hundreds of gas, gas of proposals up to tenths of a
/// million.
pub fn table(artifacts: &Artifacts, gas: &BTreeMap<String, Row>) -> Result<String> {
    let mut sizes: Vec<(u64, u64, &str)> = vec![];
    for code in Code::ALL {
        let packed = u64::try_from(artifacts.gzip(code)?.len())?;
        sizes.push((artifacts.size(code)?, packed, code.name()));
    }
    let all: u64 = sizes.iter().map(|(_, packed, _)| packed).sum();
    let largest = sizes.iter().max().context("codes")?;
    let smallest = sizes.iter().min().context("codes")?;
    // Of these two only one contract is loaded, so what a pin saves shows by itself.
    let saved = |name: &str| -> Result<u64> {
        let row = gas.get(name).with_context(|| format!("no gas of `{name}`"))?;
        row.unpinned.checked_sub(row.pinned).with_context(|| format!("`{name}` costs more when pinned"))
    };
    let saved = saved("registry_accept_ownership")?.max(saved("gateway_accept_ownership")?);
    let kib = |bytes: u64| format!("{} KiB", (bytes.saturating_add(512)) / 1024);
    let million = |bytes: u64| {
        let tenths = bytes.saturating_mul(GAS_PER_BYTE).div_ceil(100_000);
        format!("{}.{} million", tenths / 10, tenths % 10)
    };
    let version = |(major, minor, patch): (u64, u64, u64)| format!("{major}.{minor}.{patch}");
    let pairs: Vec<String> = PATCHED
        .iter()
        .map(|(wasmd, wasmvm)| format!("{} with {}", version(*wasmd), version(*wasmvm)))
        .collect();
    let rows = [
        (
            "largest code",
            format!("{}, {}, {} compressed", largest.2, kib(largest.0), kib(largest.1)),
            "the artifacts",
        ),
        (
            "smallest code",
            format!("{}, {}, {} compressed", smallest.2, kib(smallest.0), kib(smallest.1)),
            "the artifacts",
        ),
        ("all codes, compressed", kib(all), "the artifacts"),
        (
            "gas of proposing a code, with its whole deposit",
            format!("{GAS_PER_BYTE} per compressed byte, rounded up"),
            "measured by the chain suite",
        ),
        (
            "that of the largest, of the smallest, of all codes",
            format!("{}, {}, {}", million(largest.1), million(smallest.1), million(all)),
            "the two above",
        ),
        (
            "default of a mempool's largest transaction",
            format!("{} KiB", LARGEST_TX / 1024),
            "CometBFT; the preflight",
        ),
        (
            "what a pin saves, for each contract that a transaction loads",
            format!("{} gas", saved.saturating_add(50) / 100 * 100),
            "`gas.toml`",
        ),
        ("least wasmvm", version(CAPABLE), "the preflight"),
        ("wasmd with wasmvm without known advisories", pairs.join(", "), "the preflight"),
        ("longest halt that a wait outlasts", format!("{} days", LONGEST_HALT / DAY), "the contracts"),
    ];
    let line = |(what, value, from): &(&str, String, &str)| format!("| {what} | {value} | {from} |\n");
    let rows: String = rows.iter().map(line).collect();
    Ok(format!("| figure | value | from |\n|---|---|---|\n{rows}"))
}
