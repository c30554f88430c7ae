//! Elements that no honest proof has, put into real receipts: each is refused, by its name.

#![allow(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a panic is a failed test"
)]

mod common;

use ark_bn254::{Fq, Fq2, G1Affine, G2Affine};
use ark_ec::{AffineRepr, CurveConfig, CurveGroup, PrimeGroup};
use ark_ff::{BigInteger, PrimeField};
use common::{receipts, Receipt};
use proofs::groth16::{PreparedKey, VerifyingKey, KEY_FIXED_BYTES, MAX_INPUTS, STORED_FIXED_BYTES};
use proofs::risc0::{Accepted, SEAL_BYTES, VERIFYING_KEY, VERSIONS};
use proofs::ProofError;
use sha2::{Digest, Sha256};

/// Where a proof's elements start in a seal.
const A: usize = 4;
const B: usize = A + 64;
const C: usize = B + 128;
/// The coordinates of a proof, in their order.
const COORDINATES: [&str; 8] = ["A.x", "A.y", "B.x.c1", "B.x.c0", "B.y.c1", "B.y.c0", "C.x", "C.y"];

/// The small prime factors of the twist's cofactor.
const COFACTOR_PRIMES: [u64; 2] = [10069, 5_864_401];

fn g1(point: G1Affine) -> Vec<u8> {
    let (x, y) = point.xy().unwrap();
    [x, y].map(|c| c.into_bigint().to_bytes_be()).concat()
}

fn g2(point: G2Affine) -> Vec<u8> {
    let (x, y) = point.xy().unwrap();
    [x.c1, x.c0, y.c1, y.c0].map(|c| c.into_bigint().to_bytes_be()).concat()
}

/// Points of the twist, most of them outside the subgroup: the first ones by their x coordinate.
fn twist_points(count: usize) -> Vec<G2Affine> {
    (1u64..)
        .filter_map(|i| {
            G2Affine::get_point_from_x_unchecked(Fq2::new(i.into(), (i * i + 1).into()), i % 2 == 0)
        })
        .take(count)
        .collect()
}

/// A point whose order is one small prime factor of the cofactor.
fn small_order(prime: u64) -> G2Affine {
    let rest = divide(ark_bn254::g2::Config::COFACTOR, prime);
    let order = ark_bn254::Fr::MODULUS;
    twist_points(20)
        .into_iter()
        .map(|point| point.mul_bigint(order).mul_bigint(&rest).into_affine())
        .find(|point| !point.is_zero())
        .unwrap()
}

/// An exact quotient of a little-endian integer.
fn divide(limbs: &[u64], divisor: u64) -> Vec<u64> {
    let mut quotient = limbs.to_vec();
    let mut rest = 0u128;
    for limb in quotient.iter_mut().rev() {
        let value = rest << 64 | u128::from(*limb);
        *limb = u64::try_from(value / u128::from(divisor)).unwrap();
        rest = value % u128::from(divisor);
    }
    assert_eq!(rest, 0);
    quotient
}

fn with(receipt: &Receipt, at: usize, bytes: &[u8]) -> Receipt {
    let mut changed = receipt.clone();
    changed.seal[at..at + bytes.len()].copy_from_slice(bytes);
    changed
}

#[test]
fn coordinates_plus_the_modulus_are_refused() {
    for receipt in receipts() {
        for (position, element) in COORDINATES.into_iter().enumerate() {
            let at = A + 32 * position;
            let mut carry = 0u16;
            let modulus = ark_bn254::Fq::MODULUS.to_bytes_be();
            let mut sum = receipt.seal[at..at + 32].to_vec();
            for (byte, m) in sum.iter_mut().zip(&modulus).rev() {
                carry += u16::from(*byte) + u16::from(*m);
                [_, *byte] = carry.to_be_bytes();
                carry >>= 8;
            }
            assert_eq!(carry, 0, "twice the modulus fits 32 bytes");
            let changed = with(&receipt, at, &sum);
            assert_eq!(changed.verify(), Err(ProofError::NonCanonical { element }));
            let changed = with(&receipt, at, &[0xff; 32]);
            assert_eq!(changed.verify(), Err(ProofError::NonCanonical { element }));
        }
    }
}

#[test]
fn infinity_is_refused() {
    for receipt in receipts() {
        for (at, length, point) in [(A, 64, "A"), (B, 128, "B"), (C, 64, "C")] {
            let changed = with(&receipt, at, &vec![0; length]);
            assert_eq!(changed.verify(), Err(ProofError::Infinity { point }));
        }
    }
}

#[test]
fn points_off_the_curve_are_refused() {
    for receipt in receipts() {
        for (at, length, point) in [(A, 64, "A"), (B, 128, "B"), (C, 64, "C")] {
            // y + 1 and a point of the other coordinates' choosing.
            let mut changed = receipt.clone();
            changed.seal[at + length - 1] ^= 1;
            assert_eq!(changed.verify(), Err(ProofError::NotOnCurve { point }));
            let mut small = vec![0; length];
            small[length - 1] = 1;
            assert_eq!(with(&receipt, at, &small).verify(), Err(ProofError::NotOnCurve { point }));
        }
    }
}

#[test]
fn twist_points_outside_the_subgroup_are_refused() {
    let outside = Err(ProofError::NotInSubgroup { point: "B" });
    let points = twist_points(12);
    let small = COFACTOR_PRIMES.map(small_order);
    for receipt in receipts().iter().take(2) {
        for point in &points {
            assert!(!point.is_in_correct_subgroup_assuming_on_curve());
            assert_eq!(with(receipt, B, &g2(*point)).verify(), outside);
        }
        for point in small {
            assert_eq!(with(receipt, B, &g2(point)).verify(), outside, "a point of small order");
            let mixed = (G2Affine::generator() + point).into_affine();
            assert_eq!(
                with(receipt, B, &g2(mixed)).verify(),
                outside,
                "a point of G2 plus one of small order"
            );
        }
    }
}

#[test]
fn points_of_the_groups_pass_every_check_but_the_equation() {
    for receipt in receipts().iter().take(1) {
        for k in 1u64..20 {
            let changed =
                with(receipt, B, &g2((G2Affine::generator() * ark_bn254::Fr::from(k)).into_affine()));
            assert_eq!(changed.verify(), Err(ProofError::PairingFailed), "B = {k}·G");
            let point = g1((ark_bn254::G1Projective::generator() * ark_bn254::Fr::from(k)).into_affine());
            assert_eq!(with(receipt, A, &point).verify(), Err(ProofError::PairingFailed), "A = {k}·G");
            assert_eq!(with(receipt, C, &point).verify(), Err(ProofError::PairingFailed), "C = {k}·G");
        }
    }
}

#[test]
fn negated_points_are_refused_unless_both_sides_are() {
    for receipt in receipts() {
        let negated = |at: usize| {
            let y = ark_bn254::Fq::from_be_bytes_mod_order(&receipt.seal[at + 32..at + 64]);
            (at + 32, (-y).into_bigint().to_bytes_be())
        };
        let (at, y) = negated(A);
        assert_eq!(with(&receipt, at, &y).verify(), Err(ProofError::PairingFailed), "−A");
        let (at, y) = negated(C);
        assert_eq!(with(&receipt, at, &y).verify(), Err(ProofError::PairingFailed), "−C");
        // Groth16 proofs are malleable: (−A, −B, C) proves the same statement. No method may take a seal's bytes for
        // a unique name of a proof.
        let (at_a, a_y) = negated(A);
        let mut both = with(&receipt, at_a, &a_y);
        for at in [B + 64, B + 96] {
            let y = ark_bn254::Fq::from_be_bytes_mod_order(&receipt.seal[at..at + 32]);
            both = with(&both, at, &(-y).into_bigint().to_bytes_be());
        }
        assert_eq!(both.verify(), Ok(()), "(−A, −B, C)");
    }
}

#[test]
fn keys_outside_the_subgroup_are_refused_by_name() {
    let outside = g2(twist_points(1)[0]);
    for (position, point) in ["beta", "gamma", "delta"].into_iter().enumerate() {
        let mut key = VERIFYING_KEY.to_vec();
        let at = 64 + 128 * position;
        key[at..at + 128].copy_from_slice(&outside);
        let key = VerifyingKey::from_bytes(&key).unwrap();
        assert_eq!(PreparedKey::prepare(&key), Err(ProofError::NotInSubgroup { point }));
    }
}

#[test]
fn keys_of_another_length_are_refused() {
    let most = MAX_INPUTS + 1;
    let too_many = KEY_FIXED_BYTES + 64 * (most + 1);
    for got in
        [0, 63, KEY_FIXED_BYTES - 1, KEY_FIXED_BYTES, KEY_FIXED_BYTES + 63, KEY_FIXED_BYTES + 65, too_many]
    {
        let refused = ProofError::KeyLength { fixed: KEY_FIXED_BYTES, point: 64, most, got };
        assert_eq!(VerifyingKey::from_bytes(&vec![0; got]), Err(refused));
    }
    for got in [0, STORED_FIXED_BYTES, STORED_FIXED_BYTES + 63, STORED_FIXED_BYTES + 64 * (most + 1)] {
        let refused = ProofError::KeyLength { fixed: STORED_FIXED_BYTES, point: 64, most, got };
        assert_eq!(PreparedKey::from_stored(&vec![0; got]), Err(refused));
    }
}

/// With γ or δ at infinity its pairing is 1 whatever the inputs or C: anybody could prove anything.
#[test]
fn a_key_with_any_point_at_infinity_is_refused_by_name() {
    let points =
        [(0, 64, "alpha"), (64, 128, "beta"), (192, 128, "gamma"), (320, 128, "delta"), (448, 64, "IC")];
    for (at, length, point) in points {
        let mut key = VERIFYING_KEY.to_vec();
        key[at..at + length].fill(0);
        assert_eq!(VerifyingKey::from_bytes(&key), Err(ProofError::Infinity { point }));
    }
    let mut key = VERIFYING_KEY.to_vec();
    let last = key.len() - 64;
    key[last..].fill(0);
    assert_eq!(VerifyingKey::from_bytes(&key), Err(ProofError::Infinity { point: "IC" }));
}

/// snarkjs writes γ = δ until somebody contributes: then A = α, B = β and the right C prove anything. The same where β is one
/// of them, and with a sign.
#[test]
fn a_key_with_two_equal_points_is_refused_by_name() {
    let places = [(64, "beta"), (192, "gamma"), (320, "delta")];
    for (i, (from, first)) in places.into_iter().enumerate() {
        for (to, second) in places.into_iter().skip(i + 1) {
            for negative in [false, true] {
                let mut key = VERIFYING_KEY.to_vec();
                let mut point = key[from..from + 128].to_vec();
                if negative {
                    for at in [64, 96] {
                        let y = Fq::from_be_bytes_mod_order(&point[at..at + 32]);
                        point[at..at + 32].copy_from_slice(&(-y).into_bigint().to_bytes_be());
                    }
                }
                key[to..to + 128].copy_from_slice(&point);
                let refused = ProofError::KeyPointsEqual { point: first, other: second };
                assert_eq!(VerifyingKey::from_bytes(&key), Err(refused), "negative: {negative}");
            }
        }
    }
}

#[test]
fn a_key_with_any_byte_flipped_is_off_its_curve() {
    for position in 0..VERIFYING_KEY.len() {
        let mut key = VERIFYING_KEY.to_vec();
        key[position] ^= 1 << (position % 8);
        let refused = VerifyingKey::from_bytes(&key).unwrap_err();
        assert!(
            matches!(refused, ProofError::NotOnCurve { .. } | ProofError::NonCanonical { .. }),
            "byte {position}: {refused}"
        );
    }
}

#[test]
fn arbitrary_bytes_are_refused_without_a_panic() {
    let stream = |seed: u32| {
        (0u32..12).flat_map(move |i| Sha256::digest([seed.to_le_bytes(), i.to_le_bytes()].concat()))
    };
    for seed in 0..300 {
        let mut seal: Vec<u8> = stream(seed).take(SEAL_BYTES).collect();
        let version = VERSIONS[usize::try_from(seed).unwrap() % VERSIONS.len()];
        seal[..4].copy_from_slice(&version.selector);
        // Every other seal has coordinates small enough to be canonical.
        if seed % 2 == 0 {
            for coordinate in seal[4..].chunks_mut(32) {
                coordinate[0] &= 0x1f;
            }
        }
        assert!(proofs::risc0::verify(Accepted::ALL, &seal, &[1; 32], &[2; 32]).is_err());
        assert!(VerifyingKey::from_bytes(&stream(seed).cycle().take(512).collect::<Vec<u8>>()).is_err());
    }
}
