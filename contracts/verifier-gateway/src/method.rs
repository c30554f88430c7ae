//! What a method may be.

use api::common::checked_addr;
use api::verifier_gateway::bounds::check_method;
use api::verifier_gateway::raw::{method_key, Kind, MethodStatus, METHOD_STATUS};
use api::verifier_gateway::{JournalPolicy, MethodKind, MethodParams, MAX_SELECTORS};
use cosmwasm_std::{Api, HexBinary, Storage};
use proofs::inclusion::SET_SELECTOR;
use proofs::{risc0, sp1};

use crate::error::ContractError;
use crate::state::{load_method, load_status, LAST_METHOD, METHODS};
use crate::versions::Versions;

/// Stores a method under the next id, which it returns. Refuses parameters out of bounds, a method to rely
/// on that cannot judge, and a contract's address that is not canonical.
pub fn add(
    api: &dyn Api,
    storage: &mut dyn Storage,
    params: &MethodParams,
    active_from: u64,
) -> Result<u32, ContractError> {
    let accepted = match &params.kind {
        MethodKind::RiscZero { selectors, .. } => {
            accepted(selectors, risc0::Accepted::NONE.into(), risc0::Accepted::ALL.into())?
        }
        MethodKind::Sp1 { selectors, .. } => {
            accepted(selectors, sp1::Accepted::NONE.into(), sp1::Accepted::ALL.into())?
        }
        _ => risc0::Accepted::NONE.into(),
    };
    check_method::<ContractError>(api, params)?;
    match &params.kind {
        MethodKind::ClientApproval { arbiter } => {
            check_relied(storage, *arbiter, "an attestation method", |kind| kind == Kind::Attestation)?;
        }
        MethodKind::Optimistic { proof, .. } => {
            check_relied(storage, *proof, "a validity method", |kind| kind.policy().is_some())?;
        }
        MethodKind::External { contract, .. } => {
            checked_addr(api, "contract", contract)?;
        }
        _ => {}
    }
    let method = LAST_METHOD
        .may_load(storage)?
        .unwrap_or(0)
        .checked_add(1)
        .ok_or(ContractError::Overflow { what: "method ids" })?;
    LAST_METHOD.save(storage, &method)?;
    METHODS.save(storage, method, params)?;
    let status = MethodStatus {
        kind: kind(&params.kind),
        detection_bps: params.detection_bps,
        active_from,
        disabled: false,
        relies_on: params.kind.relies_on(),
        accepted: accepted.bits(),
        narrowed_at: 0,
    };
    METHOD_STATUS.save(storage, &method_key(method), &status)?;
    Ok(method)
}

/// Which keys must sign, how many of them; refuses a method that is no attestation.
pub fn attestors(
    storage: &dyn Storage,
    method: u32,
) -> Result<(Vec<api::provider_registry::AttestorKey>, u32), ContractError> {
    match load_method(storage, method)?.kind {
        MethodKind::Attestation { keys, threshold } => Ok((keys, threshold)),
        other => Err(judged_otherwise(method, kind(&other), SIGNED)),
    }
}

/// What somebody brings to have a result judged.
pub const SIGNED: &str = "a signed verdict";

/// The refusal of what does not judge the results of a method.
pub fn judged_otherwise(method: u32, kind: Kind, got: &'static str) -> ContractError {
    ContractError::JudgedOtherwise { method, expected: judged_by(kind), got }
}

/// Who or what judges a result under a kind of method.
fn judged_by(kind: Kind) -> &'static str {
    match kind {
        Kind::RiscZeroStatement | Kind::RiscZeroOutput => "a receipt that comes with the result",
        Kind::Groth16Statement | Kind::Groth16Output | Kind::Sp1Statement | Kind::Sp1Output => {
            "a proof that comes with the result"
        }
        Kind::Attestation => "signatures of its keys",
        Kind::ClientApproval => "the client, and by the arbiter once the client disputes",
        Kind::Optimistic { .. } => "nobody, and by a proof once somebody challenges",
        Kind::External => "its contract, which `verify_external` asks once the result is submitted",
    }
}

/// What exists has a lower id than the method that is being added, and is usable no later.
fn check_relied(
    storage: &dyn Storage,
    method: u32,
    expected: &'static str,
    suits: impl Fn(Kind) -> bool,
) -> Result<(), ContractError> {
    let got = match load_status(storage, method) {
        Ok(status) if !suits(status.kind) => "a method of another kind",
        Ok(status) if status.disabled => "a disabled one",
        Ok(_) => return Ok(()),
        Err(ContractError::UnknownMethod { .. }) => "an unknown id",
        Err(error) => return Err(error),
    };
    Err(ContractError::ReliesOn { method, expected, got })
}

/// The versions that selectors name, out of `known`. Refuses none, more than [`MAX_SELECTORS`], one that is unknown, one twice,
/// and the set builder alone.
fn accepted(selectors: &[HexBinary], none: Versions, known: Versions) -> Result<Versions, ContractError> {
    if selectors.is_empty() || selectors.len() > MAX_SELECTORS {
        return Err(ContractError::SelectorCount { max: MAX_SELECTORS, got: selectors.len() });
    }
    let mut all = none;
    for selector in selectors {
        let with = all
            .with(selector)
            .ok_or_else(|| ContractError::UnknownSelector { known, got: selector.clone() })?;
        if with == all {
            return Err(ContractError::DuplicateSelector { selector: selector.clone() });
        }
        all = with;
    }
    if all.prove_nothing() {
        return Err(ContractError::SetBuilderAlone { selector: SET_SELECTOR.into() });
    }
    Ok(all)
}

fn kind(params: &MethodKind) -> Kind {
    match params {
        MethodKind::RiscZero { policy: JournalPolicy::Statement, .. } => Kind::RiscZeroStatement,
        MethodKind::RiscZero { policy: JournalPolicy::Output, .. } => Kind::RiscZeroOutput,
        MethodKind::Groth16 { policy: JournalPolicy::Statement } => Kind::Groth16Statement,
        MethodKind::Groth16 { policy: JournalPolicy::Output } => Kind::Groth16Output,
        MethodKind::Sp1 { policy: JournalPolicy::Statement, .. } => Kind::Sp1Statement,
        MethodKind::Sp1 { policy: JournalPolicy::Output, .. } => Kind::Sp1Output,
        MethodKind::Attestation { .. } => Kind::Attestation,
        MethodKind::ClientApproval { .. } => Kind::ClientApproval,
        MethodKind::Optimistic { window, prove_within, bond_min, .. } => {
            Kind::Optimistic { window: *window, prove_within: *prove_within, bond_min: bond_min.u128() }
        }
        MethodKind::External { .. } => Kind::External,
    }
}
