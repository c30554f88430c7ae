//! Constants of the verifying keys that are built in, computed by the build script.

use ark_ec::short_weierstrass::Affine;
use ark_ff::{BigInt, Fp};

use crate::comb::Comb;
use crate::curve::{G1Affine, TwistPoint};
use crate::field::Fq;
use crate::pairing::{Line, Lines};
use crate::tower::{Fq12, Fq2, Fq6};

const fn fq(limbs: [u64; 4]) -> Fq {
    Fp::new_unchecked(BigInt(limbs))
}

const fn g1(x: [u64; 4], y: [u64; 4]) -> G1Affine {
    Affine::new_unchecked(fq(x), fq(y))
}

const fn fq2(c0: [u64; 4], c1: [u64; 4]) -> Fq2 {
    Fq2::new(fq(c0), fq(c1))
}

const fn twist(x: Fq2, y: Fq2) -> TwistPoint {
    TwistPoint { x, y }
}

/// What a verification under a version of SP1's key uses.
pub struct Sp1Key {
    pub alpha_beta: Fq12,
    pub delta: TwistPoint,
    /// IC₀, with the public inputs that are the version's own.
    pub constant: G1Affine,
    /// The program's input point.
    pub program: Comb,
    /// The input point of the public values' digest.
    pub values: Comb,
    /// The nonce's input point, from 6.0 on.
    pub nonce: Option<G1Affine>,
}

include!(concat!(env!("OUT_DIR"), "/constants.rs"));
