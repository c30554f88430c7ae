//! Parties of a lease that are contracts: they can say at any time that they are something else.

use api::common::{Source, CREDIT};
use api::lease_market::{ExecuteMsg, LeaseState, LeasesResponse, QueryMsg, SwapMsg};
use api::paging::ListOrder;
use api::pool::ExecuteMsg as PoolMsg;
use api::provider_registry::ExecuteMsg as RegistryMsg;
use compute_amm_testing::codes::Codes;
use compute_amm_testing::leases::lease_of;
use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{invariants, small_market};
use cosmwasm_std::{coins, Addr, Empty, Uint128};

use crate::hostile::{self, Master};

/// A contract with NET in its account.
fn party(market: &mut Market, name: &str) -> Addr {
    let (sponsor, party) = (market.actor("sponsor"), market.host(hostile::puppet(), &Empty {}, name));
    let deposit = PoolMsg::Deposit { receiver: Some(party.to_string()) };
    market.pool(&sponsor, &deposit, &coins(1_000 * ONE, NET)).expect("it gets NET");
    party
}

fn newest(market: &Market) -> u64 {
    let query = QueryMsg::Leases {
        filter: None,
        order: Some(ListOrder::Descending),
        start_after: None,
        limit: Some(1),
    };
    market.ask_leases::<LeasesResponse>(&query).leases[0].lease_id
}

/// Neither party keeps a lease from ending, or a claim from being paid, by saying that it is a token, which could never draw: a
/// client could not leave, and a provider's GPUs would stay locked.
pub fn a_party_that_poses_as_a_token_is_paid_all_the_same(codes: &dyn Codes) {
    let (mut market, _, _) = small_market(codes);
    let [client, host] = ["client contract", "host contract"].map(|name| party(&mut market, name));
    let at = market.at.clone();
    let account = |amount: u128| Source::Account { owner: None, amount: Uint128::new(amount) };
    for msg in [
        RegistryMsg::Register { metadata: "https://host.example".into() },
        RegistryMsg::Bond { class: H100.into(), from: account(500 * ONE) },
        RegistryMsg::OfferGpus { class: H100.into(), gpus: 4, admission: None },
    ] {
        market.pull(&host, &at.provider_registry, &msg).expect("a contract may be a provider");
    }
    for closer in [&client, &host] {
        let msg = SwapMsg::RequestLease { request: lease_of(H100, 2, 3_600) };
        let swap = market.lease_swap(H100, 2 * 3_600 * CREDIT, &msg, account(100 * ONE)).expect("a swap");
        market.pull(&client, &at.pool, &swap).expect("a contract may be a client");
        let lease = newest(&market);
        let pledge = RegistryMsg::Pledge(market.pledge_for(lease, 0).expect("it is open"));
        market.pull(&host, &at.provider_registry, &pledge).expect("started");

        for party in [&client, &host] {
            market.pose(party, "crates.io:cw20-base");
        }
        market.wait(300);
        market.claim_lease(&market.guardian.clone(), lease).expect("anyone may");
        assert_eq!(market.running_lease(lease).paid.u128(), 600 * CREDIT, "two GPUs for 300 s");
        market.wait(60);
        market.pull(closer, &at.lease_market, &ExecuteMsg::Close { lease_id: lease }).expect("closed");
        let state = if *closer == client { LeaseState::Closed } else { LeaseState::Stopped };
        assert_eq!(market.lease(lease).state, state);
        for party in [&client, &host] {
            market.pose(party, "somebody");
        }
    }
    let paid = market.account(&host, &market.credit(H100));
    assert_eq!(paid, 2 * 2 * 360 * CREDIT, "twice two GPUs for 360 s");
    assert_eq!(market.position(&host, H100).busy, 0);
    assert_eq!(market.position(&host, H100).locked, Uint128::zero());
    invariants::check(&market).expect("all is conserved");
}
