//! What is asked of a chain before anything is proposed to it: what would make a dead market is refused, what would make a
//! worse one is told.

mod blocks;
mod check;
mod denoms;
mod governance;
mod runtime;

use anyhow::{bail, Result};

use crate::artifacts::Artifacts;
use crate::config::ChainFile;
use crate::node::Node;
use crate::progress::Progress;

pub use blocks::{block_gas, proposable, GAS_PER_BYTE, LARGEST_TX, STRETCHES};
pub use check::{Check, Outcome};
pub use runtime::{CAPABLE, PATCHED};

/// Asks the chain everything, in the order in which people read it. An error only where no node answers.
pub fn checks(node: &Node, file: &ChainFile, artifacts: &Artifacts) -> Result<Vec<Check>> {
    let wiring = &file.wiring;
    let mut checks = denoms::checks(node, wiring)?;
    checks.extend(runtime::checks(node, &file.chain)?);
    checks.extend(blocks::checks(node, file, artifacts)?);
    checks.extend(governance::checks(node, &file.chain.governance, wiring)?);
    Ok(checks)
}

/// Tells a line for each check, and refuses a chain on which the market would be dead.
pub fn run(node: &Node, file: &ChainFile, artifacts: &Artifacts, progress: &mut dyn Progress) -> Result<()> {
    let checks = checks(node, file, artifacts)?;
    for check in &checks {
        progress.say(&format!("preflight: {check}"));
    }
    let refused: Vec<String> = checks
        .iter()
        .filter(|check| check.outcome == Outcome::Refused)
        .map(|check| format!("  {check}"))
        .collect();
    if refused.is_empty() {
        return Ok(());
    }
    bail!("on this chain the market would be dead; nothing is proposed:\n{}", refused.join("\n"))
}
