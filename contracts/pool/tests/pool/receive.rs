//! What comes by cw20 Send, and what only claims to.

use api::common::{Asset, CommonError, Payout};
use api::pool::{ExecuteMsg, ReceiveMsg};
use cosmwasm_std::{coin, to_json_binary, Addr};
use cw20::Cw20ReceiveMsg;
use pool::error::ContractError;

use crate::harness::*;

fn claim(sender: &Addr, amount: u128, hook: &ReceiveMsg) -> ExecuteMsg {
    ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: sender.to_string(),
        amount: amount.into(),
        msg: to_json_binary(hook).unwrap(),
    })
}

/// Every use of sent tokens, with a pool in which a fake token is not.
fn hooks() -> Vec<ReceiveMsg> {
    let zero = 0u128.into();
    let (receiver, deadline) = (None, None);
    vec![
        ReceiveMsg::Deposit { receiver: None },
        ReceiveMsg::SwapExactIn { pools: vec![], min_out: zero, to: account(), deadline },
        ReceiveMsg::SwapExactIn { pools: vec![CREDIT_NET], min_out: zero, to: account(), deadline },
        ReceiveMsg::SwapExactOut { legs: legs_of(&[(&[], 5)]), to: account(), rest_to: None, deadline },
        ReceiveMsg::SwapExactOut {
            legs: legs_of(&[(&[CREDIT_NET], 5)]),
            to: account(),
            rest_to: None,
            deadline,
        },
        ReceiveMsg::SwapExactOut {
            legs: legs_of(&[(&[], 5), (&[CREDIT_NET], 5)]),
            to: account(),
            rest_to: None,
            deadline,
        },
        ReceiveMsg::Provide {
            pool_id: CREDIT_NET,
            max_other: 500u128.into(),
            min_shares: zero,
            receiver: receiver.clone(),
            rest_to: None,
            deadline,
        },
        ReceiveMsg::ProvideSingle {
            pool_id: CREDIT_NET,
            min_shares: zero,
            receiver: receiver.clone(),
            rest_to: None,
            deadline,
        },
        ReceiveMsg::WithdrawLiquidity {
            pool_id: CREDIT_NET,
            min_0: zero,
            min_1: zero,
            payout: Payout::Wallet,
            receiver,
            deadline,
        },
    ]
}

#[test]
fn a_fake_token_gets_an_error_for_everything_it_claims() {
    let mut m = Market::new();
    let (alice, fake) = (m.alice.clone(), m.bob.clone());
    let before = m.check_solvency();
    for hook in hooks() {
        let error = refusal(m.run(&fake, claim(&alice, 500, &hook), &[]));
        assert!(
            matches!(
                error,
                ContractError::NotListed { .. }
                    | ContractError::AssetNotInPool { .. }
                    | ContractError::WrongLpToken { .. }
            ),
            "{hook:?}: {error}"
        );
    }
    assert_eq!(m.check_solvency(), before);
}

/// A listed token that is not the one which the operation is about.
#[test]
fn a_listed_token_gets_no_further_with_a_pool_of_others() {
    let mut m = Market::new();
    let (alice, other) = (m.alice.clone(), m.other.clone());
    for hook in hooks().split_off(6) {
        let error = refusal(m.send(&alice, &other, 500, &hook));
        assert!(
            matches!(error, ContractError::AssetNotInPool { .. } | ContractError::WrongLpToken { .. }),
            "{hook:?}: {error}"
        );
    }
}

#[test]
fn lp_shares_of_another_pool_are_refused() {
    let mut m = Market::new();
    let lp = m.lp.clone();
    let wrong = Addr::unchecked(m.pool(USD_NET).lp_token);
    let hook = hooks().pop().unwrap();
    assert_eq!(
        refusal(m.send(&lp, &wrong, 500, &hook)),
        ContractError::WrongLpToken {
            pool_id: CREDIT_NET,
            expected: m.pool(CREDIT_NET).lp_token,
            got: wrong.to_string()
        }
    );
}

#[test]
fn zero_tokens_bad_senders_and_coins_beside_tokens_are_refused() {
    let mut m = Market::new();
    let (alice, credit) = (m.alice.clone(), m.credit.clone());
    let hook = ReceiveMsg::Deposit { receiver: None };
    // The token itself says so, as a token without this check of its own could.
    for hook in hooks() {
        let zero = refusal(m.run(&credit, claim(&alice, 0, &hook), &[]));
        assert_eq!(zero, ContractError::ZeroAmount { field: "amount" });
    }
    // A job or a lease of the pool contract's own could never be paid back, so its end would be refused for ever.
    let itself = m.pool.clone();
    for hook in hooks() {
        let refused = refusal(m.run(&credit, claim(&itself, 5, &hook), &[]));
        assert_eq!(refused, ContractError::SelfReceiver { field: "sender" });
    }
    let shouting = Addr::unchecked(alice.to_string().to_uppercase());
    let error = refusal(m.run(&credit, claim(&shouting, 5, &hook), &[]));
    assert!(matches!(error, ContractError::Common(CommonError::Address { field: "sender", .. })));
    let error = refusal(m.run(&alice, claim(&alice, 5, &hook), &[coin(5, NET)]));
    assert!(matches!(error, ContractError::Common(CommonError::Funds { .. })));
}

#[test]
fn a_message_that_is_none_is_refused() {
    let mut m = Market::new();
    let credit = m.credit.clone();
    let msg = Cw20ReceiveMsg {
        sender: m.alice.to_string(),
        amount: 5u128.into(),
        msg: to_json_binary("gibberish").unwrap(),
    };
    assert!(matches!(refusal(m.run(&credit, ExecuteMsg::Receive(msg), &[])), ContractError::Std(_)));
}

#[test]
fn a_token_deposits_only_while_it_is_listed() {
    let mut m = Market::without_liquidity();
    let (owner, alice) = (m.owner.clone(), m.alice.clone());
    for person in [m.alice.clone(), m.bob.clone(), m.lp.clone()] {
        let amount = m.account(&person, &m.other()).into();
        let msg = ExecuteMsg::Withdraw { asset: m.other(), amount, owner: None, receiver: None };
        m.run(&person, msg, &[]).unwrap();
    }
    m.run(&owner, ExecuteMsg::DelistAsset { asset: m.other() }, &[]).unwrap();
    let other = m.other.clone();
    assert_eq!(
        refusal(m.send(&alice, &other, 5, &ReceiveMsg::Deposit { receiver: None })),
        ContractError::NotListed { asset: Asset::cw20(&other) }
    );
}
