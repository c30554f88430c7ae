//! Requests to language models, from the Azure inference trace, as jobs of one GPU.
//!
//! A request is read once and answered token by token, so
//!
//! ```text
//! GPU-seconds = ⌈context tokens / 4,000 + generated tokens / 25⌉
//! ```
//!
//! with 4,000 tokens a second for reading and 25 a second for writing: round figures for a model of some tens
//! of billions of parameters on one data-centre GPU, without batching. Batching divides the cost per request
//! by a factor that the market does not need to know: scale the stream instead.

use anyhow::Result;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha12Rng;

use super::csv::Table;
use crate::demand::{Demand, Tier};

/// The header of a file of requests.
pub const HEADER: &str = "arrival_s,service,context_tokens,generated_tokens";
/// Tokens of context read per GPU-second.
pub const READ_RATE: f64 = 4_000.0;
/// Tokens generated per GPU-second.
pub const WRITE_RATE: f64 = 25.0;

/// One request.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Request {
    /// Seconds since the trace began.
    pub seconds: f64,
    /// Tokens that the model reads.
    pub context: u32,
    /// Tokens that it writes.
    pub generated: u32,
}

impl Request {
    /// The GPU time that it takes, in whole seconds, at least 1.
    pub fn gpu_seconds(&self) -> u64 {
        let seconds = f64::from(self.context) / READ_RATE + f64::from(self.generated) / WRITE_RATE;
        seconds.ceil().max(1.0) as u64
    }
}

pub(super) fn requests(table: &Table) -> Result<Vec<Request>> {
    let mut requests = table
        .rows()
        .map(|row| {
            let row = row?;
            Ok(Request {
                seconds: row.seconds(0, "seconds of arrival")?,
                context: row.number(2, "a count of context tokens", |_| true)?,
                generated: row.number(3, "a count of generated tokens", |_| true)?,
            })
        })
        .collect::<Result<Vec<Request>>>()?;
    requests.sort_by(|a, b| a.seconds.total_cmp(&b.seconds));
    Ok(requests)
}

/// One job for each request. The seed draws only the preferred hardware.
pub(super) fn jobs(requests: &[Request], seed: u64) -> Vec<Demand> {
    let mut rng = ChaCha12Rng::seed_from_u64(seed);
    requests
        .iter()
        .map(|request| Demand {
            arrival: request.seconds as u64,
            gpus: 1,
            seconds: request.gpu_seconds(),
            class_hint: Tier::for_gpus(1, rng.gen()),
        })
        .collect()
}
