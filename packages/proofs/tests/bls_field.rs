//! The base field of BLS12-381 against arkworks' own: same representation, same results, at the edges and at random.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

use ark_ff::{AdditiveGroup, BigInt, Field, PrimeField, Zero};
use proofs::bls12_381::field::{from_ark, is_larger, root, Fq};

/// Elements whose limbs, in Montgomery form, are extreme, and a deterministic stream of others.
fn elements() -> Vec<ark_bls12_381::Fq> {
    let below_modulus = |limbs: [u64; 6]| {
        let value = BigInt::new(limbs);
        (value < ark_bls12_381::Fq::MODULUS).then(|| ark_bls12_381::Fq::new_unchecked(value))
    };
    let [p0, p1, p2, p3, p4, p5] = ark_bls12_381::Fq::MODULUS.0;
    let mut elements = Vec::new();
    let edges = [0, 1, (1 << 28) - 1, 1 << 28, 1 << 63, u64::MAX - 1, u64::MAX];
    for low in edges {
        for high in edges {
            elements.extend(below_modulus([low, high, low, high, low, p5]));
            elements.extend(below_modulus([low, high, high, high, p4, p5 - 1]));
            elements.extend(below_modulus([high, low, high, low, high, high >> 4]));
        }
        elements.extend(below_modulus([p0.wrapping_sub(low), p1, p2, p3, p4, p5]));
        elements.extend(below_modulus([low, p1, p2, p3, p4, p5]));
    }
    let mut element = ark_bls12_381::Fq::from(3u64);
    for _ in 0..60 {
        element = element.square() + ark_bls12_381::Fq::from(7u64);
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
            let ours = Fq::sum_of_products(&[ours, from_ark(b)], &[from_ark(b), from_ark(b)]);
            assert_eq!(from_ark(a * b + b * b), ours, "{a}·{b} + {b}²");
        }
    }
}

#[test]
fn roots_and_signs_agree_with_arkworks() {
    let (mut roots, mut none) = (0, 0);
    for a in elements() {
        let found = root(&from_ark(a));
        match a.sqrt() {
            Some(expected) => {
                assert!([from_ark(expected), from_ark(-expected)].contains(&found), "√{a}");
                roots += 1;
            }
            None => {
                assert_eq!(found.square(), from_ark(-a), "√−{a}");
                none += 1;
            }
        }
        assert_eq!(is_larger(&from_ark(a)), a.into_bigint() > (-a).into_bigint(), "{a}");
    }
    assert!(roots > 50 && none > 50, "{roots} and {none}");
}

#[test]
fn integers_from_the_modulus_on_are_refused() {
    let modulus = Fq::MODULUS;
    assert_eq!(Fq::from_bigint(modulus), None);
    assert_eq!(Fq::from_bigint(BigInt::new([u64::MAX; 6])), None);
    let [low, rest @ ..] = modulus.0;
    let last = BigInt::new([low - 1, rest[0], rest[1], rest[2], rest[3], rest[4]]);
    assert!((Fq::from_bigint(last).unwrap() + Fq::ONE).is_zero());
}
