//! Messages of job-market, gateway, fee-collector and token.

use cosmwasm_std::{coins, Addr};
use serde_json::{json, Value};

use super::entries;
use crate::scenarios::refusals::{encoded, Entry, Scene};
use compute_amm_testing::credits::template;
use compute_amm_testing::groth16::Trapdoor;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::wirings::{CHALLENGE_BOND, CLIENT_APPROVAL, H100, NET, RISC_ZERO};

impl Scene {
    pub(super) fn job_market(&self) -> Vec<Entry> {
        let (provider, client, owner) = (&self.provider, &self.client, &self.market.owner);
        let (credit, at) = (self.market.class(H100).credit, &self.market.at);
        let [pool, gateway] = [&at.pool, &at.verifier_gateway].map(Addr::unchecked);
        let request = self.request();
        let hook = json!({"request_job": {"request": request}});
        let terms = &self.market.wiring.classes[0].terms;
        let account = json!({"account": {"owner": null, "amount": "100000000"}});
        let direct = |from: &Value| json!({"request_job": {"request": request, "from": from}});
        entries(
            "job-market",
            &at.job_market,
            vec![
                (
                    "receive",
                    &credit,
                    json!({"receive": {
                "sender": client, "amount": "100000000", "msg": encoded(&hook)}}),
                    vec![],
                ),
                (
                    "receive_swap",
                    &pool,
                    json!({"receive_swap": self.swap_received(&hook, "100000000")}),
                    vec![],
                ),
                ("request_job", client, direct(&account), vec![]),
                ("request_job/funds", client, direct(&json!({"funds": {}})), coins(100_000_000, NET)),
                (
                    "request_job_with_credits",
                    provider,
                    json!({"request_job_with_credits": {"request": request}}),
                    vec![],
                ),
                ("cancel_job", client, json!({"cancel_job": {"job_id": self.open}}), vec![]),
                (
                    "accept_job",
                    provider,
                    json!({"accept_job": {"job_id": self.open, "payout": {"credits": {}}}}),
                    vec![],
                ),
                (
                    "submit_result",
                    provider,
                    json!({"submit_result": {
                "job_id": self.assigned, "output": digest("output"), "proof": null, "output_locator": null}}),
                    vec![],
                ),
                (
                    "submit_batch",
                    provider,
                    json!({"submit_batch": {"root": digest("root"), "seal": "", "results": [
                        {"job_id": self.assigned, "output": digest("output"), "path": ""}]}}),
                    vec![],
                ),
                ("approve_result", client, json!({"approve_result": {"job_id": self.approval}}), vec![]),
                (
                    "dispute_result",
                    client,
                    json!({"dispute_result": {"job_id": self.approval, "from": {"funds": {}}}}),
                    coins(5_000_000, NET),
                ),
                (
                    "dispute_result/account",
                    client,
                    json!({"dispute_result": {"job_id": self.approval, "from": account}}),
                    vec![],
                ),
                (
                    "challenge_result",
                    client,
                    json!({"challenge_result": {"job_id": self.doubtful, "from": {"funds": {}}}}),
                    coins(CHALLENGE_BOND, NET),
                ),
                (
                    "challenge_result/account",
                    client,
                    json!({"challenge_result": {"job_id": self.doubtful, "from": account}}),
                    vec![],
                ),
                (
                    "prove_challenged",
                    provider,
                    json!({"prove_challenged": {"job_id": self.challenged, "proof": {
                "groth16": {"proof": "AAAA", "inputs": null}}}}),
                    vec![],
                ),
                ("timeout_job", client, json!({"timeout_job": {"job_id": self.open}}), vec![]),
                ("tell_end", client, json!({"tell_end": {"job_id": self.open}}), vec![]),
                (
                    "verdict",
                    &gateway,
                    json!({"verdict": {
                "job_id": self.submitted, "valid": false, "reporter": client}}),
                    vec![],
                ),
                ("call_job", client, json!({"call_job": {"job_id": self.open, "look": 16}}), vec![]),
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
                "class": H100, "template": 1, "terms": template(60, 20, 30)}}),
                    vec![],
                ),
                ("sweep_take", client, json!({"sweep_take": {}}), vec![]),
                ("list_class", owner, json!({"list_class": {"class": "new-class", "terms": terms}}), vec![]),
                ("update_class", owner, json!({"update_class": {"class": H100, "terms": terms}}), vec![]),
                (
                    "update_params",
                    owner,
                    json!({"update_params": {"params": self.market.wiring.job_market_params()}}),
                    vec![],
                ),
                ("set_paused", &self.market.guardian, json!({"set_paused": {"requests": true}}), vec![]),
                ("set_guardian", owner, json!({"set_guardian": {"guardian": client}}), vec![]),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }

    pub(super) fn gateway(&self) -> Vec<Entry> {
        let (client, owner) = (&self.client, &self.market.owner);
        let method = &self.market.wiring.methods[0];
        entries(
            "verifier-gateway",
            &self.market.at.verifier_gateway,
            vec![
                (
                    "bring_verdict",
                    client,
                    json!({"bring_verdict": {
                "job_id": self.submitted, "valid": false, "signatures": []}}),
                    vec![],
                ),
                (
                    "verify_external",
                    client,
                    json!({"verify_external": {"job_id": self.submitted, "proof": ""}}),
                    vec![],
                ),
                ("add_method", owner, json!({"add_method": {"params": method}}), vec![]),
                (
                    "add_method/external",
                    owner,
                    json!({"add_method": {"params": {
                "kind": {"external": {"contract": client, "gas_limit": 50_000}}, "detection_bps": 500, "name": "e"}}}),
                    vec![],
                ),
                (
                    "disable_method",
                    &self.market.guardian,
                    json!({"disable_method": {"method": CLIENT_APPROVAL}}),
                    vec![],
                ),
                (
                    "stop_selector",
                    &self.market.guardian,
                    json!({"stop_selector": {"method": RISC_ZERO, "selector": "73c457ba"}}),
                    vec![],
                ),
                (
                    "register_program",
                    owner,
                    json!({"register_program": {
                "program": digest("program"), "input_offset": 0}}),
                    vec![],
                ),
                ("register_key", client, json!({"register_key": {"key": Trapdoor::new(1, 2).key()}}), vec![]),
                ("set_guardian", owner, json!({"set_guardian": {"guardian": client}}), vec![]),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }

    pub(super) fn fee_collector(&self) -> Vec<Entry> {
        let (client, owner) = (&self.client, &self.market.owner);
        let (credit, at) = (self.market.class(H100).credit, &self.market.at);
        let [pool, jobs, registry, staking, restaking] =
            [&at.pool, &at.job_market, &at.provider_registry, &at.staking, &at.restaking]
                .map(Addr::unchecked);
        let fees = json!({"deposit": {"category": {"swap_fees": {"lp": "0"}}}});
        let report = json!({
            "day": self.market.now() / 86_400, "jobs": 1, "gpu_seconds": "1", "volume": "1", "self_dealing": "0",
            "payers": []});
        let deposit = |category: Value| json!({"deposit": {"category": category}});
        entries(
            "fee-collector",
            &at.fee_collector,
            vec![
                (
                    "receive",
                    &credit,
                    json!({"receive": {"sender": at.pool, "amount": "5", "msg": encoded(&fees)}}),
                    vec![],
                ),
                ("deposit/take", &jobs, deposit(json!({"take": report})), coins(5, NET)),
                ("deposit/swap_fees", &pool, deposit(json!({"swap_fees": {"lp": "0"}})), coins(5, NET)),
                ("deposit/spread", &pool, deposit(json!({"spread": {}})), coins(5, NET)),
                ("deposit/slash", &registry, deposit(json!({"slash": {}})), coins(5, NET)),
                ("deposit/backing", &restaking, deposit(json!({"backing": {}})), coins(5, NET)),
                ("deposit/donation", client, deposit(json!({"donation": {}})), coins(5, NET)),
                ("distribute", client, json!({"distribute": {}}), vec![]),
                ("buy_back", client, json!({"buy_back": {"asset": {"cw20": {"address": credit}}}}), vec![]),
                ("add_liquidity", client, json!({"add_liquidity": {"pool_id": 1}}), vec![]),
                ("claim_stakers", &staking, json!({"claim_stakers": {"receiver": null}}), vec![]),
                ("update_split", owner, json!({"update_split": {"split": self.market.wiring.split}}), vec![]),
                ("set_stakers", owner, json!({"set_stakers": {"stakers": client}}), vec![]),
                (
                    "set_route",
                    owner,
                    json!({"set_route": {"asset": {"cw20": {"address": credit}}, "pools": [1]}}),
                    vec![],
                ),
                (
                    "set_liquidity_pool",
                    owner,
                    json!({"set_liquidity_pool": {"pool_id": 1, "allowed": true}}),
                    vec![],
                ),
                (
                    "withdraw_liquidity",
                    owner,
                    json!({"withdraw_liquidity": {"pool_id": 1, "shares": "1", "receiver": client}}),
                    vec![],
                ),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }

    pub(super) fn restaking(&self) -> Vec<Entry> {
        let (client, provider, owner) = (&self.client, &self.provider, &self.market.owner);
        let receipt = self.market.receipt_addr();
        let net = json!({"native": {"denom": NET}});
        let of = json!({"provider": provider, "class": H100});
        let deposit = json!({"provider": provider, "class": H100, "min_shares": "1"});
        let fund = json!({"provider": provider, "class": H100, "seconds": 86_400});
        let received = |hook| json!({"receive": {"sender": client, "amount": "5000", "msg": encoded(&hook)}});
        let claim = json!({"claim": {"provider": provider, "class": H100, "generation": 0}});
        let other = json!({"cw20": {"address": self.market.class(H100).credit}});
        entries(
            "restaking",
            &self.market.at.restaking,
            vec![
                ("receive", &receipt, received(json!({"deposit": deposit})), vec![]),
                ("receive/fund", &receipt, received(json!({"fund": fund})), vec![]),
                ("receive/exit", &receipt, received(json!({"exit": {}})), vec![]),
                ("create_vault", provider, json!({"create_vault": {"class": H100, "asset": net}}), vec![]),
                ("deposit", client, json!({"deposit": deposit}), coins(5, NET)),
                ("rotate", client, json!({"rotate": of}), vec![]),
                ("claim", client, claim, vec![]),
                ("burn", client, json!({"burn": of}), vec![]),
                ("fund", client, json!({"fund": fund}), coins(5, NET)),
                ("list_asset", owner, json!({"list_asset": {"asset": other, "unit": "1"}}), vec![]),
                ("set_listed", owner, json!({"set_listed": {"asset": net, "listed": true}}), vec![]),
                ("update_ownership", owner, self.ownership(), vec![]),
            ],
        )
    }

    pub(super) fn staking(&self) -> Vec<Entry> {
        let client = &self.client;
        let receipt = self.market.receipt_addr();
        let hook = encoded(&json!({"unstake": {"min_out": "1"}}));
        entries(
            "staking",
            &self.market.at.staking,
            vec![
                ("stake", client, json!({"stake": {"min_shares": "1"}}), coins(5, NET)),
                (
                    "receive",
                    &receipt,
                    json!({"receive": {"sender": client, "amount": "5000", "msg": hook}}),
                    vec![],
                ),
                ("collect", client, json!({"collect": {}}), vec![]),
            ],
        )
    }

    pub(super) fn token(&self) -> Vec<Entry> {
        let (provider, client) = (&self.provider, &self.client);
        let registry = Addr::unchecked(&self.market.at.provider_registry);
        let (one, hook) = ("1", encoded(&json!({"deposit": {"receiver": null}})));
        entries(
            "token",
            self.market.class(H100).credit.as_str(),
            vec![
                ("transfer", provider, json!({"transfer": {"recipient": client, "amount": one}}), vec![]),
                (
                    "send",
                    provider,
                    json!({"send": {"contract": self.market.at.pool, "amount": one, "msg": hook}}),
                    vec![],
                ),
                ("mint", &registry, json!({"mint": {"recipient": client, "amount": one}}), vec![]),
                ("burn", &registry, json!({"burn": {"amount": one}}), vec![]),
                (
                    "increase_allowance",
                    provider,
                    json!({"increase_allowance": {
                "spender": client, "amount": one, "expires": null}}),
                    vec![],
                ),
                (
                    "decrease_allowance",
                    provider,
                    json!({"decrease_allowance": {
                "spender": client, "amount": one, "expires": null}}),
                    vec![],
                ),
                (
                    "transfer_from",
                    client,
                    json!({"transfer_from": {
                "owner": provider, "recipient": client, "amount": one}}),
                    vec![],
                ),
                (
                    "send_from",
                    client,
                    json!({"send_from": {
                "owner": provider, "contract": self.market.at.pool, "amount": one, "msg": hook}}),
                    vec![],
                ),
                ("burn_from", &registry, json!({"burn_from": {"owner": provider, "amount": one}}), vec![]),
                ("update_minter", &registry, json!({"update_minter": {"new_minter": client}}), vec![]),
                (
                    "update_marketing",
                    &registry,
                    json!({"update_marketing": {
                "project": null, "description": null, "marketing": null}}),
                    vec![],
                ),
                ("upload_logo", &registry, json!({"upload_logo": {"url": "x"}}), vec![]),
            ],
        )
    }
}
