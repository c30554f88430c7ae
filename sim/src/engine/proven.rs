//! Jobs that are proven instead of attested: by real RISC Zero receipts, where there are any, and under a registered key, with
//! the result or on demand.

use anyhow::Result;
use api::job_market::JobRequest;
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, Proof};
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{GROTH16_STATEMENT, OPTIMISTIC, RISC_ZERO};
use compute_amm_testing::Market;
use cosmwasm_std::{Addr, Binary, HexBinary};
use k256::sha2::{Digest, Sha256};
use market_tests::shared::Receipt;

/// One job in so many is proven instead of attested.
pub(super) const EVERY: u64 = 50;

/// How a job is proven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proven {
    /// By the receipt of this number.
    Receipt(usize),
    /// Under the registered key.
    Key,
    /// Under the same, once somebody doubts the result.
    Demand {
        /// Whether somebody does, though it is right.
        doubted: bool,
    },
}

/// A circuit's key; it stands in for a prover.
fn key() -> Trapdoor {
    Trapdoor::new(1, 2)
}

/// Registers the key, as anybody may.
pub(super) fn register(market: &mut Market, sender: &Addr) -> Result<()> {
    market.gateway(sender, &GatewayMsg::RegisterKey { key: key().key() }).map(drop)
}

/// How the job is proven whose number among the requests this is: the four ways in turn.
pub(super) fn choose(count: u64, receipts: usize) -> Option<Proven> {
    let turn = count.is_multiple_of(EVERY).then_some(count / EVERY)?;
    let receipt = usize::try_from(turn / 4).ok().and_then(|turn| turn.checked_rem(receipts));
    Some(match turn % 4 {
        0 => receipt.map_or(Proven::Key, Proven::Receipt),
        1 => Proven::Demand { doubted: true },
        2 => Proven::Key,
        _ => Proven::Demand { doubted: false },
    })
}

impl Proven {
    /// Makes a request one for a proof.
    pub(super) fn judge(self, request: &mut JobRequest, receipts: &[Receipt]) {
        match self {
            Proven::Receipt(receipt) => {
                request.method = RISC_ZERO;
                request.program = HexBinary::from(receipts[receipt].image().to_vec());
                request.input = None;
            }
            Proven::Key => {
                request.method = GROTH16_STATEMENT;
                request.program = key().program();
            }
            Proven::Demand { .. } => {
                request.method = OPTIMISTIC;
                request.program = key().program();
            }
        }
    }

    /// The output of an assigned job and its proof.
    pub(super) fn prove(self, market: &Market, job: u64, receipts: &[Receipt]) -> (HexBinary, Proof) {
        match self {
            Proven::Receipt(receipt) => {
                let receipt = &receipts[receipt];
                let output = HexBinary::from(Sha256::digest(receipt.journal_bytes()).to_vec());
                (output, Proof::RiscZero { seal: Binary::from(receipt.seal_bytes()), journal: None })
            }
            Proven::Key | Proven::Demand { .. } => {
                let output = digest(&format!("result of job {job}"));
                let statement = market.statement(market.claim(job, &output), None).statement;
                (output, key().prove_statement(&statement))
            }
        }
    }
}
