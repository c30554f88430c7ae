//! Every message of the pool contract in which somebody names who is paid.

use api::common::{Asset, Payout, Source};
use api::pool::{
    Destination, ExecuteMsg as PoolMsg, Leg, ProvideSource, ReceiveMsg as PoolHook, Route, TransferItem,
};
use cosmwasm_std::{coins, Addr, Coin, Uint128};

use compute_amm_testing::market::Market;
use compute_amm_testing::wirings::{H100, NET, ONE};

/// Every message that does, with the field and the coins.
pub fn messages(market: &Market, to: &Addr) -> Vec<(&'static str, PoolMsg, Vec<Coin>)> {
    let (net, pool_id) = (market.net(), market.class_pool(H100));
    let receiver = Some(to.to_string());
    let sell = |to| PoolMsg::SwapExactIn {
        route: Route { offer: net.clone(), pools: vec![pool_id] },
        from: Source::Funds {},
        min_out: Uint128::one(),
        to,
        deadline: None,
    };
    let buy = |to, rest_to| PoolMsg::SwapExactOut {
        offer: net.clone(),
        legs: vec![Leg { pools: vec![pool_id], amount_out: ONE.into() }],
        from: Source::Funds {},
        to,
        rest_to,
        deadline: None,
    };
    let provide = |from, receiver, rest_to| PoolMsg::Provide {
        pool_id,
        max_0: (1_000 * ONE).into(),
        max_1: ONE.into(),
        from,
        min_shares: Uint128::one(),
        receiver,
        rest_to,
        deadline: None,
    };
    let single = PoolMsg::ProvideSingle {
        pool_id,
        asset: net.clone(),
        from: Source::Funds {},
        min_shares: Uint128::one(),
        receiver: receiver.clone(),
        rest_to: None,
        deadline: None,
    };
    let out = PoolMsg::Withdraw {
        asset: net.clone(),
        amount: Uint128::one(),
        owner: None,
        receiver: receiver.clone(),
    };
    let item = TransferItem { asset: net.clone(), amount: Uint128::one(), to: to.to_string() };
    let (wallet, account) = destinations(to);
    let (funds, none) = (coins(ONE, NET), vec![]);
    vec![
        ("receiver", PoolMsg::Deposit { receiver: receiver.clone() }, coins(60, NET)),
        ("items.to", PoolMsg::Transfer { owner: None, items: vec![item] }, none.clone()),
        ("receiver", out, none.clone()),
        ("to.receiver", sell(wallet.clone()), funds.clone()),
        ("to.receiver", sell(account.clone()), funds.clone()),
        ("to.receiver", buy(wallet, None), funds.clone()),
        ("to.receiver", buy(account, None), funds.clone()),
        ("rest_to", buy(Destination::default(), receiver.clone()), funds.clone()),
        ("receiver", provide(ProvideSource::Account, receiver.clone(), None), none),
        ("rest_to", provide(ProvideSource::Funds, None, receiver), funds.clone()),
        ("receiver", single, funds),
    ]
}

/// The same of what comes with tokens, with the field and the token. The sender's account pays for a provision's
/// other side.
pub fn hooks(market: &Market, credit: &Asset, lp: &Asset, to: &Addr) -> Vec<(&'static str, Asset, PoolHook)> {
    let pool_id = market.class_pool(H100);
    let receiver = Some(to.to_string());
    let sell =
        |to| PoolHook::SwapExactIn { pools: vec![pool_id], min_out: Uint128::one(), to, deadline: None };
    let buy = |to, rest_to| PoolHook::SwapExactOut {
        legs: vec![Leg { pools: vec![pool_id], amount_out: 10u128.into() }],
        to,
        rest_to,
        deadline: None,
    };
    let provide = |receiver, rest_to| PoolHook::Provide {
        pool_id,
        max_other: ONE.into(),
        min_shares: Uint128::one(),
        receiver,
        rest_to,
        deadline: None,
    };
    let single = PoolHook::ProvideSingle {
        pool_id,
        min_shares: Uint128::one(),
        receiver: receiver.clone(),
        rest_to: None,
        deadline: None,
    };
    let out = |payout| PoolHook::WithdrawLiquidity {
        pool_id,
        min_0: Uint128::zero(),
        min_1: Uint128::zero(),
        payout,
        receiver: receiver.clone(),
        deadline: None,
    };
    let (wallet, account) = destinations(to);
    let of_credits = [
        ("receiver", PoolHook::Deposit { receiver: receiver.clone() }),
        ("to.receiver", sell(wallet.clone())),
        ("to.receiver", sell(account.clone())),
        ("to.receiver", buy(wallet, None)),
        ("to.receiver", buy(account, None)),
        ("rest_to", buy(Destination::default(), receiver.clone())),
        ("receiver", provide(receiver.clone(), None)),
        ("rest_to", provide(None, receiver.clone())),
        ("receiver", single),
    ];
    let of_shares = [("receiver", out(Payout::Wallet)), ("receiver", out(Payout::Account))];
    let with = |token: &Asset| {
        let token = token.clone();
        move |(field, hook)| (field, token.clone(), hook)
    };
    of_credits.into_iter().map(with(credit)).chain(of_shares.into_iter().map(with(lp))).collect()
}

/// Their wallet and their account.
fn destinations(to: &Addr) -> (Destination, Destination) {
    let receiver = Some(to.to_string());
    (Destination::Wallet { receiver: receiver.clone() }, Destination::Account { receiver })
}
