//! Addresses before there is anything at them.

use anyhow::{Context, Result};
use cosmwasm_std::{instantiate2_address, Api, CanonicalAddr};

use crate::{Checksums, Code};

/// The addresses of the eight contracts that a deployment instantiates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Addresses {
    /// Pools and accounts.
    pub pool: String,
    /// Providers, bonds, credits.
    pub provider_registry: String,
    /// Jobs.
    pub job_market: String,
    /// Proofs and verdicts.
    pub verifier_gateway: String,
    /// Revenue.
    pub fee_collector: String,
    /// Leases.
    pub lease_market: String,
    /// Stakes.
    pub staking: String,
    /// Others' stake behind providers.
    pub restaking: String,
}

impl Addresses {
    /// All eight, in the order in which they are instantiated.
    pub fn all(&self) -> [(Code, &str); 8] {
        [
            (Code::Pool, &self.pool),
            (Code::ProviderRegistry, &self.provider_registry),
            (Code::JobMarket, &self.job_market),
            (Code::VerifierGateway, &self.verifier_gateway),
            (Code::FeeCollector, &self.fee_collector),
            (Code::LeaseMarket, &self.lease_market),
            (Code::Staking, &self.staking),
            (Code::Restaking, &self.restaking),
        ]
    }
}

/// Computes the eight addresses for a creator.
pub fn addresses(api: &dyn Api, creator: &str, checksums: &Checksums, salt: &str) -> Result<Addresses> {
    let creator = api.addr_canonicalize(creator).with_context(|| format!("not an address: {creator}"))?;
    let of = |code: Code| derive(api, checksums, code, &creator, contract_salt(salt, code).as_bytes());
    Ok(Addresses {
        pool: of(Code::Pool)?,
        provider_registry: of(Code::ProviderRegistry)?,
        job_market: of(Code::JobMarket)?,
        verifier_gateway: of(Code::VerifierGateway)?,
        fee_collector: of(Code::FeeCollector)?,
        lease_market: of(Code::LeaseMarket)?,
        staking: of(Code::Staking)?,
        restaking: of(Code::Restaking)?,
    })
}

/// The credit token that the registry will instantiate for a class.
pub fn credit_address(api: &dyn Api, registry: &str, checksums: &Checksums, class: &str) -> Result<String> {
    let registry = api.addr_canonicalize(registry)?;
    derive(api, checksums, Code::Token, &registry, &api::common::credit_salt(class))
}

/// The LP token that the pool contract will instantiate for a pool.
pub fn lp_address(api: &dyn Api, pool: &str, checksums: &Checksums, pool_id: u64) -> Result<String> {
    let pool = api.addr_canonicalize(pool)?;
    derive(api, checksums, Code::Token, &pool, &api::common::lp_salt(pool_id))
}

/// The receipt that the stake pool will instantiate.
pub fn stake_address(api: &dyn Api, staking: &str, checksums: &Checksums) -> Result<String> {
    let staking = api.addr_canonicalize(staking)?;
    derive(api, checksums, Code::Token, &staking, &api::common::stake_salt())
}

/// Salt of a contract: the wiring's salt, so that one creator may run several markets, then the contract's name.
pub(crate) fn contract_salt(salt: &str, code: Code) -> String {
    format!("{salt}/{}", code.name())
}

/// Label of a contract: what it is, and of which market of its creator.
pub fn label(salt: &str, code: Code) -> String {
    format!("compute-amm/{}", contract_salt(salt, code))
}

fn derive(
    api: &dyn Api,
    checksums: &Checksums,
    code: Code,
    creator: &CanonicalAddr,
    salt: &[u8],
) -> Result<String> {
    let checksum = checksums.get(&code).with_context(|| format!("no checksum of {}", code.name()))?;
    let canonical = instantiate2_address(checksum, creator, salt)?;
    Ok(api.addr_humanize(&canonical)?.into_string())
}
