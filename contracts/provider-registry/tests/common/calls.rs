//! What tests of calls do and check.

use api::common::Payout;
use api::provider_registry::{
    CallOrderResponse, CallRequest, ExecuteMsg, Fault, NextCallResponse, Outcome, QueryMsg, StandardJob,
};
use cosmwasm_std::{Addr, Uint128};
use cw_multi_test::AppResponse;
use provider_registry::state;

use super::{World, CLASS, ONE};

/// Credits of the largest standard job, which is of one GPU where a test does not say otherwise.
pub const JOB: u128 = 100 * ONE;

pub fn standard(world: &mut World, gpus: u32, credits: u128) {
    let standard = Some(StandardJob { gpus, credits: credits.into() });
    let market = world.market.clone();
    world.send(&market, ExecuteMsg::SetStandard { class: CLASS.into(), standard }).unwrap();
}

pub fn new_world() -> World {
    let mut world = World::new();
    standard(&mut world, 1, JOB);
    world
}

/// A provider that owes so many credits.
pub fn debtor(world: &mut World, name: &str, gpus: u32, credits: u128) -> Addr {
    let provider = world.provider(name, 1_000 * ONE, gpus);
    world.mint(&provider, credits, Payout::Account).unwrap();
    provider
}

pub fn next(world: &World) -> Option<Addr> {
    world.ask::<NextCallResponse>(QueryMsg::NextCall { class: CLASS.into() }).provider
}

pub fn order(world: &World) -> CallOrderResponse {
    world.ask(QueryMsg::CallOrder { class: CLASS.into(), start_after: None, limit: None })
}

pub fn call(
    world: &mut World,
    job_id: u64,
    who: &Addr,
    gpus: u32,
    credits: u128,
) -> anyhow::Result<AppResponse> {
    let class = CLASS.into();
    let request = CallRequest { job_id, class, provider: who.to_string(), gpus, credits: credits.into() };
    world.send(&world.market.clone(), ExecuteMsg::Call(request))
}

pub fn end(world: &mut World, job_id: u64, ignored: bool) -> anyhow::Result<AppResponse> {
    world.send(&world.market.clone(), ExecuteMsg::EndCall { job_id, ignored })
}

pub fn outcome(world: &mut World, job_id: u64) -> anyhow::Result<AppResponse> {
    let outcome = Outcome::Refunded {};
    world.send(&world.market.clone(), ExecuteMsg::Outcome { job_id, outcome })
}

pub fn fraud(world: &World) -> Fault {
    Fault::Fraud { take: Uint128::zero(), client: world.addr("client").to_string(), reporter: None }
}

/// Calls and ends so many jobs one after the other; how many fell to each of `providers`.
pub fn calls(world: &mut World, first: u64, count: u64, providers: &[&Addr]) -> Vec<usize> {
    let mut called = vec![];
    for job_id in first..first + count {
        let who = next(world).unwrap();
        call(world, job_id, &who, 1, JOB).unwrap();
        end(world, job_id, false).unwrap();
        called.push(who);
    }
    providers.iter().map(|who| called.iter().filter(|got| got == who).count()).collect()
}

pub fn open_closings(world: &World) -> Vec<Addr> {
    let storage = world.app.contract_storage(&world.registry);
    state::closings(world.app.api(), &*storage, CLASS, None, 100).unwrap()
}
