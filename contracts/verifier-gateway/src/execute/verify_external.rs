//! Having another contract judge a submitted job's result.

use api::external_verifier::VerifierMsg;
use api::job_market::ClaimResponse;
use api::verifier_gateway::events::GatewayEvent;
use api::verifier_gateway::{MethodKind, MAX_EXTERNAL_PROOF};
use cosmwasm_std::{
    to_json_binary, Addr, Binary, Deps, Env, Event, HexBinary, MsgResponse, Response, SubMsg, SubMsgResult,
    WasmMsg,
};

use crate::claim::CheckedClaim;
use crate::error::ContractError;
use crate::job_market;
use crate::method::judged_otherwise;
use crate::state::{load_method, load_usable, CONFIG};

/// Id of the reply to what a verifier was told.
pub const VERIFIED: u64 = 1;

/// What a chain puts before 32 bytes of a contract's `data` in the answer to its execution: tag and length of the only field of
/// `cosmwasm.wasm.v1.MsgExecuteContractResponse`.
const DATA_OF_32: [u8; 2] = [0x0a, 32];

/// Anyone: tells the method's contract what the job-market says is claimed, with a proof. Nothing is written, so a verifier that
/// calls back finds what anybody finds. What is to be done if it accepts travels in the payload: the statement, and the message
/// to the job-market. Whether the job still waits for a verdict, the job-market decides.
pub fn run(
    deps: Deps,
    env: &Env,
    sender: &Addr,
    job_id: u64,
    proof: Binary,
) -> Result<Response, ContractError> {
    if proof.len() > MAX_EXTERNAL_PROOF {
        return Err(ContractError::ProofTooLong { max: MAX_EXTERNAL_PROOF, got: proof.len() });
    }
    let market = CONFIG.load(deps.storage)?.job_market;
    let ClaimResponse { method, claim, .. } = job_market::submitted(deps.querier, &market, job_id)?;
    let status = load_usable(deps.storage, method, env.block.time.seconds())?;
    let MethodKind::External { contract, gas_limit } = load_method(deps.storage, method)?.kind else {
        return Err(judged_otherwise(method, status.kind, "a proof for an external verifier"));
    };
    let statement = CheckedClaim::new(deps.api, &claim)?.statement(env);

    let payload = [statement.as_slice(), &job_market::verdict(job_id, true, sender)?].concat();
    let event: Event =
        GatewayEvent::VerifyExternal { job_id, method, contract: &contract, reporter: sender }.into();
    let msg = to_json_binary(&VerifierMsg::Verify { claim, statement: statement.into(), proof })?;
    let told = WasmMsg::Execute { contract_addr: contract, msg, funds: vec![] };
    let told = SubMsg::reply_always(told, VERIFIED).with_gas_limit(gas_limit).with_payload(payload);
    Ok(Response::new().add_event(event).add_submessage(told))
}

/// The verifier's answer. If it is the statement, the job-market is told that the result is valid; whatever else came, an
/// error, no data or other data, is an error that undoes the whole message. The claim was read before the verifier ran; it cannot
/// have changed since, as a submitted result only ends.
pub fn answered(deps: Deps, result: SubMsgResult, payload: &[u8]) -> Result<Response, ContractError> {
    let (statement, verdict) =
        payload.split_first_chunk::<32>().ok_or(ContractError::UnexpectedReply { id: VERIFIED })?;
    let got = match result {
        SubMsgResult::Ok(answer) => match answer.msg_responses.as_slice() {
            [MsgResponse { value, .. }] if **value == [DATA_OF_32.as_slice(), statement].concat() => {
                let market = CONFIG.load(deps.storage)?.job_market;
                return Ok(Response::new().add_message(job_market::told(market, verdict.into())));
            }
            [MsgResponse { value, .. }] if !value.is_empty() => {
                format!("other data, in {} bytes", value.len())
            }
            _ => "none".into(),
        },
        SubMsgResult::Err(error) => format!("an error: {error}"),
    };
    Err(ContractError::NotAccepted { expected: HexBinary::from(statement), got })
}
