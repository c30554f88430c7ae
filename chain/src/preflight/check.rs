//! One check of a chain, and what it came to.

use std::fmt;

use anyhow::Result;

use crate::rpc::Refusal;

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
    pub(super) fn of(
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
    pub(super) fn unanswered(
        what: impl Into<String>,
        needed: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
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

/// An answer, or none where the node refuses the question: modules and versions differ between chains.
pub(super) fn answered<T>(answer: Result<T>) -> Result<Option<T>> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(error) if error.downcast_ref::<Refusal>().is_some() => Ok(None),
        Err(error) => Err(error),
    }
}
