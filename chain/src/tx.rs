//! Transactions: built, simulated, signed, sent, and waited for.

use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{anyhow, bail, Context, Result};
use cosmrs::proto::cosmos::base::abci::v1beta1::TxMsgData;
use cosmrs::proto::traits::Message;
use cosmrs::tx::{self, Fee, SignDoc, SignerInfo};
use cosmrs::{Any, Coin};
use cosmwasm_std::{Attribute, Binary, Event, Uint128};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};

use crate::node::Node;
use crate::rpc::{number, Refusal, Unreachable};
use crate::wallet::Wallet;

/// How long to wait until a transaction is in a block.
const INCLUSION: Duration = Duration::from_secs(60);
/// A transaction that is in no block by then is sent again: a node that was killed has forgotten it.
const RESEND: Duration = Duration::from_secs(5);
/// How often a transaction is signed anew.
const RETRIES: usize = 5;
const POLL: Duration = Duration::from_millis(100);
/// Gas asked for, in tenths of what the simulation used: the state may change in between.
const MARGIN_TENTHS: u64 = 14;
/// The SDK's code of a transaction that the node already has.
const ALREADY_KNOWN: u64 = 19;
/// The SDK's code of a mempool without room.
const NO_ROOM: u64 = 20;
/// What a node says that has no room: CometBFT and the SDK the one, a mempool of the application the other. It stands in an
/// error or beside a code, which of an application's mempool says nothing.
const FULL: [&str; 2] = ["mempool is full", "pool reached max tx capacity"];
/// What a node says to a transaction whose sequence is not the next one.
const MISMATCH: &str = "account sequence mismatch";
/// What a node says that ran out of time, or was told to stop, before it knew what it makes of a transaction.
const UNDECIDED: [&str; 5] =
    ["broadcast confirmation not received", "timed out", "deadline exceeded", "canceled", "EOF"];
/// What a simulation's refusal has in it if a message was refused, by whatever it called, and not the transaction.
const OF_CONTRACT: &str = "failed to execute message";

/// A transaction that came to nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Failure {
    /// A node did not take it; why, in its words.
    Refused(String),
    /// It is in a block, and failed there: its fee is paid, and nothing else was done.
    Failed {
        /// sha256 of its bytes, upper-case hex.
        hash: String,
        /// Why, in the chain's words.
        log: String,
        /// The code that it failed with.
        code: u64,
    },
    /// It was taken, and is in no block that the node knows: it may still be carried out. What was seen, in words.
    Unknown(String),
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Failure::Refused(reason) => write!(f, "the transaction was refused: {reason}"),
            Failure::Failed { hash, log, code } => {
                write!(f, "transaction {hash} failed: {log} (code {code})")
            }
            Failure::Unknown(text) => f.write_str(text),
        }
    }
}

impl std::error::Error for Failure {}

/// What messages would do now.
#[derive(Clone, Debug)]
pub struct Simulation {
    /// Gas that they would use.
    pub gas_used: u64,
    /// Gas to ask for: the state may change in between.
    pub gas_limit: u64,
    /// Their events, in order.
    pub events: Vec<Event>,
}

/// What a node makes of a transaction that it is handed.
pub(crate) enum Handed {
    /// It has it.
    Taken,
    /// It has no room for it now; why, in its words.
    NoRoom(String),
    /// It does not take it; why, in its words.
    Refused(String),
}

/// A wait for room.
struct Full {
    since: Instant,
    /// The chain's height when there was last none.
    height: u64,
    /// What the node said.
    reason: String,
}

/// A transaction in a block.
#[derive(Clone, Debug)]
pub struct TxReceipt {
    /// sha256 of its bytes, upper-case hex.
    pub hash: String,
    /// Its block.
    pub height: u64,
    /// Gas it used.
    pub gas_used: u64,
    /// Size of the signed transaction.
    pub bytes: u64,
    /// Its events, in order.
    pub events: Vec<Event>,
    /// The messages' responses.
    pub responses: Vec<Any>,
}

impl Node {
    /// Sends messages in one transaction, signed by `wallet`, and waits until it is in a block. Without `gas` the node is
    /// asked for an estimate first. Fails with the chain's text if the transaction did.
    pub fn send(&self, wallet: &Wallet, messages: &[Any], gas: Option<u64>) -> Result<TxReceipt> {
        let mut last = self.send_once(wallet, messages, gas);
        for _ in 0..RETRIES {
            match &last {
                Err(error) if stale(error) => {
                    self.wait_blocks(1)?;
                    last = self.send_once(wallet, messages, gas);
                }
                _ => break,
            }
        }
        last
    }

    fn send_once(&self, wallet: &Wallet, messages: &[Any], gas: Option<u64>) -> Result<TxReceipt> {
        let account = self.account(wallet.address())?;
        let body = tx::Body::new(messages.iter().cloned(), "", 0u8);
        let signer = SignerInfo::single_direct(Some(wallet.public_key()), account.sequence);
        let gas = match gas {
            Some(gas) => gas,
            None => self.simulated(&body, &signer)?.gas_limit,
        };
        let auth = signer.auth_info(self.fee(gas)?);
        let chain_id =
            self.chain_id().parse().with_context(|| format!("not a chain id: {}", self.chain_id()))?;
        let bytes = SignDoc::new(&body, &auth, &chain_id, account.number)
            .and_then(|doc| doc.sign(wallet.key()))
            .and_then(|raw| raw.to_bytes())
            .map_err(|e| anyhow!("cannot sign: {e}"))?;
        self.deliver(&bytes)
    }

    /// What messages of `wallet` would do now, without doing it; fails as they would.
    pub fn simulate(&self, wallet: &Wallet, messages: &[Any]) -> Result<Simulation> {
        let account = self.account(wallet.address())?;
        let body = tx::Body::new(messages.iter().cloned(), "", 0u8);
        self.simulated(&body, &SignerInfo::single_direct(Some(wallet.public_key()), account.sequence))
    }

    /// What so much gas costs, base units of the denom of the gas price, rounded up.
    pub fn price_of(&self, gas: u64) -> Result<Uint128> {
        // Not as a product of decimals: of a token with many places it would not fit one.
        Ok(Uint128::from(gas).checked_mul_ceil(self.gas_price().price)?)
    }

    pub(crate) fn simulated(&self, body: &tx::Body, signer: &SignerInfo) -> Result<Simulation> {
        let encode = || -> cosmrs::Result<Vec<u8>> {
            let raw = cosmrs::proto::cosmos::tx::v1beta1::TxRaw {
                body_bytes: body.clone().into_bytes()?,
                auth_info_bytes: signer.clone().auth_info(no_fee()).into_bytes()?,
                // Signatures are not checked, but count.
                signatures: vec![vec![0; 64]],
            };
            Ok(raw.encode_to_vec())
        };
        let tx_bytes = encode().map_err(|e| anyhow!("cannot encode: {e}"))?;
        // The tx service answers only where a node serves its API or gRPC; this path is always there.
        let answer = self.rpc().abci_query("/app/simulate", &tx_bytes).context("simulated")?;
        let answer: Value = serde_json::from_slice(&answer).context("a simulation's answer")?;
        let gas_used = number(answer.get("gas_info").context("a simulation without gas")?, "gas_used")?;
        let events = answer.pointer("/result/events").map(events).transpose()?.unwrap_or_default();
        Ok(Simulation { gas_used, gas_limit: with_margin(gas_used), events })
    }

    /// Hands a transaction over until it is in a block. The bytes stay the same, so that it is never there twice: while
    /// the mempool is full it is handed over again, which is told once, for as long as [`Node::room`] says; once it is
    /// taken, which is told with its hash, every [`RESEND`], for [`INCLUSION`]. From the first time on that it may have been
    /// taken, whatever goes wrong ends as [`Failure::Unknown`] with the hash.
    fn deliver(&self, bytes: &[u8]) -> Result<TxReceipt> {
        let hash = hex::encode_upper(Sha256::digest(bytes));
        let mut attempted = false;
        self.hand_until_done(bytes, &hash, &mut attempted).map_err(|error| match attempted {
            true if error.downcast_ref::<Failure>().is_none() => Failure::Unknown(format!(
                "transaction {hash} was handed over and may have been carried out, but then: {error:#}"
            ))
            .into(),
            _ => error,
        })
    }

    fn hand_until_done(&self, bytes: &[u8], hash: &str, attempted: &mut bool) -> Result<TxReceipt> {
        let digest = Sha256::digest(bytes);
        let encoded = Binary::from(bytes).to_base64();
        let room = self.room();
        let mut start = Instant::now();
        let mut next = start;
        let mut taken = false;
        let mut full: Option<Full> = None;
        let mut refused: Option<(String, Instant)> = None;
        loop {
            if let Some(answer) = self.lookup(&digest)? {
                return receipt(&answer, hash.to_owned(), bytes.len());
            }
            match &refused {
                // Taken before and refused now: most likely it is in a block that the node has not indexed yet. To give up
                // would be to sign it anew, and to have it twice.
                Some((_, at)) if taken && at.elapsed() < RESEND => {}
                Some((reason, _)) if taken => bail!(Failure::Unknown(format!(
                    "transaction {hash} was handed over, but is in no block that the node can find: it may have been carried \
                     out; when it was handed over again the node said: {reason}"
                ))),
                Some((reason, _)) => bail!(Failure::Refused(reason.clone())),
                None if Instant::now() >= next => {
                    *attempted = true;
                    let (handed, silent) = self.hand(&encoded);
                    // Who did not answer may have it.
                    if !taken && (silent || matches!(handed, Ok(Handed::Taken))) {
                        (taken, start) = (true, Instant::now());
                        self.tell(&format!("transaction {hash} is handed over: waiting for its block"));
                    }
                    match handed {
                        Ok(Handed::Taken) => next = Instant::now() + RESEND,
                        Err(_) if taken => next = Instant::now() + RESEND,
                        Err(error) => return Err(error),
                        // It may have been taken before: the wait for a block goes on.
                        Ok(Handed::NoRoom(_)) if taken => next = Instant::now() + RESEND,
                        Ok(Handed::NoRoom(reason)) => {
                            self.wait_for_room(&mut full, Some(reason))?;
                            next = Instant::now() + room.every;
                        }
                        // Some versions of the SDK count a transaction that found no room, until the next block.
                        Ok(Handed::Refused(reason)) if !taken && self.counted(&reason, full.as_ref())? => {
                            self.wait_for_room(&mut full, None)?;
                            next = Instant::now() + room.every;
                        }
                        Ok(Handed::Refused(reason)) => refused = Some((reason, Instant::now())),
                    }
                }
                None => {}
            }
            if taken && start.elapsed() >= INCLUSION {
                bail!(Failure::Unknown(format!(
                    "transaction {hash} is in no block after {} s; does the chain make blocks?",
                    INCLUSION.as_secs()
                )));
            }
            sleep(if taken { POLL } else { POLL.min(room.every) });
        }
    }

    /// Whether a refusal is of a sequence that the node counted when it had no room, in the same block: what it counted it
    /// forgets with the next one.
    fn counted(&self, reason: &str, full: Option<&Full>) -> Result<bool> {
        let Some(full) = full.filter(|_| reason.contains(MISMATCH)) else { return Ok(false) };
        Ok(self.latest()?.height <= full.height)
    }

    /// Tells of a full mempool when that begins, and gives up when it has lasted too long. `said` is what the node said, if
    /// it said so just now.
    fn wait_for_room(&self, full: &mut Option<Full>, said: Option<String>) -> Result<()> {
        let room = self.room();
        let (every, at_most) = (room.every.as_secs_f64(), room.at_most.as_secs_f64());
        if let Some(reason) = said {
            let height = self.latest()?.height;
            let since = full.as_ref().map(|full| full.since);
            if since.is_none() {
                self.tell(&format!("{reason}: sending again every {every} s, for at most {at_most} s"));
            }
            *full = Some(Full { since: since.unwrap_or_else(Instant::now), height, reason });
        }
        match full {
            Some(Full { since, reason, .. }) if since.elapsed() >= room.at_most => {
                bail!(Failure::Refused(format!(
                    "{reason}, for {at_most} s by now: it was not sent; try again later, or pay more for gas"
                )))
            }
            _ => Ok(()),
        }
    }

    /// Hands a transaction to the node once.
    pub(crate) fn broadcast(&self, encoded: &str) -> Result<Handed> {
        self.hand(encoded).0
    }

    /// The same, and whether a node got it and did not say what it made of it: one that broke off, or one that ran out of time.
    fn hand(&self, encoded: &str) -> (Result<Handed>, bool) {
        let (answer, unanswered) = self.rpc().call_and_note("broadcast_tx_sync", &json!({ "tx": encoded }));
        let undecided = |error: &anyhow::Error| match error.downcast_ref::<Refusal>() {
            Some(refusal) => UNDECIDED.iter().any(|said| refusal.text.contains(said)),
            None => error.downcast_ref::<Unreachable>().is_none(),
        };
        let silent = unanswered || answer.as_ref().is_err_and(undecided);
        (made_of(answer), silent)
    }

    pub(crate) fn lookup(&self, hash: &[u8]) -> Result<Option<Value>> {
        let query = json!({ "hash": Binary::from(hash).to_base64(), "prove": false });
        match self.rpc().call("tx", &query) {
            Ok(answer) => Ok(Some(answer)),
            Err(error) => match error.downcast_ref::<Refusal>() {
                Some(refusal) if refusal.text.contains("not found") => Ok(None),
                _ => Err(error),
            },
        }
    }
}

/// What a node made of a transaction, of its answer to a broadcast. An error is no answer to that.
fn made_of(answer: Result<Value>) -> Result<Handed> {
    let answer = match answer {
        Ok(answer) => answer,
        Err(error) => match error.downcast_ref::<Refusal>() {
            Some(refusal) if refusal.text.contains("already exists in cache") => return Ok(Handed::Taken),
            Some(refusal) if says_full(&refusal.text) => return Ok(Handed::NoRoom(refusal.text.clone())),
            Some(refusal) if !UNDECIDED.iter().any(|said| refusal.text.contains(said)) => {
                return Ok(Handed::Refused(refusal.text.clone()))
            }
            _ => return Err(error),
        },
    };
    let code = answer.get("code").and_then(Value::as_u64).unwrap_or(0);
    let log = answer.get("log").and_then(Value::as_str).unwrap_or("no reason given");
    // Codes are each module's own.
    let of_sdk = answer.get("codespace").and_then(Value::as_str).is_none_or(|space| space == "sdk");
    Ok(match code {
        0 | ALREADY_KNOWN => Handed::Taken,
        _ if says_full(log) || (code == NO_ROOM && of_sdk) => Handed::NoRoom(format!("{log} (code {code})")),
        _ => Handed::Refused(format!("{log} (code {code})")),
    })
}

/// Gas to ask for where a simulation used so much, rounded down.
pub fn with_margin(gas_used: u64) -> u64 {
    gas_used.saturating_mul(MARGIN_TENTHS) / 10
}

fn says_full(text: &str) -> bool {
    FULL.iter().any(|said| text.contains(said))
}

/// Whether a node refused a transaction for what the next block mends: another one of the same account waits in the mempool, or
/// the node has only just started and does not know its own height yet. What a contract says is no node's word, and a
/// transaction that may be in a block is never signed anew: it would be there twice.
fn stale(error: &anyhow::Error) -> bool {
    let text = match (error.downcast_ref::<Failure>(), error.downcast_ref::<Refusal>()) {
        (Some(Failure::Refused(reason)), _) => reason,
        (None, Some(simulated)) if !simulated.text.contains(OF_CONTRACT) => &simulated.text,
        _ => return false,
    };
    text.contains(MISMATCH) || text.contains("verify account number (0)")
}

fn no_fee() -> Fee {
    Fee { amount: vec![], gas_limit: 0, payer: None, granter: None }
}

impl Node {
    pub(crate) fn fee(&self, gas: u64) -> Result<Fee> {
        let amount = self.price_of(gas)?;
        if amount.is_zero() {
            return Ok(Fee { gas_limit: gas, ..no_fee() });
        }
        let coin = Coin::new(amount.u128(), &self.gas_price().denom).map_err(|e| anyhow!("fee: {e}"))?;
        Ok(Fee::from_amount_and_gas(coin, gas))
    }
}

pub(crate) fn receipt(answer: &Value, hash: String, bytes: usize) -> Result<TxReceipt> {
    let result = answer.get("tx_result").context("no `tx_result` of a transaction")?;
    let code = result.get("code").and_then(Value::as_u64).unwrap_or(0);
    if code != 0 {
        let log = result.get("log").and_then(Value::as_str).unwrap_or("no reason given").to_owned();
        bail!(Failure::Failed { hash, log, code });
    }
    let responses = match result.get("data").and_then(Value::as_str) {
        Some(data) => {
            TxMsgData::decode(Binary::from_base64(data)?.as_slice())
                .context("the messages' responses")?
                .msg_responses
        }
        None => vec![],
    };
    Ok(TxReceipt {
        hash,
        height: number(answer, "height")?,
        gas_used: number(result, "gas_used")?,
        bytes: bytes as u64,
        events: result.get("events").map(events).transpose()?.unwrap_or_default(),
        responses,
    })
}

/// Events as contracts know them; the index of the message, which the SDK adds, is left out.
pub(crate) fn events(list: &Value) -> Result<Vec<Event>> {
    let list = list.as_array().context("`events`: expected a list")?;
    let text = |value: &Value, name: &str| -> Result<String> {
        Ok(value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned())
    };
    list.iter()
        .map(|event| {
            let attributes = event.get("attributes").and_then(Value::as_array).cloned().unwrap_or_default();
            let attributes = attributes
                .iter()
                .map(|a| Ok(Attribute { key: text(a, "key")?, value: text(a, "value")? }))
                .filter(|a: &Result<Attribute>| a.as_ref().map_or(true, |a| a.key != "msg_index"))
                .collect::<Result<Vec<_>>>()?;
            Ok(Event::new(text(event, "type")?).add_attributes(attributes))
        })
        .collect()
}
