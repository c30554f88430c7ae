//! The 32 bytes that every verification method binds, so that a proof or a signature belongs to one job, one
//! gateway and one chain, and cannot be replayed or moved.
//!
//! Every text is length-prefixed, so no two lists of fields share an encoding; every digest starts with its own
//! domain tag.

use sha2::{Digest, Sha256};

const STATEMENT_TAG: &[u8] = b"compute-amm/statement/v1";
const VERDICT_TAG: &[u8] = b"compute-amm/verdict/v1";
const ADMISSION_TAG: &[u8] = b"compute-amm/admission/v1";

/// What a provider claims: that running `program` on `input` gave `output`, for one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement<'a> {
    /// The chain that holds the job.
    pub chain_id: &'a str,
    /// The verifier-gateway's address in its canonical lower-case text.
    pub gateway: &'a str,
    /// The job.
    pub job_id: u64,
    /// The assigned provider's address in its canonical lower-case text.
    pub provider: &'a str,
    /// Digest that identifies the program; its meaning is the method's.
    pub program: [u8; 32],
    /// Digest of the input, all zero where there is none.
    pub input: [u8; 32],
    /// Digest of the output.
    pub output: [u8; 32],
}

impl Statement<'_> {
    /// `sha256(tag ‖ lp(chain_id) ‖ lp(gateway) ‖ u64be(job_id) ‖ lp(provider) ‖ program ‖ input ‖ output)`, where
    /// `lp` is a big-endian 32-bit length before the text's UTF-8 bytes.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new_with_prefix(STATEMENT_TAG);
        text(&mut hash, self.chain_id);
        text(&mut hash, self.gateway);
        hash.update(self.job_id.to_be_bytes());
        text(&mut hash, self.provider);
        hash.update(self.program);
        hash.update(self.input);
        hash.update(self.output);
        hash.finalize().into()
    }
}

/// What attestors and arbiters sign for *valid*: `sha256(tag ‖ statement ‖ 0x01)`.
#[must_use]
pub fn valid_digest(statement: &[u8; 32]) -> [u8; 32] {
    verdict(statement, 1).finalize().into()
}

/// What they sign for *invalid*: `sha256(tag ‖ statement ‖ 0x00 ‖ lp(reporter))`. It names in canonical text who brings
/// the verdict and is paid for it, so that whoever copies the signatures earns nothing.
#[must_use]
pub fn invalid_digest(statement: &[u8; 32], reporter: &str) -> [u8; 32] {
    let mut hash = verdict(statement, 0);
    text(&mut hash, reporter);
    hash.finalize().into()
}

fn verdict(statement: &[u8; 32], valid: u8) -> Sha256 {
    Sha256::new_with_prefix(VERDICT_TAG).chain_update(statement).chain_update([valid])
}

/// A statement's digest as two public inputs, since one holds fewer than 256 bits: its high and its low 128 bits.
#[must_use]
pub fn halves(statement: &[u8; 32]) -> [[u8; 32]; 2] {
    let (high, low) = statement.split_at(16);
    [high, low].map(|half| {
        let mut word = [0; 32];
        word.iter_mut().skip(16).zip(half).for_each(|(to, from)| *to = *from);
        word
    })
}

/// What an attestor signs to admit a provider's hardware to a class: so many GPUs, until `expiry` (seconds since
/// the Unix epoch), in one registry on one chain.
#[must_use]
pub fn admission_digest(
    chain_id: &str,
    registry: &str,
    class: &str,
    provider: &str,
    gpus: u32,
    expiry: u64,
) -> [u8; 32] {
    let mut hash = Sha256::new_with_prefix(ADMISSION_TAG);
    text(&mut hash, chain_id);
    text(&mut hash, registry);
    text(&mut hash, class);
    text(&mut hash, provider);
    hash.update(gpus.to_be_bytes());
    hash.update(expiry.to_be_bytes());
    hash.finalize().into()
}

/// Adds a text with its length before it. A length beyond 32 bits cannot occur: no message carries 4 GiB; were it
/// to, the saturated prefix would still be one that no shorter text has.
fn text(hash: &mut Sha256, text: &str) {
    hash.update(u32::try_from(text.len()).unwrap_or(u32::MAX).to_be_bytes());
    hash.update(text.as_bytes());
}
