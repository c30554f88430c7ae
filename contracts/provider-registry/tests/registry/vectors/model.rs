//! `vectors.json`, and the state of the model that its steps give.

use serde::Deserialize;

#[derive(Deserialize)]
pub struct Vectors {
    pub sequences: Vec<Sequence>,
}

#[derive(Deserialize)]
pub struct Sequence {
    pub name: String,
    pub params: Params,
    pub debtors: usize,
    pub now: String,
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
pub struct Params {
    pub coverage_bps: String,
    pub horizon: String,
    pub price_init: String,
    pub penalty_bps: String,
    pub standard_gpus: String,
    pub smallest: String,
    pub largest: String,
    pub call_within: String,
    pub least: String,
    pub mint_cap: String,
}

/// One step: `ok` with the amounts that it moved, or `no` with the words of why it is refused.
#[derive(Deserialize)]
pub struct Step {
    #[serde(rename = "do")]
    pub text: String,
    pub ok: Option<String>,
    pub no: Option<String>,
    pub debtor: Option<String>,
    pub class: Option<String>,
}

/// A debtor's row: bond, locks, GPUs, called GPUs, open, collateral, called, held, due, sequence.
pub type Debtor = [u128; 10];
/// The class's row: now, turn, next sequence, supply, the pot's NET and credits, date, mean then, paid, burned.
pub type Class = [u128; 10];

/// Numbers of a text, separated by spaces.
pub fn numbers(text: &str) -> Vec<u128> {
    text.split_whitespace().map(|number| number.parse().unwrap()).collect()
}
