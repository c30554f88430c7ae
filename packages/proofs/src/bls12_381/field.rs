//! The base field of BLS12-381, with multiplication shaped for WebAssembly as that of BN254 is ([`crate::field`]): limbs of
//! 28 bits, whose products add up in 64-bit accumulators without carries. What a verification multiplies here is little,
//! so the code is a loop over the limbs of one factor, and small.
//!
//! Elements are stored as in arkworks: six 64-bit limbs, Montgomery form with R = 2^384.

use ark_ff::{AdditiveGroup, BigInt, FftField, Field, Fp, Fp384, MontBackend, MontConfig, PrimeField};

use crate::field::{add_with_carry, sub_with_borrow};

/// Parameters of the base field.
pub struct FqConfig;

/// The field of integers modulo p, 381 bits.
pub type Fq = Fp384<MontBackend<FqConfig, 6>>;

/// The scalar field: integers modulo the order of the groups.
pub use ark_bls12_381::Fr;

/// The same element as a value of this module's type. Both types have the same Montgomery form.
pub const fn from_ark(element: ark_bls12_381::Fq) -> Fq {
    Fp::new_unchecked(element.0)
}

impl MontConfig<6> for FqConfig {
    const MODULUS: BigInt<6> = ark_bls12_381::Fq::MODULUS;
    const GENERATOR: Fq = from_ark(ark_bls12_381::Fq::GENERATOR);
    const TWO_ADIC_ROOT_OF_UNITY: Fq = from_ark(ark_bls12_381::Fq::TWO_ADIC_ROOT_OF_UNITY);

    /// Montgomery's product a·b / 2^384 modulo p, in fourteen steps of 28 bits. These divide by 2^392, so b comes times 2^8,
    /// which fits the limbs. A column gets two products of 28 bits in each step, so it stays below 28·2^56 and a carry, which is
    /// below 2^61. The result before the final subtraction is below p·(1 + 2^8·p/2^392) < 2p.
    #[inline(never)]
    fn mul_assign(a: &mut Fq, b: &Fq) {
        let [p0, p1, p2, p3, p4, p5, p6, p7, p8, p9, p10, p11, p12, p13] = P;
        let [b0, b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13] = times_256(&b.0 .0);
        let [mut t0, mut t1, mut t2, mut t3, mut t4, mut t5, mut t6] = [0u64; 7];
        let [mut t7, mut t8, mut t9, mut t10, mut t11, mut t12, mut t13] = [0u64; 7];
        for digit in split(&a.0 .0) {
            let cleared = sum(t0, digit, b0, 0, 0);
            let m = cleared.wrapping_mul(NEGATED_INVERSE) & MASK;
            let carry = sum(cleared, m, p0, 0, 0) >> 28;
            t0 = sum(t1, digit, b1, m, p1).wrapping_add(carry);
            t1 = sum(t2, digit, b2, m, p2);
            t2 = sum(t3, digit, b3, m, p3);
            t3 = sum(t4, digit, b4, m, p4);
            t4 = sum(t5, digit, b5, m, p5);
            t5 = sum(t6, digit, b6, m, p6);
            t6 = sum(t7, digit, b7, m, p7);
            t7 = sum(t8, digit, b8, m, p8);
            t8 = sum(t9, digit, b9, m, p9);
            t9 = sum(t10, digit, b10, m, p10);
            t10 = sum(t11, digit, b11, m, p11);
            t11 = sum(t12, digit, b12, m, p12);
            t12 = sum(t13, digit, b13, m, p13);
            t13 = 0;
        }
        let mut carry = 0u64;
        let digits = [t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13].map(|column| {
            let value = column.wrapping_add(carry);
            carry = value >> 28;
            value & MASK
        });
        let [d0, d1, d2, d3, d4, d5, d6, d7, d8, d9, d10, d11, d12, d13] = digits;
        *a = below_twice_modulus([
            d0 | (d1 << 28) | (d2 << 56),
            (d2 >> 8) | (d3 << 20) | (d4 << 48),
            (d4 >> 16) | (d5 << 12) | (d6 << 40),
            (d6 >> 24) | (d7 << 4) | (d8 << 32) | (d9 << 60),
            (d9 >> 4) | (d10 << 24) | (d11 << 52),
            (d11 >> 12) | (d12 << 16) | (d13 << 44),
        ]);
    }

    fn square_in_place(a: &mut Fq) {
        let b = *a;
        Self::mul_assign(a, &b);
    }

    #[inline(never)]
    fn add_assign(a: &mut Fq, b: &Fq) {
        // Below 2p, so below 2^384.
        *a = below_twice_modulus(wide_add(a.0 .0, b.0 .0));
    }

    fn double_in_place(a: &mut Fq) {
        let b = *a;
        Self::add_assign(a, &b);
    }

    #[inline(never)]
    fn sub_assign(a: &mut Fq, b: &Fq) {
        let (difference, borrow) = wide_sub(a.0 .0, b.0 .0);
        a.0 .0 = if borrow { wide_add(difference, FqConfig::MODULUS.0) } else { difference };
    }

    fn neg_in_place(a: &mut Fq) {
        let b = *a;
        *a = Fq::ZERO;
        Self::sub_assign(a, &b);
    }

    /// A power, whose code [`root`] needs too.
    fn inverse(a: &Fq) -> Option<Fq> {
        const MINUS_TWO: [u64; 6] = wide_sub(FqConfig::MODULUS.0, [2, 0, 0, 0, 0, 0]).0;
        (*a != Fq::ZERO).then(|| power(a, &MINUS_TWO))
    }

    fn into_bigint(a: Fq) -> BigInt<6> {
        // A product with R^-1 of what stands for R^-1·R.
        let mut integer = Fp::new_unchecked(BigInt([1, 0, 0, 0, 0, 0]));
        Self::mul_assign(&mut integer, &a);
        integer.0
    }

    fn sum_of_products<const M: usize>(a: &[Fq; M], b: &[Fq; M]) -> Fq {
        a.iter().zip(b).map(|(a, b)| *a * b).sum()
    }
}

/// A square root, if there is one; else a root of the element's negative, as p = 3 modulo 4.
pub fn root(a: &Fq) -> Fq {
    const QUARTER: [u64; 6] = shifted(wide_add(FqConfig::MODULUS.0, [1, 0, 0, 0, 0, 0]), 2);
    power(a, &QUARTER)
}

/// Whether it is greater than its negative, both as integers below p.
pub fn is_larger(a: &Fq) -> bool {
    const HALF: BigInt<6> = BigInt(shifted(FqConfig::MODULUS.0, 1));
    a.into_bigint() > HALF
}

#[inline(never)]
fn power(a: &Fq, exponent: &[u64; 6]) -> Fq {
    let mut power = Fq::ONE;
    for word in exponent.iter().rev() {
        for bit in (0..u64::BITS).rev() {
            power.square_in_place();
            if word.wrapping_shr(bit) & 1 == 1 {
                power *= a;
            }
        }
    }
    power
}

/// Selects the 28 bits of a limb.
const MASK: u64 = (1 << 28) - 1;
/// −1/p modulo 2^28.
const NEGATED_INVERSE: u64 = FqConfig::INV & MASK;

/// Fourteen limbs of 28 bits, least significant first: 392 bits.
type Limbs = [u64; 14];

/// p in limbs.
const P: Limbs = split(&FqConfig::MODULUS.0);

#[inline(always)]
const fn split(words: &[u64; 6]) -> Limbs {
    let [w0, w1, w2, w3, w4, w5] = *words;
    [
        w0 & MASK,
        (w0 >> 28) & MASK,
        ((w0 >> 56) | (w1 << 8)) & MASK,
        (w1 >> 20) & MASK,
        ((w1 >> 48) | (w2 << 16)) & MASK,
        (w2 >> 12) & MASK,
        ((w2 >> 40) | (w3 << 24)) & MASK,
        (w3 >> 4) & MASK,
        (w3 >> 32) & MASK,
        ((w3 >> 60) | (w4 << 4)) & MASK,
        (w4 >> 24) & MASK,
        ((w4 >> 52) | (w5 << 12)) & MASK,
        (w5 >> 16) & MASK,
        w5 >> 44,
    ]
}

/// An element times 2^8, in limbs.
#[inline(always)]
fn times_256(words: &[u64; 6]) -> Limbs {
    let [w0, w1, w2, w3, w4, w5] = *words;
    [
        (w0 << 8) & MASK,
        (w0 >> 20) & MASK,
        ((w0 >> 48) | (w1 << 16)) & MASK,
        (w1 >> 12) & MASK,
        ((w1 >> 40) | (w2 << 24)) & MASK,
        (w2 >> 4) & MASK,
        (w2 >> 32) & MASK,
        ((w2 >> 60) | (w3 << 4)) & MASK,
        (w3 >> 24) & MASK,
        ((w3 >> 52) | (w4 << 12)) & MASK,
        (w4 >> 16) & MASK,
        ((w4 >> 44) | (w5 << 20)) & MASK,
        (w5 >> 8) & MASK,
        w5 >> 36,
    ]
}

/// t + a·b + m·p; the bound on columns says that nothing wraps.
#[inline(always)]
const fn sum(t: u64, a: u64, b: u64, m: u64, p: u64) -> u64 {
    t.wrapping_add(a.wrapping_mul(b)).wrapping_add(m.wrapping_mul(p))
}

/// The element of a value below 2p.
#[inline(always)]
fn below_twice_modulus(value: [u64; 6]) -> Fq {
    let (difference, borrow) = wide_sub(value, FqConfig::MODULUS.0);
    Fp::new_unchecked(BigInt(if borrow { value } else { difference }))
}

/// a + b modulo 2^384.
#[inline(always)]
const fn wide_add(a: [u64; 6], b: [u64; 6]) -> [u64; 6] {
    let ([a0, a1, a2, a3, a4, a5], [b0, b1, b2, b3, b4, b5]) = (a, b);
    let (s0, carry) = a0.overflowing_add(b0);
    let (s1, carry) = add_with_carry(a1, b1, carry);
    let (s2, carry) = add_with_carry(a2, b2, carry);
    let (s3, carry) = add_with_carry(a3, b3, carry);
    let (s4, carry) = add_with_carry(a4, b4, carry);
    let (s5, _) = add_with_carry(a5, b5, carry);
    [s0, s1, s2, s3, s4, s5]
}

/// a − b modulo 2^384, and whether b is greater.
#[inline(always)]
const fn wide_sub(a: [u64; 6], b: [u64; 6]) -> ([u64; 6], bool) {
    let ([a0, a1, a2, a3, a4, a5], [b0, b1, b2, b3, b4, b5]) = (a, b);
    let (d0, borrow) = a0.overflowing_sub(b0);
    let (d1, borrow) = sub_with_borrow(a1, b1, borrow);
    let (d2, borrow) = sub_with_borrow(a2, b2, borrow);
    let (d3, borrow) = sub_with_borrow(a3, b3, borrow);
    let (d4, borrow) = sub_with_borrow(a4, b4, borrow);
    let (d5, borrow) = sub_with_borrow(a5, b5, borrow);
    ([d0, d1, d2, d3, d4, d5], borrow)
}

/// a / 2^bits, rounded down, for 0 < bits < 64.
const fn shifted(a: [u64; 6], bits: u32) -> [u64; 6] {
    let [a0, a1, a2, a3, a4, a5] = a;
    let up = u64::BITS.wrapping_sub(bits);
    [
        (a0 >> bits) | (a1 << up),
        (a1 >> bits) | (a2 << up),
        (a2 >> bits) | (a3 << up),
        (a3 >> bits) | (a4 << up),
        (a4 >> bits) | (a5 << up),
        a5 >> bits,
    ]
}
