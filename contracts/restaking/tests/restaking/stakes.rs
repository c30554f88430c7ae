//! Vaults, deposits and receipts.

use api::common::Asset;
use api::restaking::{ExecuteMsg, QueryMsg, VaultsResponse};
use api::token;
use cosmwasm_std::coins;
use cw_multi_test::Executor;

use crate::support::{addr, deposit, net, said, Fixture, CLASS, COST, NET, ONE, SURE};

#[test]
fn a_provider_opens_a_vault_with_a_receipt_of_its_own() {
    let mut f = Fixture::bare();
    f.list(net(), 1);
    let create = ExecuteMsg::CreateVault { class: CLASS.into(), asset: net() };
    let response = f.run("alice", &create, &[]).unwrap();
    let vault = f.vault();
    assert_eq!((vault.asset, vault.unit.u128()), (net(), 1));
    assert_eq!((vault.shares.u128(), vault.assets.u128(), vault.generation), (0, 0, 0));
    assert_eq!(said(&response, "create_vault", "token"), vault.token.to_string());
    let info: cw20::TokenInfoResponse =
        f.app.wrap().query_wasm_smart(&vault.token, &token::QueryMsg::TokenInfo {}).unwrap();
    assert_eq!((info.symbol.as_str(), info.decimals), ("BACKING", 9));
    // Another provider's is another.
    f.join("bob");
    f.run("bob", &create, &[]).unwrap();
    let query = |start_after| QueryMsg::Vaults { class: CLASS.into(), order: None, start_after, limit: None };
    let all: VaultsResponse = f.ask(&query(None));
    assert_eq!(all.vaults.len(), 2);
    assert_ne!(all.vaults[0].token, all.vaults[1].token);
    let rest: VaultsResponse = f.ask(&query(Some(all.vaults[0].provider.to_string())));
    assert_eq!(rest.vaults, all.vaults[1..]);
}

#[test]
fn a_deposit_backs_the_position_and_brings_shares() {
    let mut f = Fixture::new();
    assert_eq!(f.deposit("bob", 100 * ONE), Ok(100_000 * ONE));
    assert_eq!(f.deposit("carol", 50 * ONE), Ok(50_000 * ONE));
    let backing = f.backing();
    assert_eq!((backing.asset, backing.listed), (Some(0), true));
    assert_eq!((backing.assets.u128(), backing.free.u128()), (150 * ONE, 150 * ONE));
    let (_, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    assert_eq!((f.vault().backed.u128(), f.vault().free.u128()), (SURE, 134 * ONE));
    let response = f.run("bob", &deposit(1), &coins(ONE, NET)).unwrap();
    assert_eq!(said(&response, "deposit", "amount"), ONE.to_string());
    assert_eq!(said(&response, "deposit", "shares"), (1_000 * ONE).to_string());
}

#[test]
fn a_receipt_is_liquid_and_its_holder_leaves_with_it() {
    let mut f = Fixture::new();
    let shares = f.deposit("bob", 100 * ONE).unwrap();
    let give = token::ExecuteMsg::Transfer { recipient: addr("carol").into(), amount: shares.into() };
    let token = f.vault().token;
    f.app.execute_contract(addr("bob"), token, &give, &[]).unwrap();
    assert_eq!(f.exit("carol", shares), Ok(100 * ONE));
    f.rotate().unwrap();
    f.rotate().unwrap();
    assert_eq!(f.claim("carol", 0), Ok(100 * ONE));
}

/// A token with more decimals than NET counts by units, so that a unit of backing is worth one of NET.
#[test]
fn the_stake_pools_receipt_counts_by_the_thousand() {
    let mut f = Fixture::bare();
    let stake = api::staking::ExecuteMsg::Stake { min_shares: 1u128.into() };
    let (staking, stnet) = (f.staking.clone(), f.stnet());
    f.app.execute_contract(addr("bob"), staking, &stake, &coins(100 * ONE, NET)).unwrap();
    f.list(Asset::cw20(&stnet), 1_000);
    f.create(Asset::cw20(&stnet));
    let hook = api::restaking::ReceiveMsg::Deposit {
        provider: addr("alice").into(),
        class: CLASS.into(),
        min_shares: 1u128.into(),
    };
    f.send("bob", &stnet, 40_000 * ONE, &hook).unwrap();
    assert_eq!(f.backing().assets.u128(), 40 * ONE, "as much as 40 NET");
    assert_eq!(f.shares("bob"), 40_000 * ONE);
    let error = f.send("bob", &stnet, 1_500, &hook).unwrap_err();
    let expected = restaking::error::ContractError::Unit { unit: 1_000, got: 1_500 };
    assert_eq!(error.downcast::<restaking::error::ContractError>().unwrap(), expected);
    assert_eq!(f.exit("bob", 10_000 * ONE), Ok(10_000 * ONE));
    f.rotate().unwrap();
    f.rotate().unwrap();
    let before = f.held(&stnet, &addr("bob"));
    f.run("bob", &crate::support::claim(0), &[]).unwrap();
    assert_eq!(f.held(&stnet, &addr("bob")) - before, 10_000 * ONE);
}
