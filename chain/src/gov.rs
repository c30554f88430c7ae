//! Proposals: submitted, voted on, and followed to their end.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use cosmrs::proto::cosmos::auth::v1beta1::{
    ModuleAccount, QueryModuleAccountByNameRequest, QueryModuleAccountByNameResponse,
};
use cosmrs::proto::cosmos::base::query::v1beta1::PageRequest;
use cosmrs::proto::cosmos::base::v1beta1::Coin;
use cosmrs::proto::cosmos::gov::v1::{
    MsgSubmitProposal, MsgSubmitProposalResponse, MsgVote, Proposal as State, ProposalStatus,
    QueryProposalRequest, QueryProposalResponse, QueryProposalsRequest, QueryProposalsResponse, VoteOption,
};
use cosmrs::proto::traits::{Message, Name};
use cosmrs::Any;
use cosmwasm_std::Addr;

use crate::node::Node;
use crate::wallet::Wallet;
use crate::wasm::any;

const POLL: Duration = Duration::from_millis(250);
const PAGE: u64 = 50;

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

/// Submits a proposal and returns its id.
pub fn submit(node: &Node, wallet: &Wallet, proposal: &Proposal) -> Result<u64> {
    let (amount, denom) = &proposal.deposit;
    let message = MsgSubmitProposal {
        messages: proposal.messages.clone(),
        initial_deposit: vec![Coin { denom: denom.clone(), amount: amount.to_string() }],
        proposer: wallet.address().to_string(),
        metadata: proposal.metadata.clone(),
        title: proposal.title.clone(),
        summary: proposal.summary.clone(),
        expedited: proposal.expedited,
    };
    let receipt = node
        .send(wallet, &[any(&message)?], None)
        .with_context(|| format!("proposal `{}`", proposal.title))?;
    let response = receipt.responses.first().context("a submission without a response")?;
    Ok(MsgSubmitProposalResponse::decode(response.value.as_slice())?.proposal_id)
}

/// Votes yes.
pub fn vote(node: &Node, wallet: &Wallet, proposal_id: u64) -> Result<()> {
    let message = MsgVote {
        proposal_id,
        voter: wallet.address().to_string(),
        option: VoteOption::Yes.into(),
        metadata: String::new(),
    };
    node.send(wallet, &[any(&message)?], None)
        .with_context(|| format!("vote of {} on proposal {proposal_id}", wallet.address()))?;
    Ok(())
}

/// A proposal as it stands.
pub fn state(node: &Node, proposal_id: u64) -> Result<State> {
    let request = QueryProposalRequest { proposal_id };
    let answer: QueryProposalResponse = node.query("/cosmos.gov.v1.Query/Proposal", &request)?;
    answer.proposal.with_context(|| format!("no proposal {proposal_id}"))
}

/// The newest proposal with this metadata, whatever became of it.
pub fn find(node: &Node, metadata: &str) -> Result<Option<State>> {
    let mut key = vec![];
    loop {
        let pagination = Some(PageRequest { key, limit: PAGE, reverse: true, ..Default::default() });
        let request = QueryProposalsRequest { pagination, ..Default::default() };
        let answer: QueryProposalsResponse = node.query("/cosmos.gov.v1.Query/Proposals", &request)?;
        if let Some(found) = answer.proposals.into_iter().find(|p| p.metadata == metadata) {
            return Ok(Some(found));
        }
        key = answer.pagination.map(|p| p.next_key).unwrap_or_default();
        if key.is_empty() {
            return Ok(None);
        }
    }
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
