//! What the fee-collector is told: by which pools it sells what, and to which it may bring NET.

use super::*;
use api::fee_collector::ExecuteMsg;
use deploy::{Effect, Execution, Plan, RouteWiring};

fn planned(wiring: &Wiring) -> Plan {
    let api = MockApi::default();
    plan(&api, wiring, api.addr_make("creator").as_str(), &stored()).unwrap()
}

/// The routes and the pools of a plan, in order, and that they come last.
fn told(plan: &Plan) -> (Vec<(Asset, Vec<u64>)>, Vec<u64>) {
    let (mut routes, mut pools) = (vec![], vec![]);
    let is_told = |step: &Execution| step.contract == plan.addresses.fee_collector;
    assert!(plan.setup.is_sorted_by_key(is_told), "after all that they need");
    for step in plan.setup.iter().filter(|step| is_told(step)) {
        match cosmwasm_std::from_json(&step.msg).unwrap() {
            ExecuteMsg::SetRoute { asset, pools } => {
                assert_eq!(step.effect, Effect::Route(asset.clone()));
                routes.push((asset, pools));
            }
            ExecuteMsg::SetLiquidityPool { pool_id, allowed: true } => {
                assert_eq!(step.effect, Effect::LiquidityPool(pool_id));
                pools.push(pool_id);
            }
            other => panic!("{other:?}"),
        }
    }
    (routes, pools)
}

#[test]
fn credits_are_sold_in_their_class_pool_and_liquidity_goes_there() {
    let mut wiring = wiring();
    let mut file = serde_json::to_value(&wiring).unwrap();
    for field in ["routes", "liquidity_pools"] {
        assert!(
            file.as_object_mut().unwrap().remove(field).is_none(),
            "nothing is written where there is none"
        );
    }
    assert_eq!(serde_json::from_value::<Wiring>(file).unwrap(), wiring);
    wiring.assets.push(Asset::native("ulone"));
    let plan = planned(&wiring);
    let (routes, pools) = told(&plan);
    let credit = |class: &str| Asset::cw20(&plan.credits[class]);
    let expected = [
        (credit("one"), vec![1]),
        (credit("two"), vec![2]),
        // By the first pool that trades it for NET; what has none is not sold.
        (Asset::native("uusd"), vec![3]),
    ];
    assert_eq!(routes, expected);
    assert_eq!(pools, [1, 2]);
}

#[test]
fn a_wiring_may_name_other_routes_and_pools() {
    let mut wiring = wiring();
    wiring.assets.push(Asset::native("uatom"));
    wiring.pools.push(pool("uatom", "uusd"));
    let route =
        |denom: &str, pools: &[u64]| RouteWiring { asset: Asset::native(denom), pools: pools.to_vec() };
    wiring.routes = vec![route("uusd", &[]), route("uatom", &[4, 3])];
    wiring.liquidity_pools = Some(vec![3]);
    let text = serde_json::to_string(&wiring).unwrap();
    assert_eq!(serde_json::from_str::<Wiring>(&text).unwrap(), wiring, "as it stands in a file");
    let (routes, pools) = told(&planned(&wiring));
    assert_eq!(routes[2..], [(Asset::native("uatom"), vec![4, 3])]);
    assert_eq!(pools, [3]);
    wiring.liquidity_pools = Some(vec![]);
    assert_eq!(told(&planned(&wiring)).1, [0; 0]);
}

#[test]
fn routes_and_pools_that_cannot_be_are_refused() {
    let refused = |change: &dyn Fn(&mut Wiring), part: &str| {
        let mut wiring = wiring();
        change(&mut wiring);
        let error = format!("{:#}", wiring.check().unwrap_err());
        assert!(error.contains(part), "{error}");
    };
    let route =
        |denom: &str, pools: &[u64]| RouteWiring { asset: Asset::native(denom), pools: pools.to_vec() };
    refused(&|w| w.routes = vec![route("ujunk", &[3])], "route of ujunk: it does not stand in `assets`");
    refused(&|w| w.routes = vec![route("uusd", &[3]), route("uusd", &[3])], "route of uusd stands twice");
    refused(&|w| w.routes = vec![route("uusd", &[4])], "route of uusd: expected pools from 1 to 3, got 4");
    refused(&|w| w.routes = vec![route("uusd", &[3; 5])], "route of uusd: expected at most 4 pools, got 5");
    refused(&|w| w.routes = vec![route("uusd", &[1])], "route of uusd: pool 1 does not trade");
    let astray = "route of uatom: expected it to lead to unet, got uusd";
    refused(
        &|w| {
            w.assets.push(Asset::native("uatom"));
            w.pools.push(pool("uatom", "uusd"));
            w.routes = vec![route("uatom", &[4])];
        },
        astray,
    );
    refused(&|w| w.liquidity_pools = Some(vec![0]), "liquidity_pools: expected pools from 1 to 3, got 0");
    refused(&|w| w.liquidity_pools = Some(vec![1, 1]), "liquidity_pools: pool 1 stands twice");
}
