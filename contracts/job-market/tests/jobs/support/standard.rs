//! Standard jobs and inputs that can be asked for.

use api::job_market::{
    CallableJob, CallableResponse, Template, TemplateEntry, TemplatesResponse, CALL_GRACE, CHUNK,
};
use api::provider_registry::{CallResponse, ClassResponse, QueueResponse, StandardJob};
use cosmwasm_std::Binary;
use sha2::{Digest, Sha256};

use super::*;

pub const DATA_BOND: u128 = 3 * ONE + 1;
/// The template that [`market_with_calls`] has.
pub const TEMPLATE: u32 = 7;
/// The same whose jobs have an input.
pub const INPUT_TEMPLATE: u32 = 8;
pub const UNIT: u64 = 300;
pub const LEAST: u64 = 4;
pub const MOST: u64 = 8;
pub const OVERHEAD: u64 = 600;
/// Of the least job of the template: it pays exactly as long as it can keep a debtor from other calls.
pub const STANDARD_SECONDS: u64 = UNIT * LEAST;
pub const STANDARD_RUN: u64 = STANDARD_SECONDS + OVERHEAD;
pub const STANDARD_CREDITS: u128 = 2 * STANDARD_SECONDS as u128 * ONE;
pub const REDEEM: AcceptPayout = AcceptPayout::Redeem {};

/// Four to eight units of five minutes, attested.
pub fn template() -> Template {
    Template {
        program: digest("program"),
        method: ATTESTATION,
        unit_seconds: UNIT,
        min_units: LEAST,
        max_units: MOST,
        overhead: OVERHEAD,
        max_input: 0,
    }
}

/// The least job of that template, without an input, that its owner alone may call.
pub fn standard() -> JobRequest {
    JobRequest { input: None, ..of_template(request()) }
}

/// The same with these bytes as its input.
pub fn standard_with_input(input: &[u8]) -> JobRequest {
    JobRequest { template: Some(INPUT_TEMPLATE), ..of_template(with_input(input)) }
}

fn of_template(request: JobRequest) -> JobRequest {
    JobRequest { template: Some(TEMPLATE), seconds: STANDARD_SECONDS, run_within: STANDARD_RUN, ..request }
}

/// A market whose liquid class has that template and one whose jobs have an input of at most 1,000 bytes,
/// and both of whose providers can be called.
pub fn market_with_calls() -> Market {
    let mut market = market();
    market.set_template(TEMPLATE, Some(template())).unwrap();
    market.set_template(INPUT_TEMPLATE, Some(Template { max_input: 1_000, ..template() })).unwrap();
    // Their debts are older than the template: they join the queue with the next touch.
    for provider in [market.provider.clone(), market.rival.clone()] {
        let touch = registry::ExecuteMsg::Touch { provider: provider.to_string(), class: CLASS.into() };
        market.registry(&provider, &touch, &[]).unwrap();
    }
    market
}

pub fn call(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::CallJob { job_id, input: None, look: None }
}

/// A call of a job that has an input.
pub fn call_with(job_id: u64, input: &[u8]) -> ExecuteMsg {
    ExecuteMsg::CallJob { job_id, input: Some(Binary::from(input)), look: None }
}

impl Market {
    #[track_caller]
    pub fn set_template(&mut self, template: u32, terms: Option<Template>) -> Sent {
        let owner = self.owner.clone();
        self.jobs(&owner, &ExecuteMsg::SetTemplate { class: CLASS.into(), template, terms }, &[])
    }

    pub fn templates(&self) -> Vec<TemplateEntry> {
        let found: TemplatesResponse = self.ask_jobs(&QueryMsg::Templates { class: CLASS.into() }).unwrap();
        found.templates
    }

    /// What the registry takes for the class's standard jobs: GPUs, and credits of the least and of the
    /// largest.
    pub fn known_standard(&self) -> Option<(u32, u128, u128)> {
        let question = registry::QueryMsg::Class { class: CLASS.into() };
        let class: ClassResponse = self.ask(&self.at.provider_registry, &question).unwrap();
        class.standard.map(|StandardJob { gpus, least, most }| (gpus, least.u128(), most.u128()))
    }

    /// The registry's call of a job that has not ended.
    pub fn call_of(&self, job_id: u64) -> Option<CallResponse> {
        self.ask(&self.at.provider_registry, &registry::QueryMsg::JobCall { job_id }).ok()
    }

    /// Who is first in the call queue.
    pub fn first_in_queue(&self) -> Addr {
        let question =
            registry::QueryMsg::Queue { class: CLASS.into(), order: None, start_after: None, limit: Some(1) };
        let queue: QueueResponse = self.ask(&self.at.provider_registry, &question).unwrap();
        queue.entries[0].provider.clone()
    }

    /// Stops accepting in the class, or lets it go on.
    pub fn pause_accepting(&mut self, accept: bool) {
        let owner = self.owner.clone();
        let paused = registry::ClassPaused { mint: false, accept };
        self.registry(&owner, &registry::ExecuteMsg::SetPaused { class: CLASS.into(), paused }, &[]).unwrap();
    }

    pub fn callable(&self) -> Vec<CallableJob> {
        let question =
            QueryMsg::Callable { class: CLASS.into(), order: None, start_after: None, limit: None };
        self.ask_jobs::<CallableResponse>(&question).unwrap().jobs
    }

    pub fn callable_ids(&self) -> Vec<u64> {
        self.callable().iter().map(|job| job.job_id).collect()
    }

    /// A standard job of the client's that nobody accepted and that it called; on whom.
    #[track_caller]
    pub fn called(&mut self, request: JobRequest) -> (u64, Addr) {
        let client = self.client.clone();
        let job_id = self.request(&client, request);
        self.wait(ACCEPT_WITHIN);
        self.jobs(&client, &call(job_id), &[]).unwrap();
        (job_id, self.call_of(job_id).unwrap().provider)
    }

    /// A standard job that nobody takes or calls ends: that is recorded, and ten minutes later it expires.
    #[track_caller]
    pub fn expire(&mut self, job_id: u64) {
        self.timeout(job_id).unwrap();
        assert_eq!(self.job(job_id).state, JobState::Untaken);
        self.wait(CALL_GRACE);
        self.timeout(job_id).unwrap();
        assert_eq!(self.job(job_id).state, JobState::Expired);
    }

    /// A job that was called and accepted, by whom.
    #[track_caller]
    pub fn serving(&mut self, request: JobRequest) -> (u64, Addr) {
        let (job_id, on) = self.called(request);
        self.jobs(&on, &ExecuteMsg::AcceptJob { job_id, payout: REDEEM }, &[]).unwrap();
        (job_id, on)
    }

    /// The provider asks for its job's input, with coins.
    #[track_caller]
    pub fn ask_data(&mut self, job_id: u64, chunk: Option<u32>) -> Sent {
        let provider = self.provider.clone();
        let msg = ExecuteMsg::RequestData { job_id, chunk, from: Source::Funds {} };
        self.jobs(&provider, &msg, &coins(DATA_BOND, NET))
    }

    /// The stranger answers.
    #[track_caller]
    pub fn answer(&mut self, job_id: u64, data: &[u8], path: &[HexBinary]) -> Sent {
        let stranger = self.stranger.clone();
        let msg = ExecuteMsg::AnswerData { job_id, data: Binary::from(data), path: path.to_vec() };
        self.jobs(&stranger, &msg, &[])
    }
}

/// The usual request with these bytes as its input, given whole.
pub fn with_input(input: &[u8]) -> JobRequest {
    JobRequest {
        input: Some(sha(&[input])),
        input_form: Some(InputForm::Bytes { len: input.len().try_into().unwrap() }),
        ..request()
    }
}

/// The usual request with the root over these chunks as its input.
pub fn with_chunks(chunks: &[Vec<u8>]) -> JobRequest {
    let count = chunks.len().try_into().unwrap();
    JobRequest { input: Some(root(chunks)), input_form: Some(InputForm::Chunks { count }), ..request() }
}

/// So many different chunks, the last of `last` bytes.
pub fn chunks(count: usize, last: usize) -> Vec<Vec<u8>> {
    let byte = |i: usize| u8::try_from(i % 251).unwrap();
    (0..count).map(|i| vec![byte(i); if i + 1 == count { last } else { CHUNK }]).collect()
}

fn sha(parts: &[&[u8]]) -> HexBinary {
    let mut hash = Sha256::new();
    parts.iter().for_each(|part| hash.update(part));
    HexBinary::from(<[u8; 32]>::from(hash.finalize()).as_slice())
}

/// From the root down, where the contract climbs from the leaf: the left half of a tree over n > 1 chunks is
/// the largest power of two below n.
pub fn root(chunks: &[Vec<u8>]) -> HexBinary {
    match chunks {
        [chunk] => sha(&[&[0], chunk]),
        _ => {
            let (left, right) = chunks.split_at(half(chunks.len()));
            sha(&[&[1], &root(left), &root(right)])
        }
    }
}

/// The siblings of a chunk, its own first.
pub fn path(chunks: &[Vec<u8>], index: usize) -> Vec<HexBinary> {
    if chunks.len() == 1 {
        return vec![];
    }
    let at = half(chunks.len());
    let (left, right) = chunks.split_at(at);
    let (mut below, sibling) = match index.checked_sub(at) {
        None => (path(left, index), root(right)),
        Some(index) => (path(right, index), root(left)),
    };
    below.push(sibling);
    below
}

fn half(count: usize) -> usize {
    count.next_power_of_two() / 2
}
