//! Arithmetic of the target field Fq12, for the Miller loop and the final exponentiation.
//!
//! The formulas are the usual ones (Karatsuba on each level); what differs from arkworks' is that no value larger than
//! an element of Fq2 is ever moved. In a contract's WebAssembly a larger move becomes a loop over bytes, which for an
//! element of Fq12 costs more gas than eight multiplications in Fq.

#![allow(clippy::arithmetic_side_effects, reason = "operators of fields and their extensions are total")]

use ark_ff::{AdditiveGroup, Field, Fp6Config};

use crate::tower::{multiply2, Fq12, Fq2, Fq6, Fq6Config};

/// value² = (a + b·w)² = (a + b)(a + v·b) − ab − v·ab + 2ab·w.
#[inline(never)]
pub fn square(value: &mut Fq12) {
    let (a, b) = (&value.c0, &value.c1);
    let ab = multiply6(a, b);
    let sum = add6(a, b);
    let twisted = Fq6::new(a.c0 + times_xi(b.c2), a.c1 + b.c0, a.c2 + b.c1);
    let product = multiply6(&sum, &twisted);
    value.c0.c0 = product.c0 - ab.c0 - times_xi(ab.c2);
    value.c0.c1 = product.c1 - ab.c1 - ab.c0;
    value.c0.c2 = product.c2 - ab.c2 - ab.c1;
    value.c1.c0 = ab.c0.double();
    value.c1.c1 = ab.c1.double();
    value.c1.c2 = ab.c2.double();
}

/// value·factor = (a + b·w)(c + d·w) = ac + v·bd + ((a + b)(c + d) − ac − bd)·w.
#[inline(never)]
pub fn multiply(value: &mut Fq12, factor: &Fq12) {
    let ac = multiply6(&value.c0, &factor.c0);
    let bd = multiply6(&value.c1, &factor.c1);
    let product = multiply6(&add6(&value.c0, &value.c1), &add6(&factor.c0, &factor.c1));
    combine(value, &ac, &bd, &product);
}

/// value·(c0 + (c1 + c2·v)·w).
#[inline(never)]
pub fn multiply_by_034(value: &mut Fq12, c0: &Fq2, c1: &Fq2, c2: &Fq2) {
    let ac = Fq6::new(multiply2(&value.c0.c0, c0), multiply2(&value.c0.c1, c0), multiply2(&value.c0.c2, c0));
    let bd = multiply6_by_01(&value.c1, c1, c2);
    let product = multiply6_by_01(&add6(&value.c0, &value.c1), &(*c0 + c1), c2);
    combine(value, &ac, &bd, &product);
}

/// value·(1 + (c1 + c2·v)·w) = (a + v·b·l) + (b + a·l)·w with l = c1 + c2·v.
#[inline(never)]
pub fn multiply_by_134(value: &mut Fq12, c1: &Fq2, c2: &Fq2) {
    let al = multiply6_by_01(&value.c0, c1, c2);
    let bl = multiply6_by_01(&value.c1, c1, c2);
    value.c0.c0 += times_xi(bl.c2);
    value.c0.c1 += bl.c0;
    value.c0.c2 += bl.c1;
    value.c1.c0 += al.c0;
    value.c1.c1 += al.c1;
    value.c1.c2 += al.c2;
}

/// value², for a value of the cyclotomic subgroup: three squares in Fq4 (Granger and Scott,
/// <https://eprint.iacr.org/2009/565>, § 3.2).
#[inline(never)]
pub fn cyclotomic_square(value: &mut Fq12) {
    let [a0, a1] = square4(&value.c0.c0, &value.c1.c1);
    let [b0, b1] = square4(&value.c1.c0, &value.c0.c2);
    let [c0, c1] = square4(&value.c0.c1, &value.c1.c2);
    thrice_minus_twice(&mut value.c0.c0, &a0);
    thrice_plus_twice(&mut value.c1.c1, &a1);
    thrice_minus_twice(&mut value.c0.c1, &b0);
    thrice_plus_twice(&mut value.c1.c2, &b1);
    thrice_minus_twice(&mut value.c0.c2, &c0);
    thrice_plus_twice(&mut value.c1.c0, &times_xi(c1));
}

/// 1/value, none of zero: (a − b·w)/(a² − v·b²), and 1/(a + b·v + c·v²) is A + B·v + C·v² over a·A + ξ·(c·B + b·C), with
/// A = a² − ξ·bc, B = ξ·c² − ab, C = b² − ac.
#[inline(never)]
pub fn inverse(value: &Fq12) -> Option<Fq12> {
    let (a, b) = (multiply6(&value.c0, &value.c0), multiply6(&value.c1, &value.c1));
    let (a, b, c) = (a.c0 - times_xi(b.c2), a.c1 - b.c0, a.c2 - b.c1);
    let first = multiply2(&a, &a) - times_xi(multiply2(&b, &c));
    let second = times_xi(multiply2(&c, &c)) - multiply2(&a, &b);
    let third = multiply2(&b, &b) - multiply2(&a, &c);
    let norm = multiply2(&a, &first) + times_xi(multiply2(&c, &second) + multiply2(&b, &third));
    let over = norm.inverse()?;
    let inverse = Fq6::new(multiply2(&first, &over), multiply2(&second, &over), multiply2(&third, &over));
    let mut inverse = Fq12::new(multiply6(&value.c0, &inverse), multiply6(&value.c1, &inverse));
    conjugate(&mut inverse);
    Some(inverse)
}

/// The conjugate over Fq6: the inverse, for a value of the cyclotomic subgroup.
pub fn conjugate(value: &mut Fq12) {
    for coefficient in [&mut value.c1.c0, &mut value.c1.c1, &mut value.c1.c2] {
        coefficient.neg_in_place();
    }
}

/// value^(p^power).
#[inline(never)]
pub fn frobenius(value: &mut Fq12, power: usize) {
    value.frobenius_map_in_place(power);
}

/// The same value, copied by coefficients.
#[inline(always)]
pub fn copied(value: &Fq12) -> Fq12 {
    Fq12::new(
        Fq6::new(value.c0.c0, value.c0.c1, value.c0.c2),
        Fq6::new(value.c1.c0, value.c1.c1, value.c1.c2),
    )
}

/// The last step of Karatsuba's multiplication: ac + v·bd + (product − ac − bd)·w.
#[inline(always)]
fn combine(value: &mut Fq12, ac: &Fq6, bd: &Fq6, product: &Fq6) {
    value.c0.c0 = ac.c0 + times_xi(bd.c2);
    value.c0.c1 = ac.c1 + bd.c0;
    value.c0.c2 = ac.c2 + bd.c1;
    value.c1.c0 = product.c0 - ac.c0 - bd.c0;
    value.c1.c1 = product.c1 - ac.c1 - bd.c1;
    value.c1.c2 = product.c2 - ac.c2 - bd.c2;
}

#[inline(always)]
fn add6(a: &Fq6, b: &Fq6) -> Fq6 {
    Fq6::new(a.c0 + b.c0, a.c1 + b.c1, a.c2 + b.c2)
}

#[inline(never)]
fn multiply6(a: &Fq6, b: &Fq6) -> Fq6 {
    let v0 = multiply2(&a.c0, &b.c0);
    let v1 = multiply2(&a.c1, &b.c1);
    let v2 = multiply2(&a.c2, &b.c2);
    Fq6::new(
        v0 + times_xi(multiply2(&(a.c1 + a.c2), &(b.c1 + b.c2)) - v1 - v2),
        multiply2(&(a.c0 + a.c1), &(b.c0 + b.c1)) - v0 - v1 + times_xi(v2),
        multiply2(&(a.c0 + a.c2), &(b.c0 + b.c2)) - v0 - v2 + v1,
    )
}

/// a·(c0 + c1·v).
#[inline(never)]
fn multiply6_by_01(a: &Fq6, c0: &Fq2, c1: &Fq2) -> Fq6 {
    let v0 = multiply2(&a.c0, c0);
    let v1 = multiply2(&a.c1, c1);
    Fq6::new(
        v0 + times_xi(multiply2(&a.c2, c1)),
        multiply2(&(a.c0 + a.c1), &(*c0 + c1)) - v0 - v1,
        multiply2(&a.c2, c0) + v1,
    )
}

/// The square of a + b·s in Fq2\[s\]/(s² − ξ): (a² + ξ·b², 2ab), with a² + ξ·b² = (a + b)(a + ξ·b) − ab − ξ·ab.
#[inline(never)]
fn square4(a: &Fq2, b: &Fq2) -> [Fq2; 2] {
    let ab = multiply2(a, b);
    let product = multiply2(&(*a + b), &(*a + times_xi(*b)));
    [product - ab - times_xi(ab), ab.double()]
}

/// 3·squared − 2·value.
#[inline(always)]
fn thrice_minus_twice(value: &mut Fq2, squared: &Fq2) {
    let difference = *squared - *value;
    *value = difference.double() + squared;
}

/// 3·squared + 2·value.
#[inline(always)]
fn thrice_plus_twice(value: &mut Fq2, squared: &Fq2) {
    let sum = *squared + *value;
    *value = sum.double() + squared;
}

fn times_xi(element: Fq2) -> Fq2 {
    Fq6Config::mul_fp2_by_nonresidue(element)
}
