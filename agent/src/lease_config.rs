//! `[leases]` in `provider.toml`: whose leases the agent serves, and with which hooks.
//!
//! | key | what | if left out |
//! |---|---|---|
//! | `start` | command and arguments that make a machine ready, and print its endpoint and its host key, a line each | must be said |
//! | `end` | command and arguments that stop it; to stop it again is harmless | must be said |
//! | `alive` | command and arguments that end with 0 while the host gives it, also if its client has powered it off from within | every machine that was started counts as alive |
//! | `classes` | hardware classes whose leases are served | the agent's `classes` |
//! | `min_price` | least that a lease's credits cost, NET base units per whole credit, as text | the agent's `min_price` |
//! | `shortest` | least seconds of a lease, 1 to 2,592,000 | 60 |
//! | `longest` | most seconds of a lease when it is started, `shortest` to 2,592,000 | 2,592,000 |
//! | `top_up` | seconds beyond its first end by which it may be topped up, 0 to 2,592,000 | 0 |
//! | `keep_gpus` | GPUs of each class that leases leave to jobs and calls | must be said: a call of credits that one owes waits for no lease |
//!
//! The agent's `payers` and `keep_net` hold for leases too.

use std::collections::BTreeSet;

use anyhow::{ensure, Result};
use api::lease_market::MAX_SECONDS;

use crate::file::File;

/// Every key that the table may have.
pub const KEYS: [&str; 9] =
    ["start", "end", "alive", "classes", "min_price", "shortest", "longest", "top_up", "keep_gpus"];

/// Least seconds of a lease where nothing is said: a machine costs its start, however short the lease.
const SHORTEST: u64 = 60;

/// Most GPUs that leases leave.
const MOST_KEPT: u64 = 65_536;

/// How leases are served. See the [module](self) for units and defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leases {
    /// Makes a machine ready.
    pub start: Vec<String>,
    /// Stops it.
    pub end: Vec<String>,
    /// Says whether it serves.
    pub alive: Option<Vec<String>>,
    /// Classes whose leases are served; empty: all.
    pub classes: BTreeSet<String>,
    /// Least that a lease's credits cost, NET base units per whole credit.
    pub min_price: u128,
    /// Least seconds of a lease.
    pub shortest: u64,
    /// Most seconds of a lease when it is started.
    pub longest: u64,
    /// Seconds beyond its first end by which it may be topped up.
    pub top_up: u64,
    /// GPUs of each class that leases leave to jobs and calls.
    pub keep_gpus: u32,
}

impl Leases {
    /// The table, if it is there; classes and price are those of jobs where it does not say.
    pub fn read(file: &File, classes: &BTreeSet<String>, min_price: u128) -> Result<Option<Self>> {
        if !file.has("leases") {
            return Ok(None);
        }
        let table = file.table("leases", &KEYS)?;
        // No number is right for all: too few let a call default, too many earn nothing.
        ensure!(
            table.has("keep_gpus"),
            "leases.keep_gpus: expected the GPUs that leases leave to jobs and calls, 0 to {MOST_KEPT}, got nothing"
        );
        let shortest = table.number("shortest", 1..=MAX_SECONDS, SHORTEST)?;
        Ok(Some(Self {
            start: table.words("start")?,
            end: table.words("end")?,
            alive: table.has("alive").then(|| table.words("alive")).transpose()?,
            classes: match table.has("classes") {
                true => table.texts("classes")?.into_iter().collect(),
                false => classes.clone(),
            },
            min_price: table.amount("min_price", min_price)?,
            shortest,
            longest: table.number("longest", shortest..=MAX_SECONDS, MAX_SECONDS)?,
            top_up: table.number("top_up", 0..=MAX_SECONDS, 0)?,
            keep_gpus: u32::try_from(table.number("keep_gpus", 0..=MOST_KEPT, 0)?)?,
        }))
    }

    /// The words that are run, by the key that names them.
    pub fn hooks(&self) -> Vec<(&'static str, &[String])> {
        let mut hooks = vec![("leases.start", self.start.as_slice()), ("leases.end", self.end.as_slice())];
        hooks.extend(self.alive.as_deref().map(|words| ("leases.alive", words)));
        hooks
    }
}
