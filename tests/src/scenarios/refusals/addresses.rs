//! Addresses in other than their canonical form, in every field that holds one.

use cosmwasm_std::testing::MockApi;
use serde_json::json;

use super::Scene;
use compute_amm_testing::codes::Codes;

/// Contract, message, path of the address, its name in the refusal.
const FIELDS: &[(&str, &str, &str, &str)] = &[
    ("pool", "receive", "/receive/sender", "sender"),
    ("pool", "receive", "/receive/msg#/deposit/receiver", "receiver"),
    ("pool", "receive/swap_exact_in", "/receive/msg#/swap_exact_in/to/wallet/receiver", "to.receiver"),
    ("pool", "receive/swap_exact_out", "/receive/msg#/swap_exact_out/to/account/receiver", "to.receiver"),
    ("pool", "receive/provide", "/receive/msg#/provide/receiver", "receiver"),
    ("pool", "receive/swap_exact_out", "/receive/msg#/swap_exact_out/rest_to", "rest_to"),
    ("pool", "receive/provide", "/receive/msg#/provide/rest_to", "rest_to"),
    ("pool", "swap_exact_out/funds", "/swap_exact_out/rest_to", "rest_to"),
    ("pool", "provide/funds", "/provide/rest_to", "rest_to"),
    ("pool", "receive/provide_single", "/receive/msg#/provide_single/receiver", "receiver"),
    ("pool", "receive/withdraw_liquidity", "/receive/msg#/withdraw_liquidity/receiver", "receiver"),
    ("pool", "swap_exact_in", "/swap_exact_in/from/account/owner", "from.owner"),
    ("pool", "swap_exact_in", "/swap_exact_in/to/wallet/receiver", "to.receiver"),
    ("pool", "swap_exact_out", "/swap_exact_out/from/account/owner", "from.owner"),
    ("pool", "swap_exact_out", "/swap_exact_out/to/account/receiver", "to.receiver"),
    ("pool", "swap_exact_out/call", "/swap_exact_out/to/call/contract", "to.contract"),
    ("pool", "provide", "/provide/receiver", "receiver"),
    ("pool", "provide_single", "/provide_single/receiver", "receiver"),
    ("pool", "provide_single", "/provide_single/from/account/owner", "from.owner"),
    ("pool", "deposit", "/deposit/receiver", "receiver"),
    ("pool", "withdraw", "/withdraw/owner", "owner"),
    ("pool", "withdraw", "/withdraw/receiver", "receiver"),
    ("pool", "transfer", "/transfer/owner", "owner"),
    ("pool", "transfer", "/transfer/items/0/to", "items.to"),
    ("pool", "increase_allowance", "/increase_allowance/spender", "spender"),
    ("pool", "increase_allowance", "/increase_allowance/asset/cw20/address", "asset.address"),
    ("pool", "decrease_allowance", "/decrease_allowance/spender", "spender"),
    ("pool", "decrease_allowance", "/decrease_allowance/asset/cw20/address", "asset.address"),
    ("pool", "list_asset/cw20", "/list_asset/asset/cw20/address", "asset.address"),
    ("pool", "set_guardian", "/set_guardian/guardian", "guardian"),
    ("pool", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("provider-registry", "lock_job", "/lock_job/provider", "provider"),
    ("provider-registry", "receive", "/receive/sender", "sender"),
    ("provider-registry", "receive_swap", "/receive_swap/sender", "sender"),
    ("provider-registry", "bond", "/bond/from/account/owner", "from.account.owner"),
    ("provider-registry", "touch", "/touch/provider", "provider"),
    ("provider-registry", "collect", "/collect/provider", "provider"),
    ("provider-registry", "end_job/fraud", "/end_job/end/fraud/client", "client"),
    ("provider-registry", "end_job/fraud", "/end_job/end/fraud/reporter", "reporter"),
    ("provider-registry", "pledge", "/pledge/market", "market"),
    ("provider-registry", "allow_market", "/allow_market/market", "market"),
    ("provider-registry", "set_guardian", "/set_guardian/guardian", "guardian"),
    ("provider-registry", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("job-market", "receive", "/receive/sender", "sender"),
    ("job-market", "receive_swap", "/receive_swap/sender", "sender"),
    ("job-market", "request_job", "/request_job/request/owner", "owner"),
    ("job-market", "request_job", "/request_job/request/provider", "provider"),
    ("job-market", "request_job", "/request_job/request/surplus_to", "surplus_to"),
    ("job-market", "request_job", "/request_job/request/callback/contract", "callback.contract"),
    ("job-market", "request_job_with_credits", "/request_job_with_credits/request/owner", "owner"),
    ("job-market", "verdict", "/verdict/reporter", "reporter"),
    ("job-market", "set_guardian", "/set_guardian/guardian", "guardian"),
    ("job-market", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("lease-market", "receive_swap", "/receive_swap/sender", "sender"),
    ("lease-market", "receive_swap", "/receive_swap/msg#/request_lease/request/provider", "provider"),
    ("lease-market", "receive_pledge", "/receive_pledge/provider", "provider"),
    ("lease-market", "set_guardian", "/set_guardian/guardian", "guardian"),
    ("lease-market", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("verifier-gateway", "add_method/external", "/add_method/params/kind/external/contract", "contract"),
    ("verifier-gateway", "set_guardian", "/set_guardian/guardian", "guardian"),
    ("verifier-gateway", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("fee-collector", "claim_stakers", "/claim_stakers/receiver", "receiver"),
    ("fee-collector", "buy_back", "/buy_back/asset/cw20/address", "asset.address"),
    ("fee-collector", "set_route", "/set_route/asset/cw20/address", "asset.address"),
    ("fee-collector", "withdraw_liquidity", "/withdraw_liquidity/receiver", "receiver"),
    ("fee-collector", "set_stakers", "/set_stakers/stakers", "stakers"),
    ("fee-collector", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("provider-registry", "back", "/back/provider", "provider"),
    ("provider-registry", "unback", "/unback/provider", "provider"),
    ("provider-registry", "rotate", "/rotate/provider", "provider"),
    ("restaking", "receive", "/receive/sender", "sender"),
    ("restaking", "deposit", "/deposit/provider", "provider"),
    ("restaking", "fund", "/fund/provider", "provider"),
    ("restaking", "rotate", "/rotate/provider", "provider"),
    ("restaking", "claim", "/claim/provider", "provider"),
    ("restaking", "burn", "/burn/provider", "provider"),
    ("restaking", "list_asset", "/list_asset/asset/cw20/address", "asset.address"),
    ("restaking", "update_ownership", "/update_ownership/transfer_ownership/new_owner", "new_owner"),
    ("staking", "receive", "/receive/sender", "sender"),
    ("token", "transfer", "/transfer/recipient", "recipient"),
    ("token", "send", "/send/contract", "contract"),
    ("token", "mint", "/mint/recipient", "recipient"),
    ("token", "increase_allowance", "/increase_allowance/spender", "spender"),
    ("token", "decrease_allowance", "/decrease_allowance/spender", "spender"),
    ("token", "transfer_from", "/transfer_from/owner", "owner"),
    ("token", "transfer_from", "/transfer_from/recipient", "recipient"),
    ("token", "send_from", "/send_from/owner", "owner"),
    ("token", "send_from", "/send_from/contract", "contract"),
    ("token", "burn_from", "/burn_from/owner", "owner"),
];

/// Upper case, a foreign prefix, a broken checksum, a bare name, nothing at all.
pub fn addresses_are_canonical_everywhere(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let good = scene.stranger.to_string();
    let last = if good.ends_with('q') { "p" } else { "q" };
    let broken = format!("{}{last}", &good[..good.len() - 1]);
    let foreign = MockApi::default().with_prefix("osmo").addr_make("stranger").into_string();
    for bad in [good.to_uppercase(), foreign, broken, "stranger".into(), String::new()] {
        let rows = FIELDS.iter().map(|&(contract, label, path, field)| {
            let named =
                vec![format!("invalid address in `{field}`"), "canonical".into(), format!("got `{bad}`")];
            (contract, label, path, json!(bad), named)
        });
        scene.refuse_rows(rows.collect());
        // These compare instead of validating: nobody else's account.
        let foreign_account = format!("expected the sender's own account, {}, got {bad}", scene.client);
        scene.refuse_rows(vec![
            (
                "job-market",
                "dispute_result/account",
                "/dispute_result/from/account/owner",
                json!(bad),
                vec![foreign_account.clone()],
            ),
            (
                "job-market",
                "challenge_result/account",
                "/challenge_result/from/account/owner",
                json!(bad),
                vec![foreign_account.clone()],
            ),
            (
                "job-market",
                "request_job",
                "/request_job/from/account/owner",
                json!(bad),
                vec![foreign_account],
            ),
        ]);
    }
}
