//! Multiples of points that are constants of the code.

use ark_ff::AdditiveGroup;

use crate::curve::{G1Affine, G1Projective};

/// Multiples of a point P for multiplication by scalars of 4·n bits: with Pₜ = 2^(t·n)·P, entry i − 1 is the sum of the
/// Pₜ whose bit t is set in i.
pub type Comb = [G1Affine; 15];

/// A scalar cut into four words of n ≤ 64 bits, the least significant first.
pub type Words = [u64; 4];

/// Σ scalar·point over the terms, each scalar of four words of `bits` bits: all share `bits` − 1 doublings.
pub fn sum(bits: u32, terms: &[(&Comb, Words)]) -> G1Projective {
    let mut sum = G1Projective::ZERO;
    for bit in (0..bits).rev() {
        sum.double_in_place();
        for (comb, words) in terms {
            let index = words.iter().rev().fold(0usize, |index, word| {
                index << 1 | usize::from(word.checked_shr(bit).unwrap_or(0) & 1 == 1)
            });
            if let Some(point) = index.checked_sub(1).and_then(|index| comb.get(index)) {
                sum += point;
            }
        }
    }
    sum
}
