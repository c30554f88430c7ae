//! What is refused, and what the refusal says.

use amm_math::MathError;
use api::common::CommonError;
use api::staking::{ExecuteMsg, ReceiveMsg};
use api::token;
use cosmwasm_std::{coin, coins, to_json_binary};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::Executor;
use staking::error::ContractError;

use crate::support::{addr, receipt, try_start, Fixture, NET, ONE, USD};

fn stake() -> ExecuteMsg {
    ExecuteMsg::Stake { min_shares: 1u128.into() }
}

#[test]
fn a_stake_is_one_coin_of_net() {
    let mut f = Fixture::new();
    for (funds, got) in [
        (vec![], "none"),
        (coins(ONE, USD), "1000000uusd"),
        (vec![coin(ONE, NET), coin(1, USD)], "1000000unet, 1uusd"),
    ] {
        let err = f.run("alice", &stake(), &funds).unwrap_err();
        let expected = "exactly one coin of unet".into();
        assert_eq!(err, CommonError::Funds { expected, got: got.into() }.into());
    }
}

#[test]
fn fewer_shares_and_less_net_than_accepted_are_refused() {
    let mut f = Fixture::new();
    let min = 1_000 * ONE + 1;
    let err = f.run("alice", &ExecuteMsg::Stake { min_shares: min.into() }, &coins(ONE, NET)).unwrap_err();
    assert_eq!(err, ContractError::BelowMinimum { field: "min_shares", min, got: 1_000 * ONE });
    f.stake("alice", ONE).unwrap();
    let err = f.send("alice", &f.token.clone(), 500 * ONE, ONE).unwrap_err();
    assert_eq!(err, ContractError::BelowMinimum { field: "min_out", min: ONE, got: ONE / 2 });
    assert_eq!(f.shares("alice"), 1_000 * ONE);
}

#[test]
fn shares_worth_nothing_are_not_burned() {
    let mut f = Fixture::new();
    f.stake("alice", ONE).unwrap();
    let err = f.send("alice", &f.token.clone(), 999, 0).unwrap_err();
    assert_eq!(err, ContractError::BelowMinimum { field: "min_out", min: 1, got: 0 });
    assert_eq!(f.unstake("alice", 1_000).unwrap(), 1);
}

#[test]
fn a_stake_worth_no_share_is_refused() {
    let mut f = Fixture::new();
    f.stake("alice", ONE).unwrap();
    f.income(10_000 * ONE);
    f.wait(8 * 86_400);
    let err = f.stake("bob", 1).unwrap_err();
    assert_eq!(err, MathError::Zero { what: "shares" }.into());
}

/// Any contract can say that tokens came, and from whom.
#[test]
fn only_the_receipt_brings_shares() {
    let mut f = Fixture::new();
    f.stake("alice", ONE).unwrap();
    let msg = to_json_binary(&ReceiveMsg::Unstake { min_out: 0u128.into() }).unwrap();
    let wrapper = Cw20ReceiveMsg { sender: addr("thief").into(), amount: ONE.into(), msg };
    let msg = ExecuteMsg::Receive(wrapper);
    let err = f.run("thief", &msg, &coins(1, NET)).unwrap_err();
    assert_eq!(err, CommonError::Funds { expected: "none".into(), got: "1unet".into() }.into());
    let err = f.run("thief", &msg, &[]).unwrap_err();
    assert_eq!(err, ContractError::WrongToken { expected: f.token.clone(), got: addr("thief") });

    let start = token::InstantiateMsg {
        name: "Staked NET".into(),
        symbol: "stNET".into(),
        decimals: 9,
        minter: addr("thief").into(),
        burners: vec![],
    };
    let code = f.app.store_code(receipt());
    let own = f.app.instantiate_contract(code, addr("thief"), &start, &[], "own", None).unwrap();
    let mint = token::ExecuteMsg::Mint { recipient: addr("thief").into(), amount: ONE.into() };
    f.app.execute_contract(addr("thief"), own.clone(), &mint, &[]).unwrap();
    let err = f.send("thief", &own, ONE, 0).unwrap_err();
    assert_eq!(err, ContractError::WrongToken { expected: f.token.clone(), got: own });
}

#[test]
fn nobody_but_the_pool_mints_or_burns() {
    let mut f = Fixture::new();
    f.stake("alice", ONE).unwrap();
    let mint = token::ExecuteMsg::Mint { recipient: addr("owner").into(), amount: ONE.into() };
    f.app.execute_contract(addr("owner"), f.token.clone(), &mint, &[]).unwrap_err();
    let burn = token::ExecuteMsg::Burn { amount: 1u128.into() };
    f.app.execute_contract(addr("alice"), f.token.clone(), &burn, &[]).unwrap_err();
    f.check();
}

#[test]
fn it_starts_with_addresses_of_this_chain_and_no_coins() {
    let shouted = addr("fees").as_str().to_uppercase();
    let refused = |result: Result<Fixture, ContractError>| result.err().unwrap();
    let err = refused(try_start(|msg| msg.fee_collector.clone_from(&shouted), &[]));
    assert_eq!(err, CommonError::Address { field: "fee_collector", got: shouted.clone() }.into());
    let err = refused(try_start(|msg| msg.token_admin.clone_from(&shouted), &[]));
    assert_eq!(err, CommonError::Address { field: "token_admin", got: shouted }.into());
    let err = refused(try_start(|_| (), &coins(1, NET)));
    assert_eq!(err, CommonError::Funds { expected: "none".into(), got: "1unet".into() }.into());
    let err = refused(try_start(|msg| msg.network_denom = "n".into(), &[]));
    assert!(err.to_string().contains("`network_denom` out of bounds"), "{err}");
}

/// The stake pool draws the stakers' share and nothing else: nobody can name it to receive that, or anything else of the market.
#[test]
fn it_is_no_receiver_of_other_payments() {
    let mut f = Fixture::new();
    let set = api::fee_collector::ExecuteMsg::SetStakers { stakers: addr("bob").into() };
    f.app.execute_contract(addr("owner"), f.fees.clone(), &set, &[]).unwrap();
    f.revenue(ONE);
    let receiver = Some(f.pool.to_string());
    let claim = api::fee_collector::ExecuteMsg::ClaimStakers { receiver };
    let err = f.app.execute_contract(addr("bob"), f.fees.clone(), &claim, &[]).unwrap_err();
    assert!(format!("{err:#}").contains("which is a `compute-amm/staking`"), "{err:#}");
}
