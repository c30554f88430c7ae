//! What may be due, what came of it, and what is remembered.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::json;

use crate::money::grouped;
use crate::say::Call;

/// Most gas that telling a job's end may use: its client chose what runs then, and the keeper pays for it.
pub const MOST_TO_TELL: u64 = 500_000;

/// Something that may be due.
pub struct Due {
    pub action: &'static str,
    pub target: String,
    pub what: What,
}

/// What is to be done about it.
pub enum What {
    /// Send it, if it would be accepted.
    Send(Call),
    /// Send it, if it would be accepted for so much gas.
    Within(u64, Call),
    /// Send it, if it would change anything: what says more than an event of this kind.
    Changing(&'static str, Call),
    /// Nothing, for a reason.
    Not(String),
}

/// What came of it.
pub struct Done {
    pub action: &'static str,
    pub target: String,
    pub gas: Option<u64>,
    pub tx_hash: Option<String>,
    pub refusal: Option<String>,
}

/// What a loop knows from the rounds before, so that it asks and pays for nothing twice.
#[derive(Default)]
pub struct Memory {
    /// Ended jobs of whose end nobody is to be told.
    pub told: BTreeSet<u64>,
    /// Ends that were to be told: how often that was tried, and until when it is not tried again; Unix seconds.
    pub tellings: BTreeMap<u64, (u32, u64)>,
    /// Positions, by class and provider, and when they were looked at; Unix seconds.
    pub touched: BTreeMap<(String, String), u64>,
    /// Until when a pool's dust works; Unix seconds.
    pub dusted: BTreeMap<u64, u64>,
}

impl Done {
    pub fn outcome(&self) -> String {
        match (&self.refusal, &self.tx_hash, self.gas) {
            (Some(refusal), ..) => format!("not now: {refusal}"),
            (None, Some(hash), gas) => {
                format!("done, gas {}, {hash}", grouped(gas.unwrap_or_default().into()))
            }
            (None, None, gas) => format!("would be done, gas {}", grouped(gas.unwrap_or_default().into())),
        }
    }

    pub fn document(&self) -> serde_json::Value {
        json!({
            "action": self.action, "target": self.target, "gas": self.gas, "tx_hash": self.tx_hash, "refusal": self.refusal,
        })
    }
}
