//! Field elements as a contract stores them: the limbs of their Montgomery form, each 8 bytes little-endian, which cost
//! no arithmetic to read. Only bytes that [`Limbs`] wrote are read.

use alloc::vec::Vec;

use ark_ec::short_weierstrass::Affine;
use ark_ff::{BigInt, Fp, FpConfig, MontBackend, MontConfig};

use crate::curve::{G1Affine, TwistPoint};
use crate::tower::{Fq12, Fq2, Fq6};

/// Writes elements.
pub struct Limbs(Vec<u8>);

impl Limbs {
    pub fn with_capacity(bytes: usize) -> Self {
        Self(Vec::with_capacity(bytes))
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend(bytes);
    }

    pub fn element<C: FpConfig<N>, const N: usize>(&mut self, element: &Fp<C, N>) {
        for limb in element.0 .0 {
            self.bytes(&limb.to_le_bytes());
        }
    }

    fn fq2(&mut self, element: &Fq2) {
        self.element(&element.c0);
        self.element(&element.c1);
    }

    pub fn fq12(&mut self, element: &Fq12) {
        for half in [&element.c0, &element.c1] {
            for coefficient in [&half.c0, &half.c1, &half.c2] {
                self.fq2(coefficient);
            }
        }
    }

    pub fn twist(&mut self, point: &TwistPoint) {
        self.fq2(&point.x);
        self.fq2(&point.y);
    }

    pub fn g1(&mut self, point: &G1Affine) {
        self.element(&point.x);
        self.element(&point.y);
    }
}

/// Reads elements from the front; bytes that are missing count as zero, and the caller has checked the length.
pub struct Stored<'a>(&'a [u8]);

impl<'a> Stored<'a> {
    pub const fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    fn limb(&mut self) -> u64 {
        let (limb, rest) = self.0.split_first_chunk::<8>().unwrap_or((&[0; 8], &[]));
        self.0 = rest;
        u64::from_le_bytes(*limb)
    }

    pub fn element<C: MontConfig<N>, const N: usize>(&mut self) -> Fp<MontBackend<C, N>, N> {
        let mut limbs = [0; N];
        limbs.iter_mut().for_each(|limb| *limb = self.limb());
        Fp::new_unchecked(BigInt(limbs))
    }

    fn fq2(&mut self) -> Fq2 {
        Fq2::new(self.element(), self.element())
    }

    fn fq6(&mut self) -> Fq6 {
        Fq6::new(self.fq2(), self.fq2(), self.fq2())
    }

    pub fn fq12(&mut self) -> Fq12 {
        Fq12::new(self.fq6(), self.fq6())
    }

    pub fn twist(&mut self) -> TwistPoint {
        TwistPoint { x: self.fq2(), y: self.fq2() }
    }

    pub fn g1(&mut self) -> G1Affine {
        Affine::new_unchecked(self.element(), self.element())
    }
}
