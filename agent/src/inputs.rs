//! Where a job's input is found, and what an attestor asks: both over a connection of their own, in a thread of their own.

use anyhow::{bail, Context, Result};
use api::job_market::{JobResponse, JobState, QueryMsg};
use chain::node::{Endpoint, Node};
use chain::rpc::Refusal;
use cosmwasm_std::{from_json, to_json_binary, Binary, Event, HexBinary};
use sha2::{Digest, Sha256};

use crate::attestor::{Assigned, Facts};
use crate::fetch::{fetch, LARGEST};
use crate::hands::Inputs;
use crate::node::connect;

/// What the chain's events say of inputs.
///
/// Of a called job, and of one whose input was asked for, they hold it. Of others they may name where it is: an
/// `http://` or `https://` address, which is asked without following redirects. A client chooses that address, so an agent
/// runs where nothing trusts it for where it is.
pub struct Events {
    endpoint: Endpoint,
    job_market: String,
}

impl Events {
    /// Of this contract on this chain.
    pub fn new(endpoint: Endpoint, job_market: impl Into<String>) -> Self {
        Self { endpoint, job_market: job_market.into() }
    }

    /// What the job-market said of a job in events of a kind.
    fn of(&self, node: &Node, kind: &str, job: u64) -> Result<Vec<Event>> {
        let at = &self.job_market;
        let query = format!("wasm-{kind}._contract_address='{at}' AND wasm-{kind}.job_id='{job}'");
        node.events_of(&query, |event| made_by(event, at))
    }
}

impl Inputs for Events {
    fn find(&self, job: u64, digest: &[u8; 32], most: u64) -> Result<Vec<u8>> {
        let node = connect(&self.endpoint)?;
        for (kind, key) in [("call_job", "input"), ("answer_data", "data")] {
            let events = self.of(&node, kind, job)?;
            let given = values(&events, kind, job, key).filter_map(|text| Binary::from_base64(text).ok());
            let mut given = given.filter(|bytes| <[u8; 32]>::from(Sha256::digest(bytes)) == *digest);
            if let Some(bytes) = given.next() {
                return Ok(bytes.to_vec());
            }
        }
        let events = self.of(&node, "request_job", job)?;
        let locator = values(&events, "request_job", job, "input_locator").next().map(str::to_owned);
        match &locator {
            Some(locator) => fetch(locator, most.min(LARGEST)).context("the input"),
            None => bail!("no event holds the input of job {job}, or says where it is"),
        }
    }
}

/// Whether a contract made an event: others may give theirs the same names.
pub fn made_by(event: &Event, contract: &str) -> bool {
    event.attributes.iter().any(|a| a.key == "_contract_address" && a.value == contract)
}

/// What events of a kind say of a job under a key.
pub fn values<'a>(events: &'a [Event], kind: &str, job: u64, key: &'a str) -> impl Iterator<Item = &'a str> {
    let (kind, job) = (format!("wasm-{kind}"), job.to_string());
    let of = move |event: &&Event| {
        event.ty == kind && event.attributes.iter().any(|a| a.key == "job_id" && a.value == job)
    };
    let events = events.iter().filter(of);
    events.flat_map(move |event| {
        event.attributes.iter().filter(move |a| a.key == key).map(|a| a.value.as_str())
    })
}

/// What an attestor asks a job-market.
pub struct Jobs {
    endpoint: Endpoint,
    job_market: String,
}

impl Jobs {
    /// Of this contract on this chain.
    pub fn new(endpoint: Endpoint, job_market: impl Into<String>) -> Self {
        Self { endpoint, job_market: job_market.into() }
    }
}

impl Facts for Jobs {
    fn assigned(&self, job: u64) -> Result<Option<Assigned>> {
        let node = connect(&self.endpoint)?;
        let answer = match node.smart(&self.job_market, to_json_binary(&QueryMsg::Job { job_id: job })?) {
            Ok(answer) => answer,
            Err(error) if error.downcast_ref::<Refusal>().is_some() => return Ok(None),
            Err(error) => return Err(error),
        };
        assigned(&from_json(answer)?)
    }
}

/// A job that somebody works on, or whose result waits for its verdict; none in any other state.
pub fn assigned(job: &JobResponse) -> Result<Option<Assigned>> {
    let works = matches!(job.state, JobState::Assigned | JobState::Submitted);
    let (true, Some(open)) = (works, &job.open) else { return Ok(None) };
    let digest = |hex: &HexBinary| hex.to_array::<32>().context("a digest of 32 bytes");
    let Some(provider) = &open.provider else { return Ok(None) };
    Ok(Some(Assigned {
        provider: provider.to_string(),
        program: digest(&open.program)?,
        input: digest(&open.input)?,
        form: open.input_form,
        seconds: open.seconds,
    }))
}
