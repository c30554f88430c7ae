//! Leases beside the jobs: machines by the second, from hosts that take no jobs.

use anyhow::{Context, Result};
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::wirings::ONE;
use compute_amm_testing::Receipt;
use cosmwasm_std::Addr;
use rand::Rng;

use super::hosts::{Fate, CLASSES};
use super::state::Event;
use super::Engine;
use crate::time::{DAY, HOUR};

/// Seconds between two requests.
const EVERY: u64 = 2 * HOUR;
/// Seconds between two heartbeats.
pub(super) const BEAT: u64 = 500;
/// In turn, with the class in which each can happen.
const FATES: [(Fate, usize); 6] = [
    (Fate::Lasts, 0),
    (Fate::Preempted, 1),
    (Fate::Leaves, 0),
    (Fate::Vanishes, 0),
    (Fate::Extends, 1),
    (Fate::Empty, 0),
];

impl Engine {
    /// Requests come all along, and heartbeats until the last lease has ended.
    pub(super) fn schedule_leases(&mut self, days: u32) {
        let end = u64::from(days) * DAY;
        for number in 0..end / EVERY {
            self.schedule(number * EVERY + 1_800, Event::Lease(number));
        }
        for beat in 0..(end + DAY) / BEAT {
            self.schedule(beat * BEAT, Event::Beat);
        }
    }

    /// A client asks for a machine, and a host starts it.
    pub(super) fn lease(&mut self, number: u64) -> Result<()> {
        let (fate, place) = FATES[usize::try_from(number)? % FATES.len()];
        let class = self.market.wiring.classes[CLASSES[place]].class.clone();
        let client = self.clients[usize::try_from(number)? % self.clients.len()].addr.clone();
        let seconds = self.rng.gen_range(2..6) * HOUR;
        let request = lease_of(&class, self.rng.gen_range(1..3), seconds);
        let host = match fate {
            Fate::Vanishes => self.leases.flaky.clone(),
            _ => self.leases.hosts[place].clone(),
        };
        let Ok(id) = self.market.request_lease(&client, request, 1_000 * ONE) else {
            return Ok(()); // A trade before it in the block: the client does not ask again.
        };
        self.leases.requested += 1;
        self.market.heartbeat(&host);
        self.market.start_lease(&host, id, 2 * HOUR).context("a host starts a lease")?;
        let now = self.elapsed();
        let turn = match fate {
            Fate::Empty => now + 30,
            Fate::Lasts => now + seconds,
            // From half of it on nothing is heard of the host.
            Fate::Vanishes => now + seconds / 2 + 4 * self.market.wiring.lease_market.heartbeat_within,
            _ => now + seconds / 2,
        };
        if fate == Fate::Vanishes {
            self.schedule(now + seconds / 2, Event::Silent);
        }
        self.schedule(turn, Event::Turn(id, fate));
        Ok(())
    }

    /// All hosts that are there say so.
    pub(super) fn beat(&mut self) -> Result<()> {
        let mut hosts = self.leases.hosts.clone();
        if !self.silent {
            hosts.push(self.leases.flaky.clone());
        }
        for host in hosts {
            // A host that has never started a lease has no clock.
            self.market.lease_heartbeat(&host).ok();
        }
        Ok(())
    }

    /// What a lease's fate brings.
    pub(super) fn turn(&mut self, id: u64, fate: Fate) -> Result<()> {
        let live = self.market.lease(id).live.with_context(|| format!("lease {id} is over"))?;
        let running = live.running.with_context(|| format!("lease {id} does not run"))?;
        let anybody = self.keeper.clone();
        match fate {
            Fate::Lasts => self.close(&running.provider, id)?,
            Fate::Leaves | Fate::Empty => self.close(&live.client, id)?,
            Fate::Vanishes => {
                self.close(&anybody, id)?;
                self.silent = false;
            }
            Fate::Extends => {
                if self.market.top_up_lease(&live.client, id, HOUR, 1_000 * ONE).is_ok() {
                    self.leases.extended += 1;
                }
                self.until_end(id)?;
            }
            Fate::Preempted => {
                self.market.close_lease(&running.provider, id).context("notice")?;
                self.leases.notices += 1;
                self.until_end(id)?;
            }
        }
        Ok(())
    }

    fn until_end(&mut self, id: u64) -> Result<()> {
        let left = self.market.running_lease(id).end.saturating_sub(self.market.now());
        self.schedule(self.elapsed() + left, Event::Turn(id, Fate::Lasts));
        Ok(())
    }

    fn close(&mut self, who: &Addr, id: u64) -> Result<()> {
        let paid = self.market.running_lease(id).paid.u128();
        let receipt = self.market.close_lease(who, id).with_context(|| format!("closing lease {id}"))?;
        let state = self.market.lease(id).state;
        let leases = &mut self.leases;
        match leases.ended.iter_mut().find(|(other, _)| *other == state) {
            Some((_, count)) => *count += 1,
            None => leases.ended.push((state, 1)),
        }
        let paid = paid + said(&receipt, "paid")?;
        leases.served += paid;
        leases.unpaid += u64::from(paid == 0);
        leases.slashed += said(&receipt, "slash")?;
        Ok(())
    }
}

/// An amount of the event `end_lease`; 0 where it is not said.
fn said(receipt: &Receipt, key: &str) -> Result<u128> {
    let event = receipt.events.iter().find(|event| event.ty == "wasm-end_lease").context("no end_lease")?;
    let attribute = event.attributes.iter().find(|attribute| attribute.key == key);
    attribute.map_or(Ok(0), |attribute| Ok(attribute.value.parse()?))
}
