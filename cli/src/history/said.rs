//! What a contract of the market said, and what may be asked beside it.

use anyhow::{anyhow, Result};
use api::pool::PoolResponse;
use api::provider_registry::Params;
use cosmwasm_std::Event;

use crate::exit::{told, Exit};

/// The block in which something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct At {
    /// Its height.
    pub height: u64,
    /// Unix seconds.
    pub time: u64,
}

/// Which contract says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Pools and accounts.
    Pool,
    /// Providers.
    Registry,
    /// Jobs.
    Jobs,
    /// Leases.
    Leases,
    /// Revenue.
    Fees,
    /// Stake behind providers.
    Restaking,
}

/// An event of the market.
#[derive(Clone, Copy)]
pub struct Said<'a> {
    /// Who.
    pub by: By,
    /// Its name, without the prefix of contracts.
    pub kind: &'a str,
    /// When.
    pub at: At,
    /// In which transaction of the block, from 0; none outside.
    pub tx: Option<usize>,
    /// What.
    pub event: &'a Event,
}

/// What events alone do not say.
pub trait Ask {
    /// A pool before this block. Of one whose state the node no longer has, the reserves are none.
    fn pool(&self, pool_id: u64) -> Result<Asked>;
    /// The registry's parameters, as they are now; none if it refuses to say.
    fn params(&self) -> Result<Option<Params>>;
    /// The hash of this block's transaction.
    fn tx_hash(&self, tx: usize) -> Result<Option<String>>;
}

/// A pool that was asked about.
pub enum Asked {
    /// As it was before this block.
    Then(PoolResponse),
    /// As it is now: only what never changes is of use.
    Now(PoolResponse),
    /// Nobody says.
    Unknown,
}

impl<'a> Said<'a> {
    /// The value of an attribute, if it is there.
    pub fn find(&self, key: &str) -> Option<&'a str> {
        self.event.attributes.iter().find(|a| a.key == key).map(|a| a.value.as_str())
    }

    /// The value of an attribute; an error that ends the command if it is not there.
    pub fn text(&self, key: &str) -> Result<&'a str> {
        self.find(key).ok_or_else(|| self.odd(&format!("has no `{key}`")))
    }

    /// A number; 0 where there is none, as events leave out what is 0.
    pub fn number(&self, key: &str) -> Result<u128> {
        let read = |text: &str| {
            text.parse().map_err(|_| self.odd(&format!("`{key}`: expected a number, got `{text}`")))
        };
        self.find(key).map_or(Ok(0), read)
    }

    /// A number that must be there.
    pub fn id(&self, key: &str) -> Result<u64> {
        let text = self.text(key)?;
        text.parse().map_err(|_| self.odd(&format!("`{key}`: expected a number, got `{text}`")))
    }

    /// An error of an event that is not what this version reads: it must end the command, or sums would be wrong unnoticed.
    pub fn odd(&self, what: &str) -> anyhow::Error {
        let Self { kind, at, .. } = self;
        let text = format!("the event `{kind}` in block {} {what}", at.height);
        told(Exit::Usage, text, "is `camm` as new as the market? A newer one goes on where this one stopped")
    }

    /// The same of a sum that leaves its bounds.
    pub fn overflow(&self) -> anyhow::Error {
        anyhow!(self.odd("does not fit what was read before"))
    }
}
