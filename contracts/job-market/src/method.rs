//! The verification method of a job, as the gateway's raw record states it.

use api::verifier_gateway::raw::{method_status, program_status, Kind, MethodStatus};
use cosmwasm_std::{Env, HexBinary, QuerierWrapper};

use crate::error::ContractError;
use crate::job::phase::Digest;
use crate::job::terms::Judge;
use crate::state::Config;

/// What a job keeps of its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// What judges a result.
    pub judge: Judge,
    /// p, basis points.
    pub detection_bps: u32,
}

/// The method of a new job. Refuses one that is unknown, not active yet or disabled, and, where a program
/// says nothing of its input to the contract, a job that has one.
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
        return Err(ContractError::Method {
            method,
            expected: "one that is usable",
            got: format!("one that is usable from {} s, block time is {now} s", status.active_from),
        });
    }
    if status.kind == Kind::RiscZeroOutput && input.is_some() {
        ensure_registered(querier, config, method, program, now)?;
    }
    Ok(Method { judge: judge(&status), detection_bps: status.detection_bps })
}

/// What judges the jobs of a template. Refuses a method that is unknown or disabled, one whose verdict does
/// not come with the result, and one whose proofs do not name their job: one old receipt would serve any
/// number of jobs.
pub fn for_template(querier: QuerierWrapper, config: &Config, method: u32) -> Result<Judge, ContractError> {
    let status = status(querier, config, method)?;
    if stopped(querier, config, &status)? {
        return Err(ContractError::MethodDisabled { method });
    }
    let got = match status.kind {
        Kind::RiscZeroStatement | Kind::Attestation => return Ok(judge(&status)),
        Kind::RiscZeroOutput => "a proof of the output alone",
        Kind::ClientApproval => "one that waits for its client",
    };
    let expected = "a validity proof of the whole statement, or attestation";
    Err(ContractError::Method { method, expected, got: got.into() })
}

fn judge(status: &MethodStatus) -> Judge {
    match status.kind {
        Kind::RiscZeroStatement | Kind::RiscZeroOutput => Judge::Proof,
        Kind::Attestation => Judge::Attestors,
        Kind::ClientApproval => Judge::Client,
    }
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

fn status(querier: QuerierWrapper, config: &Config, method: u32) -> Result<MethodStatus, ContractError> {
    method_status(querier, &config.verifier_gateway, method)?.ok_or_else(|| ContractError::Method {
        method,
        expected: "one that exists",
        got: "an unknown one".into(),
    })
}

/// Refuses a program that is not registered, or whose registration does not count yet.
fn ensure_registered(
    querier: QuerierWrapper,
    config: &Config,
    method: u32,
    program: &Digest,
    now: u64,
) -> Result<(), ContractError> {
    let status = program_status(querier, &config.verifier_gateway, program)?;
    if status.is_none_or(|status| now < status.active_from) {
        return Err(ContractError::Method {
            method,
            expected: "a request that has no input, or a program registered to state it",
            got: format!("program {} with an input", HexBinary::from(program)),
        });
    }
    Ok(())
}
