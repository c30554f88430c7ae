//! Deployment by governance: from a wiring file to a market that stands.

use std::path::Path;

use anyhow::{bail, Context, Result};
use compute_amm_testing::deployment::rehearse;
use deploy::{Code, Difference, Manifest};

use crate::artifacts::Artifacts;
use crate::config::ChainFile;
use crate::draft::{self, Draft};
use crate::files;
use crate::found::{Found, Governed};
use crate::gov;
use crate::manifest;
use crate::node::Node;
use crate::preflight;
use crate::progress::Progress;
use crate::report::{Report, Standing};
use crate::rounds::{reach, refuse_rivals, undecided};
use crate::rpc::Rpc;

/// Connects, and asks who governs.
pub fn connect(file: &ChainFile, progress: &mut dyn Progress) -> Result<(Node, Governed)> {
    let endpoint = file.chain.endpoint();
    if !Rpc::new(&endpoint.rpc)?.answers() {
        progress.say(&format!("no node answers at {} yet; waiting for a minute", endpoint.rpc.join(", ")));
    }
    let node = Node::connect(&endpoint)?;
    node.ensure_caught_up()?;
    let authority = gov::authority(&node)?.into_string();
    let height = node.latest()?.height;
    progress.say(&format!("{} at height {height}, governed by {authority}", node.chain_id()));
    let governed = Governed {
        authority,
        prefix: file.chain.prefix.clone(),
        uploader: file.chain.upload.account().map(str::to_owned),
        repository: file.repository.clone(),
    };
    Ok((node, governed))
}

/// Has governance deploy the market, as far as it does not stand yet, checks it and writes its manifest. Run
/// again, it changes nothing; interrupted, it goes on where the chain is.
pub fn run(file: &ChainFile, artifacts: &Artifacts, progress: &mut dyn Progress) -> Result<Manifest> {
    let (node, governed) = connect(file, progress)?;
    let mut asked = false;
    reach(&node, &file.chain, &file.wiring.salt, progress, &mut |progress| {
        let drafts = next(&node, file, &governed, artifacts, progress)?;
        // Between two rounds of one run nothing changes that matters to it.
        if !drafts.is_empty() && !std::mem::replace(&mut asked, true) {
            preflight::run(&node, file, artifacts, progress)?;
        }
        Ok(drafts)
    })?;
    finish(&node, file, &governed, artifacts, progress)
}

/// As [`run`], where nobody's vote is at hand: writes what is to be proposed next into `folder`. The
/// manifest, once nothing is.
pub fn write_files(
    file: &ChainFile,
    artifacts: &Artifacts,
    folder: &Path,
    progress: &mut dyn Progress,
) -> Result<Option<Manifest>> {
    let (node, governed) = connect(file, progress)?;
    let undecided = undecided(&node, &file.wiring.salt, None)?;
    let drafts = next(&node, file, &governed, artifacts, progress)?;
    if drafts.is_empty() {
        return finish(&node, file, &governed, artifacts, progress).map(Some);
    }
    preflight::run(&node, file, artifacts, progress)?;
    refuse_rivals(&drafts, &undecided)?;
    files::write(folder, &file.chain, &drafts, &undecided, progress)?;
    Ok(None)
}

/// Only asks the chain whether the market can live on it; an error, if it would be dead.
pub fn preflight(file: &ChainFile, artifacts: &Artifacts, progress: &mut dyn Progress) -> Result<()> {
    let (node, _) = connect(file, progress)?;
    preflight::run(&node, file, artifacts, progress)
}

/// Only compares: every difference, by name. Artifacts that do not run are differences too.
pub fn verify(file: &ChainFile, artifacts: &Artifacts, progress: &mut dyn Progress) -> Result<Manifest> {
    let (node, governed) = connect(file, progress)?;
    let market = Found::look(&node, &file.wiring, &governed, artifacts.checksums())?;
    let standing = Standing::of(&node, &market)?;
    let report = standing.verify(&node, artifacts.checksums())?;
    tell(&report, progress);
    let differences: Vec<Difference> = report.differences.into_iter().chain(report.outdated).collect();
    refuse(&differences)?;
    progress.say("verified: addresses, checksums, roles, parameters, classes, pools and methods");
    standing.manifest(node.chain_id())
}

fn next(
    node: &Node,
    file: &ChainFile,
    governed: &Governed,
    artifacts: &Artifacts,
    progress: &mut dyn Progress,
) -> Result<Vec<Draft>> {
    let market = Found::look(node, &file.wiring, governed, artifacts.checksums())?;
    if let Some(old) = manifest::read(&file.manifest)? {
        manifest::check(&file.manifest, &old, &market, node.chain_id())?;
    }
    let (codes, contracts) = (market.stored.len(), market.contracts.len());
    let all = Code::ALL.len();
    // A token is a code of its own, and no contract of the wiring.
    let wired = all.saturating_sub(1);
    progress.say(&format!("{codes} of {all} codes are stored, {contracts} of {wired} contracts stand"));
    let drafts = draft::deployment(&market, artifacts)?;
    if !drafts.is_empty() {
        // A vote takes weeks where voters are people: what a contract would refuse after it is to be known before.
        rehearse(&market.wiring, &governed.authority, &governed.prefix)
            .context("the market cannot be as wired; correct the wiring")?;
        progress.say("rehearsed: the contracts take this wiring");
    }
    Ok(drafts)
}

/// Checks what stands, and writes its manifest.
pub(crate) fn finish(
    node: &Node,
    file: &ChainFile,
    governed: &Governed,
    artifacts: &Artifacts,
    progress: &mut dyn Progress,
) -> Result<Manifest> {
    let market = Found::look(node, &file.wiring, governed, artifacts.checksums())?;
    let standing = Standing::of(node, &market)?;
    let report = standing.verify(node, artifacts.checksums())?;
    tell(&report, progress);
    refuse(&report.differences).context(
        "the market stands, but is not what the wiring says; correct the wiring, or propose what is to change",
    )?;
    progress.say("verified: addresses, roles, parameters, classes, pools and methods are as wired");
    let manifest = standing.manifest(node.chain_id())?;
    let changed = manifest::write(&file.manifest, &manifest)?;
    let written = if changed { "written" } else { "unchanged" };
    progress.say(&format!("manifest {written}: {}", file.manifest.display()));
    Ok(manifest)
}

fn tell(report: &Report, progress: &mut dyn Progress) {
    for fact in &report.facts {
        progress.say(fact);
    }
    for outdated in &report.outdated {
        let Difference { what, expected, got } = outdated;
        progress.say(&format!("{what}: {got} runs, the artifact is {expected}, another version: `upgrade`"));
    }
}

fn refuse(differences: &[Difference]) -> Result<()> {
    if differences.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = differences.iter().map(|difference| format!("  {difference}")).collect();
    bail!("{} differences:\n{}", lines.len(), lines.join("\n"))
}
