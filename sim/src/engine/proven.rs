//! Jobs that are judged otherwise than by attestors: proven by real RISC Zero receipts, where there are any, by a real proof of
//! SP1, under a registered key, with the result or on demand; approved by their client; or accepted by another contract.

use anyhow::{Context, Result};
use api::job_market::JobRequest;
use api::verifier_gateway::{ExecuteMsg as GatewayMsg, MethodKind, MethodParams, Proof};
use compute_amm_testing::groth16::{BlsTrapdoor, Trapdoor};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{CLIENT_APPROVAL, GROTH16_STATEMENT, OPTIMISTIC, RISC_ZERO, SP1};
use compute_amm_testing::{sp1, Market};
use cosmwasm_std::{Addr, Binary, HexBinary, Uint256, Uint512};
use cw_multi_test::ContractWrapper;
use external_verifier::factors::digests;
use external_verifier::msg::{DigestsResponse, InstantiateMsg, Proof as Factors};
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
    /// Under the registered key over BLS12-381.
    Key,
    /// Under the one over BN254, once somebody doubts the result.
    Demand {
        /// Whether somebody does, though it is right.
        doubted: bool,
    },
    /// Not at all: its client approves.
    Approved,
    /// To another contract, under this method.
    Accepted(u32),
}

/// The method of a contract that judges results, and when it can be used.
#[derive(Clone, Copy, Debug)]
pub(super) struct External {
    method: u32,
    /// Unix seconds.
    from: u64,
}

/// Keys of two circuits; they stand in for provers.
fn key() -> BlsTrapdoor {
    BlsTrapdoor::new(1, 2)
}

fn key_on_demand() -> Trapdoor {
    Trapdoor::new(1, 2)
}

/// Registers the keys, as anybody may.
pub(super) fn register(market: &mut Market, sender: &Addr) -> Result<()> {
    for key in [key().key(), key_on_demand().key()] {
        market.gateway(sender, &GatewayMsg::RegisterKey { key })?;
    }
    Ok(())
}

/// Has governance add a method for the contract that judges factors, which waits for its timelock.
pub(super) fn add_external(market: &mut Market) -> Result<External> {
    use external_verifier::contract::{execute, instantiate, query};
    let code = ContractWrapper::new(execute, instantiate, query);
    let contract = market.host(Box::new(code), &InstantiateMsg {}, "factors").to_string();
    let kind = MethodKind::External { contract, gas_limit: 300_000 };
    let params = MethodParams { kind, detection_bps: 10_000, name: "factors".into() };
    let owner = market.owner.clone();
    let added = market.gateway(&owner, &GatewayMsg::AddMethod { params })?;
    let method = added.events.iter().flat_map(|event| &event.attributes).find(|a| a.key == "method");
    let method = method.context("the method that was added")?.value.parse()?;
    Ok(External { method, from: market.now() + market.wiring.method_timelock })
}

/// The factors of a number, which such a job asks for.
fn factors() -> Factors {
    Factors { number: Uint512::from(221u8), factors: [Uint256::from(13u8), Uint256::from(17u8)] }
}

/// What a job names that asks for them.
fn named() -> DigestsResponse {
    digests(&factors()).expect("13 · 17 is 221")
}

/// What its contract is told.
pub(super) fn shown() -> Result<Binary> {
    Ok(cosmwasm_std::to_json_binary(&factors())?)
}

/// How the job is proven whose number among the requests this is: the seven ways in turn.
pub(super) fn choose(count: u64, receipts: usize, external: External, now: u64) -> Option<Proven> {
    let turn = count.is_multiple_of(EVERY).then_some(count / EVERY)?;
    let receipt = usize::try_from(turn / 7).ok().and_then(|turn| turn.checked_rem(receipts));
    Some(match turn % 7 {
        0 => receipt.map_or(Proven::Key, Proven::Receipt),
        1 => Proven::Demand { doubted: true },
        2 => Proven::Key,
        3 => Proven::Demand { doubted: false },
        4 => Proven::Sp1,
        5 if now >= external.from => Proven::Accepted(external.method),
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
                request.program = key_on_demand().program();
            }
            Proven::Approved => request.method = CLIENT_APPROVAL,
            Proven::Accepted(method) => {
                let DigestsResponse { program, input, .. } = named();
                (request.method, request.program, request.input) = (method, program, Some(input));
            }
        }
    }

    /// The output of an assigned job and, unless its client or another contract judges it, its proof.
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
                let proof = match self {
                    Proven::Key => key().prove_statement(&statement),
                    _ => key_on_demand().prove_statement(&statement),
                };
                (output, Some(proof))
            }
            Proven::Approved => (result(job), None),
            Proven::Accepted(_) => (named().output, None),
        }
    }
}

/// The honest output of a job.
pub(super) fn result(job: u64) -> HexBinary {
    digest(&format!("result of job {job}"))
}
