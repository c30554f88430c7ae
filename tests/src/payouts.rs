//! The payout table of the design, checked from outside: take a [`Watch`] before a message, compare after it.

use std::collections::BTreeMap;

use anyhow::{bail, ensure, Result};
use api::common::CREDIT;
use api::job_market::{HoldingsResponse, JobState, OpenJob, QueryMsg as JobQuery};

use crate::market::Market;
use crate::wirings::NET;

/// Unfinished jobs and what everybody concerned had before a message.
pub struct Watch {
    jobs: BTreeMap<u64, OpenJob>,
    /// (owner, asset key) → account; NET and every class's credit, of everyone concerned.
    accounts: BTreeMap<(String, String), u128>,
    obligations: BTreeMap<(String, String), u128>,
    earned: u128,
}

/// How one job ended within the watched message.
#[derive(Clone, Debug, PartialEq)]
pub struct Ended {
    /// Which.
    pub job_id: u64,
    /// How.
    pub state: JobState,
}

impl Watch {
    /// Looks at all unfinished jobs.
    pub fn new(market: &Market) -> Self {
        let jobs = unfinished(market);
        let mut watch = Self {
            accounts: BTreeMap::new(),
            obligations: BTreeMap::new(),
            earned: earned(market),
            jobs: BTreeMap::new(),
        };
        for job in jobs.values() {
            for who in [Some(&job.owner), job.provider.as_ref()].into_iter().flatten() {
                for (name, asset) in
                    [(NET.to_string(), market.net()), (job.class.clone(), market.credit(&job.class))]
                {
                    watch.accounts.insert((who.to_string(), name), market.account(who, &asset));
                }
            }
            if let Some(provider) = &job.provider {
                let owed = market.position(provider, &job.class).obligation.u128();
                watch.obligations.insert((provider.to_string(), job.class.clone()), owed);
            }
        }
        watch.jobs = jobs;
        watch
    }

    /// Checks that every job which ended since then was paid out by the table, once; at most one may have.
    pub fn check(&self, market: &Market) -> Result<Option<Ended>> {
        let now = unfinished(market);
        let mut ended = self.jobs.iter().filter(|(id, _)| !now.contains_key(id));
        let Some((&job_id, job)) = ended.next() else { return Ok(None) };
        ensure!(ended.next().is_none(), "one message ended two jobs");
        let state = market.job(job_id).state;
        self.paid(market, job, state).map_err(|e| e.context(format!("job {job_id} ended {state:?}")))?;
        Ok(Some(Ended { job_id, state }))
    }

    fn paid(&self, market: &Market, job: &OpenJob, state: JobState) -> Result<()> {
        let credits = u128::from(job.gpus) * u128::from(job.seconds) * CREDIT;
        let (take, tip) = (job.take.u128(), job.tip.u128());
        let owner = job.owner.as_str();
        let provider = job.provider.as_ref().map(|p| p.as_str()).unwrap_or_default();
        let earned = earned(market) - self.earned;
        match state {
            JobState::Settled => {
                let net = self.gain(market, provider, NET)?;
                let same = if owner == provider { 0 } else { self.gain(market, owner, &job.class)? };
                ensure!(same == 0, "the client got {same} credits of a settled job");
                let paid = self.gain(market, provider, &job.class)?;
                let redeemed = self.obligations[&(provider.to_string(), job.class.clone())]
                    - market.position(&job.provider.clone().expect("settled"), &job.class).obligation.u128();
                ensure!(net >= tip, "tip of {tip}, the provider got {net} NET");
                if paid + redeemed != credits {
                    ensure!(
                        paid + redeemed == 0 && net > tip,
                        "{paid} credits and {redeemed} redeemed of {credits}"
                    );
                }
                ensure!(earned == take, "take of {take}, earned {earned}");
            }
            JobState::Cancelled => {
                ensure!(self.gain(market, owner, &job.class)? == credits, "credits to the client");
                ensure!(self.gain(market, owner, NET)? == tip, "tip to the client");
                ensure!(earned == take, "take of {take}, earned {earned}");
            }
            JobState::Expired => {
                ensure!(self.gain(market, owner, &job.class)? == credits, "credits to the client");
                let net = self.gain(market, owner, NET)?;
                ensure!(
                    net + earned == take + tip,
                    "{take} and {tip} held, {net} to the client, {earned} earned"
                );
                ensure!(net >= tip, "the tip of {tip} is the client's, it got {net}");
            }
            JobState::Refunded | JobState::Faulted => {
                ensure!(self.gain(market, owner, &job.class)? == credits, "credits to the client");
                let net = self.gain(market, owner, NET)?;
                let least = take + tip;
                ensure!(net >= least, "take and tip of {least} to the client, it got {net}");
                if state == JobState::Refunded {
                    let bond = market.wiring.job_market.dispute_bond.u128();
                    ensure!(
                        net == least || net == least + bond,
                        "only a dispute bond on top of {least}, got {net}"
                    );
                }
                ensure!(earned == 0, "earned {earned} on a job that ended {state:?}");
            }
            other => bail!("{other:?} is not final"),
        }
        Ok(())
    }

    fn gain(&self, market: &Market, who: &str, name: &str) -> Result<u128> {
        let asset = if name == NET { market.net() } else { market.credit(name) };
        let before = self.accounts.get(&(who.to_string(), name.to_string())).copied().unwrap_or_default();
        let after = market.account(who, &asset);
        ensure!(after >= before, "{who} has {after} {name} after {before}");
        Ok(after - before)
    }
}

fn earned(market: &Market) -> u128 {
    market.ask_jobs::<HoldingsResponse>(&JobQuery::Holdings {}).take.u128()
}

fn unfinished(market: &Market) -> BTreeMap<u64, OpenJob> {
    market.recent_jobs().into_iter().filter_map(|job| Some((job.job_id, job.open?))).collect()
}
