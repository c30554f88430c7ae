//! One provider with its vault: the pure state, and beside it who owns what, so that the books can be checked.

use std::collections::BTreeMap;

use credit::backing::{surely_burned, Sizing};
use credit::lock::{fraud_waterfall, LockParams};
use credit::{Backed, Backing, Buckets, Released, RuleError, Vault};

use crate::messages::Message;
use crate::LEAST;

/// A backed job that runs.
#[derive(Clone, Copy, Debug)]
pub struct Job {
    pub backed: Backed,
    /// g at its acceptance.
    pub generation: u64,
    pub params: LockParams,
    /// ℓ.
    pub lock: u128,
    pub declared_value: u128,
}

#[derive(Clone, Debug, Default)]
pub struct House {
    pub vault: Vault,
    pub backing: Backing,
    pub buckets: Buckets,
    pub balance: u128,
    pub shares: BTreeMap<u8, u128>,
    pub tickets: BTreeMap<(u64, u8), u128>,
    pub released: BTreeMap<u64, Released>,
    pub jobs: BTreeMap<u64, Job>,
    pub next_job: u64,
}

pub fn terms(rho_bps: u32, burn_min_bps: u32) -> LockParams {
    LockParams { gain_bps: 10_000, rho_bps, burn_min_bps, liveness_cap_bps: 5_000, l_min: 1_000_000 }
}

/// What the provider loses for good whoever reports: the least of the two ways.
pub fn own_burned(params: &LockParams, lock: u128, declared_value: u128) -> u128 {
    let burned = |has_reporter| fraud_waterfall(params, lock, declared_value, has_reporter).unwrap().burned;
    burned(true).min(burned(false))
}

impl House {
    /// Takes a message; the amounts that it moved or made.
    pub fn take(&mut self, now: u64, message: &Message) -> Result<Vec<u128>, RuleError> {
        let Self { vault, backing, buckets, .. } = self;
        match *message {
            Message::Accept { rho_bps, burn_min_bps, lock, declared_value, kappa_bps, min_backing } => {
                let params = terms(rho_bps, burn_min_bps);
                let sizing = Sizing { lock, declared_value, kappa_bps, min_backing };
                let backed = backing.accept(&params, &sizing)?;
                assert!(
                    surely_burned(&params, lock, declared_value)?
                        <= own_burned(&params, lock, declared_value)
                );
                let job = Job { backed, generation: buckets.generation, params, lock, declared_value };
                self.jobs.insert(self.next_job, job);
                self.next_job += 1;
                Ok(vec![backed.amount])
            }
            Message::End { job } => {
                let Some(ended) = self.jobs.remove(&job) else { return Ok(vec![]) };
                backing.end(&ended.backed)?;
                Ok(vec![])
            }
            Message::Fraud { job } => {
                let Some(ended) = self.jobs.remove(&job) else { return Ok(vec![]) };
                backing.fraud(buckets, &ended.backed)?;
                Ok(vec![ended.backed.amount])
            }
            Message::Deposit { owner, amount, min_shares } => {
                let shares = vault.deposit(backing, now, amount, min_shares, LEAST)?;
                *self.shares.entry(owner).or_default() += shares;
                self.balance += amount;
                Ok(vec![shares])
            }
            Message::Exit { owner, shares } => {
                let exit = vault.exit(backing, buckets, now, shares)?;
                *self.shares.get_mut(&owner).unwrap() -= shares;
                *self.tickets.entry((buckets.generation, owner)).or_default() += exit.tickets;
                Ok(vec![exit.assets, exit.tickets])
            }
            Message::Rotate => {
                let released = vault.rotate(backing, buckets)?;
                // It was of g − 1 before, which is g − 2 now.
                if let Some(released) = released {
                    self.released.insert(buckets.generation - 2, released);
                }
                Ok(vec![])
            }
            Message::Claim { owner, generation } => {
                let Some(released) = self.released.get_mut(&generation) else { return Ok(vec![]) };
                let Some(tickets) = self.tickets.remove(&(generation, owner)) else { return Ok(vec![]) };
                let paid = released.claim(tickets)?;
                if *released == Released::default() {
                    self.released.remove(&generation);
                }
                self.balance -= paid;
                Ok(vec![paid])
            }
            Message::Burn => {
                let sent = vault.burn(buckets)?;
                self.balance -= sent;
                Ok(vec![sent])
            }
            Message::Fund { amount, seconds } => {
                vault.fund(backing, now, amount, seconds)?;
                self.balance += amount;
                Ok(vec![])
            }
        }
    }

    /// Takes a message that must be accepted.
    pub fn must(&mut self, now: u64, message: Message) -> u128 {
        let moved = self.take(now, &message).unwrap_or_else(|error| panic!("{message:?}: {error}"));
        moved.first().copied().unwrap_or_default()
    }

    /// Accepts a job with as much backing as `most`, of which all of the lock surely burns.
    pub fn accept(&mut self, most: u128) -> u64 {
        let message = Message::Accept {
            rho_bps: 0,
            burn_min_bps: 9_000,
            lock: most,
            declared_value: 0,
            kappa_bps: 10_000,
            min_backing: 0,
        };
        self.must(0, message);
        self.next_job - 1
    }

    pub fn held(&self, owner: u8) -> u128 {
        self.shares.get(&owner).copied().unwrap_or_default()
    }

    /// All that the owner can get out now if nothing happens any more: claims, and an exit of all its shares.
    pub fn leave(&mut self, now: u64, owner: u8) -> u128 {
        let held = self.held(owner);
        if held > 0 {
            let _too_small = self.take(now, &Message::Exit { owner, shares: held });
        }
        self.must(now, Message::Rotate);
        self.must(now, Message::Rotate);
        let generations: Vec<u64> =
            self.tickets.keys().filter(|(_, who)| *who == owner).map(|(generation, _)| *generation).collect();
        generations.into_iter().map(|generation| self.must(now, Message::Claim { owner, generation })).sum()
    }
}
