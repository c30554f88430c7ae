//! A chain that keeps the job-market's rules as far as a provider meets them. It outlives the agent, which can be killed
//! and started again.

mod leases;
mod node;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use anyhow::{bail, Context, Result};
use api::deadline::{Deadline, Moment};
use api::job_market::{InputForm, JobState};
use compute_amm_agent::book::{Action, Key};
use compute_amm_agent::decide::lock;
use compute_amm_agent::run::Included;
use compute_amm_agent::view::{Hold, Job, Rival, View};
use cosmwasm_std::{Binary, BlockInfo, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

pub use crate::machine::Machine;
use crate::rented::Rented;
use crate::support::*;

/// How long a client may take to answer, seconds.
pub const DATA_WITHIN: u64 = 60;

/// What a transaction says.
#[derive(Serialize, Deserialize, Clone, Debug)]
struct Tx {
    sequence: u64,
    expires: u64,
    actions: Vec<Action>,
}

/// A job on the chain.
#[derive(Clone, Debug)]
struct Stored {
    job: Job,
    accept_within: u64,
    call_within: u64,
    begun: Moment,
    locked: u128,
    /// When its input was asked for.
    asked: Option<Moment>,
}

/// The chain.
pub struct World {
    view: View,
    jobs: BTreeMap<u64, Stored>,
    mempool: Vec<Binary>,
    included: BTreeMap<String, Included>,
    /// Final states.
    pub ended: BTreeMap<u64, JobState>,
    /// How often a message was in a block, with whether it succeeded.
    pub executed: Vec<(Key, bool)>,
    /// Whether nodes take transactions and forget them.
    pub forgetful: bool,
    /// Whether nodes have no room for transactions.
    pub full: bool,
    /// Whether the node that is asked is a block behind the one that transactions are signed for and sent to.
    pub lags: bool,
    before: Option<(View, BTreeMap<u64, Stored>)>,
    /// Whether no node answers.
    pub down: bool,
    /// Whether attestors are silent.
    pub silent: bool,
    /// Why signing fails, if it does.
    pub refuses: Option<String>,
    /// A job that somebody else takes just before the next transaction is carried out.
    pub steals: Option<u64>,
    /// Whether simulations do not see that.
    pub blind: bool,
    /// Most messages that fit into a transaction.
    pub room: usize,
    /// Whether a failure names no message.
    pub mute: bool,
    /// Jobs whose input's file is lost when their run begins, and is found nowhere from then on.
    pub loses: BTreeSet<u64>,
    /// Jobs whose input's file is lost.
    pub missing: BTreeSet<u64>,
    /// Clients of these answer when they are asked for the input.
    pub answers: BTreeSet<u64>,
    /// What is true of leases.
    pub rented: Rented,
    /// The most of each that was ever bound: GPUs by choice, and credits of runs at once.
    pub most_gpus: u32,
}

/// A chain that several hold on to.
#[derive(Clone)]
pub struct Fake(pub Rc<RefCell<World>>);

impl Fake {
    pub fn new(gpus: u32) -> Self {
        let mut view = view();
        view.classes.get_mut(CLASS).unwrap().gpus = gpus;
        Self(Rc::new(RefCell::new(World {
            view,
            jobs: BTreeMap::new(),
            mempool: vec![],
            included: BTreeMap::new(),
            ended: BTreeMap::new(),
            executed: vec![],
            forgetful: false,
            full: false,
            lags: false,
            before: None,
            down: false,
            silent: false,
            refuses: None,
            steals: None,
            blind: false,
            room: usize::MAX,
            mute: false,
            loses: BTreeSet::new(),
            missing: BTreeSet::new(),
            answers: BTreeSet::new(),
            rented: Rented::default(),
            most_gpus: 0,
        })))
    }

    /// So many others have GPUs free, and take no jobs.
    pub fn crowd(&self, rivals: u64) {
        let rival = |lot| Rival { lot: lot << 55, gpus: 8, free: u128::MAX, reputation_bps: 10_000 };
        self.0.borrow_mut().view.classes.get_mut(CLASS).unwrap().rivals = (0..rivals).map(rival).collect();
    }

    /// A job is requested now.
    pub fn request(&self, id: u64, job: Job, accept_within: u64) {
        let mut world = self.0.borrow_mut();
        let begun = world.now();
        let stored = Stored { job, accept_within, call_within: 600, begun, locked: 0, asked: None };
        world.jobs.insert(id, stored);
    }

    /// The next block, so many seconds after the last.
    pub fn block(&self, seconds: u64) {
        let world = &mut *self.0.borrow_mut();
        world.before = Some((world.view.clone(), world.jobs.clone()));
        world.view.height += 1;
        world.view.time += seconds;
        world.view.host.clock = world.view.time;
        for bytes in std::mem::take(&mut world.mempool) {
            world.include(&bytes);
        }
        world.time_out();
        world.close_silent();
        world.answer();
        let busy = world.view.classes[CLASS].busy;
        world.most_gpus = world.most_gpus.max(busy);
    }

    /// What waits in the mempool is lost: the node was killed too.
    pub fn forget_mempool(&self) {
        self.0.borrow_mut().mempool.clear();
    }

    pub fn now(&self) -> u64 {
        self.0.borrow().view.time
    }

    /// How often a message was in a block and succeeded, and failed.
    pub fn count(&self, key: &Key) -> (usize, usize) {
        let world = self.0.borrow();
        let of = |done: bool| world.executed.iter().filter(|(k, d)| k == key && *d == done).count();
        (of(true), of(false))
    }

    /// Whether every job has ended.
    pub fn over(&self) -> bool {
        self.0.borrow().jobs.is_empty()
    }
}

impl World {
    /// What the chain says, to be changed.
    pub fn view_mut(&mut self) -> &mut View {
        &mut self.view
    }

    fn now(&self) -> Moment {
        Moment { time: self.view.time, height: self.view.height }
    }

    fn passed(&self, begun: Moment, seconds: u64) -> bool {
        let time = Timestamp::from_seconds(self.view.time);
        let block = BlockInfo { height: self.view.height, time, chain_id: String::new() };
        Deadline { begun, seconds }.passed(&block, self.view.block_millis)
    }

    fn include(&mut self, bytes: &Binary) {
        let tx: Tx = cosmwasm_std::from_json(bytes).unwrap();
        let hash = hash(bytes);
        if tx.sequence != self.view.sequence
            || self.view.height > tx.expires
            || self.included.contains_key(&hash)
        {
            return;
        }
        self.view.sequence += 1;
        let before = (self.view.clone(), self.jobs.clone(), self.ended.clone());
        if let Some(stored) = self.steals.take().and_then(|job| self.jobs.get_mut(&job)) {
            stored.job.hold = Hold::Other;
        }
        if let Some(lease) = self.rented.steals.take() {
            self.view.leases.remove(&lease);
            self.rented.taken.insert(lease);
        }
        let result = self.execute_all(&tx.actions);
        self.executed.extend(tx.actions.iter().map(|action| (action.key(), result.is_ok())));
        if result.is_err() {
            let stolen: Vec<u64> =
                self.jobs.iter().filter(|(_, s)| s.job.hold == Hold::Other).map(|(id, _)| *id).collect();
            (self.view, self.jobs, self.ended) = before;
            stolen.iter().for_each(|id| self.jobs.get_mut(id).unwrap().job.hold = Hold::Other);
            self.rented.taken.iter().for_each(|id| drop(self.view.leases.remove(id)));
        }
        let error = result.err().map(|e| format!("{e:#}"));
        self.included.insert(hash, Included { height: self.view.height, error });
    }

    fn execute_all(&mut self, actions: &[Action]) -> Result<()> {
        let words = |index: usize| match self.mute {
            true => "failed".to_owned(),
            false => format!("failed to execute message; message index: {index}"),
        };
        let words: Vec<String> = (0..actions.len()).map(words).collect();
        actions.iter().zip(words).try_for_each(|(action, words)| self.execute(action).context(words))
    }

    /// Whether the file of a job's input is lost when it is looked at for its run.
    pub fn loses(&mut self, id: u64) -> bool {
        if self.loses.remove(&id) {
            self.missing.insert(id);
        }
        self.missing.contains(&id)
    }

    /// Whether a job's input is found: what was answered is on the chain.
    pub fn fetch(&mut self, id: u64) -> Result<(), String> {
        let answered = |stored: &Stored| stored.asked.is_some() && stored.job.state == JobState::Assigned;
        if self.jobs.get(&id).is_some_and(answered) {
            self.missing.remove(&id);
        }
        match self.missing.contains(&id) {
            true => Err("its place does not answer".into()),
            false => Ok(()),
        }
    }

    fn execute(&mut self, action: &Action) -> Result<()> {
        match action {
            Action::Accept { job, .. } => self.accept(*job),
            Action::Ask { job, bond } => self.ask(*job, bond.u128()),
            Action::GiveUp { job } => match self.jobs.get(job).and_then(|stored| stored.asked) {
                Some(asked)
                    if self.passed(asked, DATA_WITHIN)
                        && self.jobs[job].job.state == JobState::AwaitingInput =>
                {
                    self.view.balance += self.view.data_bond;
                    self.end(*job, JobState::Cancelled)
                }
                _ => bail!("too early, or not asked for"),
            },
            Action::Submit { job, proof, .. } => self.submit(*job, proof.is_some()),
            Action::Verdict { job, .. } => match self.jobs.get(job) {
                Some(stored) if stored.job.state == JobState::Submitted => self.end(*job, JobState::Settled),
                _ => bail!("not submitted"),
            },
            Action::Pledge { lease, amount, ends_by, machine, .. } => {
                self.pledge(*lease, amount.u128(), *ends_by, &machine.endpoint)
            }
            Action::Beat => self.beat(),
            Action::Claim { lease } => self.claim(*lease),
            Action::Close { lease } => self.close(*lease),
            Action::Heartbeat => {
                self.view.provider.as_mut().unwrap().last_seen = self.view.time;
                Ok(())
            }
            Action::Redeem { amount, .. } => {
                let class = self.view.classes.get_mut(CLASS).unwrap();
                class.open = class.open.checked_sub(amount.u128()).unwrap();
                class.credits = class.credits.checked_sub(amount.u128()).unwrap();
                Ok(())
            }
        }
    }

    fn accept(&mut self, id: u64) -> Result<()> {
        let Some(stored) = self.jobs.get(&id).cloned() else { bail!("no such job") };
        let seen = self.view.provider.unwrap().last_seen;
        let now = self.now();
        let locked = match (stored.job.state, stored.job.hold) {
            (JobState::Open, Hold::Free) => {
                let locked = lock(&self.view.clone(), &stored.job).unwrap();
                let class = self.view.classes.get_mut(CLASS).unwrap();
                let fits = class.gpus - class.busy.min(class.gpus) >= stored.job.gpus && class.free >= locked;
                if !fits {
                    bail!("no GPUs, or no bond");
                }
                if self.view.time - seen > self.view.heartbeat_within {
                    bail!("not seen");
                }
                locked
            }
            (JobState::Called, Hold::Called) => 0,
            _ => bail!("neither open nor called"),
        };
        let class = self.view.classes.get_mut(CLASS).unwrap();
        class.free -= locked;
        class.busy += stored.job.gpus;
        let stored = self.jobs.get_mut(&id).unwrap();
        (stored.begun, stored.locked) = (now, locked);
        (stored.job.state, stored.job.hold) = (JobState::Assigned, Hold::Mine);
        Ok(())
    }

    fn ask(&mut self, id: u64, bond: u128) -> Result<()> {
        let now = self.now();
        let Some(stored) = self.jobs.get(&id).cloned() else { bail!("no such job") };
        let job = &stored.job;
        let form = matches!(job.form, Some(InputForm::Bytes { .. }));
        if job.state != JobState::Assigned || job.called || !form || stored.asked.is_some() {
            bail!("not assigned by choice, in no form, or asked for before");
        }
        if self.passed(stored.begun, job.run_within / 4) || bond != self.view.data_bond {
            bail!("too late, or another bond");
        }
        let Some(left) = self.view.balance.checked_sub(bond) else { bail!("insufficient funds") };
        self.view.balance = left;
        let stored = self.jobs.get_mut(&id).unwrap();
        (stored.asked, stored.job.state) = (Some(now), JobState::AwaitingInput);
        Ok(())
    }

    /// What a client does who was asked a while ago: the job goes on, and has the time that it waited in addition.
    fn answer(&mut self) {
        let now = self.now();
        for (id, stored) in &mut self.jobs {
            let (JobState::AwaitingInput, Some(asked)) = (stored.job.state, stored.asked) else { continue };
            let waited = now.time - asked.time;
            if waited >= 20 && self.answers.contains(id) {
                stored.begun.time += waited;
                stored.begun.height += now.height - asked.height;
                stored.job.state = JobState::Assigned;
            }
        }
    }

    fn submit(&mut self, id: u64, proven: bool) -> Result<()> {
        let now = self.now();
        let Some(stored) = self.jobs.get(&id).cloned() else { bail!("no such job") };
        if stored.job.state != JobState::Assigned || self.passed(stored.begun, stored.job.run_within) {
            bail!("not assigned, or too late");
        }
        if proven {
            return self.end(id, JobState::Settled);
        }
        if stored.job.standard {
            bail!("expected signatures with the result");
        }
        self.view.classes.get_mut(CLASS).unwrap().busy -= stored.job.gpus;
        let stored = self.jobs.get_mut(&id).unwrap();
        (stored.job.state, stored.begun) = (JobState::Submitted, now);
        Ok(())
    }

    fn end(&mut self, id: u64, state: JobState) -> Result<()> {
        let stored = self.jobs.remove(&id).unwrap();
        let class = self.view.classes.get_mut(CLASS).unwrap();
        if stored.job.hold == Hold::Mine {
            class.free += stored.locked;
            if stored.job.runs() {
                class.busy -= stored.job.gpus;
            }
        }
        if state == JobState::Settled {
            self.view.provider.as_mut().unwrap().last_seen = self.view.time;
        }
        self.ended.insert(id, state);
        Ok(())
    }

    /// What a keeper does after each block.
    fn time_out(&mut self) {
        for (id, stored) in self.jobs.clone() {
            let (state, wait) = match stored.job.state {
                JobState::Open => (JobState::Expired, stored.accept_within),
                JobState::Called => (JobState::Defaulted, stored.call_within),
                JobState::Assigned if stored.job.called => (JobState::Defaulted, stored.job.run_within),
                JobState::Assigned => (JobState::Faulted, stored.job.run_within),
                // It is left to the provider.
                JobState::AwaitingInput => continue,
                _ => (JobState::Refunded, 3_600),
            };
            if !self.passed(stored.begun, wait) {
                continue;
            }
            if state == JobState::Expired && stored.job.standard && !self.passed(stored.begun, wait + 600) {
                // The registry calls nobody for more GPUs than it offers and are not in called jobs.
                let called =
                    self.jobs.values().filter(|stored| stored.job.called).map(|stored| stored.job.gpus);
                if called.sum::<u32>() + stored.job.gpus > self.view.classes[CLASS].gpus {
                    continue;
                }
                let now = self.now();
                let stored = self.jobs.get_mut(&id).unwrap();
                stored.begun = now;
                (stored.job.state, stored.job.hold, stored.job.called) =
                    (JobState::Called, Hold::Called, true);
                continue;
            }
            self.end(id, state).unwrap();
        }
    }
}

fn hash(bytes: &Binary) -> String {
    hex::encode_upper(Sha256::digest(bytes))
}
