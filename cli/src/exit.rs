//! How a command ends: its exit code, what went wrong, and what to do next.

use std::process::ExitCode;

use anyhow::Error;
use chain::node::Halted;
use chain::rpc::{Refusal, Unreachable};
use chain::tx::Failure;

/// Exit codes, stable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done = 0,
    /// The chain or a contract refused; nothing was done.
    Refused = 1,
    /// The command, the configuration or a key is wrong.
    Usage = 2,
    /// What was asked about does not exist.
    NotFound = 3,
    /// No node answers.
    Unreachable = 4,
    /// Waited in vain. What was sent may still be carried out.
    TimedOut = 5,
    /// The question was answered by no: a proof that is invalid, a check that fails, a job that ended unpaid.
    No = 6,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// An error of this program's own, with its exit code and what to do next.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// How the command ends.
    pub exit: Exit,
    /// What is wrong: what was expected and what came.
    pub text: String,
    /// What to do next.
    pub next: Option<String>,
}

impl std::fmt::Display for Told {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl std::error::Error for Told {}

/// A mistake in the command, the configuration or a key.
pub fn usage(text: impl Into<String>, next: &str) -> Error {
    told(Exit::Usage, text, next)
}

/// Something that does not exist.
pub fn missing(text: impl Into<String>, next: &str) -> Error {
    told(Exit::NotFound, text, next)
}

/// An error with its exit code; `next` may be empty.
pub fn told(exit: Exit, text: impl Into<String>, next: &str) -> Error {
    let next = Some(next.to_owned()).filter(|next| !next.is_empty());
    Told { exit, text: text.into(), next }.into()
}

/// Says on standard error what went wrong and what to do next; the exit code.
pub fn tell(error: &Error) -> ExitCode {
    eprintln!("error: {}", crate::render::plain(&words(error)));
    if let Some(next) = next(error) {
        eprintln!("  try: {}", crate::render::plain(&next));
    }
    code(error).into()
}

/// The chain of causes in one line, each said once: a contract's refusal comes wrapped in the node's words.
pub fn words(error: &Error) -> String {
    let mut said: Vec<String> = vec![];
    for cause in error.chain() {
        let text = tidy(&cause.to_string());
        let wrapping = text.is_empty() || WRAPPING.iter().any(|wrapping| text.starts_with(wrapping));
        if !wrapping && !said.iter().any(|earlier| earlier.contains(&text)) {
            said.push(text);
        }
    }
    said.join(": ")
}

/// How causes begin that say which way an answer came, not what it is.
const WRAPPING: [&str; 3] = ["simulated", "/cosm", "abci_query at "];
/// What stands before a contract's words.
const BEFORE: [&str; 6] = [
    "the node refused: ",
    "rpc error: code = Unknown desc = ",
    "failed to simulate tx: ",
    "failed to execute message; message index: ",
    "Generic error: ",
    "Querier contract error: ",
];
/// What stands behind them.
const BEHIND: [&str; 2] = [": execute wasm contract failed", ": query wasm contract failed"];

/// A contract's own words, of what a node makes of them.
fn tidy(text: &str) -> String {
    let mut text = text.lines().next().unwrap_or_default();
    for end in BEHIND {
        text = text.split_once(end).map_or(text, |(words, _)| words);
    }
    for begin in BEFORE {
        if let Some(rest) = text.strip_prefix(begin) {
            // The index of a message.
            text = rest
                .split_once(": ")
                .filter(|(index, _)| index.parse::<u32>().is_ok())
                .map_or(rest, |(_, rest)| rest);
        }
    }
    text.trim().to_owned()
}

/// The exit code that an error means.
pub fn code(error: &Error) -> Exit {
    if let Some(told) = error.downcast_ref::<Told>() {
        return told.exit;
    }
    if error.downcast_ref::<Unreachable>().is_some() {
        return Exit::Unreachable;
    }
    if error.downcast_ref::<Halted>().is_some() {
        return Exit::TimedOut;
    }
    match error.downcast_ref::<Failure>() {
        Some(Failure::Unknown(_)) => return Exit::TimedOut,
        Some(_) => return Exit::Refused,
        None => {}
    }
    match error.downcast_ref::<Refusal>() {
        Some(refusal) if is_missing(&refusal.text) => Exit::NotFound,
        Some(_) => Exit::Refused,
        None => Exit::Usage,
    }
}

/// Whether a contract or the chain says that something does not exist.
fn is_missing(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    [
        "unknown job",
        "unknown lease",
        "unknown class",
        "is not listed on this market",
        "unknown pool",
        "unknown method",
        "no such contract",
        "not found",
    ]
    .iter()
    .any(|said| text.contains(said))
}

fn next(error: &Error) -> Option<String> {
    if let Some(told) = error.downcast_ref::<Told>() {
        return told.next.clone();
    }
    let text = format!("{error:#}").to_ascii_lowercase();
    ADVICE.iter().find(|(said, _)| text.contains(said)).map(|(_, next)| (*next).to_owned())
}

/// What to do next, by what was said: the first that fits.
const ADVICE: [(&str, &str); 34] = [
    ("may have been carried out", "look before you send again: `camm account`, `camm job list`, `camm lease list`"),
    ("is in no block", "look before you send again: `camm account`, `camm job list`, `camm lease list`"),
    ("no node answered", "name a node that runs: --node http://HOST:26657, or CAMM_NODE"),
    ("expected chain", "name a node of the market's chain (--node), or that chain's manifest (--market)"),
    ("made no block", "wait until the chain goes on, and look before you send again"),
    ("is no account of", "send some coins to that address first: an account begins with what it receives"),
    ("insufficient fee", "pay more for gas: --gas-price, e.g. 0.025unet"),
    ("out of gas", "ask for more gas: --gas N"),
    ("insufficient funds", "see what there is: `camm account`"),
    ("spendable balance", "see what there is: `camm account`"),
    ("cost above maximum", "quote again (`camm quote job`), and allow more: --slippage-bps or --max-payment"),
    ("slippage", "quote again (`camm quote swap`), and allow more: --slippage-bps"),
    ("above max_payment", "quote again (`camm lease quote`), and allow more: --slippage-bps or --max-payment"),
    ("unknown job", "`camm job list` shows the jobs"),
    ("unknown lease", "`camm lease list` shows the leases"),
    ("has started no lease", "`camm lease start` starts one"),
    ("not cover the take", "quote again (`camm lease quote`), and allow more: --slippage-bps or --max-payment"),
    ("unknown class", "`camm class list` shows the classes"),
    ("is not listed on this market", "`camm class list` shows the classes"),
    ("not a standard job of template", "`camm class show CLASS` shows what its templates take"),
    ("expected at least", "see what there is: `camm account`; `camm account deposit` brings it into the account"),
    ("has no liquidity", "`camm metrics --pools` shows which pools have some"),
    ("invalid address", "write the whole address of this chain, in lower case: `camm key show` shows your own"),
    ("unknown pool", "`camm metrics --pools` shows the pools"),
    ("of a registered verifying key", "`camm register-key FILE` registers it"),
    ("unknown method", "`camm class methods` shows the methods"),
    ("not a registered provider", "register first: `camm provider register --metadata TEXT`"),
    (
        "expected an admission",
        "ask the class's attestors (`camm class show`) for one, and bring it: --admission FILE",
    ),
    (
        "does not verify over digest",
        "have it signed again, for exactly this: job, output, reporter; of an admission class, address, GPUs and expiry",
    ),
    ("nobody to call", "look at more debtors (--look NUMBER), or call again later: whoever was called is due later"),
    (
        "too early",
        "wait until then; `camm job show` and `camm lease show` say how long, and `camm crank --loop` does what is due by then",
    ),
    ("out of bounds", "`camm VERB --help` says what is taken"),
    ("heartbeat", "say that you are there: `camm provider heartbeat`"),
    ("free bond", "add to your bond: `camm provider bond`"),
];
