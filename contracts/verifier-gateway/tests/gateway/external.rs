//! Results that another contract judges: it accepts by the statement alone, and can do nothing else.

use api::common::CommonError;
use api::external_verifier::VerifierMsg;
use api::job_market::ClaimResponse;
use api::verifier_gateway::raw::{Kind, METHOD_STATUS};
use api::verifier_gateway::{
    Claim, ExecuteMsg, MethodKind, MethodParams, MethodResponse, Proof, QueryMsg, MAX_EXTERNAL_PROOF,
};
use cosmwasm_schema::cw_serde;
use cosmwasm_std::testing::{message_info, mock_dependencies, mock_env};
use cosmwasm_std::{
    from_json, to_json_binary, Addr, Binary, ContractResult, Deps, DepsMut, Empty, Env, HexBinary,
    MessageInfo, MsgResponse, Reply, ReplyOn, Response, StdError, StdResult, SubMsg, SubMsgResponse,
    SubMsgResult, SystemResult, WasmMsg,
};
use cw_multi_test::{Contract, ContractWrapper, Executor};
use verifier_gateway::contract;
use verifier_gateway::error::ContractError;

use crate::job_market::Heard;
use crate::support::{addr, claim, digest, method, start, Fixture, APPROVAL, ATTESTATION, DAY, OUTPUT};

/// Method of [`fixture`], after those of [`start`].
const EXTERNAL: u32 = 7;
const JOB: u64 = 7;

/// What the verifier is told, as `proof`, to do.
#[cw_serde]
enum Answer {
    Statement,
    Nothing,
    Data(Binary),
    Fail,
    /// Sends this to the gateway first, then answers the statement.
    CallBack(ExecuteMsg),
}

fn obey(_: DepsMut, _: Env, info: MessageInfo, msg: VerifierMsg) -> StdResult<Response> {
    let VerifierMsg::Verify { claim, statement, proof } = msg;
    assert_eq!(claim, crate::support::claim());
    assert_eq!(statement.len(), 32);
    let yes = Response::new().set_data(statement.as_slice());
    match from_json(proof)? {
        Answer::Statement => Ok(yes),
        Answer::Nothing => Ok(Response::new()),
        Answer::Data(data) => Ok(Response::new().set_data(data)),
        Answer::Fail => Err(StdError::generic_err("I do not like it")),
        Answer::CallBack(msg) => {
            let (contract_addr, msg) = (info.sender.into(), to_json_binary(&msg)?);
            Ok(yes.add_message(WasmMsg::Execute { contract_addr, msg, funds: vec![] }))
        }
    }
}

fn verifier() -> Box<dyn Contract<Empty>> {
    let start = |_: DepsMut, _: Env, _: MessageInfo, _: Empty| -> StdResult<Response> { Ok(Response::new()) };
    Box::new(ContractWrapper::new(obey, start, |_: Deps, _: Env, _: Empty| to_json_binary(&())))
}

fn external(contract: &Addr, detection_bps: u32, gas_limit: u64) -> MethodParams {
    method("external", detection_bps, MethodKind::External { contract: contract.into(), gas_limit })
}

/// A gateway with an external method that is in use, and a job under it.
fn fixture() -> Fixture {
    let mut f = Fixture::new();
    let code = f.app.store_code(verifier());
    let verifier =
        f.app.instantiate_contract(code, addr("anyone"), &Empty {}, &[], "verifier", None).unwrap();
    f.run("owner", &ExecuteMsg::AddMethod { params: external(&verifier, 10_000, 50_000) }).unwrap();
    f.wait(3 * DAY);
    f.submitted(EXTERNAL, false);
    f
}

fn params(f: &Fixture) -> MethodParams {
    f.ask::<MethodResponse>(&QueryMsg::Method { method: EXTERNAL }).unwrap().params
}

fn asked(answer: &Answer) -> ExecuteMsg {
    ExecuteMsg::VerifyExternal { job_id: JOB, proof: to_json_binary(answer).unwrap() }
}

#[test]
fn an_accepted_result_is_told_the_job_market() {
    let mut f = fixture();
    let done = f.run("reporter", &asked(&Answer::Statement)).unwrap();
    let (sender, reporter) = (f.gateway.to_string(), addr("reporter").to_string());
    assert_eq!(f.heard(), Some(Heard { sender, job_id: JOB, valid: true, reporter: reporter.clone() }));
    let event = done.events.iter().find(|event| event.ty == "wasm-verify_external").unwrap();
    let said: Vec<_> = event.attributes.iter().map(|a| (a.key.as_str(), a.value.as_str())).collect();
    let MethodKind::External { contract, .. } = params(&f).kind else { panic!("external") };
    let (job, method) = (JOB.to_string(), EXTERNAL.to_string());
    for attribute in
        [("job_id", job.as_str()), ("method", &method), ("contract", &contract), ("reporter", &reporter)]
    {
        assert!(said.contains(&attribute), "{attribute:?} in {said:?}");
    }
}

/// The statement in another form, with more behind it, of another job or of another provider, is not the statement.
#[test]
fn whatever_else_it_answers_accepts_nothing() {
    let mut f = fixture();
    let statement = |claim| f.statement(&claim, None).statement;
    let own = statement(claim());
    let (expected, hex) = (own.clone(), own.to_hex());
    let longer = [own.as_slice(), &[0]].concat();
    let nested = [&[0x0a, 32], own.as_slice()].concat();
    let other_job = statement(Claim { job_id: 8, ..claim() });
    let other_provider = statement(Claim { provider: addr("thief").into(), ..claim() });
    for (data, got) in [
        (hex.as_bytes(), "other data, in 66 bytes"),
        (&own[..31], "other data, in 33 bytes"),
        (&longer, "other data, in 35 bytes"),
        (&nested, "other data, in 36 bytes"),
        (&other_job, "other data, in 34 bytes"),
        (&other_provider, "other data, in 34 bytes"),
        (&[0; 30_000], "other data, in 30004 bytes"),
    ] {
        let err = f.run("reporter", &asked(&Answer::Data(data.into()))).unwrap_err();
        assert_eq!(err, ContractError::NotAccepted { expected: expected.clone(), got: got.into() });
    }
    let err = f.run("reporter", &asked(&Answer::Nothing)).unwrap_err();
    assert_eq!(err, ContractError::NotAccepted { expected: expected.clone(), got: "none".into() });
    let err = f.run("reporter", &asked(&Answer::Fail)).unwrap_err().to_string();
    assert!(err.starts_with(&format!("verifier: expected the statement {hex}")), "{err}");
    assert!(err.contains("got an error:") && err.contains("I do not like it"), "{err}");
    assert_eq!(f.heard(), None);
    f.run("reporter", &asked(&Answer::Statement)).expect("nothing of that hinders it later");
}

/// The inner message finds the same state; what the job-market then does with two verdicts, it decides.
#[test]
fn a_verifier_that_calls_back_finds_nothing_of_the_outer_call() {
    let mut f = fixture();
    let err = f.run("reporter", &asked(&Answer::CallBack(asked(&Answer::Nothing)))).unwrap_err().to_string();
    assert!(err.contains("got an error:") && err.contains("got none"), "{err}");
    assert_eq!(f.heard(), None);
    f.run("reporter", &asked(&Answer::CallBack(asked(&Answer::Statement)))).unwrap();
    assert_eq!(f.heard().unwrap().reporter, addr("reporter").to_string(), "the outer one comes last");
}

#[test]
fn it_judges_jobs_of_its_own_method_only_while_that_can_be_used() {
    let mut f = fixture();
    for (method, expected) in [
        (ATTESTATION, "signatures of its keys"),
        (OUTPUT, "a receipt that comes with the result"),
        (APPROVAL, "the client, and by the arbiter once the client disputes"),
    ] {
        f.submitted(method, false);
        let err = f.run("reporter", &asked(&Answer::Statement)).unwrap_err();
        assert_eq!(
            err,
            ContractError::JudgedOtherwise { method, expected, got: "a proof for an external verifier" }
        );
    }
    f.submitted(EXTERNAL, false);
    let asks = "its contract, which `verify_external` asks once the result is submitted";
    let err = f.bring(true, &[0, 1]).unwrap_err();
    let signed = ContractError::JudgedOtherwise { method: EXTERNAL, expected: asks, got: "a signed verdict" };
    assert_eq!(err, signed);

    let again = params(&f);
    f.run("owner", &ExecuteMsg::AddMethod { params: again }).unwrap();
    f.submitted(EXTERNAL + 1, false);
    let err = f.run("reporter", &asked(&Answer::Statement)).unwrap_err();
    assert!(matches!(err, ContractError::MethodNotActive { method: 8, .. }), "{err}");

    f.submitted(EXTERNAL, false);
    f.run("guardian", &ExecuteMsg::DisableMethod { method: EXTERNAL }).unwrap();
    let err = f.run("reporter", &asked(&Answer::Statement)).unwrap_err();
    assert_eq!(err, ContractError::MethodDisabled { method: EXTERNAL });
    assert_eq!(f.heard(), None);
}

#[test]
fn no_proof_of_another_kind_and_no_set_is_verified_under_it() {
    let f = fixture();
    let expected = "no proof with the result or by query: `verify_external` brings it to its contract once the result is submitted";
    let proof = Proof::Attestation { signatures: vec![] };
    let refusal = ContractError::ProofKind { method: EXTERNAL, expected, got: "signatures" };
    f.refuses(EXTERNAL, &claim(), &proof, refusal);
    let set = QueryMsg::VerifySet {
        method: EXTERNAL,
        root: digest("root"),
        seal: Binary::default(),
        claims: vec![],
    };
    let text = f.ask::<Empty>(&set).unwrap_err();
    assert!(text.contains(expected), "{text}");
}

#[test]
fn its_bounds_and_its_address_are_checked() {
    let mut f = fixture();
    let verifier = addr("verifier");
    let mut add = |params| f.run("owner", &ExecuteMsg::AddMethod { params }).map(drop);
    let bounds = |field, expected: &str, got: &str| -> ContractError {
        CommonError::Bounds { field, expected: expected.into(), got: got.into() }.into()
    };
    for (params, error) in [
        (external(&verifier, 10_000, 49_999), bounds("gas_limit", "50000 to 10000000", "49999")),
        (external(&verifier, 10_000, 10_000_001), bounds("gas_limit", "50000 to 10000000", "10000001")),
        (external(&verifier, 499, 50_000), bounds("detection_bps", "500 to 10000", "499")),
        (external(&verifier, 10_001, 50_000), bounds("detection_bps", "500 to 10000", "10001")),
        (
            external(&Addr::unchecked("other1xyz"), 10_000, 50_000),
            CommonError::Address { field: "contract", got: "other1xyz".into() }.into(),
        ),
        (
            method("client", 500, MethodKind::ClientApproval { arbiter: EXTERNAL }),
            ContractError::ReliesOn {
                method: EXTERNAL,
                expected: "an attestation method",
                got: "a method of another kind",
            },
        ),
        (
            method(
                "demand",
                500,
                MethodKind::Optimistic {
                    proof: EXTERNAL,
                    window: 600,
                    prove_within: 3_600,
                    bond_min: 1u8.into(),
                },
            ),
            ContractError::ReliesOn {
                method: EXTERNAL,
                expected: "a validity method",
                got: "a method of another kind",
            },
        ),
    ] {
        assert_eq!(add(params).unwrap_err(), error);
    }
    add(external(&verifier, 500, 10_000_000)).unwrap();
    let querier = f.app.wrap();
    let status = METHOD_STATUS.query(querier, &f.gateway, &EXTERNAL.to_be_bytes()).unwrap().unwrap();
    assert_eq!((status.kind, status.relies_on, status.accepted), (Kind::External, None, 0));
    let stop =
        ExecuteMsg::StopSelector { method: EXTERNAL, selector: HexBinary::from([0x73, 0xc4, 0x57, 0xba]) };
    let err = f.run("guardian", &stop).unwrap_err();
    assert!(matches!(err, ContractError::SelectorNotAccepted { .. }), "{err}");
}

#[test]
fn a_proof_is_bounded() {
    let mut f = fixture();
    let proof = Binary::from(vec![0; MAX_EXTERNAL_PROOF + 1]);
    let err = f.run("reporter", &ExecuteMsg::VerifyExternal { job_id: JOB, proof }).unwrap_err();
    assert_eq!(err, ContractError::ProofTooLong { max: 65_536, got: 65_537 });
    let err = f.run("reporter", &ExecuteMsg::VerifyExternal { job_id: 99, proof: Binary::default() });
    assert!(err.unwrap_err().to_string().contains("job 99 is not submitted"));
}

/// What the chain is told: one message under the method's gas limit, always replied to, and nothing written.
#[test]
fn the_verifier_runs_under_its_limit() {
    let mut deps = mock_dependencies();
    let env = mock_env();
    let market = deps.api.addr_make("market");
    let verifier = deps.api.addr_make("verifier");
    let mut start = start(&market);
    start.methods = vec![external(&verifier, 10_000, 123_456)];
    contract::instantiate(deps.as_mut(), env.clone(), message_info(&market, &[]), start).unwrap();
    let claim = Claim { provider: deps.api.addr_make("provider").into(), ..claim() };
    let answer = to_json_binary(&ClaimResponse { method: 1, disputed: false, claim: claim.clone() }).unwrap();
    deps.querier.update_wasm(move |_| SystemResult::Ok(ContractResult::Ok(answer.clone())));
    let before: Vec<_> = stored(&deps.storage);

    let reporter = message_info(&deps.api.addr_make("reporter"), &[]);
    let msg = ExecuteMsg::VerifyExternal { job_id: JOB, proof: b"shown".into() };
    let response = contract::execute(deps.as_mut(), env, reporter, msg).unwrap();
    assert_eq!(stored(&deps.storage), before);
    let [SubMsg { id, msg, gas_limit, reply_on, payload }] = &response.messages[..] else {
        panic!("one message: {:?}", response.messages)
    };
    assert_eq!((*gas_limit, reply_on.clone()), (Some(123_456), ReplyOn::Always));
    let told =
        VerifierMsg::Verify { claim, statement: HexBinary::from(&payload[..32]), proof: b"shown".into() };
    let (contract_addr, told) = (verifier.into(), to_json_binary(&told).unwrap());
    assert_eq!(*msg, WasmMsg::Execute { contract_addr, msg: told, funds: vec![] }.into());

    let answer = |value: Vec<u8>| {
        let type_url = "/cosmwasm.wasm.v1.MsgExecuteContractResponse".into();
        let msg_responses = vec![MsgResponse { type_url, value: value.into() }];
        #[allow(deprecated)]
        let ok = SubMsgResponse { events: vec![], data: None, msg_responses };
        SubMsgResult::Ok(ok)
    };
    let accepted = [&[0x0a, 32], &payload[..32]].concat();
    let reply = |id, payload: &Binary, result| Reply { id, payload: payload.clone(), gas_used: 0, result };
    let mut hear = |reply| contract::reply(deps.as_mut(), mock_env(), reply);
    let verdict = hear(reply(*id, payload, answer(accepted.clone()))).unwrap();
    assert_eq!(verdict.messages.len(), 1);
    #[allow(deprecated)]
    let bare = SubMsgResult::Ok(SubMsgResponse { events: vec![], data: None, msg_responses: vec![] });
    assert!(matches!(hear(reply(*id, payload, bare)), Err(ContractError::NotAccepted { .. })));
    for (id, payload) in [(2, payload), (*id, &Binary::default()), (*id, &Binary::from([0; 31]))] {
        let err = hear(reply(id, payload, answer(accepted.clone()))).unwrap_err();
        assert_eq!(err, ContractError::UnexpectedReply { id });
    }
}

fn stored(storage: &dyn cosmwasm_std::Storage) -> Vec<cosmwasm_std::Record> {
    storage.range(None, None, cosmwasm_std::Order::Ascending).collect()
}
