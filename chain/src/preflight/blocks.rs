//! Blocks: whether the largest proposal fits into one, and how long one takes.

use anyhow::{ensure, Context, Result};
use deploy::{Code, Wiring};
use serde_json::{json, Value};

use super::check::{answered, Check, Outcome};
use crate::artifacts::Artifacts;
use crate::config::ChainFile;
use crate::node::Node;

/// Gas of proposing one compressed byte of code, rounded up: x/gov charges a proposal's bytes several times over. The chain
/// suite measures it on stock wasmd, at 194 to 197.
pub const GAS_PER_BYTE: u64 = 200;
/// What a node's mempool takes by default, bytes of a transaction. A node does not say what it was set to.
pub const LARGEST_TX: u64 = 1 << 20;
/// Stretches of blocks over which the time between blocks is measured; their median counts, so that a halt does not.
pub const STRETCHES: u64 = 10;
/// Blocks of a stretch, at most.
const STRETCH: u64 = 100;
/// Bytes of a proposal beside its code: texts, addresses, signature.
const AROUND: u64 = 12_000;

/// What a block holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Limits {
    /// Gas; none for no limit.
    gas: Option<u64>,
    /// Bytes; none for no limit.
    bytes: Option<u64>,
}

/// Most gas of a block; none for no limit, or where the node does not say.
pub fn block_gas(node: &Node) -> Result<Option<u64>> {
    Ok(limits(node)?.and_then(|limits| limits.gas))
}

/// Bytes of code that one transaction can propose in a block of so much gas, rounded down.
pub fn proposable(gas: Option<u64>) -> u64 {
    gas.map_or(u64::MAX, |gas| (gas / GAS_PER_BYTE).saturating_sub(AROUND))
}

/// Everything about blocks.
pub(super) fn checks(node: &Node, file: &ChainFile, artifacts: &Artifacts) -> Result<Vec<Check>> {
    let mut checks = fits(node, file.chain.upload.account().is_some(), artifacts)?;
    checks.push(pace(node, &file.wiring)?);
    Ok(checks)
}

/// A transaction that stores a code costs less than one that proposes it; how much less is not measured.
fn fits(node: &Node, by_account: bool, artifacts: &Artifacts) -> Result<Vec<Check>> {
    let mut largest = (0, "");
    for code in Code::ALL {
        let bytes = u64::try_from(artifacts.gzip(code)?.len())?;
        largest = largest.max((bytes, code.name()));
    }
    let bytes = largest.0.saturating_add(AROUND);
    let gas = bytes.saturating_mul(GAS_PER_BYTE);
    let gas_needed = format!("{gas} to propose the code of {}", largest.1);
    let bytes_needed = format!("{bytes} for the proposal of {}", largest.1);
    let Some(limits) = limits(node)? else {
        let ask = "ask `query consensus params`";
        return Ok(vec![
            Check::unanswered("gas of a block", gas_needed, ask),
            Check::unanswered("bytes of a block", bytes_needed, ask),
        ]);
    };
    let said = |limit: Option<u64>| limit.map_or("no limit".to_owned(), |limit| limit.to_string());
    let holds = |limit: Option<u64>, needed: u64| limit.is_none_or(|limit| limit >= needed);
    Ok(vec![
        Check::of(
            "gas of a block",
            holds(limits.gas, gas),
            if by_account { Outcome::Warning } else { Outcome::Refused },
            said(limits.gas),
            gas_needed,
            "raise block.max_gas by governance for the time of the deployment, or store codes by `upload`",
        ),
        Check::of(
            "bytes of a block",
            holds(limits.bytes, bytes),
            Outcome::Refused,
            said(limits.bytes),
            bytes_needed,
            "raise block.max_bytes by governance",
        ),
        Check::of(
            "bytes of a transaction",
            bytes <= LARGEST_TX,
            Outcome::Warning,
            format!("{LARGEST_TX} by default; a node does not tell its `max_tx_bytes`"),
            bytes.to_string(),
            "raise `max_tx_bytes` of the mempool on the node that takes the proposals, and on its peers",
        ),
    ])
}

fn limits(node: &Node) -> Result<Option<Limits>> {
    // Of a block that is there: without a height a node answers for the next one, whose limits it may not have saved yet.
    let ask = || {
        let (_, last) = node.kept()?;
        node.rpc().call("consensus_params", &json!({ "height": last.to_string() }))
    };
    let Some(answer) = answered(ask())? else { return Ok(None) };
    let limit = |name: &str| -> Result<Option<u64>> {
        let field = answer.pointer(&format!("/consensus_params/block/{name}"));
        let text = field.and_then(Value::as_str).with_context(|| format!("no block.{name} in the answer"))?;
        let number: i64 = text.parse().with_context(|| format!("block.{name}: `{text}`"))?;
        // −1 stands for no limit.
        Ok(u64::try_from(number).ok())
    };
    Ok(Some(Limits { gas: limit("max_gas")?, bytes: limit("max_bytes")? }))
}

/// The time between blocks against what the contracts are told. Too short a value makes waits longer, by at most 30 days;
/// one of twice the real time or more has a halt late in a wait count in full.
fn pace(node: &Node, wiring: &Wiring) -> Result<Check> {
    let (what, told) = ("time between blocks", wiring.block_millis);
    let needed = format!("a little less than block_millis, {told} ms, and more than half of it");
    let Some((millis, blocks)) = answered(measure(node))?.flatten() else {
        return Ok(Check::unanswered(what, needed, "measure it once the chain has made some blocks"));
    };
    let remedy = format!("set block_millis to {}, some 5 % above it", millis.saturating_mul(21).div_ceil(20));
    Ok(Check::of(
        what,
        millis <= told && told < millis.saturating_mul(2),
        Outcome::Warning,
        format!("{millis} ms in the median over the last {blocks} blocks"),
        needed,
        remedy,
    ))
}

/// Milliseconds between blocks, rounded down, and over how many blocks; none, where the chain has too few.
fn measure(node: &Node) -> Result<Option<(u64, u64)>> {
    let (first, last) = node.kept()?;
    // The first block of a chain has the time of its genesis.
    let first = first.max(2);
    let stretch = last.saturating_sub(first).checked_div(STRETCHES).unwrap_or_default().min(STRETCH);
    if stretch == 0 {
        return Ok(None);
    }
    let mut times = vec![];
    for number in 0..=STRETCHES {
        times.push(node.time_of(last.saturating_sub(number.saturating_mul(stretch)))?);
    }
    let mut paces: Vec<u64> = times
        .windows(2)
        .map(|pair| match pair {
            [later, earlier] => later.saturating_sub(*earlier).checked_div(stretch).unwrap_or_default(),
            _ => 0,
        })
        .collect();
    paces.sort_unstable();
    ensure!(!paces.is_empty(), "no stretch of blocks was measured");
    let median = paces.get(paces.len() / 2).copied().unwrap_or_default();
    Ok(Some((median, stretch.saturating_mul(STRETCHES))))
}
