//! What the gateway takes as a method. It checks this itself, and a deployment does before anything is voted on.

use cosmwasm_std::Api;

use super::{MethodKind, MethodParams, MAX_METHOD_NAME};
use crate::common::{check_len, check_range, CommonError};
use crate::signatures::{check_keys, SignatureError};

/// Most methods that the gateway starts with.
const MAX_FIRST_METHODS: usize = 16;
/// Shortest and longest timelock, seconds: a day, and a year, beyond which nothing would ever become active.
const TIMELOCK: (u64, u64) = (86_400, 365 * 86_400);
/// Detection by a validity proof, basis points: certain.
const PROVEN_BPS: u32 = 10_000;
/// Least and most detection that may be claimed for a method that nobody is paid to check, basis points.
const CHECKED_BPS: (u32, u32) = (500, 5_000);
/// Least and most detection that may be claimed for an external verifier, basis points. Up to certainty, as for a proof: nothing
/// is paid that it did not accept, and what it accepts wrongly no collateral could answer for, since nobody would say so.
const EXTERNAL_BPS: (u32, u32) = (CHECKED_BPS.0, PROVEN_BPS);
/// Least and most gas that an external verifier may use for one result.
const GAS_LIMIT: (u64, u64) = (50_000, 10_000_000);
/// Shortest and longest time in which a result can be challenged, seconds.
const WINDOW: (u64, u64) = (600, 3 * 86_400);
/// Shortest and longest time from a challenge to the proof, seconds.
const PROVE_WITHIN: (u64, u64) = (3_600, 7 * 86_400);

/// Refuses a start with too many methods, or a timelock out of bounds.
pub fn check_start(timelock: u64, methods: usize) -> Result<(), CommonError> {
    let (least, most) = TIMELOCK;
    check_range("timelock", timelock, least, most)?;
    if methods > MAX_FIRST_METHODS {
        let expected = format!("at most {MAX_FIRST_METHODS}");
        return Err(CommonError::Bounds { field: "methods", expected, got: methods.to_string() });
    }
    Ok(())
}

/// Refuses a method's name, keys, threshold, detection, times, bond and gas out of bounds. What a method's selectors and its
/// contract's address may be, and the method on which it relies, depends on more than the method.
pub fn check_method<E>(api: &dyn Api, params: &MethodParams) -> Result<(), E>
where
    E: From<CommonError> + From<SignatureError>,
{
    check_len("name", &params.name, 1, MAX_METHOD_NAME)?;
    let (least, most) = match &params.kind {
        MethodKind::RiscZero { .. } | MethodKind::Groth16 { .. } | MethodKind::Sp1 { .. } => {
            (PROVEN_BPS, PROVEN_BPS)
        }
        MethodKind::Attestation { keys, threshold } => {
            check_keys(api, keys, *threshold)?;
            CHECKED_BPS
        }
        MethodKind::ClientApproval { .. } => CHECKED_BPS,
        MethodKind::Optimistic { window, prove_within, bond_min, .. } => {
            check_range("window", *window, WINDOW.0, WINDOW.1)?;
            check_range("prove_within", *prove_within, PROVE_WITHIN.0, PROVE_WITHIN.1)?;
            check_range("bond_min", bond_min.u128(), 1, u128::MAX)?;
            CHECKED_BPS
        }
        MethodKind::External { gas_limit, .. } => {
            check_range("gas_limit", *gas_limit, GAS_LIMIT.0, GAS_LIMIT.1)?;
            EXTERNAL_BPS
        }
    };
    Ok(check_range("detection_bps", params.detection_bps, least, most)?)
}
