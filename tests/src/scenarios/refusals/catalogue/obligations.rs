//! Messages about calls, inputs, closings and the end of a class.

use cosmwasm_std::{coins, Addr};
use serde_json::json;

use super::entries;
use crate::obligations::template;
use crate::scenarios::refusals::{encoded, Entry, Scene};
use crate::wirings::{H100, NET};

impl Scene {
    pub(super) fn obligations(&self) -> Vec<Entry> {
        let (provider, client, owner) = (&self.provider, &self.client, &self.market.owner);
        let (credit, at) = (self.market.class(H100).credit, &self.market.at);
        let [pool, jobs] = [&at.pool, &at.job_market].map(Addr::unchecked);
        let hook = json!({"deliver": {
            "class": H100, "debtor": provider, "min_price": "0", "payout": "wallet"}});
        let deliver = json!({"deliver": {
            "class": H100, "debtor": provider, "amount": "5", "min_price": "0", "payout": "wallet"}});
        let call = json!({"call": {
            "job_id": 99, "class": H100, "provider": provider, "gpus": 1, "credits": "5"}});
        let standard = json!({"gpus": 1, "credits": "5"});
        entries(
            "provider-registry",
            &at.provider_registry,
            vec![
                (
                    "receive/deliver",
                    &credit,
                    json!({"receive": {"sender": client, "amount": "5", "msg": encoded(&hook)}}),
                    vec![],
                ),
                ("receive_swap/deliver", &pool, json!({"receive_swap": self.swap_received(&hook)}), vec![]),
                ("deliver", client, deliver, vec![]),
                ("crank", client, json!({"crank": {"class": H100, "providers": [provider]}}), vec![]),
                ("exit", provider, json!({"exit": {"class": H100}}), vec![]),
                ("complete_exit", provider, json!({"complete_exit": {"class": H100}}), vec![]),
                ("announce_sunset", owner, json!({"announce_sunset": {"class": H100}}), vec![]),
                ("call", &jobs, call, vec![]),
                ("end_call", &jobs, json!({"end_call": {"job_id": 99, "ignored": true}}), vec![]),
                ("free_gpus", &jobs, json!({"free_gpus": {"job_id": 99}}), vec![]),
                (
                    "set_standard",
                    &jobs,
                    json!({"set_standard": {"class": H100, "standard": standard}}),
                    vec![],
                ),
            ],
        )
    }

    pub(super) fn calls(&self) -> Vec<Entry> {
        let (provider, client, owner) = (&self.provider, &self.client, &self.market.owner);
        let account = json!({"account": {"owner": null, "amount": "1000000"}});
        entries(
            "job-market",
            &self.market.at.job_market,
            vec![
                ("call_job", client, json!({"call_job": {"job_id": self.open}}), vec![]),
                (
                    "request_data",
                    provider,
                    json!({"request_data": {"job_id": self.assigned, "chunk": null, "from": {"funds": {}}}}),
                    coins(1_000_000, NET),
                ),
                (
                    "request_data/account",
                    provider,
                    json!({"request_data": {"job_id": self.assigned, "chunk": null, "from": account}}),
                    vec![],
                ),
                (
                    "answer_data",
                    client,
                    json!({"answer_data": {"job_id": self.assigned, "data": "aW5wdXQ=", "path": []}}),
                    vec![],
                ),
                (
                    "set_template",
                    owner,
                    json!({"set_template": {
                "class": H100, "template": 1, "terms": template(1, 60, 10)}}),
                    vec![],
                ),
            ],
        )
    }
}
