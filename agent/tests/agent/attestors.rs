//! Attestors over HTTP: they do the work again and sign; silent, wrong and lying ones are named.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Result;
use api::job_market::InputForm;
use api::provider_registry::AttestorKey;
use api::signatures::require;
use api::verifier_gateway::Claim;
use compute_amm_agent::attest::{Answer, Question, Request, COMES_BACK, PATH};
use compute_amm_agent::attestor::{Assigned, Attestor, Facts, AT_ONCE};
use compute_amm_agent::hands::{Inputs, Threads};
use compute_amm_agent::http::{Served, LARGEST};
use compute_amm_agent::keys::{verifies, Key};
use compute_amm_agent::run::{Hands, Order, Outcome};
use compute_amm_agent::view::Job;
use cosmwasm_std::testing::MockApi;
use proofs::statement::{valid_digest, Statement};
use sha2::{Digest, Sha256};

use crate::support::{self, PROGRAM};

struct Chain(Option<Assigned>);

impl Facts for Chain {
    fn assigned(&self, _: u64) -> Result<Option<Assigned>> {
        Ok(self.0.clone())
    }
}

pub fn keys() -> [Key; 3] {
    ["secp256k1", "secp256r1", "ed25519"]
        .map(|scheme| Key::parse(&format!("{scheme} {}\n", hex::encode([9; 32]))).unwrap())
}

pub fn sha(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

pub fn assigned() -> Assigned {
    Assigned { provider: support::me(), program: PROGRAM, input: sha(b"abc"), form: None, seconds: 20 }
}

pub fn attestor(key: Key, script: &str, facts: Option<Assigned>, folder: &std::path::Path) -> Attestor {
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    Attestor {
        folder: folder.join(hex::encode(&key.public().key)),
        key,
        chain_id: "chain".into(),
        gateway: "gateway".into(),
        workloads: [(PROGRAM, command.into())].into(),
        memory_mib: 256,
        facts: Box::new(Chain(facts)),
        results: Arc::new(std::sync::Mutex::new(BTreeMap::new())),
    }
}

pub fn serve(key: Key, script: &str, facts: Option<Assigned>, folder: &std::path::Path) -> Served {
    let attestor = attestor(key, script, facts, folder);
    Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(attestor)).unwrap()
}

pub fn question(output: [u8; 32]) -> (Question, [u8; 32]) {
    let claim = Claim {
        job_id: 7,
        provider: support::me(),
        program: PROGRAM.as_slice().into(),
        input: sha(b"abc").as_slice().into(),
        output: output.as_slice().into(),
    };
    let statement = Statement {
        chain_id: "chain",
        gateway: "gateway",
        job_id: 7,
        provider: &support::me(),
        program: PROGRAM,
        input: sha(b"abc"),
        output,
    };
    (about(claim), valid_digest(&statement.digest()))
}

pub fn about(claim: Claim) -> Question {
    let asked = support::asker().ask("chain", "gateway", claim, None).unwrap();
    Question { input: Some(b"abc".into()), ..asked }
}

pub fn url(served: &Served) -> String {
    format!("http://{}", served.address())
}

fn obtain(urls: &[String], output: [u8; 32], keys: &[AttestorKey]) -> Result<usize, String> {
    let (question, digest) = question(output);
    let patience = Duration::from_secs(20);
    let (question, attestors, digest) = (&question, urls, &digest);
    let request = Request { attestors, question, input: None, digest, keys, threshold: 2, patience };
    let signatures = request.obtain()?;
    require(&MockApi::default(), keys, 2, digest, &signatures).expect("the gateway would take them");
    Ok(signatures.len())
}

#[test]
fn signatures_of_all_schemes_are_what_the_gateway_takes() {
    for key in keys() {
        let signature = key.sign(&[3; 32]).unwrap();
        assert!(
            verifies(&key.public(), &[3; 32], &signature) && !verifies(&key.public(), &[4; 32], &signature)
        );
        require(
            &MockApi::default(),
            &[key.public()],
            1,
            &[3; 32],
            &[api::provider_registry::KeySignature { key: 0, signature: signature.into() }],
        )
        .unwrap();
    }
    assert!(Key::parse("ed25519 ab").is_none() && Key::parse("rsa 00").is_none());
}

#[test]
fn attestors_do_the_work_again_and_sign_what_is_true() {
    let folder = tempfile::tempdir().unwrap();
    let publics = keys().map(|key| key.public());
    let served = keys().map(|key| serve(key, "tr a-z A-Z", Some(assigned()), folder.path()));
    let urls = served.each_ref().map(url);
    assert_eq!(obtain(&urls, sha(b"ABC"), &publics), Ok(2));
    let error = obtain(&urls, sha(b"abc"), &publics).unwrap_err();
    assert!(
        error.contains("expected 2 signatures, got 0")
            && error.contains("expected the output of the attestor's own run, got"),
        "{error}"
    );
}

/// Somebody who works on every job, on none of which an attestor has begun.
#[test]
fn an_attestor_that_is_busy_says_that_it_is_working_and_comes_to_every_job() {
    let folder = tempfile::tempdir().unwrap();
    let [key, ..] = keys();
    let attestor = attestor(key, "sleep 1; tr a-z A-Z", Some(assigned()), folder.path());
    let about = |job: u64| {
        let (question, _) = question(sha(b"ABC"));
        attestor.answer(&about(Claim { job_id: job, ..question.claim }))
    };
    let jobs = 1..=AT_ONCE as u64 + 2;
    for job in jobs.clone() {
        assert_eq!(about(job), Answer::Working {}, "job {job}");
    }
    let begun = Instant::now();
    while !jobs.clone().all(|job| matches!(about(job), Answer::Signed { .. })) {
        assert!(begun.elapsed() < Duration::from_secs(30));
        std::thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn every_attestor_that_does_not_help_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let [k1, k2, k3] = keys();
    let publics = [k1.public(), k2.public()];
    // A port that no server gets by asking for any.
    let silent = "http://127.0.0.1:1".to_owned();
    let good = serve(k1, "tr a-z A-Z", Some(assigned()), folder.path());
    let idle = serve(k2, "tr a-z A-Z", None, folder.path());
    let stranger = serve(k3, "tr a-z A-Z", Some(assigned()), folder.path());
    let urls = [silent.clone(), url(&good), url(&good), url(&idle), url(&stranger)];
    let error = obtain(&urls, sha(b"ABC"), &publics).unwrap_err();
    for part in [
        "expected 2 signatures, got 1".to_owned(),
        format!("{silent} is silent"),
        format!("{} signs under a key that signed already", url(&good)),
        format!("{} refuses: nobody works on job 7", url(&idle)),
        format!("{} signs under a key that is not of the job's method", url(&stranger)),
    ] {
        assert!(error.contains(&part), "expected `{part}` in: {error}");
    }
}

/// One that works for ever would otherwise cost a standard job its deadline.
#[test]
fn who_is_not_needed_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let [k1, k2, k3] = keys();
    let publics = [k1.public(), k2.public(), k3.public()];
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = format!("http://{}", listener.local_addr().unwrap());
    let served = [
        serve(k1, "tr a-z A-Z", Some(assigned()), folder.path()),
        serve(k2, "tr a-z A-Z", Some(assigned()), folder.path()),
        serve(k3, "sleep 15; tr a-z A-Z", Some(assigned()), folder.path()),
    ];
    let [one, two, slow] = served.each_ref().map(url);
    let begun = std::time::Instant::now();
    assert_eq!(obtain(&[silent, slow, one, two], sha(b"ABC"), &publics), Ok(2));
    assert!(begun.elapsed() < Duration::from_secs(8), "{:?}", begun.elapsed());
}

/// The whole of it is tried again after a pause of up to a minute, which could cost a standard job its deadline.
#[test]
fn an_attestor_that_is_started_again_is_asked_again() {
    let folder = tempfile::tempdir().unwrap();
    let [k1, k2, _] = keys();
    let publics = [k1.public(), k2.public()];
    let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let other = serve(k1, "tr a-z A-Z", Some(assigned()), folder.path());
    let path = folder.path().to_owned();
    let later = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(2));
        Served::at(place, Arc::new(attestor(k2, "tr a-z A-Z", Some(assigned()), &path))).unwrap()
    });
    assert_eq!(obtain(&[format!("http://{place}"), url(&other)], sha(b"ABC"), &publics), Ok(2));
    drop(later.join().unwrap());
}

/// While one works, the other may take as long to come back as that works.
#[test]
fn who_is_silent_is_asked_again_for_as_long_as_enough_may_sign() {
    let folder = tempfile::tempdir().unwrap();
    let [k1, k2, k3] = keys();
    let publics = [k1.public(), k2.public(), k3.public()];
    let place = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let served = [
        serve(k1, "sleep 13; tr a-z A-Z", Some(assigned()), folder.path()),
        serve(k3, "sleep 13; exit 1", Some(assigned()), folder.path()),
    ];
    let path = folder.path().to_owned();
    let later = std::thread::spawn(move || {
        std::thread::sleep(COMES_BACK + Duration::from_secs(1));
        Served::at(place, Arc::new(attestor(k2, "tr a-z A-Z", Some(assigned()), &path))).unwrap()
    });
    let [one, wrong] = served.each_ref().map(url);
    assert_eq!(obtain(&[format!("http://{place}"), one, wrong], sha(b"ABC"), &publics), Ok(2));
    drop(later.join().unwrap());
}

/// Refusals end it at once; silence once nobody else can help, a while later.
#[test]
fn a_request_ends_once_it_cannot_succeed() {
    let folder = tempfile::tempdir().unwrap();
    let [k1, k2, k3] = keys();
    let publics = [k1.public(), k2.public(), k3.public()];
    let served = [
        serve(k1, "sleep 18; tr a-z A-Z", Some(assigned()), folder.path()),
        serve(k2, "exit 1", Some(assigned()), folder.path()),
        serve(k3, "exit 1", Some(assigned()), folder.path()),
    ];
    let [slow, wrong, other] = served.each_ref().map(url);
    let begun = Instant::now();
    let error = obtain(&[slow.clone(), wrong.clone(), other], sha(b"ABC"), &publics).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(6) && error.contains("was not waited for"), "{error}");
    let silent = format!("http://{}", TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap());
    let begun = Instant::now();
    let error = obtain(&[silent, wrong], sha(b"ABC"), &publics).unwrap_err();
    assert!(begun.elapsed() < Duration::from_secs(6) && error.contains("is silent"), "{error}");
}

#[test]
fn another_job_and_another_input_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let said = |script: &str, facts: Assigned| {
        let [key, ..] = keys();
        let attestor = attestor(key, script, Some(facts), folder.path());
        loop {
            match attestor.answer(&question(sha(b"abc")).0) {
                Answer::Working {} => std::thread::sleep(Duration::from_millis(10)),
                other => break format!("{other:?}"),
            }
        }
    };
    for facts in
        [Assigned { provider: "another".into(), ..assigned() }, Assigned { input: [1; 32], ..assigned() }]
    {
        let said = said("cat", facts);
        assert!(said.contains("is another's, or another than claimed"), "{said}");
    }
    let said = said("exit 3", assigned());
    assert!(said.contains("exit status: 3"), "{said}");
}

#[test]
fn an_input_in_chunks_is_signed_for_if_its_root_is_claimed() {
    let folder = tempfile::tempdir().unwrap();
    // The root over one chunk is its leaf.
    let root = sha(b"\0abc");
    let answer = |count, input: [u8; 32]| {
        let facts = Assigned { form: Some(InputForm::Chunks { count }), input, ..assigned() };
        let [key, ..] = keys();
        let (question, _) = question(sha(b"abc"));
        let claim = Claim { input: input.as_slice().into(), ..question.claim };
        match attestor(key, "cat", Some(facts), folder.path()).answer(&about(claim)) {
            Answer::Refused { reason } => reason,
            other => format!("{other:?}"),
        }
    };
    assert_eq!(answer(1, root), "Working");
    assert!(answer(2, root).contains("got 3 bytes, which are not as many chunks as its request says"));
    assert!(answer(1, sha(b"abc")).contains(&format!("got {}", hex::encode(root))));
}

pub struct Given(pub &'static [u8]);

impl Inputs for Given {
    fn find(&self, _: u64, _: &[u8; 32], _: u64) -> Result<Vec<u8>> {
        Ok(self.0.to_vec())
    }
}

pub fn wait(threads: &mut Threads, order: Order) -> Outcome {
    threads.begin(order);
    for _ in 0..2_000 {
        if let Some((7, outcome)) = threads.finished().pop() {
            return outcome;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("nothing finished")
}

#[test]
fn the_threads_find_run_and_have_signed() {
    let folder = tempfile::tempdir().unwrap();
    let served = keys().map(|key| serve(key, "tr a-z A-Z", Some(assigned()), folder.path()));
    let publics: Vec<_> = keys().iter().map(Key::public).collect();
    let command = ["tr", "a-z", "A-Z"].map(str::to_owned).to_vec();
    let config = compute_amm_agent::config::Config {
        data: folder.path().to_owned(),
        attestors: served.each_ref().map(url).to_vec(),
        workloads: [(PROGRAM, command.into())].into(),
        memory_mib: 256,
        ..support::config()
    };
    let job = Job { input: Some(sha(b"abc")), ..support::mine() };
    let mut liar = Threads::new(config.clone(), "chain", "gateway", support::asker(), Given(b"another"));
    let outcome = wait(&mut liar, Order::Fetch { id: 7, job: job.clone(), most: 9 });
    assert!(
        matches!(&outcome, Outcome::Input(Err(reason)) if reason.contains("expected the input with digest"))
    );
    let mut threads = Threads::new(config, "chain", "gateway", support::asker(), Given(b"abc"));
    assert_eq!(wait(&mut threads, Order::Fetch { id: 7, job: job.clone(), most: 9 }), Outcome::Input(Ok(())));
    let Outcome::Run(Ok(ran)) = wait(&mut threads, Order::Run { id: 7, job: job.clone(), attested: false })
    else {
        panic!()
    };
    assert_eq!(ran.output, sha(b"ABC"));
    let order = Order::Sign { id: 7, job, output: ran.output, keys: publics, threshold: 2 };
    assert!(
        matches!(wait(&mut threads, order), Outcome::Signatures(Ok(signatures)) if signatures.len() == 2)
    );
}

#[test]
fn a_question_with_a_large_input_is_read_and_one_that_is_too_large_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let [k1, ..] = keys();
    let served = serve(k1, "cat", Some(assigned()), folder.path());
    let ask = |bytes: usize| {
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        let mut answer = agent.post(format!("{}{PATH}", url(&served))).send(" ".repeat(bytes)).unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    };
    let largest = usize::try_from(LARGEST).unwrap();
    assert_eq!(ask(largest).0, 400, "it is read, and is no question");
    assert_eq!(ask(largest + 1), (413, format!("expected at most {LARGEST} bytes, got more\n")));
}
