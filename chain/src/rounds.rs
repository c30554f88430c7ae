//! Proposals from draft to decision. What is undecided is found again on the chain, never proposed twice;
//! after each round the chain is asked what is still missing.

use std::collections::BTreeSet;

use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmos::gov::v1::{
    Proposal as State, ProposalStatus, QueryProposalsRequest, QueryProposalsResponse,
};
use cosmwasm_std::Addr;

use crate::act::digest;
use crate::config::{Chain, Signers};
use crate::draft::{prefix, Draft};
use crate::gov::{self, Proposal};
use crate::node::Node;
use crate::preflight::{block_gas, proposable};
use crate::progress::Progress;
use crate::wallet::Wallet;

/// Most that one transaction proposes, bytes: a node's defaults take a request of 1,000,000 bytes, in which a simulated
/// transaction stands in hex.
const BATCH: usize = 400_000;
/// Rounds after which a deployment that still misses something is stuck.
const ROUNDS: usize = 6;
const PAGE: u64 = 100;

/// A proposal of a market that is not decided yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecided {
    /// Its id.
    pub id: u64,
    /// Recognises it.
    pub metadata: String,
    /// Whether it can be voted on: its deposit is paid.
    pub voting: bool,
    /// Unix seconds at which its vote ends, or its deposit must be paid.
    pub ends: i64,
}

/// The undecided proposals of a market, those being voted on first. Anybody can write a market's metadata
/// under other messages:
/// such are left out. Anybody can also propose, for next to nothing, what is never voted on: of those that wait for
/// their deposit only `proposer`'s own count.
pub fn undecided(node: &Node, salt: &str, proposer: Option<&Addr>) -> Result<Vec<Undecided>> {
    let mut found = vec![];
    for status in [ProposalStatus::VotingPeriod, ProposalStatus::DepositPeriod] {
        let mut key = vec![];
        loop {
            let pagination = Some(PageRequest { key, limit: PAGE, ..Default::default() });
            let request =
                QueryProposalsRequest { proposal_status: status.into(), pagination, ..Default::default() };
            let page: QueryProposalsResponse = node.query("/cosmos.gov.v1.Query/Proposals", &request)?;
            let ours = |p: &State| {
                let counts = p.status() == ProposalStatus::VotingPeriod
                    || proposer.is_some_and(|proposer| p.proposer == proposer.as_str());
                counts && p.metadata.starts_with(&prefix(salt)) && p.metadata.ends_with(&digest(&p.messages))
            };
            found.extend(page.proposals.into_iter().filter(ours).map(|p| {
                let voting = p.status() == ProposalStatus::VotingPeriod;
                let ends = if voting { p.voting_end_time } else { p.deposit_end_time };
                Undecided {
                    id: p.id,
                    metadata: p.metadata,
                    voting,
                    ends: ends.map_or(0, |time| time.seconds),
                }
            }));
            key = page.pagination.map(|page| page.next_key).unwrap_or_default();
            if key.is_empty() {
                break;
            }
        }
    }
    Ok(found)
}

/// Refuses to propose a step beside an undecided proposal of the same step with other content: both could pass.
pub fn refuse_rivals(drafts: &[Draft], undecided: &[Undecided]) -> Result<()> {
    for draft in drafts {
        let step = format!("{}/", draft.step);
        let rival = undecided.iter().find(|p| p.metadata.starts_with(&step) && p.metadata != draft.metadata);
        if let Some(rival) = rival {
            bail!(
                "`{}`: proposal {} is undecided and proposes something else for the same step (another wiring or \
                 other artifacts); let it fail or pass first, then run this again",
                draft.title,
                rival.id
            );
        }
    }
    Ok(())
}

/// Proposes, votes and waits, until `next` has nothing more to propose.
pub fn reach(
    node: &Node,
    chain: &Chain,
    salt: &str,
    progress: &mut dyn Progress,
    next: &mut dyn FnMut(&mut dyn Progress) -> Result<Vec<Draft>>,
) -> Result<()> {
    let signers = chain.signers()?;
    let proposer = signers.as_ref().map(|signers| signers.proposer.address().clone());
    // What a node that died in between could not vote on is proposed once more; what fails twice fails for a reason.
    let mut failed: BTreeSet<String> = BTreeSet::new();
    for _ in 0..ROUNDS {
        // Before the chain is asked what it has: what is decided in between then shows as done.
        let undecided = undecided(node, salt, proposer.as_ref())?;
        let drafts = next(progress)?;
        if drafts.is_empty() {
            return Ok(());
        }
        let signers = signers.as_ref().context(
            "this chain's file names no proposer with voters, so nothing can be carried through: write the \
             proposals as files (`--files DIR`)",
        )?;
        refuse_rivals(&drafts, &undecided)?;
        if let Err(error) = round(node, chain, signers, &drafts, &undecided, progress) {
            if drafts.iter().any(|draft| failed.contains(&draft.metadata)) {
                return Err(error);
            }
            progress.say(&format!("that did not work ({error:#}); asking the chain what it has"));
            failed.extend(drafts.into_iter().map(|draft| draft.metadata));
        }
    }
    bail!("something is still missing after {ROUNDS} rounds of proposals; run this again to see what")
}

fn round(
    node: &Node,
    chain: &Chain,
    signers: &Signers,
    drafts: &[Draft],
    undecided: &[Undecided],
    progress: &mut dyn Progress,
) -> Result<()> {
    let (uploads, drafts): (Vec<&Draft>, Vec<&Draft>) = drafts.iter().partition(|d| d.upload.is_some());
    for draft in uploads {
        upload(node, signers, draft, progress)?;
    }
    if drafts.is_empty() {
        return Ok(());
    }
    let known = |draft: &Draft| undecided.iter().find(|p| p.metadata == draft.metadata);
    let mut ids = vec![];
    for draft in &drafts {
        if let Some(found) = known(draft) {
            ensure!(
                found.voting,
                "proposal {} (`{}`) waits for its deposit: pay what is missing, then run this again",
                found.id,
                draft.title
            );
            progress.say(&format!("proposal {} (`{}`) is being voted on already", found.id, draft.title));
            ids.push(found.id);
        }
    }
    let cast = |ids: &[u64]| vote(chain, &signers.voters, ids);
    let mut votes = cast(&ids);
    let new: Vec<&Draft> = drafts.into_iter().filter(|draft| known(draft).is_none()).collect();
    let most = usize::try_from(proposable(block_gas(node)?)).unwrap_or(usize::MAX).min(BATCH);
    for batch in batches(&new, most) {
        let proposals: Vec<Proposal> = batch.iter().map(|draft| draft.proposal(&chain.governance)).collect();
        let submitted = gov::submit(node, &signers.proposer, &proposals)?;
        for (draft, id) in batch.iter().zip(&submitted) {
            progress.say(&format!("proposal {id}: {}", draft.title));
        }
        votes = votes.and(cast(&submitted));
        ids.extend(submitted);
    }
    progress.say(&format!("voted yes; waiting for {} to be decided", list(&ids)));
    let decided = ids.into_iter().try_for_each(|id| gov::wait_passed(node, id, chain.decided_within()));
    match (decided, votes) {
        // A vote that could not be cast explains why.
        (Err(error), Err(vote)) => Err(error.context(format!("{vote:#}"))),
        (decided, _) => decided,
    }
}

/// Stores a code by a transaction of the account that the file names, whose key is the proposer's.
fn upload(node: &Node, signers: &Signers, draft: &Draft, progress: &mut dyn Progress) -> Result<()> {
    let Some(upload) = &draft.upload else { return Ok(()) };
    let (account, key) = (&upload.account, signers.proposer.address());
    ensure!(
        account == key.as_str(),
        "`upload` names {account}, but the proposer's key is that of {key}: name its key, or have it store the codes \
         itself (`--files DIR`)"
    );
    node.send(&signers.proposer, &draft.messages, None).with_context(|| {
        format!("{account} cannot store {}: may it? `--preflight` tells", upload.code.name())
    })?;
    progress.say(&format!("stored by {account}: {}", draft.title));
    Ok(())
}

/// Cuts a list into parts of at most so many bytes, or of one draft.
fn batches<'a, 'b>(drafts: &'a [&'b Draft], most: usize) -> Vec<&'a [&'b Draft]> {
    let mut parts = vec![];
    let (mut start, mut bytes) = (0, 0);
    for (i, draft) in drafts.iter().enumerate() {
        if i > start && bytes + draft.bytes() > most {
            parts.push(&drafts[start..i]);
            (start, bytes) = (i, 0);
        }
        bytes += draft.bytes();
    }
    if start < drafts.len() {
        parts.push(&drafts[start..]);
    }
    parts
}

/// Every voter says yes to all of these, each over a connection of its own, as a vote waits for its block.
pub(crate) fn vote(chain: &Chain, voters: &[String], ids: &[u64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let one = |name: &str| -> Result<()> {
        gov::vote(&Node::connect(&chain.endpoint())?, &Wallet::named(&chain.prefix, name)?, ids)
    };
    let results: Vec<Result<()>> = std::thread::scope(|scope| {
        let started: Vec<_> = voters.iter().map(|name| (name, scope.spawn(|| one(name)))).collect();
        let ended = |(name, thread): (&String, std::thread::ScopedJoinHandle<'_, Result<()>>)| {
            let result = thread.join().unwrap_or_else(|_| bail!("its thread panicked"));
            result.with_context(|| format!("{name} cannot vote on {}", list(ids)))
        };
        started.into_iter().map(ended).collect()
    });
    results.into_iter().collect()
}

fn list(ids: &[u64]) -> String {
    let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
    format!("proposal{} {}", if ids.len() == 1 { "" } else { "s" }, ids.join(", "))
}
