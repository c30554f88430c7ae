//! The loop: observe, decide, act.
//!
//! A message is signed, written to the store with its bytes, and only then handed over. From there on it is looked up,
//! by its hash, until it is in a block or can be in none any more; meanwhile the same bytes are handed over again, and
//! no others. So a process that was killed anywhere goes on where it was, and sends nothing twice.

mod leases;

use std::collections::BTreeMap;

use anyhow::Result;
use cosmwasm_std::Binary;
use tracing::{info, warn};

use crate::blame::blamed;
use crate::book::{Action, Failure, Fate, Pause, Pending, Step, Work};
use crate::config::Config;
use crate::decide::{decide, Task};
use crate::fetch;
use crate::margin::INDEX_LAG;
use crate::question::SIGNABLE;
use crate::store::Store;
use crate::view::{Hold, Job, Judge, View};

pub use crate::ports::*;

/// The agent.
pub struct Agent<C, H> {
    config: Config,
    chain: C,
    hands: H,
    store: Store,
    counts: Counts,
    /// Why the node does not take the pending transaction, if it does not.
    refusal: Option<String>,
    at: Box<dyn FnMut(Point) -> Result<()>>,
}

impl<C: Chain, H: Hands> Agent<C, H> {
    /// An agent that goes on where the store says.
    pub fn new(config: Config, chain: C, hands: H, store: Store) -> Self {
        Self { config, chain, hands, store, counts: Counts::new(), refusal: None, at: Box::new(|_| Ok(())) }
    }

    /// The same, stopping with an error wherever `at` says so.
    pub fn stopping(self, at: impl FnMut(Point) -> Result<()> + 'static) -> Self {
        Self { at: Box::new(at), ..self }
    }

    /// What it remembers.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The newest block.
    pub fn height(&self) -> Result<u64> {
        self.chain.height()
    }

    /// What became of its messages.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    fn count(&mut self, action: &Action, fate: &'static str) {
        let count = self.counts.entry((action.key().step(), fate)).or_default();
        *count = count.saturating_add(1);
    }

    /// One round. Errors are the node's, or the store's; either way the next round goes on.
    pub fn tick(&mut self) -> Result<Round> {
        let book = self.store.book();
        let mut known: Vec<u64> = book.work.keys().copied().collect();
        known.extend(book.sent.keys().filter_map(|key| key.job()).filter(|job| !book.work.contains_key(job)));
        let view = match self.chain.view(&known) {
            Ok(view) => view,
            Err(error) => {
                self.without_chain()?;
                return Err(error);
            }
        };
        (self.at)(Point::Observed)?;
        self.collect(view.time)?;
        self.collect_hooks(view.time)?;
        self.settle(&view)?;
        self.see_leases(&view)?;
        let decision = decide(&self.config, &view, self.store.book());
        self.begin(&decision.tasks, &view)?;
        self.begin_hooks(&decision.tasks, &view)?;
        self.send(&decision.send, &view)?;
        self.forget(&view)?;
        self.forget_leases(&view)?;
        let work = &self.store.book().work;
        let outputs = work.values().filter_map(|work| work.run.done()).map(|ran| ran.output).collect();
        self.hands.tidy(work.keys().copied().collect(), outputs);
        Ok(Round { view, decision })
    }

    /// Writes down what has finished.
    fn collect(&mut self, now: u64) -> Result<()> {
        let mut works = BTreeMap::new();
        for (job, outcome) in self.hands.finished() {
            (self.at)(Point::Finished)?;
            let work: &mut Work = works.entry(job).or_insert_with(|| self.work(job));
            match outcome {
                Outcome::Input(found) => work.input = step(job, "input", &work.input, found, now),
                Outcome::Lost(reason) => {
                    warn!(job, reason, "the input is lost; it is looked for again");
                    // Anew, and at once; what was begun without it counts as no try.
                    work.input = Step::Failed(Pause { tries: 1, until: now, reason });
                    work.run.interrupt();
                    work.signatures.interrupt();
                }
                Outcome::Run(ran) => work.run = step(job, "run", &work.run, ran, now),
                Outcome::Signatures(signed) => {
                    work.signatures = step(job, "signatures", &work.signatures, signed, now);
                }
            }
        }
        self.store.set_work(works)
    }

    fn work(&self, job: u64) -> Work {
        self.store.book().work.get(&job).cloned().unwrap_or_default()
    }

    /// Looks up the transaction that is pending, and hands it over again while it can still be included.
    fn settle(&mut self, view: &View) -> Result<()> {
        let Some(pending) = self.store.book().pending.clone() else { return Ok(()) };
        let fate = match self.chain.lookup(&pending.hash)? {
            Some(Included { height, error: None }) => Ok(height),
            Some(Included { height, error: Some(reason) }) => {
                let blamed = blamed(&reason, pending.actions.len());
                let reason = format!("failed in block {height}: {reason}");
                Err(Failure { at: view.time, reason, blamed })
            }
            None if view.height > pending.expires.saturating_add(INDEX_LAG) => {
                let why = match &self.refusal {
                    Some(reason) => format!("the node did not take it: {reason}"),
                    None => "pay more for gas?".into(),
                };
                let reason = format!("in no block up to {}; {why}", pending.expires);
                Err(Failure { at: view.time, reason, blamed: None })
            }
            // No later block may hold it, and a node would say no more than that.
            None if view.height >= pending.expires => return Ok(()),
            None => return self.offer(&pending.hash, &pending.bytes),
        };
        (self.at)(Point::Found)?;
        for (index, action) in pending.actions.iter().enumerate() {
            let (key, hash) = (action.key(), &pending.hash);
            match &fate {
                Ok(height) => {
                    self.count(action, "done");
                    info!(height, hash, "done: {key}");
                }
                Err(Failure { blamed: Some(blamed), .. }) if *blamed != index => {
                    self.count(action, "undone");
                    info!(hash, "undone by another message: {key}");
                }
                Err(Failure { reason, .. }) => {
                    self.count(action, "failed");
                    warn!(reason, hash, "not done: {key}");
                }
            }
        }
        self.store.settle(fate)?;
        (self.at)(Point::Settled)
    }

    /// Writes down what takes long, and begins it: one write for all of it, since each waits for the disk.
    fn begin(&mut self, tasks: &[Task], view: &View) -> Result<()> {
        let (mut works, mut orders) = (BTreeMap::new(), vec![]);
        for task in tasks {
            let (Task::Fetch(id) | Task::Run(id) | Task::Sign(id)) = task else { continue };
            let Some(job) = view.jobs.get(id) else { continue };
            let work = works.entry(*id).or_insert_with(|| self.work(*id));
            (work.class, work.gpus) = (job.class.clone(), job.gpus);
            orders.extend(order(*task, job, work, view));
        }
        if orders.is_empty() {
            return Ok(());
        }
        (self.at)(Point::Beginning)?;
        self.store.set_work(works)?;
        for order in orders {
            self.hands.begin(order);
            (self.at)(Point::Began)?;
        }
        Ok(())
    }

    /// Sends messages in one transaction: half as many of them as long as that is too large, and without those that the node
    /// says would make it fail. If it blames none, the first that does not fail alone is sent.
    fn send(&mut self, actions: &[Action], view: &View) -> Result<()> {
        let mut left = actions.to_vec();
        while !left.is_empty() {
            let reason = match self.chain.sign(&left, view)? {
                Signed::Ready(pending) => return self.hand_over(pending),
                Signed::Refused(reason) => reason,
                Signed::TooLarge => {
                    left.truncate(left.len().div_euclid(2));
                    continue;
                }
            };
            match blamed(&reason, left.len()) {
                Some(index) => {
                    let action = left.remove(index);
                    self.refuse(action, &reason, view)?;
                }
                None => return self.send_first(&left, view),
            }
        }
        Ok(())
    }

    fn send_first(&mut self, actions: &[Action], view: &View) -> Result<()> {
        for action in actions {
            match self.chain.sign(std::slice::from_ref(action), view)? {
                Signed::Ready(pending) => return self.hand_over(pending),
                Signed::Refused(reason) => self.refuse(action.clone(), &reason, view)?,
                Signed::TooLarge => {}
            }
        }
        Ok(())
    }

    fn refuse(&mut self, action: Action, reason: &str, view: &View) -> Result<()> {
        self.count(&action, "refused");
        warn!(reason, "refused: {}", action.key());
        self.store.fail(action, view.time, reason)
    }

    fn hand_over(&mut self, pending: Pending) -> Result<()> {
        (self.at)(Point::Signed)?;
        let (hash, bytes) = (pending.hash.clone(), pending.bytes.clone());
        self.await_starts(&pending.actions)?;
        self.store.pend(pending)?;
        (self.at)(Point::Written)?;
        self.offer(&hash, &bytes)?;
        (self.at)(Point::Sent)
    }

    /// Hands signed bytes over, and remembers why they were not taken.
    fn offer(&mut self, hash: &str, bytes: &Binary) -> Result<()> {
        self.refusal = match self.chain.hand_over(bytes)? {
            Handed::Taken => None,
            Handed::Refused(reason) => {
                warn!(hash, reason, "the node does not take the transaction; it is handed over again");
                Some(reason)
            }
        };
        Ok(())
    }

    /// Forgets jobs that have ended, or that somebody else has.
    fn forget(&mut self, view: &View) -> Result<()> {
        let book = self.store.book();
        let open = |fate: &Fate| match fate {
            Fate::Pending { .. } => true,
            Fate::Done { height } => *height >= view.height,
            Fate::Failed(_) => false,
        };
        let kept = |id: u64, work: &Work| {
            let shown = view.jobs.get(&id).is_some_and(|job| job.hold != Hold::Other);
            let begun = work.input.begun() || work.run.begun() || work.signatures.begun();
            shown || begun || book.sent.values().any(|s| s.action.key().job() == Some(id) && open(&s.fate))
        };
        let none = Work::default();
        let mut jobs: Vec<u64> = book.sent.keys().filter_map(|key| key.job()).collect();
        jobs.extend(book.work.keys());
        jobs.sort_unstable();
        jobs.dedup();
        jobs.retain(|id| !kept(*id, book.work.get(id).unwrap_or(&none)));
        self.store.forget(&jobs)
    }
}

/// Marks a step of the work on a job as begun, and says what that is.
fn order(task: Task, job: &Job, work: &mut Work, view: &View) -> Option<Order> {
    let job = job.clone();
    match task {
        Task::Fetch(id) => {
            work.input.begin();
            // A job that is the provider's already is worked on all the same.
            let free = job.hold == Hold::Free && view.attested(&job);
            let most = if free { SIGNABLE } else { fetch::LARGEST };
            Some(Order::Fetch { id, job, most })
        }
        Task::Run(id) => {
            work.run.begin();
            let attested = view.attested(&job);
            Some(Order::Run { id, job, attested })
        }
        Task::Sign(id) => {
            let method = view.methods.get(&job.method)?;
            let Judge::Attestors { keys, threshold } = method.judge.clone() else { return None };
            let output = work.run.done()?.output;
            work.signatures.begin();
            Some(Order::Sign { id, job, output, keys, threshold })
        }
        Task::Start(_) | Task::Abort(_) | Task::Stop(_) | Task::Look(_) => None,
    }
}

/// What a step is after an outcome.
fn step<T>(job: u64, what: &str, before: &Step<T>, outcome: Result<T, String>, now: u64) -> Step<T> {
    match outcome {
        Ok(done) => {
            info!(job, "done: {what}");
            Step::Done(done)
        }
        Err(reason) => {
            let pause = Pause::after(before.failed(), now, reason);
            warn!(job, reason = pause.reason, until = pause.until, "failed: {what}");
            Step::Failed(pause)
        }
    }
}
