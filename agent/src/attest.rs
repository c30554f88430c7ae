//! Signatures of attestors, as a provider obtains them.

use std::thread::sleep;
use std::time::{Duration, Instant};

use api::provider_registry::{AttestorKey, KeySignature};
use api::verifier_gateway::Claim;
use cosmwasm_std::Binary;
use serde::{Deserialize, Serialize};
use ureq::Agent;

use crate::keys::verifies;

/// Where an attestor is asked.
pub const PATH: &str = "/v1/attest";
/// Longest wait for one answer.
const ANSWER: Duration = Duration::from_secs(10);
/// Between two questions to an attestor that is still working.
const PAUSE: Duration = Duration::from_millis(500);
/// Largest answer, bytes.
const LARGEST: u64 = 16_384;

/// What an attestor is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is claimed.
    pub claim: Claim,
    /// The input, if the job has one.
    pub input: Option<Binary>,
}

/// What it answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// It found the claim valid.
    Signed {
        /// Its key.
        key: AttestorKey,
        /// 64 bytes.
        signature: Binary,
    },
    /// It is still working: ask again.
    Working {},
    /// It does not sign, and why.
    Refused {
        /// Why.
        reason: String,
    },
}

/// Whom to ask, for what.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// Attestors' addresses.
    pub attestors: &'a [String],
    /// What to ask.
    pub question: &'a Question,
    /// What they are to sign.
    pub digest: &'a [u8; 32],
    /// The method's keys.
    pub keys: &'a [AttestorKey],
    /// How many must sign.
    pub threshold: u32,
    /// How long they may work on it.
    pub patience: Duration,
}

impl Request<'_> {
    /// At least `threshold` signatures that are valid, each under another key. All attestors are asked at once, each until
    /// it answers or the patience is over. An error names every attestor that did not help, and why.
    pub fn obtain(&self) -> Result<Vec<KeySignature>, String> {
        let answers: Vec<Result<KeySignature, String>> = std::thread::scope(|scope| {
            let asked: Vec<_> = self.attestors.iter().map(|url| scope.spawn(move || self.ask(url))).collect();
            let join = |thread: std::thread::ScopedJoinHandle<_>| {
                thread.join().unwrap_or_else(|_| Err("the thread that asked it panicked".into()))
            };
            asked.into_iter().map(join).collect()
        });
        let mut signatures: Vec<KeySignature> = vec![];
        let mut wrong = vec![];
        for (url, answer) in self.attestors.iter().zip(answers) {
            match answer {
                Ok(signed) if signatures.iter().any(|other| other.key == signed.key) => {
                    wrong.push(format!("{url} signs under a key that signed already"));
                }
                Ok(signed) => signatures.push(signed),
                Err(reason) => wrong.push(format!("{url} {reason}")),
            }
        }
        let got = u32::try_from(signatures.len()).unwrap_or(u32::MAX);
        if got >= self.threshold {
            return Ok(signatures);
        }
        Err(format!("expected {} signatures, got {got}: {}", self.threshold, wrong.join("; ")))
    }

    fn ask(&self, url: &str) -> Result<KeySignature, String> {
        let agent: Agent =
            Agent::config_builder().timeout_global(Some(ANSWER)).http_status_as_error(false).build().into();
        let body = serde_json::to_string(self.question).map_err(|error| error.to_string())?;
        let begun = Instant::now();
        loop {
            match post(&agent, &format!("{url}{PATH}"), &body)? {
                Answer::Signed { key, signature } => return self.signed(&key, signature),
                Answer::Refused { reason } => return Err(format!("refuses: {reason}")),
                Answer::Working {} if begun.elapsed() >= self.patience => {
                    return Err(format!("is still working after {} s", self.patience.as_secs()));
                }
                Answer::Working {} => sleep(PAUSE),
            }
        }
    }

    fn signed(&self, key: &AttestorKey, signature: Binary) -> Result<KeySignature, String> {
        let index = self.keys.iter().position(|known| known == key);
        let index = index.and_then(|index| u32::try_from(index).ok());
        let index = index.ok_or("signs under a key that is not of the job's method")?;
        match verifies(key, self.digest, &signature) {
            true => Ok(KeySignature { key: index, signature }),
            false => Err("gave a signature that does not verify: is it of this chain and market?".into()),
        }
    }
}

fn post(agent: &Agent, url: &str, body: &str) -> Result<Answer, String> {
    let silent = |error: ureq::Error| format!("is silent: {error}");
    let mut answer = agent.post(url).header("content-type", "application/json").send(body).map_err(silent)?;
    let text = answer.body_mut().with_config().limit(LARGEST).read_to_string().map_err(silent)?;
    serde_json::from_str(&text).map_err(|_| {
        let said: String = text.chars().take(100).collect();
        format!("answers what no attestor answers ({}): {said}", answer.status())
    })
}
