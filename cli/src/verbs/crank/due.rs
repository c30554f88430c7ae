//! What may be due, by what the contracts say of themselves.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use api::common::Asset;
use api::job_market::JobState;
use api::lease_market::LeaseState;
use cosmwasm_std::Uint128;

use super::args::Crank;
use super::inputs::Inputs;
use super::step::{Due, Memory, What, MOST_TO_TELL};
use super::worth::{costs, Worth};
use crate::ask::{JobFilter, LeaseFilter, Market};
use crate::send::Sender;
use crate::verbs::watch::is_final;

/// Most jobs or leases of one state, and most callable jobs of a class, that one round looks at.
const MOST_JOBS: usize = 10_000;
/// Newest jobs among which a round looks for ends that are to be told.
const MOST_ENDED: usize = 10_000;
/// Ended jobs that one round asks about, each by a query.
const MOST_ASKED: usize = 1_000;
/// Seconds until a telling that failed is tried again: doubled with each try, and a week at most. What a client's contract does
/// with it is that client's choice, and each try may cost gas.
const RETELL: u64 = 600;
const LONGEST_RETELL: u64 = 7 * 86_400;
/// Seconds between two looks at a provider's position.
const BETWEEN_TOUCHES: u64 = 86_400;
/// States of jobs that have not ended.
const LIVE: [JobState; 8] = [
    JobState::Open,
    JobState::Untaken,
    JobState::Called,
    JobState::Assigned,
    JobState::AwaitingInput,
    JobState::Submitted,
    JobState::Disputed,
    JobState::Challenged,
];

/// With what one looks.
pub struct Look<'a> {
    /// What the command line says.
    pub crank: &'a Crank,
    /// The market.
    pub market: &'a Market,
    /// Who sends.
    pub sender: &'a Sender<'a>,
    /// Inputs that are at hand.
    pub inputs: &'a Inputs,
    /// What was learned before.
    pub memory: &'a mut Memory,
}

type At = fn(&mut Look) -> Result<Vec<Due>>;

/// Each way to find something due, in the order in which it is done.
pub const LOOKS: [At; 12] = [
    |look| look.calls(),
    |look| look.time_outs(),
    |look| look.leases(),
    |look| look.tells(),
    |look| look.sweeps(),
    |look| look.buy_backs(),
    |look| look.distribution(),
    |look| look.stakes(),
    |look| look.liquidity(),
    |look| look.vaults(),
    |look| look.classes(),
    |look| look.touches(),
];

impl Look<'_> {
    /// Standard jobs that nobody took, and that this sender may call.
    fn calls(&mut self) -> Result<Vec<Due>> {
        let now = self.market.now()?;
        let mut due = vec![];
        for class in self.market.classes()? {
            for callable in self.market.callable(&class.class, MOST_JOBS)? {
                if callable.from > now {
                    continue;
                }
                let job = self.market.job(callable.job_id)?;
                let mine = |open: &api::job_market::OpenJob| {
                    open.anyone_may_call || open.owner.as_str() == self.sender.address()
                };
                if !job.open.as_ref().is_some_and(mine) {
                    continue;
                }
                let input = callable.input.as_ref().map(|digest| (digest, self.inputs.of(digest)));
                let what = match input {
                    None => What::Send(self.market.call_job(job.job_id, None, self.crank.look)?),
                    Some((_, Some(bytes))) => {
                        What::Send(self.market.call_job(job.job_id, Some(bytes.clone()), self.crank.look)?)
                    }
                    Some((digest, None)) => What::Not(format!(
                        "a call brings the job's input, sha256 {digest}, and no --input or --inputs has it"
                    )),
                };
                due.push(Due { action: "call_job", target: format!("job {}", job.job_id), what });
            }
        }
        Ok(due)
    }

    /// Jobs whose wait has passed, or whose method was stopped.
    fn time_outs(&mut self) -> Result<Vec<Due>> {
        let now = self.market.now()?;
        let methods = self.market.methods()?.into_iter().filter(|method| method.disabled);
        let stopped: BTreeSet<u32> = methods.map(|method| method.method).collect();
        let mut due = vec![];
        for state in LIVE {
            let filter = JobFilter { state: Some(state), ..JobFilter::default() };
            // A deadline counts blocks too: the simulation knows.
            for job in self.market.jobs(&filter, None, None, MOST_JOBS)? {
                let late = job
                    .open
                    .as_ref()
                    .is_some_and(|open| open.deadline <= now || stopped.contains(&open.method));
                if late {
                    let what = What::Send(self.market.timeout(job.job_id)?);
                    due.push(Due { action: "timeout_job", target: format!("job {}", job.job_id), what });
                }
            }
        }
        Ok(due)
    }

    /// Leases that nobody started in time, that have ended, or whose provider is silent.
    fn leases(&mut self) -> Result<Vec<Due>> {
        let now = self.market.now()?;
        let mut due = vec![];
        for state in [LeaseState::Open, LeaseState::Running] {
            let filter = LeaseFilter { state: Some(state), ..LeaseFilter::default() };
            for lease in self.market.leases(&filter, None, None, MOST_JOBS)? {
                let (id, Some(live)) = (lease.lease_id, lease.live) else { continue };
                // A wait counts blocks too: the simulation knows.
                let (action, call) = match live.running {
                    None if live.start_by <= now => ("cancel_lease", self.market.cancel_lease(id)?),
                    Some(run) if run.silent || run.end <= now => {
                        ("close_lease", self.market.close_lease(id)?)
                    }
                    _ => continue,
                };
                due.push(Due { action, target: format!("lease {id}"), what: What::Send(call) });
            }
        }
        Ok(due)
    }

    /// Ends that a callback has not been told.
    fn tells(&mut self) -> Result<Vec<Due>> {
        let now = self.market.now()?;
        let ended = self.market.newest_jobs(MOST_ENDED)?.into_iter().filter(|job| is_final(job.state));
        let waits = |job: &u64| self.memory.tellings.get(job).is_some_and(|(_, until)| now < *until);
        let unknown: Vec<u64> = ended
            .map(|job| job.job_id)
            .filter(|job| !self.memory.told.contains(job) && !waits(job))
            .collect();
        let mut due = vec![];
        for job_id in unknown.into_iter().take(MOST_ASKED) {
            if self.market.job(job_id)?.callback.is_none() {
                self.memory.told.insert(job_id);
                self.memory.tellings.remove(&job_id);
                continue;
            }
            let (tries, until) = self.memory.tellings.entry(job_id).or_default();
            *until = now.saturating_add(RETELL.saturating_mul(1 << (*tries).min(20)).min(LONGEST_RETELL));
            *tries = tries.saturating_add(1);
            let what = What::Within(MOST_TO_TELL, self.market.tell_end(job_id)?);
            due.push(Due { action: "tell_end", target: format!("job {job_id}"), what });
        }
        Ok(due)
    }

    fn costs(&self, action: &str) -> u128 {
        costs(action, self.market.node.gas_price(), &self.market.manifest.network_denom)
    }

    fn net_pays(&self, action: &str, amount: Uint128) -> bool {
        self.crank.pays(amount, Some(amount), self.costs(action))
    }

    fn sweeps(&mut self) -> Result<Vec<Due>> {
        let mut due = vec![];
        if self.net_pays("sweep_take", self.market.holdings()?.take) {
            let what = What::Send(self.market.sweep_take()?);
            due.push(Due { action: "sweep_take", target: "job-market".into(), what });
        }
        let worth = Worth::now(self.market)?;
        if self.leases_pay(&worth)? {
            let what = What::Send(self.market.sweep_leases()?);
            due.push(Due { action: "sweep", target: "lease-market".into(), what });
        }
        for pool in worth.pools() {
            let sides = [
                (&pool.asset_0, pool.accrued_0, pool.spread_0),
                (&pool.asset_1, pool.accrued_1, pool.spread_1),
            ];
            let pays = |(asset, fees, spread): (&Asset, Uint128, Uint128)| {
                let amount = fees.saturating_add(spread);
                self.crank.pays(amount, worth.of(asset, amount), self.costs("sweep_fees"))
            };
            if sides.into_iter().any(pays) {
                let what = What::Send(self.market.sweep_fees(pool.pool_id)?);
                due.push(Due { action: "sweep_fees", target: format!("pool {}", pool.pool_id), what });
            }
        }
        Ok(due)
    }

    /// Whether the take of leases, or their fees in a class's credits, pay for what moves all of it.
    fn leases_pay(&self, worth: &Worth) -> Result<bool> {
        let held = self.market.lease_holdings()?;
        if self.net_pays("sweep", held.take) {
            return Ok(true);
        }
        for fees in held.fees {
            let value = worth.of(&self.market.asset(&fees.class)?, fees.credits);
            if self.crank.pays(fees.credits, value, self.costs("sweep")) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn buy_backs(&mut self) -> Result<Vec<Due>> {
        let routes: BTreeMap<_, _> =
            self.market.routes()?.into_iter().map(|route| (route.asset, route.pools)).collect();
        let waiting = self.market.waiting()?.into_iter();
        let (worth, costs) = (Worth::now(self.market)?, self.costs("buy_back"));
        waiting
            .filter(|waiting| {
                self.crank.pays(waiting.amount, worth.of(&waiting.asset, waiting.amount), costs)
                    && routes.get(&waiting.asset).is_some_and(|way| !way.is_empty())
            })
            .map(|waiting| {
                let target = self.market.name(&waiting.asset);
                let what = What::Send(self.market.buy_back(waiting.asset)?);
                Ok(Due { action: "buy_back", target, what })
            })
            .collect()
    }

    fn distribution(&mut self) -> Result<Vec<Due>> {
        if !self.net_pays("distribute", self.market.balances()?.pending) {
            return Ok(vec![]);
        }
        let what = What::Send(self.market.distribute()?);
        Ok(vec![Due { action: "distribute", target: "fee-collector".into(), what }])
    }

    /// The stakers' share, where the stake pool claims it.
    fn stakes(&mut self) -> Result<Vec<Due>> {
        let share = self.market.balances()?.stakers;
        let pays = self.net_pays("collect", share);
        if !pays || self.market.stakers_recipient()? != self.market.at.staking {
            return Ok(vec![]);
        }
        let what = What::Send(self.market.collect_stakers()?);
        Ok(vec![Due { action: "collect", target: "stake pool".into(), what }])
    }

    /// Vaults from which somebody waits to leave with what is worth the gas, or in which something burned that is still there.
    fn vaults(&mut self) -> Result<Vec<Due>> {
        let costs = self.costs("burn");
        let mut due = vec![];
        for class in self.market.classes()? {
            for vault in self.market.vault_states(&class.class)? {
                let (provider, target) =
                    (vault.provider.as_str(), format!("vault of {} in {}", vault.provider, class.class));
                let burned = vault.burned.saturating_sub(vault.sent);
                // A unit counts as one of NET.
                if self.crank.pays(burned, Some(burned), costs) {
                    let what = What::Send(self.market.burn_vault(provider, &class.class)?);
                    due.push(Due { action: "burn", target: target.clone(), what });
                }
                let leaving = vault.leaving.saturating_add(vault.leaving_before);
                if !vault.waits && self.net_pays("rotate", leaving) {
                    let what = What::Send(self.market.rotate_vault(provider, &class.class)?);
                    due.push(Due { action: "rotate", target, what });
                }
            }
        }
        Ok(due)
    }

    fn liquidity(&mut self) -> Result<Vec<Due>> {
        if !self.net_pays("add_liquidity", self.market.balances()?.liquidity) {
            return Ok(vec![]);
        }
        let allowed = self.market.treasury()?.into_iter().filter(|pool| pool.allowed);
        allowed
            .map(|pool| {
                let what = What::Send(self.market.add_liquidity(pool.pool_id)?);
                Ok(Due { action: "add_liquidity", target: format!("pool {}", pool.pool_id), what })
            })
            .collect()
    }

    fn classes(&mut self) -> Result<Vec<Due>> {
        let now = self.market.now()?;
        let (worth, costs) = (Worth::now(self.market)?, self.costs("burn_redeemed"));
        let mut due = vec![];
        for class in self.market.classes()? {
            let id = class.class;
            let burned = class.redeemed_unburned;
            if self.crank.pays(burned, worth.of(&Asset::cw20(&class.credit), burned), costs) {
                let what = What::Send(self.market.burn_redeemed(&id)?);
                due.push(Due { action: "burn_redeemed", target: id.clone(), what });
            }
            if class.sunset.is_some_and(|sunset| sunset.at <= now) {
                for debtor in self.market.positions(&id)?.into_iter().filter(|debt| !debt.open.is_zero()) {
                    let what = What::Send(self.market.collect(&id, debtor.provider.as_str())?);
                    let target = format!("{id} of {}", debtor.provider);
                    due.push(Due { action: "collect", target, what });
                }
            }
        }
        Ok(due)
    }

    /// Positions whose GPUs or place in the queue are not what they were: what a simulation says. Each once a day.
    fn touches(&mut self) -> Result<Vec<Due>> {
        let now = self.market.now()?;
        let mut due = vec![];
        for class in self.market.classes()? {
            for position in self.market.positions(&class.class)? {
                let of = (class.class.clone(), position.provider.to_string());
                let last = self.memory.touched.get(&of).copied();
                if last.is_some_and(|last| now.saturating_sub(last) < BETWEEN_TOUCHES) {
                    continue;
                }
                let what = What::Changing("touch", self.market.touch(&of.0, &of.1)?);
                due.push(Due { action: "touch", target: format!("{} of {}", of.0, of.1), what });
                self.memory.touched.insert(of, now);
            }
        }
        Ok(due)
    }
}
