//! Every execute message of the nine contracts, good as it stands or good but for the state of things.

mod leases;
mod market;
mod registry;

use cosmwasm_std::{coins, Addr, Coin};
use serde_json::{json, Value};

use super::{encoded, Entry, Scene};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{H100, NET, USD};

impl Scene {
    /// All of them.
    pub(super) fn catalogue(&self) -> Vec<Entry> {
        [
            self.pool(),
            self.registry(),
            self.registry_of_peers(),
            self.registry_of_restaking(),
            self.registry_of_governance(),
            self.job_market(),
            self.lease_market(),
            self.gateway(),
            self.fee_collector(),
            self.restaking(),
            self.staking(),
            self.token(),
        ]
        .concat()
    }

    /// The JSON of a good request.
    pub(super) fn request(&self) -> Value {
        json!({
            "class": H100, "gpus": 1, "seconds": 100, "program": digest("program"), "input": digest("input"),
            "method": 1, "accept_within": 600, "run_within": 200, "min_reputation_bps": 0, "provider": null,
            "declared_value": null, "max_payment": "100000000", "tip": null, "owner": null,
            "surplus": "account", "surplus_to": null, "deadline": null, "program_locator": null, "input_locator": null,
            "callback": {"contract": self.client, "msg": null}, "input_form": null, "template": null, "min_damages": null,
            "anyone_may_call": false,
        })
    }

    fn assets(&self) -> (Value, Value) {
        let credit = self.market.class(H100).credit;
        (json!({"native": {"denom": NET}}), json!({"cw20": {"address": credit}}))
    }

    fn ownership(&self) -> Value {
        json!({"update_ownership": {"transfer_ownership": {"new_owner": self.stranger, "expiry": null}}})
    }

    fn swap_received(&self, hook: &Value, credits: &str) -> Value {
        let (net, credit) = self.assets();
        json!({
            "sender": self.provider,
            "legs": [{"received": {"asset": credit, "amount": credits}, "last_in": {"asset": net, "amount": "1"}}],
            "rest": {"asset": net, "amount": "0"}, "msg": encoded(hook),
        })
    }

    fn pool(&self) -> Vec<Entry> {
        let (net, credit) = self.assets();
        let (client, provider, owner) = (&self.client, &self.provider, &self.market.owner);
        let account = json!({"account": {"owner": null, "amount": "1000000"}});
        let to_wallet = json!({"wallet": {"receiver": null}});
        let hook = |label, hook: Value| {
            (
                label,
                client,
                json!({"receive": {"sender": client, "amount": "5", "msg": encoded(&hook)}}),
                vec![],
            )
        };
        let swap_in = |label, from: &Value, funds: Vec<Coin>| {
            let route = json!({"offer": net, "pools": [1]});
            (
                label,
                client,
                json!({"swap_exact_in": {
                "route": route, "from": from, "min_out": "1", "to": to_wallet, "deadline": null}}),
                funds,
            )
        };
        let swap_out = |label, from: &Value, to: &Value, funds: Vec<Coin>| {
            (
                label,
                client,
                json!({"swap_exact_out": {
                "offer": net, "legs": [{"pools": [1], "amount_out": "1000000"}], "from": from, "to": to,
                "rest_to": null, "deadline": null}}),
                funds,
            )
        };
        let provide = |label, from: &str, funds: Vec<Coin>| {
            (
                label,
                provider,
                json!({"provide": {
                "pool_id": 1, "max_0": "1000000", "max_1": "1000000", "from": from, "min_shares": "1",
                "receiver": null, "rest_to": null, "deadline": null}}),
                funds,
            )
        };
        let single = |label, from: &Value, funds: Vec<Coin>| {
            (
                label,
                client,
                json!({"provide_single": {
                "pool_id": 1, "asset": net, "from": from, "min_shares": "1", "receiver": null, "deadline": null}}),
                funds,
            )
        };
        let some = || coins(1_000_000, NET);
        let (funds, fees) = (json!({"funds": {}}), json!({"fee_bps": 100, "protocol_share_bps": 1000}));
        let legs = json!([{"pools": [1], "amount_out": "5"}]);
        let (to_account, to_call) =
            (json!({"account": {"receiver": null}}), json!({"call": {"contract": client, "msg": ""}}));
        entries(
            "pool",
            &self.market.at.pool,
            vec![
                hook("receive", json!({"deposit": {"receiver": null}})),
                hook(
                    "receive/swap_exact_in",
                    json!({"swap_exact_in": {
                "pools": [1], "min_out": "1", "to": to_wallet, "deadline": null}}),
                ),
                hook(
                    "receive/swap_exact_out",
                    json!({"swap_exact_out": {
                "legs": legs, "to": to_account, "rest_to": null, "deadline": null}}),
                ),
                hook(
                    "receive/provide",
                    json!({"provide": {
                "pool_id": 1, "max_other": "5", "min_shares": "1", "receiver": null, "rest_to": null,
                "deadline": null}}),
                ),
                hook(
                    "receive/provide_single",
                    json!({"provide_single": {
                "pool_id": 1, "min_shares": "1", "receiver": null, "deadline": null}}),
                ),
                hook(
                    "receive/withdraw_liquidity",
                    json!({"withdraw_liquidity": {
                "pool_id": 1, "min_0": "1", "min_1": "1", "payout": "wallet", "receiver": null, "deadline": null}}),
                ),
                swap_in("swap_exact_in", &account, vec![]),
                swap_in("swap_exact_in/funds", &funds, some()),
                swap_out("swap_exact_out", &account, &to_account, vec![]),
                swap_out("swap_exact_out/call", &account, &to_call, vec![]),
                swap_out("swap_exact_out/funds", &funds, &to_wallet, some()),
                provide("provide", "account", vec![]),
                provide("provide/funds", "funds", some()),
                single("provide_single", &account, vec![]),
                single("provide_single/funds", &funds, some()),
                ("deposit", client, json!({"deposit": {"receiver": null}}), some()),
                (
                    "withdraw",
                    client,
                    json!({"withdraw": {
                "asset": net, "amount": "5", "owner": null, "receiver": null}}),
                    vec![],
                ),
                (
                    "transfer",
                    client,
                    json!({"transfer": {
                "owner": null, "items": [{"asset": net, "amount": "5", "to": provider}]}}),
                    vec![],
                ),
                (
                    "increase_allowance",
                    client,
                    json!({"increase_allowance": {
                "spender": provider, "asset": credit, "amount": "5", "expires": self.market.now() + 60}}),
                    vec![],
                ),
                (
                    "decrease_allowance",
                    client,
                    json!({"decrease_allowance": {
                "spender": provider, "asset": credit, "amount": "5", "expires": null}}),
                    vec![],
                ),
                ("sweep_fees", client, json!({"sweep_fees": {"pool_id": 1}}), vec![]),
                (
                    "create_pool",
                    owner,
                    json!({"create_pool": {
                "asset_0": {"native": {"denom": USD}}, "asset_1": net, "fees": fees, "lp_symbol": "lpNew",
                "reference_0": "1", "reference_1": "2"}}),
                    vec![],
                ),
                (
                    "set_reference",
                    owner,
                    json!({"set_reference": {
                "pool_id": self.market.usd_pool(), "reference_0": "1", "reference_1": "2"}}),
                    vec![],
                ),
                ("set_least", owner, json!({"set_least": {"least": "5"}}), vec![]),
                ("update_fees", owner, json!({"update_fees": {"pool_id": 1, "fees": fees}}), vec![]),
                (
                    "list_asset",
                    owner,
                    json!({"list_asset": {"asset": {"native": {"denom": "uother"}}}}),
                    vec![],
                ),
                (
                    "list_asset/cw20",
                    owner,
                    json!({"list_asset": {"asset": {"cw20": {"address": client}}}}),
                    vec![],
                ),
                (
                    "delist_asset",
                    owner,
                    json!({"delist_asset": {"asset": {"native": {"denom": USD}}}}),
                    vec![],
                ),
                (
                    "set_paused",
                    &self.market.guardian,
                    json!({"set_paused": {
                "pool_id": 1, "paused": {"swap": true, "provide": true}}}),
                    vec![],
                ),
                ("set_guardian", owner, json!({"set_guardian": {"guardian": client}}), vec![]),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }
}

type Good<'a> = (&'static str, &'a Addr, Value, Vec<Coin>);

fn entries(contract: &'static str, address: &str, good: Vec<Good>) -> Vec<Entry> {
    good.into_iter()
        .map(|(label, sender, msg, funds)| Entry {
            contract,
            address: address.into(),
            label,
            sender: sender.clone(),
            msg,
            funds,
        })
        .collect()
}
