//! Who may ask an attestor, how much of it one provider may take, and how a question is sent.

use std::cell::RefCell;
use std::io::Read;
use std::rc::Rc;

use anyhow::Result;
use api::job_market::InputForm;
use api::verifier_gateway::Claim;
use compute_amm_agent::attest::{Answer, Question, PATH};
use compute_amm_agent::attestor::{Assigned, Attestor, Facts};
use compute_amm_agent::http::{Route, LARGEST};
use compute_amm_agent::question::OF_ONE;
use compute_amm_agent::question::{Asker, Body, SIGNABLE};
use compute_amm_agent::run::{Agent, Hands, Order, Outcome};
use compute_amm_agent::store::Store;
use compute_amm_agent::view::Job;

use crate::attestors::{assigned, attestor, keys, question, sha};
use crate::fake::Fake;
use crate::support::{self, CLIENT};

#[test]
fn a_question_is_sent_from_the_inputs_file_and_reads_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for length in [0, 1, 2, 3, 49_151, 49_152, 49_153, 300_000] {
        let bytes: Vec<u8> = (0..length).map(|i: u32| (i % 251) as u8).collect();
        let path = folder.path().join("input");
        std::fs::write(&path, &bytes).unwrap();
        let asked = |input, output_at| Question { input, output_at, ..question(sha(b"x")).0 };
        for at in [None, Some("http://a/\"input\":\"\"".to_owned())] {
            let whole = serde_json::to_string(&asked(Some(bytes.clone().into()), at.clone())).unwrap();
            let (mut read, said) = Body::new(&asked(None, at), Some(&path)).unwrap().read().unwrap();
            let mut text = String::new();
            read.read_to_string(&mut text).unwrap();
            assert_eq!((text.len() as u64, text == whole), (said, true), "{length}");
        }
    }
}

/// Nobody asks the chain for a stranger, or begins a run.
#[test]
fn only_the_claims_provider_may_ask() {
    struct Unasked;
    impl Facts for Unasked {
        fn assigned(&self, _: u64) -> Result<Option<Assigned>> {
            panic!("the chain is asked")
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let [key, ..] = keys();
    let attestor = Attestor { facts: Box::new(Unasked), ..attestor(key, "cat", None, folder.path()) };
    let said = |question: &Question| match attestor.answer(question) {
        Answer::Refused { reason } => reason,
        other => panic!("{other:?}"),
    };
    let (good, _) = question(sha(b"abc"));
    let stranger = Asker::new("wasm", &[6; 32]).unwrap();
    let by = stranger.ask("chain", "gateway", good.claim.clone(), None).unwrap();
    let expected =
        format!("expected a question that {} signed, got one by {}", support::me(), stranger.address());
    assert_eq!(said(&by), expected);
    let another = |claim| Question { claim, ..good.clone() };
    for claim in [
        Claim { job_id: 8, ..good.claim.clone() },
        Claim { input: [1; 32].into(), ..good.claim.clone() },
        Claim { output: [1; 32].into(), ..good.claim.clone() },
        Claim { program: [1; 32].into(), ..good.claim.clone() },
    ] {
        assert!(
            said(&another(claim)).contains("signature of this question, for chain and gateway, got another")
        );
    }
    let moved = Question { output_at: Some("http://elsewhere".into()), ..good.clone() };
    assert!(said(&moved).contains("signature of this question"));
    let elsewhere = support::asker().ask("chain", "other", good.claim.clone(), None).unwrap();
    assert!(said(&elsewhere).contains("signature of this question"));
    let short = Question { key: vec![2; 32].into(), ..good.clone() };
    assert!(said(&short).contains("expected a compressed secp256k1 key of 33 bytes"));
    let named = Claim { provider: "nobody".into(), ..good.claim.clone() };
    assert!(said(&another(named)).contains("nobody"));
    // Over HTTP too, where the input of a stranger is not even read.
    let body = serde_json::to_string(&by).unwrap().replace("\"input\":null", "\"input\":\"no base64\"");
    assert!(attestor.reply("POST", PATH, body.as_bytes()).body.contains(&expected));
}

/// The places that one provider cannot take are another's.
#[test]
fn one_provider_has_half_of_the_places() {
    struct Anybody;
    impl Facts for Anybody {
        fn assigned(&self, job: u64) -> Result<Option<Assigned>> {
            let other = Asker::new("wasm", &[6; 32]).unwrap();
            let provider = if job < 100 { support::me() } else { other.address().to_owned() };
            Ok(Some(Assigned { provider, ..assigned() }))
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let [key, ..] = keys();
    let attestor = Attestor { facts: Box::new(Anybody), ..attestor(key, "sleep 2", None, folder.path()) };
    let ask = |asker: &Asker, job: u64| {
        let (question, _) = question(sha(b"abc"));
        let claim = Claim { job_id: job, provider: asker.address().into(), ..question.claim };
        let asked = asker.ask("chain", "gateway", claim, None).unwrap();
        attestor.answer(&Question { input: Some(b"abc".into()), ..asked })
    };
    let other = Asker::new("wasm", &[6; 32]).unwrap();
    for job in 0..4 {
        assert_eq!(ask(&support::asker(), job), Answer::Working {});
    }
    for job in 100..104 {
        assert_eq!(ask(&other, job), Answer::Working {});
    }
    let begun: Vec<u64> = attestor.results.lock().unwrap().keys().map(|(job, _)| *job).collect();
    assert_eq!((begun, OF_ONE), (vec![0, 1, 100, 101], 2));
}

#[test]
fn the_largest_input_that_is_accepted_can_be_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("input");
    std::fs::write(&path, vec![7; SIGNABLE as usize]).unwrap();
    let asked = Question { input: None, output_at: Some("h".repeat(4_096)), ..question(sha(b"x")).0 };
    let (_, length) = Body::new(&asked, Some(&path)).unwrap().read().unwrap();
    assert!(length <= LARGEST);
}

/// Its result could never be signed.
#[test]
fn an_attested_job_with_a_larger_input_is_not_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let chunks =
        |job: Job, count| Job { form: Some(InputForm::Chunks { count }), input: Some([5; 32]), ..job };
    let fetched = |job: Job| {
        let chain = Fake::new(8);
        chain.request(1, job, 3_000);
        let store = Store::open(&folder.path().join("store"), "me").unwrap();
        let orders: Rc<RefCell<Vec<u64>>> = Rc::default();
        let mut agent = Agent::new(support::config(), chain, Orders(orders.clone()), store);
        agent.tick().unwrap();
        drop(agent);
        std::fs::remove_file(folder.path().join("store")).unwrap();
        let found = orders.borrow().clone();
        found
    };
    assert_eq!(fetched(chunks(support::job(), 512)), [SIGNABLE]);
    assert_eq!(fetched(Job { form: None, ..chunks(support::job(), 1) }), [SIGNABLE]);
    assert_eq!(fetched(chunks(support::job(), 513)), [0; 0], "it has more than 8 MiB");
    assert_eq!(fetched(chunks(Job { method: CLIENT, ..support::job() }, 513)), [64 << 20]);
}

/// Notes how large the inputs may be that it is to find.
struct Orders(Rc<RefCell<Vec<u64>>>);

impl Hands for Orders {
    fn begin(&mut self, order: Order) {
        if let Order::Fetch { most, .. } = order {
            self.0.borrow_mut().push(most);
        }
    }

    fn finished(&mut self) -> Vec<(u64, Outcome)> {
        vec![]
    }
}
