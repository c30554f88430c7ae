//! Whose the surplus of a payment is.

use api::common::{Asset, Payout, Source};
use api::job_market::{ExecuteMsg, JobRequest, ReceiveMsg, SwapMsg};
use api::pool::{self, Destination, Leg};
use cosmwasm_std::{coins, to_json_binary, Addr};
use serde::Serialize;

use crate::support::*;

type Msg = pool::ExecuteMsg;

/// A request whose surplus is the stranger's.
fn request_for(stranger: &Addr, surplus: Payout) -> JobRequest {
    JobRequest { surplus, surplus_to: Some(stranger.to_string()), ..request() }
}

/// A swap that ends in a request.
fn swap(market: &Market, offer: Asset, legs: &[(&[u64], u128)], from: Source, request: JobRequest) -> Msg {
    let msg = to_json_binary(&SwapMsg::RequestJob { request }).unwrap();
    let legs = legs.iter().map(|(pools, out)| Leg { pools: pools.to_vec(), amount_out: (*out).into() });
    let to = Destination::Call { contract: market.at.job_market.clone(), msg };
    pool::ExecuteMsg::SwapExactOut { offer, legs: legs.collect(), from, to, rest_to: None, deadline: None }
}

/// What somebody has of NET, of dollars and of credits, in its wallet or in its account.
fn has(market: &Market, who: &Addr, surplus: Payout) -> [u128; 3] {
    let credit = market.credit.clone();
    let assets = [Asset::native(NET), Asset::native(USD), credit.clone()];
    assets.map(|asset| match (surplus, &asset) {
        (Payout::Account, asset) => market.account(who, asset),
        (Payout::Wallet, Asset::Native { denom }) => market.wallet(who, denom),
        (Payout::Wallet, Asset::Cw20 { .. }) => tokens(market, who),
    })
}

/// Credits in somebody's wallet.
fn tokens(market: &Market, who: &Addr) -> u128 {
    let question = api::token::QueryMsg::Balance { address: who.to_string() };
    let answer: cw20::BalanceResponse = market.ask(&token_address(&market.credit), &question).unwrap();
    answer.balance.u128()
}

/// Sends credits to a contract with its hook.
fn send_credits(market: &mut Market, from: &Addr, to: &str, amount: u128, hook: &impl Serialize) -> Sent {
    let (contract, msg) = (to.to_owned(), to_json_binary(hook).unwrap());
    let send = cw20::Cw20ExecuteMsg::Send { contract, amount: amount.into(), msg };
    let token = token_address(&market.credit);
    market.send(from, &token, &send, &[])
}

const BOTH: [Payout; 2] = [Payout::Wallet, Payout::Account];

/// A job that comes through another account or contract, as a hook's does, gives its surplus to whom it names; whoever
/// brought it keeps nothing of it, in its wallet or its account.
#[test]
fn a_named_receiver_gets_the_surplus_in_net() {
    for surplus in BOTH {
        for direct in [true, false] {
            let mut market = market();
            let (client, stranger) = (market.client.clone(), market.stranger.clone());
            let before = has(&market, &stranger, surplus);
            let request = request_for(&stranger, surplus);
            let funds = coins(50 * ONE, NET);
            if direct {
                let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
                market.jobs(&client, &msg, &funds).unwrap();
            } else {
                let legs: [(&[u64], u128); 1] = [(&[1], CREDITS)];
                let msg = swap(&market, Asset::native(NET), &legs, Source::Funds {}, request);
                market.pool(&client, &msg, &funds).unwrap();
            }
            market.assert_books();
            let open = market.job(1).open.unwrap();
            let over = 50 * ONE - (open.cost + open.take + open.tip).u128();
            let [net, dollars, credits] = has(&market, &stranger, surplus);
            assert_eq!([net - over, dollars, credits], before, "{surplus:?}, direct: {direct}");
            assert_eq!(market.wallet(&client, NET), FORTUNE - 50 * ONE);
            assert_eq!(market.accounts(&client), (0, 0));
            assert_eq!((open.owner, open.payer), (client.clone(), client));
        }
    }
}

/// Of dollars both go there: the NET that was too much, and the dollars that are left.
#[test]
fn a_named_receiver_gets_the_surplus_in_another_asset_too() {
    for surplus in BOTH {
        let mut market = market();
        let (client, stranger) = (market.client.clone(), market.stranger.clone());
        let before = has(&market, &stranger, surplus);
        let legs: [(&[u64], u128); 2] = [(&[3, 1], CREDITS), (&[3], ONE)];
        let request = request_for(&stranger, surplus);
        let msg = swap(&market, Asset::native(USD), &legs, Source::Funds {}, request);
        market.pool(&client, &msg, &coins(20 * ONE, USD)).unwrap();
        market.assert_books();
        let open = market.job(1).open.unwrap();
        let [net, dollars, _] = has(&market, &stranger, surplus);
        assert_eq!(net - before[0], ONE - (open.take + open.tip).u128());
        assert!((19 * ONE..20 * ONE).contains(&(dollars - before[1])), "{dollars}");
        assert_eq!((market.wallet(&client, NET), market.wallet(&client, USD)), (FORTUNE, FORTUNE - 20 * ONE));
        assert_eq!((market.accounts(&client).0, market.account(&client, &Asset::native(USD))), (0, 0));
    }
}

/// The same from accounts, of NET and of credits; a payment in credits takes what is missing from the payer, as always.
#[test]
fn a_named_receiver_gets_the_surplus_of_an_account() {
    let mut market = market();
    let (rival, stranger) = (market.rival.clone(), market.stranger.clone());
    market.deposit(&rival, 100 * ONE, NET);
    let credits = market.accounts(&rival).1;
    let from = Source::Account { owner: None, amount: (50 * ONE).into() };
    let request = request_for(&stranger, Payout::Account);
    market.jobs(&rival, &ExecuteMsg::RequestJob { request: request.clone(), from }, &[]).unwrap();
    let open = market.job(1).open.unwrap();
    let over = 50 * ONE - (open.cost + open.take + open.tip).u128();
    assert_eq!(market.accounts(&stranger), (over, 0));
    assert_eq!(market.accounts(&rival), (50 * ONE, credits));

    let from = Source::Account { owner: None, amount: (5 * CREDITS).into() };
    let legs: [(&[u64], u128); 1] = [(&[], CREDITS)];
    let msg = swap(&market, market.credit.clone(), &legs, from, request.clone());
    market.pool(&rival, &msg, &[]).unwrap();
    market.assert_books();
    assert_eq!(market.accounts(&stranger), (over, 4 * CREDITS));
    let open = market.job(2).open.unwrap();
    let left = 50 * ONE - (open.take + open.tip).u128();
    assert_eq!(market.accounts(&rival), (left, credits - 5 * CREDITS));

    // Exactly the job's credits leave nothing over; who is named gets nothing then.
    market.jobs(&rival, &ExecuteMsg::RequestJobWithCredits { request }, &[]).unwrap();
    market.assert_books();
    assert_eq!(market.accounts(&stranger), (over, 4 * CREDITS));
}

/// Tokens that come by cw20 Send are a hook's: their sender may be an account that nobody can draw from.
#[test]
fn a_named_receiver_gets_the_surplus_of_tokens_that_were_sent() {
    for surplus in BOTH {
        let mut market = market();
        let (rival, stranger) = (market.rival.clone(), market.stranger.clone());
        market.deposit(&rival, 10 * ONE, NET);
        let (credit, pool, jobs) =
            (market.credit.clone(), market.at.pool.clone(), market.at.job_market.clone());
        let out = pool::ExecuteMsg::Withdraw {
            asset: credit.clone(),
            amount: (10 * CREDITS).into(),
            owner: None,
            receiver: None,
        };
        market.pool(&rival, &out, &[]).unwrap();
        let before = has(&market, &stranger, surplus);
        let request = request_for(&stranger, surplus);
        let msg = to_json_binary(&SwapMsg::RequestJob { request: request.clone() }).unwrap();
        let hook = pool::ReceiveMsg::SwapExactOut {
            legs: vec![Leg { pools: vec![], amount_out: CREDITS.into() }],
            to: Destination::Call { contract: jobs.clone(), msg },
            rest_to: None,
            deadline: None,
        };
        send_credits(&mut market, &rival, &pool, 4 * CREDITS, &hook).unwrap();
        market.assert_books();
        let [net, dollars, credits] = has(&market, &stranger, surplus);
        assert_eq!([net, dollars, credits - 3 * CREDITS], before);
        send_credits(&mut market, &rival, &jobs, CREDITS, &ReceiveMsg::RequestJob { request }).unwrap();
        market.assert_books();
        assert_eq!(has(&market, &stranger, surplus), [net, dollars, credits], "exactly the job's came");
    }
}

/// Whoever could never draw it is refused, on every path and also where nothing would be left.
#[test]
fn the_surplus_goes_to_nobody_that_could_never_draw_it() {
    let mut market = market();
    let client = market.client.clone();
    let credit = token_address(&market.credit);
    let at = [&market.at.pool, &market.at.provider_registry, &market.at.job_market, &credit];
    for dead in at.map(String::clone) {
        let request = JobRequest { surplus_to: Some(dead.clone()), ..request() };
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(50 * ONE, NET)).refused(&["`surplus_to`", &dead]);
    }
    for wrong in ["osmo1abc".to_owned(), client.to_string().to_uppercase()] {
        let request = JobRequest { surplus_to: Some(wrong), ..request() };
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(50 * ONE, NET)).refused(&["`surplus_to`"]);
    }
}
