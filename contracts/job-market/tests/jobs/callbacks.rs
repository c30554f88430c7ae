//! Whoever asked to be told of a job's end can be told, and holds nothing up.

use crate::support::*;
use api::common::{Asset, Source};
use api::job_market::{AcceptPayout, Callback, ExecuteMsg, JobFault, JobRequest, JobState};
use cosmwasm_std::testing::{message_info, mock_env, MockApi, MockStorage};
use cosmwasm_std::{
    coins, to_json_binary, Addr, Binary, CosmosMsg, DepsMut, Env, ReplyOn, Storage, SubMsg, WasmMsg,
};

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

/// Whatever its listener is, a job ends as if it had none: nothing of it is called then.
#[test]
fn every_end_of_a_job_can_be_told_once_and_costs_who_ends_it_nothing() {
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
            assert_eq!(job.callback.is_some(), mode.is_some(), "{name}");
            market.assert_indexed();
            held.push(holdings(&market));
            assert_eq!(market.heard(&listener), [], "{name}");
            let told = market.tell(job_id);
            match mode {
                None => told.refused(&["has nobody to tell", &job_id.to_string()]),
                Some(Mode::Fail) => {
                    told.unwrap_err();
                    assert!(market.job(job_id).callback.is_some(), "{name}: it can be told again");
                }
                _ => {
                    told.unwrap();
                    let heard = market.heard(&listener);
                    let [told] = heard.as_slice() else { panic!("{name}: {heard:?}") };
                    assert_eq!((told.job_id, told.state, told.fault), (job_id, state, fault), "{name}");
                    assert_eq!((&told.output, &told.owner), (&job.output, &market.client), "{name}");
                    assert_eq!(told.msg, Some(to_json_binary(&Mode::Note).unwrap()), "{name}");
                    assert_eq!(market.job(job_id).callback, None, "{name}");
                    market.tell(job_id).refused(&["has nobody to tell"]);
                    assert_eq!(market.heard(&listener).len(), 1, "{name}");
                }
            }
        }
        assert!(held.iter().all(|each| *each == held[0]), "{name}: {held:#?}");
    }
}

/// The messages that an end sends are those of the same job without a callback.
#[test]
fn an_end_calls_nobody_whom_a_client_named() {
    let mut market = market();
    let listener = market.listener();
    let sale = AcceptPayout::Net { min: 1u128.into() };
    let told = market.assigned(told_to(&listener, &Mode::Note, request()), sale);
    let plain = market.assigned(request(), sale);
    for job_id in [told, plain] {
        let msg = submit(job_id, Some(market.attestation(job_id)));
        let messages = response(&market, &market.provider, msg);
        assert_eq!(messages.len(), 3, "sale, tip, registry");
        for message in messages {
            let CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, .. }) = &message.msg else {
                panic!("{message:?}")
            };
            assert!([&market.at.pool, &market.at.provider_registry].contains(&contract_addr));
        }
    }
}

#[test]
fn nothing_is_told_of_a_job_that_has_not_ended() {
    let mut market = market();
    let listener = market.listener();
    let job_id = market.assigned(told_to(&listener, &Mode::Note, request()), CREDITS_OUT);
    market.tell(job_id).refused(&["expected state one that has ended", "got assigned"]);
    market.tell(9).refused(&["unknown job 9"]);
    let stranger = market.stranger.clone();
    settle(&mut market, job_id);
    let err = market.jobs(&stranger, &ExecuteMsg::TellEnd { job_id }, &coins(1, NET)).unwrap_err();
    assert!(format!("{err:#}").contains("expected none"), "{err:#}");
    // Anybody may; what is told has no coins, and one form.
    let messages = response(&market, &stranger, ExecuteMsg::TellEnd { job_id });
    let [SubMsg { msg: CosmosMsg::Wasm(WasmMsg::Execute { contract_addr, funds, msg }), reply_on, .. }] =
        messages.as_slice()
    else {
        panic!("{messages:?}")
    };
    assert_eq!((contract_addr.as_str(), funds.len(), reply_on), (listener.as_str(), 0, &ReplyOn::Never));
    assert!(msg.starts_with(b"{\"job_ended\":{"));
}

/// Listeners that send something to the job-market when they are told.
#[test]
fn a_listener_that_comes_back_finds_the_job_ended_and_told() {
    for again in [
        ExecuteMsg::TimeoutJob { job_id: 1 },
        ExecuteMsg::CancelJob { job_id: 1 },
        ExecuteMsg::ApproveResult { job_id: 1 },
        ExecuteMsg::TellEnd { job_id: 1 },
    ] {
        let mut market = market();
        let listener = market.listener();
        let mode = Mode::Send(market.at.job_market.clone(), to_json_binary(&again).unwrap());
        let owned = JobRequest { owner: Some(listener.to_string()), ..request() };
        let job_id = market.assigned(told_to(&listener, &mode, owned), CREDITS_OUT);
        settle(&mut market, job_id);
        market.tell(job_id).unwrap_err();
        assert_eq!(market.told(&listener), [], "what it noted went with what it sent");
    }
}

#[test]
fn a_listener_requests_the_next_job_when_it_is_told() {
    let mut market = market();
    let (listener, jobs) = (market.listener(), market.at.job_market.clone());
    let stranger = market.stranger.clone();
    let own =
        told_to(&listener, &Mode::Note, JobRequest { surplus: api::common::Payout::Account, ..request() });
    let from = Source::Account { owner: None, amount: ONE.into() };
    let own = ExecuteMsg::RequestJob { request: own, from: from.clone() };
    market.send(&stranger, listener.as_str(), &through(&own, &jobs), &[]).unwrap();
    let withdraw = Mode::Send(jobs.clone(), to_json_binary(&ExecuteMsg::CancelJob { job_id: 1 }).unwrap());
    let second = market.assigned(told_to(&listener, &withdraw, request()), CREDITS_OUT);
    settle(&mut market, second);
    market.tell(second).unwrap();
    market.tell(1).unwrap();
    assert_eq!(market.told(&listener), [(second, JobState::Settled), (1, JobState::Cancelled)]);
    let next =
        told_to(&listener, &Mode::Note, JobRequest { surplus: api::common::Payout::Account, ..request() });
    let next = ExecuteMsg::RequestJob { request: next, from };
    let third = market.assigned(
        told_to(&listener, &Mode::Send(jobs, to_json_binary(&next).unwrap()), request()),
        CREDITS_OUT,
    );
    settle(&mut market, third);
    market.tell(third).unwrap();
    let opened = market.job(4).open.unwrap();
    assert_eq!((opened.owner, opened.payer), (listener.clone(), listener.clone()));
    market.assert_indexed();
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

/// A called debtor pays nothing for a client's listener, so a standard job may have one.
#[test]
fn the_end_of_a_called_job_can_be_told() {
    let mut market = market_with_calls();
    let (client, listener) = (market.client.clone(), market.listener());
    let job_id = market.request(&client, told_to(&listener, &Mode::Note, standard()));
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    market.tell(job_id).unwrap();
    assert_eq!(market.told(&listener), [(job_id, JobState::Cancelled)]);
}

#[test]
fn a_callback_is_checked_by_name() {
    let mut market = market_with_calls();
    let (client, listener) = (market.client.clone(), market.listener());
    let callback = Callback { contract: listener.to_string(), msg: None };
    let with = |callback| JobRequest { callback: Some(callback), ..request() };
    let at = |contract: &str| with(Callback { contract: contract.into(), ..callback.clone() });
    let mut asked = |request| {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(100 * ONE, NET))
    };
    let field = "`callback.contract`";
    asked(at("osmo1abc")).refused(&[field, "osmo1abc"]);
    asked(at(&listener.to_string().to_uppercase())).refused(&[field]);
    let msg = |bytes| Some(Binary::from(vec![7; bytes]));
    asked(with(Callback { msg: msg(1_025), ..callback.clone() })).refused(&[
        "`callback.msg (bytes)`",
        "0 to 1024",
        "1025",
    ]);
    asked(with(Callback { msg: msg(1_024), ..callback.clone() })).unwrap();
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
fn a_callback_is_stored_beside_the_job_and_shown_until_it_is_told() {
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
    assert_eq!(market.job(job_id).callback, asked.callback);
    assert_eq!(market.job(plain).callback, None);
    assert_eq!(stored(&market, b't', job_id), stored(&market, b't', plain), "no byte on a job's own record");
    assert_eq!((stored(&market, b'b', job_id).is_some(), stored(&market, b'b', plain)), (true, None));
    market.jobs(&client, &ExecuteMsg::CancelJob { job_id }, &[]).unwrap();
    assert_eq!(market.job(job_id).callback, asked.callback);
    market.tell(job_id).unwrap();
    assert_eq!((stored(&market, b'b', job_id), market.job(job_id).callback), (None, None));
}
