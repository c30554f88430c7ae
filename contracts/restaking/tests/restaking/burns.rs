//! What burned leaves the contract, by the way of its asset.

use api::common::Asset;
use api::restaking::ReceiveMsg;
use cosmwasm_std::coins;
use cw_multi_test::Executor;
use restaking::error::ContractError;

use crate::support::{addr, burn, deposit, said, Fixture, COST, NET, ONE, SURE, USD};

/// Revenue is what clients pay; stake that burned is none.
#[test]
fn net_burns_by_way_of_the_fee_collector_in_a_line_of_its_own() {
    let mut f = Fixture::new();
    f.deposit("bob", 100 * ONE).unwrap();
    assert_eq!(f.run("anyone", &burn(), &[]).unwrap_err(), ContractError::NothingToBurn {});
    let (job, _) = f.accept(COST);
    f.fraud(job);
    let supply = f.supply(NET);
    let response = f.run("anyone", &burn(), &[]).unwrap();
    assert_eq!(said(&response, "burn_backing", "amount"), SURE.to_string());
    assert!(
        response.events.iter().any(|e| e.attributes.iter().any(|a| a.value == "backing")),
        "its category"
    );
    assert_eq!(supply - f.supply(NET), SURE);
    assert_eq!(f.net(&f.fees), 0, "none of it stays there to be split");
    assert_eq!((f.vault().burned.u128(), f.vault().sent.u128()), (SURE, SURE));
    assert_eq!(f.run("anyone", &burn(), &[]).unwrap_err(), ContractError::NothingToBurn {});
    // A second fraud burns its own and no more.
    let (job, _) = f.accept(COST);
    f.fraud(job);
    f.run("anyone", &burn(), &[]).unwrap();
    // 20 NET of the provider's own second lock went as well, as a slash.
    assert_eq!(supply - f.supply(NET), 2 * SURE + 20 * ONE);
}

#[test]
fn the_stake_pools_receipt_is_redeemed_for_net_and_that_burns() {
    let mut f = Fixture::bare();
    let (staking, stnet) = (f.staking.clone(), f.stnet());
    let stake = api::staking::ExecuteMsg::Stake { min_shares: 1u128.into() };
    f.app.execute_contract(addr("bob"), staking, &stake, &coins(100 * ONE, NET)).unwrap();
    f.list(Asset::cw20(&stnet), 1_000);
    f.create(Asset::cw20(&stnet));
    let hook = ReceiveMsg::Deposit {
        provider: addr("alice").into(),
        class: crate::support::CLASS.into(),
        min_shares: 1u128.into(),
    };
    f.send("bob", &stnet, 40_000 * ONE, &hook).unwrap();
    let (job, backed) = f.accept(COST);
    assert_eq!(backed, SURE);
    f.fraud(job);
    // Gifts to this contract are none of what came for the receipt.
    f.app.send_tokens(addr("carol"), f.restaking.clone(), &coins(5, NET)).unwrap();
    let (supply, pool) = (f.supply(NET), f.net(&f.staking));
    let response = f.run("anyone", &burn(), &[]).unwrap();
    assert_eq!(said(&response, "burn_backing", "amount"), (1_000 * SURE).to_string());
    assert_eq!(said(&response, "burn_redeemed_stake", "amount"), SURE.to_string());
    assert_eq!((supply - f.supply(NET), pool - f.net(&f.staking)), (SURE, SURE));
    assert_eq!(f.net(&f.restaking), 5);
    assert_eq!(f.held(&stnet, &f.restaking), 24_000 * ONE);
}

#[test]
fn any_other_asset_burns_where_it_lies() {
    let mut f = Fixture::bare();
    f.list(Asset::native(USD), 1);
    f.create(Asset::native(USD));
    f.run("bob", &deposit(1), &coins(100 * ONE, USD)).unwrap();
    let (job, _) = f.accept(COST);
    f.fraud(job);
    let supply = f.supply(USD);
    f.run("anyone", &burn(), &[]).unwrap();
    assert_eq!(supply - f.supply(USD), SURE);
}

/// Else anybody could have the market's books say that more stake burned than did.
#[test]
fn only_restaking_deposits_backing_at_the_fee_collector() {
    let mut f = Fixture::new();
    let category = api::fee_collector::Category::Backing {};
    let msg = api::fee_collector::ExecuteMsg::Deposit { category };
    for who in ["alice", "owner", "jobs"] {
        let fees = f.fees.clone();
        let funds = if who == "jobs" { vec![] } else { coins(5, NET) };
        let error = f.app.execute_contract(addr(who), fees, &msg, &funds).unwrap_err();
        let text = error.root_cause().to_string();
        assert!(text.contains("expected the registry's restaking contract"), "{text}");
    }
}
