//! Who could never draw what it is paid, and what it costs to ask.
#![allow(missing_docs, clippy::expect_used, clippy::unwrap_used)]

use std::cell::Cell;

use api::common::CommonError;
use api::receivers::{check_claims, check_draws};
use cosmwasm_std::testing::MockApi;
use cosmwasm_std::{
    from_json, Addr, Api, Binary, CanonicalAddr, ContractResult, Empty, Querier, QuerierResult,
    QuerierWrapper, QueryRequest, SystemError, SystemResult, WasmQuery,
};

/// A chain of one contract with a cw2 record.
struct Chain {
    contract: Addr,
    record: &'static str,
    asked: Cell<usize>,
}

impl Querier for Chain {
    fn raw_query(&self, request: &[u8]) -> QuerierResult {
        self.asked.set(self.asked.get().saturating_add(1));
        let QueryRequest::Wasm(WasmQuery::Raw { contract_addr, key }) =
            from_json::<QueryRequest<Empty>>(request).unwrap()
        else {
            panic!("one raw query is all");
        };
        assert_eq!(key.as_slice(), b"contract_info");
        if contract_addr != self.contract.as_str() {
            return SystemResult::Err(SystemError::NoSuchContract { addr: contract_addr });
        }
        SystemResult::Ok(ContractResult::Ok(Binary::from(self.record.as_bytes())))
    }
}

/// An address of so many bytes.
fn address(byte: u8, len: usize) -> Addr {
    MockApi::default().addr_humanize(&CanonicalAddr::from(vec![byte; len])).unwrap()
}

fn checked(record: &'static str, who: &Addr) -> (Result<(), CommonError>, usize) {
    let chain = Chain { contract: address(2, 32), record, asked: Cell::new(0) };
    let result = check_draws(QuerierWrapper::<Empty>::new(&chain), &address(1, 32), "receiver", who);
    (result, chain.asked.get())
}

#[test]
fn contracts_of_a_market_and_plain_tokens_never_draw() {
    let contract = address(2, 32);
    for (name, record) in [
        (
            "compute-amm/provider-registry",
            r#"{"contract":"compute-amm/provider-registry","version":"0.3.0"}"#,
        ),
        ("compute-amm/token", r#"{"contract":"compute-amm/token","version":"0.9.0"}"#),
        ("crates.io:cw20-base", r#"{"contract":"crates.io:cw20-base","version":"1.1.2"}"#),
    ] {
        let (address, contract) = (contract.clone(), name.to_owned());
        let refused = CommonError::NeverDraws { field: "receiver", address: address.clone(), contract };
        assert_eq!(checked(record, &address), (Err(refused), 1));
    }
}

#[test]
fn other_contracts_draw_as_they_please() {
    let contract = address(2, 32);
    for record in [
        r#"{"contract":"crates.io:cw3-fixed-multisig","version":"1.0.0"}"#,
        r#"{"contract":"my-compute-amm/vault","version":"1.0.0"}"#,
        r#"{"contract":"compute-amm/vault","version":"1.0.0"}"#,
        "no record at all",
        "",
    ] {
        assert_eq!(checked(record, &contract), (Ok(()), 1), "{record}");
    }
    assert_eq!(checked("", &address(3, 32)), (Ok(()), 1), "nothing is there");
}

/// A wallet's address has 20 bytes, a contract's 32: nobody pays for a question about a wallet.
#[test]
fn nothing_is_asked_about_a_wallet() {
    assert_eq!(checked("", &address(2, 20)), (Ok(()), 0));
}

/// The stake pool draws the stakers' share and nothing else; no other contract of a market draws that.
#[test]
fn the_stake_pool_claims_the_stakers_share_only() {
    let contract = address(2, 32);
    let staking = r#"{"contract":"compute-amm/staking","version":"0.3.0"}"#;
    assert!(checked(staking, &contract).0.is_err(), "no receiver");
    let claims = |record| {
        let chain = Chain { contract: contract.clone(), record, asked: Cell::new(0) };
        check_claims(QuerierWrapper::<Empty>::new(&chain), &address(1, 32), "stakers", &contract)
    };
    assert_eq!(claims(staking), Ok(()));
    assert!(claims(r#"{"contract":"compute-amm/pool","version":"0.3.0"}"#).is_err());
}
