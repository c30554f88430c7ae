//! Blocks that are made when they are wanted, each at the time that it is to have.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use anyhow::{ensure, Context, Result};
use cosmrs::proto::tendermint::abci::{
    CommitInfo, ExecTxResult, RequestCheckTx, RequestCommit, RequestFinalizeBlock, RequestInfo,
    RequestInitChain, RequestQuery, ResponseCheckTx, ResponseQuery, Validator, ValidatorUpdate, VoteInfo,
};
use cosmrs::proto::tendermint::crypto::public_key::Sum;
use cosmrs::proto::tendermint::google::protobuf::Timestamp as Stamp;
use cosmrs::proto::tendermint::types::BlockIdFlag;
use cosmwasm_std::{BlockInfo, Timestamp};
use sha2::{Digest, Sha256};

use super::abci::Application;

/// From a block to the next while nobody moves the clock, seconds.
const SECOND: u64 = 1;
/// From a block to the next while it is moved, seconds.
const BLOCK: u64 = 6;
/// Blocks of one move at most.
const MOVED: u64 = 20;
/// Who asks so long after the last answer has waited, and finds a new block.
const PAUSE: Duration = Duration::from_millis(50);

/// A transaction that was carried out.
pub struct Included {
    /// In which block.
    pub height: u64,
    /// What it did.
    pub result: ExecTxResult,
}

/// A chain of one validator, from its first block on.
pub struct Blocks {
    application: Application,
    last: BlockInfo,
    validator: Validator,
    included: BTreeMap<[u8; 32], Included>,
    answered: Instant,
}

impl Blocks {
    /// Makes the first state and the first block.
    pub fn begin(mut application: Application, genesis: RequestInitChain) -> Result<Self> {
        let height = application.info(RequestInfo::default())?.last_block_height;
        ensure!(height == 0, "expected an application without state, got one at height {height}");
        let chain_id = genesis.chain_id.clone();
        let begin = genesis.time.context("a genesis without a time")?;
        let seconds = u64::try_from(begin.seconds).context("a genesis before 1970")?;
        let validators = application.init_chain(genesis)?.validators;
        let validator = member(validators.first().context("a genesis without a validator")?)?;
        let last = BlockInfo { height: 0, time: Timestamp::from_seconds(seconds), chain_id };
        let (included, answered) = (BTreeMap::new(), Instant::now());
        let mut blocks = Self { application, last, validator, included, answered };
        blocks.make(vec![], SECOND)?;
        Ok(blocks)
    }

    /// The newest block.
    pub fn last(&self) -> &BlockInfo {
        &self.last
    }

    /// Lets time pass; see [`Clock::advance`](super::Clock::advance).
    pub fn advance(&mut self, seconds: u64) -> Result<()> {
        let blocks = seconds.div_ceil(BLOCK).clamp(1, MOVED);
        let before = blocks.saturating_sub(1);
        for _ in 0..before {
            self.make(vec![], BLOCK)?;
        }
        self.make(vec![], seconds.saturating_sub(before.saturating_mul(BLOCK)).max(SECOND))
    }

    /// A block, if whoever asks now has waited for one.
    pub fn catch_up(&mut self) -> Result<()> {
        if self.answered.elapsed() >= PAUSE {
            self.make(vec![], SECOND)?;
        }
        Ok(())
    }

    /// From now on it counts how long nobody asks.
    pub fn answered(&mut self) {
        self.answered = Instant::now();
    }

    /// Reads the state after the last block.
    pub fn query(&mut self, path: &str, data: Vec<u8>) -> Result<ResponseQuery> {
        let (path, data) = (path.to_owned(), data.into());
        self.application.query(RequestQuery { data, path, height: 0, prove: false })
    }

    /// Carries a transaction out in a block of its own, unless the application refuses it before.
    pub fn take(&mut self, tx: Vec<u8>) -> Result<ResponseCheckTx> {
        let checked = self.application.check_tx(RequestCheckTx { tx: tx.clone().into(), r#type: 0 })?;
        if checked.code == 0 {
            self.make(vec![tx], SECOND)?;
        }
        Ok(checked)
    }

    /// What became of a transaction, by sha256 of its bytes.
    pub fn included(&self, hash: &[u8]) -> Option<&Included> {
        self.included.get(hash)
    }

    fn make(&mut self, txs: Vec<Vec<u8>>, seconds: u64) -> Result<()> {
        let next = BlockInfo {
            height: self.last.height.saturating_add(1),
            time: self.last.time.plus_seconds(seconds),
            chain_id: self.last.chain_id.clone(),
        };
        // The first block has none before it to vote on.
        let votes = if self.last.height == 0 { vec![] } else { vec![self.vote()] };
        let hashes: Vec<[u8; 32]> = txs.iter().map(|tx| Sha256::digest(tx).into()).collect();
        let done = self.application.finalize_block(RequestFinalizeBlock {
            txs: txs.into_iter().map(Into::into).collect(),
            decided_last_commit: Some(CommitInfo { round: 0, votes }),
            // Nobody looks for these blocks by their hash: any that are different will do.
            hash: Sha256::digest(next.height.to_be_bytes()).to_vec().into(),
            height: i64::try_from(next.height)?,
            time: Some(stamp(next.time)?),
            proposer_address: self.validator.address.clone(),
            ..Default::default()
        })?;
        self.application.commit(RequestCommit {})?;
        let height = next.height;
        let included = done.tx_results.into_iter().map(|result| Included { height, result });
        self.included.extend(hashes.into_iter().zip(included));
        self.last = next;
        Ok(())
    }

    fn vote(&self) -> VoteInfo {
        let block_id_flag = BlockIdFlag::Commit.into();
        VoteInfo { validator: Some(self.validator.clone()), block_id_flag }
    }
}

/// A validator as blocks name it: by the first twenty bytes of its key's sha256.
fn member(update: &ValidatorUpdate) -> Result<Validator> {
    let key = match update.pub_key.as_ref().and_then(|key| key.sum.as_ref()) {
        Some(Sum::Ed25519(key)) => key,
        other => anyhow::bail!("expected a validator with an ed25519 key, got {other:?}"),
    };
    let address = Sha256::digest(key).iter().copied().take(20).collect::<Vec<u8>>().into();
    Ok(Validator { address, power: update.power })
}

/// A time as protobuf has it.
pub(super) fn stamp(time: Timestamp) -> Result<Stamp> {
    Ok(Stamp { seconds: i64::try_from(time.seconds())?, nanos: i32::try_from(time.subsec_nanos())? })
}
