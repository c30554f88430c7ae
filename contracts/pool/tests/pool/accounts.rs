//! The ledger: deposits, withdrawals, transfers.

use api::common::{Asset, CommonError};
use api::pool::{raw, AccountsResponse, ExecuteMsg, Paused, QueryMsg, ReceiveMsg, TransferItem};
use cosmwasm_std::{coin, Addr, CanonicalAddr, Checksum, Coin};
use pool::error::ContractError;

use crate::harness::*;

fn deposit(m: &mut Market, funds: &[Coin]) -> cw_multi_test::error::AnyResult<cw_multi_test::AppResponse> {
    m.run(&m.alice.clone(), ExecuteMsg::Deposit { receiver: None }, funds)
}

fn withdraw(asset: Asset, amount: u128) -> ExecuteMsg {
    ExecuteMsg::Withdraw { asset, amount: amount.into(), owner: None, receiver: None }
}

fn item(asset: Asset, amount: u128, to: &Addr) -> TransferItem {
    TransferItem { asset, amount: amount.into(), to: to.to_string() }
}

#[test]
fn deposit_books_every_coin_that_came() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let before = (m.account(&bob, &net()), m.account(&bob, &usd()));
    let msg = ExecuteMsg::Deposit { receiver: Some(bob.to_string()) };
    let response = m.run(&alice, msg, &[coin(7, NET), coin(9, USD)]).unwrap();
    assert_eq!((m.account(&bob, &net()), m.account(&bob, &usd())), (before.0 + 7, before.1 + 9));
    assert_eq!(response.events.iter().filter(|event| event.ty == "wasm-deposit").count(), 2);
    m.check_solvency();
}

#[test]
fn deposit_books_tokens_that_came_by_send() {
    let mut m = Market::new();
    let (alice, bob, token) = (m.alice.clone(), m.bob.clone(), m.credit.clone());
    let before = m.account(&bob, &m.credit());
    let response =
        m.send(&alice, &token, 11, &ReceiveMsg::Deposit { receiver: Some(bob.to_string()) }).unwrap();
    assert_eq!(m.account(&bob, &m.credit()), before + 11);
    assert_eq!(
        event(&response, "deposit"),
        [
            format!("asset=cw20:{token}"),
            "amount=11".into(),
            format!("sender={alice}"),
            format!("receiver={bob}")
        ]
    );
}

#[test]
fn deposit_without_coins_or_of_an_unlisted_one_is_refused() {
    let mut m = Market::new();
    assert!(matches!(
        refusal(deposit(&mut m, &[])),
        ContractError::Common(CommonError::Funds { expected, got }) if expected == "1 to 8 listed coins" && got == "none"
    ));
    let junk = Asset::native("ujunk");
    assert_eq!(
        refusal(deposit(&mut m, &[coin(5, NET), coin(5, "ujunk")])),
        ContractError::NotListed { asset: junk }
    );
}

#[test]
fn deposit_takes_at_most_eight_coins() {
    let mut deps = cosmwasm_std::testing::mock_dependencies();
    let coins: Vec<Coin> = (0..9).map(|i| coin(1, format!("coin{i}"))).collect();
    let mut send = |coins: &[Coin]| {
        let info = cosmwasm_std::testing::message_info(&Addr::unchecked("alice"), coins);
        let msg = ExecuteMsg::Deposit { receiver: None };
        pool::contract::execute(deps.as_mut(), cosmwasm_std::testing::mock_env(), info, msg).unwrap_err()
    };
    let error = send(&coins);
    assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "funds", .. })));
    assert!(matches!(send(&coins[..8]), ContractError::NotListed { .. }), "eight are looked at");
}

/// The bank module lets no such coin through; the contract does not rely on it.
#[test]
fn deposit_of_a_zero_coin_is_refused() {
    let m = Market::new();
    let mut deps = cosmwasm_std::testing::mock_dependencies();
    for (key, value) in m.app.dump_wasm_raw(&m.pool) {
        cosmwasm_std::Storage::set(&mut deps.storage, &key, &value);
    }
    let info = cosmwasm_std::testing::message_info(&m.alice, &[coin(0, NET)]);
    let msg = ExecuteMsg::Deposit { receiver: None };
    let env = cosmwasm_std::testing::mock_env();
    let error = pool::contract::execute(deps.as_mut(), env, info, msg).unwrap_err();
    assert_eq!(error, ContractError::ZeroAmount { field: "amount" });
}

#[test]
fn withdraw_pays_coins_and_tokens_to_any_wallet() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    for asset in [net(), m.credit()] {
        let (held, wallet) = (m.account(&alice, &asset), m.wallet(&alice, &asset));
        m.run(&alice, withdraw(asset.clone(), 100), &[]).unwrap();
        assert_eq!((m.account(&alice, &asset), m.wallet(&alice, &asset)), (held - 100, wallet + 100));

        let wallet = m.wallet(&bob, &asset);
        let receiver = Some(bob.to_string());
        let msg = ExecuteMsg::Withdraw { asset: asset.clone(), amount: 5u128.into(), owner: None, receiver };
        m.run(&alice, msg, &[]).unwrap();
        assert_eq!((m.account(&alice, &asset), m.wallet(&bob, &asset)), (held - 105, wallet + 5));
    }
    m.check_solvency();
}

#[test]
fn withdraw_and_deposit_work_while_everything_is_paused() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    for pool_id in [CREDIT_NET, USD_NET, OTHER_NET] {
        let paused = Paused { swap: true, provide: true };
        m.run(&m.guardian.clone(), ExecuteMsg::SetPaused { pool_id, paused }, &[]).unwrap();
    }
    for asset in m.assets() {
        let all = m.account(&alice, &asset);
        m.run(&alice, withdraw(asset.clone(), all), &[]).unwrap();
        assert_eq!(m.account(&alice, &asset), 0);
    }
    deposit(&mut m, &[coin(5, NET)]).unwrap();
}

#[test]
fn withdraw_refuses_zero_more_than_held_and_what_was_never_held() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let zero = ContractError::ZeroAmount { field: "amount" };
    assert_eq!(refusal(m.run(&alice, withdraw(net(), 0), &[])), zero);
    let held = m.account(&alice, &net());
    let owner = alice.to_string();
    assert_eq!(
        refusal(m.run(&alice, withdraw(net(), held + 1), &[])),
        ContractError::InsufficientAccount { owner: owner.clone(), asset: net(), needed: held + 1, held }
    );
    let never = Asset::cw20(&m.bob);
    assert_eq!(
        refusal(m.run(&alice, withdraw(never.clone(), 1), &[])),
        ContractError::InsufficientAccount { owner, asset: never, needed: 1, held: 0 }
    );
    let funds = [coin(1, NET)];
    let error = refusal(m.run(&alice, withdraw(net(), 1), &funds));
    assert!(matches!(error, ContractError::Common(CommonError::Funds { .. })));
}

#[test]
fn an_account_that_runs_empty_leaves_no_entry() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let entries = |m: &Market| {
        let query = QueryMsg::Accounts { asset: net(), order: None, start_after: None, limit: None };
        m.ask::<AccountsResponse>(query).accounts.len()
    };
    let before = entries(&m);
    let all = m.account(&alice, &net());
    m.run(&alice, withdraw(net(), all), &[]).unwrap();
    assert_eq!(entries(&m), before - 1);
}

#[test]
fn transfer_moves_several_items() {
    let mut m = Market::new();
    let (alice, bob, lp) = (m.alice.clone(), m.bob.clone(), m.lp.clone());
    let before = (m.account(&alice, &net()), m.account(&bob, &net()), m.account(&lp, &usd()));
    let items = vec![item(net(), 3, &bob), item(usd(), 4, &lp), item(net(), 5, &bob)];
    m.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
    let after = (m.account(&alice, &net()), m.account(&bob, &net()), m.account(&lp, &usd()));
    assert_eq!(after, (before.0 - 8, before.1 + 8, before.2 + 4));
    m.check_solvency();
}

#[test]
fn transfer_to_oneself_changes_nothing() {
    let mut m = Market::new();
    let alice = m.alice.clone();
    let before = m.account(&alice, &net());
    let items = vec![item(net(), before, &alice)];
    m.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
    assert_eq!(m.account(&alice, &net()), before);
    m.check_solvency();
}

#[test]
fn transfer_refuses_too_many_none_zero_and_the_pool_itself() {
    let mut m = Market::new();
    let (alice, bob, own) = (m.alice.clone(), m.bob.clone(), m.pool.clone());
    for count in [0, 9] {
        let items = vec![item(net(), 1, &bob); count];
        let error = refusal(m.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[]));
        assert!(matches!(error, ContractError::Common(CommonError::Bounds { field: "items", .. })));
    }
    m.run(&alice, ExecuteMsg::Transfer { owner: None, items: vec![item(net(), 1, &bob); 8] }, &[]).unwrap();
    for (item, expected) in [
        (item(net(), 0, &bob), ContractError::ZeroAmount { field: "amount" }),
        (item(net(), 1, &own), ContractError::SelfReceiver { field: "items.to" }),
    ] {
        let items = vec![item];
        assert_eq!(refusal(m.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[])), expected);
    }
}

#[test]
fn the_pool_contract_itself_cannot_own_or_receive() {
    let mut m = Market::new();
    let (alice, own) = (m.alice.clone(), m.pool.to_string());
    let msg = ExecuteMsg::Deposit { receiver: Some(own.clone()) };
    let expected = ContractError::SelfReceiver { field: "receiver" };
    assert_eq!(refusal(m.run(&alice, msg, &[coin(5, NET)])), expected);
    let msg =
        ExecuteMsg::Withdraw { asset: net(), amount: 1u128.into(), owner: None, receiver: Some(own.clone()) };
    assert_eq!(refusal(m.run(&alice, msg, &[])), expected);
    let hook = ReceiveMsg::Deposit { receiver: Some(own) };
    assert_eq!(refusal(m.send(&alice, &m.credit.clone(), 5, &hook)), expected);
}

#[test]
fn a_stranger_cannot_debit_an_account() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let owner = Some(alice.to_string());
    let from = api::common::Source::Account { owner: owner.clone(), amount: 500u128.into() };
    let collector = m.collector.clone();
    for stranger in [bob.clone(), m.owner.clone(), m.guardian.clone(), m.callee.clone(), collector] {
        let refused = |needed| ContractError::Allowance {
            owner: alice.to_string(),
            spender: stranger.to_string(),
            asset: usd(),
            needed,
            allowed: 0,
        };
        let single = ExecuteMsg::ProvideSingle {
            pool_id: USD_NET,
            asset: usd(),
            from: from.clone(),
            min_shares: 0u128.into(),
            receiver: None,
            rest_to: None,
            deadline: None,
        };
        assert_eq!(refusal(m.run(&stranger, single, &[])), refused(499), "one matches nothing");
        for msg in [
            ExecuteMsg::Withdraw {
                asset: usd(),
                amount: 500u128.into(),
                owner: owner.clone(),
                receiver: None,
            },
            ExecuteMsg::Transfer { owner: owner.clone(), items: vec![item(usd(), 500, &bob)] },
            exact_in(usd(), &[USD_NET], from.clone(), 0, account()),
            exact_out(usd(), &[(&[], 500)], from.clone(), account()),
        ] {
            assert_eq!(refusal(m.run(&stranger, msg, &[])), refused(500));
        }
    }
}

/// The registry and the job-market act for whoever called them.
#[test]
fn the_registry_and_the_job_market_debit_any_account() {
    let mut m = Market::new();
    let (alice, bob) = (m.alice.clone(), m.bob.clone());
    let owner = Some(alice.to_string());
    for peer in [m.registry.clone(), m.job_market.clone()] {
        let before = (m.account(&alice, &usd()), m.account(&bob, &usd()), m.account(&peer, &net()));
        let msg = ExecuteMsg::Transfer { owner: owner.clone(), items: vec![item(usd(), 500, &bob)] };
        m.run(&peer, msg, &[]).unwrap();
        let wallet = m.wallet(&alice, &usd());
        let msg = ExecuteMsg::Withdraw {
            asset: usd(),
            amount: 40u128.into(),
            owner: owner.clone(),
            receiver: None,
        };
        m.run(&peer, msg, &[]).unwrap();
        assert_eq!(m.wallet(&alice, &usd()), wallet + 40, "to the account's owner unless said otherwise");
        let from = api::common::Source::Account { owner: owner.clone(), amount: 1_000u128.into() };
        let out = m.quote(usd(), &[USD_NET], 1_000).legs[0].received.amount.u128();
        m.run(&peer, exact_in(usd(), &[USD_NET], from, 0, account()), &[]).unwrap();
        let after = (m.account(&alice, &usd()), m.account(&bob, &usd()), m.account(&peer, &net()));
        assert_eq!(after, (before.0 - 1_540, before.1 + 500, before.2 + out));
    }
    m.check_solvency();
}

#[test]
fn accounts_are_listed_by_owner_in_pages() {
    let m = Market::new();
    let page = |start_after: Option<&Addr>, limit| {
        let start_after = start_after.map(Addr::to_string);
        let query = QueryMsg::Accounts { asset: usd(), order: None, start_after, limit };
        m.ask::<AccountsResponse>(query).accounts
    };
    let all = page(None, None);
    let mut owners = [m.alice.clone(), m.bob.clone(), m.lp.clone()];
    owners.sort_by_key(|owner| canonical(owner).to_vec());
    assert_eq!(all.iter().map(|entry| entry.owner.clone()).collect::<Vec<_>>(), owners);
    assert!(all.iter().all(|entry| entry.amount.u128() == m.account(&entry.owner, &usd())));
    assert_eq!(page(None, Some(1)), all[..1]);
    assert_eq!(page(Some(&owners[0]), Some(u32::MAX)), all[1..]);
    assert!(page(Some(&owners[2]), None).is_empty());
    let bad = QueryMsg::Account { owner: m.alice.to_string().to_uppercase(), asset: usd() };
    assert!(m.refuses(bad).contains("invalid address in `owner`"));
}

#[test]
fn accounts_are_readable_raw_under_the_documented_key() {
    let m = Market::new();
    for asset in m.assets() {
        let key = raw::account_key(&asset, &canonical(&m.alice));
        let stored = m.app.wrap().query_wasm_raw(&m.pool, key).unwrap().unwrap();
        assert_eq!(raw::decode_amount(&stored), Some(m.account(&m.alice, &asset)));
    }
}

#[test]
fn keys_and_amounts_are_the_documented_bytes() {
    let owner = CanonicalAddr::from(vec![7; 20]);
    let short = raw::account_key(&Asset::native("unet"), &owner);
    assert_eq!(short, [b"a\x05nunet".as_slice(), &[7; 20]].concat());
    // The longest name that stands as it is, and the shortest that stands as its digest.
    let longest = "d".repeat(19);
    let whole = [b"a\x14n", longest.as_bytes()].concat();
    assert_eq!(raw::accounts_prefix(&Asset::native(&longest)), whole);
    let token = Asset::cw20("d".repeat(20));
    let digest = Checksum::generate(&token.key());
    assert_eq!(raw::accounts_prefix(&token), [b"a\0".as_slice(), &digest.as_slice()[..20]].concat());

    assert_eq!(raw::hot_key(1), b"h\x01");
    assert_eq!(raw::checkpoints_key(256), b"k\x01\0");
    for (amount, bytes) in [(1, vec![1]), (256, vec![1, 0]), (u128::MAX, vec![255; 16])] {
        assert_eq!(raw::encode_amount(amount), bytes);
        assert_eq!(raw::decode_amount(&bytes), Some(amount));
    }
    for bytes in [vec![], vec![0], vec![0, 1], vec![1; 17]] {
        assert_eq!(raw::decode_amount(&bytes), None, "{bytes:?}");
    }
}
