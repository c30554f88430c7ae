//! The one interface between a market and the chain that it runs on.

use anyhow::Result;
use cosmwasm_std::{Addr, Binary, BlockInfo, Coin, Event};
use serde::Serialize;

/// Where cw2 keeps its record.
pub const CW2: &[u8] = b"contract_info";

/// A chain that a market runs on, as its users see it. The embedded chain and real ones implement it, so that
/// the same scenarios drive both.
pub trait Client {
    /// Newest block: chain id, height, time.
    fn block(&self) -> BlockInfo;
    /// The address that goes by a name, its key known to the client, with `funds` more than it had (issued,
    /// or sent by a faucet).
    fn actor(&mut self, name: &str, funds: &[Coin]) -> Result<Addr>;
    /// One message in one transaction.
    fn execute(&mut self, sender: &Addr, contract: &str, msg: Binary, funds: &[Coin]) -> Result<Receipt>;
    /// Several messages in one transaction, without funds: all of them or none.
    fn batch(&mut self, sender: &Addr, calls: &[Call]) -> Result<Receipt>;
    /// What governance says to contracts: all of it or none, as one proposal.
    fn govern(&mut self, calls: &[Call]) -> Result<Receipt>;
    /// A contract's answer to a query.
    fn smart(&self, contract: &str, query: Binary) -> Result<Binary>;
    /// A record of a contract's storage.
    fn raw(&self, contract: &str, key: &[u8]) -> Result<Option<Binary>>;
    /// All records of a contract's storage whose keys begin with `prefix`, by their keys.
    fn records(&self, contract: &str, prefix: &[u8]) -> Result<Vec<(Vec<u8>, Binary)>>;
    /// Coins in a wallet.
    fn balance(&self, who: &str, denom: &str) -> Result<u128>;
    /// Coins in existence, as the bank counts them.
    fn supply(&self, denom: &str) -> Result<u128>;
    /// Who runs at an address.
    fn contract(&self, address: &str) -> Result<ContractState>;
    /// Lets time pass: at least so many seconds, at least one block.
    fn wait(&mut self, seconds: u64) -> Result<()>;
    /// Migrates every contract of the market to the next build of its code.
    fn upgrade(&mut self) -> Result<()>;
}

/// What a transaction did.
#[derive(Clone, Debug, PartialEq)]
pub struct Receipt {
    /// Its events; those of contracts are called `wasm` and `wasm-…`.
    pub events: Vec<Event>,
    /// What it cost; `None` on the embedded chain, which meters nothing.
    pub gas: Option<Gas>,
}

/// What a transaction cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gas {
    /// Gas used.
    pub used: u64,
    /// Size of the transaction.
    pub bytes: u64,
}

/// A message to a contract.
#[derive(Clone, Debug, PartialEq)]
pub struct Call {
    /// To which contract.
    pub contract: String,
    /// The message.
    pub msg: Binary,
}

impl Call {
    /// A message to a contract.
    pub fn new(contract: &str, msg: &impl Serialize) -> Result<Self> {
        Ok(Self { contract: contract.into(), msg: cosmwasm_std::to_json_binary(msg)? })
    }
}

/// Who runs at an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContractState {
    /// Its code.
    pub code_id: u64,
    /// sha256 of the code, hex.
    pub checksum: String,
    /// Who may migrate it.
    pub admin: Option<String>,
    /// Who instantiated it.
    pub creator: String,
}
