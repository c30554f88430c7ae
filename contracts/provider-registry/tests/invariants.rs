//! After every message of a random sequence: bonds are the balance, what is owed is the supply, locks and
//! GPUs sum up.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod common;

use std::collections::BTreeMap;

use api::common::{Asset, Payout, Source};
use api::pool;
use api::provider_registry::{
    CallOrderResponse, CallRequest, CallResponse, ExecuteMsg, Fault, LockResponse, NextCallResponse, Outcome,
    PositionResponse, PositionsResponse, QueryMsg, StandardJob,
};
use common::*;
use cosmwasm_std::{coins, Addr, Uint128};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const STEPS: usize = 600;
/// The largest standard job.
const JOB: StandardJob = StandardJob { gpus: 2, credits: Uint128::new(5 * ONE) };

struct Run {
    world: World,
    rng: ChaCha8Rng,
    providers: Vec<Addr>,
    /// Running jobs: id → provider.
    jobs: BTreeMap<u64, Addr>,
    next_job: u64,
    /// Calls that wait to be accepted.
    calls: Vec<u64>,
    accepted: BTreeMap<&'static str, usize>,
}

impl Run {
    fn new(seed: u64) -> Self {
        let mut world = World::new();
        let mut providers: Vec<_> =
            ["alice", "bob", "carol"].iter().map(|name| world.provider(name, 500 * ONE, 6)).collect();
        providers.push(world.addr("lp"));
        for name in ["alice", "bob", "carol", "job-market"] {
            let owner = world.addr(name);
            world.deposit_net(&owner, 10_000 * ONE);
        }
        let (market, lp) = (world.market.clone(), world.addr("lp"));
        let standard = ExecuteMsg::SetStandard { class: CLASS.into(), standard: Some(JOB) };
        world.send(&market, standard).unwrap();
        world.send(&lp, ExecuteMsg::Touch { provider: lp.to_string(), class: CLASS.into() }).unwrap();
        let rng = ChaCha8Rng::seed_from_u64(seed);
        let (jobs, calls, accepted) = (BTreeMap::new(), vec![], BTreeMap::new());
        Self { world, rng, providers, jobs, next_job: 1, calls, accepted }
    }

    /// One random message; refusals are part of life and must change nothing.
    fn step(&mut self) {
        let who = self.providers[self.rng.gen_range(0..self.providers.len())].clone();
        let amount = 10u128.pow(self.rng.gen_range(0..9)) * self.rng.gen_range(1..10);
        let class = || CLASS.to_owned();
        let payout = if self.rng.gen() { Payout::Wallet } else { Payout::Account };
        let (name, done) = match self.rng.gen_range(0..23) {
            0 => {
                let msg = ExecuteMsg::Bond { class: class(), from: Source::Funds {} };
                ("bond", self.world.pay(&who, msg, &coins(amount, NET)).is_ok())
            }
            1 => {
                let from = Source::Account { owner: None, amount: amount.into() };
                ("bond account", self.world.send(&who, ExecuteMsg::Bond { class: class(), from }).is_ok())
            }
            2 => ("unbond", self.world.unbond(&who, amount).is_ok()),
            3 => ("release", self.world.release(&who, payout).is_ok()),
            4 => {
                let gpus = self.rng.gen_range(0..12);
                ("offer", self.world.offer(&who, gpus).is_ok())
            }
            5 | 6 => ("mint", self.world.mint(&who, amount * 5, payout).is_ok()),
            7 => {
                let msg = ExecuteMsg::RedeemCredits { class: class(), amount: (amount / 2).into() };
                ("redeem", self.world.send(&who, msg).is_ok())
            }
            8 => ("burn", self.world.send(&who, ExecuteMsg::BurnRedeemed { class: class() }).is_ok()),
            9 | 10 => ("lock", self.lock(&who, amount)),
            11 | 12 => ("settle", self.settle(amount)),
            13 => ("release job", self.end(|_| None)),
            14 => ("fault", self.end(|run| Some(run.fault(amount)))),
            15 => {
                let seconds = [5, 600, 3_600, DAY, 8 * DAY][self.rng.gen_range(0..5)];
                self.world.wait(seconds);
                let msg = ExecuteMsg::Touch { provider: who.to_string(), class: class() };
                ("touch", self.world.send(&who, msg).is_ok())
            }
            16 | 17 => ("call", self.call()),
            18 => ("accept call", self.accept_call()),
            19 => ("end call", self.end_call()),
            20 => {
                // All of it, so that a debt that is closed can end.
                let amount = self.world.position(&who).obligation;
                let msg = ExecuteMsg::RedeemCredits { class: class(), amount };
                ("redeem all", self.world.send(&who, msg).is_ok())
            }
            21 => ("free GPUs", self.free_gpus()),
            _ => {
                let _ = self.world.send(&who, ExecuteMsg::Unjail {});
                ("heartbeat", self.world.send(&who, ExecuteMsg::Heartbeat {}).is_ok())
            }
        };
        *self.accepted.entry(name).or_default() += usize::from(done);
    }

    fn lock(&mut self, who: &Addr, amount: u128) -> bool {
        let _ = self.world.send(who, ExecuteMsg::Heartbeat {});
        let gpus = self.rng.gen_range(1..4);
        let mut request = self.world.lock_request(self.next_job, who, gpus, amount / 10 + 1);
        request.declared_value = Uint128::new(if self.rng.gen() { 0 } else { amount / 100 });
        request.detection_bps = if self.rng.gen() { 10_000 } else { 5_000 };
        let done = self.world.lock(request).is_ok();
        if done {
            self.jobs.insert(self.next_job, who.clone());
            self.next_job += 1;
        }
        done
    }

    /// A standard job falls to whoever is next: every refusal would be a fault of the order.
    fn call(&mut self) -> bool {
        let next = QueryMsg::NextCall { class: CLASS.into() };
        let Some(who) = self.world.ask::<NextCallResponse>(next).provider else { return false };
        let request = CallRequest {
            job_id: self.next_job,
            class: CLASS.into(),
            provider: who.to_string(),
            gpus: self.rng.gen_range(1..=JOB.gpus),
            credits: (self.rng.gen_range(1..=5) * ONE).into(),
        };
        let market = self.world.market.clone();
        self.world.send(&market, ExecuteMsg::Call(request)).unwrap();
        self.calls.push(self.next_job);
        self.next_job += 1;
        true
    }

    fn accept_call(&mut self) -> bool {
        let Some(job_id) = self.calls.first().copied() else { return false };
        let call: CallResponse = self.world.ask(QueryMsg::Call { job_id });
        let _ = self.world.send(&call.provider, ExecuteMsg::Heartbeat {});
        let mut request =
            self.world.lock_request(job_id, &call.provider, call.gpus, call.credits.u128() / 64);
        request.detection_bps = if self.rng.gen() { 10_000 } else { 50 };
        let done = self.world.lock(request).is_ok();
        if done {
            self.calls.remove(0);
            self.jobs.insert(job_id, call.provider);
        }
        done
    }

    fn end_call(&mut self) -> bool {
        let Some(job_id) = self.calls.pop() else { return false };
        let market = self.world.market.clone();
        let ignored = self.rng.gen();
        self.world.send(&market, ExecuteMsg::EndCall { job_id, ignored }).unwrap();
        true
    }

    fn free_gpus(&mut self) -> bool {
        let Some(job_id) = self.any_job() else { return false };
        let market = self.world.market.clone();
        self.world.send(&market, ExecuteMsg::FreeGpus { job_id }).unwrap();
        true
    }

    fn any_job(&mut self) -> Option<u64> {
        let ids: Vec<_> = self.jobs.keys().copied().collect();
        (!ids.is_empty()).then(|| ids[self.rng.gen_range(0..ids.len())])
    }

    /// The job-market buys the escrow, books it to the registry's account, and reports.
    fn settle(&mut self, amount: u128) -> bool {
        let Some(job_id) = self.any_job() else { return false };
        let market = self.world.market.clone();
        let mut redeem = 0;
        if self.rng.gen() {
            self.world.swap_net(&market, CLASS, amount / 100 + 1_000);
            redeem = self.world.credit_account(&market, CLASS);
            let items = vec![pool::TransferItem {
                asset: Asset::cw20(self.world.credit(CLASS)),
                amount: redeem.into(),
                to: self.world.registry.to_string(),
            }];
            self.world.call_pool(&market, &pool::ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
        }
        // Whatever the provider's state: a settlement never fails.
        self.world.settle(job_id, amount / 50, redeem).unwrap();
        self.jobs.remove(&job_id);
        true
    }

    fn fault(&mut self, amount: u128) -> Fault {
        let take = Uint128::new(amount / 50);
        if self.rng.gen() {
            return Fault::Liveness { take };
        }
        let reporter = self.rng.gen::<bool>().then(|| self.world.addr("reporter").to_string());
        Fault::Fraud { take, client: self.world.addr("client").to_string(), reporter }
    }

    fn end(&mut self, fault: impl Fn(&mut Self) -> Option<Fault>) -> bool {
        let Some(job_id) = self.any_job() else { return false };
        let market = self.world.market.clone();
        let msg = match fault(self) {
            Some(fault) => ExecuteMsg::Fault { job_id, fault },
            None => ExecuteMsg::Outcome { job_id, outcome: Outcome::Refunded {} },
        };
        self.world.send(&market, msg).unwrap();
        self.jobs.remove(&job_id);
        true
    }

    fn check(&self) {
        let world = &self.world;
        let page = QueryMsg::Positions { class: CLASS.into(), start_after: None, limit: Some(100) };
        let positions = world.ask::<PositionsResponse>(page).positions;
        let class = world.class(CLASS);
        let sum = |of: &dyn Fn(&api::provider_registry::PositionResponse) -> u128| -> u128 {
            positions.iter().map(of).sum()
        };
        assert_eq!(sum(&|p| p.bond.u128()), world.net(&world.registry), "bonds are the balance");
        let owed = sum(&|p| p.obligation.u128());
        assert_eq!(owed, class.obligations.u128(), "what each owes is what all owe");
        let unburned = class.redeemed_unburned.u128();
        assert_eq!(world.supply(CLASS) - unburned, owed, "supply is what is owed");
        assert_eq!(world.credit_account(&world.registry, CLASS), unburned, "the redeemed are held");
        assert_eq!(sum(&|p| p.proven_gpus.into()), class.proven_gpus.into(), "counted GPUs sum up");

        // (locked, locked of called ones, busy, GPUs called, credits called)
        let mut bound: BTreeMap<Addr, (u128, u128, u32, u32, u128)> = BTreeMap::new();
        for (job_id, provider) in &self.jobs {
            let lock: LockResponse = world.ask(QueryMsg::Lock { job_id: *job_id });
            assert_eq!(&lock.provider, provider);
            let entry = bound.entry(lock.provider).or_default();
            *(if lock.called { &mut entry.1 } else { &mut entry.0 }) += lock.amount.u128();
            entry.2 += lock.gpus;
            if lock.called {
                self.count_call(*job_id, entry);
            }
        }
        for job_id in &self.calls {
            let call: CallResponse = world.ask(QueryMsg::Call { job_id: *job_id });
            self.count_call(*job_id, bound.entry(call.provider).or_default());
        }
        let order = QueryMsg::CallOrder { class: CLASS.into(), start_after: None, limit: Some(100) };
        let order: CallOrderResponse = world.ask(order);
        assert!(order.entries.is_sorted_by_key(|entry| entry.tag), "the next comes first");
        for position in &positions {
            let sums = bound.get(&position.provider).copied().unwrap_or_default();
            assert_eq!(sums, sums_of(position), "locks and calls sum up");
            let unbonding: u128 = position.unbonding.iter().map(|entry| entry.amount.u128()).sum();
            let locked = position.locked.u128();
            assert!(locked + unbonding <= position.bond.u128(), "each unit of bond serves once");
            assert!(locked + position.called_locked.u128() <= position.bond.u128());
            assert!(position.busy <= position.gpus && position.proven_gpus <= position.gpus);
            let owed = position.obligation.u128();
            assert!(owed > 0 || position.basis.is_zero(), "no debt, no basis");
            assert!(owed == 0 || owed >= JOB.credits.u128() && position.gpus >= JOB.gpus, "fit for a call");
            let ignored = position.ignored_credits.u128();
            assert!(ignored <= owed && (ignored > 0) <= position.closing_since.is_some());
            let (credits, gpus) = match position.calls_to_settle {
                0 => (position.called_credits.u128(), position.called_gpus),
                _ => (0, 0),
            };
            let callable = owed > ignored + credits
                && owed - ignored >= JOB.credits.u128()
                && position.gpus.saturating_sub(gpus) >= JOB.gpus;
            let queued = order.entries.iter().filter(|entry| entry.provider == position.provider).count();
            assert_eq!((position.callable, queued), (callable, usize::from(callable)), "in the order once");
        }
    }

    fn count_call(&self, job_id: u64, entry: &mut (u128, u128, u32, u32, u128)) {
        let call: CallResponse = self.world.ask(QueryMsg::Call { job_id });
        *entry = (entry.0, entry.1, entry.2, entry.3 + call.gpus, entry.4 + call.credits.u128());
    }
}

fn sums_of(position: &PositionResponse) -> (u128, u128, u32, u32, u128) {
    (
        position.locked.u128(),
        position.called_locked.u128(),
        position.busy,
        position.called_gpus,
        position.called_credits.u128(),
    )
}

#[test]
fn bonds_credits_and_locks_add_up_after_every_message() {
    let mut accepted: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..6 {
        let mut run = Run::new(seed);
        run.check();
        for step in 0..STEPS {
            run.step();
            let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run.check()));
            assert!(outcome.is_ok(), "seed {seed}, step {step}");
        }
        for (name, count) in run.accepted {
            *accepted.entry(name).or_default() += count;
        }
    }
    // The sequences reach every message, or they would prove nothing about it.
    assert_eq!(accepted.len(), 19, "{accepted:?}");
    for (name, count) in &accepted {
        assert!(*count >= 10, "{name} was accepted {count} times: {accepted:?}");
    }
}
