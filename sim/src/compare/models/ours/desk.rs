//! The contracts with all that is remembered of their use, and what everything else is made of.

use anyhow::{Context, Result};
use api::job_market::QuoteResponse;
use api::verifier_gateway::Proof;
use compute_amm_testing::jobs::{digest, quote_of};
use compute_amm_testing::keys;
use cosmwasm_std::{Addr, HexBinary, Uint128};

use super::chain::{Chain, CLASS};
use super::terms::OursTerms;
use crate::compare::demand::Job;
use crate::compare::params::World;
use crate::compare::state::{Running, State};

/// What a provider did in the contracts.
#[derive(Clone, Debug, Default)]
pub(super) struct Book {
    /// Its LP shares, base units.
    pub(super) shares: u128,
    /// Its part of the pool's NET as last seen, base units: capital, as its bond is.
    pub(super) basis: u128,
    /// Open credits, and the collateral of them, as last seen.
    pub(super) open: u128,
    /// NET base units.
    pub(super) collateral: u128,
    /// In jail, and the second from which on it can leave.
    pub(super) jailed: Option<u64>,
}

/// The model.
pub struct Ours {
    pub(super) terms: OursTerms,
    /// Whether what the fee-collector burns is paid out to holders instead.
    pub(super) share: bool,
    pub(super) chain: Chain,
    pub(super) client: Addr,
    pub(super) keeper: Addr,
    pub(super) books: Vec<Book>,
    /// Cost and take of the last quote together, and the tip beside it, NET base units.
    pub(super) quoted: (Uint128, u128),
}

impl Ours {
    /// Deploys the contracts.
    pub fn new(terms: OursTerms, share: bool, world: &World) -> Self {
        let chain = Chain::new(&terms, world);
        let [client, keeper] = ["client", "keeper"].map(|name| chain.market.address(name));
        let books = vec![Book::default(); world.providers];
        Self { terms, share, chain, client, keeper, books, quoted: Default::default() }
    }

    pub(super) fn address(&self, state: &State, place: usize) -> Addr {
        self.chain.market.address(&format!("provider {}", state.providers[place].label))
    }

    /// What a GPU-hour costs in the class's pool, USD.
    pub(super) fn spot(&self, state: &State) -> f64 {
        let (credits, net) = self.chain.reserves();
        net / credits * 3_600.0 * state.price()
    }

    /// What a job takes now; none where the pool cannot sell it.
    pub(super) fn ask_quote(&self, job: &Job) -> Option<QuoteResponse> {
        let query = quote_of(CLASS, job.gpus, job.seconds);
        self.chain.market.ask(&self.chain.market.at.job_market, &query).ok()
    }

    /// The arbiter's key signs that a result is valid: a method of one attestor.
    pub(super) fn attest(&self, job: u64, output: &HexBinary) -> Result<Proof> {
        let statement = self.chain.market.statement(self.chain.market.claim(job, output), None);
        let digest: [u8; 32] = statement.valid.to_array()?;
        Ok(Proof::Attestation { signatures: vec![keys::arbiter().sign(0, &digest)] })
    }

    pub(super) fn submit(&mut self, state: &State, running: &Running, attested: bool) -> Result<u64> {
        let job = u64::try_from(running.note)?;
        self.chain.wait_until(running.until);
        let output = digest(&format!("result of {job}"));
        let proof = if attested { Some(self.attest(job, &output)?) } else { None };
        let provider = self.address(state, running.provider);
        self.chain.market.submit(&provider, job, output, proof).context("a result")?;
        Ok(job)
    }
}
