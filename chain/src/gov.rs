//! Proposals: submitted, voted on, and followed to their end.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::cosmos::auth::v1beta1::{
    ModuleAccount, QueryModuleAccountByNameRequest, QueryModuleAccountByNameResponse,
};
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::gov::v1::{
    MsgSubmitProposal, MsgSubmitProposalResponse, MsgVote, Proposal as State, ProposalStatus,
    QueryProposalRequest, QueryProposalResponse, VoteOption,
};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::Addr;

use crate::node::Node;
use crate::wallet::Wallet;
use crate::wasm::any;

const POLL: Duration = Duration::from_millis(250);

/// What is proposed.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// A line.
    pub title: String,
    /// What it does and why, for voters.
    pub summary: String,
    /// Recognises it again; at most 255 characters.
    pub metadata: String,
    /// What the governance account sends if it passes, all or none.
    pub messages: Vec<Any>,
    /// Asks for the shorter vote.
    pub expedited: bool,
    /// Amount and denom paid in at once.
    pub deposit: (u128, String),
}

/// The account that acts for governance.
pub fn authority(node: &Node) -> Result<Addr> {
    let request = QueryModuleAccountByNameRequest { name: "gov".into() };
    let answer: QueryModuleAccountByNameResponse =
        node.query("/cosmos.auth.v1beta1.Query/ModuleAccountByName", &request)?;
    let any = answer.account.context("an answer without an account")?;
    ensure!(
        any.type_url == ModuleAccount::type_url(),
        "x/gov: expected a module account, got {}",
        any.type_url
    );
    let account = ModuleAccount::decode(any.value.as_slice())?;
    Ok(Addr::unchecked(account.base_account.context("a module account without an address")?.address))
}

/// The message by which an account submits a proposal.
pub fn submission(proposal: &Proposal, proposer: &str) -> Result<Any> {
    let (amount, denom) = proposal.deposit.clone();
    any(&MsgSubmitProposal {
        messages: proposal.messages.clone(),
        initial_deposit: vec![Coin { denom, amount: amount.to_string() }],
        proposer: proposer.to_owned(),
        metadata: proposal.metadata.clone(),
        title: proposal.title.clone(),
        summary: proposal.summary.clone(),
        expedited: proposal.expedited,
    })
}

/// Submits proposals in one transaction and returns their ids.
pub fn submit(node: &Node, wallet: &Wallet, proposals: &[Proposal]) -> Result<Vec<u64>> {
    let message = |proposal| submission(proposal, wallet.address().as_str());
    let messages = proposals.iter().map(message).collect::<Result<Vec<_>>>()?;
    let receipt = node.send(wallet, &messages, None).with_context(|| {
        let titles: Vec<&str> = proposals.iter().map(|proposal| proposal.title.as_str()).collect();
        format!("cannot propose: {}", titles.join(", "))
    })?;
    let (expected, got) = (proposals.len(), receipt.responses.len());
    ensure!(got == expected, "{expected} proposals submitted, {got} responses");
    let id = |response: &Any| Ok(MsgSubmitProposalResponse::decode(response.value.as_slice())?.proposal_id);
    receipt.responses.iter().map(id).collect()
}

/// Votes yes on each, in one transaction.
pub fn vote(node: &Node, wallet: &Wallet, ids: &[u64]) -> Result<()> {
    let message = |id: &u64| {
        any(&MsgVote {
            proposal_id: *id,
            voter: wallet.address().to_string(),
            option: VoteOption::Yes.into(),
            metadata: String::new(),
        })
    };
    let messages = ids.iter().map(message).collect::<Result<Vec<_>>>()?;
    node.send(wallet, &messages, None).with_context(|| format!("vote of {} on {ids:?}", wallet.address()))?;
    Ok(())
}

/// A proposal as it stands.
pub fn state(node: &Node, proposal_id: u64) -> Result<State> {
    let request = QueryProposalRequest { proposal_id };
    let answer: QueryProposalResponse = node.query("/cosmos.gov.v1.Query/Proposal", &request)?;
    answer.proposal.with_context(|| format!("no proposal {proposal_id}"))
}

/// Waits until a proposal is decided; an error, with the chain's reason, unless it passed and was carried out.
pub fn wait_passed(node: &Node, proposal_id: u64, at_most: Duration) -> Result<()> {
    let start = Instant::now();
    loop {
        let proposal = state(node, proposal_id)?;
        match proposal.status() {
            ProposalStatus::Passed => return Ok(()),
            ProposalStatus::Failed => {
                bail!(
                    "proposal {proposal_id} passed, but failed when carried out: {}",
                    proposal.failed_reason
                )
            }
            ProposalStatus::Rejected => bail!("proposal {proposal_id} was rejected"),
            ProposalStatus::DepositPeriod | ProposalStatus::VotingPeriod | ProposalStatus::Unspecified => {}
        }
        if start.elapsed() >= at_most {
            bail!(
                "proposal {proposal_id} is undecided after {} s (status {})",
                at_most.as_secs(),
                proposal.status().as_str_name()
            );
        }
        sleep(POLL);
    }
}
