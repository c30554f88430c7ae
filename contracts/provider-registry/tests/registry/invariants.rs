//! After every message of a random sequence the books are right; and whoever follows the events alone knows all
//! public state.
#![allow(clippy::unwrap_used, clippy::arithmetic_side_effects, clippy::indexing_slicing)]

mod messages;

use std::collections::BTreeMap;
use std::panic::{catch_unwind, AssertUnwindSafe};

use self::messages::Run;
use crate::common::replica::Replica;
use crate::common::*;
use api::provider_registry::{ConfigResponse, LockResponse, QueryMsg};
use cosmwasm_std::Api;

const STEPS: usize = 600;
const SEEDS: u64 = 6;

/// Locks, calls and GPUs of the jobs that run are those of the positions.
fn check_jobs(run: &Run) {
    // Locked, held, called credits, GPUs busy, GPUs called.
    let mut bound: BTreeMap<String, (u128, u128, u128, u32, u32)> = BTreeMap::new();
    for job_id in run.jobs.iter().chain(&run.called) {
        let lock: LockResponse = run.world.ask(QueryMsg::JobLock { job_id: *job_id });
        let sums = bound.entry(lock.provider.to_string()).or_default();
        sums.0 += lock.amount.u128();
        sums.3 += lock.gpus;
        if run.called.contains(job_id) {
            let call = run.world.job_call(*job_id);
            sums.1 += call.held.u128();
            sums.2 += call.credits.u128();
            sums.4 += call.gpus;
        }
    }
    for p in run.world.positions() {
        let sums = bound.get(p.provider.as_str()).copied().unwrap_or_default();
        let of = (p.locked.u128(), p.held.u128(), p.called.u128(), p.busy, p.called_gpus);
        assert_eq!(of, sums, "{}", p.provider);
    }
}

/// Whoever backs a job has what the job may burn: L[g] ≤ A + B[g], L[g − 1] ≤ A + B0 + B1, and L is what the jobs keep.
fn check_backing(run: &Run) {
    let mut backed: BTreeMap<String, u128> = BTreeMap::new();
    for job_id in run.jobs.iter().chain(&run.called) {
        let lock: LockResponse = run.world.ask(QueryMsg::JobLock { job_id: *job_id });
        assert!(!run.called.contains(job_id) || lock.backed.is_zero(), "called jobs are not backed");
        assert!(lock.backed <= lock.amount, "no more of others' burns than of its own");
        *backed.entry(lock.provider.to_string()).or_default() += lock.backed.u128();
    }
    for p in run.world.positions() {
        let b = run.world.backing(&p.provider);
        assert!(b.backed <= b.assets + b.leaving, "{b:?}");
        assert!(b.backed + b.backed_before <= b.assets + b.leaving + b.leaving_before, "{b:?}");
        let sum = backed.get(p.provider.as_str()).copied().unwrap_or_default();
        assert_eq!((b.backed + b.backed_before).u128(), sum, "{b:?}");
        let came = run.stake.get(&p.provider).copied().unwrap_or_default();
        assert_eq!((b.assets + b.leaving + b.leaving_before + b.burned).u128(), came, "{b:?}");
    }
}

/// Every answer of the registry follows from its events.
fn check_replica(run: &Run) {
    let world = &run.world;
    let replica = Replica::of(world);
    let now = world.now();
    let config: ConfigResponse = world.ask(QueryMsg::Config {});
    assert_eq!(
        (config.params, config.guardian.to_string()),
        (replica.params.clone(), replica.guardian.clone())
    );
    assert_eq!(replica.class_response(CLASS), world.class(CLASS));
    let pause = api::provider_registry::raw::accept_pause(world.app.wrap(), &world.registry, CLASS).unwrap();
    assert_eq!(replica.classes[CLASS].accept, pause);
    let positions = world.positions();
    assert_eq!(replica.positions.len(), positions.len());
    for position in positions {
        let provider = position.provider.clone();
        assert_eq!(replica.position(CLASS, &provider, now), position);
        assert_eq!(replica.provider(&provider, now), world.provider_record(&provider));
        assert_eq!(replica.backing(CLASS, &provider), world.backing(&provider));
    }
    let canonical = |who: &str| world.app.api().addr_canonicalize(who).unwrap().to_vec();
    assert_eq!(replica.queue(CLASS, canonical), world.queue());
    let jobs: Vec<u64> = run.jobs.iter().chain(&run.called).copied().collect();
    assert_eq!(replica.jobs.len(), jobs.len());
    for job_id in jobs {
        assert_eq!(replica.job_lock(job_id), world.ask(QueryMsg::JobLock { job_id }));
        let call = run.called.contains(&job_id).then(|| world.job_call(job_id));
        assert_eq!(replica.job_call(job_id), call);
    }
}

#[test]
fn the_books_are_right_after_every_message_and_follow_from_the_events() {
    let mut accepted: BTreeMap<&str, usize> = BTreeMap::new();
    for seed in 0..SEEDS {
        let mut run = Run::new(seed);
        run.world.check_books();
        for step in 0..STEPS {
            if step == STEPS / 2 && seed % 2 == 0 {
                run.world.announce().unwrap();
            }
            let outcome = catch_unwind(AssertUnwindSafe(|| {
                run.step();
                run.world.check_books();
                check_jobs(&run);
                check_backing(&run);
                if step % 50 == 0 {
                    check_replica(&run);
                }
            }));
            assert!(outcome.is_ok(), "seed {seed}, step {step}");
        }
        check_replica(&run);
        if seed % 2 == 0 {
            run.wind_up();
            check_replica(&run);
        }
        for (name, count) in run.accepted {
            *accepted.entry(name).or_default() += count;
        }
    }
    println!("{accepted:?}");
    // The sequences reach every message, or they would prove nothing about it.
    assert_eq!(accepted.len(), 36, "{accepted:?}");
    for (name, count) in &accepted {
        assert!(*count >= 5, "{name} was accepted {count} times: {accepted:?}");
    }
}
