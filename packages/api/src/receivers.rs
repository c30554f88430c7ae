//! Who could never draw what it is paid.
//!
//! A contract of a market draws from no account and no wallet but for its own business, and a token from none at all: what
//! somebody names one of them to receive is nobody's for ever. No list says where they are: each says what it is, in its cw2
//! record.

use cosmwasm_std::{from_json, Addr, QuerierWrapper};
use cw2::ContractVersion;

use crate::common::CommonError;
use crate::{restaking, staking};

/// Key of a contract's cw2 record.
const CW2: &str = "contract_info";
/// The names of contracts that never draw: those of a market, its tokens among them, and a plain cw20 token. A later contract
/// of this project stands here only if it never draws either. The stake pool draws the stakers' share and nothing else: see
/// [`check_claims`].
const NEVER_DRAW: [&str; 10] = [
    "compute-amm/pool",
    "compute-amm/provider-registry",
    "compute-amm/job-market",
    "compute-amm/lease-market",
    "compute-amm/verifier-gateway",
    "compute-amm/fee-collector",
    staking::CONTRACT_NAME,
    restaking::CONTRACT_NAME,
    "compute-amm/token",
    "crates.io:cw20-base",
];

/// Whether an address has the length of `this` contract's: a wallet's is shorter.
pub fn may_be_contract(this: &Addr, address: &Addr) -> bool {
    address.as_str().len() == this.as_str().len()
}

/// Refuses in `field` an address of a contract that could never draw: one of a market, of any on the chain, or a plain
/// cw20 token.
///
/// Costs nothing for a wallet; for a contract one raw query, which is as dear as the contract's record is long, so that nobody
/// but who named the address should pay for it. What has no cw2 record is let through, and what becomes such a contract later
/// was let through before.
pub fn check_draws(
    querier: QuerierWrapper,
    this: &Addr,
    field: &'static str,
    address: &Addr,
) -> Result<(), CommonError> {
    if !may_be_contract(this, address) {
        return Ok(());
    }
    // An address without a contract has no record: a chain says so by an empty answer, a test's by an error.
    let Ok(Some(record)) = querier.query_wasm_raw(address.as_str(), CW2.as_bytes()) else { return Ok(()) };
    match from_json::<ContractVersion>(record) {
        Ok(ContractVersion { contract, .. }) if NEVER_DRAW.contains(&contract.as_str()) => {
            Err(CommonError::NeverDraws { field, address: address.clone(), contract })
        }
        _ => Ok(()),
    }
}

/// As [`check_draws`], of who is to claim the stakers' share: the stake pool does that.
pub fn check_claims(
    querier: QuerierWrapper,
    this: &Addr,
    field: &'static str,
    address: &Addr,
) -> Result<(), CommonError> {
    match check_draws(querier, this, field, address) {
        Err(CommonError::NeverDraws { contract, .. }) if contract == staking::CONTRACT_NAME => Ok(()),
        checked => checked,
    }
}
