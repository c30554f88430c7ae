//! Which versions of a proof system's verifier count.

use core::fmt;
use core::marker::PhantomData;

use crate::versions::{SET_SELECTOR, SP1_VERSIONS, VERSIONS};

/// The verifiers of one proof system: each version is named by a selector, the first four bytes of its proofs.
pub trait Family: Copy + 'static {
    /// The selectors of all known versions, oldest first. A stored set keeps their positions, so new ones come last and
    /// none goes.
    const SELECTORS: &'static [[u8; 4]];
}

/// A set of a family's known versions: bit n stands for the one at position n.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted<F>(u16, PhantomData<F>);

impl<F: Family> Accepted<F> {
    /// Every version that is known, those that their maker has withdrawn included.
    pub const ALL: Self = {
        assert!(F::SELECTORS.len() < 16, "more versions than bits");
        Self::new(!(u16::MAX << F::SELECTORS.len()))
    };
    /// None.
    pub const NONE: Self = Self::new(0);

    const fn new(bits: u16) -> Self {
        Self(bits, PhantomData)
    }

    /// The set that [`Self::bits`] wrote. Bits beyond the known versions stand for none.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Self {
        Self::new(bits & Self::ALL.0)
    }

    /// The set as it is stored.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// With the version of this selector; none if no version has it.
    #[must_use]
    pub fn with(self, selector: [u8; 4]) -> Option<Self> {
        Self::bit(selector).map(|bit| Self::new(self.0 | bit))
    }

    /// Without the version of this selector.
    #[must_use]
    pub fn without(self, selector: [u8; 4]) -> Self {
        Self::new(self.0 & !Self::bit(selector).unwrap_or(0))
    }

    /// Whether the version of this selector counts.
    #[must_use]
    pub fn has(self, selector: [u8; 4]) -> bool {
        Self::bit(selector).is_some_and(|bit| self.0 & bit != 0)
    }

    /// Whether none does.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The selectors of those that do, oldest first.
    pub fn selectors(self) -> impl Iterator<Item = [u8; 4]> {
        F::SELECTORS.iter().copied().filter(move |selector| self.has(*selector))
    }

    fn bit(selector: [u8; 4]) -> Option<u16> {
        let position = F::SELECTORS.iter().position(|known| *known == selector)?;
        u32::try_from(position).ok().and_then(|position| 1u16.checked_shl(position))
    }
}

/// `50bd1769, c101b42b`; `none` if there is none.
impl<F: Family> fmt::Display for Accepted<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("none");
        }
        for (place, selector) in self.selectors().enumerate() {
            let separator = if place == 0 { "" } else { ", " };
            write!(f, "{separator}{:08x}", u32::from_be_bytes(selector))?;
        }
        Ok(())
    }
}

/// RISC Zero's verifiers, and behind them its set builder, whose receipts verify under one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RiscZero;

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time only")]
impl Family for RiscZero {
    const SELECTORS: &'static [[u8; 4]] = &{
        // A version that is added later comes behind the set builder.
        let mut selectors = [SET_SELECTOR; VERSIONS.len() + 1];
        let mut i = 0;
        while i < VERSIONS.len() {
            selectors[i] = VERSIONS[i].selector;
            i += 1;
        }
        selectors
    };
}

/// A set of known versions: bit n stands for the one at position n of [`crate::risc0::VERSIONS`], and the next for the set
/// builder.
pub type RiscZeroAccepted = Accepted<RiscZero>;

/// SP1's verifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sp1;

#[allow(clippy::indexing_slicing, clippy::arithmetic_side_effects, reason = "evaluated at compile time only")]
impl Family for Sp1 {
    const SELECTORS: &'static [[u8; 4]] = &{
        let mut selectors = [[0; 4]; SP1_VERSIONS.len()];
        let mut i = 0;
        while i < selectors.len() {
            selectors[i] = SP1_VERSIONS[i].selector;
            i += 1;
        }
        selectors
    };
}

/// A set of known versions: bit n stands for the one at position n of [`crate::sp1::VERSIONS`].
pub type Sp1Accepted = Accepted<Sp1>;
