//! What a page of each list costs whoever reads it.

use compute_amm_testing::wirings::{H100, NET};
use compute_amm_testing::Market;
use serde_json::{json, Value};
use wasm_tests::estimate::Estimate;

use crate::crowd::{Both, FIRST};
use crate::metered::Metered;

/// What a node of stock wasmd lets a query use, `smart_query_gas_limit`.
pub const NODES_LIMIT: u64 = 3_000_000;
/// The longest page; where a contract has fewer, it gives what it has.
const LONGEST: u32 = 100;

/// The longest page of every list, and what it costs by the estimate.
pub fn pages(market: &Market<Metered>, both: &Both) -> Vec<(String, u64)> {
    let at = &market.at;
    let (net, nobody) = (json!({"native": {"denom": NET}}), &market.guardian);
    let credit = market.class(H100).credit;
    let (first, client) = (market.client.chain.address(FIRST), market.client.chain.address("client"));
    let lists: [(&str, &str, Value); 27] = [
        ("jobs", &at.job_market, json!({"jobs": {}})),
        ("jobs, the latest first", &at.job_market, json!({"jobs": {"order": "descending"}})),
        ("jobs that are open", &at.job_market, json!({"jobs": {"filter": {"state": "open"}}})),
        ("jobs of an owner who has none", &at.job_market, json!({"jobs": {"filter": {"owner": nobody}}})),
        // The dearest: of each job both records are read, and none is found.
        ("jobs that are assigned", &at.job_market, json!({"jobs": {"filter": {"state": "assigned"}}})),
        ("jobs that were cancelled", &at.job_market, json!({"jobs": {"filter": {"state": "cancelled"}}})),
        ("callable", &at.job_market, json!({"callable": {"class": H100}})),
        ("templates", &at.job_market, json!({"templates": {"class": H100}})),
        ("occupancies", &at.job_market, json!({"occupancies": {}})),
        ("classes", &at.provider_registry, json!({"classes": {}})),
        ("providers", &at.provider_registry, json!({"providers": {}})),
        ("positions", &at.provider_registry, json!({"positions": {"class": H100}})),
        ("available", &at.provider_registry, json!({"available": {"class": H100}})),
        ("queue", &at.provider_registry, json!({"queue": {"class": H100}})),
        ("pools", &at.pool, json!({"pools": {}})),
        ("pools_of", &at.pool, json!({"pools_of": {"asset": net}})),
        ("accounts", &at.pool, json!({"accounts": {"asset": net}})),
        ("accounts_of", &at.pool, json!({"accounts_of": {"owner": nobody}})),
        ("assets", &at.pool, json!({"assets": {}})),
        ("methods", &at.verifier_gateway, json!({"methods": {}})),
        ("waiting", &at.fee_collector, json!({"waiting": {}})),
        ("treasury", &at.fee_collector, json!({"treasury": {}})),
        ("routes", &at.fee_collector, json!({"routes": {}})),
        ("vaults", &at.restaking, json!({"vaults": {"class": H100}})),
        ("tickets", &at.restaking, json!({"tickets": {"provider": first, "class": H100, "owner": client}})),
        ("vault_assets", &at.restaking, json!({"assets": {}})),
        ("all_accounts", credit.as_str(), json!({"all_accounts": {}})),
    ];
    let cost = |(what, contract, mut query): (&str, &str, Value)| {
        for body in query.as_object_mut().into_iter().flat_map(|query| query.values_mut()) {
            if !["templates", "occupancies", "vault_assets"].contains(&what) {
                body["limit"] = LONGEST.into();
            }
        }
        both.wasm.meter.take();
        let _: Value = market.ask(contract, &query).unwrap_or_else(|e| panic!("{what}: {e:#}"));
        let Estimate { calls, .. } = Estimate::new(0, 0, both.wasm.meter.take());
        (what.to_owned(), calls.iter().map(|(_, cost)| cost).sum())
    };
    lists.into_iter().map(cost).collect()
}
