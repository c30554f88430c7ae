//! Who may do what.

use api::common::CommonError;
use api::verifier_gateway::raw::method_status;
use api::verifier_gateway::{ConfigResponse, ExecuteMsg, MethodResponse, QueryMsg};
use cosmwasm_std::coins;
use cw_multi_test::Executor;
use cw_ownable::{Action, Ownership};
use verifier_gateway::error::ContractError;

use crate::support::{addr, attestation, claim, digest, wrapped, Fixture, ATTESTATION, OUTPUT};

#[test]
fn only_the_owner_adds_registers_and_names_the_guardian() {
    let mut f = Fixture::new();
    for msg in [
        ExecuteMsg::AddMethod { params: attestation() },
        ExecuteMsg::RegisterProgram { program: digest("program"), input_offset: 0 },
        ExecuteMsg::SetGuardian { guardian: addr("mallory").into() },
    ] {
        for sender in ["guardian", "mallory"] {
            let refused = CommonError::Unauthorized {
                expected: "the contract's current owner".into(),
                got: addr(sender).into(),
            };
            assert_eq!(f.run(sender, &msg).unwrap_err(), refused.into(), "{msg:?}");
        }
        f.run("owner", &msg).unwrap();
    }
}

#[test]
fn guardian_or_owner_disable_a_method_at_once_and_for_good() {
    let mut f = Fixture::new();
    let claim = claim();
    let proof = f.proof(&claim, &[0, 1]);
    f.verify(ATTESTATION, &claim, &proof).unwrap();
    let disable = |method| ExecuteMsg::DisableMethod { method };
    assert_eq!(
        f.run("mallory", &disable(ATTESTATION)).unwrap_err(),
        CommonError::Unauthorized {
            expected: "the owner or the guardian".into(),
            got: addr("mallory").into()
        }
        .into()
    );
    let response = f.run("guardian", &disable(ATTESTATION)).unwrap();
    let event = response.events.iter().find(|event| event.ty == "wasm-disable_method").unwrap();
    let attribute = |key| &event.attributes.iter().find(|a| a.key == key).unwrap().value;
    assert_eq!((attribute("method").as_str(), attribute("sender")), ("1", &addr("guardian").into()));

    let disabled = ContractError::MethodDisabled { method: ATTESTATION };
    f.refuses(ATTESTATION, &claim, &proof, ContractError::MethodDisabled { method: ATTESTATION });
    let method: MethodResponse = f.ask(&QueryMsg::Method { method: ATTESTATION }).unwrap();
    assert!(method.disabled);
    let status = method_status(f.app.wrap(), &f.gateway, ATTESTATION).unwrap().unwrap();
    assert!(status.disabled && !status.usable(f.now()));
    assert_eq!(f.run("owner", &disable(ATTESTATION)).unwrap_err(), disabled);

    f.run("owner", &disable(OUTPUT)).unwrap();
    assert_eq!(f.run("owner", &disable(99)).unwrap_err(), ContractError::UnknownMethod { method: 99 });
}

#[test]
fn a_method_can_be_disabled_under_its_timelock() {
    let mut f = Fixture::new();
    f.run("owner", &ExecuteMsg::AddMethod { params: attestation() }).unwrap();
    f.run("guardian", &ExecuteMsg::DisableMethod { method: 7 }).unwrap();
    f.wait(30 * 86_400);
    let claim = claim();
    f.refuses(7, &claim, &f.proof(&claim, &[0, 1]), ContractError::MethodDisabled { method: 7 });
}

#[test]
fn a_new_guardian_takes_the_place_of_the_old() {
    let mut f = Fixture::new();
    let guardian = addr("watchman");
    f.run("owner", &ExecuteMsg::SetGuardian { guardian: guardian.to_string() }).unwrap();
    assert_eq!(f.ask::<ConfigResponse>(&QueryMsg::Config {}).unwrap().guardian, guardian);
    f.run("guardian", &ExecuteMsg::DisableMethod { method: 1 }).unwrap_err();
    f.run("watchman", &ExecuteMsg::DisableMethod { method: 1 }).unwrap();
    let err = f.run("owner", &ExecuteMsg::SetGuardian { guardian: "Nobody".into() }).unwrap_err();
    assert_eq!(err, CommonError::Address { field: "guardian", got: "Nobody".into() }.into());
}

#[test]
fn ownership_moves_in_two_steps() {
    let mut f = Fixture::new();
    let offer = |new_owner: String| {
        ExecuteMsg::UpdateOwnership(Action::TransferOwnership { new_owner, expiry: None })
    };
    let accept = ExecuteMsg::UpdateOwnership(Action::AcceptOwnership);
    f.run("mallory", &offer(addr("mallory").into())).unwrap_err();
    let err = f.run("owner", &offer("OTHER1".into())).unwrap_err();
    assert_eq!(err, CommonError::Address { field: "new_owner", got: "OTHER1".into() }.into());
    f.run("owner", &offer(addr("heir").into())).unwrap();
    f.run("mallory", &accept).unwrap_err();
    f.run("heir", &accept).unwrap();
    let ownership: Ownership<String> = f.ask(&QueryMsg::Ownership {}).unwrap();
    assert_eq!(ownership.owner, Some(addr("heir").into()));
    f.run("owner", &ExecuteMsg::AddMethod { params: attestation() }).unwrap_err();
}

#[test]
fn no_message_takes_coins() {
    let mut f = Fixture::new();
    let refused = ContractError::from(CommonError::Funds { expected: "none".into(), got: "5unet".into() });
    for msg in [
        ExecuteMsg::BringVerdict { job_id: 7, valid: true, signatures: vec![] },
        ExecuteMsg::AddMethod { params: attestation() },
        ExecuteMsg::DisableMethod { method: 1 },
        ExecuteMsg::StopSelector { method: 2, selector: digest("selector") },
        ExecuteMsg::RegisterProgram { program: digest("program"), input_offset: 0 },
        ExecuteMsg::SetGuardian { guardian: addr("mallory").into() },
        ExecuteMsg::UpdateOwnership(Action::AcceptOwnership),
    ] {
        let err =
            f.app.execute_contract(addr("owner"), f.gateway.clone(), &msg, &coins(5, "unet")).unwrap_err();
        assert_eq!(err.downcast::<ContractError>().unwrap(), refused, "{msg:?}");
    }
    let code = f.app.store_code(wrapped());
    let msg = crate::support::start(&f.market);
    let err = f
        .app
        .instantiate_contract(code, addr("owner"), &msg, &coins(5, "unet"), "gateway", None)
        .unwrap_err();
    assert_eq!(err.downcast::<ContractError>().unwrap(), refused);
}
