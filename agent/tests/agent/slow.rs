//! Attestors that begin with the run, and work more slowly than the provider: neither costs a deadline, or is a verdict.

use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use anyhow::Result;
use api::job_market::TIME_USED;
use api::verifier_gateway::Claim;
use compute_amm_agent::attest::{Answer, Request};
use compute_amm_agent::attestor::{Assigned, Attestor, Facts, Recomputed};
use compute_amm_agent::config::Config;
use compute_amm_agent::hands::Threads;
use compute_amm_agent::http::{Reply, Route, Served};
use compute_amm_agent::keys::Key;
use compute_amm_agent::program::Program;
use compute_amm_agent::question::{Question, NO_OUTPUT};
use compute_amm_agent::run::{Hands, Order, Outcome};
use compute_amm_agent::view::Job;

use crate::attestors::{about, assigned, attestor, keys, question, sha, wait, Given};
use crate::support::{self, PROGRAM};

fn slow(script: &str, seconds: u64, folder: &Path) -> Attestor {
    let [key, ..] = keys();
    attestor(key, script, Some(Assigned { seconds, ..assigned() }), folder)
}

/// What it answers to a claim, at last.
fn answer(attestor: &Attestor, output: [u8; 32]) -> Answer {
    for _ in 0..3_000 {
        match attestor.answer(&question(output).0) {
            Answer::Working {} => std::thread::sleep(Duration::from_millis(10)),
            other => return other,
        }
    }
    panic!("waited for half a minute")
}

fn signed(answer: &Answer) -> bool {
    matches!(answer, Answer::Signed { .. })
}

/// An attestor that began when it is first asked would need another four seconds then, which a standard job does not have.
#[test]
fn attestors_begin_with_the_run_and_sign_in_time_what_takes_nearly_all_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let script = "sleep 4; tr a-z A-Z";
    let attestors = keys().map(|key| {
        let facts = Assigned { seconds: 5, ..assigned() };
        attestor(key, script, Some(facts), folder.path())
    });
    let results = attestors.each_ref().map(|attestor| attestor.results.clone());
    let served =
        attestors.map(|attestor| Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(attestor)).unwrap());
    let command = ["sh", "-c", script].map(str::to_owned).to_vec();
    let config = Config {
        data: folder.path().to_owned(),
        attestors: served.each_ref().map(|served| format!("http://{}", served.address())).to_vec(),
        workloads: [(PROGRAM, command.into())].into(),
        memory_mib: 256,
        ..support::config()
    };
    let job = Job { input: Some(sha(b"abc")), seconds: 5, standard: true, ..support::mine() };
    let mut threads = Threads::new(config, "chain", "gateway", support::asker(), Given(b"abc"));
    assert_eq!(wait(&mut threads, Order::Fetch { id: 7, job: job.clone(), most: 9 }), Outcome::Input(Ok(())));
    threads.begin(Order::Run { id: 7, job: job.clone(), attested: true });
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(threads.finished(), [], "the provider's run goes on");
    for results in &results {
        let results = results.lock().unwrap();
        assert!(matches!(results.get(&(7, None)), Some(Recomputed::Running(_))), "{results:?}");
    }
    let Outcome::Run(Ok(ran)) = next(&mut threads) else { panic!() };
    assert_eq!(ran.output, sha(b"ABC"));
    let begun = Instant::now();
    let keys = keys().iter().map(Key::public).collect();
    let order = Order::Sign { id: 7, job, output: ran.output, keys, threshold: 2 };
    assert!(matches!(wait(&mut threads, order), Outcome::Signatures(Ok(_))));
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
}

fn next(threads: &mut Threads) -> Outcome {
    for _ in 0..2_000 {
        if let Some((7, outcome)) = threads.finished().pop() {
            return outcome;
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("nothing finished")
}

#[test]
fn an_inspector_refuses_to_begin_before_there_is_an_output() {
    struct Unasked;
    impl Facts for Unasked {
        fn assigned(&self, _: u64) -> Result<Option<Assigned>> {
            panic!("the chain is asked")
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let attestor = Attestor {
        workloads: [(PROGRAM, Program::Inspector(vec!["true".into()]))].into(),
        facts: Box::new(Unasked),
        ..slow("", 5, folder.path())
    };
    let said = attestor.answer(&question(NO_OUTPUT).0);
    assert!(
        matches!(&said, Answer::Refused { reason } if reason.contains("expected an output to inspect, got none")),
        "{said:?}"
    );
    assert!(attestor.results.lock().unwrap().is_empty());
}

#[test]
fn time_that_was_used_up_is_signed_once_the_paid_seconds_are_over_and_not_before() {
    let folder = tempfile::tempdir().unwrap();
    let attestor = slow("sleep 4; tr a-z A-Z", 2, folder.path());
    let begun = Instant::now();
    assert_eq!(attestor.answer(&question(TIME_USED).0), Answer::Working {});
    assert!(signed(&answer(&attestor, TIME_USED)));
    let took = begun.elapsed();
    assert!(took >= Duration::from_secs(2) && took < Duration::from_secs(4), "while it runs: {took:?}");
    // It was slow; what it computed is true all the same, and so is that it was slow.
    assert!(signed(&answer(&attestor, sha(b"ABC"))) && begun.elapsed() >= Duration::from_secs(4));
    assert!(signed(&answer(&attestor, TIME_USED)));
}

#[test]
fn time_that_was_not_used_up_is_not_signed() {
    let folder = tempfile::tempdir().unwrap();
    let attestor = slow("tr a-z A-Z", 1, folder.path());
    assert!(signed(&answer(&attestor, sha(b"ABC"))));
    std::thread::sleep(Duration::from_millis(1_200));
    let said = answer(&attestor, TIME_USED);
    assert!(matches!(&said, Answer::Refused { .. }), "{said:?}");
    // Nor is who claims something else told what would be signed.
    assert!(!format!("{said:?}").contains(&hex::encode(sha(b"ABC"))), "{said:?}");
}

/// What failed may be tried again; that its time was over by then is so for ever.
#[test]
fn a_run_that_fails_late_has_used_up_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let attestor = slow("sleep 2; exit 3", 1, folder.path());
    assert_eq!(attestor.answer(&question(NO_OUTPUT).0), Answer::Working {});
    std::thread::sleep(Duration::from_millis(2_500));
    assert!(signed(&attestor.answer(&question(TIME_USED).0)));
    let said = attestor.answer(&about(Claim { output: [1; 32].into(), ..question(TIME_USED).0.claim }));
    assert!(format!("{said:?}").contains("exit status: 3"), "{said:?}");
    assert!(attestor.results.lock().unwrap().is_empty());
}

/// An attestor that is another, which knows nothing, from the third question on; and which questions came with an input.
struct Forgetful([Attestor; 2], Arc<Mutex<Vec<bool>>>);

impl Route for Forgetful {
    fn reply(&self, method: &str, path: &str, body: &[u8]) -> Reply {
        let mut asked = self.1.lock().unwrap();
        asked.push(!String::from_utf8_lossy(body).contains("\"input\":null"));
        let Self([first, second], _) = self;
        let now = if asked.len() < 3 { first } else { second };
        now.reply(method, path, body)
    }
}

#[test]
fn the_input_is_sent_once_and_again_to_who_forgot_it() {
    let folder = tempfile::tempdir().unwrap();
    let both = ["one", "two"].map(|name| slow("sleep 1; tr a-z A-Z", 20, &folder.path().join(name)));
    let keys = [both[0].key.public()];
    let asked = Arc::new(Mutex::new(vec![]));
    let route = Forgetful(both, asked.clone());
    let served = Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(route)).unwrap();
    let path = folder.path().join("input");
    std::fs::write(&path, "abc").unwrap();
    let (question, digest) = question(sha(b"ABC"));
    let (short, attestors) =
        (Question { input: None, ..question.clone() }, [format!("http://{}", served.address())]);
    let (keys, digest, patience) = (&keys[..], &digest, Duration::from_secs(20));
    // The second time the first attestor remembers its own run.
    for (question, input) in [(&question, None), (&short, Some(path.as_path()))] {
        asked.lock().unwrap().clear();
        let request =
            Request { attestors: &attestors, question, input, digest, keys, threshold: 1, patience };
        assert_eq!(request.obtain().map(|signatures| signatures.len()), Ok(1));
        let asked = asked.lock().unwrap().clone();
        match input {
            None => assert!(asked.starts_with(&[true, false, false, true, false]), "{asked:?}"),
            Some(_) => assert_eq!(asked, [true]),
        }
    }
}

/// A node that is behind does not show the job yet when its run begins: the attestor is told again, and begins.
#[test]
fn an_attestor_whose_node_is_behind_begins_a_little_later() {
    struct Behind(Mutex<u32>);
    impl Facts for Behind {
        fn assigned(&self, _: u64) -> Result<Option<Assigned>> {
            let mut asked = self.0.lock().unwrap();
            *asked += 1;
            Ok((*asked > 1).then(|| Assigned { seconds: 60, ..assigned() }))
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let attestor = Attestor { facts: Box::new(Behind(Mutex::new(0))), ..slow("sleep 30", 60, folder.path()) };
    let results = attestor.results.clone();
    let served = Served::at("127.0.0.1:0".parse().unwrap(), Arc::new(attestor)).unwrap();
    let urls = [format!("http://{}", served.address())];
    let over = compute_amm_agent::attest::announce(&urls, &question(NO_OUTPUT).0, None).unwrap();
    let begun = Instant::now();
    while results.lock().unwrap().is_empty() {
        assert!(begun.elapsed() < Duration::from_secs(20), "it never begins");
        std::thread::sleep(Duration::from_millis(50));
    }
    drop(over);
}

/// A provider could try all outputs of a program that has few: after three that are wrong nothing is signed any more, the right
/// one included; the question that begins a run is no such try.
#[test]
fn who_claims_one_output_after_another_has_none_signed() {
    let folder = tempfile::tempdir().unwrap();
    let attestor = slow("tr a-z A-Z", 60, folder.path());
    for _ in 0..5 {
        assert!(!signed(&answer(&attestor, NO_OUTPUT)));
    }
    for wrong in 1..=3 {
        let said = answer(&attestor, [wrong; 32]);
        assert!(matches!(&said, Answer::Refused { reason } if reason.contains("own run")), "{said:?}");
    }
    let said = answer(&attestor, sha(b"ABC"));
    assert!(matches!(&said, Answer::Refused { reason } if reason.contains("got 3 others first")), "{said:?}");
}

#[test]
fn a_question_names_no_longer_address_than_a_job_may() {
    let folder = tempfile::tempdir().unwrap();
    let attestor = slow("tr a-z A-Z", 60, folder.path());
    let long = Question { output_at: Some("x".repeat(129)), ..question(sha(b"ABC")).0 };
    let said = attestor.answer(&long);
    assert!(
        matches!(&said, Answer::Refused { reason } if reason.contains("at most 128 bytes, got 129")),
        "{said:?}"
    );
}
