//! The verification method of a job, as the gateway's raw record states it.

use api::verifier_gateway::raw::{method_status, program_status, Kind, MethodStatus};
use api::verifier_gateway::JournalPolicy;
use cosmwasm_std::{Env, HexBinary, QuerierWrapper};

use crate::error::ContractError;
use crate::job::phase::Digest;
use crate::job::terms::Judge;
use crate::job::waits::Standing;
use crate::state::Config;

/// What a job keeps of its method.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Method {
    /// What judges a result.
    pub judge: Judge,
    /// p, basis points.
    pub detection_bps: u32,
    /// Under proof on demand, how a result is challenged.
    pub challenge: Option<Challenge>,
}

/// How a result under proof on demand is challenged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// Seconds for it.
    pub window: u64,
    /// Least bond that a request may name, NET.
    pub bond_min: u128,
}

/// The method of a new job. Refuses one that is unknown, not active yet or disabled. Where a proof binds the
/// output alone, it refuses a job with an input whose program states none to the contract, and a job without
/// one whose program states it: any public receipt of that program, on whatever input, would settle it. Refuses a job of a
/// template that was set, Unix seconds, no later than one of the versions of its method's proofs was stopped: perhaps the
/// template's program can be proven under that one alone, and who is called for it would default.
pub fn for_request(
    querier: QuerierWrapper,
    env: &Env,
    config: &Config,
    method: u32,
    program: &Digest,
    input: Option<&Digest>,
    template_set_at: Option<u64>,
) -> Result<Method, ContractError> {
    let status = status(querier, config, method)?;
    let now = env.block.time.seconds();
    let relied = relied(querier, config, &status)?;
    if status.disabled || relied.is_some_and(|relied| relied.disabled) {
        return Err(ContractError::MethodDisabled { method });
    }
    if now < status.active_from {
        return Err(ContractError::Method {
            method,
            expected: "one that is usable",
            got: format!("one that is usable from {} s, block time is {now} s", status.active_from),
        });
    }
    if let Some(set_at) = template_set_at.filter(|set_at| narrowed_since(&status, *set_at)) {
        let got = format!("one set at {set_at} s; the version was stopped at {} s", status.narrowed_at);
        let expected =
            "a template that governance set again after it stopped a version of the method's proofs";
        return Err(ContractError::Method { method, expected, got });
    }
    let decides = relied.map_or(status.kind, |relied| relied.kind);
    if decides.policy() == Some(JournalPolicy::Output) {
        check_registration(querier, config, method, program, input.is_some(), now)?;
    }
    let challenge = match status.kind {
        Kind::Optimistic { window, bond_min, .. } => Some(Challenge { window, bond_min }),
        _ => None,
    };
    Ok(Method { judge: judge(&status), detection_bps: status.detection_bps, challenge })
}

/// What judges the jobs of a template. Refuses a method that is unknown or disabled, one whose verdict does
/// not come with the result, and one whose proofs do not name their job: one old receipt would serve any
/// number of jobs.
pub fn for_template(querier: QuerierWrapper, config: &Config, method: u32) -> Result<Judge, ContractError> {
    let status = status(querier, config, method)?;
    if status.disabled {
        return Err(ContractError::MethodDisabled { method });
    }
    let got = match (status.kind, status.kind.policy()) {
        (Kind::ClientApproval, _) => "one that waits for its client",
        (Kind::Optimistic { .. }, _) => "one that waits for a challenge",
        (Kind::External, _) => "one that waits for its contract",
        (_, Some(JournalPolicy::Output)) => "a proof of the output alone",
        (_, Some(JournalPolicy::Statement) | None) => return Ok(judge(&status)),
    };
    let expected = "a validity proof of the whole statement, or attestation";
    Err(ContractError::Method { method, expected, got: got.into() })
}

fn judge(status: &MethodStatus) -> Judge {
    match status.kind {
        // Both wait for a verdict that the gateway brings, and without one end by refund.
        Kind::Attestation | Kind::External => Judge::Attestors,
        Kind::ClientApproval => Judge::Client,
        Kind::Optimistic { prove_within, .. } => Judge::Demand { prove_within },
        Kind::RiscZeroStatement
        | Kind::RiscZeroOutput
        | Kind::Groth16Statement
        | Kind::Groth16Output
        | Kind::Sp1Statement
        | Kind::Sp1Output => Judge::Proof,
    }
}

/// How a method stands for a job that was requested then, Unix seconds.
pub fn standing(
    querier: QuerierWrapper,
    config: &Config,
    method: u32,
    requested: u64,
) -> Result<Standing, ContractError> {
    let status = status(querier, config, method)?;
    let relied = relied(querier, config, &status)?;
    let any = |of: fn(&MethodStatus, u64) -> bool| {
        of(&status, requested) || relied.is_some_and(|relied| of(&relied, requested))
    };
    Ok(Standing { stopped: any(|of, _| of.disabled), narrowed: any(narrowed_since) })
}

/// Whether one of the versions of its proofs was stopped then or later, Unix seconds.
fn narrowed_since(of: &MethodStatus, then: u64) -> bool {
    of.narrowed_at > 0 && of.narrowed_at >= then
}

/// The method on which another relies, and with which it stops: a client's approval without an arbiter would let every client
/// dispute for a certain refund, and a challenge to which no proof can answer would convict everybody.
fn relied(
    querier: QuerierWrapper,
    config: &Config,
    of: &MethodStatus,
) -> Result<Option<MethodStatus>, ContractError> {
    of.relies_on.map(|method| status(querier, config, method)).transpose()
}

/// The record of a method; one that is unknown is an error.
pub fn status(querier: QuerierWrapper, config: &Config, method: u32) -> Result<MethodStatus, ContractError> {
    method_status(querier, &config.verifier_gateway, method)?.ok_or_else(|| ContractError::Method {
        method,
        expected: "one that exists",
        got: "an unknown one".into(),
    })
}

/// Refuses an input to a program that is not registered, or whose registration does not count yet, and none to
/// one that is registered, counting or not.
fn check_registration(
    querier: QuerierWrapper,
    config: &Config,
    method: u32,
    program: &Digest,
    has_input: bool,
    now: u64,
) -> Result<(), ContractError> {
    let refused = |expected, with: &str| {
        let got = format!("program {} {with} an input", HexBinary::from(program));
        Err(ContractError::Method { method, expected, got })
    };
    match program_status(querier, &config.verifier_gateway, program)? {
        Some(_) if !has_input => {
            refused("a request that has the input which the program is registered to state", "without")
        }
        Some(status) if now >= status.active_from => Ok(()),
        None if !has_input => Ok(()),
        _ => refused("a request that has no input, or a program registered to state it", "with"),
    }
}
