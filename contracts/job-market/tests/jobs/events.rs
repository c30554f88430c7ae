//! Events: all public state can be rebuilt from them alone (see `support::indexer`, and the random market).

use api::common::Source;
use api::job_market::{ClassTerms, ExecuteMsg, JobRequest, Params, Template};
use cosmwasm_std::coins;

use crate::support::*;

#[test]
fn what_is_governed_stands_in_events() {
    let mut market = market_with_calls();
    market.assert_indexed();
    let owner = market.owner.clone();
    let terms = ClassTerms { standard_gpus: 3, ..class_terms() };
    for msg in [
        ExecuteMsg::UpdateClass { class: CLASS.into(), terms },
        ExecuteMsg::UpdateParams { params: Params { call_within: 900, ..params() } },
        ExecuteMsg::SetGuardian { guardian: owner.to_string() },
        ExecuteMsg::SetPaused { requests: true },
        ExecuteMsg::SetTemplate {
            class: SECOND_CLASS.into(),
            template: 9,
            terms: Some(Template { unit_seconds: 3_600, ..template() }),
        },
        ExecuteMsg::SetTemplate { class: CLASS.into(), template: TEMPLATE, terms: None },
    ] {
        market.jobs(&owner, &msg, &[]).unwrap();
        market.assert_indexed();
    }
}

#[test]
fn all_that_a_request_says_stands_in_its_event() {
    let mut market = market_with_calls();
    let (client, stranger, rival) = (market.client.clone(), market.stranger.clone(), market.rival.clone());
    let all = JobRequest {
        owner: Some(stranger.to_string()),
        provider: Some(rival.to_string()),
        declared_value: Some(77u128.into()),
        min_backing: Some(55u128.into()),
        min_reputation_bps: 123,
        program_locator: Some("https://program".into()),
        input_locator: Some("https://input".into()),
        ..with_chunks(&chunks(3, 5))
    };
    market.request(&client, all);
    market.assert_indexed();
    let standard =
        JobRequest { min_damages: Some(5u128.into()), anyone_may_call: true, ..standard_with_input(b"in") };
    market.request(&client, standard);
    market.request(&client, by_client());
    // More work than the occupancy can take.
    let provider = market.provider.clone();
    market.deposit(&provider, 1_000 * ONE, NET);
    let max_payment = (10_000 * ONE).into();
    let long = JobRequest { gpus: 16, seconds: 100_000, run_within: 100_000, max_payment, ..request() };
    market.jobs(&provider, &ExecuteMsg::RequestJobWithCredits { request: long }, &[]).unwrap();
    let open = market.job(4).open.unwrap();
    assert!(open.added < open.work);
    market.assert_indexed();
    // Credits that are worth more than they cost.
    market.wait(3_600);
    let dump = api::pool::ExecuteMsg::SwapExactIn {
        route: api::pool::Route { offer: market.credit.clone(), pools: vec![1] },
        from: Source::Account { owner: None, amount: (300_000 * ONE).into() },
        min_out: 1u128.into(),
        to: api::pool::Destination::Account { receiver: None },
        deadline: None,
    };
    market.pool(&provider, &dump, &[]).unwrap();
    // In the block of the sale nobody buys below its first price.
    market.wait(1);
    let msg = ExecuteMsg::RequestJob { request: request(), from: Source::Funds {} };
    market.jobs(&client, &msg, &coins(100 * ONE, NET)).unwrap();
    let open = market.job(5).open.unwrap();
    assert!(open.worth > open.cost);
    market.assert_indexed();
}
