//! Swap fees in cw20 tokens.

use api::common::{Asset, CommonError, Payout};
use api::fee_collector::{receive_hook, Category, ExecuteMsg, WaitingAsset};
use cosmwasm_std::{Addr, Binary, Uint128};
use cw20::{Cw20ExecuteMsg, Cw20ReceiveMsg};
use cw_multi_test::{ContractWrapper, Executor};
use fee_collector::error::ContractError;

use crate::support::{addr, said, waits, Fixture};

fn swap_fees() -> Category {
    Category::SwapFees { lp: Uint128::new(90) }
}

impl Fixture {
    /// A token of which the pool contract and the donor hold 1,000 each.
    fn token(&mut self) -> Addr {
        use token::contract::{execute, instantiate, query};
        let code = self.app.store_code(Box::new(ContractWrapper::new(execute, instantiate, query)));
        let msg = api::token::InstantiateMsg {
            name: "Some token".into(),
            symbol: "SOME".into(),
            decimals: 6,
            minter: addr("owner").into(),
            burners: vec![addr("owner").into()],
        };
        let token = self.app.instantiate_contract(code, addr("owner"), &msg, &[], "token", None).unwrap();
        for holder in [self.pool.clone(), addr("donor")] {
            let mint = Cw20ExecuteMsg::Mint { recipient: holder.into(), amount: Uint128::new(1_000) };
            self.app.execute_contract(addr("owner"), token.clone(), &mint, &[]).unwrap();
        }
        token
    }

    fn send(
        &mut self,
        token: &Addr,
        sender: &Addr,
        amount: u128,
        msg: Binary,
    ) -> Result<cw_multi_test::AppResponse, ContractError> {
        let send =
            Cw20ExecuteMsg::Send { contract: self.fees.to_string(), amount: Uint128::new(amount), msg };
        self.app
            .execute_contract(sender.clone(), token.clone(), &send, &[])
            .map_err(|err| err.downcast().unwrap())
    }
}

#[test]
fn fees_in_a_listed_token_wait_visibly() {
    let mut f = Fixture::new();
    let token = f.token();
    let asset = Asset::cw20(&token);
    f.list(asset.clone());
    let pool = f.pool.clone();
    let response = f.send(&token, &pool, 10, receive_hook(swap_fees()).unwrap()).unwrap();
    assert_eq!(said(&response, "deposit", "asset"), asset.to_string());
    assert_eq!(said(&response, "deposit", "sender"), pool.as_str());
    f.send(&token, &pool, 5, receive_hook(swap_fees()).unwrap()).unwrap();
    let expected = WaitingAsset { lp_fees: Uint128::new(180), ..waits(asset, 15) };
    assert_eq!(f.waiting(), [expected]);
    assert_eq!(f.balances(), [0; 3]);
}

#[test]
fn spread_in_a_token_waits_apart_from_fees() {
    let mut f = Fixture::new();
    let (token, pool) = (f.token(), f.pool.clone());
    let asset = Asset::cw20(&token);
    f.list(asset.clone());
    let response = f.send(&token, &pool, 7, receive_hook(Category::Spread {}).unwrap()).unwrap();
    assert_eq!(said(&response, "deposit", "category"), "spread");
    f.send(&token, &pool, 10, receive_hook(swap_fees()).unwrap()).unwrap();
    let expected = WaitingAsset { lp_fees: Uint128::new(90), spread: Uint128::new(7), ..waits(asset, 17) };
    assert_eq!(f.waiting(), [expected]);
}

#[test]
fn fees_in_a_delisted_token_still_come() {
    let mut f = Fixture::new();
    let (token, pool) = (f.token(), f.pool.clone());
    let asset = Asset::cw20(&token);
    f.list(asset.clone());
    let delist = api::pool::ExecuteMsg::DelistAsset { asset: asset.clone() };
    f.app.execute_contract(addr("owner"), pool.clone(), &delist, &[]).unwrap();
    f.send(&token, &pool, 10, receive_hook(swap_fees()).unwrap()).unwrap();
    let expected = WaitingAsset { lp_fees: Uint128::new(90), ..waits(asset, 10) };
    assert_eq!(f.waiting(), [expected]);
}

/// The pool is believed to have sent because a known token says so. What such a token makes up, listed or not, stands in its own
/// entry, up to where that overflows; the fees of others, NET among them, are booked as they come.
#[test]
fn a_token_that_lies_fills_its_own_entry_only() {
    let mut f = Fixture::new();
    let (liar, honest, pool) = (f.token(), f.token(), f.pool.clone());
    f.list(Asset::cw20(&liar));
    f.list(Asset::cw20(&honest));
    let delist = api::pool::ExecuteMsg::DelistAsset { asset: Asset::cw20(&liar) };
    f.app.execute_contract(addr("owner"), pool.clone(), &delist, &[]).unwrap();
    let lie = |amount| {
        let msg = receive_hook(Category::SwapFees { lp: Uint128::zero() }).unwrap();
        ExecuteMsg::Receive(Cw20ReceiveMsg { sender: pool.to_string(), amount, msg })
    };
    f.run(&liar, &lie(Uint128::MAX), &[]).unwrap();
    let full = ContractError::Overflow { what: "waiting swap fees" };
    assert_eq!(f.run(&liar, &lie(Uint128::one()), &[]).unwrap_err(), full);
    f.send(&honest, &pool, 10, receive_hook(swap_fees()).unwrap()).unwrap();
    f.swap_fees(7, 90);
    let entry = |token: &Addr, amount: u128, lp: u128| {
        let asset = Asset::cw20(token);
        WaitingAsset { lp_fees: Uint128::new(lp), ..waits(asset, amount) }
    };
    let mut expected = [entry(&liar, u128::MAX, 0), entry(&honest, 10, 90)];
    let mut waiting = f.waiting();
    expected.sort_by_key(|entry| entry.asset.key());
    waiting.sort_by_key(|entry| entry.asset.key());
    assert_eq!(waiting, expected);
    assert_eq!(f.balances(), [7, 0, 0]);
}

#[test]
fn only_the_pool_sends_tokens() {
    let mut f = Fixture::new();
    let token = f.token();
    f.list(Asset::cw20(&token));
    let err = f.send(&token, &addr("donor"), 10, receive_hook(swap_fees()).unwrap()).unwrap_err();
    let expected = CommonError::Unauthorized {
        expected: "tokens sent by the pool contract or a market".into(),
        got: addr("donor").into(),
    };
    assert_eq!(err, expected.into());
    assert_eq!(f.waiting(), []);
}

#[test]
fn a_token_nobody_listed_cannot_name_the_pool_as_its_sender() {
    let mut f = Fixture::new();
    let lie = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: f.pool.to_string(),
        amount: Uint128::new(1_000_000),
        msg: receive_hook(swap_fees()).unwrap(),
    });
    for liar in [addr("donor"), f.pool.clone(), f.market.clone()] {
        let err = f.run(&liar, &lie, &[]).unwrap_err();
        assert_eq!(err, ContractError::NotListed { got: Asset::cw20(&liar) });
    }
    let (token, pool) = (f.token(), f.pool.clone());
    let err = f.send(&token, &pool, 10, receive_hook(swap_fees()).unwrap()).unwrap_err();
    assert_eq!(err, ContractError::NotListed { got: Asset::cw20(&token) });
    assert_eq!(f.waiting(), []);
}

#[test]
fn tokens_are_swap_fees_and_more_than_none() {
    let mut f = Fixture::new();
    let token = f.token();
    f.list(Asset::cw20(&token));
    let pool = f.pool.clone();
    for category in [
        Category::Donation {},
        Category::Slash {},
        Category::Take(crate::support::report(crate::support::FIRST_DAY)),
    ] {
        let got = category.name();
        let err = f.send(&token, &pool, 10, receive_hook(category).unwrap()).unwrap_err();
        assert_eq!(err, ContractError::TokenCategory { got });
    }
    let nonsense = cosmwasm_std::to_json_binary(&Payout::Wallet).unwrap();
    assert!(matches!(f.send(&token, &pool, 10, nonsense).unwrap_err(), ContractError::Std(_)));
    let none = ExecuteMsg::Receive(Cw20ReceiveMsg {
        sender: pool.to_string(),
        amount: Uint128::zero(),
        msg: receive_hook(swap_fees()).unwrap(),
    });
    assert_eq!(f.run(&token, &none, &[]).unwrap_err(), ContractError::NoTokens {});
    assert_eq!(f.waiting(), []);
}

/// Swap fees and spread of one token are an amount together, too: else nobody could list what waits.
#[test]
fn a_token_that_lies_hides_no_entry() {
    let mut f = Fixture::new();
    let (liar, pool) = (f.token(), f.pool.clone());
    f.list(Asset::cw20(&liar));
    let lie = |category| {
        let msg = receive_hook(category).unwrap();
        ExecuteMsg::Receive(Cw20ReceiveMsg { sender: pool.to_string(), amount: Uint128::MAX, msg })
    };
    f.run(&liar, &lie(Category::SwapFees { lp: Uint128::zero() }), &[]).unwrap();
    let full = ContractError::Overflow { what: "waiting revenue" };
    assert_eq!(f.run(&liar, &lie(Category::Spread {}), &[]).unwrap_err(), full);
    assert_eq!(f.waiting(), [waits(Asset::cw20(&liar), u128::MAX)]);
}
