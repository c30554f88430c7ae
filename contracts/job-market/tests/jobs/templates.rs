//! Templates: who registers them, what they must look like, what the registry learns, and what a standard job
//! must be.

use api::common::Source;
use api::job_market::{
    ClassTerms, ExecuteMsg, InputForm, JobRequest, Params, QueryMsg, Template, TemplatesResponse, MAX_INPUT,
};
use api::verifier_gateway::ExecuteMsg as GatewayMsg;
use cosmwasm_std::{coins, HexBinary, Uint128};

use crate::support::*;

#[test]
fn the_owner_registers_replaces_and_removes_templates_and_the_registry_learns_their_sizes() {
    let mut market = market();
    let of = |units: u64| 2 * u128::from(UNIT * units) * ONE;
    assert_eq!((market.templates(), market.known_standard()), (vec![], None));
    market.set_template(3, Some(template())).unwrap();
    assert_eq!(market.known_standard(), Some((2, of(LEAST), of(MOST))));
    let longer = Template { min_units: 5, max_units: 20, ..template() };
    let sent = market.set_template(1, Some(longer.clone())).unwrap();
    assert_eq!(attribute(&sent, "set_template", "template").unwrap(), "1");
    assert_eq!(attribute(&sent, "set_template", "class").unwrap(), CLASS);
    assert_eq!(attribute(&sent, "set_template", "call_within").unwrap(), CALL_WITHIN.to_string());
    let shown: Template =
        cosmwasm_std::from_json(attribute(&sent, "set_template", "terms").unwrap()).unwrap();
    assert_eq!(shown, longer);
    assert_eq!(market.known_standard(), Some((2, of(LEAST), of(20))), "least of the one, most of the other");
    let stored: Vec<_> = market.templates().into_iter().map(|entry| (entry.template, entry.terms)).collect();
    assert_eq!(stored, [(1, longer), (3, template())]);

    market.set_template(3, Some(Template { max_units: LEAST, ..template() })).unwrap();
    assert_eq!(market.known_standard(), Some((2, of(LEAST), of(20))), "replaced");
    let sent = market.set_template(1, None).unwrap();
    assert_eq!(attribute(&sent, "remove_template", "template").unwrap(), "1");
    assert_eq!(market.known_standard(), Some((2, of(LEAST), of(LEAST))));
    market.set_template(1, None).refused(&["no template 1", CLASS]);
    market.set_template(3, None).unwrap();
    assert_eq!((market.templates(), market.known_standard()), (vec![], None));
}

/// One number for all standard jobs of a class, so that a small call cannot stand in the way of a large one.
#[test]
fn the_registry_learns_when_a_class_changes_the_gpus_of_its_standard_jobs() {
    let mut market = market_with_calls();
    let (owner, client) = (market.owner.clone(), market.client.clone());
    let open = market.request(&client, standard());
    let terms = ClassTerms { standard_gpus: 4, ..class_terms() };
    market.jobs(&owner, &ExecuteMsg::UpdateClass { class: CLASS.into(), terms }, &[]).unwrap();
    let of = |units: u64| 4 * u128::from(UNIT * units) * ONE;
    assert_eq!(market.known_standard(), Some((4, of(LEAST), of(MOST))));
    let msg = ExecuteMsg::RequestJob { request: standard(), from: Source::Funds {} };
    market.jobs(&client, &msg, &coins(1_000 * ONE, NET)).refused(&["expected gpus 4, got 2"]);
    market.request(&client, JobRequest { gpus: 4, ..standard() });
    // What was requested goes on as it was.
    market.accept(open, REDEEM);
}

/// Who calls jobs on itself, to be callable by nobody else, works for at least half of the time.
#[test]
fn the_least_job_pays_for_as_long_as_it_keeps_a_debtor_from_other_calls() {
    let mut market = market();
    let (owner, least) = (market.owner.clone(), CALL_WITHIN + OVERHEAD);
    let of = |unit_seconds| Template { unit_seconds, min_units: 1, max_units: 2, ..template() };
    market.set_template(1, Some(of(least - 1))).refused(&[
        "seconds of the least job",
        &least.to_string(),
        &(least - 1).to_string(),
    ]);
    market.set_template(1, Some(of(least))).unwrap();
    let params = Params { call_within: 900, ..params() };
    market.jobs(&owner, &ExecuteMsg::UpdateParams { params }, &[]).unwrap();
    market.set_template(2, Some(of(least))).refused(&["seconds of the least job"]);
    market.set_template(2, Some(of(least + 300))).unwrap();
    let kept: Vec<u64> = market.templates().iter().map(|entry| entry.call_within).collect();
    assert_eq!(kept, [CALL_WITHIN, 900]);
}

#[test]
fn a_method_that_waits_for_a_verdict_is_no_templates() {
    let mut market = market();
    let by_client = Template { method: CLIENT_APPROVAL, ..template() };
    market.set_template(1, Some(by_client)).refused(&["method 5", "of the whole statement, or attestation"]);
    for method in [ATTESTATION, RISC_ZERO_STATEMENT] {
        let terms = Template { method, max_units: LEAST, ..template() };
        market.set_template(method, Some(terms)).unwrap();
    }
}

/// Its receipt names no job: who has one would be paid for any number of jobs.
#[test]
fn a_proof_of_the_output_alone_is_no_templates() {
    let mut market = market();
    let terms = Template { method: RISC_ZERO, max_units: LEAST, ..template() };
    market.set_template(1, Some(terms)).refused(&["method 2", "got a proof of the output alone"]);
}

/// The program cannot know for how long it was paid: who is called could not prove the longer job in time.
#[test]
fn under_a_validity_proof_all_jobs_of_a_template_are_equally_long() {
    let mut market = market();
    let of = |max_units| Template { method: RISC_ZERO_STATEMENT, max_units, ..template() };
    let only = LEAST.to_string();
    market.set_template(1, Some(of(LEAST + 1))).refused(&["`max_units (under a validity proof)`", &only]);
    market.set_template(1, Some(of(LEAST))).unwrap();
}

/// Who is called learns the input from the call, and the program may rely on there being one.
#[test]
fn a_template_says_what_input_its_jobs_have() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let too_long = Template { max_input: MAX_INPUT + 1, ..template() };
    market.set_template(1, Some(too_long)).refused(&["`max_input`", "0 to 65536"]);
    market.set_template(1, Some(Template { max_input: MAX_INPUT, ..template() })).unwrap();
    let request = |market: &mut Market, request: JobRequest| {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(1_000 * ONE, NET))
    };
    let with = |template, request| JobRequest { template: Some(template), ..request };
    let inputless = with(TEMPLATE, standard_with_input(b"some"));
    request(&mut market, inputless).refused(&["expected input none"]);
    let without = with(INPUT_TEMPLATE, standard());
    request(&mut market, without).refused(&["expected input one of 1 to 1000 bytes, got none"]);
    request(&mut market, standard_with_input(&[1; 1_001]))
        .refused(&["expected input_form 1 to 1000 bytes, got 1001 bytes"]);
    let form = |input_form| JobRequest { input_form, ..standard_with_input(b"some") };
    request(&mut market, form(None)).refused(&["expected input_form 1 to 1000 bytes, got none"]);
    let chunks = form(Some(InputForm::Chunks { count: 2 }));
    request(&mut market, chunks).refused(&["expected input_form 1 to 1000 bytes, got 2 chunks"]);
    assert_eq!(market.callable(), [], "nothing was left of them");
    for length in [1, 1_000] {
        request(&mut market, standard_with_input(&vec![1; length])).unwrap();
    }
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
    let refused: [(Change, &str); 11] = [
        (|t, _| t.program = HexBinary::from([1; 31].as_slice()), "`program`"),
        (|t, _| t.unit_seconds = 0, "`unit_seconds`"),
        (|t, _| t.min_units = 0, "`min_units`"),
        (|t, _| t.max_units = 3, "`max_units`"),
        (|t, most| t.max_units = most + 1, "unit_seconds · max_units + overhead"),
        (|t, _| t.overhead = 599, "`overhead`"),
        (|t, _| t.overhead = u64::MAX, "`overhead`"),
        (|t, _| t.unit_seconds = u64::MAX, "`unit_seconds`"),
        (|t, _| t.min_units = u64::MAX, "`min_units`"),
        (|t, _| t.max_units = u64::MAX, "`max_units`"),
        (|t, _| t.method = 99, "verification method 99"),
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
    market.set_template(31, Some(Template { max_units: 5, ..template() })).unwrap();
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
        (JobRequest { template: Some(9), ..standard() }, "has no template 9".to_owned()),
        (
            JobRequest { program: digest("another"), ..standard() },
            off("program", &digest("program").to_hex(), &digest("another").to_hex()),
        ),
        (JobRequest { method: CLIENT_APPROVAL, ..standard() }, off("method", "1", "5")),
        (JobRequest { gpus: 1, ..standard() }, off("gpus", "2", "1")),
        (JobRequest { gpus: 3, ..standard() }, off("gpus", "2", "3")),
        (JobRequest { seconds: 49, ..standard() }, off("seconds", "4 to 8 times 300", "49")),
        (
            JobRequest { seconds: 1_201, run_within: 1_801, ..standard() },
            off("seconds", "4 to 8 times 300", "1201"),
        ),
        (JobRequest { seconds: 900, ..standard() }, off("seconds", "4 to 8 times 300", "900")),
        (
            JobRequest { seconds: 2_700, run_within: 3_300, ..standard() },
            off("seconds", "4 to 8 times 300", "2700"),
        ),
        (JobRequest { accept_within: 599, ..standard() }, "`accept_within`".into()),
        (JobRequest { run_within: 1_799, ..standard() }, off("run_within", "1800", "1799")),
        (JobRequest { run_within: 1_801, ..standard() }, off("run_within", "1800", "1801")),
        (
            JobRequest { declared_value: Some(Uint128::one()), ..standard() },
            off("declared_value", "none", "1"),
        ),
        (JobRequest { min_backing: Some(3u128.into()), ..standard() }, off("min_backing", "none", "3")),
        (JobRequest { min_reputation_bps: 1, ..standard() }, off("min_reputation_bps", "0", "1")),
        (
            JobRequest { provider: Some(rival.to_string()), ..standard() },
            off("provider", "none", rival.as_str()),
        ),
        (
            JobRequest { input: Some(digest("input")), ..standard() },
            off("input", "none", &digest("input").to_hex()),
        ),
    ];
    for (asked, part) in cases {
        request(&mut market, asked).refused(&[&part]);
    }
    assert_eq!(market.callable(), [], "nothing was left of them");
    for seconds in [LEAST * UNIT, MOST * UNIT] {
        let least = JobRequest { seconds, run_within: seconds + OVERHEAD, ..standard() };
        request(&mut market, least).unwrap();
    }
    let zero = JobRequest {
        declared_value: Some(Uint128::zero()),
        min_backing: Some(Uint128::zero()),
        ..standard()
    };
    let with_input = standard_with_input(b"some");
    for fine in [zero, with_input] {
        request(&mut market, fine).unwrap();
    }
    assert_eq!(market.callable_ids(), [1, 2, 3, 4]);
    assert_eq!(market.job(1).open.unwrap().template, Some(TEMPLATE));
}

/// A template's program may be provable under the stopped version alone: who is called for a later job of it would
/// default as for one from before.
#[test]
fn a_template_is_set_again_after_a_version_of_its_proofs_was_stopped() {
    let mut market = market();
    let (client, guardian) = (market.client.clone(), market.guardian.clone());
    let terms = Template { method: RISC_ZERO_STATEMENT, max_units: LEAST, ..template() };
    let request = |market: &mut Market, request: JobRequest| {
        let msg = ExecuteMsg::RequestJob { request, from: Source::Funds {} };
        market.jobs(&client, &msg, &coins(1_000 * ONE, NET))
    };
    let proven = JobRequest { method: RISC_ZERO_STATEMENT, ..standard() };
    market.set_template(TEMPLATE, Some(terms.clone())).unwrap();
    request(&mut market, proven.clone()).unwrap();
    market.wait(60);
    let selector = HexBinary::from(SELECTORS[1]);
    let stop = GatewayMsg::StopSelector { method: RISC_ZERO_STATEMENT, selector };
    market.gateway(&guardian, &stop).unwrap();
    // In the second of the stop too: what came first in it, nobody can tell.
    market.set_template(TEMPLATE, Some(terms.clone())).unwrap();
    let set_at = market.templates()[0].set_at;
    for seconds in [0, 1, 86_400] {
        market.wait(seconds);
        request(&mut market, proven.clone())
            .refused(&["a template that governance set again", &set_at.to_string()]);
    }
    // Other jobs of the method concern nobody but who takes them.
    request(&mut market, JobRequest { template: None, ..proven.clone() }).unwrap();
    market.set_template(TEMPLATE, Some(terms)).unwrap();
    assert_eq!(market.templates()[0].set_at, set_at + 86_401);
    request(&mut market, proven).unwrap();
}

/// Its template may change or go: what it was requested with holds.
#[test]
fn a_standard_job_outlives_its_template() {
    let mut market = market_with_calls();
    let client = market.client.clone();
    let job_id = market.request(&client, standard());
    market.set_template(TEMPLATE, Some(Template { overhead: 601, unit_seconds: 400, ..template() })).unwrap();
    market.wait(ACCEPT_WITHIN);
    market.jobs(&client, &call(job_id), &[]).unwrap();
    let again = JobRequest { seconds: 1_600, run_within: 2_201, ..standard() };
    let again = market.request(&client, again);
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
