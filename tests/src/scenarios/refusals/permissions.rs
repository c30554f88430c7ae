//! Who may send what: owner, guardian, peers, parties of a job.

use cosmwasm_std::Addr;
use serde_json::json;

use super::{Entry, Scene};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::wirings::H100;

/// Who alone may send a message, as its refusal says it.
const SENDERS: &[(&str, &[&str], &str)] = &[
    (
        "pool",
        &[
            "create_pool",
            "set_reference",
            "set_least",
            "update_fees",
            "list_asset",
            "delist_asset",
            "set_guardian",
            "update_ownership",
        ],
        "the contract's current owner",
    ),
    ("pool", &["set_paused"], "the owner or the guardian"),
    ("pool", &["receive"], "is not listed"),
    (
        "provider-registry",
        &[
            "add_class",
            "set_class_pool",
            "update_class",
            "update_params",
            "announce_sunset",
            "allow_market",
            "set_guardian",
            "update_ownership",
        ],
        "the contract's current owner",
    ),
    ("provider-registry", &["set_paused"], "the owner or the guardian"),
    ("provider-registry", &["receive_swap", "receive_swap/claim_pot"], "expected the pool contract"),
    (
        "provider-registry",
        &[
            "begin_call",
            "lock_job",
            "lock_job/called",
            "free_gpus",
            "end_job",
            "end_job/fraud",
            "end_job/defaulted",
            "set_standard",
        ],
        "expected the job-market",
    ),
    ("provider-registry", &["back", "unback", "rotate", "set_backing"], "expected the restaking contract"),
    ("provider-registry", &["receive", "receive/claim_pot"], "expected the credits of class"),
    ("provider-registry", &["end_pledge"], "expected one with a pledge"),
    (
        "provider-registry",
        &[
            "update_provider",
            "leave",
            "heartbeat",
            "unjail",
            "bond",
            "withdraw_bond",
            "offer_gpus",
            "mint_credits",
            "redeem_credits",
        ],
        "expected one that registered",
    ),
    (
        "job-market",
        &["list_class", "update_class", "update_params", "set_template", "set_guardian", "update_ownership"],
        "the contract's current owner",
    ),
    ("job-market", &["set_paused"], "the owner or the guardian"),
    ("job-market", &["receive_swap"], "expected the pool contract"),
    ("job-market", &["verdict"], "expected the verifier-gateway"),
    ("job-market", &["receive"], "expected the credit token"),
    ("job-market", &["cancel_job", "approve_result", "dispute_result"], "expected its owner"),
    ("job-market", &["submit_result", "submit_batch", "request_data/account"], "expected its provider"),
    ("job-market", &["accept_job"], "expected one that registered"),
    (
        "lease-market",
        &["list_class", "update_class", "update_params", "set_guardian", "update_ownership"],
        "the contract's current owner",
    ),
    ("lease-market", &["set_paused"], "the owner or the guardian"),
    ("lease-market", &["receive_swap", "receive_swap/top_up"], "expected the pool contract"),
    ("lease-market", &["receive_pledge"], "expected the provider-registry"),
    ("lease-market", &["heartbeat"], "expected a provider that has"),
    (
        "verifier-gateway",
        &["add_method", "register_program", "set_guardian", "update_ownership"],
        "the contract's current owner",
    ),
    ("verifier-gateway", &["disable_method", "stop_selector"], "the owner or the guardian"),
    (
        "fee-collector",
        &[
            "update_split",
            "set_stakers",
            "set_route",
            "set_liquidity_pool",
            "withdraw_liquidity",
            "update_ownership",
        ],
        "the contract's current owner",
    ),
    ("fee-collector", &["claim_stakers"], "expected the stakers' recipient"),
    ("staking", &["receive"], "the receipt of this pool"),
    ("restaking", &["list_asset", "set_listed", "update_ownership"], "the contract's current owner"),
    ("restaking", &["receive/exit"], "expected the receipt of a vault"),
    ("fee-collector", &["deposit/backing"], "expected the registry's restaking contract"),
    ("fee-collector", &["deposit/take"], "expected the job-market"),
    ("fee-collector", &["deposit/swap_fees", "deposit/spread"], "expected the pool contract"),
    ("fee-collector", &["deposit/slash"], "expected the provider-registry or the job-market"),
    ("fee-collector", &["receive"], "expected a token listed by the pool contract"),
    ("token", &["mint"], "expected the minter"),
    ("token", &["burn", "burn_from"], "expected a burner named at instantiation"),
    ("token", &["transfer_from", "send_from"], "allowance"),
    ("token", &["update_minter"], "expected the minter to stay"),
    ("token", &["update_marketing", "upload_logo"], "expected no marketing data"),
];

/// Owner's messages, whose refusal is cw-ownable's own and names the owner's role alone.
fn is_owners(expected: &str) -> bool {
    expected == "the contract's current owner"
}

/// Everything that only somebody may send, sent by a stranger; and what is the owner's, by the guardian.
pub fn strangers_are_refused_by_name(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (stranger, guardian) = (scene.stranger.clone(), scene.market.guardian.clone());
    let senders = |expected| if is_owners(expected) { vec![&stranger, &guardian] } else { vec![&stranger] };
    for (contract, labels, expected) in SENDERS {
        for label in *labels {
            let good = scene.entry(contract, label);
            for sender in senders(expected) {
                let entry = Entry { sender: sender.clone(), ..good.clone() };
                if is_owners(expected) || (*contract == "token" && label.starts_with("up")) {
                    scene.refuse(&entry, &[expected]);
                } else {
                    scene.refuse(&entry, &[expected, sender.as_str()]);
                }
            }
        }
    }
    invariants::check(&scene.market).unwrap();
}

/// Nobody but the one to whom ownership was offered takes it, and the owner keeps it until then.
pub fn ownership_moves_in_two_steps(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (owner, guardian, stranger) =
        (scene.market.owner.clone(), scene.market.guardian.clone(), scene.stranger.clone());
    for contract in [
        "pool",
        "provider-registry",
        "job-market",
        "lease-market",
        "verifier-gateway",
        "fee-collector",
        "restaking",
    ] {
        let offer = scene.entry(contract, "update_ownership");
        let accept = |sender: &Addr| Entry {
            sender: sender.clone(),
            msg: json!({"update_ownership": "accept_ownership"}),
            ..offer.clone()
        };
        scene.refuse(&accept(&stranger), &["owner"]);
        scene.market.send(&owner, &offer.address, &offer.msg, &[]).expect("offered");
        scene.refuse(&accept(&guardian), &["owner"]);
        scene.refuse(&Entry { sender: stranger.clone(), ..offer.clone() }, &["owner"]);
        let taken = accept(&stranger);
        scene.market.send(&stranger, &taken.address, &taken.msg, &[]).expect("taken");
        scene.refuse(&offer, &["owner"]);
    }
    invariants::check(&scene.market).unwrap();
}

/// The guardian adds to what is stopped, and takes nothing away; the owner does.
pub fn the_guardian_lifts_no_pause(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let (owner, guardian) = (scene.market.owner.clone(), scene.market.guardian.clone());
    let pool = |swap: bool, provide: bool| json!({"set_paused": {"pool_id": 1, "paused": {"swap": swap, "provide": provide}}});
    let class = |mint: bool, accept: bool| json!({"set_paused": {"class": H100, "paused": {"mint": mint, "accept": accept}}});
    let jobs = |requests: bool| json!({"set_paused": {"requests": requests}});
    for (contract, first, all, lifts) in [
        (
            "pool",
            pool(true, false),
            pool(true, true),
            vec![
                (pool(false, true), "expected swap to stay stopped"),
                (pool(true, false), "expected provide to stay stopped"),
                (pool(false, false), "only the owner lifts a pause"),
            ],
        ),
        (
            "provider-registry",
            class(true, false),
            class(true, true),
            vec![
                (class(false, true), "expected minting to stay stopped"),
                (class(true, false), "expected accepting to stay stopped"),
                (class(false, false), "only the owner lifts a pause"),
            ],
        ),
        ("job-market", jobs(true), jobs(true), vec![(jobs(false), "expected requests to stay stopped")]),
        ("lease-market", jobs(true), jobs(true), vec![(jobs(false), "expected requests to stay stopped")]),
    ] {
        let entry = scene.entry(contract, "set_paused");
        for msg in [first, all] {
            scene.market.send(&guardian, &entry.address, &msg, &[]).expect("the guardian stops");
        }
        for (msg, expected) in &lifts {
            scene.refuse(&Entry { msg: msg.clone(), ..entry.clone() }, &[expected]);
        }
        invariants::check(&scene.market).unwrap();
        scene.refuse_while_paused(contract);
        let last = lifts.into_iter().last().expect("one at least").0;
        scene.market.send(&owner, &entry.address, &last, &[]).expect("the owner lifts");
    }
    invariants::check(&scene.market).unwrap();
}

impl Scene {
    /// What a pause stops says so; what no pause stops goes on.
    fn refuse_while_paused(&mut self, contract: &str) {
        let stopped: &[(&str, &str)] = match contract {
            "pool" => &[
                ("swap_exact_in", "`swap` is paused for pool 1"),
                ("provide", "`provide` is paused for pool 1"),
            ],
            "provider-registry" => {
                &[("mint_credits", "minting is stopped"), ("lock_job", "accepting is stopped")]
            }
            "lease-market" => &[
                ("receive_swap", "new requests and top-ups are paused"),
                ("receive_swap/top_up", "new requests and top-ups are paused"),
            ],
            _ => &[("request_job_with_credits", "new requests are paused")],
        };
        for (label, expected) in stopped {
            let entry = self.entry(contract, label);
            self.refuse(&entry, &[expected]);
        }
        let goes_on = match contract {
            "pool" => "withdraw",
            "provider-registry" => "withdraw_bond",
            "lease-market" => "claim",
            _ => "approve_result",
        };
        let entry = self.entry(contract, goes_on);
        self.market.send(&entry.sender, &entry.address, &entry.msg, &[]).expect("not stopped by any pause");
        invariants::check(&self.market).unwrap();
    }
}
