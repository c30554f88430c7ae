//! The base field of BN254, with multiplication shaped for WebAssembly.
//!
//! WebAssembly multiplies 64 by 64 bits to 64 bits only, so a Montgomery product over four 64-bit limbs spends most
//! of its instructions on emulating 128-bit products and carries. Here the operands are split into nine limbs of 29
//! bits: a whole column of partial products, and of the reduction, adds up in one 64-bit accumulator without a
//! carry, and every partial product costs one multiplication and one addition.
//!
//! Elements are stored as in arkworks (four 64-bit limbs, Montgomery form with R = 2^256), so its constants and its
//! code over towers and curves apply unchanged.

use ark_ff::{BigInt, FftField, Fp, Fp256, MontBackend, MontConfig, PrimeField};

/// Parameters of the base field.
pub struct FqConfig;

/// The field of integers modulo p = 21888242871839275222246405745257275088696311157297823662689037894645226208583.
pub type Fq = Fp256<MontBackend<FqConfig, 4>>;

/// The scalar field: integers modulo the order of the groups.
pub use ark_bn254::Fr;

/// The same element as a value of this module's type. Both types have the same Montgomery form.
pub const fn from_ark(element: ark_bn254::Fq) -> Fq {
    Fp::new_unchecked(element.0)
}

impl MontConfig<4> for FqConfig {
    const MODULUS: BigInt<4> = ark_bn254::Fq::MODULUS;
    const GENERATOR: Fq = from_ark(ark_bn254::Fq::GENERATOR);
    const TWO_ADIC_ROOT_OF_UNITY: Fq = from_ark(ark_bn254::Fq::TWO_ADIC_ROOT_OF_UNITY);

    #[inline(never)]
    fn mul_assign(a: &mut Fq, b: &Fq) {
        *a = reduce(product(&split(a), &split(b)));
    }

    #[inline(never)]
    fn square_in_place(a: &mut Fq) {
        let limbs = split(a);
        *a = reduce(product(&limbs, &limbs));
    }

    #[inline(never)]
    fn add_assign(a: &mut Fq, b: &Fq) {
        *a = below_twice_modulus(wide_add(a.0 .0, b.0 .0));
    }

    #[inline(never)]
    fn double_in_place(a: &mut Fq) {
        *a = below_twice_modulus(wide_add(a.0 .0, a.0 .0));
    }

    #[inline(never)]
    fn sub_assign(a: &mut Fq, b: &Fq) {
        let (difference, borrow) = wide_sub(a.0 .0, b.0 .0);
        a.0 .0 = if borrow { wide_add(difference, FqConfig::MODULUS.0) } else { difference };
    }

    fn sum_of_products<const M: usize>(a: &[Fq; M], b: &[Fq; M]) -> Fq {
        match (a.as_slice(), b.as_slice()) {
            ([a0, a1], [b0, b1]) => sum_of_two_products(a0, b0, a1, b1),
            _ => a.iter().zip(b).map(|(a, b)| *a * b).sum(),
        }
    }
}

/// a0·b0 + a1·b1 with a single reduction: the inner step of multiplication in the quadratic extension.
#[inline(never)]
fn sum_of_two_products(a0: &Fq, b0: &Fq, a1: &Fq, b1: &Fq) -> Fq {
    let first = product(&split(a0), &split(b0));
    let second = product(&split(a1), &split(b1));
    reduce(add(first, second))
}

/// (a0 + a1·u)(b0 + b1·u) with u² = −1, as \[a0·b0 − a1·b1, a0·b1 + a1·b0\]: three products (Karatsuba, on columns that
/// are not yet reduced) and two reductions.
#[inline(never)]
pub fn complex_product(a0: &Fq, a1: &Fq, b0: &Fq, b1: &Fq) -> [Fq; 2] {
    let (a0, a1, b0, b1) = (split(a0), split(a1), split(b0), split(b1));
    let first = product(&a0, &b0);
    let second = product(&a1, &b1);
    // Limbs of 30 bits: columns below 9·2^60 < 2^64. What is left of them after the subtraction is a0·b1 + a1·b0.
    let both = product(&add(a0, a1), &add(b0, b1));
    let imaginary = reduce(subtract(both, add(first, second)));
    // p² keeps the value positive; its columns may be negative.
    let real = reduce(add(subtract(first, second), P_SQUARED));
    [real, imaginary]
}

/// 9a − b: the coordinates of a product with ξ = 9 + u, without the reductions of its additions. The top bits tell
/// how many multiples k of p are in 9a − b + p, never one too many and at most one too few.
#[inline(always)]
pub fn nine_times_minus(a: &Fq, b: &Fq) -> Fq {
    const TOP: u64 = FqConfig::MODULUS.0[3] >> 4;
    const DIVISOR: i64 = (TOP + 1).cast_signed();
    let ([a0, a1, a2, a3], [_, _, _, b3]) = (a.0 .0, b.0 .0);
    // In units of 2^196, each rounded towards a smaller quotient: below 10·2^58, and at least −1.
    let numerator = (a3 >> 4).wrapping_mul(9).wrapping_sub(b3 >> 4).wrapping_add(TOP).wrapping_sub(1);
    let [k, ..] = numerator.cast_signed().wrapping_div(DIVISOR).to_le_bytes();
    let multiple = MULTIPLES.get(usize::from(k & 15)).copied().unwrap_or_default();
    let eight = [a0 << 3, (a1 << 3) | (a0 >> 61), (a2 << 3) | (a1 >> 61), (a3 << 3) | (a2 >> 61)];
    let (difference, _) = wide_sub(wide_add(eight, a.0 .0), b.0 .0);
    let (remainder, _) = wide_sub(difference, multiple);
    below_twice_modulus(remainder)
}

/// (k − 1)·p modulo 2^256 for k from 0.
#[allow(clippy::indexing_slicing, reason = "evaluated at compile time only")]
const MULTIPLES: [[u64; 4]; 16] = {
    let (mut multiple, _) = wide_sub([0; 4], FqConfig::MODULUS.0);
    let mut multiples = [[0; 4]; 16];
    let mut k = 0;
    while k < multiples.len() {
        multiples[k] = multiple;
        multiple = wide_add(multiple, FqConfig::MODULUS.0);
        k += 1;
    }
    multiples
};

/// Bits of a limb.
const BITS: u32 = 29;
/// Selects the bits of one limb.
const MASK: u64 = (1 << BITS) - 1;
/// Selects the 24 bits that the last step of the reduction clears: 8·29 + 24 = 256.
const LAST_MASK: u64 = (1 << 24) - 1;

/// Nine limbs of 29 bits, least significant first (the last has 24).
type Limbs = [u64; 9];

/// Sums of partial products, `columns[k]` of weight 2^(29k), in two's complement. One product adds less than 9·2^58 to
/// a column, so a sum of two, the reduction's own 9·2^58 and a carry stay within ±28·2^58, which is below 2^63.
type Columns = [u64; 17];

/// p in limbs.
const P: Limbs = split(&Fp::new_unchecked(FqConfig::MODULUS));
/// p² in columns.
const P_SQUARED: Columns = product(&P, &P);
/// −1/p modulo 2^29 (and so modulo 2^24).
const NEGATED_INVERSE: u64 = FqConfig::INV & MASK;

#[inline(always)]
const fn split(element: &Fq) -> Limbs {
    let [w0, w1, w2, w3] = element.0 .0;
    [
        w0 & MASK,
        (w0 >> 29) & MASK,
        ((w0 >> 58) | (w1 << 6)) & MASK,
        (w1 >> 23) & MASK,
        ((w1 >> 52) | (w2 << 12)) & MASK,
        (w2 >> 17) & MASK,
        ((w2 >> 46) | (w3 << 18)) & MASK,
        (w3 >> 11) & MASK,
        w3 >> 40,
    ]
}

/// a·b + … in wrapping arithmetic; the bound on columns says that nothing wraps.
macro_rules! dot {
    ($($a:ident $b:ident),+ $(,)?) => {
        0u64$(.wrapping_add($a.wrapping_mul($b)))+
    };
}

#[inline(always)]
const fn product(a: &Limbs, b: &Limbs) -> Columns {
    let [a0, a1, a2, a3, a4, a5, a6, a7, a8] = *a;
    let [b0, b1, b2, b3, b4, b5, b6, b7, b8] = *b;
    [
        dot!(a0 b0),
        dot!(a0 b1, a1 b0),
        dot!(a0 b2, a1 b1, a2 b0),
        dot!(a0 b3, a1 b2, a2 b1, a3 b0),
        dot!(a0 b4, a1 b3, a2 b2, a3 b1, a4 b0),
        dot!(a0 b5, a1 b4, a2 b3, a3 b2, a4 b1, a5 b0),
        dot!(a0 b6, a1 b5, a2 b4, a3 b3, a4 b2, a5 b1, a6 b0),
        dot!(a0 b7, a1 b6, a2 b5, a3 b4, a4 b3, a5 b2, a6 b1, a7 b0),
        dot!(a0 b8, a1 b7, a2 b6, a3 b5, a4 b4, a5 b3, a6 b2, a7 b1, a8 b0),
        dot!(a1 b8, a2 b7, a3 b6, a4 b5, a5 b4, a6 b3, a7 b2, a8 b1),
        dot!(a2 b8, a3 b7, a4 b6, a5 b5, a6 b4, a7 b3, a8 b2),
        dot!(a3 b8, a4 b7, a5 b6, a6 b5, a7 b4, a8 b3),
        dot!(a4 b8, a5 b7, a6 b6, a7 b5, a8 b4),
        dot!(a5 b8, a6 b7, a7 b6, a8 b5),
        dot!(a6 b8, a7 b7, a8 b6),
        dot!(a7 b8, a8 b7),
        dot!(a8 b8),
    ]
}

#[inline(always)]
fn add<const N: usize>(mut a: [u64; N], b: [u64; N]) -> [u64; N] {
    for (a, b) in a.iter_mut().zip(b) {
        *a = a.wrapping_add(b);
    }
    a
}

#[inline(always)]
fn subtract(mut a: Columns, b: Columns) -> Columns {
    for (a, b) in a.iter_mut().zip(b) {
        *a = a.wrapping_sub(b);
    }
    a
}

/// The columns' value / 2^256 modulo p, fully reduced: Montgomery's reduction, eight steps of 29 bits and one of 24.
/// Each step adds the multiple of p that clears the lowest column and carries the rest into the next. The value must
/// be neither negative nor 4·p² or more; the result before the final subtraction is then below p·(1 + 4p/2^256) < 2p.
#[inline(always)]
fn reduce(columns: Columns) -> Fq {
    let [c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16] = columns;
    let [p0, p1, p2, p3, p4, p5, p6, p7, p8] = P;

    let t = c0;
    let m0 = multiple(t) & MASK;
    let t = carry(t, dot!(m0 p0), c1, dot!(m0 p1));
    let m1 = multiple(t) & MASK;
    let t = carry(t, dot!(m1 p0), c2, dot!(m0 p2, m1 p1));
    let m2 = multiple(t) & MASK;
    let t = carry(t, dot!(m2 p0), c3, dot!(m0 p3, m1 p2, m2 p1));
    let m3 = multiple(t) & MASK;
    let t = carry(t, dot!(m3 p0), c4, dot!(m0 p4, m1 p3, m2 p2, m3 p1));
    let m4 = multiple(t) & MASK;
    let t = carry(t, dot!(m4 p0), c5, dot!(m0 p5, m1 p4, m2 p3, m3 p2, m4 p1));
    let m5 = multiple(t) & MASK;
    let t = carry(t, dot!(m5 p0), c6, dot!(m0 p6, m1 p5, m2 p4, m3 p3, m4 p2, m5 p1));
    let m6 = multiple(t) & MASK;
    let t = carry(t, dot!(m6 p0), c7, dot!(m0 p7, m1 p6, m2 p5, m3 p4, m4 p3, m5 p2, m6 p1));
    let m7 = multiple(t) & MASK;
    let t = carry(t, dot!(m7 p0), c8, dot!(m0 p8, m1 p7, m2 p6, m3 p5, m4 p4, m5 p3, m6 p2, m7 p1));
    let m8 = multiple(t) & LAST_MASK;

    // From here on nothing is cleared: the columns' digits are the result's.
    let t = t.wrapping_add(dot!(m8 p0));
    let r0 = (t & MASK) >> 24;
    let t = carry(t, 0, c9, dot!(m1 p8, m2 p7, m3 p6, m4 p5, m5 p4, m6 p3, m7 p2, m8 p1));
    let r1 = t & MASK;
    let t = carry(t, 0, c10, dot!(m2 p8, m3 p7, m4 p6, m5 p5, m6 p4, m7 p3, m8 p2));
    let r2 = t & MASK;
    let t = carry(t, 0, c11, dot!(m3 p8, m4 p7, m5 p6, m6 p5, m7 p4, m8 p3));
    let r3 = t & MASK;
    let t = carry(t, 0, c12, dot!(m4 p8, m5 p7, m6 p6, m7 p5, m8 p4));
    let r4 = t & MASK;
    let t = carry(t, 0, c13, dot!(m5 p8, m6 p7, m7 p6, m8 p5));
    let r5 = t & MASK;
    let t = carry(t, 0, c14, dot!(m6 p8, m7 p7, m8 p6));
    let r6 = t & MASK;
    let t = carry(t, 0, c15, dot!(m7 p8, m8 p7));
    let r7 = t & MASK;
    let t = carry(t, 0, c16, dot!(m8 p8));
    let r8 = t;

    // r0 has 5 bits, so the digits start at bits 0, 5, 34, 63, 92, 121, 150, 179 and 208.
    below_twice_modulus([
        r0 | (r1 << 5) | (r2 << 34) | (r3 << 63),
        (r3 >> 1) | (r4 << 28) | (r5 << 57),
        (r5 >> 7) | (r6 << 22) | (r7 << 51),
        (r7 >> 13) | (r8 << 16),
    ])
}

/// The multiple of p that clears the lowest limb of the accumulator, before masking.
#[inline(always)]
const fn multiple(accumulator: u64) -> u64 {
    accumulator.wrapping_mul(NEGATED_INVERSE)
}

/// The accumulator of the next column: what is above the limb that `cleared` completes, and that column's terms.
#[inline(always)]
const fn carry(accumulator: u64, cleared: u64, column: u64, multiples: u64) -> u64 {
    // An arithmetic shift, as the columns may be negative.
    let carried = accumulator.wrapping_add(cleared).cast_signed() >> BITS;
    carried.cast_unsigned().wrapping_add(column).wrapping_add(multiples)
}

/// The element of a value below 2p.
#[inline(always)]
fn below_twice_modulus(value: [u64; 4]) -> Fq {
    let [_, _, _, top] = value;
    let [_, _, _, modulus_top] = FqConfig::MODULUS.0;
    // The top limb alone decides in nearly every case that is already below p.
    if top >= modulus_top {
        let (difference, borrow) = wide_sub(value, FqConfig::MODULUS.0);
        if !borrow {
            return Fp::new_unchecked(BigInt(difference));
        }
    }
    Fp::new_unchecked(BigInt(value))
}

/// a + b modulo 2^256.
#[inline(always)]
const fn wide_add(a: [u64; 4], b: [u64; 4]) -> [u64; 4] {
    let [a0, a1, a2, a3] = a;
    let [b0, b1, b2, b3] = b;
    let (s0, carry) = a0.overflowing_add(b0);
    let (s1, carry) = add_with_carry(a1, b1, carry);
    let (s2, carry) = add_with_carry(a2, b2, carry);
    let s3 = a3.wrapping_add(b3).wrapping_add(carry as u64);
    [s0, s1, s2, s3]
}

/// a − b modulo 2^256, and whether b is greater.
#[inline(always)]
const fn wide_sub(a: [u64; 4], b: [u64; 4]) -> ([u64; 4], bool) {
    let [a0, a1, a2, a3] = a;
    let [b0, b1, b2, b3] = b;
    let (d0, borrow) = a0.overflowing_sub(b0);
    let (d1, borrow) = sub_with_borrow(a1, b1, borrow);
    let (d2, borrow) = sub_with_borrow(a2, b2, borrow);
    let (d3, borrow) = sub_with_borrow(a3, b3, borrow);
    ([d0, d1, d2, d3], borrow)
}

#[inline(always)]
pub(crate) const fn add_with_carry(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, first) = a.overflowing_add(b);
    let (sum, second) = sum.overflowing_add(carry as u64);
    (sum, first | second)
}

#[inline(always)]
pub(crate) const fn sub_with_borrow(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (difference, first) = a.overflowing_sub(b);
    let (difference, second) = difference.overflowing_sub(borrow as u64);
    (difference, first | second)
}
