//! A market under stress: who takes part, and which jobs run.

use api::common::Asset;
use compute_amm_testing::Market;
use cosmwasm_std::Addr;

use super::scenario::Scenario;
use super::tally::Tally;

/// How a debtor decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Serves every call.
    Honest,
    /// Serves a call where a default would be dearer, and keeps its cheap debt apart.
    Strategic,
    /// Does nothing any more.
    Silent,
}

/// An address that owes credits.
pub(super) struct Debt {
    pub(super) addr: Addr,
    /// Credits that its debtor mints it up to, base units.
    pub(super) target: u128,
}

/// One who owes credits, at one address or at two.
pub(super) struct Debtor {
    pub(super) kind: Kind,
    /// The last one takes jobs, redeems what they pay, and mints. The first of two is left as it is.
    pub(super) debts: Vec<Debt>,
    /// Jobs of its own choice that run.
    pub(super) volunteered: usize,
    /// NET that it bonded at the start.
    pub(super) bonded: f64,
    /// NET that it has had in all: at the start, and from sales of credits.
    pub(super) had: f64,
}

/// A market in a scenario. Amounts of NET and credits are base units.
pub(super) struct Stress {
    pub(super) market: Market,
    pub(super) scenario: Scenario,
    pub(super) start: u64,
    /// Fair price of a credit now, NET base units per credit base unit.
    pub(super) fair: f64,
    /// What a credit brings on average over the fair price, when it was last looked at.
    pub(super) brings: f64,
    pub(super) credit: Asset,
    pub(super) pool_id: u64,
    /// Credits and NET in the pool at the start.
    pub(super) provided: (f64, f64),
    pub(super) debtors: Vec<Debtor>,
    pub(super) arbitrageur: Addr,
    pub(super) client: Addr,
    pub(super) keeper: Addr,
    pub(super) jobs: Vec<Job>,
    pub(super) requested: u64,
    pub(super) tally: Tally,
}

/// A job between request and end.
pub(super) struct Job {
    pub(super) id: u64,
    pub(super) stage: Stage,
}

/// How far a job is; times are seconds of the chain, debtors are indices.
pub(super) enum Stage {
    Open { accept_by: u64 },
    Ignored { debtor: usize, until: u64 },
    Runs { debtor: usize, provider: Addr, called: bool, done_at: u64 },
}

impl Stress {
    /// What traders take a credit for: the fair price of what it brings on average.
    pub(super) fn worth(&self) -> f64 {
        self.fair * self.brings
    }

    /// Whose debt it is.
    pub(super) fn debtor_of(&self, addr: &Addr) -> Option<usize> {
        self.debtors.iter().position(|debtor| debtor.debts.iter().any(|debt| debt.addr == *addr))
    }
}
