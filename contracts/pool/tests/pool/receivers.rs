//! Receivers that could never draw: refused to every wallet. What a contract pays out was named to it long before.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::Arc;

use api::common::CommonError;
use api::pool::{ExecuteMsg, InstantiateMsg, Peers, ReceiveMsg, TransferItem};
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{coin, Addr, SystemError, SystemResult, Uint128};
use pool::error::ContractError;

use crate::harness::{net, person, refusal, Market, CREDIT_NET, NET};

fn tokens(m: &Market) -> [Addr; 2] {
    [m.credit.clone(), Addr::unchecked(m.pool(CREDIT_NET).lp_token)]
}

#[test]
fn no_account_is_opened_for_a_token() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    for token in tokens(&m) {
        let never = |field| {
            let (address, contract) = (token.clone(), "compute-amm/token".to_owned());
            ContractError::Common(CommonError::NeverDraws { field, address, contract })
        };
        let receiver = Some(token.to_string());
        let deposit = ExecuteMsg::Deposit { receiver: receiver.clone() };
        assert_eq!(refusal(m.run(&alice, deposit, &[coin(60, NET)])), never("receiver"));
        let hook = ReceiveMsg::Deposit { receiver: receiver.clone() };
        assert_eq!(refusal(m.send(&alice, &m.credit.clone(), 60, &hook)), never("receiver"));
        let items = vec![TransferItem { asset: net(), amount: 60u128.into(), to: token.to_string() }];
        assert_eq!(
            refusal(m.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[])),
            never("items.to")
        );
        let out = ExecuteMsg::Withdraw { asset: net(), amount: 60u128.into(), owner: None, receiver };
        assert_eq!(refusal(m.run(&alice, out, &[])), never("receiver"));
        assert_eq!(m.account(&token, &net()), 0);
    }
}

/// A refusal would keep a job from ending.
#[test]
fn the_wired_peers_pay_whom_they_owe() {
    let mut m = Market::new();
    let [token, _] = tokens(&m);
    for peer in [m.registry.clone(), m.job_market.clone()] {
        let before = m.account(&token, &net());
        let deposit = ExecuteMsg::Deposit { receiver: Some(token.to_string()) };
        m.run(&peer, deposit, &[coin(60, NET)]).unwrap();
        m.run(&peer, ExecuteMsg::Deposit { receiver: None }, &[coin(60, NET)]).unwrap();
        let items = vec![TransferItem { asset: net(), amount: 60u128.into(), to: token.to_string() }];
        m.run(&peer, ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
        assert_eq!(m.account(&token, &net()) - before, 120);
    }
}

/// Whose record is as long as a block, or fails to be read, keeps no contract from paying it: it is not asked.
#[test]
fn nothing_is_asked_about_whom_a_contract_pays() {
    let mut deps = mock_dependencies();
    let api = deps.api;
    let [owner, job_market, alice] = ["owner", "job market", "alice"].map(|name| person(&api, name));
    let [bob, market] = ["bob", "another market"].map(|name| api.addr_make(name));
    let msg = InstantiateMsg {
        owner: owner.to_string(),
        guardian: owner.to_string(),
        token_code_id: 1,
        network_denom: NET.into(),
        least: Uint128::zero(),
        peers: Peers {
            provider_registry: api.addr_make("registry").into(),
            job_market: job_market.to_string(),
            fee_collector: api.addr_make("collector").into(),
        },
    };
    pool::contract::instantiate(deps.as_mut(), mock_env(), message_info(&owner, &[]), msg).unwrap();
    let asked = Arc::new(AtomicUsize::new(0));
    let count = asked.clone();
    deps.querier.update_wasm(move |_| {
        count.fetch_add(1, Ordering::Relaxed);
        SystemResult::Err(SystemError::Unknown {})
    });
    let cases = [(&job_market, &bob, 0), (&market, &bob, 0), (&alice, &alice, 0), (&alice, &bob, 1)];
    for (sender, receiver, expected) in cases {
        let deposit = ExecuteMsg::Deposit { receiver: Some(receiver.to_string()) };
        let info = message_info(sender, &[coin(60, NET)]);
        pool::contract::execute(deps.as_mut(), mock_env(), info, deposit).unwrap();
        assert_eq!(asked.swap(0, Ordering::Relaxed), expected, "{sender} to {receiver}");
    }
}
