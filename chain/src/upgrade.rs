//! Upgrades by governance: new code under contracts that keep their state, addresses and admin.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use anyhow::{ensure, Context, Result};
use deploy::{Code, Manifest, Running};

use crate::act::Act;
use crate::artifacts::Artifacts;
use crate::config::ChainFile;
use crate::deployment::{self, connect};
use crate::draft::{self, Draft};
use crate::files;
use crate::found::{Found, Governed};
use crate::node::Node;
use crate::progress::Progress;
use crate::report::Standing;
use crate::rounds::{reach, refuse_rivals, undecided};
use crate::world::World;

/// Has governance migrate every contract and token that runs another code than its artifact, and writes the manifest. Two
/// rounds: the codes; then all migrations in one proposal, so that no two versions ever run side by side. (x/wasm can
/// store and migrate in one message, but of one contract only, and the tokens share a code.)
pub fn run(file: &ChainFile, artifacts: &Artifacts, progress: &mut dyn Progress) -> Result<Manifest> {
    let (node, governed) = connect(file, progress)?;
    let mut before: Option<BTreeMap<String, Running>> = None;
    reach(&node, &file.chain, &file.wiring.salt, progress, &mut |progress| {
        let market = Found::look(&node, &file.wiring, &governed, artifacts.checksums())?;
        let standing = Standing::of(&node, &market)?;
        before.get_or_insert_with(|| standing.running().clone());
        drafts(&node, &market, &standing, artifacts, progress)
    })?;
    finish(&node, file, &governed, artifacts, before.unwrap_or_default(), progress)
}

/// As [`run`], where nobody's vote is at hand.
pub fn write_files(
    file: &ChainFile,
    artifacts: &Artifacts,
    folder: &Path,
    progress: &mut dyn Progress,
) -> Result<Option<Manifest>> {
    let (node, governed) = connect(file, progress)?;
    let undecided = undecided(&node, &file.wiring.salt, None)?;
    let market = Found::look(&node, &file.wiring, &governed, artifacts.checksums())?;
    let standing = Standing::of(&node, &market)?;
    let drafts = drafts(&node, &market, &standing, artifacts, progress)?;
    if drafts.is_empty() {
        let before = standing.running().clone();
        return finish(&node, file, &governed, artifacts, before, progress).map(Some);
    }
    refuse_rivals(&drafts, &undecided)?;
    files::write(folder, &file.chain, &drafts, &undecided, progress)?;
    Ok(None)
}

/// What an upgrade proposes next; nothing, once every contract runs its artifact.
pub fn drafts(
    world: &dyn World,
    market: &Found,
    standing: &Standing,
    artifacts: &Artifacts,
    progress: &mut dyn Progress,
) -> Result<Vec<Draft>> {
    let mut old: Vec<(Code, String, u64)> = vec![];
    let contracts = market.addresses.all().map(|(code, address)| (code, address.to_owned()));
    let tokens = standing.tokens().into_iter().map(|token| (Code::Token, token));
    for (code, address) in contracts.into_iter().chain(tokens) {
        let now = standing.running().get(&address).context("a contract that stands")?;
        if now.checksum != artifacts.checksum(code)? {
            old.push((code, address, now.code_id));
        }
    }
    if old.is_empty() {
        progress.say("every contract runs its artifact");
        return Ok(vec![]);
    }
    let owner = &market.wiring.roles.owner;
    ensure!(
        *owner == market.authority,
        "the contracts' admin is {owner}: expected {}, as governance proposes the migrations; {owner} has to migrate \
         them itself",
        market.authority
    );
    let outdated: BTreeSet<Code> = old.iter().map(|(code, ..)| *code).collect();
    let (mut missing, mut next) = (vec![], BTreeMap::new());
    for code in outdated {
        match market.code_of(&artifacts.checksum(code)?) {
            Some(id) => drop(next.insert(code, id)),
            None => missing.push(code),
        }
    }
    progress.say(&format!(
        "{} contracts run other code; {} codes are to be stored",
        old.len(),
        missing.len()
    ));
    if !missing.is_empty() {
        return draft::store(market, artifacts, "upgrade-store", &missing);
    }
    let mut acts = vec![];
    for (code, address, _) in &old {
        let code_id = *next.get(code).context("a code that is stored")?;
        acts.push(Act::Migrate { name: code.name().to_owned(), contract: address.clone(), code_id });
    }
    let pin: Vec<u64> = next.values().copied().filter(|id| !market.pinned.contains(id)).collect();
    if !pin.is_empty() {
        acts.push(Act::Pin(pin));
    }
    let unpin = unused(world, market, &old)?;
    if !unpin.is_empty() {
        acts.push(Act::Unpin(unpin));
    }
    let title = format!("upgrade market {}", market.wiring.salt);
    let why = format!(
        "Moves the market's contracts to newer code, all at once. Addresses, state and admin stay.\n{}\n\n{}",
        draft::sources(market),
        draft::checksums(artifacts.checksums())
    );
    Ok(vec![Draft::new(market, "upgrade", &title, &why, &acts)?])
}

/// Pinned codes that nothing runs once these contracts have moved. The tokens' first code stays, as the pool
/// and the registry go on instantiating from it.
fn unused(world: &dyn World, market: &Found, moved: &[(Code, String, u64)]) -> Result<Vec<u64>> {
    let first_token = market.stored.get(&Code::Token).map(|stored| stored.code_id);
    let left: BTreeSet<u64> = moved.iter().map(|(.., code_id)| *code_id).collect();
    let mut unused = vec![];
    for code_id in left.into_iter().filter(|id| market.pinned.contains(id) && Some(*id) != first_token) {
        let users = world.running(code_id)?;
        if users.iter().all(|user| moved.iter().any(|(_, address, _)| address == user)) {
            unused.push(code_id);
        }
    }
    Ok(unused)
}

fn finish(
    node: &Node,
    file: &ChainFile,
    governed: &Governed,
    artifacts: &Artifacts,
    before: BTreeMap<String, Running>,
    progress: &mut dyn Progress,
) -> Result<Manifest> {
    let market = Found::look(node, &file.wiring, governed, artifacts.checksums())?;
    let standing = Standing::of(node, &market)?;
    for (address, now) in standing.running() {
        let Some(old) = before.get(address).filter(|old| *old != now) else { continue };
        progress.say(&format!(
            "{address}: code {} → {}, version {} → {}",
            old.code_id, now.code_id, old.version, now.version
        ));
        ensure!(
            old.version != now.version,
            "{address}: its code changed, but its version is still {}",
            now.version
        );
    }
    deployment::finish(node, file, governed, artifacts, progress)
}
