//! Entry points.

use api::common::no_funds;
use api::external_verifier::VerifierMsg;
#[cfg(not(feature = "library"))]
use cosmwasm_std::entry_point;
use cosmwasm_std::{from_json, to_json_binary, Binary, Deps, DepsMut, Env, MessageInfo, Response};

use crate::error::VerifierError;
use crate::factors;
use crate::msg::{InstantiateMsg, QueryMsg};

/// Name in the cw2 record.
pub const CONTRACT_NAME: &str = "compute-amm/external-verifier";
/// Version in the cw2 record.
pub const CONTRACT_VERSION: &str = env!("CARGO_PKG_VERSION");

/// Starts the verifier. Refuses coins.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn instantiate(
    deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    _msg: InstantiateMsg,
) -> Result<Response, VerifierError> {
    no_funds(&info)?;
    cw2::set_contract_version(deps.storage, CONTRACT_NAME, CONTRACT_VERSION)?;
    Ok(Response::new().add_attribute("action", "instantiate"))
}

/// Judges. Who asks does not matter, as nothing is remembered: the answer means something only to the gateway that asked.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn execute(
    _deps: DepsMut,
    _env: Env,
    info: MessageInfo,
    msg: VerifierMsg,
) -> Result<Response, VerifierError> {
    no_funds(&info)?;
    let VerifierMsg::Verify { claim, statement, proof } = msg;
    factors::check(&claim, &from_json(&proof)?)?;
    // These 32 bytes, and only they, say yes.
    Ok(Response::new().set_data(Binary::from(statement.as_slice())))
}

/// Answers a query.
#[cfg_attr(not(feature = "library"), entry_point)]
pub fn query(_deps: Deps, _env: Env, msg: QueryMsg) -> Result<Binary, VerifierError> {
    let QueryMsg::Digests { proof } = msg;
    Ok(to_json_binary(&factors::digests(&proof)?)?)
}
