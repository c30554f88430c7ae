//! The deploy plan: a wiring file in, addresses and messages out; what of it a chain has carried out; whether
//! what stands there is what was wired. There is no chain client in here: tests, the demo and a chain
//! deployment carry the same plan out, each in its own way.
//!
//! All addresses are computed before anything is instantiated (`instantiate2`: checksum, creator, salt), so every contract
//! gets its peers in its instantiate message and none is wired afterwards.

mod address;
mod manifest;
mod observe;
mod plan;
mod revenue;
mod verify;
mod wiring;

pub use address::{addresses, credit_address, label, lp_address, stake_address, Addresses};
pub use manifest::{Manifest, ManifestEntry, PoolEntry, Running};
pub use observe::{cw2, Ask, Cw2, Listed, Observed};
pub use plan::{plan, Effect, Execution, Instantiation, Plan};
pub use verify::{beyond, differences, Difference};
pub use wiring::{
    may_accept, BackingWiring, ClassWiring, JobMarketWiring, LeaseMarketWiring, PoolWiring, RestakingWiring,
    Roles, RouteWiring, Wiring,
};

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// The nine codes of the market, in the order in which they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// cw20 for LP shares, credits and stakes: stored, and instantiated by the pool, the registry, the stake
    /// pool and restaking.
    Token,
    /// Pools and accounts.
    Pool,
    /// Providers, bonds, credits.
    ProviderRegistry,
    /// Jobs.
    JobMarket,
    /// Proofs and verdicts.
    VerifierGateway,
    /// Revenue.
    FeeCollector,
    /// Leases.
    LeaseMarket,
    /// Stakes.
    Staking,
    /// Others' stake behind providers.
    Restaking,
}

impl Code {
    /// All of them.
    pub const ALL: [Code; 9] = [
        Code::Token,
        Code::Pool,
        Code::ProviderRegistry,
        Code::JobMarket,
        Code::VerifierGateway,
        Code::FeeCollector,
        Code::LeaseMarket,
        Code::Staking,
        Code::Restaking,
    ];

    /// Name of the artifact without its ending; the contract's label and salt end in it too.
    pub fn name(self) -> &'static str {
        match self {
            Code::Token => "token",
            Code::Pool => "pool",
            Code::ProviderRegistry => "provider_registry",
            Code::JobMarket => "job_market",
            Code::VerifierGateway => "verifier_gateway",
            Code::FeeCollector => "fee_collector",
            Code::LeaseMarket => "lease_market",
            Code::Staking => "staking",
            Code::Restaking => "restaking",
        }
    }

    /// Whether its contract has an owner: the stake pool and tokens have none, and nobody changes them but by a migration.
    pub fn has_owner(self) -> bool {
        !matches!(self, Code::Token | Code::Staking)
    }
}

/// sha256 of a code's wasm.
pub type Checksum = [u8; 32];

/// The checksums from which all addresses follow.
pub type Checksums = BTreeMap<Code, Checksum>;

/// A code as the chain stored it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its id on this chain.
    pub code_id: u64,
    /// sha256 of its wasm, as the chain names it.
    pub checksum: Checksum,
}

/// A checksum written in hex.
pub fn parse_checksum(text: &str) -> Result<Checksum> {
    let bytes = hex::decode(text).with_context(|| format!("not hex: `{text}`"))?;
    Checksum::try_from(bytes.as_slice()).with_context(|| format!("not 32 bytes: `{text}`"))
}

/// Reads `artifacts/checksums.txt`: one line per artifact, `<sha256 hex>  <name>.wasm`. Every code must be in it.
pub fn parse_checksums(text: &str) -> Result<Checksums> {
    let mut found = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (sum, file) =
            line.split_once(char::is_whitespace).with_context(|| format!("not a checksum line: `{line}`"))?;
        let name = file.trim().trim_start_matches('*').trim_end_matches(".wasm").to_owned();
        found.insert(name, parse_checksum(sum)?);
    }
    Code::ALL
        .into_iter()
        .map(|code| {
            let sum =
                found.get(code.name()).with_context(|| format!("no checksum of {}.wasm", code.name()))?;
            Ok((code, *sum))
        })
        .collect()
}
