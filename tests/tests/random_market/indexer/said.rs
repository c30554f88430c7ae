//! What an event says.

use anyhow::{ensure, Context, Result};
use cosmwasm_std::Event;

/// One event, its attributes by name, and the time of its block.
pub struct Said<'a> {
    /// The event.
    pub event: &'a Event,
    /// Unix seconds.
    pub at: u64,
}

impl Said<'_> {
    pub fn kind(&self) -> &str {
        self.event.ty.strip_prefix("wasm-").unwrap_or(&self.event.ty)
    }

    pub fn get(&self, key: &str) -> Option<&str> {
        let found = self.event.attributes.iter().find(|attribute| attribute.key == key);
        found.map(|attribute| attribute.value.as_str())
    }

    pub fn text(&self, key: &str) -> Result<&str> {
        self.get(key).with_context(|| format!("{:?} names no {key}", self.event))
    }

    pub fn number(&self, key: &str) -> Result<u128> {
        self.text(key)?.parse().with_context(|| format!("{key} of {:?}", self.event))
    }

    /// What is left out where it is 0.
    pub fn number_or_0(&self, key: &str) -> Result<u128> {
        self.get(key).map_or(Ok(0), |_| self.number(key))
    }

    pub fn seconds(&self, key: &str) -> Result<u64> {
        Ok(u64::try_from(self.number(key)?)?)
    }

    pub fn gpus(&self, key: &str) -> Result<u32> {
        Ok(u32::try_from(self.number(key)?)?)
    }

    pub fn job(&self) -> Result<u64> {
        self.seconds("job_id")
    }

    pub fn json<T: serde::de::DeserializeOwned>(&self, key: &str) -> Result<T> {
        Ok(cosmwasm_std::from_json(self.text(key)?)?)
    }
}

/// Both sides of a difference.
pub fn same<T: PartialEq + std::fmt::Debug>(what: &str, by_events: &T, says: &T) -> Result<()> {
    ensure!(by_events == says, "{what}: by its events {by_events:?}, it says {says:?}");
    Ok(())
}
