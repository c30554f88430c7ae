//! Routes are governance's, and lead from their asset to NET.

use api::common::{Asset, CommonError, MAX_HOPS};
use api::fee_collector::{AssetRoute, ExecuteMsg, QueryMsg, RoutesResponse};

use cosmwasm_std::coins;

use crate::support::{addr, not_the_owner, said, USD};
use crate::trade::{Trade, CREDIT_NET, OTHER_USD, USD_NET};

fn set(asset: &Asset, pools: &[u64]) -> ExecuteMsg {
    ExecuteMsg::SetRoute { asset: asset.clone(), pools: pools.to_vec() }
}

fn routes(trade: &Trade) -> Vec<AssetRoute> {
    trade.f.ask::<RoutesResponse>(&QueryMsg::Routes { order: None, start_after: None, limit: None }).routes
}

#[test]
fn governance_sets_changes_and_takes_away() {
    let mut trade = Trade::young();
    let [_, other, usd, _] = trade.assets();
    let owner = addr("owner");
    let response = trade.f.run(&owner, &set(&other, &[OTHER_USD, USD_NET]), &[]).unwrap();
    assert_eq!(said(&response, "set_route", "asset"), other.to_string());
    assert_eq!(said(&response, "set_route", "pools"), "3,2");
    trade.f.run(&owner, &set(&usd, &[USD_NET]), &[]).unwrap();
    let expected = [
        AssetRoute { asset: other.clone(), pools: vec![OTHER_USD, USD_NET] },
        AssetRoute { asset: usd.clone(), pools: vec![USD_NET] },
    ];
    assert_eq!(routes(&trade), expected);
    trade.f.run(&owner, &set(&other, &[]), &[]).unwrap();
    assert_eq!(routes(&trade), expected[1..]);
}

#[test]
fn nobody_else_does() {
    let mut trade = Trade::young();
    let [.., usd, _] = trade.assets();
    let err = trade.f.run(&addr("keeper"), &set(&usd, &[USD_NET]), &[]).unwrap_err();
    assert_eq!(err, not_the_owner(&addr("keeper")));
}

#[test]
fn what_is_no_route_is_refused_by_name() {
    let mut trade = Trade::young();
    let [credit, other, usd, net] = trade.assets();
    let owner = addr("owner");
    for (asset, pools, expected) in [
        (&usd, vec![CREDIT_NET], "expected a pool of it"),
        (&other, vec![OTHER_USD], "pools that lead to unet, got pools that lead to uusd"),
        (&other, vec![OTHER_USD, OTHER_USD], "expected each pool once, got pool 3 twice"),
        (&credit, vec![CREDIT_NET, USD_NET], "at the end only, got unet before pool 2"),
        (&net, vec![USD_NET], "another asset than the network token, got unet"),
        (&net, vec![], "another asset than the network token, got unet"),
        (&usd, vec![9], "unknown pool 9"),
        (&usd, vec![USD_NET; MAX_HOPS + 1], "`pools` out of bounds: expected 0 to 4, got 5"),
        (&Asset::native("x"), vec![USD_NET], "`denom` out of bounds"),
        (&Asset::cw20("nobody"), vec![USD_NET], "invalid address"),
    ] {
        let error = trade.f.run(&owner, &set(asset, &pools), &[]).unwrap_err().to_string();
        assert!(error.contains(expected), "expected `{expected}` in {error}");
    }
    assert_eq!(routes(&trade), []);
    let err = trade.f.run(&owner, &set(&usd, &[]), &coins(1, USD)).unwrap_err();
    let none = CommonError::Funds { expected: "none".into(), got: format!("1{USD}") };
    assert_eq!(err, none.into());
}
