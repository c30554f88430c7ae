//! Proposals before they are submitted.

use std::collections::BTreeSet;
use std::rc::Rc;

use anyhow::{ensure, Context, Result};
use cosmrs::Any;
use deploy::{Checksum, Checksums, Code};
use serde_json::{json, Value};

use crate::act::{allows, digest, Act};
use crate::artifacts::Artifacts;
use crate::config::Governance;
use crate::found::Found;
use crate::gov::Proposal;
use crate::terms::money_rules;

/// What proposals are made with: the version of the artifacts, too, unless others were named.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// Bytes that x/gov takes of a title and of metadata.
const LINE: usize = 255;
/// Bytes of a summary, short of the 10,200 that x/gov takes, so that the last line fits.
const SUMMARY: usize = 10_000;

/// A proposal to be made.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Which step of which market it is: `compute-amm/<salt>/<step>`.
    pub step: String,
    /// A line.
    pub title: String,
    /// What it does and why, for voters.
    pub summary: String,
    /// Its messages, all carried out or none.
    pub messages: Vec<Any>,
    /// The same as a file carries them.
    pub json: Vec<Value>,
    /// Recognises the same proposal again: the step and the sha256 of its messages.
    pub metadata: String,
    /// It is no proposal but a transaction of an account that stores a code.
    pub upload: Option<Upload>,
}

/// A code that an account stores by itself.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Whose transaction it is.
    pub account: String,
    /// Which code.
    pub code: Code,
    /// Its wasm, compressed.
    pub gzip: Rc<Vec<u8>>,
    /// Who may instantiate it.
    pub allowed: Vec<String>,
}

impl Draft {
    /// A proposal of these acts.
    pub fn new(market: &Found, step: &str, title: &str, why: &str, acts: &[Act]) -> Result<Self> {
        Self::by(market, &market.authority, step, title, why, acts)
    }

    fn by(market: &Found, sender: &str, step: &str, title: &str, why: &str, acts: &[Act]) -> Result<Self> {
        let messages: Vec<Any> = acts.iter().map(|act| act.any(sender)).collect();
        let step = format!("{}{step}", prefix(&market.wiring.salt));
        let title = format!("compute-amm {VERSION}: {title}");
        let metadata = format!("{step}/{}", digest(&messages));
        for (what, text) in [("title", &title), ("metadata", &metadata)] {
            ensure!(text.len() <= LINE, "{what}: expected at most {LINE} bytes, got {}: {text}", text.len());
        }
        Ok(Self {
            title,
            summary: summary(why, acts),
            json: acts.iter().map(|act| act.json(sender)).collect::<Result<_>>()?,
            metadata,
            step,
            messages,
            upload: None,
        })
    }

    /// As it is submitted.
    pub fn proposal(&self, governance: &Governance) -> Proposal {
        Proposal {
            title: self.title.clone(),
            summary: self.summary.clone(),
            metadata: self.metadata.clone(),
            messages: self.messages.clone(),
            expedited: governance.expedited,
            deposit: (governance.deposit.amount.u128(), governance.deposit.denom.clone()),
        }
    }

    /// As `tx gov submit-proposal` reads it.
    pub fn file(&self, governance: &Governance) -> Value {
        json!({
            "messages": self.json,
            "metadata": self.metadata,
            "deposit": format!("{}{}", governance.deposit.amount, governance.deposit.denom),
            "title": self.title,
            "summary": self.summary,
            "expedited": governance.expedited,
        })
    }

    /// Bytes of its messages.
    pub fn bytes(&self) -> usize {
        self.messages.iter().map(|message| message.value.len()).sum()
    }
}

/// What a proposal does, for voters; of a very long list the messages themselves say the rest.
fn summary(why: &str, acts: &[Act]) -> String {
    let mut text = format!("{why}\n\nIf it passes, governance will, all or nothing and in this order:");
    for (done, act) in acts.iter().enumerate() {
        let line = format!("\n- {}", act.what());
        if text.len() + line.len() > SUMMARY {
            let rest = acts.len().saturating_sub(done);
            text.push_str(&format!("\n- and {rest} more: see the messages"));
            break;
        }
        text.push_str(&line);
    }
    text
}

/// With what the metadata of a market's proposals begins.
pub fn prefix(salt: &str) -> String {
    format!("compute-amm/{salt}/")
}

/// Proposals, or an account's transactions, for the codes that are not stored: one each, as a code fills much of what a
/// transaction may hold.
pub fn store(market: &Found, artifacts: &Artifacts, step: &str, codes: &[Code]) -> Result<Vec<Draft>> {
    let draft = |code: &Code| {
        let name = code.name();
        let checksum: Checksum = artifacts.checksum(*code)?;
        let allowed = market.instantiators(*code);
        let why = format!(
            "Stores the code of compute-amm's contract {name}, sha256 {}. Nothing runs it yet.\n\
             {}\nTo verify: build it there (`cargo xtask wasm --check`) and compare the checksum; it is that of the \
             uncompressed wasm.\nOnly {} may instantiate it.",
            hex::encode(checksum),
            sources(market),
            allowed.join(" and ")
        );
        let gzip = artifacts.gzip(*code)?;
        let upload = market.uploader.as_ref().map(|account| Upload {
            account: account.clone(),
            code: *code,
            gzip: gzip.clone(),
            allowed: allowed.clone(),
        });
        let sender = market.uploader.as_ref().unwrap_or(&market.authority);
        let act = Act::Store { code: *code, gzip, allowed };
        let (step, title) = (format!("{step}-{name}"), format!("store {name}"));
        Ok(Draft { upload, ..Draft::by(market, sender, &step, &title, &why, &[act])? })
    };
    codes.iter().map(draft).collect()
}

/// What a deployment proposes next; nothing, once everything stands. Two rounds: the codes, as their ids must be known; then
/// all the rest in one proposal, so that a market is there whole or not at all.
pub fn deployment(market: &Found, artifacts: &Artifacts) -> Result<Vec<Draft>> {
    let missing: Vec<Code> = Code::ALL.into_iter().filter(|c| !market.stored.contains_key(c)).collect();
    if !missing.is_empty() {
        for code in &missing {
            let (expected, got) = (market.first.get(code), artifacts.checksum(*code)?);
            ensure!(
                expected == Some(&got),
                "{} with the frozen checksum {} is not stored on this chain, and the artifact is {}: build the \
                 version that was frozen, or leave `checksums` out of the wiring if nothing was deployed yet",
                code.name(),
                expected.map(hex::encode).unwrap_or_default(),
                hex::encode(got)
            );
        }
        return store(market, artifacts, "store", &missing);
    }
    let acts = rest(market)?;
    if acts.is_empty() {
        return Ok(vec![]);
    }
    let owner = &market.wiring.roles.owner;
    ensure!(
        *owner == market.authority,
        "roles.owner: expected the account of governance, {}, got {owner}: only governance can propose, so \
         leave the owner out, deploy, and hand the contracts over by update_ownership afterwards",
        market.authority
    );
    let why = format!(
        "Brings a market for GPU time into being from codes that are stored: instantiates its contracts, pins their \
         codes, adds hardware classes and creates pools.\n{}\n\n{}\n\n{}",
        sources(market),
        checksums(&market.first),
        money_rules(&market.wiring)
    );
    let salt = &market.wiring.salt;
    Ok(vec![Draft::new(market, "market", &format!("start market {salt}"), &why, &acts)?])
}

/// Where the sources are, and of which version.
pub(crate) fn sources(market: &Found) -> String {
    match &market.repository {
        Some(repository) => format!("Sources: {repository}, version {VERSION}."),
        None => format!("Sources: compute-amm, version {VERSION}."),
    }
}

/// The codes as `sha256sum` lists them.
pub(crate) fn checksums(sums: &Checksums) -> String {
    let line = |(code, sum): (&Code, &Checksum)| format!("\n{} {}", hex::encode(sum), code.name());
    format!("Codes, sha256 of the uncompressed wasm:{}", sums.iter().map(line).collect::<String>())
}

/// Everything after the codes that is not done yet.
fn rest(market: &Found) -> Result<Vec<Act>> {
    let plan = market.plan.as_ref().context("a plan, as all codes are stored")?;
    let mut acts = vec![];
    let token = market.stored.get(&Code::Token).context("the token's code is stored")?;
    let permission = market.codes.iter().find(|code| code.code_id == token.code_id);
    let permission = permission.and_then(|code| code.permission.as_ref());
    let needed = market.instantiators(Code::Token);
    if !allows(permission, &needed) {
        // Another market of the same governance may use the code too.
        let mut allowed: BTreeSet<String> = needed.into_iter().collect();
        allowed.extend(permission.into_iter().flat_map(|permission| permission.addresses.clone()));
        acts.push(Act::Permit { code_id: token.code_id, allowed: allowed.into_iter().collect() });
    }
    let absent = plan.instantiations.iter().filter(|step| !market.contracts.contains_key(&step.code));
    acts.extend(absent.cloned().map(Act::Instantiate));
    let runs = |code: &Code| match market.contracts.get(code) {
        Some(contract) => Some(contract.code_id),
        None => market.stored.get(code).map(|stored| stored.code_id),
    };
    let unpinned: Vec<u64> =
        Code::ALL.iter().filter_map(runs).filter(|id| !market.pinned.contains(id)).collect();
    if !unpinned.is_empty() {
        acts.push(Act::Pin(unpinned));
    }
    match &market.observed {
        Some(observed) => {
            acts.extend(plan.remaining(observed)?.into_iter().cloned().map(Act::Execute));
        }
        // Of contracts of which some are there and some are not, nothing can be asked yet.
        None if !market.contracts.is_empty() => {}
        None => acts.extend(plan.setup.iter().cloned().map(Act::Execute)),
    }
    Ok(acts)
}
