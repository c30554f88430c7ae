//! Signatures of attestors, as a provider obtains them.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{channel, Sender};
use std::sync::Arc;
use std::thread::{sleep, Builder};
use std::time::{Duration, Instant};

use api::provider_registry::{AttestorKey, KeySignature};
use cosmwasm_std::Binary;
use ureq::{Agent, SendBody};

use crate::http::A_SECOND;
use crate::keys::verifies;
use crate::question::Body;

pub use crate::question::{Answer, Question, PATH};

/// Longest wait for one answer, and a second more for each [`A_SECOND`] bytes of the question.
const ANSWER: Duration = Duration::from_secs(10);
/// Between two questions to an attestor that is silent or still working: at first, and at most; each pause is twice the one
/// before.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
/// Between two questions beside the provider's run.
const BESIDE: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(1_600);
/// How long silent attestors are asked again once nothing but their coming back could help: as long as one takes that is
/// started again, and longer than the answer to a short question may take, so that each says what is wrong. Then all of it is tried again after a pause.
pub const COMES_BACK: Duration = Duration::from_secs(12);
/// Largest answer, bytes.
const LARGEST: u64 = 16_384;

/// Whom to ask, for what.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// Attestors' addresses.
    pub attestors: &'a [String],
    /// What to ask.
    pub question: &'a Question,
    /// The file with the job's input, if the question does not hold it.
    pub input: Option<&'a Path>,
    /// What they are to sign.
    pub digest: &'a [u8; 32],
    /// The method's keys.
    pub keys: &'a [AttestorKey],
    /// How many must sign.
    pub threshold: u32,
    /// How long they may work on it.
    pub patience: Duration,
}

/// How far an attestor is.
enum State {
    /// It has not answered yet, or is working.
    Open,
    /// It does not answer; it may again.
    Silent(String),
    /// It signed.
    Signed,
    /// It does not help.
    Over(String),
}

/// What is heard of one.
enum News {
    Working,
    Silent(String),
    Signed(AttestorKey, Binary),
    Over(String),
}

impl Request<'_> {
    /// `threshold` signatures that are valid, each under another key. All attestors are asked at once, each until it signs or
    /// refuses, or the patience is over; one that is silent is asked again as one that is working is. Who is silent or slow is
    /// not waited for once enough have signed; and once no others than silent ones could help, they have [`COMES_BACK`]. An
    /// error names every attestor that did not help, and why.
    pub fn obtain(&self) -> Result<Vec<KeySignature>, String> {
        let asked = Asked::new(self.question, self.input).map_err(|error| format!("{error:#}"))?;
        let asked = Arc::new(asked);
        let over = Over(Arc::default());
        let (tell, told) = channel();
        let mut states = vec![];
        for (index, url) in self.attestors.iter().enumerate() {
            let (tell, asked, over) = (tell.clone(), asked.clone(), over.0.clone());
            let (url, patience) = (url.clone(), self.patience);
            let begun = Builder::new().spawn(move || ask(index, &url, &asked, patience, &over, &tell));
            states.push(match begun {
                Ok(_) => State::Open,
                Err(error) => State::Over(format!("is not asked, the system has no thread for it: {error}")),
            });
        }
        drop(tell);
        let mut signatures: Vec<KeySignature> = vec![];
        let mut alone: Option<Instant> = None;
        loop {
            let of = |wanted: fn(&State) -> bool| states.iter().filter(|state| wanted(state)).count();
            let (open, silent) = (of(|s| matches!(s, State::Open)), of(|s| matches!(s, State::Silent(_))));
            let enough = |more: usize| {
                u32::try_from(signatures.len().saturating_add(more)).is_ok_and(|got| got >= self.threshold)
            };
            if enough(0) {
                return Ok(signatures);
            }
            if !enough(open.saturating_add(silent)) {
                break;
            }
            alone = if enough(open) { None } else { alone.or_else(|| Some(Instant::now())) };
            let heard = match alone {
                // Each ends by itself once the patience is over.
                None => told.recv().ok(),
                Some(since) => told.recv_timeout(COMES_BACK.saturating_sub(since.elapsed())).ok(),
            };
            let Some((index, news)) = heard else { break };
            let state = match news {
                News::Working => State::Open,
                News::Silent(reason) => State::Silent(reason),
                News::Over(reason) => State::Over(reason),
                News::Signed(key, signature) => match self.signed(&key, signature) {
                    Ok(signed) if signatures.iter().any(|other| other.key == signed.key) => {
                        State::Over("signs under a key that signed already".into())
                    }
                    Ok(signed) => {
                        signatures.push(signed);
                        State::Signed
                    }
                    Err(reason) => State::Over(reason),
                },
            };
            if let Some(known) = states.get_mut(index) {
                *known = state;
            }
        }
        let wrong = self.attestors.iter().zip(&states).filter_map(|(url, state)| match state {
            State::Open => Some(format!("{url} was not waited for: too few others can sign")),
            State::Silent(reason) | State::Over(reason) => Some(format!("{url} {reason}")),
            State::Signed => None,
        });
        let (got, wrong) = (signatures.len(), wrong.collect::<Vec<_>>().join("; "));
        Err(format!("expected {} signatures, got {got}: {wrong}", self.threshold))
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

/// Asks each attestor every so often until this is dropped, in a thread of its own: who does the work again begins beside the
/// provider's run, as soon as its node shows the job and it has a place. Nobody looks at the answers.
pub fn announce(attestors: &[String], question: &Question, input: Option<&Path>) -> anyhow::Result<Over> {
    let over = Over(Arc::new(AtomicBool::new(false)));
    let asked = Arc::new(Asked::new(question, input)?);
    for url in attestors {
        let (url, asked, told) = (format!("{url}{PATH}"), asked.clone(), over.0.clone());
        Builder::new().spawn(move || {
            let agent = agent();
            let mut with_input = true;
            while !told.load(Ordering::Relaxed) {
                let short = asked.short.as_ref().filter(|_| !with_input);
                match post(&agent, &url, short.unwrap_or(&asked.whole)) {
                    Ok(Answer::Wanted {}) => {
                        // At once, unless it forgets what it was just given.
                        let again = !with_input;
                        with_input = true;
                        if again {
                            continue;
                        }
                    }
                    Ok(_) => with_input = false,
                    Err(_) => {}
                }
                let asked = Instant::now();
                while asked.elapsed() < BESIDE && !told.load(Ordering::Relaxed) {
                    sleep(FIRST_PAUSE);
                }
            }
        })?;
    }
    Ok(over)
}

fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).build().into()
}

/// A request that is over once this is dropped: nobody is asked any more.
pub struct Over(Arc<AtomicBool>);

impl Drop for Over {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// A question with its input, and without it: who works on it, or remembers it, needs that no more.
struct Asked {
    whole: Body,
    /// None of a job that has no input.
    short: Option<Body>,
}

impl Asked {
    fn new(question: &Question, input: Option<&Path>) -> anyhow::Result<Self> {
        let whole = Body::new(question, input)?;
        let has_input = input.is_some() || question.input.is_some();
        let short = || Body::new(&Question { input: None, ..question.clone() }, None);
        Ok(Self { whole, short: has_input.then(short).transpose()? })
    }
}

/// Asks one attestor until it signs or refuses, for as long as it may work on it and its signature is of use. Each change is
/// told; nobody listens any more once the request is over.
fn ask(
    index: usize,
    url: &str,
    asked: &Asked,
    patience: Duration,
    over: &AtomicBool,
    tell: &Sender<(usize, News)>,
) {
    let agent = agent();
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut with_input = true;
    while !over.load(Ordering::Relaxed) {
        let late = begun.elapsed() >= patience;
        let short = asked.short.as_ref().filter(|_| !with_input);
        let news = match post(&agent, &format!("{url}{PATH}"), short.unwrap_or(&asked.whole)) {
            Ok(Answer::Signed { key, signature }) => News::Signed(key, signature),
            Ok(Answer::Refused { reason }) => News::Over(format!("refuses: {reason}")),
            Ok(Answer::Working {} | Answer::Wanted {}) if late => {
                News::Over(format!("is still working after {} s", patience.as_secs()))
            }
            Ok(Answer::Working {}) => {
                with_input = false;
                News::Working
            }
            Ok(Answer::Wanted {}) if short.is_none() => {
                News::Over("wants an input, and was given what there is".into())
            }
            Ok(Answer::Wanted {}) => {
                (with_input, pause) = (true, FIRST_PAUSE);
                News::Working
            }
            Err(Trouble::Silent(reason)) if !late => News::Silent(reason),
            Err(Trouble::Silent(reason) | Trouble::Wrong(reason)) => News::Over(reason),
        };
        let last = matches!(news, News::Signed(..) | News::Over(_));
        if tell.send((index, news)).is_err() || last {
            return;
        }
        sleep(pause);
        pause = pause.saturating_mul(2).min(PAUSE);
    }
}

/// Why there is no answer.
enum Trouble {
    /// It may answer later.
    Silent(String),
    /// It is no attestor.
    Wrong(String),
}

fn post(agent: &Agent, url: &str, body: &Body) -> Result<Answer, Trouble> {
    let silent = |error: ureq::Error| Trouble::Silent(format!("is silent: {error}"));
    let unread =
        |error: std::io::Error| Trouble::Wrong(format!("is not asked: the input cannot be read: {error}"));
    let (read, length) = body.read().map_err(unread)?;
    let time = ANSWER.saturating_add(Duration::from_secs(length.div_ceil(A_SECOND)));
    let asked = agent.post(url).config().timeout_global(Some(time)).build();
    let asked = asked.header("content-type", "application/json").header("content-length", length);
    let mut answer = asked.send(SendBody::from_owned_reader(read)).map_err(silent)?;
    let status = answer.status();
    let text = answer.body_mut().with_config().limit(LARGEST).read_to_string().map_err(silent)?;
    serde_json::from_str(&text).map_err(|_| {
        let said: String = text.trim().chars().take(100).collect();
        match status.is_server_error() || matches!(status.as_u16(), 408 | 429) {
            true => Trouble::Silent(format!("is silent: it says {status}: {said}")),
            false => Trouble::Wrong(format!("answers what no attestor answers ({status}): {said}")),
        }
    })
}
