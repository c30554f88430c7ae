//! A provider's agent serves a lease on a chain whose clock is moved: hooks start and stop its machine, heartbeats cover it, and it is paid.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::time::{SystemTime, UNIX_EPOCH};

use api::lease_market::{ClockResponse, LeaseState, QueryMsg};
use chain_tests::process::{until, Process};
use chain_tests::site::{Said, Site};
use chain_tests::{terminal, TestChain};
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::wirings::{H100, ONE};

const RUN: &str = "agent-leases";
const PORTS: u16 = 28_700;
const SECONDS: u64 = 1_000;
/// An SSH key as a machine writes it.
const HOST_KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";

#[test]
fn an_agent_serves_a_lease_and_is_paid_and_stops_the_machine_of_one_that_its_client_closes() {
    let camm = terminal::camm();
    let (chain, clock) = TestChain::with_late_clock(RUN, PORTS, 1_200);
    let mut market = Site::market(&chain, RUN);
    market.client.set_clock(&clock);
    let mut site = Site::new(&chain, market, RUN, PORTS + 80);
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    clock.advance(now().saturating_sub(site.market.now())).expect("it moves");

    let data = site.folder().join("data");
    let file = site.agent(&Said { keep_net: 0, gas_price: "0", data: &data, script: "true" });
    let machines = site.folder().join("machines");
    fs::create_dir_all(&machines).expect("a folder");
    let script = |name: &str, text: String| {
        let path = site.folder().join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).expect("a script");
        fs::set_permissions(&path, PermissionsExt::from_mode(0o700)).expect("its mode");
    };
    let machine = format!("{}/$CAMM_LEASE", machines.display());
    script(
        "up",
        format!("echo $CAMM_SSH_KEY > {machine}\necho gpu7.example:2222\necho '{HOST_KEY} root@gpu7'"),
    );
    script("down", format!("rm -f {machine}"));
    script("there", format!("test -f {machine}"));
    let text = fs::read_to_string(&file).expect("the agent's file");
    let leases = "[leases]\nstart = [\"./up\"]\nend = [\"./down\"]\nalive = [\"./there\"]\nlongest = 3600\nkeep_gpus = 0\n";
    fs::write(&file, format!("{text}\n{leases}")).expect("written");

    let (client, provider) = (site.client.clone(), site.provider.clone());
    let mut request = || {
        let request = lease_of(H100, 1, SECONDS);
        site.market.request_lease(&client, request, 1_000 * ONE).expect("it is requested")
    };
    let (served, closed) = (request(), request());
    let state = |site: &Site, id: u64| site.market.lease(id).state;
    let there = |id: u64| machines.join(id.to_string()).is_file();
    let owed = site.market.position(&provider, H100).open.u128();
    let agent = Process::begin(&camm, "agent", &file);
    for id in [served, closed] {
        until("it starts the lease", || (state(&site, id) == LeaseState::Running).then_some(()));
        assert!(there(id), "its machine was ready before");
    }
    let started = site.market.running_lease(served);
    assert_eq!((&started.provider, started.end - started.started_at), (&provider, SECONDS));

    let seen = || {
        let query = QueryMsg::Clock { provider: provider.to_string() };
        site.market.ask_leases::<ClockResponse>(&query).seen_at
    };
    let first = seen();
    clock.advance(205).expect("it moves");
    until("it says that its machines run", || (seen() > first).then_some(()));

    site.market.close_lease(&client, closed).expect("its client may");
    until("the machine of the closed lease is stopped", || (!there(closed)).then_some(()));
    assert!(there(served));

    let left = started.end - site.market.now();
    clock.advance(left).expect("it moves");
    until("the lease is over on the chain", || (state(&site, served) == LeaseState::Ended).then_some(()));
    until("its machine is stopped", || (!there(served)).then_some(()));
    let redeemed = || owed - site.market.position(&provider, H100).open.u128();
    until("what it earned is redeemed", || (redeemed() >= u128::from(SECONDS) * ONE).then_some(()));
    assert_eq!(site.market.position(&provider, H100).locked.u128(), 0, "its bond is free");
    site.until_shown("camm_agent_leases 0");
    site.until_shown("camm_agent_messages_total{step=\"close\",fate=\"done\"} 1");
    agent.stop();
}
