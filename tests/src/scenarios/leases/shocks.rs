//! What happens to leases when something happens to their provider, their class or the contracts.

use api::common::CREDIT;
use api::job_market::{AcceptPayout, ExecuteMsg as JobMsg};
use api::lease_market::{ExecuteMsg, LeaseState, MAX_SECONDS};
use api::provider_registry::{
    ClassPaused, ExecuteMsg as RegistryMsg, ProviderResponse, QueryMsg as RegistryQuery,
};
use cosmwasm_std::{Addr, Uint128};

use compute_amm_testing::client::Client;
use compute_amm_testing::codes::Codes;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, ONE};
use compute_amm_testing::{invariants, small_market, small_market_with};

use super::life::{held, serve};

const DAY: u64 = 86_400;

/// A lease of an hour that runs, and one that waits.
fn two(market: &mut Market, client: &Addr, provider: &Addr) -> (u64, u64) {
    let running = market.lease_running(client, provider, lease_of(H100, 1, 3_600), 3_600).expect("it runs");
    let open = market.request_lease(client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    (running, open)
}

/// The rest of an hour is served, paid and closed.
fn goes_on(market: &mut Market, client: &Addr, provider: &Addr, lease: u64) {
    let before = held(market, provider).credits;
    let running = market.running_lease(lease);
    let left = running.end - market.now();
    serve(market, provider, left);
    market.claim_lease(provider, lease).expect("claimed");
    market.close_lease(client, lease).expect("it has ended");
    assert_eq!(market.lease(lease).state, LeaseState::Ended);
    assert_eq!(held(market, provider).credits - before, running.due.u128() + u128::from(left) * CREDIT);
    assert_eq!(market.position(provider, H100).locked.u128(), 0);
    invariants::check(market).expect("all is conserved");
}

/// Jails a provider with a lease by three late jobs; until when.
fn jail(market: &mut Market, client: &Addr, provider: &Addr) -> u64 {
    for _ in 0..3 {
        let request = market.request_for(H100, 1, 60);
        let job = market.request(client, request, 100 * ONE).expect("requested");
        market.heartbeat(provider);
        market.accept(provider, job, AcceptPayout::Credits {}).expect("accepted");
        serve(market, provider, 120);
        market.jobs(client, &JobMsg::TimeoutJob { job_id: job }, &[]).expect("it is late");
    }
    let query = RegistryQuery::Provider { provider: provider.to_string() };
    market.ask_registry::<ProviderResponse>(&query).jailed_until.expect("it is in jail")
}

pub fn a_jailed_provider_serves_on_and_starts_nothing(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let other = market.provider("another provider", H100, 1_000 * ONE, 1);
    market.heartbeat(&other);
    let running = market.lease_running(&client, &provider, lease_of(H100, 1, 3_600), 3_600).expect("it runs");
    let until = jail(&mut market, &client, &provider);
    let open = market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    market.start_lease(&provider, open, 0).refused(&["jail"]);
    market.top_up_lease(&client, running, 60, ONE).expect("the client may go on with it");
    goes_on(&mut market, &client, &provider, running);
    market.cancel_lease(&client, open).expect("withdrawn");
    // The end of the lease has counted none of its GPUs, and out of jail they count again.
    assert_eq!(market.position(&provider, H100).proven_gpus, 0);
    market.wait(until - market.now());
    market.registry(&provider, &RegistryMsg::Unjail {}, &[]).expect("its time is over");
    let touch = RegistryMsg::Touch { class: H100.into(), provider: provider.to_string() };
    market.registry(&client, &touch, &[]).expect("anyone may");
    assert!(market.position(&provider, H100).proven_gpus > 0);
    invariants::check(&market).expect("all is conserved");
}

/// And out of jail in the middle of a lease, which ends without a slash after that.
pub fn a_lease_outlasts_jail(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market_with(codes, |wiring| wiring.registry.jail = 3_600);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 7_200), 0).expect("it runs");
    let until = jail(&mut market, &client, &provider);
    market.registry(&provider, &RegistryMsg::Leave {}, &[]).refused(&["cannot leave"]);
    market.wait(until - market.now());
    market.lease_heartbeat(&provider).expect("it serves on");
    market.registry(&provider, &RegistryMsg::Unjail {}, &[]).expect("its time is over");
    market.registry(&provider, &RegistryMsg::Leave {}, &[]).refused(&["cannot leave"]);
    goes_on(&mut market, &client, &provider, lease);
}

pub fn a_provider_leaves_its_class_after_its_leases(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 8, 600), 0).expect("it runs");
    let fewer = RegistryMsg::OfferGpus { class: H100.into(), gpus: 7, admission: None };
    market.registry(&provider, &fewer, &[]).refused(&[]);
    let all = market.position(&provider, H100).free.u128();
    market.withdraw_bond(&provider, H100, all).expect("what is not pledged is free");
    market.withdraw_bond(&provider, H100, 1).refused(&[]);
    serve(&mut market, &provider, 600);
    market.close_lease(&client, lease).expect("it has ended");
    market.registry(&provider, &fewer, &[]).expect("its GPUs are free");
    let pledged = market.position(&provider, H100).free.u128();
    assert!(pledged > 0);
    market.withdraw_bond(&provider, H100, pledged).expect("its pledge is free");
    invariants::check(&market).expect("all is conserved");
}

pub fn a_paused_class_starts_nothing_and_stops_nothing(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (running, open) = two(&mut market, &client, &provider);
    let guardian = market.guardian.clone();
    let paused = ClassPaused { mint: false, accept: true };
    market
        .registry(&guardian, &RegistryMsg::SetPaused { class: H100.into(), paused }, &[])
        .expect("a guardian may");
    market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).refused(&["paused"]);
    market.top_up_lease(&client, running, 60, ONE).refused(&["paused"]);
    market.heartbeat(&provider);
    market.start_lease(&provider, open, 0).refused(&["accepting is stopped"]);
    let before = held(&market, &client).credits;
    market.cancel_lease(&client, open).expect("withdrawn");
    assert_eq!(held(&market, &client).credits - before, 600 * CREDIT);
    goes_on(&mut market, &client, &provider, running);
}

pub fn a_paused_market_takes_no_money_and_pays_on(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (running, open) = two(&mut market, &client, &provider);
    let (guardian, owner) = (market.guardian.clone(), market.owner.clone());
    market.leases(&client, &ExecuteMsg::SetPaused { requests: true }).refused(&["the owner or the guardian"]);
    market.leases(&guardian, &ExecuteMsg::SetPaused { requests: true }).expect("a guardian may");
    market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).refused(&["paused"]);
    market.top_up_lease(&client, running, 60, ONE).refused(&["paused"]);
    market.leases(&guardian, &ExecuteMsg::SetPaused { requests: false }).refused(&["only the owner lifts"]);
    market.start_lease(&provider, open, 0).expect("what was paid for starts");
    market.close_lease(&client, open).expect("closed");
    goes_on(&mut market, &client, &provider, running);
    market.leases(&owner, &ExecuteMsg::SetPaused { requests: false }).expect("the owner lifts it");
    market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
}

pub fn a_market_that_is_allowed_no_more_ends_what_it_has(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (running, open) = two(&mut market, &client, &provider);
    let (owner, this) = (market.owner.clone(), market.at.lease_market.clone());
    let msg = RegistryMsg::AllowMarket { market: this, allowed: false };
    market.registry(&owner, &msg, &[]).expect("governance may");
    market.start_lease(&provider, open, 0).refused(&["one to which governance lets providers pledge"]);
    market.cancel_lease(&client, open).expect("withdrawn");
    goes_on(&mut market, &client, &provider, running);
    market.leases(&client, &ExecuteMsg::Sweep {}).expect("and its take is swept");
    invariants::check(&market).expect("all is conserved");
}

pub fn no_lease_outlives_its_class(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (running, open) = two(&mut market, &client, &provider);
    market.announce_sunset(H100).expect("announced");
    market.cancel_lease(&client, open).expect("withdrawn");
    goes_on(&mut market, &client, &provider, running);
    let at = market.class(H100).sunset.expect("announced").at;
    market.wait(at - market.now() - 1_300);
    market.heartbeat(&provider);
    // Ten minutes to start it, and then its own.
    market.request_lease(&client, lease_of(H100, 1, 701), 10 * ONE).refused(&["one that ends at"]);
    let last = market.request_lease(&client, lease_of(H100, 1, 700), 10 * ONE).expect("requested");
    market.start_lease(&provider, last, 601).refused(&[]);
    market.start_lease(&provider, last, 600).expect("a pledge until the class's end");
    market.top_up_lease(&client, last, 600, ONE).expect("up to the class's end");
    serve(&mut market, &provider, 1_300);
    market.close_lease(&client, last).expect("it has ended");
    market.collect(&client, H100, &provider).expect("nothing is locked any more");
    invariants::check(&market).expect("all is conserved");
}

/// However late a pledge ends, no more than a month is prepaid, and a class's end is announced three months ahead.
pub fn no_more_than_a_month_is_prepaid(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    market.supply_liquidity(&provider, H100, 6_000_000 * ONE, 5_400 * ONE).expect("enough for a month");
    let mut request = lease_of(H100, 1, MAX_SECONDS);
    request.max_payment = Uint128::new(10_000 * ONE);
    let lease = market.request_lease(&client, request, 10_000 * ONE).expect("requested");
    market.heartbeat(&provider);
    market.start_lease(&provider, lease, 365 * DAY).expect("started");
    market.top_up_lease(&client, lease, 1, ONE).refused(&["`seconds` out of bounds"]);
    market.wait(100);
    market.lease_heartbeat(&provider).expect("it runs");
    market.top_up_lease(&client, lease, 101, ONE).refused(&["`seconds` out of bounds"]);
    market.top_up_lease(&client, lease, 100, ONE).expect("as much as has passed");
}

pub fn leases_outlive_an_upgrade(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let (running, open) = two(&mut market, &client, &provider);
    serve(&mut market, &provider, 300);
    let before = (market.lease(running), market.lease(open));
    market.client.upgrade().expect("every contract migrates");
    assert_eq!((market.lease(running), market.lease(open)), before);
    invariants::check(&market).expect("all is conserved");
    market.heartbeat(&provider);
    market.start_lease(&provider, open, 0).expect("started");
    market.top_up_lease(&client, running, 60, ONE).expect("topped up");
    serve(&mut market, &provider, 600);
    market.close_lease(&client, open).expect("it has ended");
    goes_on(&mut market, &client, &provider, running);
}
