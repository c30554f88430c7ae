//! Bounds of what governance sets, and the form in which the arithmetic wants it.

use api::common::{check_range, CommonError};
use api::provider_registry::{Admission, ClassParams, Params};
use api::signatures::check_keys;
use cosmwasm_std::Api;
use credit::lock::LockParams;

use crate::error::ContractError;

const DAY: u64 = 86_400;
/// Bounds amounts that are parameters, so that no product with one overflows: 10^24 base units.
const MAX_AMOUNT: u128 = 1_000_000_000_000_000_000_000_000;

/// Refuses a parameter outside its bounds, naming it.
pub fn check(params: &Params) -> Result<(), ContractError> {
    check_range("gain_bps", params.gain_bps, 10_000, 1_000_000)?;
    check_range("reporter_bps", params.reporter_bps, 0, 4_000)?;
    check_range("burn_min_bps", params.burn_min_bps, 2_000, 9_000)?;
    // Something must be left to compensate with.
    check_range(
        "reporter_bps + burn_min_bps",
        params.reporter_bps.saturating_add(params.burn_min_bps),
        0,
        9_000,
    )?;
    check_range("lock_min", params.lock_min.u128(), 1, MAX_AMOUNT)?;
    check_range("liveness_cap_bps", params.liveness_cap_bps, 1_000, 10_000)?;
    check_range("penalty_bps", params.penalty_bps, 1_000, 5_000)?;
    check_range("jail", params.jail, 3_600, 90 * DAY)?;
    check_range("reputation_a", params.reputation_a.u128(), 1, MAX_AMOUNT)?;
    check_range("reputation_b", params.reputation_b.u128(), 1, MAX_AMOUNT)?;
    check_range("reputation_lambda", params.reputation_lambda, 1, 100)?;
    check_range("heartbeat_within", params.heartbeat_within, 60, 7 * DAY)?;
    check_range("newcomer_gpus", params.newcomer_gpus, 0, 8)?;
    check_range("kappa_bps", params.kappa_bps, 0, 10_000)?;
    Ok(())
}

/// Refuses a class's parameter outside its bounds, naming it.
pub fn check_class(api: &dyn Api, params: &ClassParams) -> Result<(), ContractError> {
    check_range("coverage_bps", params.coverage_bps, 15_000, 100_000)?;
    check_range("horizon", params.horizon, DAY, 90 * DAY)?;
    check_range("price_init", params.price_init.u128(), 1, MAX_AMOUNT)?;
    credit::price::mint_price(None, 0, params.price_init.u128())?;
    if params.mint_cap.is_zero() {
        return Err(CommonError::Bounds {
            field: "mint_cap",
            expected: "more than 0".into(),
            got: "0".into(),
        }
        .into());
    }
    if let Admission::Attested { attestors, threshold } = &params.admission {
        check_keys(api, attestors, *threshold)?;
    }
    Ok(())
}

/// What locks and slashes are computed from.
pub fn lock_params(params: &Params) -> LockParams {
    LockParams {
        gain_bps: params.gain_bps,
        rho_bps: params.reporter_bps,
        burn_min_bps: params.burn_min_bps,
        liveness_cap_bps: params.liveness_cap_bps,
        l_min: params.lock_min.u128(),
    }
}
