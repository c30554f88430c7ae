//! Standard jobs and inputs that can be asked for.

use api::job_market::{
    CallableJob, CallableResponse, InputForm, Template, TemplateEntry, TemplatesResponse, CHUNK,
};
use api::provider_registry::{BookResponse, NextCallResponse, StandardJob};
use cosmwasm_std::Binary;
use sha2::{Digest, Sha256};

use super::*;

pub const DATA_BOND: u128 = 3 * ONE + 1;
/// The template that [`market_with_calls`] has.
pub const TEMPLATE: u32 = 7;
pub const UNIT: u64 = 50;
pub const UNITS: u64 = 4;
pub const OVERHEAD: u64 = 3_500;
pub const REDEEM: AcceptPayout = AcceptPayout::Redeem {};

/// Two GPUs for up to four units of 50 seconds, attested.
pub fn template() -> Template {
    Template {
        program: digest("program"),
        method: ATTESTATION,
        gpus: 2,
        unit_seconds: UNIT,
        max_units: UNITS,
        overhead: OVERHEAD,
    }
}

/// The usual request as a job of that template, without an input.
pub fn standard() -> JobRequest {
    JobRequest { template: Some(TEMPLATE), input: None, ..request() }
}

/// A market whose liquid class has that template, and both of whose providers can be called.
pub fn market_with_calls() -> Market {
    let mut market = market();
    market.set_template(TEMPLATE, Some(template())).unwrap();
    let both = [&market.provider, &market.rival].map(Addr::to_string).to_vec();
    let crank = registry::ExecuteMsg::Crank { class: CLASS.into(), providers: both };
    let stranger = market.stranger.clone();
    market.registry(&stranger, &crank, &[]).unwrap();
    market
}

pub fn call(job_id: u64) -> ExecuteMsg {
    ExecuteMsg::CallJob { job_id, input: None }
}

/// A call of a job that has an input.
pub fn call_with(job_id: u64, input: &[u8]) -> ExecuteMsg {
    ExecuteMsg::CallJob { job_id, input: Some(Binary::from(input)) }
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

    /// What the registry takes for the class's largest standard job: GPUs and credits.
    pub fn largest(&self) -> Option<(u32, u128)> {
        let question = registry::QueryMsg::Book { class: CLASS.into() };
        let book: BookResponse = self.ask(&self.at.provider_registry, &question).unwrap();
        book.standard.map(|StandardJob { gpus, credits }| (gpus, credits.u128()))
    }

    pub fn callable(&self) -> Vec<CallableJob> {
        let question = QueryMsg::Callable { class: CLASS.into(), start_after: None, limit: None };
        self.ask_jobs::<CallableResponse>(&question).unwrap().jobs
    }

    pub fn callable_ids(&self) -> Vec<u64> {
        self.callable().iter().map(|job| job.job_id).collect()
    }

    pub fn next_call(&self) -> Option<Addr> {
        let question = registry::QueryMsg::NextCall { class: CLASS.into() };
        self.ask::<NextCallResponse>(&self.at.provider_registry, &question).unwrap().provider
    }

    /// A standard job that nobody accepted and that was called; on whom.
    #[track_caller]
    pub fn called(&mut self, request: JobRequest) -> (u64, Addr) {
        let (client, stranger) = (self.client.clone(), self.stranger.clone());
        let job_id = self.request(&client, request);
        self.wait(ACCEPT_WITHIN);
        self.jobs(&stranger, &call(job_id), &[]).unwrap();
        (job_id, self.job(job_id).open.unwrap().provider.unwrap())
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

/// From the root down, where the contract climbs from the leaf: the left half of a tree over n > 1 chunks is the largest power of
/// two below n.
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
