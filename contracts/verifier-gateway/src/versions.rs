//! The versions of its proof system that a method accepts.

use std::fmt;

use api::verifier_gateway::raw::{Kind, MethodStatus};
use cosmwasm_std::HexBinary;
use proofs::inclusion::SET_SELECTOR;
use proofs::{risc0, sp1};

/// A set of versions of the one proof system that has them, or of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// RISC Zero's.
    RiscZero(risc0::Accepted),
    /// SP1's.
    Sp1(sp1::Accepted),
}

impl From<risc0::Accepted> for Versions {
    fn from(accepted: risc0::Accepted) -> Self {
        Versions::RiscZero(accepted)
    }
}

impl From<sp1::Accepted> for Versions {
    fn from(accepted: sp1::Accepted) -> Self {
        Versions::Sp1(accepted)
    }
}

impl Versions {
    /// What a method still accepts: none, where its proofs have no versions.
    pub fn of(status: &MethodStatus) -> Self {
        match status.kind {
            Kind::Sp1Statement | Kind::Sp1Output => sp1::Accepted::from_bits(status.accepted).into(),
            _ => risc0::Accepted::from_bits(status.accepted).into(),
        }
    }

    /// As it is stored.
    pub fn bits(self) -> u16 {
        match self {
            Versions::RiscZero(accepted) => accepted.bits(),
            Versions::Sp1(accepted) => accepted.bits(),
        }
    }

    /// The selectors, oldest version first.
    pub fn selectors(self) -> Vec<HexBinary> {
        match self {
            Versions::RiscZero(accepted) => accepted.selectors().map(HexBinary::from).collect(),
            Versions::Sp1(accepted) => accepted.selectors().map(HexBinary::from).collect(),
        }
    }

    /// Whether no proof verifies under them: a set builder's receipts verify under a version of RISC Zero's.
    pub fn prove_nothing(self) -> bool {
        match self {
            Versions::RiscZero(accepted) => accepted.without(SET_SELECTOR).is_empty(),
            Versions::Sp1(accepted) => accepted.is_empty(),
        }
    }

    /// With the version of this selector; none if the system has no such version.
    pub fn with(self, selector: &[u8]) -> Option<Self> {
        let selector = selector.try_into().ok()?;
        match self {
            Versions::RiscZero(accepted) => accepted.with(selector).map(Versions::RiscZero),
            Versions::Sp1(accepted) => accepted.with(selector).map(Versions::Sp1),
        }
    }

    /// Without the version of this selector; none if it is not in the set.
    pub fn without(self, selector: &[u8]) -> Option<Self> {
        let selector = selector.try_into().ok()?;
        match self {
            Versions::RiscZero(accepted) => accepted.has(selector).then(|| accepted.without(selector).into()),
            Versions::Sp1(accepted) => accepted.has(selector).then(|| accepted.without(selector).into()),
        }
    }
}

/// As [`risc0::Accepted`] writes it.
impl fmt::Display for Versions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Versions::RiscZero(accepted) => accepted.fmt(f),
            Versions::Sp1(accepted) => accepted.fmt(f),
        }
    }
}
