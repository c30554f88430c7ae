//! The lease-market as far as a provider meets it, and the machines of its leases, which outlive the agent.

use anyhow::{bail, Result};
use api::lease_market::{LeaseState, NOTICE, SILENCE};
use compute_amm_agent::run::{Hook, Hooked};
use compute_amm_agent::tenant::Machine;
use compute_amm_agent::view::{Lease, LeaseMarket, Run};

use super::{Fake, World};
use crate::rented::WITHIN;
use crate::support::*;

impl Fake {
    /// A lease of one GPU is requested now.
    pub fn lease(&self, id: u64, seconds: u64) {
        self.request_lease(
            id,
            Lease { requested_at: self.now(), start_by: self.now() + 600, ..lease(seconds) },
        );
    }

    pub fn request_lease(&self, id: u64, lease: Lease) {
        let world = &mut *self.0.borrow_mut();
        let market = LeaseMarket { heartbeat_within: WITHIN, covers: WITHIN, seen_at: None };
        world.view.lease_market.get_or_insert(market);
        world.view.leases.insert(id, lease);
    }

    /// Its client ends it.
    pub fn client_closes(&self, id: u64) {
        self.0.borrow_mut().ends(id, LeaseState::Closed);
    }

    /// Hooks of a kind that ended.
    pub fn hooked(&self, id: u64, kind: &str) -> usize {
        self.0.borrow().rented.hooks.iter().filter(|(lease, k, _)| (*lease, *k) == (id, kind)).count()
    }

    /// What a hook brings that ends now.
    pub fn hook(&self, id: u64, hook: Hook) -> Hooked {
        let world = &mut *self.0.borrow_mut();
        let (rented, now) = (&mut world.rented, world.view.host.clock);
        match hook {
            Hook::Start { .. } => {
                rented.hooks.push((id, "start", now));
                rented.machines.insert(id);
                let failed = rented.fails > 0;
                rented.fails = rented.fails.saturating_sub(1);
                Hooked::Started(match failed {
                    true => Err("no image".into()),
                    false => Ok(Machine { endpoint: format!("gpu{id}.example:22"), host_key: [9; 32] }),
                })
            }
            Hook::Stop if rented.stuck > 0 => {
                rented.stuck -= 1;
                Hooked::Stopped(Err("it does not stop".into()))
            }
            Hook::Stop => {
                rented.hooks.push((id, "end", now));
                rented.machines.remove(&id);
                Hooked::Stopped(Ok(()))
            }
            Hook::Look => {
                rented.hooks.push((id, "alive", now));
                let serves = rented.machines.contains(&id) && !rented.dead.contains(&id);
                Hooked::Serves(if serves { Ok(()) } else { Err("it does not answer".into()) })
            }
        }
    }
}

impl World {
    pub(super) fn pledge(&mut self, id: u64, amount: u128, ends_by: u64, endpoint: &str) -> Result<()> {
        let time = self.view.time;
        let Some(lease) = self.view.leases.get_mut(&id).filter(|lease| lease.run.is_none()) else {
            bail!("not open")
        };
        let end = time + lease.terms.seconds;
        if time >= lease.start_by || ends_by < end || amount < lease.terms.pledge.u128() {
            bail!("too late, for too short, or too little");
        }
        assert_eq!(endpoint, format!("gpu{id}.example:22"));
        assert!(self.rented.machines.contains(&id), "lease {id} is started without a machine");
        lease.run = Some(Run { end, due: 0 });
        let class = self.view.classes.get_mut(CLASS).unwrap();
        class.busy += lease.terms.gpus;
        if class.busy > class.gpus || class.free < amount {
            bail!("no GPUs, or no bond");
        }
        class.free -= amount;
        self.beat()
    }

    pub(super) fn beat(&mut self) -> Result<()> {
        let time = self.view.time;
        self.view.lease_market.as_mut().unwrap().seen_at = Some(time);
        Ok(())
    }

    pub(super) fn claim(&mut self, id: u64) -> Result<()> {
        match self.view.leases.get_mut(&id).and_then(|lease| lease.run.as_mut()) {
            Some(run) => run.due = 0,
            None => bail!("does not run"),
        }
        Ok(())
    }

    pub(super) fn close(&mut self, id: u64) -> Result<()> {
        let (time, interruptible) = (self.view.time, self.rented.interruptible);
        let Some(run) = self.view.leases.get_mut(&id).and_then(|lease| lease.run.as_mut()) else {
            bail!("does not run")
        };
        match run.end <= time {
            true => self.ends(id, LeaseState::Ended),
            false if interruptible && run.end > time + NOTICE => run.end = time + NOTICE,
            false if interruptible => bail!("notice was given"),
            false => self.ends(id, LeaseState::Stopped),
        }
        Ok(())
    }

    fn ends(&mut self, id: u64, state: LeaseState) {
        let lease = self.view.leases.remove(&id).unwrap();
        let class = self.view.classes.get_mut(CLASS).unwrap();
        if lease.run.is_some() {
            class.busy -= lease.terms.gpus;
            class.free += lease.terms.pledge.u128();
        }
        self.rented.over.insert(id, state);
    }

    /// What somebody does who watches for silent providers.
    pub(super) fn close_silent(&mut self) {
        let Some(seen) = self.view.lease_market.and_then(|market| market.seen_at) else { return };
        if self.view.time < seen + SILENCE * WITHIN {
            return;
        }
        let silent: Vec<u64> = self.view.served().map(|(id, ..)| id).collect();
        silent.into_iter().for_each(|id| self.ends(id, LeaseState::Silent));
    }
}
