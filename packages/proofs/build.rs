//! Computes what a verification under RISC Zero's key would otherwise compute for every proof: e(α, β), the lines of γ
//! and δ, each version's sum of its own public inputs, and the combs of the claim's two input points. Uses arkworks'
//! own pairing, so that the tests' comparison with the crate's is one of two implementations.

#![allow(clippy::arithmetic_side_effects, reason = "runs at build time only, on the repository's own data")]

use std::error::Error;
use std::fmt::Write as _;
use std::{env, fs, path::Path};

use ark_bn254::{Bn254, Fq, Fq12, Fq2, Fr, G1Affine, G1Projective, G2Affine};
use ark_ec::bn::G2Prepared;
use ark_ec::pairing::Pairing;
use ark_ec::{AdditiveGroup, AffineRepr, CurveGroup};
use ark_ff::{BigInteger, Field, PrimeField};

#[allow(dead_code, reason = "the crate uses every field; the constants need only some")]
#[path = "src/versions.rs"]
mod versions;

const KEY: &str = "keys/risc0_groth16.txt";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={KEY}");
    println!("cargo::rerun-if-changed=src/versions.rs");
    let mut words = Words::read(&fs::read_to_string(KEY)?)?;
    let bytes = words.bytes.concat();
    let (alpha, beta, gamma, delta) = (words.g1()?, words.g2()?, words.g2()?, words.g2()?);
    let inputs = [words.g1()?, words.g1()?, words.g1()?, words.g1()?, words.g1()?, words.g1()?];
    let [constant, root_low, root_high, claim_low, claim_high, control_id] = inputs;

    let mut out = String::new();
    writeln!(out, "/// The encoded key.\npub static VERIFYING_KEY: [u8; {}] = {bytes:?};", bytes.len())?;
    writeln!(out, "/// e(α, β).\npub static ALPHA_BETA: Fq12 = {};", fq12(&Bn254::pairing(alpha, beta).0))?;
    writeln!(out, "/// Lines of γ.\npub static GAMMA: Lines = [{}];", lines(gamma)?)?;
    writeln!(out, "/// Lines of δ.\npub static DELTA: Lines = [{}];", lines(delta)?)?;
    writeln!(out, "/// For each version its IC₀ + root.low·IC₁ + root.high·IC₂ + id·IC₅.")?;
    writeln!(out, "pub static VERSION_SUMS: [G1Affine; {}] = [", versions::VERSIONS.len())?;
    for version in versions::VERSIONS {
        // Digests are read as little-endian integers; the control id is written as a big-endian one.
        let (low, high) = version.control_root.split_at(16);
        let scalars = [Fr::from_le_bytes_mod_order(low), Fr::from_le_bytes_mod_order(high)];
        let id = Fr::from_be_bytes_mod_order(&version.bn254_control_id);
        let sum = root_low * scalars[0] + root_high * scalars[1] + control_id * id + constant;
        writeln!(out, "    {},", g1(&sum.into_affine())?)?;
    }
    writeln!(out, "];")?;
    writeln!(out, "/// Comb of IC₃.\npub static CLAIM_LOW: Comb = [{}];", comb(claim_low)?)?;
    writeln!(out, "/// Comb of IC₄.\npub static CLAIM_HIGH: Comb = [{}];", comb(claim_high)?)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("risc0_key.rs"), out)?;
    Ok(())
}

/// The key's 32-byte words, taken from the front.
struct Words {
    bytes: Vec<[u8; 32]>,
    next: usize,
}

impl Words {
    /// Reads lines of 64 hexadecimal digits and a label; `#` starts a comment.
    fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let mut bytes = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let digits = line.split_whitespace().next().ok_or("empty line in the key")?;
            let mut word = [0; 32];
            if digits.len() != 64 {
                return Err(format!("expected 64 digits, got {digits}").into());
            }
            for (i, byte) in word.iter_mut().enumerate() {
                *byte = u8::from_str_radix(digits.get(2 * i..2 * i + 2).ok_or("not ASCII")?, 16)?;
            }
            bytes.push(word);
        }
        Ok(Self { bytes, next: 0 })
    }

    fn fq(&mut self) -> Result<Fq, Box<dyn Error>> {
        let word = self.bytes.get(self.next).ok_or("the key is too short")?;
        self.next += 1;
        let element = Fq::from_be_bytes_mod_order(word);
        if element.into_bigint().to_bytes_be() != word {
            return Err("the key has a coordinate that is not below the modulus".into());
        }
        Ok(element)
    }

    fn g1(&mut self) -> Result<G1Affine, Box<dyn Error>> {
        let point = G1Affine::new_unchecked(self.fq()?, self.fq()?);
        if point.is_on_curve() {
            Ok(point)
        } else {
            Err("the key has a point off the curve".into())
        }
    }

    fn g2(&mut self) -> Result<G2Affine, Box<dyn Error>> {
        let (x1, x0, y1, y0) = (self.fq()?, self.fq()?, self.fq()?, self.fq()?);
        let point = G2Affine::new_unchecked(Fq2::new(x0, x1), Fq2::new(y0, y1));
        if point.is_on_curve() && point.is_in_correct_subgroup_assuming_on_curve() {
            Ok(point)
        } else {
            Err("the key has a point outside G2".into())
        }
    }
}

/// The lines of a Miller loop, divided by their first coefficients.
fn lines(point: G2Affine) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for (c0, c1, c2) in G2Prepared::<ark_bn254::Config>::from(point).ell_coeffs {
        let inverse = c0.inverse().ok_or("a vertical line")?;
        writeln!(out, "Line {{ slope: {}, offset: {} }},", fq2(&(c1 * inverse)), fq2(&(c2 * inverse)))?;
    }
    Ok(out)
}

/// Sums of the multiples by 1, 2^32, 2^64 and 2^96, for every non-empty choice of them.
fn comb(point: G1Affine) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for choice in 1u32..16 {
        let mut sum = G1Projective::ZERO;
        for tooth in 0..4 {
            if choice >> tooth & 1 == 1 {
                sum += point * Fr::from(1u128 << (32 * tooth));
            }
        }
        writeln!(out, "{},", g1(&sum.into_affine())?)?;
    }
    Ok(out)
}

/// A base field element in Montgomery form, as limbs.
fn fq(element: &Fq) -> String {
    format!("{:?}", element.0 .0)
}

fn fq2(element: &Fq2) -> String {
    format!("fq2({}, {})", fq(&element.c0), fq(&element.c1))
}

fn fq12(element: &Fq12) -> String {
    let halves =
        [element.c0, element.c1].map(|c| format!("Fq6::new({}, {}, {})", fq2(&c.c0), fq2(&c.c1), fq2(&c.c2)));
    format!("Fq12::new({})", halves.join(", "))
}

fn g1(point: &G1Affine) -> Result<String, Box<dyn Error>> {
    let (x, y) = point.xy().ok_or("a sum of the key's points is infinity")?;
    Ok(format!("g1({}, {})", fq(&x), fq(&y)))
}
