//! Each message, with what the rules and the reference make of it.

use api::provider_registry::{self as registry, ExecuteMsg as RegistryMsg};
use api::restaking::ExecuteMsg;
use credit::backing::Sizing;
use credit::lock::{lock, LockParams};
use credit::RuleError;
use rand::Rng;

use super::{terms, Rules, Run, Running, MOST, WHO};
use crate::support::{burn, fund, Job, CLASS, DAY, ONE};

impl Run {
    pub(super) fn deposit(&mut self, who: usize, amount: u128, min_shares: u128) {
        let now = self.now();
        let said = self.f.deposit_for(WHO[who], amount, min_shares).ok();
        if !self.is_listed {
            return self.note::<_, &str>("deposit of what is not listed", &said, &Err("not listed"));
        }
        let Rules { vault, backing, .. } = &mut self.rules;
        let shares = vault.deposit(backing, now, amount, min_shares, ONE);
        self.note("deposit", &said, &shares);
        self.ask(&format!("deposit {who} {amount} {min_shares}"), said.map(|shares| vec![shares]));
    }

    pub(super) fn exit(&mut self, who: usize, shares: u128) {
        let now = self.now();
        let Rules { vault, backing, buckets, .. } = &mut self.rules;
        let (generation, exit) = (buckets.generation, vault.exit(backing, buckets, now, shares));
        let said = if shares == 0 { None } else { self.f.exit(WHO[who], shares).ok() };
        let said = said.map(|amount| amount / self.unit());
        if let Ok(exit) = &exit {
            *self.rules.tickets.entry((generation, who)).or_default() += exit.tickets;
        }
        self.note("exit", &said, &exit.as_ref().map(|exit| exit.assets));
        let moved = exit.ok().map(|exit| vec![exit.assets, exit.tickets]);
        self.ask(&format!("exit {who} {shares}"), moved);
    }

    pub(super) fn rotate(&mut self) {
        let ended = self.rules.buckets.generation.checked_sub(1);
        let Rules { vault, backing, buckets, .. } = &mut self.rules;
        let released = vault.rotate(backing, buckets);
        let said = self.f.rotate().ok().map(|_| ());
        if let (Some(generation), Ok(Some(released))) = (ended, &released) {
            self.rules.released.insert(generation, *released);
        }
        self.note("rotate", &said, &released.map(|_| ()));
        self.ask("rotate", said.map(|()| vec![]));
    }

    pub(super) fn claim(&mut self, who: usize, generation: u64) {
        let tickets = self.rules.tickets.get(&(generation, who)).copied();
        let released = self.rules.released.get_mut(&generation);
        let paid = tickets.zip(released).map(|(tickets, released)| released.claim(tickets).unwrap());
        let said = self.f.claim(WHO[who], generation).ok().map(|amount| amount / self.unit());
        if paid.is_some() {
            self.rules.tickets.remove(&(generation, who));
        }
        self.note("claim", &said, &paid.ok_or("nothing was let go"));
        // The reference answers a claim of nothing with nothing.
        self.ask(&format!("claim {who} {generation}"), Some(said.into_iter().collect()));
    }

    pub(super) fn burn(&mut self) {
        let amount = self.rules.vault.burn(&self.rules.buckets).unwrap();
        let before = self.f.vault().sent.u128();
        let said = self.f.run("anyone", &burn(), &[]).ok().map(|_| self.f.vault().sent.u128() - before);
        self.note("burn", &said, &Some(amount).filter(|amount| *amount > 0).ok_or("nothing burned"));
        self.ask("burn", Some(vec![amount]));
    }

    pub(super) fn fund(&mut self, amount: u128, seconds: u64) {
        let now = self.now();
        let Rules { vault, backing, .. } = &mut self.rules;
        let funded = vault.fund(backing, now, amount, seconds);
        let said = self.f.pay("alice", amount, &fund(seconds)).ok().map(|_| ());
        self.note("fund", &said, &funded);
        self.ask(&format!("fund {amount} {seconds}"), said.map(|()| vec![]));
    }

    /// A job of any size, method and value, some with a least backing.
    pub(super) fn accept(&mut self) {
        if self.rules.jobs.len() >= MOST {
            return;
        }
        let magnitude = self.rng.gen_range(0..9);
        let job = Job {
            cost: self.rng.gen_range(1..=10u128.pow(magnitude)),
            declared_value: if self.rng.gen_bool(0.3) { self.rng.gen_range(1..=60 * ONE) } else { 0 },
            detection_bps: if self.rng.gen_bool(0.3) { self.rng.gen_range(5_000..10_000) } else { 10_000 },
            min_backing: if self.rng.gen_bool(0.3) { self.rng.gen_range(1..=20 * ONE) } else { 0 },
        };
        let alice = self.alice();
        let said = self.f.try_accept(job).ok();
        if !alice.active || alice.jailed_until.is_some() || self.is_paused {
            return self.note::<_, &str>("accept of one who may not", &said, &Err("may not"));
        }
        let (terms, Job { declared_value, min_backing, .. }) = (terms(), job);
        let lock = lock(&terms, job.cost, declared_value, job.detection_bps).unwrap();
        // Stake in an asset that is not listed backs no new job, as if κ were 0.
        let kappa_bps = if self.is_listed { 10_000 } else { 0 };
        let sizing = Sizing { lock, declared_value, kappa_bps, min_backing };
        let backed = self.rules.backing.accept(&terms, &sizing);
        if let (Some((id, _)), Ok(backed)) = (said, &backed) {
            assert_eq!(self.f.locked(id).amount.u128(), lock);
            let (number, generation) = (self.rules.accepted, self.rules.buckets.generation);
            self.rules.jobs.push(Running { id, number, backed: *backed, generation, is_submitted: false });
            self.rules.accepted += 1;
        }
        let said = said.map(|(_, backed)| backed);
        self.note("accept", &said, &backed.map(|backed| backed.amount));
        let LockParams { rho_bps, burn_min_bps, .. } = terms;
        let line =
            format!("accept {rho_bps} {burn_min_bps} {lock} {declared_value} {kappa_bps} {min_backing}");
        self.ask(&line, said.map(|backed| vec![backed]));
    }

    pub(super) fn settle(&mut self, at: usize) {
        if self.rules.jobs.is_empty() {
            return;
        }
        let Running { id, number, backed, .. } = self.rules.jobs.swap_remove(at);
        self.rules.backing.end(&backed).unwrap();
        self.f.settle(id);
        self.note::<_, RuleError>("settle", &Some(()), &Ok(()));
        self.ask(&format!("end {number}"), Some(vec![]));
    }

    pub(super) fn fraud(&mut self, at: usize) {
        if self.rules.jobs.is_empty() {
            return;
        }
        let Running { id, number, backed, .. } = self.rules.jobs.swap_remove(at);
        let Rules { backing, buckets, .. } = &mut self.rules;
        backing.fraud(buckets, &backed).unwrap();
        self.f.convict(id, None);
        self.note::<_, RuleError>("fraud", &Some(()), &Ok(()));
        self.ask(&format!("fraud {number}"), Some(vec![backed.amount]));
    }

    /// A result is delivered, and waits for its verdict.
    pub(super) fn submit(&mut self, at: usize) {
        let Some(job) = self.rules.jobs.get_mut(at).filter(|job| !job.is_submitted) else { return };
        job.is_submitted = true;
        let id = job.id;
        self.f.submit(id);
        self.note::<_, RuleError>("submit", &Some(()), &Ok(()));
    }

    /// Time passes; one time in four the chain stands for up to 40 days, and begins again at height 1.
    pub(super) fn pass(&mut self) {
        if self.rng.gen_ratio(1, 4) {
            let seconds = self.rng.gen_range(0..=40 * DAY);
            self.f.restart(seconds);
        } else {
            let seconds = self.rng.gen_range(1..DAY);
            self.f.wait(seconds);
        }
        self.note::<_, RuleError>("wait", &Some(()), &Ok(()));
    }

    pub(super) fn unjail(&mut self) {
        let (alice, now) = (self.alice(), self.now());
        let may = alice.active && alice.jailed_until.is_some_and(|until| until <= now);
        let said = self.f.registry("alice", &RegistryMsg::Unjail {}, &[]).ok().map(|_| ());
        self.note("unjail", &said, &may.then_some(()).ok_or("not now"));
    }

    pub(super) fn set_listed(&mut self) {
        self.is_listed = self.rng.gen_ratio(3, 4);
        let (asset, listed) = (self.f.vault().asset, self.is_listed);
        self.f.run("owner", &ExecuteMsg::SetListed { asset, listed }, &[]).unwrap();
        self.note::<_, RuleError>(if listed { "list" } else { "delist" }, &Some(()), &Ok(()));
    }

    pub(super) fn set_paused(&mut self, accept: bool) {
        self.is_paused = accept;
        let paused = registry::ClassPaused { mint: false, accept };
        let msg = RegistryMsg::SetPaused { class: CLASS.into(), paused };
        self.f.registry("owner", &msg, &[]).unwrap();
        self.note::<_, RuleError>("pause", &Some(()), &Ok(()));
    }

    pub(super) fn offer(&mut self, gpus: u32) {
        let offer = RegistryMsg::OfferGpus { class: CLASS.into(), gpus, admission: None };
        self.f.registry("alice", &offer, &[]).unwrap();
    }

    /// Alice leaves once her jobs are over, if she has not yet.
    pub(super) fn leave(&mut self) {
        if !self.alice().active {
            return;
        }
        while !self.rules.jobs.is_empty() {
            self.settle(0);
        }
        self.offer(0);
        self.f.registry("alice", &RegistryMsg::Leave {}, &[]).unwrap();
        self.note::<_, RuleError>("leave", &Some(()), &Ok(()));
    }

    pub(super) fn come_back(&mut self) {
        self.f.registry("alice", &RegistryMsg::Register { metadata: String::new() }, &[]).unwrap();
        self.offer(64);
        self.note::<_, RuleError>("return", &Some(()), &Ok(()));
    }
}
