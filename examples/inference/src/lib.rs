//! Batched inference of a small quantised model: which digit is on a picture of 8 × 8 pixels.
//!
//! All arithmetic is on integers, in the order that is written here, so every machine gives the same bytes: an attestor
//! that does the work again can sign for it. `model/make.py` made the weights, and is the reference.

use std::fmt;

use sha2::{Digest, Sha256};

/// Pixels of a picture, a byte each.
pub const PIXELS: usize = 64;
/// Values between the layers.
pub const HIDDEN: usize = 384;
/// Digits.
pub const CLASSES: usize = 10;
/// Pictures that pass through a layer together: each row of weights is read once for all of them.
pub const BATCH: usize = 32;
/// From a sum of the first layer to a byte: bits that are cut, towards minus infinity.
const SHIFT: u32 = 9;
/// What the weights do not say of the program. Who changes the arithmetic or the output's form changes this line.
const VERSION: &[u8] = b"compute-amm inference 1\n";

static WEIGHTS: &[u8] = include_bytes!("../model/weights.bin");

/// What clients name as a job's program: sha256 of a version and the weights. The output follows from these and the input,
/// on whatever machine and by whatever compiler.
pub fn program_digest() -> [u8; 32] {
    Sha256::new().chain_update(VERSION).chain_update(WEIGHTS).finalize().into()
}

/// An input that is no list of pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadInput {
    /// Its bytes.
    pub got: usize,
}

impl fmt::Display for BadInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "expected pictures of {PIXELS} bytes each, at least one, got {} bytes", self.got)
    }
}

impl std::error::Error for BadInput {}

/// A layer's row: what is added, and what each value is multiplied by.
struct Row<'a> {
    bias: i32,
    weights: &'a [u8],
}

/// A line for each picture: the digit, and the scores of all ten. Errors: an input that is no list of pictures.
pub fn infer(input: &[u8]) -> Result<String, BadInput> {
    let pictures = input.chunks_exact(PIXELS);
    if input.is_empty() || !pictures.remainder().is_empty() {
        return Err(BadInput { got: input.len() });
    }
    let pictures: Vec<Vec<i32>> =
        pictures.map(|bytes| bytes.iter().map(|byte| i32::from(*byte).wrapping_sub(128)).collect()).collect();
    let (first, second) =
        WEIGHTS.split_at(WEIGHTS.len().min(HIDDEN.saturating_mul(PIXELS.saturating_add(4))));
    let mut text = String::new();
    for batch in pictures.chunks(BATCH) {
        let mut hidden = layer(first, PIXELS, batch);
        hidden.iter_mut().flatten().for_each(|sum| *sum = (*sum >> SHIFT).clamp(0, 127));
        for scores in layer(second, HIDDEN, &hidden) {
            let numbers: Vec<String> = scores.iter().map(i32::to_string).collect();
            text.push_str(&format!("{} {}\n", best(&scores), numbers.join(" ")));
        }
    }
    Ok(text)
}

/// The sums of a layer of so many weights a row, for each picture of a batch. At most 384 products of two bytes and a bias:
/// no sum reaches the bounds of its type.
fn layer(bytes: &[u8], width: usize, batch: &[Vec<i32>]) -> Vec<Vec<i32>> {
    let mut sums = vec![vec![]; batch.len()];
    for row in rows(bytes, width) {
        for (values, sums) in batch.iter().zip(&mut sums) {
            let products = row.weights.iter().zip(values);
            let product = |(weight, value): (&u8, &i32)| i32::from(weight.cast_signed()).wrapping_mul(*value);
            sums.push(products.map(product).fold(row.bias, i32::wrapping_add));
        }
    }
    sums
}

/// Rows: a bias of four bytes, the lowest first, and the weights, signed bytes.
fn rows(bytes: &[u8], width: usize) -> impl Iterator<Item = Row<'_>> {
    bytes.chunks_exact(width.saturating_add(4)).filter_map(|row| {
        let (bias, weights) = row.split_first_chunk::<4>()?;
        Some(Row { bias: i32::from_le_bytes(*bias), weights })
    })
}

/// The first of the largest.
fn best(scores: &[i32]) -> usize {
    let largest = scores.iter().max();
    scores.iter().position(|score| Some(score) == largest).unwrap_or(0)
}
