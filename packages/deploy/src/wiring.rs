//! What a chain decides about its market: one file, read by every deployment.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use api::common::Asset;
use api::deadline::BLOCK_MILLIS;
use api::fee_collector::Split;
use api::job_market::{ClassTerms, Template, MAX_INPUT, MIN_OVERHEAD};
use api::pool::Fees;
use api::provider_registry::{Admission, ClassParams};
use api::signatures::check_keys;
use api::verifier_gateway::bounds::{check_method, check_start};
use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{Api, HexBinary, Uint128};
use serde::{Deserialize, Serialize};

use crate::{parse_checksum, Checksums, Code, Stored};

/// Everything that is chosen. Addresses of the market's own contracts are not: they follow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wiring {
    /// Distinguishes several markets of one creator: 1 to 32 letters, digits, `-`, `_` or `.`.
    pub salt: String,
    /// sha256 of each code, hex, from which the addresses follow. Left out for the first deployment and
    /// filled in after it, so that a rebuild, whose checksums differ, never deploys a second market.
    pub checksums: Option<BTreeMap<Code, String>>,
    /// The denom of the network token (NET).
    pub network_denom: String,
    /// Who may do what.
    pub roles: Roles,
    /// The least NET of a pool's first deposit, base units, and the least of a pool whose price is relied on.
    pub pool_least: Uint128,
    /// A little more than the chain's usual time between blocks, milliseconds, 100 to 30,000: goes into each
    /// contract whose waits count blocks too.
    #[serde(default = "six_seconds")]
    pub block_millis: u64,
    /// Parameters of the registry.
    pub registry: api::provider_registry::Params,
    /// Parameters of the job-market.
    pub job_market: JobMarketWiring,
    /// Parameters of the lease-market.
    #[serde(default)]
    pub lease_market: LeaseMarketWiring,
    /// What restaking starts with.
    #[serde(default)]
    pub restaking: RestakingWiring,
    /// Seconds from adding a verification method to its first use.
    pub method_timelock: u64,
    /// The first verification methods, numbered from 1.
    pub methods: Vec<MethodParams>,
    /// How revenue is split.
    pub split: Split,
    /// Hardware classes; each gets a credit token and a primary pool, numbered from 1 in this order.
    pub classes: Vec<ClassWiring>,
    /// Further assets to list; NET and the credits are listed anyway.
    pub assets: Vec<Asset>,
    /// Further pools, of NET and `assets`, numbered on from the classes' pools.
    pub pools: Vec<PoolWiring>,
    /// By which pools the fee-collector sells `assets` for NET. One that is left out goes by the first of `pools` that
    /// trades it for NET, if there is one; credits go by the pool of their class.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub routes: Vec<RouteWiring>,
    /// Pools to which the fee-collector may bring NET, none of them a launch pool; the classes' other pools, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub liquidity_pools: Option<Vec<u64>>,
}

/// Who may do what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roles {
    /// Owner of every contract and admin of its migrations: governance. A file may leave it out or say `gov`
    /// for the account of the chain's governance; see [`Wiring::owned_by`].
    #[serde(default = "governance")]
    pub owner: String,
    /// May pause and disable.
    pub guardian: String,
    /// May claim the stakers' share of revenue. The stake pool, if left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stakers: Option<String>,
}

/// Stands in a file for the account of the chain's governance.
const GOVERNANCE: &str = "gov";

fn governance() -> String {
    GOVERNANCE.into()
}

/// Versions of RISC Zero's verifier that a deployment may accept, with their selectors: those that their maker has
/// not withdrawn. Governance can add a method that accepts another.
const RISC_ZERO: [(&str, [u8; 4]); 3] = [
    ("2.2", [0xbb, 0x00, 0x1d, 0x44]),
    ("3.0", [0x73, 0xc4, 0x57, 0xba]),
    ("set builder 0.9", [0x24, 0x2f, 0x9d, 0x5b]),
];
/// The same of SP1's circuit.
const SP1: [(&str, [u8; 4]); 2] = [("5.0", [0xa4, 0x59, 0x4c, 0x59]), ("6.1", [0x43, 0x88, 0xa2, 0x1c])];

/// Whether a deployment may accept proofs of the version of RISC Zero or SP1 that has this selector.
#[must_use]
pub fn may_accept(selector: [u8; 4]) -> bool {
    RISC_ZERO.iter().chain(&SP1).any(|(_, allowed)| *allowed == selector)
}

/// Refuses what the gateway refuses of a first method, which may rely on an earlier one, and selectors that
/// no deployment accepts.
fn check_first(api: &dyn Api, earlier: &[MethodParams], params: &MethodParams) -> Result<()> {
    match &params.kind {
        MethodKind::RiscZero { selectors, .. } => check_selectors(&RISC_ZERO, selectors)?,
        MethodKind::Sp1 { selectors, .. } => check_selectors(&SP1, selectors)?,
        MethodKind::ClientApproval { arbiter } => {
            let judges = |kind: &MethodKind| matches!(kind, MethodKind::Attestation { .. });
            let judges = further_up(earlier, *arbiter)?.is_some_and(judges);
            ensure!(judges, "arbiter: expected an attestation method further up, got method {arbiter}");
        }
        MethodKind::Optimistic { proof, .. } => {
            let decides = further_up(earlier, *proof)?.is_some_and(|kind| kind.policy().is_some());
            ensure!(decides, "proof: expected a validity method further up, got method {proof}");
        }
        MethodKind::Groth16 { .. } | MethodKind::Attestation { .. } | MethodKind::External { .. } => {}
    }
    check_method(api, params)
}

/// What an earlier method is; methods count from 1.
fn further_up(earlier: &[MethodParams], method: u32) -> Result<Option<&MethodKind>> {
    let found = usize::try_from(method)?.checked_sub(1).and_then(|position| earlier.get(position));
    Ok(found.map(|params| &params.kind))
}

/// Refuses no selector, one that is none of the `allowed`, and one twice.
fn check_selectors(allowed: &[(&str, [u8; 4])], selectors: &[HexBinary]) -> Result<()> {
    ensure!(!selectors.is_empty(), "selectors: expected at least one, got none");
    for (i, selector) in selectors.iter().enumerate() {
        if !allowed.iter().any(|(_, allowed)| selector.as_slice() == allowed) {
            let named = |(name, selector): &(&str, [u8; 4])| format!("{} ({name})", hex::encode(selector));
            let allowed: Vec<_> = allowed.iter().map(named).collect();
            bail!("selectors: expected any of {}, got {selector}", allowed.join(", "));
        }
        ensure!(
            !selectors.iter().take(i).any(|other| other == selector),
            "selectors: {selector} stands twice"
        );
    }
    Ok(())
}

fn six_seconds() -> u64 {
    6_000
}

/// Parameters of the job-market, each as in [`api::job_market::Params`], without the time between blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct JobMarketWiring {
    /// Longest `accept_within` of a request, seconds.
    pub max_accept_within: u64,
    /// Longest `run_within`, seconds.
    pub max_run_within: u64,
    /// Seconds for a verdict, and again for the arbiter's.
    pub verdict_within: u64,
    /// Bond of a client that disputes a result, NET base units.
    pub dispute_bond: Uint128,
    /// Bond of a provider that asks for an input, NET base units.
    pub data_bond: Uint128,
    /// Seconds that a called debtor has to accept.
    pub call_within: u64,
}

/// Parameters of the lease-market, each as in [`api::lease_market::Params`], without the time between blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaseMarketWiring {
    /// Seconds for a provider to start a lease.
    pub start_within: u64,
    /// Seconds that a heartbeat covers.
    pub heartbeat_within: u64,
    /// Seconds from a lease's start within which its client pays for as many if it closes it.
    pub minimum: u64,
    /// Least pledge of a provider, basis points of the lease's worth.
    pub early_end_bps: u32,
}

impl Default for LeaseMarketWiring {
    fn default() -> Self {
        Self { start_within: 600, heartbeat_within: 600, minimum: 60, early_end_bps: 1_000 }
    }
}

/// What restaking starts with. What is left out has its default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RestakingWiring {
    /// The smallest first deposit into a vault, units: each counts as a base unit of NET.
    pub least: Uint128,
    /// What may back beside NET and the stake pool's receipt, at most two.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<BackingWiring>,
}

/// An asset that may back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BackingWiring {
    /// Which.
    pub asset: Asset,
    /// How many of its base units count as one of NET, and must always be redeemable for one.
    pub unit: Uint128,
}

impl Default for RestakingWiring {
    fn default() -> Self {
        Self { least: Uint128::new(1_000_000), assets: vec![] }
    }
}

/// A hardware class with its pool and its terms.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClassWiring {
    /// Its id.
    pub class: String,
    /// Symbol of its credit token.
    pub credit_symbol: String,
    /// Symbol of its pool's LP token.
    pub lp_symbol: String,
    /// Its parameters in the registry.
    pub params: ClassParams,
    /// Its terms in the job-market; leases bear its base take.
    pub terms: ClassTerms,
    /// Whether providers may end its leases with notice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub interruptible: bool,
    /// Fees of its pool.
    pub fees: Fees,
    /// Whether its pool is a launch pool, which starts with credits alone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub launch: bool,
    /// Templates of its standard jobs, numbered from 1: those that can be called on who owes GPU time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub templates: Vec<Template>,
}

impl ClassWiring {
    /// Its terms in the lease-market.
    pub fn lease_terms(&self) -> api::lease_market::ClassTerms {
        api::lease_market::ClassTerms {
            take_bps: self.terms.take.base_bps,
            interruptible: self.interruptible,
        }
    }
}

/// A pool beside the classes' own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolWiring {
    /// First asset.
    pub asset_0: Asset,
    /// Second asset.
    pub asset_1: Asset,
    /// Its fees.
    pub fees: Fees,
    /// Symbol of its LP token.
    pub lp_symbol: String,
    /// Amount of the first asset worth `reference_1` when the pool starts, base units, > 0.
    pub reference_0: Uint128,
    /// Amount of the second asset of the same worth, base units, > 0.
    pub reference_1: Uint128,
    /// Whether it is a launch pool, which starts with the first asset alone; the second is then NET.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub launch: bool,
}

/// By which pools an asset is sold for NET.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RouteWiring {
    /// Which of `assets`.
    pub asset: Asset,
    /// Pool ids in order; none: the asset is not sold.
    pub pools: Vec<u64>,
}

impl Wiring {
    /// The same wiring with `authority`, the account of the chain's governance, where its file left the owner
    /// to the chain.
    #[must_use]
    pub fn owned_by(mut self, authority: &str) -> Self {
        if self.roles.owner == GOVERNANCE {
            self.roles.owner = authority.to_owned();
        }
        self
    }

    /// What can be told wrong before anything is sent; the contracts check every bound again.
    pub fn check(&self) -> Result<()> {
        ensure!((1..=32).contains(&self.salt.len()), "salt: expected 1 to 32 bytes, got {}", self.salt.len());
        // It goes into labels and proposals' metadata.
        let plain = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
        ensure!(
            self.salt.chars().all(plain),
            "salt: expected letters, digits, `-`, `_` and `.`, got `{}`",
            self.salt
        );
        let (least, most) = BLOCK_MILLIS;
        ensure!(
            (least..=most).contains(&self.block_millis),
            "block_millis: expected {least} to {most}, got {}",
            self.block_millis
        );
        for (i, class) in self.classes.iter().enumerate() {
            let twice = self.classes.iter().skip(i + 1).any(|other| other.class == class.class);
            ensure!(!twice, "class `{}` stands twice in the wiring", class.class);
            for (template, number) in class.templates.iter().zip(1u32..) {
                self.check_template(template)
                    .with_context(|| format!("template {number} of class `{}`", class.class))?;
            }
        }
        self.check_methods()?;
        let net = Asset::native(&self.network_denom);
        for (i, asset) in self.assets.iter().enumerate() {
            ensure!(*asset != net, "{asset} stands in `assets`, but the network token is listed anyway");
            let twice = self.assets.iter().skip(i + 1).any(|other| other == asset);
            ensure!(!twice, "{asset} stands twice in `assets`");
        }
        for PoolWiring { asset_0, asset_1, reference_0, reference_1, launch, .. } in &self.pools {
            ensure!(asset_0 != asset_1, "a pool needs two assets, got {asset_0} twice");
            let priced = !reference_0.is_zero() && !reference_1.is_zero();
            ensure!(priced, "pool {asset_0} / {asset_1}: a reference price needs two amounts above 0");
            ensure!(
                !launch || *asset_1 == net,
                "pool {asset_0} / {asset_1}: the second asset of a launch pool is the network token {net}"
            );
            for asset in [asset_0, asset_1] {
                let listed = *asset == net || self.assets.contains(asset);
                ensure!(listed, "pool {asset_0} / {asset_1}: {asset} does not stand in `assets`");
            }
        }
        self.check_fee_collector()
    }

    /// What the gateway asks of its first methods, and the registry of the keys that admit providers.
    fn check_methods(&self) -> Result<()> {
        check_start(self.method_timelock, self.methods.len())?;
        // Keys are looked at with the functions that a chain's contracts call.
        let api = MockApi::default();
        for (position, params) in self.methods.iter().enumerate() {
            let earlier = self.methods.get(..position).unwrap_or_default();
            check_first(&api, earlier, params)
                .with_context(|| format!("method {} (`{}`)", position + 1, params.name))?;
        }
        for ClassWiring { class, params, .. } in &self.classes {
            if let Admission::Attested { attestors, threshold } = &params.admission {
                check_keys(&api, attestors, *threshold)
                    .with_context(|| format!("admission of class `{class}`"))?;
            }
        }
        Ok(())
    }

    /// What the job-market asks of a standard job: a verdict that comes with the result, and a least job that
    /// pays for as long as it may keep a debtor from other calls.
    fn check_template(&self, template: &Template) -> Result<()> {
        let Template { method, unit_seconds, min_units, max_units, overhead, max_input, .. } = template;
        let position = usize::try_from(*method)?.checked_sub(1);
        let found = position.and_then(|position| self.methods.get(position));
        let params = found
            .with_context(|| format!("expected a method from 1 to {}, got {method}", self.methods.len()))?;
        let policy = params.kind.policy();
        let suited =
            policy == Some(JournalPolicy::Statement) || matches!(params.kind, MethodKind::Attestation { .. });
        ensure!(
            suited,
            "expected a validity proof of the whole statement or an attestation, got method {method} (`{}`)",
            params.name
        );
        ensure!(
            policy.is_none() || min_units == max_units,
            "units: expected `max_units` equal to `min_units` under a validity proof, got {min_units} to {max_units}"
        );
        ensure!(
            *max_input <= MAX_INPUT,
            "max_input: expected at most {MAX_INPUT} bytes, got {max_input} bytes"
        );
        ensure!(*overhead >= MIN_OVERHEAD, "overhead: expected at least {MIN_OVERHEAD} s, got {overhead} s");
        ensure!(
            (1..=*max_units).contains(min_units),
            "units: expected at least 1 and at most `max_units`, got {min_units} to {max_units}"
        );
        let least = unit_seconds.saturating_mul(*min_units);
        let idle = self.job_market.call_within.saturating_add(*overhead);
        ensure!(
            least >= idle,
            "min_units · unit_seconds: expected at least call_within + overhead, {idle} s, got {least} s"
        );
        let (runs, longest) = (
            unit_seconds.saturating_mul(*max_units).saturating_add(*overhead),
            self.job_market.max_run_within,
        );
        ensure!(
            runs <= longest,
            "max_units · unit_seconds + overhead: expected at most max_run_within, {longest} s, got {runs} s"
        );
        Ok(())
    }

    /// Parameters of the job-market, with the chain's time between blocks.
    pub fn job_market_params(&self) -> api::job_market::Params {
        let JobMarketWiring {
            max_accept_within,
            max_run_within,
            verdict_within,
            dispute_bond,
            data_bond,
            call_within,
        } = self.job_market;
        api::job_market::Params {
            max_accept_within,
            max_run_within,
            verdict_within,
            dispute_bond,
            data_bond,
            call_within,
            block_millis: self.block_millis,
        }
    }

    /// Parameters of the lease-market, with the chain's time between blocks.
    pub fn lease_market_params(&self) -> api::lease_market::Params {
        let LeaseMarketWiring { start_within, heartbeat_within, minimum, early_end_bps } = self.lease_market;
        let block_millis = self.block_millis;
        api::lease_market::Params { start_within, heartbeat_within, minimum, early_end_bps, block_millis }
    }

    /// All that may back, in the order in which it is listed: NET, the stake pool's receipt, and what is named.
    pub fn all_backing(&self, receipt: &str) -> Vec<BackingWiring> {
        let net = BackingWiring { asset: Asset::native(&self.network_denom), unit: Uint128::one() };
        // A base unit of NET first brings so many of the receipt's, and redeems for no more ever after.
        let unit = Uint128::new(amm_math::shares::VIRTUAL_SHARES);
        let staked = BackingWiring { asset: Asset::cw20(receipt), unit };
        [net, staked].into_iter().chain(self.restaking.assets.iter().cloned()).collect()
    }

    /// The checksums from which the addresses follow: those that were frozen, or of a first deployment what
    /// the chain stored. Refuses a code that is not stored, and one that is not the frozen one.
    pub fn settled(&self, stored: &BTreeMap<Code, Stored>) -> Result<Checksums> {
        let settle = |code: Code| {
            let name = code.name();
            let got = stored.get(&code).with_context(|| format!("{name} is not stored"))?.checksum;
            if let Some(frozen) = &self.checksums {
                let text = frozen.get(&code).with_context(|| format!("no frozen checksum of {name}"))?;
                let expected = parse_checksum(text).with_context(|| format!("frozen checksum of {name}"))?;
                if expected != got {
                    let got = hex::encode(got);
                    bail!("{name} is not the code that was deployed: expected checksum {text}, got {got}");
                }
            }
            Ok((code, got))
        };
        Code::ALL.into_iter().map(settle).collect()
    }

    /// The pool of a class: they are created first, in order.
    pub fn class_pool_id(&self, class: &str) -> Option<u64> {
        let position = self.classes.iter().position(|c| c.class == class)?;
        u64::try_from(position).ok()?.checked_add(1)
    }

    /// Id of the first pool that is not a class's own.
    pub fn first_further_pool(&self) -> Result<u64> {
        let classes = u64::try_from(self.classes.len())?;
        classes.checked_add(1).context("too many classes")
    }
}
