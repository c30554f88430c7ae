//! The base field against arkworks' own: same representation, same results, at the edges and at random.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField, Zero};
use proofs::field::{complex_product, from_ark, nine_times_minus, Fq};

/// Elements whose limbs, in Montgomery form, are extreme, and a deterministic stream of others.
fn elements() -> Vec<ark_bn254::Fq> {
    let below_modulus = |limbs: [u64; 4]| {
        let value = BigInt::new(limbs);
        (value < ark_bn254::Fq::MODULUS).then(|| ark_bn254::Fq::new_unchecked(value))
    };
    let [p0, p1, p2, p3] = ark_bn254::Fq::MODULUS.0;
    let mut elements = Vec::new();
    let edges = [0, 1, (1 << 29) - 1, 1 << 29, 1 << 63, u64::MAX - 1, u64::MAX];
    for low in edges {
        for high in edges {
            elements.extend(below_modulus([low, high, low, p3]));
            elements.extend(below_modulus([low, high, high, p3 - 1]));
            elements.extend(below_modulus([high, low, high, high >> 3]));
        }
        elements.extend(below_modulus([p0.wrapping_sub(low), p1, p2, p3]));
        elements.extend(below_modulus([low, p1, p2, p3]));
    }
    let mut element = ark_bn254::Fq::from(3u64);
    for _ in 0..60 {
        element = element.square() + ark_bn254::Fq::from(7u64);
        elements.push(element);
    }
    elements
}

#[test]
fn arithmetic_agrees_with_arkworks() {
    let elements = elements();
    assert!(elements.len() > 100);
    for &a in &elements {
        let ours = from_ark(a);
        assert_eq!(from_ark(a.square()), ours.square(), "{a}²");
        assert_eq!(from_ark(a.double()), ours.double(), "2·{a}");
        assert_eq!(from_ark(-a), -ours, "−{a}");
        assert_eq!(a.into_bigint(), ours.into_bigint(), "{a} as an integer");
        assert_eq!(a.inverse().map(from_ark), ours.inverse(), "1/{a}");
        for &b in &elements {
            assert_eq!(from_ark(a * b), ours * from_ark(b), "{a}·{b}");
            assert_eq!(from_ark(a + b), ours + from_ark(b), "{a} + {b}");
            assert_eq!(from_ark(a - b), ours - from_ark(b), "{a} − {b}");
        }
    }
}

#[test]
fn sums_of_products_agree_with_arkworks() {
    let elements = elements();
    for pair in elements.windows(4).chain(core::iter::once(&[-ark_bn254::Fq::ONE; 4][..])) {
        let [a, b, c, d] = <[ark_bn254::Fq; 4]>::try_from(pair).unwrap();
        let ours = Fq::sum_of_products(&[from_ark(a), from_ark(b)], &[from_ark(c), from_ark(d)]);
        assert_eq!(from_ark(a * c + b * d), ours);
        let three = Fq::sum_of_products(&[a, b, c].map(from_ark), &[b, c, d].map(from_ark));
        assert_eq!(from_ark(a * b + b * c + c * d), three);
    }
}

#[test]
fn complex_products_agree_with_arkworks() {
    let elements = elements();
    let last = -ark_bn254::Fq::new_unchecked(BigInt::one());
    for pair in elements.windows(4).chain([&[last; 4][..], &[ark_bn254::Fq::ZERO, last, last, last][..]]) {
        let [a0, a1, b0, b1] = <[ark_bn254::Fq; 4]>::try_from(pair).unwrap();
        let expected = ark_bn254::Fq2::new(a0, a1) * ark_bn254::Fq2::new(b0, b1);
        let [a0, a1, b0, b1] = [a0, a1, b0, b1].map(from_ark);
        assert_eq!(complex_product(&a0, &a1, &b0, &b1), [expected.c0, expected.c1].map(from_ark));
    }
}

#[test]
fn nine_times_minus_agrees_with_arkworks() {
    let small = |i: u64| ark_bn254::Fq::new_unchecked(BigInt::from(i));
    let nine = ark_bn254::Fq::from(9u64);
    let mut elements = elements();
    // Elements whose ninefold, as an integer, is just above or below a multiple of the modulus.
    for i in 0..20 {
        elements.extend([small(i), -small(i), small(i) / nine, -small(i) / nine]);
    }
    for &a in &elements {
        for &b in &elements {
            assert_eq!(nine_times_minus(&from_ark(a), &from_ark(b)), from_ark(a * nine - b), "9·{a} − {b}");
        }
    }
}

#[test]
fn integers_from_the_modulus_on_are_refused() {
    let modulus = Fq::MODULUS;
    assert_eq!(Fq::from_bigint(modulus), None);
    assert_eq!(Fq::from_bigint(BigInt::new([u64::MAX; 4])), None);
    let [low, rest @ ..] = modulus.0;
    let last = BigInt::new([low - 1, rest[0], rest[1], rest[2]]);
    assert!((Fq::from_bigint(last).unwrap() + Fq::ONE).is_zero());
}
