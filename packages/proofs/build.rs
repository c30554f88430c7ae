//! Computes what a verification under a built-in key would otherwise compute for every proof: e(α, β), the lines of G2's
//! generator and of RISC Zero's δ, each version's sum of its own public inputs, and the combs of the other input points.
//! Uses arkworks' own pairing, so that the tests' comparison with the crate's is one of two implementations.

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
    println!("cargo::rerun-if-changed=keys");
    println!("cargo::rerun-if-changed=src/versions.rs");
    let mut out = String::new();
    let generator = G2Affine::generator();
    writeln!(out, "/// The generator of G2.\npub const GENERATOR: TwistPoint = {};", twist(&generator)?)?;
    writeln!(out, "/// Its lines.\npub static GENERATOR_LINES: Lines = [{}];", lines(generator)?)?;
    risc0(&mut out)?;
    sp1(&mut out)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("constants.rs"), out)?;
    Ok(())
}

fn risc0(out: &mut String) -> Result<(), Box<dyn Error>> {
    let mut words = Words::read(&fs::read_to_string(KEY)?)?;
    let bytes = words.bytes.concat();
    let (alpha, beta, gamma, delta) = (words.g1()?, words.g2()?, words.g2()?, words.g2()?);
    let inputs = [words.g1()?, words.g1()?, words.g1()?, words.g1()?, words.g1()?, words.g1()?];
    let [constant, root_low, root_high, claim_low, claim_high, control_id] = inputs;

    require_generator(gamma)?;
    writeln!(
        out,
        "/// RISC Zero's encoded key.\npub static RISC0_VERIFYING_KEY: [u8; {}] = {bytes:?};",
        bytes.len()
    )?;
    writeln!(
        out,
        "/// Its e(α, β).\npub static RISC0_ALPHA_BETA: Fq12 = {};",
        fq12(&Bn254::pairing(alpha, beta).0)
    )?;
    writeln!(out, "/// Lines of its δ.\npub static RISC0_DELTA: Lines = [{}];", lines(delta)?)?;
    writeln!(out, "/// For each version its IC₀ + root.low·IC₁ + root.high·IC₂ + id·IC₅.")?;
    writeln!(out, "pub static RISC0_VERSION_SUMS: [G1Affine; {}] = [", versions::VERSIONS.len())?;
    for version in versions::VERSIONS {
        // Digests are read as little-endian integers; the control id is written as a big-endian one.
        let (low, high) = version.control_root.split_at(16);
        let scalars = [Fr::from_le_bytes_mod_order(low), Fr::from_le_bytes_mod_order(high)];
        let id = Fr::from_be_bytes_mod_order(&version.bn254_control_id);
        let sum = root_low * scalars[0] + root_high * scalars[1] + control_id * id + constant;
        writeln!(out, "    {},", g1(&sum.into_affine())?)?;
    }
    writeln!(out, "];")?;
    writeln!(out, "/// Comb of IC₃.\npub static RISC0_CLAIM_LOW: Comb = [{}];", comb(claim_low, 32)?)?;
    writeln!(out, "/// Comb of IC₄.\npub static RISC0_CLAIM_HIGH: Comb = [{}];", comb(claim_high, 32)?)?;
    Ok(())
}

fn sp1(out: &mut String) -> Result<(), Box<dyn Error>> {
    writeln!(out, "/// SP1's keys, in the order of its versions.")?;
    writeln!(out, "pub static SP1_KEYS: [Sp1Key; {}] = [", versions::SP1_VERSIONS.len())?;
    for version in versions::SP1_VERSIONS {
        let words = Words::read(&fs::read_to_string(format!("keys/sp1_{}.txt", version.name))?)?;
        let key = Gnark::read(&words.bytes.concat())?;
        require_generator(key.gamma)?;
        let (sum, program, values, nonce) = match (version.vk_root, key.inputs.as_slice()) {
            (None, &[constant, program, values]) => (constant, program, values, None),
            (Some(root), &[constant, program, values, _, vk_root, nonce]) => {
                // The exit code is 0.
                let sum = vk_root * Fr::from_be_bytes_mod_order(&root) + constant;
                (sum.into_affine(), program, values, Some(nonce))
            }
            _ => return Err("SP1's key has another number of public inputs".into()),
        };
        writeln!(out, "Sp1Key {{ alpha_beta: {},", fq12(&Bn254::pairing(key.alpha, key.beta).0))?;
        writeln!(out, "delta: {}, constant: {},", twist(&key.delta)?, g1(&sum)?)?;
        writeln!(out, "program: [{}], values: [{}],", comb(program, 64)?, comb(values, 64)?)?;
        match nonce {
            Some(nonce) => writeln!(out, "nonce: Some({}) }},", g1(&nonce)?)?,
            None => writeln!(out, "nonce: None }},")?,
        }
    }
    writeln!(out, "];")?;
    Ok(())
}

/// The code holds the lines of one γ only.
fn require_generator(gamma: G2Affine) -> Result<(), Box<dyn Error>> {
    if gamma == G2Affine::generator() {
        Ok(())
    } else {
        Err("a built-in key's gamma is not the generator".into())
    }
}

/// A key in gnark's compressed encoding: α, β in G1, β, γ, δ in G1, δ, the number of input points and these; what
/// follows is of no use here.
struct Gnark {
    alpha: G1Affine,
    beta: G2Affine,
    gamma: G2Affine,
    delta: G2Affine,
    inputs: Vec<G1Affine>,
}

impl Gnark {
    fn read(bytes: &[u8]) -> Result<Self, Box<dyn Error>> {
        let at = |start: usize, length: usize| bytes.get(start..start + length).ok_or("the key is too short");
        let count = u32::from_be_bytes(at(288, 4)?.try_into()?);
        let mut inputs = Vec::new();
        for i in 0..usize::try_from(count)? {
            inputs.push(gnark_g1(at(292 + 32 * i, 32)?)?);
        }
        Ok(Self {
            alpha: gnark_g1(at(0, 32)?)?,
            beta: gnark_g2(at(64, 64)?)?,
            gamma: gnark_g2(at(128, 64)?)?,
            delta: gnark_g2(at(224, 64)?)?,
            inputs,
        })
    }
}

/// Whether a compressed point has the larger y; its x without the flags.
fn gnark_flags(bytes: &[u8]) -> Result<(bool, Vec<u8>), Box<dyn Error>> {
    let mut x = bytes.to_vec();
    let first = x.first_mut().ok_or("no bytes")?;
    let larger = match *first >> 6 {
        0b10 => false,
        0b11 => true,
        _ => return Err("the key has a point that is not compressed, or infinity".into()),
    };
    *first &= 0x3f;
    Ok((larger, x))
}

fn gnark_g1(bytes: &[u8]) -> Result<G1Affine, Box<dyn Error>> {
    let (larger, x) = gnark_flags(bytes)?;
    let x = Fq::from_be_bytes_mod_order(&x);
    G1Affine::get_point_from_x_unchecked(x, larger).ok_or_else(|| "the key has a point off the curve".into())
}

fn gnark_g2(bytes: &[u8]) -> Result<G2Affine, Box<dyn Error>> {
    let (larger, x) = gnark_flags(bytes)?;
    let (c1, c0) = x.split_at(32);
    let x = Fq2::new(Fq::from_be_bytes_mod_order(c0), Fq::from_be_bytes_mod_order(c1));
    G2Affine::get_point_from_x_unchecked(x, larger)
        .filter(G2Affine::is_in_correct_subgroup_assuming_on_curve)
        .ok_or_else(|| "the key has a point outside G2".into())
}

/// A key's 32-byte words, taken from the front.
struct Words {
    bytes: Vec<Vec<u8>>,
    next: usize,
}

impl Words {
    /// Reads lines of hexadecimal digits (64, but for a last one) and a label; `#` starts a comment.
    fn read(text: &str) -> Result<Self, Box<dyn Error>> {
        let mut bytes = Vec::new();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let digits = line.split_whitespace().next().ok_or("empty line in the key")?;
            let mut word = vec![0; digits.len() / 2];
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
        if element.into_bigint().to_bytes_be() != *word {
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

/// Sums of the multiples by 1, 2^bits, 2^(2·bits) and 2^(3·bits), for every non-empty choice of them.
fn comb(point: G1Affine, bits: u32) -> Result<String, Box<dyn Error>> {
    let mut out = String::new();
    for choice in 1u32..16 {
        let mut sum = G1Projective::ZERO;
        for tooth in 0..4 {
            if choice >> tooth & 1 == 1 {
                sum += point * Fr::from(2u8).pow([u64::from(bits * tooth)]);
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

fn twist(point: &G2Affine) -> Result<String, Box<dyn Error>> {
    let (x, y) = point.xy().ok_or("a point of the key is infinity")?;
    Ok(format!("twist({}, {})", fq2(&x), fq2(&y)))
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
