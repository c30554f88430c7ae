//! `camm export --follow`: reads each block as it comes, and keeps the files that pages read.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use chain::blocks::Reach;
use chain::rpc::{Refusal, Unreachable};

use crate::ask::Market;
use crate::common::Common;
use crate::config::{self, File};
use crate::exit::{self, told, usage, Exit};
use crate::history::blocks::Reader;
use crate::history::store::History;
use crate::render::progress;
use crate::stop::Stop;
use crate::verbs::export::Export;

/// Between two looks at the chain.
const EVERY: Duration = Duration::from_secs(1);
/// Between two times that files are written.
const WRITE: Duration = Duration::from_secs(5);
/// Blocks of a batch: what a kill may cost.
const BATCH: u64 = 100;
/// A batch is written down after so long, however few blocks it has.
const AT_LEAST: Duration = Duration::from_secs(5);
/// For how long a node may be behind what is known, or a chain without a block, before it is told.
const PATIENCE: Duration = Duration::from_secs(60);

/// What to do about another chain.
const ANOTHER: &str = "name a node of the market's chain (--node), or that chain's manifest (--market)";

/// What one look at the chain came to.
enum Look {
    /// Blocks were read, and there may be more.
    Read,
    /// There is no further block.
    Nothing,
}

/// Follows the chain until it is told to stop, or once to its newest block.
pub fn run(export: &Export, common: &Common) -> Result<Exit> {
    let Some(folder) = &export.follow else { return Ok(Exit::Done) };
    let stop = Stop::listen()?;
    let mut follower = Follower::new(export, folder, common, &stop)?;
    let mut reader = None;
    loop {
        let looked = match &reader {
            Some(reader) => follower.look(reader),
            None => config::connect(common).and_then(Reader::new).map(|found| {
                reader = Some(found);
                Look::Read
            }),
        };
        if stop.told() {
            follower.history.publish()?;
            progress("told to stop: started again, it goes on where it was");
            return Ok(Exit::Done);
        }
        match looked {
            Ok(Look::Read) => follower.publish()?,
            Ok(Look::Nothing) if export.once => {
                follower.history.publish()?;
                return Ok(Exit::Done);
            }
            Ok(Look::Nothing) => {
                follower.publish()?;
                stop.wait(EVERY);
            }
            // A node may be away, or begin again. All else would come again.
            Err(error) if !export.once && passes(&error) => {
                follower.publish()?;
                follower.tell(&exit::words(&error));
                stop.wait(EVERY);
            }
            Err(error) => return Err(error),
        }
    }
}

fn passes(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Unreachable>().is_some() || error.downcast_ref::<Refusal>().is_some()
}

struct Follower<'a> {
    history: History,
    from_height: Option<u64>,
    once: bool,
    stop: &'a Stop,
    published: Option<Instant>,
    /// The newest block that was seen, and when it was first seen.
    newest: (u64, Instant),
    /// What was told last, so that it is told once.
    told: String,
}

impl<'a> Follower<'a> {
    fn new(export: &Export, folder: &Path, common: &Common, stop: &'a Stop) -> Result<Self> {
        let manifest = config::manifest(common, &File::read(common.config.as_deref())?)?;
        let (jobs, chain_id) = (manifest.addresses()?.job_market, manifest.chain_id);
        Ok(Self {
            history: History::open(folder, &format!("the market with job-market {jobs} on {chain_id}"))?,
            from_height: export.from_height,
            once: export.once,
            stop,
            published: None,
            newest: (0, Instant::now()),
            told: String::new(),
        })
    }

    /// Reads the next batch of blocks.
    fn look(&mut self, reader: &Reader) -> Result<Look> {
        let market = &reader.market;
        let reach = market.node.reach()?;
        let expected = &market.manifest.chain_id;
        if reach.chain_id != *expected {
            let text = format!("expected chain `{expected}`, got `{}`", reach.chain_id);
            return Err(usage(text, ANOTHER));
        }
        if reach.latest != self.newest.0 {
            self.newest = (reach.latest, Instant::now());
        }
        let waited = self.newest.1.elapsed() >= PATIENCE;
        let covered = self.history.covered().cloned();
        let next = match &covered {
            Some(covered) if reach.latest < covered.height => {
                if waited || self.once {
                    return Err(behind(&reach, covered.height));
                }
                self.tell(&format!("the node is at block {}, behind {}", reach.latest, covered.height));
                return Ok(Look::Nothing);
            }
            Some(covered) => covered.height.saturating_add(1),
            None => self.begin(market, &reach),
        };
        if next > reach.latest {
            if waited {
                self.tell(&format!("the chain has made no block for a minute, the last is {}", reach.latest));
            }
            return Ok(Look::Nothing);
        }
        if next < reach.earliest {
            return Err(gap(&reach, next));
        }
        let to = reach.latest.min(next.saturating_add(BATCH - 1));
        let (stop, begun) = (self.stop, Instant::now());
        let go_on = || !stop.told() && begun.elapsed() < AT_LEAST;
        let further = self.history.extend(|book| reader.read(book, covered.as_ref(), (next, to), &go_on))?;
        self.told.clear();
        Ok(if further { Look::Read } else { Look::Nothing })
    }

    /// The block with which a history begins: the market's first, or the one that was named; a later one where the node has
    /// those no more.
    fn begin(&mut self, market: &Market, reach: &Reach) -> u64 {
        let first = self.from_height.unwrap_or(market.manifest.height).max(1);
        if first < reach.earliest {
            let earliest = reach.earliest;
            self.tell(&format!("the node's blocks begin at {earliest}, not at {first}: so does the history"));
        }
        first.max(reach.earliest)
    }

    /// Writes the files, if it is time.
    fn publish(&mut self) -> Result<()> {
        if self.published.is_some_and(|published| published.elapsed() < WRITE) {
            return Ok(());
        }
        self.history.publish()?;
        self.published = Some(Instant::now());
        if let Some(covered) = self.history.covered().filter(|covered| covered.height < self.newest.0) {
            progress(&format!("at block {} of {}", covered.height, self.newest.0));
        }
        Ok(())
    }

    fn tell(&mut self, text: &str) {
        if self.told != text {
            progress(text);
            self.told = text.to_owned();
        }
    }
}

fn behind(reach: &Reach, height: u64) -> anyhow::Error {
    let text = format!("the node is at block {}, and the history goes to {height}", reach.latest);
    let next = "if the chain began anew, follow it into another folder (--follow DIR); if not, name a node that is not \
                behind (--node)";
    told(Exit::Refused, text, next)
}

fn gap(reach: &Reach, next: u64) -> anyhow::Error {
    let text =
        format!("the history goes on at block {next}, and the node's blocks begin at {}", reach.earliest);
    told(
        Exit::Refused,
        text,
        "name a node that still has it (--node), or begin anew in another folder (--follow DIR)",
    )
}
