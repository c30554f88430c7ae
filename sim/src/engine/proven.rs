//! Jobs that are judged otherwise than by attestors: proven by real RISC Zero receipts, where there are any, by a real proof of
//! SP1, under a registered key, with the result or on demand; or approved by their client.

use anyhow::Result;
use api::job_market::JobRequest;
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, Proof};
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{CLIENT_APPROVAL, GROTH16_STATEMENT, OPTIMISTIC, RISC_ZERO, SP1};
use compute_amm_testing::{sp1, Market};
use cosmwasm_std::{Addr, Binary, HexBinary};
use k256::sha2::{Digest, Sha256};
use market_tests::shared::Receipt;

/// One job in so many is judged otherwise than by attestors.
pub(super) const EVERY: u64 = 50;

/// How a job is proven, or what stands in for a proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Proven {
    /// By the receipt of this number.
    Receipt(usize),
    /// By SP1.
    Sp1,
    /// Under the registered key.
    Key,
    /// Under the same, once somebody doubts the result.
    Demand {
        /// Whether somebody does, though it is right.
        doubted: bool,
    },
    /// Not at all: its client approves.
    Approved,
}

/// A circuit's key; it stands in for a prover.
fn key() -> Trapdoor {
    Trapdoor::new(1, 2)
}

/// Registers the key, as anybody may.
pub(super) fn register(market: &mut Market, sender: &Addr) -> Result<()> {
    market.gateway(sender, &GatewayMsg::RegisterKey { key: key().key() }).map(drop)
}

/// How the job is proven whose number among the requests this is: the six ways in turn.
pub(super) fn choose(count: u64, receipts: usize) -> Option<Proven> {
    let turn = count.is_multiple_of(EVERY).then_some(count / EVERY)?;
    let receipt = usize::try_from(turn / 6).ok().and_then(|turn| turn.checked_rem(receipts));
    Some(match turn % 6 {
        0 => receipt.map_or(Proven::Key, Proven::Receipt),
        1 => Proven::Demand { doubted: true },
        2 => Proven::Key,
        3 => Proven::Demand { doubted: false },
        4 => Proven::Sp1,
        _ => Proven::Approved,
    })
}

impl Proven {
    /// Makes a request one that is judged so.
    pub(super) fn judge(self, request: &mut JobRequest, receipts: &[Receipt]) {
        match self {
            Proven::Receipt(receipt) => {
                request.method = RISC_ZERO;
                request.program = HexBinary::from(receipts[receipt].image().to_vec());
                request.input = None;
            }
            Proven::Sp1 => {
                (request.method, request.program, request.input) = (SP1, sp1::program(), None);
            }
            Proven::Key => {
                request.method = GROTH16_STATEMENT;
                request.program = key().program();
            }
            Proven::Demand { .. } => {
                request.method = OPTIMISTIC;
                request.program = key().program();
            }
            Proven::Approved => request.method = CLIENT_APPROVAL,
        }
    }

    /// The output of an assigned job and, unless its client approves, its proof.
    pub(super) fn prove(self, market: &Market, job: u64, receipts: &[Receipt]) -> (HexBinary, Option<Proof>) {
        match self {
            Proven::Receipt(receipt) => {
                let receipt = &receipts[receipt];
                let output = HexBinary::from(Sha256::digest(receipt.journal_bytes()).to_vec());
                let seal = Binary::from(receipt.seal_bytes());
                (output, Some(Proof::RiscZero { seal, journal: None }))
            }
            Proven::Sp1 => (sp1::output(), Some(sp1::proof())),
            Proven::Key | Proven::Demand { .. } => {
                let output = result(job);
                let statement = market.statement(market.claim(job, &output), None).statement;
                (output, Some(key().prove_statement(&statement)))
            }
            Proven::Approved => (result(job), None),
        }
    }
}

/// The honest output of a job.
pub(super) fn result(job: u64) -> HexBinary {
    digest(&format!("result of job {job}"))
}
