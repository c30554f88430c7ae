//! Machines of leases in the loop: what came of their hooks, what the chain says of their ends, and which are forgotten.

use std::collections::BTreeMap;

use anyhow::Result;
use tracing::{info, warn};

use super::{Agent, Chain, Hands, Hook, Hooked, Point};
use crate::book::{Action, Pause, Step};
use crate::decide::{may_be_started, Task};
use crate::tenant::{Tenant, Terms};
use crate::view::View;

impl<C: Chain, H: Hands> Agent<C, H> {
    pub(super) fn tenant(&self, lease: u64) -> Tenant {
        self.store.book().leases.get(&lease).cloned().unwrap_or_default()
    }

    /// Writes down what the chain says of leases that the provider serves, also of one that is in no book: its machine is not
    /// known, and is stopped when it is over.
    pub(super) fn see_leases(&mut self, view: &View) -> Result<()> {
        let mut changed = BTreeMap::new();
        for (id, lease, run) in view.served() {
            let known = self.store.book().leases.get(&id);
            if known.is_none() {
                warn!(lease = id, "the provider serves a lease of whose machine the agent knows nothing");
            }
            let seen = Tenant { terms: lease.terms.clone(), end: Some(run.end), ..self.tenant(id) };
            if known != Some(&seen) {
                changed.insert(id, seen);
            }
        }
        self.store.set_leases(changed)
    }

    /// Before a start is handed over: from then on the lease may run, until the end that the start allows at most.
    pub(super) fn await_starts(&mut self, actions: &[Action]) -> Result<()> {
        let awaited = |action: &Action| match *action {
            Action::Pledge { lease, ends_by, .. } => {
                Some((lease, Tenant { end: Some(ends_by), ..self.tenant(lease) }))
            }
            _ => None,
        };
        let changed = actions.iter().filter_map(awaited).collect();
        self.store.set_leases(changed)
    }

    /// What is done while no node answers: machines are stopped whose end has come by the machine's clock.
    pub(super) fn without_chain(&mut self) -> Result<()> {
        if self.store.book().leases.is_empty() {
            return Ok(());
        }
        let now = self.hands.clock();
        self.collect_hooks(now)?;
        let mut changed = BTreeMap::new();
        for (id, tenant) in &self.store.book().leases {
            let over = tenant.end.is_some_and(|end| end <= now);
            if over && !tenant.start.begun() && tenant.stop.ready(now, u32::MAX) {
                let mut tenant = tenant.clone();
                tenant.stop.begin();
                changed.insert(*id, tenant);
            }
        }
        let hooks = changed.iter().map(|(id, tenant)| (*id, tenant.terms.clone(), Hook::Stop)).collect();
        self.hook(changed, hooks)
    }

    /// Begins what is to be done about machines.
    pub(super) fn begin_hooks(&mut self, tasks: &[Task], view: &View) -> Result<()> {
        let (mut changed, mut hooks) = (BTreeMap::new(), vec![]);
        for task in tasks {
            if let Task::Abort(id) = *task {
                self.hands.abort(id);
            }
            let (Task::Start(id) | Task::Stop(id) | Task::Look(id)) = *task else { continue };
            let mut tenant = self.tenant(id);
            let hook = match task {
                Task::Start(_) => {
                    let Some(lease) = view.leases.get(&id) else { continue };
                    tenant.terms = lease.terms.clone();
                    // Until the agent has asked the chain to start it.
                    tenant.end = Some(lease.start_by);
                    tenant.start.begin();
                    (tenant.stop, tenant.alive) = (Step::Idle, Step::Idle);
                    Hook::Start { within: lease.start_by.saturating_sub(view.time) }
                }
                Task::Stop(_) => {
                    tenant.stop.begin();
                    Hook::Stop
                }
                _ => {
                    tenant.alive.begin();
                    Hook::Look
                }
            };
            hooks.push((id, tenant.terms.clone(), hook));
            changed.insert(id, tenant);
        }
        self.hook(changed, hooks)
    }

    /// Writes hooks down, and begins them.
    fn hook(&mut self, changed: BTreeMap<u64, Tenant>, hooks: Vec<(u64, Terms, Hook)>) -> Result<()> {
        if hooks.is_empty() {
            return Ok(());
        }
        (self.at)(Point::Beginning)?;
        self.store.set_leases(changed)?;
        for (id, terms, hook) in hooks {
            self.hands.hook(id, terms, hook);
            (self.at)(Point::Began)?;
        }
        Ok(())
    }

    /// Writes down what came of hooks.
    pub(super) fn collect_hooks(&mut self, now: u64) -> Result<()> {
        let mut changed = BTreeMap::new();
        for (id, hooked) in self.hands.hooked() {
            (self.at)(Point::Finished)?;
            // A look may end after its lease was forgotten.
            if !self.store.book().leases.contains_key(&id) {
                continue;
            }
            let tenant = changed.entry(id).or_insert_with(|| self.tenant(id));
            match hooked {
                Hooked::Started(machine) => {
                    tenant.start = step(id, "start of the machine", &tenant.start, machine, now);
                }
                Hooked::Stopped(stopped) => {
                    tenant.stop = step(id, "end of the machine", &tenant.stop, stopped, now);
                    // What was stopped is started anew, if the lease is still open and wanted then.
                    if tenant.stop.done().is_some() && tenant.start.done().is_some() {
                        tenant.start = Step::Idle;
                    }
                }
                Hooked::Serves(serves) => {
                    let serves = serves.map(|()| now);
                    tenant.alive = step(id, "look at the machine", &tenant.alive, serves, now);
                }
            }
        }
        self.store.set_leases(changed)
    }

    /// Forgets leases whose machines are stopped and that the provider can neither start nor serve any more.
    pub(super) fn forget_leases(&mut self, view: &View) -> Result<()> {
        let book = self.store.book();
        let over = |(id, tenant): &(&u64, &Tenant)| {
            tenant.stop.done().is_some() && !view.leases.contains_key(id) && !may_be_started(view, book, **id)
        };
        let leases: Vec<u64> = book.leases.iter().filter(over).map(|(id, _)| *id).collect();
        self.store.forget_leases(&leases)
    }
}

/// What a step is after a hook.
fn step<T>(lease: u64, what: &str, before: &Step<T>, hooked: Result<T, String>, now: u64) -> Step<T> {
    match hooked {
        Ok(done) => {
            info!(lease, "done: {what}");
            Step::Done(done)
        }
        Err(reason) => {
            let pause = Pause::after(before.failed(), now, reason);
            warn!(lease, reason = pause.reason, until = pause.until, "failed: {what}");
            Step::Failed(pause)
        }
    }
}
