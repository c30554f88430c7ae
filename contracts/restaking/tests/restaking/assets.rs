//! The list of assets.

use api::common::{Asset, CommonError};
use api::restaking::{AssetsResponse, ExecuteMsg, QueryMsg};
use cosmwasm_std::coins;
use restaking::error::ContractError;

use crate::support::{addr, deposit, net, Fixture, CLASS, COST, NET, ONE, SURE, USD};

fn list(asset: Asset, unit: u128) -> ExecuteMsg {
    ExecuteMsg::ListAsset { asset, unit: unit.into() }
}

fn set(listed: bool) -> ExecuteMsg {
    ExecuteMsg::SetListed { asset: net(), listed }
}

#[test]
fn the_owner_lists_assets_and_nobody_else() {
    let mut f = Fixture::new();
    for msg in [list(Asset::native(USD), 1), set(false)] {
        let error = f.run("thief", &msg, &[]).unwrap_err();
        let expected = "the contract's current owner".into();
        assert_eq!(error, CommonError::Unauthorized { expected, got: addr("thief").into() }.into());
    }
    f.list(Asset::native(USD), 7);
    let assets: AssetsResponse = f.ask(&QueryMsg::Assets {});
    let shown: Vec<_> = assets.assets.iter().map(|a| (a.asset.clone(), a.unit.u128(), a.listed)).collect();
    assert_eq!(shown, [(net(), 1, true), (Asset::native(USD), 7, true)]);
}

#[test]
fn the_list_has_four_places_each_for_another_asset() {
    let mut f = Fixture::new();
    let known = f.run("owner", &list(net(), 1), &[]).unwrap_err();
    assert_eq!(known, ContractError::KnownAsset { asset: net() });
    for unit in [0, 1_000_000_000_001] {
        let error = f.run("owner", &list(Asset::native(USD), unit), &[]).unwrap_err();
        assert!(error.to_string().contains("`unit` out of bounds"), "{error}");
    }
    // A token that does not answer could never be taken.
    f.run("owner", &list(Asset::cw20(addr("nothing there")), 1), &[]).unwrap_err();
    f.run("owner", &list(Asset::cw20("COSMWASM1"), 1), &[]).unwrap_err();
    for denom in ["ua1", "ub2", "uc3"] {
        f.list(Asset::native(denom), 1);
    }
    let error = f.run("owner", &list(Asset::native(USD), 1), &[]).unwrap_err();
    assert_eq!(error, ContractError::TooManyAssets { max: 4 });
}

/// Governance stops what comes in, and nothing that goes out.
#[test]
fn an_asset_that_is_not_listed_any_more_takes_nothing_and_lets_all_go() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 100 * ONE).unwrap();
    let (job, _) = f.accept(COST);
    f.run("owner", &set(false), &[]).unwrap();
    let unlisted = ContractError::Unlisted { asset: net() };
    assert_eq!(f.run("carol", &deposit(1), &coins(ONE, NET)).unwrap_err(), unlisted);
    f.join("bob");
    let create = ExecuteMsg::CreateVault { class: CLASS.into(), asset: net() };
    assert_eq!(f.run("bob", &create, &[]).unwrap_err(), unlisted);
    assert_eq!(f.accept(COST).1, 0, "no new job is backed");
    f.exit("bob", shares / 2).unwrap();
    f.fraud(job);
    assert_eq!(f.vault().burned.u128(), SURE, "the job accepted before is");
    f.rotate().unwrap();
    f.rotate().unwrap();
    assert_eq!(f.claim("bob", 0), Ok(42 * ONE));
    f.run("owner", &set(true), &[]).unwrap();
    assert_eq!(f.accept(COST).1, SURE);
}

#[test]
fn unknown_assets_have_no_vaults() {
    let mut f = Fixture::bare();
    let create = ExecuteMsg::CreateVault { class: CLASS.into(), asset: net() };
    let unknown = ContractError::UnknownAsset { asset: net() };
    assert_eq!(f.run("alice", &create, &[]).unwrap_err(), unknown);
    assert_eq!(f.run("owner", &set(false), &[]).unwrap_err(), unknown);
}
