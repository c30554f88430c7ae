//! A real receipt of RISC Zero's set builder, of a set of one claim. Under the policy `output` it settles as many jobs as there
//! are of its program and output.

use api::job_market::BatchResult;
use cosmwasm_std::{Binary, HexBinary};
use proofs::inclusion::root;

use crate::digest::sha256;

const IMAGE: &str = "93795eafc980e752ecb2ba6ecb8203b2ff82794c5dc1d419847fea4300d76c8f";
const JOURNAL: &str = "6500000063000000680000006f0000005f00000074000000650000007300000074000000";
/// From the public tests of RISC Zero's verifier contracts, set builder 0.9 under version 3.0.
const SEAL: &str = "\
     73c457ba15c3c7fdb99bd1c573b7d69dd1a89c853b41f1d70367b2e912e0c3bf37c402fa2c54688484cc19db6aa6be1ad74c32b0\
     99a174bdd0a104048b3306b7bb69f28106e6fab490b2203cb8fe31cf65d540d9c2f8acbd926e542dcda59e39762b3d3f221f1a32\
     23d8f6ccc540adc0c5780c597a814948fc6df6a344ab3b9c591e1daf0cbddc4bf49c4a29502895ec34ee618fce7e310618295775\
     4058f2e97d7a8aa12756726c5616593b99a9bfc22effc123472ffa41b4a386399d62c612a858861c1c8ec04df3786dcc678ec8c3\
     30e2c814e4e30bfd1bd1db73c32937ac87d076942688845682345c812472026c6eb2271d125e001928ac2eeb4582b3c5e5fedec7";

fn hex(text: &str) -> HexBinary {
    HexBinary::from_hex(text).expect("hex")
}

/// The program of its claim.
pub fn program() -> HexBinary {
    hex(IMAGE)
}

/// What the program wrote.
pub fn journal() -> Binary {
    hex(JOURNAL).into()
}

/// The output of its claim.
pub fn output() -> HexBinary {
    sha256(&journal())
}

/// A set's root and its receipt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    /// 32 bytes.
    pub root: HexBinary,
    /// 260 bytes.
    pub seal: Binary,
}

/// The receipt.
pub fn set() -> Set {
    let [image, output] = [program(), output()].map(|digest| digest.to_array().expect("32 bytes"));
    let root = root(&image, &output, &[]).expect("an empty path");
    Set { root: root.into(), seal: hex(SEAL).into() }
}

/// That output as the result of a job; in a set of one claim the path is empty.
pub fn result(job_id: u64) -> BatchResult {
    BatchResult { job_id, output: output(), path: Binary::default(), journal: None, output_locator: None }
}
