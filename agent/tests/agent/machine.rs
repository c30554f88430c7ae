//! A machine that works in its time. It does not outlive the agent.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use compute_amm_agent::book::Ran;
use compute_amm_agent::run::{Hands, Hook, Hooked, Order, Outcome};
use compute_amm_agent::tenant::Terms;

use crate::fake::Fake;
use crate::rented::STARTING;
use crate::support::*;

/// A machine that needs `percent` of a job's time for it, and a block for everything else.
pub struct Machine {
    pub chain: Fake,
    pub percent: u64,
    due: Vec<(u64, u64, Outcome)>,
    /// GPUs in runs now, and the most there were.
    pub most: Rc<RefCell<u32>>,
    gpus: BTreeMap<u64, u32>,
    /// Hooks that go on, and when they end.
    hooks: Vec<(u64, u64, Hook)>,
    /// Leases whose start was broken off.
    aborted: Vec<u64>,
}

impl Machine {
    pub fn new(chain: &Fake, percent: u64) -> Self {
        Self {
            chain: chain.clone(),
            percent,
            due: vec![],
            most: Rc::default(),
            gpus: BTreeMap::new(),
            hooks: vec![],
            aborted: vec![],
        }
    }
}

impl Hands for Machine {
    fn begin(&mut self, order: Order) {
        let now = self.chain.now();
        let entry = match order {
            Order::Fetch { id, .. } => {
                let found = self.chain.0.borrow_mut().fetch(id);
                (now, id, Outcome::Input(found))
            }
            Order::Run { id, .. } if self.chain.0.borrow_mut().loses(id) => {
                (now, id, Outcome::Lost("no file".into()))
            }
            Order::Run { id, job, .. } => {
                self.gpus.insert(id, job.gpus);
                let mut most = self.most.borrow_mut();
                *most = (*most).max(self.gpus.values().sum());
                let ran = Ran { output: [id as u8; 32], proof: None };
                (now + job.seconds * self.percent / 100, id, Outcome::Run(Ok(ran)))
            }
            Order::Sign { id, .. } if self.chain.0.borrow().silent => {
                (now, id, Outcome::Signatures(Err("attestor http://a is silent".into())))
            }
            Order::Sign { id, .. } => (now, id, Outcome::Signatures(Ok(signatures()))),
        };
        self.due.push(entry);
    }

    fn hook(&mut self, lease: u64, _: Terms, hook: Hook) {
        let starting = if matches!(hook, Hook::Start { .. }) { STARTING } else { 0 };
        self.hooks.push((self.clock() + starting, lease, hook));
    }

    fn abort(&mut self, lease: u64) {
        let starts = |hook: &Hook| matches!(hook, Hook::Start { .. });
        let before = self.hooks.len();
        self.hooks.retain(|(_, id, hook)| *id != lease || !starts(hook));
        if self.hooks.len() < before {
            self.aborted.push(lease);
        }
    }

    fn hooked(&mut self) -> Vec<(u64, Hooked)> {
        let now = self.clock();
        let broken_off = |id| (id, Hooked::Started(Err("nobody wants it any more".into())));
        let aborted: Vec<_> = std::mem::take(&mut self.aborted).into_iter().map(broken_off).collect();
        let (done, hooks) = std::mem::take(&mut self.hooks).into_iter().partition(|(at, ..)| *at <= now);
        self.hooks = hooks;
        let done: Vec<(u64, u64, Hook)> = done;
        let done = done.into_iter().map(|(_, lease, hook)| (lease, self.chain.hook(lease, hook)));
        aborted.into_iter().chain(done).collect()
    }

    fn clock(&self) -> u64 {
        self.chain.0.borrow_mut().view_mut().host.clock
    }

    fn finished(&mut self) -> Vec<(u64, Outcome)> {
        let now = self.chain.now();
        let (done, due) = std::mem::take(&mut self.due).into_iter().partition(|(at, _, _)| *at <= now);
        self.due = due;
        let done: Vec<(u64, u64, Outcome)> = done;
        for (_, id, outcome) in &done {
            if matches!(outcome, Outcome::Run(_)) {
                self.gpus.remove(id);
            }
        }
        done.into_iter().map(|(_, id, outcome)| (id, outcome)).collect()
    }
}
