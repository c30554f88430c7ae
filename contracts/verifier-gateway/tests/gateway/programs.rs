//! Registered programs.

use api::common::CommonError;
use api::verifier_gateway::raw::{program_status, ProgramStatus};
use api::verifier_gateway::{ExecuteMsg, ProgramResponse, QueryMsg};
use cosmwasm_std::HexBinary;
use verifier_gateway::error::ContractError;

use crate::support::{digest, Fixture, DAY};

fn register(program: &HexBinary, input_offset: u32) -> ExecuteMsg {
    ExecuteMsg::RegisterProgram { program: program.clone(), input_offset }
}

#[test]
fn a_program_is_registered_once_and_can_be_read_raw() {
    let mut f = Fixture::new();
    let program = digest("program");
    let active_from = f.now() + 3 * DAY;
    f.run("owner", &register(&program, 64)).unwrap();
    let answer: ProgramResponse = f.ask(&QueryMsg::Program { program: program.clone() }).unwrap();
    assert_eq!(answer, ProgramResponse { input_offset: 64, active_from });
    let raw =
        |program: &HexBinary| program_status(f.app.wrap(), &f.gateway, &program.to_array().unwrap()).unwrap();
    assert_eq!(raw(&program), Some(ProgramStatus { input_offset: 64, active_from }));
    assert_eq!(raw(&digest("another")), None);

    let again = ContractError::ProgramRegistered { program: program.clone(), input_offset: 64 };
    assert_eq!(f.run("owner", &register(&program, 0)).unwrap_err(), again);
    f.run("owner", &register(&digest("another"), 0)).unwrap();
}

#[test]
fn a_program_is_32_bytes_and_its_offset_within_a_journal() {
    let mut f = Fixture::new();
    for length in [0, 31, 33] {
        let program = HexBinary::from(vec![1; length]);
        let err = f.run("owner", &register(&program, 0)).unwrap_err();
        assert_eq!(err, ContractError::DigestLength { field: "program", got: length });
        let text = f.ask::<ProgramResponse>(&QueryMsg::Program { program }).unwrap_err();
        assert!(text.contains("`program`: expected 32 bytes"), "{text}");
    }
    let err = f.run("owner", &register(&digest("program"), 16_353)).unwrap_err();
    let expected =
        CommonError::Bounds { field: "input_offset", expected: "0 to 16352".into(), got: "16353".into() };
    assert_eq!(err, expected.into());
    f.run("owner", &register(&digest("program"), 16_352)).unwrap();
}

#[test]
fn a_program_nobody_registered_is_named() {
    let f = Fixture::new();
    let program = digest("program");
    let text = f.ask::<ProgramResponse>(&QueryMsg::Program { program: program.clone() }).unwrap_err();
    assert!(text.ends_with(&ContractError::UnknownProgram { program }.to_string()), "{text}");
}
