//! A page as the steps that its markers make of it.
//!
//! A marker is a comment of one line, invisible to readers: `<!-- KIND: WORDS | OPTION | … -->`. Of most kinds it stands right
//! before the fenced block that it is about:
//!
//! | marker | block | what is done |
//! |---|---|---|
//! | `run: CONTRACT as ACTOR` | json | each value is sent; options: `with COINS`, `refused: TEXT / TEXT`, `beyond the schema`, `$NAME = EVENT.KEY` or `$NAME = data.KEY` |
//! | `query: CONTRACT` | json | each value is asked; options: `refused: TEXT / TEXT`, `$NAME = PATH.IN.ANSWER` |
//! | `answer` | json | the last answer has these fields; `"…"` stands for any value |
//! | `event` | json | the last message's transaction has this event, by its name without `wasm-` |
//! | `data` | json | the `data` of the last message's response |
//! | `told` | json | what the contract `app` was last told by a contract of the market |
//! | `base64: $NAME` | json | the block is `$NAME` from here on, in base64; it must be a hook of a contract (or `for the callee alone`), and used |
//! | `sha256` | text | lines `$NAME = sha256(…)`: the digest of what is spelled is `$NAME` |
//! | `sign: $NAME = SIGNER over $DIGEST` | – | keys of the market sign, `admission`, `arbiter` or two `attestors` (`$NAME and $NAME`); or `over valid $JOB`, that a job's output is valid, which the `prover` proves |
//! | `wait: SECONDS` | – | time passes |
//! | `meanwhile: …` | – | what others do, see `world.rs` |

use std::path::{Path, PathBuf};

/// The pages.
pub const PAGES: [&str; 7] =
    ["provider.md", "client.md", "integrate.md", "keeper.md", "leases.md", "staking.md", "restaking.md"];

/// Where they are.
pub fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs")
}

/// What one says.
pub fn text(name: &str) -> String {
    std::fs::read_to_string(docs().join(name)).unwrap_or_else(|e| panic!("{name}: {e}"))
}

/// One step, and the line at which it stands.
pub struct Step {
    /// From 1.
    pub line: usize,
    /// What is done.
    pub kind: String,
    /// The words after it, up to the first `|`.
    pub words: String,
    /// What stands after each `|`.
    pub options: Vec<String>,
    /// What readers have read since the block before.
    pub prose: String,
    /// The block that it is about, empty where there is none.
    pub block: String,
}

const WITH_JSON: [&str; 7] = ["run", "query", "answer", "event", "data", "told", "base64"];
const WITHOUT_BLOCK: [&str; 3] = ["sign", "wait", "meanwhile"];

/// Reads a page; panics where it says what nothing runs.
pub fn steps(name: &str, text: &str) -> Vec<Step> {
    let mut steps = vec![];
    let mut waits: Option<Step> = None;
    let mut prose = String::new();
    let mut lines = text.lines().enumerate().map(|(at, line)| (at + 1, line));
    while let Some((at, line)) = lines.next() {
        let here = format!("{name}:{at}");
        if let Some(marker) = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->")) {
            assert!(waits.is_none(), "{here}: the marker before has no block");
            let step = marker_step(at, marker);
            if WITHOUT_BLOCK.contains(&step.kind.as_str()) {
                steps.push(step);
            } else {
                let known = WITH_JSON.contains(&step.kind.as_str()) || step.kind == "sha256";
                assert!(known, "{here}: no marker is called `{}`", step.kind);
                waits = Some(step);
            }
        } else if let Some(language) = line.trim_start().strip_prefix("```") {
            assert!(line.starts_with("```"), "{here}: an indented block is not run");
            let body: Vec<&str> =
                lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            let block = body.join("\n");
            if language == "sh" {
                shell(&here, &block);
                continue;
            }
            let Some(step) = waits.take() else { panic!("{here}: nothing says how this block is run") };
            let expected = if step.kind == "sha256" { "text" } else { "json" };
            assert_eq!(language, expected, "{here}: the language of a block of `{}`", step.kind);
            steps.push(Step { prose: std::mem::take(&mut prose), block, ..step });
        } else {
            assert!(line.is_empty() || waits.is_none(), "{here}: a marker stands right before its block");
            prose.push_str(line);
            prose.push(' ');
        }
    }
    assert!(waits.is_none(), "{name}: the last marker has no block");
    steps
}

fn marker_step(line: usize, marker: &str) -> Step {
    let mut parts = marker.split(" | ").map(str::to_string);
    let first = parts.next().unwrap_or_default();
    let (kind, words) = first.split_once(": ").unwrap_or((first.as_str(), ""));
    let (kind, words) = (kind.to_string(), words.to_string());
    Step { line, kind, words, options: parts.collect(), prose: String::new(), block: String::new() }
}

/// Commands are those of `cargo xtask`, which `xtask/tests/pages.rs` has its parser read.
fn shell(here: &str, block: &str) {
    for line in block.lines().filter(|line| !line.trim().is_empty()) {
        assert!(line.starts_with("cargo xtask "), "{here}: no test reads the command `{line}`");
    }
}
