//! gas.toml: a table per message and variant, written by `cargo xtask gas` and compared by `--check`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use anyhow::{ensure, Context, Result};
use serde::{Deserialize, Serialize};

use super::{Entry, UNMEASURED};

/// Most that a figure may rise before the check fails, basis points.
pub const TOLERANCE_BPS: u64 = 200;

/// What messages may cost at most with all codes pinned, whatever the file says: the sum of those named, less another.
/// Jobs from accounts (aim 305,000) and in batches (aim 200,000) are above what they should cost.
pub const CAPS: [(&str, &[&str], Option<&str>, u64); 22] = [
    ("a swap between wallets", &["swap"], None, 91_000),
    ("two hops between wallets", &["swap_two_hops"], None, 99_000),
    // 114,991 in one run and 115,082 in the next: amounts have more or fewer digits.
    ("providing two coins", &["provide"], None, 116_000),
    ("a swap between accounts", &["swap_accounts"], None, 62_500),
    ("a job with one attestation", &["request", "accept", "submit_attestation"], None, 345_000),
    (
        "a job with one attestation, paid from an account",
        &["request_from_account", "accept", "submit_attestation"],
        None,
        315_000,
    ),
    ("a RISC Zero proof in place of the attestation", &["submit_risc0"], Some("submit_attestation"), 22_000),
    // A hundred above what they cost before others' stake could back a job.
    ("accepting a job that nothing backs", &["accept"], None, 78_350),
    ("a result of such a job", &["submit_attestation"], None, 104_416),
    ("backing in accepting a job", &["accept_backed"], Some("accept"), 2_000),
    // Its provider owes nothing, so the result is paid in credits.
    ("backing in a result", &["submit_attestation_backed"], Some("submit_attestation_credits"), 2_000),
    // A tenth above what the same costs with a RISC Zero receipt.
    ("a Groth16 proof of two inputs under a registered key", &["submit_groth16_bn254"], None, 138_800),
    // 60,000 a job.
    ("32 jobs with one receipt", &["submit_set_of_32"], None, 1_920_000),
    ("a call", &["call_job"], None, 95_000),
    ("a job as one of twenty", &["job_batch_request", "job_batch_accept", "job_batch_submit"], None, 230_000),
    ("a request of a lease from the wallet", &["request_lease"], None, 155_000),
    ("a start of a lease with an endpoint of 96 bytes", &["start_lease"], None, 90_000),
    ("a claim of a lease", &["claim_lease"], None, 85_000),
    ("a close of a lease in its first minute", &["close_lease"], None, 115_000),
    ("a close of a lease later", &["leave_lease"], None, 115_000),
    ("a close of a lease at its end", &["end_lease"], None, 115_000),
    // The slash leaves the registry as a coin.
    ("a close of a lease with a slash", &["stop_lease"], None, 156_000),
];

/// What a message costs, by name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Where the transaction goes.
    pub contract: String,
    /// Which message.
    pub message: String,
    /// Gas of the transaction with all codes pinned.
    pub pinned: u64,
    /// The same with none pinned.
    pub unpinned: u64,
    /// Size of the signed transaction.
    pub bytes: u64,
}

/// Joins both passes, in the order of the catalogue.
pub fn join(pinned: &[Entry], unpinned: &[Entry]) -> Result<Vec<(String, Row)>> {
    let names = |entries: &[Entry]| entries.iter().map(|e| e.name.clone()).collect::<Vec<_>>();
    ensure!(names(pinned) == names(unpinned), "the two passes ran different messages");
    pinned
        .iter()
        .zip(unpinned)
        .map(|(a, b)| {
            let gas = |entry: &Entry| {
                entry.gas.with_context(|| format!("the chain counted no gas for {}", entry.name))
            };
            let (first, second) = (gas(a)?, gas(b)?);
            let row = Row {
                contract: a.contract.to_owned(),
                message: a.message.clone(),
                pinned: first.used,
                unpinned: second.used,
                bytes: first.bytes,
            };
            Ok((a.name.clone(), row))
        })
        .collect()
}

/// Adds what was measured on a chain whose clock is moved. What both chains measured must have cost the same on them with all
/// codes pinned, give or take [`TOLERANCE_BPS`]; it stands with the figure of the first.
pub fn with_days(mut rows: Vec<(String, Row)>, days: Vec<(String, Row)>) -> Result<Vec<(String, Row)>> {
    let mut differing = vec![];
    for (name, row) in days {
        match rows.iter().find(|(other, _)| *other == name).map(|(_, other)| other.pinned) {
            None => rows.push((name, row)),
            Some(pinned) => {
                let difference = u128::from(pinned.abs_diff(row.pinned));
                if difference * 10_000 > u128::from(pinned) * u128::from(TOLERANCE_BPS) {
                    differing.push(format!("{name}: {pinned} with consensus, {} without", row.pinned));
                }
            }
        }
    }
    ensure!(
        differing.is_empty(),
        "a message costs something else on a chain without consensus, so that what takes days cannot be measured there:\n  {}",
        differing.join("\n  ")
    );
    Ok(rows)
}

/// The file's text.
pub fn write(rows: &[(String, Row)]) -> String {
    let mut text = String::from(
        "# Gas of one transaction of one message, on the devnet: `pinned` with every code pinned, `unpinned` with none;\n\
         # `bytes` is the size of the signed transaction. `…_batch_…` is one of twenty such messages in one transaction.\n\
         # What takes days, from `buy_back` on, was measured on a chain without consensus, whose clock is moved.\n\
         # `verify_…` is of a contract that asks the gateway to verify a proof and does nothing else; `ask_statement` is of the\n\
         # same contract with a question that takes no proof.\n\
         # Written by `cargo xtask gas`; `--check` fails on a rise above 2 %.\n",
    );
    for (name, row) in rows {
        let Row { contract, message, pinned, unpinned, bytes } = row;
        let table = format!(
            "\n[{name}]\ncontract = \"{contract}\"\nmessage = \"{message}\"\npinned = {pinned}\n\
             unpinned = {unpinned}\nbytes = {bytes}\n"
        );
        text.push_str(&table);
    }
    text.push_str("\n# Not in a transaction of their own:\n");
    for (code, message, why) in UNMEASURED {
        // Writing to a string does not fail.
        let _ = writeln!(text, "# {}.{message}: {why}", code.name());
    }
    text
}

/// Reads the file.
pub fn read(text: &str) -> Result<BTreeMap<String, Row>> {
    toml::from_str(text).context("gas.toml is not as `cargo xtask gas` writes it")
}

/// What is measured with real proofs from outside the repository.
const REAL: [&str; 3] = ["submit_risc0", "verify_risc0", "verify_sp1_v4"];

/// Writes the file, or with `check` fails when a figure has risen above what it allows.
pub fn settle(path: &Path, measured: &[(String, Row)], check: bool) -> Result<()> {
    let over = over_caps(measured);
    let capped = || {
        ensure!(over.is_empty(), "a message costs more than this project allows:\n  {}", over.join("\n  "));
        Ok(())
    };
    let proofs = market_tests::shared::folder().is_some();
    if !check {
        ensure!(
            proofs,
            "{} were not measured, as the real proofs are missing: {} stays",
            REAL.join(", "),
            path.display()
        );
        fs::write(path, write(measured)).with_context(|| format!("cannot write {}", path.display()))?;
        println!("{} messages measured, written to {}", measured.len(), path.display());
        // Written all the same: whoever has to save gas needs to see where it goes.
        return capped();
    }
    capped()?;
    let committed = fs::read_to_string(path)
        .with_context(|| format!("cannot read {}; write it with `cargo xtask gas`", path.display()))?;
    let mut committed = read(&committed)?;
    if !proofs {
        println!("SKIPPED: {}, which need the real proofs", REAL.join(", "));
        committed.retain(|name, _| !REAL.contains(&name.as_str()));
    }
    let faults = compare(&committed, measured);
    ensure!(
        faults.is_empty(),
        "gas has risen; if that is meant, write {} anew with `cargo xtask gas` and commit it:\n  {}",
        path.display(),
        faults.join("\n  ")
    );
    println!("{} messages measured, none above {} by more than 2 %", measured.len(), path.display());
    Ok(())
}

/// Which caps are passed, a line each. What was not measured passes none: without receipts there is no proof to measure.
pub fn over_caps(measured: &[(String, Row)]) -> Vec<String> {
    let pinned = |name: &str| measured.iter().find(|(found, _)| found == name).map(|(_, row)| row.pinned);
    let cost = |names: &[&str], less: Option<&str>| {
        let sum = names.iter().map(|name| pinned(name)).sum::<Option<u64>>()?;
        Some(sum.saturating_sub(less.map_or(Some(0), pinned)?))
    };
    CAPS.iter()
        .filter_map(|(what, names, less, cap)| {
            let got = cost(names, *less).filter(|got| got > cap)?;
            Some(format!("{what}: expected at most {cap} pinned, got {got}"))
        })
        .collect()
}

/// What has got worse than the committed file allows, a line each; empty if nothing has.
pub fn compare(committed: &BTreeMap<String, Row>, measured: &[(String, Row)]) -> Vec<String> {
    let mut faults = vec![];
    for (name, row) in measured {
        let Some(before) = committed.get(name) else {
            faults.push(format!("{name} is not in gas.toml: measure anew with `cargo xtask gas`"));
            continue;
        };
        for (what, old, new) in
            [("pinned", before.pinned, row.pinned), ("unpinned", before.unpinned, row.unpinned)]
        {
            // In u128 the products of two u64 cannot overflow.
            let limit = u128::from(old) * u128::from(10_000 + TOLERANCE_BPS);
            if u128::from(new) * 10_000 > limit {
                faults.push(format!("{name}: expected at most 2 % above {old} {what}, got {new}"));
            }
        }
    }
    for name in committed.keys().filter(|name| measured.iter().all(|(other, _)| other != *name)) {
        faults.push(format!("{name} is in gas.toml, but was not measured"));
    }
    faults
}
