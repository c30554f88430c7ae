//! Attestors that look at a result instead of doing the work again.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

use anyhow::Result;
use api::verifier_gateway::Claim;
use compute_amm_agent::attest::{Answer, Question};
use compute_amm_agent::attestor::{Assigned, Attestor, Facts};
use compute_amm_agent::config::{Config, Outputs};
use compute_amm_agent::hands::{Inputs, Threads};
use compute_amm_agent::http::Served;
use compute_amm_agent::keys::Key;
use compute_amm_agent::outputs::path;
use compute_amm_agent::program::Program;
use compute_amm_agent::run::{Hands, Order, Outcome};
use compute_amm_agent::shelf::Shelf;
use compute_amm_agent::view::Job;
use sha2::{Digest, Sha256};

use crate::support::{self, PROGRAM};

struct Chain;

fn sha(text: &str) -> [u8; 32] {
    Sha256::digest(text).into()
}

impl Facts for Chain {
    fn assigned(&self, _: u64) -> Result<Option<Assigned>> {
        let (provider, input) = (support::me(), sha("abc"));
        Ok(Some(Assigned { provider, program: PROGRAM, input, form: None, seconds: 20 }))
    }
}

/// An attestor whose inspector is a script.
fn attestor(folder: &Path, script: &str) -> Attestor {
    let words: Vec<String> = ["sh", "-c", script].map(str::to_owned).into();
    Attestor {
        key: Key::parse(&format!("ed25519 {}\n", hex::encode([9; 32]))).unwrap(),
        chain_id: "chain".into(),
        gateway: "gateway".into(),
        workloads: [(PROGRAM, Program::Inspector(words))].into(),
        folder: folder.join("attestor"),
        memory_mib: 256,
        facts: Box::new(Chain),
        results: Arc::new(Mutex::new(BTreeMap::new())),
    }
}

fn question(output: [u8; 32], output_at: Option<String>) -> Question {
    let claim = Claim {
        job_id: 7,
        provider: support::me(),
        program: PROGRAM.as_slice().into(),
        input: sha("abc").as_slice().into(),
        output: output.as_slice().into(),
    };
    let asked = support::asker().ask("chain", "gateway", claim, output_at).unwrap();
    Question { input: Some(b"abc".into()), ..asked }
}

/// Why it refuses, or that it signed.
fn answer(attestor: &Attestor, question: &Question) -> String {
    for _ in 0..3_000 {
        match attestor.answer(question) {
            Answer::Working {} => std::thread::sleep(std::time::Duration::from_millis(10)),
            Answer::Signed { .. } => return "signed".into(),
            Answer::Refused { reason } => return reason,
            Answer::Wanted {} => panic!("it has the input"),
        }
    }
    panic!("waited for half a minute");
}

#[test]
fn an_inspector_sees_claim_input_and_output_and_what_it_ends_with_decides() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let output = sha("xyz");
    std::fs::create_dir_all(data.join("outputs")).unwrap();
    std::fs::write(path(data, &output), "xyz").unwrap();
    let shelf = Shelf::at("127.0.0.1:0".parse().unwrap(), "http://gpu.example", data).unwrap();
    let at = |digest: [u8; 32]| Some(format!("http://{}/{}", shelf.address(), hex::encode(digest)));
    let looks =
        "test \"$(cat)\" = abc && test \"$(cat $CAMM_OUTPUT)\" = xyz && grep -q '\"job_id\":7' $CAMM_CLAIM";
    assert_eq!(answer(&attestor(data, looks), &question(output, at(output))), "signed");
    let refused = answer(&attestor(data, "echo wrong colours >&2; exit 1"), &question(output, at(output)));
    assert!(refused.contains("the inspector does not find it right") && refused.contains("wrong colours"));

    let attestor = attestor(data, looks);
    let refused = answer(&attestor, &question(output, None));
    assert!(refused.contains("expected to be told where the output is"), "{refused}");
    let other = sha("other");
    let refused = answer(&attestor, &question(other, at(output)));
    assert!(
        refused.contains("got another") && !refused.contains(&format!("got {}", hex::encode(output))),
        "{refused}"
    );
    let refused = answer(&attestor, &question(other, at(other)));
    assert!(refused.contains("404"), "no output: {refused}");
    let refused = answer(&attestor, &question(other, Some("file:///etc/passwd".into())));
    assert!(refused.contains("http:// or https://"), "{refused}");
    // What failed is forgotten; what was found right stays so.
    assert_eq!(answer(&attestor, &question(output, at(output))), "signed");
    assert_eq!(std::fs::read_dir(data.join("attestor")).unwrap().count(), 0, "nothing is left of it");
}

/// Whoever looks for an output finds that wrong; who knows of it decides.
#[test]
fn an_inspector_is_told_of_time_that_was_used_up() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let used = api::job_market::TIME_USED;
    let elsewhere = || Some("http://127.0.0.1:1/nothing".to_owned());
    for script in ["test $CAMM_TIME_USED = 1 && test ! -e $CAMM_OUTPUT && grep -q 7 $CAMM_CLAIM", "sleep 22"]
    {
        assert_eq!(answer(&attestor(data, script), &question(used, None)), "signed", "{script}");
        assert_eq!(answer(&attestor(data, "test $CAMM_TIME_USED"), &question(used, elsewhere())), "signed");
    }
    let refused = answer(&attestor(data, "cat $CAMM_OUTPUT"), &question(used, None));
    assert!(refused.contains("the inspector does not find it right"), "{refused}");
}

/// Anybody may ask: an output that a stranger names first takes nothing from the provider's.
#[test]
fn a_strangers_claim_takes_no_ones_place() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    std::fs::create_dir_all(data.join("outputs")).unwrap();
    for text in ["strangers", "provider's"] {
        std::fs::write(path(data, &sha(text)), text).unwrap();
    }
    let shelf = Shelf::at("127.0.0.1:0".parse().unwrap(), "http://gpu.example", data).unwrap();
    let attestor = attestor(data, "true");
    for text in ["strangers", "provider's"] {
        let at = format!("http://{}/{}", shelf.address(), hex::encode(sha(text)));
        assert_eq!(answer(&attestor, &question(sha(text), Some(at))), "signed", "{text}");
    }
}

struct Nowhere;

impl Inputs for Nowhere {
    fn find(&self, _: u64, _: &[u8; 32], _: u64) -> Result<Vec<u8>> {
        anyhow::bail!("nowhere")
    }
}

#[test]
fn an_agent_that_serves_outputs_tells_inspectors_where_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let output = sha("xyz");
    for name in ["outputs", "jobs/7"] {
        std::fs::create_dir_all(data.join(name)).unwrap();
    }
    std::fs::write(path(data, &output), "xyz").unwrap();
    std::fs::write(data.join("jobs/7/input"), "abc").unwrap();
    let shelf = Shelf::at("127.0.0.1:0".parse().unwrap(), "http://gpu.example", data).unwrap();
    let attestor = attestor(data, "grep -q xyz $CAMM_OUTPUT");
    let keys = vec![attestor.key.public()];
    let attestor = Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(attestor)).unwrap();
    let outputs = Outputs { address: shelf.address(), url: format!("http://{}", shelf.address()) };
    let signed = |outputs: Option<Outputs>| {
        let config = Config {
            data: data.to_owned(),
            attestors: vec![format!("http://{}", attestor.address())],
            outputs,
            ..support::config()
        };
        let mut threads = Threads::new(config, "chain", "gateway", support::asker(), Nowhere);
        let job = Job { input: Some(sha("abc")), ..support::mine() };
        threads.begin(Order::Sign { id: 7, job, output, keys: keys.clone(), threshold: 1 });
        loop {
            match threads.finished().pop() {
                Some((_, Outcome::Signatures(signed))) => return signed.map(|signatures| signatures.len()),
                Some(other) => panic!("{other:?}"),
                None => std::thread::sleep(std::time::Duration::from_millis(10)),
            }
        }
    };
    let error = signed(None).unwrap_err();
    assert!(error.contains("expected to be told where the output is"), "{error}");
    assert_eq!(signed(Some(outputs)), Ok(1));
}
