//! Signed verdicts on submitted jobs.

use api::job_market::ClaimResponse;
use api::signatures::SignatureError;
use api::verifier_gateway::{Claim, ExecuteMsg};
use cw_multi_test::{AppResponse, Executor};
use verifier_gateway::error::ContractError;

use crate::job_market::{self, Heard, QueryMsg};
use crate::support::{
    addr, arbiter, claim, Fixture, APPROVAL, ARBITER, ARBITRATED, ATTESTATION, OUTPUT, STATEMENT,
};

impl Fixture {
    /// The job-market says job 7 is submitted, under this method.
    pub fn submitted(&mut self, method: u32, disputed: bool) {
        let response = ClaimResponse { method, disputed, claim: claim() };
        let msg = job_market::ExecuteMsg::Submitted { job_id: 7, response };
        self.app.execute_contract(addr("owner"), self.market.clone(), &msg, &[]).unwrap();
    }

    pub fn heard(&self) -> Option<Heard> {
        self.app.wrap().query_wasm_smart(&self.market, &QueryMsg::Heard {}).unwrap()
    }

    pub fn bring(&mut self, valid: bool, signers: &[u32]) -> Result<AppResponse, ContractError> {
        let signatures = self.sign(&claim(), valid, signers);
        self.run("reporter", &ExecuteMsg::BringVerdict { job_id: 7, valid, signatures })
    }

    fn bring_arbiters(&mut self, valid: bool) -> Result<AppResponse, ContractError> {
        let digest = self.verdict(&claim(), valid);
        let signatures = vec![arbiter().sign(0, &digest)];
        self.run("reporter", &ExecuteMsg::BringVerdict { job_id: 7, valid, signatures })
    }
}

#[test]
fn an_attested_verdict_reaches_the_job_market_with_who_brought_it() {
    for valid in [true, false] {
        let mut f = Fixture::new();
        f.submitted(ATTESTATION, false);
        let response = f.bring(valid, &[2, 0]).unwrap();
        let heard = f.heard().unwrap();
        let expected =
            Heard { sender: f.gateway.to_string(), job_id: 7, valid, reporter: addr("reporter").into() };
        assert_eq!(heard, expected);
        let event = response.events.iter().find(|event| event.ty == "wasm-bring_verdict").unwrap();
        let said: Vec<_> = event.attributes[1..].iter().map(|a| (a.key.as_str(), a.value.clone())).collect();
        assert_eq!(
            said,
            [
                ("job_id", "7".to_owned()),
                ("judge", "1".into()),
                ("valid", valid.to_string()),
                ("reporter", addr("reporter").into())
            ]
        );
    }
}

#[test]
fn signatures_on_one_verdict_bring_not_the_other() {
    let mut f = Fixture::new();
    f.submitted(ATTESTATION, false);
    for valid in [true, false] {
        let signatures = f.sign(&claim(), !valid, &[0, 1]);
        let err = f.run("reporter", &ExecuteMsg::BringVerdict { job_id: 7, valid, signatures }).unwrap_err();
        assert!(matches!(err, ContractError::Signatures(SignatureError::Invalid { key: 0, .. })), "{err}");
    }
    assert_eq!(f.heard(), None);
}

#[test]
fn signatures_on_another_job_bring_nothing() {
    let mut f = Fixture::new();
    f.submitted(ATTESTATION, false);
    let signatures = f.sign(&Claim { job_id: 8, ..claim() }, false, &[0, 1]);
    let msg = ExecuteMsg::BringVerdict { job_id: 7, valid: false, signatures };
    let err = f.run("reporter", &msg).unwrap_err();
    assert!(matches!(err, ContractError::Signatures(SignatureError::Invalid { .. })), "{err}");
}

/// Signatures on *invalid* name who is paid for them: copied from the mempool they are worth nothing. Whoever
/// brings *valid* is paid nothing anyway.
#[test]
fn only_the_reporter_that_the_signatures_name_brings_an_invalid_verdict() {
    for (method, disputed) in [(ATTESTATION, false), (ARBITRATED, true)] {
        let mut f = Fixture::new();
        f.submitted(method, disputed);
        let digest = |valid| f.verdict(&claim(), valid);
        let signed = |valid| match disputed {
            false => f.sign(&claim(), valid, &[0, 1]),
            true => vec![arbiter().sign(0, &digest(valid))],
        };
        let [invalid, valid] = [false, true].map(|valid| ExecuteMsg::BringVerdict {
            job_id: 7,
            valid,
            signatures: signed(valid),
        });
        for thief in ["thief", "provider", "guardian"] {
            let err = f.run(thief, &invalid).unwrap_err();
            let expected = f.statement(&claim(), Some(thief)).invalid.unwrap().to_hex();
            assert_eq!(err, SignatureError::Invalid { key: 0, digest: expected }.into());
        }
        assert_eq!(f.heard(), None);
        f.run("reporter", &invalid).unwrap();
        f.run("thief", &valid).unwrap();
    }
}

#[test]
fn a_verdict_needs_the_threshold() {
    let mut f = Fixture::new();
    f.submitted(ATTESTATION, false);
    let err = f.bring(false, &[1]).unwrap_err();
    assert_eq!(err, SignatureError::TooFew { expected: 2, got: 1 }.into());
    assert_eq!(f.heard(), None);
}

#[test]
fn a_job_that_is_not_submitted_gets_no_verdict() {
    let mut f = Fixture::new();
    let err = f.bring(true, &[0, 1]).unwrap_err();
    assert!(err.to_string().contains("job 7 is not submitted"), "{err}");
}

#[test]
fn the_arbiter_judges_a_disputed_result() {
    for valid in [true, false] {
        let mut f = Fixture::new();
        f.submitted(ARBITRATED, true);
        let err = f.bring(valid, &[0]).unwrap_err();
        assert!(matches!(err, ContractError::Signatures(SignatureError::Invalid { .. })), "{err}");
        f.bring_arbiters(valid).unwrap();
        assert_eq!(f.heard().unwrap().valid, valid);
    }
    let mut f = Fixture::new();
    f.submitted(APPROVAL, true);
    f.bring(true, &[0, 2]).unwrap();
}

#[test]
fn signatures_judge_no_undisputed_word_of_a_client_and_no_receipt() {
    let mut f = Fixture::new();
    let cases = [
        (ARBITRATED, false, "the client, and by the arbiter once the client disputes"),
        (OUTPUT, false, "a receipt that comes with the result"),
        (STATEMENT, true, "a receipt that comes with the result"),
        (ATTESTATION, true, "signatures of its keys"),
    ];
    for (method, disputed, expected) in cases {
        f.submitted(method, disputed);
        let err = f.bring(true, &[0, 1]).unwrap_err();
        assert_eq!(err, ContractError::JudgedOtherwise { method, expected, got: "a signed verdict" });
    }
    assert_eq!(f.heard(), None);
}

#[test]
fn a_disabled_method_judges_nothing() {
    let mut f = Fixture::new();
    f.submitted(ATTESTATION, false);
    f.run("guardian", &ExecuteMsg::DisableMethod { method: ATTESTATION }).unwrap();
    let err = f.bring(false, &[0, 1]).unwrap_err();
    assert_eq!(err, ContractError::MethodDisabled { method: ATTESTATION });
}

#[test]
fn neither_does_a_disabled_arbiter_nor_a_disabled_method_with_an_arbiter() {
    for disabled in [ARBITER, ARBITRATED] {
        let mut f = Fixture::new();
        f.submitted(ARBITRATED, true);
        f.run("guardian", &ExecuteMsg::DisableMethod { method: disabled }).unwrap();
        let err = f.bring_arbiters(true).unwrap_err();
        assert_eq!(err, ContractError::MethodDisabled { method: disabled });
        assert_eq!(f.heard(), None);
    }
}
