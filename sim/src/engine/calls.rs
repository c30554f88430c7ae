//! Calls and inputs asked for on chain: what a keeper and the called do with a standard job that nobody took.

use anyhow::{Context, Result};
use api::job_market::{JobState, CALL_GRACE, CALL_WITHIN, DATA_WITHIN};
use cosmwasm_std::Binary;

use super::agents::Character;
use super::{Engine, Event};

/// GPUs of the templates; each has the number of its GPUs.
pub(super) const TEMPLATES: [u32; 2] = [1, 2];
/// Seconds of a unit of a standard job.
pub(super) const UNIT: u64 = 60;
/// Most units of a standard job: half a day.
pub(super) const MOST_UNITS: u64 = 720;
/// Seconds after a provider's question at which a client answers, if it does.
const ANSWER_AFTER: u64 = 600;

/// An input that its client did not hand over when its provider began.
#[derive(Clone, Debug)]
pub(super) struct Input {
    /// What it is.
    pub data: Vec<u8>,
    /// Whether it never comes.
    pub withheld: bool,
}

/// What became of calls, and of questions for inputs.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calls {
    /// Standard jobs requested.
    pub standard: u64,
    /// Calls made.
    pub made: u64,
    /// Of those, accepted.
    pub accepted: u64,
    /// Of those, settled.
    pub settled: u64,
    /// Calls that their provider let pass, for want of free GPUs or in jail.
    pub passed: u64,
    /// Calls that their provider ignored because it ignores them all.
    pub ignored: u64,
    /// Standard jobs that could not be called on anyone.
    pub uncallable: u64,
    /// Inputs asked for on chain.
    pub asked: u64,
    /// Of those, not answered.
    pub withheld: u64,
}

impl Engine {
    /// A keeper calls a standard job on the next in the order. Who works and has the GPUs accepts at once; who has not, or
    /// does not care, lets its time pass.
    pub(super) fn call(&mut self, job: u64) -> Result<()> {
        let keeper = self.keeper.clone();
        let now = self.elapsed();
        let called = self.market.call(&keeper, job);
        let Some(live) = self.live.get_mut(&job) else { return Ok(()) };
        let (class, gpus) = (live.class, live.gpus);
        self.waiting[class].retain(|&other| other != job);
        if called.is_err() {
            // Nobody can be called: once its grace is over the job expires like any other.
            live.standard = false;
            self.record.calls.uncallable += 1;
            self.schedule(now + CALL_GRACE, Event::Deadline(job));
            return Ok(());
        }
        let open = self.market.job(job).open.context("a called job is not finished")?;
        let index = self
            .providers
            .iter()
            .position(|provider| Some(&provider.addr) == open.provider.as_ref())
            .with_context(|| format!("job {job} is called on nobody known: {:?}", open.provider))?;
        live.called = Some(index);
        self.record.calls.made += 1;
        self.providers[index].calls += 1;
        let provider = &self.providers[index];
        if provider.character != Character::Deaf && provider.free() >= gpus && self.take(job, index)? {
            self.record.calls.accepted += 1;
        } else {
            self.schedule(now + CALL_WITHIN, Event::Deadline(job));
        }
        Ok(())
    }

    /// The time of a call is over.
    pub(super) fn let_pass(&mut self, index: usize) {
        let provider = &mut self.providers[index];
        provider.ignored += 1;
        if provider.character == Character::Deaf {
            self.record.calls.ignored += 1;
        } else {
            provider.behind = true;
            self.record.calls.passed += 1;
        }
    }

    /// Who has begun a job without its input asks for it on chain; returns the seconds until it comes, none if it never
    /// does.
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
}
