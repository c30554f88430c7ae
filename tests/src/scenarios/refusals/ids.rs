//! Unknown ids, and deadlines that have passed.

use serde_json::json;

use super::{named, Row, Scene};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::wirings::{H100, NET};

/// A pool, a class, a job, a method, a provider that does not exist; and a job that is over.
pub fn unknown_ids_are_named(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let mut rows: Vec<Row> = vec![];
    for (label, path) in [
        ("swap_exact_in", "/swap_exact_in/route/pools/0"),
        ("swap_exact_out", "/swap_exact_out/legs/0/pools/0"),
        ("provide", "/provide/pool_id"),
        ("provide_single", "/provide_single/pool_id"),
        ("sweep_fees", "/sweep_fees/pool_id"),
        ("set_reference", "/set_reference/pool_id"),
        ("update_fees", "/update_fees/pool_id"),
        ("set_paused", "/set_paused/pool_id"),
        ("receive/swap_exact_in", "/receive/msg#/swap_exact_in/pools/0"),
        ("receive/swap_exact_out", "/receive/msg#/swap_exact_out/legs/0/pools/0"),
        ("receive/provide", "/receive/msg#/provide/pool_id"),
        ("receive/provide_single", "/receive/msg#/provide_single/pool_id"),
        ("receive/withdraw_liquidity", "/receive/msg#/withdraw_liquidity/pool_id"),
    ] {
        rows.push(("pool", label, path, json!(77), named(&[&"unknown pool 77"])));
    }
    for (label, path) in [
        ("set_route", "/set_route/pools/0"),
        ("set_liquidity_pool", "/set_liquidity_pool/pool_id"),
        ("withdraw_liquidity", "/withdraw_liquidity/pool_id"),
    ] {
        rows.push(("fee-collector", label, path, json!(77), named(&[&"unknown pool 77"])));
    }
    let stranger = named(&[&"pool 77: expected one that governance lets liquidity go to"]);
    rows.push(("fee-collector", "add_liquidity", "/add_liquidity/pool_id", json!(77), stranger));
    for (label, path) in [
        ("bond", "/bond/class"),
        ("withdraw_bond", "/withdraw_bond/class"),
        ("offer_gpus", "/offer_gpus/class"),
        ("mint_credits", "/mint_credits/class"),
        ("redeem_credits", "/redeem_credits/class"),
        ("burn_redeemed", "/burn_redeemed/class"),
        ("touch", "/touch/class"),
        ("collect", "/collect/class"),
        ("claim_pot", "/claim_pot/class"),
        ("announce_sunset", "/announce_sunset/class"),
        ("begin_call", "/begin_call/class"),
        ("lock_job", "/lock_job/class"),
        ("set_standard", "/set_standard/class"),
        ("set_class_pool", "/set_class_pool/class"),
        ("update_class", "/update_class/class"),
        ("set_paused", "/set_paused/class"),
        ("receive", "/receive/msg#/redeem/class"),
        ("receive_swap", "/receive_swap/msg#/redeem/class"),
        ("receive/claim_pot", "/receive/msg#/claim_pot/class"),
        ("receive_swap/claim_pot", "/receive_swap/msg#/claim_pot/class"),
    ] {
        for class in ["no-such-class", "H100-SXM5-80G", ""] {
            let expected = format!("expected the id of a class, got `{class}`");
            rows.push((
                "provider-registry",
                label,
                path,
                json!(class),
                named(&[&"unknown class", &expected]),
            ));
        }
    }
    for (label, path) in [
        ("request_job", "/request_job/request/class"),
        ("request_job_with_credits", "/request_job_with_credits/request/class"),
        ("receive", "/receive/msg#/request_job/request/class"),
        ("receive_swap", "/receive_swap/msg#/request_job/request/class"),
        ("update_class", "/update_class/class"),
        ("list_class", "/list_class/class"),
        ("set_template", "/set_template/class"),
    ] {
        rows.push(("job-market", label, path, json!("no-such-class"), named(&[&"`no-such-class`"])));
    }
    for (label, path) in [
        ("receive_swap", "/receive_swap/msg#/request_lease/request/class"),
        ("update_class", "/update_class/class"),
        ("list_class", "/list_class/class"),
    ] {
        rows.push(("lease-market", label, path, json!("no-such-class"), named(&[&"`no-such-class`"])));
    }
    for (label, path, expected, other) in [
        ("receive_swap/top_up", "/receive_swap/msg#/top_up/lease_id", "running", (scene.lease_open, "open")),
        ("receive_pledge", "/receive_pledge/id", "open", (scene.lease_running, "running")),
        ("cancel", "/cancel/lease_id", "open", (scene.lease_running, "running")),
        ("claim", "/claim/lease_id", "running", (scene.lease_open, "open")),
        ("close", "/close/lease_id", "running", (scene.lease_open, "open")),
    ] {
        rows.push(("lease-market", label, path, json!(7777), named(&[&"unknown lease 7777"])));
        for (lease, got) in [other, (scene.lease_over, "cancelled")] {
            let refused = format!("lease {lease}: expected state {expected}, got {got}");
            rows.push(("lease-market", label, path, json!(lease), named(&[&refused])));
        }
    }
    let (over, no_job) = (scene.settled, "unknown job 7777");
    for (label, path, expected) in [
        ("cancel_job", "/cancel_job/job_id", "open"),
        ("accept_job", "/accept_job/job_id", "open or called"),
        ("call_job", "/call_job/job_id", "open or untaken"),
        ("request_data", "/request_data/job_id", "assigned"),
        ("answer_data", "/answer_data/job_id", "awaiting_input"),
        ("submit_result", "/submit_result/job_id", "assigned"),
        ("submit_batch", "/submit_batch/results/0/job_id", "assigned"),
        ("approve_result", "/approve_result/job_id", "submitted"),
        ("dispute_result", "/dispute_result/job_id", "submitted"),
        ("challenge_result", "/challenge_result/job_id", "submitted"),
        ("prove_challenged", "/prove_challenged/job_id", "challenged"),
        ("timeout_job", "/timeout_job/job_id", "one that has not ended"),
        ("verdict", "/verdict/job_id", "submitted or disputed"),
    ] {
        rows.push(("job-market", label, path, json!(7777), named(&[&no_job])));
        let state = format!("expected state {expected}, got");
        rows.push((
            "job-market",
            label,
            path,
            json!(over),
            named(&[&format!("job {over}"), &state, &"ettled"]),
        ));
    }
    for (value, refused) in [
        (7777, no_job.to_owned()),
        (scene.open, "expected state one that has ended, got open".into()),
        (over, format!("job {over} has nobody to tell")),
    ] {
        rows.push(("job-market", "tell_end", "/tell_end/job_id", json!(value), named(&[&refused])));
    }
    for (label, path) in [("end_job", "/end_job/job_id"), ("free_gpus", "/free_gpus/job_id")] {
        let named = named(&[&"job 7777 is neither called nor locked"]);
        rows.push(("provider-registry", label, path, json!(7777), named));
    }
    let uncalled = named(&[&"job 99 is neither called nor locked"]);
    rows.push(("provider-registry", "lock_job/called", "/lock_job/job_id", json!(99), uncalled));
    let defaulted = named(&[&"expected a fault of a job that was not called"]);
    rows.push((
        "provider-registry",
        "end_job/defaulted",
        "/end_job/job_id",
        json!(scene.assigned),
        defaulted,
    ));
    // A disputed job waits for the arbiter, whatever its client says now.
    for (label, path) in
        [("approve_result", "/approve_result/job_id"), ("dispute_result", "/dispute_result/job_id")]
    {
        let named = named(&[&"expected state submitted, got", &"isputed"]);
        rows.push(("job-market", label, path, json!(scene.disputed), named));
    }
    // One challenge decides.
    let once = named(&[&"expected state submitted, got", &"hallenged"]);
    rows.push(("job-market", "challenge_result", "/challenge_result/job_id", json!(scene.challenged), once));
    let stranger = scene.stranger.clone();
    rows.extend::<Vec<Row>>(vec![
        (
            "provider-registry",
            "touch",
            "/touch/provider",
            json!(stranger),
            named(&[&stranger, &"not a registered provider"]),
        ),
        (
            "provider-registry",
            "collect",
            "/collect/provider",
            json!(scene.provider),
            named(&[&H100, &"has not ended"]),
        ),
        (
            "provider-registry",
            "lock_job",
            "/lock_job/job_id",
            json!(scene.assigned),
            named(&[&"is called or locked already"]),
        ),
        (
            "provider-registry",
            "begin_call",
            "/begin_call/job_id",
            json!(scene.assigned),
            named(&[&"is called or locked already"]),
        ),
        (
            "provider-registry",
            "set_class_pool",
            "/set_class_pool/pool_id",
            json!(77),
            named(&[&"has pool 1 already"]),
        ),
        (
            "provider-registry",
            "add_class",
            "/add_class/class",
            json!(H100),
            named(&[&"exists already", &H100]),
        ),
        ("job-market", "list_class", "/list_class/class", json!(H100), named(&[&"listed already", &H100])),
        (
            "job-market",
            "request_job",
            "/request_job/request/method",
            json!(99),
            named(&[&"verification method 99: expected one that exists"]),
        ),
        ("verifier-gateway", "bring_verdict", "/bring_verdict/job_id", json!(7777), named(&[&no_job])),
        ("verifier-gateway", "verify_external", "/verify_external/job_id", json!(7777), named(&[&no_job])),
        (
            "verifier-gateway",
            "disable_method",
            "/disable_method/method",
            json!(99),
            named(&[&"unknown method 99"]),
        ),
        (
            "verifier-gateway",
            "stop_selector",
            "/stop_selector/method",
            json!(99),
            named(&[&"unknown method 99"]),
        ),
        (
            "verifier-gateway",
            "stop_selector",
            "/stop_selector/selector",
            json!("f536085a"),
            named(&[
                &"method 2: expected a selector that it accepts (bb001d44, 73c457ba, 242f9d5b), got f536085a",
            ]),
        ),
        (
            "verifier-gateway",
            "add_method",
            "/add_method/params/kind",
            json!({"client_approval": {"arbiter": 99}}),
            named(&[&"method 99: expected an attestation method", &"an unknown id"]),
        ),
        (
            "verifier-gateway",
            "add_method",
            "/add_method/params/kind",
            json!({"optimistic": {"proof": 1, "window": 600, "prove_within": 3_600, "bond_min": "1"}}),
            named(&[&"method 1: expected a validity method", &"a method of another kind"]),
        ),
        (
            "pool",
            "delist_asset",
            "/delist_asset/asset/native/denom",
            json!("unever"),
            named(&[&"unever is not listed"]),
        ),
        (
            "pool",
            "delist_asset",
            "/delist_asset/asset/native/denom",
            json!(NET),
            named(&[&NET, &"cannot be delisted"]),
        ),
        (
            "pool",
            "create_pool",
            "/create_pool/asset_0/native/denom",
            json!("unever"),
            named(&[&"unever is not listed"]),
        ),
        (
            "pool",
            "create_pool",
            "/create_pool/asset_0/native/denom",
            json!(NET),
            named(&[&"two distinct assets", &NET]),
        ),
        (
            "pool",
            "provide_single",
            "/provide_single/asset/native/denom",
            json!("unever"),
            named(&[&"trades", &"got unever"]),
        ),
    ]);
    scene.refuse_rows(rows);
}

/// A deadline is the first second that is too late, wherever there is one.
pub fn passed_deadlines_are_named(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let now = scene.market.now();
    for deadline in [now, now - 1, 0] {
        let expected = [format!("valid before {deadline} s"), format!("block time is {now} s")];
        let rows = [
            ("pool", "swap_exact_in", "/swap_exact_in/deadline"),
            ("pool", "swap_exact_out", "/swap_exact_out/deadline"),
            ("pool", "provide", "/provide/deadline"),
            ("pool", "provide_single", "/provide_single/deadline"),
            ("pool", "receive/swap_exact_in", "/receive/msg#/swap_exact_in/deadline"),
            ("pool", "receive/swap_exact_out", "/receive/msg#/swap_exact_out/deadline"),
            ("pool", "receive/provide", "/receive/msg#/provide/deadline"),
            ("pool", "receive/provide_single", "/receive/msg#/provide_single/deadline"),
            ("pool", "receive/withdraw_liquidity", "/receive/msg#/withdraw_liquidity/deadline"),
            ("job-market", "request_job", "/request_job/request/deadline"),
            ("job-market", "request_job_with_credits", "/request_job_with_credits/request/deadline"),
            ("job-market", "receive_swap", "/receive_swap/msg#/request_job/request/deadline"),
        ];
        scene.refuse_rows(
            rows.map(|(c, label, path)| (c, label, path, json!(deadline), expected.to_vec())).to_vec(),
        );
        let admission = json!({"expiry": deadline, "signatures": []});
        let mut offer = scene.entry("provider-registry", "offer_gpus");
        offer.msg = json!({"offer_gpus": {"class": compute_amm_testing::wirings::L40S, "gpus": 1, "admission": admission}});
        scene.refuse(&offer, &["admission.expiry", &format!("got {deadline}")]);
        let named = named(&[&"`expires` out of bounds", &format!("got {deadline}")]);
        scene.refuse_rows(vec![(
            "pool",
            "increase_allowance",
            "/increase_allowance/expires",
            json!(deadline),
            named,
        )]);
    }
    // One second later is in time.
    let mut swap = scene.entry("pool", "swap_exact_in");
    super::put(&mut swap.msg, "/swap_exact_in/deadline", json!(now + 1));
    scene.market.send(&swap.sender, &swap.address, &swap.msg, &[]).expect("the last second");
    invariants::check(&scene.market).unwrap();
}
