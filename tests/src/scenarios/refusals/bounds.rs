//! Texts, lists and numbers out of bounds, and pages.

mod leases;
mod registry;

use api::common::Asset;
use api::pool::{AccountsResponse, PoolsResponse, QueryMsg as PoolQuery};
use api::provider_registry::{AttestorKey, KeyScheme};
use cosmwasm_std::Binary;
use serde_json::{json, Value};

use super::{bound, encoded, named, Row, Scene};
use compute_amm_testing::codes::Codes;
use compute_amm_testing::invariants;
use compute_amm_testing::jobs::digest;
use compute_amm_testing::keys::Signer;
use compute_amm_testing::wirings::NET;

/// Texts too long, too short or of other letters; lists empty or too long; numbers outside what their field
/// allows.
pub fn what_is_out_of_bounds_is_named(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let long = |n: usize| json!("x".repeat(n));
    let many = |value: Value, n: usize| Value::from(vec![value; n]);
    let item = json!({"asset": {"native": {"denom": NET}}, "amount": "1", "to": scene.provider});
    let leg = json!({"pools": [1], "amount_out": "1"});
    let payer = json!({"payer": 1, "take": "0"});
    let keys: Vec<AttestorKey> = (1..18).map(|seed| Signer::new(KeyScheme::Ed25519, seed).public()).collect();
    let (pool, jobs) = ("pool", "job-market");
    let (gateway, fees) = ("verifier-gateway", "fee-collector");
    let mut rows: Vec<Row> = vec![
        (
            pool,
            "swap_exact_in",
            "/swap_exact_in/route/pools",
            many(json!(1), 5),
            bound("pools", "0 to 4", "5"),
        ),
        (
            pool,
            "swap_exact_out",
            "/swap_exact_out/legs/0/pools",
            many(json!(1), 5),
            bound("pools", "0 to 4", "5"),
        ),
        (
            pool,
            "swap_exact_out",
            "/swap_exact_out/legs/0/pools",
            json!([1, 1]),
            named(&[&"passes each pool once, got pool 1 twice"]),
        ),
        (pool, "swap_exact_out", "/swap_exact_out/legs", json!([]), bound("legs", "1 to 2", "0")),
        (pool, "swap_exact_out", "/swap_exact_out/legs", many(leg, 3), bound("legs", "1 to 2", "3")),
        (pool, "transfer", "/transfer/items", json!([]), bound("items", "1 to 8", "0")),
        (pool, "transfer", "/transfer/items", many(item, 9), bound("items", "1 to 8", "9")),
        (
            pool,
            "list_asset",
            "/list_asset/asset/native/denom",
            json!("ab"),
            bound("denom", "3 to 128 bytes", "2 bytes"),
        ),
        (
            pool,
            "list_asset",
            "/list_asset/asset/native/denom",
            long(129),
            bound("denom", "3 to 128 bytes", "129 bytes"),
        ),
        (
            pool,
            "create_pool",
            "/create_pool/lp_symbol",
            long(13),
            bound("lp_symbol", "3 to 12 bytes", "13 bytes"),
        ),
        (
            pool,
            "create_pool",
            "/create_pool/lp_symbol",
            json!("lp_1"),
            bound("lp_symbol", "letters and `-`", "`lp_1`"),
        ),
        (
            pool,
            "create_pool",
            "/create_pool/reference_0",
            json!("0"),
            named(&[&"`reference_0` must be more than zero"]),
        ),
        (
            pool,
            "create_pool",
            "/create_pool/reference_1",
            json!("0"),
            named(&[&"`reference_1` must be more than zero"]),
        ),
        (
            pool,
            "set_reference",
            "/set_reference/reference_0",
            json!("0"),
            named(&[&"`reference_0` must be more than zero"]),
        ),
        (
            pool,
            "set_reference",
            "/set_reference/reference_1",
            json!("0"),
            named(&[&"`reference_1` must be more than zero"]),
        ),
        (
            pool,
            "set_least",
            "/set_least/least",
            json!("5192296858534827628530496329220096"),
            bound("least", "0 to 5192296858534827628530496329220095", "5192296858534827628530496329220096"),
        ),
        (pool, "update_fees", "/update_fees/fees/fee_bps", json!(4), bound("fees.fee_bps", "5 to 500", "4")),
        (
            pool,
            "update_fees",
            "/update_fees/fees/fee_bps",
            json!(501),
            bound("fees.fee_bps", "5 to 500", "501"),
        ),
        (
            pool,
            "update_fees",
            "/update_fees/fees/protocol_share_bps",
            json!(2_501),
            bound("fees.protocol_share_bps", "0 to 2500", "2501"),
        ),
        (
            pool,
            "swap_exact_in",
            "/swap_exact_in/from/account/amount",
            json!("0"),
            named(&[&"`from.amount` must be more than zero"]),
        ),
        (pool, "withdraw", "/withdraw/amount", json!("0"), named(&[&"`amount` must be more than zero"])),
        (
            pool,
            "transfer",
            "/transfer/items/0/amount",
            json!("0"),
            named(&[&"`amount` must be more than zero"]),
        ),
        (pool, "receive", "/receive/amount", json!("0"), named(&[&"`amount` must be more than zero"])),
        (pool, "provide", "/provide/max_0", json!("0"), named(&[&"`max_0` must be more than zero"])),
        (jobs, "call_job", "/call_job", json!({"job_id": 1, "look": 0}), bound("look", "1 to 1024", "0")),
        (
            jobs,
            "update_params",
            "/update_params/params/call_within",
            json!(299),
            bound("call_within", "300 to 3600", "299"),
        ),
        (
            jobs,
            "update_params",
            "/update_params/params/block_millis",
            json!(30_001),
            bound("block_millis", "100 to 30000", "30001"),
        ),
        (
            jobs,
            "set_template",
            "/set_template/terms/overhead",
            json!(599),
            bound("overhead", "600 to 604800", "599"),
        ),
        (
            jobs,
            "set_template",
            "/set_template/terms/min_units",
            json!(19),
            named(&[&"seconds of the least job", &"expected 1200", &"got 1140"]),
        ),
        (
            jobs,
            "set_template",
            "/set_template/terms/max_units",
            json!(19),
            bound("max_units", "20 to 604800", "19"),
        ),
        (
            jobs,
            "set_template",
            "/set_template/terms/method",
            json!(compute_amm_testing::wirings::CLIENT_APPROVAL),
            named(&[&"a validity proof of the whole statement", &"waits for its client"]),
        ),
        (
            jobs,
            "update_class",
            "/update_class/terms/standard_gpus",
            json!(0),
            bound("standard_gpus", "1 to 65536", "0"),
        ),
        (
            jobs,
            "submit_batch",
            "/submit_batch/results/0/output",
            json!("ab".repeat(31)),
            bound("output", "32 bytes", "31 bytes"),
        ),
        (
            jobs,
            "submit_batch",
            "/submit_batch/results",
            json!([]),
            named(&[&"`results`", &"1 to 64", &"got 0"]),
        ),
        (
            jobs,
            "submit_result",
            "/submit_result/output",
            json!("ab".repeat(31)),
            bound("output", "32 bytes", "31 bytes"),
        ),
        (
            jobs,
            "submit_result",
            "/submit_result/output_locator",
            long(129),
            bound("output_locator", "1 to 128 bytes", "129 bytes"),
        ),
        (
            jobs,
            "submit_result",
            "/submit_result/output_locator",
            json!(""),
            bound("output_locator", "1 to 128 bytes", "0 bytes"),
        ),
        (jobs, "list_class", "/list_class/class", long(33), bound("class", "1 to 32 bytes", "33 bytes")),
        (
            jobs,
            "update_class",
            "/update_class/terms/take/base_bps",
            json!(501),
            bound("take.base_bps", "1 to 500", "501"),
        ),
        (
            jobs,
            "update_params",
            "/update_params/params/dispute_bond",
            json!("0"),
            named(&[&"`dispute_bond` out of bounds", &"got 0"]),
        ),
        (
            gateway,
            "add_method",
            "/add_method/params/name",
            long(65),
            bound("name", "1 to 64 bytes", "65 bytes"),
        ),
        (
            gateway,
            "add_method",
            "/add_method/params/name",
            json!(""),
            bound("name", "1 to 64 bytes", "0 bytes"),
        ),
        (
            gateway,
            "add_method",
            "/add_method/params/detection_bps",
            json!(5_001),
            bound("detection_bps", "500 to 5000", "5001"),
        ),
        (
            gateway,
            "add_method",
            "/add_method/params/kind/attestation/keys",
            json!(keys),
            named(&[&"expected 1 to 16, got 17"]),
        ),
        (
            gateway,
            "add_method",
            "/add_method/params/kind/attestation/threshold",
            json!(4),
            named(&[&"expected more than half of the keys, 2 to 3, got 4"]),
        ),
        (
            "verifier-gateway",
            "add_method",
            "/add_method/params/kind",
            json!({"risc_zero": {"policy": "output", "selectors": ["73c457ba", "73c457ba"]}}),
            named(&[&"selector 73c457ba is named twice"]),
        ),
        (
            gateway,
            "add_method/external",
            "/add_method/params/kind/external/gas_limit",
            json!(49_999),
            bound("gas_limit", "50000 to 10000000", "49999"),
        ),
        (
            gateway,
            "verify_external",
            "/verify_external/proof",
            json!(Binary::from(vec![0; 65_537])),
            named(&[&"proof: expected at most 65536 bytes, got 65537"]),
        ),
        (
            gateway,
            "bring_verdict",
            "/bring_verdict/signatures",
            many(json!({"key": 0, "signature": ""}), 4),
            named(&[&"expected at most 3, one per key, got 4"]),
        ),
        (
            gateway,
            "bring_verdict",
            "/bring_verdict/signatures",
            many(json!({"key": 3, "signature": ""}), 1),
            named(&[&"expected an index below 3", &"names key 3"]),
        ),
        (
            "verifier-gateway",
            "add_method",
            "/add_method/params/kind",
            json!({"sp1": {"policy": "output", "selectors": ["73c457ba"]}}),
            named(&[&"selector: expected one of 11b6a09d, a4594c59, 0e78f4db, 4388a21c, got 73c457ba"]),
        ),
        (
            gateway,
            "register_key",
            "/register_key/key",
            json!("AQI="),
            named(&[&"expected 448 bytes and 1 to 33 input points of 64 bytes, got 2 bytes"]),
        ),
        (
            gateway,
            "register_program",
            "/register_program/program",
            json!("ab"),
            named(&[&"`program`: expected 32 bytes, got 1"]),
        ),
        (
            gateway,
            "register_program",
            "/register_program/input_offset",
            json!(16_353),
            bound("input_offset", "0 to 16352", "16353"),
        ),
        (
            fees,
            "deposit/take",
            "/deposit/category/take/payers",
            many(payer, 9),
            bound("payers", "at most 8", "9"),
        ),
        (
            fees,
            "deposit/take",
            "/deposit/category/take/day",
            json!(99_999),
            named(&[&"`day` out of bounds", &"got 99999"]),
        ),
        (
            fees,
            "deposit/take",
            "/deposit/category/take/self_dealing",
            json!("2"),
            named(&[&"expected `self_dealing` of at most 1, got 2"]),
        ),
        (fees, "set_route", "/set_route/pools", many(json!(1), 5), bound("pools", "0 to 4", "5")),
        (
            fees,
            "withdraw_liquidity",
            "/withdraw_liquidity/shares",
            json!("0"),
            named(&[&"shares of pool 1: expected 1 to 0, got 0"]),
        ),
        (fees, "update_split", "/update_split/split/burn_bps", json!(6_001), named(&[&"1"])),
    ];
    for (field, value, expected, got) in [
        ("accept_within", json!(59), "60 to 86400", "59"),
        ("accept_within", json!(86_401), "60 to 86400", "86401"),
        ("run_within", json!(99), "100 to 604800", "99"),
        ("run_within", json!(604_801), "100 to 604800", "604801"),
        ("min_reputation_bps", json!(10_000), "0 to 9999", "10000"),
        ("program", json!("00"), "32 bytes", "1 bytes"),
        ("input", json!("00".repeat(32)), "a digest", "32 zero bytes"),
        ("program_locator", long(129), "1 to 128 bytes", "129 bytes"),
        ("input_locator", long(129), "1 to 128 bytes", "129 bytes"),
        ("input_locator", json!(""), "1 to 128 bytes", "0 bytes"),
    ] {
        let path: &'static str = format!("/receive_swap/msg#/request_job/request/{field}").leak();
        rows.push((jobs, "receive_swap", path, value, bound(field, expected, got)));
    }
    let path = "/receive_swap/msg#/request_job/request/callback/msg";
    let (value, refused) = (json!(encoded(&long(1_023))), bound("callback.msg (bytes)", "0 to 1024", "1025"));
    rows.push((jobs, "receive_swap", path, value, refused));
    rows.extend(registry::rows());
    rows.extend(leases::rows());
    scene.refuse_rows(rows);
    // Nine coins at once, each of them listed or not.
    let mut deposit = scene.entry(pool, "deposit");
    deposit.funds = (0..9).map(|i| cosmwasm_std::coin(1, format!("ucoin{i}"))).collect();
    scene.refuse(&deposit, &["`funds` out of bounds", "expected 1 to 8", "got 9"]);
    let output = json!({"job_id": scene.assigned, "output": digest("output"), "output_locator": null,
        "proof": {"risc_zero": {"seal": "", "journal": null}}});
    let mut submit = scene.entry(jobs, "submit_result");
    submit.msg = json!({ "submit_result": output });
    scene.refuse(&submit, &["proof refused", "takes signatures, got a RISC Zero receipt"]);
    invariants::check(&scene.market).unwrap();
}

/// A page holds at most a hundred, whatever is asked for.
pub fn pages_are_bounded(codes: &dyn Codes) {
    let mut scene = Scene::new(codes);
    let client = scene.client.clone();
    for i in 0..105 {
        let receiver = scene.market.address(&format!("holder {i}"));
        let deposit = api::pool::ExecuteMsg::Deposit { receiver: Some(receiver.into()) };
        scene.market.pool(&client, &deposit, &cosmwasm_std::coins(1, NET)).expect("deposited");
    }
    let page = |limit| {
        let query = PoolQuery::Accounts { asset: Asset::native(NET), order: None, start_after: None, limit };
        scene.market.ask_pool::<AccountsResponse>(&query).accounts.len()
    };
    assert_eq!([page(Some(u32::MAX)), page(Some(101)), page(None), page(Some(2))], [100, 100, 30, 2]);
    let pools = PoolQuery::Pools { order: None, start_after: None, limit: Some(u32::MAX) };
    assert_eq!(scene.market.ask_pool::<PoolsResponse>(&pools).pools.len(), 4);
    invariants::check(&scene.market).unwrap();
}
