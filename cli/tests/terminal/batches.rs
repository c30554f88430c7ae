//! Many results with one receipt of RISC Zero's set builder, from a terminal.

use compute_amm_testing::inclusion::{journal, output, program, set};
use compute_amm_testing::wirings::{ATTESTATION, H100, RISC_ZERO, RISC_ZERO_STATEMENT};
use serde_json::{json, Value};

use crate::fake::Node;
use crate::life::provider;
use crate::shell::Shell;

/// A set-inclusion seal as RISC Zero's SDK encodes it for contracts.
fn seal(selector: &str, path: &[[u8; 32]], root_seal: &[u8]) -> String {
    let word = |number: usize| {
        let mut word = [0; 32];
        word[24..].copy_from_slice(&(number as u64).to_be_bytes());
        word
    };
    let mut body = [word(32), word(64), word(96 + 32 * path.len()), word(path.len())].concat();
    body.extend(path.concat());
    body.extend(word(root_seal.len()));
    body.extend(root_seal);
    body.resize(body.len().next_multiple_of(32), 0);
    format!("0x{selector}{}", hex::encode(body))
}

/// The real receipt is of a set of one claim, so each job's path is empty; its seal may come once or with every job.
#[test]
fn jobs_are_delivered_with_one_receipt_in_any_order() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client of a set", 10_000), provider(&node));
    let accepted = |method: u32| {
        let terms = format!("--class {H100} --gpus 1 --seconds 60 --method {method} --program {}", program());
        let job = client.ask(&format!("job request {terms}"))["job_id"].as_u64().unwrap();
        provider.read(&format!("job accept {job}"));
        job
    };
    let (first, second) = (accepted(RISC_ZERO), accepted(RISC_ZERO));
    let (whole, alone) = (seal("242f9d5b", &[], &set().seal), seal("242f9d5b", &[], &[]));
    let by_journal = |job: u64, seal: &str| {
        let journal = format!("0x{}", hex::encode(journal()));
        json!({ "job_id": job, "seal": seal, "journal": journal })
    };
    let by_output = |job: u64| json!({ "job_id": job, "seal": alone, "output": output() });
    let refused = |list: &Value, says: &[&str]| {
        let file = provider.file("wrong.json", &list.to_string());
        provider.refused(&format!("job batch {file}"), 2, says);
    };
    refused(&json!([]), &["no result"]);
    refused(&json!([{ "job_id": first }]), &["missing field `seal`"]);
    refused(&json!([by_output(first)]), &["no seal has the receipt of the root"]);
    refused(&json!([by_journal(first, "0x12")]), &[&format!("job {first}"), "selector: expected 4 bytes"]);
    refused(&json!([{ "job_id": first, "seal": whole }]), &["neither its `journal` nor its `output`"]);
    refused(&json!([by_journal(first, &seal("73c457ba", &[], &[]))]), &["242f9d5b", "got 73c457ba"]);
    let elsewhere = by_journal(second, &seal("242f9d5b", &[[7; 32]], &[]));
    let elsewhere = json!([by_journal(first, &whole), elsewhere]);
    refused(&elsewhere, &[&format!("job {second}: expected the set of job {first}")]);
    let another = by_journal(second, &seal("242f9d5b", &[], &[1; 260]));
    refused(&json!([by_journal(first, &whole), another]), &[&format!("job {second}"), "that came before"]);

    let list = json!([by_output(second), by_journal(first, &whole)]);
    provider.read(&format!("job batch {}", provider.file("results.json", &list.to_string())));
    for job in [first, second] {
        assert_eq!(client.ask(&format!("job show {job}"))["job"]["state"], "settled");
    }
}

/// Under the policy `statement` the journal is computed, so that the output alone is named; a method without proofs is refused.
#[test]
fn a_batch_is_read_by_its_methods_policy() {
    let node = Node::start();
    let (client, provider) = (Shell::new(&node, "client of statements", 10_000), provider(&node));
    let whole = seal("242f9d5b", &[], &set().seal);
    for (method, code, says) in
        [(RISC_ZERO_STATEMENT, 1, "proof of the batch refused"), (ATTESTATION, 2, "takes no proofs")]
    {
        let terms = format!("--class {H100} --gpus 1 --seconds 60 --method {method} --program {}", program());
        let job = client.ask(&format!("job request {terms}"))["job_id"].as_u64().unwrap();
        provider.read(&format!("job accept {job}"));
        let list = json!([{ "job_id": job, "seal": whole, "output": output() }]);
        let file = provider.file("results.json", &list.to_string());
        // Its own statement is in no set that anybody proved: the path leads to the root that is named, the receipt does not.
        provider.refused(&format!("job batch {file}"), code, &[says]);
    }
}
