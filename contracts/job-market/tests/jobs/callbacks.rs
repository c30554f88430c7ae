//! Whoever asked to be told of a job's end is told, and holds nothing up.

use api::common::{Asset, Source};
use api::job_market::{AcceptPayout, Callback, ExecuteMsg, JobFault, JobRequest, JobState, MAX_CALLBACK_GAS};
use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockStorage};
use cosmwasm_std::{
    coins, to_json_binary, Addr, Binary, CosmosMsg, DepsMut, Env, ReplyOn, Storage, SubMsg, WasmMsg,
};
use cw_multi_test::Executor;

use crate::support::*;

const CREDITS_OUT: AcceptPayout = AcceptPayout::Credits {};

/// Ends a job that has a callback, of every kind and on every path; what its listener must hear.
type Ending =
    (&'static str, fn(&mut Market, &dyn Fn(JobRequest) -> JobRequest) -> u64, JobState, Option<JobFault>);

fn settle(market: &mut Market, job_id: u64) {
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).unwrap();
}

fn endings() -> Vec<Ending> {
    use JobState::{Cancelled, Expired, Faulted, Refunded, Settled};
    vec![
        (
            "proven",
            |market, with| {
                let job_id = market.assigned(with(request()), AcceptPayout::Redeem {});
                settle(market, job_id);
                job_id
            },
            Settled,
            None,
        ),
        (
            "sold",
            |market, with| {
                let job_id = market.assigned(with(request()), AcceptPayout::Net { min: 1u128.into() });
                settle(market, job_id);
                job_id
            },
            Settled,
            None,
        ),
        (
            "not sold",
            |market, with| {
                let job_id = market.assigned(with(request()), AcceptPayout::Net { min: u128::MAX.into() });
                settle(market, job_id);
                job_id
            },
            Settled,
            None,
        ),
        (
            "approved",
            |market, with| {
                let job_id = market.submitted(with(by_client()), CREDITS_OUT);
                let client = market.client.clone();
                market.jobs(&client, &ExecuteMsg::ApproveResult { job_id }, &[]).unwrap();
                job_id
            },
            Settled,
            None,
        ),
        (
            "approved by silence",
            |market, with| {
                let job_id = market.submitted(with(by_client()), CREDITS_OUT);
                market.wait(VERDICT_WITHIN);
                market.timeout(job_id).unwrap();
                job_id
            },
            Settled,
            None,
        ),
        (
            "judged valid",
            |market, with| {
                let job_id = market.submitted(with(request()), CREDITS_OUT);
                let stranger = market.stranger.clone();
                market.bring_verdict(&stranger, job_id, true).unwrap();
                job_id
            },
            Settled,
            None,
        ),
        (
            "judged false",
            |market, with| {
                let job_id = market.submitted(with(request()), CREDITS_OUT);
                let stranger = market.stranger.clone();
                market.bring_verdict(&stranger, job_id, false).unwrap();
                job_id
            },
            Faulted,
            Some(JobFault::Fraud),
        ),
        (
            "disputed, and nobody judged",
            |market, with| {
                let job_id = market.submitted(with(by_client()), CREDITS_OUT);
                let client = market.client.clone();
                let dispute = ExecuteMsg::DisputeResult { job_id, from: Source::Funds {} };
                market.jobs(&client, &dispute, &coins(DISPUTE_BOND, NET)).unwrap();
                market.wait(VERDICT_WITHIN);
                market.timeout(job_id).unwrap();
                job_id
            },
            Refunded,
            None,
        ),
        (
            "no verdict",
            |market, with| {
                let job_id = market.submitted(with(request()), CREDITS_OUT);
                market.wait(VERDICT_WITHIN);
                market.timeout(job_id).unwrap();
                job_id
            },
            Refunded,
            None,
        ),
        (
            "late",
            |market, with| {
                let job_id = market.assigned(with(request()), CREDITS_OUT);
                market.wait(RUN_WITHIN);
                market.timeout(job_id).unwrap();
                job_id
            },
            Faulted,
            Some(JobFault::Liveness),
        ),
        (
            "withdrawn",
            |market, with| {
                let client = market.client.clone();
                let job_id = market.request(&client, with(request()));
                market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
                job_id
            },
            Cancelled,
            None,
        ),
        (
            "input withheld",
            |market, with| {
                let job_id = market.assigned(with(with_input(b"some")), CREDITS_OUT);
                market.ask_data(job_id, None).unwrap();
                market.wait(api::job_market::DATA_WITHIN);
                market.timeout(job_id).unwrap();
                job_id
            },
            Cancelled,
            None,
        ),
        (
            "nobody accepted",
            |market, with| {
                let client = market.client.clone();
                let job_id = market.request(&client, with(request()));
                market.wait(ACCEPT_WITHIN);
                market.timeout(job_id).unwrap();
                job_id
            },
            Expired,
            None,
        ),
        (
            "method stopped",
            |market, with| {
                let job_id = market.assigned(with(request()), CREDITS_OUT);
                market.disable(ATTESTATION);
                market.timeout(job_id).unwrap();
                job_id
            },
            Refunded,
            None,
        ),
    ]
}

/// What everybody holds, in accounts and wallets, and what the registry holds of the provider.
fn holdings(market: &Market) -> String {
    let people = [&market.client, &market.provider, &market.stranger];
    let held = people.map(|who| (market.accounts(who), market.wallet(who, NET)));
    format!("{held:?} {:?} {}", market.position(&market.provider), market.redeemed())
}

#[test]
fn every_end_of_a_job_is_told_once_and_a_failing_listener_changes_nothing_of_it() {
    for (name, end, state, fault) in endings() {
        let mut held = vec![];
        for mode in [None, Some(Mode::Note), Some(Mode::Fail)] {
            let mut market = market();
            let listener = market.listener();
            let with = |request| match &mode {
                Some(mode) => told_to(&listener, mode, request),
                None => request,
            };
            let job_id = end(&mut market, &with);
            let job = market.job(job_id);
            assert_eq!((job.state, job.fault, &job.open), (state, fault, &None), "{name}");
            market.assert_indexed();
            held.push(holdings(&market));
            let heard = market.heard(&listener);
            if mode != Some(Mode::Note) {
                assert_eq!(heard, [], "{name}");
                continue;
            }
            let [told] = heard.as_slice() else { panic!("{name}: {heard:?}") };
            assert_eq!((told.job_id, told.state, told.fault), (job_id, state, fault), "{name}");
            assert_eq!((&told.output, &told.owner), (&job.output, &market.client), "{name}");
            let worked = !matches!(state, JobState::Expired) && name != "withdrawn";
            assert_eq!(told.provider, worked.then(|| market.provider.clone()), "{name}");
            assert_eq!(told.msg, Some(to_json_binary(&Mode::Note).unwrap()), "{name}");
            // It ended, and nothing of it is left to be told again.
            market.timeout(job_id).unwrap_err();
            assert_eq!(market.heard(&listener).len(), 1, "{name}");
        }
        assert!(held.iter().all(|each| *each == held[0]), "{name}: {held:#?}");
    }
}

#[test]
fn a_failure_is_told_by_an_event() {
    for (mode, failed) in [(Mode::Fail, true), (Mode::Note, false)] {
        let mut market = market();
        let listener = market.listener();
        let job_id = market.assigned(told_to(&listener, &mode, request()), CREDITS_OUT);
        let proof = market.attestation(job_id);
        let sent = market.submit(job_id, Some(proof)).unwrap();
        let said = attribute(&sent, "callback_failed", "job_id");
        assert_eq!(said, failed.then(|| job_id.to_string()));
    }
    // Nor does somebody who is no contract hold anything up.
    let mut market = market();
    let wallet = market.rival.clone();
    let job_id = market.assigned(told_to(&wallet, &Mode::Note, request()), CREDITS_OUT);
    settle(&mut market, job_id);
    assert_eq!(market.job(job_id).state, JobState::Settled);
}

#[test]
fn a_listener_that_answers_at_length_is_not_listened_to() {
    let mut market = market();
    let listener = market.listener();
    let job_id = market.assigned(told_to(&listener, &Mode::Shout(1 << 20), request()), CREDITS_OUT);
    let msg = submit(job_id, Some(market.attestation(job_id)));
    let (provider, jobs) = (market.provider.clone(), market.at.job_market.clone());
    let sent = market.app.execute_contract(provider, Addr::unchecked(jobs), &msg, &[]).unwrap();
    assert_eq!(sent.data, None);
    assert_eq!(market.told(&listener), [(job_id, JobState::Settled)]);
}

/// Listeners that send something to the job-market in the middle of a settlement.
#[test]
fn a_listener_that_comes_back_finds_the_job_ended_and_paid() {
    // The same job again, by every message that could end it.
    for again in [
        ExecuteMsg::TimeoutJob { job_id: 1 },
        ExecuteMsg::CancelJob { job_id: 1 },
        ExecuteMsg::ApproveResult { job_id: 1 },
    ] {
        let mut market = market();
        let listener = market.listener();
        let mode = Mode::Send(market.at.job_market.clone(), to_json_binary(&again).unwrap());
        let owned = JobRequest { owner: Some(listener.to_string()), ..request() };
        let job_id = market.assigned(told_to(&listener, &mode, owned), CREDITS_OUT);
        let before = market.accounts(&market.provider);
        let proof = market.attestation(job_id);
        let sent = market.submit(job_id, Some(proof)).unwrap();
        assert!(attribute(&sent, "callback_failed", "job_id").is_some());
        let tip = request().tip.unwrap().u128();
        assert_eq!(market.accounts(&market.provider), (before.0 + tip, before.1 + CREDITS), "paid once");
        assert_eq!(market.told(&listener), [], "what it noted went with what it sent");
    }
}

#[test]
fn a_listener_requests_the_next_job_and_withdraws_another() {
    let mut market = market();
    let (listener, jobs) = (market.listener(), market.at.job_market.clone());
    let stranger = market.stranger.clone();
    // Its own job, that it will withdraw when it hears of the second one.
    let own =
        told_to(&listener, &Mode::Note, JobRequest { surplus: api::common::Payout::Account, ..request() });
    let from = Source::Account { owner: None, amount: ONE.into() };
    let own = ExecuteMsg::RequestJob { request: own, from: from.clone() };
    market.send(&stranger, listener.as_str(), &through(&own, &jobs), &[]).unwrap();
    let withdraw = Mode::Send(jobs.clone(), to_json_binary(&ExecuteMsg::CancelJob { job_id: 1 }).unwrap());
    let second = market.assigned(told_to(&listener, &withdraw, request()), CREDITS_OUT);
    settle(&mut market, second);
    // It hears of both ends, of the outer one first; the books balance.
    assert_eq!(market.told(&listener), [(second, JobState::Settled), (1, JobState::Cancelled)]);
    let next =
        told_to(&listener, &Mode::Note, JobRequest { surplus: api::common::Payout::Account, ..request() });
    let next = ExecuteMsg::RequestJob { request: next, from };
    let third = market.assigned(
        told_to(&listener, &Mode::Send(jobs, to_json_binary(&next).unwrap()), request()),
        CREDITS_OUT,
    );
    settle(&mut market, third);
    let opened = market.job(4).open.unwrap();
    assert_eq!((opened.owner, opened.payer), (listener.clone(), listener.clone()));
    market.accept(4, CREDITS_OUT);
    settle(&mut market, 4);
    assert_eq!(market.told(&listener)[2..], [(third, JobState::Settled), (4, JobState::Settled)]);
    market.assert_indexed();
}

#[test]
fn several_ends_in_one_transaction_are_each_told() {
    let mut market = market();
    let (client, listener) = (market.client.clone(), market.listener());
    let jobs: Vec<u64> = [Mode::Note, Mode::Fail, Mode::Note]
        .map(|mode| market.request(&client, told_to(&listener, &mode, request())))
        .into();
    market.wait(ACCEPT_WITHIN);
    let timeout = |job_id: &u64| -> CosmosMsg {
        let msg = to_json_binary(&ExecuteMsg::TimeoutJob { job_id: *job_id }).unwrap();
        WasmMsg::Execute { contract_addr: market.at.job_market.clone(), msg, funds: vec![] }.into()
    };
    let all: Vec<CosmosMsg> = jobs.iter().map(timeout).collect();
    market.app.execute_multi(client, all).unwrap();
    assert_eq!(market.told(&listener), [(jobs[0], JobState::Expired), (jobs[2], JobState::Expired)]);
    for job_id in jobs {
        assert_eq!(market.job(job_id).state, JobState::Expired);
    }
}

/// The response to a message, as the chain would get it.
fn response(market: &Market, sender: &Addr, msg: ExecuteMsg) -> Vec<SubMsg> {
    let jobs = Addr::unchecked(&market.at.job_market);
    let mut storage = MockStorage::new();
    for (key, value) in market.app.dump_wasm_raw(&jobs) {
        storage.set(&key, &value);
    }
    let mut env = Env { block: market.app.block_info(), ..mock_env() };
    env.contract.address = jobs;
    let deps = DepsMut { storage: &mut storage, api: &MockApi::default(), querier: market.app.wrap() };
    job_market::contract::execute(deps, env, message_info(sender, &[]), msg).unwrap().messages
}

#[test]
fn the_listener_comes_last_with_its_gas_and_a_reply_for_its_failure_alone() {
    let mut market = market();
    let listener = market.listener();
    let mut asked = told_to(&listener, &Mode::Note, request());
    asked.callback.as_mut().unwrap().gas_limit = 123_456;
    let job_id = market.assigned(asked, AcceptPayout::Net { min: 1u128.into() });
    let msg = submit(job_id, Some(market.attestation(job_id)));
    let messages = response(&market, &market.provider, msg);
    let (last, others) = messages.split_last().unwrap();
    assert_eq!((last.gas_limit, &last.reply_on), (Some(123_456), &ReplyOn::Error));
    let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, funds, msg }) = &last.msg else {
        panic!("{last:?}")
    };
    assert_eq!((contract_addr.as_str(), funds.len()), (listener.as_str(), 0));
    assert!(msg.starts_with(b"{\"job_ended\":{"));
    assert_eq!(others.len(), 3, "sale, tip, registry");
    assert!(others.iter().all(|other| other.gas_limit.is_none()));
    // A job without one sends no more than before.
    let plain = market.assigned(request(), AcceptPayout::Net { min: 1u128.into() });
    let msg = submit(plain, Some(market.attestation(plain)));
    assert_eq!(response(&market, &market.provider, msg).len(), 3);
}

#[test]
fn a_callback_is_checked_by_name() {
    let mut market = market_with_calls();
    let (client, listener) = (market.client.clone(), market.listener());
    let callback = Callback { contract: listener.to_string(), gas_limit: 1, msg: None };
    let with = |callback| JobRequest { callback: Some(callback), ..request() };
    let at = |contract: &str| with(Callback { contract: contract.into(), ..callback.clone() });
    let mut asked = |request| {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(100 * ONE, NET))
    };
    let field = "`callback.contract`";
    asked(at("osmo1abc")).refused(&[field, "osmo1abc"]);
    asked(at(&listener.to_string().to_uppercase())).refused(&[field]);
    for gas_limit in [0, MAX_CALLBACK_GAS + 1] {
        let got = gas_limit.to_string();
        asked(with(Callback { gas_limit, ..callback.clone() })).refused(&[
            "`callback.gas_limit`",
            "1 to 500000",
            &got,
        ]);
    }
    let msg = |bytes| Some(Binary::from(vec![7; bytes]));
    asked(with(Callback { msg: msg(1_025), ..callback.clone() })).refused(&[
        "`callback.msg (bytes)`",
        "0 to 1024",
        "1025",
    ]);
    asked(with(Callback { msg: msg(1_024), gas_limit: MAX_CALLBACK_GAS, ..callback.clone() })).unwrap();
    // Whoever is called for a standard job did not agree to pay for one.
    asked(JobRequest { callback: Some(callback.clone()), ..standard() })
        .refused(&["callback none", listener.as_str()]);
    let at_market = market.at.clone();
    for contract in [
        &at_market.pool,
        &at_market.provider_registry,
        &at_market.job_market,
        &at_market.verifier_gateway,
        &at_market.fee_collector,
    ] {
        let msg = ExecuteMsg::RequestJob { request: at(contract), from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(ONE, NET)).refused(&[field, "market itself", contract]);
    }
    let Asset::Cw20 { address: token } = market.credit.clone() else { panic!("a token") };
    let msg = ExecuteMsg::RequestJob { request: at(&token), from: Source::Funds {} };
    market.jobs(&client, &msg, &coins(ONE, NET)).refused(&[field, "compute-amm/token"]);
}

#[test]
fn a_callback_is_stored_beside_the_job_shown_and_forgotten_with_it() {
    let mut market = market();
    let (client, listener) = (market.client.clone(), market.listener());
    let stored = |market: &Market, tag: u8, job_id: u64| {
        let key = [&[tag], job_id.to_be_bytes().as_slice()].concat();
        market.app.wrap().query_wasm_raw(&market.at.job_market, key).unwrap().map(|bytes| bytes.len())
    };
    let asked = told_to(&listener, &Mode::Note, request());
    let job_id = market.request(&client, asked.clone());
    let plain = market.request(&client, request());
    market.assert_indexed();
    assert_eq!(market.job(job_id).open.unwrap().callback, asked.callback);
    assert_eq!(market.job(plain).open.unwrap().callback, None);
    assert_eq!(stored(&market, b't', job_id), stored(&market, b't', plain), "no byte on a job's own record");
    assert_eq!((stored(&market, b'b', job_id).is_some(), stored(&market, b'b', plain)), (true, None));
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    assert_eq!(stored(&market, b'b', job_id), None);
}
