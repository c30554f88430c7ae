//! How leases of the randomised market end, each with what it must pay to whom; and messages that nobody may send.

use anyhow::{bail, ensure, Context, Result};
use api::common::{AssetAmount, CREDIT};
use api::lease_market::{
    CloseResponse, ExecuteMsg, LeaseState, LiveLease, OccupancyResponse, PledgeMsg, QueryMsg, RunningLease,
    SwapMsg, NOTICE,
};
use api::pool::SwapReceived;
use api::provider_registry::{ExecuteMsg as RegistryMsg, PledgeEnd, PledgeReceived};
use compute_amm_testing::jobs::digest;
use cosmwasm_std::{to_json_binary, Addr, Uint128};

use crate::classes::CLASSES;
use crate::lease_actions::Whose;
use crate::leases::Done;
use crate::run::Run;

/// What a close must do.
#[derive(Debug, PartialEq)]
struct Due {
    state: LeaseState,
    /// Credits to the provider, to the client and to the fee-collector, base units.
    paid: u128,
    rest: u128,
    fee: u128,
    /// Take that goes back, and what the provider pays to the client, NET base units.
    take: u128,
    slash: u128,
}

impl Due {
    /// None where nobody may close it yet.
    fn of(live: &LiveLease, running: &RunningLease, by: &Addr, now: u64) -> Option<Self> {
        let state = if now >= running.end {
            LeaseState::Ended
        } else if running.silent {
            LeaseState::Silent
        } else if *by == live.client {
            LeaseState::Closed
        } else if *by == running.provider && live.interruptible {
            return (now + NOTICE < running.end).then_some(Self {
                state: LeaseState::Running,
                paid: 0,
                rest: 0,
                fee: 0,
                take: 0,
                slash: 0,
            });
        } else if *by == running.provider {
            LeaseState::Stopped
        } else {
            return None;
        };
        let (escrow, paid, take) = (running.escrow.u128(), running.due.u128(), running.take_left.u128());
        let earned = if paid == 0 { 0 } else { (take * paid).div_ceil(escrow) };
        let early = state == LeaseState::Closed && now < running.started_at + live.minimum;
        let minimum = u128::from(live.gpus) * u128::from(live.minimum) * CREDIT;
        let fee = if early { minimum.min(escrow - paid) } else { 0 };
        let slash = match state {
            LeaseState::Stopped | LeaseState::Silent => {
                let (left, length) = (running.end - now, running.end - running.started_at);
                running.pledged.u128() * u128::from(left) / u128::from(length)
            }
            _ => 0,
        };
        Some(Self { state, paid, rest: escrow - paid - fee, fee, take: take - earned, slash })
    }

    fn quoted(quote: &CloseResponse) -> Self {
        Self {
            state: quote.state,
            paid: quote.paid.u128(),
            rest: quote.refunded.u128(),
            fee: quote.fee.u128(),
            take: quote.take_refunded.u128(),
            slash: quote.slash.u128(),
        }
    }
}

impl Run {
    fn held(&self, who: &Addr, class: &str) -> (u128, u128) {
        (self.market.account(who, &self.market.credit(class)), self.market.account(who, &self.market.net()))
    }

    /// Closes a lease, as its client, its provider or somebody else, and checks who was paid what.
    pub fn close_lease(&mut self, lease: u64, by: Whose) -> Done {
        let query = QueryMsg::Lease { lease_id: lease };
        let found = self.market.ask::<api::lease_market::LeaseResponse>(&self.market.at.lease_market, &query);
        let live = found.ok().and_then(|lease| lease.live);
        let Some((live, running)) = live.and_then(|live| Some((live.clone(), live.running?))) else {
            let stranger = self.reporter.clone();
            ensure!(self.market.close_lease(&stranger, lease).is_err(), "lease {lease} does not run");
            return Ok(None);
        };
        let now = self.market.now();
        self.leases.meters.check(&live, &running, now)?;
        let sender = match by {
            Whose::Client => live.client.clone(),
            Whose::Provider => running.provider.clone(),
            Whose::Stranger => self.reporter.clone(),
        };
        let due = Due::of(&live, &running, &sender, now);
        let query = QueryMsg::QuoteClose { lease_id: lease, sender: sender.to_string() };
        let quote = self.market.ask::<CloseResponse>(&self.market.at.lease_market, &query).ok();
        ensure!(quote.as_ref().map(Due::quoted) == due, "quoted {quote:?}, due {due:?}");
        let before = (self.held(&live.client, &live.class), self.held(&running.provider, &live.class));
        let bond = self.market.position(&running.provider, &live.class).bond;
        let sent = self.market.close_lease(&sender, lease);
        ensure!(sent.is_ok() == due.is_some(), "{by:?} closes lease {lease}, due {due:?}: {sent:?}");
        let Some(due) = due else { return Ok(None) };
        let state = self.market.lease(lease).state;
        ensure!(state == due.state, "lease {lease} is {state}, due {due:?}");
        let lost = bond - self.market.position(&running.provider, &live.class).bond;
        ensure!(lost.u128() == due.slash, "the bond lost {lost}, due {due:?}");
        let (client, provider) = ((due.rest, due.take + due.slash), (due.paid, 0));
        let both = (client.0 + provider.0, client.1);
        let same = live.client == running.provider;
        for (who, before, gain) in [
            (&live.client, before.0, if same { both } else { client }),
            (&running.provider, before.1, if same { both } else { provider }),
        ] {
            let (credits, net) = self.held(who, &live.class);
            let gained = (credits - before.0, net - before.1);
            ensure!(gained == gain, "{who} gained {gained:?}, not {gain:?}, of {due:?}");
        }
        Ok(Some(match due.state {
            LeaseState::Running => "give notice",
            LeaseState::Ended => "lease ended",
            LeaseState::Closed if due.fee > 0 => "lease closed for a fee",
            LeaseState::Closed => "lease closed",
            LeaseState::Stopped => "lease stopped",
            _ => "lease silent",
        }))
    }

    /// Withdraws a lease that waits; all of it goes back, whoever does it.
    pub fn cancel_lease(&mut self, lease: u64, by: Whose) -> Done {
        let query = QueryMsg::Lease { lease_id: lease };
        let found = self.market.ask::<api::lease_market::LeaseResponse>(&self.market.at.lease_market, &query);
        let Some(live) = found.ok().and_then(|lease| lease.live) else { return Ok(None) };
        let sender = if matches!(by, Whose::Client) { live.client.clone() } else { self.reporter.clone() };
        let before = self.held(&live.client, &live.class);
        if self.market.cancel_lease(&sender, lease).is_err() {
            return Ok(None);
        }
        let bought = u128::from(live.gpus) * u128::from(live.seconds) * CREDIT;
        let after = self.held(&live.client, &live.class);
        ensure!(
            live.running.is_none() && after == (before.0 + bought, before.1 + live.take.u128()),
            "{before:?} before, {after:?} after {live:?}"
        );
        match self.market.lease(lease).state {
            LeaseState::Expired => Ok(Some("lease expired")),
            LeaseState::Cancelled if sender == live.client => Ok(Some("cancel lease")),
            state => bail!("lease {lease} is {state} by {sender}"),
        }
    }

    /// A message that its sender may not send. It must be refused.
    pub fn forge(&mut self, w: usize, which: usize) -> Done {
        let (sender, id) = (self.providers[w].clone(), self.leases.live.last().copied().unwrap_or(1));
        let (class, none) = (CLASSES[0].to_string(), Uint128::zero());
        let this = self.market.at.lease_market.clone();
        let sent = match which {
            0 => {
                let start = PledgeMsg::Start { endpoint: "nowhere".into(), host_key: digest("none") };
                let (provider, msg) = (sender.to_string(), to_json_binary(&start)?);
                let ends_by = self.market.now() + 1_000_000;
                let amount = Uint128::new(u128::MAX);
                let pledge = PledgeReceived { id, provider, class, gpus: 1, amount, ends_by, msg };
                self.market.leases(&sender, &ExecuteMsg::ReceivePledge(pledge))
            }
            1 => {
                let msg = SwapMsg::TopUp { lease_id: id, seconds: 1, max_payment: none };
                let rest = AssetAmount { asset: self.market.net(), amount: none };
                let (legs, msg) = (vec![], to_json_binary(&msg)?);
                let swap = SwapReceived { sender: sender.to_string(), legs, rest, msg };
                self.market.leases(&sender, &ExecuteMsg::ReceiveSwap(swap))
            }
            2 => {
                let end = PledgeEnd { good: none, bad: none, slash: None };
                self.market.registry(&sender, &RegistryMsg::EndPledge { id, end }, &[])
            }
            3 => {
                let query = QueryMsg::Occupancy { class: class.clone() };
                let terms = self.market.ask_leases::<OccupancyResponse>(&query).terms;
                self.market.leases(&sender, &ExecuteMsg::UpdateClass { class, terms })
            }
            _ => {
                let msg = RegistryMsg::AllowMarket { market: this, allowed: true };
                self.market.registry(&sender, &msg, &[])
            }
        };
        ensure!(sent.is_err(), "{sender} forged {which}: {sent:?}");
        Ok(Some("forge in vain"))
    }

    /// Every lease ends before its class: once that has ended anyone closes what is left, and sweeps.
    pub fn end_leases(&mut self) -> Result<()> {
        let anybody = self.reporter.clone();
        for lease in std::mem::take(&mut self.leases.live) {
            match self.market.lease(lease).state {
                LeaseState::Open => self.cancel_lease(lease, Whose::Stranger)?,
                LeaseState::Running => self.close_lease(lease, Whose::Stranger)?,
                _ => continue,
            }
            .with_context(|| format!("lease {lease} goes on: {:?}", self.market.lease(lease)))?;
            self.check()?;
        }
        while self.market.leases(&anybody, &ExecuteMsg::Sweep {}).is_ok() {
            self.check()?;
        }
        Ok(())
    }
}
