//! What is done about leases, and how they end.

use anyhow::{Context, Result};
use api::common::{Asset, Source, CREDIT};
use api::lease_market::{ExecuteMsg, LiveLease, QueryMsg, SwapMsg};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use compute_amm_testing::leases::{lease_id, lease_of};
use compute_amm_testing::wirings::{L40S, NET, ONE, USD};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use crate::classes::CLASSES;
use crate::lease_actions::{By, Lease, Pay};
use crate::run::Run;

impl Run {
    /// A lease that is open, or one that runs.
    fn lease_that(&self, index: usize, runs: bool) -> Result<(u64, LiveLease)> {
        let live = self.live_leases().into_iter().filter(|(_, live)| live.running.is_some() == runs);
        live.take(index + 1).last().context("none")
    }

    fn live_leases(&self) -> Vec<(u64, LiveLease)> {
        self.leases.iter().filter_map(|&id| Some((id, self.market.lease(id).live?))).collect()
    }

    fn request_lease(&mut self, request: &Lease) -> Result<&'static str> {
        let Lease::Request { client, class, gpus, seconds, named, pay } = *request else {
            anyhow::bail!("no request")
        };
        let (client, class) = (self.clients[client].clone(), CLASSES[class]);
        let mut wanted = lease_of(class, gpus, seconds);
        wanted.provider = named.map(|provider| self.providers[provider].to_string());
        let credits = u128::from(gpus) * u128::from(seconds) * CREDIT;
        let msg = SwapMsg::RequestLease { request: wanted };
        let (swap, funds, name) = match pay {
            Pay::Wallet => (
                self.market.lease_swap(class, credits, &msg, Source::Funds {})?,
                coins(1_000 * ONE, NET),
                "lease",
            ),
            Pay::Account => {
                let from = Source::Account { owner: None, amount: Uint128::new(1_000 * ONE) };
                (self.market.lease_swap(class, credits, &msg, from)?, vec![], "lease from an account")
            }
            Pay::Dollars => {
                // A second leg buys the take.
                let leg = |pools, amount| Leg { pools, amount_out: Uint128::new(amount) };
                let (usd, primary) = (self.market.usd_pool(), self.market.class_pool(class));
                let swap = PoolMsg::SwapExactOut {
                    offer: Asset::native(USD),
                    legs: vec![leg(vec![usd, primary], credits), leg(vec![usd], 20 * ONE)],
                    from: Source::Funds {},
                    to: Destination::Call {
                        contract: self.market.at.lease_market.clone(),
                        msg: to_json_binary(&msg)?,
                    },
                    rest_to: None,
                    deadline: None,
                };
                (swap, coins(2_000 * ONE, USD), "lease for dollars")
            }
        };
        let sent = self.market.pool(&client, &swap, &funds)?;
        self.leases.push(lease_id(&sent)?);
        Ok(name)
    }

    /// What is done; a lease that is over is forgotten.
    pub fn lease(&mut self, action: &Lease) -> Result<&'static str> {
        let done = self.lease_action(action);
        let market = &self.market;
        self.leases.retain(|&id| market.lease(id).live.is_some());
        done
    }

    fn lease_action(&mut self, action: &Lease) -> Result<&'static str> {
        let anybody = self.reporter.clone();
        match *action {
            Lease::Request { .. } => self.request_lease(action),
            Lease::Cancel(index, own) => {
                let (id, live) = self.lease_that(index, false)?;
                let late = self.market.now() >= live.start_by;
                let who = if own { live.client } else { anybody };
                let sent = self.market.cancel_lease(&who, id);
                assert!(own || late || sent.is_err(), "a stranger withdrew lease {id}");
                sent.map(|_| "withdraw a lease")
            }
            Lease::Expire(index) => {
                let (id, live) = self.lease_that(index, false)?;
                self.market.wait(live.start_by.saturating_sub(self.market.now()));
                self.market.cancel_lease(&anybody, id)?;
                Ok("a lease expires")
            }
            Lease::Start { provider, lease, spare } => {
                let (id, _) = self.lease_that(lease, false)?;
                let provider = self.providers[provider].clone();
                self.market.heartbeat(&provider);
                let _ = self.market.registry(&provider, &RegistryMsg::Unjail {}, &[]);
                let _ = self.market.offer(&provider, L40S, 8);
                self.market.start_lease(&provider, id, spare)?;
                Ok("start a lease")
            }
            Lease::Beat(provider) => {
                self.market.lease_heartbeat(&self.providers[provider].clone())?;
                Ok("heartbeat of leases")
            }
            Lease::Claim(index) => {
                let (id, _) = self.lease_that(index, true)?;
                self.market.claim_lease(&anybody, id)?;
                Ok("claim a lease")
            }
            Lease::ClaimTwice(index) => {
                let (id, live) = self.lease_that(index, true)?;
                let provider = live.running.context("it runs")?.provider;
                self.market.lease_heartbeat(&provider)?;
                let claim = ExecuteMsg::Claim { lease_id: id };
                let once = self.market.now();
                self.market.claim_lease(&provider, id)?;
                let paid = self.market.running_lease(id).paid;
                assert_eq!(self.market.now(), once, "time passed between two claims");
                // Refused or empty: nothing is paid twice.
                let _ = self.market.leases(&provider, &claim);
                let now = self.market.running_lease(id).paid;
                assert_eq!(paid, now, "lease {id} was paid twice for a second");
                Ok("claim a lease twice")
            }
            Lease::TopUp(index, seconds) => {
                let (id, live) = self.lease_that(index, true)?;
                self.market.top_up_lease(&live.client, id, seconds, 1_000 * ONE)?;
                Ok("top up a lease")
            }
            Lease::Close(index, by) => self.close_as(index, by, anybody),
            Lease::End(index, beats) => {
                let (id, live) = self.lease_that(index, true)?;
                let running = live.running.context("it runs")?;
                let pace = self.market.wiring.lease_market.heartbeat_within;
                // A hundred heartbeats at most: the rest of a long lease is not covered.
                for _ in 0..if beats { 100 } else { 0 } {
                    let left = running.end.saturating_sub(self.market.now());
                    self.market.wait(left.min(pace));
                    self.market.lease_heartbeat(&running.provider)?;
                    if left <= pace {
                        break;
                    }
                }
                self.market.wait(running.end.saturating_sub(self.market.now()));
                self.market.close_lease(&anybody, id)?;
                Ok("a lease ends")
            }
            Lease::Vanish(index) => {
                let (id, live) = self.lease_that(index, true)?;
                let pace = self.market.wiring.lease_market.heartbeat_within;
                self.market.wait(3 * pace);
                let over = live.running.context("it runs")?.end <= self.market.now();
                self.market.close_lease(&anybody, id)?;
                Ok(if over { "a lease ends" } else { "a provider vanishes" })
            }
            Lease::Sweep => {
                self.market.leases(&anybody, &ExecuteMsg::Sweep {})?;
                Ok("sweep leases")
            }
            Lease::Pause(requests) => {
                let owner = self.market.owner.clone();
                self.market.leases(&owner, &ExecuteMsg::SetPaused { requests })?;
                Ok("pause leases or go on")
            }
            Lease::Allow(allowed) => {
                let (owner, market) = (self.market.owner.clone(), self.market.at.lease_market.clone());
                self.market.registry(&owner, &RegistryMsg::AllowMarket { market, allowed }, &[])?;
                Ok("allow a market or not")
            }
        }
    }

    /// Closes, and compares what happened with what the contract said that it would pay.
    fn close_as(&mut self, index: usize, by: By, anybody: Addr) -> Result<&'static str> {
        let (id, live) = self.lease_that(index, true)?;
        let running = live.running.context("it runs")?;
        let (who, name) = match by {
            By::Client => (live.client, "a client closes"),
            By::Provider if live.interruptible => (running.provider, "a provider gives notice"),
            By::Provider => (running.provider, "a provider closes"),
            By::Anybody => (anybody, "somebody closes"),
        };
        // Notice is for whoever has had the machine for a minimum already: until then it is refused.
        let ripe = running.started_at + live.minimum;
        if matches!(by, By::Provider) && live.interruptible && self.market.now() < ripe {
            let early = self.market.close_lease(&who, id);
            assert!(early.is_err(), "notice of lease {id} at {}, before {ripe}", self.market.now());
            self.market.wait(ripe - self.market.now());
        }
        let quote = QueryMsg::QuoteClose { lease_id: id, sender: who.to_string() };
        let at = self.market.at.lease_market.clone();
        let said: Result<api::lease_market::CloseResponse> = self.market.ask(&at, &quote);
        let sent = self.market.close_lease(&who, id);
        assert_eq!(said.is_ok(), sent.is_ok(), "quoted {said:?}, sent {sent:?}");
        let (said, _) = (said?, sent?);
        assert_eq!(self.market.lease(id).state, said.state, "lease {id}");
        Ok(name)
    }

    /// Lets every lease come to its end, and what leases earned go where it belongs.
    pub fn let_leases_end(&mut self) -> Result<()> {
        for (id, live) in self.live_leases() {
            let anybody = self.reporter.clone();
            match live.running {
                None => {
                    self.market.wait(live.start_by.saturating_sub(self.market.now()));
                    // After a restart blocks may be wanting.
                    self.market.cancel_lease(&live.client, id)?;
                }
                Some(running) => {
                    self.market.wait(running.end.saturating_sub(self.market.now()));
                    self.market.close_lease(&anybody, id)?;
                }
            }
            self.check()?;
        }
        self.leases.clear();
        let anybody = self.reporter.clone();
        while self.market.leases(&anybody, &ExecuteMsg::Sweep {}).is_ok() {
            self.check()?;
        }
        Ok(())
    }
}
