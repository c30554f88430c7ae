//! Signatures of attestors, as a provider obtains them.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::sync::Arc;
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
/// Between two questions to an attestor that is still working: at first, and at most; each pause is twice the one before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const PAUSE: Duration = Duration::from_millis(1_600);
/// Largest answer, bytes.
const LARGEST: u64 = 16_384;

/// What an attestor is asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// What is claimed.
    pub claim: Claim,
    /// The input, if the job has one.
    pub input: Option<Binary>,
    /// Where the output is served, if it is: for attestors that inspect it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_at: Option<String>,
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
    /// `threshold` signatures that are valid, each under another key. All attestors are asked at once, each until it answers
    /// or the patience is over; who is silent or slow is not waited for once enough have signed. An error names every
    /// attestor that did not help, and why.
    pub fn obtain(&self) -> Result<Vec<KeySignature>, String> {
        let body: Arc<str> = serde_json::to_string(self.question).map_err(|error| error.to_string())?.into();
        let enough = Arc::new(AtomicBool::new(false));
        let (tell, told) = channel();
        for url in self.attestors.iter().cloned() {
            let (tell, body, enough, patience) = (tell.clone(), body.clone(), enough.clone(), self.patience);
            std::thread::spawn(move || {
                let answer = ask(&url, &body, patience, &enough);
                // Nobody listens any more once enough have signed.
                let _ = tell.send((url, answer));
            });
        }
        drop(tell);
        let mut signatures: Vec<KeySignature> = vec![];
        let mut wrong = vec![];
        for (url, answer) in told {
            match answer.and_then(|(key, signature)| self.signed(&key, signature)) {
                Ok(signed) if signatures.iter().any(|other| other.key == signed.key) => {
                    wrong.push(format!("{url} signs under a key that signed already"));
                }
                Ok(signed) => signatures.push(signed),
                Err(reason) => wrong.push(format!("{url} {reason}")),
            }
            if u32::try_from(signatures.len()).is_ok_and(|got| got >= self.threshold) {
                enough.store(true, Ordering::Relaxed);
                return Ok(signatures);
            }
        }
        let got = signatures.len();
        Err(format!("expected {} signatures, got {got}: {}", self.threshold, wrong.join("; ")))
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

/// Asks one attestor until it signs or refuses, for as long as it may work on it and its signature is of use.
fn ask(
    url: &str,
    body: &str,
    patience: Duration,
    enough: &AtomicBool,
) -> Result<(AttestorKey, Binary), String> {
    let agent: Agent =
        Agent::config_builder().timeout_global(Some(ANSWER)).http_status_as_error(false).build().into();
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    loop {
        match post(&agent, &format!("{url}{PATH}"), body)? {
            Answer::Signed { key, signature } => return Ok((key, signature)),
            Answer::Refused { reason } => return Err(format!("refuses: {reason}")),
            Answer::Working {} if begun.elapsed() >= patience => {
                return Err(format!("is still working after {} s", patience.as_secs()));
            }
            Answer::Working {} if enough.load(Ordering::Relaxed) => {
                return Err("is still working, and others have signed".into());
            }
            Answer::Working {} => {
                sleep(pause);
                pause = pause.saturating_mul(2).min(PAUSE);
            }
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
