//! What listing asks of an asset, and what delisting ends: that it comes in. Nobody can prevent it.

use api::common::{Asset, Payout, Source};
use api::pool::{
    AccountsOfResponse, Destination, ExecuteMsg, ProvideSource, QueryMsg, ReceiveMsg, TransferItem,
};
use cosmwasm_std::{coin, to_json_binary, Addr, Empty};
use cw20::Cw20ReceiveMsg;
use cw_multi_test::Executor;
use pool::error::ContractError;

use crate::harness::*;
use crate::mocks::{wicked_token, Wicked, WickedMsg};

fn delist(m: &mut Market, asset: &Asset) {
    m.run(&m.owner.clone(), ExecuteMsg::DelistAsset { asset: asset.clone() }, &[]).unwrap();
}

fn list(m: &mut Market, asset: &Asset) -> Result<(), ContractError> {
    let msg = ExecuteMsg::ListAsset { asset: asset.clone() };
    m.run(&m.owner.clone(), msg, &[]).map(|_| ()).map_err(|error| error.downcast().unwrap())
}

fn create(asset_0: Asset) -> ExecuteMsg {
    ExecuteMsg::CreatePool {
        asset_0,
        asset_1: usd(),
        fees: FEES,
        lp_symbol: "LP-NEW".into(),
        reference_0: 1u128.into(),
        reference_1: 1u128.into(),
        launch: false,
    }
}

/// Both amounts from the sender's account.
fn provide(pool_id: u64) -> ExecuteMsg {
    ExecuteMsg::Provide {
        pool_id,
        max_0: 5_000u128.into(),
        max_1: 5_000u128.into(),
        from: ProvideSource::Account,
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    }
}

fn provide_single(pool_id: u64, asset: Asset) -> ExecuteMsg {
    ExecuteMsg::ProvideSingle {
        pool_id,
        asset,
        from: from_account(5_000),
        min_shares: 0u128.into(),
        receiver: None,
        rest_to: None,
        deadline: None,
    }
}

fn sweep(pool_id: u64) -> ExecuteMsg {
    ExecuteMsg::SweepFees { pool_id, asset: None }
}

/// One base unit that a stranger sends used to prevent a delisting for good.
#[test]
fn a_stranger_s_unit_prevents_no_delisting() {
    let mut m = Market::new();
    let (alice, pool, junk) = (m.alice.clone(), m.pool.clone(), Asset::native("ujunk"));
    list(&mut m, &junk).unwrap();
    m.app.send_tokens(alice.clone(), pool, &[coin(1, "ujunk")]).unwrap();
    m.run(&alice, ExecuteMsg::Deposit { receiver: None }, &[coin(1, "ujunk")]).unwrap();
    delist(&mut m, &junk);
    let deposit = m.run(&alice, ExecuteMsg::Deposit { receiver: None }, &[coin(1, "ujunk")]);
    assert_eq!(refusal(deposit), ContractError::NotListed { asset: junk.clone() });
    let again = m.run(&m.owner.clone(), ExecuteMsg::DelistAsset { asset: junk.clone() }, &[]);
    assert_eq!(refusal(again), ContractError::NotListed { asset: junk });
    let network = m.run(&m.owner.clone(), ExecuteMsg::DelistAsset { asset: net() }, &[]);
    assert_eq!(refusal(network), ContractError::DelistNetwork { denom: NET.into() });
}

#[test]
fn nothing_of_a_delisted_asset_comes_in() {
    let mut m = Market::new();
    let (owner, alice, credit) = (m.owner.clone(), m.alice.clone(), m.credit());
    delist(&mut m, &credit);
    let token = m.credit.clone();
    let not_listed = || ContractError::NotListed { asset: m.credit() };
    let call = Destination::Call { contract: m.callee.to_string(), msg: to_json_binary("keep").unwrap() };
    let hooks = [
        ReceiveMsg::Deposit { receiver: None },
        ReceiveMsg::SwapExactIn {
            pools: vec![CREDIT_NET],
            min_out: 0u128.into(),
            to: wallet(),
            deadline: None,
        },
        ReceiveMsg::SwapExactOut {
            legs: legs_of(&[(&[CREDIT_NET], 10)]),
            to: wallet(),
            rest_to: None,
            deadline: None,
        },
        ReceiveMsg::SwapExactOut {
            legs: legs_of(&[(&[], 10), (&[CREDIT_NET], 10)]),
            to: call.clone(),
            rest_to: None,
            deadline: None,
        },
        ReceiveMsg::SwapExactIn { pools: vec![], min_out: 0u128.into(), to: call, deadline: None },
        ReceiveMsg::Provide {
            pool_id: CREDIT_NET,
            max_other: 5_000u128.into(),
            min_shares: 0u128.into(),
            receiver: None,
            rest_to: None,
            deadline: None,
        },
        ReceiveMsg::ProvideSingle {
            pool_id: CREDIT_NET,
            min_shares: 0u128.into(),
            receiver: None,
            rest_to: None,
            deadline: None,
        },
    ];
    let expected = not_listed();
    for hook in hooks {
        assert_eq!(refusal(m.send(&alice, &token, 5_000, &hook)), expected, "{hook:?}");
    }
    // Nor what an account holds of it already, nor as a hop on the way, nor the other asset into its pool.
    for msg in [
        exact_in(credit.clone(), &[CREDIT_NET], from_account(5_000), 0, account()),
        exact_in(net(), &[CREDIT_NET, CREDIT_NET], from_account(5_000), 0, account()),
        exact_in(credit.clone(), &[], from_account(5_000), 0, wallet()),
        exact_out(credit.clone(), &[(&[CREDIT_NET], 10)], from_account(5_000), account()),
        provide(CREDIT_NET),
        provide_single(CREDIT_NET, credit.clone()),
        provide_single(CREDIT_NET, net()),
    ] {
        assert_eq!(refusal(m.run(&alice, msg.clone(), &[])), expected, "{msg:?}");
    }
    assert_eq!(refusal(m.run(&owner, create(credit.clone()), &[])), expected);
    let quote = QueryMsg::QuoteProvide { pool_id: CREDIT_NET, max_0: 9u128.into(), max_1: 9u128.into() };
    assert!(m.refuses(quote).contains(&expected.to_string()));
    // Other pools go on.
    m.swap(&alice, NET, 5_000, &[USD_NET]).unwrap();
}

#[test]
fn all_of_a_delisted_asset_can_leave() {
    let mut m = Market::new();
    let (alice, bob, lp, credit) = (m.alice.clone(), m.bob.clone(), m.lp.clone(), m.credit());
    m.run(&alice, exact_in(credit.clone(), &[CREDIT_NET], from_account(2_000_000), 0, account()), &[])
        .unwrap();
    delist(&mut m, &credit);
    let surplus = m.check_solvency();
    // Not by a swap: a pool that only sells would have a price that only rises.
    assert_eq!(
        refusal(m.swap(&alice, NET, 5_000, &[CREDIT_NET])),
        ContractError::NotListed { asset: credit.clone() }
    );
    let items = vec![TransferItem { asset: credit.clone(), amount: 9u128.into(), to: bob.to_string() }];
    m.run(&alice, ExecuteMsg::Transfer { owner: None, items }, &[]).unwrap();
    m.run(&bob, sweep(CREDIT_NET), &[]).unwrap();
    assert_eq!(m.collected()[0].amount, amount_of(credit.clone(), 2_000));
    let token = Addr::unchecked(m.pool(CREDIT_NET).lp_token);
    let shares = m.shares(&lp, CREDIT_NET);
    for payout in [Payout::Wallet, Payout::Account] {
        let hook = ReceiveMsg::WithdrawLiquidity {
            pool_id: CREDIT_NET,
            min_0: 1u128.into(),
            min_1: 1u128.into(),
            payout,
            receiver: None,
            deadline: None,
        };
        m.send(&lp, &token, shares / 2, &hook).unwrap();
    }
    for person in [&alice, &bob, &lp] {
        let amount = m.account(person, &credit).into();
        let msg = ExecuteMsg::Withdraw { asset: credit.clone(), amount, owner: None, receiver: None };
        m.run(person, msg, &[]).unwrap();
    }
    assert_eq!(m.check_solvency(), surplus);
}

/// A pool created while the asset was listed takes nothing once it is not, and everything once it is again.
#[test]
fn listing_again_opens_all_pools_of_the_asset() {
    let mut m = Market::new();
    let (owner, alice, usd) = (m.owner.clone(), m.alice.clone(), usd());
    m.run(&owner, create(m.credit()), &[]).unwrap();
    let both = [USD_NET, 4];
    delist(&mut m, &usd);
    for pool in both {
        assert_eq!(
            refusal(m.run(&alice, provide(pool), &[])),
            ContractError::NotListed { asset: usd.clone() }
        );
    }
    list(&mut m, &usd).unwrap();
    assert_eq!(list(&mut m, &usd), Err(ContractError::AlreadyListed { asset: usd.clone() }));
    for pool in both {
        m.run(&alice, provide(pool), &[]).unwrap();
    }
    m.swap(&alice, USD, 500, &[USD_NET]).unwrap();
    // Two delisted assets of one pool are told apart.
    let credit = m.credit();
    delist(&mut m, &credit);
    delist(&mut m, &usd);
    list(&mut m, &usd).unwrap();
    assert_eq!(refusal(m.run(&alice, provide(4), &[])), ContractError::NotListed { asset: credit });
}

/// A delisting writes into each pool of an asset, so there is a bound; only the network token, which stays, has none.
#[test]
fn an_asset_other_than_the_network_token_has_at_most_64_pools() {
    let mut m = Market::new();
    let (owner, junk) = (m.owner.clone(), Asset::native("ujunk"));
    list(&mut m, &junk).unwrap();
    let with_net = |asset| match create(asset) {
        ExecuteMsg::CreatePool { asset_0, fees, lp_symbol, reference_0, reference_1, .. } => {
            ExecuteMsg::CreatePool {
                asset_0,
                asset_1: net(),
                fees,
                lp_symbol,
                reference_0,
                reference_1,
                launch: false,
            }
        }
        _ => panic!("made above"),
    };
    for _ in 0..64 {
        m.run(&owner, with_net(junk.clone()), &[]).unwrap();
    }
    let error = refusal(m.run(&owner, create(junk.clone()), &[])).to_string();
    assert!(error.contains("expected 1 to 64, got 65"), "{error}");
    m.run(&owner, with_net(m.credit()), &[]).unwrap();
    m.run(&owner, ExecuteMsg::SetLeast { least: 0u128.into() }, &[]).unwrap();
    delist(&mut m, &junk);
    for pool in [4, 67] {
        let error = refusal(m.run(&m.lp.clone(), provide(pool), &[]));
        assert_eq!(error, ContractError::NotListed { asset: junk.clone() });
    }
}

/// A token that made itself up into an account can be stopped, however it answers, before it sells that into its pool.
#[test]
fn a_wicked_token_is_delisted_and_its_pool_keeps_what_it_has() {
    let mut m = Market::new();
    let (owner, alice) = (m.owner.clone(), m.alice.clone());
    let code = m.app.store_code(wicked_token());
    let token = m.app.instantiate_contract(code, owner.clone(), &Empty {}, &[], "wicked", None).unwrap();
    let asset = Asset::cw20(&token);
    list(&mut m, &asset).unwrap();
    m.run(&owner, create(asset.clone()), &[]).unwrap();
    let claim = |m: &mut Market, sender: &Addr, amount: u128, hook: &ReceiveMsg| {
        let msg = to_json_binary(hook).unwrap();
        let wrapper = Cw20ReceiveMsg { sender: sender.to_string(), amount: amount.into(), msg };
        let claims = Wicked::Claims { pool: m.pool.to_string(), msg: ExecuteMsg::Receive(wrapper) };
        m.app.execute_contract(sender.clone(), token.clone(), &WickedMsg::Behave(claims), &[])
    };
    let deposit = ReceiveMsg::Deposit { receiver: None };
    claim(&mut m, &alice, RESERVE, &deposit).unwrap();
    m.run(&alice, provide(4), &[]).unwrap();
    let fails = WickedMsg::Behave(Wicked::Fails {});
    m.app.execute_contract(alice.clone(), token.clone(), &fails, &[]).unwrap();
    delist(&mut m, &asset);
    let before = m.pool(4);
    let sell = exact_in(asset.clone(), &[4], from_account(RESERVE / 2), 0, account());
    let not_listed = ContractError::NotListed { asset: asset.clone() };
    assert_eq!(refusal(m.run(&alice, sell, &[])), not_listed);
    assert_eq!(refusal(claim(&mut m, &alice, RESERVE, &deposit)), not_listed);
    assert_eq!(m.pool(4), before);
    // The other side leaves by accounts, whatever the token does.
    let lp_token = Addr::unchecked(before.lp_token);
    let hook = ReceiveMsg::WithdrawLiquidity {
        pool_id: 4,
        min_0: 1u128.into(),
        min_1: 1u128.into(),
        payout: Payout::Account,
        receiver: None,
        deadline: None,
    };
    let shares = m.tokens(&alice, lp_token.as_str());
    m.send(&alice, &lp_token, shares, &hook).unwrap();
}

#[test]
fn a_cw20_is_listed_only_if_it_answers_token_info() {
    let mut m = Market::new();
    let (alice, callee) = (m.alice.clone(), m.callee.clone());
    for (address, said) in [(&alice, "no such contract"), (&callee, "token_info")] {
        let asset = Asset::cw20(address);
        let error = list(&mut m, &asset).unwrap_err();
        assert!(
            matches!(&error, ContractError::NoToken { asset: named, .. } if *named == asset),
            "{said}: {error}"
        );
        assert!(error.to_string().contains("expected a contract that answers `token_info`"), "{error}");
    }
    let lp_token = Asset::cw20(m.pool(USD_NET).lp_token);
    list(&mut m, &lp_token).unwrap();
    list(&mut m, &Asset::native("ujunk")).unwrap();
}

#[test]
fn all_accounts_of_an_owner_come_in_pages_those_of_delisted_assets_too() {
    let mut m = Market::new();
    let (alice, owner, credit) = (m.alice.clone(), m.owner.clone(), m.credit());
    delist(&mut m, &credit);
    let page = |who: &Addr, start_after, limit| {
        let query = QueryMsg::AccountsOf { owner: who.to_string(), order: None, start_after, limit };
        m.ask::<AccountsOfResponse>(query).accounts
    };
    let all = page(&alice, None, None);
    let mut expected = m.assets().map(|asset| amount_of(asset.clone(), m.account(&alice, &asset))).to_vec();
    expected.sort_by_key(|account| account.asset.key());
    assert_eq!(all, expected);
    assert_eq!(page(&alice, Some(all[0].asset.clone()), Some(2)), expected[1..3]);
    assert!(page(&alice, Some(all[3].asset.clone()), None).is_empty());
    assert!(page(&owner, None, None).iter().all(|account| account.amount.is_zero()), "one entry per asset");
    let query = QueryMsg::AccountsOf { owner: "nobody".into(), order: None, start_after: None, limit: None };
    assert!(m.refuses(query).contains("owner"));
}

/// Another's account of a delisted asset is as safe as before.
#[test]
fn a_delisted_asset_leaves_its_owner_s_account_for_its_owner() {
    let mut m = Market::new();
    let (alice, bob, credit) = (m.alice.clone(), m.bob.clone(), m.credit());
    delist(&mut m, &credit);
    let from = Source::Account { owner: Some(alice.to_string()), amount: 1u128.into() };
    let error = refusal(m.run(&bob, exact_in(credit.clone(), &[], from, 0, wallet()), &[]));
    assert_eq!(error, ContractError::NotListed { asset: credit.clone() });
    let owner = Some(alice.to_string());
    let msg = ExecuteMsg::Withdraw { asset: credit, amount: 1u128.into(), owner, receiver: None };
    assert!(matches!(refusal(m.run(&bob, msg, &[])), ContractError::Allowance { allowed: 0, .. }));
}
