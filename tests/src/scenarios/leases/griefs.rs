//! Who wants a machine for nothing, money without one, or somebody's GPUs locked up.

use api::common::{Source, CREDIT};
use api::lease_market::{ExecuteMsg, LeaseState, PledgeMsg, SwapMsg};
use api::pool::SwapReceived;
use api::provider_registry::{ExecuteMsg as RegistryMsg, PledgeReceived};
use cosmwasm_std::{coins, to_json_binary, Addr, Uint128};

use compute_amm_testing::codes::Codes;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{invariants, small_market};

use super::life::{held, quote, quote_close, serve, COVER};

/// Closed within the first minute, at any second of it: the client pays a minute's credits and no more, so it need not wait; the
/// provider, which may have no machine, gets nothing and is no better known.
pub fn opened_and_closed_at_once(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let before = held(&market, &provider);
    for after in [0, 1, 59] {
        let lease = market.lease_running(&client, &provider, lease_of(H100, 8, 600), 0).expect("it runs");
        if after > 0 {
            market.wait(after);
        }
        market.claim_lease(&provider, lease).expect("nothing is due");
        market.close_lease(&client, lease).expect("closed");
    }
    assert_eq!(held(&market, &provider), before);
    assert_eq!(held(&market, &client).credits, 3 * 8 * 540 * CREDIT);
    let position = market.position(&provider, H100);
    assert_eq!((position.busy, position.locked.u128(), position.good.u128()), (0, 0, 0));
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
    let before = held(&market, &provider).credits;
    serve(&mut market, &provider, 1_200);
    let lease = market.lease_running(&client, &provider, lease_of(H100, 1, 600), 0).expect("it runs");
    serve(&mut market, &provider, 100);
    market.claim_lease(&provider, lease).expect("claimed");
    assert_eq!(held(&market, &provider).credits - before, 100 * CREDIT);
}

/// A client that sees that its machine is gone, or that its provider is about to stop, adds seconds: no more is slashed for them,
/// and nobody adds any to a lease that is open or over.
pub fn added_seconds_make_no_slash_larger(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.request_lease(&client, lease_of(H100, 2, 7_200), 100 * ONE).expect("requested");
    market.top_up_lease(&client, lease, 60, ONE).refused(&["expected state running, got open"]);
    market.heartbeat(&provider);
    market.start_lease(&provider, lease, 20_000).expect("started");
    serve(&mut market, &provider, 6_000);
    market.wait(3 * COVER - 1_000);
    let slash = |market: &Market, who: &Addr| {
        let quoted = quote_close(market, lease, who);
        (quoted.state, quoted.slash.u128())
    };
    let pledge = market.lease(lease).live.expect("it runs").pledge.u128();
    let before = slash(&market, &provider);
    assert_eq!(before, (LeaseState::Stopped, pledge * (7_200 - 6_800) / 7_200));
    market.top_up_lease(&client, lease, 10_000, 100 * ONE).expect("its provider agreed to it");
    assert_eq!(slash(&market, &provider), before);
    market.wait(1_000);
    // Silent beyond the seconds that were requested: those that were added are paid as they are served, or not at all.
    assert_eq!(slash(&market, &client), (LeaseState::Silent, 0));
    let (bond, refunded) = (market.position(&provider, H100).bond, held(&market, &client).credits);
    market.close_lease(&client, lease).expect("it is silent");
    assert_eq!(market.position(&provider, H100).bond, bond);
    let paid = 6_000 + u128::from(COVER);
    assert_eq!(held(&market, &client).credits - refunded, 2 * (17_200 - paid) * CREDIT);
    let msg = SwapMsg::TopUp { lease_id: lease, seconds: 60, max_payment: Uint128::new(ONE) };
    let swap = market.lease_swap(H100, 120 * CREDIT, &msg, Source::Funds {}).expect("a swap");
    market.pool(&client, &swap, &coins(ONE, NET)).refused(&["expected state running, got silent"]);
    invariants::check(&market).expect("all is conserved");
}

/// Within a block a client drives the price up and asks: its lease is dear, and its provider pledges no more for it.
pub fn a_price_driven_up_makes_no_pledge_larger(codes: &dyn Codes) {
    let (mut market, _, client) = small_market(codes);
    let before = quote(&market, 1, 600, None);
    market.buy(&client, H100, 1_000_000 * CREDIT, 10_000 * ONE).expect("half of all credits");
    let dear = quote(&market, 1, 600, None);
    assert!(dear.cost.u128() > 3 * before.cost.u128(), "{dear:?}");
    assert_eq!(
        dear.pledge.u128(),
        (600 * 900u128).div_ceil(10),
        "by the mean, which is 900 NET base units a credit"
    );
    let lease = market.request_lease(&client, lease_of(H100, 1, 600), 100 * ONE).expect("requested");
    let open = market.lease(lease).live.expect("it is open");
    assert!(open.cost > before.cost && open.pledge <= before.pledge, "{open:?}");
    invariants::check(&market).expect("all is conserved");
}

/// A lease starts by the registry's word alone, which has checked that the provider itself pledged.
pub fn only_the_wired_contracts_start_and_fund(codes: &dyn Codes) {
    let (mut market, provider, client) = small_market(codes);
    let lease = market.request_lease(&client, lease_of(H100, 1, 600), 10 * ONE).expect("requested");
    let start = PledgeMsg { endpoint: "nowhere".into(), host_key: digest("none") };
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
