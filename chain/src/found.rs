//! What a chain has of a wired market: asked anew each time, remembered nowhere.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{bail, ensure, Context, Result};
use api::versioning::ensure_not_too_old;
use cosmrs::proto::cosmwasm::wasm::v1::ContractInfo;
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{to_json_binary, Api};
use deploy::{parse_checksum, Addresses, Checksum, Checksums, Code, Observed, Plan, Stored, Wiring};
use serde::Deserialize;

use crate::wasm::CodeState;
use crate::world::{checksum, World};

/// Who governs a chain, and how its addresses are written.
#[derive(Clone, Debug)]
pub struct Governed {
    /// The account that acts for governance.
    pub authority: String,
    /// Prefix of addresses.
    pub prefix: String,
    /// An account that stores codes instead of governance, where the file names one.
    pub uploader: Option<String>,
    /// Where voters find the sources, where the file says it.
    pub repository: Option<String>,
}

/// From where the checksums come that addresses follow from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The wiring froze them.
    Wiring,
    /// The market stands, and its contracts started with them.
    Chain,
    /// It does not yet, so they are the artifacts'.
    Artifacts,
}

/// What a chain has of a market.
pub struct Found {
    /// The account that acts for governance: the contracts' creator.
    pub authority: String,
    /// An account that stores codes instead of it.
    pub uploader: Option<String>,
    /// Where voters find the sources.
    pub repository: Option<String>,
    /// The wiring, with its owner.
    pub wiring: Wiring,
    /// The first checksum of each code.
    pub first: Checksums,
    /// From where those come.
    pub origin: Origin,
    /// Where everything is, or will be.
    pub addresses: Addresses,
    /// Every code of the chain.
    pub codes: Vec<CodeState>,
    /// Those of them with the first checksums, stored by governance or its uploader.
    pub stored: BTreeMap<Code, Stored>,
    /// Codes that every node keeps in memory.
    pub pinned: BTreeSet<u64>,
    /// The contracts that stand.
    pub contracts: BTreeMap<Code, ContractInfo>,
    /// What is to be done, once all codes are stored.
    pub plan: Option<Plan>,
    /// What the contracts say, once all stand.
    pub observed: Option<Observed>,
}

#[derive(Deserialize)]
struct TokenCode {
    token_code_id: u64,
}

impl Found {
    /// Asks the chain.
    pub fn look(
        world: &dyn World,
        wiring: &Wiring,
        governed: &Governed,
        artifacts: &Checksums,
    ) -> Result<Self> {
        let Governed { authority, prefix, uploader, repository } = governed.clone();
        let api = api(&prefix)?;
        let mut wiring = wiring.clone().owned_by(&authority);
        let codes = world.codes()?;
        let standing = standing(world, &wiring.salt, &authority, &codes)?;
        let (first, origin) = first(&wiring, standing.as_ref().map(|found| &found.0), artifacts)?;
        let addresses = deploy::addresses(&api, &authority, &first, &wiring.salt)?;
        if let Some((_, at)) = &standing {
            for (code, expected) in addresses.all() {
                let got = at.get(&code).map_or("nothing", String::as_str);
                ensure!(
                    got == expected,
                    "{} of market `{}`: expected at {expected}, got {got}",
                    code.name(),
                    wiring.salt
                );
            }
        }
        let may_store = [Some(&authority), uploader.as_ref()];
        let stored = stored(&codes, &may_store, &first);
        let mut contracts = BTreeMap::new();
        for (code, address) in addresses.all() {
            if let Some(info) = world.contract(address)? {
                contracts.insert(code, info);
            }
        }
        let plan = if stored.len() == Code::ALL.len() {
            wiring.checksums = Some(first.iter().map(|(code, sum)| (*code, hex::encode(sum))).collect());
            Some(deploy::plan(&api, &wiring, &authority, &stored)?)
        } else {
            None
        };
        let whole = contracts.len() == addresses.all().len();
        let observed = whole.then(|| Observed::of(world, &addresses)).transpose()?;
        let pinned = world.pinned()?;
        Ok(Self {
            authority,
            uploader,
            repository,
            wiring,
            first,
            origin,
            addresses,
            codes,
            stored,
            pinned,
            contracts,
            plan,
            observed,
        })
    }

    /// Who may instantiate a code: tokens come from the pool, the registry, the stake pool and restaking, everything else from
    /// governance alone, so that no copy of a contract can pass for one of the market's.
    pub fn instantiators(&self, code: Code) -> Vec<String> {
        match code {
            Code::Token => {
                let at = &self.addresses;
                vec![at.pool.clone(), at.provider_registry.clone(), at.staking.clone(), at.restaking.clone()]
            }
            _ => vec![self.authority.clone()],
        }
    }

    /// The code that governance or its uploader stored with a checksum: the first one, should there be several.
    pub fn code_of(&self, checksum: &Checksum) -> Option<u64> {
        code_of(&self.codes, &[Some(&self.authority), self.uploader.as_ref()], checksum)
    }
}

/// Addresses as the chain writes them.
pub fn api(prefix: &str) -> Result<MockApi> {
    // The type wants a text that lives as long as the program; there is one per chain.
    let api = MockApi::default().with_prefix(Box::leak(prefix.to_owned().into_boxed_str()));
    api.addr_humanize(&[0; 20].to_vec().into()).with_context(|| format!("prefix `{prefix}`"))?;
    Ok(api)
}

fn code_of(codes: &[CodeState], may_store: &[Option<&String>], checksum: &Checksum) -> Option<u64> {
    let ours = |code: &&CodeState| code.checksum == checksum && may_store.contains(&Some(&code.creator));
    codes.iter().filter(ours).map(|code| code.code_id).min()
}

/// The codes with these checksums. Others may have stored the same wasm, but they could change who may instantiate theirs.
fn stored(codes: &[CodeState], may_store: &[Option<&String>], first: &Checksums) -> BTreeMap<Code, Stored> {
    let found = |(code, checksum): (&Code, &Checksum)| {
        let code_id = code_of(codes, may_store, checksum)?;
        Some((*code, Stored { code_id, checksum: *checksum }))
    };
    first.iter().filter_map(found).collect()
}

/// First checksums and addresses of the market that stands under this salt, if one does: governance's contracts with its
/// labels. So a market is found again even where its manifest is lost and its artifacts have been rebuilt since.
fn standing(
    world: &dyn World,
    salt: &str,
    authority: &str,
    codes: &[CodeState],
) -> Result<Option<(Checksums, BTreeMap<Code, String>)>> {
    let mut at: BTreeMap<Code, String> = BTreeMap::new();
    for address in world.created_by(authority)? {
        let info = world.contract(&address)?.with_context(|| format!("no contract at {address}"))?;
        let ours = Code::ALL.into_iter().find(|code| deploy::label(salt, *code) == info.label);
        if let Some(code) = ours {
            if let Some(other) = at.insert(code, address.clone()) {
                bail!(
                    "two contracts are labelled `{}`: {other} and {address}; choose another salt",
                    info.label
                );
            }
        }
    }
    if at.is_empty() {
        return Ok(None);
    }
    // Before anything else is asked: an old market does not understand the questions, and no upgrade moves it.
    for (code, address) in &at {
        let version = deploy::cw2(world, address)?.version;
        ensure_not_too_old(&version).with_context(|| {
            let name = code.name();
            format!(
                "market `{salt}`, {name} at {address}: nothing is proposed; deploy under another salt, and keep the \
                 old market's own tools for it"
            )
        })?;
    }
    let mut first = Checksums::new();
    for (code, address) in &at {
        first.insert(*code, checksum(codes, world.first_code(address)?)?);
    }
    let pool = at.get(&Code::Pool).context("a market without a pool contract stands under this salt")?;
    let config = world.smart(pool, to_json_binary(&api::pool::QueryMsg::Config {})?)?;
    let config: TokenCode = serde_json::from_slice(&config).context("the pool's configuration")?;
    first.insert(Code::Token, checksum(codes, config.token_code_id)?);
    for code in Code::ALL {
        ensure!(first.contains_key(&code), "market `{salt}` stands without {}", code.name());
    }
    Ok(Some((first, at)))
}

fn first(
    wiring: &Wiring,
    standing: Option<&Checksums>,
    artifacts: &Checksums,
) -> Result<(Checksums, Origin)> {
    let Some(frozen) = &wiring.checksums else {
        return Ok(match standing {
            Some(first) => (first.clone(), Origin::Chain),
            None => (artifacts.clone(), Origin::Artifacts),
        });
    };
    let mut first = Checksums::new();
    for code in Code::ALL {
        let name = code.name();
        let text = frozen.get(&code).with_context(|| format!("no frozen checksum of {name}"))?;
        let sum = parse_checksum(text).with_context(|| format!("frozen checksum of {name}"))?;
        if let Some(got) = standing.and_then(|first| first.get(&code)).filter(|got| **got != sum) {
            bail!(
                "market `{}` stands on this chain, but its {name} started with checksum {}, not with the \
                 frozen {text}; correct the wiring's checksums, or choose another salt for another market",
                wiring.salt,
                hex::encode(got)
            );
        }
        first.insert(code, sum);
    }
    Ok((first, Origin::Wiring))
}
