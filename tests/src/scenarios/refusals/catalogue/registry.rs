//! Messages of the registry.

use cosmwasm_std::{coins, Addr};
use serde_json::json;

use super::entries;
use crate::scenarios::refusals::{encoded, Entry, Scene};
use compute_amm_testing::wirings::{H100, NET};

impl Scene {
    /// What providers, holders of credits and anyone may say.
    pub(super) fn registry(&self) -> Vec<Entry> {
        let (provider, client) = (&self.provider, &self.client);
        let (credit, at) = (self.market.class(H100).credit, &self.market.at);
        let pool = Addr::unchecked(&at.pool);
        let redeem = json!({"redeem": {"class": H100}});
        let claim = json!({"claim_pot": {"class": H100, "payout": "wallet"}});
        let account = json!({"account": {"owner": null, "amount": "5"}});
        let received = |hook| json!({"receive": {"sender": provider, "amount": "5", "msg": encoded(hook)}});
        let withdraw = json!({"withdraw_bond": {"class": H100, "amount": "5", "payout": "wallet"}});
        let mint = json!({"mint_credits": {
            "class": H100, "amount": "5", "max_collateral": "1000000", "payout": "account"}});
        let offer = json!({"offer_gpus": {"class": H100, "gpus": 9, "admission": null}});
        let bond = |from| json!({"bond": {"class": H100, "from": from}});
        let pledge = json!({"pledge": {
            "market": client, "id": 7, "class": H100, "gpus": 1, "amount": "5", "ends_by": self.market.now() + 600,
            "msg": ""}});
        let end = json!({"good": "1", "bad": "1", "slash": {"amount": "1", "to": client}});
        entries(
            "provider-registry",
            &at.provider_registry,
            vec![
                ("receive", &credit, received(&redeem), vec![]),
                ("receive/claim_pot", &credit, received(&claim), vec![]),
                ("receive_swap", &pool, json!({"receive_swap": self.swap_received(&redeem, "5")}), vec![]),
                (
                    "receive_swap/claim_pot",
                    &pool,
                    json!({"receive_swap": self.swap_received(&claim, "5")}),
                    vec![],
                ),
                ("register", client, json!({"register": {"metadata": "me"}}), vec![]),
                ("update_provider", provider, json!({"update_provider": {"metadata": "me"}}), vec![]),
                ("leave", provider, json!({"leave": {}}), vec![]),
                ("heartbeat", provider, json!({"heartbeat": {}}), vec![]),
                ("unjail", provider, json!({"unjail": {}}), vec![]),
                ("bond", provider, bond(account), vec![]),
                ("bond/funds", provider, bond(json!({"funds": {}})), coins(5, NET)),
                ("withdraw_bond", provider, withdraw, vec![]),
                ("offer_gpus", provider, offer, vec![]),
                ("mint_credits", provider, mint, vec![]),
                (
                    "redeem_credits",
                    provider,
                    json!({"redeem_credits": {"class": H100, "amount": "5"}}),
                    vec![],
                ),
                ("pledge", provider, pledge, vec![]),
                ("end_pledge", client, json!({"end_pledge": {"id": 7, "end": end}}), vec![]),
                ("burn_redeemed", client, json!({"burn_redeemed": {"class": H100}}), vec![]),
                ("touch", client, json!({"touch": {"provider": provider, "class": H100}}), vec![]),
                ("collect", client, json!({"collect": {"provider": provider, "class": H100}}), vec![]),
                (
                    "claim_pot",
                    client,
                    json!({"claim_pot": {"class": H100, "amount": "5", "payout": "wallet"}}),
                    vec![],
                ),
            ],
        )
    }

    /// What the job-market alone may say.
    pub(super) fn registry_of_peers(&self) -> Vec<Entry> {
        let (provider, client, at) = (&self.provider, &self.client, &self.market.at);
        let jobs = Addr::unchecked(&at.job_market);
        let ends_by = self.market.now() + 600;
        let free = json!({"free": {
            "cost": "1", "declared_value": "0", "detection_bps": 5000, "min_reputation_bps": 0, "standard": false}});
        let lock = |terms| {
            json!({"lock_job": {
                "job_id": 99, "provider": provider, "class": H100, "gpus": 1, "seconds": 60, "ends_by": ends_by, "proves_gpus": true,
                "terms": terms}})
        };
        let call = json!({"begin_call": {
            "job_id": 99, "class": H100, "gpus": 1, "credits": "5", "serve_within": 600, "min_damages": "0",
            "look": 16}});
        let end = |end| json!({"end_job": {"job_id": self.assigned, "end": end}});
        let fraud = json!({"fraud": {"take": "1", "client": client, "reporter": client}});
        let defaulted = json!({"defaulted": {"take": "1", "client": client}});
        let standard = json!({"gpus": 1, "least": "5", "most": "6"});
        entries(
            "provider-registry",
            &at.provider_registry,
            vec![
                ("begin_call", &jobs, call, vec![]),
                ("lock_job", &jobs, lock(free), vec![]),
                ("lock_job/called", &jobs, lock(json!({"called": {}})), vec![]),
                ("free_gpus", &jobs, json!({"free_gpus": {"job_id": self.assigned}}), vec![]),
                ("end_job", &jobs, end(json!({"released": {}})), vec![]),
                ("end_job/fraud", &jobs, end(fraud), vec![]),
                ("end_job/defaulted", &jobs, end(defaulted), vec![]),
                (
                    "set_standard",
                    &jobs,
                    json!({"set_standard": {"class": H100, "standard": standard}}),
                    vec![],
                ),
            ],
        )
    }

    /// What restaking alone may say.
    pub(super) fn registry_of_restaking(&self) -> Vec<Entry> {
        let (provider, at) = (&self.provider, &self.market.at);
        let restaking = Addr::unchecked(&at.restaking);
        let of = |more: serde_json::Value| {
            let mut fields = json!({"provider": provider, "class": H100});
            let all = fields.as_object_mut().expect("an object");
            all.extend(more.as_object().expect("an object").clone());
            fields
        };
        let listed = json!({"set_backing": {"asset": 1, "listed": true}});
        entries(
            "provider-registry",
            &at.provider_registry,
            vec![
                ("back", &restaking, json!({"back": of(json!({"asset": 0, "amount": "5"}))}), vec![]),
                ("unback", &restaking, json!({"unback": of(json!({"amount": "5"}))}), vec![]),
                ("rotate", &restaking, json!({"rotate": of(json!({}))}), vec![]),
                ("set_backing", &restaking, listed, vec![]),
            ],
        )
    }

    /// What governance and the guardian may say.
    pub(super) fn registry_of_governance(&self) -> Vec<Entry> {
        let (client, owner, at) = (&self.client, &self.market.owner, &self.market.at);
        let params = &self.market.wiring.classes[0].params;
        let add = json!({"add_class": {"class": "new-class", "credit_symbol": "gpuNew", "params": params}});
        let all = json!({"mint": true, "accept": true});
        entries(
            "provider-registry",
            &at.provider_registry,
            vec![
                ("announce_sunset", owner, json!({"announce_sunset": {"class": H100}}), vec![]),
                ("add_class", owner, add, vec![]),
                ("set_class_pool", owner, json!({"set_class_pool": {"class": H100, "pool_id": 1}}), vec![]),
                ("update_class", owner, json!({"update_class": {"class": H100, "params": params}}), vec![]),
                (
                    "update_params",
                    owner,
                    json!({"update_params": {"params": self.market.wiring.registry}}),
                    vec![],
                ),
                (
                    "set_paused",
                    &self.market.guardian,
                    json!({"set_paused": {"class": H100, "paused": all}}),
                    vec![],
                ),
                ("allow_market", owner, json!({"allow_market": {"market": client, "allowed": true}}), vec![]),
                ("set_guardian", owner, json!({"set_guardian": {"guardian": client}}), vec![]),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }
}
