//! Who may change what: the guardian stops, governance decides, nobody else is heard.

use api::common::{Asset, Source};
use api::job_market::ExecuteMsg as JobMsg;
use api::pool::{Destination, ExecuteMsg as PoolMsg, Fees, Paused, Route};
use api::provider_registry::ExecuteMsg as RegistryMsg;
use cosmwasm_std::{coins, Addr, Uint128};

use super::{provider, sell, somebody};
use compute_amm_testing::client::{Call, Client};
use compute_amm_testing::invariants;
use compute_amm_testing::market::{Market, Refused};
use compute_amm_testing::wirings::{H100, NET, ONE};

/// The guardian pauses a pool at once; a proposal of which a part is refused changes nothing; one proposal
/// lifts the pause and changes a fee and a class; another sets things back.
pub fn governance_pauses_and_changes<C: Client>(market: &mut Market<C>) {
    provider(market);
    let pool_id = market.class_pool(H100);
    let (fees, params) = (market.pool_state(pool_id).fees, market.class(H100).params);
    let guardian =
        market.client.actor("guardian", &[]).unwrap_or_else(|e| panic!("the guardian's key: {e:#}"));
    assert_eq!(guardian, market.guardian, "the client holds the key of the wiring's guardian");
    let trader = somebody(market, "trader", &coins(10 * ONE, NET));
    let (all, none) = (Paused { swap: true, provide: true }, Paused { swap: false, provide: false });
    let set = |paused| PoolMsg::SetPaused { pool_id, paused };
    let stranger = ["unauthorized", trader.as_str()];
    market.pool(&trader, &set(all), &[]).refused(&["the owner or the guardian", stranger[0], stranger[1]]);
    market.pool(&guardian, &set(all), &[]).unwrap_or_else(|e| panic!("the guardian pauses: {e:#}"));
    swap(market, &trader).refused(&["paused"]);
    market.pool(&guardian, &set(none), &[]).refused(&["only the owner lifts a pause"]);

    let dearer = Fees { fee_bps: fees.fee_bps + 50, ..fees };
    let update_fees = |fees| PoolMsg::UpdateFees { pool_id, fees };
    let mut capped = params.clone();
    capped.mint_cap += Uint128::one();
    let update_class = |params| RegistryMsg::UpdateClass { class: H100.into(), params };
    let expected = ["the contract's current owner", stranger[0], stranger[1]];
    market.pool(&trader, &update_fees(dearer), &[]).refused(&expected);
    market.registry(&trader, &update_class(capped.clone()), &[]).refused(&expected);
    let pause = JobMsg::SetPaused { requests: true };
    market.jobs(&trader, &pause, &[]).refused(&["the owner or the guardian", stranger[0], stranger[1]]);

    let (pool, registry) = (market.at.pool.clone(), market.at.provider_registry.clone());
    let lift = Call::new(&pool, &set(none)).unwrap();
    let refused = Call::new(&pool, &update_fees(Fees { fee_bps: 10_000, ..fees })).unwrap();
    let partly = market.client.govern(&[lift.clone(), refused]);
    assert!(partly.is_err(), "a fee of everything is refused, got {partly:?}");
    let state = market.pool_state(pool_id);
    assert_eq!((state.paused, state.fees), (all, fees), "all of it or none");

    let calls = [
        lift,
        Call::new(&pool, &update_fees(dearer)).unwrap(),
        Call::new(&registry, &update_class(capped.clone())).unwrap(),
    ];
    market.client.govern(&calls).unwrap_or_else(|e| panic!("governance decides: {e:#}"));
    let state = market.pool_state(pool_id);
    assert_eq!((state.paused, state.fees, market.class(H100).params), (none, dearer, capped));
    let net = market.net();
    let (_, dear) = sell(market, &trader, &net, &[pool_id], ONE / 10);
    invariants::check(market).unwrap();

    let calls = [
        Call::new(&pool, &update_fees(fees)).unwrap(),
        Call::new(&registry, &update_class(params.clone())).unwrap(),
    ];
    market.client.govern(&calls).unwrap_or_else(|e| panic!("governance decides again: {e:#}"));
    assert_eq!((market.pool_state(pool_id).fees, market.class(H100).params), (fees, params));
    let credit = market.credit(H100);
    sell(market, &trader, &credit, &[pool_id], dear);
    invariants::check(market).unwrap();
}

/// Any swap.
fn swap<C: Client>(
    market: &mut Market<C>,
    who: &Addr,
) -> anyhow::Result<compute_amm_testing::client::Receipt> {
    let msg = PoolMsg::SwapExactIn {
        route: Route { offer: Asset::native(NET), pools: vec![market.class_pool(H100)] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to: Destination::Wallet { receiver: None },
        deadline: None,
    };
    market.pool(who, &msg, &coins(ONE / 10, NET))
}
