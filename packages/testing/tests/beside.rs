//! One's own contract beside the market: stored on the same chain, it buys, pays and is heard like anybody.

use api::common::Source;
use api::job_market::AcceptPayout;
use api::pool::{Destination, ExecuteMsg as PoolMsg, Leg};
use compute_amm_testing::wirings::{H100, NET, ONE};
use compute_amm_testing::{invariants, small_market, Native, Refused};
use cosmwasm_std::{
    coins, to_json_binary, Addr, Binary, CosmosMsg, Deps, DepsMut, Empty, Env, MessageInfo, Reply, Response,
    StdError, StdResult, SubMsg, Uint128, WasmMsg,
};
use cw_multi_test::{ContractWrapper, Executor};

/// Sends on what it is told to, with the coins that came, and says in an event how that went.
fn run(_: DepsMut, _: Env, info: MessageInfo, msg: (String, Binary)) -> StdResult<Response> {
    let (contract_addr, msg) = msg;
    let sent = WasmMsg::Execute { contract_addr, msg, funds: info.funds };
    Ok(Response::new().add_submessage(SubMsg::reply_always(CosmosMsg::Wasm(sent), 1)))
}

fn heard(_: DepsMut, _: Env, reply: Reply) -> StdResult<Response> {
    let response = Response::new();
    match reply.result.into_result() {
        Ok(_) => Ok(response.add_attribute("heard", "done")),
        Err(why) => Err(StdError::generic_err(format!("it was refused: {why}"))),
    }
}

fn start(_: DepsMut, _: Env, _: MessageInfo, _: Empty) -> StdResult<Response> {
    Ok(Response::new())
}

fn answer(_: Deps, _: Env, _: Empty) -> StdResult<Binary> {
    to_json_binary(&())
}

#[test]
fn a_contract_of_ones_own_buys_credits_and_has_a_job_done() {
    let (mut market, provider, client) = small_market(&Native);
    let own =
        market.host(Box::new(ContractWrapper::new(run, start, answer).with_reply(heard)), &Empty {}, "own");
    let buy = PoolMsg::SwapExactOut {
        offer: market.net(),
        legs: vec![Leg { pools: vec![market.class_pool(H100)], amount_out: Uint128::new(60 * ONE) }],
        from: Source::Funds {},
        to: Destination::Account { receiver: None },
        rest_to: None,
        deadline: None,
    };
    let pool = market.at.pool.clone();
    let sent = market
        .send(&client, own.as_str(), &(&pool, to_json_binary(&buy).unwrap()), &coins(ONE, NET))
        .unwrap();
    assert!(sent.events.iter().flat_map(|event| &event.attributes).any(|a| a.key == "heard"));
    assert_eq!(market.account(own.as_str(), &market.credit(H100)), 60 * ONE);

    // It asks for a job in its own name, and anybody's provider serves it.
    let request = market.request_for(H100, 1, 60);
    let msg = market.swap_request(request, Source::Funds {}).unwrap();
    let request = (&pool, to_json_binary(&msg).unwrap());
    let receipt = market.send(&client, own.as_str(), &request, &coins(2 * ONE, NET)).unwrap();
    let job = compute_amm_testing::jobs::job_id(&receipt).unwrap();
    assert_eq!(market.job(job).open.unwrap().owner, own);
    market.serve(&provider, job, AcceptPayout::Redeem {}).unwrap();
    assert!(market.job(job).open.is_none());
    invariants::check(&market).unwrap();

    // The chain is cw-multi-test's: whatever that does is there.
    let code = market.client.app.store_code(Box::new(ContractWrapper::new(run, start, answer)));
    let second: Addr =
        market.client.app.instantiate_contract(code, client, &Empty {}, &[], "second", None).unwrap();
    market.client.app.wrap().query_wasm_smart::<()>(&second, &Empty {}).unwrap();
}

#[test]
fn a_refusal_says_which_words_were_missing() {
    let (mut market, _, client) = small_market(&Native);
    market.buy(&client, H100, 60 * ONE, 1).refused(&["expected"]);
}
