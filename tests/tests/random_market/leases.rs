//! What the randomised market does about leases. What is refused moves nothing; what must be refused and is not, or pays other
//! than it should, fails the run.

use anyhow::{bail, ensure, Result};
use api::common::{AssetAmount, Source};
use api::fee_collector::{MetricsResponse, QueryMsg as FeeQuery, Window};
use api::job_market::PayWith;
use api::lease_market::{
    ConfigResponse, ExecuteMsg, HoldingsResponse, LeaseResponse, LeaseState, OccupancyResponse, QueryMsg,
    QuoteResponse, RunningLease, SwapMsg,
};
use api::pool::{Destination, ExecuteMsg as PoolMsg, Route};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use compute_amm_testing::leases::{lease_id, lease_of};
use compute_amm_testing::wirings::{L40S, NET, ONE, USD};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use crate::classes::CLASSES;
use crate::lease_actions::{Lease, Pay, Whose, Wrong, WrongPledge};
use crate::meters::{Meters, COVER};
use crate::run::Run;

/// Most that a top-up pays.
const MAX_IN: u128 = 2_000 * ONE;

/// Leases that are not over, oldest first, and the heartbeats of their providers.
#[derive(Debug, Default)]
pub struct Leases {
    pub live: Vec<u64>,
    /// The last that was requested, over or not.
    newest: Option<u64>,
    pub meters: Meters,
}

/// What was done, or that it was refused.
pub type Done = Result<Option<&'static str>>;

impl Run {
    /// Does it, and checks every lease that runs.
    pub fn lease(&mut self, lease: &Lease) -> Done {
        if lease.is_about_one() && self.leases.newest.is_none() {
            return Ok(None);
        }
        let done = self.about_lease(lease)?;
        let market = &self.market;
        self.leases.live.retain(|lease| !market.lease(*lease).state.is_final());
        for lease in &self.leases.live {
            let live = market.lease(*lease).live;
            if let Some((live, running)) = live.and_then(|live| Some((live.clone(), live.running?))) {
                self.leases.meters.check(&live, &running, market.now())?;
            }
        }
        Ok(done)
    }

    fn about_lease(&mut self, lease: &Lease) -> Done {
        let named = |sent: Result<compute_amm_testing::Receipt>, name| Ok(sent.ok().map(|_| name));
        match *lease {
            Lease::Request { client, class, gpus, seconds, pay, named, wrong } => {
                let client = self.anybody(client);
                self.request_lease(&client, CLASSES[class], (gpus, seconds), pay, named, wrong)
            }
            Lease::Start { provider, lease, spare, wrong } => self.start_lease(provider, lease, spare, wrong),
            Lease::Beat(w) => Ok(self.beat(w).then_some("lease heartbeat")),
            Lease::Serve(w, times) => {
                let mut heard = true;
                for _ in 0..times {
                    self.market.wait(300);
                    heard &= self.beat(w);
                }
                Ok(heard.then_some("serve leases"))
            }
            Lease::Claim(w, l) => {
                let (sender, lease) = (self.anybody(w), self.lease_in(LeaseState::Running, l));
                named(self.market.claim_lease(&sender, lease), "claim lease")
            }
            Lease::TopUp { payer, lease, seconds } => {
                let (payer, lease) = (self.anybody(payer), self.lease_in(LeaseState::Running, lease));
                named(self.market.top_up_lease(&payer, lease, seconds, MAX_IN), "top up lease")
            }
            Lease::Cancel(l, by) => {
                let lease = self.lease_in(LeaseState::Open, l);
                self.cancel_lease(lease, by)
            }
            Lease::Expire(l) => {
                let lease = self.lease_in(LeaseState::Open, l);
                if let Some(live) = self.market.lease(lease).live {
                    self.market.wait(live.start_by.saturating_sub(self.market.now()));
                }
                self.cancel_lease(lease, Whose::Stranger)
            }
            Lease::Close(l, by) => {
                let lease = self.lease_in(LeaseState::Running, l);
                self.close_lease(lease, by)
            }
            Lease::Finish(l) => {
                let lease = self.lease_in(LeaseState::Running, l);
                let Some(running) = self.running(lease) else { return Ok(None) };
                while self.market.now() < running.end {
                    self.market.wait(300.min(running.end - self.market.now()));
                    self.beat_of(&running.provider);
                }
                self.close_lease(lease, Whose::Stranger)
            }
            Lease::Vanish(l) => {
                let lease = self.lease_in(LeaseState::Running, l);
                self.market.wait(3 * COVER);
                self.close_lease(lease, Whose::Stranger)
            }
            Lease::Sweep => self.sweep_leases(),
            Lease::Pause(who, requests) => {
                let sender = match who {
                    0 => self.market.owner.clone(),
                    1 => self.market.guardian.clone(),
                    _ => self.clients[0].clone(),
                };
                let was = self.config().paused;
                let sent = self.market.leases(&sender, &ExecuteMsg::SetPaused { requests }).is_ok();
                let may = who == 0 || (who == 1 && (requests || !was));
                ensure!(sent == may, "sender {who} set the pause from {was} to {requests}: {sent}");
                Ok(sent.then_some(if requests { "pause leases" } else { "leases go on" }))
            }
            Lease::Allow(allowed) => {
                let (owner, market) = (self.market.owner.clone(), self.market.at.lease_market.clone());
                let msg = RegistryMsg::AllowMarket { market, allowed };
                named(
                    self.market.registry(&owner, &msg, &[]),
                    if allowed { "allow pledges" } else { "allow no pledges" },
                )
            }
            Lease::Terms(c, interruptible) => {
                let (owner, class) = (self.market.owner.clone(), CLASSES[c].to_string());
                let query = QueryMsg::Occupancy { class: class.clone() };
                let mut terms = self.market.ask_leases::<OccupancyResponse>(&query).terms;
                terms.interruptible = interruptible;
                let msg = ExecuteMsg::UpdateClass { class, terms };
                named(self.market.leases(&owner, &msg), "set lease terms")
            }
            Lease::Params { start_within, minimum, early_end_bps } => {
                let owner = self.market.owner.clone();
                let mut params = self.config().params;
                (params.start_within, params.minimum) = (start_within, minimum);
                params.early_end_bps = early_end_bps;
                let msg = ExecuteMsg::UpdateParams { params };
                named(self.market.leases(&owner, &msg), "set lease parameters")
            }
            Lease::Forge(w, which) => self.forge(w, which),
        }
    }

    fn config(&self) -> ConfigResponse {
        self.market.ask_leases(&QueryMsg::Config {})
    }

    /// A client or a provider.
    fn anybody(&self, index: usize) -> Addr {
        self.clients.iter().chain(&self.providers).nth(index).unwrap_or(&self.clients[0]).clone()
    }

    /// Mostly a lease in this state, newest first; now and then the last that was requested.
    fn lease_in(&self, state: LeaseState, index: usize) -> u64 {
        let newest = || self.leases.live.iter().rev().copied();
        let fitting = newest().filter(|lease| self.market.lease(*lease).state == state).collect::<Vec<_>>();
        let chosen = fitting.get(index.checked_rem(fitting.len()).unwrap_or_default()).copied();
        chosen.filter(|_| index < 5).or(self.leases.newest).unwrap_or(1)
    }

    fn running(&self, lease: u64) -> Option<RunningLease> {
        let query = QueryMsg::Lease { lease_id: lease };
        let lease: Result<LeaseResponse> = self.market.ask(&self.market.at.lease_market, &query);
        lease.ok()?.live?.running
    }

    fn beat(&mut self, provider: usize) -> bool {
        let provider = self.providers[provider].clone();
        self.beat_of(&provider)
    }

    fn beat_of(&mut self, provider: &Addr) -> bool {
        let heard = self.market.lease_heartbeat(provider).is_ok();
        if heard {
            self.leases.meters.beat(provider, self.market.now());
        }
        heard
    }

    fn request_lease(
        &mut self,
        client: &Addr,
        class: &str,
        (gpus, seconds): (u32, u64),
        pay: Pay,
        named: Option<usize>,
        wrong: Option<Wrong>,
    ) -> Done {
        let market = &mut self.market;
        let net = market.net();
        if matches!(pay, Pay::Credits) {
            // Twice as many as the lease needs also pay its take.
            let credits = 2 * u128::from(gpus) * u128::from(seconds) * ONE;
            let _ = market.buy(client, class, credits, MAX_IN);
        }
        // A quote is of a fresh block.
        market.wait(5);
        let route = Route { offer: api::common::Asset::native(USD), pools: vec![market.usd_pool()] };
        let pay_with = match pay {
            Pay::Wallet | Pay::Account => PayWith::Net {},
            Pay::Dollars => PayWith::Route(route),
            Pay::Credits => PayWith::Credits {},
        };
        let query = QueryMsg::Quote { class: class.into(), gpus, seconds, pay_with: Some(pay_with) };
        let Ok(quote) = market.ask::<QuoteResponse>(&market.at.lease_market, &query) else {
            return Ok(None);
        };
        let AssetAmount { asset: offer, amount } = quote.pays.clone();
        let (mut legs, mut paid, mut request) = (quote.legs.clone(), amount, lease_of(class, gpus, seconds));
        request.provider = named.map(|w| self.providers[w].to_string());
        match wrong {
            None => {}
            Some(Wrong::NoGpus) => request.gpus = 0,
            Some(Wrong::NoSeconds) => request.seconds = 0,
            Some(Wrong::TooDear) => request.max_payment = quote.cost + quote.take - Uint128::one(),
            Some(Wrong::TooLittle) => paid -= Uint128::one(),
            Some(Wrong::OtherCredits) => legs[0].amount_out += Uint128::one(),
        }
        let msg = to_json_binary(&SwapMsg::RequestLease { request })?;
        let (from, funds) = match pay {
            Pay::Wallet => (Source::Funds {}, coins(paid.u128(), NET)),
            Pay::Dollars => (Source::Funds {}, coins(paid.u128(), USD)),
            Pay::Account | Pay::Credits => (Source::Account { owner: None, amount: paid }, vec![]),
        };
        let to = Destination::Call { contract: market.at.lease_market.clone(), msg };
        let swap = PoolMsg::SwapExactOut { offer, legs, from, to, rest_to: None, deadline: None };
        let had = market.account(client, &net);
        let Ok(receipt) = market.pool(client, &swap, &funds) else { return Ok(None) };
        ensure!(wrong.is_none(), "{wrong:?} was not refused: {swap:?}");
        let lease = lease_id(&receipt)?;
        let Some(live) = market.lease(lease).live else { bail!("lease {lease} is over at once") };
        let (got, most) = ([live.cost, live.take, live.pledge], [quote.cost, quote.take, quote.pledge]);
        // Credits are priced after some of them were sold for the take.
        let exact = got == most || (matches!(pay, Pay::Credits) && got <= most);
        ensure!(exact, "{quote:?}, of the lease: {got:?}");
        let debited = if matches!(pay, Pay::Account) { paid.u128() } else { 0 };
        let (over, has) = ((quote.take - live.take).u128(), market.account(client, &net));
        ensure!(has + debited == had + over, "{had} NET before, {has} after {quote:?} and {live:?}");
        self.leases.live.push(lease);
        self.leases.newest = Some(lease);
        Ok(Some(match pay {
            Pay::Wallet if named.is_some() => "request a named provider's lease",
            Pay::Wallet => "request lease",
            Pay::Account => "request lease from the account",
            Pay::Dollars => "request lease for dollars",
            Pay::Credits => "request lease for credits",
        }))
    }

    fn start_lease(&mut self, w: usize, l: usize, spare: u64, wrong: Option<WrongPledge>) -> Done {
        let (provider, lease) = (self.providers[w].clone(), self.lease_in(LeaseState::Open, l));
        // Ready as far as it can be: seen, out of jail once it may, admitted anew.
        self.market.heartbeat(&provider);
        let _ = self.market.registry(&provider, &RegistryMsg::Unjail {}, &[]);
        let _ = self.market.offer(&provider, L40S, 8);
        let Ok(mut pledge) = self.market.pledge_for(lease, spare) else { return Ok(None) };
        match wrong {
            Some(WrongPledge::TooLittle) if pledge.amount.is_zero() => return Ok(None),
            Some(WrongPledge::TooLittle) => pledge.amount -= Uint128::one(),
            Some(WrongPledge::TooShort) => pledge.ends_by -= spare + 1,
            Some(WrongPledge::OtherGpus) => pledge.gpus += 1,
            None => {}
        }
        let named = self.market.lease(lease).live.and_then(|live| live.only_provider);
        if self.market.registry(&provider, &RegistryMsg::Pledge(pledge), &[]).is_err() {
            return Ok(None);
        }
        ensure!(wrong.is_none(), "{wrong:?} of {provider} started lease {lease}");
        ensure!(named.as_ref().is_none_or(|named| *named == provider), "{provider} is not {named:?}");
        self.leases.meters.beat(&provider, self.market.now());
        Ok(Some(if named.is_some() { "start a named provider's lease" } else { "start lease" }))
    }

    /// Take and fees arrive, none twice.
    fn sweep_leases(&mut self) -> Done {
        let take = |run: &Run| {
            let all: MetricsResponse = run.market.ask_fees(&FeeQuery::Metrics { window: Window::All });
            let waits: HoldingsResponse = run.market.ask_leases(&QueryMsg::Holdings {});
            (all.take, all.take + waits.take)
        };
        let (before, keeper) = (take(self), self.clients[1].clone());
        let sent = self.market.leases(&keeper, &ExecuteMsg::Sweep {}).is_ok();
        let after = take(self);
        ensure!(before.1 == after.1, "swept and waiting: {before:?} before, {after:?} after");
        Ok(sent.then_some(if after.0 > before.0 { "sweep leases" } else { "sweep fees of leases" }))
    }
}
