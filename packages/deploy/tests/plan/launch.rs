//! Launch pools in a wiring: of a class, or beside the classes'.

use super::*;
use api::pool::ExecuteMsg;
use deploy::Effect;

/// Whether each pool of the plan, in order, is created as a launch pool; and to which pools liquidity may go.
fn launches(wiring: &Wiring) -> (Vec<bool>, Vec<u64>) {
    let api = MockApi::default();
    let plan = plan(&api, wiring, api.addr_make("creator").as_str(), &stored()).unwrap();
    let of_pool = plan.setup.iter().filter(|step| step.contract == plan.addresses.pool);
    let launches = of_pool.filter_map(|step| match cosmwasm_std::from_json(&step.msg).unwrap() {
        ExecuteMsg::CreatePool { launch, .. } => Some(launch),
        _ => None,
    });
    let pools = plan.setup.iter().filter_map(|step| match step.effect {
        Effect::LiquidityPool(pool_id) => Some(pool_id),
        _ => None,
    });
    (launches.collect(), pools.collect())
}

#[test]
fn the_plan_creates_launch_pools_where_the_wiring_says_so() {
    let mut wiring = wiring();
    assert_eq!(launches(&wiring), (vec![false, false, false], vec![1, 2]));
    wiring.classes[1].launch = true;
    wiring.pools.push(PoolWiring { launch: true, ..pool("uusd", "unet") });
    assert_eq!(
        launches(&wiring),
        (vec![false, true, false, true], vec![1]),
        "none takes the protocol's liquidity"
    );
}

#[test]
fn a_file_that_says_nothing_of_it_has_ordinary_pools() {
    let mut wiring = wiring();
    let text = serde_json::to_string(&wiring).unwrap();
    assert!(!text.contains("launch"), "nothing is written where there is none: {text}");
    assert_eq!(serde_json::from_str::<Wiring>(&text).unwrap(), wiring);
    wiring.classes[0].launch = true;
    wiring.pools[0].launch = true;
    let text = serde_json::to_string(&wiring).unwrap();
    assert_eq!(serde_json::from_str::<Wiring>(&text).unwrap(), wiring);
}

#[test]
fn a_launch_pool_ends_in_the_network_token_and_takes_no_liquidity_of_the_protocol() {
    let mut wiring = wiring();
    wiring.assets.push(Asset::native("uatom"));
    wiring.pools.push(PoolWiring { launch: true, ..pool("uusd", "uatom") });
    let error = format!("{:#}", wiring.check().unwrap_err());
    assert!(error.contains("second asset of a launch pool is the network token"), "{error}");
    wiring.pools[1].launch = false;
    wiring.check().unwrap();
    wiring.classes[0].launch = true;
    wiring.liquidity_pools = Some(vec![1]);
    let error = format!("{:#}", wiring.check().unwrap_err());
    assert!(error.contains("liquidity_pools: pool 1 is a launch pool"), "{error}");
}
