//! Templates: who registers them, what they must look like, what the registry learns, and what a standard job must be.

use api::common::Source;
use api::job_market::{ExecuteMsg, InputForm, JobRequest, QueryMsg, Template, TemplatesResponse, MAX_INPUT};
use cosmwasm_std::{coins, HexBinary, Uint128};

use crate::support::*;

#[test]
fn the_owner_registers_replaces_and_removes_templates_and_the_registry_learns_the_largest_job() {
    let mut market = market();
    assert_eq!((market.templates(), market.largest()), (vec![], None));
    market.set_template(3, Some(template())).unwrap();
    assert_eq!(market.largest(), Some((2, 400 * ONE)));
    let wide = Template { gpus: 16, unit_seconds: 1, max_units: 5, ..template() };
    let sent = market.set_template(1, Some(wide.clone())).unwrap();
    assert_eq!(attribute(&sent, "set_template", "template").unwrap(), "1");
    assert_eq!(attribute(&sent, "set_template", "class").unwrap(), CLASS);
    assert_eq!(market.largest(), Some((16, 400 * ONE)), "GPUs of the one, credits of the other");
    let stored: Vec<_> = market.templates().into_iter().map(|entry| (entry.template, entry.terms)).collect();
    assert_eq!(stored, [(1, wide), (3, template())]);

    market.set_template(3, Some(Template { max_units: 1, ..template() })).unwrap();
    assert_eq!(market.largest(), Some((16, 100 * ONE)), "replaced");
    let sent = market.set_template(1, None).unwrap();
    assert_eq!(attribute(&sent, "remove_template", "template").unwrap(), "1");
    assert_eq!(market.largest(), Some((2, 100 * ONE)));
    market.set_template(1, None).refused(&["no template 1", CLASS]);
    market.set_template(3, None).unwrap();
    assert_eq!((market.templates(), market.largest()), (vec![], None));
}

#[test]
fn templates_are_the_owners_and_of_a_listed_class() {
    let mut market = market();
    let set =
        |class: &str| ExecuteMsg::SetTemplate { class: class.into(), template: 1, terms: Some(template()) };
    let (owner, guardian, client) = (market.owner.clone(), market.guardian.clone(), market.client.clone());
    for sender in [&guardian, &client] {
        market.jobs(sender, &set(CLASS), &[]).refused(&["owner"]);
    }
    market.jobs(&owner, &set("b200"), &[]).refused(&["`b200` is not listed"]);
    let asked = market.ask_jobs::<TemplatesResponse>(&QueryMsg::Templates { class: "b200".into() });
    asked.refused(&["`b200` is not listed"]);
    market.jobs(&owner, &set(SECOND_CLASS), &[]).unwrap();
    assert_eq!(market.templates(), [], "the other class has none of it");
}

#[test]
fn a_template_that_no_job_could_follow_is_refused() {
    let mut market = market();
    let longest = params().max_run_within;
    let most = (longest - OVERHEAD) / UNIT;
    type Change = fn(&mut Template, u64);
    let refused: [(Change, &str); 10] = [
        (|t, _| t.program = HexBinary::from([1; 31].as_slice()), "`program`"),
        (|t, _| t.gpus = 0, "`gpus`"),
        (|t, _| t.gpus = 65_537, "`gpus`"),
        (|t, _| t.unit_seconds = 0, "`unit_seconds`"),
        (|t, _| t.max_units = 0, "`max_units`"),
        (|t, most| t.max_units = most + 1, "unit_seconds · max_units + overhead"),
        (|t, _| t.overhead = u64::MAX, "unit_seconds · max_units + overhead"),
        (|t, _| t.unit_seconds = u64::MAX, "`unit_seconds`"),
        (|t, _| t.max_units = u64::MAX, "`max_units`"),
        (|t, _| t.method = 99, "unknown verification method 99"),
    ];
    for (change, part) in refused {
        let mut terms = template();
        change(&mut terms, most);
        market.set_template(1, Some(terms)).refused(&[part]);
    }
    market.set_template(1, Some(Template { max_units: most, ..template() })).unwrap();
    market.disable(ATTESTATION);
    market.set_template(2, Some(template())).refused(&["method 1 is disabled"]);
    market.set_template(1, None).unwrap();
}

#[test]
fn a_class_has_at_most_32_templates() {
    let mut market = market();
    for number in 0..32 {
        market.set_template(number, Some(template())).unwrap();
    }
    market.set_template(32, Some(template())).refused(&["at most 32", "remove one first"]);
    market.set_template(31, Some(Template { gpus: 3, ..template() })).unwrap();
    market.set_template(0, None).unwrap();
    market.set_template(u32::MAX, Some(template())).unwrap();
    assert_eq!(market.templates().len(), 32);
}

#[test]
fn a_standard_job_is_its_templates_in_every_field() {
    let mut market = market_with_calls();
    let (client, rival) = (market.client.clone(), market.rival.clone());
    let request = |market: &mut Market, request: JobRequest| {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(1_000 * ONE, NET))
    };
    let off = |field: &str, expected: &str, got: &str| format!("expected {field} {expected}, got {got}");
    let cases = [
        (JobRequest { template: Some(8), ..standard() }, "has no template 8".to_owned()),
        (
            JobRequest { program: digest("another"), ..standard() },
            off("program", &digest("program").to_hex(), &digest("another").to_hex()),
        ),
        (JobRequest { method: CLIENT_APPROVAL, ..standard() }, off("method", "1", "5")),
        (JobRequest { gpus: 1, ..standard() }, off("gpus", "2", "1")),
        (JobRequest { gpus: 3, ..standard() }, off("gpus", "2", "3")),
        (JobRequest { seconds: 49, ..standard() }, off("seconds", "1 to 4 times 50", "49")),
        (JobRequest { seconds: 101, ..standard() }, off("seconds", "1 to 4 times 50", "101")),
        (JobRequest { seconds: 250, ..standard() }, off("seconds", "1 to 4 times 50", "250")),
        (JobRequest { run_within: 3_599, ..standard() }, off("run_within", "3600", "3599")),
        (JobRequest { run_within: 3_601, ..standard() }, off("run_within", "3600", "3601")),
        (
            JobRequest { declared_value: Some(Uint128::one()), ..standard() },
            off("declared_value", "none", "1"),
        ),
        (JobRequest { min_reputation_bps: 1, ..standard() }, off("min_reputation_bps", "0", "1")),
        (
            JobRequest { provider: Some(rival.to_string()), ..standard() },
            off("provider", "none", rival.as_str()),
        ),
        (JobRequest { input: Some(digest("input")), ..standard() }, "input_form".into()),
    ];
    for (asked, part) in cases {
        request(&mut market, asked).refused(&[&part]);
    }
    assert_eq!(market.callable(), [], "nothing was left of them");
    for seconds in [UNIT, UNITS * UNIT] {
        let least = JobRequest { seconds, run_within: seconds + OVERHEAD, ..standard() };
        request(&mut market, least).unwrap();
    }
    let zero = JobRequest { declared_value: Some(Uint128::zero()), ..standard() };
    let with_input = JobRequest { template: Some(TEMPLATE), ..with_input(b"some") };
    for fine in [zero, with_input] {
        request(&mut market, fine).unwrap();
    }
    assert_eq!(market.callable_ids(), [1, 2, 3, 4]);
    assert_eq!(market.job(4).open.unwrap().template, Some(TEMPLATE));
}

/// Its template may change or go: what it was requested with holds.
#[test]
fn a_standard_job_outlives_its_template() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let job_id = market.request(&client, standard());
    market.set_template(TEMPLATE, Some(Template { gpus: 4, ..template() })).unwrap();
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(job_id), &[]).unwrap();
    let again = market.request(&client, JobRequest { gpus: 4, ..standard() });
    market.set_template(TEMPLATE, None).unwrap();
    market.accept(again, REDEEM);
    assert_eq!(market.job(again).open.unwrap().template, Some(TEMPLATE));
    assert_eq!(market.callable(), []);
}

#[test]
fn the_form_of_an_input_fits_an_input() {
    let mut market = market();
    let client = market.client.clone();
    let request = |market: &mut Market, input: bool, form| {
        let input = input.then(|| digest("input"));
        let request = JobRequest { input, input_form: Some(form), ..request() };
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(1_000 * ONE, NET))
    };
    let bytes = |len| InputForm::Bytes { len };
    let chunks = |count| InputForm::Chunks { count };
    for form in [bytes(0), bytes(MAX_INPUT + 1)] {
        request(&mut market, true, form).refused(&["input_form.bytes.len", "1 to 65536"]);
    }
    for form in [chunks(0), chunks((1 << 20) + 1)] {
        request(&mut market, true, form).refused(&["input_form.chunks.count", "1 to 1048576"]);
    }
    request(&mut market, false, bytes(1)).refused(&["input_form", "none where there is no input"]);
    for form in [bytes(1), bytes(MAX_INPUT), chunks(1), chunks(1 << 20)] {
        let sent = request(&mut market, true, form).unwrap();
        assert_eq!(market.job(job_id(&sent)).open.unwrap().input_form, Some(form));
    }
}
