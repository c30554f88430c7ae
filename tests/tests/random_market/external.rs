//! The method under which another contract judges results.

use anyhow::Result;
use api::paging::ListOrder;
use api::verifier_gateway::{
    ExecuteMsg, MethodKind, MethodParams, MethodResponse, MethodsResponse, QueryMsg,
};
use compute_amm_testing::Market;
use cosmwasm_std::Empty;
use market_tests::hostile;

/// Governance adds the run's last method, and its timelock passes.
pub fn prepare(market: &mut Market) -> Result<()> {
    let (owner, verifier) = (market.owner.clone(), market.host(hostile::verifier(), &Empty {}, "verifier"));
    let kind = MethodKind::External { contract: verifier.into(), gas_limit: 50_000 };
    let params = MethodParams { kind, detection_bps: 10_000, name: "external".into() };
    market.gateway(&owner, &ExecuteMsg::AddMethod { params })?;
    market.wait(market.wiring.method_timelock);
    Ok(())
}

/// The run's last method.
pub fn method(market: &Market) -> MethodResponse {
    let query = QueryMsg::Methods { order: Some(ListOrder::Descending), start_after: None, limit: Some(1) };
    let mut last = market.ask_gateway::<MethodsResponse>(&query).expect("methods").methods;
    last.pop().expect("one at least")
}
