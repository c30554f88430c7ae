//! The lease-market by its events, and the pledges of its leases by the registry's.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Context, Result};
use api::common::CREDIT;
use api::lease_market::{
    ClassTerms, ConfigResponse, HoldingsResponse, LeaseFilter, LeaseResponse, LeaseState, LeasesResponse,
    LiveLease, OccupanciesResponse, Params, QueryMsg, RunningLease,
};
use api::provider_registry::{PledgeResponse, QueryMsg as RegistryQuery};
use compute_amm_testing::Market;
use cosmwasm_std::{Addr, HexBinary, Uint128};

use super::said::{same, Said};

/// Every lease that the lease-market ever spoke of.
#[derive(Debug, Default)]
pub struct Leases {
    leases: BTreeMap<u64, LeaseResponse>,
    pledges: BTreeMap<u64, PledgeResponse>,
    classes: BTreeMap<String, ClassTerms>,
    params: Option<Params>,
    paused: bool,
    guardian: Option<String>,
    /// Take that leases earned, less what was swept, NET base units.
    take: u128,
    /// Fees since they were last swept, credits' base units by class.
    fees: BTreeMap<String, u128>,
}

const FINAL: [LeaseState; 6] = [
    LeaseState::Cancelled,
    LeaseState::Expired,
    LeaseState::Ended,
    LeaseState::Closed,
    LeaseState::Stopped,
    LeaseState::Silent,
];

impl Leases {
    pub(super) fn read(&mut self, said: &Said) -> Result<()> {
        match said.kind() {
            "request_lease" => {
                let (lease_id, live) = (id(said)?, self.requested(said)?);
                let lease = LeaseResponse { lease_id, state: LeaseState::Open, live: Some(live) };
                ensure!(self.leases.insert(lease_id, lease).is_none(), "it was requested before");
            }
            "start_lease" => self.start(said)?,
            "claim" => self.pay(said)?,
            "top_up" => {
                self.pay(said)?;
                let (seconds, cost, take) =
                    (said.seconds("seconds")?, said.number("cost")?, said.number("take")?);
                let live = self.live(said)?;
                (live.seconds, live.cost) = (live.seconds + seconds, live.cost + Uint128::new(cost));
                live.take += Uint128::new(take);
                let more = u128::from(live.gpus) * u128::from(seconds) * CREDIT;
                let running = live.running.as_mut().context("it does not run")?;
                running.escrow += Uint128::new(more);
                running.take_left += Uint128::new(take);
                running.end += seconds;
                same("end", &running.end, &said.seconds("end")?)?;
            }
            "notice" => {
                let end = said.seconds("end")?;
                let running = self.live(said)?.running.as_mut().context("it does not run")?;
                (running.end, running.latest_end) = (end, end);
            }
            "end_lease" => self.end(said)?,
            "sweep" => {
                let (take, classes) = (said.number("take")?, usize::try_from(said.number("classes")?)?);
                self.take = self.take.checked_sub(take).context("more was swept than was earned")?;
                // As many as there are in any run.
                same("classes with fees", &self.fees.len(), &classes)?;
                self.fees.clear();
            }
            "list_class" | "update_class" => {
                self.classes.insert(said.text("class")?.into(), said.json("terms")?);
            }
            "update_params" => self.params = Some(said.json("params")?),
            "set_paused" => self.paused = said.text("requests")? == "true",
            "set_guardian" => self.guardian = Some(said.text("guardian")?.into()),
            "heartbeat" => {}
            other => bail!("an unknown event, {other}"),
        }
        Ok(())
    }

    /// What the registry says of pledges.
    pub(super) fn read_pledge(&mut self, said: &Said) -> Result<()> {
        let id = said.seconds("id")?;
        if said.kind() == "end_pledge" {
            let pledge = self.pledges.remove(&id).context("no such pledge")?;
            ensure!(said.number("slashed")? <= pledge.amount.u128(), "more than was pledged");
            return Ok(());
        }
        let pledge = PledgeResponse {
            market: Addr::unchecked(said.text("market")?),
            id,
            provider: Addr::unchecked(said.text("provider")?),
            class: said.text("class")?.into(),
            gpus: said.gpus("gpus")?,
            amount: said.number("amount")?.into(),
        };
        ensure!(self.pledges.insert(id, pledge).is_none(), "it was pledged before");
        Ok(())
    }

    fn requested(&self, said: &Said) -> Result<LiveLease> {
        let class = said.text("class")?.to_string();
        Ok(LiveLease {
            client: Addr::unchecked(said.text("client")?),
            gpus: said.gpus("gpus")?,
            seconds: said.seconds("seconds")?,
            ssh_key: HexBinary::from_hex(said.text("ssh_key")?)?,
            only_provider: said.get("provider").map(Addr::unchecked),
            interruptible: self.classes.get(&class).context("no such class")?.interruptible,
            cost: said.number("cost")?.into(),
            take: said.number("take")?.into(),
            pledge: said.number("pledge")?.into(),
            minimum: self.params.context("no parameters yet")?.minimum,
            requested_at: said.at,
            start_by: said.seconds("deadline")?,
            running: None,
            class,
        })
    }

    fn live(&mut self, said: &Said) -> Result<&mut LiveLease> {
        let lease = self.leases.get_mut(&id(said)?).context("no such lease")?;
        lease.live.as_mut().context("it is over")
    }

    fn start(&mut self, said: &Said) -> Result<()> {
        let id = id(said)?;
        let pledged = self.pledges.get(&id).context("nothing was pledged")?.amount;
        let lease = self.leases.get_mut(&id).context("no such lease")?;
        same("state", &lease.state, &LeaseState::Open)?;
        lease.state = LeaseState::Running;
        let live = lease.live.as_mut().context("it is over")?;
        let running = RunningLease {
            provider: Addr::unchecked(said.text("provider")?),
            pledged,
            started_at: said.at,
            end: said.seconds("end")?,
            latest_end: said.seconds("latest_end")?,
            escrow: Uint128::new(u128::from(live.gpus) * u128::from(live.seconds) * CREDIT),
            take_left: live.take,
            paid: Uint128::zero(),
            due: Uint128::zero(),
            silent: false,
        };
        same("end", &running.end, &(said.at + live.seconds))?;
        live.running = Some(running);
        Ok(())
    }

    /// What goes out of the escrow to the provider, and the take that it earns.
    fn pay(&mut self, said: &Said) -> Result<()> {
        let (paid, earned) = (said.number("paid")?, said.number("earned")?);
        let running = self.live(said)?.running.as_mut().context("it does not run")?;
        running.escrow = running.escrow.checked_sub(paid.into()).context("more than the escrow")?;
        running.take_left = running.take_left.checked_sub(earned.into()).context("more than the take")?;
        running.paid += Uint128::new(paid);
        self.take += earned;
        Ok(())
    }

    /// What was funded was paid, refunded or a fee.
    fn end(&mut self, said: &Said) -> Result<()> {
        let name = said.text("state")?;
        let state = FINAL.into_iter().find(|state| state.name() == name).context("no final state")?;
        let (refunded, fee) = (said.number("refunded")?, said.number_or_0("fee")?);
        let live = self.live(said)?.clone();
        let left = match live.running {
            Some(_) => {
                self.pay(said)?;
                self.live(said)?.running.as_ref().context("it runs")?.escrow.u128()
            }
            None => {
                same("paid", &said.number("paid")?, &0)?;
                u128::from(live.gpus) * u128::from(live.seconds) * CREDIT
            }
        };
        same("what is left", &left, &(refunded + fee))?;
        if fee > 0 {
            *self.fees.entry(live.class).or_default() += fee;
        }
        let lease = self.leases.get_mut(&id(said)?).context("no such lease")?;
        (lease.state, lease.live) = (state, None);
        Ok(())
    }

    pub(super) fn compare(&self, market: &Market) -> Result<()> {
        let mut says = vec![];
        for state in [LeaseState::Open, LeaseState::Running] {
            let filter = Some(LeaseFilter { state: Some(state), ..LeaseFilter::default() });
            let query = QueryMsg::Leases { filter, order: None, start_after: None, limit: Some(100) };
            let page = market.ask_leases::<LeasesResponse>(&query);
            ensure!(page.next.is_none(), "more than a page of leases");
            says.extend(page.leases);
        }
        let live = self.leases.values().filter(|lease| lease.live.is_some());
        same("leases that are not over", &live.clone().count(), &says.len())?;
        for mut says in says {
            // What time alone changes, nobody tells.
            if let Some(running) = says.live.as_mut().and_then(|live| live.running.as_mut()) {
                (running.due, running.silent) = (Uint128::zero(), false);
            }
            same("lease", &self.leases.get(&says.lease_id), &Some(&says))?;
        }
        for pledge in self.pledges.values() {
            let query = RegistryQuery::Pledge { market: pledge.market.to_string(), id: pledge.id };
            same("pledge", pledge, &market.ask_registry(&query))?;
        }
        let running = live.filter(|lease| lease.state == LeaseState::Running).count();
        same("pledges", &self.pledges.len(), &running)?;
        let config = market.ask_leases::<ConfigResponse>(&QueryMsg::Config {});
        same("pause", &self.paused, &config.paused)?;
        same("parameters", &self.params.unwrap_or(config.params), &config.params)?;
        let guardian = config.guardian.into_string();
        same("guardian", self.guardian.as_ref().unwrap_or(&guardian), &guardian)?;
        for says in market.ask_leases::<OccupanciesResponse>(&QueryMsg::Occupancies {}).classes {
            same("terms of a class", &self.classes.get(&says.class), &Some(&says.terms))?;
        }
        let holdings = market.ask_leases::<HoldingsResponse>(&QueryMsg::Holdings {});
        same("earned take", &self.take, &holdings.take.u128())?;
        let fees = holdings.fees.into_iter().map(|fees| (fees.class, fees.credits.u128())).collect();
        same("fees", &self.fees, &fees)
    }

    /// The states of all leases that ever were.
    pub(super) fn compare_all(&self, market: &Market) -> Result<()> {
        for lease in self.leases.values() {
            same("state of a lease", &lease.state, &market.lease(lease.lease_id).state)?;
        }
        Ok(())
    }
}

fn id(said: &Said) -> Result<u64> {
    said.seconds("lease_id")
}
