//! The one equation of Groth16 over BN254, whatever the key and wherever its constants are held.

use ark_ff::{AdditiveGroup, Field, Zero};

use crate::curve::{G1Projective, TwistPoint};
use crate::error::ProofError;
use crate::field::Fq;
use crate::pairing::{final_exponentiation, miller_loop, Lines, Pair};
use crate::proof::Proof;
use crate::tower::Fq12;

/// γ or δ of a key, as the side of a pairing. Both were checked to be in G2 when the key was registered or built in.
#[derive(Clone, Copy)]
pub enum Side<'a> {
    /// Its lines, where they are constants of the code. The generator of G2, which nearly every key has as its γ, is one.
    Lines(&'a Lines),
    /// The point: computing its lines costs less gas than reading 11 KB of them from a contract's storage.
    Point(TwistPoint),
}

/// The constants of a key, without its input points.
pub struct Equation<'a> {
    pub alpha_beta: &'a Fq12,
    pub gamma: Side<'a>,
    pub delta: Side<'a>,
}

impl Equation<'_> {
    /// Checks the equation for a sum of inputs, as e(A, B)·e(−sum, γ)·e(−C, δ) = e(α, β).
    ///
    /// # Errors
    /// [`ProofError::Infinity`] for a sum that is infinity, [`ProofError::NotInSubgroup`] for B,
    /// [`ProofError::PairingFailed`].
    pub fn check(&self, proof: &Proof, sum: &G1Projective) -> Result<(), ProofError> {
        let infinity = ProofError::Infinity { point: "sum of the public inputs" };
        if sum.is_zero() {
            return Err(infinity);
        }
        let (a, c) = (proof.a, proof.c);
        // One inversion serves all that −sum and −C need: 1/(Y·Z·C.y) times two of its factors is the inverse of the
        // third. No point of G1 has y = 0, as its order is odd. In Jacobian coordinates x = X/Z², y = Y/Z³.
        let y_z = sum.y * sum.z;
        let inverse = (y_z * c.y).inverse().ok_or(infinity)?;
        let over_c_y = inverse * y_z;
        let over_y_z = inverse * c.y;
        let z2 = sum.z.square();
        let over_sum_y = over_y_z * sum.z;
        let over_sum_z = over_y_z * sum.y;
        let sum_pair = match self.gamma {
            Side::Lines(lines) => known(lines, sum.x * sum.z * over_sum_y, z2 * sum.z * over_sum_y),
            Side::Point(gamma) => {
                let over_z2 = over_sum_z.square();
                Pair::walked(sum.x * over_z2, -(sum.y * over_z2 * over_sum_z), gamma)
            }
        };
        let c_pair = match self.delta {
            Side::Lines(lines) => known(lines, c.x * over_c_y, over_c_y),
            Side::Point(delta) => Pair::walked(c.x, -c.y, delta),
        };
        let mut pairs = [Pair::walked(a.x, a.y, proof.b), sum_pair, c_pair];
        let mut value = miller_loop(&mut pairs);
        let [b, gamma, delta] = pairs;
        for (pair, point) in [(b, "B"), (gamma, "gamma"), (delta, "delta")] {
            if !pair.ends_in_subgroup() {
                return Err(ProofError::NotInSubgroup { point });
            }
        }
        final_exponentiation(&mut value);
        if value == *self.alpha_beta {
            Ok(())
        } else {
            Err(ProofError::PairingFailed)
        }
    }
}

/// The pair of the negated point with x/y and 1/y, and a second point that is known by its lines.
fn known(lines: &Lines, mut x_over_y: Fq, mut one_over_y: Fq) -> Pair<'_> {
    x_over_y.neg_in_place();
    one_over_y.neg_in_place();
    Pair::Known { lines, x_over_y, one_over_y }
}
