//! Who takes part: providers with a running cost and a character, clients with a reservation price.

use api::job_market::AcceptPayout;
use cosmwasm_std::{Addr, Uint128};

/// How a provider behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Character {
    /// Does the work.
    Honest,
    /// Delivers forged results while it can.
    Forger,
    /// Does the work, but makes results up that count unless somebody looks.
    Bluffer,
    /// Accepts and delivers nothing.
    Staller,
    /// Does the work it chooses, and ignores every call.
    Deaf,
    /// Does the work, and one day redeems what it owes and takes its bond back.
    Leaver,
}

/// A provider.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its name.
    pub name: String,
    /// Its address.
    pub addr: Addr,
    /// Its class: an index into the wiring's classes.
    pub class: usize,
    /// GPUs it offers.
    pub gpus: u32,
    /// Of those, in jobs now.
    pub busy: u32,
    /// Of those, not for jobs of its own choice: enough for every call that its debt allows.
    pub kept: u32,
    /// What a GPU-second costs it at the start, NET base units per credit.
    pub running_cost: f64,
    /// How it behaves.
    pub character: Character,
    /// Whether the registry has jailed it.
    pub jailed: bool,
    /// Whether it has left.
    pub left: bool,
    /// Whether it prefers NET (else it redeems).
    pub wants_net: bool,
    /// Jobs settled.
    pub settled: u64,
    /// Deadlines missed.
    pub late: u64,
    /// Frauds proven.
    pub frauds: u64,
    /// Calls on it.
    pub calls: u64,
    /// Of those, defaulted on.
    pub defaults: u64,
    /// NET slashed or paid for defaults, base units.
    pub slashed: u128,
    /// NET received for work, as the credits' cost at request, base units.
    pub earned: u128,
    /// Its reputation in basis points, day by day.
    pub reputation: Vec<u32>,
}

impl Provider {
    /// GPUs that are free for a call.
    pub fn idle(&self) -> u32 {
        self.gpus - self.busy
    }

    /// GPUs that are free for jobs of its own choice: none in jail, or once it has left.
    pub fn free(&self) -> u32 {
        if self.jailed || self.left {
            0
        } else {
            self.idle().saturating_sub(self.kept)
        }
    }

    /// How it asks to be paid, where everything costs `index` times what it did at the start. It sells at its
    /// running cost or better, else keeps the credits.
    pub fn payout(&self, credits: u128, index: f64) -> AcceptPayout {
        if self.wants_net {
            let worth = credits as f64 / 1e6 * self.running_cost * index;
            AcceptPayout::Net { min: Uint128::new(worth as u128) }
        } else {
            AcceptPayout::Redeem {}
        }
    }
}

/// A client.
#[derive(Clone, Debug)]
pub struct Client {
    /// Its address.
    pub addr: Addr,
    /// Whether it holds dollars only and pays along a route.
    pub dollars: bool,
}
