//! The optimal ate pairing of BN254 for one verification equation: pairs whose second point comes with a proof or a key,
//! and pairs whose second point is a constant of the code, and so are its lines.
//!
//! A line through points of the twist, evaluated at a point (x, y) of G1, is c0·y + c1·x·w + c2·w³ with coefficients
//! in Fq2. Factors from Fq2 vanish in the final exponentiation, so a constant line is stored divided by c0 and used
//! divided by y as well: 1 + (c1/c0)·(x/y)·w + (c2/c0)·(1/y)·w³, which multiplies cheaper.
//!
//! Subgroup check of the new point Q at no cost: the Miller loop ends at T = \[6x + 2\]Q + ψ(Q) − ψ²(Q), where ψ is
//! the untwist-Frobenius-twist endomorphism, and Q is in G2 exactly if T = −ψ³(Q). On G2, ψ acts as p, and
//! 6x + 2 + p − p² + p³ ≡ 0 (mod r). Conversely a Q with T = −ψ³(Q) is annihilated by the norm of
//! 6x + 2 + ψ − ψ² + ψ³ in Z\[ψ\]/(ψ² − tψ + p) and by the order of the twist, whose greatest common divisor is r
//! (the method of <https://eprint.iacr.org/2022/352>). The formulas for addition fail only where T is infinity or ±Q,
//! which no multiple below r of a point of order r is; they then give z = 0, which stays 0 and is refused.

#![allow(clippy::arithmetic_side_effects, reason = "operators of fields and their extensions are total")]

use ark_ec::bn::BnConfig;
use ark_ff::{AdditiveGroup, Field};

use crate::curve::{TwistPoint, TWIST_B};
use crate::field::Fq;
use crate::target::{
    conjugate, copied, cyclotomic_square, frobenius, inverse, multiply, multiply_by_034, multiply_by_134,
    square,
};
use crate::tower::{from_ark2, multiply2, Fq12, Fq2};

/// ψ(x, y) = (PSI_X·x̄, PSI_Y·ȳ).
const PSI_X: Fq2 = from_ark2(ark_bn254::Config::TWIST_MUL_BY_Q_X);
const PSI_Y: Fq2 = from_ark2(ark_bn254::Config::TWIST_MUL_BY_Q_Y);

/// The number of lines of one Miller loop: one for each doubling, for each non-zero digit of 6x + 2, and for each of
/// the two Frobenius images of Q.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time only")]
pub const LINES: usize = {
    let digits = ark_bn254::Config::ATE_LOOP_COUNT;
    let mut lines = 2;
    let mut i = digits.len() - 1;
    while i > 0 {
        i -= 1;
        lines += if digits[i] == 0 { 1 } else { 2 };
    }
    lines
};

/// One step of the Miller loop.
#[derive(Clone, Copy)]
enum Step {
    /// Square the value, double the point.
    Double,
    /// Add Q.
    Add,
    /// Subtract Q.
    Subtract,
    /// Add ψ(Q).
    AddFrobenius,
    /// Subtract ψ²(Q).
    SubtractFrobenius2,
}

/// The whole loop: the signed digits of 6x + 2 after the leading one, then the Frobenius images.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time only")]
const STEPS: [Step; LINES] = {
    let digits = ark_bn254::Config::ATE_LOOP_COUNT;
    let mut steps = [Step::Double; LINES];
    let mut line = 0;
    let mut i = digits.len() - 1;
    while i > 0 {
        i -= 1;
        line += 1;
        if digits[i] != 0 {
            steps[line] = if digits[i] > 0 { Step::Add } else { Step::Subtract };
            line += 1;
        }
    }
    steps[line] = Step::AddFrobenius;
    steps[line + 1] = Step::SubtractFrobenius2;
    assert!(line + 2 == LINES);
    steps
};

/// The coefficients of c0·y + c1·x·w + c2·w³.
#[derive(Clone, Copy)]
struct RawLine {
    c0: Fq2,
    c1: Fq2,
    c2: Fq2,
}

/// A line divided by its first coefficient: 1 + slope·(x/y)·w + offset·(1/y)·w³.
#[derive(Clone, Copy)]
pub struct Line {
    pub slope: Fq2,
    pub offset: Fq2,
}

/// All lines of a known point of G2, in the order of the Miller loop.
pub type Lines = [Line; LINES];

/// One pair of a Miller loop.
#[allow(clippy::large_enum_variant, reason = "three at a time, on the stack: a box would cost the heap")]
pub enum Pair<'a> {
    /// The lines of the second point are computed on the way; (x, y) is the first point.
    Walked { walk: Walk, x: Fq, y: Fq },
    /// The lines of the second point are at hand; of the first point (x, y) they need these.
    Known { lines: &'a Lines, x_over_y: Fq, one_over_y: Fq },
}

impl Pair<'_> {
    /// The pair of (x, y) and q, whose lines are not known.
    pub fn walked(x: Fq, y: Fq, q: TwistPoint) -> Self {
        Self::Walked { walk: Walk::new(q), x, y }
    }

    /// Once the loop has run, whether the second point was in G2; known lines are those of a point that was.
    pub fn ends_in_subgroup(&self) -> bool {
        match self {
            Self::Walked { walk, .. } => walk.ends_in_subgroup(),
            Self::Known { .. } => true,
        }
    }
}

/// The multiple of Q that the Miller loop has reached, in homogeneous coordinates (X/Z, Y/Z), with the points that it
/// adds.
pub struct Walk {
    x: Fq2,
    y: Fq2,
    z: Fq2,
    q: TwistPoint,
    frobenius: TwistPoint,
    frobenius2: TwistPoint,
}

impl Walk {
    fn new(q: TwistPoint) -> Self {
        let frobenius = psi(q);
        Self { x: q.x, y: q.y, z: Fq2::ONE, q, frobenius, frobenius2: psi(frobenius) }
    }

    fn take(&mut self, step: Step) -> RawLine {
        match step {
            Step::Double => self.double(),
            Step::Add => self.add(self.q),
            Step::Subtract => self.add(negated(self.q)),
            Step::AddFrobenius => self.add(self.frobenius),
            Step::SubtractFrobenius2 => self.add(negated(self.frobenius2)),
        }
    }

    /// Doubles the point and returns the tangent at it: with B = Y², E = 3b·Z², the tangent is
    /// −2YZ·y + 3X²·x·w + (E − B)·w³, and 2T = (2XY(B − 3E), (B + 3E)² − 12E², 8B·YZ).
    #[inline(never)]
    fn double(&mut self) -> RawLine {
        let b = self.y.square();
        let z2 = self.z.square();
        let e = multiply2(&TWIST_B, &(z2.double() + z2));
        let e3 = e.double() + e;
        let h = multiply2(&self.y, &self.z).double();
        let x2 = self.x.square();
        let e2 = e.square();
        self.x = multiply2(&multiply2(&self.x, &self.y), &(b - e3)).double();
        self.y = (b + e3).square() - (e2.double() + e2).double().double();
        self.z = multiply2(&b, &h).double().double();
        RawLine { c0: -h, c1: x2.double() + x2, c2: e - b }
    }

    /// Adds Q = (x, y) and returns the line through both: with θ = Y − y·Z, λ = X − x·Z, the line is
    /// λ·y' − θ·x'·w + (θ·x − λ·y)·w³.
    #[inline(never)]
    fn add(&mut self, q: TwistPoint) -> RawLine {
        let theta = self.y - multiply2(&q.y, &self.z);
        let lambda = self.x - multiply2(&q.x, &self.z);
        let lambda2 = lambda.square();
        let lambda3 = multiply2(&lambda2, &lambda);
        let g = multiply2(&self.x, &lambda2);
        let h = lambda3 + multiply2(&self.z, &theta.square()) - g.double();
        self.x = multiply2(&lambda, &h);
        self.y = multiply2(&theta, &(g - h)) - multiply2(&lambda3, &self.y);
        self.z = multiply2(&self.z, &lambda3);
        RawLine { c0: lambda, c1: -theta, c2: multiply2(&theta, &q.x) - multiply2(&lambda, &q.y) }
    }

    /// Whether Q was in G2, once all steps are taken: T = −ψ³(Q), T finite.
    fn ends_in_subgroup(&self) -> bool {
        let expected = negated(psi(self.frobenius2));
        self.z != Fq2::ZERO && self.x == expected.x * self.z && self.y == expected.y * self.z
    }
}

/// The untwist-Frobenius-twist endomorphism.
fn psi(point: TwistPoint) -> TwistPoint {
    TwistPoint { x: conjugated(point.x) * PSI_X, y: conjugated(point.y) * PSI_Y }
}

fn conjugated(mut element: Fq2) -> Fq2 {
    element.conjugate_in_place();
    element
}

fn negated(point: TwistPoint) -> TwistPoint {
    TwistPoint { x: point.x, y: -point.y }
}

/// The product of the Miller loops of the pairs, up to factors that the final exponentiation removes. It means something
/// only if each pair then [ends in the subgroup](Pair::ends_in_subgroup).
pub fn miller_loop(pairs: &mut [Pair<'_>]) -> Fq12 {
    let mut value = Fq12::ONE;
    for (number, step) in STEPS.into_iter().enumerate() {
        // Before the first line the value is 1.
        if matches!(step, Step::Double) && number != 0 {
            square(&mut value);
        }
        for pair in &mut *pairs {
            match pair {
                Pair::Walked { walk, x, y } => multiply_by_new(&mut value, &walk.take(step), x, y),
                Pair::Known { lines, x_over_y, one_over_y } => {
                    // As many lines as steps: both are arrays of the same length.
                    if let Some(line) = lines.get(number) {
                        multiply_by_known(&mut value, line, x_over_y, one_over_y);
                    }
                }
            }
        }
    }
    value
}

/// Whether a point of the twist is in G2: the walk of a Miller loop alone.
pub fn is_in_subgroup(q: TwistPoint) -> bool {
    let mut walk = Walk::new(q);
    for step in STEPS {
        walk.take(step);
    }
    walk.ends_in_subgroup()
}

#[inline(never)]
fn multiply_by_new(value: &mut Fq12, line: &RawLine, x: &Fq, y: &Fq) {
    let (mut c0, mut c1) = (line.c0, line.c1);
    c0.mul_assign_by_fp(y);
    c1.mul_assign_by_fp(x);
    multiply_by_034(value, &c0, &c1, &line.c2);
}

#[inline(never)]
fn multiply_by_known(value: &mut Fq12, line: &Line, x_over_y: &Fq, one_over_y: &Fq) {
    let (mut slope, mut offset) = (line.slope, line.offset);
    slope.mul_assign_by_fp(x_over_y);
    offset.mul_assign_by_fp(one_over_y);
    multiply_by_134(value, &slope, &offset);
}

/// Raises the value to 2x(6x² + 3x + 1)·(p¹² − 1)/r, which gives the reduced pairing: 1 exactly if the pairings'
/// product is 1, since 2x(6x² + 3x + 1) is prime to r. Zero, which no Miller loop over finite points of G2 gives,
/// stays zero.
///
/// The hard part follows Fuentes-Castañeda, Knapp and Rodríguez-Henríquez, "Faster hashing to G2", § 5.
pub fn final_exponentiation(value: &mut Fq12) {
    // Easy part: (p⁶ − 1)(p² + 1).
    let Some(inverse) = inverse(value) else { return };
    conjugate(value);
    multiply(value, &inverse);
    let mut raised = copied(value);
    frobenius(&mut raised, 2);
    multiply(value, &raised);
    // Hard part: with x the curve's parameter, exponents in the comments.
    let mut a = power_of_x(value);
    cyclotomic_square(&mut a); // 2x
    let mut b = copied(&a);
    cyclotomic_square(&mut b);
    multiply(&mut b, &a); // 6x
    let c = power_of_x(&b); // 6x²
    let mut squared = copied(&c);
    cyclotomic_square(&mut squared);
    let mut e = power_of_x(&squared);
    multiply(&mut e, &c);
    multiply(&mut e, &b); // 12x³ + 6x² + 6x
    let mut f = copied(&e);
    conjugate(&mut a);
    multiply(&mut f, &a); // 12x³ + 6x² + 4x
    let mut h = copied(value);
    conjugate(&mut h);
    multiply(&mut h, &f); // 12x³ + 6x² + 4x − 1
    multiply(value, &e);
    multiply(value, &c); // 12x³ + 12x² + 6x + 1
    frobenius(&mut f, 1);
    multiply(value, &f);
    frobenius(&mut e, 2);
    multiply(value, &e);
    frobenius(&mut h, 3);
    multiply(value, &h);
}

/// Digits of the curve's parameter x.
const X_DIGITS: usize = 63;

/// x in signed digits 0, ±1, ±3, ±5, ±7, most significant first: no two of four neighbours are both non-zero.
#[allow(
    clippy::indexing_slicing,
    clippy::cast_possible_truncation,
    reason = "evaluated at compile time only"
)]
const X: [i8; X_DIGITS] = {
    let mut rest = ark_bn254::Config::X[0] as i128;
    let mut digits = [0; X_DIGITS];
    let mut i = X_DIGITS;
    while i > 0 {
        i -= 1;
        if rest % 2 == 1 {
            let digit = if rest % 16 >= 8 { rest % 16 - 16 } else { rest % 16 };
            digits[i] = digit as i8;
            rest -= digit;
        }
        rest /= 2;
    }
    assert!(rest == 0);
    digits
};

/// value^x for a value of the cyclotomic subgroup, where conjugation inverts.
#[inline(never)]
fn power_of_x(value: &Fq12) -> Fq12 {
    let mut square = copied(value);
    cyclotomic_square(&mut square);
    let mut third = copied(value);
    multiply(&mut third, &square);
    let mut fifth = copied(&third);
    multiply(&mut fifth, &square);
    let mut seventh = copied(&fifth);
    multiply(&mut seventh, &square);
    let mut result = Fq12::ONE;
    for (position, digit) in X.into_iter().enumerate() {
        if position != 0 {
            cyclotomic_square(&mut result);
        }
        let power = match digit.unsigned_abs() {
            0 => continue,
            1 => value,
            3 => &third,
            5 => &fifth,
            _ => &seventh,
        };
        if digit > 0 {
            multiply(&mut result, power);
        } else {
            // Dividing is multiplying the inverses.
            conjugate(&mut result);
            multiply(&mut result, power);
            conjugate(&mut result);
        }
    }
    result
}
