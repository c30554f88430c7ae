//! JSON-RPC of CometBFT nodes: one call at a time, over whichever of the nodes answers.

use std::cell::Cell;
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{bail, ensure, Context, Result};
use cosmwasm_std::Binary;
use serde_json::{json, Value};
use ureq::Agent;

/// How long a call goes on trying while no node answers, unless said otherwise.
const PATIENCE: Duration = Duration::from_secs(60);
/// Longest answer to a single request.
const REQUEST: Duration = Duration::from_secs(30);
/// Between two rounds over the nodes.
const PAUSE: Duration = Duration::from_millis(250);
/// What a node says of a query before the first block since its start.
const NOT_READY: &str = "please wait for first block";

/// The nodes of a chain. A node that cannot be reached is passed over; what a node answers is final.
pub struct Rpc {
    agent: Agent,
    urls: Vec<String>,
    current: Cell<usize>,
    patience: Duration,
}

/// No node answered for as long as it was waited for.
#[derive(Debug)]
pub struct Unreachable {
    /// The addresses that were tried.
    pub tried: String,
    /// For how long, seconds.
    pub seconds: u64,
}

impl std::fmt::Display for Unreachable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "no node answered within {} s (tried {}); is it running?", self.seconds, self.tried)
    }
}

impl std::error::Error for Unreachable {}

/// What a node said instead of a result.
#[derive(Debug)]
pub struct Refusal {
    /// Its message and data.
    pub text: String,
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "the node refused: {}", self.text)
    }
}

impl std::error::Error for Refusal {}

impl Rpc {
    /// Nodes at `http://…` or `https://…` addresses, at least one.
    pub fn new(urls: &[String]) -> Result<Self> {
        ensure!(!urls.is_empty(), "no RPC address: expected at least one, e.g. http://127.0.0.1:26657");
        let agent = Agent::config_builder()
            .timeout_global(Some(REQUEST))
            // A node answers errors with status 500 and a JSON body that says what is wrong.
            .http_status_as_error(false)
            .build()
            .into();
        Ok(Self { agent, urls: urls.to_vec(), current: Cell::new(0), patience: PATIENCE })
    }

    /// The same, trying for so long while no node answers, instead of a minute.
    pub fn patient_for(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Whether any of the nodes answers right now.
    pub fn answers(&self) -> bool {
        let body = request("health", &json!({}));
        self.urls.iter().any(|url| self.post(url, &body).is_ok())
    }

    /// Calls a method; tries the other nodes, again and again, while the current one cannot be reached.
    pub fn call(&self, method: &str, params: &Value) -> Result<Value> {
        self.call_and_note(method, params).0
    }

    /// The same, and whether a node may have got the call that gave no answer to it. One that cannot be connected to got none.
    pub(crate) fn call_and_note(&self, method: &str, params: &Value) -> (Result<Value>, bool) {
        let mut unanswered = false;
        (self.call_until(method, params, &mut unanswered), unanswered)
    }

    fn call_until(&self, method: &str, params: &Value, unanswered: &mut bool) -> Result<Value> {
        let body = request(method, params);
        let start = Instant::now();
        loop {
            let mut last = None;
            for _ in 0..self.urls.len() {
                let url = &self.urls[self.current.get() % self.urls.len()];
                match self.post(url, &body) {
                    Ok(answer) => return result(&answer).with_context(|| format!("{method} at {url}")),
                    Err(error) => {
                        *unanswered |= !never_left(&error);
                        last = Some(error.context(format!("no answer from {url}")));
                    }
                }
                self.current.set((self.current.get() + 1) % self.urls.len());
            }
            if start.elapsed() >= self.patience {
                let last = last.context("no RPC address")?;
                let (tried, seconds) = (self.urls.join(", "), self.patience.as_secs());
                return Err(last.context(Unreachable { tried, seconds }));
            }
            sleep(PAUSE);
        }
    }

    fn post(&self, url: &str, body: &str) -> Result<Value> {
        let mut answer = self.agent.post(url).header("content-type", "application/json").send(body)?;
        let text = answer.body_mut().with_config().limit(64 << 20).read_to_string()?;
        serde_json::from_str(&text)
            .with_context(|| format!("expected JSON, got: {}", text.chars().take(200).collect::<String>()))
    }

    /// An ABCI query of the newest state: a protobuf request in, a protobuf response out. A node that has just
    /// started answers once it has seen a block; until then it is asked again.
    pub fn abci_query(&self, path: &str, request: &[u8]) -> Result<Vec<u8>> {
        self.abci_query_at(path, request, 0)
    }

    /// The same of the state after the block of a height; 0 for the newest.
    pub fn abci_query_at(&self, path: &str, request: &[u8], height: u64) -> Result<Vec<u8>> {
        let params = json!({ "path": path, "data": hex::encode(request), "height": height.to_string() });
        let start = Instant::now();
        loop {
            let answer = self.call("abci_query", &params)?;
            let response = answer.get("response").context("no `response` in the answer to abci_query")?;
            let code = response.get("code").and_then(Value::as_u64).unwrap_or(0);
            if code != 0 {
                let log = response.get("log").and_then(Value::as_str).unwrap_or("no reason given");
                if log.contains(NOT_READY) && start.elapsed() < PATIENCE {
                    sleep(PAUSE);
                    continue;
                }
                return Err(Refusal { text: log.to_owned() }.into());
            }
            return match response.get("value") {
                None | Some(Value::Null) => Ok(vec![]),
                Some(Value::String(value)) => Ok(Binary::from_base64(value)?.to_vec()),
                Some(other) => bail!("expected base64 in the answer of {path}, got {other}"),
            };
        }
    }
}

/// Whether a call failed before anything of it was sent.
fn never_left(error: &anyhow::Error) -> bool {
    use ureq::{Error, Timeout};
    match error.downcast_ref::<Error>() {
        Some(Error::Io(error)) => error.kind() == std::io::ErrorKind::ConnectionRefused,
        Some(Error::HostNotFound | Error::ConnectionFailed) => true,
        Some(Error::Timeout(Timeout::Resolve | Timeout::Connect)) => true,
        _ => false,
    }
}

fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

fn result(answer: &Value) -> Result<Value> {
    if let Some(error) = answer.get("error") {
        let part = |name| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let text = format!("{} {}", part("message"), part("data")).trim().to_owned();
        return Err(Refusal { text }.into());
    }
    answer.get("result").cloned().context("neither `result` nor `error` in the node's answer")
}

/// Reads a number that JSON-RPC writes as a string.
pub(crate) fn number(value: &Value, name: &str) -> Result<u64> {
    let field = value.get(name).with_context(|| format!("no `{name}` in {value}"))?;
    let number = field.as_str().map_or_else(|| field.as_u64(), |text| text.parse().ok());
    number.with_context(|| format!("`{name}`: expected a number, got {field}"))
}
