//! Who wants a machine for nothing, money without one, or somebody's GPUs locked up.

use api::common::{Source, CREDIT};
use api::lease_market::{ExecuteMsg, LeaseState, OccupancyResponse, PledgeMsg, QueryMsg, SwapMsg};
use api::pool::SwapReceived;
use api::provider_registry::{ExecuteMsg as RegistryMsg, PledgeReceived};
use cosmwasm_std::{to_json_binary, Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, ONE};
use compute_amm_testing::{invariants, small_market};

use super::life::{held, serve};

fn occupancy(market: &Market) -> OccupancyResponse {
    market.ask_leases(&QueryMsg::Occupancy { class: H100.into() })
}

/// Asking makes nobody's lease dearer, and what is withdrawn costs its client the pool's fee alone.
pub fn requests_alone_move_no_multiplier(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let before = occupancy(&market);
    let asked: Vec<u64> = (0..10)
        .map(|_| market.request_lease(&client, lease_of(H100, 8, 600), 100 * ONE).expect("requested"))
        .collect();
    assert_eq!(occupancy(&market), before);
    for lease in asked {
        market.cancel_lease(&client, lease).expect("withdrawn");
    }
    assert_eq!(occupancy(&market), before);
    invariants::check(&market).expect("all is conserved");
}

/// The multiplier follows the GPUs that are leased: up above the target, and down below it.
pub fn leased_gpus_move_the_multiplier(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    // One proven GPU: a lease of one is the whole class, 40 % above its target.
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 6_000), 0).expect("it runs");
    assert_eq!((occupancy(&market).backlog, occupancy(&market).leased_gpus), (0, 1));
    let calm = occupancy(&market).multiplier_bps;
    serve(&mut market, &provider, 600);
    assert_eq!(occupancy(&market).backlog, 600 * 4_000);
    assert!(occupancy(&market).multiplier_bps > calm);
    market.close_lease(&client, lease).expect("closed");
    assert_eq!((occupancy(&market).backlog, occupancy(&market).leased_gpus), (600 * 4_000, 0));
    market.wait(100);
    assert_eq!(occupancy(&market).backlog, 600 * 4_000 - 100 * 6_000);
    market.wait(1_000);
    assert_eq!((occupancy(&market).backlog, occupancy(&market).multiplier_bps), (0, calm));
}

/// Opened, started and closed within one block: the client pays a minute's credits and has no machine, the provider gets nothing.
pub fn opened_and_closed_at_once(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let before = held(&market, &provider);
    for _ in 0..3 {
        let lease = market.lease_running(&client, &provider, lease_of(H100, 8, 600), 0).expect("it runs");
        market.close_lease(&client, lease).expect("closed");
    }
    assert_eq!(held(&market, &provider), before);
    assert_eq!(held(&market, &client).credits, 3 * 8 * 540 * CREDIT);
    let position = market.position(&provider, H100);
    assert_eq!((position.busy, position.locked.u128()), (0, 0));
    assert_eq!(occupancy(&market).backlog, 0);
    invariants::check(&market).expect("all is conserved");
}

/// A lease of one's own costs its take and the first minute, and earns no reputation beyond that take.
pub fn a_lease_of_ones_own_pays_its_take(codes: &dyn Codes) {
    let (mut market, provider, _) = small_market(codes);
    let lease = market.lease_running(&provider, &provider, lease_of(H100, 1, 600), 0).expect("it runs");
    let take = market.lease(lease).live.expect("it runs").take.u128();
    serve(&mut market, &provider, 600);
    let before = held(&market, &provider);
    market.close_lease(&provider, lease).expect("it has ended");
    assert_eq!(held(&market, &provider).credits - before.credits, 600 * CREDIT);
    assert_eq!(held(&market, &provider).net, before.net, "the take is gone");
    assert!(take > 0);
    invariants::check(&market).expect("all is conserved");
}

pub fn nobody_beats_without_a_lease(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    market.lease_heartbeat(&provider).refused(&["has started no lease", provider.as_str()]);
    market.lease_heartbeat(&client).refused(&["has started no lease"]);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 600), 0).expect("it runs");
    market.close_lease(&client, lease).expect("closed");
    // Heartbeats between two leases cover nothing that is paid.
    let before = held(&market, &provider);
    serve(&mut market, &provider, 1_200);
    assert_eq!(held(&market, &provider), before);
}

/// A lease starts by the registry's word alone, which has checked that the provider itself pledged.
pub fn only_the_wired_contracts_start_and_fund(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    let start = PledgeMsg::Start { endpoint: "nowhere".into(), host_key: digest("none") };
    let pledge = PledgeReceived {
        id: lease,
        provider: provider.to_string(),
        class: H100.into(),
        gpus: 1,
        amount: Uint128::new(ONE),
        ends_by: market.now() + 600,
        msg: to_json_binary(&start).expect("JSON"),
    };
    market.leases(&provider, &ExecuteMsg::ReceivePledge(pledge)).refused(&["the provider-registry"]);
    let msg = SwapMsg::TopUp { lease_id: lease, seconds: 1, max_payment: Uint128::new(ONE) };
    let swap = SwapReceived {
        sender: client.to_string(),
        legs: vec![],
        rest: api::common::AssetAmount { asset: market.net(), amount: Uint128::zero() },
        msg: to_json_binary(&msg).expect("JSON"),
    };
    market.leases(&client, &ExecuteMsg::ReceiveSwap(swap)).refused(&["the pool contract"]);
    market.heartbeat(&provider);
    market
        .registry(
            &provider,
            &RegistryMsg::EndPledge {
                id: lease,
                end: api::provider_registry::PledgeEnd {
                    good: Uint128::zero(),
                    bad: Uint128::zero(),
                    slash: None,
                },
            },
            &[],
        )
        .refused(&[]);
    market.start_lease(&provider, lease, 0).expect("started");
    market.start_lease(&provider, lease, 0).refused(&[]);
    market.cancel_lease(&client, lease).refused(&["expected state open, got running"]);
}

/// Credits for one lease pay for no other: what a swap brings must be exactly what it asks for.
pub fn a_swap_brings_exactly_its_credits(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    for credits in [599 * CREDIT, 601 * CREDIT] {
        let msg = SwapMsg::RequestLease { request: lease_of(H100, 1, 600) };
        let swap = market.lease_swap(H100, credits, &msg, Source::Funds {}).expect("a swap");
        let funds = cosmwasm_std::coins(10 * ONE, compute_amm_testing::wirings::NET);
        market.pool(&client, &swap, &funds).refused(&["exactly 600000000"]);
    }
    invariants::check(&market).expect("all is conserved");
}

/// A client that closes after a minute has paid for the minute; whoever names a provider locks it up no longer.
pub fn a_named_provider_is_bound_by_its_own_pledge_alone(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let mut request = lease_of(H100, 8, 600);
    request.provider = Some(provider.to_string());
    let lease = market.request_lease(&client, request, 100 * ONE).expect("requested");
    let free = |market: &Market, who: &Addr| market.position(who, H100).busy == 0;
    assert!(free(&market, &provider), "a request binds nobody");
    market.heartbeat(&provider);
    market.start_lease(&provider, lease, 0).expect("started");
    assert!(!free(&market, &provider));
    serve(&mut market, &provider, 60);
    market.close_lease(&client, lease).expect("closed");
    assert!(free(&market, &provider));
    assert_eq!(market.lease(lease).state, LeaseState::Closed);
    invariants::check(&market).expect("all is conserved");
}
