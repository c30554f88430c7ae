//! A request needs to say only what has no sensible default.

use api::job_market::{ExecuteMsg, JobRequest, JobState, Params};
use cosmwasm_std::{coins, from_json, to_json_string, Binary};

use crate::support::*;

/// Sends a message as it is written here.
fn send(market: &mut Market, json: &str) -> Sent {
    let (client, to) = (market.client.clone(), market.at.job_market.clone());
    market.send_as_written(&client, &to, Binary::from(json.as_bytes()), &coins(ONE, NET))
}

#[test]
fn the_least_request_is_opened_done_and_paid() {
    let mut market = market();
    let program = digest("program").to_hex();
    let json = format!(
        r#"{{"request_job":{{"request":{{
            "class":"h100-sxm5-80g","gpus":2,"seconds":100,"program":"{program}","method":1,"max_payment":"200000"
        }}}}}}"#
    );
    let job_id = job_id(&send(&mut market, &json).unwrap());
    let open = market.job(job_id).open.unwrap();
    let now = market.now();
    assert_eq!(
        (open.owner.clone(), open.payer, open.deadline),
        (market.client.clone(), market.client.clone(), now + 600)
    );
    assert_eq!((open.run_within, open.min_reputation_bps, open.tip.u128()), (700, 0, 0));
    assert_eq!((open.only_provider, open.declared_value.u128(), open.input_form), (None, 0, None));
    let left = market.accounts(&market.client).0;
    assert_eq!(left, ONE - (open.cost + open.take).u128(), "the surplus is in the account");
    market.accept(job_id, api::job_market::AcceptPayout::Credits {});
    let proof = market.attestation(job_id);
    market.submit(job_id, Some(proof)).unwrap();
    assert_eq!(market.job(job_id).state, JobState::Settled);
}

#[test]
fn the_least_request_of_a_standard_job_leaves_to_its_template_what_that_says() {
    let mut market = market_with_calls();
    let json = format!(
        r#"{{"request_job":{{"request":{{
            "class":"h100-sxm5-80g","gpus":2,"seconds":{STANDARD_SECONDS},"template":{TEMPLATE},"max_payment":"9000000"
        }},"from":{{"funds":{{}}}}}}}}"#
    );
    let client = market.client.clone();
    let msg: ExecuteMsg = from_json(&json).unwrap();
    let sent = market.jobs(&client, &msg, &coins(10 * ONE, NET)).unwrap();
    let open = market.job(job_id(&sent)).open.unwrap();
    assert_eq!((open.program, open.method), (template().program, template().method));
    assert_eq!((open.run_within, open.deadline), (STANDARD_RUN, market.now() + 600));
    market.assert_indexed();
}

#[test]
fn the_time_to_run_has_room_and_no_more_than_governance_allows() {
    let mut market = market();
    let client = market.client.clone();
    // A quarter more, rounded down, but at least ten minutes, and at most the maximum.
    for (seconds, expected) in [(100, 700), (2_400, 3_000), (2_405, 3_006), (600_000, 604_800)] {
        let request = JobRequest { gpus: 1, seconds, run_within: 0, ..request() };
        let job_id = market.request(&client, request);
        assert_eq!(market.job(job_id).open.unwrap().run_within, expected);
    }
    let owner = market.owner.clone();
    let short = Params { max_accept_within: 60, max_run_within: 650, ..params() };
    market.jobs(&owner, &ExecuteMsg::UpdateParams { params: short }, &[]).unwrap();
    let job_id = market.request(&client, JobRequest { accept_within: 0, run_within: 0, ..request() });
    let open = market.job(job_id).open.unwrap();
    assert_eq!((open.run_within, open.deadline), (650, market.now() + 60));
}

#[test]
fn what_has_no_default_is_asked_for_by_name() {
    let mut market = market();
    let whole =
        [("class", "\"h100-sxm5-80g\""), ("gpus", "2"), ("seconds", "100"), ("max_payment", "\"200000\"")];
    for left_out in whole {
        let fields: Vec<String> = whole
            .iter()
            .filter(|f| **f != left_out)
            .map(|(key, value)| format!("\"{key}\":{value}"))
            .collect();
        let json = format!(r#"{{"request_job":{{"request":{{{}}}}}}}"#, fields.join(","));
        send(&mut market, &json).refused(&["missing field", left_out.0]);
    }
    // Without a template there is no program and no method.
    let client = market.client.clone();
    let mut asked = |request| {
        let msg = ExecuteMsg::RequestJob { request, from: api::common::Source::Funds {} };
        market.jobs(&client, &msg, &coins(ONE, NET))
    };
    asked(JobRequest { program: vec![].into(), ..request() }).refused(&["`program`", "32 bytes", "0 bytes"]);
    asked(JobRequest { method: 0, ..request() }).refused(&["verification method 0", "unknown"]);
}

#[test]
fn what_is_left_out_takes_no_bytes() {
    let bare = JobRequest {
        accept_within: 0,
        run_within: 0,
        program: vec![].into(),
        input: None,
        method: 0,
        tip: None,
        ..request()
    };
    let json = to_json_string(&bare).unwrap();
    assert_eq!(
        json,
        r#"{"class":"h100-sxm5-80g","gpus":2,"seconds":100,"max_payment":"1000000000","surplus":"wallet"}"#
    );
    assert_eq!(from_json::<JobRequest>(&json).unwrap(), bare);
}
