//! Which of RISC Zero's versions count.

use core::fmt;

use crate::versions::VERSIONS;

/// A set of known versions: bit n stands for the one at position n of [`VERSIONS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accepted(u16);

// Each version has its bit.
const _: () = assert!(VERSIONS.len() < 16, "more versions than bits");

impl Accepted {
    /// Every version that is known, those that their maker has withdrawn included.
    pub const ALL: Self = Self(!(u16::MAX << VERSIONS.len()));
    /// None.
    pub const NONE: Self = Self(0);

    /// The set that [`Self::bits`] wrote. Bits beyond the known versions stand for none.
    #[must_use]
    pub const fn from_bits(bits: u16) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// The set as it is stored.
    #[must_use]
    pub const fn bits(self) -> u16 {
        self.0
    }

    /// With the version of this selector; none if no version has it.
    #[must_use]
    pub fn with(self, selector: [u8; 4]) -> Option<Self> {
        bit(selector).map(|bit| Self(self.0 | bit))
    }

    /// Without the version of this selector.
    #[must_use]
    pub fn without(self, selector: [u8; 4]) -> Self {
        Self(self.0 & !bit(selector).unwrap_or(0))
    }

    /// Whether the version of this selector counts.
    #[must_use]
    pub fn has(self, selector: [u8; 4]) -> bool {
        bit(selector).is_some_and(|bit| self.0 & bit != 0)
    }

    /// Whether none does.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The selectors of those that do, oldest first.
    pub fn selectors(self) -> impl Iterator<Item = [u8; 4]> {
        VERSIONS.iter().map(|version| version.selector).filter(move |selector| self.has(*selector))
    }
}

/// `50bd1769, c101b42b`; `none` if there is none.
impl fmt::Display for Accepted {
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

fn bit(selector: [u8; 4]) -> Option<u16> {
    let position = VERSIONS.iter().position(|version| version.selector == selector)?;
    u32::try_from(position).ok().and_then(|position| 1u16.checked_shl(position))
}
