//! Calls and inputs asked for on chain: what clients, a keeper and the called do with a standard job that
//! nobody took.

use anyhow::{Context, Result};
use api::job_market::{ExecuteMsg as JobMsg, JobState, CALL_GRACE, DATA_WITHIN};
use cosmwasm_std::Binary;

use super::agents::Character;
use super::ledger;
use super::state::{Called, Engine, Event};

/// GPUs of every standard job.
pub(super) const STANDARD_GPUS: u32 = 1;
/// The number of their template, the first of its class.
pub(super) const TEMPLATE: u32 = 1;
/// The same whose jobs have an input.
pub(super) const INPUT_TEMPLATE: u32 = 2;
/// Seconds of a unit of a standard job.
pub(super) const UNIT: u64 = 60;
/// Least and most units of a standard job: twenty minutes, which is the least that a template may pay; half a day.
pub(super) const UNITS: (u64, u64) = (20, 720);
/// Seconds that a standard job has beyond the time paid for.
pub(super) const OVERHEAD: u64 = 600;
/// Seconds after a provider's question at which a client answers, if it does.
const ANSWER_AFTER: u64 = 600;

impl Engine {
    /// A standard job that nobody took is called, by a keeper where anyone may, else by its owner. Who works
    /// and has the GPUs accepts at once; who has not, or does not care, defaults.
    pub(super) fn call(&mut self, job: u64) -> Result<()> {
        let now = self.elapsed();
        let Some(live) = self.live.get_mut(&job) else { return Ok(()) };
        let (class, gpus) = (live.class, live.gpus);
        let caller = if live.anyone { self.keeper.clone() } else { live.client.clone() };
        live.callable = false;
        // Who is called brings no input of its own to wait for.
        let input = live.input.take().map(|input| Binary::from(input.data));
        self.waiting[class].retain(|&other| other != job);
        let call = JobMsg::CallJob { job_id: job, input, look: None };
        if self.market.jobs(&caller, &call, &[]).is_err() {
            // Nobody can be called: once its grace is over the job expires like any other.
            self.record.calls.uncallable += 1;
            let keeper = self.keeper.clone();
            self.market.jobs(&keeper, &JobMsg::TimeoutJob { job_id: job }, &[])?;
            self.schedule(now + CALL_GRACE, Event::Deadline(job));
            return Ok(());
        }
        let call = self.market.job_call(job).context("a called job has its call")?;
        let index = self.index_of(call.provider.as_str()).context("a call on nobody known")?;
        if let Some(live) = self.live.get_mut(&job) {
            live.called = Some(Called { index, value: call.value.u128() });
        }
        self.record.calls.made += 1;
        self.providers[index].calls += 1;
        let provider = &self.providers[index];
        if provider.character != Character::Deaf && provider.idle() >= gpus && self.take(job, index)? {
            self.record.calls.accepted += 1;
        } else {
            self.schedule(now + self.market.wiring.job_market.call_within, Event::Deadline(job));
        }
        Ok(())
    }

    /// A call was not served: what its owner got for it.
    pub(super) fn defaulted(&mut self, class: usize, called: Called, accepted: bool, damages: u128) {
        let provider = &mut self.providers[called.index];
        provider.defaults += 1;
        let calls = &mut self.record.calls;
        match (provider.character, accepted) {
            (Character::Deaf, _) => calls.ignored += 1,
            (_, true) => calls.stalled += 1,
            (_, false) => calls.passed += 1,
        }
        self.ledger.defaulted(class, damages, called.value);
    }

    /// Who has begun a job without its input asks for it on chain; returns the seconds until it comes, none
    /// if it never does.
    pub(super) fn ask_for_input(&mut self, job: u64, index: usize) -> Result<Option<u64>> {
        let Some(input) = self.live.get(&job).and_then(|live| live.input.clone()) else { return Ok(Some(0)) };
        let provider = self.providers[index].addr.clone();
        self.market.request_data(&provider, job, None).context("asking for an input")?;
        self.record.calls.asked += 1;
        let now = self.elapsed();
        if input.withheld {
            self.record.calls.withheld += 1;
            self.schedule(now + DATA_WITHIN, Event::Deadline(job));
            return Ok(None);
        }
        self.schedule(now + ANSWER_AFTER, Event::Answer(job));
        Ok(Some(ANSWER_AFTER))
    }

    /// A client hands its input over after all.
    pub(super) fn answer(&mut self, job: u64) -> Result<()> {
        let Some(live) = self.live.get(&job) else { return Ok(()) };
        let Some(input) = live.input.clone() else { return Ok(()) };
        let client = live.client.clone();
        self.market.answer_data(&client, job, Binary::from(input.data), vec![]).context("answering")?;
        Ok(())
    }

    /// Whether a job waits for an input that did not come in time.
    pub(super) fn is_withheld(&self, job: u64) -> bool {
        let withheld = self.live.get(&job).and_then(|live| live.input.as_ref()).is_some_and(|i| i.withheld);
        withheld && self.market.job(job).state == JobState::AwaitingInput
    }

    /// What stands behind each class's credits now, by the chain's own books.
    pub(super) fn look(&mut self) {
        for class in 0..self.waiting.len() {
            let hour = self.hours();
            let standing = ledger::standing(&self.market, class);
            self.ledger.points[class].extend(standing.map(|standing| standing.point(hour)));
        }
    }

    pub(super) fn index_of(&self, addr: &str) -> Option<usize> {
        self.providers.iter().position(|provider| provider.addr.as_str() == addr)
    }
}
