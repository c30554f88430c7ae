//! The verification method of a job, as the gateway's raw record states it.

use api::verifier_gateway::raw::{program_key, status_key, Kind, MethodStatus, ProgramStatus};
use cosmwasm_std::{Env, QuerierWrapper};
use serde::{Deserialize, Serialize};

use crate::error::ContractError;
use crate::record::Digest;
use crate::state::Config;

/// How a method reaches its verdict, as far as the life of a job depends on it.
#[derive(Serialize, Deserialize, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// A validity proof comes with the result.
    Proof,
    /// Signatures come with the result, or later through the gateway.
    Signatures,
    /// The client approves, or disputes before an arbiter.
    Client,
}

/// What a job keeps of its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// How it reaches its verdict.
    pub verdict: Verdict,
    /// p, basis points.
    pub detection_bps: u32,
}

/// The method of a new job. Refuses one that is unknown, not active yet or disabled, and, where a program says nothing of
/// its input to the contract, a job that has one.
pub fn for_request(
    querier: QuerierWrapper,
    env: &Env,
    config: &Config,
    method: u32,
    program: &Digest,
    input: Option<&Digest>,
) -> Result<Method, ContractError> {
    let status = status(querier, config, method)?;
    let now = env.block.time.seconds();
    if stopped(querier, config, &status)? {
        return Err(ContractError::MethodDisabled { method });
    }
    if now < status.active_from {
        return Err(ContractError::MethodInactive { method, active_from: status.active_from, now });
    }
    if status.kind == Kind::RiscZeroOutput && input.is_some() {
        ensure_registered(querier, config, program, now)?;
    }
    let verdict = match status.kind {
        Kind::RiscZeroStatement | Kind::RiscZeroOutput => Verdict::Proof,
        Kind::Attestation => Verdict::Signatures,
        Kind::ClientApproval => Verdict::Client,
    };
    Ok(Method { verdict, detection_bps: status.detection_bps })
}

/// Whether a method was stopped, or the arbiter it depends on: then its jobs end by refund.
pub fn disabled(querier: QuerierWrapper, config: &Config, method: u32) -> Result<bool, ContractError> {
    stopped(querier, config, &status(querier, config, method)?)
}

/// A client's approval without an arbiter would let every client dispute for a certain refund.
fn stopped(querier: QuerierWrapper, config: &Config, of: &MethodStatus) -> Result<bool, ContractError> {
    match of.arbiter {
        Some(arbiter) if !of.disabled => Ok(status(querier, config, arbiter)?.disabled),
        _ => Ok(of.disabled),
    }
}

/// Refuses to go on with a job whose method was stopped.
pub fn ensure_enabled(querier: QuerierWrapper, config: &Config, method: u32) -> Result<(), ContractError> {
    if disabled(querier, config, method)? {
        return Err(ContractError::MethodDisabled { method });
    }
    Ok(())
}

fn status(querier: QuerierWrapper, config: &Config, method: u32) -> Result<MethodStatus, ContractError> {
    let bytes = querier
        .query_wasm_raw(&config.verifier_gateway, status_key(method))?
        .ok_or(ContractError::UnknownMethod { method })?;
    Ok(MethodStatus::decode(&bytes)?)
}

/// Refuses a program that is not registered, or whose registration does not count yet.
fn ensure_registered(
    querier: QuerierWrapper,
    config: &Config,
    program: &Digest,
    now: u64,
) -> Result<(), ContractError> {
    let bytes = querier.query_wasm_raw(&config.verifier_gateway, program_key(program))?;
    let status = bytes.map(|bytes| ProgramStatus::decode(&bytes)).transpose()?;
    if status.is_none_or(|status| now < status.active_from) {
        return Err(ContractError::ProgramStatesNoInput { program: program.as_slice().into() });
    }
    Ok(())
}
