//! Standard jobs at a steady rate: most are accepted, some are called.

use anyhow::{Context, Result};
use api::job_market::{AcceptPayout, JobState, QuoteResponse};
use compute_amm_testing::jobs::{digest, quote_of};
use compute_amm_testing::wirings::H100;
use cosmwasm_std::Addr;

use super::state::{Job, Kind, Stage, Stress};
use super::tally::lower;
use crate::ended::ended;
use crate::time::HOUR;

/// GPUs of a job.
pub(super) const GPUS: u32 = 32;
/// Its seconds.
pub(super) const SECONDS: u64 = 8 * HOUR;
/// The number of its template, the first of its class.
pub(super) const TEMPLATE: u32 = 1;
/// Seconds between two requests.
pub(super) const EVERY: u64 = 2_400;
/// What a job has beyond the time paid for, seconds.
pub(super) const OVERHEAD: u64 = HOUR;
/// One job in so many finds no volunteer, and is called.
const CALLED_EVERY: u64 = 3;
/// Jobs of its own choice that a debtor runs at once: its other GPUs are for calls.
const MOST_VOLUNTEERED: usize = 2;
const ACCEPT_WITHIN: u64 = 1_200;
/// Most that a client pays for a job, over the fair price of its credits; take included.
const DEAREST: f64 = 1.25;
/// Credits of a job, base units.
const CREDITS: f64 = GPUS as f64 * SECONDS as f64 * 1e6;

impl Stress {
    /// A client asks for a job, unless the pool has become too dear.
    pub(super) fn request_job(&mut self) -> Result<()> {
        let query = quote_of(H100, GPUS, SECONDS);
        // A pool with fewer credits than that has no price.
        let Ok(quote) = self.market.ask::<QuoteResponse>(&self.market.at.job_market, &query) else {
            return Ok(());
        };
        let price = quote.cost + quote.take;
        if price.u128() as f64 > DEAREST * self.fair * CREDITS {
            return Ok(());
        }
        let mut request = self.market.request_for(H100, GPUS, SECONDS);
        request.input = None;
        request.template = Some(TEMPLATE);
        request.anyone_may_call = true;
        request.accept_within = ACCEPT_WITHIN;
        request.run_within = SECONDS + OVERHEAD;
        request.max_payment = price;
        let client = self.client.clone();
        let id = self.market.request(&client, request, price.u128())?;
        self.requested += 1;
        let accepted = match self.requested.is_multiple_of(CALLED_EVERY) {
            true => None,
            false => self.volunteer(id),
        };
        let stage = match accepted {
            Some((debtor, provider)) => self.runs(debtor, provider, false),
            None => Stage::Open { accept_by: self.market.now() + ACCEPT_WITHIN },
        };
        self.jobs.push(Job { id, stage });
        Ok(())
    }

    fn runs(&self, debtor: usize, provider: Addr, called: bool) -> Stage {
        Stage::Runs { debtor, provider, called, done_at: self.market.now() + SECONDS }
    }

    /// The first, in turn, that still takes part, has GPUs beside those for calls, and enough free bond.
    fn volunteer(&mut self, id: u64) -> Option<(usize, Addr)> {
        let first = usize::try_from(self.requested).unwrap_or_default();
        for offset in 0..self.debtors.len() {
            let index = (first + offset) % self.debtors.len();
            let debtor = &self.debtors[index];
            let addr = debtor.debts.last().map(|debt| debt.addr.clone())?;
            let able = debtor.kind != Kind::Silent && debtor.volunteered < MOST_VOLUNTEERED;
            if able && self.accept(&addr, id).is_ok() {
                self.debtors[index].volunteered += 1;
                return Some((index, addr));
            }
        }
        None
    }

    fn accept(&mut self, provider: &Addr, id: u64) -> Result<()> {
        self.market.heartbeat(provider);
        self.market.accept(provider, id, AcceptPayout::Redeem {})?;
        Ok(())
    }

    /// Whatever is due at the jobs that run.
    pub(super) fn work(&mut self) -> Result<()> {
        for mut job in std::mem::take(&mut self.jobs) {
            let now = self.market.now();
            let next = match job.stage {
                Stage::Open { accept_by } if now >= accept_by => self.call(job.id, accept_by)?,
                Stage::Ignored { debtor, until } if now >= until => {
                    self.default_on(job.id, debtor)?;
                    None
                }
                Stage::Runs { debtor, ref provider, called, done_at } if now >= done_at => {
                    self.deliver(job.id, debtor, &provider.clone(), called)?;
                    None
                }
                waits => Some(waits),
            };
            if let Some(stage) = next {
                job.stage = stage;
                self.jobs.push(job);
            }
        }
        Ok(())
    }

    /// Calls it on the first that can be called, which serves it or does not.
    fn call(&mut self, id: u64, accept_by: u64) -> Result<Option<Stage>> {
        let keeper = self.keeper.clone();
        if self.market.call(&keeper, id).is_err() {
            let open = self.market.job(id).open.context("a job that has not ended")?;
            if self.market.now() < open.deadline {
                return Ok(Some(Stage::Open { accept_by }));
            }
            // The first only records that nobody took it.
            let untaken = self.market.job(id).state == JobState::Untaken;
            self.market.time_out(&keeper, id)?;
            if !untaken {
                return Ok(Some(Stage::Open { accept_by: self.market.now() }));
            }
            self.tally.uncallable += 1;
            return Ok(None);
        }
        self.tally.calls += 1;
        let call = self.market.job_call(id).context("a called job has its call")?;
        let debtor = self.debtor_of(&call.provider).context("a call on somebody unknown")?;
        let [credits, held, value] = [call.credits, call.held, call.value].map(|amount| amount.u128() as f64);
        if !self.serves(debtor, credits, held, value) {
            let strategic = self.debtors[debtor].kind == Kind::Strategic;
            self.tally.covered += u64::from(strategic && held >= credits * self.fair);
            let until = self.market.now() + self.market.wiring.job_market.call_within;
            return Ok(Some(Stage::Ignored { debtor, until }));
        }
        self.accept(&call.provider, id).context("a called job's acceptance")?;
        Ok(Some(self.runs(debtor, call.provider, true)))
    }

    fn deliver(&mut self, id: u64, debtor: usize, provider: &Addr, called: bool) -> Result<()> {
        let output = digest(&format!("result {id}"));
        let proof = self.market.attest(id, &output);
        self.market.submit(provider, id, output, Some(proof))?;
        if !called {
            self.debtors[debtor].volunteered -= 1;
            return Ok(());
        }
        self.tally.served += 1;
        self.pays(debtor, CREDITS * self.fair);
        Ok(())
    }

    /// A call was ignored: damages and penalty.
    fn default_on(&mut self, id: u64, debtor: usize) -> Result<()> {
        let keeper = self.keeper.clone();
        let receipt = self.market.time_out(&keeper, id)?;
        let end = ended(&receipt)?.pop().context("a default ends its job")?;
        anyhow::ensure!(end.how == "defaulted", "an ignored call ended {end:?}");
        self.tally.defaulted += 1;
        let fair = CREDITS * self.fair;
        self.tally.damages.0 += end.client as f64;
        self.tally.damages.1 += fair;
        lower(&mut self.tally.least_damages, Some(end.client as f64 / fair));
        self.pays(debtor, end.lost() as f64);
        Ok(())
    }

    /// Books what a strategic debtor paid for what was called on it.
    fn pays(&mut self, debtor: usize, net: f64) {
        if self.debtors[debtor].kind == Kind::Strategic {
            self.tally.strategic.0 += net;
            self.tally.strategic.1 += CREDITS * self.fair;
        }
    }
}
