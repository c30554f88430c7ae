//! Who could never draw what it is paid.
//!
//! A contract of a market draws from no account and no wallet but for its own business, and a token from none at all: what
//! somebody names one of them to receive is nobody's for ever. Who they are is asked of them, and not kept in a list: each
//! has its name in its cw2 record.

use cosmwasm_std::{from_json, Addr, QuerierWrapper};
use cw2::ContractVersion;

use crate::common::CommonError;

/// Key of a contract's cw2 record.
const CW2: &str = "contract_info";
/// With what the names of this project's contracts begin, its tokens' among them.
const PROJECT: &str = "compute-amm/";
/// The name of a plain cw20 token.
const CW20: &str = "crates.io:cw20-base";

/// Whether an address has the length of `this` contract's: a wallet's is shorter.
pub fn may_be_contract(this: &Addr, address: &Addr) -> bool {
    address.as_str().len() == this.as_str().len()
}

/// Refuses in `field` an address of a contract that could never draw: one of this project's, of any market on the chain, or a
/// plain cw20 token.
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
        Ok(ContractVersion { contract, .. }) if contract.starts_with(PROJECT) || contract == CW20 => {
            Err(CommonError::NeverDraws { field, address: address.clone(), contract })
        }
        _ => Ok(()),
    }
}
