//! Messages of the lease-market.

use cosmwasm_std::Addr;
use serde_json::{json, Value};

use super::entries;
use crate::scenarios::refusals::{encoded, Entry, Scene};
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::H100;

impl Scene {
    pub(super) fn lease_market(&self) -> Vec<Entry> {
        let (provider, client, owner) = (&self.provider, &self.client, &self.market.owner);
        let at = &self.market.at;
        let [pool, registry] = [&at.pool, &at.provider_registry].map(Addr::unchecked);
        let request = json!({
            "class": H100, "gpus": 1, "seconds": 600, "ssh_key": digest("key"), "provider": provider,
            "max_payment": "1000000000"});
        let request = json!({"request_lease": {"request": request}});
        let top_up = json!({"top_up": {
            "lease_id": self.lease_running, "seconds": 60, "max_payment": "1000000000"}});
        let swap = |hook: &Value, credits| json!({"receive_swap": self.swap_received(hook, credits)});
        let start = json!({"endpoint": "gpu.example:22", "host_key": digest("host")});
        let pledge = json!({
            "id": self.lease_open, "provider": provider, "class": H100, "gpus": 1, "amount": "1000000",
            "ends_by": self.market.now() + 3_600, "msg": encoded(&start)});
        let terms = self.market.wiring.classes[0].lease_terms();
        let params = self.market.wiring.lease_market_params();
        entries(
            "lease-market",
            &at.lease_market,
            vec![
                ("receive_swap", &pool, swap(&request, "600000000"), vec![]),
                ("receive_swap/top_up", &pool, swap(&top_up, "60000000"), vec![]),
                ("receive_pledge", &registry, json!({"receive_pledge": pledge}), vec![]),
                ("cancel", client, json!({"cancel": {"lease_id": self.lease_open}}), vec![]),
                ("heartbeat", provider, json!({"heartbeat": {}}), vec![]),
                ("claim", provider, json!({"claim": {"lease_id": self.lease_running}}), vec![]),
                ("close", client, json!({"close": {"lease_id": self.lease_running}}), vec![]),
                ("sweep", client, json!({"sweep": {}}), vec![]),
                ("list_class", owner, json!({"list_class": {"class": "new-class", "terms": terms}}), vec![]),
                ("update_class", owner, json!({"update_class": {"class": H100, "terms": terms}}), vec![]),
                ("update_params", owner, json!({"update_params": {"params": params}}), vec![]),
                ("set_paused", &self.market.guardian, json!({"set_paused": {"requests": true}}), vec![]),
                ("set_guardian", owner, json!({"set_guardian": {"guardian": client}}), vec![]),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }
}
