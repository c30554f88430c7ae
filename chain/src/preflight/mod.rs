//! What is asked of a chain before anything is proposed to it: what would make a dead market is refused, what would make a
//! worse one is told.

mod blocks;
mod denoms;
mod governance;
mod runtime;

use std::fmt;

use anyhow::{bail, Result};

use crate::artifacts::Artifacts;
use crate::config::ChainFile;
use crate::node::Node;
use crate::rounds::Progress;
use crate::rpc::Refusal;

pub use blocks::{block_gas, proposable, GAS_PER_BYTE, LARGEST_TX, STRETCHES};
pub use runtime::{CAPABLE, PATCHED};

/// What a check came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should be.
    Fine,
    /// The market would work, but worse, or the chain does not say.
    Warning,
    /// The market would be dead, or could not come to be.
    Refused,
}

/// One check, for people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub what: String,
    /// What it came to.
    pub outcome: Outcome,
    /// What the chain says.
    pub found: String,
    /// What the market needs.
    pub needed: String,
    /// What to do, where it is not fine.
    pub remedy: String,
}

impl Check {
    /// A check that is fine where `holds`; otherwise `otherwise`, and `remedy` says what to do.
    fn of(
        what: impl Into<String>,
        holds: bool,
        otherwise: Outcome,
        found: impl Into<String>,
        needed: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        let outcome = if holds { Outcome::Fine } else { otherwise };
        let remedy = if holds { String::new() } else { remedy.into() };
        Self { what: what.into(), outcome, found: found.into(), needed: needed.into(), remedy }
    }

    /// A question that this chain does not answer.
    fn unanswered(what: impl Into<String>, needed: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::of(what, false, Outcome::Warning, "the node does not say", needed, remedy)
    }
}

impl fmt::Display for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { what, outcome, found, needed, remedy } = self;
        let word = match outcome {
            Outcome::Fine => "ok     ",
            Outcome::Warning => "warning",
            Outcome::Refused => "refused",
        };
        write!(f, "{word} {what}: {found}; needed: {needed}")?;
        if remedy.is_empty() {
            Ok(())
        } else {
            write!(f, "; do: {remedy}")
        }
    }
}

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

/// An answer, or none where the node refuses the question: modules and versions differ between chains.
fn answered<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.downcast_ref::<Refusal>().is_some() => Ok(None),
        Err(error) => Err(error),
    }
}
