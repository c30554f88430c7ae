//! The lease-market by its events.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use api::common::CREDIT;
use api::lease_market::{
    ClassTerms, ClassesResponse, ConfigResponse, HoldingsResponse, LeaseResponse, LeaseState, LeasesResponse,
    LiveLease, Params, QueryMsg, RunningLease,
};
use compute_amm_testing::Market;
use cosmwasm_std::{Addr, HexBinary, Uint128};

use super::cover::Cover;
use super::registry::Registry;
use super::said::{same, Said};

/// Every lease that the lease-market ever spoke of.
#[derive(Debug, Default)]
pub struct Leases {
    leases: BTreeMap<u64, LeaseResponse>,
    /// The seconds that were requested, for which alone a pledge answers; what is added later is no part of them.
    requested: BTreeMap<u64, u64>,
    /// The terms of each class.
    classes: BTreeMap<String, ClassTerms>,
    params: Option<Params>,
    paused: bool,
    guardian: Option<String>,
    earned: u128,
    swept: u128,
    cover: Cover,
}

const FINAL: [(&str, LeaseState); 6] = [
    ("cancelled", LeaseState::Cancelled),
    ("expired", LeaseState::Expired),
    ("ended", LeaseState::Ended),
    ("closed", LeaseState::Closed),
    ("stopped", LeaseState::Stopped),
    ("silent", LeaseState::Silent),
];

impl Leases {
    /// Reads an event; how much was pledged, the registry has said.
    pub(super) fn read(&mut self, market: &Market, registry: &Registry, said: &Said) -> Result<()> {
        match said.kind() {
            "request_lease" => self.request(market, said)?,
            "start_lease" => {
                let pledged = registry.pledged(&market.at.lease_market, id(said)?)?;
                let live = self.live(said)?;
                same("what is pledged to a lease", &pledged, &live.pledge)?;
                let escrow = u128::from(live.gpus) * u128::from(live.seconds) * CREDIT;
                live.running = Some(RunningLease {
                    provider: Addr::unchecked(said.text("provider")?),
                    started_at: said.at,
                    end: said.seconds("end")?,
                    latest_end: said.seconds("latest_end")?,
                    escrow: escrow.into(),
                    take_left: live.take,
                    paid: Uint128::zero(),
                    due: Uint128::zero(),
                    silent: false,
                });
                self.lease(said)?.state = LeaseState::Running;
                self.heard(market, said)?;
            }
            "claim" => self.pay(said)?,
            "top_up" => {
                self.pay(said)?;
                let (seconds, take) = (said.seconds("seconds")?, said.number("take")?);
                let (cost, end) = (said.number("cost")?, said.seconds("end")?);
                let live = self.live(said)?;
                live.seconds += seconds;
                live.cost += Uint128::new(cost);
                live.take += Uint128::new(take);
                let credits = u128::from(live.gpus) * u128::from(seconds) * CREDIT;
                let running = live.running.as_mut().context("it does not run")?;
                running.escrow += Uint128::new(credits);
                running.take_left += Uint128::new(take);
                same("end after a top-up", &(running.end + seconds), &end)?;
                running.end = end;
            }
            "notice" => {
                let end = said.seconds("end")?;
                ensure!(self.live(said)?.interruptible, "notice in a class that has none");
                let running = self.running(said)?;
                (running.end, running.latest_end) = (end, end);
            }
            "end_lease" => self.end(said)?,
            "sweep" => self.swept += said.number("take")?,
            "list_class" | "update_class" => {
                self.classes.insert(said.text("class")?.into(), said.json("terms")?);
            }
            "update_params" => self.params = Some(said.json("params")?),
            "set_paused" => self.paused = said.text("requests")? == "true",
            "set_guardian" => self.guardian = Some(said.text("guardian")?.into()),
            "heartbeat" => self.heard(market, said)?,
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    fn request(&mut self, market: &Market, said: &Said) -> Result<()> {
        let class = said.text("class")?.to_owned();
        let terms = self.classes.get(&class).context("a listed class")?;
        let params = self.params(market);
        let live = LiveLease {
            client: Addr::unchecked(said.text("client")?),
            gpus: said.gpus("gpus")?,
            seconds: said.seconds("seconds")?,
            ssh_key: HexBinary::from_hex(said.text("ssh_key")?)?,
            only_provider: said.get("provider").map(Addr::unchecked),
            interruptible: terms.interruptible,
            cost: said.number("cost")?.into(),
            take: said.number("take")?.into(),
            pledge: said.number("pledge")?.into(),
            minimum: params.minimum,
            requested_at: said.at,
            start_by: said.seconds("deadline")?,
            running: None,
            class,
        };
        let lease = LeaseResponse { lease_id: id(said)?, state: LeaseState::Open, live: Some(live) };
        self.requested.insert(lease.lease_id, said.seconds("seconds")?);
        ensure!(self.leases.insert(lease.lease_id, lease).is_none(), "it was requested before");
        Ok(())
    }

    /// What holds now.
    fn params(&self, market: &Market) -> Params {
        self.params.unwrap_or_else(|| market.wiring.lease_market_params())
    }

    /// A heartbeat of a provider; a start is one too.
    fn heard(&mut self, market: &Market, said: &Said) -> Result<()> {
        let covers = self.params(market).heartbeat_within;
        self.cover.heard(said.text("provider")?, said.at, covers);
        Ok(())
    }

    /// The chain stood still from then on.
    pub(super) fn stood_still(&mut self, at: u64) {
        self.cover.stood_still(at);
    }

    fn lease(&mut self, said: &Said) -> Result<&mut LeaseResponse> {
        self.leases.get_mut(&id(said)?).context("no such lease")
    }

    fn live(&mut self, said: &Said) -> Result<&mut LiveLease> {
        self.lease(said)?.live.as_mut().context("it is over")
    }

    fn running(&mut self, said: &Said) -> Result<&mut RunningLease> {
        self.live(said)?.running.as_mut().context("it does not run")
    }

    /// Credits to the provider, and take that was earned by them: never for seconds that no heartbeat covers.
    fn pay(&mut self, said: &Said) -> Result<()> {
        let (paid, earned) = (said.number("paid")?, said.number("earned")?);
        self.earned += earned;
        let gpus = u128::from(self.live(said)?.gpus);
        let running = self.running(said)?;
        running.paid += Uint128::new(paid);
        running.escrow = running.escrow.checked_sub(paid.into()).context("more than it holds")?;
        running.take_left =
            running.take_left.checked_sub(earned.into()).context("more take than it holds")?;
        let (paid, until) = (running.paid.u128(), said.at.min(running.end));
        let (provider, started) = (running.provider.to_string(), running.started_at);
        let covered = u128::from(self.cover.at_most(&provider, started, until, said.at));
        ensure!(paid <= gpus * covered * CREDIT, "{paid} paid for {covered} s of {gpus} GPUs");
        Ok(())
    }

    fn end(&mut self, said: &Said) -> Result<()> {
        let name = said.text("state")?;
        let (_, state) = *FINAL.iter().find(|(known, _)| *known == name).context("no final state")?;
        let (refunded, fee) = (said.number("refunded")?, said.number_or_0("fee")?);
        if self.live(said)?.running.is_some() {
            self.pay(said)?;
            let running = self.running(said)?;
            same("what is left of a lease", &(refunded + fee), &running.escrow.u128())?;
            let (started, end) = (running.started_at, running.end);
            let requested = *self.requested.get(&id(said)?).context("no such lease")?;
            let live = self.live(said)?;
            let rest = u128::from(end.min(started + requested).saturating_sub(said.at));
            let slash = match state {
                LeaseState::Stopped | LeaseState::Silent => live.pledge.u128() * rest / u128::from(requested),
                _ => 0,
            };
            same("slash", &slash, &said.number_or_0("slash")?)?;
            let early = state == LeaseState::Closed && said.at < started + live.minimum;
            let all = u128::from(live.gpus) * u128::from(live.seconds.min(live.minimum)) * CREDIT;
            same("fee", &if early { all } else { 0 }, &fee)?;
        } else {
            let live = self.live(said)?;
            let bought = u128::from(live.gpus) * u128::from(live.seconds) * CREDIT;
            same("what goes back of an open lease", &refunded, &bought)?;
        }
        let lease = self.lease(said)?;
        (lease.state, lease.live) = (state, None);
        Ok(())
    }

    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let mut start_after = None;
        let mut seen = 0;
        loop {
            let query = QueryMsg::Leases { filter: None, order: None, start_after, limit: Some(100) };
            let page: LeasesResponse = market.ask_leases(&query);
            for says in page.leases {
                let mut lease = self.leases.get(&says.lease_id).context("no such lease")?.clone();
                // What follows from the clock.
                let running = |lease: &LeaseResponse| lease.live.as_ref().and_then(|it| it.running.clone());
                if let (Some(live), Some(now)) = (&mut lease.live, running(&says)) {
                    if let Some(running) = &mut live.running {
                        (running.due, running.silent) = (now.due, now.silent);
                    }
                }
                same("lease", &lease, &says)?;
                seen += 1;
            }
            start_after = page.next;
            if start_after.is_none() {
                break;
            }
        }
        same("leases", &self.leases.len(), &seen)?;
        let holdings: HoldingsResponse = market.ask_leases(&QueryMsg::Holdings {});
        same("earned take", &(self.earned - self.swept), &holdings.take.u128())?;
        let config: ConfigResponse = market.ask_leases(&QueryMsg::Config {});
        same("pause of leases", &self.paused, &config.paused)?;
        same("parameters", &self.params.unwrap_or(config.params), &config.params)?;
        let guardian = config.guardian.to_string();
        same("guardian", self.guardian.as_ref().unwrap_or(&guardian), &guardian)?;
        for says in market.ask_leases::<ClassesResponse>(&QueryMsg::Classes {}).classes {
            same("terms of a class", &self.classes.get(&says.class), &Some(&says.terms))?;
        }
        Ok(())
    }
}

fn id(said: &Said) -> Result<u64> {
    said.seconds("lease_id")
}
