//! A transaction step by step, for who must know between the steps what was done: signed, handed over, found.

use anyhow::{anyhow, Context, Result};
use cosmrs::tendermint::block::Height;
use cosmrs::tx::{Body, SignDoc, SignerInfo};
use cosmrs::Any;
use cosmwasm_std::Binary;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::node::Node;
use crate::rpc::{number, Refusal};
use crate::tx::Handed;
use crate::wallet::Wallet;

/// A signed transaction that was not sent.
#[derive(Clone, Debug, PartialEq)]
pub struct SignedTx {
    /// sha256 of its bytes, upper-case hex.
    pub hash: String,
    /// Its bytes.
    pub bytes: Binary,
    /// Its sequence number.
    pub sequence: u64,
    /// Most gas that it may use.
    pub gas: u64,
}

/// A transaction that is in a block.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundTx {
    /// The block.
    pub height: u64,
    /// Why it failed, if it did.
    pub error: Option<String>,
}

impl Node {
    /// Signs messages as one transaction that no block after `last` may hold. The inner error says why they would fail
    /// now; the outer one, that no node said anything.
    pub fn sign(
        &self,
        wallet: &Wallet,
        messages: &[Any],
        last: u64,
    ) -> Result<std::result::Result<SignedTx, String>> {
        let account = self.account(wallet.address())?;
        let last = Height::try_from(last).map_err(|e| anyhow!("height {last}: {e}"))?;
        let body = Body::new(messages.iter().cloned(), "", last);
        let signer = SignerInfo::single_direct(Some(wallet.public_key()), account.sequence);
        let gas = match self.simulated(&body, &signer) {
            Ok(simulation) => simulation.gas_limit,
            Err(error) => match error.downcast_ref::<Refusal>() {
                Some(refusal) => return Ok(Err(refusal.text.clone())),
                None => return Err(error),
            },
        };
        let auth = signer.auth_info(self.fee(gas)?);
        let chain_id =
            self.chain_id().parse().with_context(|| format!("not a chain id: {}", self.chain_id()))?;
        let bytes = SignDoc::new(&body, &auth, &chain_id, account.number)
            .and_then(|doc| doc.sign(wallet.key()))
            .and_then(|raw| raw.to_bytes())
            .map_err(|e| anyhow!("cannot sign: {e}"))?;
        let hash = hex::encode_upper(Sha256::digest(&bytes));
        Ok(Ok(SignedTx { hash, bytes: bytes.into(), sequence: account.sequence, gas }))
    }

    /// Hands signed bytes to a node once; why it does not take them, if it does not.
    pub fn hand_over(&self, bytes: &Binary) -> Result<Option<String>> {
        Ok(match self.broadcast(&bytes.to_base64())? {
            Handed::Taken => None,
            Handed::NoRoom(reason) | Handed::Refused(reason) => Some(reason),
        })
    }

    /// A transaction in a block, by its hash in hex.
    pub fn find(&self, hash: &str) -> Result<Option<FoundTx>> {
        let Some(answer) = self.lookup(&hex::decode(hash).context("a hash in hex")?)? else {
            return Ok(None);
        };
        let result = answer.get("tx_result").context("no `tx_result` of a transaction")?;
        let code = result.get("code").and_then(Value::as_u64).unwrap_or(0);
        let log = result.get("log").and_then(Value::as_str).unwrap_or("no reason given");
        let error = (code != 0).then(|| format!("{log} (code {code})"));
        Ok(Some(FoundTx { height: number(&answer, "height")?, error }))
    }
}
