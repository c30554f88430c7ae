//! What is refused, and what the refusal says.

use api::common::{Asset, CommonError};
use api::restaking::{ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{coins, to_json_binary, Reply, SubMsgResult};
use credit::RuleError;
use cw20::Cw20ReceiveMsg;
use cw_multi_test::Executor;
use cw_ownable::Action;
use restaking::error::ContractError;

use crate::support::chain::try_start;
use crate::support::{addr, burn, claim, deposit, net, rotate, Fixture, CLASS, NET, ONE};

fn create(class: &str) -> ExecuteMsg {
    ExecuteMsg::CreateVault { class: class.into(), asset: net() }
}

#[test]
fn no_message_but_deposit_and_fund_takes_coins() {
    let mut f = Fixture::new();
    f.deposit("bob", 10 * ONE).unwrap();
    let receive = Cw20ReceiveMsg {
        sender: addr("bob").into(),
        amount: 1u128.into(),
        msg: to_json_binary(&ReceiveMsg::Exit {}).unwrap(),
    };
    for msg in [
        ExecuteMsg::Receive(receive),
        create(CLASS),
        rotate(),
        claim(0),
        burn(),
        ExecuteMsg::ListAsset { asset: Asset::native("uother"), unit: 1u128.into() },
        ExecuteMsg::SetListed { asset: net(), listed: true },
        ExecuteMsg::UpdateOwnership(Action::RenounceOwnership),
    ] {
        let error = f.run("owner", &msg, &coins(3, NET)).unwrap_err();
        assert_eq!(error, CommonError::Funds { expected: "none".into(), got: "3unet".into() }.into());
    }
}

#[test]
fn a_position_has_one_vault_and_the_registry_knows_it() {
    let mut f = Fixture::new();
    let (provider, class) = (addr("alice"), CLASS.to_owned());
    assert_eq!(
        f.run("alice", &create(CLASS), &[]).unwrap_err(),
        ContractError::VaultExists { provider, class }
    );
    let error = f.run("bob", &create(CLASS), &[]).unwrap_err().to_string();
    assert!(error.contains("is not a registered provider"), "{error}");
    let error = f.run("alice", &create("a100"), &[]).unwrap_err().to_string();
    assert!(error.contains("unknown class"), "{error}");
    let error = f.run("alice", &create("H100"), &[]).unwrap_err().to_string();
    assert!(error.contains("lower-case letters"), "{error}");
}

#[test]
fn every_message_about_a_vault_names_one_that_there_is() {
    let mut f = Fixture::bare();
    f.list(net(), 1);
    let unknown = ContractError::UnknownVault { provider: addr("alice"), class: CLASS.into() };
    for (msg, funds) in [
        (deposit(1), coins(ONE, NET)),
        (crate::support::fund(86_400), coins(ONE, NET)),
        (rotate(), vec![]),
        (claim(0), vec![]),
        (burn(), vec![]),
    ] {
        assert_eq!(f.run("bob", &msg, &funds).unwrap_err(), unknown);
    }
}

#[test]
fn a_deposit_is_large_enough_and_brings_the_shares_that_its_sender_asks() {
    let mut f = Fixture::new();
    let error = f.run("bob", &deposit(1), &coins(ONE - 1, NET)).unwrap_err();
    assert_eq!(error, RuleError::LeastDeposit { expected: ONE, got: ONE - 1 }.into());
    let min = 1_000 * ONE + 1;
    let error = f.run("bob", &deposit(min), &coins(ONE, NET)).unwrap_err();
    assert_eq!(error, RuleError::MinShares { expected: min, got: 1_000 * ONE }.into());
    assert_eq!(f.vault().shares.u128(), 0);
}

/// Any contract can say that tokens came, and from whom.
#[test]
fn only_a_vaults_asset_and_its_receipt_bring_anything() {
    let mut f = Fixture::new();
    f.deposit("bob", 10 * ONE).unwrap();
    let said = |hook: &ReceiveMsg| {
        ExecuteMsg::Receive(Cw20ReceiveMsg {
            sender: addr("thief").into(),
            amount: ONE.into(),
            msg: to_json_binary(hook).unwrap(),
        })
    };
    let error = f.run("thief", &said(&ReceiveMsg::Exit {}), &[]).unwrap_err();
    assert_eq!(error, ContractError::WrongToken { got: addr("thief") });
    let (provider, class) = (addr("alice").to_string(), CLASS.to_owned());
    let hooks = [
        ReceiveMsg::Deposit { provider: provider.clone(), class: class.clone(), min_shares: 1u128.into() },
        ReceiveMsg::Fund { provider, class, seconds: 86_400 },
    ];
    for hook in hooks {
        let error = f.run("thief", &said(&hook), &[]).unwrap_err();
        let got = Asset::cw20(addr("thief"));
        assert_eq!(error, ContractError::WrongAsset { expected: net(), got });
    }
    // The receipt of the vault is no deposit into it.
    let token = f.vault().token;
    let hook =
        ReceiveMsg::Deposit { provider: addr("alice").into(), class: CLASS.into(), min_shares: 1u128.into() };
    let error = f.send("bob", &token, ONE, &hook).unwrap_err().downcast::<ContractError>().unwrap();
    assert_eq!(error, ContractError::WrongAsset { expected: net(), got: Asset::cw20(&token) });
}

#[test]
fn coins_are_no_deposit_into_a_vault_of_tokens() {
    let mut f = Fixture::bare();
    let stnet = Asset::cw20(f.stnet());
    f.list(stnet.clone(), 1_000);
    f.create(stnet.clone());
    let error = f.run("bob", &deposit(1), &coins(ONE, NET)).unwrap_err();
    let (expected, got) = (format!("a Send of {stnet}"), "a message that takes coins".into());
    assert_eq!(error, CommonError::Funds { expected, got }.into());
}

#[test]
fn nobody_but_restaking_mints_or_burns_receipts() {
    let mut f = Fixture::new();
    f.deposit("bob", 10 * ONE).unwrap();
    let token = f.vault().token;
    let mint = api::token::ExecuteMsg::Mint { recipient: addr("owner").into(), amount: ONE.into() };
    f.app.execute_contract(addr("owner"), token.clone(), &mint, &[]).unwrap_err();
    let burn = api::token::ExecuteMsg::Burn { amount: 1u128.into() };
    f.app.execute_contract(addr("bob"), token, &burn, &[]).unwrap_err();
    f.check();
}

#[test]
fn it_starts_with_addresses_of_this_chain_and_no_coins() {
    let shouted = addr("fees").as_str().to_uppercase();
    let refused = |result: Result<Fixture, ContractError>| result.err().unwrap();
    let bad = |field| CommonError::Address { field, got: shouted.clone() }.into();
    let err = refused(try_start(|msg| msg.peers.provider_registry.clone_from(&shouted), &[]));
    assert_eq!(err, bad("peers.provider_registry"));
    let err = refused(try_start(|msg| msg.peers.fee_collector.clone_from(&shouted), &[]));
    assert_eq!(err, bad("peers.fee_collector"));
    let err = refused(try_start(|msg| msg.peers.staking.clone_from(&shouted), &[]));
    assert_eq!(err, bad("peers.staking"));
    let err = refused(try_start(|msg| msg.token_admin.clone_from(&shouted), &[]));
    assert_eq!(err, bad("token_admin"));
    let err = refused(try_start(|msg| msg.owner.clone_from(&shouted), &[]));
    assert_eq!(err, bad("owner"));
    let err = refused(try_start(|msg| msg.least = 0u128.into(), &[]));
    assert!(err.to_string().contains("`least` out of bounds"), "{err}");
    let err = refused(try_start(|msg| msg.network_denom = "n".into(), &[]));
    assert!(err.to_string().contains("`network_denom` out of bounds"), "{err}");
    let err = refused(try_start(|msg| msg.token_code_id = 0, &[]));
    assert!(err.to_string().contains("`token_code_id` out of bounds"), "{err}");
    let err = refused(try_start(|_| (), &coins(1, NET)));
    assert_eq!(err, CommonError::Funds { expected: "none".into(), got: "1unet".into() }.into());
}

#[test]
fn a_reply_to_nothing_is_refused() {
    let mut deps = cosmwasm_std::testing::mock_dependencies();
    let result = SubMsgResult::Err("none".into());
    let reply = Reply { id: 7, payload: Default::default(), gas_used: 0, result };
    let error =
        restaking::contract::reply(deps.as_mut(), cosmwasm_std::testing::mock_env(), reply).unwrap_err();
    assert_eq!(error, ContractError::UnexpectedReply { id: 7 });
}
