//! What opens something answers with its id.

use api::common::{Asset, Source};
use api::job_market::{ExecuteMsg, JobOpened};
use api::pool::{self, Fees, PoolCreated};
use api::verifier_gateway::{self as gateway, MethodAdded};
use cosmwasm_std::{coins, from_json, Addr, Coin};
use cw_multi_test::Executor;
use serde::de::DeserializeOwned;
use serde::Serialize;
use std::fmt::Debug;

use crate::support::*;

/// The `data` of the response, as a caller gets it.
fn data<T: DeserializeOwned>(
    market: &mut Market,
    sender: &Addr,
    to: &str,
    msg: &(impl Serialize + Debug),
    funds: &[Coin],
) -> T {
    let sent = market.app.execute_contract(sender.clone(), Addr::unchecked(to), msg, funds).unwrap();
    from_json(sent.data.expect("data")).unwrap()
}

#[test]
fn a_direct_request_answers_with_the_id_of_its_job() {
    let mut market = market();
    let (client, provider, jobs) =
        (market.client.clone(), market.provider.clone(), market.at.job_market.clone());
    market.deposit(&client, 100 * ONE, NET);
    market.deposit(&provider, 100 * ONE, NET);
    let account = Source::Account { owner: None, amount: ONE.into() };
    let net = |from| ExecuteMsg::RequestJob { request: request(), from };
    let credits = ExecuteMsg::RequestJobWithCredits { request: request() };
    for (job_id, (who, msg, funds)) in (1u64..).zip([
        (&client, net(Source::Funds {}), coins(ONE, NET)),
        (&provider, credits, vec![]),
        (&client, net(account), vec![]),
    ]) {
        let opened: JobOpened = data(&mut market, who, &jobs, &msg, &funds);
        assert_eq!(opened, JobOpened { job_id });
        assert_eq!(market.job(job_id).open.unwrap().payer, *who);
    }
    // The form in which it comes.
    let sent = market
        .app
        .execute_contract(client, Addr::unchecked(jobs), &net(Source::Funds {}), &coins(ONE, NET))
        .unwrap();
    assert_eq!(sent.data.unwrap().as_slice(), br#"{"job_id":4}"#);
}

#[test]
fn new_pools_and_methods_answer_with_their_ids() {
    let mut market = market();
    let owner = market.owner.clone();
    let (pools, gateway_at) = (market.at.pool.clone(), market.at.verifier_gateway.clone());
    let create = pool::ExecuteMsg::CreatePool {
        asset_0: market.credit.clone(),
        asset_1: Asset::native(USD),
        fees: Fees { fee_bps: 100, protocol_share_bps: 1_000 },
        lp_symbol: "lpGU".into(),
        reference_0: 1u128.into(),
        reference_1: 1u128.into(),
        launch: false,
    };
    let created: PoolCreated = data(&mut market, &owner, &pools, &create, &[]);
    let found: pool::PoolResponse =
        market.ask(&pools, &pool::QueryMsg::Pool { pool_id: created.pool_id }).unwrap();
    assert_eq!((created.pool_id, found.asset_1), (4, Asset::native(USD)));
    let add = gateway::ExecuteMsg::AddMethod { params: methods().swap_remove(0) };
    let added: MethodAdded = data(&mut market, &owner, &gateway_at, &add, &[]);
    assert_eq!(added, MethodAdded { method: 6 });
}
