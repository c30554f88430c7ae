//! What can be wrong with a proof, each variant naming what was expected and what came.

use core::fmt;

use thiserror::Error;

use crate::accepted::{RiscZeroAccepted, Sp1Accepted};

/// Why a proof or a key was refused. Nothing here is ever a verdict against a provider: a proof that does not
/// verify simply does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The seal does not have the one length its format allows.
    #[error("seal: expected {expected} bytes, got {got}")]
    SealLength {
        /// The length the format demands, in bytes.
        expected: usize,
        /// The length that came, in bytes.
        got: usize,
    },
    /// The bytes are not a key's fixed part and as many input points as it may have.
    #[error("verifying key: expected {fixed} bytes and 1 to {most} input points of {point} bytes, got {got} bytes")]
    KeyLength {
        /// Bytes before the input points.
        fixed: usize,
        /// Bytes of each input point.
        point: usize,
        /// Most input points: one more than public inputs.
        most: usize,
        /// The length that came, in bytes.
        got: usize,
    },
    /// The proof does not have the one length of its key's curve.
    #[error("proof: expected {expected} bytes, got {got}")]
    ProofLength {
        /// That length, in bytes.
        expected: usize,
        /// The length that came, in bytes.
        got: usize,
    },
    /// None of the versions that are accepted has this selector.
    #[error("selector: expected one of {accepted}, got {:08x}", u32::from_be_bytes(*.got))]
    Selector {
        /// The versions that are.
        accepted: RiscZeroAccepted,
        /// The first four bytes of the seal.
        got: [u8; 4],
    },
    /// None of the versions of SP1 that are accepted has this selector.
    #[error("selector: expected one of {accepted}, got {:08x}", u32::from_be_bytes(*.got))]
    Sp1Selector {
        /// The versions that are.
        accepted: Sp1Accepted,
        /// The first four bytes of the proof.
        got: [u8; 4],
    },
    /// The proof of an SP1 program that did not end well.
    #[error("exit code: expected 0, got {}", Digits(.got))]
    Sp1ExitCode {
        /// The exit code that the proof states, big-endian.
        got: [u8; 32],
    },
    /// An SP1 proof over other recursion programs than the version's.
    #[error("root of the recursion keys: expected {}, got {}", Digits(.expected), Digits(.got))]
    Sp1VkRoot {
        /// The version's.
        expected: [u8; 32],
        /// The one that the proof states.
        got: [u8; 32],
    },
    /// The path from a claim to the root of its set is too long.
    #[error("path: expected at most {most} nodes, got {got}")]
    PathLength {
        /// Most nodes.
        most: usize,
        /// How many came.
        got: usize,
    },
    /// The path from a claim does not end at the root of the set that was proven.
    #[error("root: expected {}, got {}", Digits(.expected), Digits(.got))]
    NotInSet {
        /// The root of the set.
        expected: [u8; 32],
        /// Where the path ends.
        got: [u8; 32],
    },
    /// A coordinate is not below the field's modulus, so it would be a second encoding of another element.
    #[error("{element}: expected a canonical field element, got one that is not below the modulus")]
    NonCanonical {
        /// The name of the element, for example `A.x`.
        element: &'static str,
    },
    /// The coordinates do not satisfy the equation of the curve.
    #[error("{point}: expected a point on the curve, got one off it")]
    NotOnCurve {
        /// The name of the point.
        point: &'static str,
    },
    /// Two points of a key are equal, or one the other's negative: then anybody can prove anything.
    #[error("{point}: expected another point than {other} and its negative, got one of them")]
    KeyPointsEqual {
        /// The name of the point.
        point: &'static str,
        /// Of which it must differ.
        other: &'static str,
    },
    /// The point is on the twist but not in the subgroup of prime order.
    #[error("{point}: expected a point of the subgroup of prime order, got one outside it")]
    NotInSubgroup {
        /// The name of the point.
        point: &'static str,
    },
    /// The bytes are not a point of its group, says the host: a coordinate not below the modulus, a point off the curve, or one
    /// outside the subgroup.
    #[error(
        "{point}: expected a canonical point of the subgroup of prime order, got bytes that encode none"
    )]
    NotInGroup {
        /// The name of the point.
        point: &'static str,
    },
    /// A point over BLS12-381 without the flag of a compressed one.
    #[error("{point}: expected a compressed point, whose first bit is set, got one whose first bit is not")]
    NotCompressed {
        /// The name of the point.
        point: &'static str,
    },
    /// The point at infinity, which no honest proof or key contains.
    #[error("{point}: expected a finite point, got infinity")]
    Infinity {
        /// The name of the point.
        point: &'static str,
    },
    /// The key is for another number of public inputs.
    #[error("public inputs: expected {expected}, got {got}")]
    InputCount {
        /// How many the key has.
        expected: usize,
        /// How many came.
        got: usize,
    },
    /// A public input is not below the group order, so it would stand for another one.
    #[error("public input {index}: expected a canonical scalar, got one that is not below the group order")]
    InputNotCanonical {
        /// Its position, from 0.
        index: usize,
    },
    /// All elements are well-formed, but the pairing equation does not hold.
    #[error("pairing: expected the proof's equation to hold, got an inequality")]
    PairingFailed,
}

/// 32 bytes as hexadecimal digits.
struct Digits<'a>(&'a [u8; 32]);

impl fmt::Display for Digits<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
